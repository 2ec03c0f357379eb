/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cost lines.
 */
#include "scenario/sections.h"

#include <string.h>

static const plm_number_rule bias_rule = {-1, 10, false, false, "a number from -1 to 10 (0.15 adds 15%)"};

void *plm_new_items(plm_reader *r, const plm_json_value *owner, const char *key, size_t most, size_t size,
                    size_t *count)
{
  const plm_json_value *list = plm_get(r, owner, key);
  void *items;
  *count = 0;
  if (list == NULL || !plm_check_list(r, list, key, most))
    return NULL;
  items = plm_reader_array(r, list->entries, size);
  if (items != NULL)
    *count = list->entries;
  return items;
}

/* Notes a key that does not go with the rest of its line. */
static void refuse_key(plm_reader *r, const plm_json_value *line, const char *key, const char *message)
{
  const plm_json_value *member = plm_get(r, line, key);
  if (member != NULL)
    plm_report_key(r, member, PLACEMENT_ERROR_SCENARIO, message);
}

static const char *const eventless[] = {
    [PLM_OWNER_PROGRAMME] = " (a programme line has no home or phase whose events it could name)",
    [PLM_OWNER_STEP_DOWN] = " (a step-down scheme has no events that its lines could name)",
};

static void read_times(plm_reader *r, const plm_json_value *value, plm_owner owner, plm_cost_line *line)
{
  const char *no_events = owner == PLM_OWNER_HOME ? NULL : eventless[owner];
  const plm_json_value *per = plm_get(r, value, "per");
  line->from = plm_read_when(r, value, "from", no_events);
  line->until = plm_read_when(r, value, "until", no_events);
  line->on = plm_read_when(r, value, "on", no_events);
  if (line->from.kind == PLM_WHEN_DATE && line->until.kind == PLM_WHEN_DATE && line->until.days < line->from.days)
    plm_report_found(r, plm_get(r, value, "until"), "until", "no earlier than from");
  if (per == NULL || plm_json_string(per) == NULL)
    return;
  if (strcmp(plm_json_string(per), "once") != 0) {
    refuse_key(r, value, "on", "\"on\" goes only with \"per\": \"once\"; use \"from\" and \"until\"");
    return;
  }
  refuse_key(r, value, "from", "\"from\" does not go with \"per\": \"once\"; use \"on\"");
  refuse_key(r, value, "until", "\"until\" does not go with \"per\": \"once\"; use \"on\"");
  if (line->unit == PLM_FOR_OCCUPIED_BED)
    refuse_key(r, value, "for", "\"occupied_bed\" does not go with \"per\": \"once\"; use \"home\" or \"bed\"");
  if (owner == PLM_OWNER_PROGRAMME && plm_get(r, value, "on") == NULL)
    plm_report_missing(r, value, "on", ": a programme line that is paid once needs its date");
}

static void read_line(plm_reader *r, const plm_json_value *value, plm_owner owner, const plm_ids *others,
                      plm_cost_line *line)
{
  static const plm_member keys[] = {{"id", PLM_KEY_OPTIONAL},
                                    {"kind", PLM_KEY_OPTIONAL},
                                    {"amount", PLM_KEY_REQUIRED},
                                    {"per", PLM_KEY_REQUIRED},
                                    {"for", PLM_KEY_OPTIONAL},
                                    {"from", PLM_KEY_OPTIONAL},
                                    {"until", PLM_KEY_OPTIONAL},
                                    {"on", PLM_KEY_OPTIONAL},
                                    {"index", PLM_KEY_OPTIONAL},
                                    {"optimism_bias", PLM_KEY_OPTIONAL},
                                    PLM_KEYS_END};
  static const char *const kinds[] = {"revenue", "capital", NULL};
  static const char *const pers[] = {"once", "year", "week", "admission", NULL};
  static const char *const units[] = {"home", "bed", "occupied_bed", NULL};
  if (!plm_check_object(r, value, "each cost line", keys))
    return;
  line->id = plm_read_id(r, value, "id", others);
  line->capital = plm_read_choice(r, value, "kind", kinds, 0) == 1;
  line->amount = plm_read_number(r, value, "amount", &plm_any_number, 0);
  line->per = (plm_cost_per)plm_read_choice(r, value, "per", pers, PLM_PER_YEAR);
  line->unit = (plm_cost_for)plm_read_choice(r, value, "for", units, PLM_FOR_HOME);
  line->index = plm_read_reference(r, value, "index", &r->indices);
  line->optimism_bias = plm_read_number(r, value, "optimism_bias", &bias_rule, 0);
  read_times(r, value, owner, line);
}

void plm_read_costs(plm_reader *r, const plm_json_value *value, plm_owner owner, plm_cost_line **costs, size_t *count)
{
  const plm_json_value *list = plm_get(r, value, "costs");
  plm_ids others = {"the id of a cost line", true, NULL, sizeof(plm_cost_line), 0};
  *costs = plm_new_items(r, value, "costs", PLACEMENT_LIMIT_COST_LINES, sizeof **costs, count);
  if (*costs == NULL)
    return;
  others.items = *costs;
  for (const plm_json_value *entry = plm_json_first(list); entry != NULL; entry = plm_json_next(&r->tree, entry)) {
    others.count = entry->position;
    read_line(r, entry, owner, &others, &(*costs)[entry->position]);
  }
}
