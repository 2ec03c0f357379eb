/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/matching.h"
#include "model/accounts.h"
#include "model/demand.h"
#include "model/homes.h"
#include "model/ledger.h"
#include "model/placements.h"
#include "model/reasons.h"
#include "model/step_down.h"

/* One fixed draw for each pair of children, whichever of them is asked about. */
static inline bool compatible(const placement_workspace *w, const plm_child *a, const plm_child *b)
{
  size_t pair = (size_t)a->group * w->plan->group_count + (size_t)b->group;
  uint64_t below = w->plan->compatible_below[pair];
  if (below == 0 || below > UINT32_MAX)
    return below != 0;
  bool swap = a->group == b->group ? a->index > b->index : w->pairs[pair].swapped;
  uint32_t first = swap ? b->index : a->index;
  uint32_t second = swap ? a->index : b->index;
  return plm_stream_block(w->pairs[pair].key, w->replication, first, PLM_PURPOSE_PAIR, second).word[0] < below;
}

plm_obstacle plm_obstacle_inside(placement_workspace *w, size_t home, const plm_child *child, int32_t *member)
{
  const plm_home_state *state = &w->homes[home];
  if (!plm_takes(w->plan, home, child->group, child->emergency))
    return PLM_NOT_TAKEN;
  if (plm_barred(w, home, child))
    return PLM_BARRED;
  if (plm_refused(w, home, child))
    return PLM_REFUSED;
  for (int32_t i = 0; i < state->residents + state->held; i++)
    if (!compatible(w, child, &w->children[plm_members(w, home)[i]])) {
      if (member != NULL)
        *member = plm_members(w, home)[i];
      return PLM_INCOMPATIBLE;
    }
  return state->sold == 0 || plm_buyers_compatible(w, home, child) ? PLM_CAN_ENTER : PLM_INCOMPATIBLE;
}

plm_obstacle plm_find_obstacle(placement_workspace *w, size_t home, const plm_child *child, int32_t *member)
{
  const plm_home_state *state = &w->homes[home];
  if (!state->open)
    return PLM_NOT_OPEN;
  if (state->suspended)
    return PLM_SUSPENDED;
  if (state->ramping)
    return PLM_RAMPING;
  if (!plm_bit(w->vacant, home))
    return PLM_FULL;
  return plm_obstacle_inside(w, home, child, member);
}

/* A bed is held for the child, but nobody is admitted now. */
static void tell_waiting(placement_workspace *w, int32_t number)
{
  if (w->ledger != NULL)
    plm_tell(w, "waits for its bed", number, w->plan->homes[w->children[number].held].id, "admissions are suspended");
}

void plm_move_in(placement_workspace *w, size_t home, int32_t number)
{
  plm_child *child = &w->children[number];
  if (child->held != PLM_NOBODY) {
    plm_accounts_held(w, home, -1);
    child->held = PLM_NOBODY;
    child->hold_stamp = ++w->stamps;
  } else {
    plm_accounts_home(w, home);
    plm_join_home(w, home, number);
    plm_admit(w, home);
  }
  plm_accounts_residents(w, home, 1);
  plm_begin_in_home(w, number, home);
  int32_t limit = w->plan->homes[home].max_stay_days;
  if (limit > 0)
    plm_schedule_before(w, w->day + limit, child->need_end, PLM_EVENT_STAY_LIMIT, number, child->stamp);
  plm_accounts_admission(w, home, number);
  plm_update_vacant(w, home);
}

void plm_hold(placement_workspace *w, size_t home, int32_t number, bool returning)
{
  plm_child *child = &w->children[number];
  int32_t days = w->plan->homes[home].introduction_days;
  plm_accounts_home(w, home);
  plm_join_home(w, home, number);
  plm_accounts_held(w, home, 1);
  w->events_done++;
  child->held = (int32_t)home;
  child->matched_on = w->day;
  child->hold_stamp = ++w->stamps;
  child->returning = returning;
  child->must_wait = false;
  plm_admit(w, home);
  if (w->ledger != NULL)
    plm_tell(w, "bed held", number, w->plan->homes[home].id, returning ? "for a return" : "for its introduction");
  plm_schedule_before(w, w->day + days, child->need_end, PLM_EVENT_MOVE_IN, number, child->hold_stamp);
  plm_update_vacant(w, home);
}

void plm_end_introduction(placement_workspace *w, int32_t number)
{
  plm_child *child = &w->children[number];
  size_t home = (size_t)child->held;
  if (w->homes[home].suspended) {
    child->must_wait = true;
    tell_waiting(w, number);
    return;
  }
  if (child->setting == PLM_NOWHERE)
    return; /* it lost its place today and is placed, in its bed, with the others */
  int32_t left = w->plan->notice_days - (w->day - child->matched_on);
  plm_end_placement(w, number, child->returning && left > 0 ? w->day + left : 0);
  if (child->returning)
    plm_accounts_count(w, PLM_RETURNS, number);
  plm_move_in(w, home, number);
}

/* True if home a is preferred to home b, which stands earlier in the list. */
static bool preferred(const placement_workspace *w, size_t a, size_t b)
{
  int32_t a_share = (w->homes[a].residents + w->homes[a].held) * w->plan->homes[b].beds;
  int32_t b_share = (w->homes[b].residents + w->homes[b].held) * w->plan->homes[a].beds;
  return w->plan->policy.home_choice == PLM_CHOICE_FULLEST ? a_share > b_share : a_share < b_share;
}

