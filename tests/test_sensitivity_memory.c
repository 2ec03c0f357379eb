/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A sensitivity analysis when the n-th allocation fails, for every n: PLACEMENT_ERROR_MEMORY each time, nothing leaks.
 */
#include "counting_allocator.h"

#include <placement/placement.h>

#include <criterion/criterion.h>
#include <string.h>

static const char text[] =
    "{\"placement_scenario\": 1, \"horizon\": {\"start\": \"2025-04-01\", \"years\": 1}, \"costs\": ["
    "{\"id\": \"a\", \"amount\": 1, \"per\": \"once\", \"on\": \"2025-06-01\"},"
    "{\"id\": \"b\", \"amount\": 1, \"per\": \"once\", \"on\": \"2025-06-01\"}], \"uncertain\": ["
    "{\"input\": \"/costs/0/amount\", \"as\": \"value\", \"distribution\": {\"normal\": {\"mean\": 9, \"sd\": 1}}},"
    "{\"input\": \"/costs/1/amount\", \"as\": \"value\", \"distribution\": {\"normal\": {\"mean\": 9, \"sd\": 1}}}],"
    "\"correlations\": [{\"inputs\": [0, 1], \"rho\": 0.5}]}";

static placement_sensitivity *analyse(const placement_scenario *scenario, placement_error *err)
{
  placement_sensitivity_options what = PLACEMENT_SENSITIVITY_OPTIONS_INIT;
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  placement_sensitivity *s = NULL;
  what.indices = 1;
  options.replications = 3;
  options.threads = 1;
  cr_expect_eq(placement_sensitivity_new(scenario, &what, &options, &s, err) == PLACEMENT_OK, s != NULL);
  return s;
}

static placement_scenario *load(void)
{
  placement_scenario *scenario = NULL;
  cr_assert_eq(placement_scenario_load_text(text, strlen(text), "test", &scenario, NULL, NULL), PLACEMENT_OK);
  return scenario;
}

Test(sensitivity_memory, every_allocation)
{
  bool done = false;
  long n = 0;
#ifndef COUNTING
  cr_skip_test("the allocator cannot be replaced here");
#endif
  placement_scenario *scenario = load();
  for (; !done; n += n < 300 ? 1 : 7) { /* each sample begins alike */
    placement_error err = PLACEMENT_ERROR_INIT;
    cr_assert_lt(n, 100000);
    count_allocations(n);
    placement_sensitivity *s = analyse(scenario, &err);
    counter.left = 1000000;
    done = s != NULL;
    cr_expect_eq(err.code, done ? PLACEMENT_OK : PLACEMENT_ERROR_MEMORY);
    placement_sensitivity_free(s);
    cr_expect_eq(stop_counting(), 0, "when allocation %ld fails", n);
  }
  cr_expect_gt(n, 500);
  placement_scenario_free(scenario);
}

Test(sensitivity_memory, every_allocation_of_findings)
{
  placement_status status = PLACEMENT_ERROR_MEMORY;
  long n = 0;
#ifndef COUNTING
  cr_skip_test("the allocator cannot be replaced here");
#endif
  placement_scenario *scenario = load();
  placement_sensitivity *s = analyse(scenario, NULL);
  for (; status == PLACEMENT_ERROR_MEMORY; n++) {
    placement_findings *f = NULL;
    cr_assert_lt(n, 100000);
    count_allocations(n);
    status = placement_sensitivity_findings(s, &f, NULL);
    cr_expect_eq(f != NULL, status == PLACEMENT_OK, "when allocation %ld fails", n);
    placement_findings_free(f);
    cr_expect_eq(stop_counting(), 0, "when allocation %ld fails", n);
  }
  cr_expect_gt(n, 100);
  cr_expect_eq(status, PLACEMENT_OK);
  placement_sensitivity_free(s);
  placement_scenario_free(scenario);
}
