/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _XOPEN_SOURCE 700 /* strdup */
#include "table.h"

#include "lines.h"
#include "table_layout.h"
#include "terminal.h"
#include "text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define LABEL_PIECE 8 /* the least room for a line of a label after the first */

table *table_new(size_t columns)
{
  table *t = calloc(1, sizeof *t);
  if (t == NULL)
    return NULL;
  t->columns = columns;
  t->left = calloc(columns, sizeof *t->left);
  t->failed = t->left == NULL;
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
  free(t->left);
  free(t);
}

void table_keys(table *t, size_t keys)
{
  if (t != NULL && keys < t->columns)
    t->keys = keys;
}

void table_left(table *t, size_t column)
{
  if (t != NULL && !t->failed && column < t->columns)
    t->left[column] = true;
}

void table_row(table *t, size_t indent, const char *label)
{
  if (t == NULL || t->failed)
    return;
  if (t->row_count == t->row_space) {
    size_t space = t->row_space == 0 ? 32 : t->row_space * 2;
    table_line *rows = realloc(t->rows, space * sizeof *rows);
    t->failed = rows == NULL;
    if (t->failed)
      return;
    t->rows = rows;
    t->row_space = space;
  }
  table_line *r = &t->rows[t->row_count];
  *r = (table_line){indent, strdup(label), 0, calloc(t->columns, sizeof *r->cells)};
  t->row_count++;
  t->failed = r->label == NULL || r->cells == NULL;
}

void table_text(table *t, const char *text)
{
  if (t == NULL || t->failed)
    return;
  table_line *r = &t->rows[t->row_count - 1];
  if (r->cell_count == t->columns)
    return;
  r->cells[r->cell_count] = strdup(text);
  t->failed = r->cells[r->cell_count] == NULL;
  if (!t->failed)
    r->cell_count++;
}

/* Blanks that are still to come before the next text of a line, so that no line ends in blanks. */
typedef struct line {
  FILE *out;
  size_t blanks;
} line;

static void put_text(line *l, const char *text, size_t length)
{
  char *copy = length > 0 ? strndup(text, length) : NULL;
  if (copy == NULL)
    return;
  fprintf(l->out, "%*s", (int)l->blanks, "");
  l->blanks = 0;
  text_print(l->out, copy);
  free(copy);
}

/* The next line of a text that is wrapped into `width` columns: what begins there, and its bytes. */
static const char *next_piece(const char **text, size_t width, size_t *length)
{
  const char *piece = *text;
  *length = lines_take(text, width);
  return piece;
}

/* The last cell of a row on lines of its own. */
static void put_below(line *l, const char *text, const table_layout *of)
{
  while (*text != '\0') {
    const char *piece = text;
    size_t length = lines_take(&text, of->line - TABLE_BELOW);
    fputc('\n', l->out);
    l->blanks = TABLE_BELOW;
    put_text(l, piece, length);
  }
}

/* How far a label is to the right in a room of its own. */
static size_t indent_of(const table_line *r, size_t room)
{
  return r->indent < room ? r->indent : room - 1;
}

/* Lines of a label after the first are further to the right, and so have less room. */
static size_t hang_of(const table_line *r, size_t room)
{
  size_t indent = indent_of(r, room);
  return indent + TABLE_HANG + LABEL_PIECE <= room ? indent + TABLE_HANG : indent;
}

static size_t label_lines(const table_line *r, size_t room)
{
  const char *rest = r->label;
  if (room == 0 || r->label[0] == '\0')
    return 0;
  lines_take(&rest, room - indent_of(r, room));
  return 1 + lines_count(rest, room - hang_of(r, room));
}

/* What is still to come of a row. */
typedef struct rest {
  const char *label;
  const char **cells; /* those that are texts */
} rest;

/* Line `i` of the row, whose figures stand beside the last line of its label, and texts there and below. */
static void print_line(const table *t, const table_line *r, const table_layout *l, size_t from, size_t to, size_t i,
                       size_t labels, rest *left, line *line)
{
  size_t room = r->cell_count == 0 ? l->line : l->labels, length;
  size_t before = labels > 0 ? labels - 1 : 0;
  line->blanks = room;
  if (i < labels) {
    size_t indent = i == 0 ? indent_of(r, room) : hang_of(r, room);
    const char *label = next_piece(&left->label, room - indent, &length);
    line->blanks = indent;
    put_text(line, label, length);
    size_t taken = indent + text_width(label, length);
    line->blanks = taken < room ? room - taken : 0;
  }
  for (size_t c = 0; c < to && c < r->cell_count && i >= before; c++) {
    bool below = l->below && c == l->wrapped;
    if ((c >= t->keys && c < from) || below)
      continue;
    const char *text = t->left[c] ? next_piece(&left->cells[c], l->widths[c], &length) : r->cells[c];
    if (!t->left[c])
      length = i == before ? strlen(text) : 0;
    size_t width = text_width(text, length), free_columns = width < l->widths[c] ? l->widths[c] - width : 0;
    line->blanks += c > 0 || l->labels > 0 ? TABLE_GAP : 0;
    line->blanks += t->left[c] ? 0 : free_columns;
    if (length == 0)
      line->blanks += width;
    put_text(line, text, length);
    line->blanks += t->left[c] ? free_columns : 0;
  }
}

/* How many lines the cells take. */
static size_t cell_lines(const table *t, const table_line *r, const table_layout *l, size_t from, size_t to)
{
  size_t most = 1;
  for (size_t c = 0; c < to && c < r->cell_count; c++) {
    bool shown = (c < t->keys || c >= from) && t->left[c] && !(l->below && c == l->wrapped);
    size_t lines = shown ? lines_count(r->cells[c], l->widths[c]) : 1;
    most = lines > most ? lines : most;
  }
  return most;
}

