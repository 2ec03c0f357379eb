/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The files of --output.
 */
#ifndef CLI_OUTPUTS_H
#define CLI_OUTPUTS_H

#include "options.h"

/* Looks before a long run whether the files could be written, and that none is the scenario itself. Returns an exit
 * status, after a complaint if it is not EXIT_FINE. */
int outputs_check(const options *asked, const char *scenario_path);

/* The same with another file that is read, as `what`. */
int outputs_check_other(const options *asked, const char *input_path, const char *what);

/* The same for one file that `option` names, which is not to be the file that is read as `what`. */
int outputs_check_file(const char *option, const char *path, const char *input_path, const char *what);

#endif
