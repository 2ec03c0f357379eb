/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tidy CSV (RFC 4180): one figure in each row, its provenance beside it, nothing to skip when it is loaded.
 */
#include "report/figures.h"

#include <math.h>
#include <string.h>

static const char header[] = "metric,home,period,period_kind,unit,basis,statistic,value,scenario_sha256,seed,"
                             "first_replication,replications,version\r\n";

/* What the rows of one metric and period have in common. */
typedef struct row {
  const placement_result *result;
  const char *metric; /* up to '@' */
  size_t metric_length;
  const char *home; /* "" for the whole scenario */
  const char *period;
  const char *period_kind; /* year, total or month */
} row;

static void put_text(plm_writer *w, const char *text)
{
  plm_put_csv_text(w, text);
  plm_put(w, ",");
}

static void start_row(plm_writer *w, const row *r, const char *unit, const char *basis, const char *statistic)
{
  plm_put_bytes(w, r->metric, r->metric_length);
  plm_put(w, ",");
  put_text(w, r->home);
  put_text(w, r->period);
  put_text(w, r->period_kind);
  put_text(w, unit);
  put_text(w, basis);
  put_text(w, statistic);
}

/* After the value. The plan basis has no seed and no replications. */
static void end_row(plm_writer *w, const row *r, bool replicated)
{
  plm_put(w, ",");
  put_text(w, placement_plan_sha256(r->result->plan));
  if (replicated) {
    plm_put_whole(w, r->result->seed);
    plm_put(w, ",");
    plm_put_whole(w, r->result->first);
    plm_put(w, ",");
    plm_put_whole(w, placement_summary_replications(r->result->summary));
    plm_put(w, ",");
  } else {
    plm_put(w, ",,,");
  }
  plm_put_csv_text(w, placement_version());
  plm_put(w, "\r\n");
}

static row row_of(const placement_result *result, size_t metric, size_t column)
{
  const char *name = placement_plan_metric_name(result->plan, metric);
  const char *at = strchr(name, '@');
  row r = {result, name, strlen(name), "", placement_plan_column_label(result->plan, column), "year"};
  if (at != NULL) {
    r.metric_length = (size_t)(at - name);
    r.home = at + 1;
  }
  if (column == placement_plan_year_count(result->plan))
    r.period_kind = "total";
  return r;
}

static placement_status put_column(plm_writer *w, const placement_result *result, size_t metric, size_t column,
                                   placement_error *err)
{
  int32_t code = placement_plan_metric_unit(result->plan, metric);
  row r = row_of(result, metric, column);
  char unit[PLM_UNIT_SIZE];
  plm_unit_text(result->plan, code, unit);
  if (result->basis != NULL) {
    double value = placement_basis_value(result->basis, metric, column);
    if (isfinite(value)) {
      start_row(w, &r, unit, "plan", "value");
      plm_put_figure(w, code, value, "");
      end_row(w, &r, false);
    }
  }
  if (result->summary != NULL) {
    placement_statistics statistics;
    placement_status status = placement_summary_statistics(result->summary, metric, column, &statistics, err);
    if (status != PLACEMENT_OK)
      return status;
    for (size_t i = 0; i < PLM_STATISTIC_COUNT; i++) {
      start_row(w, &r, unit, "replications", plm_statistic_name(i));
      plm_put_figure(w, code, plm_statistic_value(&statistics, i), "");
      end_row(w, &r, true);
    }
    start_row(w, &r, "replications", "replications", "defined");
    plm_put_whole(w, statistics.defined);
    end_row(w, &r, true);
  }
  return PLACEMENT_OK;
}

static placement_status put_month(plm_writer *w, const placement_result *result, int32_t series, size_t month,
                                  placement_error *err)
{
  const char *name = placement_monthly_name(series);
  row r = {result, name, strlen(name), "", placement_plan_month_label(result->plan, month), "month"};
  placement_statistics statistics;
  placement_status status = placement_summary_monthly(result->summary, series, month, &statistics, err);
  if (status != PLACEMENT_OK)
    return status;
  for (size_t i = 0; i < PLM_MONTHLY_STATISTIC_COUNT; i++) {
    size_t statistic = plm_monthly_statistics[i];
    start_row(w, &r, plm_monthly_unit(series), "replications", plm_statistic_name(statistic));
    plm_put_figure(w, PLACEMENT_UNIT_CHILDREN, plm_statistic_value(&statistics, statistic), "");
    end_row(w, &r, true);
  }
  return PLACEMENT_OK;
}

placement_status plm_write_csv(plm_writer *w, const placement_result *result, placement_error *err)
{
  placement_status status = PLACEMENT_OK;
  size_t columns = placement_plan_year_count(result->plan) + 1;
  size_t months = placement_plan_month_count(result->plan);
  plm_put(w, header);
  for (size_t i = 0; i < placement_plan_metric_count(result->plan) * columns && status == PLACEMENT_OK; i++)
    status = put_column(w, result, i / columns, i % columns, err);
  for (size_t i = 0; result->summary != NULL && i < PLACEMENT_MONTHLY_COUNT * months && status == PLACEMENT_OK; i++)
    status = put_month(w, result, (int32_t)(i / months), i % months, err);
  return status;
}
