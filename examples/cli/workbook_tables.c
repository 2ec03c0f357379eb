/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sheets of tables: headings with units, figures with formats, sums as formulas.
 */
#include "workbook_book.h"

#include "numbers.h"
#include "text.h"
#include "workbook_formulas.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LEAST_WIDTH 9.0 /* of columns, in characters */
#define MOST_TEXT_WIDTH 60.0
#define MOST_WIDTH_OF_TEXTS 100.0 /* where there are no figures */
#define LEAST_PARAGRAPH 80.0
#define MOST_FROZEN 70.0  /* half of what a small screen shows */
#define MOST_HEIGHT 400.0 /* of a row, in points; Excel allows 409 */
#define LEAST_FILTERED 8  /* rows of a table that is worth a filter */

/* The heading, or the name where the labels of rows have none and it says something, and the unit on a line of its own.
 */
void book_header(const book_table *t, size_t column, char text[256])
{
  const placement_table_column *c = &t->view.columns[column].column;
  char unit[32];
  book_unit(t, column, unit);
  if (strstr(c->heading, unit) != NULL)
    unit[0] = '\0';
  const char *name = strcmp(c->name, "heading") != 0 ? c->name : "";
  snprintf(text, 256, "%.200s%s%s", c->heading[0] != '\0' ? c->heading : name, unit[0] != '\0' ? "\n" : "", unit);
  if (c->heading[0] == '\0')
    for (char *at = text; *at != '\0'; at++)
      *at = *at == '_' ? ' ' : *at;
  if (text[0] >= 'a' && text[0] <= 'z' && c->unit == PLACEMENT_UNIT_TEXT)
    text[0] = (char)(text[0] - 'a' + 'A');
}

static double longest_line(const char *text)
{
  double longest = 0;
  while (*text != '\0') {
    size_t length = strcspn(text, "\n");
    longest = fmax(longest, (double)text_width(text, length));
    text += length + (text[length] == '\n');
  }
  return longest;
}

/* Characters that a column of a table takes. Headings may be broken between words. */
static double width_of(const book_table *t, size_t column)
{
  char heading[256], text[NUMBER_SIZE], unit[32];
  const placement_table_column *c = &t->view.columns[column].column;
  book_header(t, column, heading);
  double most = t->labels == t->view.count ? MOST_WIDTH_OF_TEXTS : MOST_TEXT_WIDTH;
  double width = fmax(LEAST_WIDTH, fmin(longest_line(heading), 14) + 1);
  book_unit(t, column, unit);
  for (size_t row = 0; row < t->view.table.row_count; row++) {
    if (c->unit == PLACEMENT_UNIT_TEXT) {
      const char *label = book_label(t, row, column);
      width = fmax(width, fmin((double)text_width(label, strlen(label)) + 2, most));
      continue;
    }
    double value = book_figure(t, row, column);
    if (isfinite(value)) {
      number_format(text, value, 0);
      width = fmax(width, (double)strlen(text) + 3 + (double)(c->unit == PLACEMENT_UNIT_MONEY ? strlen(unit) - 1 : 0));
    }
  }
  return width;
}

static void measure(book *b, const book_table *t)
{
  t->sheet->widths = calloc(t->view.count, sizeof *t->sheet->widths);
  if (t->sheet->widths == NULL) {
    book_note(b, LXW_ERROR_MEMORY_MALLOC_FAILED);
    return;
  }
  for (size_t column = 0; column < t->view.count; column++)
    t->sheet->widths[column] = width_of(t, column);
}

/* What stands over all columns: notes take as many columns as a page has where the tables have few. */
typedef struct span {
  lxw_col_t last;
  double width;
} span;

static span set_widths(book *b, const book_table *t)
{
  span all = {0, 0};
  lxw_col_t column = 0;
  for (; column < t->view.count; column++) {
    book_note(b, worksheet_set_column(t->sheet->sheet, column, column, t->sheet->widths[column], NULL));
    all.width += t->sheet->widths[column];
  }
  while (all.width < LEAST_PARAGRAPH) {
    all.width += LXW_DEF_COL_WIDTH;
    column++;
  }
  all.last = (lxw_col_t)(column - 1);
  return all;
}

/* `style` is that of the row. */
static void write_cell(book *b, const book_table *t, size_t row, size_t column, int style)
{
  lxw_worksheet *sheet = t->sheet->sheet;
  lxw_row_t at = t->first + (lxw_row_t)row;
  char format[64];
  if (book_is_text(t, column)) {
    const char *text = book_label(t, row, column), *as_date;
    lxw_datetime date;
    style |= LOOK_WRAPPED | (column >= t->labels ? LOOK_INDENTED : 0);
    if (book_date(t, row, column, &date, &as_date))
      book_note(b, worksheet_write_datetime(sheet, at, (lxw_col_t)column, &date,
                                            book_format(b, as_date, (style & ~LOOK_WRAPPED) | LOOK_LEFT)));
    else
      book_text(b, sheet, at, (lxw_col_t)column, text, book_format(b, "", style));
    return;
  }
  double value = book_figure(t, row, column);
  book_number_format(t, row, column, format);
  lxw_format *look = book_format(b, format, style | LOOK_RIGHT);
  char *formula = workbook_formula_of(b, t, row, column);
  b->formula_count += formula != NULL;
  if (formula != NULL)
    book_formula(b, sheet, at, (lxw_col_t)column, formula, look, value);
  else
    book_number(b, sheet, at, (lxw_col_t)column, value, look);
  free(formula);
}

