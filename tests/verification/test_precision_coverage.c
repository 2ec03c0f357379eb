/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Runs that end when they are precise enough: how often their interval covers the mean, where it is known.
 *
 * Without homes the means of arrivals and of external cost are those of the plan basis, and the mean unit cost is the
 * mean fee. Each run has a seed of its own, so the number of intervals that cover is binomial; 4 standard deviations
 * are allowed, and what stopping by an estimate may cost, which is far less at these widths.
 */
#include "scenario_run.h"

static void expect_coverage(const placement_plan *plan, const char *metric, double known, double relative,
                            double confidence, uint64_t at_least)
{
  placement_target target = {placement_plan_metric_find(plan, metric), placement_plan_year_count(plan), relative,
                             confidence, 1};
  const uint64_t runs = scaled(400);
  uint64_t covered = 0;
  for (uint64_t seed = 1; seed <= runs; seed++) {
    placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
    placement_summary *summary = NULL;
    placement_attained attained;
    int32_t ending;
    options.seed = seed;
    options.replications = 100000;
    options.threads = 1;
    cr_assert_eq(placement_run_precise(plan, &options, &target, 1, &summary, &ending, NULL), PLACEMENT_OK);
    cr_assert_eq(ending, PLACEMENT_PRECISION_REACHED);
    cr_assert_geq(placement_summary_replications(summary), at_least);
    cr_assert_eq(placement_precision_attained(summary, &target, &attained, NULL), PLACEMENT_OK);
    covered += fabs(attained.mean - known) <= attained.half_width;
    placement_summary_free(summary);
  }
  double expected = confidence * (double)runs, error = sqrt(expected * (1 - confidence));
  cr_assert(fabs((double)covered - expected) <= 4 * error, "%s: %g of %g intervals cover, %g +- %g expected", metric,
            (double)covered, (double)runs, expected, error);
}

Test(precision_coverage, known_means)
{
  placement_plan *plan = plan_of("{'placement_scenario': 1, 'horizon': {'start': '2025-04-01', 'years': 1},"
                                 " 'groups': [{'id': 'g', 'arrivals_per_year': 4,"
                                 "   'need_days': {'exponential': {'mean': 120}},"
                                 "   'weekly_fee': {'lognormal': {'mean': 4434, 'cv': 0.4}}}]}");
  placement_basis *basis = basis_of(plan);
  size_t horizon = placement_plan_year_count(plan);
  double cost = basis_value_of(plan, basis, "cost.external", horizon);
  double arrivals = basis_value_of(plan, basis, "arrivals", horizon);
  expect_coverage(plan, "arrivals", arrivals, 0.018, 0.95, 2000);
  expect_coverage(plan, "cost.external", cost, 0.02, 0.8, 2000);
  expect_coverage(plan, "unit_cost.external", 4434, 0.01, 0.9, 2000);
  placement_basis_free(basis);
  placement_plan_free(plan);
}
