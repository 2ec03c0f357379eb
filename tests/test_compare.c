/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Comparisons against the replications of both scenarios, one by one, and against differences that are known.
 */
#include "verification/scenario_run.h"

#include <placement/compare.h>
#include <placement/report.h>

#define SCENARIO(fee, more)                                                                                            \
  "{'placement_scenario': 1, 'horizon': {'start': '2020-04-01', 'years': 3}, 'groups': [{'id': 'children', "           \
  "'arrivals_per_year': 9, 'need_days': {'lognormal': {'mean': 250, 'cv': 1}}, 'weekly_fee': " fee                     \
  ", 'local_suitability': 0.8}]" more "}"
#define FEE "{'lognormal': {'mean': 4434, 'cv': 0.4}}"
#define HOME(line)                                                                                                     \
  ", 'phases': [{'id': 'p', 'planned_opening': '2020-09-01'}], 'homes': [{'id': 'h', 'phase': 'p', 'beds': 3, "        \
  "'costs': [" line "]}]"
#define LINE "{'amount': 400000, 'per': 'year'}, {'amount': 150000, 'per': 'once', 'kind': 'capital'}"

enum { REPLICATIONS = 700 };
#define T_95 1.963363576 /* Student's t of 699 degrees of freedom at 97.5 % */

static placement_comparison *comparison_of(const placement_plan *base, const placement_plan *alternative,
                                           uint64_t replications, int32_t threads)
{
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  placement_comparison *comparison = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  options.replications = replications;
  options.seed = 3;
  options.threads = threads;
  cr_assert_eq(placement_comparison_new(base, alternative, &options, &comparison, &err), PLACEMENT_OK, "%s",
               err.message);
  cr_assert_eq(placement_comparison_replications(comparison), replications);
  return comparison;
}

static placement_compared figure_of(const placement_comparison *comparison, const placement_plan *plan,
                                    const char *name, size_t column)
{
  placement_compared compared;
  cr_assert_eq(placement_comparison_figure(comparison, metric_of(plan, name), column, &compared, NULL), PLACEMENT_OK);
  return compared;
}

static placement_probability lower_of(const placement_comparison *comparison, const placement_plan *plan,
                                      const char *name, size_t column)
{
  placement_probability lower;
  cr_assert_eq(placement_comparison_lower(comparison, metric_of(plan, name), column, &lower, NULL), PLACEMENT_OK);
  return lower;
}

/* A figure of every replication. */
static double *sample_of(const placement_plan *plan, const char *name, size_t column)
{
  double *values = calloc(REPLICATIONS, sizeof *values);
  placement_workspace *workspace = workspace_of(plan);
  cr_assert_neq(values, NULL);
  for (uint64_t i = 0; i < REPLICATIONS; i++) {
    replicate(plan, 3, i, workspace);
    values[i] = value_of(plan, workspace, name, column);
  }
  placement_workspace_free(workspace);
  return values;
}

static double mean_of(const double *x)
{
  double sum = 0;
  for (size_t i = 0; i < REPLICATIONS; i++)
    sum += x[i];
  return sum / REPLICATIONS;
}

static double error_of(const double *x)
{
  double mean = mean_of(x), squares = 0;
  for (size_t i = 0; i < REPLICATIONS; i++)
    squares += (x[i] - mean) * (x[i] - mean);
  return sqrt(squares / (REPLICATIONS - 1) / REPLICATIONS);
}

static void expect_direct(const placement_comparison *comparison, const placement_plan *base,
                          const placement_plan *alternative, const char *name, size_t column)
{
  double *before = sample_of(base, name, column), *after = sample_of(alternative, name, column);
  double lowest = INFINITY, highest = -INFINITY, lower = 0;
  placement_compared found = figure_of(comparison, base, name, column);
  expect_close(found.base, mean_of(before), 1e-12, name);
  expect_close(found.alternative, mean_of(after), 1e-12, name);
  for (size_t i = 0; i < REPLICATIONS; i++) {
    after[i] -= before[i];
    lowest = fmin(lowest, after[i]);
    highest = fmax(highest, after[i]);
    lower += after[i] < 0;
  }
  expect_close(found.difference.mean, mean_of(after), 1e-9, name);
  expect_close(found.difference.se, error_of(after), 1e-9, name);
  expect_close(found.high - found.low, 2 * T_95 * found.difference.se, 1e-6, name);
  expect_close(found.high + found.low, 2 * found.difference.mean, 1e-9, name);
  expect_close(found.difference.min, lowest, 1e-9, name);
  expect_close(found.difference.max, highest, 1e-9, name);
  expect_close(lower_of(comparison, base, name, column).share, lower / REPLICATIONS, 1e-12, name);
  free(before);
  free(after);
}

