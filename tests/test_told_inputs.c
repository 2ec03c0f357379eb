/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What inputs are set to, in units that people read.
 */
#include "report/findings.h"
#include "report/told_inputs.h"

#include <criterion/criterion.h>

static void expect_range(const char *expected, const char *pointer, bool factor, double low, double high)
{
  placement_findings *f = plm_findings_new("placement-test/1", "GBP");
  cr_expect_str_eq(plm_told_range(f, pointer, factor, low, high).text, expected);
  placement_findings_free(f);
}

Test(told_inputs, money)
{
  expect_range("£4,773 to £5,427", "/groups/0/weekly_fee", false, 4773.4, 5426.6);
  expect_range("£900 to £1,100", "/costs/0/amount", false, 900, 1100);
}

Test(told_inputs, shares)
{
  expect_range("1.0% to 3.0%", "/prices/indices/fees", false, 0.009865, 0.03013);
  expect_range("0.20% to 0.40%", "/prices/discount_rate", false, 0.002, 0.004);
  expect_range("-2.0% to 0.0%", "/groups/0/growth_per_year", false, -0.02, 0);
  expect_range("10.0% to 25.0%", "/homes/0/refusal", false, 0.1, 0.25);
  expect_range("0.0% to 100.0%", "/compatibility/default", false, 0, 1);
}

Test(told_inputs, numbers)
{
  expect_range("9.6 to 12.4", "/groups/0/arrivals_per_year", false, 9.607, 12.39);
  expect_range("2 to 3", "/homes/0/beds", false, 2, 3);
  expect_range("0 to 0", "/phases/0/slip_days", false, 0, 0);
  expect_range("1,234 to 5,678", "/external/visits", false, 1234.4, 5678.2);
  expect_range("0.000001 to 0.000001", "/external/visits", false, 1e-6, 1.4e-6);
}

Test(told_inputs, factors)
{
  expect_range("x 0.66 to 1.40", "/phases/0/delay_days", true, 0.6575, 1.395);
  expect_range("x 0.90 to 1.10", "/groups/0/weekly_fee", true, 0.9, 1.1);
}
