/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Texts broken at blanks into lines, as cells and headings of tables are. A per cent sign stays with the word before; a
 * word that is wider than a line is broken as text_fit says.
 */
#ifndef CLI_LINES_H
#define CLI_LINES_H

#include <stddef.h>

/* The bytes of `*text` that make a line of at most `width` columns, at least a character; *text is moved behind them
 * and the blanks that follow. */
size_t lines_take(const char **text, size_t width);

/* How many lines of at most `width` columns the text takes. */
size_t lines_count(const char *text, size_t width);

/* The least width in which it takes at most `most` lines (at least 1), none of them with a broken word. */
size_t lines_width(const char *text, size_t most);

#endif
