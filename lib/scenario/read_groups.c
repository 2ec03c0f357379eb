/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Need groups and the compatibility of their children.
 */
#include "scenario/sections.h"

#include <stdio.h>
#include <stdlib.h>

static const plm_number_rule count_rule = {0, PLACEMENT_LIMIT_CHILDREN, false, true,
                                           "a whole number from 0 to 100,000"};
static const plm_number_rule arrivals_rule = {0, PLACEMENT_LIMIT_CHILDREN, false, true, "a number from 0 to 100,000"};
static const plm_number_rule age_rule = {0, 100, true, false, "an age in years above 0 and up to 100"};

static void read_arrivals(plm_reader *r, const plm_json_value *value, plm_group *group)
{
  const plm_json_value *given = plm_get(r, value, "arrivals_per_year");
  double rate = 0;
  if (given != NULL && plm_json_is_list(given)) {
    size_t years = r->scenario->column_years;
    if (r->horizon_known && given->entries != years) {
      char message[160];
      (void)snprintf(message, sizeof message,
                     "found %lu entries, but arrivals_per_year must be one number, or exactly %zu: one for each "
                     "financial year that the horizon touches",
                     (unsigned long)given->entries, years);
      plm_report(r, given, PLACEMENT_ERROR_SCENARIO, message);
      return;
    }
    group->arrivals_per_year = plm_numbers_value(r, given, "arrivals_per_year", &arrivals_rule, &group->rate_count);
    return;
  }
  if (given != NULL)
    (void)plm_number_value(r, given, "arrivals_per_year", &arrivals_rule, &rate);
  group->arrivals_per_year = plm_reader_array(r, 1, sizeof *group->arrivals_per_year);
  if (group->arrivals_per_year == NULL)
    return;
  group->arrivals_per_year[0] = rate;
  group->rate_count = 1;
}

static void read_initial(plm_reader *r, const plm_json_value *value, plm_group *group)
{
  static const plm_key keys[] = {
      {"count", PLM_KEY_REQUIRED}, {"children", PLM_KEY_UNSUPPORTED}, {"notes", PLM_KEY_FREE}, PLM_KEYS_END};
  static const plm_key keys_of_children[] = {
      {"count", PLM_KEY_OPTIONAL}, {"children", PLM_KEY_UNSUPPORTED}, {"notes", PLM_KEY_FREE}, PLM_KEYS_END};
  const plm_json_value *initial = plm_get(r, value, "initial");
  bool listed = plm_get(r, initial, "children") != NULL;
  if (initial != NULL && plm_check_object(r, initial, "initial", listed ? keys_of_children : keys))
    group->initial_count = plm_read_whole(r, initial, "count", &count_rule, 0);
}

static void read_age(plm_reader *r, const plm_json_value *value, plm_group *group)
{
  const plm_json_value *until = plm_get(r, value, "until_age");
  group->has_age = plm_get(r, value, "age_at_entry") != NULL;
  group->has_until_age = until != NULL;
  plm_read_distribution(r, value, "age_at_entry", false, &group->age_at_entry);
  group->until_age = plm_read_number(r, value, "until_age", &age_rule, 0);
  if (until != NULL && !group->has_age)
    plm_report_key(r, until, PLACEMENT_ERROR_SCENARIO, "\"until_age\" needs \"age_at_entry\"");
  else if (group->until_age > 0 && plm_distribution_min(&group->age_at_entry) >= group->until_age)
    plm_report_found(r, until, "until_age", "above the lowest age_at_entry, or nobody would need care");
}

static void read_group(plm_reader *r, const plm_json_value *value, plm_group *group)
{
  group->need_days = plm_distribution_constant(0);
  group->age_at_entry = plm_distribution_constant(0);
  group->weekly_fee = plm_distribution_constant(0);
  if (!plm_json_is_object(value))
    return;
  read_arrivals(r, value, group);
  read_initial(r, value, group);
  read_age(r, value, group);
  plm_read_distribution(r, value, "need_days", false, &group->need_days);
  plm_read_distribution(r, value, "weekly_fee", false, &group->weekly_fee);
  group->local_suitability = plm_read_number(r, value, "local_suitability", &plm_probability, 1);
}

