/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/accounts.h"
#include "base/money.h"

#include <string.h>

static int64_t *cell(placement_workspace *w, size_t base, size_t column)
{
  return &w->outcome[plm_cell(w->plan, base, column)];
}

static int64_t *home_cell(placement_workspace *w, size_t home, plm_home_base base)
{
  return cell(w, PLM_BASE_COUNT + home * PLM_HOME_BASE_COUNT + base, w->year);
}

static bool depends_on_residents(const plm_line *line)
{
  return line->per == PLM_PER_ADMISSION || (line->unit == PLM_FOR_OCCUPIED_BED && line->per != PLM_PER_ONCE);
}

void plm_accounts_open(placement_workspace *w)
{
  const placement_plan *plan = w->plan;
  size_t years = plan->calendar.year_count;
  memset(w->outcome, 0, plm_outcome_size(plan) * sizeof *w->outcome);
  for (size_t y = 0; y < years; y++)
    w->standard[y] = w->notice[y] = 0;
  for (size_t i = 0; i < plan->line_count; i++) {
    if (!depends_on_residents(&plan->lines[i]))
      continue;
    plm_window window = plm_line_window(plan, &plan->lines[i], &w->timetable);
    w->line_from[i] = window.from;
    w->line_until[i] = window.until;
    for (size_t y = 0; y < years; y++)
      w->line_units[i * years + y] = 0;
  }
  w->external_children = w->in_house_children = 0;
  w->external_nights = w->in_house_nights = 0;
  w->month_external = w->month_in_house = 0;
  w->year_external = w->year_in_house = 0;
  w->month = 0;
  w->counted_to = 0;
}

static int32_t class_nights(const plm_class *c, int32_t day)
{
  return c->nights + (c->waiting > 0 ? day - c->since : 0);
}

/* Occupied beds of the lines that concern this home, over [accrued_to, today). */
static void accrue_occupied(placement_workspace *w, size_t home)
{
  const placement_plan *plan = w->plan;
  size_t years = plan->calendar.year_count;
  const plm_home_state *state = &w->homes[home];
  for (size_t i = plan->homes[home].occupied_first; i < plan->homes[home].occupied_end; i++) {
    size_t number = (size_t)plan->occupied_lines[i];
    int32_t from = state->accrued_to > w->line_from[number] ? state->accrued_to : w->line_from[number];
    int32_t until = w->day < w->line_until[number] ? w->day : w->line_until[number];
    w->line_units[number * years + w->year] +=
        state->residents *
        plm_accrued_share(&plan->calendar, w->year, plan->lines[number].per == PLM_PER_WEEK, from, until);
  }
}

/* Bed-nights since the last change, each in exactly one state. `year` is still that of the nights counted. */
void plm_accounts_home(placement_workspace *w, size_t home)
{
  plm_home_state *state = &w->homes[home];
  int32_t nights = w->day - state->accrued_to;
  int32_t demand = class_nights(&w->classes[state->class_], w->day);
  if (state->open && nights > 0) {
    int32_t free = w->plan->homes[home].beds - state->residents - state->turnaround;
    *home_cell(w, home, PLM_HOME_BEDS_OCCUPIED) += (int64_t)state->residents * nights;
    *home_cell(w, home, PLM_HOME_BEDS_TURNAROUND) += (int64_t)state->turnaround * nights;
    *home_cell(w, home, PLM_HOME_BEDS_UNMATCHED) += (int64_t)free * (demand - state->class_nights);
    *home_cell(w, home, PLM_HOME_BEDS_NO_DEMAND) += (int64_t)free * (nights - (demand - state->class_nights));
    if (state->residents > 0)
      accrue_occupied(w, home);
  }
  state->accrued_to = w->day;
  state->class_nights = demand;
}

void plm_accounts_fee(placement_workspace *w, plm_child *child)
{
  w->standard[w->year] += child->fee * (w->day - child->accrued_to);
  child->accrued_to = w->day;
}

static void close_year(placement_workspace *w)
{
  for (size_t h = 0; h < w->plan->home_count; h++)
    plm_accounts_home(w, h);
  for (size_t i = 0; i < w->child_high; i++)
    if (w->children[i].group >= 0 && w->children[i].home == PLM_EXTERNAL)
      plm_accounts_fee(w, &w->children[i]);
  *cell(w, PLM_CHILDREN_EXTERNAL, w->year) = w->external_nights - w->year_external;
  *cell(w, PLM_CHILDREN_IN_HOUSE, w->year) = w->in_house_nights - w->year_in_house;
  w->year_external = w->external_nights;
  w->year_in_house = w->in_house_nights;
  w->year++;
}

static void close_month(placement_workspace *w)
{
  int64_t *months = w->outcome + w->plan->cell_count;
  months[w->month] = w->in_house_nights - w->month_in_house;
  months[w->plan->calendar.month_count + w->month] = w->external_nights - w->month_external;
  w->month_in_house = w->in_house_nights;
  w->month_external = w->external_nights;
  w->month++;
}

void plm_accounts_new_day(placement_workspace *w)
{
  const plm_calendar *c = &w->plan->calendar;
  int32_t nights = w->day - w->counted_to;
  w->external_nights += (int64_t)w->external_children * nights;
  w->in_house_nights += (int64_t)w->in_house_children * nights;
  w->counted_to = w->day;
  if (w->day == c->month_start[w->month + 1])
    close_month(w);
  if (w->day == c->year_start[w->year + 1])
    close_year(w);
}

