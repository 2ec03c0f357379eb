/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The best candidate of a search space: the one that keeps all limits and whose objective is least, and how sure it is
 * that it is the best.
 *
 * Every candidate is simulated with the same children. All get a first stage of replications; then those get more that
 * can still be the best, as many as each comparison needs (optimal computing budget allocation), until the probability
 * that the best is the best reaches the confidence that is asked for, or the replications are spent. MODEL.md has the
 * method. What is told of the best itself comes from fresh replications, which had no part in choosing it: those that
 * chose it flatter it (Smith and Winkler 2006, Management Science 52, 311-322).
 */
#ifndef PLACEMENT_OPTIMISE_H
#define PLACEMENT_OPTIMISE_H

#include <placement/estimate.h>
#include <placement/findings.h>
#include <placement/plan.h>
#include <placement/run.h>
#include <placement/search.h>
#include <placement/summary.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Immutable once made; may be shared by any number of threads. Does not refer to the search. */
typedef struct placement_optimisation placement_optimisation;

#define PLACEMENT_LEAST_FIRST_STAGE 100
#define PLACEMENT_DEFAULT_FIRST_STAGE 400
#define PLACEMENT_LIMIT_SAMPLED 67108864 /* figures that a search keeps: up to 1 GiB */

/* Start from PLACEMENT_OPTIMISE_OPTIONS_INIT; fields are only ever added at the end. */
typedef struct placement_optimise_options {
  size_t size;          /* sizeof(placement_optimise_options) of the calling program */
  double confidence;    /* 0.5 to 0.9999 */
  double indifference;  /* a difference that does not matter, in the unit of the objective; below 0: a thousandth of the
                         * lowest objective after the first stage */
  uint64_t first_stage; /* replications of each candidate, PLACEMENT_LEAST_FIRST_STAGE or more; at most those of the
                         * run */
} placement_optimise_options;

#define PLACEMENT_OPTIMISE_OPTIONS_INIT                                                                                \
  {                                                                                                                    \
    sizeof(placement_optimise_options), 0.95, -1, PLACEMENT_DEFAULT_FIRST_STAGE                                        \
  }

/* Searches. Of `run` (NULL for the defaults), `replications`, at least PLACEMENT_LEAST_FIRST_STAGE, is the most that a
 * candidate gets, and what the best gets afresh; progress is told over the whole, which becomes more as stages are
 * added. `options` may be NULL for the defaults. The result does not depend on threads. PLACEMENT_ERROR_CANCELLED if
 * it is cancelled; PLACEMENT_ERROR_SCENARIO for choices that do not go together, which the message names;
 * PLACEMENT_ERROR_LIMIT if the first stage, or the
 * replications of one candidate, come to more than PLACEMENT_LIMIT_SAMPLED figures. */
PLACEMENT_API placement_status placement_optimise(const placement_search *search, const placement_run_options *run,
                                                  const placement_optimise_options *options,
                                                  placement_optimisation **optimisation, placement_error *err);
PLACEMENT_API void placement_optimisation_free(placement_optimisation *optimisation);

/* How the search went. */
typedef struct placement_search_course {
  size_t best;           /* the candidate; if none seems to keep all limits, the one that breaks them least */
  int32_t feasible;      /* 0: no candidate seems to keep all limits */
  double correct;        /* the probability, at least, that no candidate that keeps all limits is better than the best
                          * by more than the indifference; or, if none is feasible, that none is */
  double confidence;     /* what was asked for: the search was stopped by this, or by the most replications */
  double indifference;   /* in the unit of the objective */
  uint64_t first_stage;  /* replications of each candidate */
  uint64_t most;         /* replications of a candidate, and those of the best that are fresh */
  uint64_t replications; /* of all candidates, without the fresh ones */
  size_t candidates;
  double shortfall_level; /* the shortfall is the mean of the worst 1 - this */
} placement_search_course;

PLACEMENT_API placement_status placement_optimisation_course(const placement_optimisation *optimisation,
                                                             placement_search_course *course, placement_error *err);

/* Whether limits are kept, at the confidence asked for. Codes are only ever added. */
enum { PLACEMENT_LIMITS_KEPT = 0, PLACEMENT_LIMITS_UNCLEAR = 1, PLACEMENT_LIMITS_BROKEN = 2 };

/* What is known of a candidate, in the unit of the objective. Differences are less the best's, over the replications
 * that both have. */
typedef struct placement_candidate {
  uint64_t replications;
  placement_estimate objective;
  placement_estimate mean, p80, shortfall; /* of the figure that the objective is about */
  double keeps;                   /* how likely it keeps all limits: no more than this, that of the least likely one */
  int32_t limits;                 /* PLACEMENT_LIMITS_...; kept: each with the confidence asked for */
  placement_estimate behind;      /* the objective less that of the best */
  double better;                  /* how likely it is better than the best and keeps all limits, at most */
  int32_t efficient;              /* 1: on the efficient frontier */
  placement_estimate mean_behind; /* likewise the mean, */
  placement_estimate shortfall_behind; /* and the shortfall */
} placement_candidate;

/* From the replications that chose. PLACEMENT_ERROR_ARGUMENT if there is no such candidate. */
PLACEMENT_API placement_status placement_optimisation_candidate(const placement_optimisation *optimisation,
                                                                size_t candidate, placement_candidate *found,
                                                                placement_error *err);

/* The candidate at `rank`, from 0: first those that seem to keep all limits, by objective, then the others, by how much
 * they break them. SIZE_MAX if there is none. */
PLACEMENT_API size_t placement_optimisation_ranked(const placement_optimisation *optimisation, size_t rank);

/* A limit, and how likely it is kept given these replications. */
typedef struct placement_limit_kept {
  placement_estimate value; /* in the unit of the limit's metric, or a probability */
  double bound;
  double probability;
  int32_t limits; /* PLACEMENT_LIMITS_... */
} placement_limit_kept;

PLACEMENT_API placement_status placement_optimisation_limit(const placement_optimisation *optimisation,
                                                            size_t candidate, size_t limit, placement_limit_kept *kept,
                                                            placement_error *err);

/* The same of the best candidate, from fresh replications; what compares it with the best is 0. */
PLACEMENT_API placement_status placement_optimisation_fresh(const placement_optimisation *optimisation,
                                                            placement_candidate *found, placement_error *err);
PLACEMENT_API placement_status placement_optimisation_fresh_limit(const placement_optimisation *optimisation,
                                                                  size_t limit, placement_limit_kept *kept,
                                                                  placement_error *err);

/* The plan of the best candidate, and a summary of its fresh replications. Owned by the optimisation. */
PLACEMENT_API const placement_plan *placement_optimisation_plan(const placement_optimisation *optimisation);
PLACEMENT_API const placement_summary *placement_optimisation_summary(const placement_optimisation *optimisation);

/* What was found, as sentences and tables (format placement-optimisation/1, MODEL.md section 6). `search` and `run` are
 * those that were searched with. */
PLACEMENT_API placement_status placement_optimisation_findings(const placement_optimisation *optimisation,
                                                               const placement_search *search,
                                                               const placement_run_options *run,
                                                               placement_findings **findings, placement_error *err);

#ifdef __cplusplus
}
#endif

#endif
