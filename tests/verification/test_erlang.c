/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Erlang's B (1917): one home of c beds, everyone compatible, no returns. Whatever the shape of the need, the share
 * placed externally tends to B(c, a), with a = rate x (mean nights - 1/2).
 *
 * Why the half: in continuous time a child arrives at a + U, U uniform in the day, and leaves at the start of day a +
 * N, a stay of N - U nights, 1/2 less than N on average. What is then left out is that the stay depends on U; for one
 * bed renewal theory gives the exact share below, and the difference is rate^2 / 12 in the load, far below the standard
 * errors here, for rates are a few hundredths a day.
 */
#include "scenario_run.h"
#include "theory.h"

#define FIRST_YEAR 15 /* measured from here on, when the start from empty is forgotten */
#define YEARS 30

static placement_plan *loss_system(int beds, double arrivals_per_year, const law *days, double suitability)
{
  char text[LAW_TEXT];
  return plan_of("{'placement_scenario': 1, 'horizon': {'start': '2025-04-01', 'years': %d},"
                 " 'groups': [{'id': 'g', 'arrivals_per_year': %.17g, 'need_days': %s,"
                 "  'local_suitability': %.17g, 'weekly_fee': 4434}],"
                 " 'phases': [{'id': 'p', 'planned_opening': '2025-03-31'}],"
                 " 'homes': [{'id': 'h', 'phase': 'p', 'beds': %d}]}",
                 YEARS, arrivals_per_year, law_json(days, text), suitability, beds);
}

/* The share placed externally in the financial years from FIRST_YEAR on. */
static ratio share_external(const placement_plan *plan, uint64_t replications, uint64_t seed)
{
  ratio share = {0};
  placement_workspace *workspace = workspace_of(plan);
  for (uint64_t i = 0; i < scaled(replications); i++) {
    double external = 0;
    double arrivals = 0;
    replicate(plan, seed, i, workspace);
    for (size_t y = FIRST_YEAR; y < YEARS; y++) {
      external += value_of(plan, workspace, "placed_external", y);
      arrivals += value_of(plan, workspace, "arrivals", y);
    }
    add_to_ratio(&share, external, arrivals);
  }
  placement_workspace_free(workspace);
  return share;
}

/* Erlang's B over the years measured. In year y children are missing from the load who would have been there from
 * before day 0; that load grows over years and the home forgets its state within months, so the share of each year is
 * that of its load. */
static double expected_share(int beds, const need *n, double rate)
{
  double sum = 0;
  double load = rate * (mean_nights(n) - 0.5);
  int day = (int)((FIRST_YEAR + 0.5) * DAYS_IN_YEAR);
  double missing = rate * mean_nights_beyond(n, day);
  for (int y = FIRST_YEAR; y < YEARS; y++) {
    for (; day < (int)((y + 0.5) * DAYS_IN_YEAR); day++)
      missing -= rate * nights_at_least(n, day + 1);
    sum += erlang_b(beds, load - missing);
  }
  return sum / (YEARS - FIRST_YEAR);
}

static void check_erlang(int beds, double load, law days, uint64_t replications, uint64_t seed)
{
  char what[100];
  need n = {days, NULL, 0};
  double rate = load / (mean_nights(&n) - 0.5);
  double expected = expected_share(beds, &n, rate);
  placement_plan *plan = loss_system(beds, rate * DAYS_IN_YEAR, &days, 1);
  ratio share = share_external(plan, replications, seed);
  (void)snprintf(what, sizeof what, "%d beds, load %g, shape %d, spread %g", beds, load, (int)days.kind, days.spread);
  expect_near(ratio_mean(&share), ratio_se(&share), expected, what);
  cr_expect_lt(erlang_b(beds, load) - expected, ratio_se(&share), "%s: the start from empty is not forgotten", what);
  cr_expect_lt(erlang_b(beds, load + rate * rate / 12) - erlang_b(beds, load), ratio_se(&share) / 3,
               "%s: days are too long", what);
  placement_plan_free(plan);
}

static const law shapes[] = {{CONSTANT, 60, 0},  {UNIFORM, 60, 45},  {EXPONENTIAL, 60, 0}, {LOGNORMAL, 60, 1},
                             {LOGNORMAL, 60, 2}, {WEIBULL, 60, 0.7}, {GAMMA_4, 60, 0},     {MIXTURE, 60, 0}};
