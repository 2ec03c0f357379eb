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

void plm_become_eligible(placement_workspace *w, int32_t number)
{
  if (!w->children[number].waiting || plm_is_queued(&w->eligible, number))
    return;
  plm_queue_add(&w->eligible, rank(w, number));
  w->fresh[w->fresh_count++] = number;
}

void plm_forget_return(placement_workspace *w, int32_t number)
{
  if (plm_is_queued(&w->eligible, number))
    plm_queue_remove(&w->eligible, number);
}

void plm_rank_return(placement_workspace *w, int32_t number)
{
  if (!plm_is_queued(&w->eligible, number))
    return;
  plm_queue_remove(&w->eligible, number);
  plm_queue_add(&w->eligible, rank(w, number));
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

/* The first home from `from` on that has a bed and somebody to look at, or SIZE_MAX. */
static size_t next_home(const placement_workspace *w, size_t from)
{
  size_t h = plm_next_bit(w->vacant, w->home_words, from);
  while (h != SIZE_MAX && w->fresh_count == 0 && !plm_bit(w->changed, h)) {
    size_t changed = plm_next_bit(w->changed, w->home_words, h);
    h = changed == SIZE_MAX ? SIZE_MAX : plm_next_bit(w->vacant, w->home_words, changed);
  }
  return h;
}

/* Compatibility is for good, so a home that found nobody finds nobody until somebody leaves it or becomes eligible:
 * homes that residents left, or that could not be entered, search all eligible children, the others only fresh ones. */
void plm_return_children(placement_workspace *w)
{
  for (size_t h = next_home(w, 0); h != SIZE_MAX; h = next_home(w, h + 1)) {
    bool all = plm_bit(w->changed, h);
    while (plm_bit(w->vacant, h)) {
      int32_t number = all ? first_eligible(w, h) : first_fresh(w, h);
      if (number == PLM_NOBODY)
        break;
      return_child(w, h, number);
    }
    plm_clear_bit(w->changed, h);
  }
  w->fresh_count = 0;
}
