/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "input.h"

#include "options.h"
#include "text.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print_problem(FILE *out, const char *path, const placement_error *problem)
{
  char place[64] = "";
  bool pointed = problem->pointer[0] != '\0';
  if (problem->line > 0)
    snprintf(place, sizeof place, ":%d:%d", (int)problem->line, (int)problem->column);
  size_t size = strlen(path) + sizeof place + strlen(problem->pointer) + strlen(problem->message) + sizeof ": : ";
  char *text = malloc(size);
  if (text == NULL) {
    complain("out of memory");
    return;
  }
  snprintf(text, size, "%s%s: %s%s%s", path, place, problem->pointer, pointed ? ": " : "", problem->message);
  text_print_line(out, text);
  free(text);
}

/* Scenarios that cannot be read are bad input as well: what is wrong is most often their name. */
static int exit_status_of(placement_status status)
{
  switch (status) {
  case PLACEMENT_ERROR_IO:
  case PLACEMENT_ERROR_SYNTAX:
  case PLACEMENT_ERROR_SCENARIO:
  case PLACEMENT_ERROR_UNSUPPORTED:
  case PLACEMENT_ERROR_LIMIT:
    return EXIT_BAD_INPUT;
  default:
    return EXIT_NOT_DONE;
  }
}

int input_complain(const char *subject, const placement_error *err)
{
  complain("%s: %s", subject, err->message[0] != '\0' ? err->message : placement_status_text(err->code));
  return exit_status_of(err->code);
}

int input_tell_problems(const char *path, placement_status status, const placement_problems *problems,
                        const placement_error *err, FILE *problems_to)
{
  if (status == PLACEMENT_OK)
    return EXIT_FINE;
  if (status == PLACEMENT_ERROR_IO || status == PLACEMENT_ERROR_MEMORY)
    return input_complain(path, err);
  size_t count = placement_problems_count(problems);
  for (size_t i = 0; i < count; i++)
    print_problem(problems_to, path, placement_problems_at(problems, i));
  if (count == 0)
    print_problem(problems_to, path, err);
  return exit_status_of(status);
}

/* `text` NULL: read the file. */
static int load_scenario(const char *path, const char *text, size_t length, FILE *problems_to,
                         placement_scenario **scenario)
{
  placement_problems *problems = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  placement_status status = placement_problems_new(&problems, &err);
  if (status == PLACEMENT_OK)
    status = text == NULL ? placement_scenario_load_file(path, scenario, problems, &err)
                          : placement_scenario_load_text(text, length, path, scenario, problems, &err);
  int exit_status = input_tell_problems(path, status, problems, &err, problems_to);
  placement_problems_free(problems);
  return exit_status;
}

int input_load_text(const char *path, const char *text, size_t length, FILE *problems_to, input *loaded)
{
  *loaded = (input){NULL, NULL, NULL};
  int exit_status = load_scenario(path, text, length, problems_to, &loaded->scenario);
  if (exit_status != EXIT_FINE)
    return exit_status;
  placement_error err = PLACEMENT_ERROR_INIT;
  if (placement_plan_new(loaded->scenario, &loaded->plan, &err) != PLACEMENT_OK ||
      placement_basis_new(loaded->plan, &loaded->basis, &err) != PLACEMENT_OK)
    return input_complain(path, &err);
  return EXIT_FINE;
}

int input_load(const char *path, FILE *problems_to, input *loaded)
{
  return input_load_text(path, NULL, 0, problems_to, loaded);
}

void input_clear(input *loaded)
{
  placement_basis_free(loaded->basis);
  placement_plan_free(loaded->plan);
  placement_scenario_free(loaded->scenario);
  *loaded = (input){NULL, NULL, NULL};
}

const char *input_title(const input *loaded, const char *path)
{
  const char *title = placement_plan_title(loaded->plan);
  return title != NULL && title[0] != '\0' ? title : path;
}