void plm_accounts_notice(placement_workspace *w, const plm_child *child)
{
  const plm_calendar *c = &w->plan->calendar;
  int32_t until = w->plan->notice_days < c->days - w->day ? w->day + w->plan->notice_days : c->days;
  for (size_t y = w->year; y < c->year_count && c->year_start[y] < until; y++)
    w->notice[y] += child->fee * plm_nights_in_year(c, y, w->day, until);
}

void plm_accounts_admission(placement_workspace *w, size_t home)
{
  const placement_plan *plan = w->plan;
  for (size_t i = plan->homes[home].admission_first; i < plan->homes[home].admission_end; i++) {
    size_t number = (size_t)plan->admission_lines[i];
    if (w->day >= w->line_from[number] && w->day < w->line_until[number])
      w->line_units[number * plan->calendar.year_count + w->year] += 1;
  }
}

void plm_accounts_need(placement_workspace *w, int32_t need_end)
{
  const plm_calendar *c = &w->plan->calendar;
  for (size_t y = w->year; y < c->year_count && c->year_start[y] < need_end; y++)
    *cell(w, PLM_CHILDREN_IN_NEED, y) += plm_nights_in_year(c, y, w->day, need_end);
}

void plm_accounts_count(placement_workspace *w, plm_base base)
{
  *cell(w, base, w->year) += 1;
}

void plm_accounts_waiting(placement_workspace *w, int32_t group, int32_t change)
{
  for (size_t i = 0; i < w->class_count; i++) {
    plm_class *c = &w->classes[i];
    if ((c->groups >> group & 1U) == 0)
      continue;
    if (c->waiting == 0)
      c->since = w->day;
    else if (c->waiting + change == 0)
      c->nights += w->day - c->since;
    c->waiting += change;
  }
}

static void settle_lines(placement_workspace *w, double *pounds)
{
  const placement_plan *plan = w->plan;
  size_t years = plan->calendar.year_count;
  for (size_t i = 0; i < plan->line_count; i++) {
    const plm_line *line = &plan->lines[i];
    const double *shares = w->shares;
    if (depends_on_residents(line))
      shares = &w->line_units[i * years];
    else
      plm_line_shares(plan, line, &w->timetable, w->shares);
    for (size_t y = 0; y < years; y++)
      pounds[(size_t)line->category * years + y] += line->biased_amount * shares[y] * line->index[y];
  }
}

static void settle_money(placement_workspace *w)
{
  const placement_plan *plan = w->plan;
  size_t years = plan->calendar.year_count;
  double *pounds = w->pounds;
  memset(pounds, 0, PLM_BASE_COUNT * years * sizeof *pounds);
  settle_lines(w, pounds);
  for (size_t y = 0; y < years; y++) {
    int64_t capital = plm_pence(pounds[PLM_COST_CAPITAL * years + y]);
    int64_t fixed = plm_pence(pounds[PLM_COST_IN_HOUSE_FIXED * years + y]);
    int64_t occupancy = plm_pence(pounds[PLM_COST_IN_HOUSE_OCCUPANCY * years + y]);
    int64_t programme = plm_pence(pounds[PLM_COST_PROGRAMME * years + y]);
    int64_t standard = plm_pence(w->standard[y] / 7 * plan->external_index[y]);
    int64_t notice = plm_pence(w->notice[y] / 7 * plan->external_index[y]);
    int64_t in_house = fixed + occupancy + programme;
    int64_t external = standard + notice;
    int64_t total = capital + in_house + external;
    *cell(w, PLM_COST_CAPITAL, y) = capital;
    *cell(w, PLM_COST_IN_HOUSE_FIXED, y) = fixed;
    *cell(w, PLM_COST_IN_HOUSE_OCCUPANCY, y) = occupancy;
    *cell(w, PLM_COST_PROGRAMME, y) = programme;
    *cell(w, PLM_COST_EXTERNAL_STANDARD, y) = standard;
    *cell(w, PLM_COST_EXTERNAL_NOTICE, y) = notice;
    *cell(w, PLM_COST_IN_HOUSE, y) = in_house;
    *cell(w, PLM_COST_EXTERNAL, y) = external;
    *cell(w, PLM_COST_REVENUE, y) = in_house + external;
    *cell(w, PLM_COST_TOTAL, y) = total;
    *cell(w, PLM_COST_REAL, y) = plm_pence((double)total / 100 * plan->real_factors[y]);
    *cell(w, PLM_COST_NET_PRESENT, y) = plm_pence((double)total / 100 * plan->present_factors[y]);
  }
}

/* Open bed-nights come from the timetable, not from the states that they must equal in sum. */
static void settle_beds(placement_workspace *w)
{
  const placement_plan *plan = w->plan;
  for (size_t h = 0; h < plan->home_count; h++) {
    size_t base = PLM_BASE_COUNT + h * PLM_HOME_BASE_COUNT;
    for (size_t y = 0; y < plan->calendar.year_count; y++) {
      *cell(w, base + PLM_HOME_BEDS_OPEN, y) =
          (int64_t)plan->homes[h].beds *
          plm_nights_in_year(&plan->calendar, y, w->timetable.home_opening[h], plan->calendar.days);
      for (size_t i = 0; i < PLM_HOME_BASE_COUNT; i++)
        *cell(w, PLM_BEDS_OPEN + i, y) += *cell(w, base + i, y);
    }
  }
}

void plm_accounts_close(placement_workspace *w)
{
  size_t years = w->plan->calendar.year_count;
  settle_money(w);
  settle_beds(w);
  for (size_t base = 0; base < w->plan->base_count; base++)
    for (size_t y = 0; y < years; y++)
      *cell(w, base, years) += *cell(w, base, y);
}
