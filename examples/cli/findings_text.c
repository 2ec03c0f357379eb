/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "findings_text.h"

#include "findings_tail.h"
#include "options.h"
#include "table.h"
#include "terminal.h"
#include "text.h"
#include "view.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define INDENT 2 /* blanks before rows under a heading */
#define HEADING_SIZE 64

/* The headings that begin with this row, and its label; a row without one stands on the line of the last heading. */
static void begin_row(table *t, const view *v, size_t row)
{
  char text[VIEW_CELL_SIZE];
  const char *label = view_label(v, row);
  size_t level = view_first_change(v, row), own = v->groups - (label[0] == '\0' && v->groups > 0);
  for (; level < own; level++)
    table_row(t, level * INDENT, view_cell(v, row, &v->columns[level], text));
  table_row(t, own * INDENT, own < v->groups ? view_cell(v, row, &v->columns[own], text) : label);
}

static table *new_table(const view *v)
{
  char text[VIEW_CELL_SIZE];
  table *t = table_new(v->count > v->figures ? v->count - v->figures : 1);
  table_keys(t, v->keys);
  table_row(t, 0, view_corner(v));
  for (size_t i = v->figures; i < v->count; i++) {
    table_text(t, v->columns[i].column.heading);
    if (v->columns[i].is_text)
      table_left(t, i - v->figures);
  }
  for (size_t row = 0; row < v->table.row_count; row++) {
    begin_row(t, v, row);
    for (size_t i = v->figures; i < v->count; i++)
      table_text(t, view_cell(v, row, &v->columns[i], text));
  }
  return t;
}

/* In thousands if it fits into the width then, and not otherwise. */
static bool print_rows(view *v)
{
  money_scale scale = v->scale;
  table *t = new_table(v);
  if (!table_fits(t, stdout) && view_in_thousands(v)) {
    table *in_thousands = new_table(v);
    if (table_fits(in_thousands, stdout)) {
      table_free(t);
      t = in_thousands;
    } else {
      table_free(in_thousands);
      v->scale = scale;
    }
  }
  bool printed = table_print(t, stdout);
  table_free(t);
  return printed;
}

/* Whether all that there is beside the headings are texts, sentences among them: a row that fits into no line. */
static bool is_list(const view *v)
{
  bool texts = v->count >= v->groups + 2, fits = true;
  for (size_t i = v->groups; i < v->count; i++)
    texts = texts && v->columns[i].is_text;
  for (size_t row = 0; row < v->table.row_count && texts && fits; row++) {
    size_t width = 0;
    for (size_t i = v->groups; i < v->count; i++) {
      const char *text = placement_findings_text(v->findings, v->number, row, v->columns[i].position);
      width += text_width(text, strlen(text)) + 2;
    }
    fits = width <= terminal_width(stdout);
  }
  return texts && !fits;
}

/* What further columns say follows under their headings, once for all rows in sequence that say the same. */
static void print_more(const view *v, size_t row)
{
  for (size_t i = v->groups + 2; i < v->count; i++) {
    const view_column *column = &v->columns[i];
    const char *text = placement_findings_text(v->findings, v->number, row, column->position);
    const char *next = placement_findings_text(v->findings, v->number, row + 1, column->position);
    char heading[HEADING_SIZE];
    bool told = text[0] == '\0' || (row + 1 < v->table.row_count && strcmp(text, next) == 0);
    snprintf(heading, sizeof heading, "  %s: ", column->column.heading);
    heading[2] = (char)toupper((unsigned char)heading[2]);
    if (!told)
      text_print_wrapped(stdout, heading, text);
  }
}

/* A paragraph for each row: its first text, and what the second says of it. */
static bool print_list(const view *v)
{
  char cell[VIEW_CELL_SIZE];
  for (size_t row = 0; row < v->table.row_count; row++) {
    const char *first = placement_findings_text(v->findings, v->number, row, v->columns[v->groups].position);
    const char *second = placement_findings_text(v->findings, v->number, row, v->columns[v->groups + 1].position);
    size_t size = strlen(first) + strlen(second) + sizeof ": ";
    char *text = malloc(size);
    if (text == NULL)
      return false;
    for (size_t level = view_first_change(v, row); level < v->groups; level++)
      text_print_wrapped(stdout, "", view_cell(v, row, &v->columns[level], cell));
    snprintf(text, size, "%s: %s", first, second);
    text_print_wrapped(stdout, "- ", text);
    free(text);
    print_more(v, row);
  }
  return true;
}

static bool print_table(const placement_findings *f, size_t number)
{
  view v;
  bool printed = view_new(f, number, &v);
  if (printed && v.count > 0 && v.table.detail == 0) {
    fputc('\n', stdout);
    text_print_heading(stdout, v.table.heading);
    printed = is_list(&v) ? print_list(&v) : print_rows(&v);
    if (v.table.note[0] != '\0')
      text_print_wrapped(stdout, "", v.table.note);
  }
  view_clear(&v);
  return printed;
}

static bool print_part(const placement_findings *f)
{
  bool printed = true;
  for (size_t i = 0; i < placement_findings_sentence_count(f); i++)
    text_print_wrapped(stdout, "", placement_findings_sentence(f, i));
  for (size_t i = 0; i < placement_findings_table_count(f) && printed; i++)
    printed = print_table(f, i);
  return printed;
}

static void print_line(const char *label, const char *text)
{
  text_print_wrapped(stdout, label, text);
}

int findings_text_print(const document *d)
{
  bool printed = true;
  text_print_heading(stdout, d->title);
  for (size_t i = 0; i < d->count && printed; i++) {
    if (i > 0)
      fputc('\n', stdout);
    if (i > 0 && d->titles != NULL)
      text_print_heading(stdout, d->titles[i]);
    printed = print_part(d->parts[i]);
  }
  char *details = findings_tail_details(d->parts, d->count);
  if (details != NULL && details[0] != '\0') {
    fputc('\n', stdout);
    print_line("", details);
  }
  fputc('\n', stdout);
  findings_tail_provenance(d->parts, d->count, print_line);
  printed = printed && details != NULL;
  free(details);
  if (printed)
    return EXIT_FINE;
  complain("out of memory");
  return EXIT_NOT_DONE;
}