Test(compare, is_the_paired_difference)
{
  static const char *const names[] = {"cost.total", "cost.external", "children.external", "moves", "beds.occupied"};
  placement_plan *base = plan_of(SCENARIO(FEE, "")), *alternative = plan_of(SCENARIO(FEE, HOME(LINE)));
  placement_comparison *comparison = comparison_of(base, alternative, REPLICATIONS, 2);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    for (size_t column = 0; column <= placement_plan_year_count(base); column++)
      expect_direct(comparison, base, alternative, names[i], column);
  placement_comparison_free(comparison);
  placement_plan_free(base);
  placement_plan_free(alternative);
}

/* Of ratios, those of the means, as runs report them, and the delta method written out. */
Test(compare, ratios_are_those_of_the_means)
{
  placement_plan *base = plan_of(SCENARIO(FEE, HOME(LINE)));
  placement_plan *alternative = plan_of(SCENARIO(FEE, HOME(LINE) ", 'policy': {'returns': {'after_nights': 28}}"));
  placement_comparison *comparison = comparison_of(base, alternative, REPLICATIONS, 2);
  const size_t total = placement_plan_year_count(base);
  const placement_plan *plans[] = {base, alternative};
  double *residuals = calloc(REPLICATIONS, sizeof *residuals), ratios[2];
  cr_assert_neq(residuals, NULL);
  for (size_t side = 0; side < 2; side++) {
    double *local = sample_of(plans[side], "children.in_house", total);
    double *external = sample_of(plans[side], "children.external", total);
    double below = mean_of(local) + mean_of(external);
    ratios[side] = mean_of(local) / below;
    for (size_t i = 0; i < REPLICATIONS; i++)
      residuals[i] += (side == 1 ? 1 : -1) * (local[i] - ratios[side] * (local[i] + external[i])) / below;
    free(local);
    free(external);
  }
  placement_compared found = figure_of(comparison, base, "children.local_share", total);
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  placement_summary *run = NULL;
  options.replications = REPLICATIONS;
  options.seed = 3;
  cr_assert_eq(placement_run(base, &options, &run, NULL), PLACEMENT_OK);
  expect_exactly(found.base, statistics_of(base, run, "children.local_share", total).mean, "the run");
  expect_close(found.base, ratios[0], 1e-12, "base");
  expect_close(found.alternative, ratios[1], 1e-12, "alternative");
  expect_close(found.difference.mean, ratios[1] - ratios[0], 1e-9, "difference");
  expect_close(found.difference.se, error_of(residuals), 1e-9, "standard error");
  free(residuals);
  placement_summary_free(run);
  placement_comparison_free(comparison);
  placement_plan_free(base);
  placement_plan_free(alternative);
}

/* A line of costs more is that much more in every replication; fees a tenth higher cost a tenth more. */
Test(compare, differences_that_are_known)
{
  placement_plan *base = plan_of(SCENARIO("4000", ""));
  placement_plan *dearer = plan_of(SCENARIO("4400", ", 'costs': [{'amount': 1234.56, 'per': 'year'}]"));
  placement_comparison *comparison = comparison_of(base, dearer, REPLICATIONS, 2);
  placement_compared programme = figure_of(comparison, base, "cost.programme", 1);
  placement_compared fees = figure_of(comparison, base, "cost.external", 1);
  expect_close(programme.difference.mean, 1234.56, 1e-12, "line");
  expect_exactly(programme.difference.se, 0, "standard error");
  expect_close(fees.difference.mean, fees.base / 10, 1e-6, "fees");
  expect_exactly(lower_of(comparison, base, "cost.total", 3).share, 0, "never lower");
  cr_expect(lower_of(comparison, base, "cost.total", 3).high > 0.003, "none of 700 is not never");
  placement_comparison_free(comparison);
  comparison = comparison_of(base, base, REPLICATIONS, 2);
  for (size_t m = 0; m < placement_comparison_metric_count(comparison); m++) {
    placement_compared same;
    cr_assert_eq(placement_comparison_figure(comparison, m, 3, &same, NULL), PLACEMENT_OK);
    cr_expect(same.difference.defined == 0 || (same.difference.mean == 0 && same.difference.se == 0 &&
                                               same.difference.min == 0 && same.difference.max == 0));
  }
  placement_comparison_free(comparison);
  placement_plan_free(base);
  placement_plan_free(dearer);
}

