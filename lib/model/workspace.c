/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/workspace.h"
#include "base/error.h"
#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

#define INITIAL_CHILDREN 256 /* room to begin with, beside the initial children */
#define INITIAL_EVENTS 1024
#define INITIAL_BARS 64

static placement_status alloc_room(placement_workspace *w, size_t children, size_t lives, size_t events, size_t bars,
                                   placement_error *err)
{
  size_t schemes = w->plan->scheme_count;
  w->child_capacity = children;
  w->life_capacity = lives;
  w->event_capacity = events;
  w->bar_capacity = bars;
  w->children = plm_new_array(children, sizeof *w->children);
  w->free_children = plm_new_array(children, sizeof *w->free_children);
  w->lives = plm_new_array(lives, sizeof *w->lives);
  w->external = plm_new_array(children / 64 + 1, sizeof *w->external);
  w->eligible.entries = plm_new_array(children, sizeof *w->eligible.entries);
  w->eligible.at = plm_new_array(children, sizeof *w->eligible.at);
  w->eligible.count = 0;
  w->fresh = plm_new_array(4 * children, sizeof *w->fresh); /* a child can become eligible again on one day */
  w->displaced = plm_new_array(children, sizeof *w->displaced);
  w->stepping = plm_new_array(schemes, sizeof *w->stepping);
  w->stepping_entries = plm_new_array(schemes * children, sizeof *w->stepping_entries);
  w->stepping_at = plm_new_array(children, sizeof *w->stepping_at);
  w->events = plm_new_array(events, sizeof *w->events);
  w->bars = plm_new_array(bars, sizeof *w->bars);
  if (w->children == NULL || w->free_children == NULL || w->lives == NULL || w->external == NULL ||
      w->eligible.entries == NULL || w->eligible.at == NULL || w->fresh == NULL || w->displaced == NULL ||
      w->stepping == NULL || w->stepping_entries == NULL || w->stepping_at == NULL || w->events == NULL ||
      w->bars == NULL)
    return plm_fail_memory(err);
  for (size_t i = 0; i < schemes; i++)
    w->stepping[i] = (plm_queue){0, w->stepping_entries + i * children, w->stepping_at};
  return PLACEMENT_OK;
}

static void free_room(placement_workspace *w)
{
  free(w->children);
  free(w->free_children);
  free(w->lives);
  free(w->external);
  free(w->eligible.entries);
  free(w->eligible.at);
  free(w->fresh);
  free(w->displaced);
  free(w->stepping);
  free(w->stepping_entries);
  free(w->stepping_at);
  free(w->events);
  free(w->bars);
}

/* Only what is short: other room that nobody needs would be cleared in each replication. */
placement_status plm_workspace_grow(placement_workspace *w, placement_error *err)
{
  placement_workspace old = *w;
  size_t children = old.child_capacity, lives = old.life_capacity, events = old.event_capacity, bars = old.bar_capacity;
  placement_status status = alloc_room(
      w, old.child_high >= children ? 2 * children : children, old.life_high + PLM_LANES > lives ? 2 * lives : lives,
      old.event_high >= events ? 2 * events : events, old.bar_count >= bars ? 2 * bars : bars, err);
  if (status != PLACEMENT_OK) {
    free_room(w);
    *w = old;
    return status;
  }
  free_room(&old);
  return PLACEMENT_OK;
}

void plm_set_classes(placement_workspace *w)
{
  const placement_plan *plan = w->plan;
  w->class_count = 0;
  w->some_refuse = false;
  for (size_t h = 0; h < plan->home_count; h++) {
    const plm_plan_home *home = &plan->homes[h];
    size_t c = 0;
    if (home->refused_below > 0) {
      w->some_refuse = true;
      continue;
    }
    while (c < w->class_count && (w->classes[c].groups[PLM_PLANNED] != home->groups[PLM_PLANNED] ||
                                  w->classes[c].groups[PLM_EMERGENCY] != home->groups[PLM_EMERGENCY]))
      c++;
    if (c == w->class_count)
      w->classes[w->class_count++] = (plm_class){.groups = {home->groups[PLM_PLANNED], home->groups[PLM_EMERGENCY]}};
    w->homes[h].class_number = (int32_t)c;
  }
}

