/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include "options.h"

/* What `placement help COMMAND` writes to standard output; COMMAND_NONE for the overview. */
const char *help_text(command_id command);

#endif
