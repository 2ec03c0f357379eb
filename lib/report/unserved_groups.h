/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Groups whose children are taken only where a bed is free, such as for planned breaks (`unserved` in the scenario):
 * who finds none is placed nowhere else. Their requests must not be read as children whom a council failed to place.
 */
#ifndef PLM_REPORT_UNSERVED_GROUPS_H
#define PLM_REPORT_UNSERVED_GROUPS_H

#include "base/decimal.h"

#include <placement/plan.h>

#include <stdbool.h>

bool plm_has_unserved(const placement_plan *plan);

/* Whether these groups are the same in both, by their ids. */
bool plm_same_unserved(const placement_plan *a, const placement_plan *b);

/* Whether their children can have more than one placement: they move on, or their placements break down. */
bool plm_unserved_move(const placement_plan *plan);

/* "planned-breaks", "planned-breaks and respite"; "4 groups" where these are too many to be listed. */
plm_decimal plm_unserved_names(const placement_plan *plan);

/* Of these groups, as expected: children in need on an average night, and requests, of a financial year or, as the last
 * column, of the whole horizon. NAN without memory. */
double plm_unserved_in_need(const placement_plan *plan, size_t column);
double plm_unserved_requests(const placement_plan *plan, size_t column);

#endif
