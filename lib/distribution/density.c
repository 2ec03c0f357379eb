/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Densities, and how steeply they change.
 */
#include "distribution/kinds.h"

#include <math.h>

#define INVERSE_SQRT_2PI 0.3989422804014327

static double triangular_density(const double *a, double x, double *change)
{
  bool rising = x < a[1];
  double off = rising ? x - a[0] : x - a[2];
  *change = 1 / off;
  return 2 * off / ((a[2] - a[0]) * (rising ? a[1] - a[0] : a[1] - a[2]));
}

static double normal_density(double z)
{
  return INVERSE_SQRT_2PI * exp(-z * z / 2);
}

static double gamma_density(double shape, const double constants[3], double x, double *change)
{
  *change = (shape - 1) / x - 1;
  return exp((shape - 1) * log(x) - x - constants[0]);
}

static double weibull_density(double shape, double scale, double x, double *change)
{
  double hazard = pow(x / scale, shape);
  *change = (shape - 1 - shape * hazard) / x;
  return shape / x * hazard * exp(-hazard);
}

static double beta_density(const double *a, const double constants[3], double x, double *change)
{
  double width = a[1] - a[0];
  double low = (x - a[0]) / width, high = (a[1] - x) / width;
  *change = ((a[2] - 1) / low - (a[3] - 1) / high) / width;
  return exp((a[2] - 1) * log(low) + (a[3] - 1) * log(high) - constants[0]) / width;
}

static double quantiles_density(const plm_distribution *d, double x)
{
  size_t n = plm_count_below(d->x, d->count, x, false);
  return n > 0 && n < d->count ? (d->p[n] - d->p[n - 1]) / (d->x[n] - d->x[n - 1]) : 0;
}

/* The derivatives of the parts add up, so they are formed from the relative ones first. */
static double mixture_density(const plm_distribution *d, double x, double *change)
{
  double density = 0, derivative = 0;
  for (size_t i = 0; i < d->count; i++) {
    double part_change;
    double part = (i > 0 ? d->p[i] - d->p[i - 1] : d->p[0]) * plm_density(&d->of[i], x, &part_change);
    density += part;
    derivative += part * part_change;
  }
  *change = density > 0 ? derivative / density : 0;
  return density;
}

static double free_density(const plm_distribution *d, double x, double *change)
{
  const double *a = d->a;
  double z, density;
  switch (d->kind) {
  case PLM_UNIFORM:
    return 1 / (a[1] - a[0]);
  case PLM_TRIANGULAR:
    return triangular_density(a, x, change);
  case PLM_NORMAL:
    z = (x - a[0]) / a[1];
    *change = -z / a[1];
    return normal_density(z) / a[1];
  case PLM_LOGNORMAL:
    z = (log(x) - a[0]) / a[1];
    *change = -(1 + z / a[1]) / x;
    return normal_density(z) / (a[1] * x);
  case PLM_GAMMA:
    density = gamma_density(a[0], d->constants, x / a[1], change) / a[1];
    *change /= a[1];
    return density;
  case PLM_WEIBULL:
    return weibull_density(a[0], a[1], x, change);
  case PLM_EXPONENTIAL:
    return weibull_density(1, a[0], x, change);
  case PLM_BETA:
    return beta_density(a, d->constants, x, change);
  case PLM_QUANTILES:
    return quantiles_density(d, x);
  case PLM_MIXTURE:
    return mixture_density(d, x, change);
  case PLM_CONSTANT:
  case PLM_EMPIRICAL:
    break;
  }
  return 0;
}

double plm_density(const plm_distribution *d, double x, double *change)
{
  *change = 0;
  return x > plm_end(d, false) && x < plm_end(d, true) ? free_density(d, x, change) / d->left : 0;
}
