/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Loading a scenario when the n-th allocation fails, for every n: PLACEMENT_ERROR_MEMORY each time, and nothing leaks.
 */
#include "counting_allocator.h"

#include "scenario/inputs.h"
#include <placement/scenario.h>

#include <criterion/criterion.h>
#include <string.h>

typedef struct outcome {
  placement_status status;
  size_t problems;
  bool loaded;
  placement_error err;
  long live;
} outcome;

/* Loads and frees everything while the n-th allocation and all after it fail. */
static outcome load_with(const char *path, long allocations)
{
  outcome o = {.status = PLACEMENT_OK};
  placement_scenario *scenario = NULL;
  placement_problems *problems = NULL;
  count_allocations(allocations);
  o.status = placement_problems_new(&problems, &o.err);
  if (o.status == PLACEMENT_OK)
    o.status = placement_scenario_load_file(path, &scenario, problems, &o.err);
  o.problems = placement_problems_count(problems);
  o.loaded = scenario != NULL;
  placement_scenario_free(scenario);
  placement_problems_free(problems);
  o.live = stop_counting();
  return o;
}

static void fail_everywhere(const char *path, placement_status expected)
{
  outcome o = {.status = PLACEMENT_ERROR_MEMORY};
  long n = 0;
#ifndef COUNTING
  cr_skip_test("the allocator cannot be replaced here");
#endif
  for (; o.status == PLACEMENT_ERROR_MEMORY; n++) {
    cr_assert_lt(n, 100000);
    memset(&o, 0, sizeof o);
    o = load_with(path, n);
    cr_expect_eq(o.live, 0, "%s: %ld allocations are not freed when number %ld fails", path, o.live, n);
    if (o.status == PLACEMENT_ERROR_MEMORY)
      cr_expect(!o.loaded && o.err.code == PLACEMENT_ERROR_MEMORY && strcmp(o.err.message, "out of memory") == 0,
                "%s: allocation %ld", path, n);
  }
  cr_expect_gt(n, 20);
  cr_expect_eq(o.status, expected, "%s: %s", path, o.err.message);
  cr_expect_eq(o.loaded, expected == PLACEMENT_OK);
  cr_expect_eq(o.problems > 0, expected != PLACEMENT_OK);
}

Test(scenario_memory, every_key)
{
  fail_everywhere(TEST_DATA "/ok/every_key.json", PLACEMENT_OK);
}

Test(scenario_memory, distributions)
{
  fail_everywhere(TEST_DATA "/ok/distributions.json", PLACEMENT_OK);
}

Test(scenario_memory, defaults)
{
  fail_everywhere(TEST_DATA "/ok/defaults.json", PLACEMENT_OK);
}

Test(scenario_memory, whole_model)
{
  fail_everywhere(TEST_DATA "/ok/whole_model.json", PLACEMENT_OK);
  fail_everywhere(TEST_DATA "/ok/uncertain.json", PLACEMENT_OK);
  fail_everywhere(TEST_DATA "/bad/uncertain.json", PLACEMENT_ERROR_SCENARIO);
  fail_everywhere(TEST_DATA "/bad/correlations.json", PLACEMENT_ERROR_SCENARIO);
  fail_everywhere(TEST_DATA "/bad/children_places.json", PLACEMENT_ERROR_SCENARIO);
}

/* A copy, and a distribution that is read again in it. */
Test(scenario_memory, copies_and_inputs)
{
  static const plm_uncertain_as as = PLM_AS_FACTOR;
  static const double drawn = 1.25;
  placement_scenario *scenario = NULL;
  placement_status status = PLACEMENT_ERROR_MEMORY;
  long n = 0;
#ifndef COUNTING
  cr_skip_test("the allocator cannot be replaced here");
#endif
  cr_assert_eq(placement_scenario_load_file(TEST_DATA "/ok/every_key.json", &scenario, NULL, NULL), PLACEMENT_OK);
  for (; status == PLACEMENT_ERROR_MEMORY; n++) {
    placement_scenario *copy = NULL;
    plm_input input;
    const char *problem = NULL;
    cr_assert_lt(n, 100000);
    count_allocations(n);
    status = plm_scenario_copy(scenario, &copy, NULL);
    if (status == PLACEMENT_OK)
      problem = plm_input_resolve(copy, "/groups/0/need_days/lognormal/mean", &input);
    if (status == PLACEMENT_OK)
      status = problem == NULL ? plm_inputs_set(copy, &input, &as, &drawn, 1, NULL) : PLACEMENT_ERROR_MEMORY;
    placement_scenario_free(copy);
    cr_expect_eq(stop_counting(), 0, "when allocation %ld fails", n);
    cr_expect(problem == NULL || strcmp(problem, "out of memory") == 0, "%s", problem);
  }
  cr_expect_gt(n, 60);
  cr_expect_eq(status, PLACEMENT_OK);
  placement_scenario_free(scenario);
}

/* What an uncertain input is set to. */
Test(scenario_memory, quantiles)
{
  placement_scenario *scenario = NULL;
  placement_status status = PLACEMENT_ERROR_MEMORY;
  double value;
  long n = 0;
#ifndef COUNTING
  cr_skip_test("the allocator cannot be replaced here");
#endif
  cr_assert_eq(placement_scenario_load_file(TEST_DATA "/ok/uncertain.json", &scenario, NULL, NULL), PLACEMENT_OK);
  for (; status == PLACEMENT_ERROR_MEMORY; n++) {
    placement_error err = PLACEMENT_ERROR_INIT;
    cr_assert_lt(n, 100000);
    count_allocations(n);
    status = placement_scenario_uncertain_quantile(scenario, 2, 0.1, &value, &err);
    cr_expect_eq(stop_counting(), 0, "when allocation %ld fails", n);
    cr_expect_eq(err.code, status);
  }
  cr_expect_gt(n, 20);
  cr_expect_eq(status, PLACEMENT_OK);
  placement_scenario_free(scenario);
}

Test(scenario_memory, problems)
{
  fail_everywhere(TEST_DATA "/bad/many_problems.json", PLACEMENT_ERROR_SCENARIO);
  fail_everywhere(TEST_DATA "/bad/mixture_values.json", PLACEMENT_ERROR_SCENARIO);
  fail_everywhere(TEST_DATA "/bad/empirical_values.json", PLACEMENT_ERROR_SCENARIO);
}
