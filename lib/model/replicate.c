/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One replication, day by day: the order of events within a day (MODEL.md section 4).
 */
#include "base/error.h"
#include "model/accounts.h"
#include "model/arrivals.h"
#include "model/homes.h"
#include "model/ledger_drawn.h"
#include "model/lives.h"
#include "model/matching.h"
#include "model/placements.h"
#include "model/returns.h"
#include "model/settlement.h"
#include "model/step_down.h"

#include <string.h>

static void derive_keys(placement_workspace *w, uint64_t seed)
{
  const placement_plan *plan = w->plan;
  for (size_t g = 0; g < plan->group_count; g++) {
    w->group_keys[g] = plm_stream_key(seed, plan->groups[g].digest);
    for (size_t other = 0; other < plan->group_count; other++) {
      uint64_t a = plan->groups[g].digest, b = plan->groups[other].digest;
      w->pairs[g * plan->group_count + other] = (plm_group_pair){plm_stream_pair_key(seed, a, b), a > b};
    }
  }
  for (size_t p = 0; p < plan->phase_count; p++)
    w->phase_keys[p] = plm_stream_key(seed, plan->phases[p].digest);
  for (size_t h = 0; h < plan->home_count; h++) {
    w->home_keys[h] = plm_stream_key(seed, plan->homes[h].digest);
    for (size_t g = 0; g < plan->group_count; g++)
      w->home_group_keys[h * plan->group_count + g] =
          plm_stream_pair_key(seed, plan->homes[h].digest, plan->groups[g].digest);
  }
  w->seed = seed;
  w->keyed = true;
}

static const plm_day idle = {0, PLM_NOBODY, PLM_NOBODY, PLM_NOBODY};

static void clear_state(placement_workspace *w)
{
  const placement_plan *plan = w->plan;
  w->full = false;
  w->day = 0;
  w->year = 0;
  memcpy(w->busy_days, w->fixed_days, w->day_words * sizeof *w->busy_days);
  w->child_high = w->life_high = w->free_count = w->fresh_count = w->displaced_count = w->bar_count = 0;
  memset(w->external, 0, (w->child_capacity / 64 + 1) * sizeof *w->external);
  plm_queue_clear(&w->eligible);
  for (size_t i = 0; i < plan->scheme_count; i++)
    plm_queue_clear(&w->stepping[i]);
  w->today = 0;
  w->sorted_day = PLM_NOBODY;
  memset(w->first_today, 0xFF, sizeof w->first_today);
  w->stamps = 0;
  w->events_done = 0;
  w->event_high = 0;
  w->overlooked = 0;
  if (!w->settled)
    for (int32_t day = 0; day < plan->calendar.days; day++)
      w->days[day] = idle;
  w->settled = false;
  memset(w->vacant, 0, w->home_words * sizeof *w->vacant);
  memset(w->changed, 0, w->home_words * sizeof *w->changed);
  memset(w->looking, 0, w->home_words * sizeof *w->looking);
  for (size_t g = 0; g < plan->group_count; g++)
    w->first_waiting[g] = w->last_waiting[g] = PLM_NOBODY;
  for (size_t h = 0; h < plan->home_count; h++) {
    plm_home_state *state = &w->homes[h];
    *state = (plm_home_state){.class_number = state->class_number, .witness = PLM_NOBODY};
  }
  for (size_t c = 0; c < w->class_count; c++) {
    plm_class *class_ = &w->classes[c];
    class_->waiting = class_->since = class_->nights = class_->most_barred = 0;
    class_->first_barring = PLM_NOBODY;
  }
  memset(w->schemes, 0, plan->scheme_count * sizeof *w->schemes);
}

/* Homes that are open on day 0 open then, before anything else happens, so that initial children find their beds. */
static void schedule_homes(placement_workspace *w)
{
  for (size_t h = 0; h < w->plan->home_count; h++) {
    int32_t opening = w->timetable.home_opening[h];
    int32_t closing = w->timetable.home_closing[h];
    plm_start_requests(w, h);
    if (opening == PLM_NEVER || closing <= 0)
      continue;
    if (opening < 0)
      plm_open_home(w, h);
    else
      plm_schedule(w, opening, PLM_EVENT_OPENING, (int32_t)h, 0);
    if (closing != PLM_NEVER)
      plm_schedule(w, closing, PLM_EVENT_CLOSING, (int32_t)h, 0);
  }
}

static void begin(placement_workspace *w)
{
  clear_state(w);
  plm_draw_openings(w);
  plm_accounts_open(w);
  if (w->ledger != NULL)
    plm_tell_drawn(w);
  schedule_homes(w);
  if (w->childless)
    return;
  for (size_t g = 0; g < w->plan->group_count && !w->full; g++)
    plm_begin_initial_children(w, g);
  for (size_t g = w->plan->group_count; g > 0 && !w->full; g--)
    plm_draw_arrivals(w, g - 1);
}

