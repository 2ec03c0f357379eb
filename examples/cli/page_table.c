/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page_table.h"

#include "page_parts.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define WHOLE_ROWS 15 /* of a table that is printed on one page */

static const char *const month_names[] = {"January", "February", "March",     "April",   "May",      "June",
                                          "July",    "August",   "September", "October", "November", "December"};

/* Whether `text` has the form of `form`, in which 0 stands for any digit. */
static bool has_form(const char *text, const char *form)
{
  for (; *form != '\0'; text++, form++)
    if (*form == '0' ? *text < '0' || *text > '9' : *text != *form)
      return false;
  return *text == '\0';
}

/* Dates, and months in a column of that name, as they are written in English; any other text as it is. */
static void put_words(page_out *out, const char *column, const char *text)
{
  bool date = has_form(text, "0000-00-00"), month = strcmp(column, "month") == 0 && has_form(text, "0000-00");
  int number = date || month ? (text[5] - '0') * 10 + text[6] - '0' : 0;
  if (number < 1 || number > 12) {
    page_put_text(out, text);
    return;
  }
  char words[40];
  (void)snprintf(words, sizeof words, "%s%s%s %.4s", date ? text + 8 + (text[8] == '0') : "", date ? " " : "",
                 month_names[number - 1], text);
  page_put(out, words);
}

/* The figure as it is in JSON, to the penny, beside what people read. */
static void put_value(page_out *out, int32_t unit, double value)
{
  char text[400];
  bool money = unit == PLACEMENT_UNIT_MONEY || unit == PLACEMENT_UNIT_WEEKLY_COST;
  (void)snprintf(text, sizeof text, money ? "%.2f" : "%.9g", money ? round(value * 100) / 100 : value);
  page_put(out, text);
}

static void put_cell(page_out *out, const view *v, size_t row, const view_column *c)
{
  char figure[VIEW_CELL_SIZE];
  const char *text = view_cell(v, row, c, figure);
  if (c->column.unit == PLACEMENT_UNIT_TEXT) {
    page_put(out, "<td class=\"words\">");
    put_words(out, c->column.name, text);
    page_put(out, "</td>");
    return;
  }
  double value = placement_findings_number(v->findings, v->number, row, c->position);
  if (isnan(value)) {
    page_put(out, "<td>\xE2\x80\x93</td>");
    return;
  }
  page_put(out, "<td><data value=\"");
  put_value(out, placement_findings_unit(v->findings, v->number, row, c->position), value);
  page_put(out, "\">");
  if (text[0] == '-') { /* a minus sign is as wide as a digit */
    page_put(out, "\xE2\x88\x92");
    text++;
  }
  page_put_text(out, text);
  page_put(out, "</data></td>");
}

/* The heading of a row, or over several, `level` steps to the right. */
static void begin_heading(page_out *out, const char *scope, size_t level)
{
  page_put(out, "<th scope=\"");
  page_put(out, scope);
  page_put(out, "\" class=\"level-");
  page_put_whole(out, level);
}

static void put_words_of(page_out *out, const view *v, size_t row, size_t level)
{
  char figure[VIEW_CELL_SIZE];
  const view_column *c = &v->columns[level];
  put_words(out, c->column.name, view_cell(v, row, c, figure));
}

/* Its text stays in sight while the table is scrolled. Headings above that began with an earlier body of the table are
 * read out, because they count for that alone. */
static void put_heading(page_out *out, const view *v, size_t row, size_t level, size_t change)
{
  page_put(out, level < v->groups ? "\"><span>" : "\">");
  for (size_t above = 0; level == change && above < level; above++) {
    page_put(out, "<span class=\"unseen\">");
    put_words_of(out, v, row, above);
    page_put(out, ", </span>");
  }
  put_words_of(out, v, row, level);
  page_put(out, level < v->groups ? "</span></th>" : "</th>");
}

/* The columns that are shown: all, or some of them and what tells the rows apart. */
typedef struct extent {
  size_t first, from, to;
} extent;

static bool is_shown(const extent *e, size_t column)
{
  return column < e->first || (column >= e->from && column < e->to);
}

