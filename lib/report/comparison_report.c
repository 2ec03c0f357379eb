/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Comparisons as JSON, format placement-comparison/1, and as tidy CSV.
 */
#include "report/comparison_report.h"
#include "base/error.h"
#include "base/options.h"
#include "report/figures.h"
#include "report/json_members.h"
#include "report/waterfall_report.h"

#include <stdio.h>

#define LONGEST_STATISTIC 192 /* of a waterfall: a step may be several */

static void put_scenario(plm_writer *w, const placement_plan *plan, const char *line)
{
  bool first = true;
  plm_put_string_member(w, &first, line, "title", placement_plan_title(plan));
  plm_put_string_member(w, &first, line, "sha256", placement_plan_sha256(plan));
}

static void put_provenance(plm_writer *w, const placement_comparison_result *r)
{
  static const char line[] = "\n    ";
  bool first = true;
  plm_put(w, "  \"provenance\": {");
  plm_put_string_member(w, &first, line, "version", placement_version());
  plm_put_string_member(w, &first, line, "currency", placement_plan_currency(r->base));
  plm_put_next(w, &first, line);
  plm_put(w, "\"seed\": \""); /* as text: 64 bits do not fit into every reader's numbers */
  plm_put_whole(w, r->seed);
  plm_put(w, "\"");
  plm_put_whole_member(w, &first, line, "first_replication", r->first);
  plm_put_whole_member(w, &first, line, "replications_requested", r->replications_requested);
  plm_put_string_member(w, &first, line, "rng", "philox4x32-10");
  plm_put_string_member(w, &first, line, "differences",
                        "alternative less base, of replications with the same children");
  plm_put(w, "\n  },\n");
}

static void put_probability(plm_writer *w, bool *first, const char *line, const char *name,
                            const placement_probability *p)
{
  bool first_member = true;
  plm_put_next(w, first, line);
  plm_put_key(w, name);
  plm_put(w, "{");
  plm_put_figure_member(w, &first_member, "", "share", PLACEMENT_UNIT_SHARE, p->share);
  plm_put_figure_member(w, &first_member, " ", "se", PLACEMENT_UNIT_SHARE, p->se);
  plm_put_figure_member(w, &first_member, " ", "low", PLACEMENT_UNIT_SHARE, p->low);
  plm_put_figure_member(w, &first_member, " ", "high", PLACEMENT_UNIT_SHARE, p->high);
  plm_put(w, "}");
}

static placement_status put_figure(plm_writer *w, const placement_plan *base, const placement_comparison *comparison,
                                   size_t metric, size_t column, placement_error *err)
{
  int32_t unit = placement_plan_metric_unit(base, metric);
  placement_compared compared;
  placement_probability lower;
  bool first = true;
  placement_status status = placement_comparison_figure(comparison, metric, column, &compared, err);
  if (status == PLACEMENT_OK)
    status = placement_comparison_lower(comparison, metric, column, &lower, err);
  if (status != PLACEMENT_OK)
    return status;
  plm_put(w, "{");
  plm_put_figure_member(w, &first, "", "base", unit, compared.base);
  plm_put_figure_member(w, &first, " ", "alternative", unit, compared.alternative);
  plm_put_next(w, &first, " ");
  plm_put_key(w, "difference");
  plm_put_statistics(w, unit, &compared.difference);
  plm_put_figure_member(w, &first, " ", "mean_low", unit, compared.low);
  plm_put_figure_member(w, &first, " ", "mean_high", unit, compared.high);
  put_probability(w, &first, " ", "lower", &lower);
  plm_put(w, "}");
  return PLACEMENT_OK;
}

static placement_status put_metrics(plm_writer *w, const placement_plan *base, const placement_comparison *comparison,
                                    placement_error *err)
{
  placement_status status = PLACEMENT_OK;
  bool first = true;
  plm_put(w, "\"metrics\": {");
  for (size_t m = 0; m < placement_comparison_metric_count(comparison); m++) {
    bool first_column = true;
    plm_put_next(w, &first, "\n        ");
    plm_put_key(w, placement_plan_metric_name(base, m));
    plm_put(w, "{");
    for (size_t c = 0; c <= placement_plan_year_count(base) && status == PLACEMENT_OK; c++) {
      plm_put_next(w, &first_column, "\n          ");
      plm_put_key(w, placement_plan_column_label(base, c));
      status = put_figure(w, base, comparison, m, c, err);
    }
    plm_put(w, "\n        }");
  }
  plm_put(w, "\n      }");
  return status;
}

