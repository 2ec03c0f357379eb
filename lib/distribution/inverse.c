/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Quantiles of the gamma and beta distributions.
 *
 * The logarithm of a gamma variate and the log-odds of a beta variate have log-concave densities, hence log-concave
 * tails. Newton's method on the logarithm of the tail therefore converges from any start: it steps over the root at
 * most once. A bracket guards against underflow and rounding.
 */
#include "distribution/kinds.h"

#include <float.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_psi.h>
#include <math.h>

#define MOST_STEPS 200
#define MOST_TERMS 1000
#define CLOSE 1e-7 /* a step this small leaves an error of about its square */

typedef struct target {
  double a, b; /* parameters of the distribution */
  double log_constant;
  bool upper;
} target;

/* The tail at t, and its derivative. */
typedef double tail_at(const target *of, double t, double *derivative);

static double solve(tail_at *tail, const target *of, double p, double t)
{
  double low = -INFINITY, high = INFINITY;
  for (int i = 0; i < MOST_STEPS; i++) {
    double derivative;
    double at = tail(of, t, &derivative);
    double next = t - (log(at) - log(p)) * at / derivative;
    if ((at < p) != of->upper)
      low = t;
    else
      high = t;
    if (fabs(next - t) <= CLOSE)
      return next;
    if (!(next > low && next < high)) {
      if (isinf(low))
        next = high - 1 - fabs(high);
      else if (isinf(high))
        next = low + 1 + fabs(low);
      else
        next = low + (high - low) / 2;
    }
    t = next;
  }
  return t;
}

/* GSL's continued fraction is not asked where the tail is below 1e-300. */
double plm_gamma_tail(double shape, double x, bool upper)
{
  if (x > 1000 + 20 * shape)
    return upper ? 0 : 1;
  return upper ? gsl_cdf_gamma_Q(x, shape, 1) : gsl_cdf_gamma_P(x, shape, 1);
}

static double gamma_tail(const target *of, double t, double *derivative)
{
  double x = exp(t);
  double density = exp(of->a * t - x - of->log_constant);
  *derivative = of->upper ? -density : density;
  return plm_gamma_tail(of->a, x, of->upper);
}

/* Starts from the approximation of Wilson and Hilferty (1931), for small shapes from the power law at 0 and from the
 * exponential distribution, which lies above. */
double plm_gamma_quantile(double shape, const double constants[3], double p, bool upper)
{
  target of = {shape, 0, constants[0], upper};
  double start, power_law, cube_root;
  if (upper && p > 0.1)
    return plm_gamma_quantile(shape, constants, 1 - p, false);
  power_law = (log(p) + of.log_constant + log(shape)) / shape;
  if (!upper && power_law < -40)
    return exp(power_law);
  if (shape < 1) {
    start = upper ? log(-log(p)) : power_law;
  } else {
    double z = upper ? gsl_cdf_ugaussian_Qinv(p) : gsl_cdf_ugaussian_Pinv(p);
    cube_root = 1 - 1 / (9 * shape) + z / (3 * sqrt(shape));
    start = log(shape) + 3 * log(cube_root > 0.01 ? cube_root : 0.01);
    if (!upper && start < power_law)
      start = power_law;
  }
  return exp(solve(gamma_tail, &of, p, start));
}

/* The continued fraction of the incomplete beta function, two steps at a time and without dividing for each (Press et
 * al., Numerical Recipes in C, 1988, section 6.3). */
static double beta_fraction(double a, double b, double x)
{
  double before = 1, below_before = 1, value = 1;
  double below = 1 - (a + b) * x / (a + 1);
  for (int m = 1; m <= MOST_TERMS; m++) {
    double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    double last = value;
    before = value + even * before;
    below_before = below + even * below_before;
    value = before + odd * value;
    below = below_before + odd * below;
    before /= below;
    below_before /= below;
    value /= below;
    below = 1;
    if (fabs(value - last) <= DBL_EPSILON * fabs(value))
      break;
  }
  return value;
}

double plm_beta_below(double alpha, double beta, double log_constant, double x, double y)
{
  double factor;
  if (x <= 0 || y <= 0)
    return x <= 0 ? 0 : 1;
  factor = exp(alpha * log(x) + beta * log(y) - log_constant);
  return x < (alpha + 1) / (alpha + beta + 2) ? factor * beta_fraction(alpha, beta, x) / alpha
                                              : 1 - factor * beta_fraction(beta, alpha, y) / beta;
}

static double beta_tail(const target *of, double t, double *derivative)
{
  double x = 1 / (1 + exp(-t));
  double y = 1 / (1 + exp(t));
  *derivative = exp(of->a * log(x) + of->b * log(y) - of->log_constant);
  return plm_beta_below(of->a, of->b, of->log_constant, x, y);
}

/* Starts from a normal approximation to the log-odds, whose mean and variance are differences and sums of digamma and
 * trigamma functions. */
double plm_beta_log_odds(double alpha, double beta, const double constants[3], double p)
{
  target of = {alpha, beta, constants[0], false};
  double power_law = (log(p) + of.log_constant + log(alpha)) / alpha;
  double start = power_law;
  if (power_law < -45)
    return power_law;
  if (alpha >= 1 || power_law > -1)
    start = constants[1] + gsl_cdf_ugaussian_Pinv(p) * constants[2];
  return solve(beta_tail, &of, p, start);
}

void plm_gamma_constants(double shape, double constants[3])
{
  constants[0] = gsl_sf_lngamma(shape);
  constants[1] = constants[2] = 0;
}

void plm_beta_constants(double alpha, double beta, double constants[3])
{
  constants[0] = gsl_sf_lnbeta(alpha, beta);
  constants[1] = gsl_sf_psi(alpha) - gsl_sf_psi(beta);
  constants[2] = sqrt(gsl_sf_psi_1(alpha) + gsl_sf_psi_1(beta));
}
