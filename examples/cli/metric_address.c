/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "metric_address.h"

#include "nearest.h"
#include "options.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

#define LONGEST_NAME 160 /* of a metric with a home */

static int complain_of_metric(const char *option, const placement_plan *plan, const char *name)
{
  size_t count = placement_plan_metric_count(plan);
  const char **names = malloc(count * sizeof *names);
  if (names == NULL) {
    complain("out of memory");
    return EXIT_NOT_DONE;
  }
  for (size_t i = 0; i < count; i++)
    names[i] = placement_plan_metric_name(plan, i);
  const char *nearest = nearest_of(name, names, count);
  if (nearest != NULL)
    complain("%s: the scenario has no metric '%s'; did you mean %s?", option, name, nearest);
  else
    complain("%s: the scenario has no metric '%s'; they are named in the file of 'placement run --output'", option,
             name);
  free(names);
  return EXIT_BAD_INPUT;
}

/* The column of a financial year; SIZE_MAX if there is none. */
static size_t find_column(const placement_plan *plan, const char *year)
{
  size_t years = placement_plan_year_count(plan);
  for (size_t c = 0; c <= years; c++)
    if (strcmp(placement_plan_column_label(plan, c), year) == 0)
      return c;
  return SIZE_MAX;
}

/* No name holds a colon. */
int metric_address_find(const char *option, const placement_plan *plan, const char *text, size_t *metric,
                        size_t *column)
{
  char name[LONGEST_NAME];
  const char *year = strchr(text, ':');
  size_t years = placement_plan_year_count(plan);
  size_t length = year != NULL ? (size_t)(year - text) : strlen(text);
  snprintf(name, sizeof name, "%.*s", length < sizeof name ? (int)length : (int)sizeof name - 1, text);
  *metric = placement_plan_metric_find(plan, name);
  if (*metric == SIZE_MAX)
    return complain_of_metric(option, plan, name);
  *column = year != NULL ? find_column(plan, year + 1) : years;
  if (*column != SIZE_MAX)
    return EXIT_FINE;
  complain("%s: '%s': the scenario has no financial year '%s', only %s to %s and total", option, text, year + 1,
           placement_plan_column_label(plan, 0), placement_plan_column_label(plan, years - 1));
  return EXIT_BAD_INPUT;
}
