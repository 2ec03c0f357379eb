/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/lives.h"
#include "model/accounts.h"
#include "model/arrivals.h"
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

void plm_draw_openings(placement_workspace *w)
{
  const placement_plan *plan = w->plan;
  for (size_t p = 0; p < plan->phase_count; p++) {
    uint32_t word = plm_stream_word(w->phase_keys[p], w->replication, 0, PLM_PURPOSE_DELAY, 0);
    w->delays.phase[p] = plm_whole_days(plm_draw(plan->phases[p].delay, word)) + plan->phases[p].slip_days;
  }
  for (size_t h = 0; h < plan->home_count; h++) {
    plm_block block = plm_stream_block(w->home_keys[h], w->replication, 0, PLM_PURPOSE_REGISTRATION, 0);
    w->delays.registration[h] = plm_whole_days(plm_draw(plan->homes[h].registration_delay, block.word[0]));
    w->delays.declined[h] = block.word[1] < plan->homes[h].declined_below;
  }
  plm_timetable_delayed(&w->timetable, plan, &w->delays);
}

/* What is drawn for PLM_LANES children at a time, whatever happens to them, with the words of their lives. */
typedef struct plm_batch {
  plm_life *lives;
  plm_lane_words words[3];
  int32_t from[PLM_LANES], until[PLM_LANES]; /* days of need from day 0 on; PLM_NEVER: there is no such child */
} plm_batch;

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

/* Words 2 and 8, of children who can be placed externally. */
static void draw_fees(const placement_workspace *w, const plm_plan_group *group, plm_batch *b)
{
  double fees[2][PLM_LANES];
  draw_all(w, group->fee, b->words[0][2], fees[0]);
  for (size_t i = 0; i < PLM_LANES; i++)
    b->lives[i].fee = group->fee->nodes != NULL ? fees[0][i] + PLM_FEE_ROUNDER - PLM_FEE_ROUNDER : fees[0][i];
  if (group->emergency_below == 0)
    return;
  draw_all(w, group->emergency_fee, b->words[2][0], fees[1]);
  for (size_t i = 0; i < PLM_LANES; i++)
    b->lives[i].emergency_fee = fees[1][i];
}

/* Words 9 to 11. */
static void draw_times(const placement_workspace *w, plm_batch *b)
{
  double times[3][PLM_LANES];
  for (size_t k = 0; k < 3; k++)
    draw_all(w, w->plan->unit_exponential, b->words[2][k + 1], times[k]);
  for (size_t i = 0; i < PLM_LANES; i++) {
    b->lives[i].breakdown[0] = times[0][i];
    b->lives[i].breakdown[1] = times[1][i];
    b->lives[i].gap = times[2][i];
  }
}

/* The next PLM_LANES children of a group; false when there is no room. What the group has no use for is not drawn. */
static bool draw_batch(placement_workspace *w, size_t g, plm_purpose purpose, uint32_t first, plm_batch *b)
{
  const plm_plan_group *group = &w->plan->groups[g];
  plm_key key = w->group_keys[g];
  if (w->life_high + PLM_LANES > w->life_capacity) {
    w->full = true;
    return false;
  }
  b->lives = &w->lives[w->life_high];
  w->life_high += PLM_LANES;
  w->kernel->words(key, w->replication, first, purpose, 0, b->words[0]);
  for (size_t i = 0; i < PLM_LANES; i++)
    b->lives[i] = (plm_life){.group = (uint8_t)g, .suitable = b->words[0][3][i] < group->suitable_below};
  if (group->emergency_below > 0 || group->step_down_below > 0 || group->has_until_age)
    w->kernel->words(key, w->replication, first, purpose, 1, b->words[1]);
  bool external = !group->unserved || purpose == PLM_PURPOSE_INITIAL;
  bool endings = group->days_to_ending[0] > 0 || (external && group->days_to_ending[1] > 0);
  bool enhanced = external && w->plan->days_to_enhancement > 0;
  if (endings || enhanced || (external && group->emergency_below > 0))
    w->kernel->words(key, w->replication, first, purpose, 2, b->words[2]);
  if (external)
    draw_fees(w, group, b);
  if (endings || enhanced)
    draw_times(w, b);
  return true;
}

