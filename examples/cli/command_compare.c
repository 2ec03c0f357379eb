/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "compare_overview.h"
#include "compare_tables.h"
#include "compare_waterfall.h"
#include "input.h"
#include "numbers.h"
#include "study.h"
#include "text.h"

#include <inttypes.h>
#include <placement/compare.h>
#include <placement/report.h>
#include <stdio.h>
#include <stdlib.h>

/* The base is input 0; alternative i is input i + 1, and comparison i is with it. */
typedef struct compared {
  size_t count; /* alternatives compared */
  input *inputs;
  const placement_plan **alternatives;
  placement_comparison **comparisons;
  placement_waterfall **waterfalls; /* NULL each unless they are asked for */
  int stopped_by;                   /* the signal that stopped it, or 0 */
} compared;

static int compare_all(const options *asked, compared *all)
{
  placement_error err = PLACEMENT_ERROR_INIT;
  placement_status status = PLACEMENT_OK;
  study s;
  int exit_status = study_begin(&s, asked);
  if (exit_status != EXIT_FINE)
    return exit_status;
  size_t failed = 0;
  for (size_t i = 0; i + 1 < asked->file_count && status == PLACEMENT_OK; i++) {
    status = placement_comparison_new(all->inputs[0].plan, all->inputs[i + 1].plan, &s.how, &all->comparisons[i], &err);
    all->alternatives[i] = all->inputs[i + 1].plan;
    all->count += status == PLACEMENT_OK;
    failed = i + 1;
    if (status == PLACEMENT_OK && asked->given[OPTION_WATERFALL] != NULL)
      status =
          placement_waterfall_new(all->inputs[0].scenario, all->inputs[i + 1].scenario, &s.how,
                                  compare_waterfall_metrics, compare_waterfall_metric_count, &all->waterfalls[i], &err);
  }
  study_end(&s);
  all->stopped_by = s.stopped_by;
  if (status == PLACEMENT_ERROR_CANCELLED && all->count == 0) {
    complain("stopped before the first alternative was compared");
    return 128 + all->stopped_by;
  }
  if (status == PLACEMENT_ERROR_ARGUMENT) {
    complain("compare: %s: %s", asked->files[failed], err.message);
    return EXIT_BAD_INPUT;
  }
  if (status != PLACEMENT_OK && status != PLACEMENT_ERROR_CANCELLED)
    return input_complain("compare", &err);
  char some[NUMBER_SIZE], time[NUMBER_SIZE];
  number_count(some, placement_comparison_replications(all->comparisons[all->count - 1]));
  number_format(time, s.seconds, 1);
  const char *plural = placement_comparison_replications(all->comparisons[all->count - 1]) == 1 ? "" : "s";
  if (all->stopped_by != 0)
    complain("stopped after %s replication%s of alternative %zu, %s s%s", some, plural, all->count, time,
             asked->given[OPTION_WATERFALL] != NULL && all->waterfalls[all->count - 1] == NULL
                 ? "; its waterfall is left out"
                 : "");
  else if (all->count == 1)
    complain("%s replication%s of the base and of the alternative, in %s s", some, plural, time);
  else
    complain("%s replication%s of the base and of each of %zu alternatives, in %s s", some, plural, all->count, time);
  return EXIT_FINE;
}

static int write_outputs(const options *asked, const compared *all)
{
  placement_comparison_result result = PLACEMENT_COMPARISON_RESULT_INIT;
  placement_error err = PLACEMENT_ERROR_INIT;
  int exit_status = EXIT_FINE;
  result.base = all->inputs[0].plan;
  result.count = all->count;
  result.alternatives = all->alternatives;
  result.comparisons = (const placement_comparison *const *)all->comparisons;
  result.waterfalls = (const placement_waterfall *const *)all->waterfalls;
  result.seed = asked->seed;
  result.replications_requested = asked->replications;
  for (size_t i = 0; i < asked->output_count; i++) {
    if (placement_comparison_write_file(&result, asked->formats[i], asked->outputs[i], &err) != PLACEMENT_OK) {
      (void)input_complain(asked->outputs[i], &err);
      exit_status = EXIT_NOT_DONE;
    }
  }
  return exit_status;
}

