/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "same_summary.h"
#include "small_plan.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

typedef struct ended {
  placement_summary *summary;
  int32_t ending;
  placement_status status;
  placement_error err;
} ended;

/* With the target of the whole horizon. */
static placement_target target_of(const placement_plan *plan, const char *metric, double half_width, int32_t relative)
{
  size_t number = placement_plan_metric_find(plan, metric);
  cr_assert_neq(number, SIZE_MAX, "%s", metric);
  return (placement_target){number, placement_plan_year_count(plan), half_width, 0.95, relative};
}

static ended run_precise(const placement_plan *plan, const placement_target *targets, size_t count, uint64_t most,
                         int32_t threads)
{
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  ended e = {.ending = -1, .err = PLACEMENT_ERROR_INIT};
  options.replications = most;
  options.threads = threads;
  e.status = placement_run_precise(plan, &options, targets, count, &e.summary, &e.ending, &e.err);
  return e;
}

/* No homes: such a plan runs in lock step, the small plan does not. */
static placement_plan *plan_without_homes(void)
{
  static const char text[] =
      "{\"placement_scenario\": 1, \"horizon\": {\"start\": \"2025-04-01\", \"years\": 2}, \"groups\": [{\"id\": "
      "\"children\", \"arrivals_per_year\": 6, \"need_days\": {\"exponential\": {\"mean\": 200}}, \"weekly_fee\": "
      "{\"lognormal\": {\"mean\": 4434, \"cv\": 0.4}}}]}";
  placement_scenario *scenario = NULL;
  placement_plan *plan = NULL;
  cr_assert_eq(placement_scenario_load_text(text, strlen(text), "none", &scenario, NULL, NULL), PLACEMENT_OK);
  cr_assert_eq(placement_plan_new(scenario, &plan, NULL), PLACEMENT_OK);
  placement_scenario_free(scenario);
  return plan;
}

/* A run that ends by itself holds what a run of as many replications holds, whatever the threads; ratios are targets
 * like any other. */
Test(precision, threads_do_not_change_a_bit)
{
  static const int32_t threads[] = {2, 5};
  placement_plan *plans[] = {small_plan("Small", ""), plan_without_homes()};
  for (size_t p = 0; p < COUNT_OF(plans); p++) {
    placement_target targets[] = {target_of(plans[p], "cost.total", 0.008, 1),
                                  target_of(plans[p], "unit_cost.external", 20, 0),
                                  target_of(plans[p], "arrivals", 0.05, 0)};
    ended one = run_precise(plans[p], targets, COUNT_OF(targets), 1000000, 1);
    cr_assert_eq(one.status, PLACEMENT_OK, "%s", one.err.message);
    cr_assert_eq(one.ending, PLACEMENT_PRECISION_REACHED);
    uint64_t needed = placement_summary_replications(one.summary);
    cr_assert_gt(needed, 4 * PLACEMENT_PRECISION_BLOCK, "several looks");
    cr_assert_eq(needed % PLACEMENT_PRECISION_BLOCK, 0);
    for (size_t i = 0; i < COUNT_OF(threads); i++) {
      ended many = run_precise(plans[p], targets, COUNT_OF(targets), 1000000, threads[i]);
      cr_assert_eq(placement_summary_replications(many.summary), needed);
      cr_assert_eq(many.ending, one.ending);
      assert_same(plans[p], one.summary, many.summary);
      placement_summary_free(many.summary);
    }
    placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
    placement_summary *counted = NULL;
    options.replications = needed;
    cr_assert_eq(placement_run(plans[p], &options, &counted, NULL), PLACEMENT_OK);
    assert_same(plans[p], one.summary, counted);
    placement_summary_free(counted);
    placement_summary_free(one.summary);
    placement_plan_free(plans[p]);
  }
}

