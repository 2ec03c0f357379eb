/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _XOPEN_SOURCE 700 /* strdup */
#include "table.h"

#include "lines.h"
#include "terminal.h"
#include "text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define GAP 2               /* blanks between columns */
#define LABEL_AT_LEAST 12   /* rather than wrap labels into less, or break their words, a table is printed in parts */
#define LABEL_PIECE 8       /* the least room for a line of a label after the first */
#define HANG 2              /* how far the lines of a label after the first are to the right of it */
#define LABEL_OF_PARTS 36   /* the widest labels of a table in parts, in hundredths of a line */
#define TEXT_AT_MOST 40     /* the widest texts beside labels and figures in a table that is too wide */
#define WRAPPED_AT_LEAST 24 /* the least width of texts that are wrapped rather than shortened */
#define BELOW 4             /* how far they are to the right on lines of their own */
#define HEADING_LINES 4     /* the most that a heading is wrapped into */

typedef struct row {
  size_t indent;
  char *label;
  size_t cell_count;
  char **cells; /* one for each column of the table */
} row;

struct table {
  size_t columns, keys;
  bool *left; /* of each column: its cells begin below each other */
  size_t row_count, row_space;
  row *rows;
  bool failed;
};

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

static size_t width_of(const char *text)
{
  return text_width(text, strlen(text));
}

static size_t label_width(const table *t)
{
  size_t most = 0;
  for (size_t i = 0; i < t->row_count; i++) {
    const row *r = &t->rows[i];
    size_t width = r->label[0] != '\0' ? r->indent + width_of(r->label) : 0;
    if (r->cell_count > 0 && width > most)
      most = width;
  }
  return most;
}

/* In which no word of a label is broken. */
static size_t least_label_width(const table *t)
{
  size_t most = 0;
  for (size_t i = 0; i < t->row_count; i++) {
    const row *r = &t->rows[i];
    size_t word = lines_width(r->label, SIZE_MAX), hang = word < width_of(r->label) ? HANG : 0;
    if (r->cell_count > 0 && r->indent + hang + word > most)
      most = r->indent + hang + word;
  }
  return most;
}

/* With at most `lines` lines of heading. Texts that are wider than `text_most` are wrapped. */
static size_t figure_width(const table *t, size_t column, size_t lines, size_t text_most)
{
  size_t most = 1;
  for (size_t i = 0; i < t->row_count; i++) {
    const row *r = &t->rows[i];
    const char *text = column < r->cell_count ? r->cells[column] : "";
    size_t width = i == 0 ? lines_width(text, lines) : width_of(text);
    if (width > most)
      most = width;
  }
  return t->left[column] && most > text_most ? text_most : most;
}

/* How the columns are laid out. */
typedef struct layout {
  size_t line;    /* the most that all of it may be wide */
  size_t labels;  /* the width of labels; 0: there are none */
  size_t columns; /* in which any row has a cell, at least 1 */
  size_t *widths;
  size_t wrapped; /* the last column, if its texts are wrapped; otherwise SIZE_MAX */
  bool below;     /* they are, on lines of their own */
} layout;

/* Returns the width of the figures with their gaps. */
static size_t measure(const table *t, size_t lines, size_t text_most, layout *l)
{
  size_t figures = 0;
  for (size_t c = 0; c < l->columns; c++) {
    l->widths[c] = figure_width(t, c, lines, text_most);
    figures += l->widths[c] + (c > 0 || l->labels > 0 ? GAP : 0);
  }
  return figures;
}

/* Line `i` of a text that is wrapped into `width` columns: what begins there, and its bytes. */
static const char *piece_at(const char *text, size_t width, size_t i, size_t *length)
{
  const char *piece = text;
  *length = 0;
  for (size_t taken = 0; taken <= i && (taken == 0 || *text != '\0'); taken++) {
    piece = text;
    *length = lines_take(&text, width);
    if (taken < i && *text == '\0')
      *length = 0;
  }
  return piece;
}

/* The last cell of a row on lines of its own. */
static void put_below(line *l, const char *text, const layout *of)
{
  while (*text != '\0') {
    const char *piece = text;
    size_t length = lines_take(&text, of->line - BELOW);
    fputc('\n', l->out);
    l->blanks = BELOW;
    put_text(l, piece, length);
  }
}

/* How far a label is to the right in a room of its own. */
static size_t indent_of(const row *r, size_t room)
{
  return r->indent < room ? r->indent : room - 1;
}

