/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Means adjusted by control variates (plan/controls.h): what the controls, whose means are known to be 0, came to by
 * chance is taken out of the mean of every figure, by linear regression (Lavenberg and Welch 1981, Management Science
 * 27, 322-335; Nelson 1990, Operations Research 38, 974-992).
 *
 * The controls and their covariances are the same for all figures, so the adjusted mean is linear in the figure, and
 * what adds up before adds up after.
 */
#ifndef PLM_SUMMARY_ADJUSTED_H
#define PLM_SUMMARY_ADJUSTED_H

#include "plan/plan.h"
#include "summary/moments.h"

#define PLM_LEAST_TO_ADJUST 30 /* replications; means of fewer stay as they are */
#define PLM_FOR_EACH_CONTROL 5 /* replications; the last controls are not used if there are fewer */

/* The regression on the controls that vary, and that those before them do not determine. */
typedef struct plm_regression {
  uint64_t n;         /* replications */
  size_t count, used; /* controls */
  bool uses[PLM_CONTROLS_MOST];
  double means[PLM_CONTROLS_MOST];
  double inverse[PLM_CONTROLS_MOST][PLM_CONTROLS_MOST]; /* of the centred sums of products of those used */
} plm_regression;

/* Sums of products, modulo 2^128 as in moments.h. */
typedef struct plm_controls {
  size_t count; /* of controls */
  plm_int128 sums[PLM_CONTROLS_MOST];
  plm_uint128 products[PLM_CONTROLS_MOST][PLM_CONTROLS_MOST]; /* of controls; i <= j only */
  size_t cells;                                               /* of an outcome before its controls */
  plm_uint128 *with;                                          /* cells x count: of each cell with each control */
  plm_regression regression;                                  /* the same for all figures, as of plm_controls_settle */
} plm_controls;

placement_status plm_controls_new(const placement_plan *plan, plm_controls *controls, placement_error *err);
void plm_controls_clear(plm_controls *controls);

/* The controls of outcomes that are folded at once. */
typedef struct plm_control_batch {
  size_t count;
  const int64_t *rows[PLM_CONTROLS_MOST];
  plm_int128 sums[PLM_CONTROLS_MOST];
  int64_t min[PLM_CONTROLS_MOST];
  bool near;     /* the offsets from these fit */
  uint64_t most; /* the largest of them, or more */
  uint32_t offsets[PLM_CONTROLS_MOST][PLM_GATHERED_MOST];
  double numbers[PLM_CONTROLS_MOST][PLM_GATHERED_MOST]; /* the same, 0 after the last */
} plm_control_batch;

/* Folds the controls of `count` outcomes, 1 to PLM_GATHERED_MOST: control k of the i-th is rows[k * stride + i]. */
void plm_controls_fold(plm_controls *controls, const int64_t *rows, size_t stride, size_t count,
                       plm_control_batch *batch);

/* Folds a cell of these outcomes with them, of which no value is below `low` or above `high`; `offsets`, if not NULL,
 * are what they exceed `low` by. */
void plm_controls_fold_cell(plm_controls *controls, const plm_control_batch *batch, size_t cell, const int64_t *values,
                            const uint32_t *offsets, int64_t low, int64_t high);

/* The cell has equalled `from` in all outcomes. */
void plm_controls_copy_cell(plm_controls *controls, size_t cell, size_t from);

void plm_controls_merge(plm_controls *controls, const plm_controls *other);

/* Finds the regression of all n > 0 outcomes folded so far; due before means are adjusted. */
void plm_controls_settle(plm_controls *controls, uint64_t n);

/* The mean of a cell, of which `moments` are given, and its standard error. */
void plm_adjusted_mean(const plm_controls *controls, size_t cell, const plm_moments *moments, double *mean,
                       double *error);

/* The same of the ratio of a cell to the sum of one or two others, none of them negative, by the delta method on
 * adjusted means; NAN if the adjusted mean of that sum is not positive, as it can be if it hardly ever is. */
void plm_adjusted_ratio(const plm_controls *controls, size_t numerator, const size_t *denominators,
                        size_t denominator_count, const plm_pair_moments *moments, double *ratio, double *error);

#endif
