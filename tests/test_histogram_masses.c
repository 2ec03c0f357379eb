/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Histograms of numbers that many replications have in common: nights of an event that seldom happens, a full home.
 */
#include "histogram_sample.h"

static int64_t below_bound(uint64_t *state, uint64_t bound)
{
  return (int64_t)(((next_random(state) << 31) + next_random(state)) % bound);
}

/* All quantiles at and between ranks equal those of the sample to the bit, and the shortfall to rounding. */
static void assert_exact(const plm_histogram *histogram, int64_t *values, size_t n)
{
  double want;
  qsort(values, n, sizeof *values, by_value);
  cr_assert_eq(plm_histogram_error(histogram), 0);
  for (int i = 0; i <= 4000; i++)
    cr_assert_eq(plm_histogram_quantile(histogram, i / 4000.0), exact_quantile(values, n, i / 4000.0));
  want = exact_shortfall(values, n);
  cr_assert(fabs(plm_histogram_shortfall(histogram) - want) <=
            1e-12 * fmax(fabs((double)values[0]), fabs((double)values[n - 1])));
}

/* Two numbers in each bin at most, repeated at random, in bins from 1 to 2^32 wide. */
Test(histogram_masses, two_values_in_each_bin_are_exact)
{
  static int64_t values[N];
  uint64_t state = 5;
  for (int32_t shift = 0; shift <= 32; shift++) {
    for (int trial = 0; trial < 4; trial++) {
      int64_t origin = below_bound(&state, 200) - 100, ends[BINS][2];
      uint64_t width = (uint64_t)1 << shift;
      sample s;
      for (int i = 0; i < BINS; i++) {
        for (int end = 0; end < 2; end++)
          ends[i][end] = (origin + i) * (int64_t)width + below_bound(&state, width);
      }
      start(&s);
      for (size_t i = 0; i < N; i++) {
        size_t bin = i < 2 ? i * (BINS - 1) : (size_t)below_bound(&state, BINS);
        values[i] = ends[bin][next_random(&state) % 8 == 0];
      }
      add_all(&s, values, N);
      cr_assert_eq(s.histogram.shift, s.histogram.dense ? 0 : shift);
      cr_assert(s.histogram.dense ? shift <= 2 : shift >= 2);
      assert_exact(&s.histogram, values, N);
    }
  }
}

/* As many different whole numbers as there are, in bins one and two wide. */
Test(histogram_masses, bins_two_wide_are_exact)
{
  static int64_t values[N];
  uint64_t state = 6;
  for (int64_t range = 1; range < 2 * BINS; range += 3) {
    int64_t first = below_bound(&state, 1000) * 2 - 1000;
    sample s;
    start(&s);
    for (size_t i = 0; i < N; i++)
      values[i] = first + below_bound(&state, (uint64_t)range + 1);
    add_all(&s, values, N);
    cr_assert_leq(s.histogram.shift, 1);
    assert_exact(&s.histogram, values, N);
  }
}

/* Three numbers in a row: the one between is known as well. */
Test(histogram_masses, three_in_a_row_are_exact)
{
  static int64_t values[N];
  uint64_t state = 7;
  sample s;
  start(&s);
  for (size_t i = 0; i < N; i++)
    values[i] = i == 0 ? 1024 * (BINS - 1) : 500 + below_bound(&state, 3);
  add_all(&s, values, N);
  cr_assert_eq(s.histogram.shift, 10);
  assert_exact(&s.histogram, values, N);
}

/* Two masses, the lowest and the highest number of a bin, with random numbers between them and above: exact at every
 * rank that belongs to a mass. */
Test(histogram_masses, masses_are_exact_among_others)
{
  enum { WIDTH = 1 << 16 };
  static int64_t values[N];
  uint64_t state = 8;
  for (int trial = 0; trial < 20; trial++) {
    int64_t low = 3 * WIDTH + below_bound(&state, WIDTH / 4), high = 4 * WIDTH - 1 - below_bound(&state, WIDTH / 4);
    uint64_t share = 10 + (uint64_t)below_bound(&state, 40);
    size_t checked = 0;
    sample s;
    start(&s);
    for (size_t i = 0; i < N; i++) {
      uint64_t kind = (uint64_t)below_bound(&state, 100);
      values[i] = low + 1 + below_bound(&state, (uint64_t)(high - low - 1));
      values[i] = kind < share ? low : kind < 2 * share ? high : values[i];
    }
    values[0] = (int64_t)WIDTH * BINS;
    add_all(&s, values, N);
    cr_assert_eq((int64_t)1 << s.histogram.shift, WIDTH);
    qsort(values, N, sizeof *values, by_value);
    for (size_t i = 0; i < N; i++) {
      double p = (double)i / (N - 1);
      if ((double)(N - 1) * p != (double)i)
        continue;
      double got = plm_histogram_quantile(&s.histogram, p);
      cr_assert(fabs(got - (double)values[i]) <= plm_histogram_error(&s.histogram));
      if (values[i] == low || values[i] == high) {
        cr_assert_eq(got, (double)values[i]);
        checked++;
      }
    }
    cr_assert_gt(checked, N / 8);
    cr_assert_lt(plm_histogram_error(&s.histogram), (double)(high - low - 2));
  }
}

