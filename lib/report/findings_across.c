/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/findings_across.h"
#include "report/figures.h"

#include <string.h>

/* What belongs to a figure, as its column is named. */
static const char *const parts[] = {"", "_se", "_low", "_high"};
static const char *const names[] = {"value", "value_se", "value_low", "value_high"};
enum { PARTS = sizeof parts / sizeof *parts };

/* The column that is called `name` and the ending of the part; SIZE_MAX if there is none. */
static size_t find_part(const placement_findings *f, size_t table, const char *name, size_t part)
{
  size_t length = strlen(name);
  placement_table_column column;
  for (size_t c = 0; placement_findings_column(f, table, c, &column, NULL) == PLACEMENT_OK; c++)
    if (strncmp(column.name, name, length) == 0 && strcmp(column.name + length, parts[part]) == 0)
      return c;
  return SIZE_MAX;
}

/* Whether the column is a value of the variable, and no part of another. */
static bool is_value(const placement_findings *f, size_t table, const placement_table_column *column)
{
  size_t length = strlen(column->name);
  if (column->unit == PLACEMENT_UNIT_TEXT)
    return false;
  for (size_t part = 1; part < PARTS; part++) {
    size_t ending = strlen(parts[part]);
    placement_table_column whole;
    if (length <= ending || strcmp(column->name + length - ending, parts[part]) != 0)
      continue;
    for (size_t c = 0; placement_findings_column(f, table, c, &whole, NULL) == PLACEMENT_OK; c++)
      if (strlen(whole.name) == length - ending && strncmp(whole.name, column->name, length - ending) == 0)
        return false;
  }
  return true;
}

/* Whether any value has the part. */
static bool has_part(const placement_findings *f, size_t table, size_t part)
{
  placement_table_column column;
  for (size_t c = 0; placement_findings_column(f, table, c, &column, NULL) == PLACEMENT_OK; c++)
    if (is_value(f, table, &column) && find_part(f, table, column.name, part) != SIZE_MAX)
      return true;
  return false;
}

bool plm_has_row_units(const placement_findings *f, size_t table)
{
  placement_table_column column;
  for (size_t c = 0; placement_findings_column(f, table, c, &column, NULL) == PLACEMENT_OK; c++)
    if (column.unit == PLACEMENT_UNIT_OF_ROW)
      return true;
  return false;
}

bool plm_tidy_column(const placement_findings *f, size_t table, size_t index, placement_table_column *column)
{
  placement_table t;
  if (placement_findings_table(f, table, &t, NULL) != PLACEMENT_OK)
    return false;
  bool there = t.across != NULL ? plm_across_column(f, table, index, column)
                                : placement_findings_column(f, table, index, column, NULL) == PLACEMENT_OK;
  if (there || !plm_has_row_units(f, table))
    return there;
  placement_table_column before;
  bool behind =
      index > 0 && (t.across != NULL ? plm_across_column(f, table, index - 1, &before) : index == t.column_count);
  *column = (placement_table_column){.name = "unit", .heading = "unit", .unit = PLACEMENT_UNIT_TEXT};
  return behind;
}

bool plm_across_column(const placement_findings *f, size_t table, size_t index, placement_table_column *column)
{
  placement_table t;
  int32_t unit = PLACEMENT_UNIT_NUMBER;
  size_t seen = 0;
  if (placement_findings_table(f, table, &t, NULL) != PLACEMENT_OK)
    return false;
  for (size_t c = 0; placement_findings_column(f, table, c, column, NULL) == PLACEMENT_OK; c++) {
    if (column->unit == PLACEMENT_UNIT_TEXT && seen++ == index)
      return true;
    if (column->unit != PLACEMENT_UNIT_TEXT)
      unit = column->unit;
  }
  if (seen++ == index) {
    *column = (placement_table_column){.name = t.across, .heading = t.across, .unit = PLACEMENT_UNIT_TEXT};
    return true;
  }
  for (size_t part = 0; part < PARTS; part++) {
    if (!has_part(f, table, part) || seen++ != index)
      continue;
    *column = (placement_table_column){.name = names[part], .heading = names[part], .unit = unit};
    return true;
  }
  return false;
}

static void put_value(plm_writer *w, const placement_findings *f, size_t table, size_t row, size_t value, bool unit)
{
  placement_table_column column;
  char words[PLM_UNIT_SIZE];
  for (size_t c = 0; placement_findings_column(f, table, c, &column, NULL) == PLACEMENT_OK; c++) {
    if (column.unit != PLACEMENT_UNIT_TEXT)
      continue;
    plm_put_csv_text(w, placement_findings_text(f, table, row, c));
    plm_put(w, ",");
  }
  (void)placement_findings_column(f, table, value, &column, NULL);
  plm_put_csv_text(w, column.name);
  int32_t of_row = placement_findings_unit(f, table, row, value);
  for (size_t part = 0; part < PARTS; part++) {
    if (!has_part(f, table, part))
      continue;
    plm_put(w, ",");
    plm_put_figure(w, of_row, placement_findings_number(f, table, row, find_part(f, table, column.name, part)), "");
  }
  if (unit) {
    plm_unit_words(placement_findings_currency(f), of_row, words);
    plm_put(w, ",");
    plm_put_csv_text(w, words);
  }
  plm_put(w, "\r\n");
}

void plm_put_across_rows(plm_writer *w, const placement_findings *f, size_t table, bool unit)
{
  placement_table t;
  placement_table_column column;
  if (placement_findings_table(f, table, &t, NULL) != PLACEMENT_OK)
    return;
  for (size_t row = 0; row < t.row_count; row++)
    for (size_t c = 0; placement_findings_column(f, table, c, &column, NULL) == PLACEMENT_OK; c++)
      if (is_value(f, table, &column))
        put_value(w, f, table, row, c, unit);
}
