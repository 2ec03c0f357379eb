/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The mean of one figure and its standard error, of one summary or of several together.
 */
#ifndef PLM_SUMMARY_MEAN_H
#define PLM_SUMMARY_MEAN_H

#include "summary/summary.h"

/* All zero while nothing has been added. */
typedef struct plm_mean {
  uint64_t replications;
  uint64_t defined;      /* of these, those that have the figure */
  plm_moments moments;   /* of a figure that is not a ratio */
  plm_pair_moments pair; /* of a ratio */
} plm_mean;

/* Adds what `summary` knows; `figure` counts as summary->figures does. */
void plm_mean_add(plm_mean *mean, const placement_summary *summary, size_t figure);

/* The mean and its standard error in the unit of the metric; NAN where they are not defined. `summary` is one of those
 * that were added. */
void plm_mean_of(const plm_mean *mean, const placement_summary *summary, size_t figure, double *value, double *error);

#endif