static placement_status put_payback(plm_writer *w, const placement_plan *base, const placement_comparison *comparison,
                                    placement_error *err)
{
  bool first = true;
  plm_put(w, "\"payback\": {");
  for (size_t y = 0; y < placement_plan_year_count(base); y++) {
    placement_probability paid_back;
    placement_status status = placement_comparison_payback(comparison, y, &paid_back, err);
    if (status != PLACEMENT_OK)
      return status;
    put_probability(w, &first, "\n        ", placement_plan_column_label(base, y), &paid_back);
  }
  plm_put(w, "\n      }");
  return PLACEMENT_OK;
}

/* The quantiles of the year of payback, null beyond the horizon. */
static void put_payback_years(plm_writer *w, const placement_plan *base, const placement_comparison *comparison)
{
  static const struct {
    const char *name;
    double p;
  } quantiles[] = {{"p10", 0.1}, {"p50", 0.5}, {"p90", 0.9}};
  static const char *const names[] = {"year", "earliest", "latest"};
  placement_probability never = {0};
  bool first = true;
  plm_put(w, "\"payback_year\": {");
  for (size_t i = 0; i < sizeof quantiles / sizeof quantiles[0]; i++) {
    placement_payback_year found = {0};
    bool first_member = true;
    (void)placement_comparison_payback_year(comparison, quantiles[i].p, &found, NULL);
    const size_t years[] = {found.year, found.earliest, found.latest};
    plm_put_next(w, &first, "\n        ");
    plm_put_key(w, quantiles[i].name);
    plm_put(w, "{");
    for (size_t k = 0; k < 3; k++) {
      plm_put_next(w, &first_member, k == 0 ? "" : " ");
      plm_put_key(w, names[k]);
      if (years[k] == SIZE_MAX)
        plm_put(w, "null");
      else
        plm_put_json_string(w, placement_plan_column_label(base, years[k]));
    }
    plm_put(w, "}");
  }
  (void)placement_comparison_never_paid_back(comparison, &never, NULL);
  put_probability(w, &first, "\n        ", "never", &never);
  plm_put(w, "\n      }");
}

static const placement_waterfall *waterfall_of(const placement_comparison_result *r, size_t alternative)
{
  return r->waterfalls != NULL ? r->waterfalls[alternative] : NULL;
}

static placement_status write_json(plm_writer *w, const placement_comparison_result *r, placement_error *err)
{
  placement_status status = PLACEMENT_OK;
  bool first = true;
  plm_put(w, "{\n  \"format\": \"placement-comparison/1\",\n");
  put_provenance(w, r);
  plm_put(w, "  \"years\": ");
  plm_put_labels(w, placement_plan_column_label, r->base, placement_plan_year_count(r->base));
  plm_put(w, ",\n  \"base\": {");
  put_scenario(w, r->base, "\n    ");
  plm_put(w, "\n  },\n  \"units\": {");
  for (size_t m = 0; m < placement_comparison_metric_count(r->comparisons[0]); m++) {
    char unit[PLM_UNIT_SIZE];
    plm_unit_text(r->base, placement_plan_metric_unit(r->base, m), unit);
    plm_put_string_member(w, &first, "\n    ", placement_plan_metric_name(r->base, m), unit);
  }
  plm_put(w, "\n  },\n  \"alternatives\": [");
  first = true;
  for (size_t i = 0; i < r->count && status == PLACEMENT_OK; i++) {
    plm_put_next(w, &first, "\n    ");
    plm_put(w, "{");
    put_scenario(w, r->alternatives[i], "\n      ");
    plm_put(w, ",\n      \"replications\": ");
    plm_put_whole(w, placement_comparison_replications(r->comparisons[i]));
    plm_put(w, ",\n      ");
    status = put_metrics(w, r->base, r->comparisons[i], err);
    plm_put(w, ",\n      ");
    if (status == PLACEMENT_OK)
      status = put_payback(w, r->base, r->comparisons[i], err);
    plm_put(w, ",\n      ");
    put_payback_years(w, r->base, r->comparisons[i]);
    if (waterfall_of(r, i) != NULL) {
      plm_put(w, ",\n      ");
      plm_put_waterfall(w, r->base, waterfall_of(r, i));
    }
    plm_put(w, "\n    }");
  }
  plm_put(w, "\n  ]\n}\n");
  return status;
}

static const char header[] = "alternative,metric,period,period_kind,unit,statistic,value,base_sha256,"
                             "alternative_sha256,seed,first_replication,replications,version\r\n";

/* What the rows of one metric and period have in common. */
typedef struct row {
  const placement_comparison_result *result;
  size_t alternative;
  const char *metric;
  size_t column;
  char unit_text[PLM_UNIT_SIZE];
  int32_t unit;
} row;

static void put_text(plm_writer *w, const char *text)
{
  plm_put_csv_text(w, text);
  plm_put(w, ",");
}

