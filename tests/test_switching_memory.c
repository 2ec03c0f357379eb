/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Searching for a switching value when the n-th allocation fails, for every n: PLACEMENT_ERROR_MEMORY each time,
 * nothing leaks.
 */
#include "counting_allocator.h"
#include "switching_scenarios.h"

static void fail_everywhere(const placement_scenario *s, const placement_switching_question *q, long least)
{
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  placement_status status = PLACEMENT_ERROR_MEMORY;
  long n = 0;
  options.replications = 2;
  options.threads = 1;
  for (; status == PLACEMENT_ERROR_MEMORY; n++) {
    placement_switching *found = NULL;
    placement_error err = PLACEMENT_ERROR_INIT;
    cr_assert_lt(n, 100000);
    count_allocations(n);
    status = placement_switching_new(s, q, &options, &found, &err);
    counter.left = 1000000;
    cr_expect_eq(found != NULL, status == PLACEMENT_OK, "when allocation %ld fails", n);
    placement_switching_free(found);
    cr_expect_eq(stop_counting(), 0, "when allocation %ld fails", n);
    cr_expect_eq(err.code, status, "when allocation %ld fails", n);
  }
  cr_expect_gt(n, least);
  cr_expect_eq(status, PLACEMENT_OK);
}

/* Two whole numbers, so that little is simulated. */
Test(switching_memory, every_allocation)
{
#ifndef COUNTING
  cr_skip_test("the allocator cannot be replaced here");
#endif
  static const char *const beds[] = {"/homes/0/beds"};
  placement_scenario *s = scenario_of(HOME), *other = scenario_of(HOME);
  placement_switching_question q = question_of(beds, PLACEMENT_CHANGE_VALUE, 2000);
  q.low = 1;
  q.high = 2;
  fail_everywhere(s, &q, 100);
  q.against = other;
  fail_everywhere(s, &q, 100);
  q.both = 1;
  fail_everywhere(s, &q, 100);
  placement_scenario_free(s);
  placement_scenario_free(other);
}
