/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Phases and homes.
 */
#include "scenario/sections.h"

#include <string.h>

static const plm_number_rule beds_rule = {1, PLACEMENT_LIMIT_BEDS, false, true,
                                          "a whole number from 1 to " PLM_TEXT(PLACEMENT_LIMIT_BEDS)};

static void read_after(plm_reader *r, const plm_json_value *value, plm_phase *phase, size_t earlier_count)
{
  static const plm_key keys[] = {{"phase", PLM_KEY_REQUIRED}, {"days", PLM_KEY_OPTIONAL}, PLM_KEYS_END};
  const plm_json_value *after = plm_get(r, value, "after");
  plm_ids earlier = r->phases;
  earlier.count = earlier_count;
  earlier.allowed = "the id of an earlier phase";
  if (after == NULL || !plm_check_object(r, after, "after", keys))
    return;
  phase->after_phase = plm_read_reference(r, after, "phase", &earlier);
  phase->after_days = plm_read_whole(r, after, "days", &plm_offset_days, 0);
}

static void read_phase(plm_reader *r, const plm_json_value *value, plm_phase *phase, size_t position)
{
  static const plm_key keys[] = {{"id", PLM_KEY_REQUIRED},         {"planned_opening", PLM_KEY_REQUIRED},
                                 {"delay_days", PLM_KEY_OPTIONAL}, {"after", PLM_KEY_OPTIONAL},
                                 {"costs", PLM_KEY_OPTIONAL},      {"notes", PLM_KEY_FREE},
                                 {"title", PLM_KEY_FREE},          PLM_KEYS_END};
  int32_t opening = r->scenario->start;
  phase->delay_days = plm_distribution_constant(0);
  phase->after_phase = -1;
  if (!plm_check_object(r, value, "each phase", keys))
    return;
  phase->id = plm_read_id(r, value, "id", &r->phases);
  (void)plm_read_date(r, value, "planned_opening", &opening);
  phase->planned_opening = opening - r->scenario->start;
  plm_read_distribution(r, value, "delay_days", true, &phase->delay_days);
  read_after(r, value, phase, position);
  plm_read_costs(r, value, true, &phase->costs, &phase->cost_count);
}

void plm_read_phases(plm_reader *r, const plm_json_value *root)
{
  placement_scenario *s = r->scenario;
  const plm_json_value *list = plm_get(r, root, "phases");
  r->phases = (plm_ids){"the id of a phase", true, NULL, sizeof(plm_phase), 0};
  s->phases = plm_new_items(r, root, "phases", PLACEMENT_LIMIT_PHASES, sizeof *s->phases, &s->phase_count);
  r->phases.known = list == NULL || s->phases != NULL;
  if (s->phases == NULL)
    return;
  r->phases.items = s->phases;
  for (const plm_json_value *entry = plm_json_first(list); entry != NULL; entry = plm_json_next(&r->tree, entry)) {
    read_phase(r, entry, &s->phases[entry->position], entry->position);
    r->phases.count++;
    if (s->phases[entry->position].id == NULL)
      r->phases.known = false;
  }
}

static uint64_t all_groups(const placement_scenario *s)
{
  return s->group_count >= 64 ? UINT64_MAX : ((uint64_t)1 << s->group_count) - 1;
}

/* The groups of a list of ids, as bits. */
static uint64_t read_group_list(plm_reader *r, const plm_json_value *list, const char *name)
{
  uint64_t groups = 0;
  if (!plm_check_list(r, list, name, PLACEMENT_LIMIT_GROUPS))
    return 0;
  if (list->entries == 0)
    plm_report(r, list, PLACEMENT_ERROR_SCENARIO, "found an empty list, but a home must take at least one group");
  for (const plm_json_value *entry = plm_json_first(list); entry != NULL; entry = plm_json_next(&r->tree, entry)) {
    int32_t group = plm_reference_value(r, entry, "each entry", &r->groups);
    if (group < 0)
      continue;
    if (groups >> group & 1)
      plm_report(r, entry, PLACEMENT_ERROR_SCENARIO, "this group is given before");
    groups |= (uint64_t)1 << group;
  }
  return groups;
}

static void read_takes_entry(plm_reader *r, const plm_json_value *entry, bool *planned)
{
  const char *kind = plm_json_string(entry);
  if (kind != NULL && strcmp(kind, "emergency") == 0) {
    plm_report(r, entry, PLACEMENT_ERROR_UNSUPPORTED, "\"emergency\"" PLM_UNSUPPORTED);
  } else if (kind == NULL || strcmp(kind, "planned") != 0) {
    plm_report_found(r, entry, "each entry of takes", "\"planned\" or \"emergency\"");
  } else {
    if (*planned)
      plm_report(r, entry, PLACEMENT_ERROR_SCENARIO, "\"planned\" is given before");
    *planned = true;
  }
}

static void read_takes_list(plm_reader *r, const plm_json_value *takes)
{
  bool planned = false;
  if (takes->entries == 0)
    plm_report(r, takes, PLACEMENT_ERROR_SCENARIO, "found an empty list, but a home must take \"planned\" placements");
  for (const plm_json_value *entry = plm_json_first(takes); entry != NULL; entry = plm_json_next(&r->tree, entry))
    read_takes_entry(r, entry, &planned);
}

