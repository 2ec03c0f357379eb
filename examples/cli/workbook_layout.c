/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which table stands on which sheet, and where.
 */
#define _XOPEN_SOURCE 700 /* strcasecmp */
#include "workbook_book.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* The sheet that a table stands on. */
typedef struct place {
  const char *sheet, *table;
} place;

/* In the order of the sheets; tables that are not here have sheets of their own behind `leading`. No two
 * share one: the headings that stay in sight above rows are theirs, and tables can be sorted and filtered. */
static const place leading[] = {
    {"Difference", "difference"},
    {"Difference by category", "difference_categories"},
    {"Payback", "payback"},
    {"Waterfall", "waterfall"},
    {"Waterfall by year", "waterfall_by_year"},
    {"Waterfall by category", "waterfall_by_category"},
    {"Waterfall for children", "waterfall_children"},
    {"Difference for children", "difference_children"},
    {"Difference in events", "difference_events"},
    {"Difference in unit costs", "difference_unit_costs"},
    {"Plan by year", "plan_by_year"},
    {"Mean by year", "mean_by_year"},
    {"Budget by year", "budget"},
    {"Categories", "categories"},
    {"Quantiles", "total_quantiles"},
    {"Distribution", "total_distribution"},
    {"Difference, distribution", "difference_distribution"},
    {"Homes", "homes"},
    {"Voids", "voids"},
    {"Monthly beds", "monthly_occupied"},
    {"Monthly external", "monthly_external"},
    {"Children", "children"},
    {"Events", "events"},
    {"Unit costs", "unit_costs"},
};
static const place trailing[] = {
    {"Assumptions", "assumptions"},
    {"Published", "published"},
};

/* What sheets of their own are called where the name of the table says too little. */
static const place named[] = {
    {"Later openings", "slips"},          {"Later openings by year", "last"},     {"Savings by year", "by_year"},
    {"Homes staying open", "open_homes"}, {"Phases staying open", "open_phases"}, {"Figure as it is", "figure"},
    {"Now and there", "places"},          {"What is changed", "inputs"},          {"Over the range", "curve"},
    {"Other scenario", "other_places"},
};

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

static bool has_place(const place *places, size_t count, const char *table)
{
  for (size_t i = 0; i < count; i++)
    if (strcmp(places[i].table, table) == 0)
      return true;
  return false;
}

/* "next_beds" becomes "Next beds", and the second part's "Next beds 2", unless the first is an overview of the others.
 */
static void name_sheet(const book *b, const char *name, size_t part, char sheet[BOOK_SHEET_NAME_SIZE])
{
  char number[24] = "";
  size_t numbered = b->of->titles != NULL ? part : part + 1;
  if (b->of->count > 1 && numbered > 0)
    snprintf(number, sizeof number, " %zu", numbered);
  snprintf(sheet, BOOK_SHEET_NAME_SIZE, "%.*s%s", (int)(31 - strlen(number)), name, number);
  for (char *c = sheet; *c != '\0'; c++)
    if (strchr("[]:*?/\\'._", *c) != NULL)
      *c = ' ';
  if (sheet[0] >= 'a' && sheet[0] <= 'z')
    sheet[0] = (char)(sheet[0] - 'a' + 'A');
}

/* Whether a table has but the first rows of another, which is too long for a screen. */
static bool is_abridged(const placement_findings *f, size_t index)
{
  static const char prefix[] = "first_";
  placement_table abridged, other;
  if (placement_findings_table(f, index, &abridged, NULL) != PLACEMENT_OK ||
      strncmp(abridged.name, prefix, strlen(prefix)) != 0)
    return false;
  for (size_t i = 0; placement_findings_table(f, i, &other, NULL) == PLACEMENT_OK; i++)
    if (other.detail && strcmp(other.name, abridged.name + strlen(prefix)) == 0)
      return true;
  return false;
}

/* Whether there is something to show. */
static bool read_table(book *b, size_t number, book_table *t)
{
  if (!view_new(b->of->parts[t->part], number, &t->view)) {
    book_note(b, LXW_ERROR_MEMORY_MALLOC_FAILED);
    return false;
  }
  while (t->labels < t->view.count && book_is_text(t, t->labels))
    t->labels++;
  if (t->view.count == 0)
    view_clear(&t->view);
  return t->view.count > 0;
}

