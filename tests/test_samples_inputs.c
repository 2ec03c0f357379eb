/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Samples with inputs that are drawn as in other replications or set to a quantile: the same children, other inputs.
 */
#include "verification/scenario_run.h"

#define N 200

/* Two lines that are paid once, and nothing left to chance but their amounts. */
#define LINES                                                                                                          \
  "{'placement_scenario': 1, 'horizon': {'start': '2025-04-01', 'years': 1},"                                          \
  "'costs': [{'id': 'a', 'kind': 'capital', 'amount': 1000, 'per': 'once', 'on': '2025-06-01'},"                       \
  "{'id': 'b', 'amount': 500, 'per': 'once', 'on': '2025-06-01'}],"                                                    \
  "'uncertain': [{'input': '/costs/0/amount', 'as': 'value', 'distribution': %s},"                                     \
  "{'input': '/costs/1/amount', 'as': 'value', 'distribution': %s}], 'correlations': [%s]}"
#define NORMAL "{'normal': {'mean': 100000, 'sd': 10000}}"

/* Children, whose rate and fee matter; how many could be placed locally does not, because there are no homes. */
#define CHILDREN                                                                                                       \
  "{'placement_scenario': 1, 'horizon': {'start': '2025-04-01', 'years': 2}, 'groups': [{'id': 'a',"                   \
  "'arrivals_per_year': 12, 'need_days': {'exponential': {'mean': 150}}, 'weekly_fee': {'lognormal': {'mean': 4000,"   \
  "'cv': 0.4}}}], 'uncertain': ["                                                                                      \
  "{'input': '/groups/0/weekly_fee', 'as': 'factor', 'distribution': {'uniform': {'min': 0.5, 'max': 1.5}}},"          \
  "{'input': '/groups/0/local_suitability', 'as': 'value', 'distribution': {'uniform': {'min': 0, 'max': 1}}},"        \
  "{'input': '/groups/0/arrivals_per_year', 'as': 'factor', 'distribution': {'uniform': {'min': 0.5, 'max': 1.5}}}]}"

typedef struct sampled {
  double capital[N], revenue[N], external[N], arrivals[N], in_need[N];
} sampled;

static sampled sample(const placement_plan *plan, uint64_t first, const uint64_t *shifts, const double *probabilities)
{
  static const char *const metrics[] = {"cost.capital", "cost.revenue", "cost.external", "arrivals",
                                        "children.in_need"};
  enum { COUNT = sizeof metrics / sizeof *metrics };
  placement_sample_options options = PLACEMENT_SAMPLE_OPTIONS_INIT;
  placement_figure figures[COUNT];
  placement_error err = PLACEMENT_ERROR_INIT;
  double values[N][COUNT];
  sampled s;
  for (size_t k = 0; k < COUNT; k++)
    figures[k] = (placement_figure){metric_of(plan, metrics[k]), placement_plan_year_count(plan)};
  options.replications = N;
  options.first = first;
  options.threads = 3;
  options.input_shifts = shifts;
  options.input_probabilities = probabilities;
  cr_assert_eq(placement_sample(plan, &options, figures, COUNT, values[0], &err), PLACEMENT_OK, "%s", err.message);
  for (size_t i = 0; i < N; i++) {
    s.capital[i] = values[i][0];
    s.revenue[i] = values[i][1];
    s.external[i] = values[i][2];
    s.arrivals[i] = values[i][3];
    s.in_need[i] = values[i][4];
  }
  return s;
}

static bool equal(const double *a, const double *b)
{
  size_t i = 0;
  while (i < N && a[i] == b[i])
    i++;
  return i == N;
}

static bool all_equal(const sampled *a, const sampled *b)
{
  return equal(a->capital, b->capital) && equal(a->revenue, b->revenue) && equal(a->external, b->external) &&
         equal(a->arrivals, b->arrivals) && equal(a->in_need, b->in_need);
}

Test(samples_inputs, no_shifts_change_nothing)
{
  static const uint64_t shifts[3];
  static const double probabilities[3] = {NAN, NAN, NAN};
  placement_plan *plans[] = {plan_of(CHILDREN), plan_of(LINES, NORMAL, NORMAL, "{'inputs': [0, 1], 'rho': 0.6}")};
  for (size_t p = 0; p < 2; p++) {
    sampled plain = sample(plans[p], 3, NULL, NULL), same = sample(plans[p], 3, shifts, probabilities);
    cr_expect(all_equal(&plain, &same));
    placement_plan_free(plans[p]);
  }
}

Test(samples_inputs, the_same_children_with_other_inputs)
{
  placement_plan *plan = plan_of(CHILDREN);
  sampled plain = sample(plan, 0, NULL, NULL);
  sampled fee = sample(plan, 0, (uint64_t[]){1000, 0, 0}, NULL);
  sampled nothing = sample(plan, 0, (uint64_t[]){0, 1000, 0}, (double[]){NAN, 0.5, NAN});
  sampled rate = sample(plan, 0, (uint64_t[]){0, 0, 1000}, NULL);
  cr_expect(all_equal(&plain, &nothing));
  cr_expect(equal(plain.arrivals, fee.arrivals) && equal(plain.in_need, fee.in_need));
  cr_expect_not(equal(plain.external, fee.external));
  cr_expect_not(equal(plain.arrivals, rate.arrivals));
  for (size_t i = 0; i < N; i++) /* costs are in proportion to the factor, whoever the children are */
    cr_assert(plain.external[i] == 0 || fabs(fee.external[i] / plain.external[i] - 1) < 2.01);
  placement_plan_free(plan);
}

