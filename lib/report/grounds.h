/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an analysis rests on: how the scenario that it is about agrees with published figures, and what it assumes.
 */
#ifndef PLM_REPORT_GROUNDS_H
#define PLM_REPORT_GROUNDS_H

#include "report/findings.h"

#include <placement/plan.h>

/* Adds the detail tables "published", on the plan basis, and "assumptions" of the scenario that the plan was made of,
 * then finishes the findings as plm_findings_finish does; on any failure they are freed. With `other` (may be NULL)
 * the tables have both scenarios. `before` says what the analysis does to the scenario, after "before", such as "any
 * opening is moved"; NULL if nothing. There is no table of what the scenario has none of: published figures on the plan
 * basis, or a text (placement_scenario_text). */
placement_status plm_grounds_finish(placement_findings *f, const placement_plan *plan, const placement_plan *other,
                                    const char *before, placement_findings **finished, placement_error *err);

#endif