/* The child i of a batch needs care from a day for so many nights. Word 6 decides whether it steps down, after a share
 * of them. */
static void set_need(const plm_plan_group *group, plm_batch *b, size_t i, int32_t arrival, int32_t nights)
{
  plm_life *life = &b->lives[i];
  life->arrival = arrival;
  life->need_end = arrival + nights;
  life->step_due = PLM_NEVER;
  b->from[i] = arrival > 0 ? arrival : 0;
  b->until[i] = life->need_end;
  if (group->step_down_below == 0 || b->words[1][2][i] >= group->step_down_below)
    return;
  int32_t due = arrival + plm_nights(group->step_down_after * nights);
  life->step_due = due > 0 ? due : 0;
}

/* The need given that it lasts so long: drawn in the upper tail of the distribution of needs, and the age at entry in
 * the part of its distribution that leaves so many nights. */
static int32_t conditional_need(const plm_plan_group *group, const plm_batch *b, size_t i, double need_above,
                                double age_below)
{
  double need = group->need->constant
                    ? group->need->value
                    : plm_quantile_table_at(group->need, need_above * (b->words[0][1][i] + 0.5) * 0x1p-32, true);
  if (group->has_until_age) {
    double age = group->age->constant
                     ? group->age->value
                     : plm_quantile_table_at(group->age, age_below * (b->words[1][3][i] + 0.5) * 0x1p-32, false);
    double cut = (group->until_age - age) * DAYS_IN_YEAR;
    need = need < cut ? need : cut;
  }
  return plm_nights(need);
}

/* Remaining nights from their stationary distribution, then the whole need given that it lasts at least so long. */
static void draw_stationary_child(const plm_plan_group *group, plm_batch *b, size_t i)
{
  const plm_stationary *s = &group->stationary;
  uint32_t step = plm_step_table_draw(&s->step, b->words[0][0][i]);
  int32_t remaining = s->nights[step];
  int32_t whole = conditional_need(group, b, i, s->need_above[step], s->age_below[step]);
  int32_t before = whole > remaining ? whole - remaining : 0;
  set_need(group, b, i, -before, before + remaining);
}

static void draw_listed_child(const plm_plan_group *group, const plm_listed_child *listed, plm_batch *b, size_t i)
{
  int32_t whole = conditional_need(group, b, i, listed->need_above, listed->age_below);
  int32_t remaining = whole > listed->days_so_far ? whole - listed->days_so_far : 1;
  set_need(group, b, i, -listed->days_so_far, listed->days_so_far + remaining);
}

/* A child in its home since before day 0: a limit of its stay runs from then. It is suitable for a local home, as its
 * living there shows, whatever is drawn. */
static void begin_in_home(placement_workspace *w, int32_t number, const plm_listed_child *listed)
{
  plm_child *child = &w->children[number];
  size_t home = (size_t)listed->place;
  int32_t limit = w->plan->homes[home].max_stay_days;
  child->suitable = true;
  plm_join_home(w, home, number);
  plm_accounts_residents(w, home, 1);
  plm_update_vacant(w, home);
  plm_begin_initial_placement(w, number, listed->place, -listed->days_so_far, 0);
  int32_t ends = limit - listed->days_so_far;
  if (limit > 0)
    plm_schedule_before(w, ends > 0 ? ends : 0, child->need_end, PLM_EVENT_STAY_LIMIT, number, child->stamp);
}

static void begin_initial_child(placement_workspace *w, const plm_plan_group *group, int32_t life, size_t i)
{
  const plm_listed_child *listed = group->listed_count > 0 ? &group->listed[i] : NULL;
  int32_t number = plm_begin_child(w, life, (uint32_t)i | PLM_INITIAL_BIT);
  if (number == PLM_NOBODY)
    return;
  plm_expect_end(w, number);
  if (w->ledger != NULL)
    plm_tell_need(w, number);
  if (listed != NULL && listed->place != PLM_NOBODY)
    begin_in_home(w, number, listed);
  else
    plm_begin_initial_placement(w, number, PLM_NOBODY, w->children[number].arrival,
                                listed != NULL && listed->has_fee ? listed->weekly_fee / w->plan->external_index[0]
                                                                  : -1);
}

