/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The command line in words that a report can carry.
 */
#ifndef CLI_COMMAND_LINE_H
#define CLI_COMMAND_LINE_H

#include "options.h"

/* What to type for the same figures, such as "placement compare a.json b.json --waterfall": files without their
 * folders, and without the options that only say where figures go or how fast. To be freed; NULL if there is no memory.
 */
char *command_line_new(const options *asked);

#endif
