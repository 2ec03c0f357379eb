/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The text of a mix, part by part.
 */
#include "scenario/mix.h"

#include "base/error.h"
#include "base/memory.h"
#include "scenario/reader.h"

#include <string.h>

typedef enum part_kind {
  WHOLE,         /* from one side or the other */
  ENTRIES,       /* a list of objects with ids */
  INDICES,       /* an object with what both have */
  MEMBERS,       /* an object by its parts */
  GROUPS,        /* ids of groups in lists, or in objects of lists */
  COMPATIBILITY, /* pairs of groups */
} part_kind;

typedef struct part {
  const char *key; /* NULL after the last */
  plm_step step;
  part_kind kind;
  const struct part *parts;
} part;

#define END                                                                                                            \
  {                                                                                                                    \
    NULL, PLM_STEP_COUNT, WHOLE, NULL                                                                                  \
  }

static const part price_parts[] = {
    {"base_date", PLM_STEP_PRICES, WHOLE, NULL}, {"discount_rate", PLM_STEP_PRICES, WHOLE, NULL},
    {"currency", PLM_STEP_PRICES, WHOLE, NULL},  {"deflator", PLM_STEP_PRICES, WHOLE, NULL},
    {"indices", PLM_STEP_PRICES, INDICES, NULL}, END};

static const part group_parts[] = {{"id", PLM_STEP_NEED, WHOLE, NULL},
                                   {"arrivals_per_year", PLM_STEP_NEED, WHOLE, NULL},
                                   {"growth_per_year", PLM_STEP_NEED, WHOLE, NULL},
                                   {"seasonality", PLM_STEP_NEED, WHOLE, NULL},
                                   {"initial", PLM_STEP_NEED, WHOLE, NULL},
                                   {"need_days", PLM_STEP_NEED, WHOLE, NULL},
                                   {"age_at_entry", PLM_STEP_NEED, WHOLE, NULL},
                                   {"until_age", PLM_STEP_NEED, WHOLE, NULL},
                                   {"local_suitability", PLM_STEP_MATCHING, WHOLE, NULL},
                                   {"emergency_share", PLM_STEP_NEED, WHOLE, NULL},
                                   {"emergency_days", PLM_STEP_NEED, WHOLE, NULL},
                                   {"emergency_fee", PLM_STEP_FEES, WHOLE, NULL},
                                   {"weekly_fee", PLM_STEP_FEES, WHOLE, NULL},
                                   {"unplanned_endings_per_year", PLM_STEP_NEED, WHOLE, NULL},
                                   {"step_down", PLM_STEP_STEP_DOWN, WHOLE, NULL},
                                   {"unserved", PLM_STEP_NEED, WHOLE, NULL},
                                   END};

static const part phase_parts[] = {
    {"id", PLM_STEP_HOMES, WHOLE, NULL},         {"planned_opening", PLM_STEP_HOMES, WHOLE, NULL},
    {"delay_days", PLM_STEP_DELAY, WHOLE, NULL}, {"after", PLM_STEP_DELAY, WHOLE, NULL},
    {"costs", PLM_STEP_COSTS, WHOLE, NULL},      END};

static const part home_parts[] = {{"id", PLM_STEP_HOMES, WHOLE, NULL},
                                  {"phase", PLM_STEP_HOMES, WHOLE, NULL},
                                  {"beds", PLM_STEP_HOMES, WHOLE, NULL},
                                  {"takes", PLM_STEP_MATCHING, GROUPS, NULL},
                                  {"groups", PLM_STEP_MATCHING, GROUPS, NULL},
                                  {"max_stay_days", PLM_STEP_MATCHING, WHOLE, NULL},
                                  {"registration", PLM_STEP_DELAY, WHOLE, NULL},
                                  {"turnaround_days", PLM_STEP_MATCHING, WHOLE, NULL},
                                  {"introduction_days", PLM_STEP_MATCHING, WHOLE, NULL},
                                  {"admission_interval_days", PLM_STEP_MATCHING, WHOLE, NULL},
                                  {"refusal", PLM_STEP_MATCHING, WHOLE, NULL},
                                  {"suspension", PLM_STEP_MATCHING, WHOLE, NULL},
                                  {"closes", PLM_STEP_HOMES, WHOLE, NULL},
                                  {"sell_voids", PLM_STEP_SOLD_BEDS, WHOLE, NULL},
                                  {"costs", PLM_STEP_COSTS, WHOLE, NULL},
                                  END};