#define SHAPES (sizeof shapes / sizeof *shapes)

Test(erlang, beds_and_loads)
{
  static const struct {
    int beds;
    double load;
  } systems[] = {{1, 0.3}, {1, 1}, {1, 3}, {2, 0.8}, {2, 2},   {2, 5},
                 {5, 2},   {5, 5}, {5, 8}, {14, 9},  {14, 14}, {14, 20}};
  for (size_t i = 0; i < sizeof systems / sizeof *systems; i++)
    check_erlang(systems[i].beds, systems[i].load, (law){EXPONENTIAL, 120, 0}, 2000, 11 + i);
}

Test(erlang, shapes_at_two_beds)
{
  for (size_t i = 0; i < SHAPES; i++)
    check_erlang(2, 1.5, shapes[i], 4000, 101 + i);
}

Test(erlang, shapes_at_five_beds)
{
  for (size_t i = 0; i < SHAPES; i++)
    check_erlang(5, 4, shapes[i], 2000, 201 + i);
}

Test(erlang, shapes_at_fourteen_beds)
{
  for (size_t i = 0; i < SHAPES; i++)
    check_erlang(14, 12, shapes[i], 1000, 301 + i);
}

/* One bed in whole days, exactly. A bed taken on day a by the first of that day's arrivals loses the others of the day
 * and everyone until day a + N: one child in rate / (1 - exp(-rate)) + rate x (mean nights - 1) finds it free. */
Test(erlang, one_bed_exactly)
{
  law days = {LOGNORMAL, 6, 1};
  need n = {days, NULL, 0};
  double rate = 0.25;
  placement_plan *plan = loss_system(1, rate * DAYS_IN_YEAR, &days, 1);
  ratio share = share_external(plan, 4000, 401);
  double offered = rate / (1 - exp(-rate)) + rate * (mean_nights(&n) - 1);
  expect_near(ratio_mean(&share), ratio_se(&share), 1 - 1 / offered, "one bed");
  double a = rate * (mean_nights(&n) - 0.5);
  cr_expect_lt(fabs(1 - 1 / offered - erlang_b(1, a)), rate * rate / 12, "Erlang's formula is as near as is said");
  if (full_size())
    cr_expect_gt(fabs(ratio_mean(&share) - erlang_b(1, rate * mean_nights(&n))), 20 * ratio_se(&share),
                 "the test would notice if the half night were forgotten");
  placement_plan_free(plan);
}

/* A child is placed externally or admitted: beds occupied are admissions x mean nights (Little's law). */
Test(erlang, occupied_beds)
{
  law days = {LOGNORMAL, 40, 1};
  need n = {days, NULL, 0};
  double load = 4;
  double rate = load / (mean_nights(&n) - 0.5);
  placement_plan *plan = loss_system(5, rate * DAYS_IN_YEAR, &days, 1);
  placement_summary *summary = run_of(plan, 4000, 501);
  placement_statistics occupied = statistics_of(plan, summary, "beds.occupied", YEARS - 1);
  placement_statistics external = statistics_of(plan, summary, "children.external", YEARS - 1);
  double nights = placement_plan_column_nights(plan, YEARS - 1);
  double b = erlang_b(5, load);
  expect_near(occupied.mean / nights, occupied.se / nights, (1 - b) * rate * mean_nights(&n), "occupied beds");
  expect_near(external.mean, external.se, b * rate * mean_nights(&n), "children external");
  placement_summary_free(summary);
  placement_plan_free(plan);
}

/* Children for whom no home nearby is suitable are lost for good; those who are suitable are Poisson arrivals
 * themselves if suitability depends neither on when a child comes nor on how long it stays. */
Test(erlang, local_suitability)
{
  law days = {LOGNORMAL, 60, 1};
  need n = {days, NULL, 0};
  double load = 5;
  double suitability = 0.6;
  double rate = load / (mean_nights(&n) - 0.5);
  placement_plan *plan = loss_system(3, rate * DAYS_IN_YEAR, &days, suitability);
  ratio share = share_external(plan, 2000, 601);
  expect_near(ratio_mean(&share), ratio_se(&share), 1 - suitability * (1 - erlang_b(3, suitability * load)),
              "suitable for 6 of 10");
  placement_plan_free(plan);
}
