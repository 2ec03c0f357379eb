/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Initial children in equilibrium: P(remaining = r) is proportional to P(N >= r), so P(remaining > t) = sum over r > t
 * of P(N >= r) / E(N). Without arrivals their number decays so; each child remains or not independently.
 *
 * With arrivals at the rate that keeps their number, count = rate x E(N), no transient is seen but for the arrivals of
 * one day: the rule describes the children of a night, those of day 0 included, and the arrivals of day 0 come on top.
 * In night t there are count x P(remaining > t) + rate x sum of P(N >= r) up to r = t + 1, which is count + rate x P(N
 * >= t + 1).
 */
#include "scenario_run.h"
#include "theory.h"

#define YEARS 5
#define MONTHS 60
#define DAYS 1826
#define CHILDREN 40
#define REPLICATIONS 20000

static placement_plan *plan_with(const need *n, double arrivals_per_year)
{
  char days[LAW_TEXT];
  char age[LAW_TEXT + 100] = "";
  char of_age[LAW_TEXT];
  if (n->age != NULL)
    (void)snprintf(age, sizeof age, "'age_at_entry': %s, 'until_age': %.17g,", law_json(n->age, of_age), n->until_age);
  return plan_of("{'placement_scenario': 1, 'horizon': {'start': '2025-04-01', 'years': %d},"
                 " 'groups': [{'id': 'g', 'arrivals_per_year': %.17g, 'initial': {'count': %d}, %s"
                 "  'need_days': %s, 'weekly_fee': 4434}]}",
                 YEARS, arrivals_per_year, CHILDREN, age, law_json(&n->days, days));
}

/* The mean of P(N >= t + 1) over from <= t < until. */
static double mean_stays(const need *n, int from, int until)
{
  double sum = 0;
  for (int t = from; t < until; t++)
    sum += nights_at_least(n, t + 1);
  return sum / (until - from);
}

/* A monthly mean of children each of whom is there or not independently: q of CHILDREN in an average night. The
 * standard error comes from theory, for at the end of a decay few are left to estimate it from: an average over a month
 * of what is 0 or 1 varies no more than a single night's. */
static void expect_children(const placement_statistics *s, double expected, const char *what)
{
  double q = expected / CHILDREN;
  expect_near(s->mean, sqrt(CHILDREN * q * (1 - q) / (double)s->defined), expected, what);
}

static void check_no_transient(const need *n, uint64_t seed)
{
  int months[MONTHS + 1];
  double rate = CHILDREN / mean_nights(n);
  placement_plan *plan = plan_with(n, rate * DAYS_IN_YEAR);
  placement_basis *basis = basis_of(plan);
  placement_summary *summary = run_of(plan, REPLICATIONS, seed);
  first_nights(months, MONTHS, 34);
  for (size_t m = 0; m < MONTHS; m++) {
    placement_statistics s = month_of(summary, PLACEMENT_MONTHLY_CHILDREN_EXTERNAL, m);
    expect_near(s.mean, s.se, CHILDREN + rate * mean_stays(n, months[m], months[m + 1]),
                placement_plan_month_label(plan, m));
  }
  for (size_t y = 0; y < YEARS; y++)
    expect_close(basis_value_of(plan, basis, "children.external", y),
                 CHILDREN + rate * mean_stays(n, months[12 * y], months[12 * y + 12]), 1e-8, "plan basis");
  placement_summary_free(summary);
  placement_basis_free(basis);
  placement_plan_free(plan);
}

/* Nights of one child in [0, until): mean and mean square, from P(remaining > t). */
static void nights_of_one(const double *remaining, int until, double *mean, double *square)
{
  *mean = *square = 0;
  for (int t = 0; t < until; t++) {
    *mean += remaining[t];
    *square += (2 * t + 1) * remaining[t];
  }
}

static void check_decay(const need *n, uint64_t seed)
{
  int months[MONTHS + 1];
  static double remaining[DAYS];
  placement_plan *plan = plan_with(n, 0);
  placement_basis *basis = basis_of(plan);
  placement_summary *summary = run_of(plan, REPLICATIONS, seed);
  double mean = mean_nights(n);
  double square;
  first_nights(months, MONTHS, 34);
  remaining[0] = 1;
  for (int t = 1; t < DAYS; t++)
    remaining[t] = fmax(0, remaining[t - 1] - nights_at_least(n, t) / mean);
  for (size_t m = 0; m < MONTHS; m++) {
    placement_statistics s = month_of(summary, PLACEMENT_MONTHLY_CHILDREN_EXTERNAL, m);
    double expected = 0;
    for (int t = months[m]; t < months[m + 1]; t++)
      expected += CHILDREN * remaining[t] / (months[m + 1] - months[m]);
    expect_children(&s, expected, placement_plan_month_label(plan, m));
  }
  nights_of_one(remaining, DAYS, &mean, &square);
  placement_statistics all = statistics_of(plan, summary, "children.external", YEARS);
  double variance = CHILDREN * (square - mean * mean) / DAYS / DAYS;
  expect_near(all.mean, sqrt(variance / (double)all.defined), CHILDREN * mean / DAYS, "the whole horizon");
  expect_near(all.sd * all.sd, variance * sqrt(2 / (double)all.defined), variance, "variance over the horizon");
  expect_close(basis_value_of(plan, basis, "children.external", YEARS), CHILDREN * mean / DAYS, 1e-8, "plan basis");
  placement_summary_free(summary);
  placement_basis_free(basis);
  placement_plan_free(plan);
}