static void put_row(page_out *out, const view *v, size_t row, const extent *e)
{
  size_t change = view_first_change(v, row), level = change;
  size_t columns = e->first - v->groups + e->to - e->from;
  bool begins = level<v->groups, alone = v->groups> 0 && v->labelled && view_label(v, row)[0] == '\0';
  if (begins && row > 0)
    page_put(out, "</tbody>\n<tbody>\n");
  for (; level + alone < v->groups; level++) {
    page_put(out, "<tr class=\"group\">");
    begin_heading(out, "rowgroup", level);
    page_put(out, "\" colspan=\"");
    page_put_whole(out, columns);
    put_heading(out, v, row, level, change);
    page_put(out, "</tr>\n");
  }
  level = v->groups - alone;
  page_put(out, placement_findings_addend_count(v->findings, v->number, row) > 0 ? "<tr class=\"sum\">"
                : alone                                                          ? "<tr class=\"group\">"
                                                                                 : "<tr>");
  begin_heading(out, "row", level);
  put_heading(out, v, row, level, alone ? change : SIZE_MAX);
  for (size_t i = v->groups + 1; i < v->count; i++)
    if (is_shown(e, i))
      put_cell(out, v, row, &v->columns[i]);
  page_put(out, "</tr>\n");
}

static void put_column_heading(page_out *out, const view *v, size_t column)
{
  const placement_table_column *c = &v->columns[column].column;
  if (c->heading[0] == '\0') {
    page_put(out, "<td></td>");
    return;
  }
  page_put(out, c->unit == PLACEMENT_UNIT_TEXT ? "<th scope=\"col\" class=\"words\">" : "<th scope=\"col\">");
  if (column > 0 && strcmp(c->heading, "std error") == 0) {
    page_put(out, "<span class=\"unseen\">");
    page_put_text(out, v->columns[column - 1].column.heading);
    page_put(out, ", </span>");
  }
  page_put_text(out, c->heading);
  page_put(out, "</th>");
}

/* Behind its first tag: the caption, with "(1 of 3)" of a table in parts, and all rows. */
static void put_table(page_out *out, const page_entry *entry, const extent *e, const char *part)
{
  const view *v = &entry->view;
  page_put(out, "<span><b>Table ");
  page_put_whole(out, entry->number);
  page_put(out, part);
  page_put(out, ".</b> ");
  page_put_text(out, v->table.heading);
  page_put(out, v->has_money ? ", in " : "");
  page_put_text(out, view_corner(v));
  page_put(out, "</span></caption>\n<thead><tr>");
  for (size_t i = v->groups; i < v->count; i++)
    if (is_shown(e, i))
      put_column_heading(out, v, i);
  page_put(out, "</tr></thead>\n<tbody>\n");
  for (size_t row = 0; row < v->table.row_count; row++)
    put_row(out, v, row, e);
  page_put(out, "</tbody>\n</table>");
}

static void put_parts(page_out *out, const page_entry *entry, const page_parts *parts)
{
  const view *v = &entry->view;
  size_t count = 0, part = 0;
  for (size_t from = parts->first; from < v->count; from = page_parts_end(parts, v, from))
    count++;
  for (extent e = {parts->first, parts->first, 0}; e.from < v->count; e.from = e.to) {
    char words[64];
    e.to = page_parts_end(parts, v, e.from);
    (void)snprintf(words, sizeof words, " (%zu of %zu)", ++part, count);
    page_put(out, v->table.row_count <= WHOLE_ROWS ? "<div class=\"on-paper whole\">" : "<div class=\"on-paper\">");
    page_put(out, v->groups > 0 ? "<table class=\"grouped\">\n<caption>" : "<table>\n<caption>");
    put_table(out, entry, &e, words);
    page_put(out, "</div>\n");
  }
}

void page_table_write(page_out *out, const page_entry *entry)
{
  const view *v = &entry->view;
  page_parts parts = page_parts_find(v);
  extent all = {v->groups + 1, v->groups + 1, v->count};
  page_put(out, "<div class=\"scroll");
  page_put(out, v->table.row_count <= WHOLE_ROWS ? " whole" : "");
  page_put(out, parts.narrow && v->table.row_count > WHOLE_ROWS ? " narrow" : "");
  page_put(out, !parts.fits ? " on-screen" : parts.small ? " small" : "");
  page_put(out, "\" tabindex=\"0\" role=\"region\" aria-labelledby=\"caption-");
  page_put_whole(out, entry->number);
  page_put(out, "\"><table id=\"table-");
  page_put_whole(out, entry->number);
  page_put(out, v->groups > 0 ? "\" class=\"grouped\">\n<caption id=\"caption-" : "\">\n<caption id=\"caption-");
  page_put_whole(out, entry->number);
  page_put(out, "\">");
  put_table(out, entry, &all, "");
  page_put(out, "</div>\n");
  if (!parts.fits)
    put_parts(out, entry, &parts);
}
