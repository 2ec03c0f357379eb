/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Indices, real terms, net present cost and rounding, by hand. One programme line of 12,000 a year, and the horizon of
 * test_cost_lines.c: 15 January 2024 to 14 January 2027.
 */
#include "scenario_run.h"

#define YEARS 4
#define FIRST (17.0 / 31 * 1000 + 2000)
#define YEAR 12000.0
#define LAST (9000 + 14.0 / 31 * 1000)

static const double nominal[YEARS] = {FIRST, YEAR, YEAR, LAST};

/* A scenario without children whose only costs are `lines` of the programme. */
static placement_plan *plan_with(const char *horizon, const char *prices, const char *lines)
{
  return plan_of("{'placement_scenario': 1, 'horizon': {'start': '2024-01-15', 'years': 3 %s}, 'prices': {%s},"
                 " 'groups': [{'id': 'g', 'arrivals_per_year': 0, 'need_days': 1, 'weekly_fee': 0}],"
                 " 'costs': [%s]}",
                 horizon, prices, lines);
}

static double to_pence(double pounds)
{
  return floor(pounds * 100 + 0.5) / 100;
}

/* A metric in every financial year and, the sum of those, over the horizon; the plan basis may differ by a factor. */
static void check_metric(const placement_plan *plan, const char *metric, const double *years, double plan_factor,
                         const char *what)
{
  placement_workspace *workspace = workspace_of(plan);
  placement_basis *basis = basis_of(plan);
  double sum = 0;
  replicate(plan, 1, 0, workspace);
  for (size_t y = 0; y < YEARS; y++) {
    char text[300];
    (void)snprintf(text, sizeof text, "%s: %s in %s", what, metric, placement_plan_column_label(plan, y));
    expect_exactly(value_of(plan, workspace, metric, y), to_pence(years[y]), text);
    expect_exactly(basis_value_of(plan, basis, metric, y), to_pence(years[y] * plan_factor), text);
    sum += to_pence(years[y]);
  }
  expect_exactly(value_of(plan, workspace, metric, YEARS), sum, what);
  placement_basis_free(basis);
  placement_workspace_free(workspace);
}

#define PAID_BY_INDEX "{'amount': 12000, 'per': 'year', 'index': 'pay'}"

Test(prices, indices)
{
  static const struct {
    const char *prices;
    double factor[YEARS];
  } indices[] = {
      {"'indices': {'pay': 0.03}", {1, 1.03, 1.03 * 1.03, 1.03 * 1.03 * 1.03}},
      {"'indices': {'pay': [0.02, 0.03]}", {1, 1.02, 1.02 * 1.03, 1.02 * 1.03 * 1.03}},
      {"'indices': {'other': 0.5, 'pay': [0.02, 0.03, 0.05, 0.9]}", {1, 1.02, 1.02 * 1.03, 1.02 * 1.03 * 1.05}},
      {"'indices': {'pay': -0.01}", {1, 0.99, 0.99 * 0.99, 0.99 * 0.99 * 0.99}},
      {"'base_date': '2024-03-31', 'indices': {'pay': 0.03}", {1, 1.03, 1.03 * 1.03, 1.03 * 1.03 * 1.03}},
      {"'base_date': '2024-04-01', 'indices': {'pay': [0.02, 0.03]}", {1 / 1.02, 1, 1.02, 1.02 * 1.03}},
      {"'base_date': '2025-06-01', 'indices': {'pay': [0.02, 0.03]}", {1 / 1.02 / 1.02, 1 / 1.02, 1, 1.02}},
      {"'base_date': '2021-05-01', 'indices': {'pay': [0.02, 0.03, 0.05]}",
       {1.02 * 1.03, 1.02 * 1.03 * 1.05, 1.02 * 1.03 * 1.05 * 1.05, 1.02 * 1.03 * 1.05 * 1.05 * 1.05}},
      {"'base_date': '2028-05-01', 'indices': {'pay': [0.02, 0.03]}",
       {1 / 1.02 / 1.02 / 1.02 / 1.02 / 1.02, 1 / 1.02 / 1.02 / 1.02 / 1.02, 1 / 1.02 / 1.02 / 1.02, 1 / 1.02 / 1.02}},
  };
  for (size_t i = 0; i < sizeof indices / sizeof *indices; i++) {
    double years[YEARS];
    placement_plan *plan = plan_with("", indices[i].prices, PAID_BY_INDEX);
    for (size_t y = 0; y < YEARS; y++)
      years[y] = nominal[y] * indices[i].factor[y];
    check_metric(plan, "cost.programme", years, 1, indices[i].prices);
    placement_plan_free(plan);
    plan = plan_with("", indices[i].prices, "{'amount': 12000, 'per': 'year'}");
    check_metric(plan, "cost.programme", nominal, 1, "a line without an index does not grow");
    placement_plan_free(plan);
  }
}

