/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/workspace.h"
#include "base/error.h"
#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

#define INITIAL_CHILDREN 256 /* room to begin with, beside the initial children */
#define INITIAL_EVENTS 1024

static placement_status alloc_room(placement_workspace *w, size_t children, size_t events, placement_error *err)
{
  w->child_capacity = children;
  w->event_capacity = events;
  w->children = plm_new_array(children, sizeof *w->children);
  w->free_children = plm_new_array(children, sizeof *w->free_children);
  w->eligible = plm_new_array(children, sizeof *w->eligible);
  w->fresh = plm_new_array(children, sizeof *w->fresh);
  w->events = plm_new_array(events, sizeof *w->events);
  if (w->children == NULL || w->free_children == NULL || w->eligible == NULL || w->fresh == NULL || w->events == NULL)
    return plm_fail_memory(err);
  return PLACEMENT_OK;
}

static void free_room(placement_workspace *w)
{
  free(w->children);
  free(w->free_children);
  free(w->eligible);
  free(w->fresh);
  free(w->events);
}

placement_status plm_workspace_grow(placement_workspace *w, placement_error *err)
{
  placement_workspace old = *w;
  placement_status status = alloc_room(w, 2 * old.child_capacity, 2 * old.event_capacity, err);
  if (status != PLACEMENT_OK) {
    free_room(w);
    *w = old;
    return status;
  }
  free_room(&old);
  return PLACEMENT_OK;
}

static placement_status alloc_homes(placement_workspace *w, placement_error *err)
{
  const placement_plan *plan = w->plan;
  w->home_words = plan->home_count / 64 + 1;
  w->homes = plm_new_array(plan->home_count, sizeof *w->homes);
  w->residents = plm_new_array(plan->home_count * PLACEMENT_LIMIT_BEDS, sizeof *w->residents);
  w->vacant = plm_new_array(w->home_words, sizeof *w->vacant);
  w->changed = plm_new_array(w->home_words, sizeof *w->changed);
  w->classes = plm_new_array(plan->home_count, sizeof *w->classes);
  w->delays.phase = plm_new_array(plan->phase_count, sizeof *w->delays.phase);
  w->delays.registration = plm_new_array(plan->home_count, sizeof *w->delays.registration);
  w->delays.declined = plm_new_array(plan->home_count, sizeof *w->delays.declined);
  if (w->homes == NULL || w->residents == NULL || w->vacant == NULL || w->changed == NULL || w->classes == NULL ||
      w->delays.phase == NULL || w->delays.registration == NULL || w->delays.declined == NULL)
    return plm_fail_memory(err);
  for (size_t h = 0; h < plan->home_count; h++) {
    size_t c = 0;
    while (c < w->class_count && w->classes[c].groups != plan->homes[h].groups)
      c++;
    if (c == w->class_count)
      w->classes[w->class_count++].groups = plan->homes[h].groups;
    w->homes[h].class_ = (int32_t)c;
  }
  return plm_timetable_init(&w->timetable, plan, err);
}

static placement_status alloc_keys(placement_workspace *w, placement_error *err)
{
  const placement_plan *plan = w->plan;
  w->group_keys = plm_new_array(plan->group_count, sizeof *w->group_keys);
  w->pair_keys = plm_new_array(plan->group_count * plan->group_count, sizeof *w->pair_keys);
  w->phase_keys = plm_new_array(plan->phase_count, sizeof *w->phase_keys);
  w->home_keys = plm_new_array(plan->home_count, sizeof *w->home_keys);
  w->generators = plm_new_array(plan->group_count, sizeof *w->generators);
  if (w->group_keys == NULL || w->pair_keys == NULL || w->phase_keys == NULL || w->home_keys == NULL ||
      w->generators == NULL)
    return plm_fail_memory(err);
  return PLACEMENT_OK;
}

static placement_status alloc_accounts(placement_workspace *w, placement_error *err)
{
  const placement_plan *plan = w->plan;
  size_t years = plan->calendar.year_count;
  w->line_from = plm_new_array(plan->line_count, sizeof *w->line_from);
  w->line_until = plm_new_array(plan->line_count, sizeof *w->line_until);
  w->line_units = plm_new_array(plan->line_count * years, sizeof *w->line_units);
  w->shares = plm_new_array(years, sizeof *w->shares);
  w->standard = plm_new_array(years, sizeof *w->standard);
  w->notice = plm_new_array(years, sizeof *w->notice);
  w->pounds = plm_new_array(PLM_BASE_COUNT * years, sizeof *w->pounds);
  w->outcome = plm_new_array(plm_outcome_size(plan), sizeof *w->outcome);
  if (w->line_from == NULL || w->line_until == NULL || w->line_units == NULL || w->shares == NULL ||
      w->standard == NULL || w->notice == NULL || w->pounds == NULL || w->outcome == NULL)
    return plm_fail_memory(err);
  return PLACEMENT_OK;
}

