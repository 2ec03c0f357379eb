/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the columns of tables mean, and what one row of each is, in words for their dictionary.
 */
#ifndef PLM_REPORT_MEANINGS_H
#define PLM_REPORT_MEANINGS_H

#include <placement/findings.h>

#include <stddef.h>

#define PLM_MEANING_SIZE 512

/* What a column of a table means or, if `column` is NULL, what one row of the table is. `table` is NULL for all tables
 * of the format, and a name that begins or ends with "*" stands for all that end or begin so. What is said before the
 * first colon or semicolon also stands behind "standard error of the". The column "p#" stands for p5, p90 and so on:
 * its text says of what they are quantiles. */
typedef struct plm_meaning {
  const char *table, *column, *text;
} plm_meaning;

typedef struct plm_meanings {
  const plm_meaning *list;
  size_t count;
} plm_meanings;

extern const plm_meanings plm_run_meanings;      /* of a run and of the plan basis, also as parts of a comparison */
extern const plm_meanings plm_grounds_meanings;  /* of what these and analyses rest on: before lists with a "*" */
extern const plm_meanings plm_compared_meanings; /* of comparisons and their overview */
extern const plm_meanings plm_effect_meanings;   /* what delays and values have in common */
extern const plm_meanings plm_delay_meanings, plm_value_meanings;
extern const plm_meanings plm_budget_meanings, plm_sensitivity_meanings, plm_switching_meanings, plm_search_meanings;
extern const plm_meanings plm_ledger_meanings, plm_check_meanings;

/* The meaning of the column of table `number` that is called `name`, or "value", "value_se", "value_low" or
 * "value_high" of one whose columns are values of a variable. What is not listed is told by its heading, or else its
 * name. */
void plm_tell_meaning(const placement_findings *f, size_t number, const char *name, char text[PLM_MEANING_SIZE]);

/* What one row of the table is; "" if that is not listed. */
void plm_tell_row(const placement_findings *f, size_t number, char text[PLM_MEANING_SIZE]);

#endif
