/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Switching values of scenarios with chance whose true values follow from the expected nights of need, which the plan
 * basis has exactly.
 */
#include "../switching_scenarios.h"

static const char *const fee[] = {"/groups/0/weekly_fee"}, *const need[] = {"/groups/0/need_days"};

/* What external placements of CHANCE are expected to cost at 4,000 a week. */
static double expected_cost(void)
{
  placement_plan *plan = plan_of(CHANCE);
  placement_basis *basis = basis_of(plan);
  double cost = basis_value_of(plan, basis, "cost.total", 1);
  placement_basis_free(basis);
  placement_plan_free(plan);
  return cost;
}

static placement_switching *ask(const placement_scenario *s, const placement_switching_question *q, uint64_t n,
                                uint64_t seed)
{
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  placement_switching *found = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  options.replications = n;
  options.threads = 1;
  options.seed = seed;
  cr_assert_eq(placement_switching_new(s, q, &options, &found, &err), PLACEMENT_OK, "%s", err.message);
  return found;
}

/* The fee at which children cost what the block does, for many seeds: the interval covers the true one as often as it
 * says, and the standard error is the spread of the answers. */
static void check_coverage(const char *scenario, const placement_switching_question *q, double truth, uint64_t n,
                           uint64_t seeds)
{
  placement_scenario *s = scenario_of(scenario);
  uint64_t covered = 0;
  double sum = 0, squares = 0, variances = 0;
  for (uint64_t seed = 1; seed <= seeds; seed++) {
    placement_switching *found = ask(s, q, n, seed);
    cr_assert_eq(placement_switching_count(found), 1);
    const placement_estimate *at = &placement_switching_at(found, 0)->amount;
    covered += at->low <= truth && truth <= at->high;
    sum += at->value - truth;
    squares += (at->value - truth) * (at->value - truth);
    variances += at->se * at->se;
    placement_switching_free(found);
  }
  double count = (double)seeds, share = (double)covered / count;
  cr_log_info("%g covered, mean error %g, spread %g, standard error %g\n", share, sum / count, sqrt(squares / count),
              sqrt(variances / count));
  cr_expect(fabs(share - 0.95) <= 4 * sqrt(0.95 * 0.05 / count), "%g covered", share);
  /* A root is biased by curvature, which is small beside its standard error. */
  cr_expect(fabs(sum / count) <= 4 * sqrt(squares) / count + 0.2 * sqrt(variances / count), "off by %g", sum / count);
  cr_expect(fabs(variances / squares - 1) <= 4 * sqrt(2 / count) + 0.1, "ratio of variances %g", variances / squares);
  placement_scenario_free(s);
}

Test(switching_values, coverage_against_a_block)
{
  placement_scenario *block = scenario_of(BLOCK);
  placement_switching_question q = question_of(fee, PLACEMENT_CHANGE_VALUE, 0);
  q.against = block;
  check_coverage(CHANCE, &q, 4000 * 400000 / expected_cost(), 60, scaled(200));
  placement_scenario_free(block);
}

/* Children for whom there is always a bed, unless they are not suitable for it: 12 arrive in a year of 365.25 days.
 * Means are adjusted by control variates, which know how many arrive but not how many of them are suitable. */
Test(switching_values, coverage_of_a_target)
{
  static const char wide[] =
      "{'placement_scenario': 1, 'horizon': {'start': '2021-04-01', 'years': 1}, 'groups': [{'id': 'a',"
      "'arrivals_per_year': 12, 'need_days': {'exponential': {'mean': 60}}, 'weekly_fee': 4000}],"
      "'compatibility': {'default': 1}, 'phases': [{'id': 'p', 'planned_opening': '2020-04-01'}],"
      "'homes': [{'id': 'h', 'phase': 'p', 'beds': 16}]}";
  static const char *const suitability[] = {"/groups/0/local_suitability"};
  placement_switching_question q = question_of(suitability, PLACEMENT_CHANGE_VALUE, 4);
  placement_scenario *s = scenario_of(wide);
  q.metric = metric_number(s, "placed_external");
  check_coverage(wide, &q, 1 - 4 / (12 * 365 / 365.25), 60, scaled(120));
  placement_scenario_free(s);
}

/* How long needs have to be, which is no straight line; with a pilot. Control variates know the mean but for what is
 * rounded to pence. */
