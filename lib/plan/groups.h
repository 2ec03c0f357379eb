/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Need groups compiled: arrival rates by day, tables of what is drawn for a child.
 */
#ifndef PLM_PLAN_GROUPS_H
#define PLM_PLAN_GROUPS_H

#include "plan/plan.h"

/* Compiles the groups of the scenario into a plan that has its calendar already. */
placement_status plm_groups_init(placement_plan *plan, const placement_scenario *scenario, placement_error *err);
void plm_groups_clear(placement_plan *plan);

/* Sets the numbers of one group that an uncertain input can vary, but for its initial children. */
placement_status plm_group_fill(placement_plan *plan, const placement_scenario *scenario, size_t group,
                                placement_error *err);

/* Of these only rates of arrivals: from their number a year, growth and seasonality. */
void plm_arrivals_fill(placement_plan *plan, const placement_scenario *scenario, size_t group);

/* Arrivals of all groups expected over the horizon. */
double plm_groups_arrivals(const placement_plan *plan);

#endif
