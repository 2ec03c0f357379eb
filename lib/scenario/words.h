/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text of messages: built in a field of fixed size, safe to print, and what was probably meant by a misspelt word.
 */
#ifndef PLM_SCENARIO_WORDS_H
#define PLM_SCENARIO_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/* Starts as {{0}, 0}. What does not fit is cut at a character. */
typedef struct plm_words {
  char text[512];
  size_t length;
} plm_words;

void plm_words_add(plm_words *words, const char *text);

/* Adds `length` bytes of valid UTF-8 with control characters written as \u00XX, so that no terminal obeys them. */
void plm_words_add_visible(plm_words *words, const char *text, size_t length);

/* The same with at most about `most` bytes; where something is left out, an ellipsis and `end` stand for it. */
void plm_words_add_shortened(plm_words *words, const char *text, size_t length, size_t most, const char *end);

/* Adds a key or id in double quotes, shortened. */
void plm_words_add_quoted(plm_words *words, const char *text);

/* The number of single-character insertions, deletions, substitutions and swaps of neighbours that make one word the
 * other, counted in bytes and without regard to the case of ASCII letters; a large number when either has more than 64
 * bytes. */
size_t plm_edit_distance(const char *a, const char *b);

/* Keeps the nearest of the words offered to it, if one is near enough to have been meant. */
typedef struct plm_nearest {
  const char *wanted;
  const char *best; /* NULL: none is near enough */
  size_t distance;
} plm_nearest;

void plm_nearest_offer(plm_nearest *nearest, const char *word);

/* Adds `; did you mean "..."?` if there is a nearest word. */
void plm_words_add_nearest(plm_words *words, const plm_nearest *nearest);

#endif
