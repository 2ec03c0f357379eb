/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/lives.h"
#include "model/accounts.h"
#include "model/homes.h"
#include "model/ledger.h"
#include "model/matching.h"
#include "model/placements.h"

#define DAYS_IN_YEAR 365.25

int32_t plm_whole_days(double x)
{
  double shifted = x + 0.5;
  if (shifted >= 1e9)
    return 1000000000;
  if (shifted <= -1e9)
    return -1000000000;
  int32_t whole = (int32_t)shifted;
  return whole > shifted ? whole - 1 : whole;
}

int32_t plm_nights(double x)
{
  int32_t nights = plm_whole_days(x);
  return nights > 1 ? nights : 1;
}

void plm_draw_openings(placement_workspace *w)
{
  const placement_plan *plan = w->plan;
  for (size_t p = 0; p < plan->phase_count; p++)
    w->delays.phase[p] = plm_whole_days(
        plm_draw(plan->phases[p].delay, plm_stream_word(w->phase_keys[p], w->replication, 0, PLM_PURPOSE_DELAY, 0)));
  for (size_t h = 0; h < plan->home_count; h++) {
    plm_block block = plm_stream_block(w->home_keys[h], w->replication, 0, PLM_PURPOSE_REGISTRATION, 0);
    w->delays.registration[h] = plm_whole_days(plm_draw(plan->homes[h].registration_delay, block.word[0]));
    w->delays.declined[h] = block.word[1] < plan->homes[h].declined_below;
  }
  plm_timetable_delayed(&w->timetable, plan, &w->delays);
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

/* Days after arrival on which step-down is due, by the whole need. */
static int32_t step_down_nights(const plm_plan_group *group, int32_t whole_need)
{
  return plm_nights(group->step_down_after * whole_need);
}

static uint32_t later_word(const placement_workspace *w, size_t g, uint32_t index, uint32_t purpose, uint32_t k)
{
  return plm_stream_word(w->group_keys[g], w->replication, index, purpose, k);
}

/* A child whose need ends on `need_end`, of `whole_need` nights in all. */
static int32_t begin_life(placement_workspace *w, size_t g, uint32_t index, const plm_block *life, int32_t arrival,
                          int32_t need_end, int32_t whole_need)
{
  const plm_plan_group *group = &w->plan->groups[g];
  int32_t number = new_child(w);
  if (number == PLM_NOBODY)
    return number;
  w->children[number] = (plm_child){.group = (int32_t)g,
                                    .index = index,
                                    .arrival = arrival,
                                    .need_end = need_end,
                                    .fee_word = life->word[2],
                                    .held = PLM_NOBODY,
                                    .eligible_at = PLM_NOBODY,
                                    .first_bar = PLM_NOBODY};
  plm_schedule(w, need_end, PLM_EVENT_NEED_END, number, 0);
  plm_accounts_need(w, number);
  if (group->step_down_below == 0)
    return number;
  uint32_t purpose = (index & PLM_INITIAL_BIT) != 0 ? PLM_PURPOSE_INITIAL : PLM_PURPOSE_LIFE;
  int32_t due = arrival + step_down_nights(group, whole_need);
  due = due > 0 ? due : 0;
  w->children[number].step_due = due;
  if (due < need_end && later_word(w, g, index, purpose, 6) < group->step_down_below)
    plm_schedule(w, due, PLM_EVENT_STEP_DUE, number, 0);
  return number;
}

/* The need given that it lasts so long: drawn in the upper tail of the distribution of needs, and the age at entry in
 * the part of its distribution that leaves so many nights. */
static int32_t conditional_need(const placement_workspace *w, size_t g, uint32_t index, const plm_block *life,
                                double need_above, double age_below)
{
  const plm_plan_group *group = &w->plan->groups[g];
  double need = group->need->constant
                    ? group->need->value
                    : plm_quantile_table_at(group->need, need_above * (life->word[1] + 0.5) * 0x1p-32, true);
  if (group->has_until_age) {
    uint32_t word = later_word(w, g, index, PLM_PURPOSE_INITIAL, 7);
    double age = group->age->constant ? group->age->value
                                      : plm_quantile_table_at(group->age, age_below * (word + 0.5) * 0x1p-32, false);
    double cut = (group->until_age - age) * DAYS_IN_YEAR;
    need = need < cut ? need : cut;
  }
  return plm_nights(need);
}

/* Remaining nights from their stationary distribution, then the whole need given that it lasts at least so long. */
static void begin_stationary_child(placement_workspace *w, size_t g, uint32_t index)
{
  const plm_plan_group *group = &w->plan->groups[g];
  const plm_stationary *s = &group->stationary;
  plm_block life = plm_stream_block(w->group_keys[g], w->replication, index, PLM_PURPOSE_INITIAL, 0);
  uint32_t step = plm_step_table_draw(&s->step, life.word[0]);
  int32_t remaining = s->nights[step];
  int32_t whole = conditional_need(w, g, index, &life, s->need_above[step], s->age_below[step]);
  int32_t before = whole > remaining ? whole - remaining : 0;
  int32_t number = begin_life(w, g, index, &life, -before, remaining, before + remaining);
  if (number == PLM_NOBODY)
    return;
  w->children[number].suitable = life.word[3] < group->suitable_below;
  plm_begin_initial_placement(w, number, PLM_NOBODY, -before, -1);
}

/* A child in its home since before day 0: a limit of its stay runs from then. It is suitable for a local home, as its
 * living there shows: there is nothing to draw. */
static void begin_in_home(placement_workspace *w, int32_t number, const plm_listed_child *listed)
{
  plm_child *child = &w->children[number];
  size_t home = (size_t)listed->place;
  int32_t limit = w->plan->homes[home].max_stay_days;
  child->suitable = true;
  plm_join_home(w, home, number);
  w->homes[home].residents++;
  plm_update_vacant(w, home);
  plm_begin_initial_placement(w, number, listed->place, -listed->days_so_far, 0);
  int32_t ends = limit - listed->days_so_far;
  if (limit > 0 && ends < child->need_end)
    plm_schedule(w, ends > 0 ? ends : 0, PLM_EVENT_STAY_LIMIT, number, child->stamp);
}

static void begin_listed_child(placement_workspace *w, size_t g, size_t i)
{
  const plm_plan_group *group = &w->plan->groups[g];
  const plm_listed_child *listed = &group->listed[i];
  uint32_t index = (uint32_t)i | PLM_INITIAL_BIT;
  plm_block life = plm_stream_block(w->group_keys[g], w->replication, index, PLM_PURPOSE_INITIAL, 0);
  int32_t whole = conditional_need(w, g, index, &life, listed->need_above, listed->age_below);
  int32_t remaining = whole > listed->days_so_far ? whole - listed->days_so_far : 1;
  int32_t number = begin_life(w, g, index, &life, -listed->days_so_far, remaining, listed->days_so_far + remaining);
  if (number == PLM_NOBODY)
    return;
  if (listed->place != PLM_NOBODY) {
    begin_in_home(w, number, listed);
    return;
  }
  w->children[number].suitable = life.word[3] < group->suitable_below;
  plm_begin_initial_placement(w, number, PLM_NOBODY, -listed->days_so_far,
                              listed->has_fee ? listed->weekly_fee / w->plan->external_index[0] : -1);
}

void plm_begin_initial_children(placement_workspace *w, size_t g)
{
  const plm_plan_group *group = &w->plan->groups[g];
  for (int32_t i = 0; i < group->initial_count && !w->full; i++)
    begin_stationary_child(w, g, (uint32_t)i | PLM_INITIAL_BIT);
  for (size_t i = 0; i < group->listed_count && !w->full; i++)
    begin_listed_child(w, g, i);
}

void plm_next_arrival(placement_workspace *w, size_t g)
{
  const placement_plan *plan = w->plan;
  const plm_plan_group *group = &plan->groups[g];
  plm_generator *next = &w->generators[g];
  next->life = plm_stream_block(w->group_keys[g], w->replication, next->next_index, PLM_PURPOSE_LIFE, 0);
  next->cumulated += plm_quantile_table_draw(plan->unit_exponential, next->life.word[0]);
  if (next->cumulated >= group->pieces[plan->piece_count].before) {
    next->next_day = PLM_NEVER;
    return;
  }
  if (group->steady) {
    int32_t day = (int32_t)(next->cumulated * group->pieces[0].days_for_each);
    next->next_day = day < plan->calendar.days ? day : plan->calendar.days - 1;
    plm_set_bit(w->busy_days, (size_t)next->next_day);
    return;
  }
  while (next->cumulated >= group->pieces[next->piece + 1].before)
    next->piece++;
  const plm_piece *piece = &group->pieces[next->piece];
  int32_t day = plan->piece_start[next->piece] + (int32_t)((next->cumulated - piece->before) * piece->days_for_each);
  int32_t last = plan->piece_start[next->piece + 1] - 1;
  next->next_day = day < last ? day : last;
  plm_set_bit(w->busy_days, (size_t)next->next_day);
}

/* An emergency lasts from arrival, whatever happens within it. */
static void draw_emergency(placement_workspace *w, size_t g, int32_t number)
{
  const plm_plan_group *group = &w->plan->groups[g];
  plm_child *child = &w->children[number];
  if (group->emergency_below == 0 || later_word(w, g, child->index, PLM_PURPOSE_LIFE, 4) >= group->emergency_below)
    return;
  uint32_t word = later_word(w, g, child->index, PLM_PURPOSE_LIFE, 5);
  int32_t nights = plm_nights(plm_draw(group->emergency_days, word));
  child->emergency = true;
  if (w->ledger != NULL)
    plm_tell(w, "in an emergency", number, NULL, NULL);
  if (nights < child->need_end - w->day)
    plm_schedule(w, w->day + nights, PLM_EVENT_EMERGENCY_END, number, 0);
}

void plm_arrive(placement_workspace *w, size_t g)
{
  const plm_plan_group *group = &w->plan->groups[g];
  plm_generator *next = &w->generators[g];
  double need = plm_draw(group->need, next->life.word[1]);
  if (group->has_until_age) {
    uint32_t word = later_word(w, g, next->next_index, PLM_PURPOSE_LIFE, 7);
    double cut = (group->until_age - plm_draw(group->age, word)) * DAYS_IN_YEAR;
    need = need < cut ? need : cut;
  }
  int32_t nights = plm_nights(need);
  int32_t number = begin_life(w, g, next->next_index, &next->life, w->day, w->day + nights, nights);
  if (number == PLM_NOBODY)
    return;
  w->children[number].suitable = next->life.word[3] < group->suitable_below;
  w->events_done++;
  plm_accounts_count(w, PLM_ARRIVALS, number);
  draw_emergency(w, g, number);
  plm_place(w, number);
  next->next_index++;
  plm_next_arrival(w, g);
}
