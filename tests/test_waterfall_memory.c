/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A waterfall and its report when the n-th allocation fails, for every n: PLACEMENT_ERROR_MEMORY each time, nothing
 * leaks.
 */
#include "loaded_scenario.h"
#include "starve.h"

#include <placement/placement.h>

#define START "{'placement_scenario': 1, 'horizon': {'start': '2020-04-01', 'years': 2}, "
#define GROUP(id, fee) "{'id': '" id "', 'arrivals_per_year': 3, 'need_days': 90, 'weekly_fee': " fee "}"
#define UNCERTAIN(input) "{'input': '" input "', 'as': 'factor', 'distribution': {'uniform': {'min': 0, 'max': 2}}}"

static int swallow(const char *text, size_t length, void *data)
{
  (void)text;
  *(size_t *)data += length;
  return 0;
}

static placement_status find(void *context, placement_error *err)
{
  placement_scenario *const *scenarios = context;
  static const char *const metrics[] = {"cost.total", "moves"};
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  placement_waterfall *waterfall = NULL;
  placement_plan *plans[2] = {NULL, NULL};
  placement_comparison *comparison = NULL;
  placement_comparison_result result = PLACEMENT_COMPARISON_RESULT_INIT;
  size_t written = 0;
  options.replications = 10;
  options.threads = 1;
  placement_status status = placement_waterfall_new(scenarios[0], scenarios[1], &options, metrics, 2, &waterfall, err);
  for (size_t i = 0; i < 2 && status == PLACEMENT_OK; i++)
    status = placement_plan_new(scenarios[i], &plans[i], err);
  if (status == PLACEMENT_OK)
    status = placement_comparison_new(plans[0], plans[1], &options, &comparison, err);
  result.base = plans[0];
  result.count = 1;
  result.alternatives = (const placement_plan *const *)&plans[1];
  result.comparisons = (const placement_comparison *const *)&comparison;
  result.waterfalls = (const placement_waterfall *const *)&waterfall;
  if (status == PLACEMENT_OK)
    status = placement_comparison_write(&result, PLACEMENT_FORMAT_JSON, swallow, &written, err);
  cr_expect_eq(waterfall == NULL && written > 0, 0);
  placement_waterfall_free(waterfall);
  placement_comparison_free(comparison);
  placement_plan_free(plans[0]);
  placement_plan_free(plans[1]);
  return status;
}

/* With a step that cannot be taken alone, one together with the next, and an input that is left out. */
Test(waterfall_memory, every_allocation)
{
  placement_scenario *scenarios[2];
#ifndef COUNTING
  cr_skip_test("the allocator cannot be replaced here");
#endif
  scenarios[0] = scenario_of(START "'groups': [" GROUP("a", "700") "], 'costs': [{'amount': 1, 'per': 'year'}]}");
  scenarios[1] = scenario_of(START "'groups': [" GROUP(
      "b",
      "700") ", {'id': 'a', 'arrivals_per_year': 3, 'need_days': 90, 'weekly_fee': 800, "
             "'initial': {'children': [{'days_so_far': 1, 'place': 'h'}]}}], 'phases': [{'id': 'p', 'planned_opening': "
             "'2020-01-01', 'costs': [{'amount': 9, 'per': 'year'}]}], 'homes': [{'id': 'h', 'phase': 'p', 'beds': 2, "
             "'takes': {'planned': ['b']}}], 'uncertain': [" UNCERTAIN("/phases/0/costs/0/amount") "]}");
  cr_expect_gt(starve(find, scenarios), 500);
  placement_scenario_free(scenarios[0]);
  placement_scenario_free(scenarios[1]);
}
