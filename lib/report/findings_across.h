/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The columns of tables as tidy CSV. Of tables whose columns are the values of a variable (placement_table.across)
 * there is a row for each row and value.
 */
#ifndef PLM_REPORT_FINDINGS_ACROSS_H
#define PLM_REPORT_FINDINGS_ACROSS_H

#include "report/writer.h"

#include <placement/findings.h>

/* Whether the rows of the table have units of their own. */
bool plm_has_row_units(const placement_findings *f, size_t table);

/* The columns of any table: its own or those of plm_across_column, and behind them "unit" where rows have their own.
 * False when `index` is out of range. Owned by the findings or static. */
bool plm_tidy_column(const placement_findings *f, size_t table, size_t index, placement_table_column *column);

/* The columns of the tidy table of one with a variable: those of text, the variable, "value", and "value_se",
 * "value_low", "value_high" as far as the table has them. False when `index` is out of range. Owned by the findings or
 * static. */
bool plm_across_column(const placement_findings *f, size_t table, size_t index, placement_table_column *column);

/* The rows, each with its line end; `unit` adds the unit of each row. */
void plm_put_across_rows(plm_writer *w, const placement_findings *f, size_t table, bool unit);

#endif
