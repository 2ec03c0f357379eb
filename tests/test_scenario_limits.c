/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is not in a file of tests/data: arguments, unreadable files, and texts too large to keep there. Large texts must
 * load in time proportional to their size.
 */
#include <placement/scenario.h>

#include <criterion/criterion.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define HEAD "{\"placement_scenario\": 1, \"horizon\": {\"start\": \"2025-04-01\", \"years\": 2}"
#define PHASE ", \"phases\": [{\"id\": \"p\", \"planned_opening\": \"2025-04-01\"}]"

static placement_status load(const char *text, size_t length, placement_problems *problems, placement_error *err)
{
  placement_scenario *scenario = NULL;
  placement_status status = placement_scenario_load_text(text, length, "large.json", &scenario, problems, err);
  cr_assert_eq(scenario != NULL, status == PLACEMENT_OK);
  placement_scenario_free(scenario);
  return status;
}

/* `head`, then `count` copies of `entry` with commas between, its first '#' replaced by 0, 1, ..., then `tail`. */
static char *make_list(const char *head, const char *entry, size_t count, const char *tail, size_t *length)
{
  char *text = NULL;
  const char *mark = strchr(entry, '#');
  int before = (int)(mark != NULL ? mark - entry : (ptrdiff_t)strlen(entry));
  FILE *stream = open_memstream(&text, length);
  cr_assert_not_null(stream);
  fputs(head, stream);
  for (size_t i = 0; i < count; i++) {
    fprintf(stream, "%s%.*s", i > 0 ? "," : "", before, entry);
    if (mark != NULL)
      fprintf(stream, "%zu%s", i, mark + 1);
  }
  fputs(tail, stream);
  cr_assert_eq(fclose(stream), 0);
  return text;
}

static placement_status load_list(const char *head, const char *entry, size_t count, const char *tail)
{
  size_t length = 0;
  placement_error err = PLACEMENT_ERROR_INIT;
  char *text = make_list(head, entry, count, tail, &length);
  placement_status status = load(text, length, NULL, &err);
  cr_log_info("%zu x %s: %s", count, entry, err.message);
  free(text);
  return status;
}

