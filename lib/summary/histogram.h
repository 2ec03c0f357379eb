/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Histograms of whole numbers in a fixed number of bins.
 *
 * Bins are 2^shift wide and aligned to multiples of it; shift is the smallest for which the bins reach from the
 * smallest to the largest number seen, and the smallest number is in the first bin. The state is therefore a function
 * of the set of numbers alone: order and grouping leave no trace in it.
 */
#ifndef PLM_SUMMARY_HISTOGRAM_H
#define PLM_SUMMARY_HISTOGRAM_H

#include <stddef.h>
#include <stdint.h>

typedef struct plm_histogram {
  uint64_t n;       /* numbers seen, below 2^32 */
  int64_t min, max; /* INT64_MAX and INT64_MIN while n is 0 */
  int64_t origin;   /* bin i holds the numbers v with floor(v / 2^shift) = origin + i */
  int32_t shift;
  int32_t bins;     /* at least 2 */
  uint32_t *counts; /* `bins` of them, owned by the caller */
} plm_histogram;

/* An empty histogram on `bins` zeroed counts. */
void plm_histogram_init(plm_histogram *histogram, uint32_t *counts, int32_t bins);

/* Widens the bins as needed so that they reach from `low` to `high` as well as to all numbers seen. */
void plm_histogram_stretch(plm_histogram *histogram, int64_t low, int64_t high);

/* Adds the numbers of `other`, which has as many bins. */
void plm_histogram_merge(plm_histogram *histogram, const plm_histogram *other);

/* floor(value / 2^shift), 0 <= shift <= 63; spelled so that it does not rest on how a compiler shifts negatives. */
static inline int64_t plm_floor_shift(int64_t value, int32_t shift)
{
  return value >= 0 ? (int64_t)((uint64_t)value >> shift) : ~(int64_t)(~(uint64_t)value >> shift);
}

static inline void plm_histogram_add(plm_histogram *histogram, int64_t value)
{
  if (value < histogram->min || value > histogram->max)
    plm_histogram_stretch(histogram, value, value);
  histogram->counts[plm_floor_shift(value, histogram->shift) - histogram->origin]++;
  histogram->n++;
}

/* Quantile of type 7 (Hyndman and Fan 1996), n > 0, 0 <= p <= 1. */
double plm_histogram_quantile(const plm_histogram *histogram, double p);

/* Mean of the largest 5 % of the numbers, the last one counting in part; n > 0. */
double plm_histogram_shortfall(const plm_histogram *histogram);

/* Bound on the error of both: the width of a bin, or 0 while bins hold single numbers. */
double plm_histogram_error(const plm_histogram *histogram);

#endif
