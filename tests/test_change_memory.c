/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Changing a scenario when the n-th allocation fails, for every n: PLACEMENT_ERROR_MEMORY each time, nothing leaks.
 */
#include "counting_allocator.h"

#include <placement/placement.h>

#include <criterion/criterion.h>
#include <string.h>

typedef placement_status (*change)(const placement_scenario *s, placement_scenario **changed,
                                   placement_problems *problems, placement_error *err);

static void fail_everywhere(const char *path, change apply, long least, placement_status expected)
{
  placement_scenario *s = NULL;
  placement_status status = PLACEMENT_ERROR_MEMORY;
  long n = 0;
#ifndef COUNTING
  cr_skip_test("the allocator cannot be replaced here");
#endif
  cr_assert_eq(placement_scenario_load_file(path, &s, NULL, NULL), PLACEMENT_OK);
  for (; status == PLACEMENT_ERROR_MEMORY; n++) {
    placement_scenario *changed = NULL;
    placement_problems *problems = NULL;
    placement_error err = PLACEMENT_ERROR_INIT;
    cr_assert_lt(n, 100000);
    count_allocations(1000000);
    cr_assert_eq(placement_problems_new(&problems, NULL), PLACEMENT_OK);
    counter.left = n;
    status = apply(s, &changed, problems, &err);
    counter.left = 1000000;
    cr_expect_eq(changed != NULL, status == PLACEMENT_OK, "when allocation %ld fails", n);
    placement_scenario_free(changed);
    placement_problems_free(problems);
    cr_expect_eq(stop_counting(), 0, "when allocation %ld fails", n);
    cr_expect_eq(err.code, status);
  }
  cr_expect_gt(n, least);
  cr_expect_eq(status, expected);
  placement_scenario_free(s);
}

static placement_status change_numbers(const placement_scenario *s, placement_scenario **changed,
                                       placement_problems *problems, placement_error *err)
{
  static const placement_change changes[] = {
      {"/groups/0/need_days/lognormal/mean", PLACEMENT_CHANGE_FACTOR, 1.25},
      {"/groups/0/weekly_fee", PLACEMENT_CHANGE_FACTOR, 2},
      {"/groups/0/local_suitability", PLACEMENT_CHANGE_VALUE, 0.5},
  };
  (void)problems;
  return placement_scenario_change(s, changes, 3, changed, err);
}

static placement_status change_arrivals(const placement_scenario *s, placement_scenario **changed,
                                        placement_problems *problems, placement_error *err)
{
  static const placement_change changes[] = {{"/groups/0/arrivals_per_year/0", PLACEMENT_CHANGE_FACTOR, 2},
                                             {"/groups/0/need_days/lognormal/mean", PLACEMENT_CHANGE_ADD, 2}};
  (void)problems;
  return placement_scenario_change(s, changes, 2, changed, err);
}

static placement_status copy(const placement_scenario *s, placement_scenario **changed, placement_problems *problems,
                             placement_error *err)
{
  (void)problems;
  return placement_scenario_change(s, NULL, 0, changed, err);
}

/* Describes an input in a distribution. */
static placement_status describe(const placement_scenario *s, placement_scenario **changed,
                                 placement_problems *problems, placement_error *err)
{
  placement_input input;
  placement_status status = placement_scenario_input(s, "/groups/0/need_days/lognormal/mean", &input, err);
  (void)problems;
  return status == PLACEMENT_OK ? placement_scenario_change(s, NULL, 0, changed, err) : status;
}

static const char every_operation[] =
    "[{\"op\": \"add\", \"path\": \"/notes\", \"value\": [1, {\"a\": 2}]},"
    " {\"op\": \"add\", \"path\": \"/notes/1/b\", \"value\": 3}, {\"op\": \"add\", \"path\": \"/notes/0\", \"value\": "
    "3},"
    " {\"op\": \"move\", \"from\": \"/notes/2/a\", \"path\": \"/notes/-\"},"
    " {\"op\": \"copy\", \"from\": \"/notes/2\", \"path\": \"/notes/0\"},"
    " {\"op\": \"test\", \"path\": \"/notes/0\", \"value\": {\"b\": 3}}, {\"op\": \"remove\", \"path\": \"/notes\"},"
    " {\"op\": \"replace\", \"path\": \"/title\", \"value\": \"changed\"}]";

static placement_status patch(const placement_scenario *s, placement_scenario **changed, placement_problems *problems,
                              placement_error *err)
{
  return placement_scenario_patch(s, every_operation, strlen(every_operation), changed, problems, err);
}

static placement_status patch_wrongly(const placement_scenario *s, placement_scenario **changed,
                                      placement_problems *problems, placement_error *err)
{
  static const char text[] = "[{\"op\": \"remove\", \"path\": \"/homes/99\"}]";
  return placement_scenario_patch(s, text, strlen(text), changed, problems, err);
}

Test(change_memory, every_allocation)
{
  static const char path[] = TEST_DATA "/ok/every_key.json";
  fail_everywhere(path, change_numbers, 40, PLACEMENT_OK);
  fail_everywhere(path, copy, 40, PLACEMENT_OK);
  fail_everywhere(path, describe, 40, PLACEMENT_OK);
  fail_everywhere(path, patch, 100, PLACEMENT_OK);
  fail_everywhere(path, patch_wrongly, 10, PLACEMENT_ERROR_SCENARIO);
}

/* Others are looked at, to see whether what is changed is one of them. */
Test(change_memory, uncertain)
{
  fail_everywhere(TEST_DATA "/ok/uncertain.json", describe, 30, PLACEMENT_OK);
  fail_everywhere(TEST_DATA "/ok/uncertain.json", change_arrivals, 30, PLACEMENT_OK);
}
