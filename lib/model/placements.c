/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/placements.h"
#include "model/accounts.h"
#include "model/demand.h"
#include "model/homes.h"
#include "model/ledger.h"
#include "model/returns.h"
#include "plan/controls.h"

static const plm_life *life_of(const placement_workspace *w, const plm_child *child)
{
  return &w->lives[child->life];
}

static uint32_t child_word(const placement_workspace *w, const plm_child *child, uint32_t purpose, uint32_t k)
{
  return plm_stream_word(w->group_keys[child->group], w->replication, child->index, purpose, k);
}

/* A unit exponential time. */
static double draw_time(const placement_workspace *w, const plm_child *child, uint32_t purpose, uint32_t k)
{
  return plm_quantile_table_draw(w->plan->unit_exponential, child_word(w, child, purpose, k));
}

static double standard_fee(const placement_workspace *w, const plm_child *child)
{
  const plm_quantile_table *table = w->plan->groups[child->group].fee;
  bool initial = (child->index & PLM_INITIAL_BIT) != 0;
  if (child->standards == 0 || table->constant)
    return life_of(w, child)->fee;
  double fee = plm_quantile_table_draw(
      table, child_word(w, child, initial ? PLM_PURPOSE_INITIAL_FEE : PLM_PURPOSE_FEE, child->standards));
  return table->nodes != NULL ? fee + PLM_FEE_ROUNDER - PLM_FEE_ROUNDER : fee;
}

/* Of the placement number k. */
static double breakdown_time(const placement_workspace *w, const plm_child *child, uint32_t k)
{
  return k < 2 ? life_of(w, child)->breakdown[k] : draw_time(w, child, PLM_PURPOSE_BREAKDOWN, k);
}

/* Before the enhancement number k of the standard placement number n. */
static double enhancement_time(const placement_workspace *w, const plm_child *child, uint32_t n, uint32_t k)
{
  return n + k == 0 ? life_of(w, child)->gap : draw_time(w, child, PLM_PURPOSE_ENHANCEMENT + 256 * n, k);
}

/* Only those who arrive can be in an emergency. */
static double emergency_fee(const placement_workspace *w, const plm_child *child)
{
  const plm_quantile_table *table = w->plan->groups[child->group].emergency_fee;
  if (child->emergencies == 0)
    return life_of(w, child)->emergency_fee;
  return table->constant
             ? table->value
             : plm_quantile_table_draw(table, child_word(w, child, PLM_PURPOSE_EMERGENCY_FEE, child->emergencies));
}

/* The time to breakdown of each placement is drawn once: an exponential time, by the hazard of its setting. */
static inline void start_breakdown_clock(placement_workspace *w, int32_t number, double mean)
{
  const plm_child *child = &w->children[number];
  if (mean <= 0)
    return;
  int32_t nights = plm_nights(breakdown_time(w, child, child->placements - 1) * mean);
  plm_schedule_before(w, w->day + nights, child->need_end, PLM_EVENT_BREAKDOWN, number, child->stamp);
}

/* Enhancements come in a Poisson process on the time of each standard placement. `clock` is the day on which it starts.
 */
static void schedule_enhancement(placement_workspace *w, int32_t number, int32_t clock)
{
  plm_child *child = &w->children[number];
  if (w->plan->days_to_enhancement <= 0 || child->enhancements >= w->plan->enhancement_max)
    return;
  child->enhancement_time +=
      enhancement_time(w, child, child->standards - 1, (uint32_t)child->enhancements) * w->plan->days_to_enhancement;
  int32_t nights = plm_nights(child->enhancement_time);
  plm_schedule_before(w, clock + nights, child->need_end, PLM_EVENT_ENHANCEMENT, number, child->stamp);
}

void plm_enhance(placement_workspace *w, int32_t number)
{
  plm_child *child = &w->children[number];
  plm_accounts_fee(w, number);
  if (child->enhanced_on != w->day)
    child->enhancement_before = child->enhancement;
  child->enhanced_on = w->day;
  child->enhancement += w->plan->enhancement_weekly;
  plm_rank_return(w, number);
  child->enhancements++;
  w->events_done++;
  if (w->ledger != NULL)
    plm_tell(w, "fee is enhanced", number, NULL, NULL);
  schedule_enhancement(w, number, child->placed_on > 0 ? child->placed_on : 0);
}

/* A child in an external placement of one kind. */
static inline void start_waiting(placement_workspace *w, int32_t number, plm_setting setting)
{
  plm_child *child = &w->children[number];
  if (!child->suitable || child->held != PLM_NOBODY)
    return;
  child->waiting = true;
  plm_demand_change(w, number, 1);
  if (!w->plan->policy.returns || setting != PLM_STANDARD)
    return;
  int32_t from = child->placed_on + w->plan->policy.return_after_nights;
  if (from <= w->day)
    plm_become_eligible(w, number);
  else
    plm_schedule_before(w, from, child->need_end, PLM_EVENT_ELIGIBLE, number, child->stamp);
}

void plm_start_waiting(placement_workspace *w, int32_t number)
{
  if (plm_is_external(&w->children[number]))
    start_waiting(w, number, (plm_setting)w->children[number].setting);
}

void plm_stop_waiting(placement_workspace *w, int32_t number)
{
  plm_child *child = &w->children[number];
  if (!child->waiting)
    return;
  plm_demand_change(w, number, -1);
  child->waiting = false;
  plm_forget_return(w, number);
}

