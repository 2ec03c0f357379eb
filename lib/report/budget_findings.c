/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <placement/budget.h>

#include "analysis/paired.h"
#include "plan/metric_words.h"
#include "report/grounds.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define NAME_SIZE 160 /* of tables and headings */
#define A_PENNY 0.01

/* What is told of one metric. */
typedef struct told {
  placement_findings *findings;
  const placement_budget *budget;
  const placement_plan *plan;
  size_t index;        /* of the metric in the budget */
  const char *metric;  /* its name, */
  plm_decimal heading; /* and that for people */
  plm_decimal percent; /* confidence */
  plm_decimal worst;   /* what is left of it to 100 */
} told;

static placement_budget_figure figure_at(const told *t, size_t column)
{
  placement_budget_figure figure = {0};
  (void)placement_budget_at(t->budget, t->index, column, &figure, NULL);
  return figure;
}

static plm_decimal percent(double share)
{
  return plm_format_decimal(100 * share, 1, false);
}

/* To three digits; tables have the pounds. */
static plm_decimal amount(const told *t, double pounds)
{
  return plm_findings_about(t->findings, pounds);
}

/* " (standard error £5)", or how many replications would give one. */
static plm_decimal error_of(const told *t, const placement_estimate *e)
{
  plm_decimal text = {{0}};
  size_t least = plm_quantile_least(placement_budget_confidence(t->budget));
  if (isfinite(e->se))
    (void)snprintf(text.text, sizeof text.text, " (standard error %.100s)", amount(t, e->se).text);
  else
    (void)snprintf(text.text, sizeof text.text, " (too few replications for a standard error: that takes %.100s)",
                   plm_format_decimal((double)least, 0, true).text);
  return text;
}

/* The same, "" if there is none: one sentence says so. */
static plm_decimal known_error(const told *t, const placement_estimate *e)
{
  return isfinite(e->se) ? error_of(t, e) : (plm_decimal){{0}};
}

static bool is_certain(const placement_budget_figure *f)
{
  return fabs(f->contingency.value) < A_PENNY && fabs(f->shortfall.value - f->mean.value) < A_PENNY;
}

/* How often the horizon's budget is kept: as often as asked, but where many futures cost just as much as it. */
static plm_decimal kept_of(const told *t, const placement_budget_figure *f)
{
  return f->kept.value > placement_budget_confidence(t->budget) + 0.01 ? percent(f->kept.value) : t->percent;
}

static void say_horizon(const told *t)
{
  placement_budget_figure f = figure_at(t, placement_plan_year_count(t->plan));
  double contingency = f.contingency.value;
  if (is_certain(&f)) {
    plm_findings_sentence(t->findings, "%s: %s over the whole horizon in every future, which needs no contingency.",
                          t->heading.text, amount(t, f.mean.value).text);
    return;
  }
  if (contingency < 0)
    plm_findings_sentence(t->findings,
                          "%s: a budget of %s over the whole horizon is kept with a probability of %s%%: %s%s less "
                          "than the expected %s, which a few dear futures raise, so that a budget for them needs a "
                          "higher confidence.",
                          t->heading.text, amount(t, f.amount.value).text, kept_of(t, &f).text,
                          amount(t, -contingency).text, error_of(t, &f.contingency).text, amount(t, f.mean.value).text);
  else
    plm_findings_sentence(t->findings,
                          "%s: a budget of %s over the whole horizon, the expected %s and a contingency of %s%s, is "
                          "kept with a probability of %s%%.",
                          t->heading.text, amount(t, f.amount.value).text, amount(t, f.mean.value).text,
                          amount(t, contingency).text, error_of(t, &f.contingency).text, kept_of(t, &f).text);
  plm_findings_sentence(t->findings,
                        "Beyond that budget %s are overspent on average over all futures; the worst %s%% of them cost "
                        "%s on average.",
                        amount(t, f.overspend.value).text, t->worst.text, amount(t, f.shortfall.value).text);
}

