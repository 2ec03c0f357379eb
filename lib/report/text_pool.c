/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/text_pool.h"
#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define FEWEST_SLOTS 256 /* a power of two */

/* The slot that holds the text or is free for it: FNV-1a, then the next ones. */
static char **find(char **slots, size_t slot_count, const char *text)
{
  uint64_t hash = UINT64_C(14695981039346656037);
  for (const char *at = text; *at != '\0'; at++)
    hash = (hash ^ (unsigned char)*at) * UINT64_C(1099511628211);
  size_t slot = (size_t)(hash ^ hash >> 32) & (slot_count - 1);
  while (slots[slot] != NULL && strcmp(slots[slot], text) != 0)
    slot = (slot + 1) & (slot_count - 1);
  return &slots[slot];
}

static int grow(plm_text_pool *pool)
{
  size_t wanted = pool->slot_count == 0 ? FEWEST_SLOTS : 2 * pool->slot_count;
  char **slots = plm_new_array(wanted, sizeof *slots);
  if (slots == NULL)
    return -1;
  for (size_t i = 0; i < pool->slot_count; i++)
    if (pool->slots[i] != NULL)
      *find(slots, wanted, pool->slots[i]) = pool->slots[i];
  free(pool->slots);
  pool->slots = slots;
  pool->slot_count = wanted;
  return 0;
}

const char *plm_text_pool_add(plm_text_pool *pool, const char *text)
{
  if (2 * pool->count >= pool->slot_count && grow(pool) != 0)
    return NULL;
  char **slot = find(pool->slots, pool->slot_count, text);
  if (*slot == NULL) {
    *slot = plm_copy_string(text);
    pool->count += *slot != NULL ? 1 : 0;
  }
  return *slot;
}

void plm_text_pool_clear(plm_text_pool *pool)
{
  for (size_t i = 0; i < pool->slot_count; i++)
    free(pool->slots[i]);
  free(pool->slots);
  *pool = (plm_text_pool){NULL, 0, 0};
}
