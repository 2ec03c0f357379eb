/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A second simulation of the model, written for plainness: every day looks at every child, every home and every bed,
 * and every night is paid for on its own. Tests compare it with the library figure by figure. What a sentence of the
 * model leaves open is said where the sentence is carried out.
 */
#ifndef REFERENCE_MODEL_H
#define REFERENCE_MODEL_H

#include "reference_children.h"

/* (a) Closings and suspensions. Residents are displaced; for whom a bed is held, the placement goes on. */
static inline void reference_homes_of_day(reference *r, int day)
{
  for (int h = 0; h < (int)r->s->home_count; h++) {
    reference_suspensions(r, h, day);
    if (r->homes[h].closes > day)
      continue;
    for (int i = 0; i < r->child_count; i++) {
      if (r->children[i].held_home == h)
        r->children[i].held_home = -1;
      if (r->children[i].home == h)
        reference_leave(r, &r->children[i], day, day);
    }
    for (int b = 0; b < r->s->homes[h].beds; b++)
      r->homes[h].beds[b].state = REFERENCE_FREE;
  }
}

static inline void reference_ends(reference *r, int day)
{
  for (int h = 0; h < (int)r->s->home_count; h++)
    for (int b = 0; b < r->s->homes[h].beds; b++)
      if (r->homes[h].beds[b].state == REFERENCE_SOLD && r->homes[h].beds[b].until == day)
        reference_vacate(r, h, b, true, day);
  for (int i = 0; i < r->child_count; i++) {
    reference_child *child = &r->children[i];
    if (child->where == REFERENCE_ABSENT || child->end != day)
      continue;
    if (child->where == REFERENCE_STEP_DOWN)
      r->places_taken[r->s->groups[child->group].step_down]--;
    reference_release(r, child, day);
    reference_leave(r, child, day, day);
    child->where = REFERENCE_ABSENT;
  }
}

/* Those due move in order of due day, group and index; children are stored in order of the last two. A child of an
 * unserved group who never had a placement makes its first one, which is no move. */
static inline void reference_step_downs(reference *r, int day)
{
  for (int scheme = 0; scheme < (int)r->s->step_down_count; scheme++) {
    while (day >= r->s->step_downs[scheme].opens && r->places_taken[scheme] < r->s->step_downs[scheme].places) {
      reference_child *first = NULL;
      for (int i = 0; i < r->child_count; i++) {
        reference_child *child = &r->children[i];
        if (child->where != REFERENCE_ABSENT && child->where != REFERENCE_STEP_DOWN && child->step_down_due <= day &&
            r->s->groups[child->group].step_down == scheme &&
            (first == NULL || child->step_down_due < first->step_down_due))
          first = child;
      }
      if (first == NULL)
        break;
      reference_release(r, first, day);
      reference_leave(r, first, day, day);
      reference_begin(r, first, REFERENCE_STEP_DOWN, day);
      r->places_taken[scheme]++;
      reference_pay_admission(r, r->s->step_downs[scheme].costs, r->s->step_downs[scheme].cost_count,
                              reference_of_scheme(r, scheme), day);
    }
  }
}

/* Breakdowns, ends of emergencies, stay limits: the child is to be placed again. */
static inline void reference_endings(reference *r, int day)
{
  for (int i = 0; i < r->child_count; i++) {
    reference_child *child = &r->children[i];
    bool home = child->where == REFERENCE_HOME;
    const plm_home *from = home ? &r->s->homes[child->home] : NULL;
    bool breaks = child->breakdown == day;
    bool emergency_ends = child->emergency_end == day && day > child->arrival;
    bool stays = home && (from->planned_groups >> child->group & 1U) != 0;
    bool limit = home && from->max_stay_days > 0 && day >= child->since + from->max_stay_days;
    if (!home && !reference_external(child))
      continue;
    if (breaks) {
      *reference_count(r, PLM_UNPLANNED_ENDINGS, day) += 1;
      child->returning = false;
    }
    if (home && (breaks || (limit && !(emergency_ends && !stays))))
      child->barred |= (uint64_t)1 << child->home;
    if (breaks || limit || (emergency_ends && (child->where == REFERENCE_EMERGENCY || (home && !stays))))
      reference_leave(r, child, day, day);
  }
}

