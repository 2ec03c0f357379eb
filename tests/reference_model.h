/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A second simulation of the model, written for plainness: every day looks at every child, every home and every bed,
 * and every night is paid for on its own. It shares the draws with the library (random numbers, quantile tables), and
 * nothing else. Tests compare it with the library figure by figure.
 */
#ifndef REFERENCE_MODEL_H
#define REFERENCE_MODEL_H

#include "base/date.h"
#include "plan/plan.h"
#include "stream/stream.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define REFERENCE_INITIAL 0x80000000U

typedef struct reference_child {
  int group;
  uint32_t index;
  int arrival, end, since; /* since: first day of the current placement */
  int home;                /* -1 external, -2 not yet there or gone */
  uint32_t externals;
  bool suitable;
  double fee;
} reference_child;

typedef struct reference {
  const placement_scenario *s;
  const placement_plan *plan;
  uint64_t seed;
  uint32_t replication;
  reference_child *children;
  int child_count, child_capacity;
  int *opening, *known;
  int *phase_first, *phase_last, *phase_known;
  int (*ready)[PLACEMENT_LIMIT_BEDS]; /* of each home: days on which beds in turnaround are ready */
  int *ready_count;
  double *money;  /* base metric x year, in pounds */
  double *counts; /* base metric x year */
} reference;

static int reference_whole(double x)
{
  return (int)floor(x + 0.5);
}

static int reference_nights(double x)
{
  return x + 0.5 < 2 ? 1 : (int)fmin(floor(x + 0.5), 1e9);
}

static double reference_draw(const plm_quantile_table *table, uint32_t word)
{
  return table->constant ? table->value : plm_quantile_table_draw(table, word);
}

static int reference_year(const reference *r, int day)
{
  int y = 0;
  while (day >= r->plan->calendar.year_start[y + 1])
    y++;
  return y;
}

static double *reference_count(reference *r, size_t base, int day)
{
  return &r->counts[base * r->plan->calendar.year_count + (size_t)reference_year(r, day)];
}

static uint32_t reference_word(const reference *r, uint64_t digest, uint32_t index, uint32_t purpose, uint32_t k)
{
  return plm_stream_word(plm_stream_key(r->seed, digest), r->replication, index, purpose, k);
}

static void reference_openings(reference *r)
{
  const placement_scenario *s = r->s;
  for (size_t p = 0; p < s->phase_count; p++) {
    uint32_t word = reference_word(r, plm_id_digest("phase", s->phases[p].id), 0, PLM_PURPOSE_DELAY, 0);
    int planned = s->phases[p].planned_opening;
    int ready = planned + reference_whole(reference_draw(&r->plan->phases[p].delay, word));
    int after = s->phases[p].after_phase;
    bool homes = false;
    if (after >= 0 && r->phase_last[after] != PLM_NEVER && r->phase_last[after] + s->phases[p].after_days > ready)
      ready = r->phase_last[after] + s->phases[p].after_days;
    if (planned < 0)
      ready = planned;
    r->phase_first[p] = r->phase_last[p] = PLM_NEVER;
    r->phase_known[p] = ready;
    for (size_t h = 0; h < s->home_count; h++) {
      if ((size_t)s->homes[h].phase != p)
        continue;
      uint64_t digest = plm_id_digest("home", s->homes[h].id);
      uint32_t delay = reference_word(r, digest, 0, PLM_PURPOSE_REGISTRATION, 0);
      uint32_t declined = reference_word(r, digest, 0, PLM_PURPOSE_REGISTRATION, 1);
      int late = reference_whole(reference_draw(&r->plan->homes[h].registration_delay, delay));
      bool opens = planned < 0 || (double)declined * 0x1p-32 >= s->homes[h].registration_declined;
      r->known[h] = planned < 0 ? planned : ready + late;
      r->opening[h] = opens ? r->known[h] : PLM_NEVER;
      r->phase_known[p] = !homes || r->known[h] > r->phase_known[p] ? r->known[h] : r->phase_known[p];
      homes = true;
      if (opens && (r->phase_first[p] == PLM_NEVER || r->opening[h] < r->phase_first[p]))
        r->phase_first[p] = r->opening[h];
      if (opens && (r->phase_last[p] == PLM_NEVER || r->opening[h] > r->phase_last[p]))
        r->phase_last[p] = r->opening[h];
    }
  }
}

