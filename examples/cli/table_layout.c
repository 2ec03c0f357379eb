/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table_layout.h"

#include "lines.h"
#include "text.h"

#include <stdint.h>
#include <string.h>

#define LABEL_AT_LEAST 12   /* rather than wrap labels into less, or break their words, a table is printed in parts */
#define LABEL_OF_PARTS 36   /* the widest labels of a table in parts, in hundredths of a line */
#define TEXT_AT_MOST 40     /* the widest texts beside labels and figures in a table that is too wide */
#define WRAPPED_AT_LEAST 24 /* the least width of texts that are wrapped rather than shortened */
#define HEADING_LINES 4     /* the most that a heading is wrapped into */

static size_t width_of(const char *text)
{
  return text_width(text, strlen(text));
}

static size_t label_width(const table *t)
{
  size_t most = 0;
  for (size_t i = 0; i < t->row_count; i++) {
    const table_line *r = &t->rows[i];
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
    const table_line *r = &t->rows[i];
    size_t word = lines_width(r->label, SIZE_MAX), hang = word < width_of(r->label) ? TABLE_HANG : 0;
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
    const table_line *r = &t->rows[i];
    const char *text = column < r->cell_count ? r->cells[column] : "";
    size_t width = i == 0 ? lines_width(text, lines) : width_of(text);
    if (width > most)
      most = width;
  }
  return t->left[column] && most > text_most ? text_most : most;
}

/* Returns the width of the figures with their gaps. */
static size_t measure(const table *t, size_t lines, size_t text_most, table_layout *l)
{
  size_t figures = 0;
  for (size_t c = 0; c < l->columns; c++) {
    l->widths[c] = figure_width(t, c, lines, text_most);
    figures += l->widths[c] + (c > 0 || l->labels > 0 ? TABLE_GAP : 0);
  }
  return figures;
}

size_t table_used_columns(const table *t)
{
  size_t most = 0;
  for (size_t i = 0; i < t->row_count; i++)
    most = t->rows[i].cell_count > most ? t->rows[i].cell_count : most;
  return most > 0 ? most : 1;
}

/* A last column of long texts gets what the others leave, and is wrapped there, or below each row if that is too
 * little; `whole`: only if it need not be wrapped. */
static bool wrap_last(const table *t, table_layout *l, size_t figures, bool whole)
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

bool table_lay_out(const table *t, table_layout *l)
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
    keys += c < t->keys ? TABLE_GAP + l->widths[c] : 0;
    widest = c >= t->keys && l->widths[c] > widest ? l->widths[c] : widest;
  }
  size_t others = keys + TABLE_GAP + widest;
  if (parts && l->labels + others > l->line && l->labels > LABEL_AT_LEAST)
    l->labels = others + LABEL_AT_LEAST < l->line ? l->line - others : LABEL_AT_LEAST;
  size_t room = (l->line - l->labels) / (t->keys + 1) - TABLE_GAP;
  for (size_t c = 0; parts && l->labels + others > l->line && c < l->columns; c++)
    if (t->left[c] && l->widths[c] > room)
      l->widths[c] = room;
  return fits;
}
