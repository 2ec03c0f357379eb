/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/demand.h"
#include "model/accounts.h"

bool plm_refused(const placement_workspace *w, size_t home, const plm_child *child)
{
  uint64_t below = w->plan->homes[home].refused_below;
  if (below == 0)
    return false;
  plm_key key = w->home_group_keys[home * w->plan->group_count + (size_t)child->group];
  return plm_stream_word(key, w->replication, child->index, PLM_PURPOSE_REFUSAL, 0) < below;
}

bool plm_barred(const placement_workspace *w, size_t home, const plm_child *child)
{
  for (int32_t bar = child->first_bar; bar != PLM_NOBODY; bar = w->bars[bar].next)
    if ((size_t)w->bars[bar].home == home)
      return true;
  return false;
}

void plm_bar_from(placement_workspace *w, size_t home, plm_child *child)
{
  if (plm_barred(w, home, child))
    return;
  if (w->bar_count == w->bar_capacity) {
    w->full = true;
    return;
  }
  w->bars[w->bar_count] = (plm_bar){(int32_t)home, child->first_bar};
  child->first_bar = (int32_t)w->bar_count++;
}

int32_t plm_class_nights(const plm_class *c, int32_t day)
{
  return c->nights + (c->waiting > 0 ? day - c->since : 0);
}

static bool counts_for(const placement_workspace *w, const plm_class *c, const plm_child *child)
{
  if ((c->groups[child->emergency ? PLM_EMERGENCY : PLM_PLANNED] >> child->group & 1U) == 0)
    return false;
  return c->home == PLM_NOBODY || !plm_refused(w, (size_t)c->home, child);
}

/* A home sees demand while more children wait for its class than are barred from it. Where that is about to change,
 * its nights are counted first; homes from which nobody who waits is barred follow the nights of the class. */
static void change_class(placement_workspace *w, plm_class *c, int32_t change)
{
  int32_t fewer = change > 0 ? c->waiting : c->waiting - 1;
  if (fewer > 0 && fewer <= c->most_barred)
    for (int32_t h = c->first_barring; h != PLM_NOBODY; h = w->homes[h].next_barring)
      if (w->homes[h].barred_waiting == fewer)
        plm_accounts_home(w, (size_t)h);
  if (c->waiting == 0)
    c->since = w->day;
  else if (c->waiting + change == 0)
    c->nights += w->day - c->since;
  c->waiting += change;
}

/* One more or fewer of the children who wait is barred from the home; its nights have been counted. */
static void change_barred(placement_workspace *w, plm_class *c, int32_t home, int32_t change)
{
  plm_home_state *state = &w->homes[home];
  state->barred_waiting += change;
  if (state->barred_waiting > c->most_barred)
    c->most_barred = state->barred_waiting;
  if (state->barred_waiting == 1 && change > 0) {
    state->previous_barring = PLM_NOBODY;
    state->next_barring = c->first_barring;
    if (c->first_barring != PLM_NOBODY)
      w->homes[c->first_barring].previous_barring = home;
    c->first_barring = home;
  } else if (state->barred_waiting == 0) {
    if (state->next_barring != PLM_NOBODY)
      w->homes[state->next_barring].previous_barring = state->previous_barring;
    if (state->previous_barring != PLM_NOBODY)
      w->homes[state->previous_barring].next_barring = state->next_barring;
    else
      c->first_barring = state->next_barring;
  }
}

void plm_demand_change(placement_workspace *w, const plm_child *child, int32_t change)
{
  for (int32_t bar = child->first_bar; bar != PLM_NOBODY; bar = w->bars[bar].next)
    plm_accounts_home(w, (size_t)w->bars[bar].home);
  for (size_t i = 0; i < w->class_count; i++)
    if (counts_for(w, &w->classes[i], child))
      change_class(w, &w->classes[i], change);
  for (int32_t bar = child->first_bar; bar != PLM_NOBODY; bar = w->bars[bar].next) {
    int32_t home = w->bars[bar].home;
    plm_class *c = &w->classes[w->homes[home].class_number];
    if (counts_for(w, c, child))
      change_barred(w, c, home, change);
  }
}
