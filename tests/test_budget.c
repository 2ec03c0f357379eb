/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Budgets of costs whose distribution is known: one uncertain amount, the same amount every year, and amounts of years
 * that have nothing to do with each other.
 */
#include "verification/scenario_run.h"

#include <placement/budget.h>
#include <placement/samples.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>

#define NOBODY                                                                                                         \
  "{'placement_scenario': 1, 'horizon': {'start': '2020-04-01', 'years': 3}, 'groups': [{'id': 'nobody', "             \
  "'arrivals_per_year': 0, 'need_days': 9, 'weekly_fee': 1}], "
#define ONCE(year) "{'amount': 1000000, 'per': 'once', 'on': '" #year "-06-01'}"
#define DRAWN(line, distribution)                                                                                      \
  "{'input': '/costs/" #line "/amount', 'as': 'value', 'distribution': " distribution "}"
#define NORMAL "{'normal': {'mean': 1000000, 'sd': 100000}}"
#define WIDE_NORMAL "{'normal': {'mean': 1000000, 'sd': 200000}}"
#define INDEPENDENT                                                                                                    \
  NOBODY "'costs': [" ONCE(2020) ", " ONCE(2021) ", " ONCE(2022) "], 'uncertain': [" DRAWN(0, NORMAL) ", " DRAWN(      \
      1, WIDE_NORMAL) ", " DRAWN(2, NORMAL) "]}"
#define DEMAND                                                                                                         \
  "{'placement_scenario': 1, 'horizon': {'start': '2020-04-01', 'years': 3}, 'groups': [{'id': 'children', "           \
  "'arrivals_per_year': 9, 'need_days': {'lognormal': {'mean': 250, 'cv': 1}}, 'weekly_fee': 4434}]}"

enum { REPLICATIONS = 20000 };
static const double P = 0.8;

static placement_budget *budget_of(const placement_plan *plan, const char *metric, double confidence,
                                   uint64_t replications, int32_t threads)
{
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  placement_budget *budget = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  size_t metrics[] = {metric_of(plan, metric)};
  options.replications = replications;
  options.seed = 5;
  options.threads = threads;
  cr_assert_eq(placement_budget_new(plan, &options, metrics, 1, confidence, &budget, &err), PLACEMENT_OK, "%s",
               err.message);
  return budget;
}

static placement_budget_figure figure_at(const placement_budget *budget, size_t column)
{
  placement_budget_figure figure;
  cr_assert_eq(placement_budget_at(budget, 0, column, &figure, NULL), PLACEMENT_OK);
  return figure;
}

static placement_budget_years years_of(const placement_budget *budget)
{
  placement_budget_years years;
  cr_assert_eq(placement_budget_compare_years(budget, 0, &years, NULL), PLACEMENT_OK);
  return years;
}

static void near(placement_estimate found, double expected, const char *what)
{
  expect_near(found.value, found.se, expected, what);
  cr_expect(found.low <= found.value && found.value <= found.high, "%s: interval", what);
}

/* Between 600,000 and 1,000,000, every amount equally likely. */
Test(budget, uniform)
{
  placement_plan *plan = plan_of(
      NOBODY "'costs': [" ONCE(2020) "], 'uncertain': [" DRAWN(0, "{'uniform': {'min': 600000, 'max': 1000000}}") "]}");
  placement_budget *budget = budget_of(plan, "cost.total", P, scaled(REPLICATIONS), 2);
  for (size_t column = 0; column <= 3; column += 3) { /* all is spent in the first year */
    placement_budget_figure f = figure_at(budget, column);
    near(f.mean, 800000, "mean");
    near(f.amount, 920000, "budget");
    near(f.contingency, 120000, "contingency");
    near(f.overspend, 0.2 * 0.2 * 400000 / 2, "overspend");
    near(f.shortfall, 960000, "expected shortfall");
    near(f.kept, P, "kept");
    expect_close(f.allocated.value, f.amount.value, 1e-12, "the first year has all of the horizon's budget");
    expect_exactly(f.plan, 1000000, "plan basis");
    cr_expect_lt(f.contingency.se, 0.7 * 400000 / sqrt((double)scaled(REPLICATIONS)));
  }
  placement_budget_figure nothing = figure_at(budget, 1);
  expect_exactly(nothing.amount.value, 0, "nothing is spent");
  expect_exactly(nothing.contingency.se, 0, "for certain");
  expect_exactly(nothing.allocated.value, 0, "nor allocated");
  expect_exactly(nothing.kept.value, 1, "and that is kept");
  placement_budget_free(budget);
  placement_plan_free(plan);
}