static void say_years(const told *t)
{
  placement_budget_years y;
  placement_budget_figure f = figure_at(t, placement_plan_year_count(t->plan));
  if (placement_plan_year_count(t->plan) < 2 ||
      placement_budget_compare_years(t->budget, t->index, &y, NULL) != PLACEMENT_OK ||
      (is_certain(&f) && fabs(y.difference.value) < A_PENNY))
    return;
  plm_decimal sum = amount(t, y.sum.value), by = amount(t, fabs(y.difference.value));
  if (y.difference.value >= 0.5)
    plm_findings_sentence(t->findings,
                          "The budgets of the years, each for itself, add up to %s: %s%s more than the horizon needs, "
                          "because a dear year is often made up for by a cheaper one.",
                          sum.text, by.text, known_error(t, &y.difference).text);
  else if (y.difference.value <= -0.5)
    plm_findings_sentence(t->findings,
                          "The budgets of the years, each for itself, add up to %s: %s%s less than the horizon needs, "
                          "because a given year is more rarely dear than any of them is.",
                          sum.text, by.text, known_error(t, &y.difference).text);
  else
    plm_findings_sentence(t->findings,
                          "The budgets of the years, each for itself, add up to %s, as much as the horizon's: here "
                          "years do not make up for each other.",
                          sum.text);
}

static const char *row_label(const told *t, size_t column)
{
  return column < placement_plan_year_count(t->plan) ? placement_plan_column_label(t->plan, column) : "horizon";
}

/* The last row, of the horizon, is the sum of those above it, one for each year; the answer is about the first metric.
 */
static void sum_years(const told *t)
{
  for (size_t c = 0; c < placement_plan_year_count(t->plan); c++)
    plm_findings_addend(t->findings, c, 1);
  if (t->index == 0)
    plm_findings_answers(t->findings, placement_plan_year_count(t->plan));
}

/* What the horizon needs, and which year most. */
static void summarise_budgets(const told *t)
{
  size_t years = placement_plan_year_count(t->plan), dearest = 0;
  placement_budget_figure whole = figure_at(t, years);
  const char *relation = whole.contingency.value < 0 ? "less" : "more";
  for (size_t c = 1; c < years; c++)
    if (figure_at(t, c).amount.value > figure_at(t, dearest).amount.value)
      dearest = c;
  placement_budget_figure most = figure_at(t, dearest);
  plm_findings_summary(t->findings,
                       "To be kept with %s%% confidence the budget of the whole horizon is %s, %s %s than the mean; of "
                       "the years %s needs most, %s (mean %s).",
                       t->percent.text, plm_findings_about(t->findings, whole.amount.value).text,
                       plm_findings_about(t->findings, fabs(whole.contingency.value)).text, relation,
                       placement_plan_column_label(t->plan, dearest),
                       plm_findings_about(t->findings, most.amount.value).text,
                       plm_findings_about(t->findings, most.mean.value).text);
}

static void add_budgets(const told *t)
{
  char heading[NAME_SIZE];
  placement_findings *f = t->findings;
  (void)snprintf(heading, sizeof heading, "%.80s: budgets kept with %.20s%% confidence", t->heading.text,
                 t->percent.text);
  plm_findings_table(f, t->metric, heading,
                     "Plan: on the plan basis. Contingency: the budget less the mean. Budgets are exact for these "
                     "futures. A run keeps only a histogram, so that it can have any number "
                     "of futures: its P80 can be beside the budget by as much as a bin is wide, a 500th of what lies "
                     "between the cheapest and the dearest future at most. Quote the budget.");
  plm_findings_column(f, "year", "year", PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "plan", "plan", PLACEMENT_UNIT_MONEY);
  plm_findings_estimate_columns(f, "mean", "mean", PLACEMENT_UNIT_MONEY);
  plm_findings_estimate_columns(f, "budget", "budget", PLACEMENT_UNIT_MONEY);
  plm_findings_estimate_columns(f, "contingency", "contingency", PLACEMENT_UNIT_MONEY);
  plm_findings_column_adds_up(f, "plan");
  plm_findings_column_adds_up(f, "mean");
  plm_findings_column(f, "above_plan", NULL, PLACEMENT_UNIT_MONEY);
  for (size_t c = 0; c <= placement_plan_year_count(t->plan); c++) {
    placement_budget_figure figure = figure_at(t, c);
    plm_findings_row(f, PLACEMENT_UNIT_NUMBER);
    plm_findings_text(f, row_label(t, c));
    plm_findings_number(f, figure.plan);
    plm_findings_estimate(f, &figure.mean);
    plm_findings_estimate(f, &figure.amount);
    plm_findings_estimate(f, &figure.contingency);
    plm_findings_number(f, figure.amount.value - figure.plan);
    plm_findings_row_follows(f, "contingency", "+budget -mean");
  }
  sum_years(t);
  summarise_budgets(t);
}