static void read_takes_map(plm_reader *r, const plm_json_value *home, const plm_json_value *takes, plm_home *made)
{
  static const plm_key keys[] = {{"planned", PLM_KEY_REQUIRED}, {"emergency", PLM_KEY_UNSUPPORTED}, PLM_KEYS_END};
  static const plm_key without_planned[] = {
      {"planned", PLM_KEY_OPTIONAL}, {"emergency", PLM_KEY_UNSUPPORTED}, PLM_KEYS_END};
  const plm_json_value *groups = plm_get(r, home, "groups"), *planned = plm_get(r, takes, "planned");
  bool emergency = plm_get(r, takes, "emergency") != NULL;
  (void)plm_check_object(r, takes, "takes", emergency ? without_planned : keys);
  if (groups != NULL)
    plm_report_key(r, groups, PLACEMENT_ERROR_SCENARIO,
                   "\"groups\" does not go with a \"takes\" that names the groups");
  if (planned != NULL)
    made->planned_groups = read_group_list(r, planned, "planned");
}

static void read_takes(plm_reader *r, const plm_json_value *home, plm_home *made)
{
  const plm_json_value *takes = plm_get(r, home, "takes"), *groups = plm_get(r, home, "groups");
  made->planned_groups = all_groups(r->scenario);
  if (takes != NULL && plm_json_is_object(takes)) {
    read_takes_map(r, home, takes, made);
    return;
  }
  if (takes != NULL && !plm_json_is_list(takes))
    plm_report_found(r, takes, "takes",
                     "a list such as [\"planned\"], or an object such as {\"planned\": [\"group\"]}");
  else if (takes != NULL)
    read_takes_list(r, takes);
  if (groups != NULL)
    made->planned_groups = read_group_list(r, groups, "groups");
}

static void read_registration(plm_reader *r, const plm_json_value *value, plm_home *home)
{
  static const plm_key keys[] = {{"delay_days", PLM_KEY_OPTIONAL}, {"declined", PLM_KEY_OPTIONAL}, PLM_KEYS_END};
  const plm_json_value *registration = plm_get(r, value, "registration");
  if (registration == NULL || !plm_check_object(r, registration, "registration", keys))
    return;
  plm_read_distribution(r, registration, "delay_days", true, &home->registration_delay_days);
  home->registration_declined = plm_read_number(r, registration, "declined", &plm_probability, 0);
}

static void read_home(plm_reader *r, const plm_json_value *value, const plm_ids *others, plm_home *home)
{
  static const plm_key keys[] = {{"id", PLM_KEY_REQUIRED},
                                 {"phase", PLM_KEY_REQUIRED},
                                 {"beds", PLM_KEY_REQUIRED},
                                 {"takes", PLM_KEY_OPTIONAL},
                                 {"groups", PLM_KEY_OPTIONAL},
                                 {"turnaround_days", PLM_KEY_OPTIONAL},
                                 {"registration", PLM_KEY_OPTIONAL},
                                 {"costs", PLM_KEY_OPTIONAL},
                                 {"max_stay_days", PLM_KEY_UNSUPPORTED},
                                 {"introduction_days", PLM_KEY_UNSUPPORTED},
                                 {"admission_interval_days", PLM_KEY_UNSUPPORTED},
                                 {"refusal", PLM_KEY_UNSUPPORTED},
                                 {"suspension", PLM_KEY_UNSUPPORTED},
                                 {"closes", PLM_KEY_UNSUPPORTED},
                                 {"sell_voids", PLM_KEY_UNSUPPORTED},
                                 {"notes", PLM_KEY_FREE},
                                 {"title", PLM_KEY_FREE},
                                 PLM_KEYS_END};
  home->registration_delay_days = plm_distribution_constant(0);
  if (!plm_check_object(r, value, "each home", keys))
    return;
  home->id = plm_read_id(r, value, "id", others);
  home->phase = plm_read_reference(r, value, "phase", &r->phases);
  home->beds = plm_read_whole(r, value, "beds", &beds_rule, 1);
  home->turnaround_days = plm_read_whole(r, value, "turnaround_days", &plm_period_days, 0);
  read_takes(r, value, home);
  read_registration(r, value, home);
  plm_read_costs(r, value, true, &home->costs, &home->cost_count);
}

void plm_read_homes(plm_reader *r, const plm_json_value *root)
{
  placement_scenario *s = r->scenario;
  const plm_json_value *list = plm_get(r, root, "homes");
  plm_ids others = {"the id of a home", true, NULL, sizeof(plm_home), 0};
  s->homes = plm_new_items(r, root, "homes", PLACEMENT_LIMIT_HOMES, sizeof *s->homes, &s->home_count);
  if (s->homes == NULL)
    return;
  others.items = s->homes;
  for (const plm_json_value *entry = plm_json_first(list); entry != NULL; entry = plm_json_next(&r->tree, entry)) {
    others.count = entry->position;
    read_home(r, entry, &others, &s->homes[entry->position]);
  }
}
