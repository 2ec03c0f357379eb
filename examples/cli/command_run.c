/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "document.h"
#include "formats.h"
#include "input.h"
#include "numbers.h"
#include "precision.h"
#include "samples.h"
#include "study.h"
#include "text.h"

#include <placement/precision.h>
#include <placement/report.h>
#include <placement/run.h>

/* What a run gave: the summary, and whether samples were asked for and could not be written. */
typedef struct finished {
  placement_summary *summary;
  bool not_sampled;
} finished;

/* With samples, whose file can fail while the run does not. */
static placement_status run_sampled(const placement_plan *plan, const options *asked, const samples *chosen,
                                    const placement_run_options *how, finished *f, placement_error *err)
{
  const char *path = asked->given[OPTION_SAMPLES];
  placement_status status = placement_samples_write_file(plan, how, chosen->figures, chosen->count,
                                                         asked->samples_format, path, &f->summary, err);
  f->not_sampled = status != PLACEMENT_OK;
  return f->summary != NULL ? PLACEMENT_OK : status;
}

static int simulate(const placement_plan *plan, const options *asked, precision *targets, const samples *chosen,
                    study *s, finished *f)
{
  placement_error err = PLACEMENT_ERROR_INIT;
  int exit_status = study_begin(s, asked);
  if (exit_status != EXIT_FINE)
    return exit_status;
  placement_status status = PLACEMENT_OK;
  if (chosen->count > 0)
    status = run_sampled(plan, asked, chosen, &s->how, f, &err);
  else if (targets->count > 0)
    status =
        placement_run_precise(plan, &s->how, targets->targets, targets->count, &f->summary, &targets->ending, &err);
  else
    status = placement_run(plan, &s->how, &f->summary, &err);
  study_end(s);
  if (status == PLACEMENT_ERROR_CANCELLED) {
    complain("stopped before the first replication was done");
    return 128 + s->stopped_by;
  }
  if (status == PLACEMENT_ERROR_ARGUMENT && targets->count > 0) {
    complain("--precision: %s", err.message);
    return EXIT_BAD_INPUT;
  }
  if (status == PLACEMENT_ERROR_IO) {
    (void)input_complain("--samples", &err);
    return EXIT_NOT_DONE;
  }
  if (status != PLACEMENT_OK)
    return input_complain("run", &err);
  uint64_t done = placement_summary_replications(f->summary);
  char some[NUMBER_SIZE], all[NUMBER_SIZE], time[NUMBER_SIZE];
  number_count(some, done);
  number_count(all, asked->replications);
  number_format(time, s->seconds, 1);
  if (targets->count == 0 ? done < asked->replications : targets->ending == PLACEMENT_PRECISION_CANCELLED) {
    complain("stopped after %s of %s%s replications, %s s", some, targets->count == 0 ? "" : "at most ", all, time);
  } else {
    s->stopped_by = 0; /* too late */
    complain("%s replications in %s s", some, time);
  }
  if (f->not_sampled && err.code == PLACEMENT_ERROR_CANCELLED)
    complain("--samples: %s is not written, because not all replications were done", asked->given[OPTION_SAMPLES]);
  else if (f->not_sampled)
    (void)input_complain("--samples", &err);
  if (targets->count > 0 && targets->ending == PLACEMENT_PRECISION_NOT_REACHED)
    complain("the precision asked for was not reached with the most replications allowed, %s", all);
  return EXIT_FINE;
}

static placement_status write_result(const void *result, int32_t format, placement_sink sink, void *data,
                                     placement_error *err)
{
  return placement_report_write(result, format, sink, data, err);
}

static int deliver(const study *s, const options *asked, const input *in, const precision *targets, const finished *f)
{
  placement_result result = PLACEMENT_RESULT_INIT;
  placement_reconciliation *published = NULL;
  placement_findings *findings = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  result.plan = in->plan;
  result.scenario = in->scenario;
  result.basis = in->basis;
  result.summary = f->summary;
  result.seed = asked->seed;
  result.replications_requested = asked->replications;
  if (targets->count > 0) {
    result.targets = targets->targets;
    result.target_count = targets->count;
    result.replications_at_most = asked->replications;
    result.ending = targets->ending;
    if (targets->ending == PLACEMENT_PRECISION_REACHED)
      result.replications_requested = placement_summary_replications(f->summary);
  }
  placement_status status = placement_reconciliation_new(in->plan, in->basis, f->summary, &published, &err);
  result.reconciliation = published;
  if (status == PLACEMENT_OK)
    status = placement_run_findings(&result, &findings, &err);
  const placement_findings *parts[] = {findings};
  const document d = {.title = input_title(in, asked->files[0]),
                      .parts = parts,
                      .count = 1,
                      .write_data = write_result,
                      .data = &result};
  int exit_status = status == PLACEMENT_OK ? document_deliver(s, asked, &d) : input_complain("run", &err);
  placement_findings_free(findings);
  placement_reconciliation_free(published);
  return exit_status;
}

