/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _XOPEN_SOURCE 700 /* open_memstream */
#include "command.h"
#include "document.h"
#include "formats.h"
#include "input.h"
#include "numbers.h"
#include "text.h"

#include <placement/check.h>
#include <stdlib.h>

static void tell_count(FILE *to, size_t count, const char *one, const char *many)
{
  char text[NUMBER_SIZE];
  fprintf(to, "%s %s", count == 0 ? "no" : number_count(text, count), count == 1 ? one : many);
}

static void tell_if_any(FILE *to, size_t count, const char *one, const char *many)
{
  if (count > 0)
    tell_count(to, count, one, many);
}

static void tell_sound(FILE *to, const char *path, const input *loaded)
{
  const placement_scenario *scenario = loaded->scenario;
  size_t homes = placement_scenario_home_count(scenario);
  fprintf(to, "%s: sound. ", path);
  tell_count(to, placement_plan_year_count(loaded->plan), "financial year, ", "financial years, ");
  tell_count(to, placement_scenario_group_count(scenario), "group, ", "groups, ");
  tell_count(to, placement_scenario_phase_count(scenario), "phase, ", "phases, ");
  tell_count(to, homes, "home", "homes");
  if (homes > 0) {
    fputs(" with ", to);
    tell_count(to, placement_scenario_bed_count(scenario), "bed", "beds");
  }
  fputs(", ", to);
  tell_if_any(to, placement_scenario_step_down_count(scenario), "step-down scheme, ", "step-down schemes, ");
  tell_if_any(to, placement_scenario_uncertain_count(scenario), "uncertain input, ", "uncertain inputs, ");
  tell_count(to, placement_scenario_initial_count(scenario), "initial child, ", "initial children, ");
  tell_count(to, placement_scenario_published_count(scenario), "published figure", "published figures");
}

static int print_sound(const char *path, const input *loaded)
{
  char *text = NULL;
  size_t length = 0;
  FILE *to = open_memstream(&text, &length);
  if (to != NULL) {
    tell_sound(to, path, loaded);
    if (fclose(to) == 0)
      text_print_line(stdout, text);
    else
      to = NULL;
  }
  free(text);
  if (to != NULL)
    return EXIT_FINE;
  complain("out of memory");
  return EXIT_NOT_DONE;
}

static int print_all(const options *asked)
{
  int worst = EXIT_FINE;
  for (size_t i = 0; i < asked->file_count; i++) {
    input loaded;
    int status = input_load(asked->files[i], stdout, &loaded);
    if (status == EXIT_FINE)
      status = print_sound(asked->files[i], &loaded);
    if (status != EXIT_FINE && worst != EXIT_NOT_DONE)
      worst = status;
    input_clear(&loaded);
  }
  return worst;
}

/* A file with what came of it. */
typedef struct checked_file {
  placement_scenario *scenario;
  placement_plan *plan;
  placement_problems *problems;
  placement_error err;
} checked_file;

static int check_file(const char *path, checked_file *f)
{
  placement_status status = placement_problems_new(&f->problems, &f->err);
  if (status == PLACEMENT_OK)
    status = placement_scenario_load_file(path, &f->scenario, f->problems, &f->err);
  if (status == PLACEMENT_OK)
    status = placement_plan_new(f->scenario, &f->plan, &f->err);
  return status == PLACEMENT_OK ? EXIT_FINE : status == PLACEMENT_ERROR_MEMORY ? EXIT_NOT_DONE : EXIT_BAD_INPUT;
}

static int deliver(const options *asked, const placement_checked *checked)
{
  placement_findings *findings = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  if (placement_check_findings(checked, asked->file_count, &findings, &err) != PLACEMENT_OK)
    return input_complain("check", &err);
  const placement_findings *const part = findings;
  int exit_status = document_deliver(NULL, asked, &(document){.title = "Scenarios", .parts = &part, .count = 1});
  placement_findings_free(findings);
  return exit_status;
}

static int run_check(const options *asked)
{
  if (asked->format == FORMAT_TEXT)
    return print_all(asked);
  size_t count = asked->file_count;
  int worst = EXIT_FINE, delivered = EXIT_NOT_DONE;
  checked_file *files = calloc(count, sizeof *files);
  placement_checked *checked = calloc(count, sizeof *checked);
  for (size_t i = 0; files != NULL && checked != NULL && i < count; i++) {
    int status = check_file(asked->files[i], &files[i]);
    worst = worst == EXIT_NOT_DONE || status == EXIT_FINE ? worst : status;
    checked[i] = (placement_checked)PLACEMENT_CHECKED_INIT;
    checked[i].file = asked->files[i];
    checked[i].scenario = files[i].scenario;
    checked[i].plan = files[i].plan;
    checked[i].problems = files[i].problems;
    checked[i].err = &files[i].err;
  }
  if (files != NULL && checked != NULL)
    delivered = deliver(asked, checked);
  else
    complain("out of memory");
  for (size_t i = 0; files != NULL && i < count; i++) {
    placement_plan_free(files[i].plan);
    placement_scenario_free(files[i].scenario);
    placement_problems_free(files[i].problems);
  }
  free(files);
  free(checked);
  return worst != EXIT_FINE ? worst : delivered;
}

static const char help[] =
    "Says of each scenario in one line that it is sound and what it holds, or lists all its problems,\n"
    "each as FILE:LINE:COLUMN: POINTER: message. Only a terminal gets these lines wrapped.\n"
    "\n"
    "Usage:\n"
    "  placement check FILE...\n"
    "\n"
    "Example:\n"
    "  placement check examples/scenarios/southampton/*.json\n"
    "\n"
    "Options:\n"
    "  --format FORMAT  text (default), or the same as tables: json, csv, markdown\n"
    "  -h, --help       this text\n"
    "  --               ends the options: what follows are files\n"
    "\n"
    "Exit status: 0 if all scenarios are sound, 2 if one is not or cannot be read. Every file is\n"
    "checked.\n";

const command command_check = {
    .name = "check",
    .files = "FILE...",
    .summary = "say whether scenarios are sound",
    .help = help,
    .options = OPTION_BIT(OPTION_FORMAT),
    .least_files = 1,
    .most_files = SIZE_MAX,
    .run = run_check,
};
