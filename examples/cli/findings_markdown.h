/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CLI_FINDINGS_MARKDOWN_H
#define CLI_FINDINGS_MARKDOWN_H

#include "document.h"

/* Prints the parts under the title as Markdown with the tables of GitHub: what findings_text_print prints, for wikis
 * and documents. No text of a scenario is taken for markup. Returns an exit status. */
int findings_markdown_print(const document *d);

#endif
