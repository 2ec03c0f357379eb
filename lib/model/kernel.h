/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is done in vectors: random words, draws, and whole replications (lanes.h). Several kernels do the same to the
 * last bit, each for an instruction set; the processor decides which can run.
 */
#ifndef PLM_MODEL_KERNEL_H
#define PLM_MODEL_KERNEL_H

#include "plan/plan.h"

#define PLM_LANES PLM_BATCH /* done at a time */

/* A flat quantile table, or a constant as one of a single cell. Cells are numbered by the bytes from the first node. */
typedef struct plm_lane_table {
  const plm_node *nodes;
  uint64_t start_bits;   /* of a distance, that the start of its cell has */
  uint64_t shift;        /* of these, that gives the number of the cell, */
  uint64_t lower, upper; /* to which one of these is added, modulo 2^64; they differ in the last 32 bits only */
  double scale;
} plm_lane_table;

typedef uint32_t plm_lane_words[4][PLM_LANES];
typedef struct plm_lane_job plm_lane_job;
typedef struct plm_lane_sums plm_lane_sums;

typedef struct plm_kernel {
  const char *name;
  /* Block k_block of a purpose of the children first to first + PLM_LANES - 1. */
  void (*words)(plm_key key, uint32_t replication, uint32_t first, uint32_t purpose, uint32_t k_block,
                plm_lane_words words);
  /* plm_quantile_table_draw for each word. */
  void (*draw)(const plm_lane_table *table, const uint32_t words[PLM_LANES], double draws[PLM_LANES]);
  /* PLM_LANES replications: what plm_lanes_run writes. */
  void (*run)(const plm_lane_job *job, uint32_t first, plm_lane_sums *sums, int64_t *batch);
} plm_kernel;

/* The kernels that this processor can run, the fastest first: stores up to `capacity`, returns how many there are. */
size_t plm_kernels(const plm_kernel **kernels, size_t capacity);

/* False if the table is not flat. `constant` is the one node of a constant, for the table to point to. */
bool plm_lane_table_init(plm_lane_table *table, const plm_quantile_table *from, plm_node *constant);

#endif
