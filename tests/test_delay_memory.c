/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The cost of delay and its findings when the n-th allocation fails, for every n: PLACEMENT_ERROR_MEMORY each time,
 * nothing leaks.
 */
#include "starve.h"

#include <placement/placement.h>

#include <criterion/criterion.h>
#include <string.h>

static const char text[] =
    "{\"placement_scenario\": 1, \"horizon\": {\"start\": \"2025-04-01\", \"years\": 1}, \"groups\": [{\"id\": \"g\", "
    "\"arrivals_per_year\": 2, \"need_days\": 90, \"weekly_fee\": 7000}], \"phases\": [{\"id\": \"p\", "
    "\"planned_opening\": \"2025-07-01\"}], \"homes\": [{\"id\": \"h\", \"phase\": \"p\", \"beds\": 1}]}";

static const placement_scenario *scenario;
static placement_plan *plan;

static placement_status make(placement_delay **made, placement_error *err)
{
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  options.replications = 2;
  options.threads = 1;
  return placement_delay_new(scenario, &options, 1, made, err);
}

static placement_status make_and_free(void *context, placement_error *err)
{
  (void)context;
  placement_delay *made = NULL;
  placement_status status = make(&made, err);
  placement_delay_free(made);
  return status;
}

static placement_delay *known;

static placement_status tell_and_free(void *context, placement_error *err)
{
  (void)context;
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  placement_findings *findings = NULL;
  placement_status status = placement_delay_findings(known, plan, &options, &findings, err);
  placement_findings_free(findings);
  return status;
}

Test(delay_memory, every_allocation)
{
  placement_scenario *loaded = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
#ifndef COUNTING
  cr_skip_test("the allocator cannot be replaced here");
#endif
  cr_assert_eq(placement_scenario_load_text(text, strlen(text), NULL, &loaded, NULL, &err), PLACEMENT_OK, "%s",
               err.message);
  cr_assert_eq(placement_plan_new(loaded, &plan, NULL), PLACEMENT_OK);
  scenario = loaded;
  cr_expect_gt(starve(make_and_free, NULL), 100);
  cr_assert_eq(make(&known, NULL), PLACEMENT_OK);
  cr_expect_gt(starve(tell_and_free, NULL), 100);
  placement_delay_free(known);
  placement_plan_free(plan);
  placement_scenario_free(loaded);
}
