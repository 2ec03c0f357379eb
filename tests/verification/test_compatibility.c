/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One home, children compatible with the probability p, no returns: every arrival meets k residents with fresh draws,
 * so it is admitted with the probability p^k, and occupancy is a birth-death chain. In continuous time the stay is N -
 * U nights as in test_erlang.c, so the load is rate x (mean nights - 1/2); rates are two hundredths a day, so that
 * rate^2 / 12 leaves no trace. The chain's equilibrium does not depend on the shape of the need either (the state is
 * lost from as from Erlang's system, with arrivals thinned by occupancy), which is checked as well.
 */
#include "scenario_run.h"
#include "theory.h"

#define FIRST_YEAR 10
#define YEARS 30

static placement_plan *home_of(int beds, double rate, double p, const law *days)
{
  char text[LAW_TEXT];
  return plan_of("{'placement_scenario': 1, 'horizon': {'start': '2025-04-01', 'years': %d},"
                 " 'groups': [{'id': 'g', 'arrivals_per_year': %.17g, 'need_days': %s,"
                 "  'weekly_fee': 4434}],"
                 " 'compatibility': {'default': %.17g},"
                 " 'phases': [{'id': 'p', 'planned_opening': '2025-03-31'}],"
                 " 'homes': [{'id': 'h', 'phase': 'p', 'beds': %d}]}",
                 YEARS, rate * DAYS_IN_YEAR, law_json(days, text), p, beds);
}

/* Expected occupied beds in a night, which is taken at the end of a day: admissions x mean nights. */
static void check_chain(int beds, double load, double p, law days, uint64_t replications, uint64_t seed)
{
  char what[100];
  char text[150];
  double share[PLACEMENT_LIMIT_BEDS + 1];
  double refused = 0;
  need n = {days, NULL, 0};
  double rate = load / (mean_nights(&n) - 0.5);
  placement_plan *plan = home_of(beds, rate, p, &days);
  placement_workspace *workspace = workspace_of(plan);
  ratio external = {0};
  ratio occupied = {0};
  birth_death(beds, load, p, share);
  for (int k = 0; k <= beds; k++)
    refused += share[k] * (k < beds ? 1 - pow(p, k) : 1);
  for (uint64_t i = 0; i < scaled(replications); i++) {
    double placed = 0;
    double arrivals = 0;
    double nights = 0;
    replicate(plan, seed, i, workspace);
    for (size_t y = FIRST_YEAR; y < YEARS; y++) {
      placed += value_of(plan, workspace, "placed_external", y);
      arrivals += value_of(plan, workspace, "arrivals", y);
      nights += value_of(plan, workspace, "beds.occupied", y) / placement_plan_column_nights(plan, y);
    }
    add_to_ratio(&external, placed, arrivals);
    add_to_ratio(&occupied, nights, YEARS - FIRST_YEAR);
  }
  (void)snprintf(what, sizeof what, "%d beds, load %g, p %g, shape %d", beds, load, p, (int)days.kind);
  (void)snprintf(text, sizeof text, "%s, share external", what);
  expect_near(ratio_mean(&external), ratio_se(&external), refused, text);
  (void)snprintf(text, sizeof text, "%s, occupied beds", what);
  expect_near(ratio_mean(&occupied), ratio_se(&occupied), (1 - refused) * rate * mean_nights(&n), text);
  placement_workspace_free(workspace);
  placement_plan_free(plan);
}

static const struct {
  int beds;
  double load, p;
} homes[] = {{2, 1, 0.5},  {2, 3, 0.8}, {3, 2, 0.3}, {3, 4, 0.7}, {4, 2, 0.6},
             {4, 6, 0.85}, {4, 4, 0.1}, {4, 4, 0},   {4, 4, 1}};
#define HOMES (sizeof homes / sizeof *homes)

Test(compatibility, birth_death_chain)
{
  for (size_t i = 0; i < HOMES; i++)
    check_chain(homes[i].beds, homes[i].load, homes[i].p, (law){EXPONENTIAL, 200, 0}, 4000, 1 + i);
}

Test(compatibility, shape_of_need_does_not_matter)
{
  static const law shapes[] = {{CONSTANT, 200, 0}, {GAMMA_4, 200, 0}, {LOGNORMAL, 100, 1}};
  for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
    check_chain(4, 4, 0.7, shapes[i], 4000, 101 + i);
}

/* Two groups, each compatible within itself and never with the other, in a home of two beds: the states are the numbers
 * of residents of either group, one of which is 0, so two Erlang chains meet in the empty state. */
Test(compatibility, groups_that_do_not_mix)
{
  double load[2] = {1.5, 0.7};
  need n = {{EXPONENTIAL, 200, 0}, NULL, 0};
  double rate[2] = {load[0] / (mean_nights(&n) - 0.5), load[1] / (mean_nights(&n) - 0.5)};
  char days[LAW_TEXT];
  placement_plan *plan =
      plan_of("{'placement_scenario': 1, 'horizon': {'start': '2025-04-01', 'years': %d},"
              " 'groups': [{'id': 'a', 'arrivals_per_year': %.17g, 'need_days': %s, 'weekly_fee': 1},"
              "  {'id': 'b', 'arrivals_per_year': %.17g, 'need_days': %s, 'weekly_fee': 1}],"
              " 'compatibility': {'pairs': [{'groups': ['a', 'b'], 'probability': 0}]},"
              " 'phases': [{'id': 'p', 'planned_opening': '2025-03-31'}],"
              " 'homes': [{'id': 'h', 'phase': 'p', 'beds': 2}]}",
              YEARS, rate[0] * DAYS_IN_YEAR, law_json(&n.days, days), rate[1] * DAYS_IN_YEAR, law_json(&n.days, days));
  placement_summary *summary = run_of(plan, 4000, 201);
  double states = 1;
  double residents = 0;
  double admitted = 0;
  for (int g = 0; g < 2; g++) {
    states += load[g] + load[g] * load[g] / 2;
    residents += load[g] + load[g] * load[g];
  }
  for (int g = 0; g < 2; g++)
    admitted += rate[g] * (1 + load[g]) / states;
  placement_statistics occupied = statistics_of(plan, summary, "beds.occupied", YEARS - 1);
  double nights = placement_plan_column_nights(plan, YEARS - 1);
  cr_expect_lt(fabs(admitted * (mean_nights(&n) - 0.5) - residents / states), 1e-12, "theory is consistent");
  expect_near(occupied.mean / nights, occupied.se / nights, admitted * mean_nights(&n), "groups that do not mix");
  placement_summary_free(summary);
  placement_plan_free(plan);
}
