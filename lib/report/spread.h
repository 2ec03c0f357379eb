/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bins of numbers of which only the quantiles are known, for histograms that people see.
 */
#ifndef PLM_REPORT_SPREAD_H
#define PLM_REPORT_SPREAD_H

#include <stdbool.h>
#include <stdint.h>

/* How `count` numbers, at least one, spread: their quantile p, 0 <= p <= 1, of type 7. */
typedef struct plm_spread {
  double (*quantile)(const void *of, double p);
  const void *of;
  uint64_t count;
} plm_spread;

/* From quantile 0.001 to quantile 0.999. */
double plm_spread_range(const plm_spread *spread);

/* A round width of bins for ranges between the two. */
double plm_spread_width(double least_range, double most_range);

/* Bins over the range, one after another; the first and the last also have what lies below and above them. */
typedef struct plm_spread_bins {
  double from, until, share; /* of the bin, after plm_spread_next was true */
  const plm_spread *of;
  double width, next, last;
  uint64_t below;
} plm_spread_bins;

plm_spread_bins plm_spread_begin(const plm_spread *spread, double width);
bool plm_spread_next(plm_spread_bins *bins);

#endif
