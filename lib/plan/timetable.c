/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/timetable.h"
#include "base/error.h"
#include "base/memory.h"

#include <stdlib.h>

placement_status plm_timetable_init(plm_timetable *t, const placement_plan *plan, placement_error *err)
{
  size_t homes = plan->home_count;
  size_t phases = plan->phase_count;
  int32_t *days = plm_new_array(4 * homes + 5 * phases, sizeof *days);
  if (days == NULL)
    return plm_fail_memory(err);
  t->days = days;
  t->home_opening = days;
  t->home_expected = days + homes;
  t->home_stop = days + 2 * homes;
  t->home_closing = days + 3 * homes;
  days += 4 * homes;
  t->phase_opening = days;
  t->phase_expected = days + phases;
  t->phase_stop = days + 2 * phases;
  t->phase_closing = days + 3 * phases;
  t->phase_last_opening = days + 4 * phases;
  return PLACEMENT_OK;
}

void plm_timetable_clear(plm_timetable *t)
{
  free(t->days);
}

/* The home would open on the day `expected`, unless its registration is declined or it would have closed by then. */
static void set_home(plm_timetable *t, const placement_plan *plan, size_t home, int32_t expected, bool declined)
{
  int32_t closes = plan->homes[home].closes;
  bool opens = !declined && expected < closes;
  t->home_expected[home] = expected;
  t->home_opening[home] = opens ? expected : PLM_NEVER;
  t->home_stop[home] = opens ? PLM_NEVER : plm_earlier(expected, closes);
  t->home_closing[home] = closes;
}

/* A phase from its homes; `ready` stands for those of a phase that has none. */
static void set_phase(plm_timetable *t, const placement_plan *plan, size_t p, int32_t ready)
{
  int32_t first = PLM_NEVER;
  int32_t last = INT32_MIN;
  int32_t closing = INT32_MIN;
  int32_t expected = INT32_MIN;
  int32_t stop = INT32_MIN;
  for (size_t i = plan->phases[p].home_first; i < plan->phases[p].home_end; i++) {
    size_t home = (size_t)plan->homes_by_phase[i];
    expected = plm_latest(expected, t->home_expected[home]);
    stop = plm_latest(stop, t->home_stop[home]);
    if (t->home_opening[home] == PLM_NEVER)
      continue;
    first = plm_earlier(first, t->home_opening[home]);
    last = plm_latest(last, t->home_opening[home]);
    closing = plm_latest(closing, t->home_closing[home]);
  }
  bool has_homes = plan->phases[p].home_first < plan->phases[p].home_end;
  t->phase_opening[p] = first;
  t->phase_last_opening[p] = first == PLM_NEVER ? PLM_NEVER : last;
  t->phase_closing[p] = first == PLM_NEVER ? PLM_NEVER : closing;
  t->phase_expected[p] = first != PLM_NEVER ? first : has_homes ? expected : ready;
  t->phase_stop[p] = first != PLM_NEVER ? PLM_NEVER : has_homes ? stop : ready;
}

void plm_timetable_planned(plm_timetable *t, const placement_plan *plan)
{
  for (size_t h = 0; h < plan->home_count; h++)
    set_home(t, plan, h, plan->phases[plan->homes[h].phase].planned_opening, false);
  for (size_t p = 0; p < plan->phase_count; p++)
    set_phase(t, plan, p, plan->phases[p].planned_opening);
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
    int32_t ready = open_before ? plan->phases[p].planned_opening : ready_day(plan, t, delays, p);
    for (size_t i = plan->phases[p].home_first; i < plan->phases[p].home_end; i++) {
      size_t home = (size_t)plan->homes_by_phase[i];
      if (open_before)
        set_home(t, plan, home, ready, false);
      else
        set_home(t, plan, home, later(ready, delays->registration[home]), delays->declined[home]);
    }
    set_phase(t, plan, p, ready);
  }
}

typedef struct events {
  int32_t planned, opening, closing;
  int32_t stop; /* nothing dated on or after this day is paid */
} events;

/* A home or phase that never opens would have opened on its expected day: offsets from its opening count from there,
 * and what they date before it stops is spent. */
static events owner_events(const placement_plan *plan, const plm_line *line, const plm_timetable *t)
{
  size_t owner = (size_t)line->position;
  if (line->owner == PLM_OWNER_HOME)
    return (events){plan->phases[plan->homes[owner].phase].planned_opening, t->home_expected[owner],
                    t->home_closing[owner], t->home_stop[owner]};
  if (line->owner == PLM_OWNER_PHASE)
    return (events){plan->phases[owner].planned_opening, t->phase_expected[owner], t->phase_closing[owner],
                    t->phase_stop[owner]};
  return (events){0, 0, PLM_NEVER, PLM_NEVER};
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
  case PLM_OWNER_SCHEME:
    return false;
  default:
    return true;
  }
}

/* Beds of the homes that a phase or programme line concerns, for a line paid once: those open on the day. */
static double open_beds(const placement_plan *plan, const plm_line *line, const plm_timetable *t, int32_t day)
{
  int32_t beds = 0;
  for (size_t h = 0; h < plan->home_count; h++)
    if (plm_line_concerns(plan, line, h) && t->home_opening[h] <= day && day < t->home_closing[h])
      beds += plan->homes[h].beds;
  return beds;
}

/* Homes and schemes have beds and places of their own; phases and the programme have those of open homes. */
static bool has_own_beds(const plm_line *line)
{
  return line->owner == PLM_OWNER_HOME || line->owner == PLM_OWNER_SCHEME;
}

static double own_beds(const placement_plan *plan, const plm_line *line)
{
  return line->owner == PLM_OWNER_HOME ? plan->homes[line->position].beds : plan->schemes[line->position].places;
}

static void share_once(const placement_plan *plan, const plm_line *line, const plm_timetable *t, double *shares)
{
  int32_t on = plm_line_window(plan, line, t).on;
  double units = 1;
  if (on < 0 || on >= plan->calendar.days)
    return;
  if (line->unit == PLM_FOR_BED)
    units = has_own_beds(line) ? own_beds(plan, line) : open_beds(plan, line, t, on);
  shares[plm_year_of_day(&plan->calendar, on)] = units;
}

/* `bed` in a phase or programme line: each bed from the opening of its home. */
static void share_open_beds(const placement_plan *plan, const plm_line *line, const plm_timetable *t, plm_window w,
                            double *shares)
{
  for (size_t h = 0; h < plan->home_count; h++) {
    int32_t from = plm_latest(t->home_opening[h], w.from);
    int32_t until = plm_earlier(t->home_closing[h], w.until);
    if (!plm_line_concerns(plan, line, h) || from >= until)
      continue;
    for (size_t y = 0; y < plan->calendar.year_count; y++)
      shares[y] += plan->homes[h].beds * plm_accrued_share(&plan->calendar, y, line->per == PLM_PER_WEEK, from, until);
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
  if (line->unit == PLM_FOR_BED && !has_own_beds(line)) {
    share_open_beds(plan, line, t, w, shares);
    return;
  }
  double units = line->unit == PLM_FOR_BED ? own_beds(plan, line) : 1;
  for (size_t y = 0; y < plan->calendar.year_count; y++)
    shares[y] = units * plm_accrued_share(&plan->calendar, y, line->per == PLM_PER_WEEK, w.from, w.until);
}
