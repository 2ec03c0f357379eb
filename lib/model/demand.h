/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who waits for whom: whether a child is placed externally whom a home would take. It decides why a bed is empty.
 */
#ifndef PLM_MODEL_DEMAND_H
#define PLM_MODEL_DEMAND_H

#include "model/workspace.h"

/* The home takes children of this group in this kind of placement. */
static inline bool plm_takes(const placement_plan *plan, size_t home, int32_t group, bool emergency)
{
  return (plan->homes[home].groups[emergency ? PLM_EMERGENCY : PLM_PLANNED] >> group & 1U) != 0;
}

/* One fixed draw for each child and home. */
bool plm_refused(const placement_workspace *w, size_t home, const plm_child *child);

/* The child left this home by a breakdown or at the limit of its stay. */
bool plm_barred(const placement_workspace *w, size_t home, const plm_child *child);

/* Bars the child from the home from now on. It must not be waiting. */
void plm_bar_from(placement_workspace *w, size_t home, plm_child *child);

/* A suitable child placed externally begins (1) or stops (-1) waiting for a bed: at the end of its placement, or when
 * it is matched. */
void plm_demand_change(placement_workspace *w, int32_t number, int32_t change);

/* Whether the home has a free bed may have changed: if it refuses children, it looks for a witness, or no longer. Its
 * nights have been counted. */
void plm_demand_look(placement_workspace *w, size_t home);

/* Nights up to today on which somebody waited for homes of the class. */
static inline int32_t plm_class_nights(const plm_class *c, int32_t day)
{
  return c->nights + (c->waiting > 0 ? day - c->since : 0);
}

#endif
