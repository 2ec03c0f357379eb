/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "document.h"
#include "formats.h"
#include "input.h"
#include "study.h"
#include "text.h"

#include <placement/report.h>

static bool is_as_expected(const placement_reconciliation *published)
{
  bool all = true;
  for (size_t i = 0; i < placement_reconciliation_count(published); i++) {
    const placement_reconciliation_row *row = placement_reconciliation_at(published, i);
    all = all && (row->agrees != 0) == (row->expected_to_agree != 0);
  }
  return all;
}

static int deliver(const options *asked, const input *in)
{
  placement_result result = PLACEMENT_RESULT_INIT;
  placement_reconciliation *published = NULL;
  placement_findings *findings = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  result.plan = in->plan;
  result.scenario = in->scenario;
  result.basis = in->basis;
  placement_status status = placement_reconciliation_new(in->plan, in->basis, NULL, &published, &err);
  result.reconciliation = published;
  if (status == PLACEMENT_OK)
    status = placement_run_findings(&result, &findings, &err);
  const placement_findings *parts[] = {findings};
  const document d = {.title = input_title(in, asked->files[0]), .parts = parts, .count = 1};
  int exit_status = status == PLACEMENT_OK ? document_deliver(NULL, asked, &d) : input_complain("plan", &err);
  if (status == PLACEMENT_OK && !is_as_expected(published)) {
    complain("a published figure is not as the scenario expects");
    exit_status = EXIT_NOT_DONE;
  }
  placement_findings_free(findings);
  placement_reconciliation_free(published);
  return exit_status;
}

static int run_plan(const options *asked)
{
  input in = {0};
  int exit_status = study_load(asked, asked->files, 1, &in);
  if (exit_status == EXIT_FINE)
    exit_status = deliver(asked, &in);
  input_clear(&in);
  return exit_status;
}

static const char help[] =
    "Shows the budget on the plan basis, by financial year: every home opens on its planned date, every\n"
    "bed is full from that day, nothing is random. Then compares it with the published figures of the\n"
    "scenario.\n"
    "\n"
    "Usage:\n"
    "  placement plan FILE [OPTION...]\n"
    "\n"
    "Example:\n"
    "  placement plan examples/scenarios/southampton/plan.json\n"
    "\n"
    "Options (as --name VALUE or --name=VALUE):\n" FORMATS_HELP "  -h, --help        this text\n"
    "  --                ends the options: what follows is the file\n"
    "\n"
    "Exit status: 0; 1 if a published figure is not as the scenario expects (\"expect\": agrees or\n"
    "differs), output could not be written or memory ran out; 2 if the scenario is not sound or cannot be\n"
    "read or the command line is wrong.\n";

const command command_plan = {
    .name = "plan",
    .files = "FILE [OPTION...]",
    .summary = "the budget on the plan basis: homes open on time, beds are full",
    .heading = "Plan basis",
    .help = help,
    .options = OPTION_BIT(OPTION_OUTPUT) | OPTION_BIT(OPTION_FORMAT),
    .least_files = 1,
    .most_files = 1,
    .run = run_plan,
};
