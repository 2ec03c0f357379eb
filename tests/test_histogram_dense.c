/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Histograms that hold a count for each number, and how they become bins.
 */
#include "histogram_sample.h"

enum { COUNTS = 5 * BINS };

static int64_t below_bound(uint64_t *state, uint64_t bound)
{
  return (int64_t)(((next_random(state) << 31) + next_random(state)) % bound);
}

static plm_moments plain_sums(const int64_t *values, size_t n)
{
  plm_moments sums = {0, 0};
  for (size_t i = 0; i < n; i++)
    plm_moments_add(&sums, values[i]);
  return sums;
}

/* Ranges around the most that fits, at every place with respect to the alignment: dense exactly where the definition
 * says so, in any order, and then exact in every respect. */
Test(histogram_dense, as_long_as_the_counts_reach)
{
  static int64_t values[N];
  uint64_t state = 1;
  for (int64_t range = COUNTS - 10; range <= COUNTS + 10; range++) {
    for (int64_t least = -20; least <= 20; least++) {
      int64_t origin = least - ((least % 8) + 8) % 8;
      sample up, down;
      for (size_t i = 0; i < N; i++)
        values[i] = i < 2 ? least + (int64_t)i * range : least + below_bound(&state, (uint64_t)range + 1);
      start(&up);
      start(&down);
      add_all(&up, values, N);
      for (size_t i = N; i-- > 0;)
        plm_histogram_add(&down.histogram, values[i], 1);
      assert_same(&up, &down);
      cr_assert_eq(up.histogram.dense, least + range - origin < COUNTS);
      if (!up.histogram.dense) {
        cr_assert_eq(up.histogram.shift, 3);
        continue;
      }
      plm_moments sums = {0, 0}, plain = plain_sums(values, N);
      plm_histogram_sums(&up.histogram, &sums);
      cr_assert(sums.sum == plain.sum && sums.squares == plain.squares);
      qsort(values, N, sizeof *values, by_value);
      cr_assert_eq(plm_histogram_error(&up.histogram), 0);
      for (int i = 0; i <= 200; i++)
        cr_assert_eq(plm_histogram_quantile(&up.histogram, i / 200.0), exact_quantile(values, N, i / 200.0));
      cr_assert_float_eq(plm_histogram_shortfall(&up.histogram), exact_shortfall(values, N), 1e-9);
    }
  }
}

static void fill(int64_t *values, size_t n, int64_t centre, int64_t range, uint64_t *state)
{
  for (size_t i = 0; i < n; i++)
    values[i] = centre + below_bound(state, (uint64_t)range);
}

/* Parts that are dense, in bins of any width, or empty, merged in any grouping: the state of all numbers at once.
 * Offsets and single numbers lead to it as well. */
Test(histogram_dense, merges_with_any_other)
{
  static int64_t values[4][50];
  static const int64_t ranges[] = {1, 2, 7, 100, 300, 312, 330, 1000, 100000, (int64_t)1 << 40};
  uint64_t state = 2;
  size_t joined = 0, left = 0;
  for (int trial = 0; trial < 4000; trial++) {
    sample whole, parts[4], total;
    bool all_dense = true;
    start(&whole);
    for (int p = 0; p < 4; p++) {
      int64_t spread = trial % 3 == 0 ? 40 : trial % 3 == 1 ? 400 : 100000000;
      size_t n = (size_t)below_bound(&state, 50);
      int64_t range = ranges[below_bound(&state, trial % 2 == 0 ? 5 : 10)];
      fill(values[p], n, below_bound(&state, (uint64_t)spread) - spread / 2, range, &state);
      start(&parts[p]);
      add_all(&parts[p], values[p], n);
      plm_histogram_add_all(&whole.histogram, values[p], n);
      all_dense = all_dense && parts[p].histogram.dense;
    }
    joined += whole.histogram.dense && whole.histogram.n > 0;
    left += all_dense && !whole.histogram.dense;
    start(&total);
    for (int p = 0; p < 4; p++)
      plm_histogram_merge(&total.histogram, &parts[(p + trial) % 4].histogram);
    assert_same(&total, &whole);
    plm_histogram_merge(&parts[0].histogram, &parts[1].histogram);
    plm_histogram_merge(&parts[3].histogram, &parts[2].histogram);
    plm_histogram_merge(&parts[3].histogram, &parts[0].histogram);
    assert_same(&parts[3], &whole);
  }
  cr_assert_gt(joined, 300);
  cr_assert_gt(left, 300);
}

/* What one with four times the bins knows is enough to make the state of one with fewer. */
Test(histogram_dense, fewer_bins_from_more)
{
  static const int64_t ranges[] = {1, 200, 318, 330, 1270, 1290, 5000, 1000000};
  static int64_t values[N];
  static plm_bin many[4 * BINS];
  uint64_t state = 3;
  for (size_t r = 0; r < sizeof ranges / sizeof *ranges; r++) {
    for (int trial = 0; trial < 5; trial++) {
      plm_histogram fine;
      sample coarse, direct;
      memset(many, 0, sizeof many);
      plm_histogram_init(&fine, many, 4 * BINS, false);
      fill(values, N, below_bound(&state, 1000) - 500, ranges[r], &state);
      plm_histogram_add_all(&fine, values, N);
      start(&direct);
      add_all(&direct, values, N);
      start(&coarse);
      plm_histogram_merge(&coarse.histogram, &fine);
      assert_same(&coarse, &direct);
    }
  }
}

/* Offsets and numbers one by one lead to the same state and sums, whatever the range. */
Test(histogram_dense, offsets)
{
  static const int64_t ranges[] = {1, 300, 3000, (int64_t)1 << 31, ((int64_t)1 << 32) - 1};
  static int64_t values[N];
  static uint32_t offsets[N];
  uint64_t state = 4;
  for (size_t r = 0; r < sizeof ranges / sizeof *ranges; r++) {
    int64_t least = below_bound(&state, (uint64_t)1 << 50) - ((int64_t)1 << 49);
    plm_moments sums = {0, 0}, plain;
    sample one, all;
    start(&one);
    start(&all);
    for (size_t i = 0; i < N; i++)
      values[i] = i < 2 ? least + (int64_t)i * ranges[r] : least + below_bound(&state, (uint64_t)ranges[r] + 1);
    add_all(&one, values, N);
    plm_histogram_stretch(&all.histogram, least, least + ranges[r]);
    cr_assert(plm_offsets(values, N, least, least + ranges[r], offsets));
    plm_histogram_add_offsets(&all.histogram, offsets, N);
    assert_same(&one, &all);
    plm_moments_add_offsets(&sums, least, offsets, N);
    plain = plain_sums(values, N);
    cr_assert(sums.sum == plain.sum && sums.squares == plain.squares);
    cr_assert(!plm_offsets(values, N, least + 1, least + ranges[r], offsets));
    cr_assert(!plm_offsets(values, N, least, least + ranges[r] - 1, offsets));
  }
  cr_assert(!plm_offsets(values, 1, INT64_MAX, INT64_MIN, offsets)); /* of nothing */
  cr_assert(!plm_offsets(values, 1, INT64_MIN, INT64_MAX, offsets));
  cr_assert(!plm_offsets(values, 1, values[0], values[0] + ((int64_t)1 << 32), offsets));
  cr_assert(!plm_offsets((int64_t[]){INT64_MIN}, 1, INT64_MAX - 1, INT64_MAX, offsets));
  cr_assert(!plm_offsets((int64_t[]){INT64_MAX}, 1, INT64_MIN, INT64_MIN + 1, offsets));
}
