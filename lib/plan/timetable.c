/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/timetable.h"
#include "base/error.h"
#include "base/memory.h"

#include <stdlib.h>

placement_status plm_timetable_init(plm_timetable *t, const placement_plan *plan, placement_error *err)
{
  t->home_opening = plm_new_array(plan->home_count, sizeof *t->home_opening);
  t->home_known = plm_new_array(plan->home_count, sizeof *t->home_known);
  t->phase_opening = plm_new_array(plan->phase_count, sizeof *t->phase_opening);
  t->phase_known = plm_new_array(plan->phase_count, sizeof *t->phase_known);
  t->phase_last_opening = plm_new_array(plan->phase_count, sizeof *t->phase_last_opening);
  if (t->home_opening == NULL || t->home_known == NULL || t->phase_opening == NULL || t->phase_known == NULL ||
      t->phase_last_opening == NULL)
    return plm_fail_memory(err);
  return PLACEMENT_OK;
}

void plm_timetable_clear(plm_timetable *t)
{
  free(t->home_opening);
  free(t->home_known);
  free(t->phase_opening);
  free(t->phase_known);
  free(t->phase_last_opening);
}

void plm_timetable_planned(plm_timetable *t, const placement_plan *plan)
{
  for (size_t p = 0; p < plan->phase_count; p++) {
    t->phase_opening[p] = plan->phases[p].planned_opening;
    t->phase_last_opening[p] = plan->phases[p].planned_opening;
    t->phase_known[p] = plan->phases[p].planned_opening;
  }
  for (size_t h = 0; h < plan->home_count; h++) {
    t->home_opening[h] = plan->phases[plan->homes[h].phase].planned_opening;
    t->home_known[h] = t->home_opening[h];
  }
}

/* Delays can be absurd, and add up along `after`: days are kept far from where their arithmetic would overflow. */
static int32_t later(int32_t day, int32_t days)
{
  const int64_t most = 500000000;
  int64_t sum = (int64_t)day + days;
  return (int32_t)(sum > most ? most : sum < -most ? -most : sum);
}

/* The day on which the homes of phase p could open but for their registration. */
static int32_t ready_day(const placement_plan *plan, const plm_timetable *t, const plm_delays *delays, size_t p)
{
  const plm_plan_phase *phase = &plan->phases[p];
  int32_t ready = later(phase->planned_opening, delays->phase[p]);
  if (phase->after_phase >= 0 && t->phase_opening[phase->after_phase] != PLM_NEVER) {
    int32_t after = later(t->phase_last_opening[phase->after_phase], phase->after_days);
    if (after > ready)
      ready = after;
  }
  return ready;
}

void plm_timetable_delayed(plm_timetable *t, const placement_plan *plan, const plm_delays *delays)
{
  for (size_t p = 0; p < plan->phase_count; p++) {
    bool open_before = plan->phases[p].planned_opening < 0;
    bool any_home = false;
    int32_t ready = open_before ? plan->phases[p].planned_opening : ready_day(plan, t, delays, p);
    t->phase_opening[p] = PLM_NEVER;
    t->phase_last_opening[p] = PLM_NEVER;
    t->phase_known[p] = ready; /* of a phase without homes */
    for (size_t h = plan->phases[p].home_first; h < plan->phases[p].home_end; h++) {
      size_t home = (size_t)plan->homes_by_phase[h];
      int32_t known = open_before ? ready : later(ready, delays->registration[home]);
      bool opens = open_before || !delays->declined[home];
      t->home_known[home] = known;
      t->home_opening[home] = opens ? known : PLM_NEVER;
      if (!any_home || known > t->phase_known[p])
        t->phase_known[p] = known;
      any_home = true;
      if (!opens)
        continue;
      if (t->phase_opening[p] == PLM_NEVER || known < t->phase_opening[p])
        t->phase_opening[p] = known;
      if (t->phase_last_opening[p] == PLM_NEVER || known > t->phase_last_opening[p])
        t->phase_last_opening[p] = known;
    }
  }
}

typedef struct events {
  int32_t planned, opening, closing;
  int32_t stop; /* nothing dated on or after this day is paid */
} events;

/* A home or phase that never opens would have opened on the day when that was known: offsets from its opening count
 * from there, and what they date before it is sunk. */
