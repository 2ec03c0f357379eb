/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "summary/histogram.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BINS = 64, N = 3000 };

typedef struct sample {
  plm_histogram histogram;
  uint32_t counts[BINS];
} sample;

static uint64_t next_random(uint64_t *state)
{
  *state = *state * 6364136223846793005U + 1442695040888963407U;
  return *state >> 33;
}

static void start(sample *s)
{
  memset(s, 0, sizeof *s);
  plm_histogram_init(&s->histogram, s->counts, BINS);
}

static void add_all(sample *s, const int64_t *values, size_t n)
{
  for (size_t i = 0; i < n; i++)
    plm_histogram_add(&s->histogram, values[i]);
}

static void assert_same(const sample *a, const sample *b)
{
  cr_assert_eq(a->histogram.n, b->histogram.n);
  cr_assert_eq(a->histogram.min, b->histogram.min);
  cr_assert_eq(a->histogram.max, b->histogram.max);
  cr_assert_eq(a->histogram.shift, b->histogram.shift);
  cr_assert_eq(a->histogram.origin, b->histogram.origin);
  cr_assert_arr_eq(a->counts, b->counts, sizeof a->counts);
}

static int by_value(const void *a, const void *b)
{
  int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return (x > y) - (x < y);
}

/* Type 7 and the shortfall straight from their definitions. */
static double exact_quantile(const int64_t *sorted, size_t n, double p)
{
  double h = (double)(n - 1) * p;
  size_t i = (size_t)floor(h);
  return i + 1 < n ? (double)sorted[i] + (h - floor(h)) * (double)(sorted[i + 1] - sorted[i]) : (double)sorted[n - 1];
}

static double exact_shortfall(const int64_t *sorted, size_t n)
{
  double left = 0.05 * (double)n, sum = 0, all = left;
  for (size_t i = n; left > 1e-9; i--) {
    double part = left < 1 ? left : 1;
    sum += part * (double)sorted[i - 1];
    left -= part;
  }
  return sum / all;
}

static void fill(int64_t *values, size_t n, int shape)
{
  uint64_t state = (uint64_t)shape + 1;
  for (size_t i = 0; i < n; i++) {
    double u = ((double)next_random(&state) + 0.5) / 2147483648.0;
    switch (shape) {
    case 0: /* a few whole numbers, around 0 */
      values[i] = (int64_t)floor(u * 41) - 20;
      break;
    case 1: /* long tail of large sums */
      values[i] = 1000000000000 + (int64_t)floor(-5e8 * log(u));
      break;
    case 2: /* negative long tail */
      values[i] = (int64_t)floor(1e7 * log(u));
      break;
    case 3: /* mostly one value */
      values[i] = u < 0.9 ? 0 : (int64_t)floor(1e5 * u);
      break;
    default: /* barely more than the bins */
      values[i] = (int64_t)floor(u * (BINS + 5)) - 3;
      break;
    }
  }
}

Test(histogram, floor_shift)
{
  cr_assert_eq(plm_floor_shift(5, 1), 2);
  cr_assert_eq(plm_floor_shift(-5, 1), -3);
  cr_assert_eq(plm_floor_shift(-1, 63), -1);
  cr_assert_eq(plm_floor_shift(INT64_MIN, 63), -1);
  cr_assert_eq(plm_floor_shift(INT64_MAX, 63), 0);
  cr_assert_eq(plm_floor_shift(-8, 3), -1);
  cr_assert_eq(plm_floor_shift(-9, 3), -2);
}

