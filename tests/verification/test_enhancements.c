/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Enhancements are a Poisson process of rate l a night over a placement. One at t starts max(1, floor(t + 1/2)) nights
 * after the beginning, so in night n >= 1 those of t < n + 1/2 are paid: l (n + 1/2) on average, and in a placement of
 * D nights l (D^2 - 1) / 2 enhanced nights.
 */
#include "figures.h"
#include "theory.h"

#define NIGHTS 500
#define PER_YEAR 6.0

/* One child of NIGHTS nights from day 0 on. */
static placement_plan *one_child(const char *enhancement)
{
  return plan_of("{" START ", 'external': {'enhancement': %s},"
                 " 'groups': [{'id': 'g', 'arrivals_per_year': 0, 'initial': {'children': [{'days_so_far': 0}]},"
                 "  'need_days': %d, 'weekly_fee': 3500}]}",
                 enhancement, NIGHTS);
}

static void check_mean(const char *enhancement, double nights, const char *what)
{
  placement_plan *plan = one_child(enhancement);
  placement_summary *summary = run_of(plan, 20000, 1);
  placement_statistics s = statistics_of(plan, summary, "cost.external.enhancement", 2);
  expect_near(s.mean, s.se, 100 * nights, what);
  placement_summary_free(summary);
  placement_plan_free(plan);
}

Test(enhancements, mean)
{
  double rate = PER_YEAR / DAYS_IN_YEAR;
  check_mean("{'per_year': 6, 'weekly_amount': 700}", rate * (NIGHTS * (double)NIGHTS - 1) / 2, "no limit");
  for (int most = 1; most <= 8; most += 7) {
    char text[100];
    double nights = 0;
    (void)snprintf(text, sizeof text, "{'per_year': 6, 'weekly_amount': 700, 'max': %d}", most);
    for (int n = 1; n < NIGHTS; n++)
      nights += mean_of_poisson_up_to(rate * (n + 0.5), most);
    check_mean(text, nights, text);
  }
}

/* Children who arrive: the clock runs from the beginning of the placement. Needs of 100 nights. */
Test(enhancements, of_arrivals)
{
  placement_plan *plan = plan_of("{" START ", 'external': {'enhancement': {'per_year': 6, 'weekly_amount': 700}},"
                                 " 'groups': [{'id': 'g', 'arrivals_per_year': [20, 0], 'need_days': 100,"
                                 "  'weekly_fee': 3500}]}");
  ratio r = ratio_of(plan, "cost.external.enhancement", "arrivals", 4000, 2);
  expect_near(ratio_mean(&r), ratio_se(&r), 100 * PER_YEAR / DAYS_IN_YEAR * (100.0 * 100 - 1) / 2, "for each arrival");
  placement_plan_free(plan);
}

/* Enhanced nights on average from night `from` to night `until` - 1 of a placement. */
static double mean_enhanced(int from, int until)
{
  double sum = 0;
  for (int n = from > 1 ? from : 1; n < until; n++)
    sum += PER_YEAR / DAYS_IN_YEAR * (n + 0.5);
  return sum;
}

static void expect_mean(const placement_plan *plan, const placement_summary *summary, const char *metric, size_t year,
                        double expected)
{
  placement_statistics s = statistics_of(plan, summary, metric, year);
  expect_near(s.mean, s.se, expected, metric);
}

/* 100 a night each, 110 in the second year, whatever they were when they started. The initial child's clock starts on
 * day 0, however long it has been placed. */
Test(enhancements, index)
{
  placement_plan *plan =
      plan_of("{" START ", 'prices': {'indices': {'fees': 0.1}},"
              " 'external': {'index': 'fees', 'enhancement': {'per_year': 6, 'weekly_amount': 700}},"
              " 'groups': [{'id': 'g', 'arrivals_per_year': 0, 'initial': {'children': [{'days_so_far': 90}]},"
              "  'need_days': 36525, 'weekly_fee': 3500}]}");
  placement_summary *summary = run_of(plan, 10000, 3);
  placement_basis *basis = basis_of(plan);
  expect_mean(plan, summary, "cost.external.enhancement", 0, 100 * mean_enhanced(0, 365));
  expect_mean(plan, summary, "cost.external.enhancement", 1, 110 * mean_enhanced(365, 730));
  expect_exactly(basis_value_of(plan, basis, "cost.external.enhancement", 2), 0, "none on the plan basis");
  placement_basis_free(basis);
  placement_summary_free(summary);
  placement_plan_free(plan);
}

/* A home opens on day 100 and closes on day 200: enhancements end with the placement, and begin anew in the next. Four
 * weeks' notice are paid at the fee of the last night, its enhancements included. */
Test(enhancements, end_with_the_placement)
{
  placement_plan *plan =
      plan_of("{" START ","
              " 'external': {'notice_days': 28, 'enhancement': {'per_year': 6, 'weekly_amount': 700}},"
              " 'groups': [{'id': 'g', 'arrivals_per_year': 0, 'initial': {'children': [{'days_so_far': 90}]},"
              "  'need_days': 36525, 'weekly_fee': 3500}],"
              " 'phases': [{'id': 'p', 'planned_opening': '2025-07-10'}],"
              " 'homes': [{'id': 'h', 'phase': 'p', 'beds': 1, 'closes': '2025-10-18'}],"
              " 'policy': {'returns': {'after_nights': 0}}}");
  placement_summary *summary = run_of(plan, 10000, 4);
  expect_mean(plan, summary, "cost.external.standard", 0, 265 * 500);
  expect_mean(plan, summary, "cost.external.enhancement", 0, 100 * (mean_enhanced(0, 100) + mean_enhanced(0, 165)));
  expect_mean(plan, summary, "cost.external.enhancement", 1, 100 * mean_enhanced(165, 530));
  expect_mean(plan, summary, "cost.external.notice", 0, 28 * (500 + 100 * mean_enhanced(99, 100)));
  placement_summary_free(summary);
  placement_plan_free(plan);
}
