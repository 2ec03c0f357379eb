/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How the columns of a table of text are laid out; what a table is made of.
 */
#ifndef CLI_TABLE_LAYOUT_H
#define CLI_TABLE_LAYOUT_H

#include "table.h"

#define TABLE_GAP 2   /* blanks between columns */
#define TABLE_BELOW 4 /* how far they are to the right on lines of their own */
#define TABLE_HANG 2  /* how far the lines of a label after the first are to the right of it */

typedef struct table_line {
  size_t indent;
  char *label;
  size_t cell_count;
  char **cells; /* one for each column of the table */
} table_line;

struct table {
  size_t columns, keys;
  bool *left; /* of each column: its cells begin below each other */
  size_t row_count, row_space;
  table_line *rows;
  bool failed;
};

/* How the columns are laid out. */
typedef struct table_layout {
  size_t line;    /* the most that all of it may be wide */
  size_t labels;  /* the width of labels; 0: there are none */
  size_t columns; /* in which any row has a cell, at least 1 */
  size_t *widths;
  size_t wrapped; /* the last column, if its texts are wrapped; otherwise SIZE_MAX */
  bool below;     /* they are, on lines of their own */
} table_layout;

/* In which any row has a cell, at least 1. */
size_t table_used_columns(const table *t);

/* Fills in the layout from its line, its columns, and room for their widths. Wraps the headings if the table is too
 * wide otherwise, then the texts of the last column, then the labels, then is for several parts, in which labels and
 * texts leave room for each other. Returns whether wrapping suffices. */
bool table_lay_out(const table *t, table_layout *l);

#endif
