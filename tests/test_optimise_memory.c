/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A search and its findings when the n-th allocation fails, for every n: PLACEMENT_ERROR_MEMORY each time, nothing
 * leaks. Each step is starved on its own.
 */
#include "starve.h"

#include <placement/placement.h>

#include <criterion/criterion.h>
#include <string.h>

static const char text[] =
    "{\"placement_scenario\": 1, \"horizon\": {\"start\": \"2025-04-01\", \"years\": 1}, \"groups\": [{\"id\": \"g\", "
    "\"arrivals_per_year\": 2, \"need_days\": 90, \"weekly_fee\": 7000}], \"phases\": [{\"id\": \"p\", "
    "\"planned_opening\": \"2025-07-01\"}], \"homes\": [{\"id\": \"h\", \"phase\": \"p\", \"beds\": 1}]}";

static const char space[] =
    "{\"placement_search\": 1, \"title\": \"t\", \"limits\": [{\"metric\": \"children.local_share\", \"at_least\": "
    "0.9},"
    "{\"metric\": \"cost.total\", \"budget\": 1, \"probability_of_exceeding_at_most\": 0.5}], \"decisions\": ["
    "{\"id\": \"n\", \"homes\": [\"h\"], \"number\": [0, 2]}, {\"id\": \"c\", \"homes\": [\"h\"], \"choices\": "
    "[{\"id\": \"x\", \"set\": {\"beds\": 2}}]}, {\"id\": \"o\", \"phase\": \"p\", \"opens\": [\"2025-08-01\"]},"
    "{\"id\": \"q\", \"choices\": [{\"id\": \"y\", \"patch\": [{\"op\": \"remove\", \"path\": \"/homes/0/beds\"}, "
    "{\"op\": \"add\", \"path\": \"/homes/0/beds\", \"value\": 3}]}]}]}";

typedef struct everything {
  placement_scenario *scenario;
  placement_search *search;
  placement_optimisation *found;
} everything;

static placement_status load(void *context, placement_error *err)
{
  const everything *all = context;
  placement_search *search = NULL;
  placement_status status =
      placement_search_load_text(space, strlen(space), "space.json", all->scenario, &search, NULL, err);
  cr_expect_eq(search != NULL, status == PLACEMENT_OK);
  placement_search_free(search);
  return status;
}

static const placement_run_options *options(void)
{
  static placement_run_options made = PLACEMENT_RUN_OPTIONS_INIT;
  made.replications = 100;
  made.threads = 1;
  return &made;
}

static placement_status optimise(void *context, placement_error *err)
{
  const everything *all = context;
  placement_optimisation *found = NULL;
  placement_status status = placement_optimise(all->search, options(), NULL, &found, err);
  cr_expect_eq(found != NULL, status == PLACEMENT_OK);
  placement_optimisation_free(found);
  return status;
}

static placement_status tell(void *context, placement_error *err)
{
  const everything *all = context;
  placement_findings *findings = NULL;
  placement_status status = placement_optimisation_findings(all->found, all->search, options(), &findings, err);
  cr_expect_eq(findings != NULL, status == PLACEMENT_OK);
  placement_findings_free(findings);
  return status;
}

Test(optimise_memory, every_allocation)
{
  everything all = {NULL, NULL, NULL};
#ifndef COUNTING
  cr_skip_test("the allocator cannot be replaced here");
#endif
  cr_assert_eq(placement_scenario_load_text(text, strlen(text), NULL, &all.scenario, NULL, NULL), PLACEMENT_OK);
  cr_expect_gt(starve(load, &all), 100);
  cr_assert_eq(placement_search_load_text(space, strlen(space), NULL, all.scenario, &all.search, NULL, NULL),
               PLACEMENT_OK);
  cr_expect_gt(starve(optimise, &all), 100);
  cr_assert_eq(placement_optimise(all.search, options(), NULL, &all.found, NULL), PLACEMENT_OK);
  cr_expect_gt(starve(tell, &all), 100);
  placement_optimisation_free(all.found);
  placement_search_free(all.search);
  placement_scenario_free(all.scenario);
}