static reference_child *reference_add(reference *r, int group, uint32_t index, int arrival, int end, bool suitable)
{
  if (r->child_count == r->child_capacity) {
    r->child_capacity = 2 * r->child_capacity + 16;
    r->children = realloc(r->children, (size_t)r->child_capacity * sizeof *r->children);
  }
  reference_child *child = &r->children[r->child_count++];
  *child = (reference_child){group, index, arrival, end, arrival, -2, 0, suitable, 0};
  return child;
}

static double reference_cut(const reference *r, int g, double age, double need)
{
  return r->s->groups[g].has_until_age ? fmin(need, (r->s->groups[g].until_age - age) * 365.25) : need;
}

static void reference_fee(reference *r, reference_child *child)
{
  uint32_t purpose = child->index & REFERENCE_INITIAL ? PLM_PURPOSE_INITIAL_FEE : PLM_PURPOSE_FEE;
  uint64_t digest = plm_id_digest("group", r->s->groups[child->group].id);
  child->fee = reference_draw(&r->plan->groups[child->group].fee,
                              reference_word(r, digest, child->index, purpose, child->externals));
  child->externals++;
}

static void reference_initial(reference *r, int g)
{
  const plm_plan_group *group = &r->plan->groups[g];
  uint64_t digest = plm_id_digest("group", r->s->groups[g].id);
  for (uint32_t i = 0; i < (uint32_t)r->s->groups[g].initial_count; i++) {
    uint32_t index = i | REFERENCE_INITIAL;
    uint32_t word[4];
    for (uint32_t k = 0; k < 4; k++)
      word[k] = reference_word(r, digest, index, PLM_PURPOSE_INITIAL, k);
    size_t step = (size_t)reference_draw(&group->stationary.step, word[0]);
    double need = group->need.constant
                      ? group->need.value
                      : plm_quantile_table_at(
                            &group->need, group->stationary.need_above[step] * (word[1] + 0.5) / 4294967296.0, true);
    double age = !group->has_until_age ? 0
                 : group->age.constant
                     ? group->age.value
                     : plm_quantile_table_at(&group->age,
                                             group->stationary.age_below[step] * (word[2] + 0.5) / 4294967296.0, false);
    int whole = reference_nights(reference_cut(r, g, age, need));
    int left = group->stationary.nights[step];
    int before = whole > left ? whole - left : 0;
    bool suitable = word[3] / 4294967296.0 < r->s->groups[g].local_suitability;
    reference_child *child = reference_add(r, g, index, -before, left, suitable);
    child->home = -1;
    reference_fee(r, child);
  }
}

/* Arrivals in order: hazard adds up day by day until the next child has come. */
static void reference_arrivals(reference *r, int g)
{
  const plm_plan_group *group = &r->plan->groups[g];
  uint64_t digest = plm_id_digest("group", r->s->groups[g].id);
  double due = 0;
  double passed = 0;
  uint32_t index = 0;
  due += plm_quantile_table_draw(&r->plan->unit_exponential, reference_word(r, digest, 0, PLM_PURPOSE_LIFE, 0));
  for (int day = 0; day < r->s->days; day++) {
    const plm_group *from = &r->s->groups[g];
    passed += from->arrivals_per_year[from->rate_count > 1 ? reference_year(r, day) : 0] / 365.25;
    while (due < passed) {
      double need = reference_draw(&group->need, reference_word(r, digest, index, PLM_PURPOSE_LIFE, 1));
      double age =
          !from->has_until_age ? 0 : reference_draw(&group->age, reference_word(r, digest, index, PLM_PURPOSE_LIFE, 2));
      bool suitable = reference_word(r, digest, index, PLM_PURPOSE_LIFE, 3) / 4294967296.0 < from->local_suitability;
      int end = day + reference_nights(reference_cut(r, g, age, need));
      (void)reference_add(r, g, index, day, end, suitable);
      index++;
      due += plm_quantile_table_draw(&r->plan->unit_exponential, reference_word(r, digest, index, PLM_PURPOSE_LIFE, 0));
    }
  }
}

static bool reference_compatible(const reference *r, const reference_child *a, const reference_child *b)
{
  const char *id_a = r->s->groups[a->group].id;
  const char *id_b = r->s->groups[b->group].id;
  uint64_t digest_a = plm_id_digest("group", id_a);
  uint64_t digest_b = plm_id_digest("group", id_b);
  double p = r->s->compatibility[(size_t)a->group * r->s->group_count + (size_t)b->group];
  plm_key key = plm_stream_pair_key(r->seed, digest_a, digest_b);
  if (digest_b < digest_a || (digest_a == digest_b && b->index < a->index)) {
    const reference_child *swap = a;
    a = b;
    b = swap;
  }
  return plm_stream_block(key, r->replication, a->index, PLM_PURPOSE_PAIR, b->index).word[0] / 4294967296.0 < p;
}

