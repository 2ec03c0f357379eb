/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "distribution_catalogue.h"

/* Both tails against the integral of the density: 1e-8 relative, at tails down to 1e-8. Truncated densities are
 * divided by their own integral; there the subtraction at the bound costs 1e-15 of the whole. */
Test(distribution, tails_are_integrals_of_the_density)
{
  static const double tails[] = {1e-8, 1e-6, 1e-3, 0.1, 0.3, 0.5};
  const entry *e;
  size_t count = catalogue(&e), checked = 0;
  for (size_t i = 0; i < count; i++, e++) {
    plm_distribution d = made_from(e);
    double whole = e->density != NULL ? whole_integral(e, &d, 0) : 0;
    for (size_t j = 0; e->density != NULL && j < sizeof tails / sizeof *tails; j++) {
      double tolerance = 1e-8 + (e->bounded ? 1e-14 / tails[j] : 0);
      double low = plm_distribution_quantile(&d, tails[j]);
      double high = plm_distribution_quantile_upper(&d, tails[j]);
      double below = integral(e, 0, plm_distribution_min(&d), low) / whole;
      double above = integral(e, 0, high, plm_distribution_max(&d)) / whole;
      cr_assert_float_eq(plm_distribution_below(&d, low) / below, 1, tolerance, "%s at %g: %.12g, integral %.12g",
                         e->name, low, plm_distribution_below(&d, low), below);
      cr_assert_float_eq(plm_distribution_above(&d, high) / above, 1, tolerance, "%s at %g: %.12g, integral %.12g",
                         e->name, high, plm_distribution_above(&d, high), above);
      checked++;
    }
    if (!e->bounded && e->density != NULL)
      cr_assert_float_eq(whole, 1, 1e-9, "%s: %.12g", e->name, whole);
    plm_distribution_clear(&d);
  }
  cr_assert_eq(checked, 21 * 6);
}

/* Just below the quantile the distribution function has not reached u, just above it has; in both tails. 1e-9
 * relative; 1e-14 absolute more under bounds, where the tail is a difference. */
Test(distribution, quantile_inverts_both_tails)
{
  const entry *e;
  size_t count = catalogue(&e);
  for (size_t i = 0; i < count; i++, e++) {
    plm_distribution d = made_from(e);
    for (double u = 1e-10; u < 0.5; u *= 1.3) {
      double slack = 1e-9 * u + (e->bounded ? 1e-14 : 0);
      double x = plm_distribution_quantile(&d, u);
      double y = plm_distribution_quantile_upper(&d, u);
      double dx = 4e-16 * fabs(x), dy = 4e-16 * fabs(y);
      cr_assert(plm_distribution_strictly_below(&d, x - dx) <= u + slack, "%s: quantile %g is %.17g", e->name, u, x);
      cr_assert(plm_distribution_below(&d, x + dx) >= u - slack, "%s: quantile %g is %.17g", e->name, u, x);
      cr_assert(plm_distribution_above(&d, y + dy) <= u + slack, "%s: quantile 1 - %g is %.17g", e->name, u, y);
      cr_assert(1 - plm_distribution_strictly_below(&d, y - dy) >= u - slack - 1e-15, "%s: quantile 1 - %g is %.17g",
                e->name, u, y);
      cr_assert(x <= y, "%s: quantiles cross at %g", e->name, u);
    }
    plm_distribution_clear(&d);
  }
}

Test(distribution, tails_add_up_and_end)
{
  const entry *e;
  size_t count = catalogue(&e);
  for (size_t i = 0; i < count; i++, e++) {
    plm_distribution d = made_from(e);
    double min = plm_distribution_min(&d), max = plm_distribution_max(&d), last = 0;
    for (double x = -1000; x < 12000; x += 7.25) {
      double below = plm_distribution_below(&d, x);
      cr_assert_float_eq(below + plm_distribution_above(&d, x), 1, 1e-14, "%s at %g", e->name, x);
      cr_assert(below >= last && below >= plm_distribution_strictly_below(&d, x), "%s at %g", e->name, x);
      cr_assert(x >= min || below == 0, "%s at %g", e->name, x);
      cr_assert(x < max || below == 1, "%s at %g", e->name, x);
      last = below;
    }
    cr_assert_eq(plm_distribution_below(&d, INFINITY), 1);
    cr_assert_eq(plm_distribution_above(&d, INFINITY), 0);
    cr_assert_eq(plm_distribution_below(&d, -INFINITY), 0);
    cr_assert_eq(plm_distribution_above(&d, -INFINITY), 1);
    plm_distribution_clear(&d);
  }
}