/* The home for a child by the policy, of those that take it, or SIZE_MAX. */
static size_t choose_home(placement_workspace *w, const plm_child *child, const uint64_t *taking)
{
  size_t chosen = SIZE_MAX;
  for (size_t word = 0; word < w->home_words; word++)
    for (uint64_t left = w->vacant[word] & taking[word]; left != 0; left &= left - 1) {
      size_t h = word * 64 + (size_t)__builtin_ctzll(left);
      if ((chosen != SIZE_MAX && !preferred(w, h, chosen)) || plm_obstacle_inside(w, h, child, NULL) != PLM_CAN_ENTER)
        continue;
      chosen = h;
      if (w->plan->policy.home_choice == PLM_CHOICE_LISTED)
        return chosen;
    }
  return chosen;
}

/* A bed is held for the child, who has lost the place from which it was to come. */
static void place_held(placement_workspace *w, int32_t number)
{
  plm_child *child = &w->children[number];
  size_t home = (size_t)child->held;
  child->returning = false;
  if (!w->homes[home].suspended) {
    plm_move_in(w, home, number);
    return;
  }
  tell_waiting(w, number);
  plm_begin_standard(w, number);
}

static void forget(placement_workspace *w, int32_t number)
{
  w->children[number].group = PLM_NOBODY;
  w->free_children[w->free_count++] = number;
}

/* No home can take a child of an unserved group. If it has just come, and nothing happens to it any more, its nights
 * without a place are counted at once, and it is forgotten. */
static void leave_unserved(placement_workspace *w, int32_t number)
{
  plm_child *child = &w->children[number];
  child->setting = PLM_NOT_SERVED;
  child->told_to = w->day;
  w->events_done++;
  if (w->ledger != NULL || child->placements > 0 || child->emergency ||
      w->plan->groups[child->group].step_down_below > 0) {
    plm_accounts_count(w, PLM_UNSERVED, number);
    plm_accounts_setting(w, number, PLM_NOT_SERVED, 1);
    return;
  }
  plm_accounts_unserved(w, w->day, child->need_end);
  w->events_done += child->need_end < w->plan->calendar.days;
  forget(w, number);
}

void plm_place(placement_workspace *w, int32_t number)
{
  plm_child *child = &w->children[number];
  if (child->held != PLM_NOBODY) {
    place_held(w, number);
    return;
  }
  bool unserved = w->plan->groups[child->group].unserved;
  const uint64_t *taking = plm_taking(w, (size_t)child->group, child->emergency ? PLM_EMERGENCY : PLM_PLANNED);
  uint64_t free = 0;
  for (size_t word = 0; word < w->home_words; word++)
    free |= w->vacant[word] & taking[word];
  size_t home = free != 0 && child->suitable ? choose_home(w, child, taking) : SIZE_MAX;
  if (w->ledger != NULL && home == SIZE_MAX)
    plm_tell_obstacles(w, number);
  if (home != SIZE_MAX && (child->emergency || unserved || w->plan->homes[home].introduction_days == 0)) {
    plm_move_in(w, home, number);
  } else if (home != SIZE_MAX) {
    plm_hold(w, home, number, false);
    plm_begin_standard(w, number);
  } else if (unserved) {
    leave_unserved(w, number);
  } else {
    if (child->emergency)
      plm_begin_emergency(w, number);
    else
      plm_begin_standard(w, number);
    plm_accounts_count(w, PLM_PLACED_EXTERNAL, number);
  }
}

void plm_leave(placement_workspace *w, int32_t number)
{
  if (w->ledger != NULL)
    plm_tell(w, "need ends", number, NULL, NULL);
  plm_release_hold(w, number);
  plm_end_placement(w, number, 0);
  plm_forget_step(w, number);
  forget(w, number);
}

static void displace(placement_workspace *w, int32_t number)
{
  plm_end_placement(w, number, 0);
  w->displaced[w->displaced_count++] = number;
  plm_take_step(w, PLM_STEP_PLACE);
}

void plm_break_down(placement_workspace *w, int32_t number)
{
  plm_child *child = &w->children[number];
  bool in_home = child->setting == PLM_IN_HOME;
  plm_accounts_count(w, PLM_UNPLANNED_ENDINGS, number);
  displace(w, number);
  if (in_home)
    plm_bar_from(w, (size_t)child->place, child);
}

void plm_reach_limit(placement_workspace *w, int32_t number)
{
  if (w->ledger != NULL)
    plm_tell(w, "limit of its stay", number, w->plan->homes[w->children[number].place].id, NULL);
  displace(w, number);
  plm_bar_from(w, (size_t)w->children[number].place, &w->children[number]);
}

void plm_end_emergency(placement_workspace *w, int32_t number)
{
  plm_child *child = &w->children[number];
  if (w->ledger != NULL)
    plm_tell(w, "emergency ends", number, NULL, NULL);
  if (child->setting == PLM_IN_EMERGENCY ||
      (child->setting == PLM_IN_HOME && !plm_takes(w->plan, (size_t)child->place, child->group, false)))
    displace(w, number);
  child->emergency = false;
}

static bool placed_before(const plm_child *a, const plm_child *b)
{
  if (a->group != b->group)
    return a->group < b->group;
  return (a->index ^ PLM_INITIAL_BIT) < (b->index ^ PLM_INITIAL_BIT);
}

/* Few on any day: an insertion sort. Some may have left or stepped down since they were displaced. */
void plm_place_displaced(placement_workspace *w)
{
  int32_t *list = w->displaced;
  for (size_t i = 1; i < w->displaced_count; i++) {
    int32_t number = list[i];
    size_t j = i;
    for (; j > 0 && placed_before(&w->children[number], &w->children[list[j - 1]]); j--)
      list[j] = list[j - 1];
    list[j] = number;
  }
  for (size_t i = 0; i < w->displaced_count; i++)
    if (w->children[list[i]].group != PLM_NOBODY && w->children[list[i]].setting == PLM_NOWHERE)
      plm_place(w, list[i]);
  w->displaced_count = 0;
}
