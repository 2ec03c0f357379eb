/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "findings_text.h"

#include "numbers.h"
#include "options.h"
#include "table.h"
#include "text.h"
#include "view.h"

#include <stdlib.h>
#include <string.h>

#define INDENT 2 /* blanks before rows under a heading */

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
  table_row(t, 0, view_unit(v));
  for (size_t i = v->figures; i < v->count; i++) {
    table_text(t, v->columns[i].column.heading);
    if (v->columns[i].column.unit == PLACEMENT_UNIT_TEXT)
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

static bool print_table(const placement_findings *f, size_t number)
{
  view v;
  bool printed = view_new(f, number, &v);
  if (printed && v.count > 0 && v.table.detail == 0) {
    fputc('\n', stdout);
    text_print_heading(stdout, v.table.heading);
    printed = print_rows(&v);
    if (v.table.note[0] != '\0')
      text_print_wrapped(stdout, "", v.table.note);
  }
  view_clear(&v);
  return printed;
}

/* Of a provenance member, "" if there is none. */
static const char *find_provenance(const placement_findings *f, const char *name)
{
  for (size_t i = 0; i < placement_findings_provenance_count(f); i++)
    if (strcmp(placement_findings_provenance_name(f, i), name) == 0)
      return placement_findings_provenance_value(f, i);
  return "";
}

/* Whether a part before this one has the same source or, of provenance, the same name and value. */
static bool is_source_told(const placement_findings *const *parts, size_t part, const char *source)
{
  for (size_t p = 0; p < part; p++)
    for (size_t i = 0; i < placement_findings_source_count(parts[p]); i++)
      if (strcmp(placement_findings_source(parts[p], i), source) == 0)
        return true;
  return false;
}

static bool is_provenance_told(const placement_findings *const *parts, size_t part, const char *name)
{
  for (size_t p = 0; p < part; p++)
    if (strcmp(find_provenance(parts[p], name), find_provenance(parts[part], name)) == 0)
      return true;
  return false;
}

static void print_run(const placement_findings *f)
{
  char count[NUMBER_SIZE], text[192];
  uint64_t replications = strtoull(find_provenance(f, "replications"), NULL, 10);
  if (replications == 0) /* nothing was simulated */
    snprintf(text, sizeof text, "libplacement %s", find_provenance(f, "version"));
  else
    snprintf(text, sizeof text, "libplacement %s, seed %s, %s replications", find_provenance(f, "version"),
             find_provenance(f, "seed"), number_count(count, replications));
  text_print_wrapped(stdout, "", text);
}

static void print_provenance(const placement_findings *const *parts, size_t count)
{
  fputc('\n', stdout);
  for (size_t p = 0; p < count; p++)
    for (size_t i = 0; i < placement_findings_source_count(parts[p]); i++)
      if (!is_source_told(parts, p, placement_findings_source(parts[p], i)))
        text_print_wrapped(stdout, "Method: ", placement_findings_source(parts[p], i));
  for (size_t p = 0; p < count; p++) {
    for (size_t i = 0; i < placement_findings_provenance_count(parts[p]); i++) {
      const char *name = placement_findings_provenance_name(parts[p], i), *digest = strstr(name, "_sha256");
      if (digest != NULL && !is_provenance_told(parts, p, name))
        printf("%.*s sha256 %.12s\n", (int)(digest - name), name, placement_findings_provenance_value(parts[p], i));
    }
  }
  for (size_t p = 0; p < count; p++)
    if (!is_provenance_told(parts, p, "replications"))
      print_run(parts[p]);
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

/* Names the tables that are too long for a screen. */
static bool print_details(const placement_findings *const *parts, size_t count)
{
  char *text = NULL;
  size_t length = 0;
  bool any = false;
  FILE *names = open_memstream(&text, &length);
  if (names == NULL)
    return false;
  for (size_t p = 0; p < count; p++) {
    for (size_t i = 0; i < placement_findings_table_count(parts[p]); i++) {
      placement_table of;
      if (placement_findings_table(parts[p], i, &of, NULL) != PLACEMENT_OK || of.detail == 0 || of.heading == NULL ||
          of.row_count == 0)
        continue;
      fprintf(names, "%s%s", any ? "; " : "", of.heading);
      any = true;
    }
  }
  bool gathered = fclose(names) == 0;
  if (any && gathered) {
    fputc('\n', stdout);
    text_print_wrapped(stdout, "Files of --output also have: ", text);
  }
  free(text);
  return gathered;
}

int findings_text_print(const char *title, const placement_findings *const *parts, size_t count)
{
  bool printed = true;
  text_print_heading(stdout, title);
  for (size_t i = 0; i < count && printed; i++) {
    if (i > 0)
      fputc('\n', stdout);
    printed = print_part(parts[i]);
  }
  printed = printed && print_details(parts, count);
  print_provenance(parts, count);
  if (printed)
    return EXIT_FINE;
  complain("out of memory");
  return EXIT_NOT_DONE;
}
