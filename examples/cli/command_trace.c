/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "document.h"
#include "formats.h"
#include "input.h"
#include "outputs.h"
#include "text.h"

#include <placement/report.h>

/* What was asked for and does not exist is bad input. */
static int complain_of(const placement_error *err, const char *path)
{
  if (err->code != PLACEMENT_ERROR_ARGUMENT)
    return input_complain(path, err);
  complain("%s", err->message);
  return EXIT_BAD_INPUT;
}

/* Which ledger is told. */
typedef struct traced {
  const placement_plan *plan;
  const options *asked;
  const placement_ledger_filter *filter;
  const placement_findings *findings;
} traced;

/* CSV has the rows alone, unrounded, JSON the sums as well. */
static placement_status write_data(const void *what, int32_t format, placement_sink sink, void *data,
                                   placement_error *err)
{
  const traced *t = what;
  if (format == PLACEMENT_FORMAT_CSV)
    return placement_ledger_write(t->plan, t->asked->seed, t->asked->replication, t->filter, format, sink, data, err);
  return placement_findings_write(t->findings, format, sink, data, err);
}

static int run_trace(const options *asked)
{
  const char *path = asked->files[0];
  placement_ledger_filter filter = PLACEMENT_LEDGER_FILTER_INIT;
  placement_findings *findings = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  input in;
  filter.child = asked->given[OPTION_CHILD];
  filter.place = asked->given[OPTION_PLACE];
  filter.from = asked->given[OPTION_FROM];
  filter.until = asked->given[OPTION_UNTIL];
  int exit_status = input_load(path, stderr, &in);
  if (exit_status == EXIT_FINE)
    exit_status = outputs_check(asked, path);
  if (exit_status != EXIT_FINE)
    goto out;
  if (placement_ledger_findings(in.plan, asked->seed, asked->replication, &filter, &findings, &err) != PLACEMENT_OK) {
    exit_status = complain_of(&err, path);
    goto out;
  }
  const placement_findings *const part = findings;
  const traced ledger = {in.plan, asked, &filter, findings};
  exit_status = document_deliver(
      NULL, asked,
      &(document){
          .title = input_title(&in, path), .parts = &part, .count = 1, .write_data = write_data, .data = &ledger});
out:
  placement_findings_free(findings);
  input_clear(&in);
  return exit_status;
}

static const char help[] =
    "Shows the ledger of one simulated future (replication), day by day: each child from arrival to the\n"
    "end of its need, each bed with the reason why it was empty, each amount with what it was made of.\n"
    "Its sums by metric and financial year stand at the end, beside the outcome of the replication.\n"
    "\n"
    "Usage:\n"
    "  placement trace FILE [OPTION...]\n"
    "\n"
    "Example:\n"
    "  placement trace examples/scenarios/minimal.json --replication 7 --child 'children 2'\n"
    "\n"
    "Options (as --name VALUE or --name=VALUE):\n"
    "  --replication K   its number, from 0 (default), as in a run with the same seed\n"
    "  --seed S          64 bits, decimal or 0x... (default 1)\n"
    "  --child CHILD     only rows of this child: its group and number, such as 'core 12', or 'core i3'\n"
    "                    if it was there on the first day\n"
    "  --place ID        only rows at this home, phase or step-down scheme\n"
    "  --from DATE       only events on or after this day (YYYY-MM-DD), and stays and costs with a night\n"
    "                    from then on\n"
    "  --until DATE      only rows that begin before this day\n" FORMATS_HELP "  -h, --help        this text\n"
    "  --                ends the options: what follows is the file\n"
    "--child, --place, --from and --until limit which rows are shown and written, never what is\n"
    "simulated. Rows are never cut: one that lies only partly within --from and --until is shown with\n"
    "all its nights and pounds. What is paid once, or on an admission, is a row of its day; costs of\n"
    "occupied beds run for as long as their number stays the same, other cost lines from their first to\n"
    "their last day in each financial year. The sums are those of the rows shown, added up before they\n"
    "are rounded to pence. CSV has the rows alone, unrounded.\n"
    "\n"
    "Exit status: 0; 1 if output could not be written or memory ran out; 2 if the scenario is not sound\n"
    "or cannot be read, the command line is wrong, or there is no such child or place.\n";

const command command_trace = {
    .name = "trace",
    .files = "FILE [OPTION]",
    .summary = "the ledger of one simulated future: every child, bed and pound",
    .help = help,
    .options = OPTION_BIT(OPTION_SEED) | OPTION_BIT(OPTION_OUTPUT) | OPTION_BIT(OPTION_FORMAT) |
               OPTION_BIT(OPTION_REPLICATION) | OPTION_BIT(OPTION_CHILD) | OPTION_BIT(OPTION_PLACE) |
               OPTION_BIT(OPTION_FROM) | OPTION_BIT(OPTION_UNTIL),
    .least_files = 1,
    .most_files = 1,
    .run = run_trace,
};
