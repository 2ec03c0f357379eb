/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Growth and seasonality. A need of one night shows the arrivals of a month as its children in need.
 */
#include "figures.h"
#include "theory.h"

#define MONTHS 24

/* January to December, of mean 1.25; the first month of the horizon is April. */
static const double seasons[12] = {1, 1, 2, 3, 0, 1, 1, 0.5, 0.5, 2, 2, 1};

Test(arrival_rates, growth_and_seasonality)
{
  int first[MONTHS + 1];
  double years[2] = {0};
  placement_plan *plan = plan_of("{" START ", 'groups': [{'id': 'g', 'arrivals_per_year': [120, 200],"
                                 "  'growth_per_year': 0.3, 'seasonality': [1, 1, 2, 3, 0, 1, 1, 0.5, 0.5, 2, 2, 1],"
                                 "  'need_days': 1, 'weekly_fee': 700}]}");
  placement_summary *summary = run_of(plan, 10000, 71);
  placement_basis *basis = basis_of(plan);
  first_nights(first, MONTHS, -1);
  for (int m = 0; m < MONTHS; m++) {
    double a_day = (m < 12 ? 120 : 200) / DAYS_IN_YEAR * pow(1.3, m / 12.0) * seasons[(m + 3) % 12] / 1.25;
    placement_statistics s = month_of(summary, PLACEMENT_MONTHLY_CHILDREN_EXTERNAL, (size_t)m);
    expect_near(s.mean, s.se, a_day, placement_plan_month_label(plan, (size_t)m));
    years[m / 12] += a_day * (first[m + 1] - first[m]);
  }
  for (size_t y = 0; y < 2; y++) {
    placement_statistics s = statistics_of(plan, summary, "arrivals", y);
    expect_near(s.mean, s.se, years[y], "arrivals");
    expect_near(s.sd * s.sd, years[y] * sqrt(2.0 / (double)s.defined), years[y], "variance of a Poisson number");
    expect_close(basis_value_of(plan, basis, "arrivals", y), years[y], 1e-9, "arrivals on the plan basis");
    expect_close(basis_value_of(plan, basis, "cost.external", y), 100 * years[y], 1e-6, "cost on the plan basis");
  }
  placement_basis_free(basis);
  placement_summary_free(summary);
  placement_plan_free(plan);
}
