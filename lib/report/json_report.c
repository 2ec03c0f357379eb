/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The result JSON, format placement-results/1 (MODEL.md section 6). Written piece by piece: numbers keep the decimals
 * that they are reported with, which a tree of doubles would not.
 */
#include "report/figures.h"
#include "report/json_members.h"

#include <math.h>
#include <stdbool.h>

/* What was asked for keeps the decimals that it was given with. */
static placement_status put_target(plm_writer *w, const placement_result *r, const placement_target *target,
                                   placement_error *err)
{
  static const char line[] = "\n          ";
  const int32_t as_given = PLACEMENT_UNIT_SHARE;
  const int32_t unit = placement_plan_metric_unit(r->plan, target->metric);
  bool first = true;
  placement_attained attained;
  placement_status status = placement_precision_attained(r->summary, target, &attained, err);
  if (status != PLACEMENT_OK)
    return status;
  plm_put(w, "{");
  plm_put_string_member(w, &first, line, "metric", placement_plan_metric_name(r->plan, target->metric));
  plm_put_string_member(w, &first, line, "year", placement_plan_column_label(r->plan, target->column));
  plm_put_figure_member(w, &first, line, target->relative ? "relative" : "absolute", as_given, target->half_width);
  plm_put_figure_member(w, &first, line, "confidence", as_given, target->confidence);
  plm_put_figure_member(w, &first, line, "asked", unit, attained.asked);
  plm_put_figure_member(w, &first, line, "half_width", unit, attained.half_width);
  plm_put_flag_member(w, &first, line, "reached", attained.reached);
  plm_put(w, "\n        }");
  return PLACEMENT_OK;
}

static placement_status put_precision(plm_writer *w, const placement_result *r, placement_error *err)
{
  static const char line[] = "\n      ";
  placement_status status = PLACEMENT_OK;
  bool first = true, first_target = true;
  plm_put(w, "{");
  plm_put_flag_member(w, &first, line, "reached", r->ending == PLACEMENT_PRECISION_REACHED);
  plm_put_next(w, &first, line);
  plm_put_key(w, "replications_needed");
  if (r->ending == PLACEMENT_PRECISION_REACHED)
    plm_put_whole(w, placement_summary_replications(r->summary));
  else
    plm_put(w, "null");
  plm_put_whole_member(w, &first, line, "replications_at_most", r->replications_at_most);
  plm_put_next(w, &first, line);
  plm_put(w, "\"targets\": [");
  for (size_t i = 0; i < r->target_count && status == PLACEMENT_OK; i++) {
    plm_put_next(w, &first_target, "\n        ");
    status = put_target(w, r, &r->targets[i], err);
  }
  plm_put(w, "\n      ]\n    }");
  return status;
}

static placement_status put_provenance(plm_writer *w, const placement_result *r, placement_error *err)
{
  placement_status status = PLACEMENT_OK;
  static const char line[] = "\n    ";
  bool first = true;
  plm_put(w, "  \"provenance\": {");
  plm_put_string_member(w, &first, line, "version", placement_version());
  plm_put_string_member(w, &first, line, "scenario_sha256", placement_plan_sha256(r->plan));
  plm_put_string_member(w, &first, line, "currency", placement_plan_currency(r->plan));
  if (r->summary != NULL) {
    plm_put_next(w, &first, line);
    plm_put(w, "\"seed\": \""); /* as text: 64 bits do not fit into every reader's numbers */
    plm_put_whole(w, r->seed);
    plm_put(w, "\"");
    plm_put_whole_member(w, &first, line, "first_replication", r->first);
    plm_put_whole_member(w, &first, line, "replications", placement_summary_replications(r->summary));
    plm_put_whole_member(w, &first, line, "replications_requested", r->replications_requested);
    if (r->targets != NULL) {
      plm_put_next(w, &first, line);
      plm_put_key(w, "precision");
      status = put_precision(w, r, err);
    }
    plm_put_string_member(w, &first, line, "rng", "philox4x32-10");
    plm_put_string_member(w, &first, line, "quantiles",
                          "type 7, from histograms; quantile_error bounds the error of each");
  }
  plm_put(w, "\n  },\n");
  return status;
}

static void put_units(plm_writer *w, const placement_plan *plan)
{
  bool first = true;
  plm_put(w, "  \"units\": {");
  for (size_t m = 0; m < placement_plan_metric_count(plan); m++) {
    char unit[PLM_UNIT_SIZE];
    plm_unit_text(plan, placement_plan_metric_unit(plan, m), unit);
    plm_put_string_member(w, &first, "\n    ", placement_plan_metric_name(plan, m), unit);
  }
  plm_put(w, "\n  }");
}

static placement_status put_metrics(plm_writer *w, const placement_result *r, placement_error *err)
{
  bool first = true;
  plm_put(w, ",\n  \"metrics\": {");
  for (size_t m = 0; m < placement_plan_metric_count(r->plan); m++) {
    bool first_column = true;
    plm_put_next(w, &first, "\n    ");
    plm_put_key(w, placement_plan_metric_name(r->plan, m));
    plm_put(w, "{");
    for (size_t c = 0; c <= placement_plan_year_count(r->plan); c++) {
      placement_statistics statistics;
      placement_status status = placement_summary_statistics(r->summary, m, c, &statistics, err);
      if (status != PLACEMENT_OK)
        return status;
      plm_put_next(w, &first_column, "\n      ");
      plm_put_key(w, placement_plan_column_label(r->plan, c));
      plm_put_statistics(w, placement_plan_metric_unit(r->plan, m), &statistics);
    }
    plm_put(w, "\n    }");
  }
  plm_put(w, "\n  }");
  return PLACEMENT_OK;
}

