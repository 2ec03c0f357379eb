/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CLI_FINDINGS_TEXT_H
#define CLI_FINDINGS_TEXT_H

#include "document.h"

/* Prints the parts under the title: the answer and the tables of each, the methods, what they rest on. Returns an exit
 * status. */
int findings_text_print(const document *d);

#endif
