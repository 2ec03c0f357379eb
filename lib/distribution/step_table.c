/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "distribution/step_table.h"
#include "base/error.h"
#include "base/memory.h"

#include <stdlib.h>

#define GUIDES (1 << PLM_STEP_GUIDE_BITS)
#define GUIDE_SHIFT (32 - PLM_STEP_GUIDE_BITS)

/* Words w with (w + 1/2) / 2^32 <= part; all but one if it is 1. */
static uint32_t words_of(double part)
{
  double words = part * 0x1p32 + 0.5;
  return words < 0x1p32 ? (uint32_t)words : UINT32_MAX;
}

placement_status plm_step_table_init(plm_step_table *table, const double *weights, size_t count, placement_error *err)
{
  double total = 0;
  double sum = 0;
  uint32_t step = 0;
  table->end = plm_new_array(count, sizeof *table->end);
  if (table->end == NULL)
    return plm_fail_memory(err);
  while (count > 1 && weights[count - 1] <= 0)
    count--;
  for (size_t i = 0; i < count; i++)
    total += weights[i];
  for (size_t i = 0; i + 1 < count; i++) {
    sum += weights[i];
    table->end[i] = words_of(sum / total);
  }
  for (uint32_t g = 0; g < GUIDES; g++) {
    while (step + 1 < count && table->end[step] <= g << GUIDE_SHIFT)
      step++;
    table->guide[g] = step;
  }
  table->guide[GUIDES] = (uint32_t)count - 1;
  return PLACEMENT_OK;
}

void plm_step_table_clear(plm_step_table *table)
{
  free(table->end);
  *table = (plm_step_table){0};
}

uint32_t plm_step_table_draw(const plm_step_table *table, uint32_t w)
{
  uint32_t low = table->guide[w >> GUIDE_SHIFT];
  uint32_t high = table->guide[(w >> GUIDE_SHIFT) + 1]; /* the step is from low to high */
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (table->end[middle] <= w)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}
