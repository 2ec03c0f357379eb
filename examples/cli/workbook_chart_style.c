/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How charts look, and where they go.
 */
#include "workbook_charts.h"

#include "workbook_text.h"

#include <stdlib.h>

#define FONT "Arial"
#define PIXELS_WIDE 624
#define PIXELS_HIGH 380
#define USUAL_PIXELS_WIDE 480.0
#define USUAL_PIXELS_HIGH 288.0
#define MOST_DESCRIPTION 960 /* characters */

void workbook_chart_style(lxw_chart *chart, bool lying, const char *title, const char *labels, const char *values,
                          const char *format)
{
  lxw_chart_font small = {.name = FONT, .size = 9, .bold = LXW_EXPLICIT_FALSE};
  lxw_chart_font large = {.name = FONT, .size = 11, .bold = LXW_TRUE};
  lxw_chart_line grid = {.color = 0xD8DDE2, .width = 0.75F}, none = {.none = LXW_TRUE};
  lxw_chart_axis *of_labels = lying ? chart->y_axis : chart->x_axis;
  lxw_chart_axis *of_values = lying ? chart->x_axis : chart->y_axis;
  chart_title_set_name(chart, title);
  chart_title_set_name_font(chart, &large);
  if (labels[0] != '\0')
    chart_axis_set_name(of_labels, labels);
  chart_axis_set_name(of_values, values);
  chart_axis_set_name_font(of_labels, &small);
  chart_axis_set_num_font(of_labels, &small);
  chart_axis_set_name_font(of_values, &small);
  chart_axis_set_num_font(of_values, &small);
  chart_axis_set_num_format(of_values, format);
  chart_axis_set_label_position(of_labels, LXW_CHART_AXIS_LABEL_POSITION_LOW);
  chart_axis_major_gridlines_set_visible(of_values, LXW_TRUE);
  chart_axis_major_gridlines_set_visible(of_labels, LXW_FALSE);
  chart_axis_major_gridlines_set_line(of_values, &grid);
  chart_axis_set_line(of_values, &none);
  if (lying) {
    chart_axis_set_reverse(of_labels);
    chart_axis_set_label_position(of_values, LXW_CHART_AXIS_LABEL_POSITION_HIGH); /* which is below, then */
  }
  chart_legend_set_font(chart, &small);
  chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
}

void workbook_chart_insert(workbook_gallery *g, lxw_chart *chart, const char *summary)
{
  book *b = g->book;
  char *description = workbook_text(summary, MOST_DESCRIPTION);
  lxw_chart_options options = {.x_scale = PIXELS_WIDE / USUAL_PIXELS_WIDE,
                               .y_scale = PIXELS_HIGH / USUAL_PIXELS_HIGH,
                               .y_offset = 4,
                               .description = description};
  lxw_row_t row = g->row;
  lxw_col_t column = g->column;
  if (description == NULL)
    book_note(b, LXW_ERROR_MEMORY_MALLOC_FAILED);
  if (g->paged) {
    row += (lxw_row_t)(g->count / 2) * BOOK_CHART_HEIGHT;
    column = (lxw_col_t)(column + g->count % 2 * BOOK_CHART_WIDTH);
  }
  if (description != NULL)
    book_note(b, worksheet_insert_chart_opt(g->sheet, row, column, chart, &options));
  g->count++;
  free(description);
}
