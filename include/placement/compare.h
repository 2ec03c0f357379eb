/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Comparison of an alternative with a base scenario: both are simulated with the same children, because draws belong to
 * the child, so most of what chance does is the same on both sides and cancels in the difference (common random
 * numbers: Law and Kelton, Simulation Modeling and Analysis, 3rd edition, section 11.2).
 *
 * All differences are alternative less base: a negative cost is a saving. Figures are addressed by (metric, column) as
 * in the plans; only metrics of the whole scenario are compared, since homes differ.
 */
#ifndef PLACEMENT_COMPARE_H
#define PLACEMENT_COMPARE_H

#include <placement/plan.h>
#include <placement/run.h>
#include <placement/summary.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Immutable once made. */
typedef struct placement_comparison placement_comparison;

/* Runs both plans and folds the differences of each replication, in memory that does not grow with their number. The
 * plans must have the same financial years and currency; they may be freed afterwards. `options` as of placement_run,
 * NULL for the defaults; a cancelled run is compared as far as it came. The result does not depend on threads. */
PLACEMENT_API placement_status placement_comparison_new(const placement_plan *base, const placement_plan *alternative,
                                                        const placement_run_options *options,
                                                        placement_comparison **comparison, placement_error *err);
PLACEMENT_API void placement_comparison_free(placement_comparison *comparison);

/* Replications compared. */
PLACEMENT_API uint64_t placement_comparison_replications(const placement_comparison *comparison);

/* Metrics compared: the first so many of either plan. */
PLACEMENT_API size_t placement_comparison_metric_count(const placement_comparison *comparison);

/* One figure of both scenarios, in the unit of the metric. The means are those of placement_run; their difference is
 * `difference.mean`, of ratios as well, with the standard error of the paired difference (of ratios by the delta
 * method). The other statistics are of the differences of replications, of ratios those that define it on both sides.
 * Differences are not adjusted by control variates: mean_adjusted is the mean. */
typedef struct placement_compared {
  double base;
  double alternative;
  placement_statistics difference;
  double low, high; /* 95 % interval of the mean difference (Student's t) */
} placement_compared;

PLACEMENT_API placement_status placement_comparison_figure(const placement_comparison *comparison, size_t metric,
                                                           size_t column, placement_compared *compared,
                                                           placement_error *err);

/* Any quantile of type 7 of a difference, 0 <= p <= 1, in the unit of the metric; NAN if it is not defined or there is
 * no such figure. `difference.quantile_error` bounds its error. */
PLACEMENT_API double placement_comparison_quantile(const placement_comparison *comparison, size_t metric, size_t column,
                                                   double p);

/* A share of replications, its standard error, and its 95 % confidence interval (Wilson 1927, Journal of the American
 * Statistical Association 22, 209-212), which holds where none or all of them are counted as well. */
typedef struct placement_probability {
  double share;
  double se;
  double low;
  double high;
} placement_probability;

/* How likely the alternative has the lower figure; of a ratio among the replications that define it on both sides. */
PLACEMENT_API placement_status placement_comparison_lower(const placement_comparison *comparison, size_t metric,
                                                          size_t column, placement_probability *probability,
                                                          placement_error *err);

/* How likely the alternative has paid for itself by the end of a financial year for good: at its end, and at that of
 * every later year of the horizon, it has cost in all no more than the base. Costs are settled by financial year, so
 * payback is known no finer. */
PLACEMENT_API placement_status placement_comparison_payback(const placement_comparison *comparison, size_t year,
                                                            placement_probability *probability, placement_error *err);

/* How likely it has not paid for itself at the end of the horizon. */
PLACEMENT_API placement_status placement_comparison_never_paid_back(const placement_comparison *comparison,
                                                                    placement_probability *probability,
                                                                    placement_error *err);

/* A quantile of the financial year of payback: the first by whose end a share of at least p of the replications have
 * paid back, SIZE_MAX if that is never within the horizon. `earliest` and `latest` are the ends of its 95 % interval:
 * the first years in which the upper and the lower end of the interval of that share reach p (the test inverted:
 * Casella and Berger, Statistical Inference, 2nd edition 2002, 9.2.1). */
typedef struct placement_payback_year {
  size_t year;
  size_t earliest;
  size_t latest;
} placement_payback_year;

/* PLACEMENT_ERROR_ARGUMENT unless 0 < p < 1. */
PLACEMENT_API placement_status placement_comparison_payback_year(const placement_comparison *comparison, double p,
                                                                 placement_payback_year *quantile,
                                                                 placement_error *err);

#ifdef __cplusplus
}
#endif

#endif
