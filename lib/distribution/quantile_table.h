/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Quantile tables: a distribution compiled so that a draw is one 32-bit uniform and one quadratic interpolation.
 *
 * A word w stands for u = (w + 1/2) / 2^32. Each tail is cut into octaves of the distance v = min(w, ~w) + 1/2 from its
 * end, each octave into PLM_TABLE_CELLS equal cells; so both tails are resolved to the last word. A cell in which the
 * quantile function jumps or has a kink is cut there into several segments, and a segment is halved until its error in
 * probability is at most half a word or 5 millionths of the tail (tried at three places). Within a segment, with t from
 * 0 to 1, the value is base + t * (slope + curve * (1 - t)): exact at both ends and at the middle, monotone everywhere.
 * Each end is foretold from the last, so that it costs one probability and one density; where what was foretold is true
 * the segment in between needs none (path.h).
 *
 * A table without jumps and kinks is then laid out flat: every octave has the same number of cells, a power of two, and
 * each cell is one parabola in the distance from its start. No search is left, so that draws can be made in vectors.
 *
 * Node values are rounded to 32 significant bits, so that the last bits of the C library's exp and log, which differ
 * between processors, do not reach the draws.
 */
#ifndef PLM_QUANTILE_TABLE_H
#define PLM_QUANTILE_TABLE_H

#include "distribution/distribution.h"

#include <stdint.h>
#include <string.h>

typedef struct plm_segment {
  double start; /* of the distance v, in words */
  double scale; /* t = (v - start) * scale */
  double base, slope, curve;
} plm_segment;

static inline double plm_segment_at(const plm_segment *s, double t)
{
  return s->base + t * (s->slope + s->curve * (1 - t));
}

/* The draw is base + d * (slope + d * curve), d words from the start of the cell. */
typedef struct plm_node {
  double base, slope, curve;
  double unused; /* for alignment */
} plm_node;

typedef struct plm_quantile_table {
  bool constant; /* every draw is `value` */
  double value;
  double mean;     /* of the draws */
  double scale;    /* what draws are multiplied by; value and mean are multiplied already */
  uint32_t *first; /* of each cell and one more: number of its first segment */
  plm_segment *segments;
  size_t segment_count;
  plm_node *nodes;    /* of a flat table, which has no segments: those of the lower tail, then those of the upper */
  int32_t node_bits;  /* 2^node_bits cells of each octave */
  size_t upper_nodes; /* where those of the upper tail begin */
} plm_quantile_table;

#define PLM_TABLE_CELL_BITS 4
#define PLM_TABLE_CELLS (1 << PLM_TABLE_CELL_BITS) /* of an octave */
#define PLM_TABLE_OCTAVES 32                       /* of a tail: v from 1/2 to 2^31 */
#define PLM_TABLE_SIZE (2 * PLM_TABLE_OCTAVES * PLM_TABLE_CELLS)

/* Where a cell of a tail begins, for 2^bits cells of each octave: the exponent and the leading bits of a distance v are
 * the number of its cell. */
static inline double plm_table_cell_start(size_t cell, int bits)
{
  uint64_t start_bits = ((uint64_t)cell + ((uint64_t)1022 << bits)) << (52 - bits);
  double start;
  memcpy(&start, &start_bits, sizeof start);
  return start;
}

/* Lays a table out flat if that is possible: its cells have been halved but not cut, and not too often. Draws keep
 * their values up to rounding. Without memory the table stays as it is. */
void plm_quantile_table_flatten(plm_quantile_table *table);

/* Compiles d. The table owns its arrays; free them with _clear. */
placement_status plm_quantile_table_init(plm_quantile_table *table, const plm_distribution *d, placement_error *err);
void plm_quantile_table_clear(plm_quantile_table *table);

/* A table of the same distribution multiplied by `factor`, which shares the arrays of `table`: it must not be cleared,
 * nor used when `table` has been. */
plm_quantile_table plm_quantile_table_scaled(const plm_quantile_table *table, double factor);

/* The draw for word w. Uses no function of the C library and no division. */
double plm_quantile_table_draw(const plm_quantile_table *table, uint32_t w);

/* The draw for a lower tail probability (upper = false: u = p) or an upper one (u = 1 - p), 0 < p <= 1/2 or beyond:
 * any p in (0, 1), resolved to 2^-33 at the ends. For conditional draws, where p is not a word. */
double plm_quantile_table_at(const plm_quantile_table *table, double p, bool upper);

#endif
