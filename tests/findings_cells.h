/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sentences and cells of findings by name, and whether their sums are those of their addends.
 */
#ifndef TESTS_FINDINGS_CELLS_H
#define TESTS_FINDINGS_CELLS_H

#include <placement/findings.h>

#include <criterion/criterion.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

/* SIZE_MAX if there is none. */
static inline size_t find_table(const placement_findings *f, const char *name)
{
  placement_table t;
  for (size_t i = 0; placement_findings_table(f, i, &t, NULL) == PLACEMENT_OK; i++)
    if (strcmp(t.name, name) == 0)
      return i;
  return SIZE_MAX;
}

static inline placement_table table_named(const placement_findings *f, const char *name)
{
  placement_table t;
  cr_assert_eq(placement_findings_table(f, find_table(f, name), &t, NULL), PLACEMENT_OK, "there is no table %s", name);
  return t;
}

static inline size_t find_column(const placement_findings *f, size_t table, const char *name)
{
  placement_table_column c;
  for (size_t i = 0; placement_findings_column(f, table, i, &c, NULL) == PLACEMENT_OK; i++)
    if (strcmp(c.name, name) == 0)
      return i;
  return SIZE_MAX;
}

/* The row whose first cells are these texts; `second` may be NULL. SIZE_MAX if there is none. */
static inline size_t find_row(const placement_findings *f, const char *table, const char *first, const char *second)
{
  size_t t = find_table(f, table), rows = table_named(f, table).row_count;
  for (size_t row = 0; row < rows; row++)
    if (strcmp(placement_findings_text(f, t, row, 0), first) == 0 &&
        (second == NULL || strcmp(placement_findings_text(f, t, row, 1), second) == 0))
      return row;
  return SIZE_MAX;
}

static inline double cell_of(const placement_findings *f, const char *table, const char *first, const char *second,
                             const char *column)
{
  size_t t = find_table(f, table), row = find_row(f, table, first, second), c = find_column(f, t, column);
  cr_assert(row != SIZE_MAX, "table %s has no row %s, %s", table, first, second != NULL ? second : "");
  cr_assert(c != SIZE_MAX, "table %s has no column %s", table, column);
  return placement_findings_number(f, t, row, c);
}

/* A cell of a row by its number. */
static inline double number_at(const placement_findings *f, const char *table, size_t row, const char *column)
{
  size_t t = find_table(f, table), c = find_column(f, t, column);
  cr_assert(c != SIZE_MAX, "table %s has no column %s", table, column);
  return placement_findings_number(f, t, row, c);
}

static inline const char *text_at(const placement_findings *f, const char *table, size_t row, const char *column)
{
  size_t t = find_table(f, table), c = find_column(f, t, column);
  cr_assert(c != SIZE_MAX, "table %s has no column %s", table, column);
  return placement_findings_text(f, t, row, c);
}

/* Whether a sentence has these words. */
static inline int says(const placement_findings *f, const char *words)
{
  int found = 0;
  for (size_t i = 0; i < placement_findings_sentence_count(f); i++)
    found = found || strstr(placement_findings_sentence(f, i), words) != NULL;
  return found;
}

/* Sentence `index` is `text`. */
static inline void expect_sentence(const placement_findings *f, size_t index, const char *text)
{
  const char *sentence = placement_findings_sentence(f, index);
  cr_expect(sentence != NULL && strcmp(sentence, text) == 0, "'%s', not '%s'", sentence, text);
}

/* Every table says what a row of it is, and every column what it is: more than its name and its heading. */
static inline void expect_meanings(const placement_findings *f)
{
  placement_table t;
  placement_table_column c;
  for (size_t table = 0; placement_findings_table(f, table, &t, NULL) == PLACEMENT_OK; table++) {
    cr_expect_str_neq(t.row_is, "", "%s", t.name);
    for (size_t i = 0; placement_findings_column(f, table, i, &c, NULL) == PLACEMENT_OK; i++)
      cr_expect(c.meaning[0] != '\0' && strcmp(c.meaning, c.name) != 0 &&
                    (c.heading == NULL || strcmp(c.meaning, c.heading) != 0),
                "%s, %s: '%s'", t.name, c.name, c.meaning);
  }
}

/* What the operands of a cell come to; NAN if it has none. */
static inline double operands_of(const placement_findings *f, size_t table, size_t row, size_t column)
{
  size_t count = placement_findings_operand_count(f, table, row, column);
  double result = count > 0 ? 0 : NAN;
  for (size_t i = 0; i < count; i++) {
    placement_operand o;
    cr_assert_eq(placement_findings_operand(f, table, row, column, i, &o, NULL), PLACEMENT_OK);
    double figure = placement_findings_number(f, table, o.row, o.column);
    result = o.operation == PLACEMENT_OPERAND_OVER    ? result / figure
             : o.operation == PLACEMENT_OPERAND_MINUS ? result - figure
                                                      : result + figure;
  }
  return result;
}

/* Every sum of every table is that of its addends and of its columns, and every figure that has operands is what they
 * come to; returns how many there are. */
static inline size_t expect_sums(const placement_findings *f)
{
  size_t sums = 0;
  placement_table t;
  placement_table_column c;
  for (size_t table = 0; placement_findings_table(f, table, &t, NULL) == PLACEMENT_OK; table++) {
    for (size_t row = 0; row < t.row_count; row++) {
      double across = 0;
      size_t addends = placement_findings_addend_count(f, table, row);
      for (size_t column = 0; column < t.column_count; column++) {
        double found = placement_findings_number(f, table, row, column), sum = 0;
        double made = operands_of(f, table, row, column);
        cr_assert_eq(placement_findings_column(f, table, column, &c, NULL), PLACEMENT_OK);
        for (size_t i = 0; i < addends; i++) {
          placement_addend a;
          cr_assert_eq(placement_findings_addend(f, table, row, i, &a, NULL), PLACEMENT_OK);
          sum += a.sign * placement_findings_number(f, table, a.row, column);
        }
        double tolerance = 1e-6 + 1e-9 * fabs(found);
        cr_expect(isnan(made) || fabs(found - made) <= tolerance, "%s, row %zu, %s: %f, but its operands make %f",
                  t.name, row, c.name, found, made);
        cr_expect(!c.total || fabs(found - across) <= tolerance, "%s, row %zu, %s: %f, but its columns make %f", t.name,
                  row, c.name, found, across);
        across += c.adds_up && !c.total ? found : 0;
        cr_expect(!c.adds_up || addends == 0 || fabs(found - sum) <= tolerance,
                  "%s, row %zu, %s: %f, but its addends make %f", t.name, row, c.name, found, sum);
        sums += c.total || (c.adds_up && addends > 0) || !isnan(made);
      }
    }
  }
  return sums;
}

#endif