static int reference_residents(const reference *r, int home)
{
  int residents = 0;
  for (int i = 0; i < r->child_count; i++)
    residents += r->children[i].home == home;
  return residents;
}

static bool reference_takes(const reference *r, int home, const reference_child *child)
{
  return child->suitable && (r->s->homes[home].planned_groups >> child->group & 1U) != 0;
}

static bool reference_can_enter(const reference *r, int home, const reference_child *child, int day)
{
  if (r->opening[home] > day || !reference_takes(r, home, child) ||
      reference_residents(r, home) + r->ready_count[home] >= r->s->homes[home].beds)
    return false;
  for (int i = 0; i < r->child_count; i++)
    if (r->children[i].home == home && !reference_compatible(r, child, &r->children[i]))
      return false;
  return true;
}

/* A line is paid for admissions on the day of moving in. */
static bool reference_runs(const reference *r, const plm_cost_line *line, int home, int phase, int day);

static double reference_index(const reference *r, int index, int day)
{
  return r->plan->index_factors[(size_t)(index + 1) * r->plan->calendar.year_count + (size_t)reference_year(r, day)];
}

static size_t reference_category(const plm_cost_line *line, bool of_home)
{
  if (line->capital)
    return PLM_COST_CAPITAL;
  if (!of_home)
    return PLM_COST_PROGRAMME;
  return line->per == PLM_PER_ADMISSION || line->unit == PLM_FOR_OCCUPIED_BED ? PLM_COST_IN_HOUSE_OCCUPANCY
                                                                              : PLM_COST_IN_HOUSE_FIXED;
}

static void reference_pay(reference *r, const plm_cost_line *line, bool of_home, double units, int day)
{
  r->money[reference_category(line, of_home) * r->plan->calendar.year_count + (size_t)reference_year(r, day)] +=
      line->amount * (1 + line->optimism_bias) * units * reference_index(r, line->index, day);
}

static void reference_admit(reference *r, int home, reference_child *child, int day)
{
  const placement_scenario *s = r->s;
  int phase = s->homes[home].phase;
  child->home = home;
  child->since = day;
  *reference_count(r, PLM_PLACEMENTS, day) += 1;
  for (size_t i = 0; i < s->homes[home].cost_count; i++)
    if (s->homes[home].costs[i].per == PLM_PER_ADMISSION && reference_runs(r, &s->homes[home].costs[i], home, -1, day))
      reference_pay(r, &s->homes[home].costs[i], true, 1, day);
  for (size_t i = 0; i < s->phases[phase].cost_count; i++)
    if (s->phases[phase].costs[i].per == PLM_PER_ADMISSION &&
        reference_runs(r, &s->phases[phase].costs[i], -1, phase, day))
      reference_pay(r, &s->phases[phase].costs[i], false, 1, day);
  for (size_t i = 0; i < s->cost_count; i++)
    if (s->costs[i].per == PLM_PER_ADMISSION && reference_runs(r, &s->costs[i], -1, -1, day))
      reference_pay(r, &s->costs[i], false, 1, day);
}

static int reference_event(plm_when when, int planned, int opening)
{
  if (when.kind == PLM_WHEN_CLOSING)
    return PLM_NEVER;
  return when.days + (when.kind == PLM_WHEN_PLANNED_OPENING ? planned : when.kind == PLM_WHEN_OPENING ? opening : 0);
}

static bool reference_runs(const reference *r, const plm_cost_line *line, int home, int phase, int day)
{
  const plm_when from_opening = {PLM_WHEN_OPENING, 0};
  int planned = 0;
  int opening = 0;
  int stop = PLM_NEVER;
  if (home >= 0 || phase >= 0) {
    bool opens = home >= 0 ? r->opening[home] != PLM_NEVER : r->phase_first[phase] != PLM_NEVER;
    int known = home >= 0 ? r->known[home] : r->phase_known[phase];
    opening = !opens ? known : home >= 0 ? r->opening[home] : r->phase_first[phase];
    stop = opens ? PLM_NEVER : known;
    planned = r->s->phases[home >= 0 ? r->s->homes[home].phase : phase].planned_opening;
  }
  bool owned = home >= 0 || phase >= 0;
  if (day >= stop)
    return false;
  if (line->per == PLM_PER_ONCE)
    return reference_event(line->on.kind != PLM_WHEN_NONE ? line->on : from_opening, planned, opening) == day;
  int from = line->from.kind != PLM_WHEN_NONE ? reference_event(line->from, planned, opening) : owned ? opening : 0;
  int until = line->until.kind != PLM_WHEN_NONE ? reference_event(line->until, planned, opening) : PLM_NEVER;
  return day >= from && day < until;
}

