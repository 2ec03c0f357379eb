/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Explaining a scenario when the n-th allocation fails, for every n: PLACEMENT_ERROR_MEMORY each time, nothing leaks.
 */
#include "counting_allocator.h"

#include <placement/placement.h>

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static int discard(const char *text, size_t length, void *data)
{
  (void)text;
  *(size_t *)data += length;
  return 0;
}

Test(explain_memory, every_allocation)
{
  char json[65536];
  size_t length = 0, told = 0;
  long n = 0;
  placement_scenario *scenario = NULL;
  placement_status status = PLACEMENT_ERROR_MEMORY;
  FILE *file = fopen(TEST_DATA "/ok/every_key.json", "rb");
#ifndef COUNTING
  cr_skip_test("the allocator cannot be replaced here");
#endif
  cr_assert_neq(file, NULL);
  length = fread(json, 1, sizeof json, file);
  (void)fclose(file);
  cr_assert_eq(placement_scenario_load_text(json, length, NULL, &scenario, NULL, NULL), PLACEMENT_OK);
  for (; status == PLACEMENT_ERROR_MEMORY; n++) {
    placement_error err = PLACEMENT_ERROR_INIT;
    cr_assert_lt(n, 100000);
    told = 0;
    count_allocations(n);
    status = placement_explain_write(scenario, json, length, discard, &told, &err);
    cr_expect_eq(stop_counting(), 0, "when allocation %ld fails", n);
    cr_expect_eq(err.code, status);
  }
  cr_expect_gt(n, 100);
  cr_expect_eq(status, PLACEMENT_OK);
  cr_expect_gt(told, 5000);
  placement_scenario_free(scenario);
}
