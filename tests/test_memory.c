/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The whole way from a scenario to a report when the n-th allocation of a step fails, for every n:
 * PLACEMENT_ERROR_MEMORY each time, and nothing leaks.
 */
#include "starve.h"

#include <placement/placement.h>

#include <criterion/criterion.h>

static int swallow(const char *text, size_t length, void *data)
{
  (void)text;
  *(size_t *)data += length;
  return 0;
}

/* What the steps make, each from what those before it made. */
typedef struct made {
  const placement_scenario *scenario;
  placement_plan *plan;
  placement_basis *basis;
  placement_summary *summary;
  placement_reconciliation *reconciliation;
  placement_comparison *comparison; /* of the plan with itself */
  size_t written;
} made;

static const placement_target target = {0, 0, 1, 0.95, 0}; /* not to be reached */

static placement_status make_plan(made *m, placement_error *err)
{
  return placement_plan_new(m->scenario, &m->plan, err);
}

static void free_plan(made *m)
{
  placement_plan_free(m->plan);
}

static placement_status make_basis(made *m, placement_error *err)
{
  return placement_basis_new(m->plan, &m->basis, err);
}

static void free_basis(made *m)
{
  placement_basis_free(m->basis);
}

static placement_status sample(made *m, placement_error *err)
{
  static const uint64_t shifts[PLACEMENT_LIMIT_UNCERTAIN] = {0, 3, 5};
  placement_sample_options options = PLACEMENT_SAMPLE_OPTIONS_INIT;
  placement_figure figure = {0, 0};
  double values[20];
  options.replications = 20;
  options.threads = 1;
  options.input_shifts = shifts;
  return placement_sample(m->plan, &options, &figure, 1, values, err);
}

static placement_run_options run_options(void)
{
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  options.replications = 20;
  options.threads = 1;
  return options;
}

static placement_status write_samples(made *m, placement_error *err)
{
  placement_run_options options = run_options();
  placement_summary *summary = NULL;
  placement_figure figure = {0, 0};
  placement_status status =
      placement_samples_write_file(m->plan, &options, &figure, 1, PLACEMENT_SAMPLES_NPY, "/dev/null", &summary, err);
  placement_summary_free(summary);
  return status;
}

static placement_status run_precisely(made *m, placement_error *err)
{
  placement_run_options options = run_options();
  placement_summary *summary = NULL;
  int32_t ending;
  placement_status status = placement_run_precise(m->plan, &options, &target, 1, &summary, &ending, err);
  placement_summary_free(summary);
  return status;
}

static placement_status run(made *m, placement_error *err)
{
  placement_run_options options = run_options();
  placement_status status = placement_cancellation_new(&options.cancellation, err);
  if (status == PLACEMENT_OK)
    status = placement_run(m->plan, &options, &m->summary, err);
  placement_cancellation_free(options.cancellation);
  return status;
}

static void free_summary(made *m)
{
  placement_summary_free(m->summary);
}

static placement_status reconcile(made *m, placement_error *err)
{
  return placement_reconciliation_new(m->plan, m->basis, m->summary, &m->reconciliation, err);
}

static void free_reconciliation(made *m)
{
  placement_reconciliation_free(m->reconciliation);
}

static placement_status report(made *m, placement_error *err)
{
  placement_result result = PLACEMENT_RESULT_INIT;
  result.plan = m->plan;
  result.basis = m->basis;
  result.summary = m->summary;
  result.reconciliation = m->reconciliation;
  result.targets = &target;
  result.target_count = 1;
  placement_status status = placement_report_write(&result, PLACEMENT_FORMAT_JSON, swallow, &m->written, err);
  if (status == PLACEMENT_OK)
    status = placement_report_write(&result, PLACEMENT_FORMAT_CSV, swallow, &m->written, err);
  return status;
}

static placement_status compare(made *m, placement_error *err)
{
  placement_run_options options = run_options();
  return placement_comparison_new(m->plan, m->plan, &options, &m->comparison, err);
}

static void free_comparison(made *m)
{
  placement_comparison_free(m->comparison);
}

static placement_status report_comparison(made *m, placement_error *err)
{
  placement_comparison_result result = PLACEMENT_COMPARISON_RESULT_INIT;
  const placement_plan *alternative = m->plan;
  result.base = m->plan;
  result.count = 1;
  result.alternatives = &alternative;
  result.comparisons = (const placement_comparison *const *)&m->comparison;
  placement_status status = placement_comparison_write(&result, PLACEMENT_FORMAT_JSON, swallow, &m->written, err);
  if (status == PLACEMENT_OK)
    status = placement_comparison_write(&result, PLACEMENT_FORMAT_CSV, swallow, &m->written, err);
  return status;
}

typedef struct step {
  placement_status (*make)(made *m, placement_error *err);
  void (*free)(made *m); /* NULL if nothing is made */
} step;

static const step steps[] = {
    {make_plan, free_plan},
    {make_basis, free_basis},
    {sample, NULL},
    {write_samples, NULL},
    {run_precisely, NULL},
    {run, free_summary},
    {reconcile, free_reconciliation},
    {report, NULL},
    {compare, free_comparison},
    {report_comparison, NULL},
};
enum { STEPS = sizeof steps / sizeof steps[0] };

typedef struct attempt {
  const step *step;
  made *made;
} attempt;

static placement_status make_and_free(void *context, placement_error *err)
{
  const attempt *a = context;
  placement_status status = a->step->make(a->made, err);
  if (status == PLACEMENT_OK && a->step->free != NULL)
    a->step->free(a->made);
  return status;
}

/* Frees the scenario. */
static void fail_everywhere_with(placement_scenario *scenario)
{
  made m = {.scenario = scenario};
  long allocations = 0;
  for (size_t i = 0; i < STEPS; i++) {
    allocations += starve(make_and_free, &(attempt){&steps[i], &m});
    if (steps[i].free != NULL)
      cr_assert_eq(steps[i].make(&m, NULL), PLACEMENT_OK);
  }
  cr_expect_gt(allocations, 50);
  cr_expect_gt(m.written, 10000);
  for (size_t i = STEPS; i-- > 0;)
    if (steps[i].free != NULL)
      steps[i].free(&m);
  placement_scenario_free(scenario);
}

static void fail_everywhere(const char *path)
{
  placement_scenario *scenario = NULL;
#ifndef COUNTING
  cr_skip_test("the allocator cannot be replaced here");
#endif
  cr_assert_eq(placement_scenario_load_file(path, &scenario, NULL, NULL), PLACEMENT_OK);
  fail_everywhere_with(scenario);
}

Test(memory, minimal)
{
  fail_everywhere(EXAMPLES "/scenarios/minimal.json");
}

Test(memory, every_key)
{
  fail_everywhere(TEST_DATA "/ok/every_key.json");
}

Test(memory, correlated_inputs)
{
  fail_everywhere(TEST_DATA "/ok/uncertain.json");
}

Test(memory, in_lock_step)
{
  static const char text[] =
      "{\"placement_scenario\": 1, \"horizon\": {\"start\": \"2020-04-01\", \"years\": 2}, \"groups\": "
      "[{\"id\": \"a\", \"arrivals_per_year\": 9, \"need_days\": 90, \"weekly_fee\": 4000}]}";
  placement_scenario *scenario = NULL;
#ifndef COUNTING
  cr_skip_test("the allocator cannot be replaced here");
#endif
  cr_assert_eq(placement_scenario_load_text(text, sizeof text - 1, NULL, &scenario, NULL, NULL), PLACEMENT_OK);
  fail_everywhere_with(scenario);
}
