/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "findings_markdown.h"

#include "findings_tail.h"
#include "markdown.h"
#include "options.h"
#include "text.h"
#include "view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print_heading(const char *hashes, const char *text)
{
  printf("%s ", hashes);
  markdown_inline(text);
  fputs("\n\n", stdout);
}

static void print_paragraph(const char *text)
{
  markdown_block(text);
  fputs("\n\n", stdout);
}

static void print_cell(const char *text)
{
  fputs(" ", stdout);
  markdown_inline(text);
  fputs(" |", stdout);
}

/* The first cell of a row. Names of rows that others are under are bold. */
static void print_label(const view *v, const char *text, bool bold)
{
  const char *stars = bold && text[strspn(text, " ")] != '\0' ? "**" : "";
  fputc('|', stdout);
  if (v->figures == 0) /* there are no labels */
    return;
  printf(" %s", stars);
  markdown_inline(text);
  printf("%s |", stars);
}

static void print_row(const view *v, size_t row)
{
  char text[VIEW_CELL_SIZE];
  const char *label = view_label(v, row);
  size_t level = view_first_change(v, row), own = v->groups - (label[0] == '\0' && v->groups > 0);
  for (; level < own; level++) {
    print_label(v, view_cell(v, row, &v->columns[level], text), true);
    for (size_t i = v->figures; i < v->count; i++)
      fputs(" |", stdout);
    fputc('\n', stdout);
  }
  print_label(v, own < v->groups ? view_cell(v, row, &v->columns[own], text) : label, own < v->groups);
  for (size_t i = v->figures; i < v->count; i++)
    print_cell(view_cell(v, row, &v->columns[i], text));
  fputc('\n', stdout);
}

static void print_rows(const view *v)
{
  print_label(v, view_corner(v), false);
  for (size_t i = v->figures; i < v->count; i++)
    print_cell(v->columns[i].column.heading);
  fputs(v->figures == 0 ? "\n|" : "\n| --- |", stdout);
  for (size_t i = v->figures; i < v->count; i++)
    fputs(v->columns[i].is_text ? " --- |" : " ---: |", stdout);
  fputc('\n', stdout);
  for (size_t row = 0; row < v->table.row_count; row++)
    print_row(v, row);
  fputc('\n', stdout);
}

static bool print_table(const placement_findings *f, size_t number, const char *level)
{
  view v;
  bool printed = view_new(f, number, &v);
  if (printed && v.count > 0 && v.table.detail == 0) {
    print_heading(level, v.table.heading);
    print_rows(&v);
    if (v.table.note[0] != '\0')
      print_paragraph(v.table.note);
  }
  view_clear(&v);
  return printed;
}

static void print_item(const char *label, const char *text)
{
  printf("- %s", label);
  markdown_block(text);
  fputc('\n', stdout);
}

int findings_markdown_print(const document *d)
{
  bool printed = true;
  print_heading("#", d->title);
  for (size_t p = 0; p < d->count && printed; p++) {
    bool titled = p > 0 && d->titles != NULL;
    if (titled)
      print_heading("##", d->titles[p]);
    for (size_t i = 0; i < placement_findings_sentence_count(d->parts[p]); i++)
      print_paragraph(placement_findings_sentence(d->parts[p], i));
    for (size_t i = 0; i < placement_findings_table_count(d->parts[p]) && printed; i++)
      printed = print_table(d->parts[p], i, titled ? "###" : "##");
  }
  char *details = findings_tail_details(d->parts, d->count);
  if (details != NULL && details[0] != '\0')
    print_paragraph(details);
  findings_tail_provenance(d->parts, d->count, print_item);
  printed = printed && details != NULL;
  free(details);
  if (printed)
    return EXIT_FINE;
  complain("out of memory");
  return EXIT_NOT_DONE;
}
