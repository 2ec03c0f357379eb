/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"

#include <stdio.h>

extern const command command_budget, command_check, command_compare, command_delay, command_explain, command_optimise,
    command_plan, command_run, command_schema, command_sensitivity, command_switching, command_trace, command_value;

const command *const commands[] = {
    &command_budget,    &command_check, &command_compare, &command_delay,  &command_explain,
    &command_optimise,  &command_plan,  &command_run,     &command_schema, &command_sensitivity,
    &command_switching, &command_trace, &command_value,
};
const size_t command_count = sizeof commands / sizeof commands[0];

static const char before[] =
    "What children's residential placements will cost an English council, and how sure that is.\n"
    "\n"
    "Usage:\n";

static const char after[] =
    "  placement help [COMMAND]       this text, or that of a command\n"
    "  placement --version            the version of the library\n"
    "\n"
    "Example:\n"
    "  placement run examples/scenarios/southampton/option1-in-house.json --replications 10,000\n"
    "\n"
    "A scenario is a JSON file. Tables go to standard output, errors and progress to standard error.\n"
    "There is colour only on a terminal, and none if NO_COLOR is set or TERM is dumb.\n"
    "\n"
    "Exit status:\n"
    "  0    done\n"
    "  1    could not be done: no memory, output not written, (run) the precision asked for not reached,\n"
    "       or (plan) a published figure is not as the scenario expects\n"
    "  2    the scenario is not sound or cannot be read, or the command line is wrong\n"
    "  130  stopped by Ctrl-C (143: by SIGTERM), after reporting what was done\n";

void command_print_help(const command *of)
{
  if (of != NULL) {
    fputs(of->help, stdout);
    return;
  }
  fputs(before, stdout);
  for (size_t i = 0; i < command_count; i++) {
    char usage[64];
    snprintf(usage, sizeof usage, "%s %s", commands[i]->name, commands[i]->files);
    printf("  placement %-20s %s\n", usage, commands[i]->summary);
  }
  fputs(after, stdout);
}
