/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Texts as the cells, sheets and names of a workbook can hold them.
 */
#ifndef CLI_WORKBOOK_TEXT_H
#define CLI_WORKBOOK_TEXT_H

#include <stddef.h>

#define WORKBOOK_MOST_TEXT 32767 /* units of UTF-16 in a cell */

/* A copy, to be freed, NULL if there is no memory: bytes that are no UTF-8 and characters that XML cannot hold are
 * replaced by U+FFFD; what Excel would read as an escape (_x0041_) is escaped; of more than `most` units of UTF-16 the
 * beginning stays, and "… (shortened)". */
char *workbook_text(const char *text, size_t most);

/* The same for headers of pages, in which "&" begins a code. */
char *workbook_header_text(const char *text, size_t most);

/* A name of a cell from `text`: its letters and digits, and a "_" for all between; one in front of a digit. At most
 * `size` - 1 bytes. */
void workbook_slug(char *slug, size_t size, const char *text);

#endif
