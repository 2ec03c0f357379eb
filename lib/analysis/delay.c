/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <placement/delay.h>

#include "analysis/effects.h"
#include "base/error.h"
#include "base/memory.h"
#include "plan/plan.h"
#include "scenario/scenario.h"

#include <placement/change.h>

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#define POINTER_SIZE 40 /* "/phases/1023/slip_days" */

struct placement_delay {
  size_t phase_count, column_count;
  int32_t months;
  uint64_t replications;
  char **ids;
  int32_t *states;
  placement_effect *slips; /* by phase (then all together), month, and column */
  placement_effect *steps;
};

/* What is needed while it is made. */
typedef struct slipping {
  placement_delay *delay;
  const placement_scenario *scenario;
  plm_effects effects;
  double *base, *slipped, *shorter; /* samples */
} slipping;

int32_t placement_delay_days(int32_t months)
{
  return (int32_t)floor(months * (365.25 / 12) + 0.5);
}

static placement_effect *effects_at(placement_effect *all, const placement_delay *d, size_t phase, int32_t months)
{
  return &all[(phase * (size_t)d->months + (size_t)months - 1) * d->column_count];
}

/* True if a bed of the phase is open on a night of some replication. */
static bool opens(const placement_plan *plan, const placement_summary *summary, size_t phase)
{
  placement_statistics nights;
  char name[PLACEMENT_LIMIT_ID + 16];
  for (size_t h = 0; h < plan->home_count; h++) {
    if ((size_t)plan->homes[h].phase != phase)
      continue;
    (void)snprintf(name, sizeof name, "beds.open@%s", placement_plan_home_id(plan, h));
    size_t metric = placement_plan_metric_find(plan, name);
    if (placement_summary_statistics(summary, metric, plan->calendar.year_count, &nights, NULL) == PLACEMENT_OK &&
        nights.max > 0)
      return true;
  }
  return false;
}

static void set_states(placement_delay *d, const placement_plan *plan, const placement_summary *summary)
{
  for (size_t p = 0; p < d->phase_count; p++) {
    const plm_plan_phase *phase = &plan->phases[p];
    d->states[p] = phase->planned_opening < 0             ? PLACEMENT_DELAY_OPEN
                   : phase->home_first == phase->home_end ? PLACEMENT_DELAY_EMPTY
                   : opens(plan, summary, p)              ? PLACEMENT_DELAY_SLIPS
                                                          : PLACEMENT_DELAY_LATE;
  }
}

static size_t slipping_phases(const placement_delay *d)
{
  size_t count = 0;
  for (size_t p = 0; p < d->phase_count; p++)
    count += d->states[p] == PLACEMENT_DELAY_SLIPS;
  return count;
}

/* One run, which tells which phases open. */
static placement_status find_states(slipping *s, const placement_plan *plan, placement_error *err)
{
  placement_delay *d = s->delay;
  placement_summary *summary = NULL;
  placement_run_options run = plm_effects_run(&s->effects);
  placement_status status = placement_run(plan, &run, &summary, err);
  if (status != PLACEMENT_OK)
    return status;
  uint64_t done = placement_summary_replications(summary);
  set_states(d, plan, summary);
  placement_summary_free(summary);
  if (done < run.replications)
    return plm_fail(err, PLACEMENT_ERROR_CANCELLED, "cancelled before all replications were done");
  if (slipping_phases(d) > 0)
    return PLACEMENT_OK;
  return plm_fail(err, PLACEMENT_ERROR_SCENARIO,
                  "no phase can slip: it would have to be planned on day 0 or later, to have homes, and to open within "
                  "the horizon");
}

