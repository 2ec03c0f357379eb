/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How many children of a group arrive. Rates are constant within a calendar month of a financial year.
 */
#ifndef PLM_SCENARIO_ARRIVALS_H
#define PLM_SCENARIO_ARRIVALS_H

#include "scenario/scenario.h"

/* Arrivals a day in the financial year number `year` of the horizon, before the factor of the month. */
static inline double plm_arrivals_a_day(const plm_group *group, size_t year)
{
  return group->arrivals_per_year[group->rate_count > 1 ? year : 0] / 365.25;
}

/* The factor of the month of a day: growth by whole calendar months since that of day 0, and seasonality over its mean.
 */
double plm_monthly_factor(const placement_scenario *s, const plm_group *group, int32_t day);

/* Arrivals expected over the horizon. */
double plm_expected_arrivals(const placement_scenario *s, const plm_group *group);

#endif
