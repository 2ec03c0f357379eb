/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Quantile tables of a plan: equal distributions share one.
 */
#ifndef PLM_PLAN_TABLES_H
#define PLM_PLAN_TABLES_H

#include "plan/plan.h"

/* The table of a distribution, compiled if no equal one has been. Owned by the tables. */
placement_status plm_tables_get(plm_tables *tables, const plm_distribution *d, const plm_quantile_table **table,
                                placement_error *err);

/* Frees all but the first `count`. */
void plm_tables_truncate(plm_tables *tables, size_t count);
void plm_tables_clear(plm_tables *tables);

#endif
