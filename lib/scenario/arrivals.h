/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How many children of a group arrive. Rates are constant within a calendar month of a financial year.
 */
#ifndef PLM_SCENARIO_ARRIVALS_H
#define PLM_SCENARIO_ARRIVALS_H

#include "scenario/scenario.h"

/* Arrivals a day on `day` of the horizon, which is in its financial year number `year`. Growth goes by whole calendar
 * months since that of day 0; seasonality is over its mean. */
double plm_arrivals_a_day(const placement_scenario *s, const plm_group *group, size_t year, int32_t day);

/* Arrivals expected over the horizon. */
double plm_expected_arrivals(const placement_scenario *s, const plm_group *group);

#endif
