/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Analyses on the steps of the other headers: the reconciliation with published figures.
 */
#ifndef PLACEMENT_ANALYSIS_H
#define PLACEMENT_ANALYSIS_H

#include <placement/plan.h>
#include <placement/summary.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One published figure beside what the scenario gives. */
typedef struct placement_reconciliation_row {
  const char *label;  /* as written in the scenario */
  const char *source; /* where it was published, or "" */
  const char *metric;
  const char *column;        /* label of the financial year, or "total" */
  double published;          /* in the unit of the metric */
  double value;              /* on the plan basis, or the mean of the summary; NAN if there is none */
  double difference;         /* published - value */
  double tolerance;          /* absolute, in the unit of the metric */
  int32_t on_plan_basis;     /* 1: plan basis, 0: mean */
  int32_t agrees;            /* 1 if |difference| <= tolerance */
  int32_t expected_to_agree; /* 1 for "expect": "agrees", 0 for "differs" */
} placement_reconciliation_row;

typedef struct placement_reconciliation placement_reconciliation;

/* Compares the `published` figures of the plan's scenario with `basis` and, for figures whose basis is the mean, with
 * `summary`; without a summary those rows are left out. */
PLACEMENT_API placement_status placement_reconciliation_new(const placement_plan *plan, const placement_basis *basis,
                                                            const placement_summary *summary,
                                                            placement_reconciliation **reconciliation,
                                                            placement_error *err);
PLACEMENT_API void placement_reconciliation_free(placement_reconciliation *reconciliation);
PLACEMENT_API size_t placement_reconciliation_count(const placement_reconciliation *reconciliation);

/* A row, owned by the reconciliation; NULL when `index` is out of range. */
PLACEMENT_API const placement_reconciliation_row *
placement_reconciliation_at(const placement_reconciliation *reconciliation, size_t index);

/* The row in one English sentence, such as "agrees: 686,209 published, 686,209 on the plan basis", "agrees within 500:
 * published 12,500 is 400 more than 12,100 on the plan basis" or "published total 6,125,076 is 81,631 more than
 * 6,043,445, the sum of its own years". A row that is not as expected says so: "differs, though expected to agree:
 * ...". Owned by the reconciliation; NULL when `index` is out of range. */
PLACEMENT_API const char *placement_reconciliation_sentence(const placement_reconciliation *reconciliation,
                                                            size_t index);

#ifdef __cplusplus
}
#endif

#endif
