/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The plan: a scenario compiled to flat arrays. Immutable once made.
 */
#ifndef PLM_PLAN_H
#define PLM_PLAN_H

#include "distribution/quantile_table.h"
#include "plan/metrics.h"
#include "scenario/scenario.h"
#include "stream/stream.h"

#include <placement/plan.h>

#define PLM_NEVER INT32_MAX /* a day that does not come */

/* Days, months and financial years of the horizon. */
typedef struct plm_calendar {
  int32_t days;
  int32_t start; /* date of day 0 */
  size_t year_count;
  int32_t *year_start; /* year_count + 1 days: the first 0, the last `days` */
  char (*year_label)[8]; /* year_count + 1 labels, the last "total" */
  size_t month_count;
  int32_t *month_start; /* month_count + 1 days: the first 0, the last `days` */
  char (*month_label)[8];
  double *months_before; /* days + 1: calendar months between day 0 and each day, by day within a month */
} plm_calendar;

/* Who a cost line belongs to. */
typedef enum plm_owner { PLM_OWNER_PROGRAMME, PLM_OWNER_PHASE, PLM_OWNER_HOME } plm_owner;

typedef struct plm_line {
  plm_owner owner;
  int32_t position; /* of the home or phase */
  plm_base category; /* capital, fixed, occupancy or programme */
  plm_cost_per per;
  plm_cost_for unit;
  plm_when from, until, on; /* defaults filled in */
  double amount;            /* as written */
  double biased_amount;     /* times 1 + optimism bias */
  const double *index;      /* one factor for each financial year */
} plm_line;

typedef struct plm_plan_group {
  char *id;
  uint64_t digest;
  double *cumulated_rate; /* month_or_year pieces: expected arrivals before each day of `rate_start` */
  int32_t initial_count;
  plm_quantile_table need;
  plm_quantile_table age;
  plm_quantile_table fee;
  plm_quantile_table remaining; /* of an initial child, in whole nights */
  double *survival;             /* days + 2 entries: P(nights >= r), r from 0 */
  bool has_until_age;
  double until_age;
  uint64_t suitable_below; /* threshold of the suitability word */
} plm_plan_group;

typedef struct plm_plan_phase {
  char *id;
  uint64_t digest;
  int32_t planned_opening;
  int32_t after_phase, after_days;
  plm_quantile_table delay;
  size_t home_first; /* into plan->phase_homes */
  size_t home_count;
} plm_plan_phase;

typedef struct plm_plan_home {
  char *id;
  uint64_t digest;
  int32_t phase;
  int32_t beds;
  uint64_t groups;
  int32_t turnaround_days;
  plm_quantile_table registration_delay;
  uint64_t declined_below;
} plm_plan_home;

struct placement_plan {
  char *title;
  char sha256[65];
  char *currency;
  plm_calendar calendar;
  size_t index_count;
  double *index_factors;  /* (index_count + 1) x year_count; row 0 is all 1 */
  const double *external_index;
  double *real_factors;   /* nominal times this is real */
  double *present_factors; /* nominal times this is net present cost */
  size_t group_count;
  plm_plan_group *groups;
  uint64_t *compatible_below; /* group_count x group_count thresholds of the pair word */
  plm_quantile_table unit_exponential; /* gaps between arrivals */
  size_t phase_count;
  plm_plan_phase *phases;
  int32_t *phase_homes; /* homes by phase */
  size_t home_count;
  plm_plan_home *homes;
  size_t line_count;
  plm_line *lines;
  int32_t notice_days;
  plm_policy policy;
  size_t published_count;
  plm_published *published;
  size_t *published_metric; /* number of the metric of each */
  size_t metric_count;
  plm_metric *metrics;
  size_t base_count; /* base metrics */
  size_t cell_count; /* base_count x (year_count + 1) */
};

/* An outcome: cell_count cells of the metrics, then month_count bed-nights occupied, then month_count child-nights
 * external. */
static inline size_t plm_outcome_size(const placement_plan *plan)
{
  return plan->cell_count + 2 * plan->calendar.month_count;
}

static inline size_t plm_cell(const placement_plan *plan, size_t base, size_t column)
{
  return base * (plan->calendar.year_count + 1) + column;
}

#endif
