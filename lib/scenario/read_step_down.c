/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Step-down schemes.
 */
#include "scenario/sections.h"

static const plm_number_rule places_rule = {0, PLACEMENT_LIMIT_PLACES, false, true, "a whole number from 0 to 100,000"};

static void read_scheme(plm_reader *r, const plm_json_value *value, plm_step_down *scheme)
{
  static const plm_member keys[] = {{"id", PLM_KEY_REQUIRED},    {"places", PLM_KEY_REQUIRED},
                                    {"opens", PLM_KEY_OPTIONAL}, {"costs", PLM_KEY_OPTIONAL},
                                    {"index", PLM_KEY_OPTIONAL}, PLM_KEYS_END};
  int32_t index, opens = r->scenario->start;
  if (!plm_check_object(r, value, "each step-down scheme", keys))
    return;
  scheme->id = plm_read_id(r, value, "id", &r->step_downs);
  scheme->places = plm_read_whole(r, value, "places", &places_rule, 0);
  (void)plm_read_date(r, value, "opens", &opens);
  scheme->opens = opens - r->scenario->start;
  index = plm_read_reference(r, value, "index", &r->indices);
  plm_read_costs(r, value, PLM_OWNER_STEP_DOWN, &scheme->costs, &scheme->cost_count);
  for (size_t i = 0; i < scheme->cost_count; i++)
    if (scheme->costs[i].index < 0)
      scheme->costs[i].index = index;
}

void plm_read_step_down(plm_reader *r, const plm_json_value *root)
{
  placement_scenario *s = r->scenario;
  const plm_json_value *list = plm_get(r, root, "step_down");
  r->step_downs = (plm_ids){"the id of a step-down scheme", true, NULL, sizeof(plm_step_down), 0};
  s->step_downs =
      plm_new_items(r, root, "step_down", PLACEMENT_LIMIT_STEP_DOWN, sizeof *s->step_downs, &s->step_down_count);
  r->step_downs.known = list == NULL || s->step_downs != NULL;
  if (s->step_downs == NULL)
    return;
  r->step_downs.items = s->step_downs;
  for (const plm_json_value *entry = plm_json_first(list); entry != NULL; entry = plm_json_next(&r->tree, entry)) {
    read_scheme(r, entry, &s->step_downs[entry->position]);
    r->step_downs.count++;
    if (s->step_downs[entry->position].id == NULL)
      r->step_downs.known = false;
  }
}
