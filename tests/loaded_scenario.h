/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Scenarios as handles, from text and from files.
 */
#ifndef TESTS_LOADED_SCENARIO_H
#define TESTS_LOADED_SCENARIO_H

#include <placement/scenario.h>

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

/* A scenario with ' for ". */
static inline placement_scenario *scenario_of(const char *text)
{
  char *copy = strdup(text);
  placement_scenario *scenario = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_assert_neq(copy, NULL);
  for (char *quote = strchr(copy, '\''); quote != NULL; quote = strchr(quote, '\''))
    *quote = '"';
  cr_assert_eq(placement_scenario_load_text(copy, strlen(copy), "test", &scenario, NULL, &err), PLACEMENT_OK, "%s: %s",
               err.pointer, err.message);
  free(copy);
  return scenario;
}

static inline placement_scenario *scenario_in(const char *path)
{
  placement_scenario *scenario = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_assert_eq(placement_scenario_load_file(path, &scenario, NULL, &err), PLACEMENT_OK, "%s: %s", path, err.message);
  return scenario;
}

#endif
