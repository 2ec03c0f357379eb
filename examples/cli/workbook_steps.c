/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The waterfall and the tornado. Bars that float need figures of their own: these stand beside the tables, in columns
 * that are hidden.
 */
#include "workbook_charts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define RISE 0xD55E00 /* Okabe and Ito 2008 */
#define FALL 0x0072B2
#define WHOLE 0x8A8A8A
#define MOST_STEPS 64

/* Beside the table, with an empty column between. */
static lxw_col_t beside(const book_table *t)
{
  return (lxw_col_t)(t->view.count + 1);
}

static void write_header(book *b, const book_table *t, const char *const *names, size_t count)
{
  lxw_col_t first = beside(t);
  for (size_t i = 0; i < count; i++)
    book_text(b, t->sheet->sheet, t->header, (lxw_col_t)(first + i), names[i],
              book_format(b, "", LOOK_NOTE | LOOK_RIGHT | LOOK_WRAPPED));
  lxw_row_col_options hidden = {.hidden = 1};
  book_note(b, worksheet_set_column_opt(t->sheet->sheet, first, (lxw_col_t)(first + count - 1), 12, NULL, &hidden));
  book_note(b, worksheet_print_area(t->sheet->sheet, 0, 0, t->first + (lxw_row_t)t->view.table.row_count - 1,
                                    (lxw_col_t)(first - 2)));
}

static lxw_chart_series *add_bars(book *b, lxw_chart *chart, const book_table *t, size_t rows, size_t column,
                                  const char *name, lxw_color_t colour)
{
  lxw_chart_series *s = chart_add_series(chart, NULL, NULL);
  lxw_chart_fill fill = {.color = colour, .none = colour == 0};
  lxw_row_t last = t->first + (lxw_row_t)rows - 1;
  if (s == NULL) {
    book_note(b, LXW_ERROR_MEMORY_MALLOC_FAILED);
    return NULL;
  }
  chart_series_set_categories(s, t->sheet->name, t->first, 0, last, 0);
  chart_series_set_values(s, t->sheet->name, t->first, (lxw_col_t)column, last, (lxw_col_t)column);
  chart_series_set_name(s, name);
  chart_series_set_fill(s, &fill);
  return s;
}

/* Bars that rise and bars that fall, and those that stand on zero. */
static void colour_bars(book *b, lxw_chart_series *s, const book_table *t, size_t column)
{
  lxw_chart_fill fills[] = {{.color = RISE}, {.color = FALL}, {.color = WHOLE}};
  lxw_chart_point points[] = {{.fill = &fills[0]}, {.fill = &fills[1]}, {.fill = &fills[2]}};
  lxw_chart_point *chosen[MOST_STEPS + 1] = {NULL};
  for (size_t row = 0; row < t->view.table.row_count && row < MOST_STEPS; row++) {
    bool whole = book_addends(t, row) > 0;
    bool falls = book_figure(t, row, column) < 0;
    chosen[row] = &points[whole ? 2 : falls ? 1 : 0];
  }
  if (s != NULL)
    book_note(b, chart_series_set_points(s, chosen));
}

/* What a step is drawn from: where it starts and ends, cut at zero into what lies above and below. */
typedef struct floating {
  char from[LXW_MAX_CELL_NAME_LENGTH], to[LXW_MAX_CELL_NAME_LENGTH];
  double start, end;
} floating;

#define FLOATS 6
#define PARTS 4 /* of which behind where it starts and ends */

static double part_of(const floating *f, size_t part, char formula[160])
{
  double low = fmin(f->start, f->end), high = fmax(f->start, f->end);
  switch (part) {
  case 0:
    snprintf(formula, 160, "=MAX(0,MIN(%s,%s))", f->from, f->to);
    return fmax(0, low);
  case 1:
    snprintf(formula, 160, "=MAX(0,%s,%s)-MAX(0,MIN(%s,%s))", f->from, f->to, f->from, f->to);
    return fmax(0, high) - fmax(0, low);
  case 2:
    snprintf(formula, 160, "=MIN(0,MAX(%s,%s))", f->from, f->to);
    return fmin(0, high);
  default:
    snprintf(formula, 160, "=MIN(0,%s,%s)-MIN(0,MAX(%s,%s))", f->from, f->to, f->from, f->to);
    return fmin(0, low) - fmin(0, high);
  }
}

static void write_floats(book *b, const book_table *t, size_t column)
{
  static const char *const names[FLOATS] = {"for the chart: from", "to",          "gap above 0",
                                            "bar above 0",         "gap below 0", "bar below 0"};
  char format[64], formula[160], amount[LXW_MAX_CELL_NAME_LENGTH];
  lxw_worksheet *sheet = t->sheet->sheet;
  lxw_col_t first = beside(t);
  floating f = {.end = 0};
  write_header(b, t, names, FLOATS);
  for (size_t row = 0; row < t->view.table.row_count; row++) {
    lxw_row_t at = t->first + (lxw_row_t)row;
    bool whole = row == 0 || book_addends(t, row) > 0;
    book_number_format(t, row, column, format);
    lxw_format *look = book_format(b, format, LOOK_NOTE | LOOK_RIGHT);
    f.start = whole ? 0 : f.end;
    f.end = f.start + book_figure(t, row, column);
    snprintf(formula, sizeof formula, "=%s", f.to); /* of the row above */
    if (whole)
      book_number(b, sheet, at, first, 0, look);
    else
      book_formula(b, sheet, at, first, formula, look, f.start);
    lxw_rowcol_to_cell(amount, at, (lxw_col_t)column);
    lxw_rowcol_to_cell(f.from, at, first);
    lxw_rowcol_to_cell(f.to, at, (lxw_col_t)(first + 1));
    snprintf(formula, sizeof formula, "=%s+%s", f.from, amount);
    book_formula(b, sheet, at, (lxw_col_t)(first + 1), formula, look, f.end);
    for (size_t part = 0; part < PARTS; part++) {
      double result = part_of(&f, part, formula);
      book_formula(b, sheet, at, (lxw_col_t)(first + 2 + part), formula, look, result);
    }
  }
}

