/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The plan: a scenario compiled to flat arrays. Immutable once made.
 */
#ifndef PLM_PLAN_H
#define PLM_PLAN_H

#include "distribution/quantile_table.h"
#include "distribution/step_table.h"
#include "plan/calendar.h"
#include "plan/metrics.h"
#include "scenario/scenario.h"
#include "stream/stream.h"

#include <placement/plan.h>

#define PLM_NEVER INT32_MAX /* a day that does not come */

/* Fees drawn from flat tables are rounded to 2^-20 pounds, by adding and subtracting this: their sums are then exact in
 * any order. */
#define PLM_FEE_ROUNDER 0x1.8p32

/* Control variates (controls.h). */
#define PLM_CONTROL_YEARS_MOST 6   /* financial years with their own: the last of so many stands for all after it */
#define PLM_INPUT_CONTROLS_MOST 16 /* of uncertain inputs */
#define PLM_CONTROLS_MOST (2 * PLM_CONTROL_YEARS_MOST + 1 + PLM_INPUT_CONTROLS_MOST)

/* Who a cost line belongs to. */
typedef enum plm_owner { PLM_OWNER_PROGRAMME, PLM_OWNER_PHASE, PLM_OWNER_HOME, PLM_OWNER_SCHEME } plm_owner;

typedef struct plm_line {
  char *id; /* NULL if it has none */
  plm_owner owner;
  int32_t position;  /* of the home or phase */
  plm_base category; /* capital, fixed, occupancy, programme or step-down */
  plm_cost_per per;
  plm_cost_for unit;
  plm_when from, until, on; /* defaults filled in */
  double amount;            /* as written */
  double biased_amount;     /* times 1 + optimism bias */
  const double *index;      /* one factor for each financial year; owned by the plan */
} plm_line;

/* A piece of the horizon in which arrival rates are constant: a calendar month, cut where a financial year begins. */
typedef struct plm_piece {
  double before;        /* expected arrivals before it */
  double rate;          /* expected arrivals a day */
  double days_for_each; /* 1 / rate, or 0 */
  double factor;        /* of the month */
} plm_piece;

/* Remaining needs of initial children in whole nights, with what the whole need is conditioned on. */
typedef struct plm_stationary {
  plm_step_table step; /* draws a position in the arrays */
  size_t count;
  int32_t *nights;    /* remaining nights of each step */
  double *need_above; /* P(need_days >= nights - 1/2) */
  double *age_below;  /* P(age at entry leaves so many nights until until_age); 1 without until_age */
} plm_stationary;

/* A listed initial child. */
typedef struct plm_listed_child {
  int32_t days_so_far;
  int32_t place;     /* home, -1: external */
  bool has_fee;      /* otherwise it is drawn */
  double weekly_fee; /* at the prices of day 0 */
  double need_above; /* P(need_days >= days_so_far + 1/2) */
  double age_below;  /* P(age at entry leaves days_so_far + 1 nights) */
} plm_listed_child;

typedef struct plm_plan_group {
  char *id;
  uint64_t digest;
  plm_piece *pieces; /* piece_count and one more, whose `before` is the total */
  bool steady;       /* the rate is the same in all pieces */
  double growth;     /* of which the pieces have the factors, */
  double season[12]; /* and of these weights */
  int32_t initial_count;
  size_t listed_count;
  plm_listed_child *listed;
  const plm_quantile_table *need, *fee;
  bool has_until_age;
  double until_age;
  const plm_quantile_table *age; /* NULL without until_age */
  plm_stationary stationary;
  uint64_t suitable_below; /* threshold of the suitability word */
  uint64_t emergency_below;
  const plm_quantile_table *emergency_days, *emergency_fee;
  double days_to_ending[2]; /* mean days to an unplanned ending: in-house, external; 0: never */
  int32_t step_down;        /* scheme, -1: none */
  uint64_t step_down_below;
  double step_down_after; /* share of the whole need */
  bool unserved;
  /* For control variates (controls.h). */
  bool nights_known;      /* the expected nights of need, by year of controls, which are made of */
  double *initial_nights; /* those of initial children */
  double *nights_each;    /* and of arrivals at one a day, in each piece and then in all together */
} plm_plan_group;

typedef struct plm_plan_phase {
  char *id;
  uint64_t digest;
  int32_t planned_opening;
  int32_t after_phase, after_days;
  int32_t slip_days;
  const plm_quantile_table *delay;
  size_t home_first, home_end; /* its homes in homes_by_phase */
} plm_plan_phase;

