/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Samples: the figures of each replication, where a summary is not enough.
 */
#ifndef PLACEMENT_SAMPLES_H
#define PLACEMENT_SAMPLES_H

#include <placement/plan.h>
#include <placement/run.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The address of a figure, as numbered by the plan. */
typedef struct placement_figure {
  size_t metric;
  size_t column;
} placement_figure;

/* Options of a sample; the fields up to `cancellation` are as in placement_run_options. Start from
 * PLACEMENT_SAMPLE_OPTIONS_INIT; fields are only ever added at the end. */
typedef struct placement_sample_options {
  size_t size; /* sizeof(placement_sample_options) of the calling program */
  uint64_t replications;
  uint64_t seed;
  uint64_t first;
  int32_t threads;
  placement_progress progress;
  void *progress_data;
  placement_cancellation *cancellation;
} placement_sample_options;

#define PLACEMENT_SAMPLE_OPTIONS_INIT                                                                                  \
  {                                                                                                                    \
    sizeof(placement_sample_options), PLACEMENT_DEFAULT_REPLICATIONS, PLACEMENT_DEFAULT_SEED, 0, 0, NULL, NULL, NULL   \
  }

/* Runs replications first to first + replications - 1, and writes figure k of number first + i to values[i * count +
 * k], in the unit of its metric, NAN where a ratio is not defined: what placement_workspace_value gives after
 * placement_replicate. `values` is the caller's and has room for replications * count numbers; what they are is
 * undefined unless the status is PLACEMENT_OK. They do not depend on threads. PLACEMENT_ERROR_CANCELLED when the run is
 * cancelled before all replications are done. `options` may be NULL for the defaults. May be called by several threads
 * at once. */
PLACEMENT_API placement_status placement_sample(const placement_plan *plan, const placement_sample_options *options,
                                                const placement_figure *figures, size_t count, double *values,
                                                placement_error *err);

#ifdef __cplusplus
}
#endif

#endif