/* Lines of a label after the first are further to the right, and so have less room. */
static size_t hang_of(const row *r, size_t room)
{
  size_t indent = indent_of(r, room);
  return indent + HANG + LABEL_PIECE <= room ? indent + HANG : indent;
}

/* Line `i` of the label: what begins there, its bytes, and how far it is to the right. */
static const char *label_at(const row *r, size_t room, size_t i, size_t *length, size_t *indent)
{
  const char *rest = r->label, *piece = rest;
  *indent = indent_of(r, room);
  *length = lines_take(&rest, room - *indent);
  if (i == 0)
    return piece;
  *indent = hang_of(r, room);
  return piece_at(rest, room - *indent, i - 1, length);
}

static size_t label_lines(const row *r, size_t room)
{
  const char *rest = r->label;
  if (room == 0 || r->label[0] == '\0')
    return 0;
  lines_take(&rest, room - indent_of(r, room));
  return 1 + lines_count(rest, room - hang_of(r, room));
}

/* Line `i` of the row, whose figures stand beside the last line of its label, and texts there and below. */
static void print_line(const table *t, const row *r, const layout *l, size_t from, size_t to, size_t i, line *line)
{
  size_t room = r->cell_count == 0 ? l->line : l->labels, labels = label_lines(r, room), length, indent;
  size_t before = labels > 0 ? labels - 1 : 0;
  line->blanks = room;
  if (i < labels) {
    const char *label = label_at(r, room, i, &length, &indent);
    line->blanks = indent;
    put_text(line, label, length);
    size_t taken = indent + text_width(label, length);
    line->blanks = taken < room ? room - taken : 0;
  }
  for (size_t c = 0; c < to && c < r->cell_count && i >= before; c++) {
    bool below = l->below && c == l->wrapped;
    if ((c >= t->keys && c < from) || below)
      continue;
    const char *text = t->left[c] ? piece_at(r->cells[c], l->widths[c], i - before, &length) : r->cells[c];
    if (!t->left[c])
      length = i == before ? strlen(text) : 0;
    size_t width = text_width(text, length), rest = width < l->widths[c] ? l->widths[c] - width : 0;
    line->blanks += c > 0 || l->labels > 0 ? GAP : 0;
    line->blanks += t->left[c] ? 0 : rest;
    if (length == 0)
      line->blanks += width;
    put_text(line, text, length);
    line->blanks += t->left[c] ? rest : 0;
  }
}

static size_t row_lines(const table *t, const row *r, const layout *l, size_t from, size_t to)
{
  size_t labels = label_lines(r, r->cell_count == 0 ? l->line : l->labels), most = 1;
  for (size_t c = 0; c < to && c < r->cell_count; c++) {
    bool shown = (c < t->keys || c >= from) && t->left[c] && !(l->below && c == l->wrapped);
    size_t lines = shown ? lines_count(r->cells[c], l->widths[c]) : 1;
    most = lines > most ? lines : most;
  }
  return labels > 0 ? labels - 1 + most : most;
}

/* Columns from `from` to `to`, and the keys before them. */
static void print_row(const table *t, const row *r, const layout *l, size_t from, size_t to, FILE *out)
{
  line line = {out, 0};
  size_t lines = row_lines(t, r, l, from, to);
  for (size_t i = 0; i < lines; i++) {
    if (i > 0)
      fputc('\n', out);
    print_line(t, r, l, from, to, i, &line);
  }
  if (l->below && l->wrapped >= from && l->wrapped < to && l->wrapped < r->cell_count)
    put_below(&line, r->cells[l->wrapped], l);
  fputc('\n', out);
}

