/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is valued, and the scenario without it.
 */
#ifndef PLM_ANALYSIS_VALUED_H
#define PLM_ANALYSIS_VALUED_H

#include "plan/plan.h"

#include <placement/value.h>

typedef struct plm_valued {
  int32_t kind, state; /* PLACEMENT_VALUE_... */
  size_t position;     /* of the home or phase */
  int32_t beds;
  int32_t day;   /* on which it closes */
  char date[16]; /* the same as a date; "" of other kinds */
} plm_valued;

/* A new list, to be freed with free(), of what can be valued; homes close on the day `at`, or on each 1st of a
 * financial year after day 0 if it is negative. */
placement_status plm_valued_list(const placement_scenario *scenario, const placement_plan *plan, int32_t at,
                                 plm_valued **list, size_t *count, placement_error *err);

/* The scenario without what is valued (of the next bed, with it). */
placement_status plm_valued_change(const placement_scenario *scenario, const plm_valued *valued,
                                   placement_scenario **changed, placement_error *err);

#endif
