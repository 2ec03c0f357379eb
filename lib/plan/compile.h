/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Parts of the compilation of a plan that have files of their own. What is called `_fill` sets the numbers that an
 * uncertain input can vary, in a plan that has been compiled before.
 */
#ifndef PLM_PLAN_COMPILE_H
#define PLM_PLAN_COMPILE_H

#include "plan/plan.h"

/* placement_plan_new with tables of another plan, which must outlive it. */
placement_status plm_plan_new(const placement_scenario *scenario, const plm_tables *shared, placement_plan **plan,
                              placement_error *err);

/* Mean days between events that come so many times a year; 0 if they never come. */
double plm_days_between(double per_year);

placement_status plm_prices_init(placement_plan *plan, const placement_scenario *scenario, placement_error *err);
void plm_prices_fill(placement_plan *plan, const placement_scenario *scenario);

void plm_compatibility_fill(placement_plan *plan, const placement_scenario *scenario);

/* External terms and policy. */
void plm_external_fill(placement_plan *plan, const placement_scenario *scenario);

/* Phases, homes and step-down schemes. */
placement_status plm_homes_init(placement_plan *plan, const placement_scenario *scenario, placement_error *err);
void plm_homes_clear(placement_plan *plan);
placement_status plm_phase_fill(placement_plan *plan, const placement_scenario *scenario, size_t phase,
                                placement_error *err);
placement_status plm_home_fill(placement_plan *plan, const placement_scenario *scenario, size_t home,
                               placement_error *err);
void plm_schemes_fill(placement_plan *plan, const placement_scenario *scenario);

/* Cost lines of programme, phases, homes and schemes with their defaults filled in. */
placement_status plm_lines_init(placement_plan *plan, const placement_scenario *scenario, placement_error *err);
void plm_lines_fill(placement_plan *plan, const placement_scenario *scenario);

/* The metrics of the scenario and of each home. */
placement_status plm_metrics_init(placement_plan *plan, placement_error *err);
void plm_metrics_clear(placement_plan *plan);

#endif
