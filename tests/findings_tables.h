/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Findings by the names of their tables and columns, and what holds in all of them.
 */
#ifndef FINDINGS_TABLES_H
#define FINDINGS_TABLES_H

#include <placement/findings.h>

#include <criterion/criterion.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

/* The number of a table, SIZE_MAX if there is none of that name. */
static inline size_t table_named(const placement_findings *f, const char *name)
{
  for (size_t t = 0; t < placement_findings_table_count(f); t++) {
    placement_table table;
    cr_assert_eq(placement_findings_table(f, t, &table, NULL), PLACEMENT_OK);
    if (strcmp(table.name, name) == 0)
      return t;
  }
  return SIZE_MAX;
}

static inline placement_table table_at(const placement_findings *f, const char *name)
{
  placement_table table = {0};
  cr_assert_eq(placement_findings_table(f, table_named(f, name), &table, NULL), PLACEMENT_OK, "%s", name);
  return table;
}

static inline size_t column_named(const placement_findings *f, const char *table, const char *name)
{
  placement_table t = table_at(f, table);
  for (size_t c = 0; c < t.column_count; c++) {
    placement_table_column column;
    cr_assert_eq(placement_findings_column(f, table_named(f, table), c, &column, NULL), PLACEMENT_OK);
    if (strcmp(column.name, name) == 0)
      return c;
  }
  cr_assert_fail("%s has no column %s", table, name);
  return SIZE_MAX;
}

static inline double number_at(const placement_findings *f, const char *table, size_t row, const char *column)
{
  return placement_findings_number(f, table_named(f, table), row, column_named(f, table, column));
}

static inline const char *text_at(const placement_findings *f, const char *table, size_t row, const char *column)
{
  return placement_findings_text(f, table_named(f, table), row, column_named(f, table, column));
}

/* The row whose texts begin with these (NULL: with the first alone), SIZE_MAX if there is none. */
static inline size_t row_of(const placement_findings *f, const char *table, const char *first, const char *second)
{
  size_t t = table_named(f, table);
  for (size_t row = 0; row < table_at(f, table).row_count; row++)
    if (strcmp(placement_findings_text(f, t, row, 0), first) == 0 &&
        (second == NULL || strcmp(placement_findings_text(f, t, row, 1), second) == 0))
      return row;
  return SIZE_MAX;
}

static inline bool says(const placement_findings *f, const char *words)
{
  bool found = false;
  for (size_t i = 0; i < placement_findings_sentence_count(f); i++)
    found = found || strstr(placement_findings_sentence(f, i), words) != NULL;
  return found;
}

/* Rows that are sums, and columns that are totals, to half a penny. Returns how many sums there are. */
static inline size_t expect_sums(const placement_findings *f)
{
  size_t sums = 0;
  for (size_t t = 0; t < placement_findings_table_count(f); t++) {
    placement_table table;
    placement_table_column column;
    (void)placement_findings_table(f, t, &table, NULL);
    for (size_t i = 0; i < table.row_count * table.column_count; i++) {
      size_t row = i / table.column_count, c = i % table.column_count,
             count = placement_findings_addend_count(f, t, row);
      double found = placement_findings_number(f, t, row, c), by_rows = 0, by_columns = 0;
      (void)placement_findings_column(f, t, c, &column, NULL);
      for (size_t a = 0; a < count; a++) {
        placement_addend addend;
        cr_assert_eq(placement_findings_addend(f, t, row, a, &addend, NULL), PLACEMENT_OK);
        cr_assert_neq(addend.row, row);
        cr_assert_lt(addend.row, table.row_count);
        by_rows += addend.sign * placement_findings_number(f, t, addend.row, c);
      }
      if (column.adds_up && count > 0 && !isnan(found)) {
        sums++;
        cr_expect(fabs(by_rows - found) < 0.005, "%s, row %zu, %s: %.9g, its rows %.9g", table.name, row, column.name,
                  found, by_rows);
      }
      if (!column.total)
        continue;
      for (size_t before = 0; before < c; before++) {
        placement_table_column other;
        (void)placement_findings_column(f, t, before, &other, NULL);
        by_columns += other.adds_up ? placement_findings_number(f, t, row, before) : 0;
      }
      sums++;
      cr_expect(fabs(by_columns - found) < 0.005, "%s, row %zu: %.9g, its columns %.9g", table.name, row, found,
                by_columns);
    }
  }
  return sums;
}

#endif
