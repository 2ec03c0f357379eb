/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Step-down: due after a share of the need, waiting for a place, and never a break-down or notice.
 */
#include "figures.h"

#define SCHEME(places, more)                                                                                           \
  "'step_down': [{'id': 's', 'places': " places ", " more                                                              \
  " 'costs': [{'amount': 350, 'per': 'week', 'for': 'occupied_bed'}]}]"

/* 120 nights externally, 180 at 50 a night. */
Test(step_down, places_for_everyone)
{
  static const figure figures[] = {
      {"children.external", {120}},   {"children.step_down", {180}}, {"cost.step_down", {180 * 50}},
      {"cost.external", {120 * 100}}, {"placements", {2}},           {"moves", {1}}};
  expect_for_each_arrival(
      plan_of("{" START ", 'external': {'notice_days': 28}, 'groups': [{'id': 'g', 'arrivals_per_year': [20, 0],"
              "  'need_days': 300, 'weekly_fee': 700, 'step_down': {'to': 's', 'after_share_of_need': 0.4}}], " SCHEME(
                  "500", "") "}"),
      figures, COUNT(figures));
}

Test(step_down, share)
{
  placement_plan *plan = plan_of("{" START ", 'groups': [{'id': 'g', 'arrivals_per_year': [20, 0], 'need_days': 300,"
                                 "  'weekly_fee': 700, 'step_down': {'to': 's', 'share': 0.35,"
                                 "  'after_share_of_need': 0.4}}], " SCHEME("500", "") "}");
  ratio r = ratio_of(plan, "moves", "arrivals", 3000, 51);
  ratio nights = ratio_of(plan, "children.step_down", "arrivals", 3000, 52);
  expect_near(ratio_mean(&r), ratio_se(&r), 0.35, "share");
  expect_near(ratio_mean(&nights), ratio_se(&nights), 0.35 * 180, "nights");
  placement_plan_free(plan);
}

#define LISTED(children)                                                                                               \
  "'groups': [{'id': 'g', 'arrivals_per_year': 0, 'initial': {'children': [" children "]}, 'need_days': 300,"          \
  " 'weekly_fee': 700, 'step_down': {'to': 's', 'after_share_of_need': 0.5}}], "

/* One place, due on days 150 and 140: the second has it until its need ends on day 290, then the first for 10 nights.
 */
Test(step_down, waiting)
{
  static const figure figures[] = {
      {"children.external", {290 + 140, 0}}, {"children.step_down", {150 + 10, 0}}, {"moves", {2, 0}}};
  expect_figures(plan_of("{" START ", " LISTED("{'days_so_far': 0}, {'days_so_far': 10}") SCHEME("1", "") "}"), figures,
                 COUNT(figures));
}

/* Due since day -50, and on day 150: on the day on which the scheme opens, 200. Due in the past: on day 0. */
Test(step_down, opening)
{
  static const figure later[] = {
      {"children.external", {100 + 200, 0}}, {"children.step_down", {100, 0}}, {"moves", {1, 0}}};
  static const figure at_once[] = {
      {"children.external", {0 + 150, 0}}, {"children.step_down", {100 + 150, 0}}, {"moves", {2, 0}}};
  expect_figures(plan_of("{" START ", " LISTED("{'days_so_far': 0}, {'days_so_far': 200}")
                             SCHEME("5", "'opens': '2025-10-18',") "}"),
                 later, COUNT(later));
  expect_figures(plan_of("{" START ", " LISTED("{'days_so_far': 0}, {'days_so_far': 200}") SCHEME("5", "") "}"),
                 at_once, COUNT(at_once));
}

/* A line that is paid once and has no date is paid on the day on which the scheme opens. */
Test(step_down, once)
{
  static const figure figures[] = {{"cost.capital", {0, 3 * 700}}};
  expect_figures(plan_of("{'placement_scenario': 1, 'horizon': {'start': '2025-04-01', 'years': 2}, 'step_down': "
                         "[{'id': 's', 'places': 3, 'opens': '2026-04-01', 'costs': "
                         "[{'kind': 'capital', 'amount': 700, 'per': 'once', 'for': 'bed'}]}]}"),
                 figures, COUNT(figures));
}