/* "Revenue" and "Revenue, beyond" for the tables that a budget has of a metric, which begin their headings. */
static void own_name(const placement_table *table, char name[BOOK_SHEET_NAME_SIZE])
{
  static const char beyond[] = ".beyond";
  size_t length = strlen(table->name), metric = strcspn(table->heading, ":");
  bool behind = length > strlen(beyond) && strcmp(table->name + length - strlen(beyond), beyond) == 0;
  snprintf(name, BOOK_SHEET_NAME_SIZE, "%.31s", table->name);
  if (strchr(table->name, '.') != NULL && table->heading[metric] == ':')
    snprintf(name, BOOK_SHEET_NAME_SIZE, "%.*s%s", metric < 23 ? (int)metric : 23, table->heading,
             behind ? ", beyond" : "");
  for (size_t i = 0; i < COUNT_OF(named); i++)
    if (strcmp(named[i].table, table->name) == 0)
      snprintf(name, BOOK_SHEET_NAME_SIZE, "%s", named[i].sheet);
}

/* Whether there is a sheet with this name, or will be. */
static bool is_taken(const book *b, const char *name)
{
  static const char *const others[] = {"Summary", "Charts", "Chart data", "Dictionary", "Provenance"};
  for (size_t i = 0; i < COUNT_OF(others); i++)
    if (strcasecmp(others[i], name) == 0)
      return true;
  for (size_t i = 0; i < b->table_count; i++)
    if (strcasecmp(b->sheets[i].name, name) == 0)
      return true;
  return false;
}

/* Appends a table and its sheet. Rows are those of the order in which workbook_tables.c writes: the heading, the note,
 * the header and the rows. */
static void add_table(book *b, const book_table *t, const char *name)
{
  char sheet[BOOK_SHEET_NAME_SIZE];
  book_sheet *new = &b->sheets[b->table_count];
  name_sheet(b, name, t->part, sheet);
  snprintf(new->name, sizeof new->name, "%s", sheet);
  for (size_t i = 2; is_taken(b, new->name); i++)
    snprintf(new->name, sizeof new->name, "%.20s (%zu)", sheet, i);
  b->tables[b->table_count] = *t;
  b->tables[b->table_count].sheet = new;
  b->tables[b->table_count].header = 2;
  b->tables[b->table_count++].first = 3;
}

static void add_placed(book *b, const book_table *read, size_t count, const place *places, size_t place_count)
{
  for (size_t k = 0; k < place_count; k++)
    for (size_t i = 0; i < count; i++)
      if (strcmp(read[i].view.table.name, places[k].table) == 0)
        add_table(b, &read[i], places[k].sheet);
}

static void place_part(book *b, size_t part)
{
  const placement_findings *f = b->of->parts[part];
  size_t all = placement_findings_table_count(f), count = 0;
  book_table *read = calloc(all > 0 ? all : 1, sizeof *read);
  if (read == NULL) {
    book_note(b, LXW_ERROR_MEMORY_MALLOC_FAILED);
    return;
  }
  for (size_t i = 0; i < all; i++) {
    if (is_abridged(f, i))
      continue;
    read[count] = (book_table){.part = part};
    count += read_table(b, i, &read[count]);
  }
  add_placed(b, read, count, leading, COUNT_OF(leading));
  for (size_t i = 0; i < count; i++) {
    const char *name = read[i].view.table.name;
    if (!has_place(leading, COUNT_OF(leading), name) && !has_place(trailing, COUNT_OF(trailing), name)) {
      char own[BOOK_SHEET_NAME_SIZE];
      own_name(&read[i].view.table, own);
      add_table(b, &read[i], own);
    }
  }
  add_placed(b, read, count, trailing, COUNT_OF(trailing));
  free(read);
}

void book_place(book *b)
{
  size_t most = 1;
  for (size_t part = 0; part < b->of->count; part++)
    most += placement_findings_table_count(b->of->parts[part]);
  b->tables = calloc(most, sizeof *b->tables);
  b->sheets = calloc(most, sizeof *b->sheets);
  if (b->tables == NULL || b->sheets == NULL) {
    book_note(b, LXW_ERROR_MEMORY_MALLOC_FAILED);
    return;
  }
  for (size_t part = 0; part < b->of->count; part++)
    place_part(b, part);
}
