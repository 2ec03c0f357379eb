/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Children of the reference model: their lives as drawn, and their placements.
 */
#ifndef REFERENCE_CHILDREN_H
#define REFERENCE_CHILDREN_H

#include "reference_costs.h"

static inline reference_child *reference_add(reference *r, int group, uint32_t index, int arrival, int whole)
{
  const plm_group *from = &r->s->groups[group];
  bool initial = (index & REFERENCE_INITIAL) != 0;
  uint32_t purpose = initial ? PLM_PURPOSE_INITIAL : PLM_PURPOSE_LIFE;
  if (r->child_count == r->child_capacity) {
    r->child_capacity = 2 * r->child_capacity + 16;
    r->children = realloc(r->children, (size_t)r->child_capacity * sizeof *r->children);
  }
  reference_child *child = &r->children[r->child_count++];
  *child = (reference_child){.group = group,
                             .index = index,
                             .arrival = arrival,
                             .end = arrival + whole,
                             .emergency_end = arrival,
                             .step_down_due = PLM_NEVER,
                             .home = -1,
                             .held_home = -1,
                             .since = arrival,
                             .breakdown = PLM_NEVER};
  child->suitable = reference_chance(reference_child_word(r, child, purpose, 3), from->local_suitability);
  if (!initial && reference_chance(reference_child_word(r, child, purpose, 4), from->emergency_share))
    child->emergency_end +=
        reference_nights(reference_draw(&r->groups[group].emergency_days, reference_child_word(r, child, purpose, 5)));
  if (from->step_down >= 0 && reference_chance(reference_child_word(r, child, purpose, 6), from->step_down_share)) {
    child->step_down_due = arrival + reference_nights(from->step_down_after * whole);
    if (child->step_down_due < 0)
      child->step_down_due = 0;
  }
  return child;
}

static inline double reference_cut(const reference *r, int g, double age, double need)
{
  const plm_group *from = &r->s->groups[g];
  return from->has_until_age ? fmin(need, (from->until_age - age) * REFERENCE_YEAR) : need;
}

/* The whole need of an initial child, given the probabilities that need and age leave what they must. */
static inline int reference_conditional_need(const reference *r, int g, uint32_t index, double need_above,
                                             double age_below)
{
  const reference_tables *tables = &r->groups[g];
  double need_part = (reference_word(r, r->digests[g], index, PLM_PURPOSE_INITIAL, 1) + 0.5) / 4294967296.0;
  double age_part = (reference_word(r, r->digests[g], index, PLM_PURPOSE_INITIAL, 7) + 0.5) / 4294967296.0;
  double need =
      tables->need.constant ? tables->need.value : plm_quantile_table_at(&tables->need, need_above * need_part, true);
  double age = !r->s->groups[g].has_until_age ? 0
               : tables->age.constant         ? tables->age.value
                                              : plm_quantile_table_at(&tables->age, age_below * age_part, false);
  return reference_nights(reference_cut(r, g, age, need));
}

static inline uint32_t reference_life_word(const reference *r, const reference_child *child, uint32_t k)
{
  bool initial = (child->index & REFERENCE_INITIAL) != 0;
  return reference_child_word(r, child, initial ? PLM_PURPOSE_INITIAL : PLM_PURPOSE_LIFE, k);
}

/* The day on which the current placement breaks down, by the hazard of its setting. */
static inline void reference_set_breakdown(reference *r, reference_child *child)
{
  const plm_group *from = &r->s->groups[child->group];
  double hazard = child->where == REFERENCE_HOME ? from->endings_in_house : from->endings_external;
  uint32_t k = child->placements - 1;
  uint32_t word =
      k < 2 ? reference_life_word(r, child, 9 + k) : reference_child_word(r, child, PLM_PURPOSE_BREAKDOWN, k);
  child->breakdown = PLM_NEVER;
  if (hazard > 0 && child->where != REFERENCE_STEP_DOWN)
    child->breakdown = child->clock + reference_nights(reference_gap(r, word, hazard));
}

static inline void reference_next_enhancement(reference *r, reference_child *child)
{
  uint32_t purpose = PLM_PURPOSE_ENHANCEMENT + 256 * (child->standards - 1);
  uint32_t word = child->standards + (uint32_t)child->enhanced == 1
                      ? reference_life_word(r, child, 11)
                      : reference_child_word(r, child, purpose, (uint32_t)child->enhanced);
  if (r->s->enhancements_per_year > 0)
    child->enhancement_time += reference_gap(r, word, r->s->enhancements_per_year);
}

/* Draws the fee of a standard or emergency external placement that begins, and of a standard one the time of its first
 * enhancement. */
