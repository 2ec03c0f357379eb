/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Placements: how each kind begins and ends.
 */
#ifndef PLM_MODEL_PLACEMENTS_H
#define PLM_MODEL_PLACEMENTS_H

#include "model/workspace.h"

/* Begins a placement today. The child is in none; in a home it is among the members already. */
void plm_begin_standard(placement_workspace *w, int32_t number);
void plm_begin_emergency(placement_workspace *w, int32_t number);
void plm_begin_in_home(placement_workspace *w, int32_t number, size_t home);
void plm_begin_step_down(placement_workspace *w, int32_t number, size_t scheme);

/* The placement that an initial child lives in on day 0, and since when; it is not counted. `fee` is its base weekly
 * price, or negative to draw it. */
void plm_begin_initial_placement(placement_workspace *w, int32_t number, int32_t home, int32_t since, double fee);

/* Ends the placement of a child today; it is nowhere then. The old provider is paid until `notice_until` or until the
 * minimum is reached, whichever is later. */
void plm_end_placement(placement_workspace *w, int32_t number, int32_t notice_until);

/* An enhancement of the current placement starts today. */
void plm_enhance(placement_workspace *w, int32_t number);

/* Makes the child wait for a bed, or stop waiting, if it is one that can. */
void plm_start_waiting(placement_workspace *w, int32_t number);
void plm_stop_waiting(placement_workspace *w, int32_t number);

#endif
