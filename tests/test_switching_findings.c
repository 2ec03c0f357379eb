/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is said of switching values that were solved by hand.
 */
#include "counting_allocator.h"
#include "switching_scenarios.h"

static const char *const fee[] = {"/groups/0/weekly_fee"}, *const beds[] = {"/homes/0/beds"},
                         *const days[] = {"/external/notice_days"};

static placement_switching *ask(const char *scenario, const placement_switching_question *q)
{
  placement_scenario *s = scenario_of(scenario);
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  placement_switching *found = NULL;
  options.replications = 40;
  options.threads = 1;
  cr_assert_eq(placement_switching_new(s, q, &options, &found, NULL), PLACEMENT_OK);
  placement_scenario_free(s);
  return found;
}

static placement_findings *findings_of(const char *scenario, const placement_switching_question *q)
{
  placement_switching *found = ask(scenario, q);
  placement_findings *f = NULL;
  cr_assert_eq(placement_switching_findings(found, &f, NULL), PLACEMENT_OK);
  placement_switching_free(found); /* findings refer to nothing */
  return f;
}

/* Sentence `index`, or any if it is SIZE_MAX, has the words. */
static void says(const placement_findings *f, size_t index, const char *words)
{
  for (size_t i = 0; i < placement_findings_sentence_count(f); i++) {
    const char *sentence = placement_findings_sentence(f, i);
    if ((index == i || index == SIZE_MAX) && strstr(sentence, words) != NULL)
      return;
    cr_expect(index != i, "'%s', not '%s'", sentence, words);
  }
  cr_expect(index != SIZE_MAX, "nothing says '%s'", words);
}

static size_t table_of(const placement_findings *f, const char *name)
{
  placement_table t;
  size_t i = 0;
  while (placement_findings_table(f, i, &t, NULL) == PLACEMENT_OK && strcmp(t.name, name) != 0)
    i++;
  cr_assert_lt(i, placement_findings_table_count(f));
  return i;
}

static void notes(const placement_findings *f, const char *table, const char *words)
{
  placement_table t;
  cr_assert_eq(placement_findings_table(f, table_of(f, table), &t, NULL), PLACEMENT_OK);
  cr_expect_not_null(strstr(t.note, words), "%s", t.note);
}

static double cell(const placement_findings *f, const char *table, size_t row, const char *name)
{
  placement_table_column c;
  size_t t = table_of(f, table), i = 0;
  while (placement_findings_column(f, t, i, &c, NULL) == PLACEMENT_OK && strcmp(c.name, name) != 0)
    i++;
  cr_assert_eq(placement_findings_column(f, t, i, &c, NULL), PLACEMENT_OK, "there is no column %s", name);
  return placement_findings_number(f, t, row, i);
}

Test(switching_findings, target)
{
  placement_switching_question q = question_of(fee, PLACEMENT_CHANGE_VALUE, 100000);
  placement_findings *f = findings_of(BOUGHT, &q);
  cr_expect_str_eq(placement_findings_format(f), "placement-switching/1");
  says(f, 0,
       "Total cost over the whole horizon is £100,000 where weekly fee of a is 1,917.81 (95% interval "
       "1,917.81 to 1,917.81), 52.1% less than now.");
  says(f, 1,
       "Now it is £209,000, £109,000 (standard error £0) more than wanted; below the switching value "
       "it is less than wanted, above it more.");
  cr_expect_eq(placement_findings_sentence_count(f), 2);
  cr_expect(fabs(cell(f, "switching", 0, "amount") - 1917.8082) < 1e-3);
  cr_expect(fabs(cell(f, "switching", 0, "distance") + 0.52055) < 1e-4);
  cr_expect_eq(cell(f, "switching", 0, "direction"), 1);
  cr_expect_eq(cell(f, "inputs", 0, "now"), 4000);
  cr_expect(fabs(cell(f, "inputs", 0, "switching_1") - 1917.8082) < 1e-3);
  cr_expect(fabs(cell(f, "places", 0, "now") - 208571.43) < 0.01);
  cr_expect(fabs(cell(f, "places", 0, "switching_1") - 100000) < 0.05);
  cr_expect_eq(cell(f, "curve", 12, "amount"), 16000);
  cr_expect_eq(cell(f, "curve", 12, "replications"), 40);
  placement_findings_free(f);
  q.target = 900000;
  f = findings_of(BOUGHT, &q);
  says(f, 0,
       "There is no switching value: while weekly fee of a goes from 1,000 to 16,000, total cost over the whole "
       "horizon stays lower than wanted, first by £848,000, in the end by £65,700.");
  placement_findings_free(f);
}