/* Half-widths are the standard error times the normal quantile, for which GSL has an independent method. */
Test(precision, half_width_is_the_normal_one)
{
  static const double confidences[] = {0.5, 0.8, 0.9, 0.95, 0.99, 0.999, PLACEMENT_PRECISION_MOST_CONFIDENCE};
  static const char *const metrics[] = {"cost.external", "unit_cost.external"};
  placement_plan *plan = plan_without_homes();
  placement_target target = target_of(plan, "arrivals", 1e-3, 1);
  ended e = run_precise(plan, &target, 1, 3000, 1);
  for (size_t i = 0; i < COUNT_OF(confidences) * COUNT_OF(metrics); i++) {
    placement_statistics s;
    placement_attained attained;
    target = target_of(plan, metrics[i % COUNT_OF(metrics)], 0.25, 1);
    target.confidence = confidences[i / COUNT_OF(metrics)];
    double z = gsl_cdf_ugaussian_Qinv((1 - target.confidence) / 2);
    cr_assert_eq(placement_summary_statistics(e.summary, target.metric, target.column, &s, NULL), PLACEMENT_OK);
    cr_assert_eq(placement_precision_attained(e.summary, &target, &attained, NULL), PLACEMENT_OK);
    cr_assert_eq(attained.mean, s.mean);
    cr_assert_eq(attained.asked, 0.25 * s.mean);
    cr_assert_float_eq(attained.half_width, z * s.se, 1e-8 * z * s.se, "%g: %.12g", target.confidence, z);
    cr_assert(attained.reached);
    target.relative = 0;
    cr_assert_eq(placement_precision_attained(e.summary, &target, &attained, NULL), PLACEMENT_OK);
    cr_assert_eq(attained.asked, 0.25);
    cr_assert_eq(attained.reached, attained.half_width <= 0.25);
  }
  placement_summary_free(e.summary);
  placement_plan_free(plan);
}

/* The number is what the standard deviation calls for, but for what a look can be late (a fiftieth and a block) and
 * what the standard deviation is uncertain by; half the width takes four times as many. All targets are reached
 * together. */
Test(precision, number_follows_from_the_width)
{
  placement_plan *plan = plan_without_homes();
  placement_target both[] = {target_of(plan, "arrivals", 0.04, 0), target_of(plan, "cost.total", 0.2, 1)};
  for (int i = 0; i < 2; i++, both[0].half_width /= 2) {
    placement_attained attained;
    ended e = run_precise(plan, both, COUNT_OF(both), 1000000, 2);
    double done = (double)placement_summary_replications(e.summary);
    double expected = 12 * pow(1.959964 / both[0].half_width, 2); /* Poisson of mean 12 */
    cr_assert_eq(e.ending, PLACEMENT_PRECISION_REACHED);
    for (size_t t = 0; t < COUNT_OF(both); t++) {
      cr_assert_eq(placement_precision_attained(e.summary, &both[t], &attained, NULL), PLACEMENT_OK);
      cr_assert(attained.reached && attained.half_width <= attained.asked);
    }
    cr_assert(done > 0.96 * expected && done < 1.06 * expected + PLACEMENT_PRECISION_BLOCK, "%g for %g", done,
              expected);
    placement_summary_free(e.summary);
  }
  placement_plan_free(plan);
}

/* What does not change is known after the first block. */
Test(precision, constants_need_one_block)
{
  placement_plan *plan = small_plan("Small", "");
  placement_target targets[] = {target_of(plan, "cost.in_house.fixed", 1e-9, 1), target_of(plan, "moves", 100, 0)};
  targets[0].column = 0;
  ended e = run_precise(plan, targets, COUNT_OF(targets), 1000000, 0);
  cr_assert_eq(e.ending, PLACEMENT_PRECISION_REACHED);
  cr_assert_eq(placement_summary_replications(e.summary), PLACEMENT_PRECISION_BLOCK);
  placement_summary_free(e.summary);
  placement_plan_free(plan);
}

Test(precision, ends_at_the_most_replications)
{
  static const uint64_t most[] = {1, 2, 999, 1000, 2500};
  placement_plan *plan = plan_without_homes();
  placement_target target = target_of(plan, "cost.total", 1e-6, 1);
  for (size_t i = 0; i < COUNT_OF(most); i++) {
    placement_attained attained;
    ended e = run_precise(plan, &target, 1, most[i], 2);
    cr_assert_eq(e.status, PLACEMENT_OK);
    cr_assert_eq(e.ending, PLACEMENT_PRECISION_NOT_REACHED);
    cr_assert_eq(placement_summary_replications(e.summary), most[i]);
    cr_assert_eq(placement_precision_attained(e.summary, &target, &attained, NULL), PLACEMENT_OK);
    cr_assert(!attained.reached);
    cr_assert_eq(isnan(attained.half_width) != 0, most[i] == 1);
    placement_summary_free(e.summary);
  }
  placement_plan_free(plan);
}

typedef struct watch {
  uint64_t calls, last, expected;
  placement_cancellation *cancel_at_once;
} watch;

static void note(uint64_t done, uint64_t expected, void *data)
{
  watch *w = data;
  cr_assert(done >= w->last && done <= expected);
  w->calls++;
  w->last = done;
  w->expected = expected;
  placement_cancellation_request(w->cancel_at_once);
}

