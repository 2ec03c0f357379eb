/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ledger.h"
#include "base/error.h"
#include "model/reasons.h"

#include <math.h>
#include <stdio.h>

const char *plm_ledger_metric(const placement_plan *plan, size_t base)
{
  for (size_t i = 0; i < plan->metric_count; i++)
    if (plan->metrics[i].base == (int32_t)base)
      return plan->metrics[i].name;
  return NULL;
}

placement_ledger_row plm_ledger_row(const placement_workspace *w, int32_t from, int32_t until, size_t column)
{
  placement_ledger_row row = {.size = sizeof row, .day = from, .until = until, .column = column};
  row.rate = row.amount = NAN;
  plm_write_day(w, from, row.date);
  plm_write_day(w, until, row.until_date);
  return row;
}

void plm_ledger_emit(placement_workspace *w, const placement_ledger_row *row)
{
  if (!w->ledger->stopped && w->ledger->sink(row, w->ledger->data) != 0)
    w->ledger->stopped = true;
}

static const char *place_of(const placement_workspace *w, const plm_child *child)
{
  if (child->setting == PLM_IN_HOME)
    return w->plan->homes[child->place].id;
  return child->setting == PLM_STEPPED_DOWN ? w->plan->schemes[child->place].id : NULL;
}

void plm_tell(placement_workspace *w, const char *event, int32_t number, const char *place, const char *reason)
{
  char label[PLM_LABEL];
  placement_ledger_row row = plm_ledger_row(w, w->day, w->day, w->year);
  row.event = event;
  row.place = place;
  row.reason = reason;
  if (number != PLM_NOBODY) {
    row.child = plm_label_child(w, &w->children[number], label);
    row.place = place != NULL ? place : place_of(w, &w->children[number]);
  }
  plm_ledger_emit(w, &row);
}

void plm_tell_count(placement_workspace *w, plm_base base, int32_t number)
{
  static const char *const events[] = {"arrives",
                                       "placed",
                                       "moves",
                                       "returns",
                                       "placement ends unplanned",
                                       "placed externally for want of a bed",
                                       "not served for want of a bed"};
  static const char *const settings[] = {NULL,        "externally",   "in an emergency placement",
                                         "in a home", "in step-down", NULL};
  const plm_child *child = &w->children[number];
  char label[PLM_LABEL];
  placement_ledger_row row = plm_ledger_row(w, w->day, w->day, w->year);
  row.event = events[base - PLM_ARRIVALS];
  row.metric = plm_ledger_metric(w->plan, base);
  row.child = plm_label_child(w, child, label);
  row.place = place_of(w, child);
  if (base == PLM_PLACEMENTS)
    row.reason = settings[child->setting];
  if (base == PLM_PLACEMENTS && plm_is_external(child))
    row.rate = child->fee;
  row.amount = 1;
  plm_ledger_emit(w, &row);
}

void plm_tell_initial(placement_workspace *w, int32_t number)
{
  const plm_child *child = &w->children[number];
  char label[PLM_LABEL];
  plm_words reason = {{0}, 0};
  placement_ledger_row row = plm_ledger_row(w, w->day, w->day, w->year);
  plm_words_add(&reason, "since ");
  plm_reason_date(w, child->placed_on, &reason);
  row.event = "there already";
  row.child = plm_label_child(w, child, label);
  row.place = place_of(w, child);
  row.reason = reason.text;
  row.rate = plm_is_external(child) ? child->fee : NAN;
  plm_ledger_emit(w, &row);
}

void plm_tell_stay(placement_workspace *w, int32_t number)
{
  static const char *const events[] = {
      NULL, "in an external placement", "in an emergency placement", "in a home", "in step-down", "without a place"};
  static const plm_base bases[] = {0,
                                   PLM_CHILDREN_EXTERNAL,
                                   PLM_CHILDREN_EXTERNAL,
                                   PLM_CHILDREN_IN_HOUSE,
                                   PLM_CHILDREN_STEP_DOWN,
                                   PLM_CHILDREN_UNSERVED};
  char label[PLM_LABEL];
  plm_child *child = &w->children[number];
  if (child->setting != PLM_NOWHERE && child->told_to < w->day) {
    placement_ledger_row row = plm_ledger_row(w, child->told_to, w->day, w->year);
    row.event = events[child->setting];
    row.metric = plm_ledger_metric(w->plan, bases[child->setting]);
    row.child = plm_label_child(w, child, label);
    row.place = place_of(w, child);
    row.count = 1;
    row.amount = w->day - child->told_to;
    plm_ledger_emit(w, &row);
  }
  child->told_to = w->day;
}

void plm_tell_need(placement_workspace *w, int32_t number)
{
  const plm_calendar *c = &w->plan->calendar;
  char label[PLM_LABEL];
  int32_t end = w->children[number].need_end;
  for (size_t y = w->year; y < c->year_count && c->year_start[y] < end; y++) {
    int32_t nights = plm_nights_in_year(c, y, w->day, end);
    int32_t from = w->day > c->year_start[y] ? w->day : c->year_start[y];
    placement_ledger_row row = plm_ledger_row(w, from, from + nights, y);
    row.event = "needs care";
    row.metric = plm_ledger_metric(w->plan, PLM_CHILDREN_IN_NEED);
    row.child = plm_label_child(w, &w->children[number], label);
    row.count = 1;
    row.amount = nights;
    plm_ledger_emit(w, &row);
  }
}

void plm_tell_beds(placement_workspace *w, size_t home, size_t state, int32_t from, int32_t beds, int32_t nights)
{
  static const char *const events[] = {NULL,        "occupied",   "sold",      "held",          "in turnaround",
                                       "suspended", "in ramp-up", "unmatched", "without demand"};
  plm_words reason = {{0}, 0};
  placement_ledger_row row = plm_ledger_row(w, from, w->day, w->year);
  if (beds == 0 || nights == 0)
    return;
  row.event = events[state];
  row.place = w->plan->homes[home].id;
  row.metric = plm_ledger_metric(w->plan, PLM_BASE_COUNT + home * PLM_HOME_BASE_COUNT + state);
  row.count = beds;
  row.amount = (double)beds * nights;
  plm_reason_of_beds(w, home, state, &reason);
  row.reason = reason.text;
  plm_ledger_emit(w, &row);
}

placement_status placement_trace(const placement_plan *plan, uint64_t seed, uint64_t replication,
                                 placement_ledger ledger, void *data, placement_error *err)
{
  placement_workspace *workspace = NULL;
  plm_ledger told = {ledger, data, false};
  placement_status status;
  if (plan == NULL || ledger == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "plan and ledger must not be NULL");
  status = placement_workspace_new(plan, &workspace, err);
  if (status == PLACEMENT_OK) /* once in silence, until there is room enough */
    status = placement_replicate(plan, seed, replication, workspace, err);
  if (status == PLACEMENT_OK) {
    workspace->ledger = &told;
    status = placement_replicate(plan, seed, replication, workspace, err);
  }
  placement_workspace_free(workspace);
  if (status == PLACEMENT_OK && told.stopped)
    return plm_fail(err, PLACEMENT_ERROR_IO, "the ledger was not taken to its end");
  return status;
}
