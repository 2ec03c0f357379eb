/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Copies of texts, one of each: equal texts are the same pointer, so that rows are small and quick to compare.
 */
#ifndef PLM_REPORT_TEXT_POOL_H
#define PLM_REPORT_TEXT_POOL_H

#include <stddef.h>

/* Starts as {NULL, 0, 0}. */
typedef struct plm_text_pool {
  char **slots; /* a hash table with room to spare */
  size_t slot_count;
  size_t count;
} plm_text_pool;

/* The pool's own copy of `text`; NULL if there is no memory. */
const char *plm_text_pool_add(plm_text_pool *pool, const char *text);

void plm_text_pool_clear(plm_text_pool *pool);

#endif
