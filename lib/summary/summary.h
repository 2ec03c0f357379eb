/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PLM_SUMMARY_H
#define PLM_SUMMARY_H

#include "plan/plan.h"

#include <placement/summary.h>

/* Folds the outcome of one replication (plm_outcome_size(plan) whole numbers) into the summary. `plan` is the one that
 * the summary was made for. Allocates nothing. */
void plm_summary_fold(placement_summary *summary, const placement_plan *plan, const int64_t *outcome);

#endif