/* Uncertain inputs and correlations are written by themselves; published figures have no effect. */
static const part root_parts[] = {{"prices", PLM_STEP_PRICES, MEMBERS, price_parts},
                                  {"step_down", PLM_STEP_STEP_DOWN, WHOLE, NULL},
                                  {"groups", PLM_STEP_NEED, ENTRIES, group_parts},
                                  {"compatibility", PLM_STEP_MATCHING, COMPATIBILITY, NULL},
                                  {"phases", PLM_STEP_HOMES, ENTRIES, phase_parts},
                                  {"homes", PLM_STEP_HOMES, ENTRIES, home_parts},
                                  {"costs", PLM_STEP_COSTS, WHOLE, NULL},
                                  {"external", PLM_STEP_FEES, WHOLE, NULL},
                                  {"policy", PLM_STEP_MATCHING, WHOLE, NULL},
                                  END};

void plm_mix_put(plm_mix *mix, const char *text, size_t length)
{
  plm_mix_text *out = &mix->out;
  void *grown = out->text;
  out->failed = out->failed || plm_grow_array(&grown, &out->space, out->length + length, 1) != 0;
  out->text = grown;
  if (out->failed)
    return;
  memcpy(out->text + out->length, text, length);
  out->length += length;
}

static void put(plm_mix *mix, const char *text)
{
  plm_mix_put(mix, text, strlen(text));
}

void plm_mix_put_value(plm_mix *mix, int side, const plm_json_value *value)
{
  plm_mix_put(mix, mix->trees[side].text + value->offset, value->end - value->offset);
}

/* A comma unless it is the first. */
static void put_next(plm_mix *mix, bool *first)
{
  put(mix, *first ? "" : ",");
  *first = false;
}

/* Keys of the format need no escapes. */
static void put_key(plm_mix *mix, bool *first, const char *key)
{
  put_next(mix, first);
  put(mix, "\"");
  put(mix, key);
  put(mix, "\":");
}

int plm_mix_side(const plm_mix *mix, plm_step step)
{
  return (mix->steps & PLM_STEP_BIT(step)) != 0 ? PLM_MIX_ALTERNATIVE : PLM_MIX_BASE;
}

const char *plm_mix_id(const plm_json_tree *tree, const plm_json_value *entry)
{
  const plm_json_value *id = plm_json_member(tree, entry, "id");
  return id != NULL ? plm_json_string(id) : NULL;
}

const plm_json_value *plm_mix_find(const plm_json_tree *tree, const plm_json_value *list, const char *id)
{
  const plm_json_value *entry = list != NULL && id != NULL ? plm_json_first(list) : NULL;
  while (entry != NULL && (plm_mix_id(tree, entry) == NULL || strcmp(plm_mix_id(tree, entry), id) != 0))
    entry = plm_json_next(tree, entry);
  return entry;
}

static plm_mix_both member(const plm_mix *mix, const plm_mix_both *object, const char *key)
{
  plm_mix_both found;
  for (int side = 0; side < PLM_MIX_SIDES; side++)
    found.of[side] = plm_json_member(&mix->trees[side], object->of[side], key);
  return found;
}

/* Whether the group that a text names is there. */
static bool has_group(const plm_mix *mix, const plm_json_value *id)
{
  int side = plm_mix_side(mix, PLM_STEP_NEED);
  const plm_json_tree *tree = &mix->trees[side];
  return plm_mix_find(tree, plm_json_member(tree, tree->values, "groups"), plm_json_string(id)) != NULL;
}

static void put_groups(plm_mix *mix, int side, const plm_json_value *list)
{
  bool first = true;
  put(mix, "[");
  for (const plm_json_value *id = plm_json_first(list); id != NULL; id = plm_json_next(&mix->trees[side], id)) {
    if (has_group(mix, id)) {
      put_next(mix, &first);
      plm_mix_put_value(mix, side, id);
    }
  }
  put(mix, "]");
}

/* What a home takes: kinds of placement, or lists of groups for each. */
static void put_taken(plm_mix *mix, int side, const plm_json_value *value, bool kinds)
{
  bool first = true;
  if (plm_json_is_list(value)) {
    if (kinds)
      plm_mix_put_value(mix, side, value);
    else
      put_groups(mix, side, value);
    return;
  }
  put(mix, "{");
  for (const plm_json_value *v = plm_json_first(value); v != NULL; v = plm_json_next(&mix->trees[side], v)) {
    if (!plm_json_is_list(v) || plm_is_free_key(plm_json_key(v)))
      continue;
    put_key(mix, &first, plm_json_key(v));
    put_groups(mix, side, v);
  }
  put(mix, "}");
}

bool plm_mix_has_pair(const plm_mix *mix, int side, const plm_json_value *pair)
{
  const plm_json_tree *tree = &mix->trees[side];
  const plm_json_value *group = plm_json_first(plm_json_member(tree, pair, "groups"));
  return has_group(mix, group) && has_group(mix, plm_json_next(tree, group));
}

