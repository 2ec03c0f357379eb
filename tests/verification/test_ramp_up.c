/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ramp-up: ten days between the first admissions of a home of three beds. Four children wait from day 0 on.
 */
#include "figures.h"

static placement_plan *waiting(const char *opening, const char *more)
{
  return plan_of("{" START ", 'groups': [{'id': 'g', 'arrivals_per_year': 0, 'need_days': 36525, 'weekly_fee': 700,"
                 "  'initial': {'children': [{'days_so_far': 1}, {'days_so_far': 2}, {'days_so_far': 3},"
                 "   {'days_so_far': 4}]}}],"
                 " 'phases': [{'id': 'p', 'planned_opening': '%s'}],"
                 " 'homes': [{'id': 'h', 'phase': 'p', 'beds': 3, 'admission_interval_days': 10 %s}],"
                 " 'policy': {'returns': {'after_nights': 0}}}",
                 opening, more);
}

/* Opens on day 20; the children come on days 20, 30 and 40. Two beds wait for ten nights, then one. */
Test(ramp_up, admissions_of_a_new_home)
{
  static const figure figures[] = {{"beds.ramp_up", {30, 0}},         {"beds.occupied", {345 + 335 + 325, 3 * 365}},
                                   {"beds.unmatched", {0, 0}},        {"beds.no_demand", {0, 0}},
                                   {"beds.open", {3 * 345, 3 * 365}}, {"returns", {3, 0}}};
  expect_figures(waiting("2025-04-21", ""), figures, COUNT(figures));
}

/* Dated at the match: introductions of 14 days delay the moves, and nothing else. */
Test(ramp_up, matches_and_not_moves)
{
  static const figure figures[] = {{"beds.ramp_up", {30, 0}},
                                   {"beds.held", {3 * 14, 0}},
                                   {"beds.occupied", {331 + 321 + 311, 3 * 365}},
                                   {"returns", {3, 0}}};
  expect_figures(waiting("2025-04-21", ", 'introduction_days': 14"), figures, COUNT(figures));
}

/* A home planned on day 0 is new; one planned before day 0 is filled at once. */
Test(ramp_up, homes_that_are_open)
{
  static const figure fresh[] = {{"beds.ramp_up", {30, 0}}, {"beds.occupied", {365 + 355 + 345, 3 * 365}}};
  static const figure open[] = {{"beds.ramp_up", {0, 0}}, {"beds.occupied", {3 * 365, 3 * 365}}};
  expect_figures(waiting("2025-04-01", ""), fresh, COUNT(fresh));
  expect_figures(waiting("2025-03-31", ""), open, COUNT(open));
}
