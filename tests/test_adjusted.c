/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Adjusted means against ordinary least squares, written out here in floating point; few replications; and summaries
 * merged in any grouping.
 */
#include "model/model.h"
#include "plan/controls.h"
#include "verification/scenario_run.h"

#define SYSTEM                                                                                                         \
  "{'placement_scenario': 1, 'horizon': {'start': '2020-04-01', 'years': 2}, 'groups': [{'id': 'children', "           \
  "'arrivals_per_year': %d, 'need_days': %s, 'weekly_fee': %s, 'local_suitability': 0.9}], 'phases': [{'id': 'p', "    \
  "'planned_opening': '2019-03-31'}], 'homes': [{'id': 'h', 'phase': 'p', 'beds': 3, 'costs': [{'amount': 90000, "     \
  "'per': 'year'}]}]%s}"
#define LOGNORMAL "{'lognormal': {'mean': 200, 'cv': 1}}"
#define FEE "{'lognormal': {'mean': 4434, 'cv': 0.4}}"

enum { MOST = 300 };

/* What replications came to: controls, in any unit, and a figure. */
typedef struct sample {
  size_t n, count, used; /* controls, and those that vary */
  double controls[PLM_CONTROLS_MOST][MOST];
  double figure[MOST];
} sample;

static sample sample_of(const placement_plan *plan, size_t n, const char *name, size_t column)
{
  placement_workspace *workspace = workspace_of(plan);
  sample s = {.n = n, .count = plan->control_count};
  for (size_t i = 0; i < n; i++) {
    replicate(plan, 3, i, workspace);
    const int64_t *controls = &plm_workspace_outcome(workspace)[plm_control_cell(plan)];
    for (size_t k = 0; k < s.count; k++)
      s.controls[k][i] = (double)controls[k] * 1e-6;
    s.figure[i] = value_of(plan, workspace, name, column);
  }
  placement_workspace_free(workspace);
  return s;
}

static double mean_of(const double *x, size_t n)
{
  double sum = 0;
  for (size_t i = 0; i < n; i++)
    sum += x[i];
  return sum / (double)n;
}

static double product_of(const double *x, const double *y, size_t n)
{
  double sum = 0;
  for (size_t i = 0; i < n; i++)
    sum += x[i] * y[i];
  return sum;
}

/* Gram and Schmidt: each control, then the figure, is rid of its mean and of the controls before it. `at_zero` is what
 * the regression of the mean says where all controls are 0, `far` how far from there their means are. */
static void regress(sample *s, double *at_zero, double *error)
{
  double means[PLM_CONTROLS_MOST], far = 0, mean = mean_of(s->figure, s->n);
  for (size_t k = 0; k < s->count; k++) {
    means[k] = mean_of(s->controls[k], s->n);
    for (size_t i = 0; i < s->n; i++)
      s->controls[k][i] -= means[k];
    for (size_t j = 0; j < s->used; j++) {
      double slope =
          product_of(s->controls[k], s->controls[j], s->n) / product_of(s->controls[j], s->controls[j], s->n);
      for (size_t i = 0; i < s->n; i++)
        s->controls[k][i] -= slope * s->controls[j][i];
      means[k] -= slope * means[j];
    }
    if (product_of(s->controls[k], s->controls[k], s->n) < 1e-9)
      continue;
    memmove(s->controls[s->used], s->controls[k], sizeof s->controls[k]);
    means[s->used++] = means[k];
  }
  *at_zero = mean;
  for (size_t i = 0; i < s->n; i++)
    s->figure[i] -= mean;
  for (size_t j = 0; j < s->used; j++) {
    double squares = product_of(s->controls[j], s->controls[j], s->n);
    double slope = product_of(s->figure, s->controls[j], s->n) / squares;
    for (size_t i = 0; i < s->n; i++)
      s->figure[i] -= slope * s->controls[j][i];
    *at_zero -= slope * means[j];
    far += means[j] * means[j] / squares;
  }
  *error = sqrt(product_of(s->figure, s->figure, s->n) / (double)(s->n - 1 - s->used) * (1 / (double)s->n + far));
}

static void expect_regression(const placement_plan *plan, const char *name, size_t column, size_t used)
{
  sample s = sample_of(plan, MOST, name, column);
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  placement_summary *summary = NULL;
  double mean, error;
  options.seed = 3;
  options.replications = MOST;
  cr_assert_eq(placement_run(plan, &options, &summary, NULL), PLACEMENT_OK);
  placement_statistics found = statistics_of(plan, summary, name, column);
  regress(&s, &mean, &error);
  cr_expect_eq(s.used, used, "%s: %zu controls vary", name, s.used);
  expect_close(found.mean_adjusted, mean, 1e-9, name);
  expect_close(found.se_adjusted, error, 1e-6, name);
  placement_summary_free(summary);
}

Test(adjusted, is_the_regression_on_the_controls)
{
  static const char *const names[] = {"cost.total", "beds.occupied", "children.external", "placed_external"};
  placement_plan *plan = plan_of(SYSTEM, 12, LOGNORMAL, FEE, "");
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    for (size_t column = 0; column <= placement_plan_year_count(plan); column++)
      expect_regression(plan, names[i], column, 5);
  placement_plan_free(plan);
}