static void add_beyond(const told *t)
{
  char name[NAME_SIZE], heading[NAME_SIZE], worst[NAME_SIZE];
  placement_findings *f = t->findings;
  (void)snprintf(name, sizeof name, "%.120s.beyond", t->metric);
  (void)snprintf(heading, sizeof heading, "%.80s: beyond the budget, and the horizon's budget by year",
                 t->heading.text);
  (void)snprintf(worst, sizeof worst, "worst %.20s%%", t->worst.text);
  plm_findings_table(f, name, heading,
                     "Overspend: what exceeds the budget of the row, on average over all futures. Worst: what these "
                     "cost on average. Part: a split of the horizon's budget that adds up, its contingency by the "
                     "covariance of each year with the horizon; kept: how often a year's part suffices for it.");
  plm_findings_column(f, "year", "year", PLACEMENT_UNIT_TEXT);
  plm_findings_estimate_columns(f, "overspend", "overspend", PLACEMENT_UNIT_MONEY);
  plm_findings_estimate_columns(f, "shortfall", worst, PLACEMENT_UNIT_MONEY);
  plm_findings_estimate_columns(f, "part", "part", PLACEMENT_UNIT_MONEY);
  plm_findings_estimate_columns(f, "kept", "kept, %", PLACEMENT_UNIT_PROBABILITY);
  plm_findings_column_adds_up(f, "part");
  /* Parts are told in pence that add up to the horizon's: each up to its year less those up to the year before. */
  size_t horizon = placement_plan_year_count(t->plan);
  double whole = figure_at(t, horizon).allocated.value, so_far = 0, told_so_far = 0;
  for (size_t c = 0; c <= horizon; c++) {
    placement_budget_figure figure = figure_at(t, c);
    if (c < horizon) {
      so_far = c + 1 < horizon ? so_far + figure.allocated.value : whole;
      figure.allocated.value = plm_round_decimal(so_far, 2) - told_so_far;
      told_so_far = plm_round_decimal(so_far, 2);
    } else {
      figure.allocated.value = plm_round_decimal(whole, 2);
    }
    plm_findings_row(f, PLACEMENT_UNIT_NUMBER);
    plm_findings_text(f, row_label(t, c));
    plm_findings_estimate(f, &figure.overspend);
    plm_findings_estimate(f, &figure.shortfall);
    plm_findings_estimate(f, &figure.allocated);
    plm_findings_estimate(f, &figure.kept);
  }
  sum_years(t);
}

