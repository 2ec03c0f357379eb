/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The first sheet and the last: the answer, key figures by name, what the sheets hold; and provenance.
 */
#include "workbook_book.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define MOST_NAMED 600 /* cells of a table */
#define MOST_KEYS 3
#define NAME_SIZE 256
#define LAST 12 /* column of paragraphs */
#define WIDTH 160.0
#define FIRST_WIDTH 30.0
#define CHART_COLUMN 4

/* The table that gives the key figures: the one that the answer is in. */
static const book_table *leading_table(const book *b, size_t part)
{
  static const char *const first[] = {"difference", "budget", "cost.total"};
  for (size_t i = 0; i < sizeof first / sizeof *first; i++) {
    const book_table *t = book_find_table(b, part, first[i]);
    if (t != NULL)
      return t;
  }
  for (size_t i = 0; i < b->table_count; i++)
    if (b->tables[i].part == part && b->tables[i].labels < b->tables[i].view.count)
      return &b->tables[i];
  return NULL;
}

/* Whether a column of figures tells rows apart, such as months, before others. */
static bool is_key(const book_table *t, size_t column)
{
  size_t end = t->view.figures + t->view.keys;
  return column >= t->view.figures && column < end && end < t->view.count && !book_is_text(t, column);
}

/* Appends a label to a name, without what it has in parentheses. */
static void add_label(char name[NAME_SIZE], const char *label)
{
  size_t length = strlen(name), most = strcspn(label, "(");
  snprintf(name + length, NAME_SIZE - length, "%s%.*s", length > 0 ? "_" : "", most < 40 ? (int)most : 40, label);
}

/* Whether a row has the labels of its neighbour, so that only figures such as months tell them apart. */
static bool is_repeated(const book_table *t, size_t row)
{
  bool above = row > 0, below = row + 1 < t->view.table.row_count;
  for (size_t i = 0; i < t->labels; i++) {
    above = above && strcmp(book_label(t, row, i), book_label(t, row - 1, i)) == 0;
    below = below && strcmp(book_label(t, row, i), book_label(t, row + 1, i)) == 0;
  }
  return above || below;
}

/* "option_2_total": of scenarios side by side, the first of which is the base. */
static void side_name(size_t row, const char *figure, char name[NAME_SIZE])
{
  if (row == 0)
    snprintf(name, NAME_SIZE, "base_%.40s", figure);
  else
    snprintf(name, NAME_SIZE, "option_%zu_%.40s", row, figure);
}

/* "total_mean_2020_21": the first label, the column, the other labels but for totals. A table with one label, or
 * with numbers for labels, has its own name in front. */
static void cell_name(const book *b, const book_table *t, size_t row, size_t column, char name[NAME_SIZE])
{
  const char *figure = t->view.columns[column].column.name, *first = t->labels > 1 ? book_label(t, row, 0) : "0";
  size_t behind = first[0] >= '0' && first[0] <= '9' ? 0 : 1;
  const char *cut = figure[0] == 'p' && figure[1] >= '0' && figure[1] <= '9' ? "P" : "";
  char number[32];
  if (strcmp(t->view.table.name, "overview") == 0) {
    side_name(row, figure, name);
    return;
  }
  book_prefix(b, t->part, name);
  name[strlen(name) > 0 ? strlen(name) - 1 : 0] = '\0'; /* the "_" comes with what follows */
  add_label(name, behind > 0 ? first : t->view.table.name);
  if (behind == 0 || strcmp(figure, first) != 0) { /* not "total_total" */
    snprintf(number, sizeof number, "%s%.24s", cut, figure + strlen(cut));
    add_label(name, number);
  }
  for (size_t i = behind; i < t->view.count; i++) {
    if (is_key(t, i) && is_repeated(t, row)) {
      snprintf(number, sizeof number, "%.0f", book_figure(t, row, i));
      add_label(name, number);
    } else if (i < t->labels && book_label(t, row, i)[0] != '\0' && strcmp(book_label(t, row, i), "total") != 0) {
      add_label(name, book_label(t, row, i));
    }
  }
}

/* The rows that give key figures: that of which the answer tells; or else the last whose labels say that it is a total
 * and nothing else; or all of a small table; or the first. */
typedef struct keys {
  size_t first, count;
} keys;

