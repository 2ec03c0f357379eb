/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tables of `placement run`.
 */
#ifndef CLI_RUN_TABLES_H
#define CLI_RUN_TABLES_H

#include <placement/plan.h>
#include <placement/summary.h>

/* Write a table to standard output and return an exit status, after a complaint if it is not EXIT_FINE. */
int run_tables_costs(const placement_plan *plan, const placement_basis *basis, const placement_summary *summary);
int run_tables_homes(const placement_plan *plan, const placement_summary *summary);
int run_tables_children(const placement_plan *plan, const placement_basis *basis, const placement_summary *summary);

#endif
