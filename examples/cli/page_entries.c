/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page_entries.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAME_SIZE 160

/* Tables whose chart says the most, the best first; without any of them the first chart leads. */
static const char *const leading[] = {"waterfall", "difference", "budget", "tornado", "curve"};

/* charts/KIND.TABLE.vl.json of the findings placement-KIND/1 only, or charts/TABLE.vl.json of any. */
static const asset *find_chart(const placement_findings *f, const char *table)
{
  const char *format = placement_findings_format(f), *kind = strchr(format, '-');
  char name[NAME_SIZE];
  kind = kind != NULL ? kind + 1 : format;
  if (snprintf(name, sizeof name, "charts/%.*s.%s.vl.json", (int)strcspn(kind, "/"), kind, table) < NAME_SIZE) {
    const asset *chart = asset_find(name);
    if (chart != NULL)
      return chart;
  }
  return snprintf(name, sizeof name, "charts/%s.vl.json", table) < NAME_SIZE ? asset_find(name) : NULL;
}

static page_entry *find_leader(page_entries *entries, size_t part)
{
  page_entry *first = NULL;
  size_t rank = sizeof leading / sizeof *leading;
  for (size_t i = 0; i < entries->count; i++) {
    page_entry *entry = &entries->all[i];
    if (entry->part != part || entry->chart == NULL)
      continue;
    if (first == NULL)
      first = entry;
    for (size_t k = 0; k < rank; k++) {
      if (strcmp(entry->view.table.name, leading[k]) == 0) {
        first = entry;
        rank = k;
      }
    }
  }
  return first;
}

static void number_figures(page_entries *entries, size_t part)
{
  page_entry *leader = find_leader(entries, part);
  if (leader == NULL)
    return;
  leader->leads = true;
  leader->figure = ++entries->figures;
  for (size_t i = 0; i < entries->count; i++) {
    page_entry *entry = &entries->all[i];
    if (entry->part == part && entry->chart != NULL && entry != leader)
      entry->figure = ++entries->figures;
  }
}

static bool is_appendix(const placement_findings *f, size_t table)
{
  placement_table t;
  return placement_findings_table(f, table, &t, NULL) == PLACEMENT_OK && strcmp(t.name, "assumptions") == 0 &&
         placement_findings_table_count(f) > 1;
}

/* Those of a part that are in its appendix, or those that are not. */
static bool add_part(page_entries *entries, const document *d, size_t part, bool appendix)
{
  const placement_findings *f = d->parts[part];
  for (size_t i = 0; i < placement_findings_table_count(f); i++) {
    page_entry *entry = &entries->all[entries->count];
    if (is_appendix(f, i) != appendix)
      continue;
    if (!view_new(f, i, &entry->view))
      return false;
    if (entry->view.count <= entry->view.groups) {
      view_clear(&entry->view);
      continue;
    }
    entry->part = part;
    entry->appendix = appendix;
    entry->chart = find_chart(f, entry->view.table.name);
    entry->number = ++entries->count;
  }
  return true;
}

bool page_entries_find(page_entries *entries, const document *d)
{
  size_t tables = 0;
  *entries = (page_entries){0};
  for (size_t p = 0; p < d->count; p++)
    tables += placement_findings_table_count(d->parts[p]);
  entries->all = calloc(tables + 1, sizeof *entries->all);
  bool found = entries->all != NULL;
  for (size_t p = 0; found && p < d->count; p++) {
    found = add_part(entries, d, p, false);
    if (found)
      number_figures(entries, p);
  }
  for (size_t p = 0; found && p < d->count; p++)
    found = add_part(entries, d, p, true);
  return found;
}

void page_entries_clear(page_entries *entries)
{
  for (size_t i = 0; i < entries->count; i++)
    view_clear(&entries->all[i].view);
  free(entries->all);
  *entries = (page_entries){0};
}
