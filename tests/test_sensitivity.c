/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sensitivity of scenarios whose answers are known: sums and products of uncertain amounts, correlated or not, and
 * children whose cost is a compound Poisson sum. Estimates are held to four of their standard errors; what is the same
 * in every replication, to the penny.
 */
#include "verification/scenario_run.h"

static const double Z90 = 1.2815515655446004, Z80 = 0.8416212335729143;

/* Amounts a, b and c that are paid once, in this order uncertain. */
#define LINES                                                                                                          \
  "{'placement_scenario': 1, 'horizon': {'start': '2025-04-01', 'years': 1},"                                          \
  "'costs': [{'id': 'a', 'kind': 'capital', 'amount': 1000, 'per': 'once', 'on': '2025-06-01'},"                       \
  "{'id': 'b', 'amount': 500, 'per': 'once', 'on': '2025-06-01'},"                                                     \
  "{'id': 'c', 'amount': 1, 'per': 'once', 'on': '2025-06-01'}],"                                                      \
  "'uncertain': [{'input': '/costs/0/amount', 'as': 'value', 'distribution': {'normal': {'mean': 1e6, 'sd': 1e5}}},"   \
  "{'input': '/costs/1/amount', 'as': 'value', 'distribution': {'normal': {'mean': 1e6, 'sd': 5e4}}},"                 \
  "{'input': '/costs/2/amount', 'as': 'value', 'distribution': {'normal': {'mean': 2e6, 'sd': 2e5}}}],"                \
  "'correlations': [%s]}"

typedef struct analysis {
  placement_sensitivity *s;
  placement_sensitivity_whole whole;
  placement_sensitivity_bar bars[3]; /* by their first input */
} analysis;

static placement_scenario *scenario_of(const char *format, const char *inserted)
{
  char text[SCENARIO_TEXT];
  placement_scenario *scenario = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  (void)snprintf(text, sizeof text, format, inserted);
  for (char *quote = strchr(text, '\''); quote != NULL; quote = strchr(quote, '\''))
    *quote = '"';
  cr_assert_eq(placement_scenario_load_text(text, strlen(text), "test", &scenario, NULL, &err), PLACEMENT_OK, "%s: %s",
               err.pointer, err.message);
  return scenario;
}

static analysis analyse(const placement_scenario *scenario, uint64_t replications, bool indices)
{
  placement_sensitivity_options what = PLACEMENT_SENSITIVITY_OPTIONS_INIT;
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  placement_error err = PLACEMENT_ERROR_INIT;
  analysis a = {0};
  what.indices = indices;
  options.replications = scaled(replications);
  options.threads = 2;
  cr_assert_eq(placement_sensitivity_new(scenario, &what, &options, &a.s, &err), PLACEMENT_OK, "%s", err.message);
  cr_assert_eq(placement_sensitivity_figure(a.s, &a.whole, NULL), PLACEMENT_OK);
  for (size_t i = 0; i < placement_sensitivity_count(a.s); i++) {
    size_t member = placement_sensitivity_member(a.s, i, 0);
    cr_assert_lt(member, 3);
    cr_assert_eq(placement_sensitivity_at(a.s, i, &a.bars[member], NULL), PLACEMENT_OK);
  }
  return a;
}

static void expect(placement_estimate e, double expected, const char *what)
{
  expect_near(e.value, e.se, expected, what);
  cr_expect(isnan(e.se) || (e.low <= e.value && e.value <= e.high), "interval of %s", what);
}