/* Makes of today's events a list for each kind. */
static void sort_today(placement_workspace *w, int32_t number)
{
  while (number != PLM_NOBODY) {
    plm_event *event = &w->events[number];
    int32_t next = event->next;
    event->next = w->first_today[event->kind];
    w->first_today[event->kind] = number;
    number = next;
  }
}

/* True if a step is to be taken today, which it is then. */
static inline bool takes_step(placement_workspace *w, plm_step step)
{
  const uint32_t bit = 1U << step;
  if ((w->today & bit) == 0 || w->full)
    return false;
  w->today &= ~bit;
  return true;
}

/* Takes the next of today's events of a kind, if there is one. */
static inline bool next_event(placement_workspace *w, plm_step kind, plm_event *event)
{
  int32_t number = w->first_today[kind];
  if (number == PLM_NOBODY || w->full)
    return false;
  *event = w->events[number];
  w->first_today[kind] = event->next;
  return true;
}

/* The same for events of placements, of which those of a placement that is over are void. */
static inline bool next_of_placement(placement_workspace *w, plm_step kind, plm_event *event)
{
  while (next_event(w, kind, event))
    if (w->children[event->subject].stamp == event->stamp)
      return true;
  return false;
}

static void change_homes(placement_workspace *w)
{
  plm_event event;
  if (takes_step(w, PLM_EVENT_CLOSING))
    while (next_event(w, PLM_EVENT_CLOSING, &event))
      plm_close_home(w, (size_t)event.subject);
  if (takes_step(w, PLM_EVENT_OPENING))
    while (next_event(w, PLM_EVENT_OPENING, &event))
      plm_open_home(w, (size_t)event.subject);
  if (takes_step(w, PLM_EVENT_SUSPENSION_END))
    while (next_event(w, PLM_EVENT_SUSPENSION_END, &event))
      plm_resume_home(w, (size_t)event.subject);
  if (takes_step(w, PLM_EVENT_SUSPENSION))
    while (next_event(w, PLM_EVENT_SUSPENSION, &event))
      plm_suspend_home(w, (size_t)event.subject);
  if (takes_step(w, PLM_EVENT_SALE_END))
    while (next_event(w, PLM_EVENT_SALE_END, &event))
      plm_end_sale(w, (size_t)event.subject, event.stamp);
}

static void end_needs(placement_workspace *w)
{
  for (int32_t number = w->days[w->day].leaving, next; number != PLM_NOBODY; number = next) {
    next = w->children[number].next_leaving;
    plm_leave(w, number);
  }
}

static void step_down(placement_workspace *w)
{
  plm_event event;
  if (takes_step(w, PLM_EVENT_STEP_DUE))
    while (next_event(w, PLM_EVENT_STEP_DUE, &event))
      plm_step_due(w, event.subject);
  if (takes_step(w, PLM_STEP_DOWN))
    plm_step_down_children(w);
}

static void end_placements(placement_workspace *w)
{
  plm_event event;
  if (takes_step(w, PLM_EVENT_BREAKDOWN))
    while (next_of_placement(w, PLM_EVENT_BREAKDOWN, &event))
      plm_break_down(w, event.subject);
  if (takes_step(w, PLM_EVENT_EMERGENCY_END))
    while (next_event(w, PLM_EVENT_EMERGENCY_END, &event))
      plm_end_emergency(w, event.subject);
  if (takes_step(w, PLM_EVENT_STAY_LIMIT))
    while (next_of_placement(w, PLM_EVENT_STAY_LIMIT, &event))
      plm_reach_limit(w, event.subject);
}

static void let_in(placement_workspace *w)
{
  plm_event event;
  if (takes_step(w, PLM_EVENT_MOVE_IN))
    while (next_event(w, PLM_EVENT_MOVE_IN, &event))
      if (w->children[event.subject].hold_stamp == event.stamp)
        plm_end_introduction(w, event.subject);
  if (takes_step(w, PLM_EVENT_RAMP_END))
    while (next_event(w, PLM_EVENT_RAMP_END, &event))
      plm_end_ramp(w, (size_t)event.subject);
}

/* Some of these steps are to be taken. */
static inline bool has_steps(const placement_workspace *w, plm_step first, plm_step last)
{
  return (w->today & ((2U << last) - (1U << first))) != 0;
}

/* Takes the steps that there are today, in their order. What asks for one that is over, as when a child who arrives may
 * return at once, leaves it for the next busy day. */
