/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Summaries: many outcomes folded into exact sums and histograms of fixed size.
 *
 * Sums and sums of squares are kept as exact integers (pence, nights, events), so that summaries merge in any grouping
 * to the same bits. Quantiles and the expected shortfall come from histograms. They are exact where the numbers do not
 * range far, such as nights of a home and events. Elsewhere each bin counts its numbers, knows the smallest and the
 * largest of them and how many equal either; the others are taken to be spread evenly between these two. The error is
 * at most `quantile_error`: 0 where no bin holds more than two different numbers, elsewhere less than the largest
 * distance between the smallest and the largest number of a bin. So nights of an event that seldom happens are exactly
 * 0 where they should be. (Figures that range over billions of pounds are rounded as well, which is part of
 * `quantile_error`.)
 */
#ifndef PLACEMENT_SUMMARY_H
#define PLACEMENT_SUMMARY_H

#include <placement/plan.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct placement_summary placement_summary;

/* Statistics of one figure over the replications, in the unit of its metric. A field is NAN when it is not defined:
 * `sd` and `se` of a single replication, and everything but `defined` of a ratio that is defined in no replication. */
typedef struct placement_statistics {
  double mean; /* of ratios: the ratio of means */
  double sd;   /* standard deviation, n - 1 in the denominator; of ratios: over the replications that define it */
  double se;   /* standard error of `mean`; of ratios: by the delta method */
  double min;
  double max;
  double p5, p10, p25, p50, p75, p80, p90, p95, p99; /* quantiles of type 7 (Hyndman and Fan 1996) */
  double es95;           /* expected shortfall: mean of the worst 5 %, the last replication in part */
  double quantile_error; /* bound on the error of the quantiles and of es95 */
  uint64_t defined;      /* replications in which the figure is defined */
  double mean_adjusted;  /* the mean with what is known to be chance taken out: adjusted by control variates */
  double se_adjusted;    /* standard error of `mean_adjusted` */
} placement_statistics;

/* An empty summary for outcomes of `plan`, which it keeps no reference to. */
PLACEMENT_API placement_status placement_summary_new(const placement_plan *plan, placement_summary **summary,
                                                     placement_error *err);
PLACEMENT_API void placement_summary_free(placement_summary *summary);

/* Adds the replications of `other`, which is left as it is, to `summary`. Both must come from equal plans. */
PLACEMENT_API placement_status placement_summary_merge(placement_summary *summary, const placement_summary *other,
                                                       placement_error *err);

/* Replications folded in. */
PLACEMENT_API uint64_t placement_summary_replications(const placement_summary *summary);

/* The statistics at (metric, column), as numbered by the plan. */
PLACEMENT_API placement_status placement_summary_statistics(const placement_summary *summary, size_t metric,
                                                            size_t column, placement_statistics *statistics,
                                                            placement_error *err);

/* Any quantile of type 7, 0 <= p <= 1; NAN if it is not defined. */
PLACEMENT_API double placement_summary_quantile(const placement_summary *summary, size_t metric, size_t column,
                                                double p);

/* Series by calendar month: averages over the nights of the month. */
enum {
  PLACEMENT_MONTHLY_BEDS_OCCUPIED = 0,    /* "beds.occupied" */
  PLACEMENT_MONTHLY_CHILDREN_EXTERNAL = 1 /* "children.external" */
};
#define PLACEMENT_MONTHLY_COUNT 2

/* The name of a series, as in the result JSON; NULL when there is none. Static storage. */
PLACEMENT_API const char *placement_monthly_name(int32_t series);

/* The statistics of one month of a series. */
PLACEMENT_API placement_status placement_summary_monthly(const placement_summary *summary, int32_t series, size_t month,
                                                         placement_statistics *statistics, placement_error *err);

#ifdef __cplusplus
}
#endif

#endif
