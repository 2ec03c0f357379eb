/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/homes.h"
#include "model/accounts.h"
#include "model/arrivals.h"
#include "model/demand.h"
#include "model/ledger_drawn.h"
#include "model/placements.h"
#include "model/reasons.h"

/* Tells a ledger, if there is one, what happens to a home. */
static void tell_home(placement_workspace *w, size_t home, const char *event)
{
  if (w->ledger != NULL)
    plm_tell(w, event, PLM_NOBODY, w->plan->homes[home].id, NULL);
}

void plm_update_vacant(placement_workspace *w, size_t home)
{
  const plm_home_state *state = &w->homes[home];
  uint64_t vacant =
      state->open & !state->suspended & !state->ramping & (plm_beds_taken(state) < w->plan->homes[home].beds);
  size_t word = home / 64, bit = home % 64;
  /* while it could not be entered it missed the children who became eligible */
  uint64_t overlooked = w->plan->homes[home].groups[PLM_PLANNED] & w->overlooked;
  if (overlooked != 0 && vacant != 0 && !plm_bit(w->vacant, home))
    plm_notice_arrivals(w, overlooked);
  w->changed[word] |= (vacant << bit) & ~w->vacant[word];
  w->vacant[word] = (w->vacant[word] & ~(UINT64_C(1) << bit)) | vacant << bit;
  uint64_t look = w->changed[word] & w->returnable[word] & (vacant << bit);
  w->today |= (uint32_t)(look >> bit) << PLM_STEP_RETURN;
  if (w->some_refuse)
    plm_demand_look(w, home);
}

/* The lowest-numbered free bed is taken. */
static int32_t take_bed(placement_workspace *w, size_t home)
{
  int32_t *free_on = &w->bed_free_on[home * PLACEMENT_LIMIT_BEDS];
  if (!w->plan->homes[home].sells)
    return PLM_NO_BED;
  for (int32_t bed = 0; bed < w->plan->homes[home].beds; bed++) {
    if (free_on[bed] == PLM_NEVER)
      continue;
    free_on[bed] = PLM_NEVER;
    return bed;
  }
  return PLM_NO_BED;
}

static void free_bed(placement_workspace *w, size_t home, int32_t bed)
{
  if (bed != PLM_NO_BED)
    w->bed_free_on[home * PLACEMENT_LIMIT_BEDS + (size_t)bed] = w->day;
}

/* After a stay the bed is made ready, which may take no time. */
static void vacate_bed(placement_workspace *w, size_t home, int32_t bed)
{
  int32_t turnaround = w->plan->homes[home].turnaround_days;
  plm_set_bit(w->changed, home);
  if (!w->homes[home].open)
    return;
  if (turnaround == 0) {
    free_bed(w, home, bed);
  } else {
    plm_accounts_turnaround(w, home, 1);
    plm_schedule(w, w->day + turnaround, PLM_EVENT_BED_READY, (int32_t)home, (uint32_t)bed);
  }
  plm_update_vacant(w, home);
}

void plm_bed_ready(placement_workspace *w, size_t home, int32_t bed)
{
  if (!w->homes[home].open)
    return;
  plm_accounts_home(w, home);
  plm_accounts_turnaround(w, home, -1);
  w->events_done++;
  tell_home(w, home, "bed is ready");
  free_bed(w, home, bed);
  plm_update_vacant(w, home);
}

static void remove_member(placement_workspace *w, size_t home, plm_child *child)
{
  plm_home_state *state = &w->homes[home];
  int32_t *members = plm_members(w, home);
  int32_t last = members[state->residents + state->held - 1];
  members[child->seat] = last;
  w->children[last].seat = child->seat;
}

void plm_join_home(placement_workspace *w, size_t home, int32_t number)
{
  plm_child *child = &w->children[number];
  child->seat = w->homes[home].residents + w->homes[home].held;
  child->bed = take_bed(w, home);
  plm_members(w, home)[child->seat] = number;
}

void plm_admit(placement_workspace *w, size_t home)
{
  const plm_plan_home *from = &w->plan->homes[home];
  plm_home_state *state = &w->homes[home];
  if (from->admission_interval_days == 0 || w->plan->phases[from->phase].planned_opening < 0 ||
      ++state->admissions >= from->beds)
    return;
  state->ramping = true;
  plm_schedule(w, w->day + from->admission_interval_days, PLM_EVENT_RAMP_END, (int32_t)home, 0);
}

void plm_end_ramp(placement_workspace *w, size_t home)
{
  plm_accounts_home(w, home);
  w->homes[home].ramping = false;
  plm_update_vacant(w, home);
}

void plm_leave_home(placement_workspace *w, int32_t number)
{
  plm_child *child = &w->children[number];
  size_t home = (size_t)child->place;
  if (w->plan->homes[home].turnaround_days == 0) /* otherwise no bed is free yet */
    plm_accounts_home(w, home);
  remove_member(w, home, child);
  plm_accounts_residents(w, home, -1);
  vacate_bed(w, home, child->bed);
}

