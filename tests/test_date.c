/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/date.h"

#include <criterion/criterion.h>

Test(date, known_days)
{
  cr_assert_eq(plm_date_from_civil((plm_civil){1970, 1, 1}), 0);
  cr_assert_eq(plm_date_from_civil((plm_civil){2000, 3, 1}), 11017);
  cr_assert_eq(plm_date_from_civil((plm_civil){2020, 4, 1}), 18353);
}

/* Every day of 400 years: successive numbers, and there and back again. */
Test(date, round_trip_over_all_years)
{
  int32_t expected = plm_date_from_civil((plm_civil){1900, 1, 1});
  for (int32_t year = 1900; year < 2300; year++) {
    for (int32_t month = 1; month <= 12; month++) {
      for (int32_t day = 1; day <= plm_days_in_month(year, month); day++, expected++) {
        plm_civil back = plm_civil_from_date(expected);
        cr_assert_eq(plm_date_from_civil((plm_civil){year, month, day}), expected);
        cr_assert(back.year == year && back.month == month && back.day == day, "%d-%d-%d", year, month, day);
      }
    }
  }
}

Test(date, names_of_months)
{
  cr_assert_str_eq(plm_month_name(1), "January");
  cr_assert_str_eq(plm_month_name(12), "December");
}

Test(date, parse)
{
  int32_t date = -1;
  cr_assert(plm_parse_date("2020-02-29", &date));
  cr_assert_eq(date, plm_date_from_civil((plm_civil){2020, 2, 29}));
  static const char *const wrong[] = {"",           "2021-02-29", "2020-13-01", "2020-00-01",
                                      "2020-1-01",  "2020-01-32", "20200101",   "2020/01/01",
                                      "1899-12-31", "2300-01-01", "2020-01-0x", "2020-01-011"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    cr_assert_not(plm_parse_date(wrong[i], &date), "%s", wrong[i]);
}
