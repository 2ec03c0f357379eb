/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A table of findings as people see it: its columns with a heading, which of them are headings over rows, and its
 * figures as text. Whatever shows tables to people lays this out.
 */
#ifndef CLI_VIEW_H
#define CLI_VIEW_H

#include "figures.h"
#include "numbers.h"

#include <placement/findings.h>

#define VIEW_CELL_SIZE (NUMBER_SIZE + 2)

typedef struct view_column {
  placement_table_column column;
  size_t position; /* among all columns of the table */
  int decimals;
  double factor;
  bool is_text; /* texts that are no figures, so that they begin below each other */
} view_column;

typedef struct view {
  const placement_findings *findings;
  size_t number; /* of the table */
  placement_table table;
  size_t count;
  view_column *columns;
  size_t groups;  /* so many of them are headings over rows */
  bool labelled;  /* the next one, a text, labels the rows */
  size_t figures; /* the position of the first column behind these, at least 1 where rows have labels */
  size_t keys;    /* so many columns from there on tell rows apart beside the labels: names, whole numbers */
  bool has_money;
  money_scale scale; /* of the amounts */
} view;

/* Fills *v with table `number`, which must exist; false if there is no memory. It is to be cleared whatever comes. A
 * view without columns has nothing to show to people. */
bool view_new(const placement_findings *findings, size_t number, view *v);
void view_clear(view *v);

/* Shows amounts in thousands if there are any and they are shown in whole pounds. Returns whether it does. */
bool view_in_thousands(view *v);

/* Decimals of a figure as it is shown: in per cent, where it is a share. */
int view_decimals(const view *v, size_t row, const view_column *column);

/* The text of a cell: `text`, or the findings' own. */
const char *view_cell(const view *v, size_t row, const view_column *column, char text[VIEW_CELL_SIZE]);

/* The first of the columns that are headings whose text differs from that of the row before; `groups` if none does. */
size_t view_first_change(const view *v, size_t row);

/* The label of a row under its headings; "" for one that stands on the line of the last of them. */
const char *view_label(const view *v, size_t row);

/* What stands above the labels: the unit of the amounts, such as "pounds"; otherwise what the labels are if they are
 * dates or figures; otherwise "". */
const char *view_corner(const view *v);

#endif
