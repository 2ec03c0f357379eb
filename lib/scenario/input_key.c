/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/input_key.h"
#include "base/memory.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Moves the pointer past `list`, which ends in '/', and the position in it; -1 if it leads elsewhere. */
static long enter_list(const char **pointer, const char *list)
{
  size_t length = strlen(list);
  char *end;
  long position;
  if (strncmp(*pointer, list, length) != 0)
    return -1;
  position = strtol(*pointer + length, &end, 10);
  *pointer = end;
  return position;
}

/* Appends "=id", or the position of what has none. */
static void append(char *key, size_t size, const char *list, const char *id, long position)
{
  size_t length = strlen(key);
  if (id != NULL)
    (void)snprintf(key + length, size - length, "%s=%s", list, id);
  else
    (void)snprintf(key + length, size - length, "%s/%ld", list, position);
}

/* The owner of cost lines or group that the pointer begins with; its lines, if it has any. */
static void append_owner(char *key, size_t size, const placement_scenario *s, const char **rest,
                         const plm_cost_line **lines)
{
  long i;
  if ((i = enter_list(rest, "/groups/")) >= 0) {
    append(key, size, "/groups", s->groups[i].id, i);
  } else if ((i = enter_list(rest, "/homes/")) >= 0) {
    append(key, size, "/homes", s->homes[i].id, i);
    *lines = s->homes[i].costs;
  } else if ((i = enter_list(rest, "/phases/")) >= 0) {
    append(key, size, "/phases", s->phases[i].id, i);
    *lines = s->phases[i].costs;
  } else if ((i = enter_list(rest, "/step_down/")) >= 0) {
    append(key, size, "/step_down", s->step_downs[i].id, i);
    *lines = s->step_downs[i].costs;
  }
}

static void append_pair(char *key, size_t size, const placement_scenario *s, const plm_pair *pair, long position)
{
  char ids[2 * PLACEMENT_LIMIT_ID + 2];
  const char *a = s->groups[pair->a].id;
  const char *b = s->groups[pair->b].id;
  bool sorted = strcmp(a, b) < 0;
  (void)snprintf(ids, sizeof ids, "%s,%s", sorted ? a : b, sorted ? b : a);
  append(key, size, "/compatibility/pairs", ids, position);
}

char *plm_input_key(const placement_scenario *scenario, const char *pointer)
{
  size_t size = strlen(pointer) + 3 * PLACEMENT_LIMIT_ID + 8;
  char *key = plm_new_array(size, 1);
  const char *rest = pointer;
  const plm_cost_line *lines = scenario->costs;
  long i;
  if (key == NULL)
    return NULL;
  append_owner(key, size, scenario, &rest, &lines);
  if ((i = enter_list(&rest, "/compatibility/pairs/")) >= 0)
    append_pair(key, size, scenario, &scenario->pairs[i], i);
  else if ((i = enter_list(&rest, "/costs/")) >= 0)
    append(key, size, "/costs", lines[i].id, i);
  (void)snprintf(key + strlen(key), size - strlen(key), "%s", rest);
  return key;
}

char *plm_input_label(const placement_scenario *scenario, const char *pointer)
{
  static const char indices[] = "/prices/indices/", line[] = "/costs/";
  if (strcmp(pointer, "/compatibility/default") == 0)
    return plm_copy_string("probability that two children can live together");
  char *key = plm_input_key(scenario, pointer);
  size_t size = key != NULL ? 3 * strlen(key) + 1 : 0; /* " of " takes more room than "=" and "/" */
  char *label = plm_new_array(size, 1);
  if (key == NULL || label == NULL) {
    free(key);
    free(label);
    return NULL;
  }
  const char *last = strrchr(key, '=');
  const char *rest = last != NULL ? strchr(last, '/') : key;
  bool is_index = strncmp(key, indices, sizeof indices - 1) == 0;
  size_t used = (size_t)snprintf(label, size, "%s%s", is_index ? "index " : "",
                                 is_index       ? key + sizeof indices - 1
                                 : rest != NULL ? rest + 1
                                                : "");
  bool is_line = strncmp(key, line, sizeof line - 1) == 0; /* which is told by its place */
  for (char *at = label; !is_index && *at != '\0'; at++)
    if (*at == '_' || (*at == '/' && (last != NULL || !is_line)))
      *at = ' ';
  for (char *at = strrchr(key, '='); at != NULL; at = strrchr(key, '=')) {
    used += (size_t)snprintf(label + used, size - used, " of %.*s", (int)strcspn(at + 1, "/"), at + 1);
    *at = '\0';
  }
  free(key);
  return label;
}

enum { NAMED = 8 }; /* inputs of a joint label, at most */

/* The bytes up to the last " of " that two labels begin with alike, with it. */
static size_t common_start(const char *a, const char *b)
{
  static const char of[] = " of ";
  size_t common = 0;
  for (size_t i = 0; a[i] != '\0' && a[i] == b[i]; i++)
    if (i + 1 >= sizeof of - 1 && memcmp(a + i + 2 - sizeof of, of, sizeof of - 1) == 0)
      common = i + 1;
  return common;
}

char *plm_joint_label(char *const *labels, const size_t *members, size_t count)
{
  const char *first = labels[members[0]];
  size_t common = SIZE_MAX, size = sizeof " and 18446744073709551615 more (together)";
  for (size_t i = 0; i < count; i++) {
    size_t start = i > 0 ? common_start(first, labels[members[i]]) : SIZE_MAX;
    common = start < common ? start : common;
    size += strlen(labels[members[i]]) + sizeof " and ";
  }
  if (count == 1)
    return plm_copy_string(first);
  char *label = plm_new_array(size, 1);
  if (label == NULL)
    return NULL;
  size_t named = count <= NAMED ? count : NAMED - 1;
  size_t used = (size_t)snprintf(label, size, "%s", first);
  for (size_t i = 1; i < named; i++)
    used += (size_t)snprintf(label + used, size - used, "%s%s", i + 1 == count ? " and " : ", ",
                             labels[members[i]] + common);
  if (named < count)
    used += (size_t)snprintf(label + used, size - used, " and %zu more", count - named);
  (void)snprintf(label + used, size - used, " (together)");
  return label;
}
