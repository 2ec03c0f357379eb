/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * No homes: children external are the M/G/infinity queue, from empty. The mean in night t is the sum, over the days
 * a <= t, of rate x P(N >= t - a + 1): rate x integral of (1 - F) in whole days, exactly. Child-nights of a year or a
 * month are a compound Poisson sum, whose cumulant of order k is the sum over days of rate x E(nights within it ^ k).
 */
#include "scenario_run.h"
#include "theory.h"

#define YEARS 4
#define MONTHS 48

static const double arrivals[YEARS] = {24, 10, 0, 36};

/* Mean, variance and fourth cumulant of the children who are there in an average night of [from, until). */
typedef struct cumulants {
  double mean, variance, fourth;
} cumulants;

static cumulants theory_of(const need *n, const int *years, int from, int until)
{
  cumulants c = {0, 0, 0};
  double nights = until - from;
  for (int a = 0; a < until; a++) {
    int year = 0;
    while (a >= years[year + 1])
      year++;
    double rate = arrivals[year] / DAYS_IN_YEAR;
    int first = a > from ? a : from;
    double moment[3] = {0, 0, 0};
    for (int k = 1; rate > 0 && k <= until - first; k++) {
      double p = nights_at_least(n, first - a + k);
      if (p < 1e-18)
        break;
      moment[0] += p;
      moment[1] += p * (pow(k, 2) - pow(k - 1, 2));
      moment[2] += p * (pow(k, 4) - pow(k - 1, 4));
    }
    c.mean += rate * moment[0] / nights;
    c.variance += rate * moment[1] / pow(nights, 2);
    c.fourth += rate * moment[2] / pow(nights, 4);
  }
  return c;
}

static placement_plan *no_homes(const need *n)
{
  char days[LAW_TEXT];
  char age[LAW_TEXT + 100] = "";
  char of_age[LAW_TEXT];
  if (n->age != NULL)
    (void)snprintf(age, sizeof age, "'age_at_entry': %s, 'until_age': %.17g,", law_json(n->age, of_age), n->until_age);
  return plan_of("{'placement_scenario': 1, 'horizon': {'start': '2023-04-01', 'years': %d},"
                 " 'groups': [{'id': 'g', 'arrivals_per_year': [%g, %g, %g, %g], %s 'need_days': %s,"
                 "  'weekly_fee': 4434}]}",
                 YEARS, arrivals[0], arrivals[1], arrivals[2], arrivals[3], age, law_json(&n->days, days));
}

/* A mean against theory, by the theoretical standard error, and a variance, whose own variance is (fourth cumulant + 2
 * variance^2) / n. */
static void check_moments(const placement_statistics *s, const cumulants *c, const char *what, const char *label)
{
  char text[100];
  double n = (double)s->defined;
  (void)snprintf(text, sizeof text, "%s, mean of %s", what, label);
  expect_near(s->mean, sqrt(c->variance / n), c->mean, text);
  (void)snprintf(text, sizeof text, "%s, variance in %s", what, label);
  expect_near(s->sd * s->sd, sqrt((c->fourth + 2 * c->variance * c->variance) / n), c->variance, text);
}

static void check_transient(const char *what, const need *n, uint64_t seed)
{
  int months[MONTHS + 1];
  int years[YEARS + 1];
  first_nights(months, MONTHS, 10);
  for (int y = 0; y <= YEARS; y++)
    years[y] = months[12 * y];
  placement_plan *plan = no_homes(n);
  placement_basis *basis = basis_of(plan);
  placement_summary *summary = run_of(plan, 40000, seed);
  cr_assert_eq(placement_plan_month_count(plan), MONTHS);
  for (size_t y = 0; y <= YEARS; y++) {
    cumulants c = theory_of(n, years, y < YEARS ? years[y] : 0, y < YEARS ? years[y + 1] : years[YEARS]);
    placement_statistics s = statistics_of(plan, summary, "children.external", y);
    check_moments(&s, &c, what, placement_plan_column_label(plan, y));
    expect_close(basis_value_of(plan, basis, "children.external", y), c.mean, 1e-9, "plan basis");
    expect_close(basis_value_of(plan, basis, "children.in_need", y), c.mean, 1e-9, "plan basis");
  }
  for (size_t m = 0; m < MONTHS; m++) {
    cumulants c = theory_of(n, years, months[m], months[m + 1]);
    placement_statistics s = month_of(summary, PLACEMENT_MONTHLY_CHILDREN_EXTERNAL, m);
    check_moments(&s, &c, what, placement_plan_month_label(plan, m));
  }
  placement_summary_free(summary);
  placement_basis_free(basis);
  placement_plan_free(plan);
}

Test(no_homes, constant_need)
{
  check_transient("constant", &(need){{CONSTANT, 200, 0}, NULL, 0}, 1);
}

Test(no_homes, lognormal_need)
{
  check_transient("lognormal", &(need){{LOGNORMAL, 300, 1}, NULL, 0}, 2);
}

Test(no_homes, very_variable_need)
{
  check_transient("lognormal, cv 2", &(need){{LOGNORMAL, 300, 2}, NULL, 0}, 3);
}

Test(no_homes, short_need)
{
  check_transient("exponential of two days", &(need){{EXPONENTIAL, 2, 0}, NULL, 0}, 4);
}

Test(no_homes, weibull_need)
{
  check_transient("weibull", &(need){{WEIBULL, 250, 0.7}, NULL, 0}, 5);
}

Test(no_homes, mixed_need)
{
  check_transient("mixture", &(need){{MIXTURE, 300, 0}, NULL, 0}, 6);
}

Test(no_homes, need_until_a_birthday)
{
  law age = {UNIFORM, 15.5, 2.5};
  check_transient("until 18", &(need){{GAMMA_4, 500, 0}, &age, 18}, 7);
}

/* The same mean need, another shape: means tend to the same, variances of yearly averages do not. Theory says so, and
 * the tests above say that the library agrees with theory. */
Test(no_homes, variance_depends_on_the_shape)
{
  int months[MONTHS + 1];
  int years[YEARS + 1];
  first_nights(months, MONTHS, 10);
  for (int y = 0; y <= YEARS; y++)
    years[y] = months[12 * y];
  cumulants constant = theory_of(&(need){{CONSTANT, 100, 0}, NULL, 0}, years, 0, years[YEARS]);
  cumulants variable = theory_of(&(need){{LOGNORMAL, 100, 2}, NULL, 0}, years, 0, years[YEARS]);
  cr_expect_gt(variable.variance, 1.5 * constant.variance);
}

/* Arrivals of a year are Poisson: mean and variance are the rate x days / 365.25. */
Test(no_homes, arrivals_are_poisson)
{
  placement_plan *plan = no_homes(&(need){{CONSTANT, 10, 0}, NULL, 0});
  placement_basis *basis = basis_of(plan);
  placement_summary *summary = run_of(plan, 20000, 8);
  for (size_t y = 0; y < YEARS; y++) {
    double mean = arrivals[y] * placement_plan_column_nights(plan, y) / DAYS_IN_YEAR;
    placement_statistics s = statistics_of(plan, summary, "arrivals", y);
    check_moments(&s, &(cumulants){mean, mean, mean}, "arrivals", placement_plan_column_label(plan, y));
    expect_close(basis_value_of(plan, basis, "arrivals", y), mean, 1e-12, "arrivals on the plan basis");
  }
  placement_summary_free(summary);
  placement_basis_free(basis);
  placement_plan_free(plan);
}