static keys key_rows(const book_table *t)
{
  size_t rows = t->view.table.row_count;
  if (t->view.table.answer_row < rows)
    return (keys){t->view.table.answer_row, 1};
  for (size_t row = rows; row > 0; row--) {
    bool total = t->labels > 0;
    for (size_t i = 0; i < t->labels; i++)
      total =
          total && (strcmp(book_label(t, row - 1, i), "total") == 0 || (i > 0 && book_label(t, row - 1, i)[0] == '\0'));
    if (total)
      return (keys){row - 1, 1};
  }
  return rows <= MOST_KEYS ? (keys){0, rows} : (keys){0, 1};
}

/* The labels of a row, each once, and what else tells it apart: "all phases, 12 months". */
static void row_text(const book_table *t, size_t row, char text[NAME_SIZE])
{
  text[0] = '\0';
  for (size_t i = 0; i < t->labels; i++) {
    size_t length = strlen(text);
    const char *label = book_label(t, row, i);
    if (label[0] != '\0' && (i == 0 || strcmp(label, book_label(t, row, i - 1)) != 0))
      snprintf(text + length, NAME_SIZE - length, "%s%.80s", length > 0 ? ", " : "", label);
  }
  for (size_t i = t->labels; i < t->view.count; i++) {
    size_t length = strlen(text), heading = strlen(t->view.columns[i].column.heading);
    double number = is_key(t, i) ? book_figure(t, row, i) : NAN;
    bool one = number == 1 && heading > 1 && t->view.columns[i].column.heading[heading - 1] == 's';
    if (isfinite(number))
      snprintf(text + length, NAME_SIZE - length, "%s%.0f %.*s", length > 0 ? ", " : "", number,
               (int)(one ? heading - 1 : heading), t->view.columns[i].column.heading);
  }
}

/* A line of the key figures: the heading of the figure, which refers to its cell, and its name. That of a standard
 * error says of what it is. */
static void write_key(book *b, lxw_worksheet *summary, lxw_row_t row, const book_table *t, size_t from, size_t column,
                      const char *name)
{
  const placement_table_column *c = &t->view.columns[column].column;
  char text[NAME_SIZE], format[64], cell[LXW_MAX_CELL_NAME_LENGTH], formula[96];
  size_t length = strlen(c->name);
  bool error = column > 0 && length > 3 && strcmp(c->name + length - 3, "_se") == 0;
  snprintf(text, sizeof text, "%.80s%s%.80s", c->heading, error ? " of " : "",
           error ? t->view.columns[column - 1].column.heading : "");
  book_number_format(t, from, column, format);
  lxw_rowcol_to_cell(cell, t->first + (lxw_row_t)from, (lxw_col_t)column);
  snprintf(formula, sizeof formula, "='%s'!%s", t->sheet->name, cell);
  book_text(b, summary, row, 0, text, book_format(b, "", LOOK_PLAIN));
  book_formula(b, summary, row, 1, formula, book_format(b, format, LOOK_RIGHT | LOOK_BOLD),
               book_figure(t, from, column));
  book_text(b, summary, row, 2, name, book_format(b, "", LOOK_NOTE | LOOK_INDENTED));
}

/* Names the figures of a table, and, if `told`, writes those of its key rows from `row` of the summary on, under the
 * heading of the table and the number of an alternative, if that is not 0. Returns the row behind. */
static lxw_row_t write_key_figures(book *b, lxw_worksheet *summary, const book_table *t, lxw_row_t row, size_t number,
                                   bool told)
{
  keys key = key_rows(t);
  size_t rows = t->view.table.row_count;
  bool all = rows * (t->view.count - t->labels) <= MOST_NAMED;
  char name[NAME_SIZE], text[NAME_SIZE];
  snprintf(text, sizeof text, number > 0 ? "%.200s: option %zu" : "%.200s", t->view.table.heading, number);
  if (told)
    book_text(b, summary, row++, 0, text, book_format(b, "", LOOK_HEADING));
  for (size_t r = all ? 0 : key.first; r < (all ? rows : key.first + key.count); r++) {
    bool shown = told && r >= key.first && r < key.first + key.count;
    row_text(t, r, text);
    if (shown && text[0] != '\0')
      book_text(b, summary, row++, 0, text, book_format(b, "", LOOK_BOLD));
    for (size_t column = t->labels; column < t->view.count; column++) {
      lxw_row_t at = t->first + (lxw_row_t)r;
      if (!isfinite(book_figure(t, r, column)) || is_key(t, column)) /* texts among them */
        continue;
      cell_name(b, t, r, column, name);
      const char *kept = book_name(b, name, t->sheet, at, (lxw_col_t)column, at, (lxw_col_t)column);
      if (shown)
        write_key(b, summary, row++, t, r, column, kept);
    }
  }
  return told ? row + 1 : row;
}

