/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/arrivals.h"
#include "base/date.h"

#include <math.h>

double plm_monthly_factor(const placement_scenario *s, const plm_group *group, int32_t day)
{
  plm_civil first = plm_civil_from_date(s->start);
  plm_civil civil = plm_civil_from_date(s->start + day);
  double sum = 0;
  for (size_t i = 0; i < 12; i++)
    sum += group->seasonality[i];
  double growth = pow(1 + group->growth_per_year, (12 * (civil.year - first.year) + civil.month - first.month) / 12.0);
  return sum > 0 ? growth * (group->seasonality[civil.month - 1] * 12 / sum) : growth;
}

/* The first day after `day` on which a month or a financial year begins. */
static int32_t next_change(const placement_scenario *s, int32_t day)
{
  plm_civil civil = plm_civil_from_date(s->start + day);
  plm_civil year = {plm_scenario_financial_year(s, s->start + day) + 1, s->year_start_month, s->year_start_day};
  int32_t of_month = day + plm_days_in_month(civil.year, civil.month) - civil.day + 1;
  int32_t of_year = plm_date_from_civil(year) - s->start;
  return of_month < of_year ? of_month : of_year;
}

double plm_expected_arrivals(const placement_scenario *s, const plm_group *group)
{
  double expected = 0;
  for (int32_t day = 0, next; day < s->days; day = next) {
    int32_t year = plm_scenario_financial_year(s, s->start + day) - plm_scenario_financial_year(s, s->start);
    next = next_change(s, day);
    if (next > s->days)
      next = s->days;
    expected += plm_arrivals_a_day(group, (size_t)year) * plm_monthly_factor(s, group, day) * (next - day);
  }
  return expected;
}