/* (c) Turnarounds end, introduced children move in: when the introduction ends or the placement breaks down, unless the
 * home is suspended. A bridging placement that breaks down then is followed by another; the introduction goes on. */
static inline void reference_moves_in(reference *r, int day)
{
  for (int h = 0; h < (int)r->s->home_count; h++)
    for (int b = 0; b < r->s->homes[h].beds; b++)
      if (r->homes[h].beds[b].state == REFERENCE_TURNAROUND && r->homes[h].beds[b].until == day)
        reference_vacate(r, h, b, false, day);
  for (int i = 0; i < r->child_count; i++) {
    reference_child *child = &r->children[i];
    if (child->held_home < 0)
      continue;
    bool suspended = reference_suspended(r, child->held_home, day);
    bool displaced = child->where == REFERENCE_DISPLACED;
    if (displaced && suspended) {
      reference_begin(r, child, REFERENCE_STANDARD, day);
    } else if (!suspended && (displaced || day >= child->moving_in)) {
      if (child->returning)
        reference_return(r, child, day);
      else
        reference_leave(r, child, day, day);
      reference_move_in(r, child, child->held_home, child->held_bed, day);
    }
  }
}

static inline double reference_fullness(const reference *r, int home)
{
  return (double)(reference_beds(r, home, REFERENCE_OCCUPIED) + reference_beds(r, home, REFERENCE_HELD)) /
         r->s->homes[home].beds;
}

static inline void reference_place(reference *r, reference_child *child, int day)
{
  int chosen = -1;
  for (int h = 0; h < (int)r->s->home_count; h++) {
    if (!reference_can_enter(r, h, child, day))
      continue;
    if (chosen < 0 ||
        (r->s->policy.home_choice == PLM_CHOICE_FULLEST && reference_fullness(r, h) > reference_fullness(r, chosen)) ||
        (r->s->policy.home_choice == PLM_CHOICE_EMPTIEST && reference_fullness(r, h) < reference_fullness(r, chosen)))
      chosen = h;
  }
  if (chosen >= 0) {
    reference_match(r, child, chosen, false, day);
  } else if (r->s->groups[child->group].unserved) {
    child->where = REFERENCE_UNSERVED;
    *reference_count(r, PLM_UNSERVED, day) += 1;
  } else {
    reference_begin(r, child, reference_in_emergency(child, day) ? REFERENCE_EMERGENCY : REFERENCE_STANDARD, day);
    *reference_count(r, PLM_PLACED_EXTERNAL, day) += 1;
  }
}

/* The fee with enhancements is that of the coming night. */
static inline bool reference_before(const reference *r, const reference_child *a, const reference_child *b)
{
  double fee_a = a->fee + a->enhanced * r->s->enhancement_weekly_amount;
  double fee_b = b->fee + b->enhanced * r->s->enhancement_weekly_amount;
  if (r->s->policy.return_order == PLM_RETURN_LONGEST && a->since != b->since)
    return a->since < b->since;
  if (r->s->policy.return_order == PLM_RETURN_HIGHEST_FEE && fee_a != fee_b)
    return fee_a > fee_b;
  if (a->arrival != b->arrival)
    return a->arrival < b->arrival;
  return a->group != b->group ? a->group < b->group : reference_rank(a) < reference_rank(b);
}

/* (e) */
static inline void reference_returns(reference *r, int day)
{
  for (int i = 0; i < r->child_count; i++)
    if (r->children[i].where == REFERENCE_STANDARD)
      reference_enhance(r, &r->children[i], day);
  for (int home = 0; r->s->policy.returns && home < (int)r->s->home_count; home++) {
    for (;;) {
      reference_child *best = NULL;
      for (int i = 0; i < r->child_count; i++) {
        reference_child *child = &r->children[i];
        if (child->where == REFERENCE_STANDARD && child->held_home < 0 &&
            day - child->since >= r->s->policy.return_after_nights && reference_can_enter(r, home, child, day) &&
            (best == NULL || reference_before(r, child, best)))
          best = child;
      }
      if (best == NULL)
        break;
      reference_match(r, best, home, true, day);
    }
  }
}

