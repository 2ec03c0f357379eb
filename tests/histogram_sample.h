/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Histograms with their bins, and the statistics of a sorted sample straight from their definitions.
 */
#ifndef HISTOGRAM_SAMPLE_H
#define HISTOGRAM_SAMPLE_H

#include "summary/histogram.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BINS = 64, N = 3000 };

typedef struct sample {
  plm_histogram histogram;
  plm_bin bins[BINS];
} sample;

static inline uint64_t next_random(uint64_t *state)
{
  *state = *state * 6364136223846793005U + 1442695040888963407U;
  return *state >> 33;
}

static inline void start(sample *s)
{
  memset(s, 0, sizeof *s);
  plm_histogram_init(&s->histogram, s->bins, BINS, false);
}

static inline void start_floating(sample *s)
{
  memset(s, 0, sizeof *s);
  plm_histogram_init(&s->histogram, s->bins, BINS, true);
}

static inline void add_all(sample *s, const int64_t *values, size_t n)
{
  for (size_t i = 0; i < n; i++)
    plm_histogram_add(&s->histogram, values[i], 1);
}

static inline void assert_same(const sample *a, const sample *b)
{
  cr_assert_eq(a->histogram.n, b->histogram.n);
  cr_assert_eq(a->histogram.lowest, b->histogram.lowest);
  cr_assert_eq(a->histogram.highest, b->histogram.highest);
  cr_assert_eq(a->histogram.min, b->histogram.min);
  cr_assert_eq(a->histogram.max, b->histogram.max);
  cr_assert_eq(a->histogram.shift, b->histogram.shift);
  cr_assert_eq(a->histogram.dense, b->histogram.dense);
  cr_assert_eq(a->histogram.origin, b->histogram.origin);
  cr_assert_arr_eq(a->bins, b->bins, sizeof a->bins);
}

static inline int by_value(const void *a, const void *b)
{
  int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return (x > y) - (x < y);
}

/* Type 7 and the shortfall straight from their definitions. */
static inline double exact_quantile(const int64_t *sorted, size_t n, double p)
{
  double h = (double)(n - 1) * p;
  size_t i = (size_t)floor(h);
  return i + 1 < n ? (double)sorted[i] + (h - floor(h)) * (double)(sorted[i + 1] - sorted[i]) : (double)sorted[n - 1];
}

static inline double exact_shortfall(const int64_t *sorted, size_t n)
{
  double left = 0.05 * (double)n, sum = 0, all = left;
  for (size_t i = n; left > 1e-9; i--) {
    double part = left < 1 ? left : 1;
    sum += part * (double)sorted[i - 1];
    left -= part;
  }
  return sum / all;
}

#endif
