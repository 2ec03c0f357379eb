/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A document as one HTML file: the answer, charts, tables, methods and provenance. It needs nothing from anywhere, runs
 * nothing but its own programs, and can be read without them but for the charts.
 */
#ifndef CLI_PAGE_H
#define CLI_PAGE_H

#include "document.h"

/* Writes the file `path` as placement_file_write does. */
placement_status page_write(const document *d, const char *path, placement_error *err);

#endif
