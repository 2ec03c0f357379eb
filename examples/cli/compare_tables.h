/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tables of `placement compare`.
 */
#ifndef CLI_COMPARE_TABLES_H
#define CLI_COMPARE_TABLES_H

#include <placement/compare.h>
#include <placement/plan.h>

/* The answer in two sentences: what the alternative costs more or less in all, and how often it costs less. */
int compare_print_answer(const placement_plan *base, const placement_comparison *comparison);

/* What the alternative costs more or less, by financial year and by category, and when it has paid for itself. Returns
 * an exit status. */
int compare_tables_costs(const placement_plan *base, const placement_comparison *comparison);

/* Children, moves, occupancy and unit costs. */
int compare_tables_children(const placement_plan *base, const placement_comparison *comparison);

#endif
