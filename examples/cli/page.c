/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page.h"

#include "page_appendix.h"
#include "page_chart.h"
#include "page_entries.h"
#include "page_out.h"
#include "page_table.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LEAD_SENTENCES 3  /* are the answer; what follows explains it */
#define RUNNING_TITLE 101 /* bytes and a 0, of a title that is at the head of printed pages */
#define PRINTED_ROWS 500  /* at most, of a table in detail that is printed */

/* A title that fits one line of a printed page. */
static void put_short(page_out *out, const char *title)
{
  char text[RUNNING_TITLE];
  size_t length = strlen(title), taken = 0, bytes = 0;
  for (uint32_t code; taken < length; taken += bytes) {
    bytes = text_decode(title + taken, length - taken, &code);
    if (taken + bytes >= sizeof text)
      break;
  }
  memcpy(text, title, taken);
  text[taken] = '\0';
  page_put_text(out, text);
  page_put(out, taken < length ? "\xE2\x80\xA6" : "");
}

static void put_head(page_out *out, const document *d)
{
  page_put(out, "<!DOCTYPE html>\n<html lang=\"en-GB\" data-title=\"");
  put_short(out, d->title);
  page_put(out, "\">\n<head>\n<meta charset=\"utf-8\">\n");
  page_chart_write_policy(out);
  page_put(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                "<meta name=\"generator\" content=\"libplacement ");
  page_put_text(out, page_find_provenance(d->parts[0], "version"));
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
  uint64_t replications = strtoull(page_find_provenance(f, "replications"), NULL, 10);
  page_put(out, "<header>\n<h1>");
  page_put_text(out, d->title);
  page_put(out, "</h1>\n<p class=\"made\">");
  if (replications > 0) {
    page_put(out, "Simulated with libplacement ");
    page_put_text(out, page_find_provenance(f, "version"));
    page_put(out, ": ");
    page_put(out, number_count(count, replications));
    page_put(out, " futures");
  } else {
    page_put(out, "Calculated with libplacement ");
    page_put_text(out, page_find_provenance(f, "version"));
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

static void put_link(page_out *out, const char *what, size_t number)
{
  page_put(out, "<a href=\"#");
  page_put(out, what);
  page_put_whole(out, number);
  page_put(out, "\">");
}

static void put_contents_of_part(page_out *out, const page_entries *entries, size_t part)
{
  for (size_t i = 0; i < entries->count; i++) {
    if (entries->all[i].part != part || entries->all[i].appendix)
      continue;
    page_put(out, "<li>");
    put_link(out, "section-", entries->all[i].number);
    page_put_text(out, entries->all[i].view.table.heading);
    page_put(out, "</a></li>\n");
  }
}

/* Of what has a heading of its own, and whose it is in a document of several parts. */
static void put_appendix_title(page_out *out, const document *d, const page_entry *entry)
{
  page_put_text(out, entry->view.table.heading);
  if (entry->part == 0)
    return;
  page_put(out, ": ");
  put_part_title(out, d, entry->part);
}

static void put_contents(page_out *out, const document *d, const page_entries *entries)
{
  page_put(out, "<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">Contents</h2>\n<ol>\n");
  put_contents_of_part(out, entries, 0);
  for (size_t p = 1; p < d->count; p++) {
    page_put(out, "<li>");
    put_link(out, "part-", p);
    put_part_title(out, d, p);
    page_put(out, "</a>\n<ol>\n");
    put_contents_of_part(out, entries, p);
    page_put(out, "</ol></li>\n");
  }
  page_put(out, "<li><a href=\"#appendices\">Appendices</a>\n<ol>\n");
  for (size_t i = 0; i < entries->count; i++) {
    if (!entries->all[i].appendix)
      continue;
    page_put(out, "<li>");
    put_link(out, "section-", entries->all[i].number);
    put_appendix_title(out, d, &entries->all[i]);
    page_put(out, "</a></li>\n");
  }
  page_put(out, "<li><a href=\"#methods\">Methods</a></li>\n<li><a href=\"#provenance\">Provenance</a></li>\n"
                "</ol></li>\n</ol>\n</nav>\n");
}

static void put_section(page_out *out, const document *d, const page_entry *entry, const char *level)
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
  if (entry->appendix)
    put_appendix_title(out, d, entry);
  else
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

static void put_appendices(page_out *out, const document *d, const page_entries *entries)
{
  page_put(out, "<section class=\"part\" id=\"appendices\">\n<h2>Appendices</h2>\n");
  for (size_t i = 0; i < entries->count; i++)
    if (entries->all[i].appendix)
      put_section(out, d, &entries->all[i], "h3");
  page_put_methods(out, d);
  page_put_provenance(out, d);
  page_put(out, "</section>\n");
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
      if (entries->all[i].part == p && !entries->all[i].appendix)
        put_section(out, d, &entries->all[i], p > 0 ? "h3" : "h2");
    if (p > 0)
      page_put(out, "</section>\n");
  }
  put_appendices(out, d, entries);
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
