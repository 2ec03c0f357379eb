/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Charts that Excel draws from the cells of tables: the first on the summary, all of them on a sheet of their own.
 */
#include "workbook_charts.h"

#include "workbook_text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_SERIES 8
#define MOST_PAGES 200
#define MOST_BARS 30 /* that can be read in one chart */
#define TITLE_SIZE 512
#define MOST_TITLE 120 /* characters */

/* Okabe and Ito 2008, which colour-blind readers can tell apart. */
enum {
  GREY = 0x8A8A8A,
  ORANGE = 0xE69F00,
  SKY = 0x56B4E9,
  BLUE = 0x0072B2,
  VERMILION = 0xD55E00,
  DARK_BLUE = 0x003F63,
  BLACK = 0x1B1B1B,
  LIGHT_GREY = 0xBDBDBD
};

typedef struct series {
  const char *column;
  lxw_color_t colour;
  float width; /* of lines, in points */
  uint8_t dash;
} series;

typedef struct chart_of_table {
  const char *table;
  const char *title;  /* NULL: the heading of the table */
  const char *labels; /* the column that labels the axis */
  const char *axis;   /* what that is */
  const char *values; /* what the figures are; the unit follows */
  uint8_t type;       /* LXW_CHART_* */
  uint16_t gap;       /* between columns, in per cent of their width */
  uint16_t interval;  /* every so many labels are shown */
  series series[MOST_SERIES];
} chart_of_table;

#define FAN                                                                                                            \
  {                                                                                                                    \
    {"p5", SKY, 1.0F, LXW_CHART_LINE_DASH_DASH}, {"p25", SKY, 1.75F, LXW_CHART_LINE_DASH_SOLID},                       \
        {"p50", BLUE, 2.75F, LXW_CHART_LINE_DASH_SOLID}, {"p75", ORANGE, 1.75F, LXW_CHART_LINE_DASH_SOLID},            \
        {"p95", ORANGE, 1.0F, LXW_CHART_LINE_DASH_DASH},                                                               \
  }

static const chart_of_table charts[] = {
    {"difference",
     "What the alternative costs more by financial year: mean, and the range of 8 in 10 futures",
     "year",
     "Financial year",
     "Alternative less base",
     LXW_CHART_COLUMN,
     80,
     0,
     {{"p10", SKY, 0, 0}, {"difference", BLUE, 0, 0}, {"p90", ORANGE, 0, 0}}},
    {"budget",
     "Total cost by financial year: plan basis, mean, and the range of 8 in 10 futures",
     "year",
     "Financial year",
     "Cost",
     LXW_CHART_COLUMN,
     80,
     0,
     {{"plan", GREY, 0, 0}, {"p10", SKY, 0, 0}, {"mean", BLUE, 0, 0}, {"p90", ORANGE, 0, 0}}},
    {"cost.total",
     NULL,
     "year",
     "Financial year",
     "Cost",
     LXW_CHART_COLUMN,
     80,
     0,
     {{"plan", GREY, 0, 0}, {"mean", BLUE, 0, 0}, {"budget", ORANGE, 0, 0}}},
    {"total_distribution",
     NULL,
     "from",
     "Total cost: from",
     "Share of futures",
     LXW_CHART_COLUMN,
     5,
     4,
     {{"share", BLUE, 0, 0}}},
    {"difference_distribution",
     NULL,
     "from",
     "Alternative less base: from",
     "Share of futures",
     LXW_CHART_COLUMN,
     5,
     4,
     {{"share", BLUE, 0, 0}}},
    {"monthly_external", NULL, "month", "Month", "Children", LXW_CHART_LINE, 0, 6, FAN},
    {"monthly_occupied", NULL, "month", "Month", "Beds", LXW_CHART_LINE, 0, 6, FAN},
    {"voids",
     NULL,
     "home",
     "",
     "Bed-nights",
     LXW_CHART_BAR_STACKED,
     40,
     0,
     {{"turnaround", DARK_BLUE, 0, 0}, /* as on the page */
      {"held", SKY, 0, 0},
      {"suspended", BLACK, 0, 0},
      {"ramp_up", ORANGE, 0, 0},
      {"unmatched", VERMILION, 0, 0},
      {"no_demand", LIGHT_GREY, 0, 0}}},
    {"unit_costs",
     "Cost per placement per week by financial year: plan basis and mean",
     "year",
     "Financial year",
     "Cost per placement per week",
     LXW_CHART_COLUMN,
     80,
     0,
     {{"plan", GREY, 0, 0}, {"mean", BLUE, 0, 0}}},
};

/* Rows of a table that are plotted: from `first` on, of one group. */
typedef struct run {
  size_t first, count;
} run;

/* Whether a row stands beside the others and is not made of them. */
static bool is_plotted(const book_table *t, size_t row, size_t labels)
{
  const char *label = book_is_text(t, labels) ? book_label(t, row, labels) : "row";
  static const char *const wholes[] = {"", "total", "horizon", "all homes", "all years"};
  for (size_t i = 0; i < sizeof wholes / sizeof *wholes; i++)
    if (strcmp(label, wholes[i]) == 0)
      return false;
  return true;
}