Test(precision, progress_ends_with_what_was_needed)
{
  placement_plan *plan = plan_without_homes();
  placement_target target = target_of(plan, "cost.total", 0.01, 1);
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  placement_summary *summary = NULL;
  int32_t ending = -1;
  watch w = {0};
  options.replications = 1000000;
  options.progress = note;
  options.progress_data = &w;
  cr_assert_eq(placement_run_precise(plan, &options, &target, 1, &summary, &ending, NULL), PLACEMENT_OK);
  cr_assert_geq(w.calls, 1);
  cr_assert_eq(w.last, placement_summary_replications(summary));
  cr_assert_eq(w.expected, w.last);
  placement_summary_free(summary);
  placement_plan_free(plan);
}

/* Whatever was done is the run of as many replications. */
Test(precision, cancelled)
{
  placement_plan *plan = small_plan("Small", "");
  placement_target target = target_of(plan, "cost.total", 1e-7, 1);
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  placement_summary *summary = NULL, *prefix = NULL;
  int32_t ending = -1;
  watch w = {0};
  cr_assert_eq(placement_cancellation_new(&w.cancel_at_once, NULL), PLACEMENT_OK);
  options.replications = PLACEMENT_LIMIT_REPLICATIONS;
  options.progress = note;
  options.progress_data = &w;
  options.cancellation = w.cancel_at_once;
  options.threads = 3;
  cr_assert_eq(placement_run_precise(plan, &options, &target, 1, &summary, &ending, NULL), PLACEMENT_OK);
  cr_assert_eq(ending, PLACEMENT_PRECISION_CANCELLED);
  options = (placement_run_options)PLACEMENT_RUN_OPTIONS_INIT;
  options.replications = placement_summary_replications(summary);
  cr_assert_eq(placement_run(plan, &options, &prefix, NULL), PLACEMENT_OK);
  assert_same(plan, summary, prefix);
  placement_summary_free(summary);
  summary = NULL;
  ending = -1;
  options.cancellation = w.cancel_at_once;
  cr_assert_eq(placement_run_precise(plan, &options, &target, 1, &summary, &ending, NULL), PLACEMENT_ERROR_CANCELLED);
  cr_assert_null(summary);
  cr_assert_eq(ending, -1);
  placement_summary_free(prefix);
  placement_cancellation_free(w.cancel_at_once);
  placement_plan_free(plan);
}

static void assert_refused(const placement_plan *plan, const placement_target *target, const char *word)
{
  ended e = run_precise(plan, target, 1, 1000000, 1);
  cr_assert_eq(e.status, PLACEMENT_ERROR_ARGUMENT);
  cr_assert_neq(strstr(e.err.message, word), NULL, "%s", e.err.message);
  cr_assert_null(e.summary);
  cr_assert_eq(e.ending, -1);
}

Test(precision, targets_out_of_range)
{
  static const double no_widths[] = {0, -1, NAN, INFINITY}, no_confidences[] = {0, 0.49, 0.9999999, 1, 95, NAN};
  placement_plan *plan = small_plan("Small", "");
  const placement_target sound = target_of(plan, "cost.total", 0.1, 1);
  placement_target target = sound;
  target.metric = placement_plan_metric_count(plan);
  assert_refused(plan, &target, "metric");
  target = sound;
  target.column++;
  assert_refused(plan, &target, "column");
  for (size_t i = 0; i < COUNT_OF(no_widths); i++) {
    target = sound;
    target.half_width = no_widths[i];
    assert_refused(plan, &target, "half-width");
  }
  for (size_t i = 0; i < COUNT_OF(no_confidences); i++) {
    target = sound;
    target.confidence = no_confidences[i];
    assert_refused(plan, &target, "confidence");
  }
  target = sound;
  target.relative = 2;
  assert_refused(plan, &target, "relative");
  assert_refused(plan, NULL, "target");
  cr_assert_eq(run_precise(plan, &sound, 0, 1000, 1).status, PLACEMENT_ERROR_ARGUMENT);
  cr_assert_eq(run_precise(plan, &sound, 1, 0, 1).status, PLACEMENT_ERROR_ARGUMENT);
  assert_refused(NULL, &sound, "NULL");
  placement_plan_free(plan);
}

Test(precision, figures_that_cannot_be_precise)
{
  placement_plan *plan = small_plan("Small", "");
  placement_target zero = target_of(plan, "cost.step_down", 0.01, 1);
  placement_target undefined = target_of(plan, "occupancy@-two", 0.01, 0);
  assert_refused(plan, &zero, "cost.step_down (total) is 0 in the first 1000");
  undefined.column = 0;
  assert_refused(plan, &undefined, "occupancy@-two (2025-26) is defined in none");
  zero.relative = 0;
  ended e = run_precise(plan, &zero, 1, 1000000, 1);
  cr_assert_eq(e.ending, PLACEMENT_PRECISION_REACHED);
  placement_summary_free(e.summary);
  placement_plan_free(plan);
}
