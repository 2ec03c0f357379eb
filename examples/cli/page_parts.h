/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a table fits the width of a printed page. A screen shows a wide table whole, to be scrolled; on paper nobody can,
 * and a browser would print all of the page smaller, so there it is in parts, as on a terminal.
 */
#ifndef CLI_PAGE_PARTS_H
#define CLI_PAGE_PARTS_H

#include "view.h"

/* The columns of a part are those before `first`, which all parts repeat, and those from `from` until page_parts_end.
 */
typedef struct page_parts {
  bool fits;    /* the table is in one part */
  bool small;   /* in smaller print */
  bool narrow;  /* in less than half of the width */
  size_t first; /* behind the labels and what else tells rows apart */
  double room;  /* in points, which makes parts that are about as wide as each other */
} page_parts;

page_parts page_parts_find(const view *v);
size_t page_parts_end(const page_parts *parts, const view *v, size_t from);

#endif