static void put_compatibility(plm_mix *mix, int side, const plm_json_value *value)
{
  const plm_json_tree *tree = &mix->trees[side];
  const plm_json_value *probability = plm_json_member(tree, value, "default");
  const plm_json_value *pairs = plm_json_member(tree, value, "pairs");
  bool first = true, first_pair = true;
  put(mix, "{");
  if (probability != NULL) {
    put_key(mix, &first, "default");
    plm_mix_put_value(mix, side, probability);
  }
  put_key(mix, &first, "pairs");
  put(mix, "[");
  for (const plm_json_value *p = pairs != NULL ? plm_json_first(pairs) : NULL; p != NULL; p = plm_json_next(tree, p)) {
    if (plm_mix_has_pair(mix, side, p)) {
      put_next(mix, &first_pair);
      plm_mix_put_value(mix, side, p);
    }
  }
  put(mix, "]}");
}

/* Those of one side, then what only the other has. Their names are ids, which need no escapes. */
static void put_indices(plm_mix *mix, int side, const plm_mix_both *indices)
{
  bool first = true;
  put(mix, "{");
  for (int turn = 0; turn < PLM_MIX_SIDES; turn++) {
    int from = turn == 0 ? side : 1 - side;
    const plm_json_tree *tree = &mix->trees[from];
    const plm_json_value *i = indices->of[from] != NULL ? plm_json_first(indices->of[from]) : NULL;
    for (; i != NULL; i = plm_json_next(tree, i)) {
      const char *name = plm_json_key(i);
      if (plm_is_free_key(name) || (turn == 1 && plm_json_member(&mix->trees[side], indices->of[side], name) != NULL))
        continue;
      put_key(mix, &first, name);
      plm_mix_put_value(mix, from, i);
    }
  }
  put(mix, "}");
}

/* What is new comes without what has a step of its own later; what goes, goes as it was. */
int plm_mix_side_of(const plm_mix *mix, plm_step step, const plm_mix_both *object)
{
  bool waits = step == PLM_STEP_DELAY || step == PLM_STEP_STEP_DOWN;
  if (object->of[PLM_MIX_ALTERNATIVE] == NULL)
    return PLM_MIX_BASE;
  return object->of[PLM_MIX_BASE] == NULL && !waits ? PLM_MIX_ALTERNATIVE : plm_mix_side(mix, step);
}

static void put_parts(plm_mix *mix, const part *parts, const plm_mix_both *object, bool *first);

static void put_entries(plm_mix *mix, const part *p, int side, const plm_mix_both *lists)
{
  const plm_json_tree *tree = &mix->trees[side];
  bool first = true;
  put(mix, "[");
  for (const plm_json_value *e = plm_json_first(lists->of[side]); e != NULL; e = plm_json_next(tree, e)) {
    bool first_member = true;
    plm_mix_both entry;
    entry.of[side] = e;
    entry.of[1 - side] = plm_mix_find(&mix->trees[1 - side], lists->of[1 - side], plm_mix_id(tree, e));
    put_next(mix, &first);
    put(mix, "{");
    put_parts(mix, p->parts, &entry, &first_member);
    put(mix, "}");
  }
  put(mix, "]");
}

static void put_part(plm_mix *mix, const part *p, int side, const plm_mix_both *value)
{
  bool first = true;
  switch (p->kind) {
  case ENTRIES:
    put_entries(mix, p, side, value);
    break;
  case INDICES:
    put_indices(mix, side, value);
    break;
  case MEMBERS:
    put(mix, "{");
    put_parts(mix, p->parts, value, &first);
    put(mix, "}");
    break;
  case GROUPS:
    put_taken(mix, side, value->of[side], strcmp(p->key, "takes") == 0);
    break;
  case COMPATIBILITY:
    put_compatibility(mix, side, value->of[side]);
    break;
  default:
    plm_mix_put_value(mix, side, value->of[side]);
  }
}

static void put_parts(plm_mix *mix, const part *parts, const plm_mix_both *object, bool *first)
{
  for (const part *p = parts; p->key != NULL; p++) {
    int side = plm_mix_side_of(mix, p->step, object);
    plm_mix_both value = member(mix, object, p->key);
    bool from_either = p->kind == MEMBERS || p->kind == INDICES;
    if (value.of[side] == NULL && !(from_either && value.of[1 - side] != NULL))
      continue;
    put_key(mix, first, p->key);
    put_part(mix, p, side, &value);
  }
}

placement_status plm_mix_write(plm_mix *mix, uint32_t steps, placement_error *err)
{
  plm_mix_both root = {{mix->trees[PLM_MIX_BASE].values, mix->trees[PLM_MIX_ALTERNATIVE].values}};
  bool first = false;
  mix->steps = steps;
  mix->out.length = 0;
  put(mix, "{\"placement_scenario\":1,\"horizon\":");
  plm_mix_put_value(mix, PLM_MIX_BASE, member(mix, &root, "horizon").of[PLM_MIX_BASE]);
  put_parts(mix, root_parts, &root, &first);
  plm_mix_put_uncertain(mix);
  put(mix, "}");
  return mix->out.failed ? plm_fail_memory(err) : PLACEMENT_OK;
}
