/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Members of JSON objects and elements of lists, as all reports write them. `line` is what comes before: a line break
 * and an indentation. `first` says whether a comma is due, and is false afterwards.
 */
#ifndef PLM_REPORT_JSON_MEMBERS_H
#define PLM_REPORT_JSON_MEMBERS_H

#include "report/writer.h"

/* What comes before an element. */
void plm_put_next(plm_writer *w, bool *first, const char *line);
void plm_put_key(plm_writer *w, const char *name);

void plm_put_string_member(plm_writer *w, bool *first, const char *line, const char *name, const char *text);
void plm_put_whole_member(plm_writer *w, bool *first, const char *line, const char *name, uint64_t value);
void plm_put_flag_member(plm_writer *w, bool *first, const char *line, const char *name, bool value);

/* A figure in a unit, PLACEMENT_UNIT_*; null if it is NAN. */
void plm_put_figure_member(plm_writer *w, bool *first, const char *line, const char *name, int32_t unit, double value);

/* A list of the first `count` labels of a plan. */
void plm_put_labels(plm_writer *w, const char *(*label)(const placement_plan *, size_t), const placement_plan *plan,
                    size_t count);

/* An object of all statistics. */
void plm_put_statistics(plm_writer *w, int32_t unit, const placement_statistics *statistics);

#endif
