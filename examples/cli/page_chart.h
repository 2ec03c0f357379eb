/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Charts: a figure for each, drawn by page/page.js from the specification and the JSON of the findings.
 */
#ifndef CLI_PAGE_CHART_H
#define CLI_PAGE_CHART_H

#include "page_entries.h"
#include "page_out.h"

/* Writes the element "figure-N" of an entry that has a chart. */
void page_chart_write(page_out *out, const page_entry *entry);

/* Writes what draws all of them: findings, specifications, and the programs. */
placement_status page_chart_write_scripts(page_out *out, const document *d, const page_entries *entries,
                                          placement_error *err);

/* Writes the Content-Security-Policy that allows these programs and style sheets, and nothing from anywhere else. */
void page_chart_write_policy(page_out *out);

/* Writes the style sheets. */
void page_chart_write_styles(page_out *out);

#endif