static inline void reference_set_fee(reference *r, reference_child *child)
{
  const reference_tables *tables = &r->groups[child->group];
  bool initial = (child->index & REFERENCE_INITIAL) != 0;
  uint32_t purpose = initial ? PLM_PURPOSE_INITIAL_FEE : PLM_PURPOSE_FEE;
  uint32_t word;
  if (child->where == REFERENCE_EMERGENCY) {
    word = child->emergencies == 0 ? reference_life_word(r, child, 8)
                                   : reference_child_word(r, child, PLM_PURPOSE_EMERGENCY_FEE, child->emergencies);
    child->emergencies++;
    child->fee = child->last_fee = reference_draw(&tables->emergency_fee, word);
    return;
  }
  if (child->standards == 0)
    word = reference_life_word(r, child, 2);
  else
    word = reference_child_word(r, child, purpose, child->standards);
  child->standards++;
  child->fee = reference_draw(&tables->fee, word);
  if (tables->fee.nodes != NULL) /* rounded to 2^-20 pounds */
    child->fee = nearbyint(child->fee * 1048576) / 1048576;
  child->last_fee = child->fee;
  child->enhanced = 0;
  child->enhancement_time = 0;
  reference_next_enhancement(r, child);
}

/* Counts the enhancements that have started by a day. */
static inline void reference_enhance(reference *r, reference_child *child, int day)
{
  while (r->s->enhancements_per_year > 0 && child->enhanced < r->s->enhancement_max &&
         child->clock + reference_nights(child->enhancement_time) <= day) {
    child->enhanced++;
    reference_next_enhancement(r, child);
  }
}

/* Begins a placement of a child who is nowhere. The first one is no move; that of an initial child was before day 0. */
static inline void reference_begin(reference *r, reference_child *child, reference_where where, int day)
{
  child->where = where;
  child->since = child->clock = day;
  *reference_count(r, PLM_PLACEMENTS, day) += 1;
  if (child->placements++ > 0)
    *reference_count(r, PLM_MOVES, day) += 1;
  reference_set_breakdown(r, child);
  if (reference_external(child))
    reference_set_fee(r, child);
}

/* Ends the current placement. A standard one is paid until its minimum and until the end of notice, the later. */
static inline void reference_leave(reference *r, reference_child *child, int notice_until, int day)
{
  int until = child->since + r->s->minimum_nights;
  if (child->where == REFERENCE_HOME)
    reference_vacate(r, child->home, child->bed, true, day);
  if (child->where == REFERENCE_STANDARD)
    for (int night = day; night < until || night < notice_until; night++)
      reference_pay_external(r, PLM_COST_EXTERNAL_NOTICE, child->last_fee / 7, night);
  child->where = REFERENCE_DISPLACED;
  child->home = -1;
  child->breakdown = PLM_NEVER;
}

/* Gives up the bed that is held for the child, which is free at once. */
static inline void reference_release(reference *r, reference_child *child, int day)
{
  if (child->held_home >= 0)
    reference_vacate(r, child->held_home, child->held_bed, false, day);
  child->held_home = -1;
}

static inline void reference_occupy(reference *r, reference_child *child, int home, int bed, reference_bed_state state)
{
  r->homes[home].beds[bed].state = state;
  r->homes[home].beds[bed].child = (int)(child - r->children);
}

static inline void reference_move_in(reference *r, reference_child *child, int home, int bed, int day)
{
  reference_occupy(r, child, home, bed, REFERENCE_OCCUPIED);
  child->home = home;
  child->bed = bed;
  child->held_home = -1;
  reference_begin(r, child, REFERENCE_HOME, day);
  reference_pay_admissions(r, home, day);
}

/* The move that ends a return: notice has been served since the match. */
static inline void reference_return(reference *r, reference_child *child, int day)
{
  int left = r->s->notice_days - (day - child->matched);
  *reference_count(r, PLM_RETURNS, day) += 1;
  reference_leave(r, child, day + (left > 0 ? left : 0), day);
}

/* Matches a child with a home: the admission is dated today. */
static inline void reference_match(reference *r, reference_child *child, int home, bool returning, int day)
{
  const plm_home *from = &r->s->homes[home];
  int bed = reference_free_bed(r, home);
  bool introduced =
      from->introduction_days > 0 && !reference_in_emergency(child, day) && !r->s->groups[child->group].unserved;
  r->homes[home].admissions++;
  r->homes[home].last_admission = day;
  child->matched = day;
  child->returning = returning;
  if (!introduced) {
    if (returning)
      reference_return(r, child, day);
    reference_move_in(r, child, home, bed, day);
    return;
  }
  reference_occupy(r, child, home, bed, REFERENCE_HELD);
  child->held_home = home;
  child->held_bed = bed;
  child->moving_in = day + from->introduction_days;
  if (!returning)
    reference_begin(r, child, REFERENCE_STANDARD, day);
}

