/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Factors multiplied out give the matrix again; what is no correlation matrix has none.
 */
#include "scenario/correlation.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#define MOST 8

static bool factor_of(const double *matrix, size_t n, double *factor)
{
  double copy[MOST * MOST];
  memcpy(copy, matrix, n * n * sizeof *copy);
  return plm_correlation_factor(copy, n, factor);
}

static void expect_factor(const double *matrix, size_t n)
{
  double factor[MOST * MOST];
  cr_assert(factor_of(matrix, n, factor));
  for (size_t i = 0; i < n; i++) {
    for (size_t j = 0; j < n; j++) {
      double product = 0;
      for (size_t k = 0; k < n; k++)
        product += factor[i * n + k] * factor[j * n + k];
      cr_expect_lt(fabs(product - matrix[i * n + j]), 1e-9, "%zu, %zu: %g", i, j, product);
    }
  }
}

Test(correlation, factors)
{
  expect_factor((double[]){1}, 1);
  expect_factor((double[]){1, -0.3, -0.3, 1}, 2);
  expect_factor((double[]){1, 0.5, 0.2, 0.5, 1, -0.4, 0.2, -0.4, 1}, 3);
}

Test(correlation, singular_ones)
{
  expect_factor((double[]){1, 1, 1, 1}, 2);
  expect_factor((double[]){1, -1, -1, 1}, 2);
  expect_factor((double[]){1, 0.8, 0.6, 0.8, 1, 0, 0.6, 0, 1}, 3);
  expect_factor((double[]){1, 1, 1, 1, 1, 1, 1, 1, 1}, 3);
  expect_factor((double[]){1, -0.5, -0.5, -0.5, 1, -0.5, -0.5, -0.5, 1}, 3);
}

Test(correlation, impossible_ones)
{
  double factor[MOST * MOST];
  cr_expect_not(factor_of((double[]){1, 0.9, 0.6, 0.9, 1, 0.9, 0.6, 0.9, 1}, 3, factor));
  cr_expect_not(factor_of((double[]){1, -0.51, -0.51, -0.51, 1, -0.51, -0.51, -0.51, 1}, 3, factor));
  cr_expect_not(factor_of((double[]){1, 1, 0, 1, 1, 0.001, 0, 0.001, 1}, 3, factor));
}

/* So that an input more changes no draw of the others. */
Test(correlation, uncorrelated_inputs_keep_their_own_column)
{
  double matrix[] = {1, 0, 0.5, 0, 0, 1, 0, 0, 0.5, 0, 1, 0, 0, 0, 0, 1}, factor[16];
  cr_assert(factor_of(matrix, 4, factor));
  for (size_t k = 0; k < 4; k++) {
    cr_expect_eq(factor[4 + k], k == 1 ? 1 : 0);
    cr_expect_eq(factor[12 + k], k == 3 ? 1 : 0);
    cr_expect(k == 0 || k == 2 || factor[k] == 0);
  }
}
