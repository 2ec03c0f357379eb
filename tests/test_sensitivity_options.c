/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a sensitivity analysis is asked for: inputs, figures, threads, progress, cancellation, and what is refused.
 */
#include "verification/scenario_run.h"

static placement_scenario *uncertain(void)
{
  placement_scenario *scenario = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_assert_eq(placement_scenario_load_file(TEST_DATA "/ok/uncertain.json", &scenario, NULL, &err), PLACEMENT_OK,
               "%s: %s", err.pointer, err.message);
  return scenario;
}

static placement_run_options some(uint64_t replications)
{
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  options.replications = replications;
  options.threads = 1;
  return options;
}

static placement_sensitivity *analyse(const placement_scenario *scenario, const placement_sensitivity_options *what,
                                      const placement_run_options *options)
{
  placement_sensitivity *s = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_assert_eq(placement_sensitivity_new(scenario, what, options, &s, &err), PLACEMENT_OK, "%s", err.message);
  return s;
}

static bool same_bars(const placement_sensitivity *a, const placement_sensitivity *b)
{
  placement_sensitivity_bar x, y;
  bool same = placement_sensitivity_count(a) == placement_sensitivity_count(b);
  for (size_t i = 0; same && i < placement_sensitivity_count(a); i++)
    same = placement_sensitivity_at(a, i, &x, NULL) == PLACEMENT_OK &&
           placement_sensitivity_at(b, i, &y, NULL) == PLACEMENT_OK && x.mean_effect.value == y.mean_effect.value &&
           x.quantile_effect.low == y.quantile_effect.low && x.total.value == y.total.value && x.first.se == y.first.se;
  return same;
}

Test(sensitivity_options, does_not_depend_on_threads)
{
  placement_scenario *scenario = uncertain();
  placement_sensitivity_options what = PLACEMENT_SENSITIVITY_OPTIONS_INIT;
  placement_run_options options = some(30), others = some(30);
  what.indices = 1;
  others.threads = 3;
  placement_sensitivity *one = analyse(scenario, &what, &options), *three = analyse(scenario, &what, &others);
  others.seed = 2;
  placement_sensitivity *other = analyse(scenario, &what, &others);
  cr_expect(same_bars(one, three));
  cr_expect_not(same_bars(one, other));
  placement_sensitivity_free(one);
  placement_sensitivity_free(three);
  placement_sensitivity_free(other);
  placement_scenario_free(scenario);
}

/* The mean is that of a run; one input of several has the bar that it has among all, and no index without indices. */
Test(sensitivity_options, the_run_and_chosen_inputs)
{
  placement_scenario *scenario = uncertain();
  placement_plan *plan = NULL;
  placement_sensitivity_options what = PLACEMENT_SENSITIVITY_OPTIONS_INIT;
  placement_run_options options = some(40);
  placement_summary *summary = NULL;
  placement_sensitivity_whole whole, whole_of_all;
  options.first = 30;
  options.seed = 9;
  cr_assert_eq(placement_plan_new(scenario, &plan, NULL), PLACEMENT_OK);
  cr_assert_eq(placement_run(plan, &options, &summary, NULL), PLACEMENT_OK);
  placement_statistics run = statistics_of(plan, summary, "cost.total", placement_plan_year_count(plan));
  placement_sensitivity *all = analyse(scenario, NULL, &options);
  size_t inputs = placement_scenario_uncertain_count(scenario);
  cr_assert(inputs > 2 && placement_sensitivity_count(all) > 2);
  for (size_t i = 0; i < placement_sensitivity_count(all); i++) {
    size_t member = placement_sensitivity_member(all, i, 0);
    placement_sensitivity_bar bar, among;
    what.inputs = &member;
    what.input_count = 1;
    placement_sensitivity *one = analyse(scenario, &what, &options);
    cr_assert_eq(placement_sensitivity_count(one), 1);
    cr_assert_eq(placement_sensitivity_figure(one, &whole, NULL), PLACEMENT_OK);
    expect_close(whole.mean.value, run.mean, 1e-12, "mean");
    expect_close(whole.mean.se, run.se, 1e-9, "standard error");
    cr_assert_eq(placement_sensitivity_figure(all, &whole_of_all, NULL), PLACEMENT_OK);
    cr_expect_eq(whole.inputs_share.value, whole_of_all.inputs_share.value);
    cr_expect(isnan(whole.chance_total.value));
    cr_assert_eq(placement_sensitivity_at(one, 0, &bar, NULL), PLACEMENT_OK);
    cr_assert_eq(placement_sensitivity_at(all, i, &among, NULL), PLACEMENT_OK);
    cr_expect(bar.mean_effect.value == among.mean_effect.value && bar.quantile_low.high == among.quantile_low.high);
    cr_expect(isnan(bar.first.value) && isnan(bar.total.se));
    placement_sensitivity_free(one);
  }
  placement_sensitivity_free(all);
  placement_summary_free(summary);
  placement_plan_free(plan);
  placement_scenario_free(scenario);
}

