/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the charts of a workbook share.
 */
#ifndef CLI_WORKBOOK_CHARTS_H
#define CLI_WORKBOOK_CHARTS_H

#include "workbook_book.h"

/* Where charts go: to one place, or two beside each other and page by page. */
typedef struct workbook_gallery {
  book *book;
  lxw_worksheet *sheet;
  lxw_row_t row; /* of the first */
  lxw_col_t column;
  bool paged;
  size_t count; /* of the charts that are there */
} workbook_gallery;

/* Gives a chart its title, the names of its axes and the format of its figures; bars that lie have their labels on the
 * left, from top to bottom. The texts never begin with "=". */
void workbook_chart_style(lxw_chart *chart, bool lying, const char *title, const char *labels, const char *values,
                          const char *format);

/* Puts a chart into the next place; `summary` is read to those who cannot see it. */
void workbook_chart_insert(workbook_gallery *g, lxw_chart *chart, const char *summary);

/* The waterfall and the tornado of a part, where these tables are, with what they are drawn from beside the tables. */
void workbook_draw_steps(workbook_gallery *g, size_t part);

#endif