/* Each amount moves every replication by as much as itself; draws of quantile tables are exact to 1e-6. */
Test(sensitivity, linear)
{
  static const double sd[] = {1e5, 5e4, 2e5}, mean[] = {1e6, 1e6, 2e6};
  const double total = sqrt(1e10 + 25e8 + 4e10);
  placement_scenario *scenario = scenario_of(LINES, "");
  analysis a = analyse(scenario, 2000, true);
  expect(a.whole.mean, 4e6, "mean");
  expect(a.whole.quantile, 4e6 + Z80 * total, "P80");
  expect(a.whole.sd, total, "sd");
  cr_expect(a.whole.inputs_share.value > 1 - 1e-9 && fabs(a.whole.chance_share.value) < 1e-9);
  cr_expect(a.whole.chance_sd.value == 0 && a.whole.chance_total.value == 0);
  for (size_t i = 0; i < 3; i++) {
    const placement_sensitivity_bar *bar = &a.bars[i];
    double effect = 2 * Z90 * sd[i];
    cr_expect_float_eq(bar->low, mean[i] - Z90 * sd[i], 0.5);
    cr_expect_float_eq(bar->high, mean[i] + Z90 * sd[i], 0.5);
    cr_expect_float_eq(bar->mean_effect.value, effect, 0.5, "%.3f", bar->mean_effect.value);
    cr_expect_float_eq(bar->quantile_effect.value, effect, 0.5, "%.3f", bar->quantile_effect.value);
    cr_expect(bar->mean_effect.se < 0.01 && bar->quantile_effect.se < 0.01);
    expect(bar->mean_low, 4e6 - Z90 * sd[i], "mean at P10");
    expect(bar->mean_high, 4e6 + Z90 * sd[i], "mean at P90");
    expect(bar->quantile_high, 4e6 + Z90 * sd[i] + Z80 * sqrt(total * total - sd[i] * sd[i]), "P80 at P90");
    expect(bar->first, sd[i] * sd[i] / total / total, "first-order index");
    expect(bar->total, sd[i] * sd[i] / total / total, "total index");
    cr_expect_eq(bar->correlated, 0);
  }
  cr_expect_eq(placement_sensitivity_member(a.s, 0, 0), 2);
  cr_expect_eq(placement_sensitivity_member(a.s, 1, 0), 0);
  cr_expect_eq(placement_sensitivity_member(a.s, 2, 0), 1);
  placement_sensitivity_free(a.s);
  placement_scenario_free(scenario);
}

/* Of the sum of normals with sd s and correlations R: what one tells is its covariance with the sum, what it leaves
 * when the others are known is its conditional variance. The third is correlated with none, which tests both ways. */
Test(sensitivity, correlated)
{
  const double s1 = 1e5, s2 = 5e4, s3 = 2e5;
  static const double rhos[] = {0.6, -0.7};
  for (size_t k = 0; k < 2; k++) {
    char correlation[64];
    const double rho = rhos[k], v = s1 * s1 + s2 * s2 + 2 * rho * s1 * s2 + s3 * s3;
    (void)snprintf(correlation, sizeof correlation, "{'inputs': [0, 1], 'rho': %g}", rho);
    placement_scenario *scenario = scenario_of(LINES, correlation);
    analysis a = analyse(scenario, 4000, true);
    cr_expect_eq(placement_sensitivity_count(a.s), 3);
    expect(a.whole.sd, sqrt(v), "sd");
    expect(a.bars[0].first, pow(s1 + rho * s2, 2) / v, "first-order index of a");
    expect(a.bars[1].first, pow(s2 + rho * s1, 2) / v, "first-order index of b");
    expect(a.bars[2].first, s3 * s3 / v, "first-order index of c");
    expect(a.bars[0].total, (1 - rho * rho) * s1 * s1 / v, "total index of a");
    expect(a.bars[1].total, (1 - rho * rho) * s2 * s2 / v, "total index of b");
    expect(a.bars[2].total, s3 * s3 / v, "total index of c");
    cr_expect_float_eq(a.bars[0].mean_effect.value, 2 * Z90 * (s1 + rho * s2), 0.5);
    cr_expect_float_eq(a.bars[1].quantile_effect.value, 2 * Z90 * (s2 + rho * s1), 0.5);
    cr_expect(a.bars[0].correlated == 1 && a.bars[1].correlated == 1 && a.bars[2].correlated == 0);
    for (size_t i = 0; i < 3; i++)
      cr_expect(!full_size() || (a.bars[i].first.se < 0.05 && a.bars[i].total.se < 0.05));
    placement_sensitivity_free(a.s);
    placement_scenario_free(scenario);
  }
}

