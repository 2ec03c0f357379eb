/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One replication, day by day: draws, the order of events within a day (MODEL.md section 4).
 */
#include "base/error.h"
#include "model/accounts.h"
#include "model/matching.h"

#include <string.h>

#define DAYS_IN_YEAR 365.25

/* floor(x + 1/2), without the C library. Values beyond what a day can be are cut; no scenario lasts that long. */
static int32_t whole_days(double x)
{
  double shifted = x + 0.5;
  if (shifted >= 1e9)
    return 1000000000;
  if (shifted <= -1e9)
    return -1000000000;
  int32_t whole = (int32_t)shifted;
  return whole > shifted ? whole - 1 : whole;
}

static int32_t nights_of(double x)
{
  int32_t nights = whole_days(x);
  return nights > 1 ? nights : 1;
}

static void derive_keys(placement_workspace *w, uint64_t seed)
{
  const placement_plan *plan = w->plan;
  for (size_t g = 0; g < plan->group_count; g++) {
    w->group_keys[g] = plm_stream_key(seed, plan->groups[g].digest);
    for (size_t other = 0; other < plan->group_count; other++)
      w->pair_keys[g * plan->group_count + other] =
          plm_stream_pair_key(seed, plan->groups[g].digest, plan->groups[other].digest);
  }
  for (size_t p = 0; p < plan->phase_count; p++)
    w->phase_keys[p] = plm_stream_key(seed, plan->phases[p].digest);
  for (size_t h = 0; h < plan->home_count; h++)
    w->home_keys[h] = plm_stream_key(seed, plan->homes[h].digest);
  w->seed = seed;
  w->keyed = true;
}

static void clear_state(placement_workspace *w)
{
  const placement_plan *plan = w->plan;
  w->full = false;
  w->day = 0;
  w->year = 0;
  memcpy(w->busy_days, w->fixed_days, w->day_words * sizeof *w->busy_days);
  w->child_high = 0;
  w->free_count = 0;
  w->eligible_count = 0;
  w->fresh_count = 0;
  w->stamps = 0;
  w->events_done = 0;
  if (!w->settled) {
    w->event_high = 0;
    w->free_event = PLM_NOBODY;
    memset(w->first_event, 0xFF, (size_t)plan->calendar.days * PLM_EVENT_KINDS * sizeof *w->first_event);
  }
  w->settled = false;
  memset(w->vacant, 0, w->home_words * sizeof *w->vacant);
  memset(w->changed, 0, w->home_words * sizeof *w->changed);
  for (size_t h = 0; h < plan->home_count; h++) {
    plm_home_state *state = &w->homes[h];
    *state = (plm_home_state){.class_ = state->class_};
  }
  for (size_t c = 0; c < w->class_count; c++)
    w->classes[c] = (plm_class){.groups = w->classes[c].groups};
}

static double draw_days(const plm_quantile_table *table, uint32_t word)
{
  return table->constant ? table->value : plm_quantile_table_draw(table, word);
}

static void draw_openings(placement_workspace *w)
{
  const placement_plan *plan = w->plan;
  for (size_t p = 0; p < plan->phase_count; p++)
    w->delays.phase[p] = whole_days(
        draw_days(&plan->phases[p].delay, plm_stream_word(w->phase_keys[p], w->replication, 0, PLM_PURPOSE_DELAY, 0)));
  for (size_t h = 0; h < plan->home_count; h++) {
    plm_block block = plm_stream_block(w->home_keys[h], w->replication, 0, PLM_PURPOSE_REGISTRATION, 0);
    w->delays.registration[h] = whole_days(draw_days(&plan->homes[h].registration_delay, block.word[0]));
    w->delays.declined[h] = block.word[1] < plan->homes[h].declined_below;
  }
  plm_timetable_delayed(&w->timetable, plan, &w->delays);
  for (size_t h = 0; h < plan->home_count; h++) {
    int32_t opening = w->timetable.home_opening[h];
    if (opening != PLM_NEVER)
      plm_schedule(w, opening > 0 ? opening : 0, PLM_EVENT_OPENING, (int32_t)h, 0);
  }
}

/* A free slot for a child, or PLM_NOBODY when there is no room. */
static int32_t new_child(placement_workspace *w)
{
  if (w->free_count > 0)
    return w->free_children[--w->free_count];
  if (w->child_high == w->child_capacity) {
    w->full = true;
    return PLM_NOBODY;
  }
  return (int32_t)w->child_high++;
}

static int32_t begin_life(placement_workspace *w, size_t group, uint32_t index, int32_t arrival, int32_t need_end,
                          bool suitable)
{
  int32_t number = new_child(w);
  if (number == PLM_NOBODY)
    return number;
  w->children[number] = (plm_child){.group = (int32_t)group,
                                    .index = index,
                                    .arrival = arrival,
                                    .need_end = need_end,
                                    .home = PLM_EXTERNAL,
                                    .suitable = suitable};
  plm_schedule(w, need_end, PLM_EVENT_NEED_END, number, 0);
  plm_accounts_need(w, need_end);
  return number;
}

/* An initial child: remaining nights from their stationary distribution, then the whole need and the age at entry given
 * that the need lasts at least so long. */
