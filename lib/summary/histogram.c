/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "summary/histogram.h"

#include <math.h>
#include <string.h>

#define DENSE_SHIFT 3 /* counts are aligned to bins of 2^this */

void plm_histogram_init(plm_histogram *histogram, plm_bin *bins, int32_t bin_count, bool floating)
{
  *histogram = (plm_histogram){.floating = floating,
                               .dense = !floating,
                               .min = INT64_MAX,
                               .max = INT64_MIN,
                               .bin_count = bin_count,
                               .bins = bins};
}

/* The number of a code of a floating histogram, or between codes: linear within an octave, and bins do not reach over
 * one. */
static double number_of(const plm_histogram *histogram, double code)
{
  double octaves = ldexp(fabs(code), -PLM_CODE_BITS);
  double octave = floor(octaves);
  double part = octaves - octave;
  double number = copysign(octave > 0 ? ldexp(1 + part, (int)octave - 1) : part, code);
  return fmin(fmax(number, (double)histogram->lowest), (double)histogram->highest);
}

double plm_histogram_min(const plm_histogram *histogram)
{
  return (double)(histogram->floating ? histogram->lowest : histogram->min);
}

double plm_histogram_max(const plm_histogram *histogram)
{
  return (double)(histogram->floating ? histogram->highest : histogram->max);
}

static int fits(int64_t low, int64_t high, int32_t shift, int32_t bin_count)
{
  return (uint64_t)plm_floor_shift(high, shift) - (uint64_t)plm_floor_shift(low, shift) < (uint64_t)bin_count;
}

/* Adds `bin`, which was bin i of `from`, to the bin of `to` that reaches over it. */
static void pour(plm_histogram *to, const plm_histogram *from, int32_t i, plm_bin bin)
{
  int64_t number = from->origin + i;
  int64_t into = plm_floor_shift(number, to->shift - from->shift) - to->origin;
  uint64_t start = (uint64_t)number << from->shift;
  int32_t unit = plm_unit_shift(from->shift);
  bin.low = plm_bin_offset(start + ((uint64_t)bin.low << unit), to->shift);
  bin.high = plm_bin_offset(start + ((uint64_t)bin.high << unit), to->shift);
  if (!plm_ends_counted(to->shift))
    bin.low_count = bin.high_count = 0;
  plm_bin_add(&to->bins[into], bin);
}

/* Joins bins in place: none moves up. */
static void coarsen(plm_histogram *histogram, int32_t shift)
{
  const plm_histogram fine = *histogram;
  histogram->shift = shift;
  histogram->origin = plm_floor_shift(fine.min, shift);
  for (int32_t i = 0; i < fine.bin_count; i++) {
    plm_bin bin = fine.bins[i];
    if (bin.count == 0)
      continue;
    fine.bins[i] = (plm_bin){0};
    pour(histogram, &fine, i, bin);
  }
}

/* The first number that has a count if `min` is the smallest. */
static int64_t dense_origin(int64_t min)
{
  return plm_floor_shift(min, DENSE_SHIFT) * (1 << DENSE_SHIFT);
}

bool plm_histogram_stays_dense(const plm_histogram *histogram, int64_t low, int64_t high)
{
  int64_t min = low < histogram->min ? low : histogram->min;
  int64_t max = high > histogram->max ? high : histogram->max;
  return histogram->dense &&
         (uint64_t)max - (uint64_t)dense_origin(min) < (uint64_t)histogram->bin_count * PLM_DENSE_COUNTS;
}

/* Bins or counts in use are the first so many, and more than 0 once there is a number. */
static int32_t used(const plm_histogram *histogram)
{
  return histogram->dense ? (int32_t)(histogram->max - histogram->origin) + 1 : histogram->bin_count;
}

static uint32_t count_at(const plm_histogram *histogram, int32_t i)
{
  return histogram->dense ? plm_histogram_counts(histogram)[i] : histogram->bins[i].count;
}

/* A count is a bin of a single number. */
static plm_bin bin_at(const plm_histogram *histogram, int32_t i)
{
  uint32_t count = count_at(histogram, i);
  return histogram->dense ? (plm_bin){count, 0, 0, count, count} : histogram->bins[i];
}

static void move_counts_up(plm_histogram *histogram, int64_t origin)
{
  uint32_t *counts = plm_histogram_counts(histogram);
  size_t up = (size_t)(histogram->origin - origin);
  memmove(counts + up, counts, (size_t)used(histogram) * sizeof *counts);
  memset(counts, 0, up * sizeof *counts);
  histogram->origin = origin;
}

/* Joins counts to bins of 8 numbers in place: these begin no later than the counts. Narrower bins are never needed,
 * because fewer numbers than these hold are dense. */
