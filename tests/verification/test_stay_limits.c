/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Time-limited homes: after max_stay_days a child is placed elsewhere and never comes back.
 */
#include "figures.h"

/* Two children in a home of 100 nights at most, of which 30 and 80 have passed; nobody returns to it. */
Test(stay_limits, listed_children)
{
  static const figure figures[] = {{"beds.occupied", {70 + 20, 0}},
                                   {"children.external", {295 + 345, 730}},
                                   {"beds.unmatched", {0, 0}},
                                   {"beds.no_demand", {730 - 90, 730}},
                                   {"moves", {2, 0}},
                                   {"placements", {2, 0}},
                                   {"placed_external", {2, 0}},
                                   {"returns", {0, 0}},
                                   {"unplanned_endings", {0, 0}},
                                   {"cost.external.notice", {0, 0}}};
  expect_figures(plan_of("{" START ", 'external': {'notice_days': 28},"
                         " 'groups': [{'id': 'g', 'arrivals_per_year': 0, 'need_days': 36525, 'weekly_fee': 700,"
                         "  'initial': {'children': [{'days_so_far': 30, 'place': 'h'},"
                         "   {'days_so_far': 80, 'place': 'h'}]}}],"
                         " 'phases': [" BEFORE "],"
                         " 'homes': [{'id': 'h', 'phase': 'before', 'beds': 2, 'max_stay_days': 100}],"
                         " 'policy': {'returns': {'after_nights': 0}}}"),
                 figures, COUNT(figures));
}

/* Needs of 170: 100 nights in the first home, 50 in the second, 20 in the last, which has no limit. */
Test(stay_limits, from_home_to_home)
{
  static const figure figures[] = {{"beds.occupied@first", {100}},
                                   {"beds.occupied@second", {50}},
                                   {"beds.occupied@last", {20}},
                                   {"children.external", {0}},
                                   {"placements", {3}},
                                   {"moves", {2}}};
  expect_for_each_arrival(
      plan_of("{" START ", 'groups': [{'id': 'g', 'arrivals_per_year': [20, 0], 'need_days': 170, 'weekly_fee': 700}],"
              " 'phases': [" BEFORE "], 'homes': ["
              "  {'id': 'first', 'phase': 'before', 'beds': 64, 'max_stay_days': 100},"
              "  {'id': 'second', 'phase': 'before', 'beds': 64, 'max_stay_days': 50},"
              "  {'id': 'last', 'phase': 'before', 'beds': 64}]}"),
      figures, COUNT(figures));
}

/* End of need beats the limit on the same day; one night more of need, and there is a night elsewhere. */
Test(stay_limits, end_of_need_on_the_day)
{
  for (int more = 0; more < 2; more++) {
    const figure figures[] = {{"beds.occupied", {100}}, {"children.external", {more}}, {"moves", {more}}};
    expect_for_each_arrival(plan_of("{" START ", 'groups': [{'id': 'g', 'arrivals_per_year': [20, 0], 'need_days': %d,"
                                    "  'weekly_fee': 700}], 'phases': [" BEFORE "],"
                                    " 'homes': [{'id': 'h', 'phase': 'before', 'beds': 64, 'max_stay_days': 100}]}",
                                    100 + more),
                            figures, COUNT(figures));
  }
}