/* Whether two rows belong together: they have the same texts in front of the column `labels`. */
static bool is_group(const book_table *t, size_t a, size_t b, size_t labels)
{
  for (size_t column = 0; column < labels; column++)
    if (book_is_text(t, column) && strcmp(book_label(t, a, column), book_label(t, b, column)) != 0)
      return false;
  return true;
}

/* The next rows of one group from `row` on. */
static run find_run(const book_table *t, size_t row, size_t labels)
{
  run found = {row, 0};
  while (found.first < t->view.table.row_count && !is_plotted(t, found.first, labels))
    found.first++;
  for (row = found.first; row < t->view.table.row_count && is_plotted(t, row, labels); row++) {
    if (!is_group(t, found.first, row, labels))
      break;
    found.count++;
  }
  return found;
}

/* Between which figures a chart lies; `tiny` is the least above 0. */
typedef struct extent {
  double least, most, tiny;
} extent;

static void extend(extent *e, const book_table *t, run r, size_t column)
{
  for (size_t row = r.first; row < r.first + r.count; row++) {
    double value = book_figure(t, row, column);
    if (!isfinite(value))
      continue;
    e->least = fmin(e->least, value);
    e->most = fmax(e->most, value);
    e->tiny = value > 0 ? fmin(e->tiny, value) : e->tiny;
  }
}

static extent extent_of(const chart_of_table *c, const book_table *t, run r)
{
  extent e = {INFINITY, -INFINITY, INFINITY};
  for (size_t i = 0; i < MOST_SERIES && c->series[i].column != NULL; i++) {
    size_t column = book_find_column(t, c->series[i].column);
    if (column < t->view.count)
      extend(&e, t, r, column);
  }
  return e;
}

static double largest_of(const extent *e)
{
  return fmax(fabs(e->least), fabs(e->most));
}

/* Whether there is something to see: figures other than 0, and none that dwarfs all others, as the cost of the few
 * first weeks of a home does. Of costs by financial year, what is drawn is the total. */
static bool is_drawn(const chart_of_table *c, const book_table *t, run r, size_t labels)
{
  extent e = extent_of(c, t, r);
  bool by_year = strcmp(c->table, "budget") == 0 || strcmp(c->table, "difference") == 0;
  if (!(e.least <= e.most) || (e.least == 0 && e.most == 0) ||
      (strcmp(c->table, "unit_costs") == 0 && e.most > 10 * e.tiny))
    return false;
  return !by_year || labels == 0 || strcmp(book_label(t, r.first, labels - 1), "total") == 0;
}

static void add_series(book *b, lxw_chart *chart, const chart_of_table *c, const book_table *t, run r, const series *s,
                       size_t labels)
{
  size_t column = book_find_column(t, s->column);
  if (column == t->view.count)
    return;
  lxw_row_t first = t->first + (lxw_row_t)r.first, last = first + (lxw_row_t)r.count - 1;
  lxw_chart_series *drawn = chart_add_series(chart, NULL, NULL);
  if (drawn == NULL) {
    book_note(b, LXW_ERROR_MEMORY_MALLOC_FAILED);
    return;
  }
  chart_series_set_categories(drawn, t->sheet->name, first, (lxw_col_t)labels, last, (lxw_col_t)labels);
  chart_series_set_values(drawn, t->sheet->name, first, (lxw_col_t)column, last, (lxw_col_t)column);
  chart_series_set_name(drawn, t->view.columns[column].column.heading);
  if (c->type == LXW_CHART_LINE) {
    lxw_chart_line line = {.color = s->colour, .width = s->width, .dash_type = s->dash};
    chart_series_set_line(drawn, &line);
  } else {
    lxw_chart_fill fill = {.color = s->colour};
    chart_series_set_fill(drawn, &fill);
  }
}

/* The title of the chart: its own, and the texts that the rows of the run share where there are several runs. */
static void title_of(const chart_of_table *c, const book_table *t, run r, size_t labels, char title[TITLE_SIZE])
{
  snprintf(title, TITLE_SIZE, "%.200s", c->title != NULL ? c->title : t->view.table.heading);
  for (size_t column = 0; column < labels && r.count < t->view.table.row_count; column++) {
    size_t length = strlen(title);
    const char *label = book_is_text(t, column) ? book_label(t, r.first, column) : "";
    if (label[0] != '\0' && strcmp(label, "total") != 0)
      snprintf(title + length, TITLE_SIZE - length, ": %.200s", label);
  }
}