/* Closed forms that need no integration. */
Test(distribution, known_values)
{
  plm_distribution d;
  plm_distribution_beta(&d, 0, 1, 0.5, sqrt(0.125)); /* alpha = beta = 1/2: the arcsine law */
  for (double x = 0.01; x < 1; x += 0.01)
    cr_assert_float_eq(plm_distribution_below(&d, x), 2 / PI * asin(sqrt(x)), 1e-13);
  plm_distribution_gamma(&d, 2, sqrt(0.5)); /* Erlang with shape 2 and scale 1 */
  for (double x = 0.5; x < 60; x += 0.5)
    cr_assert_float_eq(plm_distribution_above(&d, x) / ((1 + x) * exp(-x)), 1, 1e-12);
  plm_distribution_normal(&d, 0, 1);
  for (double x = -10; x < 10; x += 0.1)
    cr_assert_float_eq(plm_distribution_below(&d, x) / (erfc(-x / sqrt(2)) / 2), 1, 1e-12);
  cr_assert_float_eq(plm_distribution_quantile(&d, 0.975), 1.959963984540054, 1e-14);
  plm_distribution_lognormal_p10_p90(&d, 100, 900);
  cr_assert_float_eq(plm_distribution_quantile(&d, 0.1), 100, 1e-11);
  cr_assert_float_eq(plm_distribution_quantile(&d, 0.9), 900, 1e-10);
  plm_distribution_exponential(&d, 8);
  plm_distribution_truncate(&d, 3, INFINITY); /* memoryless */
  for (double u = 0.001; u < 1; u += 0.001)
    cr_assert_float_eq(plm_distribution_quantile(&d, u), 3 - 8 * log1p(-u), 1e-11);
}

/* The extremes of the shapes that are allowed, at tails to 1e-10: GSL's handler would end this test. */
Test(distribution, extreme_shapes_stay_finite)
{
  static const double cvs[] = {0.01, 0.0101, 0.03, 0.1, 1, 2.2, 2.3, 5, 10};
  plm_distribution d;
  for (size_t i = 0; i < sizeof cvs / sizeof *cvs; i++) {
    cr_assert_null(plm_distribution_gamma(&d, 1, cvs[i]));
    for (double x = 1e-320; x < 1e15; x *= 1.1)
      cr_assert_float_eq(plm_distribution_below(&d, x) + plm_distribution_above(&d, x), 1, 1e-9);
    for (double u = 1e-10; u < 0.5; u *= 1.2)
      cr_assert(isfinite(plm_distribution_quantile(&d, u)) && isfinite(plm_distribution_quantile_upper(&d, u)));
  }
  for (double m = 1e-6; m < 1; m = m < 0.1 ? m * 3 : m + 0.1) {
    for (double share = 0.0101; share < 1; share *= 1.2) {
      if (plm_distribution_beta(&d, 0, 1, m, share * sqrt(m * (1 - m))) != NULL)
        continue;
      for (double x = 1e-310; x < 1; x *= 1.5)
        cr_assert_float_eq(plm_distribution_below(&d, x) + plm_distribution_above(&d, x), 1, 1e-9);
      for (double u = 1e-10; u < 0.5; u *= 1.7) {
        double x = plm_distribution_quantile(&d, u), y = plm_distribution_quantile_upper(&d, u);
        cr_assert(x >= 0 && x <= y && y <= 1, "mean %g share %g u %g: %g %g", m, share, u, x, y);
      }
    }
  }
}

