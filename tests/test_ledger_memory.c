/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writing a ledger when the n-th allocation fails, for every n: PLACEMENT_ERROR_MEMORY each time, nothing leaks and
 * nothing is written.
 */
#include "starve.h"

#include <placement/placement.h>

#include <criterion/criterion.h>

static int add_length(const char *text, size_t length, void *data)
{
  (void)text;
  *(size_t *)data += length;
  return 0;
}

static void fail_everywhere(int32_t format, const placement_ledger_filter *filter)
{
  placement_scenario *scenario = NULL;
  placement_plan *plan = NULL;
  placement_status status = PLACEMENT_ERROR_MEMORY;
  size_t whole = 0, written = 0;
  long n = 0;
#ifndef COUNTING
  cr_skip_test("the allocator cannot be replaced here");
#endif
  cr_assert_eq(placement_scenario_load_file(TEST_DATA "/ok/whole_model.json", &scenario, NULL, NULL), PLACEMENT_OK);
  cr_assert_eq(placement_plan_new(scenario, &plan, NULL), PLACEMENT_OK);
  placement_scenario_free(scenario);
  cr_assert_eq(placement_ledger_write(plan, 1, 0, filter, format, add_length, &whole, NULL), PLACEMENT_OK);
  for (; status == PLACEMENT_ERROR_MEMORY; n++) {
    placement_error err = PLACEMENT_ERROR_INIT;
    cr_assert_lt(n, 100000);
    written = 0;
    count_allocations(n);
    status = placement_ledger_write(plan, 1, 0, filter, format, add_length, &written, &err);
    long live = stop_counting();
    cr_expect_eq(live, 0, "%ld allocations are not freed when number %ld fails", live, n);
    cr_expect_eq(err.code, status);
    cr_expect_eq(written, status == PLACEMENT_OK ? whole : 0, "when allocation %ld fails", n);
  }
  cr_expect_eq(status, PLACEMENT_OK);
  cr_expect_gt(n, 50);
  placement_plan_free(plan);
}

Test(ledger_memory, csv)
{
  fail_everywhere(PLACEMENT_FORMAT_CSV, NULL);
}

Test(ledger_memory, filtered)
{
  placement_ledger_filter filter = PLACEMENT_LEDGER_FILTER_INIT;
  filter.from = "2026-01-01";
  fail_everywhere(PLACEMENT_FORMAT_CSV, &filter);
}

static placement_status find_with_little_memory(void *plan, placement_error *err)
{
  placement_findings *findings = NULL;
  placement_status status = placement_ledger_findings(plan, 1, 0, NULL, &findings, err);
  placement_findings_free(findings);
  return status;
}

Test(ledger_memory, findings)
{
  placement_scenario *scenario = NULL;
  placement_plan *plan = NULL;
#ifndef COUNTING
  cr_skip_test("the allocator cannot be replaced here");
#endif
  cr_assert_eq(placement_scenario_load_file(EXAMPLES "/scenarios/minimal.json", &scenario, NULL, NULL), PLACEMENT_OK);
  cr_assert_eq(placement_plan_new(scenario, &plan, NULL), PLACEMENT_OK);
  placement_scenario_free(scenario);
  cr_expect_gt(starve(find_with_little_memory, plan), 50);
  placement_plan_free(plan);
}
