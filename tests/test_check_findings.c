/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What checking scenarios found, as findings: sound ones, unsound ones and those that cannot be read.
 */
#include "findings_cells.h"
#include "starve.h"

#include <criterion/criterion.h>
#include <math.h>
#include <placement/check.h>
#include <string.h>

typedef struct fixture {
  placement_scenario *scenario;
  placement_plan *plan;
  placement_problems *problems;
  placement_error err;
  placement_checked checked[3];
} fixture;

static void set_up(fixture *f)
{
  static const char wrong[] = "{\"format\": 1,\n \"horizon\": {\"start\": \"2025-04-01\", \"years\": 0}}";
  placement_scenario *none = NULL;
  *f = (fixture){.err = PLACEMENT_ERROR_INIT};
  cr_assert_eq(placement_scenario_load_file(EXAMPLES "/scenarios/minimal.json", &f->scenario, NULL, NULL),
               PLACEMENT_OK);
  cr_assert_eq(placement_plan_new(f->scenario, &f->plan, NULL), PLACEMENT_OK);
  cr_assert_eq(placement_problems_new(&f->problems, NULL), PLACEMENT_OK);
  cr_assert_neq(placement_scenario_load_text(wrong, strlen(wrong), "wrong", &none, f->problems, NULL), PLACEMENT_OK);
  cr_assert_eq(placement_scenario_load_file("/nowhere", &none, NULL, &f->err), PLACEMENT_ERROR_IO);
  for (int i = 0; i < 3; i++)
    f->checked[i] = (placement_checked)PLACEMENT_CHECKED_INIT;
  f->checked[0].file = "minimal";
  f->checked[0].scenario = f->scenario;
  f->checked[0].plan = f->plan;
  f->checked[1].file = "wrong";
  f->checked[1].problems = f->problems;
  f->checked[2].file = "nowhere";
  f->checked[2].err = &f->err;
}

static void tear_down(fixture *f)
{
  placement_plan_free(f->plan);
  placement_scenario_free(f->scenario);
  placement_problems_free(f->problems);
}

Test(check_findings, tables)
{
  fixture f;
  placement_findings *found = NULL;
  placement_table t;
  set_up(&f);
  size_t problems = placement_problems_count(f.problems);
  cr_assert_gt(problems, 1);
  cr_assert_eq(placement_check_findings(f.checked, 3, &found, NULL), PLACEMENT_OK);
  expect_meanings(found);
  cr_expect_str_eq(placement_findings_sentence(found, 0), "1 of 3 scenarios is sound.");
  cr_assert_eq(placement_findings_table(found, 0, &t, NULL), PLACEMENT_OK);
  cr_expect(t.row_count == 3 && t.column_count == 12);
  cr_expect_str_eq(placement_findings_text(found, 0, 0, 1), "yes");
  cr_expect_eq(placement_findings_number(found, 0, 0, 2), 0);
  cr_expect_eq(placement_findings_number(found, 0, 0, 3), 2, "financial years");
  cr_expect_eq(placement_findings_number(found, 0, 0, 7), 2, "beds");
  cr_expect_str_eq(placement_findings_text(found, 0, 1, 1), "no");
  cr_expect_eq(placement_findings_number(found, 0, 1, 2), (double)problems);
  cr_expect(isnan(placement_findings_number(found, 0, 1, 3)));
  cr_expect_eq(placement_findings_number(found, 0, 2, 2), 1);
  cr_assert_eq(placement_findings_table(found, 1, &t, NULL), PLACEMENT_OK);
  cr_expect_eq(t.row_count, problems + 1);
  const placement_error *first = placement_problems_at(f.problems, 0);
  cr_expect_str_eq(placement_findings_text(found, 1, 0, 0), "wrong");
  cr_expect_eq(placement_findings_number(found, 1, 0, 1), first->line);
  cr_expect_str_eq(placement_findings_text(found, 1, 0, 4), first->message);
  cr_expect_str_eq(placement_findings_text(found, 1, problems, 0), "nowhere");
  cr_expect(isnan(placement_findings_number(found, 1, problems, 1)));
  cr_expect_str_eq(placement_findings_text(found, 1, problems, 4), f.err.message);
  placement_findings_free(found);
  tear_down(&f);
}

Test(check_findings, refusals)
{
  fixture f;
  placement_findings *found = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  set_up(&f);
  cr_expect_eq(placement_check_findings(NULL, 3, &found, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_check_findings(f.checked, 3, NULL, &err), PLACEMENT_ERROR_ARGUMENT);
  f.checked[1].file = NULL;
  cr_expect_eq(placement_check_findings(f.checked, 3, &found, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_null(found);
  tear_down(&f);
}

static placement_status find_with_little_memory(void *context, placement_error *err)
{
  placement_findings *found = NULL;
  placement_status status = placement_check_findings(((fixture *)context)->checked, 3, &found, err);
  placement_findings_free(found);
  return status;
}

Test(check_findings, memory)
{
#ifndef COUNTING
  cr_skip_test("the allocator cannot be replaced here");
#endif
  fixture f;
  set_up(&f);
  cr_expect_gt(starve(find_with_little_memory, &f), 10);
  tear_down(&f);
}