static inline void reference_child_night(reference *r, reference_child *child, int day)
{
  size_t month = 0;
  *reference_count(r, PLM_CHILDREN_IN_NEED, day) += 1;
  while (day >= r->plan->calendar.month_start[month + 1])
    month++;
  switch (child->where) {
  case REFERENCE_HOME:
    *reference_count(r, PLM_CHILDREN_IN_HOUSE, day) += 1;
    r->months[month] += 1;
    break;
  case REFERENCE_STEP_DOWN:
    *reference_count(r, PLM_CHILDREN_STEP_DOWN, day) += 1;
    break;
  case REFERENCE_UNSERVED:
    *reference_count(r, PLM_CHILDREN_UNSERVED, day) += 1;
    break;
  case REFERENCE_STANDARD:
    reference_enhance(r, child, day);
    child->last_fee = child->fee + child->enhanced * r->s->enhancement_weekly_amount;
    reference_pay_external(r, PLM_COST_EXTERNAL_ENHANCEMENT, (child->last_fee - child->fee) / 7, day);
    break;
  default:
    break;
  }
  if (!reference_external(child))
    return;
  *reference_count(r, PLM_CHILDREN_EXTERNAL, day) += 1;
  r->months[r->plan->calendar.month_count + month] += 1;
  reference_pay_external(r,
                         child->where == REFERENCE_EMERGENCY ? PLM_COST_EXTERNAL_EMERGENCY : PLM_COST_EXTERNAL_STANDARD,
                         child->fee / 7, day);
  reference_pay_external(r, PLM_COST_EXTERNAL_VISITS, r->s->visits * reference_day_of_year(r, day), day);
}

static inline void reference_home_night(reference *r, int home, int day)
{
  static const size_t states[] = {[REFERENCE_OCCUPIED] = PLM_HOME_BEDS_OCCUPIED,
                                  [REFERENCE_SOLD] = PLM_HOME_BEDS_SOLD,
                                  [REFERENCE_HELD] = PLM_HOME_BEDS_HELD,
                                  [REFERENCE_TURNAROUND] = PLM_HOME_BEDS_TURNAROUND};
  bool demand = false;
  for (int i = 0; i < r->child_count; i++)
    demand = demand || (reference_external(&r->children[i]) && r->children[i].held_home < 0 &&
                        reference_takes(r, home, &r->children[i], day));
  size_t base = PLM_BASE_COUNT + (size_t)home * PLM_HOME_BASE_COUNT;
  size_t empty = reference_suspended(r, home, day) ? PLM_HOME_BEDS_SUSPENDED
                 : reference_ramp_up(r, home, day) ? PLM_HOME_BEDS_RAMP_UP
                 : demand                          ? PLM_HOME_BEDS_UNMATCHED
                                                   : PLM_HOME_BEDS_NO_DEMAND;
  for (int b = 0; b < r->s->homes[home].beds; b++) {
    reference_bed_state state = r->homes[home].beds[b].state;
    *reference_count(r, base + PLM_HOME_BEDS_OPEN, day) += 1;
    *reference_count(r, base + (state == REFERENCE_FREE ? empty : states[state]), day) += 1;
    if (state == REFERENCE_SOLD)
      reference_pay_external(r, PLM_INCOME_SOLD_BEDS, r->s->homes[home].sale_weekly_income / 7, day);
  }
}

