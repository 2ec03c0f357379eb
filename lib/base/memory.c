/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void *plm_new_array(size_t count, size_t size)
{
  return calloc(count > 0 ? count : 1, size);
}

#define LINE ((size_t)64)

void *plm_new_vectors(size_t count, size_t size)
{
  void *vectors;
  if (size != 0 && count > (SIZE_MAX - LINE) / size)
    return NULL;
  size_t bytes = (count * size + LINE - 1) / LINE * LINE;
  bytes = bytes > 0 ? bytes : LINE;
  vectors = aligned_alloc(LINE, bytes);
  if (vectors != NULL)
    memset(vectors, 0, bytes);
  return vectors;
}

int plm_grow_array(void **array, size_t *capacity, size_t needed, size_t size)
{
  size_t wanted = *capacity > 0 ? *capacity : 8;
  void *grown;
  if (needed <= *capacity)
    return 0;
  while (wanted < needed) {
    if (wanted > SIZE_MAX / 2)
      return -1;
    wanted *= 2;
  }
  if (wanted > SIZE_MAX / size)
    return -1;
  grown = realloc(*array, wanted * size);
  if (grown == NULL)
    return -1;
  *array = grown;
  *capacity = wanted;
  return 0;
}

char *plm_copy_string(const char *text)
{
  size_t size = strlen(text) + 1;
  char *copy = malloc(size);
  if (copy != NULL)
    memcpy(copy, text, size);
  return copy;
}
