/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the terminal can show: its width and its characters.
 */
#ifndef CLI_TERMINAL_H
#define CLI_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Learns the character set of the user's locale, then lets wide and combining characters be measured. Only the
 * classification of characters changes in the locale. */
void terminal_start(void);

/* How wide lines are on `out`: COLUMNS if it is set, otherwise what the terminal says, 40 at least; 100 where `out` is
 * no terminal. */
size_t terminal_width(FILE *out);

/* Whether `out` is a terminal whose locale has another character set than UTF-8, so that it is shown ASCII only, which
 * all of them have. */
bool terminal_is_ascii(FILE *out);

#define TERMINAL_ASCII_SIZE 16

/* What stands for the character of `length` bytes in ASCII, such as "..." or "GBP"; "?" if nothing does. */
void terminal_ascii(const char *character, size_t length, char text[TERMINAL_ASCII_SIZE]);

#endif
