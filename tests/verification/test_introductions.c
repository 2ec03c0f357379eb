/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Introductions of 14 nights: the bed is held from the match, and notice is served then.
 */
#include "figures.h"

static placement_plan *one_child(const char *opening, int notice, int need)
{
  return plan_of("{" START ", 'external': {'notice_days': %d},"
                 " 'groups': [{'id': 'g', 'arrivals_per_year': 0, 'need_days': %d, 'weekly_fee': 700,"
                 "  'initial': {'children': [{'days_so_far': 0}]}}],"
                 " 'phases': [{'id': 'p', 'planned_opening': '%s'}],"
                 " 'homes': [{'id': 'h', 'phase': 'p', 'beds': 1, 'introduction_days': 14}],"
                 " 'policy': {'returns': {'after_nights': 0}}}",
                 notice, need, opening);
}

/* A home opens on day 20; the child moves in on day 34. */
Test(introductions, returns)
{
  for (int notice = 0; notice <= 42; notice += 14) {
    const figure figures[] = {{"beds.held", {14, 0}},
                              {"beds.occupied", {331, 365}},
                              {"children.external", {34, 0}},
                              {"cost.external.standard", {3400, 0}},
                              {"cost.external.notice", {notice > 14 ? 100 * (notice - 14) : 0, 0}},
                              {"returns", {1, 0}},
                              {"placements", {1, 0}},
                              {"moves", {1, 0}}};
    expect_figures(one_child("2025-04-21", notice, 36525), figures, COUNT(figures));
  }
}

/* Matched on day 360, moved in on day 374: a return of the second year. */
Test(introductions, counted_on_moving_in)
{
  static const figure figures[] = {
      {"beds.held", {5, 9}}, {"beds.occupied", {0, 356}}, {"returns", {0, 1}}, {"cost.external.notice", {0, 1400}}};
  expect_figures(one_child("2026-03-27", 28, 36525), figures, COUNT(figures));
}

/* Need ends 5 nights after the match: the bed is free at once, nobody returned and there is no notice. */
Test(introductions, need_ends)
{
  static const figure figures[] = {
      {"beds.held", {5, 0}},          {"beds.occupied", {0, 0}}, {"beds.no_demand", {340, 365}},
      {"children.external", {25, 0}}, {"returns", {0, 0}},       {"cost.external.notice", {0, 0}},
      {"placements", {0, 0}}};
  expect_figures(one_child("2025-04-21", 28, 25), figures, COUNT(figures));
}

/* The home closes 10 nights after the match: the placement goes on, and its notice is not due. */
Test(introductions, home_closes)
{
  static const figure figures[] = {{"beds.held", {10, 0}},
                                   {"beds.occupied", {0, 0}},
                                   {"beds.open", {10, 0}},
                                   {"children.external", {365, 365}},
                                   {"cost.external.notice", {0, 0}},
                                   {"placed_external", {0, 0}},
                                   {"placements", {0, 0}}};
  expect_figures(plan_of("{" START ", 'external': {'notice_days': 28},"
                         " 'groups': [{'id': 'g', 'arrivals_per_year': 0, 'need_days': 36525, 'weekly_fee': 700,"
                         "  'initial': {'children': [{'days_so_far': 0}]}}],"
                         " 'phases': [{'id': 'p', 'planned_opening': '2025-04-21'}],"
                         " 'homes': [{'id': 'h', 'phase': 'p', 'beds': 1, 'introduction_days': 14,"
                         "  'closes': '2025-05-01'}], 'policy': {'returns': {'after_nights': 0}}}"),
                 figures, COUNT(figures));
}

/* Children who arrive are bridged: a placement, but not for want of a bed, and without notice. Needs of 50, and of 10,
 * which end before the introduction. */
Test(introductions, bridging)
{
  for (int days = 10; days <= 50; days += 40) {
    const int bridged = days < 14 ? days : 14;
    const figure figures[] = {{"beds.held", {bridged}},
                              {"beds.occupied", {days - bridged}},
                              {"children.external", {bridged}},
                              {"cost.external", {100 * bridged}},
                              {"placements", {days > 14 ? 2 : 1}},
                              {"moves", {days > 14 ? 1 : 0}},
                              {"placed_external", {0}},
                              {"returns", {0}}};
    expect_for_each_arrival(
        plan_of("{" START ", 'external': {'notice_days': 28},"
                " 'groups': [{'id': 'g', 'arrivals_per_year': [20, 0], 'need_days': %d, 'weekly_fee': 700}],"
                " 'phases': [" BEFORE "],"
                " 'homes': [{'id': 'h', 'phase': 'before', 'beds': 64, 'introduction_days': 14}],"
                " 'policy': {'returns': {'after_nights': 0}}}",
                days),
        figures, COUNT(figures));
  }
}
