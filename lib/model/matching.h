/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who can live with whom, and who goes where: compatibility, placing, introductions, returns, step-down.
 */
#ifndef PLM_MODEL_MATCHING_H
#define PLM_MODEL_MATCHING_H

#include "model/workspace.h"

/* Why a child cannot enter a home, in the order in which it is asked. */
typedef enum plm_obstacle {
  PLM_CAN_ENTER,
  PLM_NOT_OPEN,
  PLM_SUSPENDED,
  PLM_RAMPING,
  PLM_FULL,
  PLM_NOT_TAKEN,
  PLM_BARRED,
  PLM_REFUSED,
  PLM_INCOMPATIBLE
} plm_obstacle;

/* The obstacle, of a suitable child, today; *member is the child with whom it cannot live, if `member` is not NULL and
 * there is one. */
plm_obstacle plm_find_obstacle(placement_workspace *w, size_t home, const plm_child *child, int32_t *member);

/* Places a child who is nowhere: in a home that can take it, otherwise externally, or not at all if its group is not
 * served externally. A child for whom a bed is held goes there. */
void plm_place(placement_workspace *w, int32_t number);

/* The introduction of a child is over: it moves in, unless the home is suspended. */
void plm_end_introduction(placement_workspace *w, int32_t number);

/* Fills free beds with children placed externally, home by home. */
void plm_return_children(placement_workspace *w);

/* A child begins to wait for step-down; places are given to those who wait. */
void plm_step_due(placement_workspace *w, int32_t number);
void plm_step_down_children(placement_workspace *w);

/* The need of a child has ended: it leaves. */
void plm_leave(placement_workspace *w, int32_t number);

/* The placement of a child ends unplanned, or at the limit of its stay, or with its emergency: it is to be placed again
 * today. */
void plm_break_down(placement_workspace *w, int32_t number);
void plm_reach_limit(placement_workspace *w, int32_t number);
void plm_end_emergency(placement_workspace *w, int32_t number);

/* Places the displaced children of today by group and index. */
void plm_place_displaced(placement_workspace *w);

#endif
