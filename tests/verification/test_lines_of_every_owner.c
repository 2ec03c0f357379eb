/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Optimism bias of 20% and an index of 10% on lines of every owner: bias in the simulation and not on the plan basis,
 * the index in both; then real terms by the same index.
 */
#include "figures.h"

#define GROWING "'index': 'pay', 'optimism_bias': 0.2"

static void check(const placement_plan *plan, const placement_workspace *workspace, const placement_basis *basis,
                  const char *metric, double a_year, double first, double second)
{
  expect_exactly(value_of(plan, workspace, metric, 0), 1.2 * a_year * first, metric);
  expect_exactly(value_of(plan, workspace, metric, 1), 1.2 * a_year * second, metric);
  expect_exactly(basis_value_of(plan, basis, metric, 0), a_year * first, metric);
  expect_exactly(basis_value_of(plan, basis, metric, 1), a_year * second, metric);
}

/* A year: 12,000 of the home, 2,400 of the phase, 1,200 of the programme, 6,000 of the scheme and 36,000 capital. */
Test(lines_of_every_owner, bias_index_and_deflator)
{
  placement_plan *plan =
      plan_of("{" START ", 'prices': {'indices': {'pay': 0.1}, 'deflator': 'pay', 'discount_rate': 0.05},"
              " 'groups': [{'id': 'g', 'arrivals_per_year': 0, 'need_days': 9, 'weekly_fee': 700}],"
              " 'phases': [{'id': 'p', 'planned_opening': '2025-03-01',"
              "  'costs': [{'amount': 2400, 'per': 'year', " GROWING "}]}],"
              " 'homes': [{'id': 'h', 'phase': 'p', 'beds': 3, 'costs': ["
              "  {'amount': 4000, 'per': 'year', 'for': 'bed', " GROWING "},"
              "  {'kind': 'capital', 'amount': 36000, 'per': 'year', " GROWING "}]}],"
              " 'step_down': [{'id': 's', 'places': 2, 'index': 'pay',"
              "  'costs': [{'amount': 3000, 'per': 'year', 'for': 'bed', 'optimism_bias': 0.2}]}],"
              " 'costs': [{'amount': 1200, 'per': 'year', " GROWING "}]}");
  placement_workspace *workspace = workspace_of(plan);
  placement_basis *basis = basis_of(plan);
  replicate(plan, 1, 0, workspace);
  check(plan, workspace, basis, "cost.in_house.fixed", 12000, 1, 1.1);
  check(plan, workspace, basis, "cost.programme", 3600, 1, 1.1);
  check(plan, workspace, basis, "cost.step_down", 6000, 1, 1.1);
  check(plan, workspace, basis, "cost.capital", 36000, 1, 1.1);
  check(plan, workspace, basis, "cost.total", 57600, 1, 1.1);
  check(plan, workspace, basis, "cost.real", 57600, 1, 1);
  expect_exactly(value_of(plan, workspace, "cost.net_present", 0), 69120, "the first year is not discounted");
  expect_exactly(value_of(plan, workspace, "cost.net_present", 1), 65828.57, "the second is");
  placement_basis_free(basis);
  placement_workspace_free(workspace);
  placement_plan_free(plan);
}
