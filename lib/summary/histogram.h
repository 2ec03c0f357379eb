/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Histograms of whole numbers in a fixed number of bins, each of which knows its smallest and its largest number.
 *
 * Bins are 2^shift wide and aligned to multiples of it; shift is the smallest for which the bins reach from the
 * smallest to the largest number seen, and the smallest number is in the first bin. The smallest and the largest of a
 * bin are rounded down to units of 2^(shift - 32), or 1. Rounding down in steps ends where rounding down at once does,
 * so the state is a function of the set of numbers alone: order and grouping leave no trace in it.
 *
 * The numbers of a bin are taken to be spread evenly from its smallest to its largest. That is exact for one number,
 * for two and for one that is repeated, unless they are rounded.
 */
#ifndef PLM_SUMMARY_HISTOGRAM_H
#define PLM_SUMMARY_HISTOGRAM_H

#include <stddef.h>
#include <stdint.h>

/* All zero while it holds no number. */
typedef struct plm_bin {
  uint32_t count;
  uint32_t low, high; /* its smallest and largest number, in units from the start of the bin */
} plm_bin;

typedef struct plm_histogram {
  uint64_t n;       /* numbers seen, below 2^32 */
  int64_t min, max; /* INT64_MAX and INT64_MIN while n is 0 */
  int64_t origin;   /* bin i holds the numbers v with floor(v / 2^shift) = origin + i */
  int32_t shift;
  int32_t bin_count; /* at least 2 */
  plm_bin *bins;     /* owned by the caller */
} plm_histogram;

/* An empty histogram on `bin_count` zeroed bins. */
void plm_histogram_init(plm_histogram *histogram, plm_bin *bins, int32_t bin_count);

/* Widens the bins as needed so that they reach from `low` to `high` as well as to all numbers seen. */
void plm_histogram_stretch(plm_histogram *histogram, int64_t low, int64_t high);

/* Adds the numbers of `other`, which has as many bins. */
void plm_histogram_merge(plm_histogram *histogram, const plm_histogram *other);

/* floor(value / 2^shift), 0 <= shift <= 63; spelled so that it does not rest on how a compiler shifts negatives. */
static inline int64_t plm_floor_shift(int64_t value, int32_t shift)
{
  return value >= 0 ? (int64_t)((uint64_t)value >> shift) : ~(int64_t)(~(uint64_t)value >> shift);
}

/* A unit is 2^this. */
static inline int32_t plm_unit_shift(int32_t shift)
{
  return shift > 32 ? shift - 32 : 0;
}

/* Whole units from the start of its bin to a number, which is given by its bits in two's complement. */
static inline uint32_t plm_bin_offset(uint64_t bits, int32_t shift)
{
  return (uint32_t)((bits & (((uint64_t)1 << shift) - 1)) >> plm_unit_shift(shift));
}

static inline void plm_bin_add(plm_bin *bin, uint32_t count, uint32_t low, uint32_t high)
{
  bin->low = bin->count == 0 || low < bin->low ? low : bin->low;
  bin->high = high > bin->high ? high : bin->high;
  bin->count += count;
}

static inline void plm_histogram_add(plm_histogram *histogram, int64_t value)
{
  uint32_t offset;
  if (value < histogram->min || value > histogram->max)
    plm_histogram_stretch(histogram, value, value);
  offset = plm_bin_offset((uint64_t)value, histogram->shift);
  plm_bin_add(&histogram->bins[plm_floor_shift(value, histogram->shift) - histogram->origin], 1, offset, offset);
  histogram->n++;
}

/* Quantile of type 7 (Hyndman and Fan 1996), n > 0, 0 <= p <= 1. */
double plm_histogram_quantile(const plm_histogram *histogram, double p);

/* Mean of the largest 5 % of the numbers, the last one counting in part; n > 0. */
double plm_histogram_shortfall(const plm_histogram *histogram);

/* Bound on the error of both: the largest distance from the smallest to the largest number of a bin that holds more
 * than two, and what rounding to units may add. 0 where each bin holds at most two numbers or one repeated number,
 * unless bins are wider than 2^32. */
double plm_histogram_error(const plm_histogram *histogram);

#endif