/* Columns from `from` to `to`, and the keys before them. False if there is no memory. */
static bool print_row(const table *t, const table_line *r, const table_layout *l, size_t from, size_t to, FILE *out)
{
  line line = {out, 0};
  size_t labels = label_lines(r, r->cell_count == 0 ? l->line : l->labels);
  size_t lines = cell_lines(t, r, l, from, to) + (labels > 0 ? labels - 1 : 0);
  rest left = {r->label, malloc((r->cell_count + 1) * sizeof *left.cells)};
  if (left.cells == NULL)
    return false;
  for (size_t c = 0; c < r->cell_count; c++)
    left.cells[c] = r->cells[c];
  for (size_t i = 0; i < lines; i++) {
    if (i > 0)
      fputc('\n', out);
    print_line(t, r, l, from, to, i, labels, &left, &line);
  }
  if (l->below && l->wrapped >= from && l->wrapped < to && l->wrapped < r->cell_count)
    put_below(&line, r->cells[l->wrapped], l);
  fputc('\n', out);
  free((void *)left.cells);
  return true;
}

/* What stands on lines of its own has its heading there, too. */
static size_t heading_room(const table_layout *l, size_t column)
{
  return l->below && column == l->wrapped ? l->line - TABLE_BELOW : l->widths[column];
}

/* Line `i` of `lines` of a text that ends in the last of them, to be freed. */
static char *line_at(const char *text, size_t width, size_t i, size_t lines)
{
  const char *piece = text;
  size_t count = lines_count(text, width), length = 0;
  for (size_t taken = 0; i + count >= lines && taken <= i + count - lines; taken++) {
    piece = text;
    length = lines_take(&text, width);
  }
  return strndup(piece, length);
}

/* The heading as rows of a table of its own, the last lines of its cells in the last of them. */
static table *wrap_heading(const table *t, const table_layout *l)
{
  table *wrapped = table_new(t->columns);
  const table_line *heading = &t->rows[0];
  size_t label_room = l->labels > heading->indent ? l->labels - heading->indent : 1;
  size_t lines = lines_count(heading->label, label_room);
  lines = lines > 0 ? lines : 1;
  for (size_t c = 0; c < heading->cell_count; c++) {
    size_t count = lines_count(heading->cells[c], heading_room(l, c));
    lines = count > lines ? count : lines;
  }
  for (size_t i = 0; i < lines; i++) {
    char *label = line_at(heading->label, label_room, i, lines);
    bool made = label != NULL;
    table_row(wrapped, heading->indent, made ? label : "");
    free(label);
    for (size_t c = 0; c < heading->cell_count; c++) {
      char *cell = line_at(heading->cells[c], heading_room(l, c), i, lines);
      made = made && cell != NULL;
      table_text(wrapped, cell != NULL ? cell : "");
      free(cell);
    }
    if (wrapped != NULL)
      wrapped->failed = wrapped->failed || !made;
  }
  return wrapped;
}

/* The end of the part that begins at `from`: before what does not fit, and not between a figure and its error. */
static size_t end_of_part(const table *t, const table_layout *l, size_t from)
{
  size_t to = from, used = l->labels;
  for (size_t c = 0; c < t->keys && c < from; c++)
    used += TABLE_GAP + l->widths[c];
  for (; to < l->columns && (to == from || used + TABLE_GAP + l->widths[to] <= l->line); to++)
    used += TABLE_GAP + l->widths[to];
  bool error = to < l->columns && t->row_count > 0 && to < t->rows[0].cell_count &&
               strcmp(t->rows[0].cells[to], "std error") == 0;
  return error && to > from + 1 ? to - 1 : to;
}

/* The first line of the heading that says anything in a part; the last one is there in any case. */
static size_t first_line(const table *t, const table *heading, size_t from, size_t to)
{
  for (size_t i = 0; i + 1 < heading->row_count; i++) {
    if (heading->rows[i].label[0] != '\0')
      return i;
    for (size_t c = 0; c < to && c < heading->rows[i].cell_count; c++)
      if ((c < t->keys || c >= from) && heading->rows[i].cells[c][0] != '\0')
        return i;
  }
  return heading->row_count - 1;
}

bool table_fits(const table *t, FILE *out)
{
  if (t == NULL || t->failed || t->row_count == 0)
    return true;
  table_layout l = {.line = terminal_width(out), .columns = table_used_columns(t)};
  l.widths = calloc(l.columns, sizeof *l.widths);
  bool fits = l.widths == NULL || table_lay_out(t, &l);
  free(l.widths);
  return fits;
}

bool table_print(const table *t, FILE *out)
{
  if (t == NULL || t->failed || t->row_count == 0)
    return t != NULL && !t->failed;
  table_layout l = {.line = terminal_width(out), .columns = table_used_columns(t)};
  l.widths = calloc(l.columns, sizeof *l.widths);
  if (l.widths == NULL)
    return false;
  (void)table_lay_out(t, &l);
  table *heading = wrap_heading(t, &l);
  bool printed = heading != NULL && !heading->failed;
  for (size_t from = 0, to; printed && from < l.columns; from = to) {
    to = end_of_part(t, &l, from);
    if (from > 0)
      fputc('\n', out);
    for (size_t i = first_line(t, heading, from, to); printed && i < heading->row_count; i++)
      printed = print_row(t, &heading->rows[i], &l, from, to, out);
    for (size_t i = 1; printed && i < t->row_count; i++)
      printed = print_row(t, &t->rows[i], &l, from, to, out);
  }
  table_free(heading);
  free(l.widths);
  return printed;
}
