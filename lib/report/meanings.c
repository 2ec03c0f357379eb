/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/meanings.h"
#include "base/error.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))
#define TEXT_SIZE 512

typedef struct meaning {
  const char *name, *text;
} meaning;

/* Only what is so in every table. */
static const meaning meanings[] = {
    {"plan", "on the plan basis: every home opens on its planned date, every bed is full from then, nothing is random"},
    {"mean", "mean over all futures that were simulated"},
    {"scenario", "the scenario that the row is of"},
    {"category", "category of cost"},
    {"quantile", "which quantile: P80 is a figure that is no higher in 80 of 100 futures"},
    {"base", "mean over all futures of the base scenario"},
    {"alternative", "mean over all futures of the alternative scenario"},
    {"unit", "unit of the figures of the row"},
    {"replications", "number of futures simulated"},
    {"sd", "standard deviation"},
    {"rank", "place in the order, 1 the best"},
    {"pointer", "where it is in the scenario file, as a JSON pointer"},
    {"metric", "the figure, by its name in results"},
    {"published", "the figure as it was published"},
    {"tolerance", "by how much it may differ from the published figure"},
    {"as_expected", "whether it is as the scenario expects"},
};

/* In the distribution of a figure. */
static const meaning bins[] = {
    {"from", "lower end of a range of the figure, which belongs to it"},
    {"until", "upper end of the range, which does not belong to it"},
    {"share", "share of futures in which the figure is in the range"},
};

/* In comparisons. */
static const meaning compared[] = {
    {"difference", "alternative less base, mean over all futures; a minus is a saving where it is a cost"},
    {"lower", "share of futures in which the alternative has the lower figure"},
};

static bool has_column(const placement_findings *f, size_t table, const char *name)
{
  placement_table_column column;
  for (size_t c = 0; placement_findings_column(f, table, c, &column, NULL) == PLACEMENT_OK; c++)
    if (strcmp(column.name, name) == 0)
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

/* The heading without "%"; the name, with blanks for underscores, where there is none. */
static void tell_heading(const placement_table_column *column, char text[TEXT_SIZE])
{
  bool has_heading = column->heading != NULL && column->heading[0] != '\0';
  const char *told = has_heading ? column->heading : column->name;
  unsigned long hundredths;
  (void)snprintf(text, TEXT_SIZE, "%s%.400s", strncmp(told, "of ", 3) == 0 ? "share " : "", told);
  for (char *c = text; !has_heading && *c != '\0'; c++)
    *c = *c == '_' ? ' ' : *c;
  if (!has_heading && read_quantile(told, &hundredths))
    text[0] = 'P';
  size_t length = strlen(text);
  if (length > 2 && strcmp(text + length - 2, " %") == 0)
    text[length - (text[length - 3] == ',' ? 3 : 2)] = '\0';
}

static bool find(const meaning *list, size_t count, const char *name, char text[TEXT_SIZE])
{
  for (size_t i = 0; i < count; i++) {
    if (strcmp(name, list[i].name) == 0) {
      plm_copy_text(text, TEXT_SIZE, list[i].text);
      return true;
    }
  }
  return false;
}

/* What a column that does not belong to another means. */
static void tell(const placement_findings *f, size_t table, const placement_table_column *column, char text[TEXT_SIZE])
{
  unsigned long hundredths;
  const char *name = column->name;
  bool is_comparison = has_column(f, table, "difference") && has_column(f, table, "lower");
  bool has_bins = has_column(f, table, "from") && has_column(f, table, "until") && has_column(f, table, "share");
  if (read_quantile(name, &hundredths))
    (void)snprintf(text, TEXT_SIZE, "P%lu: in %lu of 100 futures the %s is no higher", hundredths, hundredths,
                   is_comparison ? "difference" : "figure");
  else if (!(is_comparison && find(compared, COUNT_OF(compared), name, text)) &&
           !(has_bins && find(bins, COUNT_OF(bins), name, text)) && !find(meanings, COUNT_OF(meanings), name, text))
    tell_heading(column, text);
}

/* What the column of the table that is called `name` without `ending` is headed; false if there is none. */
static bool tell_estimated(const placement_findings *f, size_t table, const char *name, const char *ending,
                           char text[TEXT_SIZE])
{
  size_t length = strlen(name), end = strlen(ending);
  placement_table_column column;
  if (length <= end || strcmp(name + length - end, ending) != 0)
    return false;
  for (size_t c = 0; placement_findings_column(f, table, c, &column, NULL) == PLACEMENT_OK; c++) {
    if (strlen(column.name) == length - end && strncmp(column.name, name, length - end) == 0) {
      tell_heading(&column, text);
      return true;
    }
  }
  return false;
}

void plm_put_meaning(plm_writer *w, const placement_findings *f, size_t table, const placement_table_column *column)
{
  static const char *const endings[][2] = {
      {"_se", "standard error of "},
      {"_low", "lower end of the 95 % interval of "},
      {"_high", "upper end of the 95 % interval of "},
  };
  char text[TEXT_SIZE], of[TEXT_SIZE], whole[TEXT_SIZE + 64];
  for (size_t i = 0; i < COUNT_OF(endings); i++) {
    if (tell_estimated(f, table, column->name, endings[i][0], of)) {
      (void)snprintf(whole, sizeof whole, "%s%s", endings[i][1], of);
      plm_put_csv_text(w, whole);
      return;
    }
  }
  tell(f, table, column, text);
  plm_put_csv_text(w, text);
}