void plm_give_up_bed(placement_workspace *w, int32_t number)
{
  plm_child *child = &w->children[number];
  size_t home = (size_t)child->held;
  plm_accounts_home(w, home);
  remove_member(w, home, child);
  plm_accounts_held(w, home, -1);
  child->held = PLM_NOBODY;
  child->hold_stamp = ++w->stamps;
  child->must_wait = false;
  plm_set_bit(w->changed, home);
  free_bed(w, home, child->bed);
  plm_update_vacant(w, home);
}

/* Gaps between suspensions run from the opening, then from the end of the last; day 0 may fall into one. */
static void next_suspension(placement_workspace *w, size_t home, int32_t from)
{
  const plm_plan_home *plan_home = &w->plan->homes[home];
  plm_home_state *state = &w->homes[home];
  while (plan_home->days_to_suspension > 0) {
    uint32_t k = 2 * state->suspensions++;
    plm_key key = w->home_keys[home];
    uint32_t gap = plm_stream_word(key, w->replication, 0, PLM_PURPOSE_SUSPENSION, k);
    uint32_t length = plm_stream_word(key, w->replication, 0, PLM_PURPOSE_SUSPENSION, k + 1);
    int32_t start =
        from + plm_nights(plm_quantile_table_draw(w->plan->unit_exponential, gap) * plan_home->days_to_suspension);
    if (start >= w->plan->calendar.days)
      return;
    int32_t end = start + plm_nights(plm_draw(plan_home->suspension_days, length));
    state->suspension_end = end;
    if (start > w->day) {
      plm_schedule(w, start, PLM_EVENT_SUSPENSION, (int32_t)home, 0);
      return;
    }
    if (end > w->day) {
      plm_suspend_home(w, home);
      return;
    }
    from = end;
  }
}

void plm_open_home(placement_workspace *w, size_t home)
{
  plm_accounts_home(w, home);
  w->homes[home].open = true;
  w->events_done++;
  if (w->ledger != NULL)
    plm_tell_opening(w, home);
  for (int32_t bed = 0; w->plan->homes[home].sells && bed < w->plan->homes[home].beds; bed++)
    w->bed_free_on[home * PLACEMENT_LIMIT_BEDS + (size_t)bed] = w->timetable.home_opening[home];
  next_suspension(w, home, w->timetable.home_opening[home]);
  plm_update_vacant(w, home);
}

void plm_suspend_home(placement_workspace *w, size_t home)
{
  if (!w->homes[home].open)
    return;
  plm_accounts_home(w, home);
  w->homes[home].suspended = true;
  w->events_done++;
  tell_home(w, home, "admissions suspended");
  plm_schedule(w, w->homes[home].suspension_end, PLM_EVENT_SUSPENSION_END, (int32_t)home, 0);
  plm_update_vacant(w, home);
}

/* Children whose introduction ended meanwhile move in later on the same day. */
void plm_resume_home(placement_workspace *w, size_t home)
{
  plm_home_state *state = &w->homes[home];
  if (!state->open)
    return;
  plm_accounts_home(w, home);
  state->suspended = false;
  w->events_done++;
  tell_home(w, home, "admissions resumed");
  for (int32_t i = 0; i < state->residents + state->held; i++) {
    int32_t number = plm_members(w, home)[i];
    plm_child *child = &w->children[number];
    if (child->held == (int32_t)home && child->must_wait)
      plm_schedule(w, w->day, PLM_EVENT_MOVE_IN, number, child->hold_stamp);
  }
  next_suspension(w, home, w->day);
  plm_update_vacant(w, home);
}

void plm_close_home(placement_workspace *w, size_t home)
{
  plm_home_state *state = &w->homes[home];
  if (!state->open)
    return;
  plm_accounts_home(w, home);
  state->open = false;
  w->events_done++;
  tell_home(w, home, "home closes");
  while (state->residents + state->held > 0) {
    int32_t number = plm_members(w, home)[0];
    if (w->children[number].held == (int32_t)home) {
      plm_release_hold(w, number);
      plm_start_waiting(w, number);
    } else {
      plm_end_placement(w, number, 0);
      w->displaced[w->displaced_count++] = number;
      plm_take_step(w, PLM_STEP_PLACE);
    }
  }
  plm_accounts_sold(w, home, -state->sold);
  plm_accounts_turnaround(w, home, -state->turnaround);
  plm_update_vacant(w, home);
}

bool plm_buyers_compatible(const placement_workspace *w, size_t home, const plm_child *child)
{
  plm_key key = w->home_group_keys[home * w->plan->group_count + (size_t)child->group];
  for (int32_t i = 0; i < w->homes[home].sold; i++) {
    uint32_t request = w->buyers[home * PLACEMENT_LIMIT_BEDS + (size_t)i];
    if (plm_stream_word(key, w->replication, child->index, PLM_PURPOSE_BUYER, request) >= w->plan->buyers_below)
      return false;
  }
  return true;
}

