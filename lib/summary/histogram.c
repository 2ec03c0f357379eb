/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "summary/histogram.h"

#include <math.h>
#include <string.h>

void plm_histogram_init(plm_histogram *histogram, plm_bin *bins, int32_t bin_count)
{
  *histogram = (plm_histogram){.min = INT64_MAX, .max = INT64_MIN, .bin_count = bin_count, .bins = bins};
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
  plm_bin_add(&to->bins[into], bin.count, plm_bin_offset(start + ((uint64_t)bin.low << unit), to->shift),
              plm_bin_offset(start + ((uint64_t)bin.high << unit), to->shift));
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
  int32_t shift = histogram->shift;
  int64_t origin;
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

void plm_histogram_merge(plm_histogram *histogram, const plm_histogram *other)
{
  if (other->n == 0)
    return;
  plm_histogram_stretch(histogram, other->min, other->max);
  for (int32_t i = 0; i < other->bin_count; i++) {
    if (other->bins[i].count > 0)
      pour(histogram, other, i, other->bins[i]);
  }
  histogram->n += other->n;
}

/* The smallest and the largest number of bin i; those of the whole histogram are known without rounding. */
static void bin_range(const plm_histogram *histogram, int32_t i, double *low, double *high)
{
  const plm_bin *bin = &histogram->bins[i];
  double start = ldexp((double)(histogram->origin + i), histogram->shift);
  int32_t unit = plm_unit_shift(histogram->shift);
  *low = fmax(start + ldexp((double)bin->low, unit), (double)histogram->min);
  *high = fmax(start + ldexp((double)bin->high, unit), (double)histogram->min);
  if (plm_floor_shift(histogram->max, histogram->shift) == histogram->origin + i)
    *high = (double)histogram->max;
}

/* The number of rank `rank`, from 0 for the smallest. */
static double order_statistic(const plm_histogram *histogram, uint64_t rank)
{
  double low, high;
  uint64_t last;
  int32_t i = 0;
  while (rank >= histogram->bins[i].count)
    rank -= histogram->bins[i++].count;
  bin_range(histogram, i, &low, &high);
  last = histogram->bins[i].count - 1;
  return rank == last ? high : low + (high - low) * (double)rank / (double)last;
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

/* Summed as shortfalls from the maximum, which keeps the digits of large numbers that are close together. */
double plm_histogram_shortfall(const plm_histogram *histogram)
{
  const double max = (double)histogram->max;
  uint64_t whole = histogram->n / 20;
  double part = (double)(histogram->n % 20) / 20;
  double below_max = part * (max - order_statistic(histogram, histogram->n - 1 - whole));
  uint64_t left = whole;
  for (int32_t i = histogram->bin_count - 1; left > 0; i--) {
    uint64_t count = histogram->bins[i].count, taken = left < count ? left : count;
    double low, high;
    if (count == 0)
      continue;
    bin_range(histogram, i, &low, &high);
    below_max += (double)taken * (max - high);
    if (taken > 1) /* steps of (high - low) / (count - 1) down from high */
      below_max += (high - low) / (double)(count - 1) * (double)(taken - 1) * (double)taken / 2;
    left -= taken;
  }
  return max - below_max / ((double)histogram->n / 20);
}

double plm_histogram_error(const plm_histogram *histogram)
{
  int32_t unit = plm_unit_shift(histogram->shift);
  uint32_t widest = 0;
  for (int32_t i = 0; i < histogram->bin_count; i++) {
    const plm_bin *bin = &histogram->bins[i];
    if (bin->count > 2 && bin->high - bin->low > widest)
      widest = bin->high - bin->low;
  }
  return ldexp((double)widest, unit) + (ldexp(1, unit) - 1);
}
