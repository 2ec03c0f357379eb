/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Uncertain inputs of a mix: they point into one of the two scenarios, where lists may have other entries in other
 * places than in the mix.
 */
#include "scenario/mix.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LONGEST_START 96 /* of a pointer into a list in a list */

/* The lists whose entries have ids, and the steps that they come with. */
static const struct {
  const char *key;
  plm_step step;
} lists[] = {{"groups", PLM_STEP_NEED},
             {"phases", PLM_STEP_HOMES},
             {"homes", PLM_STEP_HOMES},
             {"step_down", PLM_STEP_STEP_DOWN},
             {"costs", PLM_STEP_COSTS}};

#define LIST_COUNT (sizeof lists / sizeof lists[0])

/* Where a pointer leads in the mix: `start`, and what follows the first `followed` bytes of it. */
typedef struct route {
  char start[LONGEST_START];
  size_t followed;
} route;

static const plm_json_value *root_of(const plm_mix *mix, int side)
{
  return mix->trees[side].values;
}

static const plm_json_value *member_of(const plm_mix *mix, int side, const plm_json_value *object, const char *key)
{
  return plm_json_member(&mix->trees[side], object, key);
}

static const plm_json_value *entry_at(const plm_mix *mix, int side, const plm_json_value *list, unsigned long place)
{
  const plm_json_value *entry = list != NULL && plm_json_is_list(list) ? plm_json_first(list) : NULL;
  while (entry != NULL && entry->position != place)
    entry = plm_json_next(&mix->trees[side], entry);
  return entry;
}

/* Whether "/KEY/PLACE" and more stand at `pointer`; *end is behind it. */
static bool leads_into(const char *pointer, const char *key, unsigned long *place, const char **end)
{
  size_t length = strlen(key);
  char *behind = NULL;
  if (pointer[0] != '/' || strncmp(pointer + 1, key, length) != 0 || pointer[length + 1] != '/' ||
      pointer[length + 2] < '0' || pointer[length + 2] > '9')
    return false;
  *place = strtoul(pointer + length + 2, &behind, 10);
  *end = behind;
  return *behind == '/';
}

/* The entry of the list on side `to` that is entry `from` of the list on side `side`; NULL if there is none, or it has
 * no id to tell it by. */
static const plm_json_value *counterpart(const plm_mix *mix, int side, const plm_json_value *from, int to,
                                         const plm_json_value *list)
{
  return to == side ? from : plm_mix_find(&mix->trees[to], list, plm_mix_id(&mix->trees[side], from));
}

/* Goes on through "/costs/PLACE" of an entry that has been entered. */
static bool route_line(const plm_mix *mix, int side, const char *pointer, const plm_mix_both *entry, route *r)
{
  unsigned long place;
  const char *end;
  if (!leads_into(pointer + r->followed, "costs", &place, &end))
    return true;
  int to = plm_mix_side_of(mix, PLM_STEP_COSTS, entry);
  const plm_json_value *from = entry_at(mix, side, member_of(mix, side, entry->of[side], "costs"), place);
  const plm_json_value *line =
      from != NULL ? counterpart(mix, side, from, to, member_of(mix, to, entry->of[to], "costs")) : NULL;
  size_t length = strlen(r->start);
  if (line == NULL)
    return false;
  (void)snprintf(r->start + length, sizeof r->start - length, "/costs/%lu", (unsigned long)line->position);
  r->followed = (size_t)(end - pointer);
  return true;
}

/* Pairs of groups have no ids: only those of the same side can be told. */
static bool route_pair(const plm_mix *mix, int side, const char *pointer, unsigned long place, const char *end,
                       route *r)
{
  const plm_json_value *list = member_of(mix, side, member_of(mix, side, root_of(mix, side), "compatibility"), "pairs");
  const plm_json_value *pair = entry_at(mix, side, list, place);
  unsigned long kept = 0;
  if (plm_mix_side(mix, PLM_STEP_MATCHING) != side || pair == NULL || !plm_mix_has_pair(mix, side, pair))
    return false;
  for (const plm_json_value *p = plm_json_first(list); p != pair; p = plm_json_next(&mix->trees[side], p))
    kept += plm_mix_has_pair(mix, side, p);
  (void)snprintf(r->start, sizeof r->start, "/compatibility/pairs/%lu", kept);
  r->followed = (size_t)(end - pointer);
  return true;
}