/* The buyer's child can live with all who live in the home or are to come. */
static bool request_compatible(const placement_workspace *w, size_t home, uint32_t request)
{
  const plm_home_state *state = &w->homes[home];
  for (int32_t i = 0; i < state->residents + state->held; i++) {
    const plm_child *child = &w->children[w->members[home * PLACEMENT_LIMIT_BEDS + (size_t)i]];
    plm_key key = w->home_group_keys[home * w->plan->group_count + (size_t)child->group];
    if (plm_stream_word(key, w->replication, child->index, PLM_PURPOSE_BUYER, request) >= w->plan->buyers_below)
      return false;
  }
  for (int32_t i = 0; i < state->sold; i++) {
    uint32_t other = w->buyers[home * PLACEMENT_LIMIT_BEDS + (size_t)i];
    if (plm_stream_word(w->home_keys[home], w->replication, other, PLM_PURPOSE_BUYERS, request) >=
        w->plan->buyers_below)
      return false;
  }
  return true;
}

/* The lowest-numbered bed that has been free for long enough, or PLM_NO_BED. */
static int32_t bed_to_sell(const placement_workspace *w, size_t home)
{
  const int32_t *free_on = &w->bed_free_on[home * PLACEMENT_LIMIT_BEDS];
  for (int32_t bed = 0; bed < w->plan->homes[home].beds; bed++)
    if (free_on[bed] != PLM_NEVER && w->day - free_on[bed] >= w->plan->homes[home].sale_after_days)
      return bed;
  return PLM_NO_BED;
}

static void schedule_request(placement_workspace *w, size_t home)
{
  plm_home_state *state = &w->homes[home];
  uint32_t word = plm_stream_word(w->home_keys[home], w->replication, 0, PLM_PURPOSE_REQUEST, 2 * state->requests);
  state->request_time +=
      plm_quantile_table_draw(w->plan->unit_exponential, word) * w->plan->homes[home].days_to_request;
  if (state->request_time < w->plan->calendar.days)
    plm_schedule(w, (int32_t)state->request_time, PLM_EVENT_REQUEST, (int32_t)home, 0);
}

void plm_start_requests(placement_workspace *w, size_t home)
{
  if (w->plan->homes[home].days_to_request > 0)
    schedule_request(w, home);
}

/* Why no bed could be sold today. */
static const char *reason_of_refusal(const placement_workspace *w, size_t home)
{
  const plm_home_state *state = &w->homes[home];
  if (!state->open)
    return plm_reason_not_open(w, home);
  if (state->suspended)
    return "admissions are suspended";
  if (state->ramping)
    return "children move in one by one";
  return plm_beds_taken(state) < w->plan->homes[home].beds ? "no bed has been free for long enough" : "no free bed";
}

static void tell_answer(placement_workspace *w, size_t home, int32_t bed, bool granted)
{
  plm_tell(w,
           granted             ? "bed sold"
           : bed == PLM_NO_BED ? "no bed to sell"
                               : "buyer's child not compatible",
           PLM_NOBODY, w->plan->homes[home].id, bed == PLM_NO_BED ? reason_of_refusal(w, home) : NULL);
}

void plm_answer_request(placement_workspace *w, size_t home)
{
  plm_home_state *state = &w->homes[home];
  uint32_t request = state->requests++;
  int32_t bed = state->open && !state->suspended && !state->ramping ? bed_to_sell(w, home) : PLM_NO_BED;
  bool granted = bed != PLM_NO_BED && request_compatible(w, home, request);
  w->events_done++;
  if (w->ledger != NULL)
    tell_answer(w, home, bed, granted);
  if (granted) {
    size_t place = home * PLACEMENT_LIMIT_BEDS + (size_t)state->sold;
    uint32_t word = plm_stream_word(w->home_keys[home], w->replication, 0, PLM_PURPOSE_REQUEST, 2 * request + 1);
    int32_t nights = plm_nights(plm_draw(w->plan->homes[home].sale_stay_days, word));
    plm_accounts_home(w, home);
    w->buyers[place] = request;
    w->bed_of_sale[place] = bed;
    w->bed_free_on[home * PLACEMENT_LIMIT_BEDS + (size_t)bed] = PLM_NEVER;
    plm_accounts_sold(w, home, 1);
    plm_schedule(w, w->day + nights, PLM_EVENT_SALE_END, (int32_t)home, request);
    plm_update_vacant(w, home);
  }
  schedule_request(w, home);
}

void plm_end_sale(placement_workspace *w, size_t home, uint32_t request)
{
  plm_home_state *state = &w->homes[home];
  uint32_t *buyers = &w->buyers[home * PLACEMENT_LIMIT_BEDS];
  int32_t *beds = &w->bed_of_sale[home * PLACEMENT_LIMIT_BEDS];
  int32_t i = 0;
  while (i < state->sold && buyers[i] != request)
    i++;
  if (i == state->sold)
    return;
  plm_accounts_home(w, home);
  int32_t bed = beds[i];
  plm_accounts_sold(w, home, -1);
  buyers[i] = buyers[state->sold];
  beds[i] = beds[state->sold];
  w->events_done++;
  tell_home(w, home, "sold stay ends");
  vacate_bed(w, home, bed);
}
