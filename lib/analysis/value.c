/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <placement/value.h>

#include "analysis/effects.h"
#include "analysis/valued.h"
#include "base/date.h"
#include "base/error.h"
#include "base/memory.h"
#include "plan/plan.h"
#include "scenario/scenario.h"

#include <placement/change.h>

#include <stdbool.h>
#include <stdlib.h>

struct placement_value {
  size_t count, column_count;
  uint64_t replications;
  plm_valued *valued;
  placement_effect *effects; /* of each, by column */
  char **home_ids, **phase_ids;
  size_t home_count, phase_count;
};

static placement_status read_date(const placement_scenario *scenario, const char *at, int32_t *day,
                                  placement_error *err)
{
  int32_t date;
  *day = -1;
  if (at == NULL)
    return PLACEMENT_OK;
  if (plm_parse_date(at, &date) && date > scenario->start && date < scenario->start + scenario->days) {
    *day = date - scenario->start;
    return PLACEMENT_OK;
  }
  plm_civil first = plm_civil_from_date(scenario->start + 1);
  plm_civil last = plm_civil_from_date(scenario->start + scenario->days - 1);
  return plm_fail(err, PLACEMENT_ERROR_ARGUMENT,
                  "'%s' must be a date from %04d-%02d-%02d to %04d-%02d-%02d, after the first day of the horizon", at,
                  (int)first.year, (int)first.month, (int)first.day, (int)last.year, (int)last.month, (int)last.day);
}

static placement_status new_value(const placement_scenario *scenario, const placement_plan *plan, int32_t at,
                                  placement_value **value, placement_error *err)
{
  placement_value *made = plm_new_array(1, sizeof *made);
  if (made == NULL)
    return plm_fail_memory(err);
  *value = made;
  placement_status status = plm_valued_list(scenario, plan, at, &made->valued, &made->count, err);
  if (status != PLACEMENT_OK)
    return status;
  made->column_count = plan->calendar.year_count + 1;
  made->home_count = plan->home_count;
  made->phase_count = plan->phase_count;
  made->effects = plm_new_array(made->count * made->column_count, sizeof *made->effects);
  made->home_ids = plm_new_array(made->home_count, sizeof *made->home_ids);
  made->phase_ids = plm_new_array(made->phase_count, sizeof *made->phase_ids);
  if (made->effects == NULL || made->home_ids == NULL || made->phase_ids == NULL)
    return plm_fail_memory(err);
  for (size_t h = 0; h < made->home_count; h++)
    if ((made->home_ids[h] = plm_copy_string(scenario->homes[h].id)) == NULL)
      return plm_fail_memory(err);
  for (size_t p = 0; p < made->phase_count; p++)
    if ((made->phase_ids[p] = plm_copy_string(scenario->phases[p].id)) == NULL)
      return plm_fail_memory(err);
  return PLACEMENT_OK;
}

/* What the scenario is without one of those valued; `changed` has room for its sample. */
static placement_status sample_one(placement_value *v, plm_effects *effects, const placement_scenario *scenario,
                                   size_t index, const double *base, double *changed, placement_error *err)
{
  placement_scenario *without = NULL;
  const plm_valued *valued = &v->valued[index];
  placement_status status = plm_valued_change(scenario, valued, &without, err);
  if (status == PLACEMENT_OK)
    status = plm_effects_sample(effects, without, changed, err);
  placement_scenario_free(without);
  if (status != PLACEMENT_OK)
    return status;
  for (size_t c = 0; c < v->column_count; c++) {
    placement_effect *effect = &v->effects[index * v->column_count + c];
    if (valued->kind == PLACEMENT_VALUE_NEXT_BED)
      plm_effects_between(effects, base, changed, c, effect);
    else
      plm_effects_between(effects, changed, base, c, effect);
  }
  return PLACEMENT_OK;
}