static void simulate_day(placement_workspace *w)
{
  plm_day *day = &w->days[w->day];
  uint32_t kinds = day->steps & PLM_EVENT_STEPS;
  plm_event event;
  plm_accounts_new_day(w);
  if ((kinds & (kinds - 1)) != 0)
    sort_today(w, day->event);
  else
    w->first_today[kinds != 0 ? __builtin_ctz(kinds) : PLM_NO_STEP] = day->event;
  w->sorted_day = w->day;
  w->today |= day->steps | (uint32_t)(w->plan->scheme_count > 0) << PLM_STEP_DOWN;
  if (has_steps(w, PLM_EVENT_CLOSING, PLM_EVENT_SALE_END))
    change_homes(w);
  if (takes_step(w, PLM_STEP_LEAVE))
    end_needs(w);
  if (has_steps(w, PLM_EVENT_STEP_DUE, PLM_STEP_DOWN))
    step_down(w);
  if (has_steps(w, PLM_EVENT_BREAKDOWN, PLM_EVENT_STAY_LIMIT))
    end_placements(w);
  if (takes_step(w, PLM_EVENT_BED_READY))
    while (next_event(w, PLM_EVENT_BED_READY, &event))
      plm_bed_ready(w, (size_t)event.subject, (int32_t)event.stamp);
  if (has_steps(w, PLM_EVENT_MOVE_IN, PLM_EVENT_RAMP_END))
    let_in(w);
  if (takes_step(w, PLM_STEP_PLACE))
    plm_place_displaced(w);
  if (takes_step(w, PLM_EVENT_ENHANCEMENT))
    while (next_of_placement(w, PLM_EVENT_ENHANCEMENT, &event))
      plm_enhance(w, event.subject);
  if (takes_step(w, PLM_EVENT_ELIGIBLE))
    while (next_of_placement(w, PLM_EVENT_ELIGIBLE, &event))
      plm_become_eligible(w, event.subject);
  if (takes_step(w, PLM_STEP_RETURN))
    plm_return_children(w);
  if (takes_step(w, PLM_STEP_ARRIVE))
    plm_receive_arrivals(w);
  if (takes_step(w, PLM_EVENT_REQUEST))
    while (next_event(w, PLM_EVENT_REQUEST, &event))
      plm_answer_request(w, (size_t)event.subject);
  *day = idle;
}

static void simulate(placement_workspace *w)
{
  begin(w);
  for (size_t word = 0; word < w->day_words && !w->full; word++) {
    while (w->busy_days[word] != 0 && !w->full) {
      w->day = (int32_t)(word * 64) + __builtin_ctzll(w->busy_days[word]);
      if (w->day == w->plan->calendar.days)
        break;
      simulate_day(w);
      plm_clear_bit(w->busy_days, (size_t)w->day);
    }
  }
  if (w->full)
    return;
  w->day = w->plan->calendar.days;
  plm_count_overlooked(w);
  plm_accounts_new_day(w);
  plm_settle(w);
  w->settled = true;
}

placement_status placement_replicate(const placement_plan *plan, uint64_t seed, uint64_t replication,
                                     placement_workspace *workspace, placement_error *err)
{
  if (plan == NULL || workspace == NULL || workspace->base != plan)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "the workspace was not made for this plan");
  if (replication > UINT32_MAX)
    return plm_fail(err, PLACEMENT_ERROR_LIMIT, "replications are numbered from 0 to %lu", (unsigned long)UINT32_MAX);
  if (!workspace->keyed || workspace->seed != seed)
    derive_keys(workspace, seed);
  workspace->replication = (uint32_t)replication;
  if (workspace->varied != NULL) {
    placement_status status = plm_varied_draw(workspace->varied, seed, (uint32_t)replication, err);
    if (status != PLACEMENT_OK)
      return status;
    plm_set_classes(workspace);
  }
  simulate(workspace);
  while (workspace->full) {
    placement_status status = plm_workspace_grow(workspace, err);
    if (status != PLACEMENT_OK)
      return status;
    simulate(workspace);
  }
  return PLACEMENT_OK;
}

placement_status plm_childless_outcome(const placement_plan *plan, int64_t *outcome, placement_error *err)
{
  placement_workspace *w = NULL;
  placement_status status = placement_workspace_new(plan, &w, err);
  if (status != PLACEMENT_OK)
    return status;
  w->childless = true;
  status = placement_replicate(plan, 0, 0, w, err);
  if (status == PLACEMENT_OK)
    memcpy(outcome, w->outcome, plm_outcome_size(plan) * sizeof *outcome);
  placement_workspace_free(w);
  return status;
}
