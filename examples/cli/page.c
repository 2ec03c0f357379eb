/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page.h"

#include "page_chart.h"
#include "page_entries.h"
#include "page_out.h"
#include "page_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LEAD_SENTENCES 3 /* are the answer; what follows explains it */
#define PRINTED_ROWS 500 /* at most, of a table in detail that is printed */

static const char *find_provenance(const placement_findings *f, const char *name)
{
  for (size_t i = 0; i < placement_findings_provenance_count(f); i++)
    if (strcmp(placement_findings_provenance_name(f, i), name) == 0)
      return placement_findings_provenance_value(f, i);
  return "";
}

static void put_head(page_out *out, const document *d)
{
  page_put(out, "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n");
  page_chart_write_policy(out);
  page_put(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                "<meta name=\"generator\" content=\"libplacement ");
  page_put_text(out, find_provenance(d->parts[0], "version"));
  page_put(out, "\">\n<link rel=\"icon\" href=\"data:,\">\n<title>");
  page_put_text(out, d->title);
  page_put(out, "</title>\n");
  page_chart_write_styles(out);
  page_put(out, "</head>\n<body>\n<a class=\"skip\" href=\"#answer\">Skip to the answer</a>\n");
}

static void put_header(page_out *out, const document *d)
{
  const placement_findings *f = d->parts[0];
  char count[NUMBER_SIZE];
  uint64_t replications = strtoull(find_provenance(f, "replications"), NULL, 10);
  page_put(out, "<header>\n<h1>");
  page_put_text(out, d->title);
  page_put(out, "</h1>\n<p class=\"made\">");
  if (replications > 0) {
    page_put(out, "Simulated with libplacement ");
    page_put_text(out, find_provenance(f, "version"));
    page_put(out, ": ");
    page_put(out, number_count(count, replications));
    page_put(out, " futures");
  } else {
    page_put(out, "Calculated with libplacement ");
    page_put_text(out, find_provenance(f, "version"));
  }
  page_put(out, "</p>\n</header>\n<noscript><p class=\"notice\">The charts of this page are drawn by its own programs, "
                "which this browser does not run. All figures are in the tables.</p></noscript>\n");
}

static void put_sentences(page_out *out, const placement_findings *f, size_t first, size_t end)
{
  for (size_t i = first; i < end && i < placement_findings_sentence_count(f); i++) {
    page_put(out, i < LEAD_SENTENCES ? "<p class=\"lead\">" : "<p>");
    page_put_text(out, placement_findings_sentence(f, i));
    page_put(out, "</p>\n");
  }
}

/* The chart that says the most stands between the answer and what explains it. */
static void put_answer(page_out *out, const document *d, const page_entries *entries, size_t part)
{
  put_sentences(out, d->parts[part], 0, LEAD_SENTENCES);
  for (size_t i = 0; i < entries->count; i++)
    if (entries->all[i].part == part && entries->all[i].leads)
      page_chart_write(out, &entries->all[i]);
  put_sentences(out, d->parts[part], LEAD_SENTENCES, SIZE_MAX);
}

static void put_table(page_out *out, const page_entry *entry)
{
  const placement_table *t = &entry->view.table;
  if (!t->detail) {
    page_table_write(out, entry);
    return;
  }
  bool printed = entry->chart == NULL && t->row_count <= PRINTED_ROWS;
  page_put(out, printed ? "<details class=\"printed\"><summary>" : "<details><summary>");
  page_put(out, "Table ");
  page_put_whole(out, entry->number);
  page_put(out, ": ");
  page_put_whole(out, t->row_count);
  page_put(out, t->row_count == 1 ? " row" : " rows");
  page_put(out, "<span class=\"unprinted\">, in the page that this was printed from</span></summary>\n");
  page_table_write(out, entry);
  page_put(out, "</details>\n");
}

static void put_section(page_out *out, const page_entry *entry, const char *level)
{
  const placement_table *t = &entry->view.table;
  page_put(out, "<section id=\"section-");
  page_put_whole(out, entry->number);
  page_put(out, "\" data-part=\"");
  page_put_whole(out, entry->part);
  page_put(out, "\" data-table=\"");
  page_put_text(out, t->name);
  page_put(out, "\">\n<");
  page_put(out, level);
  page_put(out, ">");
  page_put_text(out, t->heading);
  page_put(out, "</");
  page_put(out, level);
  page_put(out, ">\n");
  if (entry->chart != NULL && !entry->leads)
    page_chart_write(out, entry);
  put_table(out, entry);
  if (t->note[0] != '\0') {
    page_put(out, "<p class=\"note\">");
    page_put_text(out, t->note);
    page_put(out, "</p>\n");
  }
  page_put(out, "</section>\n");
}