static placement_status sample_all(placement_value *v, const placement_scenario *scenario,
                                   const placement_run_options *options, placement_error *err)
{
  plm_effects effects;
  double *base = NULL, *changed = NULL;
  size_t runs = 1;
  for (size_t i = 0; i < v->count; i++)
    runs += v->valued[i].state == PLACEMENT_VALUE_KNOWN;
  placement_status status = plm_effects_init(&effects, options, v->column_count, runs, err);
  if (status != PLACEMENT_OK)
    goto out;
  v->replications = effects.options.replications;
  base = plm_effects_room(&effects);
  changed = plm_effects_room(&effects);
  if (base == NULL || changed == NULL) {
    status = plm_fail_memory(err);
    goto out;
  }
  status = plm_effects_sample(&effects, scenario, base, err);
  for (size_t i = 0; i < v->count && status == PLACEMENT_OK; i++)
    if (v->valued[i].state == PLACEMENT_VALUE_KNOWN)
      status = sample_one(v, &effects, scenario, i, base, changed, err);
out:
  free(base);
  free(changed);
  plm_effects_clear(&effects);
  return status;
}

placement_status placement_value_new(const placement_scenario *scenario, const placement_run_options *options,
                                     const char *at, placement_value **value, placement_error *err)
{
  placement_plan *plan = NULL;
  placement_value *made = NULL;
  int32_t day = -1;
  if (scenario == NULL || value == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "scenario and value must not be NULL");
  if (placement_scenario_text(scenario, NULL) == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "the scenario has no text, because its numbers were changed");
  if (scenario->home_count == 0)
    return plm_fail(err, PLACEMENT_ERROR_SCENARIO, "the scenario has no homes to value");
  placement_status status = read_date(scenario, at, &day, err);
  if (status == PLACEMENT_OK)
    status = placement_plan_new(scenario, &plan, err);
  if (status == PLACEMENT_OK)
    status = new_value(scenario, plan, day, &made, err);
  placement_plan_free(plan);
  if (status == PLACEMENT_OK)
    status = sample_all(made, scenario, options, err);
  if (status != PLACEMENT_OK) {
    placement_value_free(made);
    return status;
  }
  *value = made;
  return PLACEMENT_OK;
}

static void free_ids(char **ids, size_t count)
{
  for (size_t i = 0; i < count && ids != NULL; i++)
    free(ids[i]);
  free(ids);
}

void placement_value_free(placement_value *value)
{
  if (value == NULL)
    return;
  free_ids(value->home_ids, value->home_count);
  free_ids(value->phase_ids, value->phase_count);
  free(value->valued);
  free(value->effects);
  free(value);
}

uint64_t placement_value_replications(const placement_value *value)
{
  return value == NULL ? 0 : value->replications;
}

size_t placement_value_count(const placement_value *value)
{
  return value == NULL ? 0 : value->count;
}

placement_status placement_value_item(const placement_value *value, size_t index, placement_valued *item,
                                      placement_error *err)
{
  if (value == NULL || item == NULL || index >= value->count)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "the value has no item %zu", index);
  const plm_valued *v = &value->valued[index];
  bool phase = v->kind == PLACEMENT_VALUE_PHASE || v->kind == PLACEMENT_VALUE_OPEN_PHASE;
  *item = (placement_valued){v->kind,     v->state,
                             v->position, phase ? value->phase_ids[v->position] : value->home_ids[v->position],
                             v->beds,     v->date};
  return PLACEMENT_OK;
}

placement_status placement_value_effect(const placement_value *value, size_t index, size_t column,
                                        placement_effect *effect, placement_error *err)
{
  if (value == NULL || effect == NULL || index >= value->count || column >= value->column_count)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "the value has no item %zu, column %zu", index, column);
  if (value->valued[index].state != PLACEMENT_VALUE_KNOWN)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "the value of item %zu is not known", index);
  *effect = value->effects[index * value->column_count + column];
  return PLACEMENT_OK;
}