Test(sensitivity_options, bars_are_sorted)
{
  placement_scenario *scenario = uncertain();
  placement_run_options options = some(20);
  placement_sensitivity *all = analyse(scenario, NULL, &options);
  size_t count = placement_sensitivity_count(all), members = 0;
  double last = INFINITY;
  placement_sensitivity_bar bar;
  for (size_t i = 0; i < count; i++) {
    cr_assert_eq(placement_sensitivity_at(all, i, &bar, NULL), PLACEMENT_OK);
    cr_expect_leq(fabs(bar.mean_effect.value), last);
    last = fabs(bar.mean_effect.value);
    members += placement_sensitivity_member_count(all, i);
  }
  cr_expect_eq(members, placement_scenario_uncertain_count(scenario));
  cr_expect_eq(placement_sensitivity_at(all, count, &bar, NULL), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_sensitivity_member_count(all, count), 0);
  cr_expect_eq(placement_sensitivity_member(all, count, 0), SIZE_MAX);
  cr_expect_eq(placement_sensitivity_member(all, 0, 99), SIZE_MAX);
  cr_expect_eq(placement_sensitivity_figure(all, NULL, NULL), PLACEMENT_ERROR_ARGUMENT);
  placement_sensitivity_free(all);
  placement_sensitivity_free(NULL);
  placement_scenario_free(scenario);
}

typedef struct watch {
  uint64_t last, all, stop_at;
  placement_cancellation *cancellation;
} watch;

static void note(uint64_t done, uint64_t all, void *data)
{
  watch *w = data;
  cr_assert(done >= w->last && done <= all && (w->all == 0 || w->all == all));
  w->last = done;
  w->all = all;
  if (done >= w->stop_at)
    placement_cancellation_request(w->cancellation);
}

/* Progress is told over all samples, to their end. A stopped analysis has found nothing, wherever it is stopped. */
Test(sensitivity_options, progress_and_cancellation)
{
  placement_scenario *scenario = uncertain();
  placement_sensitivity_options what = PLACEMENT_SENSITIVITY_OPTIONS_INIT;
  placement_run_options options = some(10);
  placement_error err = PLACEMENT_ERROR_INIT;
  watch w = {0, 0, UINT64_MAX, NULL};
  options.progress = note;
  options.progress_data = &w;
  for (what.indices = 0; what.indices < 2; what.indices++) {
    w.last = w.all = 0;
    placement_sensitivity_free(analyse(scenario, &what, &options));
    cr_expect(w.last == w.all && w.all > 0 && w.all % 10 == 0, "%ju of %ju", (uintmax_t)w.last, (uintmax_t)w.all);
  }
  uint64_t all = w.all;
  for (uint64_t stop = 0; stop < all - 10; stop += 50) {
    placement_sensitivity *s = NULL;
    w = (watch){0, 0, stop, NULL};
    cr_assert_eq(placement_cancellation_new(&w.cancellation, NULL), PLACEMENT_OK);
    options.cancellation = w.cancellation;
    what.indices = 1;
    cr_expect_eq(placement_sensitivity_new(scenario, &what, &options, &s, &err), PLACEMENT_ERROR_CANCELLED);
    cr_expect_null(s);
    placement_cancellation_free(w.cancellation);
  }
  placement_scenario_free(scenario);
}

static void assert_refused(const placement_scenario *scenario, const placement_sensitivity_options *what,
                           const placement_run_options *options, placement_status expected, const char *words)
{
  placement_sensitivity *s = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_assert_eq(placement_sensitivity_new(scenario, what, options, &s, &err), expected, "%s", words);
  cr_assert_not_null(strstr(err.message, words), "%s", err.message);
  cr_assert_null(s);
}

