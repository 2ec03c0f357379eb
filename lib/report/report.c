/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"
#include "base/options.h"
#include "base/write_file.h"
#include "report/figures.h"

/* A file as a sink, with the reason why it failed. */
typedef struct file_sink {
  plm_output *output;
  placement_error err;
} file_sink;

static placement_status check_result(placement_result *checked, const placement_result *result, int32_t format,
                                     placement_error *err)
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
  if (format != PLACEMENT_FORMAT_JSON && format != PLACEMENT_FORMAT_CSV)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "there is no report format %d", (int)format);
  return PLACEMENT_OK;
}

placement_status placement_report_write(const placement_result *result, int32_t format, placement_sink sink, void *data,
                                        placement_error *err)
{
  placement_result checked;
  plm_writer writer = {.sink = sink, .data = data};
  placement_status status = check_result(&checked, result, format, err);
  if (status != PLACEMENT_OK)
    return status;
  if (sink == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "sink must not be NULL");
  status =
      format == PLACEMENT_FORMAT_JSON ? plm_write_json(&writer, &checked, err) : plm_write_csv(&writer, &checked, err);
  return status == PLACEMENT_OK ? plm_writer_finish(&writer, err) : status;
}

static int write_to_file(const char *text, size_t length, void *data)
{
  file_sink *sink = data;
  return plm_output_write(sink->output, text, length, &sink->err) == PLACEMENT_OK ? 0 : -1;
}

placement_status placement_report_write_file(const placement_result *result, int32_t format, const char *path,
                                             placement_error *err)
{
  placement_result checked;
  file_sink sink = {NULL, PLACEMENT_ERROR_INIT};
  placement_status status = check_result(&checked, result, format, err);
  if (status != PLACEMENT_OK)
    return status;
  if (path == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "path must not be NULL");
  status = plm_output_new(path, &sink.output, err);
  if (status != PLACEMENT_OK)
    return status;
  status = placement_report_write(&checked, format, write_to_file, &sink, err);
  if (sink.err.code != PLACEMENT_OK && err != NULL)
    *err = sink.err;
  if (status == PLACEMENT_OK)
    status = plm_output_commit(sink.output, err);
  plm_output_free(sink.output);
  return status;
}
