/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Findings as built, as read through the public functions, and as written, hostile texts included.
 */
#include "counting_allocator.h"

#include "report/findings.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct gathered {
  char text[4096];
  size_t used;
} gathered;

static int gather(const char *text, size_t length, void *data)
{
  gathered *g = data;
  if (g->used + length >= sizeof g->text)
    return -1;
  memcpy(g->text + g->used, text, length);
  g->used += length;
  return 0;
}

static placement_status build(placement_findings **finished, placement_error *err)
{
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  placement_findings *f = plm_findings_new("placement-test/1", "GBP");
  options.seed = 18446744073709551615u;
  plm_findings_provenance_of_run(f, &options, 10000);
  plm_findings_sentence(f, "It costs %s \"more\".", plm_findings_amount(f, 1234567.5).text);
  plm_findings_source(f, "Somebody 1999");
  plm_findings_table(f, "years", "By year", "How to read it.");
  plm_findings_column(f, "year", "year", PLACEMENT_UNIT_TEXT);
  plm_findings_estimate_columns(f, "cost", "cost", PLACEMENT_UNIT_MONEY);
  plm_findings_column(f, "change", "change", PLACEMENT_UNIT_OF_ROW);
  plm_findings_row(f, PLACEMENT_UNIT_SHARE);
  plm_findings_text(f, "=2020-21");
  plm_findings_estimate(f, &(placement_estimate){100.005, 1, -INFINITY, 102});
  plm_findings_number(f, 0.25);
  plm_findings_row(f, PLACEMENT_UNIT_MONEY);
  plm_findings_text(f, "2021-22");
  plm_findings_table(f, "nothing", "Nothing", "");
  plm_findings_column(f, "a", "a", PLACEMENT_UNIT_NUMBER);
  return plm_findings_finish(f, finished, err);
}

/* A table with everything that few tables have. */
static placement_status build_sums(placement_findings **finished, placement_error *err)
{
  placement_findings *f = plm_findings_new("placement-test/1", "GBP");
  plm_findings_table(f, "sums", "Sums", "");
  plm_findings_groups(f, 1);
  plm_findings_detail(f);
  plm_findings_summary(f, "In all %d.", 5);
  plm_findings_summary(f, "In all %d.", 6);
  plm_findings_column(f, "what", "", PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "first", "first", PLACEMENT_UNIT_COUNT);
  plm_findings_adds_up(f);
  plm_findings_column(f, "all", "all", PLACEMENT_UNIT_COUNT);
  plm_findings_total(f);
  for (int row = 0; row < 4; row++) {
    plm_findings_row(f, PLACEMENT_UNIT_NUMBER);
    plm_findings_text(f, row == 2 ? "sum" : "part");
    plm_findings_number(f, (double)(row == 2 ? 5 - 7 : 5 + 2 * row));
    if (row == 2) {
      plm_findings_addend(f, 0, 1);
      plm_findings_addend(f, 1, -1);
    }
  }
  return plm_findings_finish(f, finished, err);
}

