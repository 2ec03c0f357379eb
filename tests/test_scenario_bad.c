/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every wrong scenario in tests/data/bad gives exactly the diagnostics that stand beside it in NAME.expected:
 *
 *     LINE:COLUMN POINTER [STATUS] MESSAGE
 *
 * With PLACEMENT_UPDATE_GOLDENS=1 in the environment these files are written instead of compared; read what has changed
 * before you commit it.
 */
#include <placement/scenario.h>

#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FOLDER TEST_DATA "/bad"

static int is_scenario(const struct dirent *entry)
{
  size_t length = strlen(entry->d_name);
  return length > 5 && strcmp(entry->d_name + length - 5, ".json") == 0;
}

/* The file's bytes with a terminator; an empty text if it cannot be read. */
static char *read_all(const char *path)
{
  size_t size = 1 << 20;
  char *text = calloc(1, size);
  FILE *file = fopen(path, "rb");
  cr_assert_not_null(text);
  if (file != NULL) {
    cr_assert_lt(fread(text, 1, size - 1, file), size - 1);
    fclose(file);
  }
  return text;
}

static void write_all(const char *path, const char *text)
{
  FILE *file = fopen(path, "wb");
  cr_assert_not_null(file, "%s", path);
  cr_assert_geq(fputs(text, file), 0);
  cr_assert_eq(fclose(file), 0);
}

/* The problems as they stand in the golden file. */
static char *describe(const placement_problems *problems)
{
  char *text = NULL;
  size_t length = 0;
  FILE *stream = open_memstream(&text, &length);
  cr_assert_not_null(stream);
  for (size_t i = 0; i < placement_problems_count(problems); i++) {
    const placement_error *p = placement_problems_at(problems, i);
    fprintf(stream, "%d:%d %s [%s] %s\n", (int)p->line, (int)p->column, p->pointer[0] == '\0' ? "(file)" : p->pointer,
            placement_status_text(p->code), p->message);
  }
  cr_assert_eq(fclose(stream), 0);
  return text;
}

static void check_scenario(const char *folder, const char *name)
{
  char path[512], golden[512];
  placement_scenario *scenario = NULL;
  placement_problems *problems = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  const placement_error *first;
  char *found, *expected;
  cr_assert_lt(snprintf(path, sizeof path, "%s/%s", folder, name), (int)sizeof path);
  cr_assert_lt(snprintf(golden, sizeof golden, "%s/%.*s.expected", folder, (int)strlen(name) - 5, name),
               (int)sizeof golden);
  cr_assert_eq(placement_problems_new(&problems, NULL), PLACEMENT_OK);
  placement_status status = placement_scenario_load_file(path, &scenario, problems, &err);
  first = placement_problems_at(problems, 0);
  cr_expect_neq(status, PLACEMENT_OK, "%s is accepted", name);
  cr_assert_not_null(first, "%s has no problems", name);
  cr_expect_null(scenario, "%s", name);
  cr_expect_eq(status, first->code, "%s", name);
  cr_expect_eq(memcmp(&err, first, sizeof err), 0, "%s: the error is not the first problem", name);
  cr_expect_eq(strncmp(path, first->file, strlen(first->file)), 0, "%s", first->file);
  found = describe(problems);
  if (getenv("PLACEMENT_UPDATE_GOLDENS") != NULL)
    write_all(golden, found);
  expected = read_all(golden);
  cr_expect_str_eq(found, expected, "%s gives\n%sand not\n%s", name, found, expected);
  free(found);
  free(expected);
  placement_problems_free(problems);
}

static int check_folder(const char *folder)
{
  struct dirent **entries = NULL;
  int count = scandir(folder, &entries, is_scenario, alphasort);
  for (int i = 0; i < count; i++) {
    check_scenario(folder, entries[i]->d_name);
    free(entries[i]);
  }
  free(entries);
  return count;
}

Test(scenario_bad, diagnostics_are_those_expected)
{
  cr_assert_gt(check_folder(FOLDER), 100, "where are the wrong scenarios?");
}
