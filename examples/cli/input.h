/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From the name of a scenario file to its plan, with every problem told on the way.
 */
#ifndef CLI_INPUT_H
#define CLI_INPUT_H

#include <placement/plan.h>
#include <placement/scenario.h>
#include <stdio.h>

typedef struct input {
  placement_scenario *scenario;
  placement_plan *plan;
  placement_basis *basis;
} input;

/* Loads, compiles and evaluates the scenario in the file `path`. Problems of the scenario go to `problems_to`, one a
 * line, as FILE:LINE:COLUMN: POINTER: message. Returns an exit status; *loaded is to be cleared whatever it is. */
int input_load(const char *path, FILE *problems_to, input *loaded);

/* The same for the `length` bytes of a scenario that have been read from `path`. */
int input_load_text(const char *path, const char *text, size_t length, FILE *problems_to, input *loaded);
void input_clear(input *loaded);

/* The title of the scenario, or the name of its file if it has none. */
const char *input_title(const input *loaded, const char *path);

/* The exit status for what loading the file `path` came to, after every problem is told. */
int input_tell_problems(const char *path, placement_status status, const placement_problems *problems,
                        const placement_error *err, FILE *problems_to);

/* The exit status for a status of the library, after a complaint about `subject`. */
int input_complain(const char *subject, const placement_error *err);

#endif