Test(scenario_limits, arguments)
{
  placement_scenario *scenario = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_assert_eq(placement_scenario_load_text(NULL, 0, NULL, &scenario, NULL, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_assert_eq(placement_scenario_load_text("{}", 2, NULL, NULL, NULL, NULL), PLACEMENT_ERROR_ARGUMENT);
  cr_assert_eq(placement_scenario_load_file(NULL, &scenario, NULL, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_assert_eq(placement_scenario_load_file("x", NULL, NULL, NULL), PLACEMENT_ERROR_ARGUMENT);
  cr_assert_eq(placement_scenario_load_text("", 0, NULL, &scenario, NULL, NULL), PLACEMENT_ERROR_SYNTAX);
  cr_assert_null(scenario);
  placement_scenario_free(NULL);
}

Test(scenario_limits, missing_file)
{
  placement_scenario *scenario = NULL;
  placement_problems *problems = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_assert_eq(placement_problems_new(&problems, NULL), PLACEMENT_OK);
  cr_assert_eq(placement_scenario_load_file("/nowhere.json", &scenario, problems, &err), PLACEMENT_ERROR_IO);
  cr_assert_str_eq(err.message, "cannot read /nowhere.json: No such file or directory");
  cr_assert_str_eq(err.file, "/nowhere.json");
  cr_assert_eq(err.line, 0);
  cr_assert_eq(placement_problems_count(problems), 1);
  /* Problems of several files add up. */
  cr_assert_eq(placement_scenario_load_file("/", &scenario, problems, NULL), PLACEMENT_ERROR_IO);
  cr_assert_eq(placement_problems_count(problems), 2);
  cr_assert_str_eq(placement_problems_at(problems, 1)->message, "cannot read /: Is a directory");
  placement_problems_free(problems);
}

Test(scenario_limits, text_need_not_be_terminated)
{
  const char *text = HEAD "}";
  size_t length = strlen(text);
  char *copy = malloc(length);
  cr_assert_not_null(copy);
  memcpy(copy, text, length);
  cr_assert_eq(load(copy, length, NULL, NULL), PLACEMENT_OK);
  free(copy);
}

Test(scenario_limits, digest_is_that_of_the_bytes)
{
  placement_scenario *scenario = NULL;
  const char *text = "{\"placement_scenario\": 1, \"horizon\": {\"start\": \"2025-04-01\", \"years\": 1}}\n";
  cr_assert_eq(placement_scenario_load_text(text, strlen(text), NULL, &scenario, NULL, NULL), PLACEMENT_OK);
  cr_assert_str_eq(placement_scenario_sha256(scenario),
                   "1b643ff4ad9f54672a7cfbae8553a0814dca5c569083a59f6304908f36042b1e");
  placement_scenario_free(scenario);
}

Test(scenario_limits, homes)
{
  const char *head = HEAD PHASE ", \"homes\": [", *home = "{\"id\":\"h#\",\"phase\":\"p\",\"beds\":1}";
  cr_assert_eq(load_list(head, home, PLACEMENT_LIMIT_HOMES, "]}"), PLACEMENT_OK);
  cr_assert_eq(load_list(head, home, PLACEMENT_LIMIT_HOMES + 1, "]}"), PLACEMENT_ERROR_LIMIT);
}

Test(scenario_limits, groups)
{
  const char *head = HEAD PHASE ", \"homes\": [{\"id\": \"h\", \"phase\": \"p\", \"beds\": 64}], \"groups\": [";
  const char *group = "{\"id\":\"g#\",\"need_days\":1,\"weekly_fee\":1}";
  cr_assert_eq(load_list(head, group, PLACEMENT_LIMIT_GROUPS, "]}"), PLACEMENT_OK);
  cr_assert_eq(load_list(head, group, PLACEMENT_LIMIT_GROUPS + 1, "]}"), PLACEMENT_ERROR_LIMIT);
}

Test(scenario_limits, phases)
{
  const char *head = HEAD ", \"phases\": [", *phase = "{\"id\":\"p#\",\"planned_opening\":\"2025-04-01\"}";
  cr_assert_eq(load_list(head, phase, PLACEMENT_LIMIT_PHASES, "]}"), PLACEMENT_OK);
  cr_assert_eq(load_list(head, phase, PLACEMENT_LIMIT_PHASES + 1, "]}"), PLACEMENT_ERROR_LIMIT);
}

Test(scenario_limits, cost_lines)
{
  const char *head = HEAD ", \"costs\": [", *line = "{\"id\":\"c#\",\"amount\":1,\"per\":\"year\"}";
  cr_assert_eq(load_list(head, line, PLACEMENT_LIMIT_COST_LINES, "]}"), PLACEMENT_OK);
  cr_assert_eq(load_list(head, line, PLACEMENT_LIMIT_COST_LINES + 1, "]}"), PLACEMENT_ERROR_LIMIT);
}

Test(scenario_limits, indices)
{
  const char *head = HEAD ", \"prices\": {\"indices\": {";
  cr_assert_eq(load_list(head, "\"i#\":0.01", PLACEMENT_LIMIT_INDICES, "}}}"), PLACEMENT_OK);
  cr_assert_eq(load_list(head, "\"i#\":0.01", PLACEMENT_LIMIT_INDICES + 1, "}}}"), PLACEMENT_ERROR_LIMIT);
}

Test(scenario_limits, published_figures)
{
  const char *head = HEAD ", \"published\": [", *figure = "{\"label\":\"#\",\"metric\":\"cost.total\",\"value\":1}";
  cr_assert_eq(load_list(head, figure, PLACEMENT_LIMIT_PUBLISHED, "]}"), PLACEMENT_OK);
  cr_assert_eq(load_list(head, figure, PLACEMENT_LIMIT_PUBLISHED + 1, "]}"), PLACEMENT_ERROR_LIMIT);
}

Test(scenario_limits, step_down_schemes)
{
  const char *head = HEAD ", \"step_down\": [", *scheme = "{\"id\":\"s#\",\"places\":100000}";
  cr_assert_eq(load_list(head, scheme, PLACEMENT_LIMIT_STEP_DOWN, "]}"), PLACEMENT_OK);
  cr_assert_eq(load_list(head, scheme, PLACEMENT_LIMIT_STEP_DOWN + 1, "]}"), PLACEMENT_ERROR_LIMIT);
}

Test(scenario_limits, uncertain_inputs)
{
  const char *input = "{\"input\":\"/groups/0/arrivals_per_year\",\"as\":\"factor\",\"distribution\":1}";
  size_t length = 0;
  placement_problems *problems = NULL;
  char *text = make_list(HEAD ", \"uncertain\": [", input, PLACEMENT_LIMIT_UNCERTAIN + 1, "]}", &length);
  cr_assert_eq(placement_problems_new(&problems, NULL), PLACEMENT_OK);
  cr_assert_eq(load(text, length, problems, NULL), PLACEMENT_ERROR_LIMIT);
  cr_assert_eq(placement_problems_count(problems), 1);
  placement_problems_free(problems);
  free(text);
}

/* As many as there can be, with a correlation matrix of their size. */
Test(scenario_limits, most_uncertain_inputs)
{
  const char *head = HEAD ", \"groups\": [{\"id\": \"g\", \"weekly_fee\": 1, \"need_days\": {\"empirical\": "
                          "{\"values\": [";
  size_t length = 0;
  char *values = make_list(head, "2#", PLACEMENT_LIMIT_UNCERTAIN, "]}}}], \"uncertain\": [", &length);
  char *text =
      make_list(values,
                "{\"input\":\"/groups/0/need_days/empirical/values/#\",\"as\":\"add\","
                "\"distribution\":{\"normal\":{\"mean\":0,\"sd\":1}}}",
                PLACEMENT_LIMIT_UNCERTAIN, "], \"correlations\": [{\"inputs\": [0, 255], \"rho\": 1}]}", &length);
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_assert_eq(load(text, length, NULL, &err), PLACEMENT_OK, "%s %s", err.pointer, err.message);
  free(values);
  free(text);
}

Test(scenario_limits, listed_children)
{
  const char *head = HEAD ", \"groups\": [{\"id\": \"g\", \"weekly_fee\": 1, \"need_days\": 9, \"initial\": "
                          "{\"children\": [";
  cr_assert_eq(load_list(head, "{\"days_so_far\":1}", PLACEMENT_LIMIT_CHILDREN, "]}}]}"), PLACEMENT_OK);
  cr_assert_eq(load_list(head, "{\"days_so_far\":1}", PLACEMENT_LIMIT_CHILDREN + 1, "]}}]}"), PLACEMENT_ERROR_LIMIT);
}

/* Long lists of children in many homes take no longer than they must. */
Test(scenario_limits, many_places)
{
  size_t length = 0, total = 0;
  char *homes =
      make_list(HEAD ", \"phases\": [{\"id\": \"p\", \"planned_opening\": \"2020-04-01\"}], \"homes\": [",
                "{\"id\":\"a-rather-long-name-of-a-home-#\",\"phase\":\"p\",\"beds\":64}", PLACEMENT_LIMIT_HOMES,
                "], \"groups\": [{\"id\": \"g\", \"weekly_fee\": 1, \"need_days\": 9, \"initial\": "
                "{\"children\": [",
                &length);
  char *text = make_list(homes, "{\"days_so_far\":1,\"place\":\"a-rather-long-name-of-a-home-4095\"}",
                         PLACEMENT_LIMIT_CHILDREN, "]}}]}", &total);
  placement_error err = PLACEMENT_ERROR_INIT;
  clock_t start = clock();
  cr_assert_eq(load(text, total, NULL, &err), PLACEMENT_ERROR_SCENARIO);
  cr_expect_str_eq(err.message, "more children are placed in this home than it has beds");
  cr_expect_str_eq(err.pointer, "/groups/0/initial/children/64/place");
  cr_expect_lt((double)(clock() - start) / CLOCKS_PER_SEC, 20);
  free(homes);
  free(text);
}

Test(scenario_limits, entries_of_a_list)
{
  const char *head = HEAD ", \"prices\": {\"indices\": {\"pay\": [";
  cr_assert_eq(load_list(head, "0.01", PLACEMENT_LIMIT_LIST, "]}}}"), PLACEMENT_OK);
  cr_assert_eq(load_list(head, "0.01", PLACEMENT_LIMIT_LIST + 1, "]}}}"), PLACEMENT_ERROR_LIMIT);
}

Test(scenario_limits, bytes)
{
  size_t length = PLACEMENT_LIMIT_FILE_BYTES + 1;
  char *text = malloc(length);
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_assert_not_null(text);
  memset(text, ' ', length);
  memcpy(text, HEAD "}", strlen(HEAD "}"));
  cr_assert_eq(load(text, length - 1, NULL, &err), PLACEMENT_OK, "%s", err.message);
  cr_assert_eq(load(text, length, NULL, &err), PLACEMENT_ERROR_LIMIT);
  cr_assert_str_eq(err.message, "the file is too large: at most 16 MiB are read");
  free(text);
}

/* 1,000 problems are listed, then one that says that there are more. */
Test(scenario_limits, problems)
{
  size_t length = 0;
  char *text = make_list(HEAD ", \"homes\": [", "{\"phase\":1,\"beds\":0}", 400, "]}", &length);
  placement_problems *problems = NULL;
  const placement_error *last;
  cr_assert_eq(placement_problems_new(&problems, NULL), PLACEMENT_OK);
  cr_assert_eq(load(text, length, problems, NULL), PLACEMENT_ERROR_SCENARIO);
  cr_assert_eq(placement_problems_count(problems), PLACEMENT_LIMIT_PROBLEMS + 1);
  last = placement_problems_at(problems, PLACEMENT_LIMIT_PROBLEMS);
  cr_assert_eq(last->code, PLACEMENT_ERROR_LIMIT);
  cr_assert_str_eq(last->message, "there are more problems than the 1000 that are listed");
  placement_problems_free(problems);
  free(text);
}

/* Texts of about 16 MiB that invite quadratic time. Seconds of processor time, with room for slow machines and
 * sanitizers; a quadratic loop over a million entries takes hours. */
Test(scenario_limits, time_grows_with_size_only)
{
  static const struct {
    const char *head, *entry;
    size_t count;
    const char *tail;
    placement_status status;
  } texts[] = {
      {HEAD ", ", "\"x-#\":1", 1200000, "}", PLACEMENT_OK},
      {HEAD ", ", "\"horizo\":1", 1400000, "}", PLACEMENT_ERROR_SCENARIO},
      {HEAD ", \"x-1\": 1, ", "\"costs\":[]", 1400000, "}", PLACEMENT_ERROR_SCENARIO},
      {HEAD ", \"prices\": {\"indices\": {", "\"i#\":1", 1300000, "}}}", PLACEMENT_ERROR_LIMIT},
      {HEAD ", \"policy\": {", "\"key-#\":1", 1000000, "}}", PLACEMENT_ERROR_SCENARIO},
      {HEAD ", \"notes\": [", "[]", 1900000, "]}", PLACEMENT_OK},
      {HEAD ", \"notes\": \"", "\xE2\x82\xAC#", 1400000, "\"}", PLACEMENT_OK},
      {HEAD ", \"homes\": [", "{\"id\":\"h#\",\"phase\":\"p\",\"beds\":1,\"groups\":[0,0,0,0,0,0,0,0]}", 4096, "]}",
       PLACEMENT_ERROR_SCENARIO},
  };
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    size_t length = 0;
    placement_error err = PLACEMENT_ERROR_INIT;
    char *text = make_list(texts[i].head, texts[i].entry, texts[i].count, texts[i].tail, &length);
    clock_t start = clock();
    placement_status status = load(text, length, NULL, &err);
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    cr_expect_leq(length, PLACEMENT_LIMIT_FILE_BYTES, "text %zu", i);
    cr_expect_eq(status, texts[i].status, "text %zu: %s", i, err.message);
    cr_expect_lt(seconds, 60, "text %zu takes %.1f s", i, seconds);
    cr_log_info("text %zu: %zu bytes, %.2f s", i, length, seconds);
    free(text);
  }
}

Test(scenario_limits, very_long_key)
{
  size_t length = 8000000, total = 0;
  char *key = malloc(length + 1), *text = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_assert_not_null(key);
  memset(key, '~', length);
  key[length] = '\0';
  FILE *stream = open_memstream(&text, &total);
  cr_assert_not_null(stream);
  fprintf(stream, HEAD ", \"%s\": 1}", key);
  cr_assert_eq(fclose(stream), 0);
  cr_assert_eq(load(text, total, NULL, &err), PLACEMENT_ERROR_SCENARIO);
  cr_assert_eq(strncmp(err.pointer, "/~0~0", 5), 0, "%s", err.pointer);
  cr_assert_eq(strncmp(err.message, "unknown key \"~~", 15), 0, "%s", err.message);
  free(key);
  free(text);
}