/* What is perfectly correlated is one input: a and c move together, b against them. */
Test(sensitivity, perfectly_correlated)
{
  const double s = 1e5 - 5e4, s3 = 2e5, v = s * s + s3 * s3 + 2 * 0.5 * s * s3;
  placement_scenario *scenario =
      scenario_of(LINES, "{'inputs': [0, 1], 'rho': -1}, {'inputs': [0, 2], 'rho': 0.5}, {'inputs': [1, 2],"
                         "'rho': -0.5}");
  analysis a = analyse(scenario, 4000, true);
  cr_assert_eq(placement_sensitivity_count(a.s), 2);
  cr_expect_eq(placement_sensitivity_member(a.s, 0, 0), 2);
  cr_assert_eq(placement_sensitivity_member_count(a.s, 1), 2);
  cr_expect(placement_sensitivity_member(a.s, 1, 0) == 0 && placement_sensitivity_member(a.s, 1, 1) == 1);
  cr_expect_float_eq(a.bars[0].mean_effect.value, 2 * Z90 * (s + 0.5 * s3), 1);
  cr_expect_float_eq(a.bars[2].mean_effect.value, 2 * Z90 * (s3 + 0.5 * s), 1);
  expect(a.bars[0].first, pow(s + 0.5 * s3, 2) / v, "first-order index of a and b");
  expect(a.bars[2].first, pow(s3 + 0.5 * s, 2) / v, "first-order index of c");
  expect(a.bars[0].total, 0.75 * s * s / v, "total index of a and b");
  expect(a.bars[2].total, 0.75 * s3 * s3 / v, "total index of c");
  placement_sensitivity_free(a.s);
  placement_scenario_free(scenario);
}

/* Children come at random at 36 a year, each costs 100 pounds a night for 30 nights or to the end of the year; the
 * fee, how many come, and an amount beside are uncertain. */
#define CHILDREN                                                                                                       \
  "{'placement_scenario': 1, 'horizon': {'start': '2025-04-01', 'years': 1}, 'groups': [{'id': 'a',"                   \
  "'arrivals_per_year': 36, 'need_days': 30, 'weekly_fee': 700}],"                                                     \
  "'costs': [{'id': 'c', 'amount': 10000, 'per': 'once', 'on': '2025-06-01'}], 'uncertain': ["                         \
  "{'input': '/groups/0/weekly_fee', 'as': 'factor', 'distribution': {'uniform': {'min': 0.7, 'max': 1.3}}},"          \
  "{'input': '/groups/0/arrivals_per_year', 'as': 'factor', 'distribution': {'uniform': {'min': 0.5, 'max': 1.5}}},"   \
  "{'input': '/costs/0/amount', 'as': 'add', 'distribution': {'normal': {'mean': 0, 'sd': 20000}}}]%s}"

/* Mean and variance of their cost with inputs as written. */
static void children_cost(double *mean, double *variance)
{
  *mean = *variance = 0;
  for (int day = 0; day < 365; day++) {
    double cost = 100.0 * (365 - day < 30 ? 365 - day : 30);
    *mean += 36 / 365.25 * cost;
    *variance += 36 / 365.25 * cost * cost;
  }
}

