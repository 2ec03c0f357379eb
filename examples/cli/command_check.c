/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "input.h"
#include "numbers.h"
#include "text.h"

static void print_count(size_t count, const char *one, const char *many)
{
  char text[NUMBER_SIZE];
  printf("%s %s", count == 0 ? "no" : number_count(text, count), count == 1 ? one : many);
}

static void print_if_any(size_t count, const char *one, const char *many)
{
  if (count > 0)
    print_count(count, one, many);
}

static void print_sound(const char *path, const input *loaded)
{
  const placement_scenario *scenario = loaded->scenario;
  size_t homes = placement_scenario_home_count(scenario);
  text_print(stdout, path);
  fputs(": sound. ", stdout);
  print_count(placement_plan_year_count(loaded->plan), "financial year, ", "financial years, ");
  print_count(placement_scenario_group_count(scenario), "group, ", "groups, ");
  print_count(placement_scenario_phase_count(scenario), "phase, ", "phases, ");
  print_count(homes, "home", "homes");
  if (homes > 0) {
    fputs(" with ", stdout);
    print_count(placement_scenario_bed_count(scenario), "bed", "beds");
  }
  fputs(", ", stdout);
  print_if_any(placement_scenario_step_down_count(scenario), "step-down scheme, ", "step-down schemes, ");
  print_if_any(placement_scenario_uncertain_count(scenario), "uncertain input, ", "uncertain inputs, ");
  print_count(placement_scenario_initial_count(scenario), "initial child, ", "initial children, ");
  print_count(placement_scenario_published_count(scenario), "published figure\n", "published figures\n");
}

static int run_check(const options *asked)
{
  int worst = EXIT_FINE;
  for (size_t i = 0; i < asked->file_count; i++) {
    input loaded;
    int status = input_load(asked->files[i], stdout, &loaded);
    if (status == EXIT_FINE)
      print_sound(asked->files[i], &loaded);
    if (status != EXIT_FINE && worst != EXIT_NOT_DONE)
      worst = status;
    input_clear(&loaded);
  }
  return worst;
}

static const char help[] =
    "Says of each scenario in one line that it is sound and what it holds, or lists all its problems,\n"
    "each as FILE:LINE:COLUMN: POINTER: message.\n"
    "\n"
    "Usage:\n"
    "  placement check FILE...\n"
    "\n"
    "Example:\n"
    "  placement check examples/scenarios/southampton/*.json\n"
    "\n"
    "Options:\n"
    "  -h, --help  this text\n"
    "  --          ends the options: what follows are files\n"
    "\n"
    "Exit status: 0 if all scenarios are sound, 2 if one is not or cannot be read. Every file is\n"
    "checked.\n";

const command command_check = {
    .name = "check",
    .files = "FILE...",
    .summary = "say whether scenarios are sound",
    .help = help,
    .options = 0,
    .least_files = 1,
    .most_files = SIZE_MAX,
    .run = run_check,
};
