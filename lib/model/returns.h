/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Returns: homes with free beds look for children placed externally (MODEL.md section 4).
 */
#ifndef PLM_MODEL_RETURNS_H
#define PLM_MODEL_RETURNS_H

#include "model/workspace.h"

/* The child has been long enough in its external placement to return; it may not, or not any more. */
void plm_become_eligible(placement_workspace *w, int32_t number);
void plm_forget_return(placement_workspace *w, int32_t number);

/* The fee of a child has changed, and with it, perhaps, its rank among those who may return. */
void plm_rank_return(placement_workspace *w, int32_t number);

/* Fills free beds with children placed externally, home by home. */
void plm_return_children(placement_workspace *w);

#endif