static int print_one(const options *asked, const compared *all, size_t i)
{
  char done[NUMBER_SIZE];
  const placement_plan *base = all->inputs[0].plan;
  number_count(done, placement_comparison_replications(all->comparisons[i]));
  text_print_wrapped(stdout, "base:        ", input_title(&all->inputs[0], asked->files[0]));
  text_print_wrapped(stdout, "alternative: ", input_title(&all->inputs[i + 1], asked->files[i + 1]));
  printf("%s replications with the same children in both. Difference: alternative less base, with P10, P90;\n"
         "std error: that of the mean difference. Lower: how often the alternative has the lower figure.\n\n",
         done);
  int exit_status = compare_print_answer(base, all->comparisons[i]);
  if (exit_status == EXIT_FINE)
    exit_status = compare_tables_costs(base, all->comparisons[i]);
  if (exit_status != EXIT_FINE)
    return exit_status;
  fputc('\n', stdout);
  exit_status = compare_tables_children(base, all->comparisons[i]);
  if (exit_status == EXIT_FINE && all->waterfalls[i] != NULL) {
    fputc('\n', stdout);
    exit_status = compare_waterfall_print(base, all->waterfalls[i]);
  }
  fputc('\n', stdout);
  text_print_wrapped(
      stdout, "Method: ",
      "paired differences by common random numbers: Law and Kelton, Simulation Modeling and Analysis, 3rd "
      "edition, 11.2; probabilities: Wilson 1927, Journal of the American Statistical Association 22, "
      "209-212");
  printf("base sha256 %.12s, alternative sha256 %.12s\nlibplacement %s, seed %" PRIu64 ", %s replications\n",
         placement_plan_sha256(base), placement_plan_sha256(all->alternatives[i]), placement_version(), asked->seed,
         done);
  return exit_status;
}

static int run_compare(const options *asked)
{
  compared all = {0};
  int exit_status = EXIT_NOT_DONE;
  all.inputs = calloc(asked->file_count, sizeof *all.inputs);
  all.alternatives = calloc(asked->file_count, sizeof(const placement_plan *));
  all.comparisons = calloc(asked->file_count, sizeof(placement_comparison *));
  all.waterfalls = calloc(asked->file_count, sizeof(placement_waterfall *));
  if (all.inputs == NULL || all.alternatives == NULL || all.comparisons == NULL || all.waterfalls == NULL) {
    complain("out of memory");
    goto out;
  }
  exit_status = study_load(asked, asked->files, asked->file_count, all.inputs);
  if (exit_status == EXIT_FINE)
    exit_status = compare_all(asked, &all);
  if (exit_status != EXIT_FINE)
    goto out;
  /* Files first: a closed pipe behind the table must not cost the result. */
  int written = write_outputs(asked, &all);
  if (all.count > 1) {
    exit_status = compare_overview_print(all.inputs[0].plan, all.comparisons, all.count, asked->files);
    fputs("\n\n", stdout);
  }
  for (size_t i = 0; i < all.count && exit_status == EXIT_FINE; i++) {
    fputs(i > 0 ? "\n\n" : "", stdout);
    exit_status = print_one(asked, &all, i);
  }
  if (exit_status == EXIT_FINE)
    exit_status = written;
  if (all.stopped_by != 0)
    exit_status = 128 + all.stopped_by;
out:
  for (size_t i = 0; all.inputs != NULL && i < asked->file_count; i++)
    input_clear(&all.inputs[i]);
  for (size_t i = 0; i < all.count; i++) {
    placement_comparison_free(all.comparisons[i]);
    placement_waterfall_free(all.waterfalls[i]);
  }
  free(all.inputs);
  free(all.alternatives);
  free(all.comparisons);
  free(all.waterfalls);
  return exit_status;
}

static const char help[] =
    "Simulates a base scenario and its alternatives with the same children, and shows what each\n"
    "alternative costs more or less, by financial year and category, how sure that is, how often it\n"
    "costs less, when it has paid for itself, and what it means for children. Several alternatives are\n"
    "first laid side by side.\n"
    "\n"
    "Usage:\n"
    "  placement compare BASE ALTERNATIVE... [OPTION...]\n"
    "\n"
    "Example:\n"
    "  cd examples/scenarios/southampton\n"
    "  placement compare option3-do-nothing.json option1-in-house.json\n"
    "\n"
    "Options (as --name VALUE or --name=VALUE):\n"
    "  --waterfall       also attribute the difference step by step to what differs (need, fees, homes,\n"
    "                    delay, ...); takes twice as many runs as there are steps\n"
    "  --replications N  how many futures, 1 to 4,294,967,295 (default 10,000)\n"
    "  --seed S          64 bits, decimal or 0x...; equal seeds give equal results (default 1)\n"
    "  --threads T       0 to 1,024; 0 (default): one for each processor. Results do not depend on it\n"
    "  --output FILE     also write all metrics with all statistics to a file that ends in .json or .csv;\n"
    "                    can be given several times. An old file is replaced once the new is complete\n"
    "  -h, --help        this text\n"
    "  --                ends the options: what follows are files\n"
    "\n"
    "All scenarios must have the same horizon and currency. Ctrl-C stops the comparison; the tables and\n"
    "the output are made of the replications done until then.\n"
    "\n"
    "Exit status: 0; 1 if output could not be written or memory ran out; 2 if a scenario is not sound or\n"
    "cannot be read, horizons differ or the command line is wrong; 130 or 143 after Ctrl-C or SIGTERM.\n";

const command command_compare = {
    .name = "compare",
    .files = "BASE ALT...",
    .summary = "what alternatives cost more or less, and how sure that is",
    .help = help,
    .options = OPTIONS_OF_RUNS | OPTION_BIT(OPTION_WATERFALL),
    .least_files = 2,
    .most_files = SIZE_MAX,
    .run = run_compare,
};
