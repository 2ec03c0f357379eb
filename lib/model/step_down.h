/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Step-down: children who are due wait where they are for a place in their scheme.
 */
#ifndef PLM_MODEL_STEP_DOWN_H
#define PLM_MODEL_STEP_DOWN_H

#include "model/workspace.h"

/* A child begins to wait for step-down; it waits no more, if it did. */
void plm_step_due(placement_workspace *w, int32_t number);
void plm_forget_step(placement_workspace *w, int32_t number);

/* Places are given to those who wait. */
void plm_step_down_children(placement_workspace *w);

#endif
