/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"
#include "base/options.h"
#include "report/figures.h"

placement_status plm_check_result(placement_result *checked, const placement_result *result, placement_error *err)
{
  placement_status status;
  if (result == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "result must not be NULL");
  *checked = (placement_result)PLACEMENT_RESULT_INIT;
  status = plm_read_options(checked, sizeof *checked, result, "placement_result", err);
  if (status != PLACEMENT_OK)
    return status;
  if (checked->plan == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "placement_result.plan must not be NULL");
  if (checked->targets != NULL && checked->summary == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "placement_result.targets need a summary");
  return PLACEMENT_OK;
}

static placement_status check(placement_result *checked, const placement_result *result, int32_t format,
                              placement_error *err)
{
  placement_status status = plm_check_result(checked, result, err);
  if (status == PLACEMENT_OK && format != PLACEMENT_FORMAT_JSON && format != PLACEMENT_FORMAT_CSV)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "there is no report format %d", (int)format);
  return status;
}

placement_status placement_report_write(const placement_result *result, int32_t format, placement_sink sink, void *data,
                                        placement_error *err)
{
  placement_result checked;
  plm_writer writer = {.sink = sink, .data = data};
  placement_status status = check(&checked, result, format, err);
  if (status != PLACEMENT_OK)
    return status;
  if (sink == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "sink must not be NULL");
  status =
      format == PLACEMENT_FORMAT_JSON ? plm_write_json(&writer, &checked, err) : plm_write_csv(&writer, &checked, err);
  return status == PLACEMENT_OK ? plm_writer_finish(&writer, err) : status;
}

static placement_status write_any(const void *what, int32_t format, placement_sink sink, void *data,
                                  placement_error *err)
{
  return placement_report_write(what, format, sink, data, err);
}

placement_status placement_report_write_file(const placement_result *result, int32_t format, const char *path,
                                             placement_error *err)
{
  placement_result checked;
  placement_status status = check(&checked, result, format, err);
  if (status != PLACEMENT_OK)
    return status;
  return placement_file_write(path, write_any, &checked, format, err);
}
