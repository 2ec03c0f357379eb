/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Meanings of columns and rows: listed ones by format and table, those of parts of an estimate, and what is not listed.
 */
#include "findings_cells.h"
#include "report/findings.h"
#include "report/meanings.h"

#define OFF ": how far it may be off because only so many futures are simulated"

static placement_findings *finish(placement_findings *made)
{
  placement_findings *f = NULL;
  cr_assert_eq(plm_findings_finish(made, &f, NULL), PLACEMENT_OK);
  return f;
}

static void expect_meaning(const placement_findings *f, const char *table, const char *column, const char *meaning)
{
  placement_table_column c;
  size_t t = find_table(f, table);
  cr_assert_eq(placement_findings_column(f, t, find_column(f, t, column), &c, NULL), PLACEMENT_OK, "%s", column);
  cr_expect_str_eq(c.meaning, meaning);
}

Test(meanings, of_estimates_and_tables_called_after_metrics)
{
  placement_findings *made = plm_findings_new("placement-budget/1", "GBP");
  plm_findings_table(made, "cost.total.beyond", "Beyond", "");
  plm_findings_column(made, "year", "year", PLACEMENT_UNIT_TEXT);
  plm_findings_estimate_columns(made, "shortfall", "worst 20%", PLACEMENT_UNIT_MONEY);
  plm_findings_column(made, "p95", NULL, PLACEMENT_UNIT_MONEY);
  plm_findings_column(made, "p100", NULL, PLACEMENT_UNIT_MONEY);
  plm_findings_column(made, "new_se", "a new one", PLACEMENT_UNIT_MONEY);
  plm_findings_table(made, "years", NULL, "");
  placement_findings *f = finish(made);
  cr_expect_str_eq(table_named(f, "cost.total.beyond").row_is, "a financial year, or the whole horizon");
  cr_expect_str_eq(table_named(f, "years").row_is, "a metric whose budgets are told");
  expect_meaning(f, "cost.total.beyond", "year", "financial year; horizon: all of them");
  expect_meaning(f, "cost.total.beyond", "shortfall",
                 "expected shortfall: the mean of the worst futures, as many as the confidence leaves");
  expect_meaning(f, "cost.total.beyond", "shortfall_se", "standard error of the expected shortfall" OFF);
  expect_meaning(f, "cost.total.beyond", "shortfall_low",
                 "lower end of the 95% confidence interval of the expected shortfall");
  expect_meaning(f, "cost.total.beyond", "shortfall_high",
                 "upper end of the 95% confidence interval of the expected shortfall");
  expect_meaning(f, "cost.total.beyond", "p95", "P95 of the figure: in 95 of 100 futures it is no higher");
  expect_meaning(f, "cost.total.beyond", "p100", "p100");
  expect_meaning(f, "cost.total.beyond", "new_se", "a new one");
  placement_findings_free(f);
}

/* Tables of runs are parts of comparisons, whose own come first; columns that are values have one meaning. */
Test(meanings, of_parts_and_of_values_of_a_variable)
{
  char text[PLM_MEANING_SIZE];
  placement_findings *made = plm_findings_new("placement-comparison-findings/1", "GBP");
  plm_findings_table(made, "difference", "", "");
  plm_findings_column(made, "p90", "P90", PLACEMENT_UNIT_MONEY);
  plm_findings_table(made, "waterfall_by_year", "", "");
  plm_findings_across(made, "year");
  plm_findings_column(made, "step", NULL, PLACEMENT_UNIT_TEXT);
  plm_findings_column(made, "2025-26", "2025-26", PLACEMENT_UNIT_MONEY);
  plm_findings_column(made, "2025-26_se", "std error", PLACEMENT_UNIT_MONEY);
  plm_findings_table(made, "monthly_occupied", "", "");
  plm_findings_column(made, "p90", "P90", PLACEMENT_UNIT_CHILDREN);
  placement_findings *f = finish(made);
  expect_meaning(f, "difference", "p90",
                 "P90 of the difference, alternative less base: in 90 of 100 futures it is no higher");
  expect_meaning(f, "monthly_occupied", "p90",
                 "P90 of the average number of beds occupied: in 90 of 100 futures it is no higher");
  expect_meaning(f, "waterfall_by_year", "2025-26",
                 "effect on mean total cost of the step in order: a minus is a saving");
  expect_meaning(f, "waterfall_by_year", "2025-26_se",
                 "standard error of the effect on mean total cost of the step in order" OFF);
  plm_tell_meaning(f, 1, "value_se", text);
  cr_expect_str_eq(text, "standard error of the effect on mean total cost of the step in order" OFF);
  plm_tell_meaning(f, 1, "year", text);
  cr_expect_str_eq(text, "financial year; total: the whole horizon");
  plm_tell_meaning(f, 3, "year", text);
  cr_expect_str_eq(text, "");
  plm_tell_row(f, 3, text);
  cr_expect_str_eq(text, "");
  placement_findings_free(f);
}

Test(meanings, of_other_formats)
{
  placement_findings *made = plm_findings_new("placement-test/1", "GBP");
  plm_findings_table(made, "years", "", "");
  plm_findings_column(made, "mean", "mean", PLACEMENT_UNIT_MONEY);
  plm_findings_column(made, "whatever", "of variance, %", PLACEMENT_UNIT_SHARE);
  placement_findings *f = finish(made);
  cr_expect_str_eq(table_named(f, "years").row_is, "");
  expect_meaning(f, "years", "mean", "mean over all futures simulated: what to expect");
  expect_meaning(f, "years", "whatever", "of variance, %");
  placement_findings_free(f);
}
