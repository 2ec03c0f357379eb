/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "summary/histogram.h"

#include <math.h>
#include <string.h>

void plm_histogram_init(plm_histogram *histogram, uint32_t *counts, int32_t bins)
{
  *histogram = (plm_histogram){.min = INT64_MAX, .max = INT64_MIN, .bins = bins, .counts = counts};
}

static int fits(int64_t low, int64_t high, int32_t shift, int32_t bins)
{
  return (uint64_t)plm_floor_shift(high, shift) - (uint64_t)plm_floor_shift(low, shift) < (uint64_t)bins;
}

/* Where bin i of a histogram lies in bins of 2^shift from `origin` on. */
static size_t rebinned(const plm_histogram *histogram, int32_t i, int32_t shift, int64_t origin)
{
  return (size_t)(plm_floor_shift(histogram->origin + i, shift - histogram->shift) - origin);
}

void plm_histogram_stretch(plm_histogram *histogram, int64_t low, int64_t high)
{
  int64_t min = low < histogram->min ? low : histogram->min;
  int64_t max = high > histogram->max ? high : histogram->max;
  int32_t shift = histogram->shift;
  int64_t origin;
  while (!fits(min, max, shift, histogram->bins))
    shift++;
  origin = plm_floor_shift(min, shift);
  if (histogram->n > 0 && shift > histogram->shift) {
    int64_t coarse_origin = plm_floor_shift(histogram->min, shift);
    for (int32_t i = 0; i < histogram->bins; i++) {
      uint32_t count = histogram->counts[i];
      histogram->counts[i] = 0;
      if (count > 0)
        histogram->counts[rebinned(histogram, i, shift, coarse_origin)] += count;
    }
    histogram->origin = coarse_origin;
  }
  if (histogram->n > 0 && origin < histogram->origin) {
    size_t up = (size_t)(histogram->origin - origin);
    memmove(histogram->counts + up, histogram->counts, ((size_t)histogram->bins - up) * sizeof *histogram->counts);
    memset(histogram->counts, 0, up * sizeof *histogram->counts);
  }
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
  for (int32_t i = 0; i < other->bins; i++) {
    if (other->counts[i] > 0)
      histogram->counts[rebinned(other, i, histogram->shift, histogram->origin)] += other->counts[i];
  }
  histogram->n += other->n;
}

/* The numbers of bin i are taken to be spread evenly over it, where it lies between min and max: number r of c is
 * start + width * (r + 1/2) / c. A bin for a single number has width 0. */
static void bin_range(const plm_histogram *histogram, int32_t i, double *start, double *width)
{
  double low = ldexp((double)(histogram->origin + i), histogram->shift);
  if (histogram->shift == 0) {
    *start = low;
    *width = 0;
    return;
  }
  *start = fmax(low - 0.5, (double)histogram->min);
  *width = fmin(low - 0.5 + ldexp(1, histogram->shift), (double)histogram->max) - *start;
}

/* The number of rank `rank`, from 0 for the smallest. */
static double order_statistic(const plm_histogram *histogram, uint64_t rank)
{
  double start, width;
  uint64_t below = 0;
  int32_t i = 0;
  if (rank == 0)
    return (double)histogram->min;
  if (rank == histogram->n - 1)
    return (double)histogram->max;
  while (below + histogram->counts[i] <= rank)
    below += histogram->counts[i++];
  bin_range(histogram, i, &start, &width);
  return start + width * ((double)(rank - below) + 0.5) / (double)histogram->counts[i];
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
  for (int32_t i = histogram->bins - 1; left > 0; i--) {
    double count = (double)histogram->counts[i], start, width, taken;
    if (histogram->counts[i] == 0)
      continue;
    bin_range(histogram, i, &start, &width);
    taken = (double)(left < histogram->counts[i] ? left : histogram->counts[i]);
    below_max += taken * (max - (start + width * (1 - taken / (2 * count))));
    if (left == whole) /* the largest of all is known */
      below_max -= max - (start + width * (1 - 1 / (2 * count)));
    left -= (uint64_t)taken;
  }
  return max - below_max / ((double)histogram->n / 20);
}

double plm_histogram_error(const plm_histogram *histogram)
{
  return histogram->shift == 0 ? 0 : ldexp(1, histogram->shift);
}
