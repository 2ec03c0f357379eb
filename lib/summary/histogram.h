/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Histograms of whole numbers in fixed memory. It holds a count for each number (the histogram is dense) for as long as
 * these reach from the smallest to the largest number seen, and everything is known exactly. Otherwise it holds a fifth
 * as many bins, each of which knows its smallest and its largest number and how often it holds either.
 *
 * Counts begin at the last multiple of 8 that is not above the smallest number. Bins are 2^shift wide and aligned to
 * multiples of it; shift is the smallest for which the bins reach from the smallest to the largest number seen, and the
 * smallest number is in the first bin. Bins wider than 2^32 round their smallest and largest number down to units of
 * 2^(shift - 32) and do not count them. Rounding down in steps ends where rounding down at once does, so the state is a
 * function of the set of numbers alone: order and grouping leave no trace in it.
 *
 * The others of a bin are taken to be spread evenly between its smallest and its largest. So all numbers are known
 * exactly where each bin holds at most two different ones, as bins two wide always do, and so is a number that most
 * replications have in common, if it is the smallest or the largest of its bin, as 0 is wherever none is negative.
 *
 * A floating histogram is one of codes instead of the numbers: the leading bits of the number as floating-point number,
 * which are as close together as the number is small. Bins are then no wider than a part of the number itself, so that
 * a few very large numbers, as ratios with a small denominator are, do not hide the others. Numbers below 2^37 have
 * codes of their own, so that all that is said above of bins holds. It is never dense.
 */
#ifndef PLM_SUMMARY_HISTOGRAM_H
#define PLM_SUMMARY_HISTOGRAM_H

#include "summary/moments.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* All zero while it holds no number. */
typedef struct plm_bin {
  uint32_t count;
  uint32_t low, high;             /* its smallest and largest number, in units from the start of the bin */
  uint32_t low_count, high_count; /* numbers that equal them; 0 in bins wider than 2^32 */
} plm_bin;

typedef struct plm_histogram {
  uint64_t n;              /* numbers seen, below 2^32 */
  int64_t lowest, highest; /* the smallest and the largest of a floating histogram */
  bool floating;           /* what follows is of codes */
  bool dense;              /* `bins` holds counts; origin is the number of the first and shift 0 */
  int64_t min, max;        /* INT64_MAX and INT64_MIN while n is 0 */
  int64_t origin;          /* bin i holds the numbers v with floor(v / 2^shift) = origin + i */
  int32_t shift;
  int32_t bin_count; /* at least 16 */
  plm_bin *bins;     /* owned by the caller */
} plm_histogram;

/* An empty histogram on `bin_count` zeroed bins, of a floating one at least 64. */
void plm_histogram_init(plm_histogram *histogram, plm_bin *bins, int32_t bin_count, bool floating);

/* Widens the bins as needed so that they reach from `low` to `high` as well as to all numbers seen. */
void plm_histogram_stretch(plm_histogram *histogram, int64_t low, int64_t high);

/* Whether it would be dense then. */
bool plm_histogram_stays_dense(const plm_histogram *histogram, int64_t low, int64_t high);

/* Adds the numbers of `other`, which has as many bins or more. */
void plm_histogram_merge(plm_histogram *histogram, const plm_histogram *other);

#define PLM_DENSE_COUNTS 5 /* in the memory of a bin */

static inline uint32_t *plm_histogram_counts(const plm_histogram *histogram)
{
  return (uint32_t *)(void *)histogram->bins;
}

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

/* Whether bins hold their ends without rounding. */
static inline int plm_ends_counted(int32_t shift)
{
  return shift <= 32;
}

/* Adds the numbers of `other`, which has at least one. */
static inline void plm_bin_add(plm_bin *bin, plm_bin other)
{
  uint32_t low = bin->count == 0 ? other.low : bin->low;
  uint32_t high = bin->high;
  bin->low_count = (low <= other.low ? bin->low_count : 0) + (other.low <= low ? other.low_count : 0);
  bin->high_count = (high >= other.high ? bin->high_count : 0) + (other.high >= high ? other.high_count : 0);
  bin->low = low < other.low ? low : other.low;
  bin->high = high > other.high ? high : other.high;
  bin->count += other.count;
}

#define PLM_CODE_BITS 36 /* codes of an octave: 2^36 */

/* The code of a number: 0 of 0, 2^36 of 1, 2^36 more for each octave, between as the number; -code of -number. */
static inline int64_t plm_histogram_code(int64_t value)
{
  double size = value < 0 ? -(double)value : (double)value;
  int64_t bits;
  memcpy(&bits, &size, sizeof bits);
  if (value == 0)
    return 0;
  bits = (bits >> (52 - PLM_CODE_BITS)) - ((int64_t)1022 << PLM_CODE_BITS);
  return value < 0 ? -bits : bits;
}

/* Adds one number `times` times. */
static inline void plm_histogram_add(plm_histogram *histogram, int64_t number, uint32_t times)
{
  int64_t value = number;
  if (histogram->floating) {
    value = plm_histogram_code(number);
    histogram->lowest = histogram->n == 0 || number < histogram->lowest ? number : histogram->lowest;
    histogram->highest = histogram->n == 0 || number > histogram->highest ? number : histogram->highest;
  }
  uint32_t offset, counted;
  if (value < histogram->min || value > histogram->max)
    plm_histogram_stretch(histogram, value, value);
  histogram->n += times;
  if (histogram->dense) {
    plm_histogram_counts(histogram)[value - histogram->origin] += times;
    return;
  }
  offset = plm_bin_offset((uint64_t)value, histogram->shift);
  counted = plm_ends_counted(histogram->shift) ? times : 0;
  plm_bin_add(&histogram->bins[plm_floor_shift(value, histogram->shift) - histogram->origin],
              (plm_bin){times, offset, offset, counted, counted});
}

/* Adds `count` numbers, at least one. */
void plm_histogram_add_all(plm_histogram *histogram, const int64_t *values, size_t count);

/* Adds the numbers min + offsets[i], none of which is above max; not for floating histograms. */
void plm_histogram_add_offsets(plm_histogram *histogram, const uint32_t *offsets, size_t count);

/* Adds the numbers of a dense histogram to the sums. */
void plm_histogram_sums(const plm_histogram *histogram, plm_moments *moments);

/* The smallest and the largest number, n > 0. */
double plm_histogram_min(const plm_histogram *histogram);
double plm_histogram_max(const plm_histogram *histogram);

/* Quantile of type 7 (Hyndman and Fan 1996), n > 0, 0 <= p <= 1. */
double plm_histogram_quantile(const plm_histogram *histogram, double p);

/* Mean of the largest 5% of the numbers, the last one counting in part; n > 0. */
double plm_histogram_shortfall(const plm_histogram *histogram);

/* Bound on the error of both. A bin with m > 0 numbers between its smallest and its largest contributes
 * (largest - smallest - 2)(1 - 1/(2m)), and the largest contribution counts; 0 where all bins are known exactly. Bins
 * wider than 2^32 have largest - smallest in place of that difference, and what rounding to units may add. */
double plm_histogram_error(const plm_histogram *histogram);

#endif
