/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/matching.h"
#include "model/accounts.h"

/* One fixed draw for each pair of children, whichever of them is asked about. */
static bool compatible(const placement_workspace *w, const plm_child *a, const plm_child *b)
{
  const placement_plan *plan = w->plan;
  size_t pair = (size_t)a->group * plan->group_count + (size_t)b->group;
  uint64_t below = plan->compatible_below[pair];
  if (below == 0 || below > UINT32_MAX)
    return below != 0;
  uint64_t digest_a = plan->groups[a->group].digest;
  uint64_t digest_b = plan->groups[b->group].digest;
  bool swap = digest_a != digest_b ? digest_a > digest_b : a->index > b->index;
  uint32_t first = swap ? b->index : a->index;
  uint32_t second = swap ? a->index : b->index;
  return plm_stream_block(w->pair_keys[pair], w->replication, first, PLM_PURPOSE_PAIR, second).word[0] < below;
}

static int32_t *residents_of(placement_workspace *w, size_t home)
{
  return &w->residents[home * PLACEMENT_LIMIT_BEDS];
}

/* The home has a free bed, takes the child's group, and all its residents are compatible with the child. */
static bool can_enter(placement_workspace *w, size_t home, const plm_child *child)
{
  const int32_t *residents = residents_of(w, home);
  if ((w->plan->homes[home].groups >> child->group & 1U) == 0)
    return false;
  for (int32_t i = 0; i < w->homes[home].residents; i++)
    if (!compatible(w, child, &w->children[residents[i]]))
      return false;
  return true;
}

/* A home that was full has missed the children who became eligible meanwhile. */
static void update_vacant(placement_workspace *w, size_t home)
{
  const plm_home_state *state = &w->homes[home];
  bool vacant = state->open && state->residents + state->turnaround < w->plan->homes[home].beds;
  if (!vacant) {
    plm_clear_bit(w->vacant, home);
  } else if (!plm_bit(w->vacant, home)) {
    plm_set_bit(w->vacant, home);
    plm_set_bit(w->changed, home);
  }
}

static void move_in(placement_workspace *w, size_t home, int32_t number)
{
  plm_child *child = &w->children[number];
  plm_home_state *state = &w->homes[home];
  w->events_done++;
  plm_accounts_home(w, home);
  child->home = (int32_t)home;
  child->placed_on = w->day;
  child->stamp = ++w->stamps;
  child->seat = state->residents;
  residents_of(w, home)[state->residents++] = number;
  w->in_house_children++;
  update_vacant(w, home);
  plm_accounts_admission(w, home);
  plm_accounts_count(w, PLM_PLACEMENTS);
}

static void move_out(placement_workspace *w, plm_child *child)
{
  size_t home = (size_t)child->home;
  plm_home_state *state = &w->homes[home];
  int32_t *residents = residents_of(w, home);
  w->events_done++;
  plm_accounts_home(w, home);
  int32_t last = residents[--state->residents];
  residents[child->seat] = last;
  w->children[last].seat = child->seat;
  w->in_house_children--;
  if (w->plan->homes[home].turnaround_days > 0) {
    state->turnaround++;
    int32_t left = w->plan->calendar.days - w->day;
    if (w->plan->homes[home].turnaround_days < left)
      plm_schedule(w, w->day + w->plan->homes[home].turnaround_days, PLM_EVENT_BED_READY, (int32_t)home, 0);
  }
  plm_set_bit(w->changed, home);
  update_vacant(w, home);
}

static void drop_eligible(placement_workspace *w, plm_child *child)
{
  int32_t last = w->eligible[--w->eligible_count];
  w->eligible[child->seat] = last;
  w->children[last].seat = child->seat;
  child->eligible = false;
}

void plm_become_eligible(placement_workspace *w, int32_t number)
{
  plm_child *child = &w->children[number];
  child->eligible = true;
  child->seat = (int32_t)w->eligible_count;
  w->eligible[w->eligible_count++] = number;
  w->fresh[w->fresh_count++] = number;
}

static double draw_fee(placement_workspace *w, const plm_child *child)
{
  uint32_t purpose = (child->index & PLM_INITIAL_BIT) != 0 ? PLM_PURPOSE_INITIAL_FEE : PLM_PURPOSE_FEE;
  const plm_quantile_table *fee = &w->plan->groups[child->group].fee;
  if (fee->constant)
    return fee->value;
  return plm_quantile_table_draw(
      fee, plm_stream_word(w->group_keys[child->group], w->replication, child->index, purpose, child->externals));
}

void plm_begin_external(placement_workspace *w, int32_t number, int32_t since)
{
  plm_child *child = &w->children[number];
  w->events_done++;
  child->fee = draw_fee(w, child);
  child->externals++;
  child->home = PLM_EXTERNAL;
  child->placed_on = since;
  child->accrued_to = w->day;
  child->stamp = ++w->stamps;
  w->external_children++;
  if (!child->suitable)
    return;
  plm_accounts_waiting(w, child->group, 1);
  if (!w->plan->policy.returns)
    return;
  if (w->day - since >= w->plan->policy.return_after_nights)
    plm_become_eligible(w, number);
  else if (w->plan->policy.return_after_nights < w->plan->calendar.days - since)
    plm_schedule(w, since + w->plan->policy.return_after_nights, PLM_EVENT_ELIGIBLE, number, child->stamp);
}

