/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/spread.h"

#include <math.h>
#include <stddef.h>

#define MOST_BINS 40      /* over the least range */
#define MOST_BINS_ALL 160 /* over the largest */
#define TAIL 0.001

/* How many numbers are below `limit`: the order statistics, which are quantiles, rise with their rank. */
static uint64_t count_below(const plm_spread *s, double limit)
{
  uint64_t low = 0, high = s->count; /* those of rank below `low` are below the limit, those from `high` on are not */
  while (low < high) {
    uint64_t middle = low + (high - low) / 2;
    if (s->quantile(s->of, s->count > 1 ? (double)middle / (double)(s->count - 1) : 0) < limit)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* The least of 1, 2, 5, 10, 20, ... that is no less than `least`. */
static double round_width(double least)
{
  static const double steps[] = {1, 2, 5};
  double decade = 1;
  for (size_t i = 0;; i = (i + 1) % 3) {
    if (steps[i] * decade >= least)
      return steps[i] * decade;
    if (i == 2)
      decade *= 10;
  }
}

double plm_spread_range(const plm_spread *s)
{
  return s->quantile(s->of, 1 - TAIL) - s->quantile(s->of, TAIL);
}

double plm_spread_width(double least_range, double most_range)
{
  return round_width(fmax(least_range / MOST_BINS, most_range / MOST_BINS_ALL));
}

plm_spread_bins plm_spread_begin(const plm_spread *spread, double width)
{
  return (plm_spread_bins){
      .of = spread,
      .width = width,
      .next = floor(spread->quantile(spread->of, TAIL) / width),
      .last = floor(spread->quantile(spread->of, 1 - TAIL) / width),
  };
}

bool plm_spread_next(plm_spread_bins *b)
{
  if (b->next > b->last)
    return false;
  uint64_t until = b->next < b->last ? count_below(b->of, (b->next + 1) * b->width) : b->of->count;
  b->from = b->next * b->width;
  b->until = (b->next + 1) * b->width;
  b->share = (double)(until - b->below) / (double)b->of->count;
  b->below = until;
  b->next++;
  return true;
}
