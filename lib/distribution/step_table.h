/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Step tables: draws of a number from 0 to count - 1 with given weights, by one 32-bit word.
 *
 * The quantile function at u = (w + 1/2) / 2^32, as in a quantile table, but quick to compile: a search among the
 * cumulated weights, begun from a guide that the leading bits of the word select (Chen and Asau 1974).
 */
#ifndef PLM_STEP_TABLE_H
#define PLM_STEP_TABLE_H

#include <placement/base.h>

#define PLM_STEP_GUIDE_BITS 9

typedef struct plm_step_table {
  uint32_t *end; /* of step i: how many words draw it or one before; none for the last step */
  uint32_t guide[(1 << PLM_STEP_GUIDE_BITS) + 1]; /* the step that the first word with these leading bits draws */
} plm_step_table;

/* `weights` are not negative, not all 0; count is from 1 to 2^32 - 1. The table owns its array; free it with _clear. */
placement_status plm_step_table_init(plm_step_table *table, const double *weights, size_t count, placement_error *err);
void plm_step_table_clear(plm_step_table *table);

/* The step that word w draws. */
uint32_t plm_step_table_draw(const plm_step_table *table, uint32_t w);

#endif
