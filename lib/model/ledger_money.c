/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ledger_money.h"
#include "model/reasons.h"

#include <math.h>

/* An amount of a category; nothing is told of amounts that are zero. `words` may be empty. */
static void tell_money(placement_workspace *w, placement_ledger_row *row, plm_base category, const plm_words *words)
{
  if (row->amount == 0)
    return;
  row->metric = plm_ledger_metric(w->plan, category);
  row->reason = words->length > 0 ? words->text : NULL;
  plm_ledger_emit(w, row);
}

static void tell_fee(placement_workspace *w, plm_base category, int32_t number, int32_t nights, double weekly)
{
  const plm_child *child = &w->children[number];
  char label[PLM_LABEL];
  plm_words words = {{0}, 0};
  placement_ledger_row row = plm_ledger_row(w, w->day - nights, w->day, w->year);
  row.event = "cost";
  row.child = plm_label_child(w, child, label);
  row.rate = weekly;
  row.amount = weekly * nights / 7 * w->plan->external_index[w->year];
  plm_reason_of_index(w->plan->external_index[w->year], &words);
  tell_money(w, &row, category, &words);
}

void plm_tell_fee(placement_workspace *w, int32_t number, int32_t nights)
{
  const plm_child *child = &w->children[number];
  bool emergency = child->setting == PLM_IN_EMERGENCY;
  tell_fee(w, emergency ? PLM_COST_EXTERNAL_EMERGENCY : PLM_COST_EXTERNAL_STANDARD, number, nights, child->fee);
  tell_fee(w, PLM_COST_EXTERNAL_ENHANCEMENT, number, nights, child->enhancement);
}

void plm_tell_notice(placement_workspace *w, int32_t number, size_t year, int32_t until, bool minimum, double weekly)
{
  const plm_child *child = &w->children[number];
  const plm_calendar *c = &w->plan->calendar;
  int32_t nights = plm_nights_in_year(c, year, w->day, until);
  int32_t from = plm_latest(w->day, c->year_start[year]);
  char label[PLM_LABEL];
  plm_words words = {{0}, 0};
  placement_ledger_row row = plm_ledger_row(w, from, from + nights, year);
  row.event = "cost";
  row.child = plm_label_child(w, child, label);
  row.rate = weekly;
  row.amount = weekly * nights / 7 * w->plan->external_index[year];
  if (minimum) {
    plm_words_add(&words, "minimum of ");
    plm_reason_count(&words, w->plan->minimum_nights, "night", "nights");
  } else {
    plm_words_add(&words, "notice of ");
    plm_reason_count(&words, w->plan->notice_days, "day", "days");
  }
  plm_words_add(&words, " from ");
  plm_reason_date(w, minimum ? child->placed_on : until - w->plan->notice_days, &words);
  plm_reason_of_index(w->plan->external_index[year], &words);
  tell_money(w, &row, PLM_COST_EXTERNAL_NOTICE, &words);
}

void plm_tell_visits(placement_workspace *w, int32_t children)
{
  double years = children * plm_accrued_share(&w->plan->calendar, w->year, false, w->told_to, w->day);
  plm_words words = {{0}, 0};
  placement_ledger_row row = plm_ledger_row(w, w->told_to, w->day, w->year);
  row.event = "cost";
  row.rate = w->plan->visits;
  row.amount = years * w->plan->visits * w->plan->external_index[w->year];
  plm_reason_count(&words, children, "child", "children");
  plm_reason_of_index(w->plan->external_index[w->year], &words);
  tell_money(w, &row, PLM_COST_EXTERNAL_VISITS, &words);
}

static const char *owner_of(const placement_plan *plan, const plm_line *line)
{
  switch (line->owner) {
  case PLM_OWNER_HOME:
    return plan->homes[line->position].id;
  case PLM_OWNER_PHASE:
    return plan->phases[line->position].id;
  case PLM_OWNER_SCHEME:
    return plan->schemes[line->position].id;
  default:
    return NULL;
  }
}

/* The days of a line in a year: its window, or the day on which it is paid. A line of a phase or the programme for its
 * beds runs from the opening of the first home that it concerns until the last one closes. */
static plm_window days_of_line(const placement_workspace *w, const plm_line *line, size_t year)
{
  const placement_plan *plan = w->plan;
  plm_window days = plm_line_window(plan, line, &w->timetable);
  int32_t first = PLM_NEVER;
  int32_t last = INT32_MIN;
  if (line->per == PLM_PER_ONCE)
    return (plm_window){days.on, days.on, days.on};
  bool of_homes = line->owner == PLM_OWNER_PHASE || line->owner == PLM_OWNER_PROGRAMME;
  for (size_t h = 0; line->unit == PLM_FOR_BED && of_homes && h < plan->home_count; h++) {
    if (!plm_line_concerns(plan, line, h) || w->timetable.home_opening[h] == PLM_NEVER)
      continue;
    first = plm_earlier(first, w->timetable.home_opening[h]);
    last = plm_latest(last, w->timetable.home_closing[h]);
  }
  if (first < last) {
    days.from = plm_latest(days.from, first);
    days.until = plm_earlier(days.until, last);
  }
  days.from = plm_latest(days.from, plan->calendar.year_start[year]);
  days.until = plm_earlier(days.until, plan->calendar.year_start[year + 1]);
  return days;
}

