/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One bed for which nobody is there. Requests come on a day with the probability q = 1 - exp(-rate). From the end of a
 * sale the bed is made ready, is free for so many days and waits for a request, (1 - q) / q days on average: a renewal
 * process. The chance that a sale starts on a day follows from those before it, from day 0 on.
 */
#include "figures.h"
#include "theory.h"

#define DAYS 730

static void check_sales(int after, int stay, int turnaround, double per_year, uint64_t seed)
{
  double q = 1 - exp(-per_year / DAYS_IN_YEAR);
  double starts[DAYS];
  double waiting = 0; /* free long enough, and not sold yet */
  double nights = 0;
  placement_plan *plan =
      plan_of("{" START ", 'groups': [{'id': 'g', 'arrivals_per_year': 0, 'need_days': 9, 'weekly_fee': 700}],"
              " 'phases': [{'id': 'p', 'planned_opening': '2025-04-01'}],"
              " 'homes': [{'id': 'h', 'phase': 'p', 'beds': 1, 'turnaround_days': %d, 'sell_voids': {'after_days': %d,"
              "  'per_year': %.17g, 'stay_days': %d, 'weekly_income': 700}}]}",
              turnaround, after, per_year, stay);
  for (int d = 0; d < DAYS; d++) {
    int sold = d - after - turnaround - stay;
    waiting += (d == after) + (sold >= 0 ? starts[sold] : 0);
    starts[d] = q * waiting;
    waiting -= starts[d];
    nights += starts[d] * (d + stay < DAYS ? stay : DAYS - d);
  }
  placement_summary *summary = run_of(plan, 10000, seed);
  placement_statistics sold = statistics_of(plan, summary, "beds.sold", 2);
  placement_statistics income = statistics_of(plan, summary, "income.sold_beds", 2);
  placement_statistics cost = statistics_of(plan, summary, "cost.total", 2);
  expect_near(sold.mean, sold.se, nights, "nights sold");
  expect_near(income.mean, income.se, 100 * nights, "income");
  expect_near(cost.mean, cost.se, -100 * nights, "cost");
  placement_summary_free(summary);
  placement_plan_free(plan);
}

Test(sold_beds, nights)
{
  check_sales(0, 20, 0, 12, 21);
  check_sales(10, 20, 0, 12, 22);
  check_sales(0, 20, 7, 12, 23);
  check_sales(30, 50, 0, 100, 24);
  check_sales(10, 20, 7, 100, 26);
}

/* A home open for long before a horizon of 30 years. */
Test(sold_beds, share_in_the_long_run)
{
  double q = 1 - exp(-6 / DAYS_IN_YEAR);
  placement_plan *plan =
      plan_of("{'placement_scenario': 1, 'horizon': {'start': '2025-04-01', 'years': 30},"
              " 'groups': [{'id': 'g', 'arrivals_per_year': 0, 'need_days': 9, 'weekly_fee': 700}],"
              " 'phases': [" BEFORE "], 'homes': [{'id': 'h', 'phase': 'before', 'beds': 1, 'turnaround_days': 5,"
              "  'sell_voids': {'per_year': 6, 'stay_days': 40, 'weekly_income': 700}}]}");
  placement_workspace *workspace = workspace_of(plan);
  ratio r = {0};
  for (uint64_t i = 0; i < scaled(3000); i++) {
    replicate(plan, 25, i, workspace);
    for (size_t y = 15; y < 30; y++)
      add_to_ratio(&r, value_of(plan, workspace, "beds.sold", y), placement_plan_column_nights(plan, y));
  }
  expect_near(ratio_mean(&r), ratio_se(&r), 40 / (40 + 5 + (1 - q) / q), "share of time sold");
  placement_workspace_free(workspace);
  placement_plan_free(plan);
}

/* No request can be met beside a child with whom nobody fits; where everyone fits, a sold bed is no child's. */
Test(sold_beds, compatibility)
{
  static const char *format = "{" START ", 'compatibility': {'default': %d},"
                              " 'groups': [{'id': 'g', 'arrivals_per_year': 0, 'need_days': 36525, 'weekly_fee': 700,"
                              "  'initial': {'children': [{'days_so_far': 5, 'place': 'h'}]}}],"
                              " 'phases': [" BEFORE "], 'homes': [{'id': 'h', 'phase': 'before', 'beds': 2,"
                              "  'sell_voids': {'per_year': 900, 'stay_days': 36000, 'weekly_income': 700}}]}";
  static const figure none[] = {{"beds.sold", {0, 0}}, {"beds.no_demand", {365, 365}}, {"beds.occupied", {365, 365}}};
  static const figure second[] = {{"beds.occupied", {365, 365}}, {"beds.turnaround", {0, 0}}, {"moves", {0, 0}}};
  expect_figures(plan_of(format, 0), none, COUNT(none));
  expect_figures(plan_of(format, 1), second, COUNT(second));
}
