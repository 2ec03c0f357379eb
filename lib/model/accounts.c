/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/accounts.h"
#include "base/money.h"
#include "model/demand.h"
#include "model/ledger_drawn.h"
#include "model/ledger_money.h"
#include "plan/controls.h"

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
  memset(w->in_setting, 0, sizeof w->in_setting);
  memset(w->nights_in, 0, sizeof w->nights_in);
  memset(w->year_nights, 0, sizeof w->year_nights);
  memset(w->month_nights, 0, sizeof w->month_nights);
  for (size_t y = 0; y < years; y++)
    w->standard[y] = w->emergency[y] = w->enhancement[y] = w->notice[y] = w->visits[y] = w->excess[y] = 0;
  w->known_nights = 0;
  for (size_t i = 0; i < plan->line_count; i++) {
    if (!depends_on_residents(&plan->lines[i]))
      continue;
    plm_window window = plm_line_window(plan, &plan->lines[i], &w->timetable);
    w->line_from[i] = window.from;
    w->line_until[i] = window.until;
    for (size_t y = 0; y < years; y++)
      w->line_units[i * years + y] = 0;
  }
  w->month = 0;
  w->counted_to = 0;
}

/* Adds what `number` of occupied beds or places of a home or scheme accrue over [from, today) to a line. */
static void accrue_line(placement_workspace *w, size_t line, const char *place, int32_t number, int32_t from)
{
  const placement_plan *plan = w->plan;
  int32_t start = from > w->line_from[line] ? from : w->line_from[line];
  int32_t end = w->day < w->line_until[line] ? w->day : w->line_until[line];
  double units =
      number * plm_accrued_share(&plan->calendar, w->year, plan->lines[line].per == PLM_PER_WEEK, start, end);
  w->line_units[line * plan->calendar.year_count + w->year] += units;
  if (w->ledger != NULL)
    plm_tell_occupied(w, line, place, number, start, end, units);
}

/* Bed-nights since the last change, each in exactly one state, in the order in which the states are tested. `year` is
 * still that of the nights counted. */
static void count_states(placement_workspace *w, size_t home, int32_t nights, int32_t demand)
{
  const plm_home_state *state = &w->homes[home];
  int32_t free = w->plan->homes[home].beds - state->residents - state->sold - state->held - state->turnaround;
  int64_t *cells = home_cell(w, home, PLM_HOME_BEDS_OPEN);
  size_t columns = w->plan->calendar.year_count + 1;
  cells[PLM_HOME_BEDS_OCCUPIED * columns] += (int64_t)state->residents * nights;
  cells[PLM_HOME_BEDS_SOLD * columns] += (int64_t)state->sold * nights;
  cells[PLM_HOME_BEDS_HELD * columns] += (int64_t)state->held * nights;
  cells[PLM_HOME_BEDS_TURNAROUND * columns] += (int64_t)state->turnaround * nights;
  if (state->suspended) {
    cells[PLM_HOME_BEDS_SUSPENDED * columns] += (int64_t)free * nights;
  } else if (state->ramping) {
    cells[PLM_HOME_BEDS_RAMP_UP * columns] += (int64_t)free * nights;
  } else {
    cells[PLM_HOME_BEDS_UNMATCHED * columns] += (int64_t)free * demand;
    cells[PLM_HOME_BEDS_NO_DEMAND * columns] += (int64_t)free * (nights - demand);
  }
  if (w->ledger == NULL)
    return;
  plm_tell_beds(w, home, PLM_HOME_BEDS_OCCUPIED, state->residents, nights);
  plm_tell_beds(w, home, PLM_HOME_BEDS_SOLD, state->sold, nights);
  plm_tell_income(w, home, nights);
  plm_tell_beds(w, home, PLM_HOME_BEDS_HELD, state->held, nights);
  plm_tell_beds(w, home, PLM_HOME_BEDS_TURNAROUND, state->turnaround, nights);
  if (state->suspended || state->ramping) {
    plm_tell_beds(w, home, state->suspended ? PLM_HOME_BEDS_SUSPENDED : PLM_HOME_BEDS_RAMP_UP, free, nights);
  } else {
    plm_tell_beds(w, home, PLM_HOME_BEDS_UNMATCHED, free, demand);
    plm_tell_beds(w, home, PLM_HOME_BEDS_NO_DEMAND, free, nights - demand);
  }
}

