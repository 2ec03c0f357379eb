/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Correlated deviates: what is fixed or drawn as in another replication, and what follows from it, against the
 * conditional distributions of normal numbers.
 */
#include "plan/copula.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#define COUNT 4
#define N 40000
#define ERRORS 4.0 /* standard errors that a figure may be off: once in 16,000 by chance */

static const uint64_t digests[COUNT] = {11, 22, 33, 44};

/* Three that are correlated, and one that is not. */
static const double ordinary[COUNT * COUNT] = {1, 0.5, 0.3, 0, 0.5, 1, -0.4, 0, 0.3, -0.4, 1, 0, 0, 0, 0, 1};

static plm_copula copula_of(const double *correlation)
{
  plm_copula c = {0};
  cr_assert_eq(plm_copula_init(&c, COUNT, digests, NULL), PLACEMENT_OK);
  memcpy(c.correlation, correlation, COUNT * COUNT * sizeof *correlation);
  cr_assert(plm_copula_factor(&c));
  for (size_t i = 0; i < COUNT; i++)
    c.fixed[i] = NAN;
  return c;
}

static void expect_deviates(const plm_copula *c, const double *deviates, double tolerance)
{
  for (size_t i = 0; i < COUNT; i++)
    cr_expect(fabs(c->deviates[i] - deviates[i]) <= tolerance, "%zu: %.17g, not %.17g", i, c->deviates[i], deviates[i]);
}

Test(copula, one_shift_for_all_is_another_replication)
{
  plm_copula plain = copula_of(ordinary), shifted = copula_of(ordinary);
  for (uint32_t s = 0; s < 3; s++) {
    for (size_t i = 0; i < COUNT; i++)
      shifted.shifts[i] = s;
    plm_copula_take_turns(&shifted);
    for (uint32_t r = 0; r < 100; r++) {
      plm_copula_draw(&plain, 5, r + s);
      plm_copula_draw(&shifted, 5, r);
      expect_deviates(&shifted, plain.deviates, 0);
    }
  }
  plm_copula_clear(&plain);
  plm_copula_clear(&shifted);
}

/* x_j + rho_ij (x_i* - x_i), and nothing else. */
Test(copula, others_follow_one_that_is_fixed)
{
  plm_copula plain = copula_of(ordinary), fixed = copula_of(ordinary);
  fixed.fixed[1] = 1.5;
  plm_copula_take_turns(&fixed);
  for (uint32_t r = 0; r < 100; r++) {
    double expected[COUNT];
    plm_copula_draw(&plain, 5, r);
    plm_copula_draw(&fixed, 5, r);
    for (size_t i = 0; i < COUNT; i++)
      expected[i] = plain.deviates[i] + ordinary[COUNT + i] * (1.5 - plain.deviates[1]);
    expect_deviates(&fixed, expected, 1e-12);
  }
  plm_copula_clear(&plain);
  plm_copula_clear(&fixed);
}

typedef struct sums {
  double x[COUNT], xx[COUNT][COUNT];
} sums;

/* Of N draws. */
static void add(sums *s, const double *deviates)
{
  for (size_t i = 0; i < COUNT; i++) {
    s->x[i] += deviates[i];
    for (size_t j = 0; j < COUNT; j++)
      s->xx[i][j] += deviates[i] * deviates[j];
  }
}

static double covariance(const sums *s, size_t i, size_t j)
{
  return s->xx[i][j] / N - s->x[i] / N * (s->x[j] / N);
}

static void expect_mean(const sums *s, size_t i, double mean, double variance)
{
  double v = covariance(s, i, i);
  cr_expect(fabs(s->x[i] / N - mean) <= ERRORS * sqrt(variance / N), "%zu: mean %g, not %g", i, s->x[i] / N, mean);
  cr_expect(fabs(v - variance) <= ERRORS * variance * sqrt(2.0 / N), "%zu: variance %g, not %g", i, v, variance);
}

/* Given x_0 and x_1, x_2 has the mean b_0 x_0 + b_1 x_1 and the variance 1 - b_0 r_02 - b_1 r_12, where b solves the
 * two normal equations. */
