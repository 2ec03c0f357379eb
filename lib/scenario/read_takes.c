/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which placements of which groups a home takes.
 */
#include "scenario/sections.h"

#include <string.h>

static uint64_t all_groups(const placement_scenario *s)
{
  return s->group_count >= 64 ? UINT64_MAX : ((uint64_t)1 << s->group_count) - 1;
}

/* True if the text of `entry` stands before it in the list. */
static bool stands_before(const plm_reader *r, const plm_json_value *list, const plm_json_value *entry)
{
  const char *text = plm_json_string(entry);
  for (const plm_json_value *e = plm_json_first(list); text != NULL && e != entry; e = plm_json_next(&r->tree, e))
    if (plm_json_string(e) != NULL && strcmp(plm_json_string(e), text) == 0)
      return true;
  return false;
}

/* The groups of a list of ids, as bits. */
static uint64_t read_group_list(plm_reader *r, const plm_json_value *list, const char *name)
{
  uint64_t groups = 0;
  if (!plm_check_list(r, list, name, PLACEMENT_LIMIT_GROUPS))
    return 0;
  for (const plm_json_value *entry = plm_json_first(list); entry != NULL; entry = plm_json_next(&r->tree, entry)) {
    int32_t group = plm_reference_value(r, entry, "each entry", &r->groups);
    /* Groups that could not be read are compared by their ids; unknown ones have been noted. */
    if (group < 0 ? !r->groups.known && stands_before(r, list, entry) : (groups >> group & 1) != 0)
      plm_report(r, entry, PLACEMENT_ERROR_SCENARIO, "this group is given before");
    if (group >= 0)
      groups |= (uint64_t)1 << group;
  }
  return groups;
}

static const char *const kinds[] = {"planned", "emergency"};

/* Which of the kinds of placement a home takes, one flag for each. */
static void read_takes_entry(plm_reader *r, const plm_json_value *entry, bool taken[2])
{
  const char *text = plm_json_string(entry);
  int kind = text == NULL ? 2 : strcmp(text, kinds[0]) == 0 ? 0 : strcmp(text, kinds[1]) == 0 ? 1 : 2;
  if (kind == 2) {
    plm_report_found(r, entry, "each entry of takes", "\"planned\" or \"emergency\"");
  } else {
    if (taken[kind])
      plm_report(r, entry, PLACEMENT_ERROR_SCENARIO,
                 kind == 0 ? "\"planned\" is given before" : "\"emergency\" is given before");
    taken[kind] = true;
  }
}

static void read_takes_list(plm_reader *r, const plm_json_value *takes, bool taken[2])
{
  if (takes->entries == 0)
    plm_report(r, takes, PLACEMENT_ERROR_SCENARIO,
               "found an empty list, but a home must take \"planned\" or \"emergency\" placements");
  for (const plm_json_value *entry = plm_json_first(takes); entry != NULL; entry = plm_json_next(&r->tree, entry))
    read_takes_entry(r, entry, taken);
}

static bool is_empty(const plm_json_value *list)
{
  return list == NULL || (plm_json_is_list(list) && list->entries == 0);
}

static void read_takes_map(plm_reader *r, const plm_json_value *home, const plm_json_value *takes, plm_home *made)
{
  static const plm_member keys[] = {{"planned", PLM_KEY_OPTIONAL}, {"emergency", PLM_KEY_OPTIONAL}, PLM_KEYS_END};
  const plm_json_value *groups = plm_get(r, home, "groups");
  const plm_json_value *planned = plm_get(r, takes, "planned"), *emergency = plm_get(r, takes, "emergency");
  (void)plm_check_object(r, takes, "takes", keys);
  if (planned == NULL && emergency == NULL)
    plm_report(r, takes, PLACEMENT_ERROR_SCENARIO, "the key \"planned\" or \"emergency\" is missing");
  else if (is_empty(planned) && is_empty(emergency))
    plm_report(r, takes, PLACEMENT_ERROR_SCENARIO, "found no group, but a home must take at least one");
  if (groups != NULL)
    plm_report_key(r, groups, PLACEMENT_ERROR_SCENARIO,
                   "\"groups\" does not go with a \"takes\" that names the groups");
  if (planned != NULL)
    made->planned_groups = read_group_list(r, planned, "planned");
  if (emergency != NULL)
    made->emergency_groups = read_group_list(r, emergency, "emergency");
}

void plm_read_takes(plm_reader *r, const plm_json_value *home, plm_home *made)
{
  const plm_json_value *takes = plm_get(r, home, "takes"), *groups = plm_get(r, home, "groups");
  bool taken[2] = {takes == NULL, false};
  uint64_t taken_groups = all_groups(r->scenario);
  if (takes != NULL && plm_json_is_object(takes)) {
    read_takes_map(r, home, takes, made);
    return;
  }
  if (takes != NULL && !plm_json_is_list(takes))
    plm_report_found(r, takes, "takes",
                     "a list such as [\"planned\"], or an object such as {\"planned\": [\"group\"]}");
  else if (takes != NULL)
    read_takes_list(r, takes, taken);
  if (groups != NULL)
    taken_groups = read_group_list(r, groups, "groups");
  if (groups != NULL && is_empty(groups))
    plm_report(r, groups, PLACEMENT_ERROR_SCENARIO, "found an empty list, but a home must take at least one group");
  made->planned_groups = taken[0] ? taken_groups : 0;
  made->emergency_groups = taken[1] ? taken_groups : 0;
}
