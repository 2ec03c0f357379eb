/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Distributions from the parameters that the format allows, except mixtures (mixture.c).
 *
 * The limits on shapes keep every quantile finite and GSL's series and continued fractions where they converge.
 */
#include "base/memory.h"
#include "distribution/kinds.h"

#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <stdlib.h>

#define LARGEST 1e15
#define P90_OF_NORMAL 1.2815515655446004 /* quantile of the standard normal distribution at 0.9 */

static const char too_large[] = "values must be numbers between -1e15 and 1e15";

static bool sound(double value)
{
  return value >= -LARGEST && value <= LARGEST;
}

static bool positive(double value)
{
  return value >= 1 / LARGEST && value <= LARGEST;
}

static void set(plm_distribution *d, plm_distribution_kind kind, double a, double b, double c, double e)
{
  *d = plm_distribution_constant(a);
  d->kind = kind;
  d->a[1] = b;
  d->a[2] = c;
  d->a[3] = e;
  if (kind == PLM_GAMMA)
    plm_gamma_constants(d->a[0], d->constants);
  else if (kind == PLM_BETA)
    plm_beta_constants(d->a[2], d->a[3], d->constants);
}

/* Ends so close that the numbers between them are few would make a table of noise. */
static bool apart(double min, double max)
{
  return max - min > 1e-12 * (fabs(min) + fabs(max));
}

const char *plm_distribution_uniform(plm_distribution *d, double min, double max)
{
  if (!sound(min) || !sound(max))
    return too_large;
  if (!apart(min, max))
    return "max must be greater than min";
  set(d, PLM_UNIFORM, min, max, 0, 0);
  return NULL;
}

const char *plm_distribution_triangular(plm_distribution *d, double min, double mode, double max)
{
  if (!sound(min) || !sound(mode) || !sound(max))
    return too_large;
  if (!apart(min, max))
    return "max must be greater than min";
  if (mode < min || mode > max)
    return "mode must lie between min and max";
  set(d, PLM_TRIANGULAR, min, mode, max, 0);
  return NULL;
}

/* Lambda 4: the mean is (min + 4 mode + max) / 6. */
const char *plm_distribution_pert(plm_distribution *d, double min, double mode, double max)
{
  const char *problem = plm_distribution_triangular(d, min, mode, max);
  if (problem == NULL)
    set(d, PLM_BETA, min, max, 1 + 4 * (mode - min) / (max - min), 1 + 4 * (max - mode) / (max - min));
  return problem;
}

const char *plm_distribution_normal(plm_distribution *d, double mean, double sd)
{
  if (!sound(mean))
    return too_large;
  if (!positive(sd))
    return "sd must be positive";
  set(d, PLM_NORMAL, mean, sd, 0, 0);
  return NULL;
}

const char *plm_distribution_lognormal_mean_cv(plm_distribution *d, double mean, double cv)
{
  double variance;
  if (!positive(mean))
    return "mean must be positive";
  if (!(cv >= 1e-9 && cv <= 1e6))
    return "cv must be positive and at most 1000000";
  variance = log1p(cv * cv);
  set(d, PLM_LOGNORMAL, log(mean) - variance / 2, sqrt(variance), 0, 0);
  return NULL;
}

const char *plm_distribution_lognormal_mean_sd(plm_distribution *d, double mean, double sd)
{
  if (!positive(mean))
    return "mean must be positive";
  if (!positive(sd))
    return "sd must be positive";
  return plm_distribution_lognormal_mean_cv(d, mean, sd / mean) == NULL
             ? NULL
             : "sd must be at least a billionth of the mean and at most a million times the mean";
}

const char *plm_distribution_lognormal_p10_p90(plm_distribution *d, double p10, double p90)
{
  double sigma;
  if (!positive(p10))
    return "p10 must be positive";
  if (!positive(p90) || !apart(p10, p90))
    return "p90 must be greater than p10";
  if (p90 > 1e9 * p10)
    return "p90 must be at most a thousand million times p10";
  sigma = (log(p90) - log(p10)) / (2 * P90_OF_NORMAL);
  set(d, PLM_LOGNORMAL, (log(p10) + log(p90)) / 2, sigma, 0, 0);
  return NULL;
}

const char *plm_distribution_gamma(plm_distribution *d, double mean, double cv)
{
  if (!positive(mean))
    return "mean must be positive";
  if (!(cv >= 0.01 && cv <= 10))
    return "cv must be between 0.01 and 10";
  set(d, PLM_GAMMA, 1 / (cv * cv), mean * cv * cv, 0, 0);
  return NULL;
}

const char *plm_distribution_weibull_shape_scale(plm_distribution *d, double shape, double scale)
{
  if (!(shape >= 0.05 && shape <= 1000))
    return "shape must be between 0.05 and 1000";
  if (!positive(scale))
    return "scale must be positive";
  set(d, PLM_WEIBULL, shape, scale, 0, 0);
  return NULL;
}

/* The mean is scale x Gamma(1 + 1 / shape). */
const char *plm_distribution_weibull_mean_shape(plm_distribution *d, double mean, double shape)
{
  const char *problem;
  if (!positive(mean))
    return "mean must be positive";
  problem = plm_distribution_weibull_shape_scale(d, shape, 1);
  if (problem == NULL)
    d->a[1] = mean / gsl_sf_gamma(1 + 1 / shape);
  return problem;
}

