/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One distribution of every kind and form of the format, with its density written out from textbooks, independent of
 * the library and of GSL's distribution functions. For the tests of lib/distribution.
 */
#ifndef TEST_DISTRIBUTION_CATALOGUE_H
#define TEST_DISTRIBUTION_CATALOGUE_H

#include "distribution/quantile_table.h"

#include <criterion/criterion.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct entry {
  const char *name;
  const char *(*make)(plm_distribution *d);
  double (*density)(double x, int moment); /* times x^moment; up to a constant for truncated ones; NULL with atoms */
  double mean, sd;                         /* closed forms; NAN: by integration of the density */
  bool bounded;                            /* by min and max of the format */
} entry;

static inline double times(double density, double x, int moment)
{
  return moment == 0 ? density : density * pow(x, moment);
}

#define PI 3.14159265358979323846

static inline double normal_density(double x, double mean, double sd)
{
  return exp(-(x - mean) * (x - mean) / (2 * sd * sd)) / (sd * sqrt(2 * PI));
}

static inline double lognormal_density(double x, double mean, double cv)
{
  double variance = log(1 + cv * cv);
  return x <= 0 ? 0 : normal_density(log(x), log(mean) - variance / 2, sqrt(variance)) / x;
}

static inline double gamma_density(double x, double mean, double cv)
{
  double k = 1 / (cv * cv);
  return x <= 0 ? 0 : exp((k - 1) * log(x * k / mean) - x * k / mean - lgamma(k)) * k / mean;
}

static inline double weibull_density(double x, double k, double scale)
{
  return x <= 0 ? 0 : k / scale * pow(x / scale, k - 1) * exp(-pow(x / scale, k));
}

static inline double beta_density(double x, double a, double b)
{
  return x <= 0 || x >= 1 ? 0 : exp((a - 1) * log(x) + (b - 1) * log1p(-x) + lgamma(a + b) - lgamma(a) - lgamma(b));
}

static inline double triangular_density(double x)
{
  return x < 2 || x > 7 ? 0 : x < 3 ? 2 * (x - 2) / 5 : 2 * (7 - x) / 20;
}

#define WEIBULL_3_SCALE (300 / tgamma(1 + 1 / 3.0))
#define P10_P90_SIGMA (log(9) / (2 * 1.2815515655446004))

/* Each entry: the maker and the density. */
#define ENTRY(id, call, formula)                                                                                       \
  static const char *make_##id(plm_distribution *d)                                                                    \
  {                                                                                                                    \
    return call;                                                                                                       \
  }                                                                                                                    \
  static double density_##id(double x, int moment)                                                                     \
  {                                                                                                                    \
    return times(formula, x, moment);                                                                                  \
  }

#define TRUNCATED(id, call, low, high, formula)                                                                        \
  static const char *make_##id(plm_distribution *d)                                                                    \
  {                                                                                                                    \
    const char *problem = call;                                                                                        \
    return problem != NULL ? problem : plm_distribution_truncate(d, low, high);                                        \
  }                                                                                                                    \
  static double density_##id(double x, int moment)                                                                     \
  {                                                                                                                    \
    return x < (low) || x > (high) ? 0 : times(formula, x, moment);                                                    \
  }

ENTRY(uniform, plm_distribution_uniform(d, 2, 5), x<2 || x> 5 ? 0 : 1 / 3.0)
ENTRY(triangular, plm_distribution_triangular(d, 2, 3, 7), triangular_density(x))
ENTRY(pert, plm_distribution_pert(d, 0, 10, 90), beta_density(x / 90, 1 + 40 / 90.0, 1 + 320 / 90.0) / 90)
ENTRY(normal, plm_distribution_normal(d, 100, 15), normal_density(x, 100, 15))
ENTRY(lognormal, plm_distribution_lognormal_mean_cv(d, 300, 1), lognormal_density(x, 300, 1))
ENTRY(lognormal_sd, plm_distribution_lognormal_mean_sd(d, 4434, 1773.6), lognormal_density(x, 4434, 0.4))
ENTRY(lognormal_p, plm_distribution_lognormal_p10_p90(d, 100, 900),
      x <= 0 ? 0 : normal_density(log(x), log(300), P10_P90_SIGMA) / x)