/* Samples the scenario with a slip of the phase, or of all if it is their number. */
static placement_status sample_slip(slipping *s, size_t phase, int32_t months, placement_error *err)
{
  const placement_delay *d = s->delay;
  placement_scenario *slipped = NULL;
  placement_change *changes = plm_new_array(d->phase_count, sizeof *changes);
  char(*pointers)[POINTER_SIZE] = plm_new_array(d->phase_count, sizeof *pointers);
  placement_status status = PLACEMENT_OK;
  size_t count = 0;
  if (changes == NULL || pointers == NULL)
    status = plm_fail_memory(err);
  for (size_t p = 0; p < d->phase_count && status == PLACEMENT_OK; p++) {
    if ((phase != p && phase != d->phase_count) || d->states[p] != PLACEMENT_DELAY_SLIPS)
      continue;
    (void)snprintf(pointers[count], sizeof pointers[count], "/phases/%zu/slip_days", p);
    changes[count] = (placement_change){pointers[count], PLACEMENT_CHANGE_ADD, placement_delay_days(months)};
    count++;
  }
  if (status == PLACEMENT_OK)
    status = placement_scenario_change(s->scenario, changes, count, &slipped, err);
  if (status == PLACEMENT_OK)
    status = plm_effects_sample(&s->effects, slipped, s->slipped, err);
  placement_scenario_free(slipped);
  free(changes);
  free(pointers);
  return status;
}

static placement_status slip(slipping *s, size_t phase, placement_error *err)
{
  placement_delay *d = s->delay;
  for (int32_t m = 1; m <= d->months; m++) {
    placement_status status = sample_slip(s, phase, m, err);
    if (status != PLACEMENT_OK)
      return status;
    for (size_t c = 0; c < d->column_count; c++) {
      plm_effects_between(&s->effects, s->base, s->slipped, c, &effects_at(d->slips, d, phase, m)[c]);
      plm_effects_between(&s->effects, m > 1 ? s->shorter : s->base, s->slipped, c,
                          &effects_at(d->steps, d, phase, m)[c]);
    }
    double *swapped = s->shorter;
    s->shorter = s->slipped;
    s->slipped = swapped;
  }
  return PLACEMENT_OK;
}

/* One phase that slips is all of them. */
static void copy_to_all(placement_delay *d, size_t phase)
{
  size_t each = (size_t)d->months * d->column_count;
  for (size_t i = 0; i < each; i++) {
    d->slips[d->phase_count * each + i] = d->slips[phase * each + i];
    d->steps[d->phase_count * each + i] = d->steps[phase * each + i];
  }
}

static placement_status slip_all(slipping *s, placement_error *err)
{
  placement_delay *d = s->delay;
  size_t slipping = slipping_phases(d);
  placement_status status = plm_effects_sample(&s->effects, s->scenario, s->base, err);
  for (size_t p = 0; p < d->phase_count && status == PLACEMENT_OK; p++) {
    if (d->states[p] != PLACEMENT_DELAY_SLIPS)
      continue;
    status = slip(s, p, err);
    if (slipping == 1)
      copy_to_all(d, p);
  }
  return status == PLACEMENT_OK && slipping > 1 ? slip(s, d->phase_count, err) : status;
}

static placement_status new_delay(const placement_plan *plan, int32_t months, placement_delay **delay,
                                  placement_error *err)
{
  placement_delay *made = plm_new_array(1, sizeof *made);
  if (made == NULL)
    return plm_fail_memory(err);
  made->phase_count = plan->phase_count;
  made->column_count = plan->calendar.year_count + 1;
  made->months = months;
  size_t count = (made->phase_count + 1) * (size_t)months * made->column_count;
  made->ids = plm_new_array(made->phase_count, sizeof *made->ids);
  made->states = plm_new_array(made->phase_count, sizeof *made->states);
  made->slips = plm_new_array(count, sizeof *made->slips);
  made->steps = plm_new_array(count, sizeof *made->steps);
  bool all = made->ids != NULL && made->states != NULL && made->slips != NULL && made->steps != NULL;
  for (size_t p = 0; p < made->phase_count && all; p++) {
    made->ids[p] = plm_copy_string(plan->phases[p].id);
    all = made->ids[p] != NULL;
  }
  *delay = made;
  return all ? PLACEMENT_OK : plm_fail_memory(err);
}

