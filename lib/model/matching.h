/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who can live with whom, and who goes where: compatibility, placing, introductions.
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

/* The same of a home that has a bed and admits. */
plm_obstacle plm_obstacle_inside(placement_workspace *w, size_t home, const plm_child *child, int32_t *member);

/* The child becomes a resident; it is nowhere, and among the members if a bed was held. */
void plm_move_in(placement_workspace *w, size_t home, int32_t number);

/* A bed is held for the child until its introduction is over. */
void plm_hold(placement_workspace *w, size_t home, int32_t number, bool returning);

/* Places a child who is nowhere: in a home that can take it, otherwise externally, or not at all if its group is not
 * served externally. A child for whom a bed is held goes there. A child who is not served may be forgotten. */
void plm_place(placement_workspace *w, int32_t number);

/* The introduction of a child is over: it moves in, unless the home is suspended. */
void plm_end_introduction(placement_workspace *w, int32_t number);

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