/* The key figures of a part: of the tables of whose rows the answer tells, or else of the leading one. */
static lxw_row_t write_part(book *b, lxw_worksheet *summary, size_t part, lxw_row_t row)
{
  size_t number = b->of->titles != NULL ? part : 0;
  const book_table *leading = leading_table(b, part);
  bool any = false;
  for (size_t i = 0; i < b->table_count; i++) {
    const book_table *t = &b->tables[i];
    if (t->part != part || t->view.table.answer_row >= t->view.table.row_count)
      continue;
    row = write_key_figures(b, summary, t, row, number, true);
    any = true;
    leading = t == leading ? NULL : leading;
  }
  return leading != NULL ? write_key_figures(b, summary, leading, row, number, !any) : row;
}

static lxw_row_t write_contents(book *b, lxw_worksheet *summary, lxw_row_t row)
{
  static const char *const last[][2] = {
      {"Dictionary", "What each column of each sheet is"},
      {"Provenance", "What the figures rest on, and where the methods come from"},
  };
  char link[BOOK_SHEET_NAME_SIZE + 32];
  lxw_format *look = book_format(b, "", LOOK_LINK | LOOK_TOP);
  book_text(b, summary, row++, 0, "What the sheets hold", book_format(b, "", LOOK_HEADING));
  for (size_t s = 0; s < b->table_count; s++) {
    size_t part = b->tables[s].part;
    if (b->of->titles != NULL && part > 0 && (s == 0 || b->tables[s - 1].part != part)) {
      char title[NAME_SIZE];
      snprintf(title, sizeof title, "Option %zu: %.200s", part, b->of->titles[part]);
      book_text(b, summary, row++, 0, title, book_format(b, "", LOOK_BOLD));
    }
    snprintf(link, sizeof link, "internal:'%s'!A1", b->sheets[s].name);
    book_note(b, worksheet_write_url_opt(summary, row, 0, link, look, b->sheets[s].name, NULL));
    book_paragraph(b, summary, row++, 1, LAST, WIDTH - FIRST_WIDTH, b->tables[s].view.table.heading, LOOK_PLAIN);
  }
  for (size_t i = 0; i < sizeof last / sizeof *last; i++) {
    snprintf(link, sizeof link, "internal:'%s'!A1", last[i][0]);
    book_note(b, worksheet_write_url_opt(summary, row, 0, link, look, last[i][0], NULL));
    book_text(b, summary, row++, 1, last[i][1], book_format(b, "", LOOK_TOP));
  }
  return row;
}

/* Whether quantiles stand beside figures that add up. */
static bool has_quantiles(const book *b)
{
  for (size_t i = 0; i < b->table_count; i++)
    for (size_t row = 0; row < b->tables[i].view.table.row_count; row++)
      if (book_addends(&b->tables[i], row) > 0 && book_find_column(&b->tables[i], "p90") < b->tables[i].view.count)
        return true;
  return false;
}

/* How to read the sheets, with the names of a table and of a figure, if any, as examples. */
static void write_reading(book *b, lxw_worksheet *summary, lxw_row_t row, const char *table, const char *figure)
{
  char names[NAME_SIZE * 3];
  if (b->formula_count > 0)
    book_paragraph(b, summary, row++, 0, LAST, WIDTH,
                   "Figures that follow from others of their sheet are formulas: sums (bold rows below a line are "
                   "totals), differences and shares. All other figures are values.",
                   LOOK_NOTE);
  if (has_quantiles(b))
    book_paragraph(b, summary, row++, 0, LAST, WIDTH,
                   "Plan figures and means add up; quantiles (columns such as P10 and P90) do not, because not "
                   "everything is dear at once. P90, say: in 90 of 100 futures the figure is no higher.",
                   LOOK_NOTE);
  if (table == NULL)
    return;
  snprintf(names, sizeof names,
           "Cells hold more digits than they show. For formulas of your own, each table has a name (such as %.200s)%s"
           "%.200s%s",
           table, figure != NULL ? ", and so has each figure of the table that the key figures are from (such as " : "",
           figure != NULL ? figure : "", figure != NULL ? ")." : ".");
  book_paragraph(b, summary, row, 0, LAST, WIDTH, names, LOOK_NOTE);
}