static void assert_breaks(const plm_distribution *d, const double *expected, size_t count)
{
  double u[16] = {0};
  cr_assert_eq(plm_distribution_breaks(d, u, 16), count);
  for (size_t i = 0; i < count; i++)
    cr_assert_float_eq(u[i], expected[i], 1e-14, "break %zu: %.17g", i, u[i]);
  u[0] = -1;
  plm_distribution_breaks(d, u, 0);
  cr_assert_eq(u[0], -1);
}

Test(distribution, breaks)
{
  plm_distribution d, other;
  plm_distribution_normal(&d, 0, 1);
  assert_breaks(&d, NULL, 0);
  plm_distribution_triangular(&d, 2, 3, 7);
  assert_breaks(&d, (double[]){0.2}, 1);
  plm_distribution_truncate(&d, 2, 5); /* P(X <= 5) is 0.8 */
  assert_breaks(&d, (double[]){0.25}, 1);
  plm_distribution_triangular(&d, 2, 2, 7);
  assert_breaks(&d, NULL, 0);
  cr_assert_null(make_empirical(&d));
  assert_breaks(&d, (double[]){0.2, 0.6, 0.8}, 3);
  plm_distribution_clear(&d);
  cr_assert_null(make_quantiles(&d));
  assert_breaks(&d, (double[]){0.1, 0.5, 0.75, 0.9}, 4);
  plm_distribution_clear(&d);
  /* atom at 0 below everything, gap and two ends of the uniform part */
  cr_assert_null(make_mixture_atom(&d));
  plm_distribution_lognormal_mean_cv(&other, 300, 1);
  assert_breaks(&d,
                (double[]){0.25, 0.25 + 0.5 * plm_distribution_below(&other, 1000),
                           0.5 + 0.5 * plm_distribution_below(&other, 1100)},
                3);
  plm_distribution_clear(&d);
}

/* At an atom: the probabilities before and at it, and every quantile between. */
Test(distribution, atoms_in_mixtures)
{
  plm_distribution d;
  cr_assert_null(make_mixture_nested(&d));
  /* atoms: 0 with 1/8 + 1/6, 50 with 1/6, 2000 with 1/6 */
  cr_assert_eq(plm_distribution_strictly_below(&d, 0), 0);
  cr_assert_float_eq(plm_distribution_below(&d, 0), 7 / 24.0, 1e-15);
  cr_assert_float_eq(plm_distribution_below(&d, 50) - plm_distribution_strictly_below(&d, 50), 1 / 6.0, 1e-15);
  cr_assert_float_eq(plm_distribution_below(&d, 2000) - plm_distribution_strictly_below(&d, 2000), 1 / 6.0, 1e-15);
  for (double u = 1e-6; u < 7 / 24.0; u += 0.01)
    cr_assert_eq(plm_distribution_quantile(&d, u), 0);
  for (double x = 50; x <= 2000; x += 1950) {
    double low = plm_distribution_strictly_below(&d, x), high = plm_distribution_below(&d, x);
    for (int i = 1; i < 20; i++)
      cr_assert_eq(plm_distribution_quantile(&d, low + (high - low) * i / 20), x);
    cr_assert(plm_distribution_quantile(&d, low - 1e-9) < x);
    cr_assert(plm_distribution_quantile(&d, high + 1e-9) > x);
  }
  plm_distribution_clear(&d);
}

Test(distribution, copies_are_deep)
{
  const entry *e;
  size_t count = catalogue(&e);
  for (size_t i = 0; i < count; i++, e++) {
    plm_distribution d = made_from(e), copy;
    double expected = plm_distribution_quantile(&d, 0.7);
    cr_assert_eq(plm_distribution_copy(&copy, &d), PLACEMENT_OK);
    plm_distribution_clear(&d);
    cr_assert(d.kind == PLM_CONSTANT && d.x == NULL && d.p == NULL && d.of == NULL && d.count == 0);
    cr_assert_eq(plm_distribution_quantile(&copy, 0.7), expected, "%s", e->name);
    plm_distribution_clear(&copy);
  }
}
