/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/calendar.h"
#include "base/date.h"
#include "base/error.h"
#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>

static void fill_years(plm_calendar *c, const placement_scenario *scenario)
{
  for (size_t y = 0; y < c->year_count; y++) {
    plm_civil first = {c->first_year + (int32_t)y, scenario->year_start_month, scenario->year_start_day};
    c->year_start[y] = y == 0 ? 0 : plm_date_from_civil(first) - c->start;
    plm_scenario_year_label(scenario, y, c->year_label[y]);
  }
  c->year_start[c->year_count] = c->days;
  (void)snprintf(c->year_label[c->year_count], 8, "total");
}

static void fill_months(plm_calendar *c)
{
  plm_civil first = plm_civil_from_date(c->start);
  size_t month = 0;
  int32_t length = plm_days_in_month(first.year, first.month);
  int32_t of_month = first.day - 1;
  for (int32_t day = 0; day < c->days; day++) {
    if (day == 0 || of_month == length) {
      if (day > 0) {
        month++;
        of_month = 0;
        first.month = first.month == 12 ? 1 : first.month + 1;
        first.year += first.month == 1;
        length = plm_days_in_month(first.year, first.month);
      }
      c->month_start[month] = day;
      (void)snprintf(c->month_label[month], 8, "%04u-%02u", (unsigned)first.year % 10000U,
                     (unsigned)first.month % 100U);
    }
    c->parts_before[day] = (int32_t)month * PLM_MONTH_PARTS + of_month * (PLM_MONTH_PARTS / length);
    of_month++;
  }
  c->parts_before[c->days] = (int32_t)month * PLM_MONTH_PARTS + of_month * (PLM_MONTH_PARTS / length);
  c->month_start[month + 1] = c->days;
}

placement_status plm_calendar_init(plm_calendar *c, const placement_scenario *scenario, placement_error *err)
{
  plm_civil first = plm_civil_from_date(scenario->start);
  plm_civil last = plm_civil_from_date(scenario->start + scenario->days - 1);
  c->days = scenario->days;
  c->start = scenario->start;
  c->first_year = plm_scenario_financial_year(scenario, scenario->start);
  c->year_count =
      (size_t)(plm_scenario_financial_year(scenario, scenario->start + scenario->days - 1) - c->first_year + 1);
  c->month_count = (size_t)((last.year - first.year) * 12 + last.month - first.month + 1);
  c->year_start = plm_new_array(c->year_count + 1, sizeof *c->year_start);
  c->year_label = plm_new_array(c->year_count + 1, sizeof *c->year_label);
  c->month_start = plm_new_array(c->month_count + 1, sizeof *c->month_start);
  c->month_label = plm_new_array(c->month_count, sizeof *c->month_label);
  c->parts_before = plm_new_array((size_t)c->days + 1, sizeof *c->parts_before);
  if (c->year_start == NULL || c->year_label == NULL || c->month_start == NULL || c->month_label == NULL ||
      c->parts_before == NULL)
    return plm_fail_memory(err);
  fill_years(c, scenario);
  fill_months(c);
  return PLACEMENT_OK;
}

void plm_calendar_clear(plm_calendar *c)
{
  free(c->year_start);
  free(c->year_label);
  free(c->month_start);
  free(c->month_label);
  free(c->parts_before);
}

/* Cuts [*from, *until) to year y; false if nothing is left. */
static bool cut_to_year(const plm_calendar *c, size_t year, int32_t *from, int32_t *until)
{
  if (*from < c->year_start[year])
    *from = c->year_start[year];
  if (*until > c->year_start[year + 1])
    *until = c->year_start[year + 1];
  return *from < *until;
}

int32_t plm_nights_in_year(const plm_calendar *c, size_t year, int32_t from, int32_t until)
{
  return cut_to_year(c, year, &from, &until) ? until - from : 0;
}

double plm_accrued_share(const plm_calendar *c, size_t year, bool per_week, int32_t from, int32_t until)
{
  if (!cut_to_year(c, year, &from, &until))
    return 0;
  return plm_units_share(per_week, plm_accrued_units(c, per_week, from, until));
}

size_t plm_year_of_day(const plm_calendar *c, int32_t day)
{
  size_t year = 0;
  while (day >= c->year_start[year + 1])
    year++;
  return year;
}
