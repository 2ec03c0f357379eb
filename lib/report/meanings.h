/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the columns of tables mean, in words for their dictionary.
 */
#ifndef PLM_REPORT_MEANINGS_H
#define PLM_REPORT_MEANINGS_H

#include "report/writer.h"

#include <placement/findings.h>

/* Writes the meaning of a column of the table as a text of CSV: by its name, where columns of that name mean the same
 * in all tables, otherwise its heading without "%", because shares are written as such, or its name if it has none.
 * What belongs to an estimate is told with what is estimated. */
void plm_put_meaning(plm_writer *w, const placement_findings *f, size_t table, const placement_table_column *column);

#endif