const char *plm_distribution_exponential(plm_distribution *d, double mean)
{
  if (!positive(mean))
    return "mean must be positive";
  set(d, PLM_EXPONENTIAL, mean, 0, 0, 0);
  return NULL;
}

/* On [0, 1] with mean m and variance v, alpha = m s and beta = (1 - m) s, where s = m (1 - m) / v - 1. */
const char *plm_distribution_beta(plm_distribution *d, double min, double max, double mean, double sd)
{
  double m, sum;
  if (!sound(min) || !sound(max))
    return too_large;
  if (!apart(min, max))
    return "max must be greater than min";
  if (!(mean > min && mean < max))
    return "mean must lie between min and max";
  if (!positive(sd))
    return "sd must be positive";
  m = (mean - min) / (max - min);
  sum = (mean - min) / sd * ((max - mean) / sd) - 1;
  if (!(sum > 0))
    return "sd must be less than the square root of (mean - min) x (max - mean)";
  if (m * sum < 0.01 || (1 - m) * sum < 0.01)
    return "sd must be smaller: almost every value would be min or max";
  if (sum > 1e4)
    return "sd must be at least a hundredth of the square root of (mean - min) x (max - mean)";
  set(d, PLM_BETA, min, max, m * sum, (1 - m) * sum);
  return NULL;
}

const char *plm_distribution_truncate(plm_distribution *d, double lower, double upper)
{
  double outside;
  if (isnan(lower) || isnan(upper) || !(lower < upper))
    return "max must be greater than min";
  if (plm_tail(d, lower, false, true) > 0.5)
    outside = plm_tail(d, lower, true, true) - plm_tail(d, upper, true, false);
  else
    outside = plm_tail(d, upper, false, false) - plm_tail(d, lower, false, true);
  if (!(outside >= 1e-9))
    return "min and max must leave at least a billionth of the probability between them";
  plm_set_bounds(d, fmax(lower, d->lower), fmin(upper, d->upper));
  return NULL;
}

const char *plm_cumulate(const double *weights, size_t count, double *p)
{
  double sum = 0, part = 0;
  size_t last = 0;
  for (size_t i = 0; i < count; i++) {
    if (weights == NULL) {
      sum += 1;
      last = i;
      continue;
    }
    if (!(weights[i] >= 0 && weights[i] <= LARGEST))
      return "weights must not be negative";
    sum += weights[i];
    if (weights[i] > 0)
      last = i;
  }
  if (!(sum >= 1 / LARGEST))
    return count == 0 ? "there must be at least one value" : "at least one weight must be positive";
  for (size_t i = 0; p != NULL && i < count; i++) {
    part += weights != NULL ? weights[i] : 1;
    p[i] = i >= last ? 1 : part / sum;
  }
  return NULL;
}

typedef struct weighted {
  double value, weight;
} weighted;

static int by_value(const void *a, const void *b)
{
  const weighted *x = a, *y = b;
  return (x->value > y->value) - (x->value < y->value);
}

/* Sorted; equal values become one, values without weight none. */
const char *plm_distribution_empirical(plm_distribution *d, const double *values, const double *weights, size_t count)
{
  plm_distribution made = plm_distribution_constant(0);
  weighted *sorted = NULL;
  const char *problem = plm_cumulate(weights, count, NULL);
  if (problem != NULL)
    return problem;
  for (size_t i = 0; i < count; i++)
    if (!sound(values[i]))
      return too_large;
  problem = "out of memory";
  made.kind = PLM_EMPIRICAL;
  made.x = plm_new_array(count, sizeof *made.x);
  made.p = plm_new_array(count, sizeof *made.p);
  sorted = plm_new_array(count, sizeof *sorted);
  if (made.x == NULL || made.p == NULL || sorted == NULL)
    goto out;
  for (size_t i = 0; i < count; i++)
    sorted[i] = (weighted){values[i], weights != NULL ? weights[i] : 1};
  qsort(sorted, count, sizeof *sorted, by_value);
  for (size_t i = 0; i < count; i++)
    made.x[i] = sorted[i].weight;
  plm_cumulate(made.x, count, made.p);
  for (size_t i = 0; i < count; i++) {
    if (sorted[i].weight == 0)
      continue;
    if (made.count == 0 || sorted[i].value > made.x[made.count - 1])
      made.count++;
    made.x[made.count - 1] = sorted[i].value;
    made.p[made.count - 1] = made.p[i];
  }
  *d = made;
  made = plm_distribution_constant(0);
  problem = NULL;
out:
  free(sorted);
  plm_distribution_clear(&made);
  return problem;
}

const char *plm_distribution_quantiles(plm_distribution *d, const double *p, const double *x, size_t count)
{
  plm_distribution made = plm_distribution_constant(0);
  if (count < 2 || p[0] != 0 || p[count - 1] != 1)
    return "p must go from 0 to 1";
  for (size_t i = 0; i < count; i++) {
    if (!sound(x[i]))
      return too_large;
    if (i > 0 && !(p[i] > p[i - 1]))
      return "p must ascend";
    if (i > 0 && x[i] < x[i - 1])
      return "x must not descend";
  }
  made.kind = PLM_QUANTILES;
  made.count = count;
  made.x = plm_new_array(count, sizeof *made.x);
  made.p = plm_new_array(count, sizeof *made.p);
  if (made.x == NULL || made.p == NULL) {
    plm_distribution_clear(&made);
    return "out of memory";
  }
  for (size_t i = 0; i < count; i++) {
    made.x[i] = x[i];
    made.p[i] = p[i];
  }
  *d = made;
  return NULL;
}
