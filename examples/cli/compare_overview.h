/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Scenarios side by side: the first table of a comparison with several alternatives.
 */
#ifndef CLI_COMPARE_OVERVIEW_H
#define CLI_COMPARE_OVERVIEW_H

#include <placement/compare.h>
#include <placement/plan.h>
#include <stddef.h>

/* Prints a row for the base and for each of the `count` alternatives (at least 1): means over the whole horizon.
 * `files` are their names, the base first. Returns an exit status. */
int compare_overview_print(const placement_plan *base, placement_comparison *const *comparisons, size_t count,
                           char *const *files);

#endif