ENTRY(gamma_half, plm_distribution_gamma(d, 300, 0.5), gamma_density(x, 300, 0.5))
ENTRY(gamma_wide, plm_distribution_gamma(d, 300, 1.5), gamma_density(x, 300, 1.5))
ENTRY(weibull, plm_distribution_weibull_shape_scale(d, 0.7, 300), weibull_density(x, 0.7, 300))
ENTRY(weibull_mean, plm_distribution_weibull_mean_shape(d, 300, 3), weibull_density(x, 3, WEIBULL_3_SCALE))
ENTRY(exponential, plm_distribution_exponential(d, 8), x < 0 ? 0 : exp(-x / 8) / 8)
ENTRY(beta, plm_distribution_beta(d, 0, 100, 30, 10), beta_density(x / 100, 6, 14) / 100)
ENTRY(beta_wide, plm_distribution_beta(d, 10, 20, 15, 10 * sqrt(0.05)), beta_density((x - 10) / 10, 2, 2) / 10)
TRUNCATED(normal_cut, plm_distribution_normal(d, 100, 15), 80, INFINITY, normal_density(x, 100, 15))
TRUNCATED(normal_far, plm_distribution_normal(d, 0, 1), 4, 6, normal_density(x, 0, 1))
TRUNCATED(lognormal_cut, plm_distribution_lognormal_mean_cv(d, 4434, 0.4), 2000, 9000, lognormal_density(x, 4434, 0.4))
TRUNCATED(gamma_cut, plm_distribution_gamma(d, 300, 1.5), 30, 1800, gamma_density(x, 300, 1.5))
TRUNCATED(weibull_cut, plm_distribution_weibull_shape_scale(d, 0.7, 300), -INFINITY, 800, weibull_density(x, 0.7, 300))
TRUNCATED(exponential_cut, plm_distribution_exponential(d, 8), 3, INFINITY, exp(-x / 8) / 8)

/* 1 of lognormal(100, 0.5), 2 of gamma(300, 1.1), 1 of normal(900, 50) */
static const char *make_mixture(plm_distribution *d)
{
  static const double weights[] = {1, 2, 1};
  plm_distribution of[3];
  plm_distribution_lognormal_mean_cv(&of[0], 100, 0.5);
  plm_distribution_gamma(&of[1], 300, 1.1);
  plm_distribution_normal(&of[2], 900, 50);
  return plm_distribution_mixture(d, weights, of, 3);
}

static double density_mixture(double x, int moment)
{
  return times(0.25 * lognormal_density(x, 100, 0.5) + 0.5 * gamma_density(x, 300, 1.1) +
                   0.25 * normal_density(x, 900, 50),
               x, moment);
}

/* 1 of nothing at all, 2 of lognormal(300, 1), 1 of uniform from 1000 to 1100 */
static const char *make_mixture_atom(plm_distribution *d)
{
  static const double weights[] = {1, 2, 1};
  plm_distribution of[3] = {plm_distribution_constant(0)};
  plm_distribution_lognormal_mean_cv(&of[1], 300, 1);
  plm_distribution_uniform(&of[2], 1000, 1100);
  return plm_distribution_mixture(d, weights, of, 3);
}

/* Half the mixture with an atom, half values 0, 50 and 2000 */
static const char *make_mixture_nested(plm_distribution *d)
{
  static const double weights[] = {0.5, 0.5}, values[] = {2000, 50, 0};
  plm_distribution of[2];
  const char *problem = make_mixture_atom(&of[0]);
  if (problem == NULL)
    problem = plm_distribution_empirical(&of[1], values, NULL, 3);
  if (problem == NULL)
    problem = plm_distribution_mixture(d, weights, of, 2);
  plm_distribution_clear(&of[0]);
  plm_distribution_clear(&of[1]);
  return problem;
}

/* Two normal distributions so far apart that the quantile function leaps between them. */
static const char *make_mixture_gap(plm_distribution *d)
{
  static const double weights[] = {0.3, 0.7};
  plm_distribution of[2];
  plm_distribution_normal(&of[0], 0, 1);
  plm_distribution_normal(&of[1], 100, 1);
  return plm_distribution_mixture(d, weights, of, 2);
}

static const char *make_empirical(plm_distribution *d)
{
  static const double values[] = {5, 1, 3, 3, 9};
  return plm_distribution_empirical(d, values, NULL, 5);
}

static const char *make_empirical_weighted(plm_distribution *d)
{
  static const double values[] = {180, 30, 365, 90}, weights[] = {4, 1, 0.5, 2.5};
  return plm_distribution_empirical(d, values, weights, 4);
}

static const char *make_quantiles(plm_distribution *d)
{
  static const double p[] = {0, 0.1, 0.5, 0.75, 0.9, 1}, x[] = {0, 10, 50, 50, 200, 900};
  return plm_distribution_quantiles(d, p, x, 6);
}

static const char *make_constant(plm_distribution *d)
{
  *d = plm_distribution_constant(42);
  return NULL;
}

#define OF(id) #id, make_##id, density_##id
#define ATOMS(id) #id, make_##id, NULL

