/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * libFuzzer target for patches: any bytes give a changed scenario, whose text is what its digest says, or problems.
 */
#include <placement/change.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char base[] =
    "{\"placement_scenario\": 1, \"horizon\": {\"start\": \"2025-04-01\", \"years\": 2},\n"
    " \"groups\": [{\"id\": \"core\", \"arrivals_per_year\": 10, \"need_days\": 90, \"weekly_fee\": 9000}],\n"
    " \"notes\": [ 1 , {\"a/b\": [], \"c\" : { } , \"d\": 1.50}, \"text\" ]}\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(int condition, const char *what)
{
  if (condition)
    return;
  fprintf(stderr, "fuzz_patch: %s\n", what);
  abort();
}

/* A patch without operations leaves everything as it is. */
static void check_changed(const placement_scenario *changed)
{
  placement_scenario *same = NULL;
  size_t length = 0;
  const char *text = placement_scenario_text(changed, &length);
  require(placement_scenario_patch(changed, "[]", 2, &same, NULL, NULL) == PLACEMENT_OK, "not loaded again");
  require(length == strlen(text), "the text has another length");
  require(strcmp(placement_scenario_text(same, NULL), text) == 0, "another text");
  require(strcmp(placement_scenario_sha256(same), placement_scenario_sha256(changed)) == 0, "another digest");
  placement_scenario_free(same);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  placement_scenario *scenario = NULL, *changed = NULL;
  placement_problems *problems = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  require(placement_scenario_load_text(base, sizeof base - 1, "base.json", &scenario, NULL, NULL) == PLACEMENT_OK &&
              placement_problems_new(&problems, NULL) == PLACEMENT_OK,
          "out of memory");
  placement_status status = placement_scenario_patch(scenario, (const char *)data, size, &changed, problems, &err);
  require((status == PLACEMENT_OK) == (changed != NULL), "status and scenario disagree");
  require((status == PLACEMENT_OK) == (placement_problems_count(problems) == 0), "status and problems disagree");
  require(status == err.code, "status and error disagree");
  for (const char *c = err.message; *c != '\0'; c++)
    require((unsigned char)*c >= 0x20 && *c != 0x7F, "a control character in a message");
  if (changed != NULL)
    check_changed(changed);
  placement_scenario_free(changed);
  placement_scenario_free(scenario);
  placement_problems_free(problems);
  return 0;
}
