/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "formats.h"
#include "input.h"
#include "study.h"

#include <placement/value.h>

/* `context` is the day of closing, or NULL. */
static placement_status analyse(const input *in, const placement_run_options *how, const void *context,
                                placement_findings **findings, placement_error *err)
{
  placement_value *value = NULL;
  placement_status status = placement_value_new(in->scenario, how, context, &value, err);
  if (status == PLACEMENT_OK)
    status = placement_value_findings(value, in->plan, how, findings, err);
  placement_value_free(value);
  return status;
}

static int run_value(const options *asked)
{
  input in = {0};
  int exit_status = study_load(asked, asked->files, 1, &in);
  if (exit_status == EXIT_FINE)
    exit_status = study_analyse(asked, &in, analyse, asked->given[OPTION_AT]);
  input_clear(&in);
  return exit_status;
}

static const char help[] =
    "Says what each home, each phase and a bed of each home saves: the cost of the scenario without it\n"
    "less the cost with it, for the same children. And what a home or phase saves by staying open rather\n"
    "than closing. Ranked, by financial year, with standard errors and how often it saves money.\n"
    "\n"
    "Usage:\n"
    "  placement value FILE [OPTION...]\n"
    "\n"
    "Example:\n"
    "  placement value examples/scenarios/southampton/option1-in-house.json --at 2022-04-01\n"
    "\n"
    "Options (as --name VALUE or --name=VALUE):\n"
    "  --at DATE         when homes close, such as 2022-04-01, after the first day and within the horizon\n"
    "                    (default: in turn at the start of each financial year but the first)\n"
    "  --replications N  how many futures, 2 to 4,294,967,295 (default 10,000)\n"
    "  --seed S          64 bits, decimal or 0x...; equal seeds give equal results (default 1)\n"
    "  --threads T       0 to 1,024; 0 (default): one for each processor. Results do not depend on it\n" FORMATS_HELP
    "  -h, --help        this text\n"
    "  --                ends the options: what follows is the file\n"
    "\n"
    "A home that is left out was never planned: its capital is not paid either. A bed takes its lines for\n"
    "each bed with it, but not those for the home. Of a home that closes, what is dated before is spent.\n"
    "There is a run for each of these; with many homes ask for fewer replications.\n"
    "\n"
    "Exit status: 0; 1 if output could not be written or memory ran out; 2 if the scenario is not sound\n"
    "or cannot be read, has no homes or the command line is wrong; 130 or 143 after Ctrl-C or SIGTERM.\n";

const command command_value = {
    .name = "value",
    .files = "FILE",
    .summary = "what each home, bed and phase saves, and staying open",
    .heading = "Value of homes and beds",
    .help = help,
    .options = OPTIONS_OF_STUDIES | OPTION_BIT(OPTION_AT),
    .least_files = 1,
    .most_files = 1,
    .run = run_value,
};
