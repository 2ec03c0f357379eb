/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workbook_formulas.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MOST_FORMULA 8000 /* characters; Excel's limit is 8,192 */

/* A sum as it is built: its terms in their order, and what they come to. */
typedef struct sum {
  char *text;
  size_t length;
  size_t terms;
  double value;
  bool fits;
} sum;

/* Whether what a formula comes to is the figure, but for how sums of floating-point numbers round. */
static bool is_same(double value, double figure)
{
  return fabs(value - figure) <= fmax(1e-6, 1e-11 * fabs(figure));
}

static void cell_name(const book_table *t, size_t row, size_t column, char name[LXW_MAX_CELL_NAME_LENGTH])
{
  lxw_rowcol_to_cell(name, t->first + (lxw_row_t)row, (lxw_col_t)column);
}

static sum begin_sum(book *b)
{
  sum s = {.text = malloc(MOST_FORMULA + 64), .fits = true};
  if (s.text == NULL)
    book_note(b, LXW_ERROR_MEMORY_MALLOC_FAILED);
  else
    strcpy(s.text, "=");
  s.length = 1;
  return s;
}

static void add_text(sum *s, const char *text)
{
  size_t length = strlen(text);
  s->fits = s->fits && s->text != NULL && s->length + length < MOST_FORMULA;
  if (!s->fits)
    return;
  memcpy(s->text + s->length, text, length + 1);
  s->length += length;
}

static void add_cell(sum *s, const book_table *t, size_t row, size_t column, int32_t sign)
{
  char name[LXW_MAX_CELL_NAME_LENGTH];
  double value = book_figure(t, row, column);
  cell_name(t, row, column, name);
  add_text(s, sign < 0 ? "-" : s->terms > 0 ? "+" : "");
  add_text(s, name);
  s->terms++;
  s->value += isnan(value) ? 0 : sign < 0 ? -value : value;
}

/* The text of a sum of cells that follow each other is a call of SUM. */
static void say_range(sum *s, const book_table *t, size_t first_row, size_t first_column, size_t last_row,
                      size_t last_column)
{
  char first[LXW_MAX_CELL_NAME_LENGTH], last[LXW_MAX_CELL_NAME_LENGTH];
  cell_name(t, first_row, first_column, first);
  cell_name(t, last_row, last_column, last);
  s->length = 1;
  s->fits = s->text != NULL;
  add_text(s, "SUM(");
  add_text(s, first);
  add_text(s, ":");
  add_text(s, last);
  add_text(s, ")");
}

static char *end_sum(sum *s, double figure)
{
  if (s->fits && s->terms > 0 && is_same(s->value, figure))
    return s->text;
  free(s->text);
  return NULL;
}

static char *sum_of_rows(book *b, const book_table *t, size_t row, size_t column)
{
  size_t count = book_addends(t, row), first = 0, last = 0;
  bool contiguous = count > 1;
  sum s = begin_sum(b);
  for (size_t i = 0; i < count; i++) {
    placement_addend addend;
    if (placement_findings_addend(t->view.findings, t->view.number, row, i, &addend, NULL) != PLACEMENT_OK)
      continue;
    contiguous = contiguous && addend.sign > 0 && (i == 0 || addend.row == last + 1);
    first = i == 0 ? addend.row : first;
    last = addend.row;
    add_cell(&s, t, addend.row, column, addend.sign);
  }
  if (contiguous)
    say_range(&s, t, first, column, last, column);
  return end_sum(&s, book_figure(t, row, column));
}

/* Of the columns before it that add up. */
static char *sum_of_row(book *b, const book_table *t, size_t row, size_t column)
{
  size_t first = column, last = column;
  bool contiguous = true;
  sum s = begin_sum(b);
  for (size_t i = 0; i < column; i++) {
    const placement_table_column *c = &t->view.columns[i].column;
    if (!c->adds_up || c->total)
      continue;
    contiguous = contiguous && (s.terms == 0 || i == last + 1);
    first = s.terms == 0 ? i : first;
    last = i;
    add_cell(&s, t, row, i, 1);
  }
  if (contiguous && s.terms > 1)
    say_range(&s, t, row, first, row, last);
  return end_sum(&s, book_figure(t, row, column));
}

/* The shown column that is `position` among all; the number of columns if it is not shown. */
static size_t shown_at(const book_table *t, size_t position)
{
  size_t column = 0;
  while (column < t->view.count && t->view.columns[column].position != position)
    column++;
  return column;
}

/* What there is so far over a cell. */
static void divide(sum *s, const book_table *t, size_t row, size_t column)
{
  char name[LXW_MAX_CELL_NAME_LENGTH];
  if (s->terms > 1) {
    s->fits = s->fits && s->text != NULL && s->length + 1 < MOST_FORMULA;
    if (!s->fits)
      return;
    memmove(s->text + 2, s->text + 1, s->length);
    s->text[1] = '(';
    s->length++;
    add_text(s, ")");
  }
  cell_name(t, row, column, name);
  add_text(s, "/");
  add_text(s, name);
  s->terms = 1;
  s->value /= book_figure(t, row, column);
}

/* From the cells that the findings name; what is not shown is left out where it is 0, as parts that are nothing are. */
static char *from_operands(book *b, const book_table *t, size_t row, size_t column)
{
  const placement_findings *f = t->view.findings;
  size_t table = t->view.number, position = t->view.columns[column].position;
  size_t count = placement_findings_operand_count(f, table, row, position);
  sum s = count > 0 ? begin_sum(b) : (sum){0};
  placement_operand operand;
  for (size_t i = 0; i < count; i++) {
    if (placement_findings_operand(f, table, row, position, i, &operand, NULL) != PLACEMENT_OK)
      continue;
    size_t at = shown_at(t, operand.column);
    bool over = operand.operation == PLACEMENT_OPERAND_OVER;
    if (at == t->view.count)
      s.fits = s.fits && !over && placement_findings_number(f, table, operand.row, operand.column) == 0;
    else if (over)
      divide(&s, t, operand.row, at);
    else
      add_cell(&s, t, operand.row, at, operand.operation == PLACEMENT_OPERAND_MINUS ? -1 : 1);
  }
  return count > 0 ? end_sum(&s, book_figure(t, row, column)) : NULL;
}

char *workbook_formula_of(book *b, const book_table *t, size_t row, size_t column)
{
  const placement_table_column *c = &t->view.columns[column].column;
  char *formula = NULL;
  if (!isfinite(book_figure(t, row, column)))
    return NULL;
  if (c->total)
    formula = sum_of_row(b, t, row, column);
  if (formula == NULL && c->adds_up && book_addends(t, row) > 0)
    formula = sum_of_rows(b, t, row, column);
  return formula != NULL ? formula : from_operands(b, t, row, column);
}
