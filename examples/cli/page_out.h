/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writing HTML: what is markup goes out as it is, what comes from anywhere else escaped.
 */
#ifndef CLI_PAGE_OUT_H
#define CLI_PAGE_OUT_H

#include "asset.h"

#include <placement/findings.h>
#include <stdbool.h>

/* A sink that stops for good when it fails. */
typedef struct page_out {
  placement_sink sink;
  void *data;
  bool failed;
} page_out;

void page_put(page_out *out, const char *markup);
void page_put_whole(page_out *out, size_t number);

/* Text as text, also between the quotes of an attribute. Characters that control something, such as the direction of
 * writing, are shown as U+FFFD. */
void page_put_text(page_out *out, const char *text);

/* A file as it is, and its digest as a Content-Security-Policy has it. */
void page_put_asset(page_out *out, const asset *file);
void page_put_digest(page_out *out, const asset *file);

/* Findings as JSON that can stand within <script>. */
placement_status page_put_findings(page_out *out, const placement_findings *findings, placement_error *err);

#endif