/* Of five uncertain inputs one follows another, and one is certain. */
Test(adjusted, is_the_regression_on_uncertain_inputs)
{
  static const char *const names[] = {"cost.total", "beds.occupied", "placed_external"};
  placement_plan *plan = plan_of(
      SYSTEM, 12, LOGNORMAL, FEE,
      ", 'uncertain': [{'input': '/groups/0/arrivals_per_year', 'as': 'factor', 'distribution': {'pert': {'min': 0.5, "
      "'mode': 1, 'max': 2}}}, {'input': '/groups/0/weekly_fee', 'as': 'factor', 'distribution': {'lognormal': "
      "{'mean': "
      "1, 'cv': 0.2}}}, {'input': '/homes/0/costs/0/amount', 'as': 'factor', 'distribution': {'uniform': {'min': 0.8, "
      "'max': 1.5}}}, {'input': '/phases/0/delay_days', 'as': 'value', 'distribution': {'uniform': {'min': 0, 'max': "
      "600}}}, {'input': '/groups/0/local_suitability', 'as': 'value', 'distribution': 0.7}], 'correlations': "
      "[{'inputs': [1, 2], 'rho': 1}, {'inputs': [0, 1], 'rho': 0.3}, {'inputs': [0, 2], 'rho': 0.3}]");
  cr_expect_eq(plan->control_count, 5 + 4);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    for (size_t column = 0; column <= placement_plan_year_count(plan); column++)
      expect_regression(plan, names[i], column, 5 + 3);
  placement_plan_free(plan);
}

/* Fees that do not vary, and nights that follow from arrivals. */
Test(adjusted, leaves_out_controls_that_say_nothing)
{
  placement_plan *plan = plan_of(SYSTEM, 12, LOGNORMAL, "4000", "");
  expect_regression(plan, "cost.total", 2, 3);
  placement_plan_free(plan);
  plan = plan_of(SYSTEM, 12, "1", "4000", "");
  expect_regression(plan, "beds.occupied", 2, 2);
  placement_plan_free(plan);
}

/* A ratio is that of the adjusted means; its error is that of numerator - ratio x denominator. */
Test(adjusted, ratio)
{
  placement_plan *plan = plan_of(SYSTEM, 12, LOGNORMAL, FEE, "");
  const size_t total = placement_plan_year_count(plan);
  sample a = sample_of(plan, MOST, "children.in_house", total), b = sample_of(plan, MOST, "children.external", total);
  sample left = a, both = a;
  double above, below, mean, error;
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  placement_summary *summary = NULL;
  options.seed = 3;
  options.replications = MOST;
  cr_assert_eq(placement_run(plan, &options, &summary, NULL), PLACEMENT_OK);
  placement_statistics found = statistics_of(plan, summary, "children.local_share", total);
  for (size_t i = 0; i < MOST; i++)
    both.figure[i] = a.figure[i] + b.figure[i];
  regress(&a, &above, &error);
  regress(&both, &below, &error);
  expect_close(found.mean_adjusted, above / below, 1e-9, "ratio");
  for (size_t i = 0; i < MOST; i++) /* of the numbers as they were: regress() changes its sample */
    left.figure[i] -= above / below * (left.figure[i] + b.figure[i]);
  regress(&left, &mean, &error);
  expect_close(found.se_adjusted, error / below, 1e-6, "error");
  placement_summary_free(summary);
  placement_plan_free(plan);
}

Test(adjusted, few_replications_stay_as_they_are)
{
  placement_plan *plan = plan_of(SYSTEM, 12, LOGNORMAL, FEE, "");
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  static const uint64_t numbers[] = {1, 2, 29, 30};
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
    placement_summary *summary = NULL;
    options.replications = numbers[i];
    cr_assert_eq(placement_run(plan, &options, &summary, NULL), PLACEMENT_OK);
    placement_statistics s = statistics_of(plan, summary, "cost.total", 2);
    cr_expect_eq(s.mean_adjusted != s.mean, numbers[i] == 30);
    if (numbers[i] == 1)
      cr_expect(isnan(s.se_adjusted));
    else if (numbers[i] < 30)
      expect_close(s.se_adjusted, s.se, 1e-12, "standard error");
    placement_summary_free(summary);
  }
  placement_plan_free(plan);
}

/* Any parts in any order, on any number of threads, and one by one. */
Test(adjusted, merges_to_the_same_bits)
{
  static const uint64_t ends[] = {1, 18, 300, 301, 1000, 1290};
  static const char *const names[] = {"cost.total", "occupancy", "children.local_share", "beds.unmatched@h"};
  placement_plan *plan = plan_of(SYSTEM, 12, LOGNORMAL, FEE, "");
  placement_summary *one = NULL, *merged = NULL;
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  options.replications = 1290;
  options.threads = 1;
  cr_assert_eq(placement_run(plan, &options, &one, NULL), PLACEMENT_OK);
  cr_assert_eq(placement_summary_new(plan, &merged, NULL), PLACEMENT_OK);
  for (size_t i = sizeof ends / sizeof *ends; i-- > 0;) {
    placement_summary *part = NULL;
    options.first = i > 0 ? ends[i - 1] : 0;
    options.replications = ends[i] - options.first;
    options.threads = (int32_t)i % 3 + 1;
    cr_assert_eq(placement_run(plan, &options, &part, NULL), PLACEMENT_OK);
    cr_assert_eq(placement_summary_merge(merged, part, NULL), PLACEMENT_OK);
    placement_summary_free(part);
  }
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    for (size_t c = 0; c <= placement_plan_year_count(plan); c++) {
      placement_statistics a = statistics_of(plan, one, names[i], c), b = statistics_of(plan, merged, names[i], c);
      cr_expect(a.mean_adjusted == b.mean_adjusted && a.se_adjusted == b.se_adjusted, "%s, column %zu", names[i], c);
      cr_expect(a.se_adjusted > 0 && a.se_adjusted <= 1.01 * a.se, "%s, column %zu", names[i], c);
    }
  }
  placement_summary_free(one);
  placement_summary_free(merged);
  placement_plan_free(plan);
}