static inline size_t catalogue(const entry **entries)
{
  static entry list[32];
  double sigma = P10_P90_SIGMA;
  const entry made[] = {
      {OF(uniform), 3.5, sqrt(0.75), false},
      {OF(triangular), 4, sqrt((4 + 9 + 49 - 6 - 14 - 21) / 18.0), false},
      {OF(pert), 130 / 6.0, 90 * sqrt((1 + 40 / 90.0) * (1 + 320 / 90.0) / 36 / 7), false},
      {OF(normal), 100, 15, false},
      {OF(lognormal), 300, 300, false},
      {OF(lognormal_sd), 4434, 1773.6, false},
      {OF(lognormal_p), 300 * exp(sigma * sigma / 2), 300 * exp(sigma * sigma / 2) * sqrt(exp(sigma * sigma) - 1),
       false},
      {OF(gamma_half), 300, 150, false},
      {OF(gamma_wide), 300, 450, false},
      {OF(weibull), 300 * tgamma(1 + 1 / 0.7),
       300 * sqrt(tgamma(1 + 2 / 0.7) - tgamma(1 + 1 / 0.7) * tgamma(1 + 1 / 0.7)), false},
      {OF(weibull_mean), 300, WEIBULL_3_SCALE * sqrt(tgamma(1 + 2 / 3.0) - tgamma(1 + 1 / 3.0) * tgamma(1 + 1 / 3.0)),
       false},
      {OF(exponential), 8, 8, false},
      {OF(beta), 30, 10, false},
      {OF(beta_wide), 15, 10 * sqrt(0.05), false},
      {OF(normal_cut), NAN, NAN, true},
      {OF(normal_far), NAN, NAN, true},
      {OF(lognormal_cut), NAN, NAN, true},
      {OF(gamma_cut), NAN, NAN, true},
      {OF(weibull_cut), NAN, NAN, true},
      {OF(exponential_cut), 11, NAN, true}, /* memoryless: 3 + 8 */
      {OF(mixture), 400, NAN, false},
      {ATOMS(mixture_atom), 412.5, sqrt(0.5 * 180000 + 0.25 * (1050 * 1050 + 10000 / 12.0) - 412.5 * 412.5), false},
      {ATOMS(mixture_nested), 0.5 * 412.5 + 2050 / 6.0, NAN, false},
      {ATOMS(mixture_gap), 70, sqrt(1 + 0.3 * 0.7 * 10000), false},
      {ATOMS(empirical), 4.2, sqrt(25 - 4.2 * 4.2), false},
      {ATOMS(empirical_weighted), (30 + 225 + 720 + 182.5) / 8, NAN, false},
      {ATOMS(quantiles), 0.1 * 5 + 0.4 * 30 + 0.25 * 50 + 0.15 * 125 + 0.1 * 550, NAN, false},
      {ATOMS(constant), 42, 0, false},
  };
  cr_assert_leq(sizeof made, sizeof list);
  memcpy(list, made, sizeof made);
  *entries = list;
  return sizeof made / sizeof *made;
}

static inline plm_distribution made_from(const entry *e)
{
  plm_distribution d = plm_distribution_constant(0);
  const char *problem = e->make(&d);
  cr_assert_null(problem, "%s: %s", e->name, problem);
  return d;
}

typedef struct integrand {
  const entry *of;
  int moment;
} integrand;

static inline double evaluate(double x, void *context)
{
  const integrand *i = context;
  return i->of->density(x, i->moment);
}

/* The integral of x^moment times the density between two values, which may be infinite, to 1e-9; in two parts at 0,
 * where densities may be infinite. */
static inline double integral(const entry *e, int moment, double from, double to)
{
  integrand context = {e, moment};
  gsl_function f = {evaluate, &context};
  gsl_integration_workspace *work;
  gsl_error_handler_t *handler;
  double result = NAN, error = NAN;
  if (from < 0 && to > 0)
    return integral(e, moment, from, 0) + integral(e, moment, 0, to);
  work = gsl_integration_workspace_alloc(2000);
  handler = gsl_set_error_handler_off();
  if (isinf(from))
    gsl_integration_qagil(&f, to, 0, 1e-10, 2000, work, &result, &error);
  else if (isinf(to))
    gsl_integration_qagiu(&f, from, 0, 1e-10, 2000, work, &result, &error);
  else
    gsl_integration_qags(&f, from, to, 0, 1e-10, 2000, work, &result, &error);
  gsl_set_error_handler(handler);
  gsl_integration_workspace_free(work);
  cr_assert(error <= 1e-9 * fabs(result) + 1e-300, "%s from %g to %g: %g +- %g", e->name, from, to, result, error);
  return result;
}

/* The same over everything: in two parts, that a narrow peak is not missed. */
static inline double whole_integral(const entry *e, const plm_distribution *d, int moment)
{
  double middle = plm_distribution_quantile(d, 0.5);
  return integral(e, moment, plm_distribution_min(d), middle) + integral(e, moment, middle, plm_distribution_max(d));
}

#endif
