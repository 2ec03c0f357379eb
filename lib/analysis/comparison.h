/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a comparison holds: sums and differences of whole numbers, as in outcomes, so that all of it is exact.
 */
#ifndef PLM_ANALYSIS_COMPARISON_H
#define PLM_ANALYSIS_COMPARISON_H

#include "plan/plan.h"
#include "summary/summary.h"

#include <placement/compare.h>

enum { PLM_BASE, PLM_ALTERNATIVE, PLM_SIDES };

/* Numerator and denominator of a ratio on both sides. */
#define PLM_RATIO_PARTS (2 * PLM_SIDES)
typedef struct plm_ratio_sums {
  plm_int128 sums[PLM_RATIO_PARTS];
  plm_uint128 products[PLM_RATIO_PARTS][PLM_RATIO_PARTS]; /* i <= j only */
} plm_ratio_sums;

typedef struct plm_compared_figure {
  plm_figure difference; /* of the replications that define it on both sides */
  plm_int128 sums[PLM_SIDES];
  uint64_t lower;        /* replications with a difference below 0 */
  plm_ratio_sums *ratio; /* NULL of other figures */
  double factor;         /* the ratio of whole numbers times this is in the unit of the metric */
} plm_compared_figure;

struct placement_comparison {
  uint64_t replications;
  size_t metric_count, column_count;
  plm_compared_figure *figures; /* by metric, then column */
  plm_ratio_sums *ratios;
  plm_bin *bins;
  uint64_t *paid_back; /* replications, by year */
};

/* PLACEMENT_ERROR_ARGUMENT unless both have the same horizon, financial years and currency. */
placement_status plm_check_comparable(const placement_plan *base, const placement_plan *alternative,
                                      placement_error *err);

#endif
