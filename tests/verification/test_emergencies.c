/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every child arrives in an emergency of 10 nights and needs 50. External emergency nights cost 200, others 100.
 */
#include "figures.h"
#include "theory.h"

#define EMERGENCY "'emergency_share': 1, 'emergency_days': 10, 'emergency_fee': 1400"
#define GROUP(id, more) "{'id': '" id "', 'arrivals_per_year': [20, 0], 'need_days': 50, 'weekly_fee': 700, " more "}"
#define HOMES(takes) "'phases': [" BEFORE "], 'homes': [{'id': 'h', 'phase': 'before', 'beds': 64, " takes "}]"

static placement_plan *with_homes(const char *homes)
{
  return plan_of("{" START ", 'groups': [" GROUP("g", EMERGENCY) "]%s}", homes);
}

Test(emergencies, external)
{
  static const figure figures[] = {{"cost.external.emergency", {10 * 200}},
                                   {"cost.external.standard", {40 * 100}},
                                   {"children.external", {50}},
                                   {"placements", {2}},
                                   {"moves", {1}},
                                   {"placed_external", {2}},
                                   {"unplanned_endings", {0}}};
  expect_for_each_arrival(with_homes(""), figures, COUNT(figures));
}

/* A child placed so is not in a home that takes emergencies only when the emergency is over, and in none that takes
 * planned placements only before; where both are taken it stays. */
Test(emergencies, homes_that_take_them)
{
  static const figure only[] = {{"beds.occupied", {10}},     {"cost.external.emergency", {0}},
                                {"children.external", {40}}, {"cost.external.standard", {40 * 100}},
                                {"placements", {2}},         {"moves", {1}},
                                {"placed_external", {1}}};
  static const figure planned[] = {{"beds.occupied", {40}},
                                   {"cost.external.emergency", {10 * 200}},
                                   {"cost.external", {10 * 200}},
                                   {"placements", {2}},
                                   {"moves", {1}},
                                   {"placed_external", {1}}};
  static const figure both[] = {
      {"beds.occupied", {50}}, {"cost.external", {0}}, {"placements", {1}}, {"moves", {0}}, {"placed_external", {0}}};
  expect_for_each_arrival(with_homes("," HOMES("'takes': ['emergency']")), only, COUNT(only));
  expect_for_each_arrival(with_homes("," HOMES("'takes': ['planned']")), planned, COUNT(planned));
  expect_for_each_arrival(with_homes("," HOMES("'refusal': 0")), planned, COUNT(planned));
  expect_for_each_arrival(with_homes("," HOMES("'takes': ['planned', 'emergency']")), both, COUNT(both));
  expect_for_each_arrival(with_homes("," HOMES("'takes': {'emergency': ['g']}")), only, COUNT(only));
  expect_for_each_arrival(with_homes("," HOMES("'takes': {'planned': ['g']}")), planned, COUNT(planned));
  expect_for_each_arrival(with_homes("," HOMES("'takes': {'planned': ['g'], 'emergency': ['g']}")), both, COUNT(both));
}

/* A home for emergencies, then one for what comes after them; nobody waits for an introduction in an emergency. */
Test(emergencies, two_homes)
{
  static const figure figures[] = {{"beds.occupied@first", {10}},
                                   {"beds.held@first", {0}},
                                   {"beds.held@second", {14}},
                                   {"beds.occupied@second", {26}},
                                   {"cost.external.emergency", {0}},
                                   {"cost.external.standard", {14 * 100}},
                                   {"placements", {3}},
                                   {"moves", {2}},
                                   {"placed_external", {0}}};
  expect_for_each_arrival(
      with_homes(", 'phases': [" BEFORE "], 'homes': ["
                 "{'id': 'first', 'phase': 'before', 'beds': 64, 'takes': ['emergency'], 'introduction_days': 14},"
                 "{'id': 'second', 'phase': 'before', 'beds': 64, 'introduction_days': 14}]"),
      figures, COUNT(figures));
}

/* In the map form each kind has its groups: the home has those of a for their last 40 nights, those of b for their
 * first 10. */