/* A normal cost at several confidences: mean + z sd; overspend sd (phi(z) - (1 - p) z); shortfall mean + sd phi(z) /
 * (1 - p). */
Test(budget, normal)
{
  placement_plan *plan = plan_of(NOBODY "'costs': [" ONCE(2021) "], 'uncertain': [" DRAWN(0, NORMAL) "]}");
  static const double confidences[] = {0.5, 0.8, 0.95};
  for (size_t i = 0; i < sizeof confidences / sizeof *confidences; i++) {
    double p = confidences[i], z = gsl_cdf_ugaussian_Pinv(p), density = gsl_ran_ugaussian_pdf(z);
    placement_budget *budget = budget_of(plan, "cost.revenue", p, scaled(REPLICATIONS), 2);
    placement_budget_figure f = figure_at(budget, 3);
    near(f.amount, 1e6 + 1e5 * z, "budget");
    near(f.contingency, 1e5 * z, "contingency");
    near(f.overspend, 1e5 * (density - (1 - p) * z), "overspend");
    near(f.shortfall, 1e6 + 1e5 * density / (1 - p), "expected shortfall");
    near(f.kept, p, "kept");
    placement_budget_free(budget);
  }
  placement_plan_free(plan);
}

/* The standard errors are what estimates vary by when all is done again. */
Test(budget, standard_errors)
{
  enum { TIMES = 60 };
  placement_plan *plan = plan_of(INDEPENDENT);
  size_t metric = metric_of(plan, "cost.total"), runs = (size_t)scaled(TIMES);
  double sums[6] = {0}, squares[6] = {0}, claimed[6] = {0};
  static const char *const names[] = {"budget", "contingency", "allocated", "sum", "difference", "overspend"};
  for (size_t run = 0; run < runs; run++) {
    placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
    placement_budget *budget = NULL;
    options.replications = 1500;
    options.first = run * 1500;
    options.threads = 1;
    cr_assert_eq(placement_budget_new(plan, &options, &metric, 1, P, &budget, NULL), PLACEMENT_OK);
    placement_budget_figure total = figure_at(budget, 3), year = figure_at(budget, 1);
    placement_budget_years years = years_of(budget);
    const placement_estimate found[] = {total.amount, total.contingency, year.allocated,
                                        years.sum,    years.difference,  total.overspend};
    for (size_t i = 0; i < 6; i++) {
      double x = found[i].value / 1e5;
      sums[i] += x;
      squares[i] += x * x;
      claimed[i] += found[i].se / 1e5 / (double)runs;
    }
    placement_budget_free(budget);
  }
  for (size_t i = 0; i < 6; i++) { /* an sd of 60 numbers is known within 9 % */
    double sd = sqrt((squares[i] - sums[i] * sums[i] / (double)runs) / ((double)runs - 1));
    cr_expect(fabs(sd / claimed[i] - 1) < STANDARD_ERRORS * 0.1 * sqrt(TIMES / (double)runs), "%s: %g, claimed %g",
              names[i], sd, claimed[i]);
  }
  placement_plan_free(plan);
}

