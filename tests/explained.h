/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The explanation of a scenario as text, for tests of what it says.
 */
#ifndef EXPLAINED_H
#define EXPLAINED_H

#include <placement/placement.h>

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

typedef struct explained {
  char *text;
  size_t length;
} explained;

static int explained_add(const char *piece, size_t length, void *data)
{
  explained *e = data;
  char *text = realloc(e->text, e->length + length + 1);
  if (text == NULL)
    return -1;
  memcpy(text + e->length, piece, length);
  e->text = text;
  e->length += length;
  e->text[e->length] = '\0';
  return 0;
}

/* The explanation of `json`, to be freed. */
static inline char *explain_text(const char *json, size_t length)
{
  placement_scenario *scenario = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  explained e = {NULL, 0};
  cr_assert_eq(placement_scenario_load_text(json, length, "test", &scenario, NULL, &err), PLACEMENT_OK, "%s: %s",
               err.pointer, err.message);
  cr_assert_eq(placement_explain_write(scenario, json, length, explained_add, &e, &err), PLACEMENT_OK, "%s",
               err.message);
  placement_scenario_free(scenario);
  return e.text;
}

/* A scenario from 1 April 2025 on for two years with `members`, in which ' stands for ". */
static inline char *explain(const char *members)
{
  static const char start[] = "{\"placement_scenario\": 1, \"horizon\": {\"start\": \"2025-04-01\", \"years\": 2}";
  size_t length = strlen(members) + sizeof start + 8;
  char *json = calloc(length, 1);
  char *text;
  cr_assert_neq(json, NULL);
  strcat(strcpy(json, start), members[0] != '\0' ? ", " : "");
  strcat(strcat(json, members), "}");
  for (char *c = json; *c != '\0'; c++)
    if (*c == '\'')
      *c = '"';
  text = explain_text(json, strlen(json));
  free(json);
  return text;
}

/* Asserts that the explanation has this line. */
static inline void assert_line(const char *text, const char *line)
{
  size_t length = strlen(line);
  for (const char *at = strstr(text, line); at != NULL; at = strstr(at + 1, line))
    if ((at == text || at[-1] == '\n') && at[length] == '\n')
      return;
  cr_assert_fail("there is no line\n%s\nin\n%s", line, text);
}

#endif
