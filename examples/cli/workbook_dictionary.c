/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sheet before the last: what each column of each sheet is, and what one row.
 */
#include "workbook_book.h"

#include <stdio.h>
#include <string.h>

#define TEXT_SIZE 300
#define HEADER 2 /* the row of the headings */

enum { COLUMNS = 3 };

/* The sheet of an earlier table that is called the same and has as many columns, such as of another alternative; NULL
 * if there is none. */
static const char *same_sheet(const book *b, const book_table *t)
{
  for (const book_table *other = b->tables; other < t; other++)
    if (strcmp(other->view.table.name, t->view.table.name) == 0 && other->view.count == t->view.count)
      return other->sheet->name;
  return NULL;
}

/* Whether an earlier column of figures has the same meaning, as those of one variable have. */
static bool is_told(const book_table *t, size_t column)
{
  for (size_t i = 0; t->view.table.across != NULL && !book_is_text(t, column) && i < column; i++)
    if (strcmp(t->view.columns[i].column.meaning, t->view.columns[column].column.meaning) == 0)
      return true;
  return false;
}

/* The heading as it stands in the sheet, on one line; that of several columns says what these are. */
static void tell_heading(const book_table *t, size_t column, char text[TEXT_SIZE])
{
  const char *name = t->view.columns[column].column.name;
  size_t length = strlen(name);
  bool error = length > 3 && strcmp(name + length - 3, "_se") == 0;
  if (t->view.table.across != NULL && !book_is_text(t, column) && !error) {
    snprintf(text, TEXT_SIZE, "each %.200s", t->view.table.across);
    return;
  }
  book_header(t, column, text);
  if (text[0] == '\0')
    snprintf(text, TEXT_SIZE, "(no heading)");
  char *end = strchr(text, '\n');
  if (end != NULL) {
    char unit[TEXT_SIZE];
    snprintf(unit, sizeof unit, "%s", end + 1);
    snprintf(end, TEXT_SIZE - (size_t)(end - text), ", %.32s", unit);
  }
}

static lxw_row_t write_table(book *b, lxw_worksheet *sheet, lxw_row_t row, const book_table *t)
{
  char text[TEXT_SIZE];
  const char *same = same_sheet(b, t);
  lxw_format *plain = book_format(b, "", LOOK_TOP), *wrapped = book_format(b, "", LOOK_WRAPPED | LOOK_TOP);
  book_text(b, sheet, row, 0, t->sheet->name, book_format(b, "", LOOK_BOLD | LOOK_TOP));
  if (same != NULL) {
    snprintf(text, sizeof text, "the columns of %s", same);
    book_text(b, sheet, row, 2, text, wrapped);
    return row + 1;
  }
  if (t->view.table.row_is[0] != '\0') {
    book_text(b, sheet, row, 1, "one row", book_format(b, "", LOOK_NOTE | LOOK_TOP));
    book_text(b, sheet, row++, 2, t->view.table.row_is, wrapped);
  }
  for (size_t column = 0; column < t->view.count; column++) {
    if (is_told(t, column))
      continue;
    tell_heading(t, column, text);
    book_text(b, sheet, row, 1, text, plain);
    book_text(b, sheet, row++, 2, t->view.columns[column].column.meaning, wrapped);
  }
  return row;
}

void book_write_dictionary(book *b)
{
  static const char *const headings[COLUMNS] = {"Sheet", "Column", "What it is"};
  static const double widths[COLUMNS] = {28, 34, 110};
  lxw_worksheet *sheet = book_add_sheet(b, "Dictionary");
  lxw_row_t row = HEADER + 1;
  if (sheet == NULL)
    return;
  book_text(b, sheet, 0, 0, "Dictionary", book_format(b, "", LOOK_TITLE));
  book_text(b, sheet, 1, 0, "What each column of each sheet is. A future is one simulated course of events.",
            book_format(b, "", LOOK_NOTE));
  for (int i = 0; i < COLUMNS; i++) {
    book_note(b, worksheet_set_column(sheet, (lxw_col_t)i, (lxw_col_t)i, widths[i], NULL));
    book_text(b, sheet, HEADER, (lxw_col_t)i, headings[i], book_format(b, "", LOOK_HEADER));
  }
  for (size_t i = 0; i < b->table_count; i++)
    row = write_table(b, sheet, row + 1, &b->tables[i]);
  worksheet_freeze_panes(sheet, HEADER + 1, 0);
  book_note(b, worksheet_repeat_rows(sheet, HEADER, HEADER));
}
