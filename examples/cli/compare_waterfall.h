/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What `placement compare --waterfall` asks for and shows.
 */
#ifndef CLI_COMPARE_WATERFALL_H
#define CLI_COMPARE_WATERFALL_H

#include <placement/plan.h>
#include <placement/waterfall.h>

/* The metrics that are attributed to steps. */
extern const char *const compare_waterfall_metrics[];
extern const size_t compare_waterfall_metric_count;

/* Prints the steps of a waterfall of these metrics. Returns an exit status. */
int compare_waterfall_print(const placement_plan *base, const placement_waterfall *waterfall);

#endif