/* Statistics against the stored sample, for sizes down to one number. */
Test(histogram, statistics_within_the_stated_error)
{
  static const size_t sizes[] = {1, 2, 3, 10, 19, 20, 21, 100, N};
  static const double p[] = {0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.8, 0.9, 0.95, 0.99, 0.999, 1};
  static int64_t values[N];
  for (int shape = 0; shape < 5; shape++) {
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
      sample all;
      size_t n = sizes[s];
      fill(values, n, shape);
      start(&all);
      add_all(&all, values, n);
      qsort(values, n, sizeof *values, by_value);
      double bound = plm_histogram_error(&all.histogram) + 1e-12 * fabs((double)values[n - 1]);
      double below = -INFINITY;
      for (size_t i = 0; i < sizeof p / sizeof *p; i++) {
        double got = plm_histogram_quantile(&all.histogram, p[i]), want = exact_quantile(values, n, p[i]);
        cr_assert(fabs(got - want) <= bound, "shape %d, n %zu, p %g: %.17g is not %.17g", shape, n, p[i], got, want);
        cr_assert(got >= below && got >= (double)values[0] && got <= (double)values[n - 1]);
        below = got;
      }
      double got = plm_histogram_shortfall(&all.histogram), want = exact_shortfall(values, n);
      cr_assert(fabs(got - want) <= bound, "shape %d, n %zu: shortfall %.17g is not %.17g", shape, n, got, want);
      cr_assert_eq(plm_histogram_quantile(&all.histogram, 0), (double)values[0]);
      cr_assert_eq(plm_histogram_quantile(&all.histogram, 1), (double)values[n - 1]);
    }
  }
}

/* The error is that of a bin, and no bin is wider than it must be. */
Test(histogram, bins_are_as_narrow_as_the_range_allows)
{
  sample s;
  start(&s);
  plm_histogram_add(&s.histogram, 1000);
  plm_histogram_add(&s.histogram, 1000 + BINS - 1);
  cr_assert_eq(plm_histogram_error(&s.histogram), 0);
  plm_histogram_add(&s.histogram, 1000 + BINS);
  cr_assert_eq(plm_histogram_error(&s.histogram), 2);
  plm_histogram_add(&s.histogram, 1000 + 100 * BINS);
  cr_assert_eq(plm_histogram_error(&s.histogram), 128);
}

/* Any order and any grouping leaves the same bits. */
Test(histogram, state_is_a_function_of_the_set)
{
  static int64_t values[N];
  for (int shape = 0; shape < 5; shape++) {
    sample whole;
    uint64_t state = 99;
    fill(values, N, shape);
    start(&whole);
    add_all(&whole, values, N);
    for (int trial = 0; trial < 20; trial++) {
      sample parts[5], total;
      for (size_t i = N - 1; i > 0; i--) {
        size_t j = next_random(&state) % (i + 1);
        int64_t moved = values[i];
        values[i] = values[j];
        values[j] = moved;
      }
      for (int i = 0; i < 5; i++)
        start(&parts[i]);
      for (size_t i = 0; i < N; i++)
        plm_histogram_add(&parts[next_random(&state) % 4].histogram, values[i]); /* the fifth stays empty */
      start(&total);
      for (int i = 0; i < 5; i++)
        plm_histogram_merge(&total.histogram, &parts[(i + trial) % 5].histogram);
      assert_same(&total, &whole);
      start(&total);
      add_all(&total, values, N);
      assert_same(&total, &whole);
      plm_histogram_merge(&parts[0].histogram, &parts[1].histogram);
      plm_histogram_merge(&parts[2].histogram, &parts[3].histogram);
      plm_histogram_merge(&parts[2].histogram, &parts[0].histogram);
      assert_same(&parts[2], &whole);
    }
  }
}

Test(histogram, extremes_of_64_bits)
{
  sample s, turned;
  start(&s);
  plm_histogram_add(&s.histogram, INT64_MAX);
  plm_histogram_add(&s.histogram, 0);
  plm_histogram_add(&s.histogram, INT64_MIN);
  start(&turned);
  plm_histogram_add(&turned.histogram, INT64_MIN);
  plm_histogram_add(&turned.histogram, INT64_MAX);
  plm_histogram_add(&turned.histogram, 0);
  assert_same(&s, &turned);
  cr_assert_eq(plm_histogram_quantile(&s.histogram, 0), (double)INT64_MIN);
  cr_assert_eq(plm_histogram_quantile(&s.histogram, 1), (double)INT64_MAX);
}

Test(histogram, constants)
{
  sample s;
  start(&s);
  for (int i = 0; i < 1000; i++)
    plm_histogram_add(&s.histogram, 987654321987);
  cr_assert_eq(plm_histogram_error(&s.histogram), 0);
  cr_assert_eq(plm_histogram_quantile(&s.histogram, 0.3), 987654321987.0);
  cr_assert_eq(plm_histogram_shortfall(&s.histogram), 987654321987.0);
}