Test(switching_values, need_that_costs_a_target)
{
  placement_scenario *s = scenario_of(CHANCE), *changed = NULL;
  placement_switching_question q = question_of(need, PLACEMENT_CHANGE_FACTOR, 700000);
  placement_switching *found = ask(s, &q, scaled(20000), 1);
  placement_plan *plan = NULL;
  const placement_switch *at = placement_switching_at(found, 0);
  cr_assert(placement_switching_count(found) == 1 && at->kind == PLACEMENT_SWITCH_AT);
  placement_change change = {need[0], PLACEMENT_CHANGE_FACTOR, at->amount.value};
  cr_assert_eq(placement_scenario_change(s, &change, 1, &changed, NULL), PLACEMENT_OK);
  cr_assert_eq(placement_plan_new(changed, &plan, NULL), PLACEMENT_OK);
  placement_basis *basis = basis_of(plan);
  expect_close(basis_value_of(plan, basis, "cost.total", 1), 700000, 1e-6, "cost at the answer");
  cr_expect_eq(at->from.replications, scaled(20000));
  if (full_size())
    cr_expect_eq(placement_switching_scan(found, 0)->replications, 2000);
  placement_basis_free(basis);
  placement_plan_free(plan);
  placement_scenario_free(changed);
  placement_switching_free(found);
  placement_scenario_free(s);
}

/* What is told of a switching value is what runs of the changed scenario give. */
Test(switching_values, estimates_of_runs)
{
  static const char *const metrics[] = {"cost.total",      "unit_cost.external",   "children.external",
                                        "occupancy",       "children.local_share", "moves",
                                        "cost.net_present"};
  placement_scenario *s = scenario_of(CHANCE), *block = scenario_of(BLOCK), *changed = NULL;
  placement_switching_question q = question_of(fee, PLACEMENT_CHANGE_VALUE, 0);
  placement_change change = {fee[0], PLACEMENT_CHANGE_VALUE, 0};
  placement_comparison *comparison = NULL;
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  placement_plan *plans[2] = {NULL, NULL};
  placement_compared compared;
  q.against = block;
  q.low = 2000;
  q.high = 9000;
  options.replications = 700;
  options.seed = 5;
  placement_switching *found = ask(s, &q, options.replications, options.seed);
  const placement_switch *at = placement_switching_at(found, 0);
  cr_assert(at != NULL);
  change.amount = at->amount.value;
  cr_assert_eq(placement_scenario_change(s, &change, 1, &changed, NULL), PLACEMENT_OK);
  cr_assert_eq(placement_plan_new(changed, &plans[0], NULL), PLACEMENT_OK);
  cr_assert_eq(placement_plan_new(block, &plans[1], NULL), PLACEMENT_OK);
  for (int32_t side = 0; side < 2; side++) {
    placement_summary *summary = NULL;
    cr_assert_eq(placement_run(plans[side], &options, &summary, NULL), PLACEMENT_OK);
    for (size_t m = 0; m < sizeof metrics / sizeof *metrics; m++) {
      placement_statistics run = statistics_of(plans[side], summary, metrics[m], 1);
      placement_estimate e;
      cr_assert_eq(placement_switching_estimate(found, 1, side, metric_of(plans[0], metrics[m]), &e, NULL),
                   PLACEMENT_OK);
      cr_expect(isnan(run.mean) == isnan(e.value), "%s", metrics[m]);
      if (!isnan(run.mean)) {
        expect_close(e.value, run.mean, 1e-9, metrics[m]);
        cr_expect(fabs(e.se - run.se) <= 1e-6 * run.se + 1e-9, "%s: %g and %g", metrics[m], e.se, run.se);
      }
    }
    placement_summary_free(summary);
  }
  cr_assert_eq(placement_comparison_new(plans[1], plans[0], &options, &comparison, NULL), PLACEMENT_OK);
  cr_assert_eq(placement_comparison_figure(comparison, 0, 1, &compared, NULL), PLACEMENT_OK);
  cr_expect(fabs(at->from.difference.value - compared.difference.mean) < 1e-3);
  expect_close(at->from.difference.se, compared.difference.se, 1e-6, "standard error of the difference");
  placement_estimate e;
  size_t scanned = placement_switching_scan_count(found);
  cr_expect_eq(placement_switching_estimate(found, 1 + scanned, 0, 0, &e, NULL), PLACEMENT_OK);
  cr_expect_eq(e.value, placement_switching_scan(found, scanned - 1)->figure.value);
  cr_expect_eq(placement_switching_estimate(found, 2 + scanned, 0, 0, &e, NULL), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_switching_estimate(found, 1, 2, 0, &e, NULL), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_switching_estimate(found, 1, 1, 1, &e, NULL), PLACEMENT_ERROR_ARGUMENT);
  placement_comparison_free(comparison);
  placement_plan_free(plans[0]);
  placement_plan_free(plans[1]);
  placement_switching_free(found);
  placement_scenario_free(changed);
  placement_scenario_free(block);
  placement_scenario_free(s);
}