Test(sensitivity_options, what_is_out_of_range)
{
  static const size_t impossible[] = {0, 99};
  const placement_sensitivity_options defaults = PLACEMENT_SENSITIVITY_OPTIONS_INIT;
  placement_sensitivity_options what = defaults;
  placement_run_options options = some(10);
  placement_scenario *scenario = uncertain(), *certain = NULL;
  placement_figure figure = {0, 99};
  cr_assert_eq(placement_scenario_load_file(TEST_DATA "/ok/every_key.json", &certain, NULL, NULL), PLACEMENT_OK);
  assert_refused(NULL, &what, &options, PLACEMENT_ERROR_ARGUMENT, "must not be NULL");
  what.inputs = impossible;
  assert_refused(scenario, &what, &options, PLACEMENT_ERROR_ARGUMENT, "input_count");
  what.input_count = 2;
  assert_refused(scenario, &what, &options, PLACEMENT_ERROR_ARGUMENT, "inputs[1]: there is no uncertain input 99");
  what = defaults;
  what.figure = &figure;
  assert_refused(scenario, &what, &options, PLACEMENT_ERROR_ARGUMENT, "there is no figure at metric 0, column 99");
  figure = (placement_figure){SIZE_MAX, 0};
  assert_refused(scenario, &what, &options, PLACEMENT_ERROR_ARGUMENT, "there is no figure");
  what = defaults;
  what.size = 0;
  assert_refused(scenario, &what, &options, PLACEMENT_ERROR_ARGUMENT, "placement_sensitivity_options.size");
  options.size = 0;
  assert_refused(scenario, NULL, &options, PLACEMENT_ERROR_ARGUMENT, "placement_run_options.size");
  options = some(0);
  assert_refused(scenario, NULL, &options, PLACEMENT_ERROR_ARGUMENT, "replications must be at least 1");
  options = some(10);
  options.first = PLACEMENT_LIMIT_REPLICATIONS - 28;
  assert_refused(scenario, NULL, &options, PLACEMENT_ERROR_LIMIT, "first + 3 x replications");
  options = some(PLACEMENT_LIMIT_REPLICATIONS);
  assert_refused(scenario, NULL, &options, PLACEMENT_ERROR_LIMIT, "first + 3 x replications");
  options = some(10);
  if (placement_scenario_uncertain_count(certain) == 0)
    assert_refused(certain, NULL, &options, PLACEMENT_ERROR_ARGUMENT, "nothing is uncertain");
  placement_scenario_free(certain);
  placement_scenario_free(scenario);
}

/* Of the last replications that have numbers. */
Test(sensitivity_options, up_to_the_last_number)
{
  placement_scenario *scenario = uncertain();
  placement_sensitivity_options what = PLACEMENT_SENSITIVITY_OPTIONS_INIT;
  placement_run_options options = some(10);
  what.indices = 1;
  options.first = PLACEMENT_LIMIT_REPLICATIONS - 29;
  placement_sensitivity_free(analyse(scenario, &what, &options));
  placement_scenario_free(scenario);
}

/* Where no child is placed externally, there is no unit cost; and one replication tells of no variance. */
Test(sensitivity_options, a_figure_that_is_not_always_defined)
{
  static const char text[] =
      "{\"placement_scenario\": 1, \"horizon\": {\"start\": \"2025-04-01\", \"years\": 1}, \"groups\": [{\"id\": \"a\","
      "\"arrivals_per_year\": 1, \"need_days\": 5, \"weekly_fee\": 700}], \"uncertain\": [{\"input\":"
      "\"/groups/0/weekly_fee\", \"as\": \"factor\", \"distribution\": {\"uniform\": {\"min\": 1, \"max\": 2}}}]}";
  placement_scenario *scenario = NULL;
  placement_plan *plan = NULL;
  placement_sensitivity_options what = PLACEMENT_SENSITIVITY_OPTIONS_INIT;
  placement_run_options options = some(20);
  cr_assert_eq(placement_scenario_load_text(text, strlen(text), "test", &scenario, NULL, NULL), PLACEMENT_OK);
  cr_assert_eq(placement_plan_new(scenario, &plan, NULL), PLACEMENT_OK);
  placement_figure figure = {metric_of(plan, "unit_cost.external"), 0};
  what.figure = &figure;
  assert_refused(scenario, &what, &options, PLACEMENT_ERROR_ARGUMENT,
                 "unit_cost.external (2025-26) is not defined in every replication, such as number");
  options.replications = 1;
  assert_refused(scenario, NULL, &options, PLACEMENT_ERROR_ARGUMENT, "needs at least 2 replications");
  placement_plan_free(plan);
  placement_scenario_free(scenario);
}
