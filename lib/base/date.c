/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/date.h"

#include <string.h>

bool plm_is_leap_year(int32_t year)
{
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int32_t plm_days_in_month(int32_t year, int32_t month)
{
  static const int32_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && plm_is_leap_year(year) ? 29 : days[month - 1];
}

/* Years are counted from 1 March, so that the leap day is the last day of a year; months then begin after
 * (153 m + 2) / 5 days. Years 1 and later. */
int32_t plm_date_from_civil(plm_civil civil)
{
  int32_t march_year = civil.month > 2 ? civil.year : civil.year - 1;
  int32_t march_month = (civil.month + 9) % 12;
  int32_t before = 365 * march_year + march_year / 4 - march_year / 100 + march_year / 400;
  return before + (153 * march_month + 2) / 5 + civil.day - 1 - 719468;
}

plm_civil plm_civil_from_date(int32_t date)
{
  int32_t days = date + 719468;
  int32_t year = (int32_t)(((int64_t)days * 400 + 591) / 146097);
  plm_civil civil;
  int32_t of_year = days - (365 * year + year / 4 - year / 100 + year / 400);
  if (of_year < 0) {
    year--;
    of_year = days - (365 * year + year / 4 - year / 100 + year / 400);
  }
  int32_t march_month = (5 * of_year + 2) / 153;
  civil.day = of_year - (153 * march_month + 2) / 5 + 1;
  civil.month = march_month < 10 ? march_month + 3 : march_month - 9;
  civil.year = civil.month > 2 ? year : year + 1;
  return civil;
}

bool plm_parse_date(const char *text, int32_t *date)
{
  plm_civil civil = {0, 0, 0};
  if (strlen(text) != 10)
    return false;
  for (int i = 0; i < 10; i++) {
    if (i == 4 || i == 7) {
      if (text[i] != '-')
        return false;
      continue;
    }
    if (text[i] < '0' || text[i] > '9')
      return false;
    int32_t *field = i < 4 ? &civil.year : i < 7 ? &civil.month : &civil.day;
    *field = *field * 10 + (text[i] - '0');
  }
  if (civil.year < 1900 || civil.year > 2299 || civil.month < 1 || civil.month > 12 || civil.day < 1 ||
      civil.day > plm_days_in_month(civil.year, civil.month))
    return false;
  *date = plm_date_from_civil(civil);
  return true;
}

const char *plm_month_name(int32_t month)
{
  static const char *const names[] = {"January", "February", "March",     "April",   "May",      "June",
                                      "July",    "August",   "September", "October", "November", "December"};
  return names[month - 1];
}