/* Where inputs are all there is, shifts are other replications; one that is shifted alone leaves the other alone. */
Test(samples_inputs, shifts_are_other_replications)
{
  static const char *const correlations[] = {"", "{'inputs': [0, 1], 'rho': -0.7}"};
  for (size_t c = 0; c < 2; c++) {
    placement_plan *plan = plan_of(LINES, NORMAL, "{'gamma': {'mean': 90000, 'cv': 0.3}}", correlations[c]);
    sampled plain = sample(plan, 0, NULL, NULL), later = sample(plan, 57, NULL, NULL);
    sampled both = sample(plan, 0, (uint64_t[]){57, 57}, NULL), one = sample(plan, 0, (uint64_t[]){57, 0}, NULL);
    cr_expect(all_equal(&both, &later));
    cr_expect(equal(one.revenue, plain.revenue));
    cr_expect_not(equal(one.capital, plain.capital));
    cr_expect_eq(equal(one.capital, later.capital), c == 0);
    placement_plan_free(plan);
  }
}

/* The last replication that has a number. */
Test(samples_inputs, up_to_the_last_number)
{
  const uint64_t end = (uint64_t)PLACEMENT_LIMIT_REPLICATIONS + 1;
  placement_plan *plan = plan_of(LINES, NORMAL, NORMAL, "");
  sampled last = sample(plan, end - N, NULL, NULL), shifted = sample(plan, 0, (uint64_t[]){end - N, end - N}, NULL);
  cr_expect(all_equal(&last, &shifted));
  placement_plan_free(plan);
}

/* Perfectly correlated inputs are at the same quantile, or at opposite ones. */
Test(samples_inputs, perfect_correlations_follow_a_probability)
{
  static const char *const rhos[] = {"1", "-1"};
  for (size_t c = 0; c < 2; c++) {
    char correlation[64];
    (void)snprintf(correlation, sizeof correlation, "{'inputs': [0, 1], 'rho': %s}", rhos[c]);
    placement_plan *plan = plan_of(LINES, NORMAL, "{'uniform': {'min': 0, 'max': 100000}}", correlation);
    sampled s = sample(plan, 0, NULL, (double[]){0.2, NAN});
    for (size_t i = 0; i < N; i++) {
      cr_assert_float_eq(s.capital[i], 100000 - 0.8416212 * 10000, 0.02); /* the quantile table is exact to 1e-6 */
      cr_assert_float_eq(s.revenue[i], c == 0 ? 20000 : 80000, 0.02, "%.6f", s.revenue[i]);
    }
    placement_plan_free(plan);
  }
}

/* Given the one at z standard deviations, the other has the mean m + rho z s and the variance (1 - rho^2) s^2. */
Test(samples_inputs, the_other_given_a_probability)
{
  enum { MANY = 20000 };
  const double z = 1.2815516, rho = 0.5;
  placement_plan *plan = plan_of(LINES, NORMAL, NORMAL, "{'inputs': [0, 1], 'rho': 0.5}");
  placement_sample_options options = PLACEMENT_SAMPLE_OPTIONS_INIT;
  placement_figure figure = {metric_of(plan, "cost.revenue"), 0};
  double *values = calloc(MANY, sizeof *values), sum = 0, squares = 0, variance = (1 - rho * rho) * 1e8;
  cr_assert(values != NULL);
  options.replications = MANY;
  options.input_probabilities = (double[]){0.9, NAN};
  cr_assert_eq(placement_sample(plan, &options, &figure, 1, values, NULL), PLACEMENT_OK);
  for (size_t i = 0; i < MANY; i++)
    sum += values[i];
  for (size_t i = 0; i < MANY; i++)
    squares += pow(values[i] - sum / MANY, 2);
  expect_near(sum / MANY, sqrt(variance / MANY), 1e5 + rho * z * 1e4, "mean");
  expect_near(squares / (MANY - 1), variance * sqrt(2.0 / MANY), variance, "variance");
  free(values);
  placement_plan_free(plan);
}

static void assert_refused(const placement_plan *plan, uint64_t first, const uint64_t *shifts,
                           const double *probabilities, placement_status expected, const char *word)
{
  placement_sample_options options = PLACEMENT_SAMPLE_OPTIONS_INIT;
  placement_error err = PLACEMENT_ERROR_INIT;
  placement_figure figure = {0, 0};
  double value = 7;
  options.replications = 1;
  options.first = first;
  options.input_shifts = shifts;
  options.input_probabilities = probabilities;
  cr_assert_eq(placement_sample(plan, &options, &figure, 1, &value, &err), expected);
  cr_assert_not_null(strstr(err.message, word), "%s", err.message);
  cr_assert_eq(value, 7);
}

Test(samples_inputs, what_is_out_of_range)
{
  static const double impossible[] = {0, 1, -0.5, 90, INFINITY, -INFINITY};
  const uint64_t most = PLACEMENT_LIMIT_REPLICATIONS;
  placement_plan *plan = plan_of(LINES, NORMAL, NORMAL, "");
  for (size_t i = 0; i < sizeof impossible / sizeof *impossible; i++)
    assert_refused(plan, 0, NULL, (double[]){NAN, impossible[i]}, PLACEMENT_ERROR_ARGUMENT, "input_probabilities[1]");
  assert_refused(plan, 0, (uint64_t[]){0, most + 1}, NULL, PLACEMENT_ERROR_LIMIT, "input_shifts[1]");
  assert_refused(plan, 5, (uint64_t[]){most - 4, 0}, NULL, PLACEMENT_ERROR_LIMIT, "input_shifts[0]");
  assert_refused(plan, 5, (uint64_t[]){UINT64_MAX, 0}, NULL, PLACEMENT_ERROR_LIMIT, "input_shifts[0]");
  placement_plan_free(plan);
}
