/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One replication: the rules of MODEL.md section 4, and nothing else.
 */
#ifndef PLM_MODEL_H
#define PLM_MODEL_H

#include "plan/vary.h"

#include <placement/run.h>

/* The outcome of the last replication: plm_outcome_size(plan) whole numbers. */
const int64_t *plm_workspace_outcome(const placement_workspace *workspace);

/* Draws uncertain inputs otherwise from now on (plan/vary.h); the lives of a replication stay what they are. */
void plm_workspace_redraw(placement_workspace *workspace, const plm_redraw *redraw);

/* What a replication comes to if no child does: plm_outcome_size(plan) whole numbers. */
placement_status plm_childless_outcome(const placement_plan *plan, int64_t *outcome, placement_error *err);

#endif