Test(emergencies, groups_by_kind)
{
  placement_plan *plan = plan_of("{" START ", 'groups': [" GROUP("a", EMERGENCY) ", " GROUP("b", EMERGENCY) "]," HOMES(
      "'takes': {'planned': ['a'], 'emergency': ['b']}") "}");
  static const figure alike[] = {{"placements", {2}}, {"moves", {1}}, {"placed_external", {1}}};
  placement_workspace *workspace = workspace_of(plan);
  for (uint64_t i = 0; i < 20; i++) {
    replicate(plan, 1, i, workspace);
    double of_a = value_of(plan, workspace, "cost.external.emergency", 2) / 2000;
    double of_b = value_of(plan, workspace, "arrivals", 2) - of_a;
    cr_expect(of_a > 3 && of_b > 3);
    expect_exactly(value_of(plan, workspace, "beds.occupied", 2), 40 * of_a + 10 * of_b, "occupied");
    expect_exactly(value_of(plan, workspace, "cost.external.standard", 2), 4000 * of_b, "standard");
  }
  placement_workspace_free(workspace);
  expect_for_each_arrival(plan, alike, COUNT(alike));
}

/* Without a fee of its own an emergency costs the weekly fee; it has no notice, minimum or enhancement, but visits. The
 * need of 50 ends in an emergency of 60. */
Test(emergencies, no_notice)
{
  static const figure figures[] = {
      {"cost.external.emergency", {50 * 100}}, {"cost.external.notice", {0}}, {"cost.external.standard", {0}},
      {"cost.external.enhancement", {0}},      {"placements", {1}},           {"moves", {0}}};
  placement_plan *plan = plan_of("{" START ", 'external': {'minimum_nights': 90, 'notice_days': 28, 'visits': 1200,"
                                 "  'enhancement': {'per_year': 900, 'weekly_amount': 70}},"
                                 " 'groups': [" GROUP("g", "'emergency_share': 1, 'emergency_days': 60") "]}");
  placement_workspace *workspace = workspace_of(plan);
  replicate(plan, 1, 0, workspace);
  double arrivals = value_of(plan, workspace, "arrivals", 2);
  double visits = value_of(plan, workspace, "cost.external.visits", 2);
  cr_expect_gt(visits, arrivals * 50 / 31 * 100 - 1);
  cr_expect_lt(visits, arrivals * 50 / 28 * 100);
  placement_workspace_free(workspace);
  expect_for_each_arrival(plan, figures, COUNT(figures));
}

Test(emergencies, minimum_of_what_follows)
{
  static const figure figures[] = {{"cost.external.emergency", {10 * 200}},
                                   {"cost.external.standard", {40 * 100}},
                                   {"cost.external.notice", {20 * 100}}};
  expect_for_each_arrival(
      plan_of("{" START ", 'external': {'minimum_nights': 60}, 'groups': [" GROUP("g", EMERGENCY) "]}"), figures,
      COUNT(figures));
}

/* 3 of 10 children; emergencies last max(1, floor(x + 1/2)) nights and at most the need of 50. */
Test(emergencies, share_and_days)
{
  placement_plan *plan =
      plan_of("{" START ", 'groups': [" GROUP("g", "'emergency_share': 0.3, 'emergency_fee': 1400,"
                                                   "'emergency_days': {'exponential': {'mean': 28}}") "]}");
  need emergency = {{EXPONENTIAL, 28, 0}, NULL, 0};
  double nights = mean_nights(&emergency) - mean_nights_beyond(&emergency, 50);
  ratio moves = ratio_of(plan, "moves", "arrivals", 3000, 5);
  ratio cost = ratio_of(plan, "cost.external.emergency", "arrivals", 3000, 6);
  expect_near(ratio_mean(&moves), ratio_se(&moves), 0.3 * (1 - nights_at_least(&emergency, 50)), "those who move");
  expect_near(ratio_mean(&cost), ratio_se(&cost), 0.3 * nights * 200, "emergency nights");
  placement_plan_free(plan);
}
