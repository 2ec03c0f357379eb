/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the tables of `placement run` are made of: rows of the plan basis, the mean and quantiles. Functions that return
 * false have filled *err.
 */
#ifndef CLI_RUN_PARTS_H
#define CLI_RUN_PARTS_H

#include "table.h"

#include <placement/plan.h>
#include <placement/summary.h>

/* A metric over the years. */
typedef struct block {
  const char *metric;
  const char *label;
  bool by_year;
  bool if_any; /* left out when it is 0 throughout */
} block;

typedef struct figures_of {
  const placement_plan *plan;
  const placement_basis *basis; /* NULL: without the plan basis */
  const placement_summary *summary;
} figures_of;

/* A table headed by `unit` and the names of the figures. */
table *run_table(const char *unit);

/* Adds the figures of (metric, column) times `factor`. */
bool run_row(table *t, const figures_of *of, size_t metric, size_t column, size_t indent, const char *label,
             double factor, placement_error *err);

/* Adds blocks: one row for each year and one for the horizon, or the latter alone. */
bool run_blocks(table *t, const figures_of *of, const block *blocks, size_t count, double factor, placement_error *err);

/* Sets *zero to whether all figures that there are of the metric are 0, whatever the replication and column. */
bool run_find_zero(const figures_of *of, size_t metric, bool *zero, placement_error *err);

/* Prints and frees the table if it is `sound`; returns an exit status, after a complaint if it is not EXIT_FINE. */
int run_finish(table *t, bool sound, const placement_error *err);

#endif