static int run_replications(const options *asked)
{
  finished f = {NULL, false};
  precision targets = {0};
  samples chosen = {0};
  study s = {0};
  input in;
  int exit_status = study_load(asked, asked->files, 1, &in);
  if (exit_status == EXIT_FINE)
    exit_status = precision_resolve(asked, in.plan, &targets);
  if (exit_status == EXIT_FINE)
    exit_status = samples_resolve(asked, in.plan, &chosen);
  if (exit_status == EXIT_FINE)
    exit_status = simulate(in.plan, asked, &targets, &chosen, &s, &f);
  if (exit_status == EXIT_FINE)
    exit_status = deliver(&s, asked, &in, &targets, &f);
  if (exit_status == EXIT_FINE && targets.count > 0 && targets.ending == PLACEMENT_PRECISION_NOT_REACHED)
    exit_status = EXIT_NOT_DONE;
  if (exit_status == EXIT_FINE && f.not_sampled)
    exit_status = EXIT_NOT_DONE;
  placement_summary_free(f.summary);
  input_clear(&in);
  return exit_status;
}

static const char help[] =
    "Simulates many futures (replications) of a scenario and shows, by financial year, the plan basis,\n"
    "the mean with its standard error, and how the futures spread: in 80 of 100 the figure is no higher\n"
    "than P80.\n"
    "\n"
    "Usage:\n"
    "  placement run FILE [OPTION...]\n"
    "\n"
    "Example:\n"
    "  placement run examples/scenarios/southampton/option1-in-house.json --seed 7 --output result.json\n"
    "\n"
    "Options (as --name VALUE or --name=VALUE):\n"
    "  --replications N  how many futures, 1 to 4,294,967,295 (default 10,000)\n"
    "  --precision P     instead of a count: as many futures as it takes until the mean is known to +- P,\n"
    "                    a percentage of the mean (0.1%) or an amount in the unit of the metric (5,000).\n"
    "                    --replications is then the most that it may take (default 10,000,000)\n"
    "  --metric METRIC   whose mean, such as occupancy, cost.external:2025-26 for a financial year, or\n"
    "                    beds.occupied@elm for a home; can be given several times: all are to be as\n"
    "                    precise (default cost.total, whole horizon). With --samples: whose figures\n"
    "  --confidence C    how sure the +- is, 50% to 99.99% (default 95%)\n"
    "  --seed S          64 bits, decimal or 0x...; equal seeds give equal results (default 1)\n"
    "  --threads T       0 to 1,024; 0 (default): one for each processor. Results do not depend on it\n" FORMATS_HELP
    "  --samples FILE    also write the figures of --metric of each future, a row for each (default\n"
    "                    cost.total by financial year and total), to a file that ends in .csv or .npy\n"
    "                    (NumPy: doubles, without names of columns). The first column is the number of\n"
    "                    the replication. Not with --precision\n"
    "  -h, --help        this text\n"
    "  --                ends the options: what follows is the file\n"
    "Numbers may have commas or underscores before groups of three digits: 10,000 or 10_000.\n"
    "\n"
    "Files that end in .json or .csv hold all metrics with all statistics.\n"
    "\n"
    "Ctrl-C stops the run, and the tables and the output are made of the replications done until then; a\n"
    "second Ctrl-C ends the command at once. The file of --samples is written by a whole run only.\n"
    "\n"
    "With --precision the number of futures is a multiple of 1,000 that depends on the scenario, the seed\n"
    "and what is asked for, never on threads. Quantiles are less precise than means.\n"
    "\n"
    "Exit status: 0; 1 if output could not be written, memory ran out or the precision was not reached; 2\n"
    "if the scenario is not sound or cannot be read or the command line is wrong; 130 or 143 after Ctrl-C\n"
    "or SIGTERM.\n";

const command command_run = {
    .name = "run",
    .files = "FILE [OPTION...]",
    .summary = "the budget with its uncertainty, from many simulated futures",
    .help = help,
    .options = OPTIONS_OF_STUDIES | OPTION_BIT(OPTION_PRECISION) | OPTION_BIT(OPTION_METRIC) |
               OPTION_BIT(OPTION_CONFIDENCE) | OPTION_BIT(OPTION_SAMPLES),
    .least_files = 1,
    .most_files = 1,
    .run = run_replications,
};
