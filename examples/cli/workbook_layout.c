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

#define MOST_GROUPED 6
#define GAP 2 /* empty rows between tables */

typedef struct group {
  const char *sheet;
  const char *tables[MOST_GROUPED];
} group;

/* In the order of the sheets; tables that are not here have sheets of their own behind `leading`. */
static const group leading[] = {
    {"Difference", {"difference", "difference_categories", "payback"}},
    {"Waterfall", {"waterfall", "waterfall_by_year", "waterfall_by_category", "waterfall_children"}},
    {"Difference for children", {"difference_children", "difference_events"}},
    {"Budget by year", {"plan_by_year", "mean_by_year"}},
    {"Budget uncertainty", {"budget", "categories"}},
    {"Distribution", {"total_quantiles", "total_distribution", "difference_distribution"}},
    {"Homes", {"homes", "voids"}},
    {"Monthly", {"monthly_occupied", "monthly_external"}},
    {"Children", {"children", "events", "unit_costs"}},
};
static const group trailing[] = {
    {"Assumptions", {"assumptions"}},
    {"Published", {"published"}},
};

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

static const group *find_group(const group *groups, size_t count, const char *table)
{
  for (size_t i = 0; i < count; i++)
    for (size_t k = 0; k < MOST_GROUPED && groups[i].tables[k] != NULL; k++)
      if (strcmp(groups[i].tables[k], table) == 0)
        return &groups[i];
  return NULL;
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

/* Whether there is a sheet with this name, or will be. */
static bool is_taken(const book *b, const char *name)
{
  static const char *const others[] = {"Summary", "Charts", "Chart data", "Provenance"};
  for (size_t i = 0; i < COUNT_OF(others); i++)
    if (strcasecmp(others[i], name) == 0)
      return true;
  for (size_t i = 0; i < b->sheet_count; i++)
    if (strcasecmp(b->sheets[i].name, name) == 0)
      return true;
  return false;
}

/* Appends a table to the last sheet, or begins a new one called `sheet`. Rows are those of the order in which
 * workbook_tables.c writes: the title of the sheet; for each table its heading, where there are several, its note, its
 * header and its rows. */
static void add_table(book *b, const book_table *t, const char *sheet, bool begins)
{
  if (begins) {
    book_sheet new = {.first = b->table_count};
    snprintf(new.name, sizeof new.name, "%s", sheet);
    for (size_t i = 2; is_taken(b, new.name); i++)
      snprintf(new.name, sizeof new.name, "%.20s (%zu)", sheet, i);
    b->sheets[b->sheet_count++] = new;
  }
  book_sheet *last = &b->sheets[b->sheet_count - 1];
  last->count++;
  b->tables[b->table_count] = *t;
  b->tables[b->table_count++].sheet = last;
}

static void place_group(book *b, book_table *read, size_t count, size_t part, const group *g)
{
  char sheet[BOOK_SHEET_NAME_SIZE];
  bool begins = true;
  name_sheet(b, g->sheet, part, sheet);
  for (size_t k = 0; k < MOST_GROUPED && g->tables[k] != NULL; k++)
    for (size_t i = 0; i < count; i++)
      if (strcmp(read[i].view.table.name, g->tables[k]) == 0) {
        add_table(b, &read[i], sheet, begins);
        begins = false;
      }
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
  for (size_t i = 0; i < COUNT_OF(leading); i++)
    place_group(b, read, count, part, &leading[i]);
  for (size_t i = 0; i < count; i++) {
    char sheet[BOOK_SHEET_NAME_SIZE];
    if (find_group(leading, COUNT_OF(leading), read[i].view.table.name) != NULL ||
        find_group(trailing, COUNT_OF(trailing), read[i].view.table.name) != NULL)
      continue;
    name_sheet(b, read[i].view.table.name, part, sheet);
    add_table(b, &read[i], sheet, true);
  }
  for (size_t i = 0; i < COUNT_OF(trailing); i++)
    place_group(b, read, count, part, &trailing[i]);
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
  for (size_t s = 0; s < b->sheet_count; s++) {
    bool alone = b->sheets[s].count == 1;
    lxw_row_t row = alone ? 2 : 1;
    for (size_t i = 0; i < b->sheets[s].count; i++) {
      book_table *t = &b->tables[b->sheets[s].first + i];
      if (!alone)
        row += t->view.table.note[0] != '\0' ? 3 : 2;
      t->header = row;
      t->first = row + 1;
      row = t->first + (lxw_row_t)t->view.table.row_count + GAP - 1;
    }
  }
}