static void begin_initial_child(placement_workspace *w, size_t g, uint32_t index)
{
  const plm_plan_group *group = &w->plan->groups[g];
  const plm_stationary *s = &group->stationary;
  plm_block life = plm_stream_block(w->group_keys[g], w->replication, index | PLM_INITIAL_BIT, PLM_PURPOSE_INITIAL, 0);
  size_t step = (size_t)draw_days(&s->step, life.word[0]);
  int32_t remaining = s->nights[step];
  double need = group->need.constant
                    ? group->need.value
                    : plm_quantile_table_at(&group->need, s->need_above[step] * (life.word[1] + 0.5) * 0x1p-32, true);
  if (group->has_until_age) {
    double age = group->age.constant
                     ? group->age.value
                     : plm_quantile_table_at(&group->age, s->age_below[step] * (life.word[2] + 0.5) * 0x1p-32, false);
    double cut = (group->until_age - age) * DAYS_IN_YEAR;
    need = need < cut ? need : cut;
  }
  int32_t whole = nights_of(need);
  int32_t before = whole > remaining ? whole - remaining : 0;
  int32_t number = begin_life(w, g, index | PLM_INITIAL_BIT, -before, remaining, life.word[3] < group->suitable_below);
  if (number != PLM_NOBODY)
    plm_begin_external(w, number, -before);
}

/* Draws the life of the next arrival of a group and the day on which it comes. */
static void next_arrival(placement_workspace *w, size_t g)
{
  const placement_plan *plan = w->plan;
  const plm_plan_group *group = &plan->groups[g];
  plm_generator *next = &w->generators[g];
  next->life = plm_stream_block(w->group_keys[g], w->replication, next->next_index, PLM_PURPOSE_LIFE, 0);
  next->cumulated += plm_quantile_table_draw(&plan->unit_exponential, next->life.word[0]);
  while (next->piece < plan->piece_count && next->cumulated >= group->pieces[next->piece + 1].before)
    next->piece++;
  if (next->piece == plan->piece_count) {
    next->next_day = PLM_NEVER;
    return;
  }
  const plm_piece *piece = &group->pieces[next->piece];
  int32_t day = plan->piece_start[next->piece] + (int32_t)((next->cumulated - piece->before) * piece->days_for_each);
  int32_t last = plan->piece_start[next->piece + 1] - 1;
  next->next_day = day < last ? day : last;
  plm_set_bit(w->busy_days, (size_t)next->next_day);
}

static void arrive(placement_workspace *w, size_t g)
{
  const plm_plan_group *group = &w->plan->groups[g];
  const plm_generator *next = &w->generators[g];
  double need = draw_days(&group->need, next->life.word[1]);
  if (group->has_until_age) {
    double cut = (group->until_age - draw_days(&group->age, next->life.word[2])) * DAYS_IN_YEAR;
    need = need < cut ? need : cut;
  }
  int32_t number =
      begin_life(w, g, next->next_index, w->day, w->day + nights_of(need), next->life.word[3] < group->suitable_below);
  if (number == PLM_NOBODY)
    return;
  w->events_done++;
  plm_accounts_count(w, PLM_ARRIVALS);
  plm_place(w, number);
}

static void begin(placement_workspace *w)
{
  clear_state(w);
  draw_openings(w);
  plm_accounts_open(w);
  for (size_t g = 0; g < w->plan->group_count && !w->full; g++) {
    for (int32_t i = 0; i < w->plan->groups[g].initial_count && !w->full; i++)
      begin_initial_child(w, g, (uint32_t)i);
    w->generators[g] = (plm_generator){0};
    next_arrival(w, g);
  }
}

/* The order within a day: openings; needs end; turnarounds end; returns; arrivals. */
static void simulate_day(placement_workspace *w)
{
  plm_event event;
  plm_accounts_new_day(w);
  while (plm_next_event(w, PLM_EVENT_OPENING, &event))
    plm_open_home(w, (size_t)event.subject);
  while (plm_next_event(w, PLM_EVENT_NEED_END, &event))
    plm_leave(w, event.subject);
  while (plm_next_event(w, PLM_EVENT_BED_READY, &event))
    plm_bed_ready(w, (size_t)event.subject);
  while (plm_next_event(w, PLM_EVENT_ELIGIBLE, &event))
    if (w->children[event.subject].stamp == event.stamp && w->children[event.subject].group != PLM_NOBODY)
      plm_become_eligible(w, event.subject);
  plm_return_children(w);
  for (size_t g = 0; g < w->plan->group_count; g++) {
    while (w->generators[g].next_day == w->day && !w->full) {
      arrive(w, g);
      w->generators[g].next_index++;
      next_arrival(w, g);
    }
  }
}

static void simulate(placement_workspace *w)
{
  begin(w);
  for (size_t word = 0; word < w->day_words && !w->full; word++) {
    while (w->busy_days[word] != 0 && !w->full) {
      w->day = (int32_t)(word * 64) + __builtin_ctzll(w->busy_days[word]);
      if (w->day == w->plan->calendar.days)
        break;
      simulate_day(w);
      plm_clear_bit(w->busy_days, (size_t)w->day);
    }
  }
  if (w->full)
    return;
  w->day = w->plan->calendar.days;
  plm_accounts_new_day(w);
  plm_accounts_close(w);
  w->settled = true;
}

placement_status placement_replicate(const placement_plan *plan, uint64_t seed, uint64_t replication,
                                     placement_workspace *workspace, placement_error *err)
{
  if (plan == NULL || workspace == NULL || workspace->plan != plan)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "the workspace was not made for this plan");
  if (replication > UINT32_MAX)
    return plm_fail(err, PLACEMENT_ERROR_LIMIT, "replications are numbered from 0 to %lu", (unsigned long)UINT32_MAX);
  if (!workspace->keyed || workspace->seed != seed)
    derive_keys(workspace, seed);
  workspace->replication = (uint32_t)replication;
  simulate(workspace);
  while (workspace->full) {
    placement_status status = plm_workspace_grow(workspace, err);
    if (status != PLACEMENT_OK)
      return status;
    simulate(workspace);
  }
  return PLACEMENT_OK;
}