static placement_ledger_row row_of_line(const placement_workspace *w, size_t line, int32_t from, int32_t until,
                                        size_t year, double share)
{
  const plm_line *of = &w->plan->lines[line];
  placement_ledger_row row = plm_ledger_row(w, from, until, year);
  row.event = "cost line";
  row.line = of->id;
  row.rate = of->biased_amount;
  row.amount = of->biased_amount * share * of->index[year];
  return row;
}

void plm_tell_line(placement_workspace *w, size_t line, size_t year, double share)
{
  const plm_line *of = &w->plan->lines[line];
  plm_words words = {{0}, 0};
  if (share == 0)
    return;
  plm_window days = days_of_line(w, of, year);
  placement_ledger_row row = row_of_line(w, line, days.from, days.until, year, share);
  row.place = owner_of(w->plan, of);
  plm_reason_of_line(of, share, of->index[year], &words);
  tell_money(w, &row, of->category, &words);
}

void plm_tell_occupied(placement_workspace *w, size_t line, const char *place, int32_t number, int32_t from)
{
  const plm_line *of = &w->plan->lines[line];
  int32_t start = plm_latest(from, w->line_from[line]);
  int32_t end = plm_earlier(w->day, w->line_until[line]);
  double share = number * plm_accrued_share(&w->plan->calendar, w->year, of->per == PLM_PER_WEEK, start, end);
  plm_words words = {{0}, 0};
  if (share == 0)
    return;
  placement_ledger_row row = row_of_line(w, line, start, end, w->year, share);
  row.event = "cost of occupied beds";
  row.place = place;
  plm_words_add(&words, of->per == PLM_PER_WEEK ? "a week for " : "a year for ");
  if (of->owner == PLM_OWNER_SCHEME)
    plm_reason_count(&words, number, "place", "places");
  else
    plm_reason_count(&words, number, "bed", "beds");
  plm_reason_of_index(of->index[w->year], &words);
  tell_money(w, &row, of->category, &words);
}

void plm_tell_admission(placement_workspace *w, size_t line, const char *place, int32_t number)
{
  const plm_line *of = &w->plan->lines[line];
  char label[PLM_LABEL];
  plm_words words = {{0}, 0};
  placement_ledger_row row = row_of_line(w, line, w->day, w->day, w->year, 1);
  row.place = place;
  row.child = plm_label_child(w, &w->children[number], label);
  plm_reason_of_line(of, 1, of->index[w->year], &words);
  tell_money(w, &row, of->category, &words);
}

static void tell_income(placement_workspace *w, size_t home, int32_t nights)
{
  double weekly = w->plan->homes[home].sale_weekly_income;
  int32_t beds = w->homes[home].sold;
  plm_words words = {{0}, 0};
  placement_ledger_row row = plm_ledger_row(w, w->day - nights, w->day, w->year);
  row.event = "income";
  row.place = w->plan->homes[home].id;
  row.rate = weekly;
  row.amount = (double)beds * nights * weekly / 7 * w->plan->external_index[w->year];
  plm_reason_count(&words, beds, "bed", "beds");
  plm_reason_of_index(w->plan->external_index[w->year], &words);
  tell_money(w, &row, PLM_INCOME_SOLD_BEDS, &words);
}

void plm_tell_home(placement_workspace *w, size_t home, int32_t nights, int32_t demand)
{
  const plm_plan_home *of = &w->plan->homes[home];
  const plm_home_state *state = &w->homes[home];
  int32_t from = w->day - nights;
  int32_t free = of->beds - plm_beds_taken(state);
  plm_tell_beds(w, home, PLM_HOME_BEDS_OCCUPIED, from, state->residents, nights);
  plm_tell_beds(w, home, PLM_HOME_BEDS_SOLD, from, state->sold, nights);
  tell_income(w, home, nights);
  plm_tell_beds(w, home, PLM_HOME_BEDS_HELD, from, state->held, nights);
  plm_tell_beds(w, home, PLM_HOME_BEDS_TURNAROUND, from, state->turnaround, nights);
  if (state->suspended || state->ramping) {
    plm_tell_beds(w, home, state->suspended ? PLM_HOME_BEDS_SUSPENDED : PLM_HOME_BEDS_RAMP_UP, from, free, nights);
  } else {
    plm_tell_beds(w, home, PLM_HOME_BEDS_UNMATCHED, from, free, demand);
    plm_tell_beds(w, home, PLM_HOME_BEDS_NO_DEMAND, from, free, nights - demand);
  }
  for (size_t i = of->occupied_first; i < of->occupied_end; i++)
    plm_tell_occupied(w, (size_t)w->plan->occupied_lines[i], of->id, state->residents, from);
}

void plm_tell_rounding(placement_workspace *w, plm_base category, size_t year, double exact, int64_t pence)
{
  int32_t last = w->plan->calendar.year_start[year + 1] - 1;
  placement_ledger_row row = plm_ledger_row(w, last, last, year);
  double rest = (double)pence / 100 - exact;
  if (fabs(rest) < 5e-10) /* dust of floating point */
    return;
  row.event = "rounding";
  row.reason = "rounded to whole pence";
  row.metric = plm_ledger_metric(w->plan, category);
  row.amount = rest;
  plm_ledger_emit(w, &row);
}