/* Who is taken where does not vary. */
static void set_taking(placement_workspace *w)
{
  const placement_plan *plan = w->plan;
  for (size_t h = 0; h < plan->home_count; h++)
    for (size_t g = 0; g < plan->group_count; g++)
      for (size_t kind = 0; kind < PLM_KINDS; kind++) {
        if ((plan->homes[h].groups[kind] >> g & 1U) == 0)
          continue;
        plm_set_bit(plm_taking(w, g, kind), h);
        if (kind == PLM_PLANNED && !plan->groups[g].unserved && plan->policy.returns)
          plm_set_bit(w->returnable, h);
      }
}

static placement_status alloc_homes(placement_workspace *w, placement_error *err)
{
  const placement_plan *plan = w->plan;
  size_t beds = plan->home_count * PLACEMENT_LIMIT_BEDS;
  w->home_words = plan->home_count / 64 + 1;
  w->homes = plm_new_array(plan->home_count, sizeof *w->homes);
  w->members = plm_new_array(beds, sizeof *w->members);
  w->buyers = plm_new_array(beds, sizeof *w->buyers);
  w->bed_free_on = plm_new_array(beds, sizeof *w->bed_free_on);
  w->bed_of_sale = plm_new_array(beds, sizeof *w->bed_of_sale);
  w->vacant = plm_new_array(w->home_words, sizeof *w->vacant);
  w->changed = plm_new_array(w->home_words, sizeof *w->changed);
  w->looking = plm_new_array(w->home_words, sizeof *w->looking);
  w->taking = plm_new_array(plan->group_count * PLM_KINDS * w->home_words, sizeof *w->taking);
  w->returnable = plm_new_array(w->home_words, sizeof *w->returnable);
  w->first_waiting = plm_new_array(plan->group_count, sizeof *w->first_waiting);
  w->last_waiting = plm_new_array(plan->group_count, sizeof *w->last_waiting);
  w->classes = plm_new_array(plan->home_count, sizeof *w->classes);
  w->schemes = plm_new_array(plan->scheme_count, sizeof *w->schemes);
  w->delays.phase = plm_new_array(plan->phase_count, sizeof *w->delays.phase);
  w->delays.registration = plm_new_array(plan->home_count, sizeof *w->delays.registration);
  w->delays.declined = plm_new_array(plan->home_count, sizeof *w->delays.declined);
  if (w->homes == NULL || w->members == NULL || w->buyers == NULL || w->bed_free_on == NULL || w->bed_of_sale == NULL ||
      w->vacant == NULL || w->changed == NULL || w->looking == NULL || w->taking == NULL || w->returnable == NULL ||
      w->first_waiting == NULL || w->last_waiting == NULL || w->classes == NULL || w->schemes == NULL ||
      w->delays.phase == NULL || w->delays.registration == NULL || w->delays.declined == NULL)
    return plm_fail_memory(err);
  set_taking(w);
  plm_set_classes(w);
  return plm_timetable_init(&w->timetable, plan, err);
}

static placement_status alloc_keys(placement_workspace *w, placement_error *err)
{
  const placement_plan *plan = w->plan;
  w->group_keys = plm_new_array(plan->group_count, sizeof *w->group_keys);
  w->flows = plm_new_array(plan->group_count, sizeof *w->flows);
  w->pairs = plm_new_array(plan->group_count * plan->group_count, sizeof *w->pairs);
  w->phase_keys = plm_new_array(plan->phase_count, sizeof *w->phase_keys);
  w->home_keys = plm_new_array(plan->home_count, sizeof *w->home_keys);
  w->home_group_keys = plm_new_array(plan->home_count * plan->group_count, sizeof *w->home_group_keys);
  if (w->group_keys == NULL || w->flows == NULL || w->pairs == NULL || w->phase_keys == NULL || w->home_keys == NULL ||
      w->home_group_keys == NULL)
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
  w->emergency = plm_new_array(years, sizeof *w->emergency);
  w->enhancement = plm_new_array(years, sizeof *w->enhancement);
  w->notice = plm_new_array(years, sizeof *w->notice);
  w->visits = plm_new_array(years, sizeof *w->visits);
  w->excess = plm_new_array(years, sizeof *w->excess);
  w->known_nights = plm_new_array(years, sizeof *w->known_nights);
  w->pounds = plm_new_array(PLM_BASE_COUNT * years, sizeof *w->pounds);
  w->outcome = plm_new_array(plm_outcome_size(plan), sizeof *w->outcome);
  if (w->line_from == NULL || w->line_until == NULL || w->line_units == NULL || w->shares == NULL ||
      w->standard == NULL || w->emergency == NULL || w->enhancement == NULL || w->notice == NULL || w->visits == NULL ||
      w->excess == NULL || w->known_nights == NULL || w->pounds == NULL || w->outcome == NULL)
    return plm_fail_memory(err);
  return PLACEMENT_OK;
}

