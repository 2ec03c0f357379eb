/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A child listed with k days so far needs N nights given N >= k + 1: it is there in night t with the probability P(N >=
 * k + t + 1) / P(N >= k + 1).
 */
#include "figures.h"
#include "theory.h"

static void check_remaining(law days, int so_far, uint64_t seed)
{
  char text[LAW_TEXT];
  char what[100];
  need n = {days, NULL, 0};
  double expected = 0;
  placement_plan *plan = plan_of("{" START ", 'groups': [{'id': 'g', 'arrivals_per_year': 0, 'need_days': %s,"
                                 "  'weekly_fee': 700, 'initial': {'children': [{'days_so_far': %d}]}}]}",
                                 law_json(&days, text), so_far);
  placement_summary *summary = run_of(plan, 20000, seed);
  placement_statistics s = statistics_of(plan, summary, "cost.external.standard", 2);
  for (int t = 0; t < 730; t++)
    expected += nights_at_least(&n, so_far + t + 1) / nights_at_least(&n, so_far + 1);
  (void)snprintf(what, sizeof what, "shape %d, %d so far", (int)days.kind, so_far);
  expect_near(s.mean, s.se, 100 * expected, what);
  placement_summary_free(summary);
  placement_plan_free(plan);
}

Test(listed_children, remaining_need)
{
  check_remaining((law){EXPONENTIAL, 200, 0}, 0, 81);
  check_remaining((law){EXPONENTIAL, 200, 0}, 1000, 82);
  check_remaining((law){LOGNORMAL, 200, 1.5}, 400, 83);
  check_remaining((law){UNIFORM, 200, 150}, 300, 84);
  check_remaining((law){WEIBULL, 200, 0.7}, 600, 85);
}

/* A fee of today is today's price: it grows from the second year on, whatever the base date of the other prices. */
Test(listed_children, fees)
{
  static const figure figures[] = {{"cost.external.standard", {365 * (200 + 110), 365 * (220 + 121)}},
                                   {"arrivals", {0, 0}},
                                   {"placements", {0, 0}},
                                   {"moves", {0, 0}}};
  expect_figures(plan_of("{" START ", 'prices': {'base_date': '2024-04-01', 'indices': {'fees': 0.1}},"
                         " 'external': {'index': 'fees'},"
                         " 'groups': [{'id': 'g', 'arrivals_per_year': 0, 'need_days': 36525, 'weekly_fee': 700,"
                         "  'initial': {'children': [{'days_so_far': 9, 'weekly_fee': 1400}, {'days_so_far': 9}]}}]}"),
                 figures, COUNT(figures));
}

/* The dearest of today returns first, and one who lives in a home stays there. */
Test(listed_children, places)
{
  static const figure figures[] = {{"beds.occupied@h", {365, 365}},
                                   {"beds.occupied@i", {345, 365}},
                                   {"cost.external.standard", {20 * 200 + 365 * 100, 365 * 100}},
                                   {"returns", {1, 0}},
                                   {"moves", {1, 0}}};
  expect_figures(plan_of("{" START ", 'groups': [{'id': 'g', 'arrivals_per_year': 0, 'need_days': 36525,"
                         "  'weekly_fee': 700, 'initial': {'children': [{'days_so_far': 9},"
                         "   {'days_so_far': 8, 'place': 'h'}, {'days_so_far': 7, 'weekly_fee': 1400}]}}],"
                         " 'phases': [" BEFORE ", {'id': 'p', 'planned_opening': '2025-04-21'}],"
                         " 'homes': [{'id': 'h', 'phase': 'before', 'beds': 1}, {'id': 'i', 'phase': 'p', 'beds': 1}],"
                         " 'policy': {'returns': {'after_nights': 0, 'order': 'highest_fee'}}}"),
                 figures, COUNT(figures));
}
