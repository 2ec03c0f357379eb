/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How long children of a group need care: needs are rounded to whole nights, at least one, and cut at a birthday.
 */
#ifndef PLM_SCENARIO_STAYS_H
#define PLM_SCENARIO_STAYS_H

#include "scenario/scenario.h"

/* P(a drawn duration is at least so many nights). */
double plm_nights_at_least(const plm_distribution *days, int32_t nights);

/* P(the birthday that cuts the need is at least so many nights after entry); 1 without until_age. */
double plm_age_allows(const plm_group *group, int32_t nights);

/* P(a child needs care for at least so many nights). */
double plm_stays_at_least(const plm_group *group, int32_t nights);

/* The sum of these over first <= nights <= last. Parabolas stand for parts that bend by less than `tolerance`. */
double plm_sum_of_stays(const plm_group *group, int32_t first, int32_t last, double tolerance);

#endif