static void make_bins(plm_histogram *histogram)
{
  const int32_t count = histogram->n > 0 ? used(histogram) : 0, width = 1 << DENSE_SHIFT;
  const uint32_t *counts = plm_histogram_counts(histogram);
  const size_t size = (size_t)histogram->bin_count;
  int32_t bins = 0;
  for (; bins * width < count; bins++) {
    plm_bin bin = {0};
    for (int32_t i = 0; i < width && bins * width + i < count; i++) {
      uint32_t times = counts[bins * width + i];
      if (times > 0)
        plm_bin_add(&bin, (plm_bin){times, (uint32_t)i, (uint32_t)i, times, times});
    }
    histogram->bins[bins] = bin;
  }
  memset(histogram->bins + bins, 0, (size - (size_t)bins) * sizeof *histogram->bins);
  histogram->dense = false;
  histogram->shift = histogram->n > 0 ? DENSE_SHIFT : 0;
  histogram->origin = plm_floor_shift(histogram->origin, histogram->shift);
}

static void move_up(plm_histogram *histogram, int64_t origin)
{
  size_t up = (size_t)(histogram->origin - origin);
  memmove(histogram->bins + up, histogram->bins, ((size_t)histogram->bin_count - up) * sizeof *histogram->bins);
  memset(histogram->bins, 0, up * sizeof *histogram->bins);
}

void plm_histogram_stretch(plm_histogram *histogram, int64_t low, int64_t high)
{
  int64_t min = low < histogram->min ? low : histogram->min;
  int64_t max = high > histogram->max ? high : histogram->max;
  int32_t shift;
  int64_t origin;
  if (plm_histogram_stays_dense(histogram, low, high)) {
    if (histogram->n == 0)
      histogram->origin = dense_origin(min);
    else if (min < histogram->origin)
      move_counts_up(histogram, dense_origin(min));
    histogram->min = min;
    histogram->max = max;
    return;
  }
  if (histogram->dense)
    make_bins(histogram);
  shift = histogram->shift;
  while (!fits(min, max, shift, histogram->bin_count))
    shift++;
  origin = plm_floor_shift(min, shift);
  if (histogram->n > 0 && shift > histogram->shift)
    coarsen(histogram, shift);
  if (histogram->n > 0 && origin < histogram->origin)
    move_up(histogram, origin);
  histogram->min = min;
  histogram->max = max;
  histogram->shift = shift;
  histogram->origin = origin;
}

/* Most numbers lie between the ends of their bins. */
static inline void add_one(plm_bin *bin, uint32_t offset, uint32_t counted)
{
  if (offset > bin->low && offset < bin->high)
    bin->count++;
  else
    plm_bin_add(bin, (plm_bin){1, offset, offset, counted, counted});
}

static void add_to_bins(plm_histogram *histogram, int64_t value)
{
  const int32_t shift = histogram->shift;
  add_one(&histogram->bins[plm_floor_shift(value, shift) - histogram->origin], plm_bin_offset((uint64_t)value, shift),
          (uint32_t)plm_ends_counted(shift));
}

void plm_histogram_add_all(plm_histogram *histogram, const int64_t *values, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    int64_t value = histogram->floating ? plm_histogram_code(values[i]) : values[i];
    bool between = value > histogram->min && value < histogram->max;
    bool known = between || value == histogram->min || value == histogram->max;
    /* in a floating one, what has the code of the smallest number may be smaller */
    if (histogram->dense || !(histogram->floating ? between : known)) {
      plm_histogram_add(histogram, values[i], 1);
    } else {
      add_to_bins(histogram, value);
      histogram->n++;
    }
  }
}

void plm_histogram_add_offsets(plm_histogram *histogram, const uint32_t *offsets, size_t count)
{
  const int32_t shift = histogram->shift;
  const uint64_t start = (uint64_t)histogram->min - ((uint64_t)histogram->origin << shift);
  const uint64_t within = ((uint64_t)1 << shift) - 1;
  uint32_t *counts = plm_histogram_counts(histogram);
  plm_bin *bins = histogram->bins;
  histogram->n += count;
  if (histogram->dense && histogram->min == histogram->max) {
    counts[start] += (uint32_t)count;
  } else if (histogram->dense) {
    for (size_t i = 0; i < count; i++)
      counts[start + offsets[i]]++;
  } else {
    for (size_t i = 0; i < count; i++) {
      uint64_t place = start + offsets[i];
      add_one(&bins[place >> shift], (uint32_t)(place & within), 1);
    }
  }
}

void plm_histogram_merge(plm_histogram *histogram, const plm_histogram *other)
{
  if (other->n == 0)
    return;
  plm_histogram_stretch(histogram, other->min, other->max);
  if (histogram->n == 0 || other->lowest < histogram->lowest)
    histogram->lowest = other->lowest;
  if (histogram->n == 0 || other->highest > histogram->highest)
    histogram->highest = other->highest;
  for (int32_t i = 0; i < used(other); i++) {
    if (histogram->dense)
      plm_histogram_counts(histogram)[other->origin - histogram->origin + i] += count_at(other, i);
    else if (count_at(other, i) > 0)
      pour(histogram, other, i, bin_at(other, i));
  }
  histogram->n += other->n;
}

