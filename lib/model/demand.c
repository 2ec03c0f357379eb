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

/* 1 or 0. */
static inline int32_t takes_child(const uint64_t groups[PLM_KINDS], const plm_child *child)
{
  return (int32_t)(groups[child->emergency ? PLM_EMERGENCY : PLM_PLANNED] >> child->group & 1U);
}

/* A home sees demand while more children wait for its class than are barred from it. Where that is about to change,
 * its nights are counted first; homes from which nobody who waits is barred follow the nights of the class. */
static void count_barring(placement_workspace *w, const plm_class *c, int32_t change)
{
  int32_t fewer = change > 0 ? c->waiting : c->waiting - 1;
  if (fewer > 0 && fewer <= c->most_barred)
    for (int32_t h = c->first_barring; h != PLM_NOBODY; h = w->homes[h].next_barring)
      if (w->homes[h].barred_waiting == fewer)
        plm_accounts_home(w, (size_t)h);
}

/* Whether homes take a child cannot be foreseen; that nobody waits, or somebody is barred, is rare. So a class that
 * does not take the child is changed by 0. */
static inline void change_class(placement_workspace *w, plm_class *c, const plm_child *child, int32_t change)
{
  int32_t here = change * takes_child(c->groups, child);
  if (c->first_barring != PLM_NOBODY && here != 0)
    count_barring(w, c, here);
  if (c->waiting == 0 || c->waiting + here == 0) {
    c->nights += c->waiting > 0 ? w->day - c->since : 0;
    c->since = w->day;
  }
  c->waiting += here;
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

/* Whether a child who waits counts for a home that refuses children. */
static bool can_witness(const placement_workspace *w, size_t home, const plm_child *child)
{
  return takes_child(w->plan->homes[home].groups, child) && !plm_barred(w, home, child) && !plm_refused(w, home, child);
}

static void set_witness(placement_workspace *w, size_t home, int32_t number)
{
  plm_home_state *state = &w->homes[home];
  plm_child *child = &w->children[number];
  state->witness = number;
  state->previous_witnessed = PLM_NOBODY;
  state->next_witnessed = child->first_witnessed;
  if (state->next_witnessed != PLM_NOBODY)
    w->homes[state->next_witnessed].previous_witnessed = (int32_t)home;
  child->first_witnessed = (int32_t)home;
  plm_clear_bit(w->looking, home);
}

static void release_witness(placement_workspace *w, size_t home)
{
  plm_home_state *state = &w->homes[home];
  if (state->next_witnessed != PLM_NOBODY)
    w->homes[state->next_witnessed].previous_witnessed = state->previous_witnessed;
  if (state->previous_witnessed != PLM_NOBODY)
    w->homes[state->previous_witnessed].next_witnessed = state->next_witnessed;
  else
    w->children[state->witness].first_witnessed = state->next_witnessed;
  state->witness = PLM_NOBODY;
}

/* One who waits and counts for the home, or PLM_NOBODY: those first who have waited for longest, so that few homes have
 * the same witness as one who comes and goes. */
static int32_t find_witness(const placement_workspace *w, size_t home)
{
  const uint64_t *groups = w->plan->homes[home].groups;
  for (uint64_t left = groups[PLM_PLANNED] | groups[PLM_EMERGENCY]; left != 0; left &= left - 1)
    for (int32_t number = w->first_waiting[__builtin_ctzll(left)]; number != PLM_NOBODY;
         number = w->children[number].next_waiting)
      if (can_witness(w, home, &w->children[number]))
        return number;
  return PLM_NOBODY;
}

void plm_demand_look(placement_workspace *w, size_t home)
{
  plm_home_state *state = &w->homes[home];
  if (w->plan->homes[home].refused_below == 0)
    return;
  if (!plm_bit(w->vacant, home)) {
    plm_clear_bit(w->looking, home);
    if (state->witness != PLM_NOBODY)
      release_witness(w, home);
    return;
  }
  if (state->witness != PLM_NOBODY || plm_bit(w->looking, home))
    return;
  int32_t number = find_witness(w, home);
  if (number == PLM_NOBODY)
    plm_set_bit(w->looking, home);
  else
    set_witness(w, home, number);
}

/* Homes that see demand from now on, because a child waits. */
static void witness(placement_workspace *w, int32_t number)
{
  plm_child *child = &w->children[number];
  child->next_waiting = PLM_NOBODY;
  child->previous_waiting = w->last_waiting[child->group];
  if (child->previous_waiting == PLM_NOBODY)
    w->first_waiting[child->group] = number;
  else
    w->children[child->previous_waiting].next_waiting = number;
  w->last_waiting[child->group] = number;
  child->first_witnessed = PLM_NOBODY;
  for (size_t h = plm_next_bit(w->looking, w->home_words, 0); h != SIZE_MAX;
       h = plm_next_bit(w->looking, w->home_words, h + 1))
    if (can_witness(w, h, child)) {
      plm_accounts_home(w, h);
      set_witness(w, h, number);
    }
}

/* The homes of a child who waits no longer look for another witness; those that find none see no demand. */
static void end_witness(placement_workspace *w, int32_t number)
{
  const plm_child *child = &w->children[number];
  if (child->previous_waiting == PLM_NOBODY)
    w->first_waiting[child->group] = child->next_waiting;
  else
    w->children[child->previous_waiting].next_waiting = child->next_waiting;
  if (child->next_waiting == PLM_NOBODY)
    w->last_waiting[child->group] = child->previous_waiting;
  else
    w->children[child->next_waiting].previous_waiting = child->previous_waiting;
  while (child->first_witnessed != PLM_NOBODY) {
    size_t home = (size_t)child->first_witnessed;
    int32_t other = find_witness(w, home);
    if (other == PLM_NOBODY)
      plm_accounts_home(w, home);
    release_witness(w, home);
    if (other == PLM_NOBODY)
      plm_set_bit(w->looking, home);
    else
      set_witness(w, home, other);
  }
}

static void count_homes_barred_from(placement_workspace *w, const plm_child *child)
{
  for (int32_t bar = child->first_bar; bar != PLM_NOBODY; bar = w->bars[bar].next)
    plm_accounts_home(w, (size_t)w->bars[bar].home);
}

static void change_homes_barred_from(placement_workspace *w, const plm_child *child, int32_t change)
{
  for (int32_t bar = child->first_bar; bar != PLM_NOBODY; bar = w->bars[bar].next) {
    int32_t home = w->bars[bar].home;
    if (w->plan->homes[home].refused_below == 0 && takes_child(w->plan->homes[home].groups, child))
      change_barred(w, &w->classes[w->homes[home].class_number], home, change);
  }
}

void plm_demand_change(placement_workspace *w, int32_t number, int32_t change)
{
  const plm_child *child = &w->children[number];
  if (child->first_bar != PLM_NOBODY)
    count_homes_barred_from(w, child);
  for (size_t i = 0; i < w->class_count; i++)
    change_class(w, &w->classes[i], child, change);
  if (child->first_bar != PLM_NOBODY)
    change_homes_barred_from(w, child, change);
  if (!w->some_refuse)
    return;
  if (change > 0)
    witness(w, number);
  else
    end_witness(w, number);
}
