/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A small plan for tests of what is built on plans: three financial years, two of them partial, and two homes. On the
 * plan basis home one costs exactly 12,000 a year of 12 months from day 0, home two 100 once a bed.
 */
#ifndef SMALL_PLAN_H
#define SMALL_PLAN_H

#include <placement/placement.h>

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

/* `title` is JSON text without its quotes; `published` the elements of that list, possibly "". */
static placement_plan *small_plan(const char *title, const char *published)
{
  static const char format[] =
      "{\"placement_scenario\": 1, \"title\": \"%s\","
      "\"horizon\": {\"start\": \"2025-10-01\", \"years\": 2},"
      "\"groups\": [{\"id\": \"children\", \"arrivals_per_year\": 6,"
      "\"need_days\": {\"exponential\": {\"mean\": 200}}, \"weekly_fee\": {\"lognormal\": {\"mean\": 4434, \"cv\": "
      "0.4}}}],"
      "\"phases\": [{\"id\": \"first\", \"planned_opening\": \"2025-10-01\"},"
      "{\"id\": \"second\", \"planned_opening\": \"2026-07-01\", \"delay_days\": {\"uniform\": {\"min\": 0, \"max\": "
      "600}}}],"
      "\"homes\": [{\"id\": \"one\", \"phase\": \"first\", \"beds\": 2, \"costs\": [{\"amount\": 12000, \"per\": "
      "\"year\"}]},"
      "{\"id\": \"-two\", \"phase\": \"second\", \"beds\": 1, \"costs\": [{\"kind\": \"capital\", \"amount\": 100,"
      "\"per\": \"once\", \"for\": \"bed\"}]}],"
      "\"published\": [%s]}";
  char text[8192];
  placement_scenario *scenario = NULL;
  placement_plan *plan = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  int length = snprintf(text, sizeof text, format, title, published);
  cr_assert(length > 0 && (size_t)length < sizeof text);
  cr_assert_eq(placement_scenario_load_text(text, (size_t)length, "small", &scenario, NULL, &err), PLACEMENT_OK,
               "%s: %s", err.pointer, err.message);
  cr_assert_eq(placement_plan_new(scenario, &plan, &err), PLACEMENT_OK, "%s", err.message);
  placement_scenario_free(scenario);
  return plan;
}

#endif
