/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/decimal.h"

#include <criterion/criterion.h>
#include <float.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void assert_decimal(double value, int places, bool thousands, const char *expected)
{
  plm_decimal decimal = plm_format_decimal(value, places, thousands);
  cr_assert_str_eq(decimal.text, expected, "%s is not %s", decimal.text, expected);
}

static void assert_number(double value, const char *expected)
{
  plm_decimal decimal = plm_format_number(value);
  cr_assert_str_eq(decimal.text, expected, "%s is not %s", decimal.text, expected);
}

Test(decimal, fixed_places)
{
  assert_decimal(0, 2, false, "0.00");
  assert_decimal(-0.0, 2, false, "0.00");
  assert_decimal(-0.004, 2, false, "0.00");
  assert_decimal(-0.005, 2, false, "-0.01");
  assert_decimal(0.07, 2, false, "0.07");
  assert_decimal(1.5, 0, false, "2");
  assert_decimal(2.5, 0, false, "3");
  assert_decimal(59931, 2, false, "59931.00");
  assert_decimal(99999999999999.99, 2, false, "99999999999999.98"); /* the double nearest to it */
  assert_decimal(1e15, 2, false, "1000000000000000.00");
  assert_decimal(1e22, 1, false, "10000000000000000000000.0");
  assert_decimal(0.000000001, 9, false, "0.000000001");
}

Test(decimal, rounding_is_that_of_the_text)
{
  cr_assert_eq(plm_round_decimal(-2.5, 0), -3);
  cr_assert_eq(plm_round_decimal(0.125, 2), 0.13);
  cr_assert_eq(plm_round_decimal(1e300, 9), 1e300);
}

Test(decimal, thousands)
{
  assert_decimal(81631, 0, true, "81,631");
  assert_decimal(-6125076.4, 0, true, "-6,125,076");
  assert_decimal(999.999, 2, true, "1,000.00");
  assert_decimal(999, 0, true, "999");
  assert_decimal(1234567.125, 3, true, "1,234,567.125");
}

Test(decimal, numbers)
{
  assert_number(0, "0");
  assert_number(-1e-12, "0");
  assert_number(1.0 / 3, "0.333333333");
  assert_number(-2.5, "-2.5");
  assert_number(1000, "1000");
  assert_number(123456.75, "123456.75");
  assert_number(1234567.1, "1234567.1");
  assert_number(9007199254740993.0, "9007199254740992");
}

/* Every pence figure up to 10^13 pence comes back as it went in. */
Test(decimal, pence_are_exact)
{
  long long pence = 1;
  for (int i = 0; i < 2000; i++) {
    char expected[32];
    pence = (pence * 48271 + i) % 10000000000000;
    snprintf(expected, sizeof expected, "%lld.%02lld", pence / 100, pence % 100);
    assert_decimal((double)pence / 100, 2, false, expected);
  }
}

Test(decimal, largest_double_fits)
{
  plm_decimal decimal = plm_format_decimal(-DBL_MAX, PLM_DECIMAL_PLACES, true);
  cr_assert_eq(strlen(decimal.text), 1 + 309 + 102 + 1 + PLM_DECIMAL_PLACES);
  cr_assert_eq(strtod(plm_format_decimal(-DBL_MAX, 0, false).text, NULL), -DBL_MAX);
}

/* Where the locale has a decimal comma (if one is installed), the text stays the same. */
Test(decimal, no_locale)
{
  static const char *const locales[] = {"de_DE.UTF-8", "fr_FR.UTF-8", "de_DE", ""};
  for (size_t i = 0; i < sizeof locales / sizeof *locales; i++) {
    if (setlocale(LC_ALL, locales[i]) != NULL)
      assert_decimal(1234.5, 2, false, "1234.50");
  }
}
