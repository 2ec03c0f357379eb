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

/* Homes with barred children who wait compare numbers night by night, so they are counted before a number changes. */
static void count_exceptions(placement_workspace *w, int32_t class_number)
{
  for (size_t h = 0; w->exceptions > 0 && h < w->plan->home_count; h++)
    if (w->homes[h].barred_waiting > 0 && w->homes[h].class_number == class_number)
      plm_accounts_home(w, h);
}

void plm_demand_change(placement_workspace *w, const plm_child *child, int32_t change)
{
  for (size_t i = 0; i < w->class_count; i++) {
    plm_class *c = &w->classes[i];
    if (!counts_for(w, c, child))
      continue;
    count_exceptions(w, (int32_t)i);
    if (c->waiting == 0)
      c->since = w->day;
    else if (c->waiting + change == 0)
      c->nights += w->day - c->since;
    c->waiting += change;
  }
  for (int32_t bar = child->first_bar; bar != PLM_NOBODY; bar = w->bars[bar].next) {
    size_t home = (size_t)w->bars[bar].home;
    if (!counts_for(w, &w->classes[w->homes[home].class_number], child))
      continue;
    plm_accounts_home(w, home);
    w->homes[home].barred_waiting += change;
    w->exceptions += change;
  }
}
