/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _XOPEN_SOURCE 700 /* open_memstream */
#include "findings_tail.h"

#include "numbers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

static void tell_digests(const placement_findings *const *parts, size_t part, findings_line *line)
{
  for (size_t i = 0; i < placement_findings_provenance_count(parts[part]); i++) {
    const char *name = placement_findings_provenance_name(parts[part], i), *digest = strstr(name, "_sha256");
    char text[128];
    if (digest == NULL || is_provenance_told(parts, part, name))
      continue;
    snprintf(text, sizeof text, "%.*s sha256 %.12s", (int)(digest - name), name,
             placement_findings_provenance_value(parts[part], i));
    line("", text);
  }
}

static void tell_run(const placement_findings *f, findings_line *line)
{
  char count[NUMBER_SIZE], text[192];
  uint64_t replications = strtoull(find_provenance(f, "replications"), NULL, 10);
  if (replications == 0) /* nothing was simulated */
    snprintf(text, sizeof text, "libplacement %s", find_provenance(f, "version"));
  else
    snprintf(text, sizeof text, "libplacement %s, seed %s, %s replications", find_provenance(f, "version"),
             find_provenance(f, "seed"), number_count(count, replications));
  line("", text);
}

void findings_tail_provenance(const placement_findings *const *parts, size_t count, findings_line *line)
{
  for (size_t p = 0; p < count; p++)
    for (size_t i = 0; i < placement_findings_source_count(parts[p]); i++)
      if (!is_source_told(parts, p, placement_findings_source(parts[p], i)))
        line("Method: ", placement_findings_source(parts[p], i));
  for (size_t p = 0; p < count; p++)
    tell_digests(parts, p, line);
  for (size_t p = 0; p < count; p++)
    if (!is_provenance_told(parts, p, "replications"))
      tell_run(parts[p], line);
}

/* The heading of a table that is too long for a screen; NULL if it is not, or people do not see it at all. */
static const char *detail_heading(const placement_findings *f, size_t table)
{
  placement_table of;
  bool is_detail = placement_findings_table(f, table, &of, NULL) == PLACEMENT_OK && of.detail != 0 && of.row_count > 0;
  return is_detail ? of.heading : NULL;
}

static bool is_detail_told(const placement_findings *const *parts, size_t part, const char *heading)
{
  for (size_t p = 0; p < part; p++) {
    for (size_t i = 0; i < placement_findings_table_count(parts[p]); i++) {
      const char *told = detail_heading(parts[p], i);
      if (told != NULL && strcmp(told, heading) == 0)
        return true;
    }
  }
  return false;
}

char *findings_tail_details(const placement_findings *const *parts, size_t count)
{
  char *text = NULL;
  size_t length = 0;
  bool any = false;
  FILE *names = open_memstream(&text, &length);
  if (names == NULL)
    return NULL;
  for (size_t p = 0; p < count; p++) {
    for (size_t i = 0; i < placement_findings_table_count(parts[p]); i++) {
      const char *heading = detail_heading(parts[p], i);
      if (heading == NULL || is_detail_told(parts, p, heading))
        continue;
      fprintf(names, "%s%s", any ? "; " : "Reports (--output .html, .xlsx or a folder) also have: ", heading);
      any = true;
    }
  }
  if (fclose(names) == 0)
    return text;
  free(text);
  return NULL;
}
