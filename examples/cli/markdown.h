/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Texts in Markdown: CommonMark 0.31 with the tables of GitHub.
 */
#ifndef CLI_MARKDOWN_H
#define CLI_MARKDOWN_H

/* Writes a text to standard output so that it is shown as it is, in a cell or a heading: what would be markup is
 * escaped, line breaks are blanks, control characters are "?", blanks at the ends are left out. */
void markdown_inline(const char *text);

/* The same at the start of a paragraph or an item, where a hyphen or a number would begin a list. */
void markdown_block(const char *text);

#endif
