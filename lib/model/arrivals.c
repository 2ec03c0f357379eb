/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/arrivals.h"
#include "model/accounts.h"
#include "model/ledger.h"
#include "model/matching.h"

int32_t plm_begin_child(placement_workspace *w, int32_t life, uint32_t index)
{
  const plm_life *drawn = &w->lives[life];
  int32_t number;
  if (w->free_count > 0) {
    number = w->free_children[--w->free_count];
  } else if (w->child_high < w->child_capacity) {
    number = (int32_t)w->child_high++;
  } else {
    w->full = true;
    return PLM_NOBODY;
  }
  w->children[number] = (plm_child){.group = drawn->group,
                                    .life = life,
                                    .index = index,
                                    .arrival = drawn->arrival,
                                    .need_end = drawn->need_end,
                                    .step_due = drawn->step_due,
                                    .suitable = drawn->suitable,
                                    .emergency = drawn->emergency_nights > 0,
                                    .held = PLM_NOBODY,
                                    .first_bar = PLM_NOBODY};
  plm_schedule_before(w, drawn->step_due, drawn->need_end, PLM_EVENT_STEP_DUE, number, 0);
  if (drawn->emergency_nights > 0)
    plm_schedule_before(w, drawn->arrival + drawn->emergency_nights, drawn->need_end, PLM_EVENT_EMERGENCY_END, number,
                        0);
  return number;
}

void plm_expect_end(placement_workspace *w, int32_t number)
{
  plm_child *child = &w->children[number];
  if (child->need_end >= w->plan->calendar.days)
    return;
  plm_day *day = &w->days[child->need_end];
  child->next_leaving = day->leaving;
  day->leaving = number;
  day->steps |= 1U << PLM_STEP_LEAVE;
  plm_set_bit(w->busy_days, (size_t)child->need_end);
}

static bool can_be_overlooked(const placement_workspace *w, const plm_plan_group *group)
{
  return group->unserved && group->emergency_below == 0 && group->step_down_below == 0 && w->ledger == NULL;
}

/* Some home with a free bed takes planned placements of the group. */
static bool has_chance(const placement_workspace *w, size_t group)
{
  const uint64_t *taking = plm_taking(w, group, PLM_PLANNED);
  uint64_t free = 0;
  for (size_t word = 0; word < w->home_words; word++)
    free |= w->vacant[word] & taking[word];
  return free != 0;
}

/* The day on which a child arrives is simulated, and the child with it. */
static void notice(placement_workspace *w, int32_t life)
{
  int32_t day = w->lives[life].arrival;
  w->days[day].steps |= 1U << PLM_STEP_ARRIVE;
  plm_set_bit(w->busy_days, (size_t)day);
}

/* From the last to the first, so that each list is in their order. */
void plm_expect_arrivals(placement_workspace *w, size_t group, int32_t first, int32_t end)
{
  bool overlooked = can_be_overlooked(w, &w->plan->groups[group]);
  w->flows[group] = (plm_flow){first, end, first};
  for (int32_t life = end; life-- > first;) {
    plm_day *day = &w->days[w->lives[life].arrival];
    w->lives[life].next_arriving = day->arriving;
    day->arriving = life;
    if (!overlooked)
      notice(w, life);
  }
  if (!overlooked)
    return;
  w->overlooked |= UINT64_C(1) << group;
  if (has_chance(w, group) && first < end)
    notice(w, first);
}

void plm_notice_arrivals(placement_workspace *w, uint64_t groups)
{
  for (; groups != 0; groups &= groups - 1) {
    plm_flow *flow = &w->flows[__builtin_ctzll(groups)];
    while (flow->next < flow->end && w->lives[flow->next].arrival < w->day)
      flow->next++;
    if (flow->next < flow->end)
      notice(w, flow->next);
    if (flow->next < flow->end && w->lives[flow->next].arrival == w->day)
      plm_take_step(w, PLM_STEP_ARRIVE);
  }
}

static void arrive(placement_workspace *w, int32_t life)
{
  int32_t number = plm_begin_child(w, life, (uint32_t)(life - w->flows[w->lives[life].group].first));
  if (number == PLM_NOBODY)
    return;
  w->events_done++;
  if (w->ledger != NULL) {
    plm_tell_need(w, number);
    plm_tell_count(w, PLM_ARRIVALS, number);
    if (w->children[number].emergency)
      plm_tell(w, "in an emergency", number, NULL, NULL);
  }
  plm_place(w, number);
  if (w->children[number].group != PLM_NOBODY)
    plm_expect_end(w, number);
}

void plm_receive_arrivals(placement_workspace *w)
{
  for (int32_t life = w->days[w->day].arriving; life != PLM_NOBODY && !w->full; life = w->lives[life].next_arriving) {
    size_t group = w->lives[life].group;
    bool overlooked = (w->overlooked >> group & 1U) != 0;
    if (overlooked && !has_chance(w, group))
      continue;
    w->lives[life].came = true;
    arrive(w, life);
    if (overlooked && life + 1 < w->flows[group].end && has_chance(w, group))
      notice(w, life + 1);
  }
}

void plm_count_overlooked(placement_workspace *w)
{
  static const plm_day idle = {0, PLM_NOBODY, PLM_NOBODY, PLM_NOBODY};
  for (uint64_t left = w->overlooked; left != 0; left &= left - 1) {
    const plm_flow *flow = &w->flows[__builtin_ctzll(left)];
    for (int32_t number = flow->first; number < flow->end; number++) {
      const plm_life *life = &w->lives[number];
      if (life->came)
        continue;
      plm_accounts_unserved(w, life->arrival, life->need_end);
      w->events_done += life->need_end < w->plan->calendar.days ? 3 : 2;
      w->days[life->arrival] = idle;
    }
  }
}
