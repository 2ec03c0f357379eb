/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Need groups compiled: arrival rates by day, survival of needs, remaining needs of initial children.
 */
#ifndef PLM_PLAN_GROUPS_H
#define PLM_PLAN_GROUPS_H

#include "plan/plan.h"

/* Compiles the groups of the scenario into a plan that has its calendar already. */
placement_status plm_groups_init(placement_plan *plan, const placement_scenario *scenario, placement_error *err);
void plm_groups_clear(placement_plan *plan);

/* Sets the numbers of one group that an uncertain input can vary; the prices have been set. */
placement_status plm_group_fill(placement_plan *plan, const placement_scenario *scenario, size_t group,
                                placement_error *err);

/* Expected number of children of a group in need in each night of the horizon (the M/G/infinity queue with whole days,
 * and the initial children who remain). `expected` has one entry a day. `cumulated` is scratch of days + 2 entries. */
void plm_expected_in_need(const placement_plan *plan, const plm_plan_group *group, double *expected, double *cumulated);

#endif
