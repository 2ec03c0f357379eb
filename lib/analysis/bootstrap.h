/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The bootstrap: standard errors and intervals of what has no formula for them (Efron and Tibshirani, An Introduction
 * to the Bootstrap, 1993, chapters 6 and 13).
 */
#ifndef PLM_ANALYSIS_BOOTSTRAP_H
#define PLM_ANALYSIS_BOOTSTRAP_H

#include "analysis/estimate.h"

#include <placement/base.h>

/* Resamples are drawn by counter from the seed: equal options and numbers of rows draw the same, whatever is figured
 * out from them, and the order of calls and the threads do not matter. */
typedef struct plm_bootstrap_options {
  size_t resamples; /* some hundreds for an interval of 95 %; fewer than 2^32 */
  uint64_t seed;
  double level; /* between 0 and 1 */
} plm_bootstrap_options;

/* Figures of the rows of a sample, row r counted `weights[r]` times; the weights sum to the number of rows. NAN for a
 * figure that these rows do not define. */
typedef void (*plm_weighted_figures)(const void *sample, const double *weights, double *figures);

/* The figures of all rows (fewer than 2^32), their standard deviations over resamples of the rows with replacement, and
 * percentile intervals; `se` and the interval are NAN if fewer than two resamples define the figure. Writes
 * `estimates`, `count` of them, only on PLACEMENT_OK; the one error is PLACEMENT_ERROR_MEMORY. */
placement_status plm_bootstrap(const plm_bootstrap_options *options, plm_weighted_figures figures, const void *sample,
                               size_t rows, size_t count, plm_estimate *estimates, placement_error *err);

#endif