static void draw(workbook_gallery *g, const chart_of_table *c, const book_table *t, run all, size_t labels)
{
  bool lying = c->type == LXW_CHART_BAR_STACKED, cut = lying && all.count > MOST_BARS;
  run r = {all.first, cut ? MOST_BARS : all.count};
  book *b = g->book;
  char text[TITLE_SIZE], values[96], unit[32], format[64];
  size_t column = t->view.count;
  extent e = extent_of(c, t, r);
  for (size_t i = 0; i < MOST_SERIES && c->series[i].column != NULL; i++) {
    size_t found = book_find_column(t, c->series[i].column);
    column = found < t->view.count ? found : column;
  }
  lxw_chart *chart = column < t->view.count ? workbook_add_chart(b->file, c->type) : NULL;
  title_of(c, t, all, labels, text);
  if (cut)
    snprintf(text + strlen(text), sizeof text - strlen(text), ": the first %d", MOST_BARS);
  char *title = workbook_text(text, MOST_TITLE);
  if (chart == NULL || title == NULL) {
    if (column < t->view.count)
      book_note(b, LXW_ERROR_MEMORY_MALLOC_FAILED);
    free(title);
    return;
  }
  book_axis_format(t, column, largest_of(&e), format);
  book_unit(t, column, unit);
  bool said = unit[0] == '\0' || strcmp(unit, "average number") == 0 || strcmp(unit, "nights") == 0;
  snprintf(values, sizeof values, "%.60s%s%s", c->values, said ? "" : ", ", said ? "" : unit);
  size_t count = 0;
  for (size_t i = 0; i < MOST_SERIES && c->series[i].column != NULL; i++) {
    count += book_find_column(t, c->series[i].column) < t->view.count;
    add_series(b, chart, c, t, r, &c->series[i], labels);
  }
  workbook_chart_style(chart, lying, title, c->axis, values, format);
  if (c->type == LXW_CHART_COLUMN && e.least >= 0)
    chart_axis_set_min(chart->y_axis, 0);
  free(title);
  if (c->gap > 0)
    chart_set_series_gap(chart, c->gap);
  if (c->interval > 0) {
    uint16_t interval = (uint16_t)(r.count > 40 ? c->interval * ((r.count + 39) / 40) : c->interval);
    chart_axis_set_interval_unit(chart->x_axis, interval);
    chart_axis_set_interval_tick(chart->x_axis, interval);
  }
  if (strcmp(c->labels, "month") == 0)
    chart_axis_set_num_format(chart->x_axis, BOOK_MONTH);
  if (!book_is_text(t, labels)) {
    extent of_labels = {INFINITY, -INFINITY, INFINITY};
    extend(&of_labels, t, r, labels);
    book_axis_format(t, labels, largest_of(&of_labels), format);
    chart_axis_set_num_format(chart->x_axis, format);
  }
  if (count == 1)
    chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
  workbook_chart_insert(g, chart, t->view.table.summary[0] != '\0' ? t->view.table.summary : t->view.table.heading);
}

/* Draws the charts of all tables, or only the first of all. */
static void draw_all(workbook_gallery *g)
{
  for (size_t part = 0; part < g->book->of->count; part++) {
    workbook_draw_steps(g, part);
    for (size_t i = 0; i < sizeof charts / sizeof *charts; i++) {
      const book_table *t = book_find_table(g->book, part, charts[i].table);
      size_t labels = t != NULL ? book_find_column(t, charts[i].labels) : 0;
      if (t == NULL || labels == t->view.count)
        continue;
      for (run r = find_run(t, 0, labels); r.count > 0; r = find_run(t, r.first + r.count, labels)) {
        if (is_drawn(&charts[i], t, r, labels) && (g->paged || g->count == 0))
          draw(g, &charts[i], t, r, labels);
      }
    }
  }
}

bool book_has_charts(const book *b)
{
  static const char *const others[] = {"waterfall", "tornado"};
  for (size_t i = 0; i < b->table_count; i++) {
    for (size_t k = 0; k < sizeof charts / sizeof *charts; k++)
      if (strcmp(b->tables[i].view.table.name, charts[k].table) == 0)
        return true;
    for (size_t k = 0; k < sizeof others / sizeof *others; k++)
      if (strcmp(b->tables[i].view.table.name, others[k]) == 0)
        return true;
  }
  return false;
}

/* Four charts to a page. */
static void break_pages(book *b, lxw_worksheet *sheet, size_t count)
{
  lxw_row_t breaks[MOST_PAGES + 1] = {0}; /* 0 ends the list */
  for (size_t page = 1; page <= MOST_PAGES && page * 4 < count; page++)
    breaks[page - 1] = 2 + (lxw_row_t)page * 2 * BOOK_CHART_HEIGHT;
  if (breaks[0] > 0)
    book_note(b, worksheet_set_h_pagebreaks(sheet, breaks));
}

bool book_write_charts(book *b, lxw_worksheet *summary, lxw_row_t row, lxw_col_t column)
{
  lxw_worksheet *sheet = workbook_get_worksheet_by_name(b->file, "Charts");
  workbook_gallery first = {.book = b, .sheet = summary, .row = row, .column = column};
  workbook_gallery all = {.book = b, .sheet = sheet, .row = 2, .paged = true};
  if (sheet == NULL)
    return false;
  draw_all(&first);
  book_text(b, sheet, 0, 0, "Charts", book_format(b, "", LOOK_TITLE));
  draw_all(&all);
  break_pages(b, sheet, all.count);
  return first.count > 0;
}