/* Bias multiplies capital and revenue alike, in the simulation only. */
Test(prices, optimism_bias)
{
  double years[YEARS];
  placement_plan *plan = plan_with("", "", "{'amount': 12000, 'per': 'year', 'optimism_bias': 0.24}");
  for (size_t y = 0; y < YEARS; y++)
    years[y] = nominal[y] * 1.24;
  check_metric(plan, "cost.programme", years, 1 / 1.24, "bias of revenue");
  placement_plan_free(plan);
  plan = plan_with("", "", "{'kind': 'capital', 'amount': 12000, 'per': 'year', 'optimism_bias': 0.24}");
  check_metric(plan, "cost.capital", years, 1 / 1.24, "bias of capital");
  placement_plan_free(plan);
}

/* Real terms divide the pence of a year by the deflator; the first year is not discounted, however short it is. */
static void check_real(const char *prices, const double *deflator, double discount)
{
  double real[YEARS];
  double present[YEARS];
  placement_plan *plan = plan_with("", prices, "{'amount': 12000, 'per': 'year'}");
  for (int y = 0; y < YEARS; y++) {
    real[y] = to_pence(nominal[y]) / deflator[y];
    present[y] = real[y] / pow(1 + discount, y);
  }
  check_metric(plan, "cost.real", real, 1, prices);
  check_metric(plan, "cost.net_present", present, 1, prices);
  check_metric(plan, "cost.total", nominal, 1, prices);
  placement_plan_free(plan);
}

Test(prices, real_terms_and_net_present_cost)
{
  static const double none[] = {1, 1, 1, 1};
  static const double gdp[] = {1, 1.02, 1.02 * 1.025, 1.02 * 1.025 * 1.025};
  static const double earlier[] = {1.02 * 1.02, 1.02 * 1.02 * 1.02, 1.02 * 1.02 * 1.02 * 1.02,
                                   1.02 * 1.02 * 1.02 * 1.02 * 1.02};
  check_real("'currency': 'GBP'", none, 0.035);
  check_real("'discount_rate': 0", none, 0);
  check_real("'discount_rate': 0.1", none, 0.1);
  check_real("'indices': {'gdp': [0.02, 0.025]}, 'deflator': 'gdp'", gdp, 0.035);
  check_real("'base_date': '2021-12-25', 'indices': {'gdp': 0.02}, 'deflator': 'gdp'", earlier, 0.035);
}

/* Half a penny is a penny, also where a binary number cannot hold it: 1.005 is a little less than it says. Credits are
 * rounded towards the same side. */
Test(prices, half_up)
{
  static const struct {
    const char *amount;
    double pounds;
  } halves[] = {{"0.005", 0.01},
                {"0.0049", 0},
                {"1.005", 1.01},
                {"2.675", 2.68},
                {"0.015", 0.02},
                {"1.0049", 1},
                {"-0.005", 0},
                {"-0.006", -0.01},
                {"-1.005", -1},
                {"1234567.125", 1234567.13},
                {"100000000.005", 100000000.01}};
  for (size_t i = 0; i < sizeof halves / sizeof *halves; i++) {
    char text[100];
    (void)snprintf(text, sizeof text, "{'amount': %s, 'per': 'once', 'on': '2024-06-01'}", halves[i].amount);
    placement_plan *plan = plan_with("", "", text);
    placement_workspace *workspace = workspace_of(plan);
    replicate(plan, 1, 0, workspace);
    expect_exactly(value_of(plan, workspace, "cost.programme", 1), halves[i].pounds, halves[i].amount);
    placement_workspace_free(workspace);
    placement_plan_free(plan);
  }
}

/* A category is rounded once, from the sum of its lines. */
Test(prices, rounded_once)
{
  placement_plan *plan = plan_with("", "",
                                   "{'amount': 0.004, 'per': 'once', 'on': '2024-06-01'},"
                                   " {'amount': 0.004, 'per': 'once', 'on': '2024-06-02'},"
                                   " {'kind': 'capital', 'amount': 0.004, 'per': 'once', 'on': '2024-06-02'}");
  static const double years[] = {0, 0.01, 0, 0};
  check_metric(plan, "cost.programme", years, 1, "two lines");
  check_metric(plan, "cost.total", years, 1, "two lines and one of capital");
  placement_plan_free(plan);
}

/* Financial years that are calendar years, and one that starts on 6 April, within a month: steps and sums follow. */
Test(prices, financial_years)
{
  static const double calendar[] = {17.0 / 31 * 1000 + 11000, 12000 * 1.1, 12000 * 1.21, 14.0 / 31 * 1000 * 1.331};
  static const double april[] = {FIRST + 1000.0 / 6, 12000 * 1.1, 12000 * 1.21, (LAST - 1000.0 / 6) * 1.331};
  placement_plan *plan = plan_with(", 'financial_year_start': '01-01'", "'indices': {'pay': 0.1}", PAID_BY_INDEX);
  check_metric(plan, "cost.programme", calendar, 1, "calendar years");
  cr_expect_str_eq(placement_plan_column_label(plan, 0), "2024");
  cr_expect_eq(placement_plan_column_nights(plan, 0), 352);
  placement_plan_free(plan);
  plan = plan_with(", 'financial_year_start': '04-06'", "'indices': {'pay': 0.1}", PAID_BY_INDEX);
  check_metric(plan, "cost.programme", april, 1, "years from 6 April");
  cr_expect_str_eq(placement_plan_column_label(plan, 0), "2023-24");
  cr_expect_eq(placement_plan_column_nights(plan, 0), 82);
  placement_plan_free(plan);
}
