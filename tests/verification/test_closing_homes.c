/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A home with two children, open on day 0, closes on day 100.
 */
#include "figures.h"

static placement_plan *closing(const char *more)
{
  return plan_of("{" START ", 'groups': [{'id': 'g', 'arrivals_per_year': 0, 'need_days': 36525, 'weekly_fee': 700,"
                 "  'initial': {'children': [{'days_so_far': 5, 'place': 'h'}, {'days_so_far': 6, 'place': 'h'}]}}],"
                 " 'phases': [" BEFORE ", {'id': 'p', 'planned_opening': '2025-04-21'}],"
                 " 'homes': [{'id': 'h', 'phase': 'before', 'beds': 3, 'closes': '2025-07-10',"
                 "  'costs': [{'amount': 700, 'per': 'week'},"
                 "   {'amount': 5000, 'per': 'once', 'on': {'event': 'closing', 'days': 30}},"
                 "   {'amount': 70, 'per': 'week', 'until': {'event': 'closing', 'days': 10}}]} %s]}",
                 more);
}

Test(closing_homes, residents_are_placed)
{
  static const figure figures[] = {{"beds.open", {300, 0}},
                                   {"beds.occupied", {200, 0}},
                                   {"beds.no_demand", {100, 0}},
                                   {"children.external", {2 * 265, 2 * 365}},
                                   {"cost.external", {2 * 26500, 2 * 36500}},
                                   {"cost.in_house.fixed", {100 * 100 + 5000 + 110 * 10, 0}},
                                   {"moves", {2, 0}},
                                   {"placed_external", {2, 0}},
                                   {"unplanned_endings", {0, 0}}};
  expect_figures(closing(""), figures, COUNT(figures));
}

/* One of them finds a bed in a home that opened on day 20. */
Test(closing_homes, another_home)
{
  static const figure figures[] = {{"beds.occupied@i", {265, 365}},
                                   {"beds.no_demand@i", {80, 0}},
                                   {"children.external", {265, 365}},
                                   {"moves", {2, 0}},
                                   {"placed_external", {1, 0}}};
  expect_figures(closing(", {'id': 'i', 'phase': 'p', 'beds': 1}"), figures, COUNT(figures));
}

/* An opening delayed to the closing or beyond never comes; the day before, it does. */
Test(closing_homes, delayed_beyond_closing)
{
  static const char *format = "{" START ", 'groups': [{'id': 'g', 'arrivals_per_year': 0, 'need_days': 9,"
                              "  'weekly_fee': 700}],"
                              " 'phases': [{'id': 'p', 'planned_opening': '2025-04-21', 'delay_days': %d}],"
                              " 'homes': [{'id': 'h', 'phase': 'p', 'beds': 1, 'closes': '2025-05-21',"
                              "  'costs': [{'amount': 70, 'per': 'week'},"
                              "   {'amount': 7, 'per': 'week', 'from': {'event': 'planned_opening'},"
                              "    'until': {'event': 'opening'}}]}]}";
  static const figure never[] = {{"beds.open", {0, 0}}, {"cost.in_house.fixed", {30, 0}}};
  static const figure last[] = {{"beds.open", {1, 0}}, {"cost.in_house.fixed", {29 + 10, 0}}};
  expect_figures(plan_of(format, 29), last, COUNT(last));
  expect_figures(plan_of(format, 30), never, COUNT(never));
  expect_figures(plan_of(format, 300), never, COUNT(never));
}
