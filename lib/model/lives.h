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

/* Draws the life of the next arrival of a group and the day on which it comes. */
void plm_next_arrival(placement_workspace *w, size_t group);

/* The child who is due arrives and is placed; the next is drawn. */
void plm_arrive(placement_workspace *w, size_t group);

#endif