/* Kinds of placement that a home can take. */
enum { PLM_PLANNED, PLM_EMERGENCY, PLM_KINDS };

typedef struct plm_plan_home {
  char *id;
  uint64_t digest;
  int32_t phase;
  int32_t beds;
  uint64_t groups[PLM_KINDS]; /* bit g: takes children of group g */
  int32_t turnaround_days;
  int32_t introduction_days;
  int32_t max_stay_days; /* 0: no limit */
  int32_t admission_interval_days;
  uint64_t refused_below;
  int32_t closes;            /* PLM_NEVER if it does not */
  double days_to_suspension; /* mean gap; 0: never */
  const plm_quantile_table *suspension_days;
  bool sells;
  double days_to_request; /* mean gap between requests for a bed; 0: never */
  int32_t sale_after_days;
  const plm_quantile_table *sale_stay_days;
  double sale_weekly_income;
  const plm_quantile_table *registration_delay;
  uint64_t declined_below;
  size_t occupied_first, occupied_end;   /* into occupied_lines */
  size_t admission_first, admission_end; /* into admission_lines */
} plm_plan_home;

typedef struct plm_plan_scheme {
  char *id;
  int32_t places;
  int32_t opens;
} plm_plan_scheme;

/* Quantile tables, one for each different distribution of the scenario; scaled distributions share the arrays of the
 * table of the distribution that they scale. */
typedef struct plm_tables {
  const struct plm_tables *shared; /* looked up first, owned by another plan; or NULL */
  size_t count, capacity;
  plm_distribution *distributions;
  plm_quantile_table **tables; /* each allocated alone, so that it can be pointed to */
} plm_tables;

struct placement_plan {
  char *title;
  char sha256[65];
  char *currency;
  plm_calendar calendar;
  plm_tables tables;
  double *index_factors; /* (index_count + 1) x year_count; row 0 is all 1 */
  const double *external_index;
  double *real_factors;    /* nominal times this is real */
  double *present_factors; /* nominal times this is net present cost */
  size_t piece_count;
  int32_t *piece_start; /* piece_count + 1 days */
  size_t group_count;
  plm_plan_group *groups;
  uint64_t *compatible_below; /* group_count x group_count thresholds of the pair word */
  uint64_t buyers_below;      /* the same for children of other authorities, in beds that these bought */
  const plm_quantile_table *unit_exponential; /* gaps between events, in units of their mean */
  size_t phase_count;
  plm_plan_phase *phases;
  size_t home_count;
  plm_plan_home *homes;
  int32_t *homes_by_phase;
  size_t line_count;
  plm_line *lines;
  int32_t *occupied_lines;  /* lines paid for occupied beds, those that concern the first home, the second, ... */
  int32_t *admission_lines; /* the same for lines paid for each admission */
  size_t scheme_count;
  plm_plan_scheme *schemes;
  size_t *scheme_line_first; /* scheme_count + 1 positions in lines: those of the schemes come last */
  int32_t notice_days;
  int32_t minimum_nights;
  double days_to_enhancement; /* mean gap; 0: never */
  double enhancement_weekly;
  int32_t enhancement_max;
  double visits; /* pounds a year for each child placed externally */
  plm_policy policy;
  placement_scenario *scenario; /* a copy, with its text; the plan basis and uncertain inputs come from it */
  size_t published_count;
  plm_published *published;
  size_t *published_metric; /* number of the metric of each */
  size_t metric_count;
  plm_metric *metrics;
  size_t base_count;                               /* base metrics */
  size_t cell_count;                               /* base_count x (year_count + 1) */
  size_t control_years;                            /* financial years of control variates */
  size_t control_count;                            /* control variates of an outcome */
  double expected_nights[PLM_CONTROL_YEARS_MOST];  /* of need, of groups with known nights */
  double expected_arrivals;                        /* of all groups */
  int64_t input_controls[PLM_INPUT_CONTROLS_MOST]; /* as the inputs of the plan are drawn */
};

/* An outcome: cell_count cells of the metrics, then month_count bed-nights occupied, then month_count child-nights
 * external, then the control variates. */
static inline size_t plm_outcome_size(const placement_plan *plan)
{
  return plan->cell_count + 2 * plan->calendar.month_count + plan->control_count;
}

static inline size_t plm_cell(const placement_plan *plan, size_t base, size_t column)
{
  return base * (plan->calendar.year_count + 1) + column;
}

#endif