static const law age = {UNIFORM, 14.5, 3.2};

Test(initial_children, no_transient_lognormal)
{
  check_no_transient(&(need){{LOGNORMAL, 400, 1}, NULL, 0}, 1);
}

Test(initial_children, no_transient_lognormal_until_age)
{
  check_no_transient(&(need){{LOGNORMAL, 700, 1}, &age, 18}, 2);
}

Test(initial_children, no_transient_very_variable)
{
  check_no_transient(&(need){{LOGNORMAL, 400, 2}, NULL, 0}, 3);
}

Test(initial_children, no_transient_constant)
{
  check_no_transient(&(need){{CONSTANT, 500, 0}, NULL, 0}, 4);
}

Test(initial_children, no_transient_constant_until_age)
{
  check_no_transient(&(need){{CONSTANT, 36525, 0}, &age, 18}, 5);
}

Test(initial_children, no_transient_mixture)
{
  check_no_transient(&(need){{MIXTURE, 300, 0}, NULL, 0}, 6);
}

/* A constant need of n nights leaves 1 to n nights, each as likely. */
Test(initial_children, decay_constant)
{
  check_decay(&(need){{CONSTANT, 500, 0}, NULL, 0}, 11);
}

/* Longer than the horizon, where the library need not know each night. */
Test(initial_children, decay_long_constant)
{
  check_decay(&(need){{CONSTANT, 2999, 0}, NULL, 0}, 16);
}

Test(initial_children, decay_exponential)
{
  check_decay(&(need){{EXPONENTIAL, 300, 0}, NULL, 0}, 12);
}

Test(initial_children, decay_lognormal)
{
  check_decay(&(need){{LOGNORMAL, 400, 1}, NULL, 0}, 13);
}

Test(initial_children, decay_lognormal_until_age)
{
  check_decay(&(need){{LOGNORMAL, 700, 1}, &age, 18}, 14);
}

Test(initial_children, decay_very_variable)
{
  check_decay(&(need){{LOGNORMAL, 400, 2}, NULL, 0}, 15);
}

/* How long initial children have been placed: d days with a probability proportional to P(N >= d + 1), and with r
 * nights left to P(N = d + r). With room at home for everyone, and returns after so many nights, a child is at home in
 * night t if it has been placed for that long and still needs care: with the probability P(remaining > max(t, after)).
 */
static void check_days_so_far(const need *n, int after, uint64_t seed)
{
  int months[MONTHS + 1];
  char days[LAW_TEXT];
  char age_text[LAW_TEXT + 100] = "";
  char of_age[LAW_TEXT];
  double mean = mean_nights(n);
  if (n->age != NULL)
    (void)snprintf(age_text, sizeof age_text, "'age_at_entry': %s, 'until_age': %.17g,", law_json(n->age, of_age),
                   n->until_age);
  placement_plan *plan =
      plan_of("{'placement_scenario': 1, 'horizon': {'start': '2025-04-01', 'years': %d},"
              " 'groups': [{'id': 'g', 'arrivals_per_year': 0, 'initial': {'count': %d}, %s"
              "  'need_days': %s, 'weekly_fee': 4434}],"
              " 'phases': [{'id': 'p', 'planned_opening': '2025-01-01'}],"
              " 'homes': [{'id': 'h', 'phase': 'p', 'beds': %d}], 'policy': {'returns': {'after_nights': %d}}}",
              YEARS, CHILDREN, age_text, law_json(&n->days, days), CHILDREN, after);
  placement_summary *summary = run_of(plan, REPLICATIONS, seed);
  first_nights(months, MONTHS, 34);
  for (size_t m = 0; m < MONTHS; m++) {
    placement_statistics at_home = month_of(summary, PLACEMENT_MONTHLY_BEDS_OCCUPIED, m);
    placement_statistics external = month_of(summary, PLACEMENT_MONTHLY_CHILDREN_EXTERNAL, m);
    double of_home = 0;
    double of_all = 0;
    for (int t = months[m]; t < months[m + 1]; t++) {
      of_home += CHILDREN * mean_nights_beyond(n, t > after ? t : after) / mean / (months[m + 1] - months[m]);
      of_all += CHILDREN * mean_nights_beyond(n, t) / mean / (months[m + 1] - months[m]);
    }
    expect_children(&at_home, of_home, placement_plan_month_label(plan, m));
    expect_children(&external, of_all - of_home, placement_plan_month_label(plan, m));
  }
  placement_summary_free(summary);
  placement_plan_free(plan);
}

Test(initial_children, days_so_far)
{
  check_days_so_far(&(need){{GAMMA_4, 400, 0}, NULL, 0}, 250, 21);
}

Test(initial_children, days_so_far_until_age)
{
  check_days_so_far(&(need){{EXPONENTIAL, 500, 0}, &age, 18}, 250, 22);
}
