/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What children placed externally cost: nights x fee in every replication, and the plan basis on average where nothing
 * is random but demand.
 */
#include "scenario_run.h"
#include "theory.h"

/* `pence` x nights / 7, rounded half up, in pounds. */
static double fees_of(double nights, int64_t pence)
{
  int64_t product = (int64_t)round(nights) * pence;
  return (double)((2 * product + 7) / 14) / 100;
}

/* Little's law in every replication: child-nights add up, and with one fee so do costs, to the penny. */
Test(demand_cost, nights_times_fee)
{
  placement_plan *plan =
      plan_of("{'placement_scenario': 1, 'horizon': {'start': '2024-11-18', 'years': 3},"
              " 'groups': [{'id': 'g', 'arrivals_per_year': 30, 'initial': {'count': 12}, 'local_suitability': 0.8,"
              "   'need_days': {'lognormal': {'mean': 300, 'cv': 1}}, 'weekly_fee': 4434.57}],"
              " 'compatibility': {'default': 0.8},"
              " 'phases': [{'id': 'p', 'planned_opening': '2025-05-01', 'delay_days': {'uniform': {'min': -30,"
              "   'max': 200}}}],"
              " 'homes': [{'id': 'a', 'phase': 'p', 'beds': 4, 'turnaround_days': 5}, {'id': 'b', 'phase': 'p',"
              "   'beds': 2}],"
              " 'policy': {'returns': {'after_nights': 60}}}");
  placement_workspace *workspace = workspace_of(plan);
  size_t years = placement_plan_year_count(plan);
  cr_assert_eq(years, 4);
  for (uint64_t i = 0; i < scaled(2000); i++) {
    double sum = 0;
    replicate(plan, 1, i, workspace);
    for (size_t y = 0; y < years; y++) {
      double nights = placement_plan_column_nights(plan, y);
      double external = nights * value_of(plan, workspace, "children.external", y);
      double in_house = nights * value_of(plan, workspace, "children.in_house", y);
      double fees = fees_of(external, 443457);
      expect_exactly(value_of(plan, workspace, "cost.external", y), fees, "nights x fee");
      expect_exactly(external + in_house, nights * value_of(plan, workspace, "children.in_need", y), "nights of need");
      expect_exactly(in_house, value_of(plan, workspace, "beds.occupied", y), "occupied beds");
      sum += fees;
    }
    expect_exactly(value_of(plan, workspace, "cost.external", years), sum, "sum of the years");
  }
  placement_workspace_free(workspace);
  placement_plan_free(plan);
}

/* No homes: the mean of everything is the plan basis, fees and prices included, and the mean of arrivals and children
 * too. Two groups, rates by year, initial children, indices, real terms and net present cost. */
Test(demand_cost, mean_is_the_plan_basis)
{
  static const char *const metrics[] = {"cost.total", "cost.external",     "cost.real",       "cost.net_present",
                                        "arrivals",   "children.external", "children.in_need"};
  placement_plan *plan = plan_of(
      "{'placement_scenario': 1, 'horizon': {'start': '2024-11-18', 'years': 3},"
      " 'prices': {'base_date': '2023-06-01', 'indices': {'fees': [0.06, 0.04], 'gdp': 0.02},"
      "   'deflator': 'gdp', 'discount_rate': 0.035},"
      " 'external': {'index': 'fees', 'notice_days': 28},"
      " 'groups': [{'id': 'a', 'arrivals_per_year': [20, 10, 30, 25], 'initial': {'count': 9},"
      "   'need_days': {'lognormal': {'mean': 300, 'cv': 1.2}},"
      "   'weekly_fee': {'lognormal': {'mean': 4434, 'cv': 0.4}}},"
      "  {'id': 'b', 'arrivals_per_year': 5, 'initial': {'count': 15},"
      "   'need_days': {'gamma': {'mean': 700, 'cv': 0.5}}, 'age_at_entry': {'uniform': {'min': 13, 'max': 18}},"
      "   'until_age': 18, 'weekly_fee': {'triangular': {'min': 5000, 'mode': 6000, 'max': 14000}}}]}");
  placement_basis *basis = basis_of(plan);
  placement_summary *summary = run_of(plan, 40000, 2);
  for (size_t m = 0; m < sizeof metrics / sizeof *metrics; m++)
    for (size_t column = 0; column <= placement_plan_year_count(plan); column++) {
      char what[100];
      placement_statistics s = statistics_of(plan, summary, metrics[m], column);
      (void)snprintf(what, sizeof what, "%s, %s", metrics[m], placement_plan_column_label(plan, column));
      expect_near(s.mean, s.se, basis_value_of(plan, basis, metrics[m], column), what);
    }
  placement_summary_free(summary);
  placement_basis_free(basis);
  placement_plan_free(plan);
}

