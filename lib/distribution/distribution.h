/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Distributions of scenario format 1: distribution function, quantile function, mean. No random numbers here.
 */
#ifndef PLM_DISTRIBUTION_H
#define PLM_DISTRIBUTION_H

#include <placement/base.h>

#include <stdbool.h>

typedef enum plm_distribution_kind {
  PLM_CONSTANT,    /* a[0] */
  PLM_UNIFORM,     /* a[0] min, a[1] max */
  PLM_TRIANGULAR,  /* a[0] min, a[1] mode, a[2] max */
  PLM_NORMAL,      /* a[0] mean, a[1] sd */
  PLM_LOGNORMAL,   /* a[0] mu, a[1] sigma: mean and sd of the logarithm */
  PLM_GAMMA,       /* a[0] shape, a[1] scale */
  PLM_WEIBULL,     /* a[0] shape, a[1] scale */
  PLM_EXPONENTIAL, /* a[0] mean */
  PLM_BETA,        /* a[0] min, a[1] max, a[2] alpha, a[3] beta; PERT is one of these */
  PLM_EMPIRICAL,   /* x ascending, p cumulated weights, the last 1 */
  PLM_QUANTILES,   /* p from 0 to 1, x not descending, linear between */
  PLM_MIXTURE      /* of[i] with cumulated weights p[i]; x: ends, atoms and kinks of these, ascending */
} plm_distribution_kind;

/* `lower` and `upper` condition the distribution on [lower, upper]; -INFINITY and INFINITY where there is no bound. All
 * values are multiplied by `scale` afterwards, 0 or more: 1 as constructed, and in the components of a mixture. */
typedef struct plm_distribution {
  plm_distribution_kind kind;
  double a[4];
  double constants[3]; /* of gamma and beta, see plm_gamma_constants and plm_beta_constants (kinds.h) */
  double lower, upper;
  double below, above, left; /* what the bounds cut off at either end and leave between them, in probability */
  double scale;
  size_t count; /* entries of p, and of x or of */
  size_t knots; /* of a mixture: entries of x */
  double *x;
  double *p;
  struct plm_distribution *of;
  char *source; /* the text that it was read from, owned, for whoever reads it again; NULL: none */
} plm_distribution;

/* Frees what the distribution owns, not the struct itself; leaves it a constant 0. */
void plm_distribution_clear(plm_distribution *d);

plm_distribution plm_distribution_constant(double value);

/* Deep copy. PLACEMENT_ERROR_MEMORY leaves *to a constant 0. */
placement_status plm_distribution_copy(plm_distribution *to, const plm_distribution *from);

/* True if both are the same distribution, written in the same way. */
bool plm_distribution_equal(const plm_distribution *a, const plm_distribution *b);

/* Makes the parameters of a kind from those that the format allows. Each returns NULL when they are sound, otherwise a
 * phrase that says what is allowed ("mean must be positive"), static storage. Arrays are copied. */
const char *plm_distribution_uniform(plm_distribution *d, double min, double max);
const char *plm_distribution_triangular(plm_distribution *d, double min, double mode, double max);
const char *plm_distribution_pert(plm_distribution *d, double min, double mode, double max);
const char *plm_distribution_normal(plm_distribution *d, double mean, double sd);
const char *plm_distribution_lognormal_mean_cv(plm_distribution *d, double mean, double cv);
const char *plm_distribution_lognormal_mean_sd(plm_distribution *d, double mean, double sd);
const char *plm_distribution_lognormal_p10_p90(plm_distribution *d, double p10, double p90);
const char *plm_distribution_gamma(plm_distribution *d, double mean, double cv);
const char *plm_distribution_weibull_shape_scale(plm_distribution *d, double shape, double scale);
const char *plm_distribution_weibull_mean_shape(plm_distribution *d, double mean, double shape);
const char *plm_distribution_exponential(plm_distribution *d, double mean);
const char *plm_distribution_beta(plm_distribution *d, double min, double max, double mean, double sd);

/* Conditions d on [lower, upper]; refuses bounds between which d has no probability (less than 1e-9). */
const char *plm_distribution_truncate(plm_distribution *d, double lower, double upper);

/* Takes ownership of nothing: x, weights (NULL: equal), p and of are copied. Values need not be sorted. Memory errors
 * give the phrase "out of memory". */
const char *plm_distribution_empirical(plm_distribution *d, const double *values, const double *weights, size_t count);
const char *plm_distribution_quantiles(plm_distribution *d, const double *p, const double *x, size_t count);
const char *plm_distribution_mixture(plm_distribution *d, const double *weights, const plm_distribution *of,
                                     size_t count);

/* P(X <= x) and P(X > x), each accurate in its own tail. */
double plm_distribution_below(const plm_distribution *d, double x);
double plm_distribution_above(const plm_distribution *d, double x);

/* P(X < x) and P(X >= x): differ from `below` and `above` at atoms. */
double plm_distribution_strictly_below(const plm_distribution *d, double x);
double plm_distribution_at_least(const plm_distribution *d, double x);

/* The smallest x with P(X <= x) >= u. For u > 1/2 the caller that knows 1 - u exactly passes it to `_upper`, which is
 * accurate there. 0 < u < 1. */
double plm_distribution_quantile(const plm_distribution *d, double u);
double plm_distribution_quantile_upper(const plm_distribution *d, double one_minus_u);

/* No value lies below _min or above _max. Possibly infinite. */
double plm_distribution_min(const plm_distribution *d);
double plm_distribution_max(const plm_distribution *d);

/* Values of u at which the quantile function jumps or has a kink, ascending and distinct, strictly between 0 and 1: at
 * most `capacity` are stored; returns how many there are. */
size_t plm_distribution_breaks(const plm_distribution *d, double *u, size_t capacity);

#endif