static placement_status alloc_days(placement_workspace *w, placement_error *err)
{
  const plm_calendar *c = &w->plan->calendar;
  w->day_words = (size_t)c->days / 64 + 1;
  w->busy_days = plm_new_array(w->day_words, sizeof *w->busy_days);
  w->fixed_days = plm_new_array(w->day_words, sizeof *w->fixed_days);
  w->days = plm_new_array((size_t)c->days, sizeof *w->days);
  if (w->busy_days == NULL || w->fixed_days == NULL || w->days == NULL)
    return plm_fail_memory(err);
  for (size_t m = 0; m <= c->month_count; m++)
    plm_set_bit(w->fixed_days, (size_t)c->month_start[m]);
  for (size_t y = 0; y <= c->year_count; y++)
    plm_set_bit(w->fixed_days, (size_t)c->year_start[y]);
  for (size_t i = 0; i < w->plan->scheme_count; i++)
    if (w->plan->schemes[i].opens >= 0 && w->plan->schemes[i].opens < c->days)
      plm_set_bit(w->fixed_days, (size_t)w->plan->schemes[i].opens);
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
  made->base = made->plan = plan;
  (void)plm_kernels(&made->kernel, 1);
  if (plan->scenario->uncertain_count > 0) {
    if ((status = plm_varied_new(plan, &made->varied, err)) != PLACEMENT_OK) {
      placement_workspace_free(made);
      return status;
    }
    made->plan = plm_varied_plan(made->varied);
  }
  for (size_t g = 0; g < plan->group_count; g++)
    initial += (size_t)plan->groups[g].initial_count + plan->groups[g].listed_count;
  if ((status = alloc_room(made, initial + INITIAL_CHILDREN, initial + 2 * INITIAL_CHILDREN,
                           4 * initial + INITIAL_EVENTS, initial + INITIAL_BARS, err)) != PLACEMENT_OK ||
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
  plm_varied_free(w->varied);
  free_room(w);
  free(w->group_keys);
  free(w->flows);
  free(w->pairs);
  free(w->phase_keys);
  free(w->home_keys);
  free(w->home_group_keys);
  free(w->homes);
  free(w->members);
  free(w->buyers);
  free(w->bed_free_on);
  free(w->bed_of_sale);
  free(w->vacant);
  free(w->changed);
  free(w->looking);
  free(w->taking);
  free(w->returnable);
  free(w->first_waiting);
  free(w->last_waiting);
  free(w->classes);
  free(w->schemes);
  free(w->delays.phase);
  free(w->delays.registration);
  free(w->delays.declined);
  plm_timetable_clear(&w->timetable);
  free(w->line_from);
  free(w->line_until);
  free(w->line_units);
  free(w->shares);
  free(w->standard);
  free(w->emergency);
  free(w->enhancement);
  free(w->notice);
  free(w->visits);
  free(w->excess);
  free(w->known_nights);
  free(w->pounds);
  free(w->outcome);
  free(w->busy_days);
  free(w->fixed_days);
  free(w->days);
  free(w);
}

void plm_workspace_redraw(placement_workspace *w, const plm_redraw *redraw)
{
  if (w->varied != NULL)
    plm_varied_redraw(w->varied, redraw);
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
      !plm_metric_value(w->plan, &w->plan->metrics[metric], w->outcome, 1, column, &value))
    return NAN;
  return (double)value * plm_metric_scale(w->plan, &w->plan->metrics[metric], column);
}
