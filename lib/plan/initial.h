/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Initial children: what is left of the needs of those who are there on day 0.
 */
#ifndef PLM_PLAN_INITIAL_H
#define PLM_PLAN_INITIAL_H

#include "plan/plan.h"

/* Longest need in nights that initial children are drawn from: any that the format allows. */
#define PLM_LONGEST_NEED PLACEMENT_LIMIT_NUMBER

/* Compiles those of one group, or compiles them again; the plan has its calendar. */
placement_status plm_initial_fill(placement_plan *plan, const placement_scenario *scenario, size_t group,
                                  placement_error *err);
void plm_initial_clear(plm_plan_group *group);

#endif
