/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the values of independent replications tell, such as those of a paired difference under common random numbers.
 *
 * Values are finite and fewer than 2^31; `level`, between 0 and 1, is the probability of the two-sided interval. Where
 * values are to be sorted, they ascend (gsl_sort). Pure functions of their arguments, safe from any thread.
 */
#ifndef PLM_ANALYSIS_PAIRED_H
#define PLM_ANALYSIS_PAIRED_H

#include "analysis/estimate.h"

#include <stddef.h>

/* Writes alternative[i] - base[i] wherever both are defined (not NAN), and returns how many these are. */
size_t plm_paired_differences(const double *base, const double *alternative, size_t n, double *differences);

/* The mean, with the interval of Student's t: of differences, the paired-t method (Law, Simulation Modeling and
 * Analysis, 5th ed. 2015, 10.2.1). */
plm_estimate plm_mean_estimate(const double *values, size_t n, double level);

/* The probability of what `count` of n replications have, with the interval of Wilson (1927, Journal of the American
 * Statistical Association 22, 209-212), which holds for probabilities close to 0 or 1 as well. */
plm_estimate plm_share_estimate(size_t count, size_t n, double level);

/* The same of a value below `limit`. */
plm_estimate plm_below_estimate(const double *values, size_t n, double limit, double level);

/* The quantile at 0 <= p <= 1, of type 7 (Hyndman and Fan 1996, The American Statistician 50, 361-365). The interval is
 * between two order statistics, whatever the distribution (David and Nagaraja, Order Statistics, 3rd ed. 2003, 7.1): at
 * least `level`, and an end is infinite if there are too few values for it. The standard error is half the distance
 * between the quantiles one standard error of p below and above (Woodruff 1952, Journal of the American Statistical
 * Association 47, 635-646); NAN if these reach beyond the sample. */
plm_estimate plm_quantile_estimate(const double *sorted, size_t n, double p, double level);

/* The least n with which the quantile at 0 < p < 1 has a standard error. */
size_t plm_quantile_least(double p);

/* The expected shortfall, the mean of the worst (largest) 1 - p of the distribution, 0 < p < 1; the last replication
 * counts in part. It is the mean of q + max(x - q, 0) / (1 - p), where q is the p-quantile (Rockafellar and Uryasev
 * 2000, Journal of Risk 2(3), 21-41); that of these numbers is the standard error, as in Manistre and Hancock (2005,
 * North American Actuarial Journal 9(2), 129-156). The interval is normal, and short of its level if the worst 1 - p
 * are fewer than some tens of replications. */
plm_estimate plm_shortfall_estimate(const double *sorted, size_t n, double p, double level);

#endif
