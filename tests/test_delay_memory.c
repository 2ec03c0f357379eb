/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The cost of delay and its findings when the n-th allocation fails, for every n: PLACEMENT_ERROR_MEMORY each time,
 * nothing leaks.
 */
#include "counting_allocator.h"

#include <placement/placement.h>

#include <criterion/criterion.h>
#include <string.h>

static const char text[] =
    "{\"placement_scenario\": 1, \"horizon\": {\"start\": \"2025-04-01\", \"years\": 1}, \"groups\": [{\"id\": \"g\", "
    "\"arrivals_per_year\": 2, \"need_days\": 90, \"weekly_fee\": 7000}], \"phases\": [{\"id\": \"p\", "
    "\"planned_opening\": \"2025-07-01\"}], \"homes\": [{\"id\": \"h\", \"phase\": \"p\", \"beds\": 1}]}";

static placement_status find(const placement_scenario *scenario, const placement_plan *plan, placement_error *err)
{
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  placement_delay *delay = NULL;
  placement_findings *findings = NULL;
  options.replications = 10;
  options.threads = 1;
  placement_status status = placement_delay_new(scenario, &options, 2, &delay, err);
  if (status == PLACEMENT_OK)
    status = placement_delay_findings(delay, plan, &options, &findings, err);
  cr_expect_eq(findings != NULL, status == PLACEMENT_OK);
  placement_findings_free(findings);
  placement_delay_free(delay);
  return status;
}

Test(delay_memory, every_allocation)
{
  placement_scenario *scenario = NULL;
  placement_plan *plan = NULL;
  placement_status status = PLACEMENT_ERROR_MEMORY;
  placement_error err = PLACEMENT_ERROR_INIT;
  long n = 0;
#ifndef COUNTING
  cr_skip_test("the allocator cannot be replaced here");
#endif
  cr_assert_eq(placement_scenario_load_text(text, strlen(text), NULL, &scenario, NULL, NULL), PLACEMENT_OK);
  cr_assert_eq(placement_plan_new(scenario, &plan, NULL), PLACEMENT_OK);
  for (; status == PLACEMENT_ERROR_MEMORY; n++) {
    cr_assert_lt(n, 100000);
    count_allocations(n);
    status = find(scenario, plan, &err);
    cr_expect_eq(stop_counting(), 0, "when allocation %ld fails", n);
  }
  cr_expect_eq(status, PLACEMENT_OK, "%s", err.message);
  cr_expect_gt(n, 100);
  placement_plan_free(plan);
  placement_scenario_free(scenario);
}
