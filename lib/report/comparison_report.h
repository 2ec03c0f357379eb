/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is told of comparisons, checked.
 */
#ifndef PLM_REPORT_COMPARISON_REPORT_H
#define PLM_REPORT_COMPARISON_REPORT_H

#include <placement/findings.h>
#include <placement/report.h>

/* Reads what the caller gave into *checked; PLACEMENT_ERROR_ARGUMENT unless its parts are there and fit together. */
placement_status plm_read_comparison_result(placement_comparison_result *checked,
                                            const placement_comparison_result *result, placement_error *err);

/* What all findings of a comparison rest on: how it was run, how many replications were done, and the base. */
void plm_comparison_provenance(placement_findings *f, const placement_comparison_result *r, uint64_t done);

#endif
