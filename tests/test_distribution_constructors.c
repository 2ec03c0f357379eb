/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "distribution/distribution.h"

#include <criterion/criterion.h>
#include <math.h>

static plm_distribution d;

/* Refused with a phrase that contains `expected`, leaving d as it was. */
static void refused(const char *problem, const char *expected)
{
  cr_assert_not_null(problem, "not refused: %s", expected);
  cr_assert_not_null(strstr(problem, expected), "said \"%s\", not \"%s\"", problem, expected);
  cr_assert(d.kind == PLM_CONSTANT && d.a[0] == 7, "changed although refused: %s", problem);
}

static void setup(void)
{
  d = plm_distribution_constant(7);
}

TestSuite(constructors, .init = setup);

Test(constructors, ranges)
{
  refused(plm_distribution_uniform(&d, 5, 5), "max must be greater than min");
  refused(plm_distribution_uniform(&d, 6, 5), "max must be greater than min");
  refused(plm_distribution_uniform(&d, 1, 1 + 1e-15), "max must be greater than min");
  refused(plm_distribution_uniform(&d, NAN, 5), "between -1e15 and 1e15");
  refused(plm_distribution_uniform(&d, 0, INFINITY), "between -1e15 and 1e15");
  refused(plm_distribution_triangular(&d, 1, 0, 2), "mode must lie between min and max");
  refused(plm_distribution_triangular(&d, 1, 3, 2), "mode must lie between min and max");
  refused(plm_distribution_triangular(&d, 1, NAN, 2), "between -1e15 and 1e15");
  refused(plm_distribution_pert(&d, 2, 2, 2), "max must be greater than min");
  refused(plm_distribution_pert(&d, 0, 4, 2), "mode must lie between min and max");
}

Test(constructors, scales)
{
  refused(plm_distribution_normal(&d, 1, 0), "sd must be positive");
  refused(plm_distribution_normal(&d, 1, -1), "sd must be positive");
  refused(plm_distribution_normal(&d, INFINITY, 1), "between -1e15 and 1e15");
  refused(plm_distribution_lognormal_mean_cv(&d, 0, 1), "mean must be positive");
  refused(plm_distribution_lognormal_mean_cv(&d, 1, 0), "cv must be positive");
  refused(plm_distribution_lognormal_mean_cv(&d, 1, NAN), "cv must be positive");
  refused(plm_distribution_lognormal_mean_sd(&d, -2, 1), "mean must be positive");
  refused(plm_distribution_lognormal_mean_sd(&d, 2, 0), "sd must be positive");
  refused(plm_distribution_lognormal_mean_sd(&d, 2, 1e10), "sd must be at least");
  refused(plm_distribution_lognormal_p10_p90(&d, 0, 1), "p10 must be positive");
  refused(plm_distribution_lognormal_p10_p90(&d, 2, 2), "p90 must be greater than p10");
  refused(plm_distribution_lognormal_p10_p90(&d, 1, 1e10), "p90 must be at most");
  refused(plm_distribution_gamma(&d, 0, 1), "mean must be positive");
  refused(plm_distribution_gamma(&d, 1, 0.009), "cv must be between 0.01 and 10");
  refused(plm_distribution_gamma(&d, 1, 11), "cv must be between 0.01 and 10");
  refused(plm_distribution_weibull_shape_scale(&d, 0, 1), "shape must be between 0.05 and 1000");
  refused(plm_distribution_weibull_shape_scale(&d, 1, 0), "scale must be positive");
  refused(plm_distribution_weibull_mean_shape(&d, 1, 2000), "shape must be between 0.05 and 1000");
  refused(plm_distribution_weibull_mean_shape(&d, -1, 1), "mean must be positive");
  refused(plm_distribution_exponential(&d, 0), "mean must be positive");
  refused(plm_distribution_exponential(&d, NAN), "mean must be positive");
}

Test(constructors, beta)
{
  refused(plm_distribution_beta(&d, 1, 0, 0.5, 0.1), "max must be greater than min");
  refused(plm_distribution_beta(&d, 0, 1, 1, 0.1), "mean must lie between min and max");
  refused(plm_distribution_beta(&d, 0, 1, 0.5, 0), "sd must be positive");
  refused(plm_distribution_beta(&d, 0, 1, 0.5, 0.5), "sd must be less than the square root");
  refused(plm_distribution_beta(&d, 0, 1, 0.5, 0.4999), "sd must be smaller");
  refused(plm_distribution_beta(&d, 0, 1, 0.5, 0.0049), "sd must be at least a hundredth");
}

Test(constructors, truncation)
{
  refused(plm_distribution_truncate(&d, 2, 2), "max must be greater than min");
  refused(plm_distribution_truncate(&d, NAN, 2), "max must be greater than min");
  refused(plm_distribution_truncate(&d, 8, 9), "at least a billionth");
  cr_assert_null(plm_distribution_truncate(&d, 7, 9));
  plm_distribution_normal(&d, 0, 1);
  cr_assert_null(plm_distribution_truncate(&d, 5.9, INFINITY)); /* 1.8e-9 */
  plm_distribution_normal(&d, 0, 1);
  cr_assert_not_null(plm_distribution_truncate(&d, 6.1, INFINITY)); /* 5.3e-10 */
  cr_assert_eq(d.lower, -INFINITY);
  cr_assert_not_null(plm_distribution_truncate(&d, -INFINITY, -6.1));
}

