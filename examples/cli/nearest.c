/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nearest.h"

#include <string.h>

#define LONGEST 63
#define ABBREVIATION 3 /* the shortest, with its dashes */

/* Levenshtein's distance, row by row; words beyond LONGEST are as far apart as can be. */
static size_t distance(const char *a, const char *b)
{
  size_t row[LONGEST + 1], a_length = strlen(a), b_length = strlen(b);
  if (a_length > LONGEST || b_length > LONGEST)
    return LONGEST;
  for (size_t j = 0; j <= b_length; j++)
    row[j] = j;
  for (size_t i = 1; i <= a_length; i++) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b_length; j++) {
      size_t least = diagonal + (a[i - 1] != b[j - 1]);
      diagonal = row[j];
      if (row[j] + 1 < least)
        least = row[j] + 1;
      if (row[j - 1] + 1 < least)
        least = row[j - 1] + 1;
      row[j] = least;
    }
  }
  return row[b_length];
}

const char *nearest_of(const char *word, const char *const *candidates, size_t count)
{
  const char *nearest = NULL;
  size_t least = LONGEST;
  for (size_t i = 0; i < count; i++) {
    size_t length = strlen(word), d = distance(word, candidates[i]);
    if (length >= ABBREVIATION && strncmp(word, candidates[i], length) == 0)
      d = 1;
    if (d < least && d <= strlen(candidates[i]) / 3 + 1) {
      least = d;
      nearest = candidates[i];
    }
  }
  return nearest;
}