/* Whether everyone has one bed, every bed one child, and all who live together can, but for those who did on day 0. */
static inline bool reference_sound(const reference *r)
{
  for (int i = 0; i < r->child_count; i++) {
    const reference_child *child = &r->children[i];
    const reference_bed *bed = child->where == REFERENCE_HOME ? &r->homes[child->home].beds[child->bed] : NULL;
    const reference_bed *held = child->held_home >= 0 ? &r->homes[child->held_home].beds[child->held_bed] : NULL;
    if (child->where == REFERENCE_DISPLACED || (bed != NULL && held != NULL) ||
        (bed != NULL && (bed->state != REFERENCE_OCCUPIED || bed->child != i)) ||
        (held != NULL && (held->state != REFERENCE_HELD || held->child != i || child->where != REFERENCE_STANDARD)))
      return false;
  }
  for (size_t h = 0; h < r->s->home_count; h++)
    for (int b = 0; b < r->s->homes[h].beds; b++) {
      const reference_bed *bed = &r->homes[h].beds[b];
      if (bed->state != REFERENCE_OCCUPIED && bed->state != REFERENCE_HELD)
        continue;
      const reference_child *child = &r->children[bed->child];
      if ((bed->state == REFERENCE_OCCUPIED ? child->home : child->held_home) != (int)h)
        return false;
      for (int other = 0; other < b; other++) {
        const reference_bed *beside = &r->homes[h].beds[other];
        if (beside->state != REFERENCE_OCCUPIED && beside->state != REFERENCE_HELD)
          continue;
        const reference_child *neighbour = &r->children[beside->child];
        bool from_day_0 = child->placements == 1 && neighbour->placements == 1 &&
                          (child->index & neighbour->index & REFERENCE_INITIAL) != 0;
        if (!from_day_0 && !reference_compatible(r, child, neighbour))
          return false;
      }
    }
  return true;
}

static inline void reference_day(reference *r, int day)
{
  reference_homes_of_day(r, day);
  reference_ends(r, day);
  reference_step_downs(r, day);
  reference_endings(r, day);
  reference_moves_in(r, day);
  for (int i = 0; i < r->child_count; i++)
    if (r->children[i].where == REFERENCE_DISPLACED)
      reference_place(r, &r->children[i], day);
  reference_returns(r, day);
  for (int i = 0; i < r->child_count; i++) {
    if ((r->children[i].index & REFERENCE_INITIAL) != 0 || r->children[i].arrival != day)
      continue;
    *reference_count(r, PLM_ARRIVALS, day) += 1;
    reference_place(r, &r->children[i], day);
  }
  for (int h = 0; h < (int)r->s->home_count; h++)
    reference_sales(r, h, day);
  for (int i = 0; i < r->child_count; i++)
    if (r->children[i].where != REFERENCE_ABSENT)
      reference_child_night(r, &r->children[i], day);
  for (int h = 0; h < (int)r->s->home_count; h++)
    if (reference_open(r, h, day))
      reference_home_night(r, h, day);
  reference_pay_night(r, day);
  r->sound = r->sound && reference_sound(r);
}

static inline void reference_compile(plm_quantile_table *table, const plm_distribution *from)
{
  if (plm_quantile_table_init(table, from, NULL) != PLACEMENT_OK)
    abort();
}