/* 97 of 100 are 0, the rest up to twenty times the number of bins: the quantiles that are 0 are so, at any width. */
Test(histogram_masses, rare_nights_are_nought)
{
  static int64_t values[N];
  uint64_t state = 9;
  sample s;
  start(&s);
  for (size_t i = 0; i < N; i++)
    values[i] = i % 100 < 97 ? 0 : 1 + below_bound(&state, 20 * BINS);
  add_all(&s, values, N);
  cr_assert_gt(s.histogram.shift, 3);
  for (int i = 0; i < 97; i++)
    cr_assert_eq(plm_histogram_quantile(&s.histogram, i / 100.0), 0);
  qsort(values, N, sizeof *values, by_value);
  cr_assert_gt(plm_histogram_quantile(&s.histogram, 0.99), 0);
  cr_assert(fabs(plm_histogram_shortfall(&s.histogram) - exact_shortfall(values, N)) <=
            plm_histogram_error(&s.histogram));
}

/* Masses merged from parts whose bins are of other widths, so that ends meet ends: the same bits as all at once. */
Test(histogram_masses, ends_of_joined_bins_are_counted)
{
  static int64_t values[N];
  uint64_t state = 10;
  for (int trial = 0; trial < 50; trial++) {
    sample parts[3], total, whole;
    start(&total);
    start(&whole);
    for (int i = 0; i < 3; i++)
      start(&parts[i]);
    for (size_t i = 0; i < N; i++) {
      size_t part = i % 3;
      int64_t step = (int64_t)1 << (4 * part);
      values[i] = step * (below_bound(&state, 9) - 4) * (below_bound(&state, 50) == 0 ? 40 : 1);
      plm_histogram_add(&parts[part].histogram, values[i], 1);
    }
    cr_assert_neq(parts[0].histogram.shift, parts[2].histogram.shift);
    add_all(&whole, values, N);
    for (int i = 0; i < 3; i++)
      plm_histogram_merge(&total.histogram, &parts[(i + trial) % 3].histogram);
    assert_same(&total, &whole);
  }
}

/* In the tail as elsewhere: numbers between two ends are where quantiles say they are. */
Test(histogram_masses, shortfall_is_the_mean_of_the_largest_quantiles)
{
  static int64_t values[N];
  uint64_t state = 11;
  for (size_t n = 20; n <= N; n += 20 + 20 * (n / 40)) {
    double mean = 0;
    sample s;
    start(&s);
    for (size_t i = 0; i < n; i++) {
      int64_t root = below_bound(&state, 1000);
      values[i] = root < 500 ? 0 : root * root * (root % 100) / 50;
    }
    add_all(&s, values, n);
    for (size_t i = 0; i < n / 20; i++)
      mean += plm_histogram_quantile(&s.histogram, (double)(n - 1 - i) / (double)(n - 1)) / (double)(n / 20);
    cr_assert(fabs(plm_histogram_shortfall(&s.histogram) - mean) <= 1e-9 * mean, "n %zu", n);
  }
}

/* Bins of 2^33 round their ends, so they cannot know how many numbers equal these: at whatever width a bin began. */
Test(histogram_masses, ends_of_wider_bins_are_not_counted)
{
  static const int64_t values[] = {0, 1, 2, 0, (int64_t)BINS << 32};
  sample upward, downward;
  start(&upward);
  start(&downward);
  for (size_t i = 0; i < 5; i++) {
    add_all(&upward, values + i, 1);
    add_all(&downward, values + 4 - i, 1);
  }
  cr_assert_eq(upward.histogram.shift, 33);
  assert_same(&upward, &downward);
  cr_assert_eq(upward.bins[0].count, 4);
  cr_assert_eq(upward.bins[0].low_count, 0);
  cr_assert_eq(upward.bins[0].high_count, 0);
}
