/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "distribution/kinds.h"
#include "distribution/path.h"
#include "distribution_catalogue.h"

#define WORDS 0x1p32

/* The density is what the distribution function rises by, and its change what it rises by in turn: central differences
 * between the knots, to 1e-4 of the largest density around. */
Test(path, density)
{
  const entry *e;
  size_t count = catalogue(&e), compared = 0;
  for (size_t i = 0; i < count; i++, e++) {
    plm_distribution d = made_from(e);
    for (double u = 0.003; u < 1; u += 0.0071) {
      double x = plm_distribution_quantile(&d, u), change, other;
      double h = 1e-4 * (plm_distribution_quantile(&d, fmin(0.9999, u + 0.01)) - plm_distribution_quantile(&d, u));
      bool parted = false;
      for (size_t k = 0; k < plm_knot_count(&d); k++)
        parted = parted || fabs(plm_knot(&d, k) - x) <= 2 * h;
      if (parted || h < 1e-9 * (fabs(x) + 1))
        continue;
      double density = plm_density(&d, x, &change);
      double below = plm_density(&d, x - h, &other), above = plm_density(&d, x + h, &other);
      double rise = (plm_distribution_below(&d, x + h) - plm_distribution_below(&d, x - h)) / (2 * h);
      cr_assert_float_eq(density, rise, 1e-4 * density + 1e-12 / h, "%s at %g: %g, not %g", e->name, x, density, rise);
      cr_assert_float_eq(density * change, (above - below) / (2 * h),
                         1e-4 * (fabs(density * change) + density / h / 100), "%s at %g", e->name, x);
      compared++;
    }
    cr_assert_eq(plm_density(&d, plm_distribution_min(&d) - 1, &(double){0}), 0, "%s", e->name);
    cr_assert_eq(plm_density(&d, plm_distribution_max(&d) + 1, &(double){0}), 0, "%s", e->name);
    plm_distribution_clear(&d);
  }
  cr_assert_geq(compared, 3000);
}

/* A polynomial of degree five through its own points, within and beyond. */
Test(path, polynomials_are_exact)
{
  const plm_path cubic = {0, 1, {1, -2, 3, 0.5, 0, 0}};
  plm_point ends[2];
  plm_path between;
  for (int i = 0; i < 2; i++) {
    double v = 3 + 2 * i;
    ends[i] = (plm_point){.v = v, .curve = 6 + 3 * v};
    ends[i].x = plm_path_at(&cubic, v, &ends[i].slope);
    cr_assert_float_eq(ends[i].slope, -2 + 6 * v + 1.5 * v * v, 1e-12);
  }
  between = plm_path_between(&ends[0], &ends[1]);
  for (double v = 0; v < 10; v += 0.1) {
    double slope, expected;
    double x = plm_path_at(&cubic, v, &expected);
    cr_assert_float_eq(plm_path_at(&between, v, &slope), x, 1e-9);
    cr_assert_float_eq(slope, expected, 1e-9);
  }
}

/* From two points of each smooth distribution the next one, a sixteenth of the tail on: the exact quantile, foreseen in
 * most; from a path that leads elsewhere the same, not foreseen. */
Test(path, points)
{
  const entry *e;
  size_t count = catalogue(&e), foreseen = 0, points = 0;
  for (size_t i = 0; i < count; i++, e++) {
    plm_distribution d;
    if (e->density == NULL || e->bounded)
      continue;
    d = made_from(e);
    for (double v = 40; v < 1e9; v *= 5) {
      for (int upper = 0; upper < 2; upper++) {
        plm_point from = plm_point_at(&d, v, upper, NULL), to = plm_point_at(&d, v * 17 / 16, upper, NULL);
        plm_path path = plm_path_between(&from, &to), wrong = path;
        plm_point next = plm_point_at(&d, v * 18 / 16, upper, &path), same;
        double p = next.v / WORDS;
        double exact = upper ? plm_distribution_quantile_upper(&d, p) : plm_distribution_quantile(&d, p);
        cr_assert_float_eq(next.x, exact, 1e-11 * (fabs(exact) + fabs(next.slope) * v), "%s: %g", e->name, next.v);
        for (int degree = 0; degree < 2; degree++) { /* off by a hundredth of a cell, and right with a wrong slope */
          wrong.c[0] += (degree == 0 ? 0.01 : -0.03) * path.c[1];
          wrong.c[1] += degree == 0 ? 0 : 0.01 * path.c[1];
          same = plm_point_at(&d, next.v, upper, &wrong);
          cr_assert_float_eq(same.x, exact, 1e-11 * (fabs(exact) + fabs(next.slope) * v), "%s: %g", e->name, next.v);
          cr_assert(!same.foreseen, "%s: %g", e->name, next.v);
        }
        foreseen += next.foreseen ? 1 : 0;
        points++;
      }
    }
    plm_distribution_clear(&d);
  }
  cr_assert_geq(foreseen * 10, points * 9, "%zu of %zu", foreseen, points);
}

/* A path to just beyond an end at which the density of one part is infinite, half a word from it: on its own side the
 * distribution function is far steeper. */
Test(path, does_not_step_over_a_knot)
{
  const double weights[] = {0.1, 0.9};
  plm_distribution of[2], d;
  double knot;
  cr_assert_null(plm_distribution_beta(&of[0], 0, 1, 0.62, 0.354));
  cr_assert_null(plm_distribution_lognormal_mean_cv(&of[1], 30, 1.3));
  cr_assert_null(plm_distribution_mixture(&d, weights, of, 2));
  knot = plm_distribution_below(&d, 1) * WORDS;
  plm_path path = {knot, 1, {1 + 1e-9, 0, 0, 0, 0, 0}};
  plm_point point = plm_point_at(&d, knot - 0.5, false, &path);
  cr_assert_float_eq(plm_distribution_below(&d, point.x) * WORDS, knot, 1);
  plm_distribution_clear(&d);
}