/* Rows of text that a heading takes: words may be broken, where one is wider than the column. */
static double lines_of(const char *text, double width)
{
  double lines = 0;
  while (*text != '\0') {
    size_t length = strcspn(text, "\n");
    lines += ceil((double)text_width(text, length) / (width - 1));
    text += length + (text[length] == '\n');
  }
  return lines;
}

static void write_header(book *b, const book_table *t)
{
  double lines = 1;
  for (size_t column = 0; column < t->view.count; column++) {
    char text[256];
    bool behind = column >= t->labels; /* figures, from which a text is to be told apart */
    book_header(t, column, text);
    lines = fmax(lines, lines_of(text, t->sheet->widths[column]));
    book_text(b, t->sheet->sheet, t->header, (lxw_col_t)column, text,
              book_format(b, "",
                          LOOK_HEADER | (!book_is_text(t, column) ? LOOK_RIGHT
                                         : behind                 ? LOOK_INDENTED
                                                                  : 0)));
  }
  book_note(b, worksheet_set_row(t->sheet->sheet, t->header, 14 * lines + 3, NULL));
}

/* Texts that are broken into lines make their row higher: not every program does that by itself. Returns whether there
 * are any. */
static bool set_height(book *b, const book_table *t, size_t row)
{
  double lines = 1;
  for (size_t column = 0; column < t->view.count; column++)
    if (book_is_text(t, column))
      lines = fmax(lines, lines_of(book_label(t, row, column), t->sheet->widths[column] * BOOK_NARROW));
  if (lines > 1)
    book_note(b,
              worksheet_set_row(t->sheet->sheet, t->first + (lxw_row_t)row, fmin(14 * lines + 3, MOST_HEIGHT), NULL));
  return lines > 1;
}

static void write_table(book *b, const book_table *t, const span *over)
{
  char name[120], prefix[32];
  if (t->view.table.note[0] != '\0')
    book_paragraph(b, t->sheet->sheet, t->header - 1, 0, over->last, over->width, t->view.table.note, LOOK_NOTE);
  write_header(b, t);
  for (size_t i = 0; i < t->view.table.row_count; i++) {
    int style = (book_addends(t, i) > 0 ? LOOK_SUM : LOOK_PLAIN) | (set_height(b, t, i) ? LOOK_TOP : 0);
    for (size_t column = 0; column < t->view.count; column++)
      write_cell(b, t, i, column, style);
  }
  book_prefix(b, t->part, prefix);
  snprintf(name, sizeof name, "%stable_%.60s", prefix, t->view.table.name);
  book_name(b, name, t->sheet, t->header, 0, t->first + (lxw_row_t)t->view.table.row_count - 1,
            (lxw_col_t)(t->view.count - 1));
}

/* The columns that stay in sight: those that tell the rows apart, as far as there is room for figures beside them. */
static lxw_col_t frozen_columns(const book_table *t)
{
  size_t column = 0;
  double width = 0;
  while (column < t->labels && t->labels < t->view.count && width + t->sheet->widths[column] <= MOST_FROZEN)
    width += t->sheet->widths[column++];
  return (lxw_col_t)column;
}

/* The heading, and of which option it is where several are compared. */
static void title_of(const book *b, const book_table *t, char title[512])
{
  bool option = b->of->titles != NULL && t->part > 0;
  snprintf(title, 512, option ? "%.200s: option %zu, %.240s" : "%.200s", t->view.table.heading, t->part,
           option ? b->of->titles[t->part] : "");
}

static void write_sheet(book *b, const book_table *t)
{
  lxw_worksheet *sheet = t->sheet->sheet = book_add_sheet(b, t->sheet->name);
  if (sheet != NULL)
    measure(b, t);
  if (t->sheet->widths == NULL)
    return;
  span over = set_widths(b, t);
  book_note(b, worksheet_set_row(sheet, 0, 24, NULL));
  char title[512];
  title_of(b, t, title);
  book_text(b, sheet, 0, 0, title, book_format(b, "", LOOK_TITLE));
  write_table(b, t, &over);
  worksheet_freeze_panes(sheet, t->first, frozen_columns(t));
  book_note(b, worksheet_repeat_rows(sheet, t->header, t->header));
  if (t->view.table.row_count >= LEAST_FILTERED)
    book_note(b, worksheet_autofilter(sheet, t->header, 0, t->header + (lxw_row_t)t->view.table.row_count,
                                      (lxw_col_t)(t->view.count - 1)));
}

void book_write_tables(book *b)
{
  for (size_t i = 0; i < b->table_count && b->error == LXW_NO_ERROR; i++)
    write_sheet(b, &b->tables[i]);
}
