/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * dictionary.csv: what each column of each file of a folder of tidy CSV is, and what one row.
 */
#ifndef PLM_REPORT_DICTIONARY_H
#define PLM_REPORT_DICTIONARY_H

#include "report/writer.h"

#include <placement/findings.h>

#include <stdbool.h>

/* The first row of each dictionary.csv, without the end of the line. */
#define PLM_DICTIONARY_HEADER "file,table,row_is,column,unit,meaning,heading,note"

/* The first row, and those of answer.csv and provenance.csv, which are of `several` findings or of one. */
void plm_begin_dictionary(plm_writer *w, bool several);

/* The rows of table `number`, which is in the file `file` without its ending. */
void plm_put_dictionary(plm_writer *w, const placement_findings *f, size_t number, const char *file);

#endif
