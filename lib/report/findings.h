/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Building findings. Whatever goes wrong on the way (only memory can) is remembered and told by plm_findings_finish, so
 * that nothing in between need be checked. Texts are copied. NULL is accepted everywhere as findings that failed.
 */
#ifndef PLM_REPORT_FINDINGS_H
#define PLM_REPORT_FINDINGS_H

#include "base/decimal.h"
#include "base/error.h"

#include <placement/estimate.h>
#include <placement/findings.h>
#include <placement/run.h>

/* NULL if there is no memory. `format` is the name and version, such as "placement-budget/1"; money is in `currency`.
 */
placement_findings *plm_findings_new(const char *format, const char *currency);

/* Sets *finished, or frees the findings and fails. */
placement_status plm_findings_finish(placement_findings *f, placement_findings **finished, placement_error *err);

/* Decimals in sentences come from plm_format_decimal, never from "%f", which depends on the locale. */
void plm_findings_sentence(placement_findings *f, const char *format, ...) PLM_PRINTF(2, 3);
void plm_findings_source(placement_findings *f, const char *source);

/* An amount in whole units of the currency, such as "£1,234,567" or "1,234,567 EUR", and in millions with two decimals.
 */
plm_decimal plm_findings_amount(const placement_findings *f, double amount);
plm_decimal plm_findings_millions(const placement_findings *f, double amount);

/* The same in three digits, for sentences: "£30.9 million", "£412,000"; below 1,000 in whole units. */
plm_decimal plm_findings_about(const placement_findings *f, double amount);

void plm_findings_provenance(placement_findings *f, const char *name, const char *value);
void plm_findings_provenance_whole(placement_findings *f, const char *name, uint64_t value);

/* Version, currency, seed, first replication, and replications: `done` of them. */
void plm_findings_provenance_of_run(placement_findings *f, const placement_run_options *options, uint64_t done);

/* Begins a table; its columns come before its rows. */
void plm_findings_table(placement_findings *f, const char *name, const char *heading, const char *note);
void plm_findings_column(placement_findings *f, const char *name, const char *heading, int32_t unit);

/* Of the last table: what placement_table calls group_count, across, detail (set) and summary. */
void plm_findings_groups(placement_findings *f, size_t count);
void plm_findings_across(placement_findings *f, const char *variable);
void plm_findings_detail(placement_findings *f);
void plm_findings_answers(placement_findings *f, size_t row); /* what is called answer_row there */
void plm_findings_summary(placement_findings *f, const char *format, ...) PLM_PRINTF(2, 3);

/* Of the last column: its figures add up over rows; each is the sum of those before it in its row. */
void plm_findings_adds_up(placement_findings *f);
void plm_findings_total(placement_findings *f);

/* Likewise of the column with this name, such as the first of an estimate. */
void plm_findings_column_adds_up(placement_findings *f, const char *name);
void plm_findings_column_total(placement_findings *f, const char *name);

/* Four columns: NAME, NAME_se, NAME_low and NAME_high; the first two have headings. */
void plm_findings_estimate_columns(placement_findings *f, const char *name, const char *heading, int32_t unit);

/* Begins a row, whose cells follow in the order of the columns; those left out at its end are not defined. `unit` is
 * that of columns of PLACEMENT_UNIT_OF_ROW, PLACEMENT_UNIT_NUMBER where there are none. */
void plm_findings_row(placement_findings *f, int32_t unit);
void plm_findings_text(placement_findings *f, const char *text);

/* The last row is a sum in which `row` of the same table has the sign `sign`, 1 or -1. Rows are numbered from 0;
 * plm_findings_row_count tells the number of the next. */
void plm_findings_addend(placement_findings *f, size_t row, int32_t sign);
size_t plm_findings_row_count(const placement_findings *f);

/* The figure at `row` in a column of the last table follows from others: see placement_findings_operand. Nothing is
 * stated where that does not come to it, or figures are not defined, so that whoever tells of a difference or a share
 * need not know when it is exactly that. All rows concerned are there; columns go by their names. */
typedef struct plm_operand {
  size_t row;
  const char *column;
  int32_t operation; /* PLACEMENT_OPERAND_* */
} plm_operand;

void plm_findings_follows(placement_findings *f, size_t row, const char *column, const plm_operand *operands,
                          size_t count);

/* The same of the last row: the figures of `columns`, each of which begins with "+", "-" or "/": "+budget -mean". */
void plm_findings_row_follows(placement_findings *f, const char *column, const char *columns);

void plm_findings_number(placement_findings *f, double number);
void plm_findings_estimate(placement_findings *f, const placement_estimate *estimate); /* four cells */

/* Whether a value of provenance is a whole number, which JSON writes without quotes. */
bool plm_findings_provenance_is_whole(const placement_findings *f, size_t index);

#endif
