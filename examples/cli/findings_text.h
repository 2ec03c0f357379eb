/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CLI_FINDINGS_TEXT_H
#define CLI_FINDINGS_TEXT_H

#include <placement/findings.h>

/* Prints the parts under a title: the answer and the tables of each, the methods, what they rest on. Returns an exit
 * status. */
int findings_text_print(const char *title, const placement_findings *const *parts, size_t count);

#endif
