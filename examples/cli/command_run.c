/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"
#include "figures.h"
#include "input.h"
#include "interrupt.h"
#include "numbers.h"
#include "outputs.h"
#include "precision.h"
#include "progress.h"
#include "run_tables.h"
#include "text.h"

#include <inttypes.h>
#include <placement/precision.h>
#include <placement/report.h>
#include <placement/run.h>

/* What a run gave: the summary, whether it was stopped early and the signal that did it. */
typedef struct finished {
  placement_summary *summary;
  bool stopped;
  int stopped_by;
} finished;

static int simulate(const placement_plan *plan, const options *asked, precision *targets, finished *f)
{
  placement_cancellation *cancellation = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  if (placement_cancellation_new(&cancellation, &err) != PLACEMENT_OK)
    return input_complain("run", &err);
  progress p;
  progress_start(&p);
  placement_run_options how = PLACEMENT_RUN_OPTIONS_INIT;
  how.replications = asked->replications;
  how.seed = asked->seed;
  how.threads = asked->threads;
  how.progress = progress_update;
  how.progress_data = &p;
  how.cancellation = cancellation;
  interrupt_watch(cancellation);
  placement_status status = targets->count == 0 ? placement_run(plan, &how, &f->summary, &err)
                                                : placement_run_precise(plan, &how, targets->targets, targets->count,
                                                                        &f->summary, &targets->ending, &err);
  int number = interrupt_unwatch();
  double seconds = progress_end(&p);
  placement_cancellation_free(cancellation);
  if (status == PLACEMENT_ERROR_CANCELLED) {
    complain("stopped before the first replication was done");
    return 128 + number;
  }
  if (status == PLACEMENT_ERROR_ARGUMENT && targets->count > 0) {
    complain("--precision: %s", err.message);
    return EXIT_BAD_INPUT;
  }
  if (status != PLACEMENT_OK)
    return input_complain("run", &err);
  uint64_t done = placement_summary_replications(f->summary);
  char some[NUMBER_SIZE], all[NUMBER_SIZE], time[NUMBER_SIZE];
  number_count(some, done);
  number_count(all, asked->replications);
  number_format(time, seconds, 1);
  f->stopped = targets->count == 0 ? done < asked->replications : targets->ending == PLACEMENT_PRECISION_CANCELLED;
  if (f->stopped) {
    f->stopped_by = number;
    complain("stopped after %s of %s%s replications, %s s", some, targets->count == 0 ? "" : "at most ", all, time);
  } else {
    complain("%s replications in %s s", some, time);
  }
  if (targets->count > 0 && targets->ending == PLACEMENT_PRECISION_NOT_REACHED)
    complain("the precision asked for was not reached with the most replications allowed, %s", all);
  return EXIT_FINE;
}

static void print_opening(const char *title, const options *asked, size_t uncertain, const precision *targets,
                          const finished *f)
{
  char some[NUMBER_SIZE], all[NUMBER_SIZE];
  uint64_t done = placement_summary_replications(f->summary);
  number_count(some, done);
  number_count(all, asked->replications);
  text_print_heading(stdout, title);
  if (f->stopped)
    printf("Stopped after %s of %s%s replications; the figures below rest on these.\n", some,
           targets->count == 0 ? "" : "at most ", all);
  else if (targets->count == 0)
    printf("%s replication%s.\n", some, done == 1 ? "" : "s");
  else if (targets->ending == PLACEMENT_PRECISION_REACHED)
    printf("%s replications, as many as were needed for the precision asked for.\n", some);
  else
    printf("%s replication%s, the most allowed; the precision asked for was NOT reached.\n", some,
           done == 1 ? "" : "s");
  if (uncertain > 0)
    printf("%s uncertain input%s drawn for each replication.\n", number_count(some, uncertain),
           uncertain == 1 ? " is" : "s are");
  fputs("Plan basis: every home opens on its planned date, every bed is full from then, nothing is random.\n"
        "P80: in 80 of 100 replications the figure is no higher. Std error: that of the mean.\n\n",
        stdout);
}

static void print_provenance(const options *asked, const input *in, const placement_summary *summary)
{
  char done[NUMBER_SIZE];
  number_count(done, placement_summary_replications(summary));
  printf("\nlibplacement %s, scenario sha256 %.12s, seed %" PRIu64 ", %s replications\n", placement_version(),
         placement_plan_sha256(in->plan), asked->seed, done);
}

static int print_tables(const char *path, const options *asked, const input *in, const precision *targets,
                        const finished *f)
{
  const placement_summary *summary = f->summary;
  print_opening(input_title(in, path), asked, placement_scenario_uncertain_count(in->scenario), targets, f);
  int exit_status = precision_print(targets, in->plan, summary);
  if (exit_status == EXIT_FINE)
    exit_status = run_tables_costs(in->plan, in->basis, summary);
  if (exit_status == EXIT_FINE && placement_plan_home_count(in->plan) > 0) {
    fputc('\n', stdout);
    exit_status = run_tables_homes(in->plan, summary);
  }
  if (exit_status == EXIT_FINE) {
    fputc('\n', stdout);
    exit_status = run_tables_children(in->plan, in->basis, summary);
  }
  bool as_expected;
  if (exit_status == EXIT_FINE)
    exit_status = figures_print_published(in->plan, in->basis, summary, &as_expected);
  print_provenance(asked, in, summary);
  return exit_status;
}

int command_run(const options *asked)
{
  const char *path = asked->files[0];
  finished f = {NULL, false, 0};
  precision targets = {0};
  input in;
  int exit_status = input_load(path, stderr, &in);
  if (exit_status == EXIT_FINE)
    exit_status = outputs_check(asked, path);
  if (exit_status == EXIT_FINE)
    exit_status = precision_resolve(asked, in.plan, &targets);
  if (exit_status == EXIT_FINE)
    exit_status = simulate(in.plan, asked, &targets, &f);
  if (exit_status != EXIT_FINE)
    goto out;
  /* Files first: a closed pipe behind the table must not cost the result. */
  int written = outputs_write(asked, &in, f.summary, &targets);
  exit_status = print_tables(path, asked, &in, &targets, &f);
  if (exit_status == EXIT_FINE)
    exit_status = written;
  if (exit_status == EXIT_FINE && targets.count > 0 && targets.ending == PLACEMENT_PRECISION_NOT_REACHED)
    exit_status = EXIT_NOT_DONE;
  if (f.stopped_by != 0)
    exit_status = 128 + f.stopped_by;
out:
  placement_summary_free(f.summary);
  input_clear(&in);
  return exit_status;
}
