/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/accounts.h"
#include "model/demand.h"
#include "model/ledger_drawn.h"
#include "model/ledger_money.h"

#include <string.h>

static int64_t *cell(placement_workspace *w, size_t base, size_t column)
{
  return &w->outcome[plm_cell(w->plan, base, column)];
}

/* Months and years close on the day on which the next begins. */
static void set_closing(placement_workspace *w)
{
  const plm_calendar *c = &w->plan->calendar;
  w->closes_on = plm_earlier(c->month_start[w->month + 1], c->year_start[w->year + 1]);
}

void plm_accounts_open(placement_workspace *w)
{
  const placement_plan *plan = w->plan;
  size_t years = plan->calendar.year_count;
  memset(w->outcome, 0, plm_outcome_size(plan) * sizeof *w->outcome);
  memset(w->in_setting, 0, sizeof w->in_setting);
  memset(w->nights_before, 0, sizeof w->nights_before);
  memset(w->nights_counted, 0, sizeof w->nights_counted);
  for (size_t y = 0; y < years; y++)
    w->standard[y] = w->emergency[y] = w->enhancement[y] = w->notice[y] = w->excess[y] = 0;
  memset(w->visits, 0, years * sizeof *w->visits);
  memset(w->known_nights, 0, years * sizeof *w->known_nights);
  for (size_t i = 0; i < plan->line_count; i++) {
    if (!plm_depends_on_residents(&plan->lines[i]))
      continue;
    plm_window window = plm_line_window(plan, &plan->lines[i], &w->timetable);
    w->line_from[i] = plm_earlier(plm_latest(window.from, 0), plan->calendar.days);
    w->line_until[i] = plm_latest(plm_earlier(window.until, plan->calendar.days), w->line_from[i]);
    for (size_t y = 0; y < years; y++)
      w->line_units[i * years + y] = 0;
  }
  w->month = 0;
  w->told_to = 0;
  set_closing(w);
}

/* So many occupied beds or places more are there from today: what the line would have accrued for them up to today is
 * taken off, what it will have accrued by the day on which they go, or the year ends, is added then. */
static inline void change_line(placement_workspace *w, size_t line, int32_t change)
{
  const placement_plan *plan = w->plan;
  int32_t until = plm_latest(w->line_from[line], plm_earlier(w->day, w->line_until[line]));
  w->line_units[line * plan->calendar.year_count + w->year] -=
      change * plm_accrued_units(&plan->calendar, plan->lines[line].per == PLM_PER_WEEK, 0, until);
}

static inline void change_lines_of_home(placement_workspace *w, size_t home, int32_t change)
{
  const plm_plan_home *of = &w->plan->homes[home];
  for (size_t i = of->occupied_first; i < of->occupied_end; i++)
    change_line(w, (size_t)w->plan->occupied_lines[i], change);
}

void plm_accounts_residents(placement_workspace *w, size_t home, int32_t change)
{
  plm_home_state *state = &w->homes[home];
  plm_accounts_beds(w, &state->residents, &state->nights[PLM_HOME_BEDS_OCCUPIED], change);
  change_lines_of_home(w, home, change);
}

/* Free beds: on so many of the nights somebody waited for one. */
static inline void count_free(plm_home_state *state, int64_t free, int64_t nights, int64_t demand)
{
  if (state->suspended) {
    state->nights[PLM_HOME_BEDS_SUSPENDED] += free * nights;
  } else if (state->ramping) {
    state->nights[PLM_HOME_BEDS_RAMP_UP] += free * nights;
  } else {
    state->nights[PLM_HOME_BEDS_UNMATCHED] += free * demand;
    state->nights[PLM_HOME_BEDS_NO_DEMAND] += free * (nights - demand);
  }
}

void plm_accounts_count_home(placement_workspace *w, size_t home)
{
  const plm_plan_home *of = &w->plan->homes[home];
  plm_home_state *state = &w->homes[home];
  const plm_class *class_ = &w->classes[state->class_number];
  int32_t nights = w->day - state->accrued_to;
  int32_t class_nights = plm_class_nights(class_, w->day);
  int32_t demand = class_nights - state->class_nights;
  state->accrued_to = w->day;
  state->class_nights = class_nights;
  if (!state->open)
    return;
  if (of->refused_below > 0)
    demand = state->witness == PLM_NOBODY ? 0 : nights;
  else if (state->barred_waiting > 0)
    demand = class_->waiting > state->barred_waiting ? nights : 0;
  count_free(state, of->beds - plm_beds_taken(state), nights, demand);
  if (w->ledger != NULL)
    plm_tell_home(w, home, nights, demand);
}

static void change_lines_of_scheme(placement_workspace *w, size_t scheme, int32_t change)
{
  for (size_t i = w->plan->scheme_line_first[scheme]; i < w->plan->scheme_line_first[scheme + 1]; i++)
    if (w->plan->lines[i].per != PLM_PER_ADMISSION && plm_depends_on_residents(&w->plan->lines[i]))
      change_line(w, i, change);
}