Test(switching_findings, against)
{
  placement_scenario *home = scenario_of(HOME), *bought = scenario_of(BOUGHT);
  placement_switching_question q = question_of(fee, PLACEMENT_CHANGE_FACTOR, 0);
  q.against = home;
  placement_findings *f = findings_of(BOUGHT, &q);
  says(f, 0, "is the same as in the other scenario where weekly fee of a is 0.575342 times what it is now");
  cr_expect(fabs(cell(f, "switching", 0, "distance") + 0.424658) < 1e-5);
  says(f, 2,
       "At the switching value the homes of the other scenario are 100.0% full on average (now 100.0%); a placement "
       "in them costs £2,300 a week.");
  says(f, 1, "more than in the other scenario; below the switching value it is less than in the other scenario");
  notes(f, "inputs", "The other scenario has the same input with the same value and keeps it here.");
  cr_expect(fabs(cell(f, "places", 0, "other") - 120000) < 0.01);
  placement_findings_free(f);
  q.against = bought;
  q.both = 1;
  f = findings_of(HOME, &q);
  says(f, 1, "; below the switching value it is more than in the other scenario, above it less.");
  cr_expect(fabs(cell(f, "other_places", 0, "switching_1") - 120000) < 0.05);
  placement_findings_free(f);
  placement_scenario_free(home);
  placement_scenario_free(bought);
}

Test(switching_findings, steps)
{
  placement_switching_question q = question_of(beds, PLACEMENT_CHANGE_VALUE, 4350);
  placement_findings *f = findings_of(EMPTY, &q);
  says(f, 0,
       "Total cost over the whole horizon passes £4,350 where beds of h goes from 4 to 5 (now it is 2): £500"
       " (standard error £0) less before, £500 (standard error £0) more after.");
  cr_expect(cell(f, "switching", 0, "from") == 4 && cell(f, "switching", 0, "to") == 5);
  placement_findings_free(f);
  q.as = PLACEMENT_CHANGE_ADD;
  f = findings_of(EMPTY, &q);
  says(f, 0, "where what is added to beds of h goes from 2 to 3: ");
  cr_expect_eq(cell(f, "inputs", 0, "switching_1"), 4);
  placement_findings_free(f);
  q.target = 3850;
  f = findings_of(EMPTY, &q);
  says(f, 0, "is £3,850 where 2 is added to beds of h");
  placement_findings_free(f);
}

Test(switching_findings, several)
{
  static const char *const together[] = {"/homes/1/costs/0/amount", "/homes/1/costs/0/optimism_bias"};
  placement_switching_question q = question_of(together, PLACEMENT_CHANGE_ADD, 2000 - 200 + 12.5);
  q.pointer_count = 2;
  q.low = -1;
  q.high = 9;
  placement_findings *f = findings_of(EMPTY, &q);
  says(f, 0,
       " at 2 switching values of what is added to each of costs 0 amount of i and costs 0 optimism bias of i: 0.");
  says(f, 1, "; below the first switching value it is more than wanted, above it less.");
  cr_expect(fabs(cell(f, "inputs", 0, "switching_2") + 1.5) < 1e-3);
  placement_findings_free(f);
}

Test(switching_findings, through_and_unsound)
{
  placement_scenario *same = scenario_of(BOUGHT);
  placement_switching_question q = question_of(days, PLACEMENT_CHANGE_VALUE, 0);
  q.against = same;
  q.high = 10;
  placement_findings *f = findings_of(BOUGHT, &q);
  says(f, 0, "is the same as in the other scenario wherever external notice days goes from 0 to 10");
  placement_findings_free(f);
  static const char *const mode[] = {"/groups/0/need_days/pert/mode"};
  q = question_of(mode, PLACEMENT_CHANGE_VALUE, 9);
  f = findings_of(EMPTY, &q);
  says(f, SIZE_MAX, "There is no switching value");
  notes(f, "inputs", "Part of the range cannot be, and is left out: with /groups/0/need_days/pert/mode at 5");
  placement_findings_free(f);
  placement_scenario_free(same);
}

Test(switching_findings, refused)
{
  placement_switching_question q = question_of(fee, PLACEMENT_CHANGE_VALUE, 100000);
  placement_findings *f = NULL;
  cr_expect_eq(placement_switching_findings(NULL, &f, NULL), PLACEMENT_ERROR_ARGUMENT);
  placement_switching *found = ask(BOUGHT, &q);
  cr_expect_eq(placement_switching_findings(found, NULL, NULL), PLACEMENT_ERROR_ARGUMENT);
  placement_switching_free(found);
}

Test(switching_findings, exhausted_memory)
{
#ifndef COUNTING
  cr_skip_test("the allocator cannot be replaced here");
#endif
  placement_switching_question q = question_of(fee, PLACEMENT_CHANGE_VALUE, 100000);
  placement_switching *found = ask(BOUGHT, &q);
  placement_status status = PLACEMENT_ERROR_MEMORY;
  for (long n = 0; status == PLACEMENT_ERROR_MEMORY; n++) {
    placement_error err = PLACEMENT_ERROR_INIT;
    placement_findings *f = NULL;
    cr_assert_lt(n, 10000);
    count_allocations(n);
    status = placement_switching_findings(found, &f, &err);
    counter.left = 1000000;
    cr_expect_eq(f != NULL, status == PLACEMENT_OK, "when allocation %ld fails", n);
    placement_findings_free(f);
    cr_expect_eq(stop_counting(), 0, "when allocation %ld fails", n);
    cr_expect_eq(err.code, status);
  }
  cr_expect_eq(status, PLACEMENT_OK);
  placement_switching_free(found);
}
