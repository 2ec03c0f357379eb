/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A workbook while it is made: where its tables stand, how its cells look, and what went wrong.
 *
 * The first error is remembered and told at the end, so that nothing in between need be checked.
 */
#ifndef CLI_WORKBOOK_BOOK_H
#define CLI_WORKBOOK_BOOK_H

#include "document.h"
#include "view.h"

#include <stdbool.h>
#include <xlsxwriter.h>

#define BOOK_SHEET_NAME_SIZE 40 /* 31 characters, as Excel allows, and room for a number */
#define BOOK_MOST_LOOKS 256     /* more than all formats of numbers with all styles */
#define BOOK_MONTH "mmm yyyy"   /* how months look */
#define BOOK_CHART_WIDTH 10     /* columns of the usual width that a chart and the gap behind it take */
#define BOOK_NARROW 1.1         /* letters are narrower than the digits by which columns are measured */
#define BOOK_CHART_HEIGHT 20    /* likewise rows */

typedef struct book book;
typedef struct book_sheet book_sheet;

/* A table at its place: its columns with a heading, from column 0 on, and its rows from `first` on. */
typedef struct book_table {
  view view;
  size_t part;   /* of the document */
  size_t labels; /* so many of the first columns are text, which tells the rows apart */
  book_sheet *sheet;
  lxw_row_t header; /* the row of the headings */
  lxw_row_t first;  /* that of the first figures */
} book_table;

struct book_sheet {
  char name[BOOK_SHEET_NAME_SIZE];
  lxw_worksheet *sheet;
  double *widths; /* of the columns of its table, in characters */
};

/* How a cell looks, beside the format of its number. */
enum {
  LOOK_PLAIN = 0,
  LOOK_BOLD = 1,
  LOOK_SUM = 2, /* bold, below a line */
  LOOK_HEADER = 4,
  LOOK_TITLE = 8,
  LOOK_NOTE = 16,
  LOOK_WRAPPED = 32,
  LOOK_HEADING = 64,
  LOOK_RIGHT = 128,
  LOOK_LINK = 256,
  LOOK_INDENTED = 512,
  LOOK_TOP = 1024,
  LOOK_LEFT = 2048
};

typedef struct book_look {
  char number[64]; /* the format of numbers; "" for text */
  int style;       /* LOOK_* */
  lxw_format *format;
} book_look;

struct book {
  const document *of;
  lxw_workbook *file;
  lxw_error error; /* the first; LXW_NO_ERROR if there is none */
  book_look looks[BOOK_MOST_LOOKS];
  size_t look_count;
  book_table *tables; /* by sheet */
  book_sheet *sheets; /* of the tables, in the same order */
  size_t table_count;
  size_t formula_count; /* in the tables */
  char **names;         /* that have been given */
  size_t name_count;
};

/* Remembers an error, if it is one. */
void book_note(book *b, lxw_error error);

/* The format of cells with this look; `number` as Excel writes formats of numbers, "" for text. */
lxw_format *book_format(book *b, const char *number, int style);

/* The prefix of the names of a part, such as "option_3_" where several are compared; "" otherwise. */
void book_prefix(const book *b, size_t part, char prefix[32]);

/* Cells. Texts are never taken for formulas or links, and what a workbook cannot hold is replaced. */
void book_text(book *b, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const char *text, lxw_format *format);
void book_number(book *b, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, double number, lxw_format *format);

/* A formula and what it comes to. */
void book_formula(book *b, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const char *formula,
                  lxw_format *format, double result);

/* A text over the columns from `first` to `last`, on as many lines as it takes in `width` characters. */
void book_paragraph(book *b, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t first, lxw_col_t last, double width,
                    const char *text, int style);

/* Gives a cell or a range a name: `name` with what is no letter, digit or "_" replaced, and numbered if it is taken.
 * Returns the name, which the book owns. */
const char *book_name(book *b, const char *name, const book_sheet *sheet, lxw_row_t first_row, lxw_col_t first_column,
                      lxw_row_t last_row, lxw_col_t last_column);

/* Adds a sheet that is printed on A4, as wide as a page, with the title of the document. */
lxw_worksheet *book_add_sheet(book *b, const char *name);

/* The format of figures of a column, or of a cell where units differ from row to row. */
void book_number_format(const book_table *t, size_t row, size_t column, char format[64]);

/* The same for the axis of a chart: short, in thousands or millions. */
void book_axis_format(const book_table *t, size_t column, double largest, char format[64]);

/* What stands for the currency: "£", or the code of another. */
const char *book_currency(const placement_findings *f, char text[16]);

/* The unit of a column in words, such as "£ a week"; "" if it has none. */
void book_unit(const book_table *t, size_t column, char text[32]);

/* A cell of a table, at one of the columns that people see: its figure, its text, its unit. */
double book_figure(const book_table *t, size_t row, size_t column);
const char *book_label(const book_table *t, size_t row, size_t column);
int32_t book_cell_unit(const book_table *t, size_t row, size_t column);

/* Whether a text is a month or a day, and how it looks as one. */
bool book_date(const book_table *t, size_t row, size_t column, lxw_datetime *date, const char **format);

/* How many other rows a row is the sum of. */
size_t book_addends(const book_table *t, size_t row);

/* The heading of a column as it stands in its sheet, with its unit on a line of its own. */
void book_header(const book_table *t, size_t column, char text[256]);

bool book_is_text(const book_table *t, size_t column);

/* The column with this name, the number of columns if there is none; likewise the table of a part, NULL if there is
 * none. */
size_t book_find_column(const book_table *t, const char *name);
const book_table *book_find_table(const book *b, size_t part, const char *name);

/* The steps of workbook_write. */
void book_place(book *b);         /* tables onto sheets */
void book_write_tables(book *b);  /* the sheets of tables */
void book_write_summary(book *b); /* the first sheet, after the others have been placed */
bool book_has_charts(const book *b);
bool book_write_charts(book *b, lxw_worksheet *summary, lxw_row_t row, lxw_col_t column);
void book_write_dictionary(book *b);
void book_write_provenance(book *b);

#endif
