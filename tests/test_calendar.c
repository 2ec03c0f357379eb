/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/date.h"
#include "plan/calendar.h"

#include <criterion/criterion.h>

static placement_scenario horizon(const char *start, const char *end, int32_t month, int32_t day)
{
  placement_scenario s = {0};
  int32_t last = 0;
  cr_assert(plm_parse_date(start, &s.start));
  cr_assert(plm_parse_date(end, &last));
  s.days = last - s.start;
  s.year_start_month = month;
  s.year_start_day = day;
  return s;
}

Test(calendar, whole_financial_years)
{
  placement_scenario s = horizon("2020-04-01", "2023-04-01", 4, 1);
  plm_calendar c = {0};
  cr_assert_eq(plm_calendar_init(&c, &s, NULL), PLACEMENT_OK);
  cr_assert_eq(c.year_count, 3);
  cr_assert_eq(c.month_count, 36);
  cr_assert_str_eq(c.year_label[0], "2020-21");
  cr_assert_str_eq(c.year_label[2], "2022-23");
  cr_assert_str_eq(c.year_label[3], "total");
  cr_assert_eq(c.year_start[1], 365);
  cr_assert_eq(c.year_start[3], 1095);
  cr_assert_str_eq(c.month_label[0], "2020-04");
  cr_assert_str_eq(c.month_label[35], "2023-03");
  cr_assert_eq(c.month_start[1], 30);
  cr_assert_eq(c.parts_before[365], 12 * PLM_MONTH_PARTS);
  cr_assert_eq(c.parts_before[1095], 36 * PLM_MONTH_PARTS);
  plm_calendar_clear(&c);
}

Test(calendar, a_horizon_of_one_year_can_touch_two_financial_years)
{
  placement_scenario s = horizon("2020-07-15", "2021-07-15", 4, 6);
  plm_calendar c = {0};
  cr_assert_eq(plm_calendar_init(&c, &s, NULL), PLACEMENT_OK);
  cr_assert_eq(c.year_count, 2);
  cr_assert_str_eq(c.year_label[0], "2020-21");
  cr_assert_eq(c.year_start[1], plm_date_from_civil((plm_civil){2021, 4, 6}) - s.start);
  cr_assert_eq(c.month_count, 13);
  cr_assert_eq(c.month_start[1], 17);
  cr_assert_eq(c.parts_before[0] * 31, 14 * PLM_MONTH_PARTS);
  cr_assert_eq(c.parts_before[17], PLM_MONTH_PARTS);
  cr_assert_eq(c.parts_before[365] - c.parts_before[0], 12 * PLM_MONTH_PARTS);
  plm_calendar_clear(&c);
}

Test(calendar, calendar_years_have_plain_labels)
{
  placement_scenario s = horizon("1999-06-30", "2001-06-30", 1, 1);
  plm_calendar c = {0};
  cr_assert_eq(plm_calendar_init(&c, &s, NULL), PLACEMENT_OK);
  cr_assert_eq(c.year_count, 3);
  cr_assert_str_eq(c.year_label[0], "1999");
  cr_assert_str_eq(c.year_label[1], "2000");
  plm_calendar_clear(&c);
  s = horizon("1999-06-30", "2001-06-30", 4, 1);
  c = (plm_calendar){0};
  cr_assert_eq(plm_calendar_init(&c, &s, NULL), PLACEMENT_OK);
  cr_assert_str_eq(c.year_label[0], "1999-00");
  plm_calendar_clear(&c);
}

/* The council's own convention: a post of 79,908 a year from 1 July costs 59,931 in the year, from 1 September 7/12. */
Test(calendar, annual_amounts_accrue_by_calendar_month)
{
  placement_scenario s = horizon("2020-04-01", "2022-04-01", 4, 1);
  plm_calendar c = {0};
  cr_assert_eq(plm_calendar_init(&c, &s, NULL), PLACEMENT_OK);
  int32_t july = plm_date_from_civil((plm_civil){2020, 7, 1}) - s.start;
  int32_t september = plm_date_from_civil((plm_civil){2020, 9, 1}) - s.start;
  cr_assert_eq(79908 * plm_accrued_share(&c, 0, false, july, INT32_MAX), 59931.0);
  cr_assert_float_eq(71904 * plm_accrued_share(&c, 0, false, september, INT32_MAX), 41944, 1e-9);
  cr_assert_eq(plm_accrued_share(&c, 1, false, july, INT32_MAX), 1.0);
  /* 10 to 20 September: ten of thirty days of one month */
  cr_assert_float_eq(plm_accrued_share(&c, 0, false, september + 9, september + 19), 1.0 / 36, 1e-15);
  cr_assert_float_eq(plm_accrued_share(&c, 0, true, september + 9, september + 19), 10.0 / 7, 1e-15);
  cr_assert_eq(plm_accrued_share(&c, 0, true, 400, 500), 0);
  cr_assert_eq(plm_accrued_share(&c, 0, false, 20, 10), 0);
  plm_calendar_clear(&c);
}

Test(calendar, nights_and_years_of_days)
{
  placement_scenario s = horizon("2020-04-01", "2022-04-01", 4, 1);
  plm_calendar c = {0};
  cr_assert_eq(plm_calendar_init(&c, &s, NULL), PLACEMENT_OK);
  cr_assert_eq(plm_nights_in_year(&c, 0, -50, 10), 10);
  cr_assert_eq(plm_nights_in_year(&c, 0, 360, INT32_MAX), 5);
  cr_assert_eq(plm_nights_in_year(&c, 1, 360, INT32_MAX), 365);
  cr_assert_eq(plm_year_of_day(&c, 0), 0);
  cr_assert_eq(plm_year_of_day(&c, 364), 0);
  cr_assert_eq(plm_year_of_day(&c, 365), 1);
  plm_calendar_clear(&c);
}