static void reference_pay_night(reference *r, const plm_cost_line *line, int home, int phase, int day)
{
  plm_civil civil = plm_civil_from_date(r->s->start + day);
  double units = 0;
  if (line->per == PLM_PER_ADMISSION || !reference_runs(r, line, home, phase, day))
    return;
  if (line->unit == PLM_FOR_HOME || (home >= 0 && line->unit == PLM_FOR_BED))
    units = line->unit == PLM_FOR_HOME ? 1 : r->s->homes[home].beds;
  else
    for (size_t h = 0; h < r->s->home_count; h++)
      if ((home < 0 || (int)h == home) && (phase < 0 || r->s->homes[h].phase == phase) && r->opening[h] <= day)
        units += line->unit == PLM_FOR_BED ? r->s->homes[h].beds : reference_residents(r, (int)h);
  if (line->per == PLM_PER_WEEK)
    units /= 7;
  else if (line->per == PLM_PER_YEAR)
    units /= 12.0 * plm_days_in_month(civil.year, civil.month);
  reference_pay(r, line, home >= 0, units, day);
}

static bool reference_before(const reference *r, const reference_child *a, const reference_child *b)
{
  if (r->s->policy.return_order == PLM_RETURN_LONGEST && a->since != b->since)
    return a->since < b->since;
  if (r->s->policy.return_order == PLM_RETURN_HIGHEST_FEE && a->fee != b->fee)
    return a->fee > b->fee;
  if (a->arrival != b->arrival)
    return a->arrival < b->arrival;
  if (a->group != b->group)
    return a->group < b->group;
  return (a->index ^ REFERENCE_INITIAL) < (b->index ^ REFERENCE_INITIAL);
}

static void reference_returns(reference *r, int day)
{
  for (int home = 0; r->s->policy.returns && home < (int)r->s->home_count; home++) {
    for (;;) {
      reference_child *best = NULL;
      for (int i = 0; i < r->child_count; i++) {
        reference_child *child = &r->children[i];
        if (child->home == -1 && day - child->since >= r->s->policy.return_after_nights &&
            reference_can_enter(r, home, child, day) && (best == NULL || reference_before(r, child, best)))
          best = child;
      }
      if (best == NULL)
        break;
      for (int night = day; night < day + r->s->notice_days && night < r->s->days; night++)
        r->money[PLM_COST_EXTERNAL_NOTICE * r->plan->calendar.year_count + (size_t)reference_year(r, night)] +=
            best->fee / 7 * reference_index(r, r->s->external_index, night);
      *reference_count(r, PLM_MOVES, day) += 1;
      *reference_count(r, PLM_RETURNS, day) += 1;
      reference_admit(r, home, best, day);
    }
  }
}

static void reference_place(reference *r, reference_child *child, int day)
{
  int chosen = -1;
  for (int h = 0; h < (int)r->s->home_count; h++) {
    if (!reference_can_enter(r, h, child, day))
      continue;
    double full = (double)reference_residents(r, h) / r->s->homes[h].beds;
    double best = chosen < 0 ? 0 : (double)reference_residents(r, chosen) / r->s->homes[chosen].beds;
    if (chosen < 0 || (r->s->policy.home_choice == PLM_CHOICE_FULLEST && full > best) ||
        (r->s->policy.home_choice == PLM_CHOICE_EMPTIEST && full < best))
      chosen = h;
  }
  if (chosen >= 0) {
    reference_admit(r, chosen, child, day);
    return;
  }
  child->home = -1;
  child->since = day;
  reference_fee(r, child);
  *reference_count(r, PLM_PLACEMENTS, day) += 1;
  *reference_count(r, PLM_PLACED_EXTERNAL, day) += 1;
}

