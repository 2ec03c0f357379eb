/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lives: the draws that do not depend on what happens to a child, and its arrival.
 */
#ifndef PLM_MODEL_LIVES_H
#define PLM_MODEL_LIVES_H

#include "model/workspace.h"

/* Draws delays and declined registrations, and sets the timetable. */
void plm_draw_openings(placement_workspace *w);

/* The children of a group who are there on day 0. */
void plm_begin_initial_children(placement_workspace *w, size_t group);

/* Draws all who arrive within the horizon, and when. Those of later groups, who arrive later in a day, first. */
void plm_draw_arrivals(placement_workspace *w, size_t group);

#endif