static void tell_scheme(placement_workspace *w, size_t scheme)
{
  plm_scheme_state *state = &w->schemes[scheme];
  for (size_t i = w->plan->scheme_line_first[scheme]; i < w->plan->scheme_line_first[scheme + 1]; i++)
    if (w->plan->lines[i].per != PLM_PER_ADMISSION && plm_depends_on_residents(&w->plan->lines[i]))
      plm_tell_occupied(w, i, w->plan->schemes[scheme].id, state->children, state->told_to);
  state->told_to = w->day;
}

void plm_accounts_scheme(placement_workspace *w, size_t scheme, int32_t change)
{
  if (w->ledger != NULL)
    tell_scheme(w, scheme);
  w->schemes[scheme].children += change;
  change_lines_of_scheme(w, scheme, change);
}

void plm_accounts_fee(placement_workspace *w, int32_t number)
{
  plm_child *child = &w->children[number];
  int32_t nights = w->day - child->accrued_to;
  int32_t before = plm_earlier(w->day, child->fee_matters_from) - child->accrued_to;
  double *fees = child->setting == PLM_IN_EMERGENCY ? w->emergency : w->standard;
  fees[w->year] += child->fee * nights;
  w->enhancement[w->year] += child->enhancement * nights;
  if (before > 0)
    w->excess[w->year] += (child->fee - child->mean_fee) * before;
  child->accrued_to = w->day;
  if (w->ledger != NULL)
    plm_tell_fee(w, number, nights);
}

/* A month or year ends: nights by setting since the last one ended. */
static void close_settings(placement_workspace *w)
{
  static const plm_base bases[] = {[PLM_STANDARD] = PLM_CHILDREN_EXTERNAL,
                                   [PLM_IN_EMERGENCY] = PLM_CHILDREN_EXTERNAL,
                                   [PLM_IN_HOME] = PLM_CHILDREN_IN_HOUSE,
                                   [PLM_STEPPED_DOWN] = PLM_CHILDREN_STEP_DOWN,
                                   [PLM_NOT_SERVED] = PLM_CHILDREN_UNSERVED};
  const plm_calendar *c = &w->plan->calendar;
  int64_t *in_house = &w->outcome[w->plan->cell_count + w->month];
  int64_t nights[PLM_SETTINGS];
  for (size_t setting = PLM_STANDARD; setting < PLM_SETTINGS; setting++) {
    int64_t up_to_now = w->nights_before[setting] + (int64_t)w->in_setting[setting] * w->day;
    nights[setting] = up_to_now - w->nights_counted[setting];
    w->nights_counted[setting] = up_to_now;
    *cell(w, bases[setting], w->year) += nights[setting];
  }
  int64_t external = nights[PLM_STANDARD] + nights[PLM_IN_EMERGENCY];
  in_house[0] += nights[PLM_IN_HOME];
  in_house[c->month_count] += external;
  w->visits[w->year] += external * (c->parts_before[w->day] - c->parts_before[w->day - 1]);
}

/* Beds that are taken stay so into the next year, as if all were taken on its first day. */
static void close_home(placement_workspace *w, size_t home)
{
  plm_home_state *state = &w->homes[home];
  plm_accounts_home(w, home);
  const int32_t taken[PLM_HOME_BASE_COUNT] = {[PLM_HOME_BEDS_OCCUPIED] = state->residents,
                                              [PLM_HOME_BEDS_SOLD] = state->sold,
                                              [PLM_HOME_BEDS_HELD] = state->held,
                                              [PLM_HOME_BEDS_TURNAROUND] = state->turnaround};
  for (size_t i = PLM_HOME_BEDS_OCCUPIED; i < PLM_HOME_BASE_COUNT; i++) {
    int64_t up_to_now = (int64_t)taken[i] * w->day;
    *cell(w, PLM_BASE_COUNT + home * PLM_HOME_BASE_COUNT + i, w->year) = state->nights[i] + up_to_now;
    state->nights[i] = -up_to_now;
  }
}

/* The same for lines: all who are there today leave the year (-1), or enter it (1). */
static void change_all_lines(placement_workspace *w, int32_t sign)
{
  for (size_t h = 0; h < w->plan->home_count; h++)
    change_lines_of_home(w, h, sign * w->homes[h].residents);
  for (size_t i = 0; i < w->plan->scheme_count; i++)
    change_lines_of_scheme(w, i, sign * w->schemes[i].children);
}

/* What a ledger is told on each busy day, while the reasons are still those of the nights that passed. */
static void tell_nights(placement_workspace *w)
{
  int32_t children = w->in_setting[PLM_STANDARD] + w->in_setting[PLM_IN_EMERGENCY];
  if (w->plan->visits > 0)
    plm_tell_visits(w, children);
  plm_tell_unopened(w, w->told_to);
  for (size_t h = 0; h < w->plan->home_count; h++)
    plm_accounts_home(w, h);
  w->told_to = w->day;
}

