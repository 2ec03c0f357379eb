/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A scenario in memory: what the analyst wrote, every default filled in, every rule checked. No computation.
 *
 * Ids are resolved to positions (-1: none). Days are relative to horizon.start, which is day 0.
 */
#ifndef PLM_SCENARIO_H
#define PLM_SCENARIO_H

#include "distribution/distribution.h"

#include <placement/scenario.h>

#include <stdbool.h>

typedef enum plm_when_kind {
  PLM_WHEN_NONE, /* not given: the default of the line */
  PLM_WHEN_DATE,
  PLM_WHEN_PLANNED_OPENING,
  PLM_WHEN_OPENING,
  PLM_WHEN_CLOSING
} plm_when_kind;

typedef struct plm_when {
  plm_when_kind kind;
  int32_t days; /* of a date: the day; of an event: the offset from it */
} plm_when;

typedef enum plm_cost_per { PLM_PER_ONCE, PLM_PER_YEAR, PLM_PER_WEEK, PLM_PER_ADMISSION } plm_cost_per;
typedef enum plm_cost_for { PLM_FOR_HOME, PLM_FOR_BED, PLM_FOR_OCCUPIED_BED } plm_cost_for;

typedef struct plm_cost_line {
  char *id;     /* NULL if not given */
  bool capital; /* kind: "capital"; revenue otherwise */
  double amount;
  plm_cost_per per;
  plm_cost_for unit; /* the key "for" */
  plm_when from, until, on;
  int32_t index; /* into prices.indices, -1: does not grow */
  double optimism_bias;
} plm_cost_line;

typedef struct plm_index {
  char *name;
  size_t rate_count; /* at least 1 */
  double *rates;     /* rates[i]: the i-th step after the base year; the last repeats */
} plm_index;

typedef struct plm_prices {
  int32_t base_date; /* a day, may be negative */
  double discount_rate;
  char *currency;
  int32_t deflator; /* into indices, -1: none */
  size_t index_count;
  plm_index *indices;
} plm_prices;

/* A child who is there on day 0, as listed. */
typedef struct plm_initial_child {
  int32_t days_so_far;
  bool has_weekly_fee;
  double weekly_fee; /* at the prices of day 0 */
  int32_t place;     /* home, -1: an external placement */
} plm_initial_child;

typedef struct plm_group {
  char *id;
  size_t rate_count;         /* 1, or one for each financial year */
  double *arrivals_per_year; /* rate_count rates */
  double growth_per_year;
  double seasonality[12]; /* January to December, as written; all 1 if not given */
  int32_t initial_count;  /* of children drawn from equilibrium; 0 when they are listed */
  size_t child_count;     /* children listed */
  plm_initial_child *children;
  plm_distribution need_days;
  bool has_age; /* age_at_entry given */
  plm_distribution age_at_entry;
  bool has_until_age;
  double until_age;
  double local_suitability;
  bool has_weekly_fee;         /* false only if unserved */
  plm_distribution weekly_fee; /* a constant 0 if there is none */
  double emergency_share;
  bool has_emergency_days, has_emergency_fee; /* given */
  plm_distribution emergency_days;
  plm_distribution emergency_fee;            /* that of weekly_fee if not given */
  double endings_in_house, endings_external; /* unplanned endings a year */
  int32_t step_down;                         /* position of the scheme, -1: none */
  double step_down_share;
  double step_down_after; /* share of the whole need */
  bool unserved;
} plm_group;

/* The probability given for the groups a and b. */
typedef struct plm_pair {
  int32_t a, b;
  double probability;
} plm_pair;

typedef struct plm_phase {
  char *id;
  int32_t planned_opening;
  plm_distribution delay_days;
  int32_t slip_days;
  int32_t after_phase; /* an earlier one, -1: none */
  int32_t after_days;
  size_t cost_count;
  plm_cost_line *costs;
} plm_phase;

typedef struct plm_home {
  char *id;
  int32_t phase;
  int32_t beds;
  uint64_t planned_groups;   /* bit g: takes planned placements of group g */
  uint64_t emergency_groups; /* bit g: takes group g in an emergency */
  int32_t turnaround_days;
  int32_t max_stay_days; /* 0: no limit */
  int32_t introduction_days;
  int32_t admission_interval_days;
  double refusal;
  double suspensions_per_year;
  plm_distribution suspension_days;
  bool has_closes;
  int32_t closes; /* a day */
  bool sells_voids;
  int32_t sale_after_days;
  double sales_per_year; /* requests */
  plm_distribution sale_stay_days;
  double sale_weekly_income;
  plm_distribution registration_delay_days;
  double registration_declined;
  size_t cost_count;
  plm_cost_line *costs;
} plm_home;

