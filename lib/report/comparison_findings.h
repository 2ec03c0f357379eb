/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A base and one alternative on their way into findings.
 */
#ifndef PLM_REPORT_COMPARISON_FINDINGS_H
#define PLM_REPORT_COMPARISON_FINDINGS_H

#include "report/findings.h"

#include <placement/compare.h>
#include <placement/plan.h>
#include <placement/summary.h>
#include <placement/waterfall.h>

typedef struct plm_compared_pair {
  placement_findings *findings;
  const placement_plan *base, *alternative;
  const placement_comparison *comparison;
  const placement_waterfall *waterfall; /* may be NULL */
  const placement_basis *base_basis, *alternative_basis;
  const placement_summary *base_summary, *alternative_summary; /* may be NULL */
} plm_compared_pair;

/* The title of the base, or of the alternative; "base" or "alternative" where titles do not tell them apart. */
const char *plm_side_title(const plm_compared_pair *pair, bool of_base);

/* A figure of the comparison, and how often the alternative has the lower one, by the name of the metric. */
placement_compared plm_compared_at(const plm_compared_pair *pair, const char *metric, size_t column);
placement_probability plm_lower_at(const plm_compared_pair *pair, const char *metric, size_t column);

/* The same figures on the plan basis, and their difference; NAN where it has none. */
typedef struct plm_planned {
  double base, alternative, difference;
} plm_planned;

plm_planned plm_planned_at(const plm_compared_pair *pair, const char *metric, size_t column);

/* Whether both have the same of it in every replication, in all columns. */
bool plm_never_differs(const plm_compared_pair *pair, const char *metric);

/* Whether there is ever something to pay back: at the end of a year the alternative has cost more in all. */
typedef enum plm_payback { PLM_NOTHING_TO_PAY_BACK, PLM_PAID_BACK_ON_AVERAGE, PLM_TO_PAY_BACK } plm_payback;
plm_payback plm_payback_of(const plm_compared_pair *pair);

/* Whether neither has any of it, or nothing of it is defined. */
bool plm_compared_is_nothing(const plm_compared_pair *pair, const char *metric);

/* One or two columns of text (`second` may be NULL), then those of a row; figures of money add up. In tables of money
 * people see the plan basis, in others the standard error. */
void plm_compared_columns(placement_findings *f, const char *first, const char *second, int32_t unit);
void plm_compared_row(const plm_compared_pair *pair, const char *first, const char *second, const char *metric,
                      size_t column);

/* Means over the whole horizon of what is no difference that the alternative makes; of one side or both. For tables
 * with one column of text. */
void plm_compared_means_row(const plm_compared_pair *pair, const char *first, const char *metric, bool of_base,
                            bool of_alternative);

/* The answer, in three sentences at the most. */
void plm_say_comparison(const plm_compared_pair *pair);

/* One sentence more if fewer replications were done than were asked for. */
void plm_say_stopped(placement_findings *f, uint64_t done, uint64_t requested);

/* Tables: total cost on the plan basis, on average and at P80; of money; when it has paid for itself; of children and
 * events; of the difference's distribution. */
void plm_comparison_total_table(const plm_compared_pair *pair);
void plm_comparison_years_table(const plm_compared_pair *pair);
void plm_comparison_categories_table(const plm_compared_pair *pair);
void plm_comparison_payback_tables(const plm_compared_pair *pair);
void plm_comparison_children_tables(const plm_compared_pair *pair);
void plm_comparison_distribution_table(const plm_compared_pair *pair);

/* Tables of the waterfall, which is not NULL. */
void plm_waterfall_tables(const plm_compared_pair *pair);

#endif
