/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A base scenario and its alternatives, simulated.
 */
#ifndef CLI_COMPARED_H
#define CLI_COMPARED_H

#include "input.h"
#include "options.h"

#include <placement/compare.h>
#include <placement/report.h>
#include <placement/waterfall.h>
#include <stdbool.h>
#include <stddef.h>

/* The base is input 0; alternative i is input i + 1, and comparison i is with it. */
typedef struct compared {
  size_t file_count; /* scenarios of the command line */
  size_t count;      /* alternatives compared */
  input *inputs;
  const placement_plan **alternatives;
  placement_comparison **comparisons;
  placement_waterfall **waterfalls; /* NULL each unless they are asked for */
  size_t run_count;                 /* scenarios that were run by themselves as well, for reports */
  placement_summary **summaries;
  placement_reconciliation **reconciliations;
  placement_result *results;
  const placement_result **told; /* pointers to the results */
  char (*names)[256];            /* of files without folders and ending */
  const char **called;           /* pointers to them */
} compared;

/* Whether an output is a report, which also tells of each scenario by itself. */
bool compared_wants_runs(const options *asked);

/* Loads the scenarios of the command line. Returns an exit status; to be cleared whatever it is. */
int compared_load(compared *all, const options *asked);
void compared_clear(compared *all);

/* Compares every alternative with the base, and runs all of them by themselves if that is wanted. When it fails,
 * `count` alternatives were compared before. */
placement_status compared_simulate(compared *all, const options *asked, const placement_run_options *how,
                                   placement_error *err);

/* The title of an alternative (1, 2, ...); the name of its file where it has none, or another scenario has the same. */
const char *compared_title(const compared *all, size_t scenario);

/* Whether the names of the alternatives' files can tell them apart, also beside "overview". */
bool compared_names_differ(const compared *all);

/* What reports are made of; refers to `all`. */
void compared_result(const compared *all, const options *asked, placement_comparison_result *result);

#endif
