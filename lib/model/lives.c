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

/* A child whose need ends on `need_end`, of `whole_need` nights in all; `step_down` is its word for that. That the need
 * ends is for the caller to schedule. */
static int32_t begin_life(placement_workspace *w, size_t g, uint32_t index, int32_t arrival, int32_t need_end,
                          int32_t whole_need, uint32_t step_down)
{
  const plm_plan_group *group = &w->plan->groups[g];
  int32_t number = new_child(w);
  if (number == PLM_NOBODY)
    return number;
  w->children[number] = (plm_child){.group = (int32_t)g,
                                    .life = PLM_NOBODY,
                                    .index = index,
                                    .arrival = arrival,
                                    .need_end = need_end,
                                    .held = PLM_NOBODY,
                                    .first_bar = PLM_NOBODY};
  plm_accounts_need(w, number);
  if (group->step_down_below == 0)
    return number;
  int32_t due = arrival + step_down_nights(group, whole_need);
  due = due > 0 ? due : 0;
  w->children[number].step_due = due;
  if (due < need_end && step_down < group->step_down_below)
    plm_schedule(w, due, PLM_EVENT_STEP_DUE, number, 0);
  return number;
}

/* The word for step-down of an initial child, if its group needs one. */
static uint32_t initial_step_down(const placement_workspace *w, size_t g, uint32_t index)
{
  return w->plan->groups[g].step_down_below > 0 ? later_word(w, g, index, PLM_PURPOSE_INITIAL, 6) : 0;
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
  int32_t number = begin_life(w, g, index, -before, remaining, before + remaining, initial_step_down(w, g, index));
  if (number == PLM_NOBODY)
    return;
  plm_schedule(w, remaining, PLM_EVENT_NEED_END, number, 0);
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
  int32_t number = begin_life(w, g, index, -listed->days_so_far, remaining, listed->days_so_far + remaining,
                              initial_step_down(w, g, index));
  if (number == PLM_NOBODY)
    return;
  plm_schedule(w, remaining, PLM_EVENT_NEED_END, number, 0);
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

static void draw_all(const placement_workspace *w, const plm_quantile_table *table, const uint32_t words[PLM_LANES],
                     double draws[PLM_LANES])
{
  plm_lane_table flat;
  plm_node constant;
  if (plm_lane_table_init(&flat, table, &constant)) {
    w->kernel->draw(&flat, words, draws);
    return;
  }
  for (size_t i = 0; i < PLM_LANES; i++)
    draws[i] = plm_quantile_table_draw(table, words[i]);
}

/* Words 0 to 3. */
static void draw_needs(const placement_workspace *w, size_t g, plm_lane_words words, double needs[PLM_LANES],
                       plm_life *lives)
{
  const plm_plan_group *group = &w->plan->groups[g];
  double gaps[PLM_LANES], fees[PLM_LANES];
  draw_all(w, w->plan->unit_exponential, words[0], gaps);
  draw_all(w, group->need, words[1], needs);
  draw_all(w, group->fee, words[2], fees);
  for (size_t i = 0; i < PLM_LANES; i++) {
    lives[i].gap = gaps[i];
    lives[i].fee = group->fee->nodes != NULL ? fees[i] + PLM_FEE_ROUNDER - PLM_FEE_ROUNDER : fees[i];
    lives[i].suitability = words[3][i];
  }
}

/* Words 4 to 7. */
static void draw_courses(const placement_workspace *w, size_t g, plm_lane_words words, double needs[PLM_LANES],
                         plm_life *lives)
{
  const plm_plan_group *group = &w->plan->groups[g];
  double draws[PLM_LANES];
  if (group->emergency_below > 0) {
    draw_all(w, group->emergency_days, words[1], draws);
    for (size_t i = 0; i < PLM_LANES; i++)
      lives[i].emergency_nights = plm_nights(draws[i]);
  }
  if (group->has_until_age) {
    draw_all(w, group->age, words[3], draws);
    for (size_t i = 0; i < PLM_LANES; i++) {
      double cut = (group->until_age - draws[i]) * DAYS_IN_YEAR;
      needs[i] = needs[i] < cut ? needs[i] : cut;
    }
  }
  for (size_t i = 0; i < PLM_LANES; i++) {
    lives[i].emergency = words[0][i];
    lives[i].step_down = words[2][i];
  }
}

/* Words 8 to 11. */
static void draw_placements(const placement_workspace *w, size_t g, plm_lane_words words, plm_life *lives)
{
  const plm_plan_group *group = &w->plan->groups[g];
  double fees[PLM_LANES], times[3][PLM_LANES];
  for (size_t k = 0; k < 3; k++)
    draw_all(w, w->plan->unit_exponential, words[k + 1], times[k]);
  for (size_t i = 0; i < PLM_LANES; i++) {
    lives[i].breakdown[0] = times[0][i];
    lives[i].breakdown[1] = times[1][i];
    lives[i].enhancement = times[2][i];
  }
  if (group->emergency_below == 0)
    return;
  draw_all(w, group->emergency_fee, words[0], fees);
  for (size_t i = 0; i < PLM_LANES; i++)
    lives[i].emergency_fee = fees[i];
}

/* The lives of the next PLM_LANES children of a group; PLM_NOBODY when there is no room. What the group has no use for
 * is not drawn. */
static int32_t draw_lives(placement_workspace *w, size_t g, uint32_t first)
{
  const plm_plan_group *group = &w->plan->groups[g];
  plm_key key = w->group_keys[g];
  plm_life *lives = &w->lives[w->life_high];
  plm_lane_words words;
  double needs[PLM_LANES];
  if (w->life_high + PLM_LANES > w->life_capacity) {
    w->full = true;
    return PLM_NOBODY;
  }
  w->kernel->words(key, w->replication, first, 0, words);
  draw_needs(w, g, words, needs, lives);
  if (group->emergency_below > 0 || group->step_down_below > 0 || group->has_until_age) {
    w->kernel->words(key, w->replication, first, 1, words);
    draw_courses(w, g, words, needs, lives);
  }
  if (group->emergency_below > 0 || group->days_to_ending[0] > 0 || group->days_to_ending[1] > 0 ||
      w->plan->days_to_enhancement > 0) {
    w->kernel->words(key, w->replication, first, 2, words);
    draw_placements(w, g, words, lives);
  }
  for (size_t i = 0; i < PLM_LANES; i++)
    lives[i].nights = plm_nights(needs[i]);
  w->life_high += PLM_LANES;
  return (int32_t)(w->life_high - PLM_LANES);
}

void plm_next_arrival(placement_workspace *w, size_t g)
{
  const placement_plan *plan = w->plan;
  const plm_plan_group *group = &plan->groups[g];
  plm_generator *next = &w->generators[g];
  next->next_day = PLM_NEVER;
  if (group->pieces[plan->piece_count].before <= 0)
    return;
  next->life = next->next_index % PLM_LANES > 0 ? next->life + 1 : draw_lives(w, g, next->next_index);
  if (next->life == PLM_NOBODY)
    return;
  next->cumulated += w->lives[next->life].gap;
  if (next->cumulated >= group->pieces[plan->piece_count].before)
    return;
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
static void begin_emergency(placement_workspace *w, int32_t number, int32_t nights)
{
  plm_child *child = &w->children[number];
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
  const plm_life *life = &w->lives[next->life];
  int32_t number = begin_life(w, g, next->next_index, w->day, w->day + life->nights, life->nights, life->step_down);
  if (number == PLM_NOBODY)
    return;
  w->children[number].life = next->life;
  w->children[number].suitable = life->suitability < group->suitable_below;
  w->events_done++;
  plm_accounts_count(w, PLM_ARRIVALS, number);
  if (group->emergency_below > 0 && life->emergency < group->emergency_below)
    begin_emergency(w, number, life->emergency_nights);
  plm_place(w, number);
  if (w->children[number].setting == PLM_NOT_SERVED && w->ledger == NULL && !w->children[number].emergency &&
      group->step_down_below == 0)
    plm_leave_unserved(w, number);
  else
    plm_schedule(w, w->children[number].need_end, PLM_EVENT_NEED_END, number, 0);
  next->next_index++;
  plm_next_arrival(w, g);
}
