/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The compatibility of the groups' children.
 */
#include "scenario/sections.h"

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

static bool is_given(const placement_scenario *s, const int32_t group[2])
{
  for (size_t i = 0; i < s->pair_count; i++) {
    const plm_pair *p = &s->pairs[i];
    if ((p->a == group[0] && p->b == group[1]) || (p->a == group[1] && p->b == group[0]))
      return true;
  }
  return false;
}

/* Pairs that are no sound ones are left out, which no pointer can tell: such a scenario is refused. */
static void read_pair(plm_reader *r, const plm_json_value *pair)
{
  static const plm_member keys[] = {{"groups", PLM_KEY_REQUIRED}, {"probability", PLM_KEY_REQUIRED}, PLM_KEYS_END};
  placement_scenario *s = r->scenario;
  int32_t group[2] = {-1, -1};
  double probability;
  if (!plm_check_object(r, pair, "each pair", keys))
    return;
  probability = plm_read_number(r, pair, "probability", &plm_probability, 1);
  if (!read_pair_groups(r, pair, group))
    return;
  if (is_given(s, group))
    plm_report(r, pair, PLACEMENT_ERROR_SCENARIO, "this pair of groups is given before");
  s->pairs[s->pair_count++] = (plm_pair){group[0], group[1], probability};
}

void plm_read_compatibility(plm_reader *r, const plm_json_value *root)
{
  static const plm_member keys[] = {{"default", PLM_KEY_OPTIONAL}, {"pairs", PLM_KEY_OPTIONAL}, PLM_KEYS_END};
  placement_scenario *s = r->scenario;
  const plm_json_value *value = plm_get(r, root, "compatibility");
  const plm_json_value *pairs = plm_get(r, value, "pairs");
  s->compatibility = plm_reader_array(r, s->group_count * s->group_count, sizeof *s->compatibility);
  s->compatibility_default = plm_read_number(r, value, "default", &plm_probability, 1);
  if (value != NULL && plm_check_object(r, value, "compatibility", keys) && pairs != NULL &&
      plm_check_list(r, pairs, "pairs", PLACEMENT_LIMIT_LIST) &&
      (s->pairs = plm_reader_array(r, pairs->entries, sizeof *s->pairs)) != NULL) {
    for (const plm_json_value *pair = plm_json_first(pairs); pair != NULL; pair = plm_json_next(&r->tree, pair))
      read_pair(r, pair);
  }
  if (s->compatibility != NULL)
    plm_spread_compatibility(s);
}
