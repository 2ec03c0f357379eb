/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Statistics of replications as means: each is turned into numbers, one a replication, whose mean it is and whose
 * scatter is that of the statistic (its influence function: Hampel 1974, Journal of the American Statistical
 * Association 69, 383-393). So what is known of paired differences of means holds for quantiles, expected shortfalls
 * and ratios as well.
 */
#ifndef PLM_ANALYSIS_MEASURE_H
#define PLM_ANALYSIS_MEASURE_H

#include "analysis/search.h"

#include <placement/estimate.h>
#include <placement/samples.h>

/* A sample of n replications, `stride` figures each. */
typedef struct plm_rows {
  const double *values;
  size_t stride;
  size_t n;
} plm_rows;

/* A measure of rows: where its figures stand. A ratio of means has a numerator and denominators. */
typedef struct plm_reading {
  plm_measure of;
  size_t figure;         /* in a row; of a ratio the numerator */
  size_t denominator[2]; /* SIZE_MAX: none */
  double factor;         /* of a ratio */
} plm_reading;

#define PLM_READING_FIGURES 3 /* of one measure, at most */

/* Where a measure finds its figures; those that are not there yet are added to `figures`, which has room. */
plm_reading plm_reading_of(const placement_plan *plan, const plm_measure *measure, placement_figure *figures,
                           size_t *count);

/* The statistic, with its interval of 95%. `scratch` has room for n numbers, here and below. */
placement_estimate plm_reading_estimate(const plm_reading *reading, plm_rows rows, double *scratch);

/* The n numbers whose mean it is, but for what a quantile is off by because it is one of the replications. */
void plm_reading_values(const plm_reading *reading, plm_rows rows, double *values, double *scratch);

/* Whether a limit is kept: the probability given the replications, when nothing was known before, and the variance of
 * one replication over the square of the distance to the bound, which is what more replications are needed by. */
typedef struct plm_kept {
  double probability;
  double need;
  double beyond; /* by how much it is broken, as a share of the bound (of a probability, as it is); below 0: kept */
} plm_kept;

plm_kept plm_limit_kept(const plm_limit *limit, const plm_reading *reading, plm_rows rows, double *values,
                        double *scratch);

#endif