void plm_read_groups(plm_reader *r, const plm_json_value *root)
{
  static const plm_key keys[] = {{"id", PLM_KEY_REQUIRED},
                                 {"arrivals_per_year", PLM_KEY_OPTIONAL},
                                 {"initial", PLM_KEY_OPTIONAL},
                                 {"need_days", PLM_KEY_REQUIRED},
                                 {"age_at_entry", PLM_KEY_OPTIONAL},
                                 {"until_age", PLM_KEY_OPTIONAL},
                                 {"local_suitability", PLM_KEY_OPTIONAL},
                                 {"weekly_fee", PLM_KEY_REQUIRED},
                                 {"growth_per_year", PLM_KEY_UNSUPPORTED},
                                 {"seasonality", PLM_KEY_UNSUPPORTED},
                                 {"emergency_share", PLM_KEY_UNSUPPORTED},
                                 {"emergency_days", PLM_KEY_UNSUPPORTED},
                                 {"emergency_fee", PLM_KEY_UNSUPPORTED},
                                 {"unplanned_endings_per_year", PLM_KEY_UNSUPPORTED},
                                 {"step_down", PLM_KEY_UNSUPPORTED},
                                 {"unserved", PLM_KEY_UNSUPPORTED},
                                 {"notes", PLM_KEY_FREE},
                                 {"title", PLM_KEY_FREE},
                                 PLM_KEYS_END};
  placement_scenario *s = r->scenario;
  const plm_json_value *list = plm_get(r, root, "groups");
  r->groups = (plm_ids){"the id of a group", true, NULL, sizeof(plm_group), 0};
  s->groups = plm_new_items(r, root, "groups", PLACEMENT_LIMIT_GROUPS, sizeof *s->groups, &s->group_count);
  r->groups.known = list == NULL || s->groups != NULL;
  if (s->groups == NULL)
    return;
  r->groups.items = s->groups;
  for (const plm_json_value *entry = plm_json_first(list); entry != NULL; entry = plm_json_next(&r->tree, entry)) {
    plm_group *group = &s->groups[entry->position];
    if (plm_check_object(r, entry, "each group", keys))
      group->id = plm_read_id(r, entry, "id", &r->groups);
    r->groups.count++;
    if (group->id == NULL)
      r->groups.known = false;
    read_group(r, entry, group);
  }
}

/* Reads the two groups of a pair; false if they are not two known ones. */
static bool read_pair_groups(plm_reader *r, const plm_json_value *pair, int32_t group[2])
{
  const plm_json_value *groups = plm_get(r, pair, "groups");
  if (groups == NULL)
    return false;
  if (!plm_json_is_list(groups) || groups->entries != 2) {
    plm_report_found(r, groups, "groups", "a list of two ids of groups (which may be the same)");
    return false;
  }
  for (const plm_json_value *entry = plm_json_first(groups); entry != NULL; entry = plm_json_next(&r->tree, entry))
    group[entry->position] = plm_reference_value(r, entry, "each entry", &r->groups);
  return group[0] >= 0 && group[1] >= 0;
}

static void read_pair(plm_reader *r, const plm_json_value *pair, bool *given)
{
  static const plm_key keys[] = {
      {"groups", PLM_KEY_REQUIRED}, {"probability", PLM_KEY_REQUIRED}, {"notes", PLM_KEY_FREE}, PLM_KEYS_END};
  placement_scenario *s = r->scenario;
  int32_t group[2] = {-1, -1};
  double probability;
  size_t a, b;
  if (!plm_check_object(r, pair, "each pair", keys))
    return;
  probability = plm_read_number(r, pair, "probability", &plm_probability, 1);
  if (!read_pair_groups(r, pair, group))
    return;
  a = (size_t)group[0] * s->group_count + (size_t)group[1];
  b = (size_t)group[1] * s->group_count + (size_t)group[0];
  if (given[a])
    plm_report(r, pair, PLACEMENT_ERROR_SCENARIO, "this pair of groups is given before");
  given[a] = given[b] = true;
  s->compatibility[a] = s->compatibility[b] = probability;
}

void plm_read_compatibility(plm_reader *r, const plm_json_value *root)
{
  static const plm_key keys[] = {
      {"default", PLM_KEY_OPTIONAL}, {"pairs", PLM_KEY_OPTIONAL}, {"notes", PLM_KEY_FREE}, PLM_KEYS_END};
  placement_scenario *s = r->scenario;
  const plm_json_value *value = plm_get(r, root, "compatibility");
  const plm_json_value *pairs = plm_get(r, value, "pairs");
  size_t cells = s->group_count * s->group_count;
  double standard;
  bool *given = NULL;
  s->compatibility = plm_reader_array(r, cells, sizeof *s->compatibility);
  given = plm_reader_array(r, cells, sizeof *given);
  if (s->compatibility == NULL || given == NULL)
    goto out;
  standard = plm_read_number(r, value, "default", &plm_probability, 1);
  for (size_t i = 0; i < cells; i++)
    s->compatibility[i] = standard;
  if (value == NULL || !plm_check_object(r, value, "compatibility", keys) || pairs == NULL)
    goto out;
  if (!plm_check_list(r, pairs, "pairs", PLACEMENT_LIMIT_LIST))
    goto out;
  for (const plm_json_value *pair = plm_json_first(pairs); pair != NULL; pair = plm_json_next(&r->tree, pair))
    read_pair(r, pair, given);
out:
  free(given);
}
