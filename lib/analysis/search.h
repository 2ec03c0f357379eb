/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A search space as it was read.
 */
#ifndef PLM_ANALYSIS_SEARCH_H
#define PLM_ANALYSIS_SEARCH_H

#include "scenario/json_edit.h"
#include "scenario/scenario.h"

#include <placement/plan.h>
#include <placement/search.h>

typedef enum plm_statistic { PLM_MEAN, PLM_QUANTILE, PLM_SHORTFALL, PLM_EXCESS } plm_statistic;

/* What is told of the replications' figures. */
typedef struct plm_measure {
  size_t metric;
  size_t column;
  plm_statistic statistic;
  double p;      /* of a quantile or an expected shortfall */
  double budget; /* of an excess: the probability that the figure is higher */
} plm_measure;

typedef struct plm_limit {
  char *label; /* that of the file, or in words */
  plm_measure of;
  bool at_most; /* the bound is the most that is allowed; otherwise the least */
  double bound;
} plm_limit;

/* What a choice is told by in problems. */
typedef struct plm_choice_place {
  plm_place place;
  char *pointer;
} plm_choice_place;

typedef struct plm_choice {
  char *id; /* a date, or a number, as text */
  char *label;
  int32_t number;
  char *json; /* a patch, or the members that are set; NULL: nothing is changed */
  plm_choice_place at;
} plm_choice;

typedef enum plm_decision_kind {
  PLM_DECIDE_PATCH,
  PLM_DECIDE_SET,
  PLM_DECIDE_BEDS,
  PLM_DECIDE_OPENING,
  PLM_DECIDE_NUMBER
} plm_decision_kind;

/* Homes and phases are positions in the base scenario, -1 where there is none. */
typedef struct plm_decision {
  char *id;
  char *label;
  plm_decision_kind kind;
  int32_t phase;
  int32_t like; /* what further homes are copies of */
  size_t home_count;
  int32_t *homes;
  size_t choice_count;
  plm_choice *choices;
} plm_decision;

struct placement_search {
  char *name; /* of the file, or "" */
  char *title;
  char sha256[65];
  placement_scenario *base;
  placement_plan *plan; /* of the base: for metrics and units */
  char *objective_label;
  plm_measure objective;
  size_t limit_count;
  plm_limit *limits;
  size_t decision_count;
  plm_decision *decisions;
  size_t candidate_count;
};

/* Reads the text into a search that has its base and plan. All problems are added; fails only for lack of memory. */
placement_status plm_search_read(placement_search *search, const char *text, size_t length,
                                 placement_problems *problems);

/* The words for a measure, such as "mean capital in 2020-21". NULL without memory. */
char *plm_measure_words(const placement_search *search, const plm_measure *measure);

/* The choice of a candidate in a decision. */
size_t plm_search_choice(const placement_search *search, size_t candidate, size_t decision);

/* The scenario of a candidate. On failure *decision is that whose choice cannot be made, or decision_count if the
 * choices can be made but give no sound scenario, and all `problems` (may be NULL) of that are added. */
placement_status plm_candidate_scenario(const placement_search *search, size_t candidate, placement_scenario **scenario,
                                        size_t *decision, placement_problems *problems, placement_error *err);

#endif
