/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a scenario says, in plain sentences.
 */
#ifndef PLACEMENT_EXPLAIN_H
#define PLACEMENT_EXPLAIN_H

#include <placement/file.h>
#include <placement/findings.h>
#include <placement/scenario.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Writes the scenario in plain sentences: who arrives, what each home costs empty and full, how full it must be to cost
 * less than external placements, and every value that has a default and was not written, as a default. Notes of the
 * scenario that are texts are items, too, each on one line whatever is in it. `text` is what the scenario was loaded
 * from, `length` bytes: it tells what was written (PLACEMENT_ERROR_ARGUMENT if it is another text). Plain UTF-8 text in
 * lines of any length: headings begin with "#", list items with "- ". */
PLACEMENT_API placement_status placement_explain_write(const placement_scenario *scenario, const char *text,
                                                       size_t length, placement_sink sink, void *data,
                                                       placement_error *err);

/* The same sentences as findings (placement-explanation/1): the table "assumptions" with the columns section,
 * assumption, and default: "yes" where all of it holds by default, "in part" where some of it does, else "". What holds
 * by default has a row each. Published figures are left out, but for notes on them. PLACEMENT_ERROR_ARGUMENT for a
 * scenario without a text (placement_scenario_text). */
PLACEMENT_API placement_status placement_explain_findings(const placement_scenario *scenario,
                                                          placement_findings **findings, placement_error *err);

#ifdef __cplusplus
}
#endif

#endif