/* The plan basis by hand: 20 children, in need for ever in effect, at a mean fee weighted by 5 and 15 children, two of
 * them in the two beds planned from day 100. */
Test(demand_cost, plan_basis_by_hand)
{
  placement_plan *plan =
      plan_of("{'placement_scenario': 1, 'horizon': {'start': '2025-04-01', 'years': 1},"
              " 'groups': [{'id': 'a', 'arrivals_per_year': 0, 'initial': {'count': 5}, 'need_days': 1000000000,"
              "   'weekly_fee': 7000},"
              "  {'id': 'b', 'arrivals_per_year': 0, 'initial': {'count': 15}, 'need_days': 1000000000,"
              "   'weekly_fee': {'uniform': {'min': 2000, 'max': 4000}}}],"
              " 'phases': [{'id': 'p', 'planned_opening': '2025-07-10', 'delay_days': 50}],"
              " 'homes': [{'id': 'h', 'phase': 'p', 'beds': 2, 'registration': {'delay_days': 30, 'declined': 1}}]}");
  placement_basis *basis = basis_of(plan);
  double child_nights = 20 * 100 + 18 * 265;
  expect_close(basis_value_of(plan, basis, "children.external", 0), child_nights / 365, 1e-5, "children external");
  expect_close(basis_value_of(plan, basis, "cost.external", 0), child_nights * 4000 / 7, 1e-5, "fees");
  expect_exactly(basis_value_of(plan, basis, "beds.occupied@h", 0), 2 * 265, "beds");
  cr_expect(isnan(basis_value_of(plan, basis, "returns", 0)), "counts have no plan basis");
  placement_basis_free(basis);
  placement_plan_free(plan);
}

/* A child who stays, at one fee drawn from a lognormal distribution of cv 0.4, costs fee x nights / 7: the distribution
 * of the year's cost is that of the fee. Standard errors of quantiles are sqrt(p (1 - p) / n) / density, that of the
 * expected shortfall is of the mean over the tail and of where the tail begins. */
Test(demand_cost, distribution_of_fees)
{
  static const struct {
    double p, z; /* of the standard normal distribution */
  } quantiles[] = {{0.05, -1.6448536269514722}, {0.1, -1.2815515655446004}, {0.5, 0},
                   {0.8, 0.8416212335729143},   {0.95, 1.6448536269514722}, {0.99, 2.3263478740408408}};
  placement_plan *plan =
      plan_of("{'placement_scenario': 1, 'horizon': {'start': '2025-04-01', 'years': 1},"
              " 'groups': [{'id': 'g', 'arrivals_per_year': 0, 'initial': {'count': 1}, 'need_days': 1000000000,"
              "   'weekly_fee': {'lognormal': {'mean': 4434, 'cv': 0.4}}}]}");
  placement_summary *summary = run_of(plan, 40000, 3);
  placement_statistics s = statistics_of(plan, summary, "cost.external", 0);
  double n = (double)s.defined;
  double sigma = sqrt(log1p(0.4 * 0.4));
  double mean = 4434 * 365 / 7.0;
  double median = mean / sqrt(1 + 0.4 * 0.4);
  double kurtosis = exp(4 * sigma * sigma) + 2 * exp(3 * sigma * sigma) + 3 * exp(2 * sigma * sigma) - 3;
  expect_near(s.mean, 0.4 * mean / sqrt(n), mean, "mean");
  expect_near(s.sd, 0.4 * mean * sqrt((kurtosis - 1) / 4 / n), 0.4 * mean, "standard deviation");
  for (size_t i = 0; i < sizeof quantiles / sizeof *quantiles; i++) {
    char what[40];
    double p = quantiles[i].p;
    double z = quantiles[i].z;
    double x = median * exp(sigma * z);
    double density = exp(-z * z / 2) / sqrt(2 * acos(-1.0)) / (sigma * x);
    (void)snprintf(what, sizeof what, "quantile %g", p);
    expect_near(placement_summary_quantile(summary, metric_of(plan, "cost.external"), 0, p),
                sqrt(p * (1 - p) / n) / density + s.quantile_error, x, what);
  }
  double z = 1.6448536269514722;
  double shortfall = mean * erfc((z - sigma) / sqrt(2)) / 2 / 0.05;
  double square = mean * mean * 1.16 * erfc((z - 2 * sigma) / sqrt(2)) / 2 / 0.05;
  double start = median * exp(sigma * z);
  double variance = square - shortfall * shortfall + 0.95 * (shortfall - start) * (shortfall - start);
  expect_near(s.es95, sqrt(variance / 0.05 / n), shortfall, "expected shortfall");
  placement_summary_free(summary);
  placement_plan_free(plan);
}