Test(compare, payback)
{
  placement_plan *base = plan_of(SCENARIO(FEE, "")), *alternative = plan_of(SCENARIO(FEE, HOME(LINE)));
  placement_comparison *comparison = comparison_of(base, alternative, REPLICATIONS, 1);
  double *costs[2][3], last = 0;
  for (size_t y = 0; y < 3; y++) {
    costs[0][y] = sample_of(base, "cost.total", y);
    costs[1][y] = sample_of(alternative, "cost.total", y);
  }
  for (size_t y = 0; y < 3; y++) {
    placement_probability found;
    double count = 0;
    for (size_t i = 0; i < REPLICATIONS; i++) {
      bool for_good = true;
      double spent = 0;
      for (size_t z = 0; z < 3; z++) {
        spent += costs[1][z][i] - costs[0][z][i];
        for_good = for_good && (z < y || spent < 0.005);
      }
      count += for_good;
    }
    cr_assert_eq(placement_comparison_payback(comparison, y, &found, NULL), PLACEMENT_OK);
    expect_close(found.share, count / REPLICATIONS, 1e-12, "share");
    expect_close(found.se, sqrt(found.share * (1 - found.share) / REPLICATIONS), 1e-12, "standard error");
    cr_expect(found.low <= found.share && found.share <= found.high && found.share >= last);
    last = found.share;
  }
  placement_probability never;
  cr_assert_eq(placement_comparison_never_paid_back(comparison, &never, NULL), PLACEMENT_OK);
  expect_close(never.share, 1 - last, 1e-12, "never");
  cr_expect(never.low < never.share && never.share < never.high);
  cr_expect(last > 0.02 && last < 0.98, "payback is neither certain nor impossible: %g", last);
  for (size_t y = 0; y < 3; y++) {
    free(costs[0][y]);
    free(costs[1][y]);
  }
  placement_comparison_free(comparison);
  placement_plan_free(base);
  placement_plan_free(alternative);
}

/* 150,000 pounds spare between 0 and 200,000 a year, all equally likely: paid back after one year in 25 of 100 futures,
 * after two in 62.5, after three in 75. */
Test(compare, payback_year)
{
  static const double shares[] = {0.25, 0.625, 0.75};
  static const struct {
    double p;
    size_t year;
  } quantiles[] = {{0.1, 0}, {0.5, 1}, {0.7, 2}, {0.9, SIZE_MAX}};
  placement_plan *base = plan_of(SCENARIO(
      FEE, ", 'costs': [{'amount': 1000, 'per': 'year'}], 'uncertain': [{'input': '/costs/0/amount', 'as': 'value', "
           "'distribution': {'uniform': {'min': 0, 'max': 200000}}}]"));
  placement_plan *alternative =
      plan_of(SCENARIO(FEE, ", 'costs': [{'amount': 150000, 'per': 'once', 'on': '2020-04-01'}]"));
  placement_comparison *comparison = comparison_of(base, alternative, REPLICATIONS, 1);
  for (size_t y = 0; y < 3; y++) {
    placement_probability found;
    cr_assert_eq(placement_comparison_payback(comparison, y, &found, NULL), PLACEMENT_OK);
    expect_near(found.share, found.se, shares[y], "share");
  }
  for (size_t i = 0; i < sizeof quantiles / sizeof quantiles[0]; i++) {
    placement_payback_year found;
    cr_assert_eq(placement_comparison_payback_year(comparison, quantiles[i].p, &found, NULL), PLACEMENT_OK);
    cr_expect(found.year == quantiles[i].year && found.earliest == found.year && found.latest == found.year, "P%g",
              100 * quantiles[i].p);
  }
  placement_payback_year close;
  cr_assert_eq(placement_comparison_payback_year(comparison, 0.625, &close, NULL), PLACEMENT_OK);
  cr_expect(close.earliest == 1 && close.latest == 2, "62.5%% lies within the interval of the second year");
  placement_comparison_free(comparison);
  placement_plan_free(base);
  placement_plan_free(alternative);
}

Test(compare, does_not_depend_on_threads_or_blocks)
{
  placement_plan *base = plan_of(SCENARIO(FEE, "")), *alternative = plan_of(SCENARIO(FEE, HOME(LINE)));
  placement_comparison *one = comparison_of(base, alternative, 9001, 1),
                       *two = comparison_of(base, alternative, 9001, 3);
  for (size_t m = 0; m < placement_comparison_metric_count(one); m++) {
    for (size_t c = 0; c <= 3; c++) {
      placement_compared a, b;
      cr_assert_eq(placement_comparison_figure(one, m, c, &a, NULL), PLACEMENT_OK);
      cr_assert_eq(placement_comparison_figure(two, m, c, &b, NULL), PLACEMENT_OK);
      cr_expect_arr_eq(&a, &b, sizeof a);
    }
  }
  placement_comparison_free(one);
  placement_comparison_free(two);
  placement_plan_free(base);
  placement_plan_free(alternative);
}