static void put_row(plm_writer *w, const row *r, const char *statistic, int32_t unit, double value)
{
  const placement_comparison_result *result = r->result;
  plm_put_whole(w, r->alternative + 1);
  plm_put(w, ",");
  put_text(w, r->metric);
  put_text(w, placement_plan_column_label(result->base, r->column));
  put_text(w, r->column == placement_plan_year_count(result->base) ? "total" : "year");
  put_text(w, unit == r->unit ? r->unit_text : "share");
  put_text(w, statistic);
  plm_put_figure(w, unit, value, "");
  plm_put(w, ",");
  put_text(w, placement_plan_sha256(result->base));
  put_text(w, placement_plan_sha256(result->alternatives[r->alternative]));
  plm_put_whole(w, result->seed);
  plm_put(w, ",");
  plm_put_whole(w, result->first);
  plm_put(w, ",");
  plm_put_whole(w, placement_comparison_replications(result->comparisons[r->alternative]));
  plm_put(w, ",");
  plm_put_csv_text(w, placement_version());
  plm_put(w, "\r\n");
}

static void put_probability_rows(plm_writer *w, const row *r, const char *const names[4],
                                 const placement_probability *p)
{
  put_row(w, r, names[0], PLACEMENT_UNIT_SHARE, p->share);
  put_row(w, r, names[1], PLACEMENT_UNIT_SHARE, p->se);
  put_row(w, r, names[2], PLACEMENT_UNIT_SHARE, p->low);
  put_row(w, r, names[3], PLACEMENT_UNIT_SHARE, p->high);
}

static placement_status put_rows(plm_writer *w, const row *r, size_t metric, placement_error *err)
{
  static const char *const lower_names[] = {"lower", "lower_se", "lower_low", "lower_high"};
  const placement_comparison *comparison = r->result->comparisons[r->alternative];
  placement_compared compared;
  placement_probability lower;
  placement_status status = placement_comparison_figure(comparison, metric, r->column, &compared, err);
  if (status == PLACEMENT_OK)
    status = placement_comparison_lower(comparison, metric, r->column, &lower, err);
  if (status != PLACEMENT_OK)
    return status;
  put_row(w, r, "base", r->unit, compared.base);
  put_row(w, r, "alternative", r->unit, compared.alternative);
  for (size_t i = 0; i < PLM_STATISTIC_COUNT; i++)
    put_row(w, r, plm_statistic_name(i), r->unit, plm_statistic_value(&compared.difference, i));
  put_row(w, r, "mean_low", r->unit, compared.low);
  put_row(w, r, "mean_high", r->unit, compared.high);
  put_probability_rows(w, r, lower_names, &lower);
  return PLACEMENT_OK;
}

/* Four rows for each part of each effect of the metric that `r` is at. */
static void put_effect_rows(plm_writer *w, const row *r, const placement_waterfall *waterfall, size_t metric)
{
  static const char *const ends[] = {"", "_se", "_low", "_high"};
  for (size_t step = 0; step <= placement_waterfall_step_count(waterfall); step++) {
    placement_waterfall_effect effect = plm_waterfall_effect_of(waterfall, step, metric, r->column);
    for (size_t i = 0; i < 4 * PLM_EFFECT_PARTS; i++) {
      const placement_estimate *e = plm_effect_part(&effect, i / 4);
      const double values[] = {e->value, e->se, e->low, e->high};
      char statistic[LONGEST_STATISTIC];
      (void)snprintf(statistic, sizeof statistic, "waterfall.%s.%s%s", plm_waterfall_name(waterfall, step),
                     plm_effect_part_name(i / 4), ends[i % 4]);
      put_row(w, r, statistic, r->unit, values[i % 4]);
    }
  }
}

static void put_waterfall_rows(plm_writer *w, row *r, const placement_waterfall *waterfall)
{
  for (size_t m = 0; m < placement_waterfall_metric_count(waterfall); m++) {
    const placement_plan *base = r->result->base;
    r->metric = placement_waterfall_metric(waterfall, m);
    r->unit = placement_plan_metric_unit(base, placement_plan_metric_find(base, r->metric));
    plm_unit_text(base, r->unit, r->unit_text);
    for (r->column = 0; r->column <= placement_plan_year_count(base); r->column++)
      put_effect_rows(w, r, waterfall, m);
  }
}