/* False if the pointer, of that side, leads to nothing in the mix. */
static bool find_route(const plm_mix *mix, int side, const char *pointer, route *r)
{
  unsigned long place = 0;
  const char *end = NULL;
  *r = (route){.followed = 0};
  if (leads_into(pointer, "compatibility/pairs", &place, &end))
    return route_pair(mix, side, pointer, place, end, r);
  for (size_t i = 0; i < LIST_COUNT; i++) {
    if (!leads_into(pointer, lists[i].key, &place, &end))
      continue;
    int to = plm_mix_side(mix, lists[i].step);
    const plm_json_value *own = member_of(mix, side, root_of(mix, side), lists[i].key);
    const plm_json_value *other = member_of(mix, 1 - side, root_of(mix, 1 - side), lists[i].key);
    const plm_json_value *from = entry_at(mix, side, own, place);
    plm_mix_both entry;
    if (from == NULL)
      return false;
    entry.of[side] = from;
    entry.of[1 - side] = counterpart(mix, side, from, 1 - side, other);
    if (entry.of[to] == NULL)
      return false;
    (void)snprintf(r->start, sizeof r->start, "/%s/%lu", lists[i].key, (unsigned long)entry.of[to]->position);
    r->followed = (size_t)(end - pointer);
    return route_line(mix, side, pointer, &entry, r);
  }
  return true;
}

static void put(plm_mix *mix, const char *text)
{
  plm_mix_put(mix, text, strlen(text));
}

/* Writes the entry unless its input leads nowhere. What is not followed stays as it is written; what is followed must
 * be written without escapes. */
static bool put_input(plm_mix *mix, int side, const plm_json_value *entry)
{
  const plm_json_tree *tree = &mix->trees[side];
  const plm_json_value *input = plm_json_member(tree, entry, "input");
  const char *pointer = plm_json_string(input), *written = tree->text + input->offset + 1;
  route r;
  if (!find_route(mix, side, pointer, &r) || strncmp(pointer, written, r.followed) != 0)
    return false;
  put(mix, mix->kept_count > 0 ? ",{\"input\":\"" : "{\"input\":\"");
  put(mix, r.start);
  plm_mix_put(mix, written + r.followed, input->end - input->offset - 2 - r.followed);
  put(mix, "\",\"as\":");
  plm_mix_put_value(mix, side, plm_json_member(tree, entry, "as"));
  put(mix, ",\"distribution\":");
  plm_mix_put_value(mix, side, plm_json_member(tree, entry, "distribution"));
  put(mix, "}");
  return true;
}

/* The place in the mix of an input that a correlation names by its place or pointer; SIZE_MAX if it is not there. */
static size_t kept_place(const plm_mix *mix, int side, const plm_json_value *named)
{
  const plm_json_value *list = member_of(mix, side, root_of(mix, side), "uncertain");
  const char *pointer = plm_json_string(named);
  double number = -1;
  (void)plm_json_number(named, &number);
  for (size_t k = 0; k < mix->kept_count; k++) {
    const plm_json_value *entry = entry_at(mix, side, list, (unsigned long)mix->kept[k]);
    if (pointer != NULL ? strcmp(plm_json_string(member_of(mix, side, entry, "input")), pointer) == 0
                        : (double)mix->kept[k] == number)
      return k;
  }
  return SIZE_MAX;
}

static void put_correlations(plm_mix *mix, int side)
{
  const plm_json_tree *tree = &mix->trees[side];
  const plm_json_value *list = member_of(mix, side, root_of(mix, side), "correlations");
  bool first = true;
  put(mix, ",\"correlations\":[");
  for (const plm_json_value *c = list != NULL ? plm_json_first(list) : NULL; c != NULL; c = plm_json_next(tree, c)) {
    const plm_json_value *input = plm_json_first(plm_json_member(tree, c, "inputs"));
    size_t a = kept_place(mix, side, input), b = kept_place(mix, side, plm_json_next(tree, input));
    char inputs[64];
    if (a == SIZE_MAX || b == SIZE_MAX)
      continue;
    (void)snprintf(inputs, sizeof inputs, "%s{\"inputs\":[%zu,%zu],\"rho\":", first ? "" : ",", a, b);
    put(mix, inputs);
    plm_mix_put_value(mix, side, plm_json_member(tree, c, "rho"));
    put(mix, "}");
    first = false;
  }
  put(mix, "]");
}

void plm_mix_put_uncertain(plm_mix *mix)
{
  int side = plm_mix_side(mix, PLM_STEP_UNCERTAIN);
  const plm_json_value *list = member_of(mix, side, root_of(mix, side), "uncertain");
  mix->kept_count = 0;
  put(mix, ",\"uncertain\":[");
  for (const plm_json_value *e = list != NULL ? plm_json_first(list) : NULL; e != NULL;
       e = plm_json_next(&mix->trees[side], e))
    if (!mix->unfit[e->position] && put_input(mix, side, e))
      mix->kept[mix->kept_count++] = e->position;
  put(mix, "]");
  put_correlations(mix, side);
}

size_t plm_mix_uncertain_count(const plm_mix *mix)
{
  int side = plm_mix_side(mix, PLM_STEP_UNCERTAIN);
  const plm_json_value *list = member_of(mix, side, root_of(mix, side), "uncertain");
  return list != NULL ? list->entries : 0;
}
