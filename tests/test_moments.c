/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "summary/moments.h"

#include <criterion/criterion.h>
#include <math.h>

static uint64_t next_random(uint64_t *state)
{
  *state = *state * 6364136223846793005U + 1442695040888963407U;
  return *state >> 33;
}

static plm_moments moments_of(const int64_t *values, size_t n)
{
  plm_moments moments = {0};
  for (size_t i = 0; i < n; i++)
    plm_moments_add(&moments, values[i]);
  return moments;
}

static void assert_close(double actual, double expected, double relative)
{
  cr_assert(fabs(actual - expected) <= relative * fabs(expected), "%.17g is not %.17g", actual, expected);
}

/* 1, 2, ..., n has mean (n + 1) / 2 and variance n (n + 1) / 12. */
Test(moments, arithmetic_progression)
{
  enum { N = 1000 };
  int64_t values[N];
  for (int i = 0; i < N; i++)
    values[i] = i + 1;
  plm_moments moments = moments_of(values, N);
  cr_assert_eq(plm_moments_mean(&moments, N), 500.5);
  assert_close(plm_moments_variance(&moments, N), 1000.0 * 1001 / 12, 1e-15);
}

Test(moments, constants_have_no_variance)
{
  int64_t values[7] = {-123456789012345, -123456789012345, -123456789012345, -123456789012345,
                       -123456789012345, -123456789012345, -123456789012345};
  plm_moments moments = moments_of(values, 7);
  cr_assert_eq(plm_moments_mean(&moments, 7), -123456789012345.0);
  cr_assert_eq(plm_moments_variance(&moments, 7), 0);
}

/* A spread of pence on top of ten billion pounds, either sign: nothing is lost. */
Test(moments, large_offset_keeps_precision)
{
  static const int64_t offsets[] = {0, 1000000000000, -1000000000000, 4000000000000000000, -4000000000000000000};
  for (size_t o = 0; o < sizeof offsets / sizeof *offsets; o++) {
    int64_t values[4] = {offsets[o] - 1, offsets[o], offsets[o] + 1, offsets[o] + 4};
    plm_moments moments = moments_of(values, 4);
    cr_assert_eq(plm_moments_mean(&moments, 4), (double)offsets[o] + 1);
    assert_close(plm_moments_variance(&moments, 4), 14.0 / 3, 1e-15);
  }
}

/* Small means of either sign do not suffer from the split into whole part and remainder. */
Test(moments, mean_near_zero)
{
  plm_moments moments = {0};
  plm_moments_add(&moments, -1);
  assert_close(plm_moments_mean(&moments, 4000000000), -1 / 4e9, 1e-15);
  moments.sum = 1;
  assert_close(plm_moments_mean(&moments, 3), 1 / 3.0, 1e-16);
}

/* 4,294,967,294 replications, half at 10^13 - 1 and half at 10^13 + 1 pence, by doubling: sums of squares reach 4 *
 * 10^35. The same at 10^18 pence, where they exceed 128 bits. */
Test(moments, four_thousand_million_replications)
{
  static const int64_t offsets[] = {10000000000000, 1000000000000000000};
  for (size_t o = 0; o < 2; o++) {
    plm_moments power = {0}, all = {0};
    uint64_t n = 0;
    plm_moments_add(&power, offsets[o] - 1);
    plm_moments_add(&power, offsets[o] + 1);
    for (uint64_t bit = 2; bit < (uint64_t)1 << 32; bit *= 2) {
      plm_moments copy = power;
      plm_moments_merge(&all, &power);
      plm_moments_merge(&power, &copy);
      n += bit;
    }
    cr_assert_eq(n, 4294967294U);
    cr_assert_eq(plm_moments_mean(&all, n), (double)offsets[o]);
    assert_close(plm_moments_variance(&all, n), (double)n / (double)(n - 1), 1e-15);
  }
}

Test(moments, merging_is_exact)
{
  enum { N = 999 };
  int64_t values[N];
  uint64_t state = 1;
  for (int i = 0; i < N; i++)
    values[i] = (int64_t)next_random(&state) * 12345 - 9999999;
  plm_moments whole = moments_of(values, N);
  plm_moments parts = moments_of(values + 700, N - 700);
  plm_moments middle = moments_of(values + 1, 699), first = moments_of(values, 1);
  plm_moments_merge(&parts, &first);
  plm_moments_merge(&parts, &middle);
  cr_assert(parts.sum == whole.sum && parts.squares == whole.squares);
}

/* The delta method against its definition, and against the jackknife, from which it differs by terms of order 1 / n. */
Test(moments, ratio_error)
{
  enum { N = 2000 };
  int64_t a[N], b[N];
  uint64_t state = 7;
  plm_pair_moments pairs = {0};
  double sum_a = 0, sum_b = 0, squares = 0, jackknife = 0;
  for (int i = 0; i < N; i++) {
    b[i] = 300 + (int64_t)(next_random(&state) % 100);
    a[i] = 60000 * b[i] + (int64_t)(next_random(&state) % 3000000);
    plm_pair_moments_add(&pairs, a[i], b[i]);
    sum_a += (double)a[i];
    sum_b += (double)b[i];
  }
  double ratio = sum_a / sum_b;
  for (int i = 0; i < N; i++) {
    double rest = (double)a[i] - ratio * (double)b[i];
    double without = (sum_a - (double)a[i]) / (sum_b - (double)b[i]);
    squares += rest * rest;
    jackknife += (without - ratio) * (without - ratio);
  }
  cr_assert_eq(plm_pair_ratio(&pairs), ratio);
  assert_close(plm_pair_ratio_error(&pairs, N), sqrt(squares / (N * (N - 1.0))) / (sum_b / N), 1e-9);
  assert_close(plm_pair_ratio_error(&pairs, N), sqrt(jackknife * (N - 1) / N), 2e-3);
}

/* Where one is a multiple of the other, the ratio is known exactly; merged pairs are those of the whole. */
Test(moments, ratio_of_proportional_pairs)
{
  plm_pair_moments whole = {0}, odd = {0}, even = {0};
  for (int64_t i = 1; i <= 100; i++) {
    plm_pair_moments_add(&whole, 443400 * i, i);
    plm_pair_moments_add(i % 2 != 0 ? &odd : &even, 443400 * i, i);
  }
  plm_pair_moments_merge(&odd, &even);
  cr_assert_eq(plm_pair_ratio(&whole), 443400);
  cr_assert_eq(plm_pair_ratio_error(&whole, 100), 0);
  cr_assert(odd.a.sum == whole.a.sum && odd.b.squares == whole.b.squares && odd.products == whole.products);
}

/* A constant denominator leaves the standard error of a mean. */
Test(moments, ratio_over_a_constant)
{
  plm_pair_moments pairs = {0};
  for (int64_t i = 1; i <= 50; i++)
    plm_pair_moments_add(&pairs, i, 365);
  assert_close(plm_pair_ratio_error(&pairs, 50), sqrt(plm_moments_variance(&pairs.a, 50) / 50) / 365, 1e-15);
}
