/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Dates in sentences: those that are, and what only looks like one.
 */
#include "report/told_dates.h"

#include <criterion/criterion.h>

Test(told_dates, dates)
{
  cr_expect_str_eq(plm_told_dates("2021-04-01").text, "1 April 2021");
  cr_expect_str_eq(plm_told_dates("2, 2021-12-31; or 2022-01-10").text, "2, 31 December 2021; or 10 January 2022");
  cr_expect_str_eq(plm_told_dates("(2024-02-29)").text, "(29 February 2024)");
}

Test(told_dates, other_texts)
{
  static const char *const others[] = {"",           "2021-22",     "2021-13-01",  "2021-00-01",    "2021-04-32",
                                       "2021-04-00", "12021-04-01", "2021-04-011", "2021-04-01-02", "1-2021-04-01",
                                       "2021-04-0",  "2021/04/01",  "Haus Möwe"};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    cr_expect_str_eq(plm_told_dates(others[i]).text, others[i]);
}
