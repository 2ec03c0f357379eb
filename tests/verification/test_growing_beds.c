/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A growing number of beds, from an empty start: two on 1 July 2025, four more in two homes on 1 July 2026 and three in
 * the spring of 2027, everyone compatible.
 *
 * Without returns occupancy follows Kolmogorov's forward equations, solved here by Runge and Kutta's method. Whole
 * days: an exponential need of mean m, rounded, is a stay of N - U in continuous time, with P(N - U > s) = exp(-(s +
 * 1/2) / m) up to 1 / m^2: arrivals thinned by exp(-1/2m) that stay for an exponential time of mean m. A night's number
 * is that at the end of the day, half a day's admissions more than the average of the day. What is left out is of the
 * order 1 / m^2 = 6e-6.
 *
 * With returns from the first night the total is the M/G/infinity queue, Poisson in every night, and children in homes
 * are the lesser of total and beds: exact for any shape of need.
 */
#include "scenario_run.h"
#include "theory.h"

#define DAYS 1461
#define YEARS 4
#define MONTHS 48
#define MOST_BEDS 9
#define STEPS_A_DAY 8

static const double arrivals_per_year = 5;

/* Open beds in the night of a day. 1 July 2025 is day 91, 1 July 2026 day 456, 15 May 2027 day 774. */
static int beds_on(int day)
{
  return (day >= 91 ? 2 : 0) + (day >= 456 ? 4 : 0) + (day >= 774 ? 3 : 0);
}

static placement_plan *growing(const law *days, const char *returns)
{
  char text[LAW_TEXT];
  return plan_of("{'placement_scenario': 1, 'horizon': {'start': '2025-04-01', 'years': %d},"
                 " 'groups': [{'id': 'g', 'arrivals_per_year': %g, 'need_days': %s, 'weekly_fee': 4434}],"
                 " 'phases': [{'id': 'first', 'planned_opening': '2025-07-01'},"
                 "  {'id': 'second', 'planned_opening': '2026-07-01'},"
                 "  {'id': 'third', 'planned_opening': '2027-01-01', 'delay_days': 134}],"
                 " 'homes': [{'id': 'a', 'phase': 'first', 'beds': 2},"
                 "  {'id': 'b', 'phase': 'second', 'beds': 3},"
                 "  {'id': 'c', 'phase': 'second', 'beds': 1},"
                 "  {'id': 'd', 'phase': 'third', 'beds': 3}]%s}",
                 YEARS, arrivals_per_year, law_json(days, text), returns);
}

/* The state: probabilities of 0 to MOST_BEDS occupied beds, and expected children external. */
typedef struct state {
  double p[MOST_BEDS + 1];
  double external;
} state;

static state derivative(const state *s, int beds, double rate, double stay)
{
  state d = {{0}, -s->external / stay};
  for (int k = 0; k <= MOST_BEDS; k++) {
    if (k > 0) {
      d.p[k] -= s->p[k] * k / stay;
      d.p[k - 1] += s->p[k] * k / stay;
    }
    if (k < beds) {
      d.p[k] -= s->p[k] * rate;
      d.p[k + 1] += s->p[k] * rate;
    } else {
      d.external += s->p[k] * rate;
    }
  }
  return d;
}

static state moved(const state *s, const state *d, double by)
{
  state to = *s;
  for (int k = 0; k <= MOST_BEDS; k++)
    to.p[k] += by * d->p[k];
  to.external += by * d->external;
  return to;
}

static state stepped(const state *s, int beds, double rate, double stay, double by)
{
  state a = derivative(s, beds, rate, stay);
  state at = moved(s, &a, by / 2);
  state b = derivative(&at, beds, rate, stay);
  at = moved(s, &b, by / 2);
  state c = derivative(&at, beds, rate, stay);
  at = moved(s, &c, by);
  state d = derivative(&at, beds, rate, stay);
  at = moved(s, &a, by / 6);
  at = moved(&at, &b, by / 3);
  at = moved(&at, &c, by / 3);
  return moved(&at, &d, by / 6);
}

static double mean_occupied(const state *s)
{
  double sum = 0;
  for (int k = 1; k <= MOST_BEDS; k++)
    sum += k * s->p[k];
  return sum;
}

/* Expected occupied beds and children external in each night. */
static void solve(double mean_need, double *occupied, double *external)
{
  double daily = arrivals_per_year / DAYS_IN_YEAR;
  double rate = daily * exp(-0.5 / mean_need);
  state s = {{1}, 0};
  for (int day = 0; day < DAYS; day++) {
    int beds = beds_on(day);
    double full = 0;
    occupied[day] = external[day] = 0;
    for (int step = 0; step < STEPS_A_DAY; step++) {
      state next = stepped(&s, beds, rate, mean_need, 1.0 / STEPS_A_DAY);
      occupied[day] += (mean_occupied(&s) + mean_occupied(&next)) / 2 / STEPS_A_DAY;
      external[day] += (s.external + next.external) / 2 / STEPS_A_DAY;
      s = next;
    }
    for (int k = beds; k <= MOST_BEDS; k++)
      full += s.p[k];
    occupied[day] += daily / 2 * (1 - full);
    external[day] += daily / 2 * full;
  }
}

