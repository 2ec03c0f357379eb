/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Children who are there on day 0: a number, or a list.
 */
#include "base/memory.h"
#include "scenario/sections.h"
#include "scenario/stays.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LEAST_PROBABILITY 1e-9 /* of a need that is conditioned on lasting so long */

static const plm_number_rule count_rule = {0, PLACEMENT_LIMIT_CHILDREN, false, true,
                                           "a whole number from 0 to 100,000"};

static void read_child(plm_reader *r, const plm_json_value *value, const plm_group *group, plm_initial_child *child)
{
  static const plm_member keys[] = {
      {"days_so_far", PLM_KEY_REQUIRED}, {"weekly_fee", PLM_KEY_OPTIONAL}, {"place", PLM_KEY_OPTIONAL}, PLM_KEYS_END};
  const plm_json_value *days, *fee;
  child->place = -1;
  if (!plm_check_object(r, value, "each child", keys))
    return;
  days = plm_get(r, value, "days_so_far");
  fee = plm_get(r, value, "weekly_fee");
  child->days_so_far = plm_read_whole(r, value, "days_so_far", &plm_period_days, 0);
  child->has_weekly_fee = fee != NULL;
  child->weekly_fee = plm_read_number(r, value, "weekly_fee", &plm_amount, 0);
  if (days != NULL && plm_stays_at_least(group, child->days_so_far + 1) < LEAST_PROBABILITY)
    plm_report_found(r, days, "days_so_far",
                     group->has_until_age
                         ? "shorter than need_days and until_age allow: the need would be over by day 0"
                         : "shorter than need_days allows: the need would be over by day 0");
}

static void read_children(plm_reader *r, const plm_json_value *initial, plm_group *group)
{
  const plm_json_value *list = plm_get(r, initial, "children");
  group->children =
      plm_new_items(r, initial, "children", PLACEMENT_LIMIT_CHILDREN, sizeof *group->children, &group->child_count);
  if (group->children == NULL)
    return;
  for (const plm_json_value *entry = plm_json_first(list); entry != NULL; entry = plm_json_next(&r->tree, entry))
    read_child(r, entry, group, &group->children[entry->position]);
}

void plm_read_initial(plm_reader *r, const plm_json_value *value, plm_group *group)
{
  static const plm_member keys[] = {{"count", PLM_KEY_OPTIONAL}, {"children", PLM_KEY_OPTIONAL}, PLM_KEYS_END};
  const plm_json_value *initial = plm_get(r, value, "initial"), *children = plm_get(r, initial, "children");
  if (initial == NULL || !plm_check_object(r, initial, "initial", keys))
    return;
  if (plm_get(r, initial, "count") != NULL && children != NULL)
    plm_report_key(r, children, PLACEMENT_ERROR_SCENARIO, "\"children\" does not go with \"count\"");
  if (plm_get(r, initial, "count") == NULL && children == NULL)
    plm_report(r, initial, PLACEMENT_ERROR_SCENARIO, "the key \"count\" or \"children\" is missing");
  group->initial_count = plm_read_whole(r, initial, "count", &count_rule, 0);
  read_children(r, initial, group);
  if (group->unserved && (group->initial_count > 0 || group->child_count > 0))
    plm_report(r, initial, PLACEMENT_ERROR_SCENARIO, "a group that is unserved has no initial children");
}

/* The homes by id, so that long lists of children take no longer than they must. */
typedef struct places {
  const plm_home **homes; /* those with an id, sorted by it */
  size_t count;
  int32_t *children; /* placed in each home, by its position */
} places;

static int by_id(const void *a, const void *b)
{
  return strcmp((*(const plm_home *const *)a)->id, (*(const plm_home *const *)b)->id);
}

static int compare_id(const void *id, const void *home)
{
  return strcmp(id, (*(const plm_home *const *)home)->id);
}

static int32_t find_home(plm_reader *r, const places *p, const plm_json_value *place)
{
  const char *id = plm_json_string(place);
  const plm_home *const *found = NULL;
  if (id != NULL && p->count > 0)
    found = bsearch(id, p->homes, p->count, sizeof(const plm_home *), compare_id);
  return found != NULL ? (int32_t)(*found - r->scenario->homes) : plm_reference_value(r, place, "place", &r->homes);
}

static void check_place(plm_reader *r, places *p, const plm_json_value *place, int32_t h)
{
  const placement_scenario *s = r->scenario;
  const plm_home *home = &s->homes[h];
  if (home->phase >= 0 && s->phases[home->phase].planned_opening >= 0)
    plm_report_found(r, place, "place", "a home of a phase that is planned before day 0");
  else if (home->has_closes && home->closes <= 0)
    plm_report_found(r, place, "place", "a home that is open on day 0, and this one has closed");
  else if (++p->children[h] == home->beds + 1)
    plm_report(r, place, PLACEMENT_ERROR_SCENARIO, "more children are placed in this home than it has beds");
}

static void read_group_places(plm_reader *r, const plm_json_value *entry, size_t group, places *p)
{
  const plm_json_value *children = plm_get(r, plm_get(r, entry, "initial"), "children");
  if (children == NULL || r->scenario->groups[group].child_count != children->entries)
    return;
  for (const plm_json_value *child = plm_json_first(children); child != NULL; child = plm_json_next(&r->tree, child)) {
    const plm_json_value *place = plm_get(r, child, "place");
    int32_t home = place != NULL ? find_home(r, p, place) : -1;
    r->scenario->groups[group].children[child->position].place = home;
    if (home >= 0)
      check_place(r, p, place, home);
  }
}

void plm_read_places(plm_reader *r, const plm_json_value *root)
{
  placement_scenario *s = r->scenario;
  const plm_json_value *list = plm_get(r, root, "groups");
  places p = {NULL, 0, NULL};
  if (s->groups == NULL)
    return;
  p.homes = plm_reader_array(r, s->home_count, sizeof(const plm_home *));
  p.children = plm_reader_array(r, s->home_count, sizeof *p.children);
  if (p.homes == NULL || p.children == NULL)
    goto out;
  for (size_t h = 0; h < s->home_count; h++)
    if (s->homes[h].id != NULL)
      p.homes[p.count++] = &s->homes[h];
  qsort(p.homes, p.count, sizeof(const plm_home *), by_id);
  for (const plm_json_value *entry = plm_json_first(list); entry != NULL; entry = plm_json_next(&r->tree, entry))
    read_group_places(r, entry, entry->position, &p);
out:
  free(p.homes);
  free(p.children);
}
