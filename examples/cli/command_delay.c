/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "formats.h"
#include "input.h"
#include "study.h"

#include <placement/delay.h>

#define DEFAULT_MONTHS 12

static placement_status analyse(const input *in, const placement_run_options *how, const void *context,
                                placement_findings **findings, placement_error *err)
{
  placement_delay *delay = NULL;
  placement_status status = placement_delay_new(in->scenario, how, *(const int32_t *)context, &delay, err);
  if (status == PLACEMENT_OK)
    status = placement_delay_findings(delay, in->plan, how, findings, err);
  placement_delay_free(delay);
  return status;
}

static int run_delay(const options *asked)
{
  input in = {0};
  uint64_t months = DEFAULT_MONTHS;
  int exit_status = EXIT_FINE;
  if (asked->given[OPTION_MONTHS] != NULL)
    exit_status = options_number("--months", asked->given[OPTION_MONTHS], 1, PLACEMENT_DELAY_MOST_MONTHS, &months);
  if (exit_status == EXIT_FINE)
    exit_status = study_load(asked, asked->files, 1, &in);
  if (exit_status == EXIT_FINE)
    exit_status = study_analyse(asked, &in, analyse, &(int32_t){(int32_t)months});
  input_clear(&in);
  return exit_status;
}

static const char help[] =
    "Says what each month costs by which a phase of the programme opens later, for each phase that is not\n"
    "open yet and for all of them together: what is bought externally instead, what the homes do not cost\n"
    "meanwhile, and how many fewer children live in them, with the same children on time and late.\n"
    "\n"
    "Usage:\n"
    "  placement delay FILE [OPTION...]\n"
    "\n"
    "Example:\n"
    "  placement delay examples/scenarios/southampton/option1-in-house.json --months 6\n"
    "\n"
    "Options (as --name VALUE or --name=VALUE):\n"
    "  --months N        slips of 1 to N months, at most 120 (default 12)\n"
    "  --replications N  how many futures, 2 to 4,294,967,295 (default 10,000)\n"
    "  --seed S          64 bits, decimal or 0x...; equal seeds give equal results (default 1)\n"
    "  --threads T       0 to 1,024; 0 (default): one for each processor. Results do not depend on it\n" FORMATS_HELP
    "  -h, --help        this text\n"
    "  --                ends the options: what follows is the file\n"
    "\n"
    "A month is 365.25 / 12 days. It is added to whatever delay the scenario draws (slip_days of the\n"
    "phase), so what is uncertain stays so; costs dated from the opening move, costs dated by the\n"
    "calendar or from the planned opening do not.\n"
    "\n"
    "Exit status: 0; 1 if output could not be written or memory ran out; 2 if the scenario is not sound\n"
    "or cannot be read, no phase can slip or the command line is wrong; 130 or 143 after Ctrl-C or\n"
    "SIGTERM.\n";

const command command_delay = {
    .name = "delay",
    .files = "FILE",
    .summary = "what each month costs by which homes open later",
    .heading = "Cost of delay",
    .help = help,
    .options = OPTIONS_OF_STUDIES | OPTION_BIT(OPTION_MONTHS),
    .least_files = 1,
    .most_files = 1,
    .run = run_delay,
};
