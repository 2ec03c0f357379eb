/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "formats.h"
#include "input.h"
#include "metric_address.h"
#include "nearest.h"
#include "study.h"
#include "text.h"

#include <placement/change.h>
#include <placement/sensitivity.h>
#include <stdlib.h>
#include <string.h>

#define DEFAULT_REPLICATIONS 4000    /* of each of 23 samples for ten inputs, whose paired effects need few */
#define MOST_REPLICATIONS 1431655765 /* three times that are below 2^32 */
#define MOST_NAMED 5                 /* uncertain inputs, where another was asked for */

static int complain_of_input(const placement_scenario *scenario, const char *pointer)
{
  size_t count = placement_scenario_uncertain_count(scenario), named = 0, used = 0;
  char list[1200] = "";
  const char **names = calloc(count, sizeof(const char *));
  placement_input found;
  placement_error err = PLACEMENT_ERROR_INIT;
  if (names == NULL) {
    complain("out of memory");
    return EXIT_NOT_DONE;
  }
  for (size_t i = 0; i < count; i++)
    names[i] = placement_scenario_uncertain_pointer(scenario, i);
  /* The nearest, then the first. */
  const char *nearest = nearest_of(pointer, names, count);
  for (size_t i = 0; i <= count && named < MOST_NAMED; i++) {
    const char *name = i == 0 ? nearest : names[i - 1];
    if (name == NULL || (i > 0 && name == nearest) || used + strlen(name) + 3 > sizeof list)
      continue;
    used += (size_t)snprintf(list + used, sizeof list - used, "%s%s", named++ > 0 ? ", " : "", name);
  }
  const char *more = named < count ? ", ..." : "";
  if (placement_scenario_input(scenario, pointer, &found, &err) == PLACEMENT_OK)
    complain("--input: '%s' is not uncertain; what is: %s%s", pointer, list, more);
  else
    complain("--input: %s; uncertain are %s%s", err.message, list, more);
  free(names);
  return EXIT_BAD_INPUT;
}

/* Its position among the uncertain inputs, which can be written in another way than there. */
static int find_input(const placement_scenario *scenario, const char *pointer, size_t *position)
{
  placement_input found;
  for (size_t i = 0; i < placement_scenario_uncertain_count(scenario); i++) {
    if (strcmp(placement_scenario_uncertain_pointer(scenario, i), pointer) == 0) {
      *position = i;
      return EXIT_FINE;
    }
  }
  if (placement_scenario_input(scenario, pointer, &found, NULL) != PLACEMENT_OK || found.uncertain < 0)
    return complain_of_input(scenario, pointer);
  *position = (size_t)found.uncertain;
  return EXIT_FINE;
}

static int find_what(const options *asked, const input *in, placement_figure *figure, size_t *inputs)
{
  size_t count = placement_scenario_uncertain_count(in->scenario);
  if (count == 0) {
    complain("sensitivity: %s: nothing is uncertain: the scenario has no \"uncertain\" inputs", asked->files[0]);
    return EXIT_BAD_INPUT;
  }
  if (asked->metric_count > 1) {
    complain("--metric: sensitivity takes one, and '%s' is a second one", asked->metrics[1]);
    return EXIT_BAD_INPUT;
  }
  for (size_t i = 0; i < asked->input_count; i++) {
    int exit_status = find_input(in->scenario, asked->inputs[i], &inputs[i]);
    if (exit_status != EXIT_FINE)
      return exit_status;
    for (size_t j = 0; j < i; j++) {
      if (inputs[j] == inputs[i]) {
        complain("--input: '%s' is given twice", asked->inputs[i]);
        return EXIT_BAD_INPUT;
      }
    }
  }
  const char *metric = asked->metric_count > 0 ? asked->metrics[0] : "cost.total";
  return metric_address_find("--metric", in->plan, metric, &figure->metric, &figure->column);
}

