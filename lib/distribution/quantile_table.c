/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "distribution/quantile_table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define HALF 0x1p31 /* words of a tail */
#define CELLS_OF_TAIL (PLM_TABLE_OCTAVES * PLM_TABLE_CELLS)

void plm_quantile_table_clear(plm_quantile_table *table)
{
  free(table->first);
  free(table->segments);
  free(table->nodes);
  *table = (plm_quantile_table){.constant = true};
}

plm_quantile_table plm_quantile_table_scaled(const plm_quantile_table *table, double factor)
{
  plm_quantile_table scaled_table = *table;
  scaled_table.value *= factor;
  scaled_table.mean *= factor;
  scaled_table.scale *= factor;
  return scaled_table;
}

/* The segment of distance v from an end; the exponent and the leading bits of v are the number of its cell. */
static inline const plm_segment *segment_at(const plm_quantile_table *table, double v, bool upper)
{
  uint64_t bits;
  size_t cell, count;
  const plm_segment *segment;
  memcpy(&bits, &v, sizeof bits);
  cell = (size_t)(bits >> (52 - PLM_TABLE_CELL_BITS)) - ((size_t)1022 << PLM_TABLE_CELL_BITS);
  cell += upper ? CELLS_OF_TAIL : 0;
  segment = &table->segments[table->first[cell]];
  count = table->first[cell + 1] - table->first[cell];
  while (count > 1) {
    size_t half = count / 2;
    if (segment[half].start <= v)
      segment += half;
    count -= half;
  }
  return segment;
}

/* The value at distance v from an end in a flat table, in the cell of `in`: v, but for the end of the last cell. The
 * leading bits of `in` are the number of the cell, and those alone its start. */
static inline double flat_at(const plm_quantile_table *table, double v, double in, bool upper)
{
  const int shift = 52 - table->node_bits;
  uint64_t bits, start_bits;
  double start;
  memcpy(&bits, &in, sizeof bits);
  start_bits = bits >> shift << shift;
  memcpy(&start, &start_bits, sizeof start);
  const plm_node *node =
      &table->nodes[(size_t)(bits >> shift) - ((size_t)1022 << table->node_bits) + (upper ? table->upper_nodes : 0)];
  double d = v - start;
  return node->base + d * (node->slope + d * node->curve);
}

double plm_quantile_table_draw(const plm_quantile_table *table, uint32_t w)
{
  bool upper = w >> 31 != 0;
  double v = (double)(upper ? ~w : w) + 0.5;
  const plm_segment *segment;
  if (table->constant)
    return table->value;
  if (table->nodes != NULL)
    return table->scale * flat_at(table, v, v, upper);
  segment = segment_at(table, v, upper);
  return table->scale * plm_segment_at(segment, (v - segment->start) * segment->scale);
}

double plm_quantile_table_at(const plm_quantile_table *table, double p, bool upper)
{
  const plm_segment *segment;
  double v, in;
  if (table->constant)
    return table->value;
  if (p > 0.5) {
    p = 1 - p;
    upper = !upper;
  }
  v = fmin(fmax(p * 0x1p32, 0.5), HALF);
  in = v < HALF ? v : HALF - 0.25;
  if (table->nodes != NULL)
    return table->scale * flat_at(table, v, in, upper);
  segment = segment_at(table, in, upper);
  return table->scale * plm_segment_at(segment, fmin(fmax((v - segment->start) * segment->scale, 0), 1));
}
