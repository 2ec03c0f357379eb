/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What scenarios assume, as a table of findings: the sentences of their explanation, with what was not written and has
 * a default marked.
 */
#ifndef PLM_REPORT_ASSUMPTIONS_H
#define PLM_REPORT_ASSUMPTIONS_H

#include "report/findings.h"

#include <placement/scenario.h>

/* Adds the detail table "assumptions": section, assumption, default ("yes", "in part", ""), and of two scenarios in
 * (which: "both" or one of `titles`, which may be NULL for one scenario). Of `count` scenarios, 1 or 2 (a base
 * and an alternative), which must have texts. Published figures are left out, but for notes on them. `before` says,
 * after that word, what is done to the scenarios as given, in a sentence of the table's note; NULL: nothing. */
placement_status plm_assumptions_add(placement_findings *f, const placement_scenario *const *scenarios,
                                     const char *const *titles, size_t count, const char *before, placement_error *err);

#endif