static void reference_night(reference *r, int day)
{
  const placement_scenario *s = r->s;
  size_t years = r->plan->calendar.year_count;
  for (int i = 0; i < r->child_count; i++) {
    const reference_child *child = &r->children[i];
    if (child->home == -2)
      continue;
    *reference_count(r, PLM_CHILDREN_IN_NEED, day) += 1;
    *reference_count(r, child->home == -1 ? PLM_CHILDREN_EXTERNAL : PLM_CHILDREN_IN_HOUSE, day) += 1;
    if (child->home == -1)
      r->money[PLM_COST_EXTERNAL_STANDARD * years + (size_t)reference_year(r, day)] +=
          child->fee / 7 * reference_index(r, s->external_index, day);
  }
  for (int h = 0; h < (int)s->home_count; h++) {
    bool demand = false;
    size_t base = PLM_BASE_COUNT + (size_t)h * PLM_HOME_BASE_COUNT;
    if (r->opening[h] > day)
      continue;
    for (int i = 0; i < r->child_count; i++)
      demand = demand || (r->children[i].home == -1 && reference_takes(r, h, &r->children[i]));
    int residents = reference_residents(r, h);
    int empty = s->homes[h].beds - residents - r->ready_count[h];
    *reference_count(r, base + PLM_HOME_BEDS_OPEN, day) += s->homes[h].beds;
    *reference_count(r, base + PLM_HOME_BEDS_OCCUPIED, day) += residents;
    *reference_count(r, base + PLM_HOME_BEDS_TURNAROUND, day) += r->ready_count[h];
    *reference_count(r, base + (demand ? PLM_HOME_BEDS_UNMATCHED : PLM_HOME_BEDS_NO_DEMAND), day) += empty;
  }
  for (size_t i = 0; i < s->cost_count; i++)
    reference_pay_night(r, &s->costs[i], -1, -1, day);
  for (size_t p = 0; p < s->phase_count; p++)
    for (size_t i = 0; i < s->phases[p].cost_count; i++)
      reference_pay_night(r, &s->phases[p].costs[i], -1, (int)p, day);
  for (size_t h = 0; h < s->home_count; h++)
    for (size_t i = 0; i < s->homes[h].cost_count; i++)
      reference_pay_night(r, &s->homes[h].costs[i], (int)h, -1, day);
}

static void reference_day(reference *r, int day)
{
  const placement_scenario *s = r->s;
  for (int i = 0; i < r->child_count; i++) {
    reference_child *child = &r->children[i];
    if (child->home == -2 || child->end != day)
      continue;
    if (child->home >= 0 && s->homes[child->home].turnaround_days > 0)
      r->ready[child->home][r->ready_count[child->home]++] = day + s->homes[child->home].turnaround_days;
    child->home = -2;
  }
  for (size_t h = 0; h < s->home_count; h++)
    for (int i = r->ready_count[h] - 1; i >= 0; i--)
      if (r->ready[h][i] == day)
        r->ready[h][i] = r->ready[h][--r->ready_count[h]];
  reference_returns(r, day);
  for (int i = 0; i < r->child_count; i++) {
    if ((r->children[i].index & REFERENCE_INITIAL) != 0 || r->children[i].arrival != day)
      continue;
    *reference_count(r, PLM_ARRIVALS, day) += 1;
    reference_place(r, &r->children[i], day);
  }
  reference_night(r, day);
}

/* Simulates one replication; figures stay in r->money and r->counts until reference_free. */
static void reference_run(reference *r, const placement_scenario *s, const placement_plan *plan, uint64_t seed,
                          uint32_t replication)
{
  size_t cells = (PLM_BASE_COUNT + s->home_count * PLM_HOME_BASE_COUNT) * plan->calendar.year_count;
  *r = (reference){.s = s, .plan = plan, .seed = seed, .replication = replication};
  r->opening = calloc(s->home_count + 1, sizeof *r->opening);
  r->known = calloc(s->home_count + 1, sizeof *r->known);
  r->phase_first = calloc(s->phase_count + 1, sizeof *r->phase_first);
  r->phase_last = calloc(s->phase_count + 1, sizeof *r->phase_last);
  r->phase_known = calloc(s->phase_count + 1, sizeof *r->phase_known);
  r->ready = calloc(s->home_count + 1, sizeof *r->ready);
  r->ready_count = calloc(s->home_count + 1, sizeof *r->ready_count);
  r->money = calloc(cells, sizeof *r->money);
  r->counts = calloc(cells, sizeof *r->counts);
  reference_openings(r);
  for (int g = 0; g < (int)s->group_count; g++) {
    reference_initial(r, g);
    reference_arrivals(r, g);
  }
  for (int day = 0; day < s->days; day++)
    reference_day(r, day);
}

static void reference_free(reference *r)
{
  free(r->children);
  free(r->opening);
  free(r->known);
  free(r->phase_first);
  free(r->phase_last);
  free(r->phase_known);
  free(r->ready);
  free(r->ready_count);
  free(r->money);
  free(r->counts);
}

#endif
