/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A budget and its findings when the n-th allocation fails, for every n: PLACEMENT_ERROR_MEMORY each time, nothing
 * leaks.
 */
#include "starve.h"

#include <placement/placement.h>

#include <criterion/criterion.h>

static placement_status find(void *context, placement_error *err)
{
  const placement_plan *plan = context;
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  placement_budget *budget = NULL;
  placement_findings *findings = NULL;
  size_t metrics[] = {placement_plan_metric_find(plan, "cost.total"), placement_plan_metric_find(plan, "cost.revenue")};
  options.replications = 30;
  options.threads = 1;
  placement_status status = placement_budget_new(plan, &options, metrics, 2, 0.8, &budget, err);
  if (status == PLACEMENT_OK)
    status = placement_budget_findings(budget, plan, &options, &findings, err);
  cr_expect_eq(findings != NULL, status == PLACEMENT_OK);
  placement_findings_free(findings);
  placement_budget_free(budget);
  return status;
}

Test(budget_memory, every_allocation)
{
  placement_scenario *scenario = NULL;
  placement_plan *plan = NULL;
#ifndef COUNTING
  cr_skip_test("the allocator cannot be replaced here");
#endif
  cr_assert_eq(placement_scenario_load_file(EXAMPLES "/scenarios/minimal.json", &scenario, NULL, NULL), PLACEMENT_OK);
  cr_assert_eq(placement_plan_new(scenario, &plan, NULL), PLACEMENT_OK);
  cr_expect_gt(starve(find, plan), 100);
  placement_plan_free(plan);
  placement_scenario_free(scenario);
}
