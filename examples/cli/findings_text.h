/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CLI_FINDINGS_TEXT_H
#define CLI_FINDINGS_TEXT_H

#include <placement/findings.h>

/* Prints the findings under a title: the answer, the tables, the methods, what they rest on. Returns an exit status. */
int findings_text_print(const char *title, const placement_findings *findings);

#endif
