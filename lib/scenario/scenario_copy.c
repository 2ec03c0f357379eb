/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Deep copies of scenarios, so that inputs can vary in one without the other.
 *
 * A struct is copied with its pointers, each of which is then replaced by a copy of its own, or by NULL if memory is
 * exhausted, so that what has been copied can always be freed.
 */
#include "base/error.h"
#include "base/memory.h"
#include "scenario/scenario.h"

#include <string.h>

static bool own_text(char **text)
{
  if (*text == NULL)
    return true;
  *text = plm_copy_string(*text);
  return *text != NULL;
}

/* Items of `size` bytes, which are copied as they are; *count becomes 0 if they cannot be. `pointer` is that to the
 * items, of whatever type. */
static bool own_items(void *pointer, size_t *count, size_t size)
{
  void *from, *to;
  memcpy(&from, pointer, sizeof from);
  if (from == NULL)
    return true;
  to = plm_new_array(*count, size);
  if (to != NULL)
    memcpy(to, from, *count * size);
  else
    *count = 0;
  memcpy(pointer, &to, sizeof to);
  return to != NULL;
}

static bool own_distribution(plm_distribution *d)
{
  plm_distribution copy;
  placement_status status = plm_distribution_copy(&copy, d);
  *d = copy;
  return status == PLACEMENT_OK;
}

static bool own_costs(plm_cost_line **costs, size_t *count)
{
  bool owned = own_items(costs, count, sizeof **costs);
  for (size_t i = 0; i < *count; i++)
    owned = own_text(&(*costs)[i].id) && owned;
  return owned;
}

static bool own_prices(plm_prices *p)
{
  bool owned = own_text(&p->currency);
  owned = own_items(&p->indices, &p->index_count, sizeof *p->indices) && owned;
  for (size_t i = 0; i < p->index_count; i++) {
    plm_index *index = &p->indices[i];
    owned = own_text(&index->name) && owned;
    owned = own_items(&index->rates, &index->rate_count, sizeof *index->rates) && owned;
  }
  return owned;
}

static bool own_groups(plm_group **groups, size_t *count)
{
  bool owned = own_items(groups, count, sizeof **groups);
  for (size_t i = 0; i < *count; i++) {
    plm_group *g = &(*groups)[i];
    owned = own_text(&g->id) && owned;
    owned = own_items(&g->arrivals_per_year, &g->rate_count, sizeof *g->arrivals_per_year) && owned;
    owned = own_items(&g->children, &g->child_count, sizeof *g->children) && owned;
    owned = own_distribution(&g->need_days) && owned;
    owned = own_distribution(&g->age_at_entry) && owned;
    owned = own_distribution(&g->weekly_fee) && owned;
    owned = own_distribution(&g->emergency_days) && owned;
    owned = own_distribution(&g->emergency_fee) && owned;
  }
  return owned;
}

static bool own_phases(plm_phase **phases, size_t *count)
{
  bool owned = own_items(phases, count, sizeof **phases);
  for (size_t i = 0; i < *count; i++) {
    plm_phase *p = &(*phases)[i];
    owned = own_text(&p->id) && owned;
    owned = own_distribution(&p->delay_days) && owned;
    owned = own_costs(&p->costs, &p->cost_count) && owned;
  }
  return owned;
}

static bool own_homes(plm_home **homes, size_t *count)
{
  bool owned = own_items(homes, count, sizeof **homes);
  for (size_t i = 0; i < *count; i++) {
    plm_home *h = &(*homes)[i];
    owned = own_text(&h->id) && owned;
    owned = own_distribution(&h->suspension_days) && owned;
    owned = own_distribution(&h->sale_stay_days) && owned;
    owned = own_distribution(&h->registration_delay_days) && owned;
    owned = own_costs(&h->costs, &h->cost_count) && owned;
  }
  return owned;
}

static bool own_step_downs(plm_step_down **schemes, size_t *count)
{
  bool owned = own_items(schemes, count, sizeof **schemes);
  for (size_t i = 0; i < *count; i++) {
    owned = own_text(&(*schemes)[i].id) && owned;
    owned = own_costs(&(*schemes)[i].costs, &(*schemes)[i].cost_count) && owned;
  }
  return owned;
}

static bool own_uncertain(plm_uncertain **uncertain, size_t *count)
{
  bool owned = own_items(uncertain, count, sizeof **uncertain);
  for (size_t i = 0; i < *count; i++) {
    owned = own_text(&(*uncertain)[i].input) && owned;
    owned = own_distribution(&(*uncertain)[i].distribution) && owned;
  }
  return owned;
}

static bool own_published(plm_published **published, size_t *count)
{
  bool owned = own_items(published, count, sizeof **published);
  for (size_t i = 0; i < *count; i++) {
    plm_published *p = &(*published)[i];
    owned = own_text(&p->label) && owned;
    owned = own_text(&p->metric) && owned;
    owned = own_text(&p->source) && owned;
  }
  return owned;
}

placement_status plm_scenario_copy(const placement_scenario *from, placement_scenario **copy, placement_error *err)
{
  placement_scenario *s = plm_new_array(1, sizeof *s);
  size_t cells = from->group_count * from->group_count;
  size_t correlations = from->uncertain_count * from->uncertain_count;
  bool owned;
  if (s == NULL)
    return plm_fail_memory(err);
  *s = *from;
  s->text = NULL;
  s->text_length = 0;
  owned = own_text(&s->name);
  owned = own_text(&s->title) && owned;
  owned = own_prices(&s->prices) && owned;
  owned = own_groups(&s->groups, &s->group_count) && owned;
  owned = own_items(&s->compatibility, &cells, sizeof *s->compatibility) && owned;
  owned = own_items(&s->pairs, &s->pair_count, sizeof *s->pairs) && owned;
  owned = own_phases(&s->phases, &s->phase_count) && owned;
  owned = own_homes(&s->homes, &s->home_count) && owned;
  owned = own_costs(&s->costs, &s->cost_count) && owned;
  owned = own_step_downs(&s->step_downs, &s->step_down_count) && owned;
  owned = own_uncertain(&s->uncertain, &s->uncertain_count) && owned;
  owned = own_items(&s->correlation, &correlations, sizeof *s->correlation) && owned;
  owned = own_published(&s->published, &s->published_count) && owned;
  if (!owned) {
    placement_scenario_free(s);
    return plm_fail_memory(err);
  }
  *copy = s;
  return PLACEMENT_OK;
}