void plm_begin_initial_children(placement_workspace *w, size_t g)
{
  const plm_plan_group *group = &w->plan->groups[g];
  size_t count = (size_t)group->initial_count + group->listed_count;
  plm_batch b;
  for (size_t first = 0; first < count; first += PLM_LANES) {
    if (!draw_batch(w, g, PLM_PURPOSE_INITIAL, (uint32_t)first | PLM_INITIAL_BIT, &b))
      return;
    for (size_t i = 0; i < PLM_LANES; i++) {
      if (first + i >= count)
        b.from[i] = b.until[i] = PLM_NEVER;
      else if (group->listed_count > 0)
        draw_listed_child(group, &group->listed[first + i], &b, i);
      else
        draw_stationary_child(group, &b, i);
    }
    plm_accounts_lives(w, g, b.from, b.until, false);
    for (size_t i = 0; i < PLM_LANES && first + i < count && !w->full; i++)
      begin_initial_child(w, group, (int32_t)(b.lives - w->lives) + (int32_t)i, first + i);
  }
}

/* The day of an arrival, by the expected number of arrivals before it. */
static int32_t arrival_day(const placement_plan *plan, const plm_plan_group *group, double cumulated, size_t *piece)
{
  if (group->steady) {
    int32_t day = (int32_t)(cumulated * group->pieces[0].days_for_each);
    return day < plan->calendar.days ? day : plan->calendar.days - 1;
  }
  while (cumulated >= group->pieces[*piece + 1].before)
    ++*piece;
  const plm_piece *of = &group->pieces[*piece];
  int32_t day = plan->piece_start[*piece] + (int32_t)((cumulated - of->before) * of->days_for_each);
  int32_t last = plan->piece_start[*piece + 1] - 1;
  return day < last ? day : last;
}

/* Words 1 and 7. */
static void draw_needs(const placement_workspace *w, const plm_plan_group *group, const plm_batch *b,
                       double needs[PLM_LANES])
{
  double ages[PLM_LANES];
  draw_all(w, group->need, b->words[0][1], needs);
  if (!group->has_until_age)
    return;
  draw_all(w, group->age, b->words[1][3], ages);
  for (size_t i = 0; i < PLM_LANES; i++) {
    double cut = (group->until_age - ages[i]) * DAYS_IN_YEAR;
    needs[i] = needs[i] < cut ? needs[i] : cut;
  }
}

/* Words 4 and 5: an emergency lasts from arrival, whatever happens within it. */
static void draw_emergencies(placement_workspace *w, const plm_plan_group *group, const plm_batch *b)
{
  double draws[PLM_LANES];
  draw_all(w, group->emergency_days, b->words[1][1], draws);
  for (size_t i = 0; i < PLM_LANES; i++)
    b->lives[i].emergency_nights = b->words[1][0][i] < group->emergency_below ? plm_nights(draws[i]) : 0;
}

void plm_draw_arrivals(placement_workspace *w, size_t g)
{
  const plm_plan_group *group = &w->plan->groups[g];
  double total = group->pieces[w->plan->piece_count].before;
  double cumulated = 0, gaps[PLM_LANES], needs[PLM_LANES];
  size_t piece = 0, first = w->life_high, count = 0;
  plm_batch b;
  for (uint32_t index = 0; cumulated < total; index += PLM_LANES) {
    if (!draw_batch(w, g, PLM_PURPOSE_LIFE, index, &b))
      return;
    draw_all(w, w->plan->unit_exponential, b.words[0][0], gaps);
    draw_needs(w, group, &b, needs);
    for (size_t i = 0; i < PLM_LANES; i++) {
      cumulated += gaps[i];
      if (cumulated < total) {
        set_need(group, &b, i, arrival_day(w->plan, group, cumulated, &piece), plm_nights(needs[i]));
        count++;
      } else {
        b.from[i] = b.until[i] = PLM_NEVER;
      }
    }
    if (group->emergency_below > 0)
      draw_emergencies(w, group, &b);
    plm_accounts_lives(w, g, b.from, b.until, true);
  }
  plm_expect_arrivals(w, g, (int32_t)first, (int32_t)(first + count));
}