/* Of a part behind the first. */
static void put_part_title(page_out *out, const document *d, size_t part)
{
  if (d->titles != NULL) {
    page_put_text(out, d->titles[part]);
    return;
  }
  page_put(out, "Part ");
  page_put_whole(out, part + 1);
}

static void put_contents_of_part(page_out *out, const page_entries *entries, size_t part)
{
  for (size_t i = 0; i < entries->count; i++) {
    if (entries->all[i].part != part)
      continue;
    page_put(out, "<li><a href=\"#section-");
    page_put_whole(out, entries->all[i].number);
    page_put(out, "\">");
    page_put_text(out, entries->all[i].view.table.heading);
    page_put(out, "</a></li>\n");
  }
}

static void put_contents(page_out *out, const document *d, const page_entries *entries)
{
  page_put(out, "<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">Contents</h2>\n<ol>\n");
  put_contents_of_part(out, entries, 0);
  for (size_t p = 1; p < d->count; p++) {
    page_put(out, "<li><a href=\"#part-");
    page_put_whole(out, p);
    page_put(out, "\">");
    put_part_title(out, d, p);
    page_put(out, "</a>\n<ol>\n");
    put_contents_of_part(out, entries, p);
    page_put(out, "</ol></li>\n");
  }
  page_put(out, "<li><a href=\"#methods\">Methods</a></li>\n<li><a href=\"#provenance\">Provenance</a></li>\n"
                "</ol>\n</nav>\n");
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
    if (strcmp(find_provenance(d->parts[p], name), value) == 0)
      return true;
  return false;
}

static void put_methods(page_out *out, const document *d)
{
  page_put(out,
           "<section id=\"methods\">\n<h2>Methods</h2>\n<p>Amounts in tables are rounded; sums are formed before "
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

static void put_provenance(page_out *out, const document *d)
{
  page_put(out, "<section id=\"provenance\">\n<h2>Provenance</h2>\n<p>What is needed to get the same figures "
                "again.</p>\n<dl>\n");
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

static void put_parts(page_out *out, const document *d, const page_entries *entries)
{
  page_put(out, "<main>\n<section id=\"answer\">\n<h2>The answer</h2>\n");
  put_answer(out, d, entries, 0);
  page_put(out, "</section>\n");
  put_contents(out, d, entries);
  for (size_t p = 0; p < d->count; p++) {
    if (p > 0) {
      page_put(out, "<section class=\"part\" id=\"part-");
      page_put_whole(out, p);
      page_put(out, "\">\n<h2>");
      put_part_title(out, d, p);
      page_put(out, "</h2>\n");
      put_answer(out, d, entries, p);
    }
    for (size_t i = 0; i < entries->count; i++)
      if (entries->all[i].part == p)
        put_section(out, &entries->all[i], p > 0 ? "h3" : "h2");
    if (p > 0)
      page_put(out, "</section>\n");
  }
  put_methods(out, d);
  put_provenance(out, d);
  page_put(out, "</main>\n");
}

static placement_status fail(placement_error *err, placement_status code, const char *message)
{
  if (err != NULL) {
    *err = (placement_error)PLACEMENT_ERROR_INIT;
    err->code = code;
    (void)snprintf(err->message, sizeof err->message, "%s", message);
  }
  return code;
}

static placement_status write_page(const void *what, int32_t format, placement_sink sink, void *data,
                                   placement_error *err)
{
  const document *d = what;
  page_out out = {sink, data, false};
  page_entries entries;
  (void)format;
  placement_status status =
      page_entries_find(&entries, d) ? PLACEMENT_OK : fail(err, PLACEMENT_ERROR_MEMORY, "out of memory");
  if (status == PLACEMENT_OK) {
    put_head(&out, d);
    put_header(&out, d);
    put_parts(&out, d, &entries);
    status = page_chart_write_scripts(&out, d, &entries, err);
    page_put(&out, "</body>\n</html>\n");
  }
  if (status == PLACEMENT_OK && out.failed)
    status = fail(err, PLACEMENT_ERROR_IO, "the page could not be written");
  page_entries_clear(&entries);
  return status;
}

placement_status page_write(const document *d, const char *path, placement_error *err)
{
  return placement_file_write(path, write_page, d, 0, err);
}
