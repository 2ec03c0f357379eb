/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * libFuzzer target for search spaces: any bytes give a search, whose first candidate is a scenario, or problems.
 */
#include <placement/search.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TRIED 16 /* candidates made */

static const char base[] =
    "{\"placement_scenario\": 1, \"horizon\": {\"start\": \"2025-04-01\", \"years\": 2},\n"
    " \"groups\": [{\"id\": \"g\", \"arrivals_per_year\": 10, \"need_days\": 90, \"weekly_fee\": 9000}],\n"
    " \"phases\": [{\"id\": \"p\", \"planned_opening\": \"2025-06-01\"}],\n"
    " \"homes\": [{\"id\": \"a\", \"phase\": \"p\", \"beds\": 2}, {\"id\": \"b\", \"phase\": \"p\", \"beds\": 3}]}\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(int condition, const char *what)
{
  if (condition)
    return;
  fprintf(stderr, "fuzz_search: %s\n", what);
  abort();
}

/* A candidate is made, or it is said why not; its text can be loaded again. */
static void check_candidate(const placement_search *search, size_t candidate)
{
  placement_scenario *scenario = NULL, *same = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  size_t length = 0;
  if (placement_search_scenario(search, candidate, &scenario, &err) != PLACEMENT_OK) {
    require(candidate > 0 && err.message[0] != '\0', "the first candidate, or no message");
    return;
  }
  const char *text = placement_scenario_text(scenario, &length);
  require(placement_scenario_load_text(text, length, NULL, &same, NULL, NULL) == PLACEMENT_OK, "not loaded again");
  placement_scenario_free(same);
  placement_scenario_free(scenario);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  placement_scenario *scenario = NULL;
  placement_search *search = NULL;
  placement_problems *problems = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  require(placement_scenario_load_text(base, sizeof base - 1, "base.json", &scenario, NULL, NULL) == PLACEMENT_OK &&
              placement_problems_new(&problems, NULL) == PLACEMENT_OK,
          "out of memory");
  placement_status status =
      placement_search_load_text((const char *)data, size, "s", scenario, &search, problems, &err);
  require((status == PLACEMENT_OK) == (search != NULL), "status and search disagree");
  require((status == PLACEMENT_OK) == (placement_problems_count(problems) == 0), "status and problems disagree");
  require(status == err.code, "status and error disagree");
  for (const char *c = err.message; *c != '\0'; c++)
    require((unsigned char)*c >= 0x20 && *c != 0x7F, "a control character in a message");
  for (size_t i = 0; i < placement_search_candidate_count(search) && i < TRIED; i++)
    check_candidate(search, i);
  placement_search_free(search);
  placement_scenario_free(scenario);
  placement_problems_free(problems);
  return 0;
}
