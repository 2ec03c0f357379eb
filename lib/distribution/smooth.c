/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tails and quantiles of the distributions with a density and a formula.
 */
#include "distribution/kinds.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

static double triangular_tail(const double *a, double x, bool upper)
{
  double width = a[2] - a[0];
  double below, above;
  if (x <= a[0])
    return upper ? 1 : 0;
  if (x >= a[2])
    return upper ? 0 : 1;
  if (x <= a[1]) {
    below = (x - a[0]) / width * ((x - a[0]) / (a[1] - a[0]));
    return upper ? 1 - below : below;
  }
  above = (a[2] - x) / width * ((a[2] - x) / (a[2] - a[1]));
  return upper ? above : 1 - above;
}

static double triangular_quantile(const double *a, double p, bool upper)
{
  double width = a[2] - a[0];
  double rising = (a[1] - a[0]) / width;
  double falling = (a[2] - a[1]) / width;
  if (upper ? p < falling : 1 - p < falling)
    return a[2] - sqrt((upper ? p : 1 - p) * falling) * width;
  return a[0] + sqrt((upper ? 1 - p : p) * rising) * width;
}

/* Weibull: P(X > x) = exp(-(x / scale)^shape). */
static double weibull_tail(double shape, double scale, double x, bool upper)
{
  double hazard = x > 0 ? pow(x / scale, shape) : 0;
  return upper ? exp(-hazard) : -expm1(-hazard);
}

static double weibull_quantile(double shape, double scale, double p, bool upper)
{
  return scale * pow(upper ? -log(p) : -log1p(-p), 1 / shape);
}

static double beta_tail(const double *a, const double constants[3], double x, bool upper)
{
  double low = (x - a[0]) / (a[1] - a[0]);
  double high = (a[1] - x) / (a[1] - a[0]);
  return upper ? plm_beta_below(a[3], a[2], constants[0], high, low)
               : plm_beta_below(a[2], a[3], constants[0], low, high);
}

/* Measured from the nearer end. */
static double beta_quantile(const double *a, const double constants[3], double p, bool upper)
{
  const double flipped[] = {constants[0], -constants[1], constants[2]};
  double t = upper ? -plm_beta_log_odds(a[3], a[2], flipped, p) : plm_beta_log_odds(a[2], a[3], constants, p);
  return t < 0 ? a[0] + (a[1] - a[0]) / (1 + exp(-t)) : a[1] - (a[1] - a[0]) / (1 + exp(t));
}

double plm_smooth_tail(const plm_distribution *d, double x, bool upper)
{
  const double *a = d->a;
  switch (d->kind) {
  case PLM_UNIFORM:
    return x <= a[0] ? upper : x >= a[1] ? !upper : (upper ? a[1] - x : x - a[0]) / (a[1] - a[0]);
  case PLM_TRIANGULAR:
    return triangular_tail(a, x, upper);
  case PLM_LOGNORMAL:
    if (x <= 0)
      return upper ? 1 : 0;
    x = log(x);
    /* fall through */
  case PLM_NORMAL:
    x = (x - a[0]) / a[1];
    return upper ? gsl_cdf_ugaussian_Q(x) : gsl_cdf_ugaussian_P(x);
  case PLM_GAMMA:
    return plm_gamma_tail(a[0], x / a[1], upper);
  case PLM_WEIBULL:
    return weibull_tail(a[0], a[1], x, upper);
  case PLM_EXPONENTIAL:
    return weibull_tail(1, a[0], x, upper);
  case PLM_BETA:
    return beta_tail(a, d->constants, x, upper);
  default:
    return NAN;
  }
}

double plm_smooth_quantile(const plm_distribution *d, double p, bool upper)
{
  const double *a = d->a;
  double z;
  switch (d->kind) {
  case PLM_UNIFORM:
    return upper ? a[1] - p * (a[1] - a[0]) : a[0] + p * (a[1] - a[0]);
  case PLM_TRIANGULAR:
    return triangular_quantile(a, p, upper);
  case PLM_NORMAL:
  case PLM_LOGNORMAL:
    z = a[0] + a[1] * (upper ? gsl_cdf_ugaussian_Qinv(p) : gsl_cdf_ugaussian_Pinv(p));
    return d->kind == PLM_LOGNORMAL ? exp(z) : z;
  case PLM_GAMMA:
    return a[1] * plm_gamma_quantile(a[0], d->constants, p, upper);
  case PLM_WEIBULL:
    return weibull_quantile(a[0], a[1], p, upper);
  case PLM_EXPONENTIAL:
    return weibull_quantile(1, a[0], p, upper);
  case PLM_BETA:
    return beta_quantile(a, d->constants, p, upper);
  default:
    return NAN;
  }
}