static placement_status write_csv(plm_writer *w, const placement_comparison_result *result, placement_error *err)
{
  static const char *const payback_names[] = {"share", "se", "low", "high"};
  placement_status status = PLACEMENT_OK;
  size_t years = placement_plan_year_count(result->base);
  plm_put(w, header);
  for (size_t i = 0; i < result->count; i++) {
    row r = {.result = result, .alternative = i};
    for (size_t m = 0; m < placement_comparison_metric_count(result->comparisons[i]); m++) {
      r.metric = placement_plan_metric_name(result->base, m);
      r.unit = placement_plan_metric_unit(result->base, m);
      plm_unit_text(result->base, r.unit, r.unit_text);
      for (r.column = 0; r.column <= years && status == PLACEMENT_OK; r.column++)
        status = put_rows(w, &r, m, err);
    }
    r.metric = "payback";
    r.unit = -1;
    for (r.column = 0; r.column < years && status == PLACEMENT_OK; r.column++) {
      placement_probability paid_back;
      status = placement_comparison_payback(result->comparisons[i], r.column, &paid_back, err);
      if (status == PLACEMENT_OK)
        put_probability_rows(w, &r, payback_names, &paid_back);
    }
    placement_probability never = {0};
    (void)placement_comparison_never_paid_back(result->comparisons[i], &never, NULL);
    r.metric = "payback_never";
    r.column = years;
    put_probability_rows(w, &r, payback_names, &never);
    put_waterfall_rows(w, &r, waterfall_of(result, i));
  }
  return status;
}

/* Whether a waterfall was made of scenarios with the metrics and financial years of the base. */
static bool suits(const placement_plan *base, const placement_waterfall *waterfall)
{
  placement_waterfall_effect effect;
  size_t years = placement_plan_year_count(base);
  for (size_t m = 0; m < placement_waterfall_metric_count(waterfall); m++)
    if (placement_plan_metric_find(base, placement_waterfall_metric(waterfall, m)) == SIZE_MAX)
      return false;
  return placement_waterfall_total(waterfall, 0, years, &effect, NULL) == PLACEMENT_OK &&
         placement_waterfall_total(waterfall, 0, years + 1, &effect, NULL) != PLACEMENT_OK;
}

/* Whether it compares as many metrics and years as the base has. */
static bool compares(const placement_plan *base, const placement_comparison *comparison)
{
  placement_compared compared;
  size_t years = placement_plan_year_count(base), metrics = placement_comparison_metric_count(comparison);
  return placement_comparison_figure(comparison, 0, years, &compared, NULL) == PLACEMENT_OK &&
         placement_comparison_figure(comparison, 0, years + 1, &compared, NULL) != PLACEMENT_OK &&
         placement_plan_metric_name(base, metrics - 1) != NULL;
}

placement_status plm_read_comparison_result(placement_comparison_result *checked,
                                            const placement_comparison_result *result, placement_error *err)
{
  placement_status status;
  if (result == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "result must not be NULL");
  *checked = (placement_comparison_result)PLACEMENT_COMPARISON_RESULT_INIT;
  status = plm_read_options(checked, sizeof *checked, result, "placement_comparison_result", err);
  if (status != PLACEMENT_OK)
    return status;
  if (checked->base == NULL || checked->count == 0 || checked->alternatives == NULL || checked->comparisons == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT,
                    "placement_comparison_result needs a base, and alternatives with their comparisons");
  for (size_t i = 0; i < checked->count; i++)
    if (checked->alternatives[i] == NULL || checked->comparisons[i] == NULL)
      return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "alternative %zu of placement_comparison_result is NULL", i);
  for (size_t i = 0; i < checked->count; i++)
    if (!compares(checked->base, checked->comparisons[i]))
      return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "comparison %zu was not made with this base", i);
  for (size_t i = 0; i < checked->count; i++)
    if (waterfall_of(checked, i) != NULL && !suits(checked->base, waterfall_of(checked, i)))
      return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "waterfall %zu was not made with this base", i);
  return PLACEMENT_OK;
}

static placement_status check_result(placement_comparison_result *checked, const placement_comparison_result *result,
                                     int32_t format, placement_error *err)
{
  placement_status status = plm_read_comparison_result(checked, result, err);
  if (status == PLACEMENT_OK && format != PLACEMENT_FORMAT_JSON && format != PLACEMENT_FORMAT_CSV)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "there is no comparison format %d", (int)format);
  return status;
}

placement_status placement_comparison_write(const placement_comparison_result *result, int32_t format,
                                            placement_sink sink, void *data, placement_error *err)
{
  placement_comparison_result checked;
  plm_writer writer = {.sink = sink, .data = data};
  placement_status status = check_result(&checked, result, format, err);
  if (status != PLACEMENT_OK)
    return status;
  if (sink == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "sink must not be NULL");
  status = format == PLACEMENT_FORMAT_JSON ? write_json(&writer, &checked, err) : write_csv(&writer, &checked, err);
  return status == PLACEMENT_OK ? plm_writer_finish(&writer, err) : status;
}

static placement_status write_any(const void *what, int32_t format, placement_sink sink, void *data,
                                  placement_error *err)
{
  return placement_comparison_write(what, format, sink, data, err);
}

placement_status placement_comparison_write_file(const placement_comparison_result *result, int32_t format,
                                                 const char *path, placement_error *err)
{
  placement_comparison_result checked;
  placement_status status = check_result(&checked, result, format, err);
  if (status != PLACEMENT_OK)
    return status;
  return placement_file_write(path, write_any, &checked, format, err);
}