static void draw_waterfall(workbook_gallery *g, const book_table *t)
{
  book *b = g->book;
  size_t column = book_find_column(t, "in_order");
  char format[64], values[64], unit[32];
  double largest = 0, end = 0;
  if (column == t->view.count)
    return;
  lxw_chart *chart = workbook_add_chart(b->file, LXW_CHART_COLUMN_STACKED);
  if (chart == NULL) {
    book_note(b, LXW_ERROR_MEMORY_MALLOC_FAILED);
    return;
  }
  for (size_t row = 0; row < t->view.table.row_count; row++) {
    double value = book_figure(t, row, column);
    end = isfinite(value) ? end + value : end;
    largest = fmax(largest, fabs(end));
  }
  write_floats(b, t, column);
  book_axis_format(t, column, largest, format);
  book_unit(t, column, unit);
  snprintf(values, sizeof values, "Change of cost, %s", unit);
  for (size_t part = 0; part < PARTS; part++) {
    bool bar = part % 2 == 1;
    lxw_chart_series *s =
        add_bars(b, chart, t, t->view.table.row_count, beside(t) + 2 + part, bar ? "step" : "gap", bar ? RISE : 0);
    if (bar)
      colour_bars(b, s, t, column);
  }
  workbook_chart_style(chart, false, "What the difference comes from: orange is dearer, blue is cheaper", "", values,
                       format);
  chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
  chart_set_series_gap(chart, 40);
  chart_show_hidden_data(chart);
  workbook_chart_insert(g, chart, t->view.table.summary[0] != '\0' ? t->view.table.summary : t->view.table.heading);
}

/* A figure in a column by its name, whether people see the column or not. */
static double figure_of(const placement_findings *f, size_t table, size_t row, const char *name)
{
  placement_table_column c;
  for (size_t i = 0; placement_findings_column(f, table, i, &c, NULL) == PLACEMENT_OK; i++)
    if (strcmp(c.name, name) == 0)
      return placement_findings_number(f, table, row, i);
  return NAN;
}

/* The figure with each input at its ends, less the figure as it is: bars from zero to both sides. */
static void draw_tornado(workbook_gallery *g, const book_table *t)
{
  static const char *const names[] = {"for the chart: input at P10", "input at P90"};
  book *b = g->book;
  const book_table *as_it_is = book_find_table(b, t->part, "figure");
  size_t column = book_find_column(t, "mean_effect"),
         rows = t->view.table.row_count < 20 ? t->view.table.row_count : 20;
  char format[64], values[64], unit[32];
  double largest = 0;
  if (as_it_is == NULL || column == t->view.count)
    return;
  double mean = figure_of(as_it_is->view.findings, as_it_is->view.number, 0, "value");
  lxw_chart *chart = workbook_add_chart(b->file, LXW_CHART_BAR);
  if (chart == NULL) {
    book_note(b, LXW_ERROR_MEMORY_MALLOC_FAILED);
    return;
  }
  write_header(b, t, names, 2);
  for (size_t row = 0; row < t->view.table.row_count; row++) {
    double low = figure_of(t->view.findings, t->view.number, row, "mean_at_low") - mean;
    double high = figure_of(t->view.findings, t->view.number, row, "mean_at_high") - mean;
    lxw_row_t at = t->first + (lxw_row_t)row;
    largest = fmax(largest, fmax(fabs(low), fabs(high)));
    book_number_format(t, row, column, format);
    lxw_format *look = book_format(b, format, LOOK_NOTE | LOOK_RIGHT);
    book_number(b, t->sheet->sheet, at, beside(t), low, look);
    book_number(b, t->sheet->sheet, at, (lxw_col_t)(beside(t) + 1), high, look);
  }
  book_axis_format(t, column, largest, format);
  book_unit(t, column, unit);
  snprintf(values, sizeof values, "Mean less the mean as it is%s%s", unit[0] != '\0' ? ", " : "", unit);
  (void)add_bars(b, chart, t, rows, beside(t), "input at its P10", FALL);
  (void)add_bars(b, chart, t, rows, beside(t) + 1U, "input at its P90", RISE);
  workbook_chart_style(chart, true, "Tornado: the mean with one input at its P10 or P90", "", values, format);
  chart_set_series_overlap(chart, 100);
  chart_set_series_gap(chart, 40);
  chart_show_hidden_data(chart);
  workbook_chart_insert(g, chart, t->view.table.summary[0] != '\0' ? t->view.table.summary : t->view.table.heading);
}

void workbook_draw_steps(workbook_gallery *g, size_t part)
{
  const book_table *waterfall = book_find_table(g->book, part, "waterfall");
  const book_table *tornado = book_find_table(g->book, part, "tornado");
  if (waterfall != NULL && (g->paged || g->count == 0))
    draw_waterfall(g, waterfall);
  if (tornado != NULL && (g->paged || g->count == 0))
    draw_tornado(g, tornado);
}