/* Given fee factor F and rate factor R, the cost has mean F R m and variance F^2 R q. */
Test(sensitivity, children)
{
  const double fee = 0.36 / 12, rate = 1.0 / 12, amount = 4e8;
  double m, q;
  children_cost(&m, &q);
  const double inputs = m * m * ((1 + fee) * (1 + rate) - 1) + amount, chance = (1 + fee) * q, v = inputs + chance;
  placement_scenario *scenario = scenario_of(CHILDREN, "");
  analysis a = analyse(scenario, 4000, true);
  expect(a.whole.mean, 10000 + m, "mean");
  expect(a.whole.sd, sqrt(v), "sd");
  expect(a.whole.inputs_sd, sqrt(inputs), "sd from inputs");
  expect(a.whole.chance_sd, sqrt(chance), "sd by chance");
  expect(a.whole.inputs_share, inputs / v, "share of inputs");
  expect(a.whole.chance_share, chance / v, "share of chance");
  expect(a.whole.chance_total, chance / v, "total index of chance");
  cr_expect_float_eq(a.whole.chance_total.value, a.whole.chance_share.value, 0.01);
  expect(a.bars[0].mean_effect, 0.48 * m, "effect of the fee");
  expect(a.bars[1].mean_effect, 0.8 * m, "effect of the rate");
  cr_expect_float_eq(a.bars[2].mean_effect.value, 2 * Z90 * 20000, 0.5);
  cr_expect(fabs(a.bars[0].low - 532) < 1e-3 && fabs(a.bars[0].high - 868) < 1e-3, "the fee itself");
  cr_expect(fabs(a.bars[1].low - 21.6) < 1e-6 && fabs(a.bars[1].high - 50.4) < 1e-6, "arrivals themselves");
  expect(a.bars[0].first, m * m * fee / v, "first-order index of the fee");
  expect(a.bars[1].first, m * m * rate / v, "first-order index of the rate");
  expect(a.bars[2].first, amount / v, "first-order index of the amount");
  expect(a.bars[0].total, fee * (q + m * m * (1 + rate)) / v, "total index of the fee");
  expect(a.bars[2].total, amount / v, "total index of the amount");
  cr_expect(a.bars[1].total.value > a.bars[1].first.value - 4 * a.bars[1].first.se);
  cr_expect(!full_size() || a.bars[0].mean_effect.se < 0.01 * m);
  placement_sensitivity_free(a.s);
  placement_scenario_free(scenario);
}

/* The same, but the fee is correlated with the amount. With X and Z standard normal of correlation r and U = Phi(X),
 * E[U | Z] is Phi(r Z / sqrt(2 - r^2)), Cov(U, Z) is r / (2 sqrt(pi)), and the variance of E[U | Z] is asin(r^2 / 2) /
 * (2 pi).
 */
Test(sensitivity, children_and_correlated_inputs)
{
  const double pi = 3.14159265358979323846, rho = 0.8, scale = 20000, mean = 10000;
  const double told = asin(rho * rho / 2) / (2 * pi), together = rho / (2 * sqrt(pi));
  double m, q;
  children_cost(&m, &q);
  const double square = q + m * m * 13 / 12, fee = 0.36 / 12; /* of the cost at the fee as written */
  const double v = (1 + fee) * square - m * m + scale * scale + 2 * m * scale * 0.6 * together;
  placement_scenario *scenario = scenario_of(CHILDREN, ", 'correlations': [{'inputs': [0, 2], 'rho': 0.8}]");
  analysis a = analyse(scenario, 4000, true);
  expect(a.whole.mean, mean + m, "mean");
  expect(a.whole.sd, sqrt(v), "sd");
  expect(a.bars[2].mean_effect, 2 * Z90 * scale + m * 0.6 * (1 - erfc(rho * Z90 / sqrt(2 - rho * rho) / sqrt(2))),
         "effect of the amount");
  expect(a.bars[2].first, (scale * scale + m * m * 0.36 * told + 2 * m * scale * 0.6 * together) / v,
         "first-order index of the amount");
  expect(a.bars[2].total, (1 - rho * rho) * scale * scale / v, "total index of the amount");
  expect(a.bars[0].total, 0.36 * (1.0 / 12 - told) * square / v, "total index of the fee");
  expect(a.bars[1].first, m * m / 12 / v, "first-order index of the rate");
  expect(a.whole.chance_total, (1 + fee) * q / v, "total index of chance");
  placement_sensitivity_free(a.s);
  placement_scenario_free(scenario);
}
