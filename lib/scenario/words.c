/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/words.h"
#include "scenario/utf8.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define LONGEST_WORD 64
#define QUOTED_BYTES 64

static bool add_bytes(plm_words *words, const char *bytes, size_t length)
{
  if (length >= sizeof words->text - words->length)
    return false;
  memcpy(words->text + words->length, bytes, length);
  words->length += length;
  words->text[words->length] = '\0';
  return true;
}

/* The terminator, which continues no character, keeps plm_utf8_sequence within the text. */
void plm_words_add(plm_words *words, const char *text)
{
  size_t size;
  for (; *text != '\0'; text += size) {
    size = plm_utf8_sequence(text, 4);
    if (size == 0 || !add_bytes(words, text, size))
      return;
  }
}

/* C0, DEL and C1. */
static bool is_control(const char *character, size_t size)
{
  unsigned char first = (unsigned char)character[0];
  return size == 1 ? first < 0x20 || first == 0x7F : size == 2 && first == 0xC2 && (unsigned char)character[1] < 0xA0;
}

void plm_words_add_visible(plm_words *words, const char *text, size_t length)
{
  size_t size;
  for (size_t at = 0; at < length; at += size) {
    char escape[8];
    size = plm_utf8_sequence(text + at, length - at);
    if (size == 0)
      return;
    if (!is_control(text + at, size)) {
      if (!add_bytes(words, text + at, size))
        return;
      continue;
    }
    (void)snprintf(escape, sizeof escape, "\\u%04x", (unsigned)(unsigned char)text[at + size - 1]);
    if (!add_bytes(words, escape, strlen(escape)))
      return;
  }
}

void plm_words_add_shortened(plm_words *words, const char *text, size_t length, size_t most, const char *end)
{
  size_t kept = 0, size;
  if (length <= most) {
    plm_words_add_visible(words, text, length);
    return;
  }
  while ((size = plm_utf8_sequence(text + kept, length - kept)) > 0 && kept + size <= most)
    kept += size;
  plm_words_add_visible(words, text, kept);
  plm_words_add(words, "\xE2\x80\xA6");
  plm_words_add(words, end);
}

void plm_words_add_quoted(plm_words *words, const char *text)
{
  plm_words_add(words, "\"");
  plm_words_add_shortened(words, text, strlen(text), QUOTED_BYTES, "");
  plm_words_add(words, "\"");
}

static int lower(char c)
{
  return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : (unsigned char)c;
}

static size_t least(size_t a, size_t b)
{
  return a < b ? a : b;
}

/* Optimal string alignment (Levenshtein with swaps of neighbours), three rows of its table at a time. */
size_t plm_edit_distance(const char *a, const char *b)
{
  size_t rows[3][LONGEST_WORD + 1];
  size_t *before = rows[0], *above = rows[1], *row = rows[2];
  size_t length_a = strlen(a), length_b = strlen(b);
  if (length_a > LONGEST_WORD || length_b > LONGEST_WORD)
    return SIZE_MAX;
  for (size_t j = 0; j <= length_b; j++)
    above[j] = j;
  for (size_t i = 1; i <= length_a; i++) {
    size_t *spare = before;
    row[0] = i;
    for (size_t j = 1; j <= length_b; j++) {
      size_t change = above[j - 1] + (lower(a[i - 1]) != lower(b[j - 1]));
      row[j] = least(change, least(above[j], row[j - 1]) + 1);
      if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]))
        row[j] = least(row[j], before[j - 2] + 1);
    }
    before = above;
    above = row;
    row = spare;
  }
  return above[length_b];
}

static size_t common_prefix(const char *a, const char *b)
{
  size_t length = 0;
  while (a[length] != '\0' && lower(a[length]) == lower(b[length]))
    length++;
  return length;
}

/* Near enough: one change for every three characters of what was written, or its beginning of four or more. Of equally
 * near words the one that begins more alike. */
void plm_nearest_offer(plm_nearest *nearest, const char *word)
{
  size_t length = strlen(nearest->wanted);
  size_t distance = plm_edit_distance(nearest->wanted, word);
  size_t prefix = common_prefix(nearest->wanted, word);
  if (length >= 4 && prefix == length && distance > length / 3)
    distance = length / 3;
  if (length < 3 || distance > length / 3)
    return;
  if (nearest->best != NULL &&
      (distance > nearest->distance ||
       (distance == nearest->distance && prefix <= common_prefix(nearest->wanted, nearest->best))))
    return;
  nearest->best = word;
  nearest->distance = distance;
}

void plm_words_add_nearest(plm_words *words, const plm_nearest *nearest)
{
  if (nearest->best == NULL)
    return;
  plm_words_add(words, "; did you mean ");
  plm_words_add_quoted(words, nearest->best);
  plm_words_add(words, "?");
}
