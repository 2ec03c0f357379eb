/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * libFuzzer target for the loader: any bytes give a scenario, or problems with a position that can be printed.
 */
#include <placement/scenario.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(int condition, const char *what)
{
  if (condition)
    return;
  fprintf(stderr, "fuzz_scenario: %s\n", what);
  abort();
}

static void check_problem(const placement_error *problem)
{
  require(problem->code != PLACEMENT_OK, "a problem without a code");
  require(problem->message[0] != '\0', "a problem without a message");
  require(memchr(problem->message, '\0', sizeof problem->message) != NULL, "a message without an end");
  for (const char *c = problem->message; *c != '\0'; c++)
    require((unsigned char)*c >= 0x20 && *c != 0x7F, "a control character in a message");
  for (const char *c = problem->pointer; *c != '\0'; c++)
    require((unsigned char)*c >= 0x20 && *c != 0x7F, "a control character in a pointer");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  placement_scenario *scenario = NULL;
  placement_problems *problems = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  require(placement_problems_new(&problems, NULL) == PLACEMENT_OK, "out of memory");
  placement_status status =
      placement_scenario_load_text((const char *)data, size, "fuzz.json", &scenario, problems, &err);
  require((status == PLACEMENT_OK) == (scenario != NULL), "status and scenario disagree");
  require((status == PLACEMENT_OK) == (placement_problems_count(problems) == 0), "status and problems disagree");
  require(status == err.code, "status and error disagree");
  for (size_t i = 0; i < placement_problems_count(problems); i++)
    check_problem(placement_problems_at(problems, i));
  for (size_t i = 1; i < placement_problems_count(problems); i++) {
    const placement_error *a = placement_problems_at(problems, i - 1), *b = placement_problems_at(problems, i);
    require(b->line == 0 || a->line < b->line || (a->line == b->line && a->column <= b->column),
            "problems out of order");
  }
  placement_scenario_free(scenario);
  placement_problems_free(problems);
  return 0;
}
