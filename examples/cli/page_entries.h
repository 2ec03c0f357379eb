/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What stands on a page: each table that people read, with its number, its chart and the number of that.
 */
#ifndef CLI_PAGE_ENTRIES_H
#define CLI_PAGE_ENTRIES_H

#include "asset.h"
#include "document.h"
#include "view.h"

typedef struct page_entry {
  size_t part;
  view view;
  size_t number;      /* from 1, through all parts */
  const asset *chart; /* its Vega-Lite specification; NULL if there is none */
  size_t figure;      /* from 1, through all parts, in the order in which they stand on the page; 0 without a chart */
  bool leads;         /* its chart stands beside the answer of the part */
  bool appendix;      /* it stands behind all parts */
} page_entry;

typedef struct page_entries {
  page_entry *all;
  size_t count;
  size_t figures;
} page_entries;

/* False if there is no memory; to be cleared either way. Borrows from the document. */
bool page_entries_find(page_entries *entries, const document *d);
void page_entries_clear(page_entries *entries);

#endif