/* What all placements have in common; counting them is for the caller. */
static inline void begin(placement_workspace *w, int32_t number, plm_setting setting, int32_t place, int32_t since)
{
  plm_child *child = &w->children[number];
  child->setting = (uint8_t)setting;
  child->place = place;
  child->placed_on = since;
  child->fee_matters_from = PLM_NEVER;
  child->accrued_to = child->told_to = w->day;
  child->stamp = ++w->stamps;
  child->placements++;
  child->enhancement = 0;
  child->enhanced_on = since - 1;
  child->enhancements = 0;
  child->enhancement_time = 0;
  plm_accounts_setting(w, number, setting, 1);
  w->events_done++;
}

static inline void count(placement_workspace *w, int32_t number)
{
  plm_accounts_count(w, PLM_PLACEMENTS, number);
  if (w->children[number].placements > 1)
    plm_accounts_count(w, PLM_MOVES, number);
}

/* `fee` is its base weekly price, or negative to draw it. */
static inline void begin_standard(placement_workspace *w, int32_t number, int32_t since, double fee)
{
  plm_child *child = &w->children[number];
  const plm_plan_group *group = &w->plan->groups[child->group];
  const plm_policy *policy = &w->plan->policy;
  child->fee = fee < 0 ? standard_fee(w, child) : fee;
  child->mean_fee = fee < 0 ? plm_mean_fee(group->fee) : fee;
  child->standards++;
  begin(w, number, PLM_STANDARD, PLM_NOBODY, since);
  if (policy->returns && policy->return_order == PLM_RETURN_HIGHEST_FEE && child->suitable)
    child->fee_matters_from = since + policy->return_after_nights; /* when it can decide about a return */
  start_breakdown_clock(w, number, group->days_to_ending[1]);
}

void plm_begin_standard(placement_workspace *w, int32_t number)
{
  begin_standard(w, number, w->day, -1);
  count(w, number);
  schedule_enhancement(w, number, w->day);
  start_waiting(w, number, PLM_STANDARD);
}

void plm_begin_emergency(placement_workspace *w, int32_t number)
{
  plm_child *child = &w->children[number];
  const plm_plan_group *group = &w->plan->groups[child->group];
  child->fee = emergency_fee(w, child);
  child->mean_fee = plm_mean_fee(group->emergency_fee);
  child->emergencies++;
  begin(w, number, PLM_IN_EMERGENCY, PLM_NOBODY, w->day);
  start_breakdown_clock(w, number, group->days_to_ending[1]);
  count(w, number);
  start_waiting(w, number, PLM_IN_EMERGENCY);
}

void plm_begin_in_home(placement_workspace *w, int32_t number, size_t home)
{
  begin(w, number, PLM_IN_HOME, (int32_t)home, w->day);
  start_breakdown_clock(w, number, w->plan->groups[w->children[number].group].days_to_ending[0]);
  count(w, number);
}

void plm_begin_step_down(placement_workspace *w, int32_t number, size_t scheme)
{
  begin(w, number, PLM_STEPPED_DOWN, (int32_t)scheme, w->day);
  count(w, number);
}

static void tell_initial(placement_workspace *w, int32_t number)
{
  if (w->ledger != NULL)
    plm_tell_initial(w, number);
}

void plm_begin_initial_placement(placement_workspace *w, int32_t number, int32_t home, int32_t since, double fee)
{
  if (home != PLM_NOBODY) {
    begin(w, number, PLM_IN_HOME, home, since);
    start_breakdown_clock(w, number, w->plan->groups[w->children[number].group].days_to_ending[0]);
    tell_initial(w, number);
    return;
  }
  begin_standard(w, number, since, fee);
  tell_initial(w, number);
  schedule_enhancement(w, number, 0);
  start_waiting(w, number, PLM_STANDARD);
}

/* A standard placement is paid for its minimum and for the notice that was served. */
static void end_standard(placement_workspace *w, int32_t number, int32_t notice_until)
{
  plm_child *child = &w->children[number];
  int32_t minimum_until = child->placed_on + w->plan->minimum_nights;
  bool minimum = minimum_until > notice_until;
  int32_t until = minimum ? minimum_until : notice_until;
  plm_accounts_fee(w, number);
  if (until > w->day)
    plm_accounts_notice(w, number, until, minimum);
}

void plm_end_placement(placement_workspace *w, int32_t number, int32_t notice_until)
{
  plm_child *child = &w->children[number];
  plm_setting setting = (plm_setting)child->setting;
  if (setting == PLM_NOWHERE)
    return;
  plm_stop_waiting(w, number);
  if (w->ledger != NULL)
    plm_tell_stay(w, number);
  if (setting == PLM_STANDARD)
    end_standard(w, number, notice_until);
  else if (setting == PLM_IN_EMERGENCY)
    plm_accounts_fee(w, number);
  else if (setting == PLM_IN_HOME)
    plm_leave_home(w, number);
  else if (setting == PLM_STEPPED_DOWN)
    plm_accounts_scheme(w, (size_t)child->place, -1);
  plm_accounts_setting(w, number, setting, -1);
  w->events_done++;
  child->setting = PLM_NOWHERE;
  child->stamp = ++w->stamps;
}
