/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What stands at the end of a document, whatever it is laid out as. What its parts share is told once.
 */
#ifndef CLI_FINDINGS_TAIL_H
#define CLI_FINDINGS_TAIL_H

#include <placement/findings.h>
#include <stddef.h>

/* Receives a line, with what it is a line of, such as "Method: ", or "". */
typedef void findings_line(const char *label, const char *text);

/* Methods, then the scenarios and the run that the findings rest on. */
void findings_tail_provenance(const placement_findings *const *parts, size_t count, findings_line *line);

/* Says which tables are too long for a screen and where they are, to be freed; "" if there are none, NULL if there is
 * no memory. */
char *findings_tail_details(const placement_findings *const *parts, size_t count);

#endif
