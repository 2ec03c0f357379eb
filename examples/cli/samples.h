/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What --samples and --metric ask for.
 */
#ifndef CLI_SAMPLES_H
#define CLI_SAMPLES_H

#include "options.h"

#include <placement/samples_file.h>

typedef struct samples {
  size_t count; /* 0: no samples are asked for */
  placement_figure figures[OPTIONS_MOST_METRICS];
} samples;

/* Finds the metrics and years that are named: without any, the total cost by financial year and of all. Looks whether
 * the file can be written and is not the scenario. Returns an exit status, after a complaint if it is not EXIT_FINE. */
int samples_resolve(const options *asked, const placement_plan *plan, samples *s);

#endif
