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
 * PLACEMENT_SAMPLE_OPTIONS_INIT; fields are only ever added at the end.
 *
 * The arrays have an element for each uncertain input of the scenario, in its order (placement_scenario_uncertain_count
 * of them), and leave the lives of children as they are: shift these by `first`. Input i of replication r has the
 * quantile of the probability input_probabilities[i], above 0 and below 1, in all replications; or, if that is NAN, it
 * is drawn as in replication r + input_shifts[i], whose number must be below 2^32.
 *
 * Correlated inputs keep their correlations: those with a probability are decided first, then those with the smallest
 * shift, and so on, each as drawn in its replication, but for what follows from those decided before it. If input i
 * alone has a probability, whose quantile of the standard normal distribution is x_i*, the normal deviates x_j of
 * inputs correlated with it become x_j + rho_ij (x_i* - x_i); in general conditional simulation (Hoffman and Ribak
 * 1991, Astrophysical Journal 380, L5-L8). So with one input unshifted and all others shifted equally, the others are
 * drawn anew given the one; with one shifted and all others not, the one is drawn anew given the others. With one shift
 * for all, the inputs of a replication are those of another to the last bit. */
typedef struct placement_sample_options {
  size_t size; /* sizeof(placement_sample_options) of the calling program */
  uint64_t replications;
  uint64_t seed;
  uint64_t first;
  int32_t threads;
  placement_progress progress;
  void *progress_data;
  placement_cancellation *cancellation;
  const uint64_t *input_shifts;      /* may be NULL: all 0 */
  const double *input_probabilities; /* may be NULL: all NAN */
} placement_sample_options;

#define PLACEMENT_SAMPLE_OPTIONS_INIT                                                                                  \
  {                                                                                                                    \
    sizeof(placement_sample_options), PLACEMENT_DEFAULT_REPLICATIONS, PLACEMENT_DEFAULT_SEED, 0, 0, NULL, NULL, NULL,  \
        NULL, NULL                                                                                                     \
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
