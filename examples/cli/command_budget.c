/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "formats.h"
#include "input.h"
#include "metric_address.h"
#include "study.h"
#include "text.h"

#include <placement/budget.h>
#include <string.h>

#define DEFAULT_CONFIDENCE 0.8

/* Revenue, capital and both; the total alone where there is no capital. */
static size_t default_metrics(const input *in, size_t *metrics)
{
  static const char *const names[] = {"cost.revenue", "cost.capital", "cost.total"};
  size_t count = sizeof names / sizeof *names, horizon = placement_plan_year_count(in->plan);
  for (size_t i = 0; i < count; i++)
    metrics[i] = placement_plan_metric_find(in->plan, names[i]);
  if (placement_basis_value(in->basis, metrics[1], horizon) != 0)
    return count;
  metrics[0] = metrics[2];
  return 1;
}

/* Finds the metrics of --metric, all of whose years are shown. */
static int find_metrics(const options *asked, const input *in, size_t *metrics, size_t *count)
{
  if (asked->metric_count == 0)
    *count = default_metrics(in, metrics);
  for (size_t i = 0; i < asked->metric_count; i++) {
    size_t column;
    if (strchr(asked->metrics[i], ':') != NULL) {
      complain("--metric: '%s': a budget has every financial year; leave out the year", asked->metrics[i]);
      return EXIT_BAD_INPUT;
    }
    int exit_status = metric_address_find("--metric", in->plan, asked->metrics[i], &metrics[i], &column);
    if (exit_status != EXIT_FINE)
      return exit_status;
    for (size_t j = 0; j < i; j++) {
      if (metrics[j] == metrics[i]) {
        complain("--metric: '%s' is given twice", asked->metrics[i]);
        return EXIT_BAD_INPUT;
      }
    }
    *count = i + 1;
  }
  return EXIT_FINE;
}

/* What is asked for. */
typedef struct question {
  size_t metrics[OPTIONS_MOST_METRICS];
  size_t count;
  double confidence;
} question;

static placement_status analyse(const input *in, const placement_run_options *how, const void *context,
                                placement_findings **findings, placement_error *err)
{
  const question *q = context;
  placement_budget *budget = NULL;
  placement_status status = placement_budget_new(in->plan, how, q->metrics, q->count, q->confidence, &budget, err);
  if (status == PLACEMENT_OK)
    status = placement_budget_findings(budget, in->plan, how, findings, err);
  placement_budget_free(budget);
  return status;
}

static int run_budget(const options *asked)
{
  input in = {0};
  question q = {.confidence = asked->confidence > 0 ? asked->confidence : DEFAULT_CONFIDENCE};
  int exit_status = study_load(asked, asked->files, 1, &in);
  if (exit_status == EXIT_FINE)
    exit_status = find_metrics(asked, &in, q.metrics, &q.count);
  if (exit_status == EXIT_FINE)
    exit_status = study_analyse(asked, &in, analyse, &q);
  input_clear(&in);
  return exit_status;
}

static const char help[] =
    "Says how much to put in the budget of each financial year and of the whole horizon, so that it is\n"
    "kept with a given confidence: plan, mean, budget and contingency, what is overspent beyond, and a\n"
    "split of the horizon's contingency over the years that adds up.\n"
    "\n"
    "Usage:\n"
    "  placement budget FILE [OPTION...]\n"
    "\n"
    "Example:\n"
    "  placement budget examples/scenarios/southampton/option1-in-house.json --confidence 80%\n"
    "\n"
    "Options (as --name VALUE or --name=VALUE):\n"
    "  --confidence P%   probability that a budget is kept, 50% to 99.99% (default 80%)\n"
    "  --metric METRIC   a cost such as cost.external; can be given several times (default cost.revenue,\n"
    "                    cost.capital and cost.total; cost.total alone if there is no capital)\n"
    "  --replications N  how many futures, 2 to 4,294,967,295 (default 10,000)\n"
    "  --seed S          64 bits, decimal or 0x...; equal seeds give equal results (default 1)\n"
    "  --threads T       0 to 1,024; 0 (default): one for each processor. Results do not depend on it\n" FORMATS_HELP
    "  -h, --help        this text\n"
    "  --                ends the options: what follows is the file\n"
    "\n"
    "The budgets of the years do not add up to that of the horizon, because not every year is dear: set\n"
    "them one by one where each year must keep its own, and split the horizon's where reserves can be\n"
    "carried over.\n"
    "\n"
    "Exit status: 0; 1 if output could not be written or memory ran out; 2 if the scenario is not sound\n"
    "or cannot be read or the command line is wrong; 130 or 143 after Ctrl-C or SIGTERM.\n";

const command command_budget = {
    .name = "budget",
    .files = "FILE",
    .summary = "what to put in the budget, and the contingency in it",
    .heading = "Budget and contingency",
    .help = help,
    .options = OPTIONS_OF_STUDIES | OPTION_BIT(OPTION_CONFIDENCE) | OPTION_BIT(OPTION_METRIC),
    .least_files = 1,
    .most_files = 1,
    .run = run_budget,
};
