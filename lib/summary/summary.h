/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PLM_SUMMARY_H
#define PLM_SUMMARY_H

#include "plan/plan.h"
#include "summary/histogram.h"
#include "summary/moments.h"

#include <placement/summary.h>

#define PLM_MONEY_BINS 4096 /* of a sum of money */
#define PLM_BINS 1024       /* of another metric of the whole scenario */
#define PLM_SMALL_BINS 128  /* of a metric of a single home, and of a month */

/* One figure: whole numbers (pence, nights, events; millionths and pence of ratios), divided by `divisor` in reports.
 * A ratio counts the replications that define it only. */
typedef struct plm_figure {
  plm_moments moments;
  plm_histogram histogram; /* holds their number as well */
  double divisor;
  int32_t ratio; /* into the summary's ratios; -1 for all other figures */
} plm_figure;

/* Where a figure that is not a ratio stands in an outcome. */
typedef struct plm_direct {
  size_t figure;
  size_t cell;
} plm_direct;

/* The numerator and denominator of a ratio over all replications, those that do not define it included: mean and
 * standard error come from them. */
typedef struct plm_ratio {
  plm_pair_moments moments;
  size_t figure;
  size_t metric, column;
  size_t numerator;
  size_t denominator[2];
  size_t denominator_count;
  double factor; /* numerator / denominator times this is in the unit of the metric */
} plm_ratio;

/* Figures by metric, then column; after them by series, then month. */
struct placement_summary {
  char sha256[65]; /* of the scenario: only replications of one scenario may be merged */
  size_t metric_count;
  size_t column_count;
  size_t month_count;
  uint64_t replications;
  size_t figure_count;
  plm_figure *figures;
  size_t direct_count;
  plm_direct *directs;
  size_t ratio_count;
  plm_ratio *ratios;
  size_t bin_count; /* bins of all histograms together */
  plm_bin *bins;
};

/* Folds the outcome of one replication (plm_outcome_size(plan) whole numbers) into the summary. `plan` is the one that
 * the summary was made for. Allocates nothing. */
void plm_summary_fold(placement_summary *summary, const placement_plan *plan, const int64_t *outcome);

/* The same for the first `count` outcomes of a batch. */
void plm_summary_fold_batch(placement_summary *summary, const placement_plan *plan, const int64_t *batch, size_t count);

#endif
