/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"
#include "compare_tables.h"
#include "input.h"
#include "interrupt.h"
#include "numbers.h"
#include "outputs.h"
#include "progress.h"
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
  int stopped_by; /* the signal that stopped it, or 0 */
} compared;

static int load_all(const options *asked, compared *all)
{
  int exit_status = EXIT_FINE;
  for (size_t i = 0; i < asked->file_count; i++) {
    int loaded = input_load(asked->files[i], stderr, &all->inputs[i]); /* every file, so that all problems are told */
    exit_status = exit_status == EXIT_FINE ? loaded : exit_status;
  }
  for (size_t i = 0; i < asked->file_count && exit_status == EXIT_FINE; i++)
    exit_status = outputs_check(asked, asked->files[i]);
  return exit_status;
}

static int compare_all(const options *asked, compared *all)
{
  placement_cancellation *cancellation = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  placement_status status = PLACEMENT_OK;
  if (placement_cancellation_new(&cancellation, &err) != PLACEMENT_OK)
    return input_complain("compare", &err);
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
  size_t failed = 0;
  for (size_t i = 0; i + 1 < asked->file_count && status == PLACEMENT_OK; i++) {
    status = placement_comparison_new(all->inputs[0].plan, all->inputs[i + 1].plan, &how, &all->comparisons[i], &err);
    all->alternatives[i] = all->inputs[i + 1].plan;
    all->count += status == PLACEMENT_OK;
    failed = i + 1;
  }
  all->stopped_by = interrupt_unwatch();
  double seconds = progress_end(&p);
  placement_cancellation_free(cancellation);
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
  number_format(time, seconds, 1);
  complain(all->stopped_by != 0 ? "stopped after %s replications of alternative %zu, %s s"
                                : "%s replications of the base and of each of %zu, in %s s",
           some, all->count, time);
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
  printf("\nbase sha256 %.12s, alternative sha256 %.12s\nlibplacement %s, seed %" PRIu64 ", %s replications\n",
         placement_plan_sha256(base), placement_plan_sha256(all->alternatives[i]), placement_version(), asked->seed,
         done);
  return exit_status;
}

int command_compare(const options *asked)
{
  compared all = {0};
  int exit_status = EXIT_NOT_DONE;
  all.inputs = calloc(asked->file_count, sizeof *all.inputs);
  all.alternatives = calloc(asked->file_count, sizeof(const placement_plan *));
  all.comparisons = calloc(asked->file_count, sizeof(placement_comparison *));
  if (all.inputs == NULL || all.alternatives == NULL || all.comparisons == NULL) {
    complain("out of memory");
    goto out;
  }
  exit_status = load_all(asked, &all);
  if (exit_status == EXIT_FINE)
    exit_status = compare_all(asked, &all);
  if (exit_status != EXIT_FINE)
    goto out;
  /* Files first: a closed pipe behind the table must not cost the result. */
  int written = write_outputs(asked, &all);
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
  for (size_t i = 0; i < all.count; i++)
    placement_comparison_free(all.comparisons[i]);
  free(all.inputs);
  free(all.alternatives);
  free(all.comparisons);
  return exit_status;
}