void plm_accounts_home(placement_workspace *w, size_t home)
{
  plm_home_state *state = &w->homes[home];
  const plm_class *class_ = &w->classes[state->class_number];
  int32_t nights = w->day - state->accrued_to;
  int32_t class_nights = plm_class_nights(class_, w->day);
  if (state->open && nights > 0) {
    int32_t demand = class_nights - state->class_nights;
    if (w->plan->homes[home].refused_below > 0)
      demand = state->witness == PLM_NOBODY ? 0 : nights;
    else if (state->barred_waiting > 0)
      demand = class_->waiting > state->barred_waiting ? nights : 0;
    count_states(w, home, nights, demand);
    for (size_t i = w->plan->homes[home].occupied_first; state->residents > 0 && i < w->plan->homes[home].occupied_end;
         i++)
      accrue_line(w, (size_t)w->plan->occupied_lines[i], w->plan->homes[home].id, state->residents, state->accrued_to);
  }
  state->accrued_to = w->day;
  state->class_nights = class_nights;
}

void plm_accounts_scheme(placement_workspace *w, size_t scheme)
{
  plm_scheme_state *state = &w->schemes[scheme];
  for (size_t i = w->plan->scheme_line_first[scheme]; i < w->plan->scheme_line_first[scheme + 1]; i++)
    if (w->plan->lines[i].unit == PLM_FOR_OCCUPIED_BED && w->plan->lines[i].per != PLM_PER_ADMISSION)
      accrue_line(w, i, w->plan->schemes[scheme].id, state->children, state->accrued_to);
  state->accrued_to = w->day;
}

void plm_accounts_fee(placement_workspace *w, int32_t number)
{
  plm_child *child = &w->children[number];
  int32_t nights = w->day - child->accrued_to;
  bool emergency = child->setting == PLM_IN_EMERGENCY;
  double *fees = emergency ? w->emergency : w->standard;
  int32_t before = plm_earlier(w->day, child->fee_matters_from) - child->accrued_to;
  fees[w->year] += child->fee * nights;
  if (before > 0)
    w->excess[w->year] += (child->fee - child->mean_fee) * before;
  w->enhancement[w->year] += child->enhancement * nights;
  if (w->ledger != NULL) {
    plm_tell_fee(w, emergency ? PLM_COST_EXTERNAL_EMERGENCY : PLM_COST_EXTERNAL_STANDARD, number, child->fee);
    plm_tell_fee(w, PLM_COST_EXTERNAL_ENHANCEMENT, number, child->enhancement);
  }
  child->accrued_to = w->day;
}

static void close_year(placement_workspace *w)
{
  static const struct {
    plm_setting setting;
    plm_base base;
  } settings[] = {{PLM_STANDARD, PLM_CHILDREN_EXTERNAL},
                  {PLM_IN_EMERGENCY, PLM_CHILDREN_EXTERNAL},
                  {PLM_IN_HOME, PLM_CHILDREN_IN_HOUSE},
                  {PLM_STEPPED_DOWN, PLM_CHILDREN_STEP_DOWN},
                  {PLM_NOT_SERVED, PLM_CHILDREN_UNSERVED}};
  for (size_t h = 0; h < w->plan->home_count; h++)
    plm_accounts_home(w, h);
  for (size_t i = 0; i < w->plan->scheme_count; i++)
    plm_accounts_scheme(w, i);
  for (size_t i = 0; i < w->child_high; i++) {
    if (w->children[i].group == PLM_NOBODY)
      continue;
    if (w->ledger != NULL)
      plm_tell_stay(w, (int32_t)i);
    if (plm_is_external(&w->children[i]))
      plm_accounts_fee(w, (int32_t)i);
  }
  for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
    plm_setting setting = settings[i].setting;
    *cell(w, settings[i].base, w->year) += w->nights_in[setting] - w->year_nights[setting];
    w->year_nights[setting] = w->nights_in[setting];
  }
  w->year++;
}

