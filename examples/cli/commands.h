/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The commands. Each returns an exit status (options.h).
 */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include "options.h"

int command_check(const options *asked);
int command_compare(const options *asked);
int command_explain(const options *asked);
int command_plan(const options *asked);
int command_run(const options *asked);
int command_schema(void);
int command_trace(const options *asked);

#endif
