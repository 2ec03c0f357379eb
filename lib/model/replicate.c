/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One replication, day by day: the order of events within a day (MODEL.md section 4).
 */
#include "base/error.h"
#include "model/accounts.h"
#include "model/homes.h"
#include "model/ledger_drawn.h"
#include "model/lives.h"
#include "model/matching.h"
#include "model/placements.h"
#include "model/returns.h"
#include "model/step_down.h"

#include <string.h>

static void derive_keys(placement_workspace *w, uint64_t seed)
{
  const placement_plan *plan = w->plan;
  for (size_t g = 0; g < plan->group_count; g++) {
    w->group_keys[g] = plm_stream_key(seed, plan->groups[g].digest);
    for (size_t other = 0; other < plan->group_count; other++)
      w->pair_keys[g * plan->group_count + other] =
          plm_stream_pair_key(seed, plan->groups[g].digest, plan->groups[other].digest);
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

static void clear_state(placement_workspace *w)
{
  const placement_plan *plan = w->plan;
  w->full = false;
  w->day = 0;
  w->year = 0;
  memcpy(w->busy_days, w->fixed_days, w->day_words * sizeof *w->busy_days);
  w->child_high = w->fresh_count = w->displaced_count = w->bar_count = 0;
  memset(w->external, 0, (w->child_capacity / 64 + 1) * sizeof *w->external);
  plm_queue_clear(&w->eligible);
  for (size_t i = 0; i < plan->scheme_count; i++)
    plm_queue_clear(&w->stepping[i]);
  w->today = 0;
  w->sorted_day = PLM_NOBODY;
  w->stamps = 0;
  w->events_done = 0;
  if (!w->settled) {
    w->event_high = 0;
    w->free_event = PLM_NOBODY;
    memset(w->first_event, 0xFF, (size_t)plan->calendar.days * sizeof *w->first_event);
    memset(w->first_arriving, 0xFF, (size_t)plan->calendar.days * sizeof *w->first_arriving);
    memset(w->first_leaving, 0xFF, (size_t)plan->calendar.days * sizeof *w->first_leaving);
  }
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
  int32_t *first = &w->first_event[day];
  if (day == w->sorted_day) {
    first = &w->first_today[kind];
    if ((w->today >> kind & 1U) == 0)
      *first = PLM_NOBODY;
    w->today |= 1U << kind;
  }
  w->events[number] = (plm_event){*first, subject, stamp, (int32_t)kind};
  *first = number;
  plm_set_bit(w->busy_days, (size_t)day);
}

/* Takes the next of today's events of this kind, of which there is one. */
static plm_event take_event(placement_workspace *w, plm_event_kind kind)
{
  int32_t number = w->first_today[kind];
  plm_event event = w->events[number];
  w->first_today[kind] = event.next;
  if (event.next == PLM_NOBODY)
    w->today &= ~(1U << kind);
  w->events[number].next = w->free_event;
  w->free_event = number;
  return event;
}

static void handle_home(placement_workspace *w, plm_event_kind kind, const plm_event *event)
{
  size_t home = (size_t)event->subject;
  switch (kind) {
  case PLM_EVENT_CLOSING:
    plm_close_home(w, home);
    break;
  case PLM_EVENT_OPENING:
    plm_open_home(w, home);
    break;
  case PLM_EVENT_SUSPENSION_END:
    plm_resume_home(w, home);
    break;
  case PLM_EVENT_SUSPENSION:
    plm_suspend_home(w, home);
    break;
  case PLM_EVENT_SALE_END:
    plm_end_sale(w, home, event->stamp);
    break;
  case PLM_EVENT_BED_READY:
    plm_bed_ready(w, home, (int32_t)event->stamp);
    break;
  case PLM_EVENT_RAMP_END:
    plm_end_ramp(w, home);
    break;
  default:
    plm_answer_request(w, home);
    break;
  }
}

/* Events of a placement or a hold that is over are void. */
static void handle_child(placement_workspace *w, plm_event_kind kind, const plm_event *event)
{
  const plm_child *child = &w->children[event->subject];
  bool current = child->group != PLM_NOBODY && child->stamp == event->stamp;
  switch (kind) {
  case PLM_EVENT_STEP_DUE:
    plm_step_due(w, event->subject);
    break;
  case PLM_EVENT_EMERGENCY_END:
    plm_end_emergency(w, event->subject);
    break;
  case PLM_EVENT_MOVE_IN:
    if (child->group != PLM_NOBODY && child->hold_stamp == event->stamp)
      plm_end_introduction(w, event->subject);
    break;
  case PLM_EVENT_BREAKDOWN:
    if (current)
      plm_break_down(w, event->subject);
    break;
  case PLM_EVENT_STAY_LIMIT:
    if (current)
      plm_reach_limit(w, event->subject);
    break;
  case PLM_EVENT_ENHANCEMENT:
    if (current)
      plm_enhance(w, event->subject);
    break;
  default:
    if (current)
      plm_become_eligible(w, event->subject);
    break;
  }
}

static bool is_of_home(plm_event_kind kind)
{
  return kind <= PLM_EVENT_SALE_END || kind == PLM_EVENT_BED_READY || kind == PLM_EVENT_RAMP_END ||
         kind == PLM_EVENT_REQUEST;
}

/* Deals with today's events of some kinds, kind by kind. */
static void handle_kinds(placement_workspace *w, uint32_t range)
{
  while ((w->today & range) != 0 && !w->full) {
    plm_event_kind kind = (plm_event_kind)__builtin_ctz(w->today & range);
    plm_event event = take_event(w, kind);
    if (is_of_home(kind))
      handle_home(w, kind, &event);
    else
      handle_child(w, kind, &event);
  }
}

/* The kinds `first` to `last`, of which there are none on most days. */
static inline void handle_events(placement_workspace *w, plm_event_kind first, plm_event_kind last)
{
  const uint32_t range = ((2U << last) - 1) & ~((1U << first) - 1);
  if ((w->today & range) != 0)
    handle_kinds(w, range);
}

static void receive_arrivals(placement_workspace *w)
{
  for (int32_t number = w->first_arriving[w->day]; number != PLM_NOBODY && !w->full;
       number = w->children[number].next_arriving)
    plm_arrive(w, number);
  w->first_arriving[w->day] = PLM_NOBODY;
}

static void end_needs(placement_workspace *w)
{
  for (int32_t number = w->first_leaving[w->day]; number != PLM_NOBODY; number = w->children[number].next_leaving)
    plm_leave(w, number);
  w->first_leaving[w->day] = PLM_NOBODY;
}

/* Makes of today's events a list for each kind, in the same order. */
static void sort_today(placement_workspace *w)
{
  int32_t last[PLM_EVENT_KINDS];
  w->today = 0;
  for (int32_t number = w->first_event[w->day], next; number != PLM_NOBODY; number = next) {
    int32_t kind = w->events[number].kind;
    next = w->events[number].next;
    if ((w->today >> kind & 1U) == 0)
      w->first_today[kind] = number;
    else
      w->events[last[kind]].next = number;
    w->events[number].next = PLM_NOBODY;
    last[kind] = number;
    w->today |= 1U << kind;
  }
  w->first_event[w->day] = PLM_NOBODY;
  w->sorted_day = w->day;
}

static void simulate_day(placement_workspace *w)
{
  plm_accounts_new_day(w);
  sort_today(w);
  handle_events(w, PLM_EVENT_CLOSING, PLM_EVENT_SALE_END);
  end_needs(w);
  handle_events(w, PLM_EVENT_STEP_DUE, PLM_EVENT_STEP_DUE);
  plm_step_down_children(w);
  handle_events(w, PLM_EVENT_BREAKDOWN, PLM_EVENT_RAMP_END);
  if (w->displaced_count > 0)
    plm_place_displaced(w);
  handle_events(w, PLM_EVENT_ENHANCEMENT, PLM_EVENT_ELIGIBLE);
  plm_return_children(w);
  receive_arrivals(w);
  handle_events(w, PLM_EVENT_REQUEST, PLM_EVENT_REQUEST);
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
  plm_accounts_new_day(w);
  plm_accounts_close(w);
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
