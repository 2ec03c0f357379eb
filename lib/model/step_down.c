/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/step_down.h"
#include "model/accounts.h"
#include "model/homes.h"
#include "model/ledger.h"
#include "model/placements.h"

/* By the day on which they are due; ties by group and index, initial children first. */
void plm_step_due(placement_workspace *w, int32_t number)
{
  const plm_child *child = &w->children[number];
  plm_queue_add(&w->stepping[w->plan->groups[child->group].step_down],
                (plm_queued){child->step_due, 0, child->group, child->index ^ PLM_INITIAL_BIT, number});
  if (w->ledger != NULL)
    plm_tell(w, "step-down is due", number, NULL, NULL);
}

void plm_forget_step(placement_workspace *w, int32_t number)
{
  int32_t scheme = w->plan->groups[w->children[number].group].step_down;
  if (scheme >= 0 && plm_is_queued(&w->stepping[scheme], number))
    plm_queue_remove(&w->stepping[scheme], number);
}

static void step_down(placement_workspace *w, size_t scheme, int32_t number)
{
  plm_release_hold(w, number);
  plm_end_placement(w, number, 0);
  plm_accounts_scheme(w, scheme, 1);
  plm_begin_step_down(w, number, scheme);
  plm_accounts_scheme_admission(w, scheme, number);
}

void plm_step_down_children(placement_workspace *w)
{
  for (size_t scheme = 0; scheme < w->plan->scheme_count; scheme++) {
    plm_queue *queue = &w->stepping[scheme];
    while (queue->count > 0 && w->plan->schemes[scheme].opens <= w->day &&
           w->schemes[scheme].children < w->plan->schemes[scheme].places) {
      int32_t first = queue->entries[0].number;
      plm_queue_remove(queue, first);
      step_down(w, scheme, first);
    }
  }
}