/* The newsvendor: where being short costs p / (1 - p) times as much as having too much, no other budget is cheaper. */
Test(budget, is_the_cheapest)
{
  placement_plan *plan = plan_of(DEMAND);
  placement_budget *budget = budget_of(plan, "cost.total", 0.75, 999, 1);
  placement_sample_options options = PLACEMENT_SAMPLE_OPTIONS_INIT;
  placement_figure figure = {metric_of(plan, "cost.total"), 3};
  placement_budget_figure f = figure_at(budget, 3);
  double costs[999], least = INFINITY, cheapest = 0;
  options.replications = 999;
  options.seed = 5;
  cr_assert_eq(placement_sample(plan, &options, &figure, 1, costs, NULL), PLACEMENT_OK);
  for (size_t b = 0; b < 999; b++) { /* the cheapest is one of the costs: the loss is linear between them */
    double loss = 0;
    for (size_t i = 0; i < 999; i++)
      loss += costs[i] > costs[b] ? 3 * (costs[i] - costs[b]) : costs[b] - costs[i];
    if (loss < least) {
      least = loss;
      cheapest = costs[b];
    }
  }
  size_t between = 0;
  for (size_t i = 0; i < 999; i++)
    between += (costs[i] > cheapest) != (costs[i] > f.amount.value);
  cr_expect_leq(between, 1, "budget %g, cheapest %g", f.amount.value, cheapest);
  placement_budget_free(budget);
  placement_plan_free(plan);
}

/* One amount each year: a year is dear if and only if all are, so budgets add up. */
Test(budget, years_that_move_together)
{
  placement_plan *plan =
      plan_of(NOBODY "'costs': [{'amount': 1000000, 'per': 'year'}], 'uncertain': [" DRAWN(0, NORMAL) "]}");
  placement_budget *budget = budget_of(plan, "cost.total", P, scaled(REPLICATIONS), 2);
  placement_budget_years years = years_of(budget);
  double z = gsl_cdf_ugaussian_Pinv(P);
  near(years.sum, 3 * (1e6 + 1e5 * z), "sum");
  cr_expect_lt(fabs(years.difference.value), 0.1, "nothing but pence: %g", years.difference.value);
  near(years.sum_kept, P, "sum kept");
  near(years.all_kept, P, "all kept");
  for (size_t y = 0; y < 3; y++) {
    placement_budget_figure f = figure_at(budget, y);
    cr_expect_lt(fabs(f.allocated.value - f.amount.value), 0.1);
    near(f.kept, P, "kept");
  }
  placement_budget_free(budget);
  placement_plan_free(plan);
}

/* Variances add up, standard deviations do not. */
Test(budget, independent_years)
{
  placement_plan *plan = plan_of(INDEPENDENT);
  placement_budget *budget = budget_of(plan, "cost.total", P, scaled(REPLICATIONS), 2);
  placement_budget_years years = years_of(budget);
  double z = gsl_cdf_ugaussian_Pinv(P), sds = 4e5, sd = sqrt(6) * 1e5, allocated = 0;
  near(figure_at(budget, 3).amount, 3e6 + z * sd, "horizon");
  near(years.sum, 3e6 + z * sds, "sum");
  near(years.difference, z * (sds - sd), "difference");
  near(years.sum_kept, gsl_cdf_ugaussian_P(z * sds / sd), "sum kept");
  near(years.all_kept, P * P * P, "all kept");
  for (size_t y = 0; y < 3; y++) {
    placement_budget_figure f = figure_at(budget, y);
    double year_sd = y == 1 ? 2e5 : 1e5;
    near(f.allocated, 1e6 + z * year_sd * year_sd / sd, "allocated");
    near(f.kept, gsl_cdf_ugaussian_P(z * year_sd / sd), "kept");
    allocated += f.allocated.value;
  }
  expect_exactly(allocated, figure_at(budget, 3).amount.value, "the parts add up");
  placement_budget_free(budget);
  placement_plan_free(plan);
}

