/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "histogram_sample.h"

enum { SHAPES = 11 };

static const double probabilities[] = {0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.8, 0.9, 0.95, 0.99, 0.999, 1};

enum { PROBABILITIES = sizeof probabilities / sizeof *probabilities };

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
    case 4: /* one repeated value, and sums far from it */
      values[i] = u < 0.6 ? 0 : 1000000000 + (int64_t)floor(1e8 * u);
      break;
    case 5: /* of all sizes up to 2^60, of either sign: bins wider than 2^32 */
      values[i] = (int64_t)(next_random(&state) << 29);
      values[i] >>= next_random(&state) % 60;
      values[i] = u < 0.5 ? -values[i] : values[i];
      break;
    case 6: /* barely more than the bins */
      values[i] = (int64_t)floor(u * (BINS + 5)) - 3;
      break;
    case 7: /* nights of a rare event: nearly all 0, the rest geometric */
      values[i] = u < 0.97 ? 0 : 1 + (int64_t)floor(-30 * log((1 - u) / 0.03));
      break;
    case 8: /* nights below a ceiling that half reach */
      values[i] = u < 0.5 ? 5475 : 5475 - (int64_t)floor(400 * pow(2 * u - 1, 3));
      break;
    case 9: /* sums that are often 0 and of either sign otherwise */
      values[i] = u < 0.8 ? 0 : (int64_t)floor(5e8 * pow(10 * u - 9, 3));
      break;
    default: /* whole numbers that differ by a factor of thousands */
      values[i] = (int64_t)floor(exp(8 * u));
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
static void check_statistics(void (*begin)(sample *))
{
  static const size_t sizes[] = {1, 2, 3, 10, 19, 20, 21, 100, N};
  static int64_t values[N];
  for (int shape = 0; shape < SHAPES; shape++) {
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
      sample all;
      size_t n = sizes[s];
      fill(values, n, shape);
      begin(&all);
      add_all(&all, values, n);
      qsort(values, n, sizeof *values, by_value);
      double bound =
          plm_histogram_error(&all.histogram) + 1e-12 * fmax(fabs((double)values[0]), fabs((double)values[n - 1]));
      double below = -INFINITY;
      for (size_t i = 0; i < PROBABILITIES; i++) {
        double p = probabilities[i];
        double got = plm_histogram_quantile(&all.histogram, p), want = exact_quantile(values, n, p);
        cr_assert(fabs(got - want) <= bound, "shape %d, n %zu, p %g: %.17g is not %.17g", shape, n, p, got, want);
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

Test(histogram, statistics_within_the_stated_error)
{
  check_statistics(start);
  check_statistics(start_floating);
}

/* Codes rise with numbers, and give them back below 2^37. */
Test(histogram, codes)
{
  static const int64_t numbers[] = {0, 1, 2, 3, 4, 100, 12345678, 0x1fffffffff, 0x2000000000, 0x7fffffffffffffff};
  int64_t last = -1;
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
    int64_t code = plm_histogram_code(numbers[i]);
    cr_assert_gt(code, last);
    cr_assert_eq(plm_histogram_code(-numbers[i]), -code);
    last = code;
  }
  for (int64_t number = 0x1ffffff000; number <= 0x2000000000; number++) {
    sample s;
    start_floating(&s);
    plm_histogram_add(&s.histogram, number, 1);
    plm_histogram_add(&s.histogram, -number, 1);
    cr_assert_eq(plm_histogram_max(&s.histogram), (double)number);
    cr_assert_eq(plm_histogram_min(&s.histogram), -(double)number);
  }
}

/* A few numbers that are a thousand times as large as the others do not hide these: quantiles are off by a part of
 * themselves. 64 bins over ten octaves are an eighth of an octave wide. */
Test(histogram, long_tails_in_floating_bins)
{
  static int64_t values[N];
  uint64_t state = 5;
  sample s;
  start_floating(&s);
  for (size_t i = 0; i < N; i++) {
    values[i] = 500000 + (int64_t)(next_random(&state) % 400000);
    if (i % 300 == 0)
      values[i] *= 1 + (int64_t)(next_random(&state) % 900);
    plm_histogram_add(&s.histogram, values[i], 1);
  }
  qsort(values, N, sizeof *values, by_value);
  for (double p = 0.01; p < 0.995; p += 0.01) {
    double got = plm_histogram_quantile(&s.histogram, p), want = exact_quantile(values, N, p);
    cr_assert_float_eq(got, want, want / 100, "p %g: %.9g is not %.9g", p, got, want);
  }
  cr_assert_float_eq(plm_histogram_shortfall(&s.histogram), exact_shortfall(values, N),
                     exact_shortfall(values, N) / 50);
}

Test(histogram, bins_are_as_narrow_as_the_range_allows)
{
  sample s;
  start(&s);
  plm_histogram_add(&s.histogram, 1000, 1);
  plm_histogram_add(&s.histogram, 1000 + 5 * BINS - 1, 1);
  cr_assert(s.histogram.dense);
  cr_assert_eq(s.histogram.shift, 0);
  plm_histogram_add(&s.histogram, 1000 + 5 * BINS, 1);
  cr_assert(!s.histogram.dense);
  cr_assert_eq(s.histogram.shift, 3);
  plm_histogram_add(&s.histogram, 1000 + 8 * BINS - 1, 1);
  cr_assert_eq(s.histogram.shift, 3);
  plm_histogram_add(&s.histogram, 1000 + 8 * BINS, 1);
  cr_assert_eq(s.histogram.shift, 4);
  plm_histogram_add(&s.histogram, 1000 + 100 * BINS, 1);
  cr_assert_eq(s.histogram.shift, 7);
}

/* In bins of 2^20: three numbers in the first, of which the middle one lies between the others, and two in the last.
 * A fourth in the first makes two that lie between, as far from where they are taken to be as the bound allows. */
Test(histogram, error_is_the_distance_within_a_bin)
{
  static const int64_t values[] = {10, 11, 510, 60 << 20, (60 << 20) + 5000, 11};
  sample s;
  start(&s);
  add_all(&s, values, 2);
  add_all(&s, values + 3, 2);
  cr_assert_eq(s.histogram.shift, 20);
  cr_assert_eq(plm_histogram_error(&s.histogram), 0);
  cr_assert_eq(plm_histogram_quantile(&s.histogram, 0.5), (11 + (60 << 20)) / 2.0);
  add_all(&s, values + 2, 1);
  cr_assert_eq(plm_histogram_error(&s.histogram), 249);
  cr_assert_eq(plm_histogram_quantile(&s.histogram, 0.25), 260);
  cr_assert_eq(plm_histogram_quantile(&s.histogram, 0.5), 510);
  cr_assert_eq(plm_histogram_quantile(&s.histogram, 0.75), 60 << 20);
  add_all(&s, values + 5, 1);
  cr_assert_eq(plm_histogram_error(&s.histogram), 373.5);
  cr_assert_eq(plm_histogram_quantile(&s.histogram, 0.2), 135.5);
  cr_assert_eq(plm_histogram_quantile(&s.histogram, 0.4), 384.5);
  cr_assert_eq(plm_histogram_quantile(&s.histogram, 0.6), 510);
}

Test(histogram, two_values_far_apart_are_exact)
{
  static const int64_t pairs[][2] = {{0, 45000000}, {-123456789, 1}, {999999999999, 999999999999 + ((int64_t)1 << 37)}};
  static int64_t values[N];
  for (size_t pair = 0; pair < sizeof pairs / sizeof *pairs; pair++) {
    for (size_t upper = 1; upper < N; upper = upper * 3 + 1) {
      sample s;
      for (size_t i = 0; i < N; i++)
        values[i] = pairs[pair][i >= N - upper];
      start(&s);
      add_all(&s, values, N);
      cr_assert_eq(plm_histogram_error(&s.histogram), 0);
      for (int i = 0; i <= 1000; i++)
        cr_assert_eq(plm_histogram_quantile(&s.histogram, i / 1000.0), exact_quantile(values, N, i / 1000.0));
      double want = exact_shortfall(values, N);
      cr_assert(fabs(plm_histogram_shortfall(&s.histogram) - want) <= 1e-12 * fabs(want));
    }
  }
}

/* Six tenths are 0; the rest lie over a wide range. The 0s are exact, and the error is that of the rest. */
Test(histogram, repeated_value_among_others)
{
  static int64_t values[N];
  sample s;
  fill(values, N, 4);
  start(&s);
  add_all(&s, values, N);
  qsort(values, N, sizeof *values, by_value);
  for (size_t i = 0; i < PROBABILITIES; i++) {
    if (probabilities[i] <= 0.5)
      cr_assert_eq(plm_histogram_quantile(&s.histogram, probabilities[i]), 0);
  }
  cr_assert(plm_histogram_error(&s.histogram) > 0);
  cr_assert(plm_histogram_error(&s.histogram) < ldexp(1, s.histogram.shift));
}

/* As many bins as a metric of the whole scenario has. Quantiles between numbers whose bins hold one or two are exact to
 * the bit; in so sparse a sample these are most. */
Test(histogram, thousand_numbers)
{
  enum { MANY = 1024, SAMPLE = 1000 };
  static plm_bin bins[MANY];
  static int64_t values[SAMPLE];
  size_t exact = 0;
  plm_histogram h;
  double largest = 0;
  uint64_t state = 3;
  plm_histogram_init(&h, bins, MANY, false);
  for (size_t i = 0; i < SAMPLE; i++) {
    values[i] = 1000000000000 + (int64_t)(next_random(&state) % 2000000000);
    plm_histogram_add(&h, values[i], 1);
  }
  qsort(values, SAMPLE, sizeof *values, by_value);
  for (size_t i = 0; i + 1 < SAMPLE; i++) {
    double p = ((double)i + 0.3) / (SAMPLE - 1);
    double got = plm_histogram_quantile(&h, p), want = exact_quantile(values, SAMPLE, p);
    if (bins[plm_floor_shift(values[i], h.shift) - h.origin].count <= 2 &&
        bins[plm_floor_shift(values[i + 1], h.shift) - h.origin].count <= 2) {
      cr_assert_eq(got, want);
      exact++;
    }
    largest = fmax(largest, fabs(got - want));
  }
  cr_assert_gt(exact, 400);
  cr_assert(largest <= plm_histogram_error(&h));
  cr_assert(plm_histogram_error(&h) < ldexp(1, h.shift));
}

/* Counts, or counts and ends of the bins, straight from their definition. */
static void assert_bins(const sample *s, const int64_t *values, size_t n)
{
  plm_bin bins[BINS] = {{0}};
  int32_t shift = s->histogram.shift;
  if (s->histogram.dense) {
    uint32_t counts[5 * BINS] = {0};
    for (size_t i = 0; i < n; i++)
      counts[values[i] - s->histogram.origin]++;
    cr_assert_arr_eq(s->bins, counts, sizeof counts);
    return;
  }
  for (size_t i = 0; i < n; i++) {
    int64_t number = plm_floor_shift(values[i], shift);
    plm_bin *bin = &bins[number - s->histogram.origin];
    uint64_t offset = (uint64_t)values[i] - ((uint64_t)number << shift);
    for (int32_t wide = shift; wide > 32; wide--)
      offset /= 2;
    bin->low = bin->count == 0 || (uint32_t)offset < bin->low ? (uint32_t)offset : bin->low;
    bin->high = bin->count == 0 || (uint32_t)offset > bin->high ? (uint32_t)offset : bin->high;
    bin->count++;
  }
  for (size_t i = 0; i < n && shift <= 32; i++) {
    int64_t number = plm_floor_shift(values[i], shift);
    plm_bin *bin = &bins[number - s->histogram.origin];
    uint64_t offset = (uint64_t)values[i] - ((uint64_t)number << shift);
    bin->low_count += offset == bin->low;
    bin->high_count += offset == bin->high;
  }
  cr_assert_arr_eq(s->bins, bins, sizeof bins);
}

/* Any order and any grouping leaves the same bits. */
Test(histogram, state_is_a_function_of_the_set)
{
  static int64_t values[N];
  for (int shape = 0; shape < SHAPES; shape++) {
    sample whole;
    uint64_t state = 99;
    fill(values, N, shape);
    start(&whole);
    add_all(&whole, values, N);
    cr_assert_eq(whole.histogram.shift > 32, shape == 5);
    assert_bins(&whole, values, N);
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
        plm_histogram_add(&parts[next_random(&state) % 4].histogram, values[i], 1); /* the fifth stays empty */
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
  plm_histogram_add(&s.histogram, INT64_MAX, 1);
  plm_histogram_add(&s.histogram, 0, 1);
  plm_histogram_add(&s.histogram, INT64_MIN, 1);
  start(&turned);
  plm_histogram_add(&turned.histogram, INT64_MIN, 1);
  plm_histogram_add(&turned.histogram, INT64_MAX, 1);
  plm_histogram_add(&turned.histogram, 0, 1);
  assert_same(&s, &turned);
  cr_assert_eq(plm_histogram_quantile(&s.histogram, 0), (double)INT64_MIN);
  cr_assert_eq(plm_histogram_quantile(&s.histogram, 1), (double)INT64_MAX);
}

Test(histogram, constants)
{
  sample s;
  start(&s);
  for (int i = 0; i < 1000; i++)
    plm_histogram_add(&s.histogram, 987654321987, 1);
  cr_assert_eq(plm_histogram_error(&s.histogram), 0);
  cr_assert_eq(plm_histogram_quantile(&s.histogram, 0.3), 987654321987.0);
  cr_assert_eq(plm_histogram_shortfall(&s.histogram), 987654321987.0);
}