Test(compare, refusals)
{
  placement_plan *base = plan_of(SCENARIO(FEE, ""));
  placement_plan *longer =
      plan_of("{'placement_scenario': 1, 'horizon': {'start': '2020-04-01', 'years': 4}, 'groups': "
              "[{'id': 'a', 'arrivals_per_year': 1, 'need_days': 9, 'weekly_fee': 1}]}");
  placement_plan *euro = plan_of(SCENARIO(FEE, ", 'prices': {'currency': 'EUR'}"));
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  placement_comparison *comparison = NULL;
  placement_compared compared;
  placement_probability probability;
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_expect_eq(placement_comparison_new(NULL, base, NULL, &comparison, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_comparison_new(base, longer, NULL, &comparison, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_str_eq(err.message, "the base runs over 3 financial years from 2020-21 and the alternative over 4 from "
                                "2020-21: their horizons must be the same");
  cr_expect_eq(placement_comparison_new(base, euro, NULL, &comparison, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_str_eq(err.message, "the base is in GBP and the alternative in EUR");
  placement_plan *other = plan_of("{'placement_scenario': 1, 'horizon': {'start': '2020-04-01', 'years': 3, "
                                  "'financial_year_start': '01-01'}, 'groups': []}");
  cr_expect_eq(placement_comparison_new(base, other, NULL, &comparison, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_str_eq(err.message, "the financial years of the base and of the alternative do not begin on the same day");
  placement_plan_free(other);
  options.replications = 0;
  cr_expect_eq(placement_comparison_new(base, base, &options, &comparison, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(comparison, NULL);
  comparison = comparison_of(base, base, 10, 1);
  cr_expect_eq(placement_comparison_figure(comparison, 1000, 0, &compared, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_comparison_lower(comparison, 0, 4, &probability, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_comparison_payback(comparison, 3, &probability, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_comparison_payback(NULL, 0, &probability, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_comparison_never_paid_back(NULL, &probability, &err), PLACEMENT_ERROR_ARGUMENT);
  placement_payback_year year;
  cr_expect_eq(placement_comparison_payback_year(comparison, 1, &year, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_comparison_payback_year(comparison, NAN, &year, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_comparison_payback_year(comparison, 0.5, &year, &err), PLACEMENT_OK);
  cr_expect_eq(year.year, 0); /* of equals */
  placement_comparison_free(comparison);
  placement_comparison_free(NULL);
  placement_plan_free(base);
  placement_plan_free(longer);
  placement_plan_free(euro);
}

static int refuse(const char *text, size_t length, void *data)
{
  (void)text;
  (void)length;
  (void)data;
  return 1;
}

Test(compare, reports_that_are_refused)
{
  placement_plan *plan = plan_of(SCENARIO(FEE, ""));
  placement_comparison *comparison = comparison_of(plan, plan, 10, 1), *none = NULL;
  const placement_plan *alternatives = plan;
  placement_comparison_result result = PLACEMENT_COMPARISON_RESULT_INIT;
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_expect_eq(placement_comparison_write(NULL, PLACEMENT_FORMAT_JSON, refuse, NULL, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_comparison_write(&result, PLACEMENT_FORMAT_JSON, refuse, NULL, &err),
               PLACEMENT_ERROR_ARGUMENT);
  result.base = plan;
  result.count = 1;
  result.alternatives = &alternatives;
  result.comparisons = (const placement_comparison *const *)&none;
  cr_expect_eq(placement_comparison_write(&result, PLACEMENT_FORMAT_JSON, refuse, NULL, &err),
               PLACEMENT_ERROR_ARGUMENT);
  cr_expect_str_eq(err.message, "alternative 0 of placement_comparison_result is NULL");
  result.comparisons = (const placement_comparison *const *)&comparison;
  cr_expect_eq(placement_comparison_write(&result, 2, refuse, NULL, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_comparison_write(&result, PLACEMENT_FORMAT_JSON, NULL, NULL, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_comparison_write(&result, PLACEMENT_FORMAT_CSV, refuse, NULL, &err), PLACEMENT_ERROR_IO);
  cr_expect_eq(placement_comparison_write_file(&result, PLACEMENT_FORMAT_CSV, "/nowhere/at/all.csv", &err),
               PLACEMENT_ERROR_IO);
  placement_comparison_free(comparison);
  placement_plan_free(plan);
}
