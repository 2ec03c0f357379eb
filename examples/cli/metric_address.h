/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * METRIC, METRIC:YEAR or METRIC@HOME:YEAR as written on the command line.
 */
#ifndef CLI_METRIC_ADDRESS_H
#define CLI_METRIC_ADDRESS_H

#include <placement/plan.h>

/* Finds the metric and column of `text`, or tells the user what `option` (such as "--metric") can be. Without a year it
 * is the whole horizon. Returns an exit status. */
int metric_address_find(const char *option, const placement_plan *plan, const char *text, size_t *metric,
                        size_t *column);

#endif