void plm_histogram_sums(const plm_histogram *histogram, plm_moments *moments)
{
  for (int32_t i = 0; histogram->n > 0 && i < used(histogram); i++)
    plm_moments_add_same(moments, histogram->origin + i, count_at(histogram, i));
}

/* The numbers of a bin that holds some: at_low times low, then `between` numbers in the middles of as many equal parts
 * of [start, start + range], then at_high times high. */
typedef struct spread {
  double low, start, range, high;
  uint64_t at_low, between, at_high;
} spread;

/* The smallest and the largest number of the whole histogram are known without rounding. */
static spread spread_of(const plm_histogram *histogram, int32_t i)
{
  const plm_bin bin = bin_at(histogram, i);
  const int32_t unit = plm_unit_shift(histogram->shift);
  const uint32_t gap = plm_ends_counted(histogram->shift) ? 1 : 0; /* from an end to the next number, at least */
  const double start = ldexp((double)(histogram->origin + i), histogram->shift);
  spread s = {0};
  s.low = fmax(start + ldexp((double)bin.low, unit), (double)histogram->min);
  s.high = fmax(start + ldexp((double)bin.high, unit), (double)histogram->min);
  if (plm_floor_shift(histogram->max, histogram->shift) == histogram->origin + i)
    s.high = (double)histogram->max;
  s.at_high = bin.high_count > 0 ? bin.high_count : 1;
  s.at_low = bin.low == bin.high ? bin.count - s.at_high : bin.low_count > 0 ? bin.low_count : 1;
  s.between = bin.count - s.at_low - s.at_high;
  s.start = s.low + gap;
  if (s.between > 0)
    s.range = ldexp((double)(bin.high - bin.low - 2 * gap), unit);
  if (!histogram->floating)
    return s;
  s.range = number_of(histogram, s.start + s.range) - number_of(histogram, s.start);
  s.start = number_of(histogram, s.start);
  s.low = number_of(histogram, s.low);
  s.high = s.high < (double)histogram->max ? number_of(histogram, s.high) : (double)histogram->highest;
  return s;
}

/* The number of rank `rank`, from 0 for the smallest. */
static double order_statistic(const plm_histogram *histogram, uint64_t rank)
{
  spread s;
  int32_t i = 0;
  while (rank >= count_at(histogram, i))
    rank -= count_at(histogram, i++);
  s = spread_of(histogram, i);
  if (rank < s.at_low)
    return s.low;
  rank -= s.at_low;
  return rank < s.between ? fmin(s.start + s.range * (((double)rank + 0.5) / (double)s.between), s.high) : s.high;
}

double plm_histogram_quantile(const plm_histogram *histogram, double p)
{
  double h = (double)(histogram->n - 1) * p;
  uint64_t rank = (uint64_t)h;
  double part = h - (double)rank;
  double value = order_statistic(histogram, rank);
  if (part > 0)
    value += part * (order_statistic(histogram, rank + 1) - value);
  return value;
}

static uint64_t least(uint64_t a, uint64_t b)
{
  return a < b ? a : b;
}

/* Sum of max - x over the `taken` largest numbers x of a bin. */
static double below(double max, spread s, uint64_t taken)
{
  uint64_t at_high = least(taken, s.at_high), between = least(taken - at_high, s.between);
  uint64_t at_low = taken - at_high - between;
  double sum = (double)at_high * (max - s.high) + (double)at_low * (max - s.low);
  if (between > 0)
    sum += (double)between * (max - (s.start + s.range) + s.range / (double)s.between * (double)between / 2);
  return sum;
}

/* Summed as shortfalls from the maximum, which keeps the digits of large numbers that are close together. */
double plm_histogram_shortfall(const plm_histogram *histogram)
{
  const double max = plm_histogram_max(histogram);
  uint64_t whole = histogram->n / 20;
  double part = (double)(histogram->n % 20) / 20;
  double below_max = part * (max - order_statistic(histogram, histogram->n - 1 - whole));
  for (int32_t i = used(histogram) - 1; whole > 0; i--) {
    uint64_t taken = least(whole, count_at(histogram, i));
    if (taken > 0)
      below_max += below(max, spread_of(histogram, i), taken);
    whole -= taken;
  }
  return max - below_max / ((double)histogram->n / 20);
}

double plm_histogram_error(const plm_histogram *histogram)
{
  double largest = 0;
  double farthest = fmax(fabs((double)histogram->lowest), fabs((double)histogram->highest));
  for (int32_t i = 0; !histogram->dense && i < histogram->bin_count; i++) {
    if (histogram->bins[i].count > 2) {
      spread s = spread_of(histogram, i);
      if (s.between > 0)
        largest = fmax(largest, s.range * (1 - 0.5 / (double)s.between));
    }
  }
  if (histogram->floating) /* what codes and their units round off */
    return largest + (farthest < 0x1p37 ? 0 : farthest * ldexp(2, plm_unit_shift(histogram->shift) - PLM_CODE_BITS));
  return largest + (ldexp(1, plm_unit_shift(histogram->shift)) - 1);
}