typedef struct plm_step_down {
  char *id;
  int32_t places;
  int32_t opens; /* a day; 0 if not given */
  size_t cost_count;
  plm_cost_line *costs; /* the scheme's index filled in where a line has none */
} plm_step_down;

#define PLM_MOST_ENHANCEMENTS 100000 /* of one placement, if there is a limit */

typedef enum plm_home_choice { PLM_CHOICE_LISTED, PLM_CHOICE_FULLEST, PLM_CHOICE_EMPTIEST } plm_home_choice;
typedef enum plm_return_order { PLM_RETURN_LONGEST, PLM_RETURN_HIGHEST_FEE, PLM_RETURN_ARRIVAL } plm_return_order;

typedef struct plm_policy {
  plm_home_choice home_choice;
  bool returns;
  int32_t return_after_nights;
  plm_return_order return_order;
} plm_policy;

typedef struct plm_published {
  char *label;
  bool on_plan_basis; /* basis: "plan"; the mean otherwise */
  char *metric;
  int32_t column; /* financial year, or the number of financial years for "total" */
  double value;
  double tolerance; /* absolute, default 0.5 */
  char *source;     /* "" if not given */
  bool expect_agrees;
} plm_published;

typedef enum plm_uncertain_as { PLM_AS_VALUE, PLM_AS_FACTOR, PLM_AS_ADD } plm_uncertain_as;

typedef struct plm_uncertain {
  char *input; /* JSON Pointer */
  plm_uncertain_as as;
  plm_distribution distribution;
} plm_uncertain;

struct placement_scenario {
  char *name;  /* of the file, or "" */
  char *title; /* "" if not given */
  char sha256[65];
  char *text; /* what was read, terminated; NULL in copies */
  size_t text_length;
  int32_t start;                            /* date of day 0 (base/date.h) */
  int32_t years;                            /* of the horizon */
  int32_t days;                             /* nights of the horizon */
  int32_t year_start_month, year_start_day; /* financial_year_start */
  size_t column_years;                      /* financial years that the horizon touches */
  plm_prices prices;
  size_t group_count;
  plm_group *groups;
  double *compatibility; /* group_count x group_count, symmetric: plm_spread_compatibility */
  double compatibility_default;
  size_t pair_count;
  plm_pair *pairs;
  size_t phase_count;
  plm_phase *phases;
  size_t home_count;
  plm_home *homes;
  size_t cost_count; /* lines of the programme */
  plm_cost_line *costs;
  int32_t notice_days;
  int32_t minimum_nights;
  int32_t external_index; /* into prices.indices, -1: fees do not grow */
  double enhancements_per_year;
  double enhancement_weekly_amount;
  int32_t enhancement_max; /* INT32_MAX: no limit */
  double visits;           /* pounds a year for each child */
  size_t step_down_count;
  plm_step_down *step_downs;
  size_t uncertain_count;
  plm_uncertain *uncertain;
  double *correlation; /* uncertain_count x uncertain_count, symmetric, 1 on the diagonal; positive semi-definite; NULL
                        * if nothing is uncertain */
  plm_policy policy;
  size_t published_count;
  plm_published *published;
};

/* A deep copy without the text, to be freed with placement_scenario_free. */
placement_status plm_scenario_copy(const placement_scenario *from, placement_scenario **copy, placement_error *err);

/* Gives a copy the text as well, if there is one. */
placement_status plm_scenario_keep_text(placement_scenario *s, const placement_scenario *from, placement_error *err);

/* Fills the matrix in from the default and the pairs. */
void plm_spread_compatibility(placement_scenario *s);

#define PLM_YEAR_LABEL 8 /* bytes of a label such as "2020-21" */

/* The calendar year in which the financial year that holds `date` (base/date.h) begins. */
int32_t plm_scenario_financial_year(const placement_scenario *s, int32_t date);

/* The label of a financial year of the horizon: "2020-21", or "2020" when financial years are calendar years. */
void plm_scenario_year_label(const placement_scenario *s, size_t column, char label[PLM_YEAR_LABEL]);

#endif