static void close_month(placement_workspace *w)
{
  int64_t *months = w->outcome + w->plan->cell_count;
  int64_t in_house = w->nights_in[PLM_IN_HOME];
  int64_t external = w->nights_in[PLM_STANDARD] + w->nights_in[PLM_IN_EMERGENCY];
  months[w->month] = in_house - w->month_nights[0];
  months[w->plan->calendar.month_count + w->month] = external - w->month_nights[1];
  w->month_nights[0] = in_house;
  w->month_nights[1] = external;
  w->month++;
}

/* An amount a year for each child placed externally. */
static void count_visits(placement_workspace *w)
{
  int32_t children = w->in_setting[PLM_STANDARD] + w->in_setting[PLM_IN_EMERGENCY];
  double years = children * plm_accrued_share(&w->plan->calendar, w->year, false, w->counted_to, w->day);
  w->visits[w->year] += years;
  if (w->ledger != NULL)
    plm_tell_visits(w, children, years);
}

void plm_accounts_new_day(placement_workspace *w)
{
  const plm_calendar *c = &w->plan->calendar;
  int32_t nights = w->day - w->counted_to;
  for (size_t setting = 0; setting < PLM_SETTINGS; setting++)
    w->nights_in[setting] += (int64_t)w->in_setting[setting] * nights;
  if (w->plan->visits > 0)
    count_visits(w);
  if (w->ledger != NULL) {
    plm_tell_unopened(w, w->counted_to);
    for (size_t h = 0; h < w->plan->home_count; h++)
      plm_accounts_home(w, h); /* while the reasons are still those of the nights that passed */
  }
  w->counted_to = w->day;
  if (w->day == c->month_start[w->month + 1])
    close_month(w);
  if (w->day == c->year_start[w->year + 1])
    close_year(w);
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

void plm_accounts_need(placement_workspace *w, int32_t number)
{
  const plm_calendar *c = &w->plan->calendar;
  int32_t end = w->children[number].need_end;
  for (size_t y = w->year; y < c->year_count && c->year_start[y] < end; y++)
    *cell(w, PLM_CHILDREN_IN_NEED, y) += plm_nights_in_year(c, y, w->day, end);
  if (w->plan->groups[w->children[number].group].nights_known)
    w->known_nights += plm_earlier(end, c->days) - w->day;
  if (w->ledger != NULL)
    plm_tell_need(w, number);
}

void plm_accounts_count(placement_workspace *w, plm_base base, int32_t number)
{
  *cell(w, base, w->year) += 1;
  if (w->ledger != NULL)
    plm_tell_count(w, base, number);
}

static void settle_lines(placement_workspace *w, double *pounds)
{
  const placement_plan *plan = w->plan;
  size_t years = plan->calendar.year_count;
  for (size_t i = 0; i < plan->line_count; i++) {
    const plm_line *line = &plan->lines[i];
    bool counted = depends_on_residents(line); /* and told as it was */
    const double *shares = counted ? &w->line_units[i * years] : w->shares;
    if (!counted)
      plm_line_shares(plan, line, &w->timetable, w->shares);
    for (size_t y = 0; y < years; y++) {
      pounds[(size_t)line->category * years + y] += line->biased_amount * shares[y] * line->index[y];
      if (w->ledger != NULL && !counted)
        plm_tell_line(w, i, y, shares[y]);
    }
  }
}

/* Income of sold beds in one year: nights x weekly income / 7. */
static double sold_beds(placement_workspace *w, size_t y)
{
  double pounds = 0;
  for (size_t h = 0; h < w->plan->home_count; h++)
    pounds += (double)*cell(w, PLM_BASE_COUNT + h * PLM_HOME_BASE_COUNT + PLM_HOME_BEDS_SOLD, y) *
              w->plan->homes[h].sale_weekly_income / 7;
  return pounds;
}

static void settle_sums(placement_workspace *w, size_t y)
{
  int64_t in_house =
      *cell(w, PLM_COST_IN_HOUSE_FIXED, y) + *cell(w, PLM_COST_IN_HOUSE_OCCUPANCY, y) + *cell(w, PLM_COST_PROGRAMME, y);
  int64_t external = 0;
  for (size_t base = PLM_COST_EXTERNAL_STANDARD; base <= PLM_COST_EXTERNAL_VISITS; base++)
    external += *cell(w, base, y);
  int64_t revenue = in_house + external + *cell(w, PLM_COST_STEP_DOWN, y) - *cell(w, PLM_INCOME_SOLD_BEDS, y);
  int64_t total = revenue + *cell(w, PLM_COST_CAPITAL, y);
  *cell(w, PLM_COST_IN_HOUSE, y) = in_house;
  *cell(w, PLM_COST_EXTERNAL, y) = external;
  *cell(w, PLM_COST_REVENUE, y) = revenue;
  *cell(w, PLM_COST_TOTAL, y) = total;
  *cell(w, PLM_COST_REAL, y) = plm_pence((double)total / 100 * w->plan->real_factors[y]);
  *cell(w, PLM_COST_NET_PRESENT, y) = plm_pence((double)total / 100 * w->plan->present_factors[y]);
}

static void round_off(placement_workspace *w, plm_base category, size_t y, double pounds)
{
  *cell(w, category, y) = plm_pence(pounds);
  if (w->ledger != NULL)
    plm_tell_rounding(w, category, y, pounds, *cell(w, category, y));
}

static void settle_money(placement_workspace *w)
{
  static const plm_base of_lines[] = {PLM_COST_CAPITAL, PLM_COST_IN_HOUSE_FIXED, PLM_COST_IN_HOUSE_OCCUPANCY,
                                      PLM_COST_PROGRAMME, PLM_COST_STEP_DOWN};
  const placement_plan *plan = w->plan;
  size_t years = plan->calendar.year_count;
  memset(w->pounds, 0, PLM_BASE_COUNT * years * sizeof *w->pounds);
  settle_lines(w, w->pounds);
  for (size_t y = 0; y < years; y++) {
    double index = plan->external_index[y];
    for (size_t i = 0; i < sizeof of_lines / sizeof *of_lines; i++)
      round_off(w, of_lines[i], y, w->pounds[of_lines[i] * years + y]);
    round_off(w, PLM_COST_EXTERNAL_STANDARD, y, w->standard[y] / 7 * index);
    round_off(w, PLM_COST_EXTERNAL_EMERGENCY, y, w->emergency[y] / 7 * index);
    round_off(w, PLM_COST_EXTERNAL_ENHANCEMENT, y, w->enhancement[y] / 7 * index);
    round_off(w, PLM_COST_EXTERNAL_NOTICE, y, w->notice[y] / 7 * index);
    round_off(w, PLM_COST_EXTERNAL_VISITS, y, w->visits[y] * plan->visits * index);
    round_off(w, PLM_INCOME_SOLD_BEDS, y, sold_beds(w, y) * index);
    settle_sums(w, y);
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
          plm_nights_in_year(&plan->calendar, y, w->timetable.home_opening[h], w->timetable.home_closing[h]);
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
  plm_controls_write(w->plan, *cell(w, PLM_ARRIVALS, years), w->known_nights, w->excess,
                     &w->outcome[plm_control_cell(w->plan)], 1);
}
