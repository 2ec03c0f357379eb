/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A search under way, and what it came to.
 */
#ifndef PLM_ANALYSIS_OPTIMISATION_H
#define PLM_ANALYSIS_OPTIMISATION_H

#include "analysis/measure.h"
#include "analysis/ranking.h"

#include <placement/optimise.h>

/* What is measured of every candidate, besides the limits, which follow. */
enum { PLM_OBJECTIVE, PLM_OF_MEAN, PLM_OF_P80, PLM_OF_SHORTFALL, PLM_OF_LIMITS };

/* The replications of a candidate. */
typedef struct plm_trial {
  size_t n;
  double *values;  /* n rows */
  size_t capacity; /* of values */
  plm_kept *kept;  /* of each limit */
  plm_rival rival; /* how its objective compares with that of the best, over the replications of both */
  double keeps;    /* the lowest probability of these; 1 without limits */
  double beyond;   /* by how much the most broken one is broken */
  double better;   /* probability that it keeps all limits and is better than the best by more than the indifference */
} plm_trial;

/* Filled in by optimise.c; searched by selection.c. */
typedef struct plm_race {
  const placement_search *search;
  size_t count;
  plm_trial *trials;
  size_t reading_count;
  plm_reading *readings;
  size_t figure_count;
  placement_figure *figures;
  double *scratch[3]; /* `most` numbers each */
  size_t shared;      /* of how many replications scratch[0] has the values of the best; 0: of none */
  double confidence;
  double indifference;
  size_t best;
  bool feasible;
  double wrong; /* the probability, at most, that the selection is wrong, as if this were the only look */
  double correct;
} plm_race;

plm_rows plm_trial_rows(const plm_race *race, size_t candidate, size_t n);

/* Looks at new replications of a candidate: does it keep its limits? */
void plm_race_look(plm_race *race, size_t candidate);

/* Whether a candidate is ranked before another, as last selected. */
bool plm_trial_before(const plm_trial *a, const plm_trial *b);

/* Finds the best, and how sure that is by itself. */
void plm_race_select(plm_race *race);

/* How the candidate differs from the best in a measure, over the replications that both have. */
placement_estimate plm_race_difference(plm_race *race, size_t measure, size_t candidate);

/* How many replications each candidate is to have when `more` are shared out, none more than `most`; false if there is
 * no use in more. */
bool plm_race_allocate(plm_race *race, size_t more, size_t most, size_t *allocation, placement_status *status);

struct placement_optimisation {
  placement_search_course course;
  size_t limit_count;
  placement_candidate *candidates;
  placement_limit_kept *limits; /* of each candidate, limit_count */
  size_t *ranked;
  placement_candidate fresh;
  placement_limit_kept *fresh_limits;
  placement_plan *plan;
  placement_summary *summary;
};

/* What is known of one candidate by rows: estimates and limits. */
void plm_describe(plm_race *race, plm_rows rows, placement_candidate *candidate, placement_limit_kept *limits);

/* The same of all, and how they differ from the best. */
void plm_describe_all(plm_race *race, placement_optimisation *optimisation);

/* Marks the candidates that seem feasible and to which none has both a lower mean and a lower shortfall; of equals the
 * first. By differences from the best, because those who have few replications had other children on average. */
void plm_mark_frontier(const plm_race *race, placement_optimisation *optimisation);

void plm_rank(const plm_race *race, placement_optimisation *optimisation);

#endif
