/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the kinds of distributions provide to distribution.c and to each other. Private to lib/distribution.
 *
 * A tail is P(X <= x), or with `upper` P(X > x); with `before` it is taken just before x: P(X < x) and P(X >= x). A
 * quantile belongs to the tail probability p: the smallest x with P(X <= x) >= p, or with `upper` >= 1 - p. Either is
 * accurate relative to the tail named, however small.
 */
#ifndef PLM_DISTRIBUTION_KINDS_H
#define PLM_DISTRIBUTION_KINDS_H

#include "distribution/distribution.h"

/* Of the distribution with its bounds, before its scale (distribution.c). */
double plm_tail(const plm_distribution *d, double x, bool upper, bool before);
double plm_tail_quantile(const plm_distribution *d, double p, bool upper);
double plm_end(const plm_distribution *d, bool highest);

/* The same, at a value where it neither jumps nor has a kink: the density f, 0 outside the ends, and *change = f' / f.
 * Where the distribution has atoms, that of the rest (density.c). */
double plm_density(const plm_distribution *d, double x, double *change);

/* Conditions d on [lower, upper], whatever its bounds were. */
void plm_set_bounds(plm_distribution *d, double lower, double upper);

/* Of each kind without bounds. */
double plm_smooth_tail(const plm_distribution *d, double x, bool upper);
double plm_smooth_quantile(const plm_distribution *d, double p, bool upper);
double plm_stepped_tail(const plm_distribution *d, double x, bool upper, bool before);
double plm_stepped_quantile(const plm_distribution *d, double p, bool upper);
double plm_mixture_tail(const plm_distribution *d, double x, bool upper, bool before);
double plm_mixture_quantile(const plm_distribution *d, double p, bool upper);

/* Quantiles of the gamma distribution with scale 1 and of the beta distribution on [0, 1]: log(x / (1 - x)), which is
 * exact near both ends. They search the root of the distribution function themselves because GSL's inverses call its
 * error handler when they do not converge. */
double plm_gamma_quantile(double shape, const double constants[3], double p, bool upper);
double plm_beta_log_odds(double alpha, double beta, const double constants[3], double p);

/* What is the same for all quantiles: the logarithm of the gamma or beta function; for beta also mean and standard
 * deviation of the log-odds. Of 1 - x, alpha and beta change places and the mean its sign. */
void plm_gamma_constants(double shape, double constants[3]);
void plm_beta_constants(double alpha, double beta, double constants[3]);

/* Tails of the same two; y is 1 - x, known exactly too, and log_constant the first of the constants. */
double plm_gamma_tail(double shape, double x, bool upper);
double plm_beta_below(double alpha, double beta, double log_constant, double x, double y);

/* The values at which the distribution function jumps or has a kink, bounds included, ascending, before the scale
 * (knots.c). */
size_t plm_knot_count(const plm_distribution *d);
double plm_knot(const plm_distribution *d, size_t i);

/* Checks weights and, unless `p` is NULL, writes their running sums as parts of the whole, the last exactly 1. NULL, or
 * a phrase (constructors.c). */
const char *plm_cumulate(const double *weights, size_t count, double *p);

/* How many of the ascending values are <= x, or with `before` < x. */
size_t plm_count_below(const double *values, size_t count, double x, bool before);

#endif
