/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PLM_BASE_MEMORY_H
#define PLM_BASE_MEMORY_H

#include <stddef.h>

/* `count` zeroed elements of `size` bytes, to be freed with free(). Never NULL for a count of 0 unless memory is
 * exhausted; NULL when count * size overflows. */
void *plm_new_array(size_t count, size_t size);

/* The same for vectors: they begin at a cache line, which is as wide as the widest of them. */
void *plm_new_vectors(size_t count, size_t size);

/* Grows an array with doubling capacity so that it holds `needed` elements. Returns 0, or -1 with nothing changed. */
int plm_grow_array(void **array, size_t *capacity, size_t needed, size_t size);

/* A copy of a terminated string, or NULL. */
char *plm_copy_string(const char *text);

#endif
