/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _XOPEN_SOURCE 700 /* strdup */
#include "table.h"

#include "numbers.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

#define GAP 2             /* blanks between columns */
#define LABEL_AT_LEAST 12 /* rather than shorten labels below this, a table is printed in parts */
#define LABEL_OF_PARTS 36 /* the widest labels of a table in parts */
#define FIGURE_AT_MOST 40 /* the widest figures */

typedef struct row {
  size_t indent;
  char *label;
  size_t cell_count;
  char **cells; /* one for each column of the table */
} row;

struct table {
  size_t columns, keys;
  size_t row_count, row_space;
  row *rows;
  bool failed;
};

table *table_new(size_t columns)
{
  table *t = calloc(1, sizeof *t);
  if (t != NULL)
    t->columns = columns;
  return t;
}

void table_free(table *t)
{
  if (t == NULL)
    return;
  for (size_t i = 0; i < t->row_count; i++) {
    for (size_t c = 0; c < t->rows[i].cell_count; c++)
      free(t->rows[i].cells[c]);
    free(t->rows[i].cells);
    free(t->rows[i].label);
  }
  free(t->rows);
  free(t);
}

void table_keys(table *t, size_t keys)
{
  if (t != NULL && keys < t->columns)
    t->keys = keys;
}

void table_row(table *t, size_t indent, const char *label)
{
  if (t == NULL || t->failed)
    return;
  if (t->row_count == t->row_space) {
    size_t space = t->row_space == 0 ? 32 : t->row_space * 2;
    row *rows = realloc(t->rows, space * sizeof *rows);
    t->failed = rows == NULL;
    if (t->failed)
      return;
    t->rows = rows;
    t->row_space = space;
  }
  row *r = &t->rows[t->row_count];
  *r = (row){indent, strdup(label), 0, calloc(t->columns, sizeof *r->cells)};
  t->row_count++;
  t->failed = r->label == NULL || r->cells == NULL;
}

void table_text(table *t, const char *text)
{
  if (t == NULL || t->failed)
    return;
  row *r = &t->rows[t->row_count - 1];
  if (r->cell_count == t->columns)
    return;
  r->cells[r->cell_count] = strdup(text);
  t->failed = r->cells[r->cell_count] == NULL;
  if (!t->failed)
    r->cell_count++;
}

void table_number(table *t, double value, int decimals)
{
  char text[NUMBER_SIZE];
  table_text(t, number_format(text, value, decimals));
}

bool table_is_bare(const table *t)
{
  return t != NULL && !t->failed && t->row_count <= 1;
}

static size_t label_width(const table *t)
{
  size_t most = 1; /* print_row and text_print_short need some room */
  for (size_t i = 0; i < t->row_count; i++) {
    const row *r = &t->rows[i];
    size_t width = r->indent + text_width(r->label, strlen(r->label));
    if (r->cell_count > 0 && width > most)
      most = width;
  }
  return most;
}

static size_t figure_width(const table *t, size_t column)
{
  size_t most = 1;
  for (size_t i = 0; i < t->row_count; i++) {
    const row *r = &t->rows[i];
    size_t width = column < r->cell_count ? text_width(r->cells[column], strlen(r->cells[column])) : 0;
    if (width > most)
      most = width;
  }
  return most < FIGURE_AT_MOST ? most : FIGURE_AT_MOST;
}

static void print_blanks(FILE *out, size_t count)
{
  while (count-- > 0)
    fputc(' ', out);
}

/* Columns from `from` on, and the keys before them. */
static void print_row(const row *r, size_t labels, const size_t *widths, size_t keys, size_t from, size_t to, FILE *out)
{
  size_t room = r->cell_count == 0 ? TEXT_WIDTH : labels;
  size_t indent = r->indent < room ? r->indent : room - 1;
  print_blanks(out, indent);
  size_t used = indent + text_print_short(out, r->label, room - indent);
  if (r->cell_count > 0)
    print_blanks(out, labels - used);
  for (size_t c = 0; c < to && c < r->cell_count; c++) {
    if (c >= keys && c < from)
      continue;
    size_t width = text_width(r->cells[c], strlen(r->cells[c]));
    print_blanks(out, GAP + (width < widths[c] ? widths[c] - width : 0));
    text_print_short(out, r->cells[c], widths[c]);
  }
  fputc('\n', out);
}

/* Columns in which any row has a cell. */
static size_t used_columns(const table *t)
{
  size_t most = 0;
  for (size_t i = 0; i < t->row_count; i++)
    most = t->rows[i].cell_count > most ? t->rows[i].cell_count : most;
  return most > 0 ? most : 1;
}

/* The end of the part that begins at `from`: before what does not fit, and not between a figure and its error. */
static size_t end_of_part(const table *t, const size_t *widths, size_t columns, size_t from, size_t used)
{
  size_t to = from;
  for (; to < columns && (to == from || used + GAP + widths[to] <= TEXT_WIDTH); to++)
    used += GAP + widths[to];
  bool error =
      to < columns && t->row_count > 0 && to < t->rows[0].cell_count && strcmp(t->rows[0].cells[to], "std error") == 0;
  return error && to > from + 1 ? to - 1 : to;
}

bool table_print(const table *t, FILE *out)
{
  if (t == NULL || t->failed)
    return false;
  size_t columns = used_columns(t);
  size_t *widths = calloc(columns, sizeof *widths);
  if (widths == NULL)
    return false;
  size_t figures = 0;
  for (size_t c = 0; c < columns; c++) {
    widths[c] = figure_width(t, c);
    figures += GAP + widths[c];
  }
  size_t labels = label_width(t);
  size_t most = figures + LABEL_AT_LEAST <= TEXT_WIDTH ? TEXT_WIDTH - figures : LABEL_OF_PARTS;
  if (labels > most)
    labels = most;
  for (size_t from = 0, to; from < columns; from = to) {
    size_t used = labels;
    for (size_t c = 0; c < t->keys && c < from; c++)
      used += GAP + widths[c];
    to = end_of_part(t, widths, columns, from, used);
    if (from > 0)
      fputc('\n', out);
    for (size_t i = 0; i < t->row_count; i++)
      print_row(&t->rows[i], labels, widths, t->keys, from, to, out);
  }
  free(widths);
  return true;
}