Test(copula, given_two_that_are_fixed)
{
  const double r01 = 0.5, r02 = 0.3, r12 = -0.4, left = 1 - r01 * r01;
  const double b0 = (r02 - r01 * r12) / left, b1 = (r12 - r01 * r02) / left;
  plm_copula c = copula_of(ordinary);
  sums s = {0};
  c.fixed[0] = -1;
  c.fixed[1] = 0.75;
  plm_copula_take_turns(&c);
  for (uint32_t r = 0; r < N; r++) {
    plm_copula_draw(&c, 6, r);
    cr_assert(c.deviates[0] == -1 && c.deviates[1] == 0.75);
    add(&s, c.deviates);
  }
  expect_mean(&s, 2, b0 * -1 + b1 * 0.75, 1 - b0 * r02 - b1 * r12);
  plm_copula_clear(&c);
}

/* What stays keeps its deviates; what is drawn anew has all its correlations with it, and is independent of what it was
 * but for what both have in common. `stays` are bits. */
static void check_anew(unsigned stays, size_t anew, double in_common)
{
  plm_copula plain = copula_of(ordinary), c = copula_of(ordinary);
  sums s = {0};
  double cross = 0;
  for (size_t i = 0; i < COUNT; i++)
    c.shifts[i] = (stays >> i & 1U) != 0 ? 0 : N;
  plm_copula_take_turns(&c);
  for (uint32_t r = 0; r < N; r++) {
    plm_copula_draw(&plain, 7, r);
    plm_copula_draw(&c, 7, r);
    for (size_t i = 0; i < 3; i++)
      cr_assert((stays >> i & 1U) == 0 || c.deviates[i] == plain.deviates[i]);
    add(&s, c.deviates);
    cross += plain.deviates[anew] * c.deviates[anew];
  }
  for (size_t i = 0; i < 3; i++)
    expect_mean(&s, i, 0, 1);
  for (size_t i = 0; i < 3; i++)
    for (size_t j = 0; j < i; j++) /* the variance of a product of correlated normals is 1 + rho^2 */
      cr_expect(fabs(covariance(&s, i, j) - ordinary[i * COUNT + j]) <= ERRORS * sqrt(2.0 / N), "%zu, %zu: %g", i, j,
                covariance(&s, i, j));
  cr_expect(fabs(cross / N - in_common) <= ERRORS * sqrt(2.0 / N), "in common %g, not %g", cross / N, in_common);
  plm_copula_clear(&plain);
  plm_copula_clear(&c);
}

Test(copula, drawn_anew_given_the_others)
{
  check_anew(1, 1, 0.5 * 0.5);
  check_anew(1, 2, 0.3 * 0.3);
  check_anew(0xb, 2, (0.3 * 0.3 + 0.4 * 0.4 + 2 * 0.5 * 0.3 * 0.4) / (1 - 0.5 * 0.5)); /* R^2 of two regressors */
}

/* Those that say the same follow fully, in either direction; the matrix is singular. */
Test(copula, perfect_correlations_follow_fully)
{
  static const double singular[COUNT * COUNT] = {1, 1, -1, 0, 1, 1, -1, 0, -1, -1, 1, 0, 0, 0, 0, 1};
  plm_copula plain = copula_of(singular), c = copula_of(singular);
  c.fixed[2] = 0.7;
  plm_copula_take_turns(&c);
  for (uint32_t r = 0; r < 50; r++) {
    plm_copula_draw(&c, 8, r);
    expect_deviates(&c, (double[COUNT]){-0.7, -0.7, 0.7, 0}, 1e-14);
  }
  c.fixed[2] = NAN;
  c.shifts[1] = c.shifts[2] = 9;
  plm_copula_take_turns(&c);
  for (uint32_t r = 0; r < 50; r++) {
    plm_copula_draw(&plain, 8, r);
    plm_copula_draw(&c, 8, r);
    expect_deviates(&c, plain.deviates, 1e-14);
  }
  plm_copula_clear(&plain);
  plm_copula_clear(&c);
}