static double average(const double *of_night, int from, int until)
{
  double sum = 0;
  for (int day = from; day < until; day++)
    sum += of_night[day];
  return sum / (until - from);
}

static void check_series(const placement_plan *plan, const double *occupied, const double *external, uint64_t seed)
{
  int months[MONTHS + 1];
  placement_summary *summary = run_of(plan, 40000, seed);
  first_nights(months, MONTHS, 34);
  cr_assert_eq(placement_plan_month_count(plan), MONTHS);
  cr_assert_eq(months[MONTHS], DAYS);
  for (size_t m = 0; m < MONTHS; m++) {
    char what[60];
    placement_statistics beds = month_of(summary, PLACEMENT_MONTHLY_BEDS_OCCUPIED, m);
    placement_statistics outside = month_of(summary, PLACEMENT_MONTHLY_CHILDREN_EXTERNAL, m);
    (void)snprintf(what, sizeof what, "occupied beds in %s", placement_plan_month_label(plan, m));
    expect_near(beds.mean, beds.se, average(occupied, months[m], months[m + 1]), what);
    (void)snprintf(what, sizeof what, "children external in %s", placement_plan_month_label(plan, m));
    expect_near(outside.mean, outside.se, average(external, months[m], months[m + 1]), what);
  }
  for (size_t y = 0; y < YEARS; y++) {
    double nights = placement_plan_column_nights(plan, y);
    placement_statistics beds = statistics_of(plan, summary, "beds.occupied", y);
    placement_statistics outside = statistics_of(plan, summary, "children.external", y);
    expect_near(beds.mean / nights, beds.se / nights, average(occupied, months[12 * y], months[12 * y + 12]),
                placement_plan_column_label(plan, y));
    expect_near(outside.mean, outside.se, average(external, months[12 * y], months[12 * y + 12]),
                placement_plan_column_label(plan, y));
  }
  placement_summary_free(summary);
}

Test(growing_beds, forward_equations)
{
  static double occupied[DAYS];
  static double external[DAYS];
  placement_plan *plan = growing(&(law){EXPONENTIAL, 400, 0}, "");
  solve(400, occupied, external);
  check_series(plan, occupied, external, 1);
  placement_plan_free(plan);
}

static void check_returns(law days, uint64_t seed)
{
  static double occupied[DAYS];
  static double external[DAYS];
  need n = {days, NULL, 0};
  placement_plan *plan = growing(&days, ", 'policy': {'returns': {'after_nights': 0}}");
  double total = 0;
  for (int day = 0; day < DAYS; day++) {
    total += arrivals_per_year / DAYS_IN_YEAR * nights_at_least(&n, day + 1);
    occupied[day] = mean_of_poisson_up_to(total, beds_on(day));
    external[day] = total - occupied[day];
  }
  check_series(plan, occupied, external, seed);
  placement_plan_free(plan);
}

Test(growing_beds, returns_exponential)
{
  check_returns((law){EXPONENTIAL, 400, 0}, 2);
}

Test(growing_beds, returns_lognormal)
{
  check_returns((law){LOGNORMAL, 500, 1}, 3);
}

Test(growing_beds, returns_constant)
{
  check_returns((law){CONSTANT, 365, 0}, 4);
}

/* With returns from the first night no bed that is ready stays empty while a child is placed externally, whatever the
 * turnaround, in any replication. */
Test(growing_beds, no_bed_stays_empty)
{
  placement_plan *plan =
      plan_of("{'placement_scenario': 1, 'horizon': {'start': '2025-04-01', 'years': 4},"
              " 'groups': [{'id': 'g', 'arrivals_per_year': 20, 'need_days': {'exponential': {'mean': 90}},"
              "  'weekly_fee': 4434}],"
              " 'phases': [{'id': 'p', 'planned_opening': '2025-07-01'}],"
              " 'homes': [{'id': 'a', 'phase': 'p', 'beds': 3, 'turnaround_days': 21},"
              "  {'id': 'b', 'phase': 'p', 'beds': 2, 'turnaround_days': 3}],"
              " 'policy': {'returns': {'after_nights': 0}}}");
  placement_summary *summary = run_of(plan, 2000, 5);
  placement_statistics unmatched = statistics_of(plan, summary, "beds.unmatched", YEARS);
  cr_expect_eq(unmatched.max, 0, "up to %g bed-nights, %g on average", unmatched.max, unmatched.mean);
  placement_summary_free(summary);
  placement_plan_free(plan);
}
