/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The end of a page: how its figures came about.
 */
#ifndef CLI_PAGE_APPENDIX_H
#define CLI_PAGE_APPENDIX_H

#include "document.h"
#include "page_out.h"

/* A value of the provenance; "" if there is none of that name. */
const char *page_find_provenance(const placement_findings *f, const char *name);

/* Sections with headings of the third level; what several parts have in common stands there once. */
void page_put_methods(page_out *out, const document *d);
void page_put_provenance(page_out *out, const document *d);

#endif
