/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who can live with whom, and who goes where: compatibility, placing, returns.
 */
#ifndef PLM_MODEL_MATCHING_H
#define PLM_MODEL_MATCHING_H

#include "model/workspace.h"

/* Places a child who needs a place today: in a home that can take it, otherwise externally. */
void plm_place(placement_workspace *w, int32_t number);

/* Begins an external placement on the day `since`, without counting it as a placement. */
void plm_begin_external(placement_workspace *w, int32_t number, int32_t since);

/* The child's need has ended: it leaves, and its bed is made ready for another. */
void plm_leave(placement_workspace *w, int32_t number);

/* Opens a home today. */
void plm_open_home(placement_workspace *w, size_t home);

/* A bed of the home is ready again. */
void plm_bed_ready(placement_workspace *w, size_t home);

/* A child has been long enough in its external placement to return. */
void plm_become_eligible(placement_workspace *w, int32_t number);

/* Fills free beds with children placed externally, home by home. */
void plm_return_children(placement_workspace *w);

#endif
