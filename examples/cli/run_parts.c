/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run_parts.h"

#include "figures.h"
#include "input.h"
#include "options.h"
#include "text.h"

#include <math.h>

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))
#define FIGURES 7

int run_finish(table *t, bool sound, const placement_error *err)
{
  bool printed = sound && table_print(t, stdout);
  table_free(t);
  if (!sound)
    return input_complain("the summary", err);
  if (!printed)
    complain("out of memory");
  return printed ? EXIT_FINE : EXIT_NOT_DONE;
}

table *run_table(const char *unit)
{
  static const char *const headings[FIGURES] = {"plan basis", "mean", "std error", "P10", "P50", "P80", "P95"};
  table *t = table_new(FIGURES);
  table_row(t, 0, unit);
  for (size_t i = 0; i < FIGURES; i++)
    table_text(t, headings[i]);
  return t;
}

bool run_row(table *t, const figures_of *of, size_t metric, size_t column, size_t indent, const char *label,
             double factor, placement_error *err)
{
  placement_statistics s;
  if (placement_summary_statistics(of->summary, metric, column, &s, err) != PLACEMENT_OK)
    return false;
  int32_t unit = placement_plan_metric_unit(of->plan, metric);
  int decimals = figures_decimals(unit);
  double show = figures_factor(unit) * factor;
  const double quantiles[] = {s.p10, s.p50, s.p80, s.p95};
  table_row(t, indent, label);
  table_number(t, placement_basis_value(of->basis, metric, column) * show, decimals);
  table_number(t, s.mean * show, decimals);
  table_number(t, s.se * show, decimals == 0 ? 0 : decimals + 1);
  for (size_t i = 0; i < COUNT_OF(quantiles); i++)
    table_number(t, quantiles[i] * show, decimals);
  return true;
}

bool run_find_zero(const figures_of *of, size_t metric, bool *zero, placement_error *err)
{
  *zero = true;
  for (size_t c = 0; *zero && c <= placement_plan_year_count(of->plan); c++) {
    placement_statistics s;
    if (placement_summary_statistics(of->summary, metric, c, &s, err) != PLACEMENT_OK)
      return false;
    double planned = placement_basis_value(of->basis, metric, c);
    *zero = (s.defined == 0 || (s.min == 0 && s.max == 0)) && (isnan(planned) || planned == 0);
  }
  return true;
}

static bool add_block(table *t, const figures_of *of, const block *b, double factor, placement_error *err)
{
  size_t metric = placement_plan_metric_find(of->plan, b->metric);
  size_t years = placement_plan_year_count(of->plan);
  placement_statistics s;
  bool zero;
  if (metric == SIZE_MAX)
    return true;
  if (placement_summary_statistics(of->summary, metric, years, &s, err) != PLACEMENT_OK ||
      !run_find_zero(of, metric, &zero, err))
    return false;
  if (s.defined == 0 || (b->if_any && zero))
    return true;
  if (!b->by_year)
    return run_row(t, of, metric, years, 0, b->label, factor, err);
  bool money = placement_plan_metric_unit(of->plan, metric) == PLACEMENT_UNIT_MONEY;
  if (zero && money) {
    char text[80];
    snprintf(text, sizeof text, "%s: none", b->label);
    table_row(t, 0, text);
    return true;
  }
  table_row(t, 0, b->label);
  for (size_t c = 0; c <= years; c++) {
    const char *label = c < years ? placement_plan_column_label(of->plan, c) : money ? "total" : "all years";
    if (!run_row(t, of, metric, c, 2, label, factor, err))
      return false;
  }
  return true;
}

bool run_blocks(table *t, const figures_of *of, const block *blocks, size_t count, double factor, placement_error *err)
{
  for (size_t i = 0; i < count; i++)
    if (!add_block(t, of, &blocks[i], factor, err))
      return false;
  return true;
}
