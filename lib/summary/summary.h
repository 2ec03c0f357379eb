/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PLM_SUMMARY_H
#define PLM_SUMMARY_H

#include "plan/plan.h"
#include "summary/adjusted.h"
#include "summary/histogram.h"
#include "summary/moments.h"

#include <placement/summary.h>

#define PLM_MONEY_BINS 4096 /* of a sum of money */
#define PLM_BINS 1024       /* of another metric of the whole scenario */
#define PLM_MONTH_BINS 512  /* of a month */
#define PLM_SMALL_BINS 128  /* of a metric of a single home */

#define PLM_GATHERED_BYTES                                                                                             \
  ((size_t)1 << 18) /* what outcomes that are folded at once take, about, to stay in the cache */

/* One figure: whole numbers (pence, nights, events; millionths and pence of ratios), divided by `divisor` in reports.
 * A ratio counts the replications that define it only. */
typedef struct plm_figure {
  plm_moments moments;     /* 0 while the histogram is dense, which gives them (plm_figure_moments) */
  plm_histogram histogram; /* holds their number as well */
  double divisor;
  int32_t ratio; /* into the summary's ratios; -1 for all other figures */
} plm_figure;

/* Of what has no earlier like that equals it. */
#define PLM_ITSELF SIZE_MAX

/* Where a figure that is not a ratio stands in an outcome. */
typedef struct plm_direct {
  size_t figure;
  size_t cell;
  bool fixed;  /* the cell is the same in all outcomes */
  size_t same; /* the direct that has equalled this one in every outcome, and holds the state of both; or PLM_ITSELF */
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
  int64_t times; /* for the figure of a replication, the numerator is multiplied by this */
  double factor; /* numerator / denominator times this is in the unit of the metric */
  size_t same;   /* as of directs: the ratio whose numerator and denominators have equalled those of this one */
} plm_ratio;

/* Figures by metric, then column; after them by series, then month.
 *
 * Outcomes are gathered and folded many at once, figure by figure, so that the histogram of one is in the cache and
 * loops are vectors. A figure that has always equalled an earlier one is only compared with it, as in most scenarios
 * many are: one home and all homes, costs of a single category. Both end where the summary is settled; what it holds
 * then is a function of the set of outcomes alone. */
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
  plm_controls controls;
  size_t bin_count; /* bins of all histograms together */
  plm_bin *bins;
  size_t outcome_size;
  size_t gathered_most;
  size_t gathered_count;
  int64_t *gathered; /* batches, of which all but the last are full */
};

/* Folds the outcome of one replication (plm_outcome_size whole numbers) of the plan that the summary was made for.
 * Allocates nothing. */
void plm_summary_fold(placement_summary *summary, const int64_t *outcome);

/* For many at once: room for a batch, which holds what was written there last, or what plm_summary_prepare wrote.
 * Then the first `count` outcomes of it are folded. */
int64_t *plm_summary_batch(placement_summary *summary);
void plm_summary_fold_batch(placement_summary *summary, size_t count);

/* Before anything is folded: writes an outcome to all lanes of all batches. Cells that do not change stay so. */
void plm_summary_prepare(placement_summary *summary, const int64_t *outcome, const bool *changes);

/* Gives every figure the state of all outcomes folded so far. Due before the summary is read, merged or given away;
 * folding may go on. */
void plm_summary_settle(placement_summary *summary);

/* After the summary was settled: from now on no figure shares the state of another. */
void plm_summary_part(placement_summary *summary);

/* Of a figure of a settled summary. */
plm_moments plm_figure_moments(const plm_figure *figure);

/* Adds `count` numbers, at least one and at most PLM_GATHERED_MOST. True if it could store what these exceed the
 * smallest of the histogram by. */
bool plm_figure_add(plm_figure *figure, const int64_t *values, size_t count, uint32_t *offsets);

/* All NAN, defined 0. */
extern const placement_statistics plm_undefined_statistics;

/* Sets min to es95 and quantile_error, of at least one number, in units of 1 / divisor. */
void plm_fill_quantiles(const plm_histogram *histogram, double divisor, placement_statistics *statistics);

/* Adds the numbers of `other`, which has as many bins or more. */
void plm_figure_merge(plm_figure *figure, const plm_figure *other);

#endif