static events owner_events(const placement_plan *plan, const plm_line *line, const plm_timetable *t)
{
  events e = {0, 0, PLM_NEVER, PLM_NEVER};
  if (line->owner == PLM_OWNER_PROGRAMME)
    return e;
  size_t owner = (size_t)line->position;
  bool home = line->owner == PLM_OWNER_HOME;
  int32_t opening = home ? t->home_opening[owner] : t->phase_opening[owner];
  int32_t known = home ? t->home_known[owner] : t->phase_known[owner];
  e.planned = plan->phases[home ? (size_t)plan->homes[owner].phase : owner].planned_opening;
  e.opening = opening == PLM_NEVER ? known : opening;
  e.stop = opening == PLM_NEVER ? known : PLM_NEVER;
  return e;
}

static int32_t resolve(plm_when when, const events *e)
{
  int32_t event = 0;
  if (when.kind == PLM_WHEN_PLANNED_OPENING)
    event = e->planned;
  else if (when.kind == PLM_WHEN_OPENING)
    event = e->opening;
  else if (when.kind == PLM_WHEN_CLOSING)
    event = e->closing;
  return event == PLM_NEVER ? PLM_NEVER : event + when.days;
}

plm_window plm_line_window(const placement_plan *plan, const plm_line *line, const plm_timetable *t)
{
  events e = owner_events(plan, line, t);
  plm_window w = {0, 0, PLM_NEVER};
  if (line->per == PLM_PER_ONCE) {
    w.on = resolve(line->on, &e);
    if (w.on >= e.stop)
      w.on = PLM_NEVER;
    return w;
  }
  w.from = resolve(line->from, &e);
  w.until = resolve(line->until, &e);
  if (w.until > e.stop)
    w.until = e.stop;
  return w;
}

bool plm_line_concerns(const placement_plan *plan, const plm_line *line, size_t home)
{
  switch (line->owner) {
  case PLM_OWNER_HOME:
    return (size_t)line->position == home;
  case PLM_OWNER_PHASE:
    return line->position == plan->homes[home].phase;
  default:
    return true;
  }
}

/* Beds of the homes that a phase or programme line concerns, for a line paid once: those open on the day. */
static double open_beds(const placement_plan *plan, const plm_line *line, const plm_timetable *t, int32_t day)
{
  int32_t beds = 0;
  for (size_t h = 0; h < plan->home_count; h++)
    if (plm_line_concerns(plan, line, h) && t->home_opening[h] <= day)
      beds += plan->homes[h].beds;
  return beds;
}

static void share_once(const placement_plan *plan, const plm_line *line, const plm_timetable *t, double *shares)
{
  int32_t on = plm_line_window(plan, line, t).on;
  double units = 1;
  if (on < 0 || on >= plan->calendar.days)
    return;
  if (line->unit == PLM_FOR_BED)
    units = line->owner == PLM_OWNER_HOME ? plan->homes[line->position].beds : open_beds(plan, line, t, on);
  shares[plm_year_of_day(&plan->calendar, on)] = units;
}

/* `bed` in a phase or programme line: each bed from the opening of its home. */
static void share_open_beds(const placement_plan *plan, const plm_line *line, const plm_timetable *t, plm_window w,
                            double *shares)
{
  for (size_t h = 0; h < plan->home_count; h++) {
    int32_t from = t->home_opening[h] > w.from ? t->home_opening[h] : w.from;
    if (!plm_line_concerns(plan, line, h) || from >= w.until)
      continue;
    for (size_t y = 0; y < plan->calendar.year_count; y++)
      shares[y] +=
          plan->homes[h].beds * plm_accrued_share(&plan->calendar, y, line->per == PLM_PER_WEEK, from, w.until);
  }
}

void plm_line_shares(const placement_plan *plan, const plm_line *line, const plm_timetable *t, double *shares)
{
  for (size_t y = 0; y < plan->calendar.year_count; y++)
    shares[y] = 0;
  if (line->per == PLM_PER_ADMISSION || line->unit == PLM_FOR_OCCUPIED_BED)
    return;
  if (line->per == PLM_PER_ONCE) {
    share_once(plan, line, t, shares);
    return;
  }
  plm_window w = plm_line_window(plan, line, t);
  if (line->unit == PLM_FOR_BED && line->owner != PLM_OWNER_HOME) {
    share_open_beds(plan, line, t, w, shares);
    return;
  }
  double units = line->unit == PLM_FOR_BED ? plan->homes[line->position].beds : 1;
  for (size_t y = 0; y < plan->calendar.year_count; y++)
    shares[y] = units * plm_accrued_share(&plan->calendar, y, line->per == PLM_PER_WEEK, w.from, w.until);
}
