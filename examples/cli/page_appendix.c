/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page_appendix.h"

#include <stdio.h>
#include <string.h>

const char *page_find_provenance(const placement_findings *f, const char *name)
{
  for (size_t i = 0; i < placement_findings_provenance_count(f); i++)
    if (strcmp(placement_findings_provenance_name(f, i), name) == 0)
      return placement_findings_provenance_value(f, i);
  return "";
}

/* Whether a part before this one has the same source or, of provenance, the same name and value. */
static bool is_source_told(const document *d, size_t part, const char *source)
{
  for (size_t p = 0; p < part; p++)
    for (size_t i = 0; i < placement_findings_source_count(d->parts[p]); i++)
      if (strcmp(placement_findings_source(d->parts[p], i), source) == 0)
        return true;
  return false;
}

static bool is_provenance_told(const document *d, size_t part, const char *name, const char *value)
{
  for (size_t p = 0; p < part; p++)
    if (strcmp(page_find_provenance(d->parts[p], name), value) == 0)
      return true;
  return false;
}

void page_put_methods(page_out *out, const document *d)
{
  page_put(out,
           "<section id=\"methods\">\n<h3>Methods</h3>\n<p>Amounts in tables are rounded; sums are formed before "
           "rounding. A standard error (std error) says how far the simulation itself may be off, which shrinks "
           "with more futures. P10, P50, P80 and the like are figures that are not exceeded in 10, 50 or 80 of 100 "
           "futures.</p>\n<ul>\n");
  for (size_t p = 0; p < d->count; p++) {
    for (size_t i = 0; i < placement_findings_source_count(d->parts[p]); i++) {
      const char *source = placement_findings_source(d->parts[p], i);
      if (is_source_told(d, p, source))
        continue;
      page_put(out, "<li>");
      page_put_text(out, source);
      page_put(out, "</li>\n");
    }
  }
  page_put(out, "</ul>\n</section>\n");
}

/* A name for programs, in words. */
static void put_name(page_out *out, const char *name)
{
  char words[160];
  (void)snprintf(words, sizeof words, "%s", name);
  for (char *c = words; *c != '\0'; c++)
    if (*c == '_')
      *c = ' ';
  page_put_text(out, words);
}

void page_put_provenance(page_out *out, const document *d)
{
  page_put(out, "<section id=\"provenance\">\n<h3>Provenance</h3>\n<p>What is needed to get the same figures "
                "again.</p>\n<dl>\n<dt>command</dt><dd><code>");
  page_put_text(out, d->command);
  page_put(out, "</code></dd>\n");
  for (size_t p = 0; p < d->count; p++) {
    for (size_t i = 0; i < placement_findings_provenance_count(d->parts[p]); i++) {
      const char *name = placement_findings_provenance_name(d->parts[p], i);
      const char *value = placement_findings_provenance_value(d->parts[p], i);
      if (is_provenance_told(d, p, name, value))
        continue;
      page_put(out, "<dt>");
      put_name(out, name);
      page_put(out, "</dt><dd>");
      page_put_text(out, value);
      page_put(out, "</dd>\n");
    }
  }
  page_put(out, "</dl>\n</section>\n");
}