static void add_years(placement_findings *f, const placement_budget *budget, const placement_plan *plan)
{
  plm_findings_table(
      f, "years", "The years' own budgets together",
      "More: by how much the sum of the years' budgets exceeds the horizon's. Sum kept: how often the horizon "
      "costs no more than that sum. All kept: how often no year exceeds its own budget.");
  plm_findings_column(f, "figure", "", PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "metric", NULL, PLACEMENT_UNIT_TEXT);
  plm_findings_estimate_columns(f, "sum", NULL, PLACEMENT_UNIT_MONEY);
  plm_findings_estimate_columns(f, "more", "more", PLACEMENT_UNIT_MONEY);
  plm_findings_estimate_columns(f, "sum_kept", "sum kept, %", PLACEMENT_UNIT_PROBABILITY);
  plm_findings_estimate_columns(f, "all_kept", "all kept, %", PLACEMENT_UNIT_PROBABILITY);
  for (size_t i = 0; i < placement_budget_count(budget); i++) {
    placement_budget_years years = {0};
    (void)placement_budget_compare_years(budget, i, &years, NULL);
    plm_findings_row(f, PLACEMENT_UNIT_NUMBER);
    const char *metric = placement_plan_metric_name(plan, placement_budget_metric(budget, i));
    plm_findings_text(f, plm_metric_words(metric).text);
    plm_findings_text(f, metric);
    plm_findings_estimate(f, &years.sum);
    plm_findings_estimate(f, &years.difference);
    plm_findings_estimate(f, &years.sum_kept);
    plm_findings_estimate(f, &years.all_kept);
  }
}

static void add_sources(placement_findings *f)
{
  plm_findings_source(f, "the budget as a quantile, which the newsvendor's critical ratio makes the cheapest: Arrow, "
                         "Harris and Marschak 1951, Econometrica 19, 250-272");
  plm_findings_source(f, "expected shortfall: Rockafellar and Uryasev 2000, Journal of Risk 2(3), 21-41; its standard "
                         "error: Manistre and Hancock 2005, North American Actuarial Journal 9(2), 129-156");
  plm_findings_source(f, "the parts of the years by covariance (Euler's rule): Tasche 1999, Risk contributions and "
                         "performance measurement; McNeil, Frey and Embrechts 2015, Quantitative Risk Management, 8.5");
  plm_findings_source(f, "standard errors of what is made of quantiles: Bahadur 1966, Annals of Mathematical "
                         "Statistics 37, 577-580");
}

static placement_status check(const placement_budget *budget, const placement_plan *plan,
                              const placement_run_options *options, placement_findings **findings, placement_error *err)
{
  placement_budget_figure last;
  if (budget == NULL || plan == NULL || options == NULL || findings == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "budget, plan, options and findings must not be NULL");
  size_t years = placement_plan_year_count(plan);
  bool fits = placement_budget_at(budget, 0, years, &last, NULL) == PLACEMENT_OK &&
              placement_budget_at(budget, 0, years + 1, &last, NULL) != PLACEMENT_OK;
  for (size_t i = 0; i < placement_budget_count(budget); i++)
    fits = fits && placement_plan_metric_name(plan, placement_budget_metric(budget, i)) != NULL;
  return fits ? PLACEMENT_OK : plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "the budget was not made with this plan");
}

placement_status placement_budget_findings(const placement_budget *budget, const placement_plan *plan,
                                           const placement_run_options *options, placement_findings **findings,
                                           placement_error *err)
{
  placement_status status = check(budget, plan, options, findings, err);
  if (status != PLACEMENT_OK)
    return status;
  placement_findings *f = plm_findings_new("placement-budget/1", placement_plan_currency(plan));
  double confidence = placement_budget_confidence(budget);
  plm_findings_provenance_of_run(f, options, placement_budget_replications(budget));
  plm_findings_provenance(f, "scenario_sha256", placement_plan_sha256(plan));
  plm_findings_provenance(f, "confidence", plm_format_number(confidence).text);
  for (size_t i = 0; i < placement_budget_count(budget); i++) {
    const char *metric = placement_plan_metric_name(plan, placement_budget_metric(budget, i));
    told t = {f,
              budget,
              plan,
              i,
              metric,
              plm_metric_heading(metric),
              plm_format_number(plm_round_decimal(100 * confidence, 7)),
              plm_format_number(plm_round_decimal(100 - 100 * confidence, 7))};
    if (i == 0) { /* the answer is about the first, the tables tell of all */
      say_horizon(&t);
      say_years(&t);
    }
    add_budgets(&t);
    add_beyond(&t);
  }
  add_years(f, budget, plan);
  add_sources(f);
  return plm_grounds_finish(f, plan, NULL, NULL, findings, err);
}
