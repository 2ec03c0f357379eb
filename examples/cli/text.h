/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * UTF-8 text as it stands on a screen: display width, wrapping, bold headings, messages.
 *
 * Text that comes from a file may hold control characters, which a terminal would obey. Everything here shows each of
 * them as "?", and ASCII alone on terminals that have no more (terminal.h).
 */
#ifndef CLI_TEXT_H
#define CLI_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* Decodes the character at `text` of `length` > 0 bytes into *code and returns its bytes; a byte that does not belong
 * to a character stands for itself as code 0. */
size_t text_decode(const char *text, size_t length, uint32_t *code);

/* Whether a character controls something. Those that turn the direction of writing are included: what follows would be
 * shown in another order. */
bool text_is_control(uint32_t code);

/* Columns that the first `length` bytes of `text` take on standard output. */
size_t text_width(const char *text, size_t length);

/* How many of the `length` > 0 bytes of a word stand on a line of `width` columns of standard output, at least a
 * character: all if they fit, otherwise as many as fit, up to a hyphen, slash or the like if one is near the end. */
size_t text_fit(const char *text, size_t length, size_t width);

/* The bytes of the word that `text` begins with. A per cent sign is part of the word before. */
size_t text_word(const char *text);

/* Writes `text` whole. */
void text_print(FILE *out, const char *text);

/* Writes `text` as lines of at most terminal_width columns, the first after `first` and the others after as many
 * blanks, or fewer where that is much of a line. A word that is wider than a line is broken. */
void text_print_wrapped(FILE *out, const char *first, const char *text);

/* The same without indentation on a terminal; elsewhere, where programs may read it, as one line. */
void text_print_line(FILE *out, const char *text);

/* As a paragraph without indentation, bold on a terminal that takes colours. */
void text_print_heading(FILE *out, const char *text);

/* True if `out` is a terminal, NO_COLOR is unset or empty, and TERM is neither unset nor "dumb". */
bool text_takes_colour(FILE *out);

/* Writes "placement: ", the message and a newline to standard error. */
#ifdef __GNUC__
__attribute__((format(printf, 1, 2)))
#endif
void complain(const char *format, ...);

#endif