static placement_status alloc_days(placement_workspace *w, placement_error *err)
{
  const plm_calendar *c = &w->plan->calendar;
  w->day_words = (size_t)c->days / 64 + 1;
  w->busy_days = plm_new_array(w->day_words, sizeof *w->busy_days);
  w->fixed_days = plm_new_array(w->day_words, sizeof *w->fixed_days);
  w->first_event = plm_new_array((size_t)c->days * PLM_EVENT_KINDS, sizeof *w->first_event);
  if (w->busy_days == NULL || w->fixed_days == NULL || w->first_event == NULL)
    return plm_fail_memory(err);
  for (size_t m = 0; m <= c->month_count; m++)
    plm_set_bit(w->fixed_days, (size_t)c->month_start[m]);
  for (size_t y = 0; y <= c->year_count; y++)
    plm_set_bit(w->fixed_days, (size_t)c->year_start[y]);
  return PLACEMENT_OK;
}

placement_status placement_workspace_new(const placement_plan *plan, placement_workspace **workspace,
                                         placement_error *err)
{
  placement_workspace *made = NULL;
  placement_status status;
  size_t initial = 0;
  if (plan == NULL || workspace == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "plan and workspace must not be NULL");
  made = plm_new_array(1, sizeof *made);
  if (made == NULL)
    return plm_fail_memory(err);
  made->plan = plan;
  for (size_t g = 0; g < plan->group_count; g++)
    initial += (size_t)plan->groups[g].initial_count;
  if ((status = alloc_room(made, initial + INITIAL_CHILDREN, 4 * initial + INITIAL_EVENTS, err)) != PLACEMENT_OK ||
      (status = alloc_homes(made, err)) != PLACEMENT_OK || (status = alloc_keys(made, err)) != PLACEMENT_OK ||
      (status = alloc_accounts(made, err)) != PLACEMENT_OK || (status = alloc_days(made, err)) != PLACEMENT_OK) {
    placement_workspace_free(made);
    return status;
  }
  *workspace = made;
  return PLACEMENT_OK;
}

void placement_workspace_free(placement_workspace *w)
{
  if (w == NULL)
    return;
  free_room(w);
  free(w->group_keys);
  free(w->pair_keys);
  free(w->phase_keys);
  free(w->home_keys);
  free(w->generators);
  free(w->homes);
  free(w->residents);
  free(w->vacant);
  free(w->changed);
  free(w->classes);
  free(w->delays.phase);
  free(w->delays.registration);
  free(w->delays.declined);
  plm_timetable_clear(&w->timetable);
  free(w->line_from);
  free(w->line_until);
  free(w->line_units);
  free(w->shares);
  free(w->standard);
  free(w->notice);
  free(w->pounds);
  free(w->outcome);
  free(w->busy_days);
  free(w->fixed_days);
  free(w->first_event);
  free(w);
}

const int64_t *plm_workspace_outcome(const placement_workspace *w)
{
  return w->outcome;
}

uint64_t placement_workspace_events(const placement_workspace *w)
{
  return w == NULL ? 0 : w->events_done;
}

double placement_workspace_value(const placement_workspace *w, size_t metric, size_t column)
{
  int64_t value = 0;
  if (w == NULL || metric >= w->plan->metric_count || column > w->plan->calendar.year_count ||
      !plm_metric_value(w->plan, &w->plan->metrics[metric], w->outcome, column, &value))
    return NAN;
  return (double)value * plm_metric_scale(w->plan, &w->plan->metrics[metric], column);
}

void plm_schedule(placement_workspace *w, int32_t day, plm_event_kind kind, int32_t subject, uint32_t stamp)
{
  if (day >= w->plan->calendar.days)
    return;
  int32_t number = w->free_event;
  if (number != PLM_NOBODY) {
    w->free_event = w->events[number].next;
  } else if (w->event_high < w->event_capacity) {
    number = (int32_t)w->event_high++;
  } else {
    w->full = true;
    return;
  }
  int32_t *first = &w->first_event[day * PLM_EVENT_KINDS + (int32_t)kind];
  plm_event *event = &w->events[number];
  *event = (plm_event){*first, subject, stamp};
  *first = number;
  plm_set_bit(w->busy_days, (size_t)day);
}

bool plm_next_event(placement_workspace *w, plm_event_kind kind, plm_event *event)
{
  int32_t *first = &w->first_event[w->day * PLM_EVENT_KINDS + (int32_t)kind];
  int32_t number = *first;
  if (number == PLM_NOBODY)
    return false;
  *event = w->events[number];
  *first = event->next;
  w->events[number].next = w->free_event;
  w->free_event = number;
  return true;
}
