/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Homes and their beds: opening, closing, suspension, ramp-up, turnaround, and beds sold to other authorities.
 */
#ifndef PLM_MODEL_HOMES_H
#define PLM_MODEL_HOMES_H

#include "model/workspace.h"

void plm_open_home(placement_workspace *w, size_t home);

/* Residents are displaced, holds released, sales ended. */
void plm_close_home(placement_workspace *w, size_t home);

void plm_suspend_home(placement_workspace *w, size_t home);
void plm_resume_home(placement_workspace *w, size_t home);
void plm_end_ramp(placement_workspace *w, size_t home);

/* A bed is ready again; `bed` is its number where beds are numbered. */
void plm_bed_ready(placement_workspace *w, size_t home, int32_t bed);

/* Makes the child one of the members of the home, whose bed it takes; as a resident or held for it is for the caller.
 */
void plm_join_home(placement_workspace *w, size_t home, int32_t number);

/* Dates an admission today: the first `beds` of them are apart by the home's admission interval. */
void plm_admit(placement_workspace *w, size_t home);

/* A resident leaves: its bed is made ready for another. */
void plm_leave_home(placement_workspace *w, int32_t number);

/* The bed held for the child, if one is, is free at once. */
void plm_give_up_bed(placement_workspace *w, int32_t number);
static inline void plm_release_hold(placement_workspace *w, int32_t number)
{
  if (w->children[number].held != PLM_NOBODY)
    plm_give_up_bed(w, number);
}

/* Requests for a bed come in a stream of their own from day 0. */
void plm_start_requests(placement_workspace *w, size_t home);
void plm_answer_request(placement_workspace *w, size_t home);
void plm_end_sale(placement_workspace *w, size_t home, uint32_t request);

/* True if the child can live with the children of other authorities in the home. */
bool plm_buyers_compatible(const placement_workspace *w, size_t home, const plm_child *child);

/* Whether the home can be entered has changed. */
void plm_update_vacant(placement_workspace *w, size_t home);

#endif