/* Children who are there on day 0. Their clocks start on that day; their first placement is the one they live in. */
static inline void reference_settle(reference *r, reference_child *child, const plm_initial_child *listed)
{
  child->where = REFERENCE_STANDARD;
  if (listed != NULL && listed->place >= 0) {
    child->where = REFERENCE_HOME;
    child->home = listed->place;
    child->bed = reference_free_bed(r, listed->place);
    child->suitable = true;
    reference_occupy(r, child, child->home, child->bed, REFERENCE_OCCUPIED);
  }
  child->placements = 1;
  reference_set_breakdown(r, child);
  if (child->where != REFERENCE_STANDARD)
    return;
  reference_set_fee(r, child);
  if (listed != NULL && listed->has_weekly_fee)
    child->fee = child->last_fee = listed->weekly_fee / reference_index(r, r->s->external_index, 0);
}

static inline void reference_initial(reference *r, int g)
{
  const plm_group *from = &r->s->groups[g];
  const plm_stationary *stationary = &r->plan->groups[g].stationary;
  for (uint32_t i = 0; i < (uint32_t)from->initial_count; i++) {
    uint32_t index = i | REFERENCE_INITIAL;
    uint32_t word = reference_word(r, r->digests[g], index, PLM_PURPOSE_INITIAL, 0);
    uint32_t step = plm_step_table_draw(&stationary->step, word);
    int left = stationary->nights[step];
    int whole = reference_conditional_need(r, g, index, stationary->need_above[step], stationary->age_below[step]);
    int before = whole > left ? whole - left : 0;
    reference_settle(r, reference_add(r, g, index, -before, before + left), NULL);
  }
  for (uint32_t i = 0; i < (uint32_t)from->child_count; i++) {
    const plm_initial_child *listed = &from->children[i];
    uint32_t index = i | REFERENCE_INITIAL;
    double need_above = 1;
    double age_below = 1;
    if (listed->days_so_far > 0) {
      double nights = listed->days_so_far + 0.5; /* a need rounded to days_so_far + 1 nights is at least this */
      need_above = plm_distribution_above(&from->need_days, nights) + plm_distribution_below(&from->need_days, nights) -
                   plm_distribution_strictly_below(&from->need_days, nights);
      if (from->has_until_age)
        age_below = plm_distribution_below(&from->age_at_entry, from->until_age - nights / REFERENCE_YEAR);
    }
    int whole = reference_conditional_need(r, g, index, need_above, age_below);
    if (whole <= listed->days_so_far)
      whole = listed->days_so_far + 1;
    reference_settle(r, reference_add(r, g, index, -listed->days_so_far, whole), listed);
  }
}

/* Expected arrivals of a day. */
static inline double reference_rate(const reference *r, const plm_group *from, int day)
{
  plm_civil start = reference_date(r, 0);
  plm_civil date = reference_date(r, day);
  int months = 12 * (date.year - start.year) + date.month - start.month;
  double rate = from->arrivals_per_year[from->rate_count > 1 ? reference_year(r, day) : 0] / REFERENCE_YEAR;
  double sum = 0;
  for (int m = 0; m < 12; m++)
    sum += from->seasonality[m];
  double season = sum > 0 ? from->seasonality[date.month - 1] / (sum / 12) : 1;
  return rate * pow(1 + from->growth_per_year, months / 12.0) * season;
}

/* Arrivals in order: hazard adds up day by day until the next child has come. */
static inline void reference_arrivals(reference *r, int g)
{
  const plm_group *from = &r->s->groups[g];
  uint64_t digest = r->digests[g];
  uint32_t index = 0;
  double passed = 0;
  double due = plm_quantile_table_draw(&r->exponential, reference_word(r, digest, 0, PLM_PURPOSE_LIFE, 0));
  for (int day = 0; day < r->s->days; day++) {
    passed += reference_rate(r, from, day);
    while (due < passed) {
      double need = reference_draw(&r->groups[g].need, reference_word(r, digest, index, PLM_PURPOSE_LIFE, 1));
      double age = !from->has_until_age
                       ? 0
                       : reference_draw(&r->groups[g].age, reference_word(r, digest, index, PLM_PURPOSE_LIFE, 7));
      (void)reference_add(r, g, index, day, reference_nights(reference_cut(r, g, age, need)));
      index++;
      due += plm_quantile_table_draw(&r->exponential, reference_word(r, digest, index, PLM_PURPOSE_LIFE, 0));
    }
  }
}

#endif
