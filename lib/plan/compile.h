/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Parts of the compilation of a plan that have files of their own.
 */
#ifndef PLM_PLAN_COMPILE_H
#define PLM_PLAN_COMPILE_H

#include "plan/plan.h"

/* Cost lines of programme, phases and homes with their defaults filled in. */
placement_status plm_lines_init(placement_plan *plan, const placement_scenario *scenario, placement_error *err);

/* The metrics of the scenario and of each home. */
placement_status plm_metrics_init(placement_plan *plan, placement_error *err);
void plm_metrics_clear(placement_plan *plan);

#endif
