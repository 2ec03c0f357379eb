/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A placement shorter than the minimum is paid to that length: what is beyond counts as notice, and of notice and
 * minimum only the later is paid. One child at 100 a night.
 */
#include "figures.h"

static placement_plan *one_child(int minimum, int notice, int so_far, int need, const char *homes)
{
  return plan_of("{" START ", 'prices': {'indices': {'fees': 0.1}},"
                 " 'external': {'minimum_nights': %d, 'notice_days': %d, 'index': 'fees'},"
                 " 'groups': [{'id': 'g', 'arrivals_per_year': 0, 'initial': {'children': [{'days_so_far': %d}]},"
                 "  'need_days': %d, 'weekly_fee': 700}], %s"
                 " 'policy': {'returns': {'after_nights': 0}}}",
                 minimum, notice, so_far, need, homes);
}

/* A home opens on day 20. */
#define HOME                                                                                                           \
  "'phases': [{'id': 'p', 'planned_opening': '2025-04-21'}], 'homes': [{'id': 'h', 'phase': 'p', 'beds': 1}],"

static void check(placement_plan *plan, double standard, double notice, double notice_next_year)
{
  const figure figures[] = {{"cost.external.standard", {100 * standard, 0}},
                            {"cost.external.notice", {100 * notice, notice_next_year}},
                            {"children.external", {standard, 0}}};
  expect_figures(plan, figures, COUNT(figures));
}

Test(minimum_nights, need_ends)
{
  check(one_child(90, 28, 10, 60, ""), 50, 30, 0);
  check(one_child(60, 28, 10, 60, ""), 50, 0, 0);
  check(one_child(61, 28, 10, 60, ""), 50, 1, 0);
  check(one_child(0, 28, 10, 60, ""), 50, 0, 0);
}

/* On day 20 a placement begun on day -10 is paid until day 80 or, for the notice, day 48; one begun on day -60 until
 * day 30 or day 48. */
Test(minimum_nights, the_later_of_notice_and_minimum)
{
  check(one_child(90, 28, 10, 36525, HOME), 20, 60, 0);
  check(one_child(90, 28, 60, 36525, HOME), 20, 28, 0);
  check(one_child(90, 0, 60, 36525, HOME), 20, 10, 0);
  check(one_child(90, 0, 70, 36525, HOME), 20, 0, 0);
}

/* Need ends on day 355: of the 30 nights beyond, 10 are at 100 and 20, in the next year, at 110. */
Test(minimum_nights, prices_of_each_night)
{
  check(one_child(385, 0, 0, 355, ""), 355, 10, 20 * 110);
}

/* Each arrival of 20 nights is paid for 50. */
Test(minimum_nights, arrivals)
{
  static const figure figures[] = {{"cost.external.standard", {20 * 100}}, {"cost.external.notice", {30 * 100}}};
  expect_for_each_arrival(plan_of("{" START ", 'external': {'minimum_nights': 50},"
                                  " 'groups': [{'id': 'g', 'arrivals_per_year': [20, 0], 'need_days': 20,"
                                  "  'weekly_fee': 700}]}"),
                          figures, COUNT(figures));
}