static void end_external(placement_workspace *w, plm_child *child)
{
  w->events_done++;
  plm_accounts_fee(w, child);
  w->external_children--;
  if (child->suitable)
    plm_accounts_waiting(w, child->group, -1);
  if (child->eligible)
    drop_eligible(w, child);
}

void plm_leave(placement_workspace *w, int32_t number)
{
  plm_child *child = &w->children[number];
  if (child->home == PLM_EXTERNAL)
    end_external(w, child);
  else
    move_out(w, child);
  child->group = PLM_NOBODY;
  w->free_children[w->free_count++] = number;
}

void plm_open_home(placement_workspace *w, size_t home)
{
  w->events_done++;
  plm_accounts_home(w, home);
  w->homes[home].open = true;
  update_vacant(w, home);
}

void plm_bed_ready(placement_workspace *w, size_t home)
{
  w->events_done++;
  plm_accounts_home(w, home);
  w->homes[home].turnaround--;
  update_vacant(w, home);
}

/* True if home a is preferred to home b, which stands earlier in the list. */
static bool preferred(const placement_workspace *w, size_t a, size_t b)
{
  int32_t a_share = w->homes[a].residents * w->plan->homes[b].beds;
  int32_t b_share = w->homes[b].residents * w->plan->homes[a].beds;
  return w->plan->policy.home_choice == PLM_CHOICE_FULLEST ? a_share > b_share : a_share < b_share;
}

/* The first bit that is set at or after `from`, or SIZE_MAX. */
static size_t next_bit(const uint64_t *bits, size_t words, size_t from)
{
  size_t word = from / 64;
  if (word >= words)
    return SIZE_MAX;
  uint64_t left = bits[word] & (UINT64_MAX << (from % 64));
  while (left == 0) {
    if (++word >= words)
      return SIZE_MAX;
    left = bits[word];
  }
  return word * 64 + (size_t)__builtin_ctzll(left);
}

void plm_place(placement_workspace *w, int32_t number)
{
  plm_child *child = &w->children[number];
  size_t chosen = SIZE_MAX;
  bool listed = w->plan->policy.home_choice == PLM_CHOICE_LISTED;
  for (size_t h = next_bit(w->vacant, w->home_words, 0); child->suitable && h != SIZE_MAX;
       h = next_bit(w->vacant, w->home_words, h + 1)) {
    if ((chosen != SIZE_MAX && !preferred(w, h, chosen)) || !can_enter(w, h, child))
      continue;
    chosen = h;
    if (listed)
      break;
  }
  if (chosen != SIZE_MAX) {
    move_in(w, chosen, number);
    return;
  }
  plm_begin_external(w, number, w->day);
  plm_accounts_count(w, PLM_PLACEMENTS);
  plm_accounts_count(w, PLM_PLACED_EXTERNAL);
}

/* The order of policy.returns; ties by arrival, group, index, initial children first. */
static bool goes_before(const placement_workspace *w, const plm_child *a, const plm_child *b)
{
  if (w->plan->policy.return_order == PLM_RETURN_LONGEST && a->placed_on != b->placed_on)
    return a->placed_on < b->placed_on;
  if (w->plan->policy.return_order == PLM_RETURN_HIGHEST_FEE && a->fee != b->fee)
    return a->fee > b->fee;
  if (a->arrival != b->arrival)
    return a->arrival < b->arrival;
  if (a->group != b->group)
    return a->group < b->group;
  return (a->index ^ PLM_INITIAL_BIT) < (b->index ^ PLM_INITIAL_BIT);
}

/* The first child of the list who can enter the home, or PLM_NOBODY. */
static int32_t first_match(placement_workspace *w, size_t home, const int32_t *list, size_t count)
{
  int32_t best = PLM_NOBODY;
  for (size_t i = 0; i < count; i++) {
    const plm_child *child = &w->children[list[i]];
    if (child->eligible && (best == PLM_NOBODY || goes_before(w, child, &w->children[best])) &&
        can_enter(w, home, child))
      best = list[i];
  }
  return best;
}

static void return_child(placement_workspace *w, size_t home, int32_t number)
{
  plm_child *child = &w->children[number];
  plm_accounts_notice(w, child);
  end_external(w, child);
  move_in(w, home, number);
  plm_accounts_count(w, PLM_MOVES);
  plm_accounts_count(w, PLM_RETURNS);
}

/* Compatibility is for good, so a home that found nobody finds nobody until somebody leaves it or becomes eligible:
 * homes that residents left, or that were full, search all eligible children, the others only those of today. */
void plm_return_children(placement_workspace *w)
{
  for (size_t h = next_bit(w->vacant, w->home_words, 0); h != SIZE_MAX; h = next_bit(w->vacant, w->home_words, h + 1)) {
    bool all = plm_bit(w->changed, h);
    const int32_t *list = all ? w->eligible : w->fresh;
    while (plm_bit(w->vacant, h)) {
      int32_t number = first_match(w, h, list, all ? w->eligible_count : w->fresh_count);
      if (number == PLM_NOBODY)
        break;
      return_child(w, h, number);
    }
    plm_clear_bit(w->changed, h);
  }
  w->fresh_count = 0;
}
