/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Budgets: the amount to put in the budget of each financial year and of the horizon so that it is kept with a given
 * confidence, the contingency that is in it, and what is overspent beyond it.
 *
 * A budget that is kept with confidence p is the p-quantile of the cost. It is also the cheapest budget where a pound
 * short costs p / (1 - p) times as much as a pound too many (the newsvendor problem: Arrow, Harris and Marschak 1951,
 * Econometrica 19, 250-272). The budgets of the years, each for itself, do not add up to that of the horizon: a dear
 * year is followed by a cheaper one often enough that all of them together vary less than each of them. So the
 * contingency of the horizon is also split over the years, in proportion to the covariance of each year with the
 * horizon, which does add up (Tasche 1999, Risk contributions and performance measurement; McNeil, Frey and Embrechts,
 * Quantitative Risk Management, 2nd edition 2015, 8.5). Formulas are in MODEL.md section 6.
 */
#ifndef PLACEMENT_BUDGET_H
#define PLACEMENT_BUDGET_H

#include <placement/estimate.h>
#include <placement/findings.h>
#include <placement/plan.h>
#include <placement/run.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Immutable once made; refers to nothing else. */
typedef struct placement_budget placement_budget;

/* Simulates the plan once and makes the budgets of `count` metrics, as numbered by the plan, each at `confidence`,
 * above 0 and below 1. PLACEMENT_ERROR_ARGUMENT for a metric that is no cost, and for fewer than 2 replications.
 * `options` as of placement_run, NULL for the defaults; a cancelled run gives PLACEMENT_ERROR_CANCELLED. Needs 8 bytes
 * for each replication, metric, and year; the result does not depend on threads. */
PLACEMENT_API placement_status placement_budget_new(const placement_plan *plan, const placement_run_options *options,
                                                    const size_t *metrics, size_t count, double confidence,
                                                    placement_budget **budget, placement_error *err);
PLACEMENT_API void placement_budget_free(placement_budget *budget);

PLACEMENT_API size_t placement_budget_count(const placement_budget *budget);

/* The metric number `index` of those asked for; SIZE_MAX when `index` is out of range. */
PLACEMENT_API size_t placement_budget_metric(const placement_budget *budget, size_t index);
PLACEMENT_API double placement_budget_confidence(const placement_budget *budget);
PLACEMENT_API uint64_t placement_budget_replications(const placement_budget *budget);

/* The budget of one financial year or of the horizon, in pounds. */
typedef struct placement_budget_figure {
  double plan;                    /* on the plan basis; NAN if it has none */
  placement_estimate mean;        /* of the cost */
  placement_estimate amount;      /* the budget: the quantile at the confidence */
  placement_estimate contingency; /* the budget less the mean */
  placement_estimate overspend;   /* mean of what exceeds the budget as it stands, 0 where it is kept */
  placement_estimate shortfall;   /* expected shortfall: mean cost of the worst 1 - confidence of the futures */
  placement_estimate allocated;   /* the year's part of the horizon's budget; of the horizon its budget */
  placement_estimate kept;        /* probability that `allocated`, as it stands, is kept: between 0 and 1 */
} placement_budget_figure;

/* The budget of metric number `index` (of those asked for) in the column. */
PLACEMENT_API placement_status placement_budget_at(const placement_budget *budget, size_t index, size_t column,
                                                   placement_budget_figure *figure, placement_error *err);

/* The years' budgets, each at the confidence, beside the horizon's. */
typedef struct placement_budget_years {
  placement_estimate sum;        /* of the years' budgets */
  placement_estimate difference; /* the sum less the horizon's budget */
  placement_estimate sum_kept;   /* probability that the horizon costs no more than the sum as it stands */
  placement_estimate all_kept;   /* probability that no year exceeds its budget as it stands */
} placement_budget_years;

PLACEMENT_API placement_status placement_budget_compare_years(const placement_budget *budget, size_t index,
                                                              placement_budget_years *years, placement_error *err);

/* What was found, as sentences and tables (format placement-budget/1, MODEL.md section 6). `plan` and `options` are
 * those that the budget was made with. */
PLACEMENT_API placement_status placement_budget_findings(const placement_budget *budget, const placement_plan *plan,
                                                         const placement_run_options *options,
                                                         placement_findings **findings, placement_error *err);

#ifdef __cplusplus
}
#endif

#endif
