/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The metrics of a plan and where their figures stand in an outcome.
 *
 * An outcome is an array of int64_t: pence, nights and events, first `plan->cell_count` cells for the metrics, then the
 * months. The cell of (base metric b, column c) is b * (year_count + 1) + c. Ratios have no cells; they are formed from
 * those of their numerator and denominators.
 *
 * A batch is PLM_BATCH outcomes at once, cell by cell: cell c of the i-th is number c * PLM_BATCH + i.
 */
#ifndef PLM_PLAN_METRICS_H
#define PLM_PLAN_METRICS_H

#include <placement/plan.h>

#include <stdbool.h>

#define PLM_BATCH 16

/* Base metrics of the whole scenario, in the order of their cells. */
typedef enum plm_base {
  PLM_COST_TOTAL,
  PLM_COST_CAPITAL,
  PLM_COST_REVENUE,
  PLM_COST_IN_HOUSE,
  PLM_COST_IN_HOUSE_FIXED,
  PLM_COST_IN_HOUSE_OCCUPANCY,
  PLM_COST_PROGRAMME,
  PLM_COST_EXTERNAL,
  PLM_COST_EXTERNAL_STANDARD,
  PLM_COST_EXTERNAL_EMERGENCY,
  PLM_COST_EXTERNAL_ENHANCEMENT,
  PLM_COST_EXTERNAL_NOTICE,
  PLM_COST_EXTERNAL_VISITS,
  PLM_COST_STEP_DOWN,
  PLM_INCOME_SOLD_BEDS,
  PLM_COST_REAL,
  PLM_COST_NET_PRESENT,
  PLM_BEDS_OPEN,
  PLM_BEDS_OCCUPIED,
  PLM_BEDS_SOLD,
  PLM_BEDS_HELD,
  PLM_BEDS_TURNAROUND,
  PLM_BEDS_SUSPENDED,
  PLM_BEDS_RAMP_UP,
  PLM_BEDS_UNMATCHED,
  PLM_BEDS_NO_DEMAND,
  PLM_CHILDREN_IN_NEED,  /* nights of need, counted from the needs themselves and not from the settings */
  PLM_CHILDREN_EXTERNAL, /* emergency placements included */
  PLM_CHILDREN_IN_HOUSE,
  PLM_CHILDREN_STEP_DOWN,
  PLM_CHILDREN_UNSERVED,
  PLM_ARRIVALS,
  PLM_PLACEMENTS,
  PLM_MOVES,
  PLM_RETURNS,
  PLM_UNPLANNED_ENDINGS,
  PLM_PLACED_EXTERNAL,
  PLM_UNSERVED, /* times that no place was found for a child of an unserved group */
  PLM_BASE_COUNT
} plm_base;

/* Base metrics of one home: home h has base numbers PLM_BASE_COUNT + h * PLM_HOME_BASE_COUNT + one of these. */
typedef enum plm_home_base {
  PLM_HOME_BEDS_OPEN,
  PLM_HOME_BEDS_OCCUPIED,
  PLM_HOME_BEDS_SOLD,
  PLM_HOME_BEDS_HELD,
  PLM_HOME_BEDS_TURNAROUND,
  PLM_HOME_BEDS_SUSPENDED,
  PLM_HOME_BEDS_RAMP_UP,
  PLM_HOME_BEDS_UNMATCHED,
  PLM_HOME_BEDS_NO_DEMAND,
  PLM_HOME_BASE_COUNT
} plm_home_base;

/* One reported metric. A base metric: base >= 0. A ratio: numerator * 7 / denominator for a unit cost and numerator /
 * denominator for a share, the denominator being the sum of one or two base metrics (the second -1 if there is none).
 */
typedef struct plm_metric {
  char *name;
  int32_t unit; /* PLACEMENT_UNIT_* */
  int32_t base; /* -1: a ratio */
  int32_t numerator;
  int32_t denominator[2];
  bool of_home; /* of a single home */
} plm_metric;

/* A ratio as a whole number, so that it folds like everything else: a share in millionths, a unit cost in pence, both
 * rounded half up. False where the denominator is 0. `column` as in the plan; cell c of the outcome is
 * cells[c * stride]. */
bool plm_metric_value(const placement_plan *plan, const plm_metric *metric, const int64_t *cells, size_t stride,
                      size_t column, int64_t *value);

/* What the numerator is multiplied by for that: 1000000 or 7. */
int64_t plm_metric_times(const plm_metric *metric);

/* What one unit of the whole numbers of (metric, column) is in the unit of the metric: 0.01 for money, 1 for nights and
 * counts, 1 / nights of the column for children, 1e-6 for shares. */
double plm_metric_scale(const placement_plan *plan, const plm_metric *metric, size_t column);

/* The same as a divisor, which is always a whole number and so exact: 100 for money, nights for averages. */
double plm_metric_divisor(const placement_plan *plan, const plm_metric *metric, size_t column);

#endif