/* Bounds set twice condition twice. */
Test(constructors, truncation_narrows)
{
  plm_distribution_uniform(&d, 0, 10);
  cr_assert_null(plm_distribution_truncate(&d, 2, INFINITY));
  cr_assert_null(plm_distribution_truncate(&d, 0, 6));
  cr_assert(plm_distribution_min(&d) == 2 && plm_distribution_max(&d) == 6);
  cr_assert_float_eq(plm_distribution_below(&d, 3), 0.25, 1e-15);
  cr_assert_float_eq(plm_distribution_quantile(&d, 0.5), 4, 1e-14);
}

Test(constructors, tables)
{
  static const double x[] = {1, 2, 3}, none[] = {0, 0, 0}, negative[] = {1, -1, 1}, wrong[] = {1, NAN, 2};
  static const double p[] = {0, 0.5, 1}, late[] = {0.1, 0.5, 1}, early[] = {0, 0.5, 0.9}, flat[] = {0, 0, 1};
  static const double down[] = {1, 3, 2};
  refused(plm_distribution_empirical(&d, x, NULL, 0), "at least one value");
  refused(plm_distribution_empirical(&d, x, none, 3), "at least one weight must be positive");
  refused(plm_distribution_empirical(&d, x, negative, 3), "weights must not be negative");
  refused(plm_distribution_empirical(&d, x, wrong, 3), "weights must not be negative");
  refused(plm_distribution_empirical(&d, wrong, NULL, 3), "between -1e15 and 1e15");
  refused(plm_distribution_quantiles(&d, p, x, 1), "p must go from 0 to 1");
  refused(plm_distribution_quantiles(&d, late, x, 3), "p must go from 0 to 1");
  refused(plm_distribution_quantiles(&d, early, x, 3), "p must go from 0 to 1");
  refused(plm_distribution_quantiles(&d, flat, x, 3), "p must ascend");
  refused(plm_distribution_quantiles(&d, p, down, 3), "x must not descend");
  refused(plm_distribution_quantiles(&d, p, wrong, 3), "between -1e15 and 1e15");
}

/* Unsorted and repeated values, values without weight; the last cumulated weight is exactly 1. */
Test(constructors, empirical_sorts_and_merges)
{
  static const double values[] = {5, 1, 5, 9, 2, 11}, weights[] = {0.1, 0.2, 0.3, 0.4, 0, 0};
  cr_assert_null(plm_distribution_empirical(&d, values, weights, 6));
  cr_assert_eq(d.count, 3);
  cr_assert(d.x[0] == 1 && d.x[1] == 5 && d.x[2] == 9);
  cr_assert_float_eq(d.p[0], 0.2, 1e-15);
  cr_assert_float_eq(d.p[1], 0.6, 1e-15);
  cr_assert_eq(d.p[2], 1);
  cr_assert_eq(plm_distribution_max(&d), 9);
  plm_distribution_clear(&d);
}

Test(constructors, mixture)
{
  plm_distribution of[2] = {plm_distribution_constant(1), plm_distribution_constant(2)};
  refused(plm_distribution_mixture(&d, (double[]){0, 0}, of, 2), "at least one weight must be positive");
  refused(plm_distribution_mixture(&d, (double[]){2, -1}, of, 2), "weights must not be negative");
  refused(plm_distribution_mixture(&d, (double[]){2, 1}, of, 0), "at least one");
  cr_assert_null(plm_distribution_mixture(&d, (double[]){0, 3}, of, 2));
  cr_assert(plm_distribution_min(&d) == 2 && plm_distribution_max(&d) == 2 && d.count == 1);
  plm_distribution_clear(&d);
}

/* The parameters that follow from means and spreads, by the formulas of textbooks. */
Test(constructors, parameters)
{
  cr_assert_null(plm_distribution_pert(&d, 10, 20, 60));
  cr_assert_float_eq(d.a[2], 1.8, 1e-15);
  cr_assert_float_eq(d.a[3], 4.2, 1e-15);
  cr_assert_null(plm_distribution_lognormal_mean_cv(&d, 300, 1));
  cr_assert_float_eq(d.a[0], log(300) - log(2) / 2, 1e-14);
  cr_assert_float_eq(d.a[1], sqrt(log(2)), 1e-15);
  cr_assert_null(plm_distribution_gamma(&d, 300, 0.5));
  cr_assert_float_eq(d.a[0], 4, 1e-15);
  cr_assert_float_eq(d.a[1], 75, 1e-13);
  cr_assert_null(plm_distribution_weibull_mean_shape(&d, 300, 0.5)); /* Gamma(3) = 2 */
  cr_assert_float_eq(d.a[1], 150, 1e-12);
  cr_assert_null(plm_distribution_beta(&d, 0, 100, 30, 10));
  cr_assert_float_eq(d.a[2], 6, 1e-13);
  cr_assert_float_eq(d.a[3], 14, 1e-13);
}
