/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Arrivals and ends of needs as lists by day.
 *
 * A child of an unserved group whom no home could take leaves no trace but nights without a place. Such children are
 * overlooked: the day of one is simulated only while a home that takes the group has a free bed. The others are counted
 * at the end.
 */
#ifndef PLM_MODEL_ARRIVALS_H
#define PLM_MODEL_ARRIVALS_H

#include "model/workspace.h"

/* Children with the lives first to end - 1 of a group will arrive. Those of later groups, who arrive later in a day,
 * come first.
 */
void plm_expect_arrivals(placement_workspace *w, size_t group, int32_t first, int32_t end);

/* The child with a life begins to need care, today or before day 0; `index` is that within its group. Returns
 * PLM_NOBODY when there is no room. */
int32_t plm_begin_child(placement_workspace *w, int32_t life, uint32_t index);

/* The need of a child will end. */
void plm_expect_end(placement_workspace *w, int32_t number);

/* A home that takes these groups, of those that are overlooked, has a free bed from now on. */
void plm_notice_arrivals(placement_workspace *w, uint64_t groups);

/* The children who arrive today are placed. */
void plm_receive_arrivals(placement_workspace *w);

/* Counts those who were overlooked. */
void plm_count_overlooked(placement_workspace *w);

#endif
