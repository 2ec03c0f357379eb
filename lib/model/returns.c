/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/returns.h"
#include "model/accounts.h"
#include "model/demand.h"
#include "model/matching.h"
#include "model/placements.h"

/* The order of policy.returns; ties by arrival, group, index, initial children first. */
static plm_queued rank(const placement_workspace *w, int32_t number)
{
  const plm_child *child = &w->children[number];
  double first = 0;
  if (w->plan->policy.return_order == PLM_RETURN_LONGEST)
    first = child->placed_on;
  else if (w->plan->policy.return_order == PLM_RETURN_HIGHEST_FEE)
    first = -(child->fee + child->enhancement);
  return (plm_queued){first, child->arrival, child->group, child->index ^ PLM_INITIAL_BIT, number};
}

/* A home to which children return has a free bed. One that has none today searches all of them when it has one. */
static bool has_vacancy(const placement_workspace *w)
{
  uint64_t vacant = 0;
  for (size_t word = 0; word < w->home_words; word++)
    vacant |= w->vacant[word] & w->returnable[word];
  return vacant != 0;
}

void plm_become_eligible(placement_workspace *w, int32_t number)
{
  if (!w->children[number].waiting || plm_is_queued(&w->eligible, number))
    return;
  plm_queue_add(&w->eligible, rank(w, number));
  if (!has_vacancy(w))
    return;
  w->fresh[w->fresh_count++] = number;
  plm_take_step(w, PLM_STEP_RETURN);
}

void plm_forget_return(placement_workspace *w, int32_t number)
{
  if (plm_is_queued(&w->eligible, number))
    plm_queue_remove(&w->eligible, number);
}

void plm_rank_return(placement_workspace *w, int32_t number)
{
  if (plm_is_queued(&w->eligible, number))
    plm_queue_move(&w->eligible, rank(w, number));
}

static bool can_enter(placement_workspace *w, size_t home, const plm_queued *entry)
{
  return plm_takes(w->plan, home, entry->group, false) &&
         plm_obstacle_inside(w, home, &w->children[entry->number], NULL) == PLM_CAN_ENTER;
}

/* The first of all eligible children who can enter the home, or PLM_NOBODY. */
static int32_t first_eligible(placement_workspace *w, size_t home)
{
  const plm_queued *best = NULL;
  for (size_t i = w->eligible.count > 0 ? 0 : SIZE_MAX; i != SIZE_MAX;) {
    const plm_queued *entry = &w->eligible.entries[i];
    bool better = best == NULL || plm_ranks_before(entry, best);
    bool found = better && can_enter(w, home, entry);
    if (found)
      best = entry;
    i = plm_queue_next(&w->eligible, i, better && !found);
  }
  return best == NULL ? PLM_NOBODY : best->number;
}

/* The same of those who became eligible since the last returns; who is not eligible any more is dropped. */
static int32_t first_fresh(placement_workspace *w, size_t home)
{
  const plm_queued *best = NULL;
  for (size_t i = 0; i < w->fresh_count;) {
    if (!plm_is_queued(&w->eligible, w->fresh[i])) {
      w->fresh[i] = w->fresh[--w->fresh_count];
      continue;
    }
    const plm_queued *entry = &w->eligible.entries[w->eligible.at[w->fresh[i]] - 1];
    if ((best == NULL || plm_ranks_before(entry, best)) && can_enter(w, home, entry))
      best = entry;
    i++;
  }
  return best == NULL ? PLM_NOBODY : best->number;
}

static void return_child(placement_workspace *w, size_t home, int32_t number)
{
  plm_stop_waiting(w, number);
  if (w->plan->homes[home].introduction_days > 0) {
    plm_hold(w, home, number, true);
    return;
  }
  plm_end_placement(w, number, w->day + w->plan->notice_days);
  plm_accounts_count(w, PLM_RETURNS, number);
  plm_move_in(w, home, number);
}

/* Compatibility is for good, so a home that found nobody finds nobody until somebody leaves it or becomes eligible:
 * homes that residents left, or that could not be entered, search all eligible children, the others only fresh ones. */
static void fill_home(placement_workspace *w, size_t home)
{
  bool all = plm_bit(w->changed, home);
  while (plm_bit(w->vacant, home)) {
    int32_t number = all ? first_eligible(w, home) : first_fresh(w, home);
    if (number == PLM_NOBODY)
      break;
    return_child(w, home, number);
  }
  plm_clear_bit(w->changed, home);
}

void plm_return_children(placement_workspace *w)
{
  uint64_t all = w->fresh_count > 0 ? UINT64_MAX : 0;
  for (size_t word = 0; word < w->home_words; word++)
    for (uint64_t left = w->vacant[word] & w->returnable[word] & (w->changed[word] | all); left != 0; left &= left - 1)
      fill_home(w, word * 64 + (size_t)__builtin_ctzll(left));
  w->fresh_count = 0;
}
