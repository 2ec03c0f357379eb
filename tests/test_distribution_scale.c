/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A distribution whose values are multiplied is the same as one constructed with multiplied values.
 */
#include "distribution/distribution.h"
#include "distribution/quantile_table.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#define SCALE 1.75

static void expect_near(double found, double expected, const char *what, double at)
{
  cr_expect_lt(fabs(found - expected), 1e-12 + 1e-9 * fabs(expected), "%s at %g: %.17g, not %.17g", what, at, found,
               expected);
}

/* Both are cleared. */
static void expect_same(plm_distribution *scaled, plm_distribution *other)
{
  static const double ps[] = {1e-6, 0.01, 0.2, 0.5, 0.7, 0.99, 1 - 1e-6};
  plm_quantile_table table, of_other;
  scaled->scale = SCALE;
  for (size_t i = 0; i < sizeof ps / sizeof *ps; i++) {
    double x = plm_distribution_quantile(other, ps[i]) + 0.125;
    expect_near(plm_distribution_quantile(scaled, ps[i]), plm_distribution_quantile(other, ps[i]), "quantile", ps[i]);
    expect_near(plm_distribution_quantile_upper(scaled, ps[i]), plm_distribution_quantile_upper(other, ps[i]),
                "upper quantile", ps[i]);
    expect_near(plm_distribution_below(scaled, x), plm_distribution_below(other, x), "below", x);
    expect_near(plm_distribution_above(scaled, x), plm_distribution_above(other, x), "above", x);
    expect_near(plm_distribution_strictly_below(scaled, x), plm_distribution_strictly_below(other, x), "strictly", x);
  }
  cr_expect_eq(plm_distribution_min(scaled), plm_distribution_min(other));
  cr_expect_eq(plm_distribution_max(scaled), plm_distribution_max(other));
  cr_expect_eq(plm_distribution_breaks(scaled, NULL, 0), plm_distribution_breaks(other, NULL, 0));
  cr_assert_eq(plm_quantile_table_init(&table, scaled, NULL), PLACEMENT_OK);
  cr_assert_eq(plm_quantile_table_init(&of_other, other, NULL), PLACEMENT_OK);
  for (uint32_t w = 12345; w < UINT32_MAX - 4000000; w += 4000001) {
    double draw = plm_quantile_table_draw(&table, w), expected = plm_quantile_table_draw(&of_other, w);
    cr_expect_lt(fabs(draw - expected), 1e-4 * (1 + fabs(expected)), "word %u: %.17g, not %.17g", (unsigned)w, draw,
                 expected);
  }
  cr_expect_lt(fabs(table.mean - of_other.mean), 1e-5 * (1 + fabs(of_other.mean)));
  plm_quantile_table_clear(&table);
  plm_quantile_table_clear(&of_other);
  plm_distribution_clear(scaled);
  plm_distribution_clear(other);
}

Test(distribution_scale, smooth)
{
  plm_distribution a, b;
  cr_assert_null(plm_distribution_uniform(&a, -4, 8));
  cr_assert_null(plm_distribution_uniform(&b, -4 * SCALE, 8 * SCALE));
  expect_same(&a, &b);
  cr_assert_null(plm_distribution_lognormal_mean_cv(&a, 300, 1.2));
  cr_assert_null(plm_distribution_lognormal_mean_cv(&b, 300 * SCALE, 1.2));
  expect_same(&a, &b);
  cr_assert_null(plm_distribution_normal(&a, 60, 60));
  cr_assert_null(plm_distribution_truncate(&a, 0, 100));
  cr_assert_null(plm_distribution_normal(&b, 60 * SCALE, 60 * SCALE));
  cr_assert_null(plm_distribution_truncate(&b, 0, 100 * SCALE));
  expect_same(&a, &b);
}

Test(distribution_scale, listed)
{
  plm_distribution a, b;
  cr_assert_null(plm_distribution_empirical(&a, (double[]){4, 8, 24}, (double[]){1, 2, 1}, 3));
  cr_assert_null(plm_distribution_empirical(&b, (double[]){7, 14, 42}, (double[]){1, 2, 1}, 3));
  expect_same(&a, &b);
  a = plm_distribution_constant(4);
  b = plm_distribution_constant(7);
  expect_same(&a, &b);
}

Test(distribution_scale, mixture)
{
  plm_distribution of[2], scaled_of[2], a, b;
  of[0] = plm_distribution_constant(4);
  cr_assert_null(plm_distribution_gamma(&of[1], 400, 0.7));
  scaled_of[0] = plm_distribution_constant(7);
  cr_assert_null(plm_distribution_gamma(&scaled_of[1], 700, 0.7));
  cr_assert_null(plm_distribution_mixture(&a, (double[]){0.4, 0.6}, of, 2));
  cr_assert_null(plm_distribution_mixture(&b, (double[]){0.4, 0.6}, scaled_of, 2));
  expect_same(&a, &b);
}

Test(distribution_scale, zero_is_a_constant)
{
  plm_distribution d;
  plm_quantile_table table;
  cr_assert_null(plm_distribution_exponential(&d, 300));
  d.scale = 0;
  cr_expect_eq(plm_distribution_min(&d), 0);
  cr_expect_eq(plm_distribution_max(&d), 0);
  cr_expect_eq(plm_distribution_quantile(&d, 0.9), 0);
  cr_expect_eq(plm_distribution_below(&d, 0), 1);
  cr_expect_eq(plm_distribution_above(&d, 0), 0);
  cr_expect_eq(plm_distribution_strictly_below(&d, 0), 0);
  cr_expect_eq(plm_distribution_below(&d, -1), 0);
  cr_expect_eq(plm_distribution_above(&d, -1), 1);
  cr_assert_eq(plm_quantile_table_init(&table, &d, NULL), PLACEMENT_OK);
  cr_expect_eq(plm_quantile_table_draw(&table, 12345), 0);
  plm_quantile_table_clear(&table);
}

Test(distribution_scale, copies_keep_it)
{
  plm_distribution d, copy;
  cr_assert_null(plm_distribution_exponential(&d, 300));
  d.scale = SCALE;
  cr_assert_eq(plm_distribution_copy(&copy, &d), PLACEMENT_OK);
  cr_expect_eq(copy.scale, SCALE);
  cr_expect_eq(plm_distribution_quantile(&copy, 0.3), plm_distribution_quantile(&d, 0.3));
  plm_distribution_clear(&copy);
  cr_expect_eq(copy.scale, 1);
  plm_distribution_clear(&d);
}
