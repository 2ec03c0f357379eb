/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A document as a workbook for Excel and LibreOffice: a summary, a sheet for each group of tables with formulas for
 * their sums, charts, and provenance.
 */
#ifndef CLI_WORKBOOK_H
#define CLI_WORKBOOK_H

#include "document.h"

/* Writes the file `path`, as placement_file_write writes it. Equal documents make equal files. PLACEMENT_ERROR_IO with
 * the reason if it cannot be written, also when there is no room for temporary files; PLACEMENT_ERROR_MEMORY. */
placement_status workbook_write(const document *d, const char *path, placement_error *err);

#endif
