/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Phases, homes and step-down schemes.
 */
#include "base/error.h"
#include "base/memory.h"
#include "plan/compile.h"
#include "plan/tables.h"

#include <stdlib.h>

placement_status plm_phase_fill(placement_plan *plan, const placement_scenario *scenario, size_t p,
                                placement_error *err)
{
  plan->phases[p].after_days = scenario->phases[p].after_days;
  plan->phases[p].slip_days = scenario->phases[p].slip_days;
  return plm_tables_get(&plan->tables, &scenario->phases[p].delay_days, &plan->phases[p].delay, err);
}

static placement_status init_phases(placement_plan *plan, const placement_scenario *scenario, placement_error *err)
{
  plan->phases = plm_new_array(scenario->phase_count, sizeof *plan->phases);
  if (plan->phases == NULL)
    return plm_fail_memory(err);
  for (size_t p = 0; p < scenario->phase_count; p++) {
    const plm_phase *from = &scenario->phases[p];
    plm_plan_phase *phase = &plan->phases[p];
    plan->phase_count = p + 1;
    phase->id = plm_copy_string(from->id);
    if (phase->id == NULL)
      return plm_fail_memory(err);
    phase->digest = plm_id_digest("phase", from->id);
    phase->planned_opening = from->planned_opening;
    phase->after_phase = from->after_phase;
    placement_status status = plm_phase_fill(plan, scenario, p, err);
    if (status != PLACEMENT_OK)
      return status;
  }
  return PLACEMENT_OK;
}

/* The homes of each phase, in the order of the file. */
static placement_status sort_homes_by_phase(placement_plan *plan, placement_error *err)
{
  size_t count = 0;
  plan->homes_by_phase = plm_new_array(plan->home_count, sizeof *plan->homes_by_phase);
  if (plan->homes_by_phase == NULL)
    return plm_fail_memory(err);
  for (size_t p = 0; p < plan->phase_count; p++) {
    plan->phases[p].home_first = count;
    for (size_t h = 0; h < plan->home_count; h++)
      if ((size_t)plan->homes[h].phase == p)
        plan->homes_by_phase[count++] = (int32_t)h;
    plan->phases[p].home_end = count;
  }
  return PLACEMENT_OK;
}

double plm_days_between(double per_year)
{
  return per_year > 0 ? 365.25 / per_year : 0;
}

placement_status plm_home_fill(placement_plan *plan, const placement_scenario *scenario, size_t h, placement_error *err)
{
  const plm_home *from = &scenario->homes[h];
  plm_plan_home *home = &plan->homes[h];
  plm_tables *tables = &plan->tables;
  placement_status status;
  home->beds = from->beds;
  home->turnaround_days = from->turnaround_days;
  home->introduction_days = from->introduction_days;
  home->max_stay_days = from->max_stay_days;
  home->admission_interval_days = from->admission_interval_days;
  home->refused_below = plm_threshold(from->refusal);
  home->days_to_suspension = plm_days_between(from->suspensions_per_year);
  home->days_to_request = from->sells_voids ? plm_days_between(from->sales_per_year) : 0;
  home->sale_after_days = from->sale_after_days;
  home->sale_weekly_income = from->sale_weekly_income;
  home->declined_below = plm_threshold(from->registration_declined);
  if ((status = plm_tables_get(tables, &from->registration_delay_days, &home->registration_delay, err)) !=
          PLACEMENT_OK ||
      (status = plm_tables_get(tables, &from->suspension_days, &home->suspension_days, err)) != PLACEMENT_OK)
    return status;
  return plm_tables_get(tables, &from->sale_stay_days, &home->sale_stay_days, err);
}

static placement_status init_homes(placement_plan *plan, const placement_scenario *scenario, placement_error *err)
{
  plan->homes = plm_new_array(scenario->home_count, sizeof *plan->homes);
  if (plan->homes == NULL)
    return plm_fail_memory(err);
  for (size_t h = 0; h < scenario->home_count; h++) {
    const plm_home *from = &scenario->homes[h];
    plm_plan_home *home = &plan->homes[h];
    plan->home_count = h + 1;
    home->id = plm_copy_string(from->id);
    if (home->id == NULL)
      return plm_fail_memory(err);
    home->digest = plm_id_digest("home", from->id);
    home->phase = from->phase;
    home->groups[PLM_PLANNED] = from->planned_groups;
    home->groups[PLM_EMERGENCY] = from->emergency_groups;
    home->closes = from->has_closes ? from->closes : PLM_NEVER;
    home->sells = from->sells_voids;
    placement_status status = plm_home_fill(plan, scenario, h, err);
    if (status != PLACEMENT_OK)
      return status;
  }
  return sort_homes_by_phase(plan, err);
}

void plm_schemes_fill(placement_plan *plan, const placement_scenario *scenario)
{
  for (size_t i = 0; i < plan->scheme_count; i++)
    plan->schemes[i].places = scenario->step_downs[i].places;
}

static placement_status init_schemes(placement_plan *plan, const placement_scenario *scenario, placement_error *err)
{
  plan->schemes = plm_new_array(scenario->step_down_count, sizeof *plan->schemes);
  plan->scheme_line_first = plm_new_array(scenario->step_down_count + 1, sizeof *plan->scheme_line_first);
  if (plan->schemes == NULL || plan->scheme_line_first == NULL)
    return plm_fail_memory(err);
  for (size_t i = 0; i < scenario->step_down_count; i++) {
    plan->schemes[i] = (plm_plan_scheme){plm_copy_string(scenario->step_downs[i].id), scenario->step_downs[i].places,
                                         scenario->step_downs[i].opens};
    plan->scheme_count = i + 1;
    if (plan->schemes[i].id == NULL)
      return plm_fail_memory(err);
  }
  return PLACEMENT_OK;
}

placement_status plm_homes_init(placement_plan *plan, const placement_scenario *scenario, placement_error *err)
{
  placement_status status = init_phases(plan, scenario, err);
  if (status == PLACEMENT_OK)
    status = init_homes(plan, scenario, err);
  return status == PLACEMENT_OK ? init_schemes(plan, scenario, err) : status;
}

void plm_homes_clear(placement_plan *plan)
{
  for (size_t p = 0; p < plan->phase_count; p++)
    free(plan->phases[p].id);
  free(plan->phases);
  for (size_t h = 0; h < plan->home_count; h++)
    free(plan->homes[h].id);
  free(plan->homes);
  free(plan->homes_by_phase);
  for (size_t i = 0; i < plan->scheme_count; i++)
    free(plan->schemes[i].id);
  free(plan->schemes);
  free(plan->scheme_line_first);
}
