/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The whole way from a scenario to a report when the n-th allocation fails, for every n: PLACEMENT_ERROR_MEMORY each
 * time, and nothing leaks.
 */
#include "counting_allocator.h"

#include <placement/placement.h>

#include <criterion/criterion.h>

static int swallow(const char *text, size_t length, void *data)
{
  (void)text;
  *(size_t *)data += length;
  return 0;
}

/* Compares the plan with itself, and reports that. */
static placement_status compare(const placement_plan *plan, const placement_run_options *options, size_t *written,
                                placement_error *err)
{
  placement_comparison *comparison = NULL;
  placement_comparison_result result = PLACEMENT_COMPARISON_RESULT_INIT;
  placement_status status = placement_comparison_new(plan, plan, options, &comparison, err);
  if (status != PLACEMENT_OK)
    return status;
  result.base = plan;
  result.count = 1;
  result.alternatives = &plan;
  result.comparisons = (const placement_comparison *const *)&comparison;
  status = placement_comparison_write(&result, PLACEMENT_FORMAT_JSON, swallow, written, err);
  if (status == PLACEMENT_OK)
    status = placement_comparison_write(&result, PLACEMENT_FORMAT_CSV, swallow, written, err);
  placement_comparison_free(comparison);
  return status;
}

/* Plans, simulates and reports; the scenario has been loaded before. */
static placement_status go_all_the_way(const placement_scenario *scenario, size_t *written, placement_error *err)
{
  placement_plan *plan = NULL;
  placement_basis *basis = NULL;
  placement_summary *summary = NULL;
  placement_reconciliation *reconciliation = NULL;
  placement_cancellation *cancellation = NULL;
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  placement_result result = PLACEMENT_RESULT_INIT;
  placement_sample_options sample = PLACEMENT_SAMPLE_OPTIONS_INIT;
  static const uint64_t shifts[PLACEMENT_LIMIT_UNCERTAIN] = {0, 3, 5};
  placement_figure figure = {0, 0};
  double values[20];
  placement_target target = {0, 0, 1, 0.95, 0}; /* not to be reached */
  placement_status status;
  int32_t ending;
  options.replications = sample.replications = 20;
  options.threads = sample.threads = 1;
  if ((status = placement_plan_new(scenario, &plan, err)) != PLACEMENT_OK ||
      (status = placement_basis_new(plan, &basis, err)) != PLACEMENT_OK ||
      (status = placement_cancellation_new(&cancellation, err)) != PLACEMENT_OK)
    goto out;
  options.cancellation = cancellation;
  sample.input_shifts = shifts;
  if ((status = placement_sample(plan, &sample, &figure, 1, values, err)) != PLACEMENT_OK ||
      (status = placement_run(plan, &options, &summary, err)) != PLACEMENT_OK)
    goto out;
  placement_summary_free(summary);
  summary = NULL;
  if ((status = placement_run_precise(plan, &options, &target, 1, &summary, &ending, err)) != PLACEMENT_OK ||
      (status = placement_reconciliation_new(plan, basis, summary, &reconciliation, err)) != PLACEMENT_OK)
    goto out;
  result.plan = plan;
  result.basis = basis;
  result.summary = summary;
  result.reconciliation = reconciliation;
  result.targets = &target;
  result.target_count = 1;
  if ((status = placement_report_write(&result, PLACEMENT_FORMAT_JSON, swallow, written, err)) != PLACEMENT_OK)
    goto out;
  if ((status = placement_report_write(&result, PLACEMENT_FORMAT_CSV, swallow, written, err)) == PLACEMENT_OK)
    status = compare(plan, &options, written, err);
out:
  placement_reconciliation_free(reconciliation);
  placement_summary_free(summary);
  placement_cancellation_free(cancellation);
  placement_basis_free(basis);
  placement_plan_free(plan);
  return status;
}

/* Frees the scenario. */
static void fail_everywhere_with(placement_scenario *scenario)
{
  placement_status status = PLACEMENT_ERROR_MEMORY;
  placement_error err = PLACEMENT_ERROR_INIT;
  long n = 0;
  for (; status == PLACEMENT_ERROR_MEMORY; n++) {
    size_t written = 0;
    cr_assert_lt(n, 100000);
    count_allocations(n);
    status = go_all_the_way(scenario, &written, &err);
    long live = stop_counting();
    cr_expect_eq(live, 0, "%ld allocations are not freed when number %ld fails", live, n);
    if (status == PLACEMENT_ERROR_MEMORY)
      cr_expect_eq(err.code, PLACEMENT_ERROR_MEMORY);
    else
      cr_expect_gt(written, 10000);
  }
  cr_expect_eq(status, PLACEMENT_OK, "%s", err.message);
  cr_expect_gt(n, 50);
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
