/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The flat layout of a quantile table.
 */
#include "base/memory.h"
#include "distribution/quantile_table.h"

#include <math.h>
#include <stdlib.h>

#define MOST_BITS 8

/* How often the narrowest segment has been halved, the octave counting as one cell of PLM_TABLE_CELL_BITS; more than
 * MOST_BITS if a segment begins elsewhere. Segments of less than a word are not needed: each has a cell of its own. */
static int bits_of(const plm_quantile_table *table)
{
  int most = PLM_TABLE_CELL_BITS;
  for (size_t i = 0; i < table->segment_count; i++) {
    uint64_t start;
    memcpy(&start, &table->segments[i].start, sizeof start);
    while (most <= MOST_BITS && start << (12 + most) != 0)
      most++;
  }
  return most;
}

/* The parabola of the segment in terms of the distance from `start`, which lies in it. */
static plm_node node_from(const plm_segment *s, double start)
{
  double t = (start - s->start) * s->scale;
  return (plm_node){s->base + t * (s->slope + s->curve * (1 - t)), (s->slope + s->curve * (1 - 2 * t)) * s->scale,
                    -s->curve * s->scale * s->scale, 0};
}

static double value_of(const plm_node *node, double d)
{
  return node->base + d * (node->slope + d * node->curve);
}

/* Rounding could make the last word of a cell exceed the first of the next. */
static bool in_order(const plm_node *nodes, size_t count, int bits, bool falling)
{
  for (size_t i = 0; i + 1 < count; i++) {
    double start = plm_table_cell_start(i, bits);
    double end = plm_table_cell_start(i + 1, bits);
    double last = value_of(&nodes[i], ceil(end - 0.5) - 0.5 - start);
    double next = value_of(&nodes[i + 1], floor(end + 0.5) + 0.5 - end);
    if (end - start >= 1 && (falling ? last < next : last > next))
      return false;
  }
  return true;
}

void plm_quantile_table_flatten(plm_quantile_table *table)
{
  int bits = bits_of(table);
  size_t tail = (size_t)PLM_TABLE_OCTAVES << bits;
  size_t i = 0;
  plm_node *nodes;
  if (bits > MOST_BITS || (nodes = plm_new_vectors(2 * tail, sizeof *nodes)) == NULL)
    return;
  for (size_t cell = 0; cell < 2 * tail; cell++) {
    double start = plm_table_cell_start(cell % tail, bits);
    size_t end = table->first[(cell >> (bits - PLM_TABLE_CELL_BITS)) + 1];
    i = cell == tail ? table->first[cell >> (bits - PLM_TABLE_CELL_BITS)] : i;
    while (i < table->first[cell >> (bits - PLM_TABLE_CELL_BITS)] ||
           (i + 1 < end && table->segments[i + 1].start <= start))
      i++;
    nodes[cell] = node_from(&table->segments[i], start);
  }
  if (!in_order(nodes, tail, bits, false) || !in_order(nodes + tail, tail, bits, true)) {
    free(nodes);
    return;
  }
  free(table->first);
  free(table->segments);
  table->first = NULL;
  table->segments = NULL;
  table->segment_count = 0;
  table->nodes = nodes;
  table->node_bits = bits;
  table->upper_nodes = tail;
}
