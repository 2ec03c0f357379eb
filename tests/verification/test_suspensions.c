/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Gaps G and suspensions S, both in whole nights, follow one another: an alternating renewal process. In the long run
 * the share of nights suspended is E(S) / (E(G) + E(S)); from an opening on, nights before the first are min(G,
 * nights).
 */
#include "figures.h"
#include "theory.h"

static placement_plan *empty_home(int years, const char *opening, double per_year, const law *days)
{
  char text[LAW_TEXT];
  return plan_of("{'placement_scenario': 1, 'horizon': {'start': '2025-04-01', 'years': %d},"
                 " 'groups': [{'id': 'g', 'arrivals_per_year': 0, 'need_days': 30, 'weekly_fee': 700}],"
                 " 'phases': [{'id': 'p', 'planned_opening': '%s'}],"
                 " 'homes': [{'id': 'h', 'phase': 'p', 'beds': 2, 'suspension': {'per_year': %.17g, 'days': %s}}]}",
                 years, opening, per_year, law_json(days, text));
}

/* Of a home that opened long ago. */
static void check_share(double per_year, law days, uint64_t seed)
{
  char what[100];
  need gap = {{EXPONENTIAL, DAYS_IN_YEAR / per_year, 0}, NULL, 0};
  need length = {days, NULL, 0};
  placement_plan *plan = empty_home(30, "1995-04-01", per_year, &days);
  ratio r = ratio_of(plan, "beds.suspended", "beds.open", 2000, seed);
  (void)snprintf(what, sizeof what, "%g a year, shape %d, mean %g", per_year, (int)days.kind, days.mean);
  expect_near(ratio_mean(&r), ratio_se(&r), mean_nights(&length) / (mean_nights(&gap) + mean_nights(&length)), what);
  placement_plan_free(plan);
}

Test(suspensions, share_in_the_long_run)
{
  check_share(2, (law){CONSTANT, 30, 0}, 11);
  check_share(2, (law){EXPONENTIAL, 30, 0}, 12);
  check_share(2, (law){LOGNORMAL, 30, 1.5}, 13);
  check_share(12, (law){GAMMA_4, 5, 0}, 14);
  check_share(300, (law){EXPONENTIAL, 2, 0}, 15);
}

/* A home that opens on day 0 and is suspended once, for good. */
Test(suspensions, first_gap_from_opening)
{
  need gap = {{EXPONENTIAL, DAYS_IN_YEAR / 1.5, 0}, NULL, 0};
  placement_plan *plan = empty_home(2, "2025-04-01", 1.5, &(law){CONSTANT, 36000, 0});
  placement_summary *summary = run_of(plan, 10000, 16);
  placement_statistics s = statistics_of(plan, summary, "beds.no_demand", 2);
  double expected = 0;
  for (int r = 1; r <= 730; r++)
    expected += nights_at_least(&gap, r);
  expect_near(s.mean, s.se, 2 * expected, "nights before the suspension");
  placement_summary_free(summary);
  placement_plan_free(plan);
}

/* Nobody is admitted during a suspension and nobody has to leave: of two homes alike, the one suspended for good from
 * an unknown day on keeps its child, and takes no other. */
Test(suspensions, residents_stay)
{
  placement_plan *plan = plan_of("{" START ", 'groups': ["
                                 " {'id': 'g', 'arrivals_per_year': 0, 'need_days': 36525, 'weekly_fee': 700,"
                                 "  'initial': {'children': [{'days_so_far': 5, 'place': 'h'}]}},"
                                 " {'id': 'k', 'arrivals_per_year': [30, 0], 'need_days': 1, 'weekly_fee': 700}],"
                                 " 'phases': [{'id': 'long-ago', 'planned_opening': '1990-01-01'}],"
                                 " 'homes': [{'id': 'h', 'phase': 'long-ago', 'beds': 64,"
                                 "  'suspension': {'per_year': 900, 'days': 36000}}]}");
  placement_workspace *workspace = workspace_of(plan);
  for (uint64_t i = 0; i < 20; i++) {
    replicate(plan, 1, i, workspace);
    expect_exactly(value_of(plan, workspace, "beds.occupied", 2), 730, "its resident");
    expect_exactly(value_of(plan, workspace, "beds.suspended", 2), 63 * 730, "suspended");
    expect_exactly(value_of(plan, workspace, "placed_external", 2), value_of(plan, workspace, "arrivals", 2),
                   "placed externally");
  }
  placement_workspace_free(workspace);
  placement_plan_free(plan);
}