static placement_status analyse(const input *in, const placement_run_options *how, const void *context,
                                placement_findings **findings, placement_error *err)
{
  placement_sensitivity *sensitivity = NULL;
  placement_status status = placement_sensitivity_new(in->scenario, context, how, &sensitivity, err);
  if (status == PLACEMENT_OK)
    status = placement_sensitivity_findings(sensitivity, findings, err);
  placement_sensitivity_free(sensitivity);
  return status;
}

static int run_sensitivity(const options *asked)
{
  input in = {0};
  options with_default = *asked;
  placement_sensitivity_options what = PLACEMENT_SENSITIVITY_OPTIONS_INIT;
  placement_figure figure;
  size_t inputs[OPTIONS_MOST_INPUTS] = {0};
  what.figure = &figure;
  what.inputs = asked->input_count > 0 ? inputs : NULL;
  what.input_count = asked->input_count;
  what.indices = asked->given[OPTION_INDICES] != NULL;
  with_default.replications = DEFAULT_REPLICATIONS;
  int exit_status = EXIT_FINE;
  if (asked->given[OPTION_REPLICATIONS] != NULL)
    exit_status = options_number("--replications", asked->given[OPTION_REPLICATIONS], 2, MOST_REPLICATIONS,
                                 &with_default.replications);
  if (exit_status == EXIT_FINE)
    exit_status = study_load(asked, asked->files, 1, &in);
  if (exit_status == EXIT_FINE)
    exit_status = find_what(asked, &in, &figure, inputs);
  if (exit_status == EXIT_FINE)
    exit_status = study_analyse(&with_default, &in, analyse, &what);
  input_clear(&in);
  return exit_status;
}

static const char help[] =
    "Says which uncertain inputs a figure depends on, and how much of its variance is chance whatever\n"
    "they are: a tornado (each input from its P10 to its P90, effect on the mean and on the P80), the\n"
    "split of the variance, and, if asked for, Sobol indices.\n"
    "\n"
    "Usage:\n"
    "  placement sensitivity FILE [OPTION...]\n"
    "\n"
    "Example:\n"
    "  placement sensitivity examples/scenarios/southampton/option1-in-house.json --indices\n"
    "\n"
    "Options (as --name VALUE or --name=VALUE):\n"
    "  --input POINTER   only this uncertain input, such as /groups/0/weekly_fee; can be given several\n"
    "                    times (default: all)\n"
    "  --metric M[:YEAR]\n"
    "                    the figure, such as cost.revenue:2025-26 (default cost.total over the horizon)\n"
    "  --indices         Sobol indices as well: the share of the variance that each input, and chance,\n"
    "                    accounts for alone and together with others. Takes half as long again or twice\n"
    "  --replications N  how many futures each sample has, 2 to 1,431,655,765 (default 4,000). There are\n"
    "                    two samples for each input and three more\n"
    "  --seed S          64 bits, decimal or 0x...; equal seeds give equal results (default 1)\n"
    "  --threads T       0 to 1,024; 0 (default): one for each processor. Results do not depend on it\n" FORMATS_HELP
    "  -h, --help        this text\n"
    "  --                ends the options: what follows is the file\n"
    "\n"
    "Inputs that are correlated by 1 or -1 are one input. An input that accounts for less than 1% of\n"
    "the variance need not be researched further; what is chance no research removes.\n"
    "\n"
    "Exit status: 0; 1 if output could not be written or memory ran out; 2 if the scenario is not sound,\n"
    "cannot be read or has nothing uncertain, or the command line is wrong; 130 or 143 after Ctrl-C or\n"
    "SIGTERM.\n";

const command command_sensitivity = {
    .name = "sensitivity",
    .files = "FILE",
    .summary = "which uncertain inputs matter, and how much is chance",
    .heading = "Sensitivity to uncertain inputs",
    .help = help,
    .options = OPTIONS_OF_STUDIES | OPTION_BIT(OPTION_METRIC) | OPTION_BIT(OPTION_INPUT) | OPTION_BIT(OPTION_INDICES),
    .least_files = 1,
    .most_files = 1,
    .run = run_sensitivity,
};
