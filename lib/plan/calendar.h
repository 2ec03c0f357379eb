/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Days, calendar months and financial years of the horizon (MODEL.md section 2).
 */
#ifndef PLM_PLAN_CALENDAR_H
#define PLM_PLAN_CALENDAR_H

#include "scenario/scenario.h"

#include <placement/base.h>

#include <stdint.h>

/* Months are counted in parts of which a night of any month, of 28 to 31 days, is a whole number: sums are exact. */
#define PLM_MONTH_PARTS 377580

typedef struct plm_calendar {
  int32_t days;  /* nights of the horizon */
  int32_t start; /* date of day 0 */
  size_t year_count;
  int32_t first_year;                 /* in which the first financial year begins */
  int32_t *year_start;                /* year_count + 1 days: the first 0, the last `days` */
  char (*year_label)[PLM_YEAR_LABEL]; /* year_count + 1 labels, the last "total" */
  size_t month_count;
  int32_t *month_start; /* month_count + 1 days: the first 0, the last `days` */
  char (*month_label)[8];
  int32_t *parts_before; /* days + 1 entries: parts of months from the first of the month of day 0 to each day */
} plm_calendar;

placement_status plm_calendar_init(plm_calendar *calendar, const placement_scenario *scenario, placement_error *err);
void plm_calendar_clear(plm_calendar *calendar);

/* Nights of the years between two days, within the horizon: nights of [from, until) in year y. */
int32_t plm_nights_in_year(const plm_calendar *calendar, size_t year, int32_t from, int32_t until);

/* What an amount a week (per_week) or a year accrues over [from, until) in year y, as a multiple of the amount: nights
 * / 7, or months / 12 with days counted within a month that is only partly covered. */
double plm_accrued_share(const plm_calendar *calendar, size_t year, bool per_week, int32_t from, int32_t until);

/* The same as a whole number of nights or parts of months, within one year; and such a number as a multiple of the
 * amount. */
static inline int64_t plm_accrued_units(const plm_calendar *calendar, bool per_week, int32_t from, int32_t until)
{
  return per_week ? until - from : calendar->parts_before[until] - calendar->parts_before[from];
}

static inline double plm_units_share(bool per_week, int64_t units)
{
  return (double)units / (per_week ? 7 : 12 * PLM_MONTH_PARTS);
}

/* The financial year of a day of the horizon. */
size_t plm_year_of_day(const plm_calendar *calendar, int32_t day);

#endif