#define TWO_HOMES                                                                                                      \
  "{'placement_scenario': 1, 'horizon': {'start': '2021-04-01', 'years': 1}, 'groups': [{'id': 'a',"                   \
  "'arrivals_per_year': 8, 'initial': {'count': 1}, 'need_days': {'exponential': {'mean': 60}}, 'weekly_fee': 4000}]," \
  "'phases': [{'id': 'p', 'planned_opening': '2020-04-01'}], 'homes': [{'id': 'h', 'phase': 'p', 'beds': %d},"         \
  "{'id': 'i', 'phase': 'p', 'beds': 1}], 'compatibility': {'default': %s}}"

/* A ratio: by how much needs have to grow for three beds to be as full as two, with the difference and its standard
 * error as comparisons have them. */
Test(switching_values, ratio)
{
  char text[2][1024];
  placement_scenario *s[2], *changed = NULL;
  placement_plan *plans[2] = {NULL, NULL};
  placement_comparison *comparison = NULL;
  placement_compared compared;
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  (void)snprintf(text[0], sizeof text[0], TWO_HOMES, 1, "0.5");
  (void)snprintf(text[1], sizeof text[1], TWO_HOMES, 2, "0.4");
  for (size_t i = 0; i < 2; i++)
    s[i] = scenario_of(text[i]);
  placement_switching_question q = question_of(need, PLACEMENT_CHANGE_FACTOR, 0);
  q.against = s[0];
  q.metric = metric_number(s[1], "occupancy");
  options.replications = 1000;
  options.seed = 1;
  placement_switching *found = ask(s[1], &q, options.replications, options.seed);
  const placement_switch *at = placement_switching_at(found, 0);
  cr_assert(placement_switching_count(found) == 1 && at->kind == PLACEMENT_SWITCH_AT && at->rising == 1);
  placement_change change = {need[0], PLACEMENT_CHANGE_FACTOR, at->amount.value};
  cr_assert_eq(placement_scenario_change(s[1], &change, 1, &changed, NULL), PLACEMENT_OK);
  cr_assert_eq(placement_plan_new(s[0], &plans[0], NULL), PLACEMENT_OK);
  cr_assert_eq(placement_plan_new(changed, &plans[1], NULL), PLACEMENT_OK);
  cr_assert_eq(placement_comparison_new(plans[0], plans[1], &options, &comparison, NULL), PLACEMENT_OK);
  cr_assert_eq(placement_comparison_figure(comparison, q.metric, 1, &compared, NULL), PLACEMENT_OK);
  cr_expect(fabs(at->from.difference.value - compared.difference.mean) < 1e-9);
  expect_close(at->from.difference.se, compared.difference.se, 1e-6, "standard error");
  cr_expect(fabs(at->from.difference.value) <= 0.021 * at->from.difference.se);
  placement_comparison_free(comparison);
  placement_switching_free(found);
  for (size_t i = 0; i < 2; i++) {
    placement_plan_free(plans[i]);
    placement_scenario_free(s[i]);
  }
  placement_scenario_free(changed);
}

typedef struct watch {
  uint64_t done, all, calls, stop_after;
  placement_cancellation *cancellation;
} watch;

static void note(uint64_t done, uint64_t replications, void *data)
{
  watch *w = data;
  cr_assert(done >= w->done && done <= replications && replications > 0);
  w->done = done;
  w->all = replications;
  if (++w->calls == w->stop_after)
    placement_cancellation_request(w->cancellation);
}

/* Progress only goes forward, threads change nothing, and what is stopped at any time leaves nothing. */
Test(switching_values, progress_threads_and_cancellation)
{
  placement_scenario *s = scenario_of(CHANCE), *block = scenario_of(BLOCK);
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  double first = 0;
  for (int against = 0; against < 2; against++) {
    placement_switching_question q = question_of(fee, PLACEMENT_CHANGE_VALUE, 400000);
    q.against = against ? block : NULL;
    for (int32_t threads = 1; threads <= 3; threads++) {
      placement_switching *found = NULL;
      watch w = {0};
      options = (placement_run_options)PLACEMENT_RUN_OPTIONS_INIT;
      options.replications = 500;
      options.threads = threads;
      options.progress = note;
      options.progress_data = &w;
      cr_assert_eq(placement_switching_new(s, &q, &options, &found, NULL), PLACEMENT_OK);
      double at = placement_switching_at(found, 0)->amount.value;
      cr_expect(threads == 1 || at == first);
      cr_expect(w.done == w.all && w.calls > 10);
      first = at;
      placement_switching_free(found);
    }
    watch w = {.stop_after = 3};
    placement_switching *found = NULL;
    cr_assert_eq(placement_cancellation_new(&w.cancellation, NULL), PLACEMENT_OK);
    options.progress_data = &w;
    options.cancellation = w.cancellation;
    cr_expect_eq(placement_switching_new(s, &q, &options, &found, NULL), PLACEMENT_ERROR_CANCELLED);
    cr_expect(found == NULL);
    placement_cancellation_free(w.cancellation);
  }
  placement_scenario_free(block);
  placement_scenario_free(s);
}