/* The next child, from number i on, of whom there is something to count or tell when a year ends, or SIZE_MAX. */
static size_t next_to_close(const placement_workspace *w, size_t i)
{
  if (w->ledger == NULL)
    return plm_next_bit(w->external, w->child_capacity / 64 + 1, i);
  return i < w->child_high ? i : SIZE_MAX;
}

static void close_year(placement_workspace *w)
{
  for (size_t h = 0; h < w->plan->home_count; h++)
    close_home(w, h);
  for (size_t i = 0; w->ledger != NULL && i < w->plan->scheme_count; i++)
    tell_scheme(w, i);
  for (size_t i = next_to_close(w, 0); i != SIZE_MAX; i = next_to_close(w, i + 1)) {
    if (w->ledger != NULL && w->children[i].group != PLM_NOBODY)
      plm_tell_stay(w, (int32_t)i);
    if (plm_bit(w->external, i))
      plm_accounts_fee(w, (int32_t)i);
  }
  change_all_lines(w, -1);
  w->year++;
  if (w->day < w->plan->calendar.days)
    change_all_lines(w, 1);
}

void plm_accounts_close_day(placement_workspace *w)
{
  const plm_calendar *c = &w->plan->calendar;
  if (w->ledger != NULL)
    tell_nights(w);
  if (w->day != w->closes_on)
    return;
  close_settings(w);
  if (w->day == c->year_start[w->year + 1])
    close_year(w);
  if (w->day == c->month_start[w->month + 1])
    w->month++;
  if (w->day < c->days)
    set_closing(w);
}

void plm_accounts_notice(placement_workspace *w, int32_t number, int32_t until, bool minimum)
{
  const plm_calendar *c = &w->plan->calendar;
  const plm_child *child = &w->children[number];
  double fee = child->fee + (child->enhanced_on == w->day ? child->enhancement_before : child->enhancement);
  for (size_t y = w->year; y < c->year_count && c->year_start[y] < until; y++) {
    int32_t nights = plm_nights_in_year(c, y, w->day, until);
    w->notice[y] += fee * nights;
    if (w->day < child->fee_matters_from)
      w->excess[y] += (child->fee - child->mean_fee) * nights;
    if (w->ledger != NULL)
      plm_tell_notice(w, number, y, until, minimum, fee);
  }
}

static void admit(placement_workspace *w, size_t line, const char *place, int32_t number)
{
  if (w->day < w->line_from[line] || w->day >= w->line_until[line])
    return;
  w->line_units[line * w->plan->calendar.year_count + w->year] += 1;
  if (w->ledger != NULL)
    plm_tell_admission(w, line, place, number);
}

void plm_accounts_admission(placement_workspace *w, size_t home, int32_t number)
{
  for (size_t i = w->plan->homes[home].admission_first; i < w->plan->homes[home].admission_end; i++)
    admit(w, (size_t)w->plan->admission_lines[i], w->plan->homes[home].id, number);
}

void plm_accounts_scheme_admission(placement_workspace *w, size_t scheme, int32_t number)
{
  for (size_t i = w->plan->scheme_line_first[scheme]; i < w->plan->scheme_line_first[scheme + 1]; i++)
    if (w->plan->lines[i].per == PLM_PER_ADMISSION)
      admit(w, i, w->plan->schemes[scheme].id, number);
}

void plm_accounts_lives(placement_workspace *w, size_t group, const int32_t from[PLM_LANES],
                        const int32_t until[PLM_LANES], bool arriving)
{
  const plm_calendar *c = &w->plan->calendar;
  for (size_t y = 0; y < c->year_count; y++) {
    int32_t start = c->year_start[y], end = c->year_start[y + 1];
    int32_t nights = 0, arrivals = 0;
    if (from[0] >= end) /* nobody comes before the first */
      continue;
    for (size_t i = 0; i < PLM_LANES; i++) {
      int32_t first = from[i] > start ? from[i] : start;
      int32_t last = until[i] < end ? until[i] : end;
      nights += last > first ? last - first : 0;
      arrivals += from[i] >= start && from[i] < end;
    }
    *cell(w, PLM_CHILDREN_IN_NEED, y) += nights;
    if (arriving)
      *cell(w, PLM_ARRIVALS, y) += arrivals;
    if (w->plan->groups[group].nights_known)
      w->known_nights[y] += nights;
  }
}

void plm_accounts_unserved(placement_workspace *w, int32_t from, int32_t until)
{
  const plm_calendar *c = &w->plan->calendar;
  int64_t *nights = cell(w, PLM_CHILDREN_UNSERVED, 0);
  int64_t *times = cell(w, PLM_UNSERVED, 0);
  for (size_t y = 0; y < c->year_count; y++) {
    int32_t start = c->year_start[y], end = c->year_start[y + 1];
    int32_t first = from > start ? from : start;
    int32_t last = until < end ? until : end;
    nights[y] += last > first ? last - first : 0;
    times[y] += (from >= start) & (from < end);
  }
}