/* Compiles the distributions and prices of a scenario. */
static inline void reference_new(reference *r, const placement_scenario *s, const placement_plan *plan)
{
  plm_distribution exponential = plm_distribution_constant(1);
  size_t years = plan->calendar.year_count;
  *r = (reference){.s = s, .plan = plan};
  if (s->home_count > 64 || plm_distribution_exponential(&exponential, 1) != NULL)
    abort();
  reference_compile(&r->exponential, &exponential);
  r->groups = calloc(s->group_count + 1, sizeof *r->groups);
  r->phases = calloc(s->phase_count + 1, sizeof *r->phases);
  r->homes_drawn = calloc(s->home_count + 1, sizeof *r->homes_drawn);
  r->digests = calloc(s->group_count + 1, sizeof *r->digests);
  r->factors = calloc((s->prices.index_count + 1) * years, sizeof *r->factors);
  for (int index = -1; index < (int)s->prices.index_count; index++)
    for (size_t y = 0; y < years; y++)
      r->factors[(size_t)(index + 1) * years + y] = reference_factor(s, index, plan->calendar.year_start[y]);
  for (size_t g = 0; g < s->group_count; g++) {
    r->digests[g] = plm_id_digest("group", s->groups[g].id);
    reference_compile(&r->groups[g].need, &s->groups[g].need_days);
    reference_compile(&r->groups[g].fee, &s->groups[g].weekly_fee);
    if (s->groups[g].has_until_age)
      reference_compile(&r->groups[g].age, &s->groups[g].age_at_entry);
    if (s->groups[g].emergency_share > 0) {
      reference_compile(&r->groups[g].emergency_days, &s->groups[g].emergency_days);
      reference_compile(&r->groups[g].emergency_fee, &s->groups[g].emergency_fee);
    }
  }
  for (size_t p = 0; p < s->phase_count; p++)
    reference_compile(&r->phases[p].delay, &s->phases[p].delay_days);
  for (size_t h = 0; h < s->home_count; h++) {
    reference_compile(&r->homes_drawn[h].registration, &s->homes[h].registration_delay_days);
    if (s->homes[h].suspensions_per_year > 0)
      reference_compile(&r->homes_drawn[h].suspension, &s->homes[h].suspension_days);
    if (s->homes[h].sells_voids && s->homes[h].sales_per_year > 0)
      reference_compile(&r->homes_drawn[h].sale, &s->homes[h].sale_stay_days);
  }
  r->homes = calloc(s->home_count + 1, sizeof *r->homes);
  r->phase_opening = calloc(s->phase_count + 1, sizeof *r->phase_opening);
  r->phase_last = calloc(s->phase_count + 1, sizeof *r->phase_last);
  r->phase_would_open = calloc(s->phase_count + 1, sizeof *r->phase_would_open);
  r->phase_stop = calloc(s->phase_count + 1, sizeof *r->phase_stop);
  r->places_taken = calloc(s->step_down_count + 1, sizeof *r->places_taken);
  r->money = calloc(PLM_BASE_COUNT * years, sizeof *r->money);
  r->counts = calloc((PLM_BASE_COUNT + s->home_count * PLM_HOME_BASE_COUNT) * years, sizeof *r->counts);
  r->months = calloc(2 * plan->calendar.month_count, sizeof *r->months);
}

/* Simulates one replication; its figures stay in r->money, r->counts and r->months. */
static inline void reference_run(reference *r, uint64_t seed, uint32_t replication)
{
  const placement_scenario *s = r->s;
  size_t years = r->plan->calendar.year_count;
  r->seed = seed;
  r->replication = replication;
  r->child_count = 0;
  r->sound = true;
  memset(r->homes, 0, s->home_count * sizeof *r->homes);
  memset(r->places_taken, 0, s->step_down_count * sizeof *r->places_taken);
  memset(r->money, 0, PLM_BASE_COUNT * years * sizeof *r->money);
  memset(r->counts, 0, (PLM_BASE_COUNT + s->home_count * PLM_HOME_BASE_COUNT) * years * sizeof *r->counts);
  memset(r->months, 0, 2 * r->plan->calendar.month_count * sizeof *r->months);
  reference_openings(r);
  for (int g = 0; g < (int)s->group_count; g++) {
    reference_initial(r, g);
    reference_arrivals(r, g);
  }
  for (int day = 0; day < s->days; day++)
    reference_day(r, day);
}

static inline void reference_free(reference *r)
{
  for (size_t g = 0; g < r->s->group_count; g++) {
    plm_quantile_table_clear(&r->groups[g].need);
    plm_quantile_table_clear(&r->groups[g].fee);
    plm_quantile_table_clear(&r->groups[g].age);
    plm_quantile_table_clear(&r->groups[g].emergency_days);
    plm_quantile_table_clear(&r->groups[g].emergency_fee);
  }
  for (size_t p = 0; p < r->s->phase_count; p++)
    plm_quantile_table_clear(&r->phases[p].delay);
  for (size_t h = 0; h < r->s->home_count; h++) {
    plm_quantile_table_clear(&r->homes_drawn[h].registration);
    plm_quantile_table_clear(&r->homes_drawn[h].suspension);
    plm_quantile_table_clear(&r->homes_drawn[h].sale);
  }
  plm_quantile_table_clear(&r->exponential);
  free(r->groups);
  free(r->phases);
  free(r->homes_drawn);
  free(r->digests);
  free(r->factors);
  free(r->children);
  free(r->homes);
  free(r->phase_opening);
  free(r->phase_last);
  free(r->phase_would_open);
  free(r->phase_stop);
  free(r->places_taken);
  free(r->money);
  free(r->counts);
  free(r->months);
}

#endif