/* Figures that the plan basis does not have are left out, and metrics that have none. */
static void put_plan(plm_writer *w, const placement_result *r)
{
  bool first = true;
  plm_put(w, ",\n  \"plan\": {");
  for (size_t m = 0; m < placement_plan_metric_count(r->plan); m++) {
    bool first_column = true;
    for (size_t c = 0; c <= placement_plan_year_count(r->plan); c++) {
      double value = placement_basis_value(r->basis, m, c);
      if (!isfinite(value))
        continue;
      if (first_column) {
        plm_put_next(w, &first, "\n    ");
        plm_put_key(w, placement_plan_metric_name(r->plan, m));
        plm_put(w, "{");
      }
      plm_put_next(w, &first_column, first_column ? "" : " ");
      plm_put_key(w, placement_plan_column_label(r->plan, c));
      plm_put_figure(w, placement_plan_metric_unit(r->plan, m), value, "null");
    }
    plm_put(w, first_column ? "" : "}");
  }
  plm_put(w, "\n  }");
}

static placement_status put_series(plm_writer *w, const placement_result *r, int32_t series, placement_error *err)
{
  bool first_statistic = true;
  plm_put(w, "{");
  for (size_t i = 0; i < PLM_MONTHLY_STATISTIC_COUNT; i++) {
    bool first = true;
    plm_put_next(w, &first_statistic, "\n      ");
    plm_put_key(w, plm_statistic_name(plm_monthly_statistics[i]));
    plm_put(w, "[");
    for (size_t month = 0; month < placement_plan_month_count(r->plan); month++) {
      placement_statistics statistics;
      placement_status status = placement_summary_monthly(r->summary, series, month, &statistics, err);
      if (status != PLACEMENT_OK)
        return status;
      plm_put_next(w, &first, first ? "" : " ");
      plm_put_figure(w, PLACEMENT_UNIT_CHILDREN, plm_statistic_value(&statistics, plm_monthly_statistics[i]), "null");
    }
    plm_put(w, "]");
  }
  plm_put(w, "\n    }");
  return PLACEMENT_OK;
}

static placement_status put_monthly(plm_writer *w, const placement_result *r, placement_error *err)
{
  placement_status status = PLACEMENT_OK;
  plm_put(w, ",\n  \"monthly\": {\n    \"months\": ");
  plm_put_labels(w, placement_plan_month_label, r->plan, placement_plan_month_count(r->plan));
  for (int32_t series = 0; series < PLACEMENT_MONTHLY_COUNT && status == PLACEMENT_OK; series++) {
    plm_put(w, ",\n    ");
    plm_put_key(w, placement_monthly_name(series));
    status = put_series(w, r, series, err);
  }
  plm_put(w, "\n  }");
  return status;
}

/* What the scenario gives keeps the decimals that it was given with. */
static void put_row(plm_writer *w, const placement_result *r, size_t i)
{
  const placement_reconciliation_row *row = placement_reconciliation_at(r->reconciliation, i);
  const int32_t as_written = PLACEMENT_UNIT_COUNT;
  int32_t unit = placement_plan_metric_unit(r->plan, placement_plan_metric_find(r->plan, row->metric));
  const struct {
    const char *name;
    int32_t unit;
    double value;
  } figures[] = {{"published", as_written, row->published},
                 {"value", unit, row->value},
                 {"difference", unit, row->difference},
                 {"tolerance", as_written, row->tolerance}};
  bool first = true;
  plm_put(w, "{");
  plm_put_string_member(w, &first, "\n      ", "label", row->label);
  plm_put_string_member(w, &first, "\n      ", "source", row->source);
  plm_put_string_member(w, &first, "\n      ", "basis", row->on_plan_basis ? "plan" : "mean");
  plm_put_string_member(w, &first, "\n      ", "metric", row->metric);
  plm_put_string_member(w, &first, "\n      ", "year", row->column);
  for (size_t f = 0; f < sizeof figures / sizeof *figures; f++)
    plm_put_figure_member(w, &first, "\n      ", figures[f].name, figures[f].unit, figures[f].value);
  plm_put_string_member(w, &first, "\n      ", "expect", row->expected_to_agree ? "agrees" : "differs");
  plm_put_flag_member(w, &first, "\n      ", "agrees", row->agrees);
  plm_put_string_member(w, &first, "\n      ", "sentence", placement_reconciliation_sentence(r->reconciliation, i));
  plm_put(w, "\n    }");
}

static void put_reconciliation(plm_writer *w, const placement_result *r)
{
  bool first = true;
  plm_put(w, ",\n  \"reconciliation\": [");
  for (size_t i = 0; i < placement_reconciliation_count(r->reconciliation); i++) {
    plm_put_next(w, &first, "\n    ");
    put_row(w, r, i);
  }
  plm_put(w, first ? "]" : "\n  ]");
}

placement_status plm_write_json(plm_writer *w, const placement_result *r, placement_error *err)
{
  placement_status status = PLACEMENT_OK;
  plm_put(w, "{\n  \"format\": \"placement-results/1\",\n  \"title\": ");
  plm_put_json_string(w, placement_plan_title(r->plan));
  plm_put(w, ",\n");
  status = put_provenance(w, r, err);
  plm_put(w, "  \"years\": ");
  plm_put_labels(w, placement_plan_column_label, r->plan, placement_plan_year_count(r->plan));
  plm_put(w, ",\n");
  put_units(w, r->plan);
  if (r->summary != NULL && status == PLACEMENT_OK)
    status = put_metrics(w, r, err);
  if (r->basis != NULL)
    put_plan(w, r);
  if (r->summary != NULL && status == PLACEMENT_OK)
    status = put_monthly(w, r, err);
  if (r->reconciliation != NULL)
    put_reconciliation(w, r);
  plm_put(w, "\n}\n");
  return status;
}