/* Whatever the scenario, parts add up, and a shortfall is the budget and what is overspent when it is not kept. */
Test(budget, of_demand)
{
  placement_plan *plan = plan_of(DEMAND);
  placement_budget *budget = budget_of(plan, "cost.external", 0.9, 1001, 1),
                   *again = budget_of(plan, "cost.external", 0.9, 1001, 3);
  double allocated = 0;
  for (size_t column = 0; column <= 3; column++) {
    placement_budget_figure f = figure_at(budget, column), same = figure_at(again, column);
    expect_close(f.amount.value + f.overspend.value / 0.1, f.shortfall.value, 1e-3, "shortfall");
    expect_exactly(f.mean.value + f.contingency.value, f.amount.value, "contingency");
    allocated += column < 3 ? f.allocated.value : 0;
    cr_expect_arr_eq(&f, &same, sizeof f, "threads");
  }
  expect_exactly(allocated, figure_at(budget, 3).amount.value, "the parts add up");
  cr_expect_gt(years_of(budget).difference.low, 0);
  cr_expect_eq(placement_budget_count(budget), 1);
  cr_expect_eq(placement_budget_confidence(budget), 0.9);
  cr_expect_eq(placement_budget_replications(budget), 1001);
  placement_budget_free(budget);
  placement_budget_free(again);
  placement_plan_free(plan);
}

Test(budget, refusals)
{
  placement_plan *plan = plan_of(DEMAND);
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  placement_budget *budget = NULL;
  placement_budget_figure figure;
  placement_budget_years years;
  placement_error err = PLACEMENT_ERROR_INIT;
  size_t cost = metric_of(plan, "cost.total"), wrong = metric_of(plan, "moves"), none = SIZE_MAX;
  cr_expect_eq(placement_budget_new(NULL, NULL, &cost, 1, P, &budget, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_budget_new(plan, NULL, &cost, 0, P, &budget, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_budget_new(plan, NULL, &none, 1, P, &budget, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_budget_new(plan, NULL, &cost, 1, 1, &budget, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_budget_new(plan, NULL, &cost, 1, NAN, &budget, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_budget_new(plan, NULL, &wrong, 1, P, &budget, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_str_eq(err.message, "moves is no cost, which alone has a budget");
  wrong = metric_of(plan, "income.sold_beds");
  cr_expect_eq(placement_budget_new(plan, NULL, &wrong, 1, P, &budget, &err), PLACEMENT_ERROR_ARGUMENT);
  for (options.replications = 0; options.replications < 2; options.replications++)
    cr_expect_eq(placement_budget_new(plan, &options, &cost, 1, P, &budget, &err), PLACEMENT_ERROR_ARGUMENT);
  options.replications = 1000;
  cr_assert_eq(placement_cancellation_new(&options.cancellation, NULL), PLACEMENT_OK);
  placement_cancellation_request(options.cancellation);
  cr_expect_eq(placement_budget_new(plan, &options, &cost, 1, P, &budget, &err), PLACEMENT_ERROR_CANCELLED);
  placement_cancellation_free(options.cancellation);
  cr_expect_eq(budget, NULL);
  budget = budget_of(plan, "cost.total", P, 10, 1);
  cr_expect_eq(placement_budget_at(budget, 1, 0, &figure, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_budget_at(budget, 0, 4, &figure, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_budget_compare_years(budget, 1, &years, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_budget_metric(budget, 0), cost);
  cr_expect_eq(placement_budget_metric(budget, 1), SIZE_MAX);
  placement_plan *longer =
      plan_of("{'placement_scenario': 1, 'horizon': {'start': '2020-04-01', 'years': 4}, 'groups': "
              "[{'id': 'a', 'arrivals_per_year': 1, 'need_days': 9, 'weekly_fee': 1}]}");
  placement_findings *findings = NULL;
  cr_expect_eq(placement_budget_findings(budget, NULL, &options, &findings, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_budget_findings(budget, longer, &options, &findings, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_str_eq(err.message, "the budget was not made with this plan");
  cr_expect_eq(findings, NULL);
  placement_plan_free(longer);
  placement_budget_free(budget);
  placement_budget_free(NULL);
  placement_plan_free(plan);
}
