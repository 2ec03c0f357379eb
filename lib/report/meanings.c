/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/meanings.h"
#include "base/error.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))
#define MOST_LISTS 3

/* Only what is so in every table. */
static const plm_meaning in_all[] = {
    {NULL, "plan",
     "figure on the plan basis: every home opens on its planned date, every bed is full from then, and nothing is "
     "random"},
    {NULL, "mean", "mean over all futures simulated: what to expect"},
    {NULL, "p#", "the figure"},
    {NULL, "scenario", "title of the scenario that the row is of"},
    {NULL, "metric", "the metric, by its name in results"},
    {NULL, "pointer", "where it is in the scenario file, as a JSON Pointer"},
    {NULL, "unit", "unit of the figures of the row"},
    {NULL, "replications", "number of futures simulated"},
};

static const plm_meanings common = {in_all, COUNT_OF(in_all)};

/* Where the meanings of a format are, the first of which counts. */
static const struct {
  const char *format;
  const plm_meanings *lists[MOST_LISTS];
} formats[] = {
    {"placement-run/1", {&plm_grounds_meanings, &plm_run_meanings}},
    {"placement-plan/1", {&plm_grounds_meanings, &plm_run_meanings}},
    {"placement-explanation/1", {&plm_grounds_meanings}},
    {"placement-comparison-overview/1", {&plm_compared_meanings}},
    {"placement-comparison-findings/1", {&plm_grounds_meanings, &plm_compared_meanings, &plm_run_meanings}},
    {"placement-budget/1", {&plm_grounds_meanings, &plm_budget_meanings}},
    {"placement-sensitivity/1", {&plm_grounds_meanings, &plm_sensitivity_meanings}},
    {"placement-delay/1", {&plm_grounds_meanings, &plm_delay_meanings, &plm_effect_meanings}},
    {"placement-value/1", {&plm_grounds_meanings, &plm_value_meanings, &plm_effect_meanings}},
    {"placement-switching/1", {&plm_grounds_meanings, &plm_switching_meanings}},
    {"placement-optimisation/1", {&plm_grounds_meanings, &plm_search_meanings}},
    {"placement-ledger/1", {&plm_ledger_meanings}},
    {"placement-check/1", {&plm_check_meanings}},
};

static bool matches(const char *pattern, const char *name)
{
  size_t length = strlen(pattern), given = strlen(name);
  if (length > 0 && pattern[length - 1] == '*')
    return strncmp(pattern, name, length - 1) == 0;
  if (pattern[0] == '*')
    return given + 1 >= length && strcmp(pattern + 1, name + given + 1 - length) == 0;
  return strcmp(pattern, name) == 0;
}

/* `column` may be NULL, as in a plm_meaning. */
static const char *find_in(const plm_meanings *meanings, const char *table, const char *column)
{
  for (size_t i = 0; i < meanings->count; i++) {
    const plm_meaning *m = &meanings->list[i];
    if ((m->table == NULL || matches(m->table, table)) &&
        (column == NULL || m->column == NULL ? column == m->column : matches(m->column, column)))
      return m->text;
  }
  return NULL;
}

static const char *find(const placement_findings *f, const char *table, const char *column)
{
  const char *text = NULL;
  for (size_t i = 0; i < COUNT_OF(formats); i++)
    if (strcmp(formats[i].format, placement_findings_format(f)) == 0)
      for (size_t k = 0; text == NULL && k < MOST_LISTS && formats[i].lists[k] != NULL; k++)
        text = find_in(formats[i].lists[k], table, column);
  return text != NULL ? text : find_in(&common, table, column);
}

static bool find_column(const placement_findings *f, size_t table, const char *name, size_t length,
                        placement_table_column *column)
{
  for (size_t c = 0; placement_findings_column(f, table, c, column, NULL) == PLACEMENT_OK; c++)
    if (strlen(column->name) == length && strncmp(column->name, name, length) == 0)
      return true;
  return false;
}

/* Whether the name is that of a quantile, such as "p90"; its number. */
static bool read_quantile(const char *name, unsigned long *hundredths)
{
  char *end = NULL;
  if (name[0] != 'p' || !isdigit((unsigned char)name[1]))
    return false;
  *hundredths = strtoul(name + 1, &end, 10);
  return *end == '\0' && *hundredths > 0 && *hundredths < 100;
}

/* Of a column that belongs to no other. */
static void tell(const placement_findings *f, size_t number, const placement_table *table, const char *name,
                 char text[PLM_MEANING_SIZE])
{
  placement_table_column column;
  unsigned long hundredths;
  const char *found = find(f, table->name, name);
  if (found == NULL && read_quantile(name, &hundredths)) {
    (void)snprintf(text, PLM_MEANING_SIZE, "P%lu of %s: in %lu of 100 futures it is no higher", hundredths,
                   find(f, table->name, "p#"), hundredths);
    return;
  }
  bool there = find_column(f, number, name, strlen(name), &column);
  if (found == NULL && there && table->across != NULL && column.unit != PLACEMENT_UNIT_TEXT)
    found = find(f, table->name, "value");
  if (found == NULL && there && column.heading != NULL && column.heading[0] != '\0')
    found = column.heading;
  plm_copy_text(text, PLM_MEANING_SIZE, found != NULL ? found : name);
}

void plm_tell_meaning(const placement_findings *f, size_t number, const char *name, char text[PLM_MEANING_SIZE])
{
  static const char *const endings[][3] = {
      {"_se", "standard error of ", ": how far it may be off because only so many futures are simulated"},
      {"_low", "lower end of the 95% confidence interval of ", ""},
      {"_high", "upper end of the 95% confidence interval of ", ""},
  };
  char of[PLM_MEANING_SIZE], whole[PLM_MEANING_SIZE];
  size_t length = strlen(name);
  placement_table table;
  placement_table_column column;
  text[0] = '\0';
  if (placement_findings_table(f, number, &table, NULL) != PLACEMENT_OK)
    return;
  for (size_t i = 0; i < COUNT_OF(endings); i++) {
    size_t end = strlen(endings[i][0]), rest = length > end ? length - end : 0;
    bool ends = rest > 0 && rest < sizeof whole && strcmp(name + rest, endings[i][0]) == 0;
    bool of_value = ends && table.across != NULL && rest == strlen("value") && strncmp(name, "value", rest) == 0;
    if (!of_value && !(ends && find_column(f, number, name, rest, &column)))
      continue;
    (void)snprintf(whole, sizeof whole, "%.*s", (int)rest, name);
    tell(f, number, &table, whole, of);
    (void)snprintf(text, PLM_MEANING_SIZE, "%s%s%.*s%s", endings[i][1], strncmp(of, "the ", 4) == 0 ? "" : "the ",
                   (int)strcspn(of, ":;"), of, endings[i][2]);
    return;
  }
  tell(f, number, &table, name, text);
}

void plm_tell_row(const placement_findings *f, size_t number, char text[PLM_MEANING_SIZE])
{
  placement_table table;
  bool there = placement_findings_table(f, number, &table, NULL) == PLACEMENT_OK;
  const char *found = there ? find(f, table.name, NULL) : NULL;
  plm_copy_text(text, PLM_MEANING_SIZE, found != NULL ? found : "");
}