static placement_status make(slipping *s, const placement_plan *plan, const placement_run_options *options,
                             int32_t months, placement_error *err)
{
  placement_status status = new_delay(plan, months, &s->delay, err);
  if (status == PLACEMENT_OK)
    status = plm_effects_init(&s->effects, options, s->delay->column_count, 1, err);
  if (status != PLACEMENT_OK)
    return status;
  /* As if all phases slipped, until it is known which do. */
  size_t sets = s->delay->phase_count > 1 ? s->delay->phase_count + 1 : 1;
  s->effects.runs = 2 + sets * (size_t)months;
  s->delay->replications = s->effects.options.replications;
  status = find_states(s, plan, err);
  if (status != PLACEMENT_OK)
    return status;
  sets = slipping_phases(s->delay);
  s->effects.runs = 2 + (sets > 1 ? sets + 1 : 1) * (size_t)months;
  s->base = plm_effects_room(&s->effects);
  s->slipped = plm_effects_room(&s->effects);
  s->shorter = plm_effects_room(&s->effects);
  if (s->base == NULL || s->slipped == NULL || s->shorter == NULL)
    return plm_fail_memory(err);
  return slip_all(s, err);
}

placement_status placement_delay_new(const placement_scenario *scenario, const placement_run_options *options,
                                     int32_t months, placement_delay **delay, placement_error *err)
{
  slipping s = {.scenario = scenario};
  placement_plan *plan = NULL;
  if (scenario == NULL || delay == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "scenario and delay must not be NULL");
  if (months < 1 || months > PLACEMENT_DELAY_MOST_MONTHS)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "months must be from 1 to %d", PLACEMENT_DELAY_MOST_MONTHS);
  placement_status status = placement_plan_new(scenario, &plan, err);
  if (status == PLACEMENT_OK)
    status = make(&s, plan, options, months, err);
  placement_plan_free(plan);
  plm_effects_clear(&s.effects);
  free(s.base);
  free(s.slipped);
  free(s.shorter);
  if (status != PLACEMENT_OK) {
    placement_delay_free(s.delay);
    return status;
  }
  *delay = s.delay;
  return PLACEMENT_OK;
}

void placement_delay_free(placement_delay *delay)
{
  if (delay == NULL)
    return;
  for (size_t p = 0; p < delay->phase_count && delay->ids != NULL; p++)
    free(delay->ids[p]);
  free(delay->ids);
  free(delay->states);
  free(delay->slips);
  free(delay->steps);
  free(delay);
}

size_t placement_delay_phase_count(const placement_delay *delay)
{
  return delay == NULL ? 0 : delay->phase_count;
}

const char *placement_delay_phase_id(const placement_delay *delay, size_t phase)
{
  return delay == NULL || phase >= delay->phase_count ? NULL : delay->ids[phase];
}

int32_t placement_delay_phase_state(const placement_delay *delay, size_t phase)
{
  return delay == NULL || phase >= delay->phase_count ? -1 : delay->states[phase];
}

int32_t placement_delay_months(const placement_delay *delay)
{
  return delay == NULL ? 0 : delay->months;
}

uint64_t placement_delay_replications(const placement_delay *delay)
{
  return delay == NULL ? 0 : delay->replications;
}

static placement_status check(const placement_delay *d, size_t phase, int32_t months, size_t column,
                              const placement_effect *effect, placement_error *err)
{
  if (d == NULL || effect == NULL || phase > d->phase_count || months < 1 || months > d->months ||
      column >= d->column_count)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "the delay has no phase %zu, month %d, column %zu", phase,
                    (int)months, column);
  if (phase < d->phase_count && d->states[phase] != PLACEMENT_DELAY_SLIPS)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "phase %s cannot slip", d->ids[phase]);
  return PLACEMENT_OK;
}

placement_status placement_delay_at(const placement_delay *delay, size_t phase, int32_t months, size_t column,
                                    placement_effect *effect, placement_error *err)
{
  placement_status status = check(delay, phase, months, column, effect, err);
  if (status == PLACEMENT_OK)
    *effect = effects_at(delay->slips, delay, phase, months)[column];
  return status;
}

placement_status placement_delay_step(const placement_delay *delay, size_t phase, int32_t months, size_t column,
                                      placement_effect *effect, placement_error *err)
{
  placement_status status = check(delay, phase, months, column, effect, err);
  if (status == PLACEMENT_OK)
    *effect = effects_at(delay->steps, delay, phase, months)[column];
  return status;
}
