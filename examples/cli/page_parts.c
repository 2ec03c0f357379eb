/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page_parts.h"

#include "text.h"

#include <string.h>

/* In points, as page/print.css has them: A4 less its margins, and what is around the text of a cell. */
#define PAPER 510
#define FONT 8
#define SMALL_FONT 6.8
#define PADDING 8

/* The widest letters of usual fonts, as shares of the size of the font; points and commas are half as wide. */
#define LETTER 0.7
#define POINT 0.36

#define LABELS 80 /* the least width of labels, which are wrapped in that */
#define INDENT 21 /* of labels below headings */
#define WORDS 72  /* the least width of texts in other columns */

static double text_points(const char *text, size_t length, double font)
{
  double em = 0;
  for (size_t i = 0; i < length;) {
    uint32_t code;
    size_t bytes = text_decode(text + i, length - i, &code);
    em += text[i] == '.' || text[i] == ',' ? POINT : LETTER * (double)text_width(text + i, bytes);
    i += bytes;
  }
  return em * font;
}

/* Headings are wrapped between words. */
static double heading_points(const char *heading, double font)
{
  double widest = 0;
  while (*heading != '\0') {
    size_t length = strcspn(heading, " ");
    double width = text_points(heading, length, font);
    widest = width > widest ? width : widest;
    heading += length + strspn(heading + length, " ");
  }
  return widest;
}

static double column_points(const view *v, size_t column, double font)
{
  const view_column *c = &v->columns[column];
  double widest = heading_points(c->column.heading, font);
  char figure[VIEW_CELL_SIZE];
  for (size_t row = 0; c->column.unit != PLACEMENT_UNIT_TEXT && row < v->table.row_count; row++) {
    const char *text = view_cell(v, row, c, figure);
    double width = text_points(text, strlen(text), font);
    widest = width > widest ? width : widest;
  }
  if (c->column.unit == PLACEMENT_UNIT_TEXT && widest < WORDS)
    widest = WORDS;
  return widest + PADDING;
}

static double labels_points(const view *v)
{
  return LABELS + PADDING + (v->groups > 0 ? INDENT : 0);
}

static double columns_points(const view *v, size_t from, size_t to, double font)
{
  double width = 0;
  for (size_t c = from; c < to; c++)
    width += column_points(v, c, font);
  return width;
}

static size_t first_figure(const view *v)
{
  size_t first = v->groups + 1;
  double width = labels_points(v);
  for (size_t c = first; c < v->figures + v->keys && c + 1 < v->count; c++) {
    width += column_points(v, c, FONT);
    first = width <= PAPER / 2.0 ? c + 1 : first;
  }
  return first;
}

/* A standard error stays with the figure before it. */
static bool is_error(const view *v, size_t column)
{
  return column < v->count && strcmp(v->columns[column].column.heading, "std error") == 0;
}

size_t page_parts_end(const page_parts *parts, const view *v, size_t from)
{
  double width = labels_points(v) + columns_points(v, v->groups + 1, parts->first, FONT);
  size_t to = from;
  for (; to < v->count; to++) {
    width += column_points(v, to, FONT);
    if (to > from && width > parts->room)
      break;
  }
  return is_error(v, to) && to > from + 1 ? to - 1 : to;
}

static size_t count_parts(const page_parts *parts, const view *v)
{
  size_t count = 0;
  for (size_t from = parts->first; from < v->count; count++)
    from = page_parts_end(parts, v, from);
  return count;
}

page_parts page_parts_find(const view *v)
{
  page_parts parts = {.room = PAPER, .first = first_figure(v)};
  parts.fits = labels_points(v) + columns_points(v, v->groups + 1, v->count, SMALL_FONT) <= PAPER;
  parts.small = parts.fits && labels_points(v) + columns_points(v, v->groups + 1, v->count, FONT) > PAPER;
  parts.narrow = labels_points(v) + columns_points(v, v->groups + 1, v->count, FONT) <= PAPER / 2.0 - FONT;
  if (parts.fits)
    return parts;
  size_t count = count_parts(&parts, v);
  while (parts.room > PAPER / 2.0) {
    page_parts narrower = parts;
    narrower.room -= FONT;
    if (count_parts(&narrower, v) > count)
      break;
    parts = narrower;
  }
  return parts;
}