/* What stands on lines of its own has its heading there, too. */
static size_t heading_room(const layout *l, size_t column)
{
  return l->below && column == l->wrapped ? l->line - BELOW : l->widths[column];
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
static table *wrap_heading(const table *t, const layout *l)
{
  table *wrapped = table_new(t->columns);
  const row *heading = &t->rows[0];
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

static size_t used_columns(const table *t)
{
  size_t most = 0;
  for (size_t i = 0; i < t->row_count; i++)
    most = t->rows[i].cell_count > most ? t->rows[i].cell_count : most;
  return most > 0 ? most : 1;
}

/* The end of the part that begins at `from`: before what does not fit, and not between a figure and its error. */
static size_t end_of_part(const table *t, const layout *l, size_t from)
{
  size_t to = from, used = l->labels;
  for (size_t c = 0; c < t->keys && c < from; c++)
    used += GAP + l->widths[c];
  for (; to < l->columns && (to == from || used + GAP + l->widths[to] <= l->line); to++)
    used += GAP + l->widths[to];
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

/* A last column of long texts gets what the others leave, and is wrapped there, or below each row if that is too
 * little; `whole`: only if it need not be wrapped. */
static bool wrap_last(const table *t, layout *l, size_t figures, bool whole)
{
  size_t last = l->columns - 1, others = l->labels + figures - l->widths[last], natural = 1;
  if (last == 0 || !t->left[last] || others > l->line)
    return false;
  for (size_t i = 0; i < t->row_count; i++)
    if (last < t->rows[i].cell_count && width_of(t->rows[i].cells[last]) > natural)
      natural = width_of(t->rows[i].cells[last]);
  if (others + natural > l->line && (whole || natural <= WRAPPED_AT_LEAST))
    return false;
  l->wrapped = last;
  l->below = others + natural > l->line && others + WRAPPED_AT_LEAST > l->line;
  l->widths[last] = others + natural < l->line ? natural : l->line - others;
  return true;
}

/* Wraps the headings if the table is too wide otherwise, then the texts of the last column, then the labels, then is
 * for several parts, in which labels and texts leave room for each other. Returns whether wrapping suffices. */
static bool lay_out(const table *t, layout *l)
{
  l->wrapped = SIZE_MAX;
  l->labels = label_width(t);
  size_t figures = measure(t, 1, SIZE_MAX, l);
  if (l->labels + figures <= l->line)
    return true;
  figures = measure(t, 1, TEXT_AT_MOST, l);
  if (wrap_last(t, l, figures, true))
    return true;
  for (size_t lines = 2; l->labels + figures > l->line && lines <= HEADING_LINES; lines++)
    figures = measure(t, lines, TEXT_AT_MOST, l);
  if (wrap_last(t, l, figures, false))
    return true;
  size_t least = least_label_width(t), half = l->line / 2;
  least = least < LABEL_AT_LEAST ? LABEL_AT_LEAST : least > half ? half : least;
  bool fits = l->labels + figures <= l->line, parts = !fits && figures + least > l->line;
  size_t most = parts ? l->line * LABEL_OF_PARTS / 100 : l->line - figures;
  most = most > least ? most : least;
  l->labels = l->labels < most ? l->labels : most;
  size_t keys = 0, widest = 0;
  for (size_t c = 0; c < l->columns; c++) {
    keys += c < t->keys ? GAP + l->widths[c] : 0;
    widest = c >= t->keys && l->widths[c] > widest ? l->widths[c] : widest;
  }
  size_t others = keys + GAP + widest;
  if (parts && l->labels + others > l->line && l->labels > LABEL_AT_LEAST)
    l->labels = others + LABEL_AT_LEAST < l->line ? l->line - others : LABEL_AT_LEAST;
  size_t room = (l->line - l->labels) / (t->keys + 1) - GAP;
  for (size_t c = 0; parts && l->labels + others > l->line && c < l->columns; c++)
    if (t->left[c] && l->widths[c] > room)
      l->widths[c] = room;
  return fits;
}

bool table_fits(const table *t, FILE *out)
{
  if (t == NULL || t->failed || t->row_count == 0)
    return true;
  layout l = {.line = terminal_width(out), .columns = used_columns(t)};
  l.widths = calloc(l.columns, sizeof *l.widths);
  bool fits = l.widths == NULL || lay_out(t, &l);
  free(l.widths);
  return fits;
}

bool table_print(const table *t, FILE *out)
{
  if (t == NULL || t->failed || t->row_count == 0)
    return t != NULL && !t->failed;
  layout l = {.line = terminal_width(out), .columns = used_columns(t)};
  l.widths = calloc(l.columns, sizeof *l.widths);
  if (l.widths == NULL)
    return false;
  (void)lay_out(t, &l);
  table *heading = wrap_heading(t, &l);
  bool printed = heading != NULL && !heading->failed;
  for (size_t from = 0, to; printed && from < l.columns; from = to) {
    to = end_of_part(t, &l, from);
    if (from > 0)
      fputc('\n', out);
    for (size_t i = first_line(t, heading, from, to); i < heading->row_count; i++)
      print_row(t, &heading->rows[i], &l, from, to, out);
    for (size_t i = 1; i < t->row_count; i++)
      print_row(t, &t->rows[i], &l, from, to, out);
  }
  table_free(heading);
  free(l.widths);
  return printed;
}
