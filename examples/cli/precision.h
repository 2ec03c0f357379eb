/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What --precision, --metric and --confidence ask for of a run.
 */
#ifndef CLI_PRECISION_H
#define CLI_PRECISION_H

#include "options.h"

#include <placement/plan.h>
#include <placement/precision.h>

typedef struct precision {
  size_t count; /* 0: a number of replications is asked for */
  placement_target targets[OPTIONS_MOST_METRICS];
  int32_t ending; /* of the run: PLACEMENT_PRECISION_* */
} precision;

/* Finds the metrics and years that are named. Returns an exit status, after a complaint if it is not EXIT_FINE. */
int precision_resolve(const options *asked, const placement_plan *plan, precision *p);

#endif
