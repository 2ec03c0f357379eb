/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Figures of a base and an alternative, and the rows of tables that they make.
 */
#include "report/comparison_findings.h"

#include <math.h>
#include <string.h>

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))
#define HALF_A_PENNY 0.005

placement_compared plm_compared_at(const plm_compared_pair *pair, const char *metric, size_t column)
{
  placement_compared compared = {0};
  (void)placement_comparison_figure(pair->comparison, placement_plan_metric_find(pair->base, metric), column, &compared,
                                    NULL);
  return compared;
}

plm_planned plm_planned_at(const plm_compared_pair *pair, const char *metric, size_t column)
{
  plm_planned planned = {NAN, NAN, NAN};
  if (pair->base_basis == NULL || pair->alternative_basis == NULL)
    return planned;
  planned.base = placement_basis_value(pair->base_basis, placement_plan_metric_find(pair->base, metric), column);
  planned.alternative =
      placement_basis_value(pair->alternative_basis, placement_plan_metric_find(pair->alternative, metric), column);
  planned.difference = planned.alternative - planned.base;
  return planned;
}

placement_probability plm_lower_at(const plm_compared_pair *pair, const char *metric, size_t column)
{
  placement_probability lower = {0};
  (void)placement_comparison_lower(pair->comparison, placement_plan_metric_find(pair->base, metric), column, &lower,
                                   NULL);
  return lower;
}

const char *plm_side_title(const plm_compared_pair *pair, bool of_base)
{
  const char *base = placement_plan_title(pair->base), *alternative = placement_plan_title(pair->alternative);
  if (base[0] != '\0' && alternative[0] != '\0' && strcmp(base, alternative) != 0)
    return of_base ? base : alternative;
  return of_base ? "base" : "alternative";
}

bool plm_never_differs(const plm_compared_pair *pair, const char *metric)
{
  bool same = true;
  for (size_t c = 0; c <= placement_plan_year_count(pair->base); c++) {
    placement_statistics d = plm_compared_at(pair, metric, c).difference;
    same = same && (d.defined == 0 || (d.min == 0 && d.max == 0));
  }
  return same;
}

plm_payback plm_payback_of(const plm_compared_pair *pair)
{
  placement_probability first = {0};
  double more = 0;
  bool ever = false;
  (void)placement_comparison_payback(pair->comparison, 0, &first, NULL);
  if (first.share >= 1)
    return PLM_NOTHING_TO_PAY_BACK;
  for (size_t y = 0; y < placement_plan_year_count(pair->base); y++) {
    more += plm_compared_at(pair, "cost.total", y).difference.mean;
    ever = ever || more > HALF_A_PENNY;
  }
  return ever ? PLM_TO_PAY_BACK : PLM_PAID_BACK_ON_AVERAGE;
}

bool plm_compared_is_nothing(const plm_compared_pair *pair, const char *metric)
{
  bool nothing = true;
  for (size_t c = 0; c <= placement_plan_year_count(pair->base); c++) {
    placement_compared figure = plm_compared_at(pair, metric, c);
    const placement_statistics *d = &figure.difference;
    nothing =
        nothing && (d->defined == 0 || (figure.base == 0 && figure.alternative == 0 && d->min == 0 && d->max == 0));
  }
  return nothing;
}

void plm_compared_columns(placement_findings *f, const char *first, const char *second, int32_t unit)
{
  static const char *const means[] = {"base", "alternative", "difference"};
  bool money = unit == PLACEMENT_UNIT_MONEY;
  plm_findings_column(f, first, "", PLACEMENT_UNIT_TEXT);
  if (second != NULL)
    plm_findings_column(f, second, "", PLACEMENT_UNIT_TEXT);
  for (size_t i = 0; i < COUNT_OF(means); i++) {
    plm_findings_column(f, means[i], means[i], unit);
    if (money)
      plm_findings_adds_up(f);
  }
  plm_findings_column(f, "difference_se", money ? NULL : "std error", unit);
  plm_findings_column(f, "difference_low", NULL, unit);
  plm_findings_column(f, "difference_high", NULL, unit);
  plm_findings_column(f, "plan", money ? "on plan basis" : NULL, unit);
  if (money)
    plm_findings_adds_up(f);
  plm_findings_column(f, "p10", "P10", unit);
  plm_findings_column(f, "p50", NULL, unit);
  plm_findings_column(f, "p80", NULL, unit);
  plm_findings_column(f, "p90", "P90", unit);
  plm_findings_column(f, "lower", "lower in futures, %", PLACEMENT_UNIT_PROBABILITY);
  plm_findings_column(f, "lower_low", NULL, PLACEMENT_UNIT_PROBABILITY);
  plm_findings_column(f, "lower_high", NULL, PLACEMENT_UNIT_PROBABILITY);
}

static void begin_row(const plm_compared_pair *pair, const char *first, const char *second, const char *metric)
{
  plm_findings_row(pair->findings,
                   placement_plan_metric_unit(pair->base, placement_plan_metric_find(pair->base, metric)));
  plm_findings_text(pair->findings, first);
  if (second != NULL)
    plm_findings_text(pair->findings, second);
}

void plm_compared_row(const plm_compared_pair *pair, const char *first, const char *second, const char *metric,
                      size_t column)
{
  placement_compared figure = plm_compared_at(pair, metric, column);
  placement_probability lower = plm_lower_at(pair, metric, column);
  const placement_statistics *d = &figure.difference;
  double planned = plm_planned_at(pair, metric, column).difference;
  const double cells[] = {
      figure.base, figure.alternative, d->mean,   d->se,     figure.low, figure.high, planned, d->p10, d->p50, d->p80,
      d->p90,      lower.share,        lower.low, lower.high};
  begin_row(pair, first, second, metric);
  for (size_t i = 0; i < COUNT_OF(cells); i++)
    plm_findings_number(pair->findings, cells[i]);
  plm_findings_row_follows(pair->findings, "difference", "+alternative -base");
}

void plm_compared_means_row(const plm_compared_pair *pair, const char *first, const char *metric, bool of_base,
                            bool of_alternative)
{
  placement_compared figure = plm_compared_at(pair, metric, placement_plan_year_count(pair->base));
  begin_row(pair, first, NULL, metric);
  plm_findings_number(pair->findings, of_base ? figure.base : NAN);
  plm_findings_number(pair->findings, of_alternative ? figure.alternative : NAN);
}