Test(findings, sums)
{
  placement_findings *f = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  placement_table t;
  placement_table_column c;
  placement_addend addend;
  cr_assert_eq(build_sums(&f, NULL), PLACEMENT_OK);
  cr_assert_eq(placement_findings_table(f, 0, &t, NULL), PLACEMENT_OK);
  cr_expect(t.group_count == 1 && t.detail == 1);
  cr_expect_str_eq(t.summary, "In all 6.");
  cr_assert_eq(placement_findings_column(f, 0, 1, &c, NULL), PLACEMENT_OK);
  cr_expect(c.adds_up == 1 && c.total == 0);
  cr_assert_eq(placement_findings_column(f, 0, 2, &c, NULL), PLACEMENT_OK);
  cr_expect(c.adds_up == 0 && c.total == 1);
  for (size_t row = 0; row < 5; row++)
    cr_expect_eq(placement_findings_addend_count(f, 0, row), row == 2 ? 2 : 0, "row %zu", row);
  cr_assert_eq(placement_findings_addend(f, 0, 2, 1, &addend, NULL), PLACEMENT_OK);
  cr_expect(addend.row == 1 && addend.sign == -1);
  cr_expect_eq(placement_findings_addend(f, 0, 2, 2, &addend, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_findings_addend(f, 1, 0, 0, &addend, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_findings_addend_count(f, 1, 0), 0);
  placement_findings_free(f);
}

/* What a budget has: plan, mean, budget, contingency, and a share. */
static placement_status build_operands(placement_findings **finished, placement_error *err)
{
  static const double cells[][5] = {{10, 20, 25, 5, 0.4}, {10, 30, 45, 15, 0.5}, {20, 50, 80, 29, NAN}};
  placement_findings *f = plm_findings_new("placement-test/1", "GBP");
  plm_findings_table(f, "budget", "Budget", "");
  plm_findings_column(f, "year", "year", PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "plan", "plan", PLACEMENT_UNIT_MONEY);
  plm_findings_estimate_columns(f, "mean", NULL, PLACEMENT_UNIT_MONEY);
  plm_findings_column(f, "budget", "budget", PLACEMENT_UNIT_MONEY);
  plm_findings_column(f, "contingency", "contingency", PLACEMENT_UNIT_MONEY);
  plm_findings_column(f, "share", "share", PLACEMENT_UNIT_SHARE);
  plm_findings_column_adds_up(f, "mean");
  plm_findings_column_total(f, "contingency");
  plm_findings_column_total(f, "nothing");
  for (int row = 0; row < 3; row++) {
    plm_findings_row(f, PLACEMENT_UNIT_NUMBER);
    plm_findings_text(f, "");
    plm_findings_number(f, cells[row][0]);
    plm_findings_estimate(f, &(placement_estimate){cells[row][1], 1, 2, 3});
    for (int i = 2; i < 5; i++)
      plm_findings_number(f, cells[row][i]);
    plm_findings_row_follows(f, "contingency", "+budget -mean");
    plm_findings_row_follows(f, "share", "+plan /budget");
    plm_findings_row_follows(f, "share", "+budget /nothing");
  }
  const plm_operand twice[] = {{0, "plan", PLACEMENT_OPERAND_PLUS}, {1, "plan", PLACEMENT_OPERAND_PLUS}};
  plm_findings_follows(f, 0, "mean", twice, 2);
  plm_findings_follows(f, 0, "mean", twice, 2);
  plm_findings_follows(f, 1, "mean", twice, 2);
  plm_findings_follows(f, 9, "mean", twice, 2);
  plm_findings_answers(f, 1);
  plm_findings_table(f, "nothing", "Nothing", "");
  plm_findings_answers(f, 1);
  return plm_findings_finish(f, finished, err);
}

Test(findings, figures_that_follow_from_others)
{
  placement_findings *f = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  placement_operand operand;
  placement_table_column c;
  placement_table t;
  enum { PLAN = 1, MEAN = 2, BUDGET = 6, CONTINGENCY = 7, SHARE = 8 };
  cr_assert_eq(build_operands(&f, NULL), PLACEMENT_OK);
  cr_assert_eq(placement_findings_table(f, 0, &t, NULL), PLACEMENT_OK);
  cr_expect_eq(t.answer_row, 1);
  cr_assert_eq(placement_findings_table(f, 1, &t, NULL), PLACEMENT_OK);
  cr_expect_eq(t.answer_row, 0, "there is no such row");
  const struct {
    size_t row, column, count;
  } cells[] = {{0, MEAN, 2},   {0, CONTINGENCY, 2}, {0, SHARE, 2}, {0, PLAN, 0},
               {0, BUDGET, 0}, {1, CONTINGENCY, 2}, {1, MEAN, 0},  {1, SHARE, 0},
               {2, SHARE, 0},  {2, CONTINGENCY, 0}, {9, MEAN, 0},  {0, 9, 0}};
  for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
    cr_expect_eq(placement_findings_operand_count(f, 0, cells[i].row, cells[i].column), cells[i].count, "%zu %zu",
                 cells[i].row, cells[i].column);
  cr_assert_eq(placement_findings_operand(f, 0, 1, CONTINGENCY, 1, &operand, NULL), PLACEMENT_OK);
  cr_expect(operand.row == 1 && operand.column == MEAN && operand.operation == PLACEMENT_OPERAND_MINUS);
  cr_assert_eq(placement_findings_operand(f, 0, 0, SHARE, 1, &operand, NULL), PLACEMENT_OK);
  cr_expect(operand.row == 0 && operand.column == BUDGET && operand.operation == PLACEMENT_OPERAND_OVER);
  cr_assert_eq(placement_findings_operand(f, 0, 0, MEAN, 1, &operand, NULL), PLACEMENT_OK);
  cr_expect(operand.row == 1 && operand.column == PLAN && operand.operation == PLACEMENT_OPERAND_PLUS);
  cr_expect_eq(placement_findings_operand(f, 0, 0, MEAN, 2, &operand, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_findings_operand(f, 1, 0, MEAN, 0, &operand, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_findings_operand_count(f, 1, 0, 0), 0);
  cr_assert_eq(placement_findings_column(f, 0, MEAN, &c, NULL), PLACEMENT_OK);
  cr_expect(c.adds_up == 1 && c.total == 0);
  cr_assert_eq(placement_findings_column(f, 0, CONTINGENCY, &c, NULL), PLACEMENT_OK);
  cr_expect(c.adds_up == 0 && c.total == 1);
  placement_findings_free(f);
}

Test(findings, read)
{
  placement_findings *f = NULL;
  placement_table t;
  placement_table_column c;
  cr_assert_eq(build(&f, NULL), PLACEMENT_OK);
  cr_expect_str_eq(placement_findings_format(f), "placement-test/1");
  cr_expect_str_eq(placement_findings_currency(f), "GBP");
  cr_expect_eq(placement_findings_sentence_count(f), 1);
  cr_expect_str_eq(placement_findings_sentence(f, 0), "It costs £1,234,568 \"more\".");
  cr_expect_null(placement_findings_sentence(f, 1));
  cr_expect_eq(placement_findings_source_count(f), 1);
  cr_expect_null(placement_findings_source(f, 1));
  cr_expect_eq(placement_findings_provenance_count(f), 6);
  cr_expect_str_eq(placement_findings_provenance_name(f, 2), "seed");
  cr_expect_str_eq(placement_findings_provenance_value(f, 2), "18446744073709551615");
  cr_expect_eq(placement_findings_table_count(f), 2);
  cr_assert_eq(placement_findings_table(f, 0, &t, NULL), PLACEMENT_OK);
  cr_expect(t.row_count == 2 && t.column_count == 6);
  cr_assert_eq(placement_findings_column(f, 0, 2, &c, NULL), PLACEMENT_OK);
  cr_expect_str_eq(c.name, "cost_se");
  cr_expect_str_eq(c.heading, "std error");
  cr_assert_eq(placement_findings_column(f, 0, 3, &c, NULL), PLACEMENT_OK);
  cr_expect_null(c.heading);
  cr_expect_eq(placement_findings_unit(f, 0, 0, 1), PLACEMENT_UNIT_MONEY);
  cr_expect_eq(placement_findings_unit(f, 0, 0, 5), PLACEMENT_UNIT_SHARE);
  cr_expect_eq(placement_findings_unit(f, 0, 1, 5), PLACEMENT_UNIT_MONEY);
  cr_expect_str_eq(placement_findings_text(f, 0, 1, 0), "2021-22");
  cr_expect_eq(placement_findings_number(f, 0, 0, 1), 100.005);
  cr_expect(isnan(placement_findings_number(f, 0, 1, 1)), "a cell that was left out");
  placement_findings_free(f);
}

Test(findings, out_of_range)
{
  placement_findings *f = NULL;
  placement_table t;
  placement_table_column c;
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_assert_eq(build(&f, NULL), PLACEMENT_OK);
  cr_expect_eq(placement_findings_table(f, 2, &t, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_findings_column(f, 0, 6, &c, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_str_eq(placement_findings_text(f, 0, 2, 0), "");
  cr_expect(isnan(placement_findings_number(f, 0, 0, 6)));
  cr_expect_eq(placement_findings_unit(f, 2, 0, 0), PLACEMENT_UNIT_NUMBER);
  cr_expect_eq(placement_findings_write(f, 2, gather, NULL, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_str_eq(err.message, "there is no format 2 of findings");
  cr_expect_eq(placement_findings_write(f, PLACEMENT_FORMAT_CSV, NULL, NULL, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_findings_write_file(f, 9, "/nowhere", &err), PLACEMENT_ERROR_ARGUMENT);
  placement_findings_free(f);
}

static void expect_written(int32_t format, const char *expected)
{
  static gathered g;
  placement_findings *f = NULL;
  g = (gathered){.used = 0};
  cr_assert_eq(build(&f, NULL), PLACEMENT_OK);
  cr_assert_eq(placement_findings_write(f, format, gather, &g, NULL), PLACEMENT_OK);
  cr_expect_str_eq(g.text, expected);
  placement_findings_free(f);
}

Test(findings, json)
{
  char expected[2048];
  (void)snprintf(expected, sizeof expected, "%s%s%s",
                 "{\n  \"format\": \"placement-test/1\",\n  \"provenance\": {\n    \"version\": \"",
                 placement_version(),
                 "\",\n    \"currency\": \"GBP\",\n    \"seed\": \"18446744073709551615\",\n"
                 "    \"first_replication\": 0,\n    \"replications\": 10000,\n    \"rng\": \"philox4x32-10\"\n  },\n"
                 "  \"answer\": [\n    \"It costs £1,234,568 \\\"more\\\".\"\n  ],\n"
                 "  \"sources\": [\n    \"Somebody 1999\"\n  ],\n"
                 "  \"tables\": {\n    \"years\": [\n"
                 "      {\"year\": \"=2020-21\", \"cost\": 100.01, \"cost_se\": 1.00, \"cost_low\": null, "
                 "\"cost_high\": 102.00, \"change\": 0.25},\n"
                 "      {\"year\": \"2021-22\", \"cost\": null, \"cost_se\": null, \"cost_low\": null, "
                 "\"cost_high\": null, \"change\": null}\n    ],\n    \"nothing\": []\n  }\n}\n");
  expect_written(PLACEMENT_FORMAT_JSON, expected);
}

/* What a spreadsheet would take for a formula has an apostrophe before it. */
Test(findings, csv)
{
  expect_written(PLACEMENT_FORMAT_CSV, "table,row,label,column,unit,value\r\n"
                                       "years,1,'=2020-21,year,,'=2020-21\r\n"
                                       "years,1,'=2020-21,cost,GBP,100.01\r\n"
                                       "years,1,'=2020-21,cost_se,GBP,1.00\r\n"
                                       "years,1,'=2020-21,cost_low,GBP,\r\n"
                                       "years,1,'=2020-21,cost_high,GBP,102.00\r\n"
                                       "years,1,'=2020-21,change,share,0.25\r\n"
                                       "years,2,2021-22,year,,2021-22\r\n"
                                       "years,2,2021-22,cost,GBP,\r\n"
                                       "years,2,2021-22,cost_se,GBP,\r\n"
                                       "years,2,2021-22,cost_low,GBP,\r\n"
                                       "years,2,2021-22,cost_high,GBP,\r\n"
                                       "years,2,2021-22,change,GBP,\r\n");
}

/* What a spreadsheet that opens a file by a double click would take for other characters. */
Test(findings, csv_without_typography)
{
  static gathered g;
  placement_findings *f = plm_findings_new("placement-test/1", "GBP");
  g = (gathered){.used = 0};
  plm_findings_table(f, "texts", "Texts", "");
  plm_findings_column(f, "text", "text", PLACEMENT_UNIT_TEXT);
  plm_findings_row(f, PLACEMENT_UNIT_NUMBER);
  plm_findings_text(f, "\xE2\x80\x9CIt\xE2\x80\x99s\xE2\x80\x9D");
  plm_findings_row(f, PLACEMENT_UNIT_NUMBER);
  plm_findings_text(f, "\xE2\x80\x93\xC2\xA3"
                       "5\xE2\x80\xA6 caf\xC3\xA9");
  cr_assert_eq(plm_findings_finish(f, &f, NULL), PLACEMENT_OK);
  cr_assert_eq(placement_findings_write(f, PLACEMENT_FORMAT_CSV, gather, &g, NULL), PLACEMENT_OK);
  cr_expect_str_eq(g.text, "table,row,label,column,unit,value\r\n"
                           "texts,1,\"\"\"It's\"\"\",text,,\"\"\"It's\"\"\"\r\n"
                           "texts,2,'-GBP 5... caf\xC3\xA9,text,,'-GBP 5... caf\xC3\xA9\r\n");
  placement_findings_free(f);
}

static void starve(placement_status (*make)(placement_findings **, placement_error *), long least)
{
  placement_status status = PLACEMENT_ERROR_MEMORY;
  long n = 0;
  for (; status == PLACEMENT_ERROR_MEMORY; n++) {
    placement_findings *f = NULL;
    placement_error err = PLACEMENT_ERROR_INIT;
    cr_assert_lt(n, 10000);
    count_allocations(n);
    status = make(&f, &err);
    counter.left = 1000000;
    cr_expect_eq(f != NULL, status == PLACEMENT_OK, "when allocation %ld fails", n);
    placement_findings_free(f);
    cr_expect_eq(stop_counting(), 0, "when allocation %ld fails", n);
    cr_expect_eq(err.code, status);
  }
  cr_expect_gt(n, least);
  cr_expect_eq(status, PLACEMENT_OK);
}

Test(findings, memory)
{
#ifndef COUNTING
  cr_skip_test("the allocator cannot be replaced here");
#endif
  starve(build, 20);
  starve(build_sums, 15);
  starve(build_operands, 15);
}
