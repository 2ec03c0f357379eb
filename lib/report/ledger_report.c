/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/date.h"
#include "base/error.h"
#include "base/options.h"
#include "report/ledger_rows.h"

#include <string.h>

static bool has_place(const placement_plan *plan, const char *id)
{
  for (size_t i = 0; i < plan->home_count; i++)
    if (strcmp(plan->homes[i].id, id) == 0)
      return true;
  for (size_t i = 0; i < plan->phase_count; i++)
    if (strcmp(plan->phases[i].id, id) == 0)
      return true;
  for (size_t i = 0; i < plan->scheme_count; i++)
    if (strcmp(plan->schemes[i].id, id) == 0)
      return true;
  return false;
}

static placement_status read_day(const placement_plan *plan, const char *name, const char *text, int32_t *day,
                                 placement_error *err)
{
  int32_t date;
  if (text == NULL)
    return PLACEMENT_OK;
  if (!plm_parse_date(text, &date))
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "%s: '%s' is not a date; it must be one like 2025-04-01", name,
                    text);
  *day = date - plan->calendar.start;
  return PLACEMENT_OK;
}

static placement_status check(const placement_plan *plan, uint64_t seed, uint64_t replication,
                              const placement_ledger_filter *filter, plm_ledger_request *r, placement_error *err)
{
  placement_status status = PLACEMENT_OK;
  *r = (plm_ledger_request){plan, seed, replication, PLACEMENT_LEDGER_FILTER_INIT, INT32_MIN, INT32_MAX};
  if (plan == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "plan must not be NULL");
  if (filter != NULL)
    status = plm_read_options(&r->filter, sizeof r->filter, filter, "placement_ledger_filter", err);
  if (status == PLACEMENT_OK)
    status = read_day(plan, "from", r->filter.from, &r->from, err);
  if (status == PLACEMENT_OK)
    status = read_day(plan, "until", r->filter.until, &r->until, err);
  if (status == PLACEMENT_OK && r->filter.place != NULL && !has_place(plan, r->filter.place))
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "there is no home, phase or step-down scheme '%s'", r->filter.place);
  return status;
}

static placement_status check_format(int32_t format, placement_error *err)
{
  return format == PLACEMENT_FORMAT_CSV
             ? PLACEMENT_OK
             : plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "there is no ledger format %d", (int)format);
}

static placement_status write_asked(const void *what, int32_t format, placement_sink sink, void *data,
                                    placement_error *err)
{
  plm_ledger_rows rows = {0};
  placement_status status = check_format(format, err);
  if (status == PLACEMENT_OK)
    status = plm_ledger_rows_read(&rows, what, err);
  if (status == PLACEMENT_OK)
    status = plm_write_ledger_csv(&rows, sink, data, err);
  plm_ledger_rows_clear(&rows);
  return status;
}

placement_status placement_ledger_write(const placement_plan *plan, uint64_t seed, uint64_t replication,
                                        const placement_ledger_filter *filter, int32_t format, placement_sink sink,
                                        void *data, placement_error *err)
{
  plm_ledger_request asked;
  placement_status status = check(plan, seed, replication, filter, &asked, err);
  if (status != PLACEMENT_OK)
    return status;
  if (sink == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "sink must not be NULL");
  return write_asked(&asked, format, sink, data, err);
}

placement_status placement_ledger_write_file(const placement_plan *plan, uint64_t seed, uint64_t replication,
                                             const placement_ledger_filter *filter, int32_t format, const char *path,
                                             placement_error *err)
{
  plm_ledger_request asked;
  placement_status status = check(plan, seed, replication, filter, &asked, err);
  if (status == PLACEMENT_OK)
    status = check_format(format, err); /* before an existing file is touched */
  return status == PLACEMENT_OK ? placement_file_write(path, write_asked, &asked, format, err) : status;
}

placement_status placement_ledger_findings(const placement_plan *plan, uint64_t seed, uint64_t replication,
                                           const placement_ledger_filter *filter, placement_findings **findings,
                                           placement_error *err)
{
  plm_ledger_request asked;
  plm_ledger_rows rows = {0};
  placement_status status = check(plan, seed, replication, filter, &asked, err);
  if (status != PLACEMENT_OK)
    return status;
  if (findings == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "findings must not be NULL");
  status = plm_ledger_rows_read(&rows, &asked, err);
  if (status == PLACEMENT_OK)
    status = plm_ledger_findings(&rows, findings, err);
  plm_ledger_rows_clear(&rows);
  return status;
}
