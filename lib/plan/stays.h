/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How long children need care: survival of needs, and what is left of the needs of initial children.
 */
#ifndef PLM_PLAN_STAYS_H
#define PLM_PLAN_STAYS_H

#include "plan/plan.h"

/* Longest need in nights that initial children are drawn from: any that the format allows. */
#define PLM_LONGEST_NEED PLACEMENT_LIMIT_NUMBER

/* Fills survival, stationary, listed and initial_left of a group; the plan has its calendar and its indices. */
placement_status plm_stays_init(const placement_plan *plan, plm_plan_group *group, const plm_group *from,
                                placement_error *err);
void plm_stays_clear(plm_plan_group *group);

/* P(a draw from `d`, rounded to whole nights and at least 1, is at least so many). */
double plm_nights_above(const plm_distribution *d, int32_t nights);

/* P(a child of the group needs care for at least so many nights): its birthday may cut the need. */
double plm_stays(const plm_group *from, int32_t nights);

#endif
