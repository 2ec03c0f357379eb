/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Unserved groups (planned breaks) have a bed or nothing: not placed externally, at no cost, but counted.
 */
#include "figures.h"
#include "theory.h"

#define BREAKS(rates) "{'id': 'breaks', 'arrivals_per_year': " rates ", 'need_days': 7, 'unserved': true}"

/* A bed for everyone, no bed for anyone, and no home. */
Test(unserved, all_or_none)
{
  static const figure all[] = {{"beds.occupied", {7}}, {"placements", {1}},        {"unserved", {0}},
                               {"cost.total", {0}},    {"children.unserved", {0}}, {"children.in_need", {7}}};
  static const figure none[] = {{"beds.occupied", {0}},     {"placements", {0}},        {"unserved", {1}},
                                {"cost.total", {0}},        {"children.unserved", {7}}, {"placed_external", {0}},
                                {"children.external", {0}}, {"children.in_need", {7}}};
  expect_for_each_arrival(
      plan_of("{" START ", 'groups': [" BREAKS("[20, 0]") "], 'phases': [" BEFORE "],"
                                                          " 'homes': [{'id': 'h', 'phase': 'before', 'beds': 64}]}"),
      all, COUNT(all));
  expect_for_each_arrival(plan_of("{" START ", 'groups': [" BREAKS("[20, 0]") "]}"), none, COUNT(none));
  expect_for_each_arrival(plan_of("{" START ", 'groups': [" BREAKS(
                              "[20, 0]") "], 'phases': [" BEFORE "],"
                                         " 'homes': [{'id': 'h', 'phase': 'before', 'beds': 64, 'refusal': 1}]}"),
                          none, COUNT(none));
}

/* One bed and breaks of 7 nights: one child in rate / (1 - exp(-rate)) + 6 rate finds it free (test_erlang.c). */
Test(unserved, one_bed)
{
  double rate = 40 / DAYS_IN_YEAR;
  placement_plan *plan = plan_of("{'placement_scenario': 1, 'horizon': {'start': '2025-04-01', 'years': 30},"
                                 " 'groups': [" BREAKS("40") "], 'phases': [" BEFORE "],"
                                                             " 'homes': [{'id': 'h', 'phase': 'before', 'beds': 1}]}");
  ratio r = ratio_of(plan, "unserved", "arrivals", 1000, 61);
  expect_near(ratio_mean(&r), ratio_se(&r), 1 - 1 / (rate / (1 - exp(-rate)) + 6 * rate), "unserved");
  placement_plan_free(plan);
}