void book_write_summary(book *b)
{
  lxw_worksheet *summary = workbook_get_worksheet_by_name(b->file, "Summary");
  lxw_row_t row = 0, charts = 0;
  char title[NAME_SIZE];
  book_note(b, worksheet_set_column(summary, 0, 0, FIRST_WIDTH, NULL));
  book_note(b, worksheet_set_column(summary, 1, 1, 16, NULL));
  book_note(b, worksheet_set_column(summary, 2, 2, 36, NULL));
  book_note(b, worksheet_set_column(summary, 3, 3, 3, NULL));
  book_paragraph(b, summary, row++, 0, LAST, WIDTH, b->of->title, LOOK_TITLE);
  for (size_t part = 0; part < b->of->count; part++) {
    const placement_findings *f = b->of->parts[part];
    if (part > 0 && b->of->titles != NULL) {
      snprintf(title, sizeof title, "Option %zu: %.200s", part, b->of->titles[part]);
      book_text(b, summary, row++, 0, title, book_format(b, "", LOOK_HEADING));
    }
    for (size_t i = 0; i < placement_findings_sentence_count(f); i++)
      book_paragraph(b, summary, row++, 0, LAST, WIDTH, placement_findings_sentence(f, i), LOOK_PLAIN);
    row++;
  }
  charts = row;
  size_t named = b->name_count; /* tables so far */
  static const char *const headings[] = {"Key figures", "", "Name for formulas"};
  for (lxw_col_t i = 0; i < 3; i++)
    book_text(b, summary, row, i, headings[i], book_format(b, "", LOOK_HEADER | (i == 2 ? LOOK_INDENTED : 0)));
  row++;
  for (size_t part = 0; part < b->of->count; part++)
    row = write_part(b, summary, part, row);
  size_t figures = b->name_count;
  if (book_write_charts(b, summary, charts, CHART_COLUMN) && row < charts + BOOK_CHART_HEIGHT)
    row = charts + BOOK_CHART_HEIGHT;
  row = write_contents(b, summary, row) + 1;
  write_reading(b, summary, row, named > 0 ? b->names[0] : NULL, figures > named ? b->names[named] : NULL);
}

/* "scenario_sha256" as "scenario sha256". */
static void write_name(book *b, lxw_worksheet *sheet, lxw_row_t row, const char *name)
{
  char text[80];
  snprintf(text, sizeof text, "%.79s", name);
  for (char *c = text; *c != '\0'; c++)
    *c = *c == '_' ? ' ' : *c;
  book_text(b, sheet, row, 0, text, book_format(b, "", LOOK_BOLD | LOOK_TOP));
}

void book_write_provenance(book *b)
{
  lxw_worksheet *sheet = book_add_sheet(b, "Provenance");
  lxw_row_t row = 0;
  if (sheet == NULL)
    return;
  book_note(b, worksheet_set_column(sheet, 0, 0, 24, NULL));
  book_note(b, worksheet_set_column(sheet, 1, 1, 100, NULL));
  book_text(b, sheet, row++, 0, "Provenance", book_format(b, "", LOOK_TITLE));
  book_paragraph(b, sheet, row++, 0, 1, 124.0,
                 "The same scenario, version, seed and number of replications give the same figures, on every machine.",
                 LOOK_NOTE);
  lxw_format *text = book_format(b, "", LOOK_WRAPPED | LOOK_TOP);
  row++;
  write_name(b, sheet, row, "command");
  book_text(b, sheet, row++, 1, b->of->command, text);
  for (size_t part = 0; part < b->of->count; part++) {
    const placement_findings *f = b->of->parts[part];
    row++;
    write_name(b, sheet, row, "format");
    book_text(b, sheet, row++, 1, placement_findings_format(f), text);
    for (size_t i = 0; i < placement_findings_provenance_count(f); i++) {
      write_name(b, sheet, row, placement_findings_provenance_name(f, i));
      book_text(b, sheet, row++, 1, placement_findings_provenance_value(f, i), text);
    }
    for (size_t i = 0; i < placement_findings_source_count(f); i++) {
      write_name(b, sheet, row, "method");
      book_text(b, sheet, row++, 1, placement_findings_source(f, i), text);
    }
  }
}
