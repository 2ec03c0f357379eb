/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What threads may do with the library, in a program that ThreadSanitizer can watch; it cannot watch Criterion's.
 * usage: threads SCENARIO
 */
#include <placement/placement.h>

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define REPLICATIONS 300

static bool expect(bool holds, const char *what)
{
  printf("%s: %s\n", holds ? "ok" : "FAILED", what);
  return holds;
}

/* Every statistic of both is the same, bit by bit. */
static bool same(const placement_plan *plan, const placement_summary *a, const placement_summary *b)
{
  if (placement_summary_replications(a) != placement_summary_replications(b))
    return false;
  for (size_t metric = 0; metric < placement_plan_metric_count(plan); metric++) {
    for (size_t column = 0; column <= placement_plan_year_count(plan); column++) {
      placement_statistics of_a, of_b;
      if (placement_summary_statistics(a, metric, column, &of_a, NULL) != PLACEMENT_OK ||
          placement_summary_statistics(b, metric, column, &of_b, NULL) != PLACEMENT_OK ||
          memcmp(&of_a, &of_b, sizeof of_a) != 0)
        return false;
    }
  }
  return true;
}

static placement_summary *run(const placement_plan *plan, uint64_t replications, int32_t threads)
{
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  placement_summary *summary = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  options.replications = replications;
  options.threads = threads;
  if (placement_run(plan, &options, &summary, &err) != PLACEMENT_OK)
    printf("placement_run: %s\n", err.message);
  return summary;
}

static bool test_number_of_threads(const placement_plan *plan, const placement_summary *reference)
{
  bool equal = true;
  for (int32_t threads = 2; threads <= 7; threads++) {
    placement_summary *summary = run(plan, REPLICATIONS, threads);
    equal = summary != NULL && same(plan, reference, summary) && equal;
    placement_summary_free(summary);
  }
  return expect(equal, "2 to 7 threads give the bits of one thread");
}

/* Threads come and go between the looks at the target. */
static bool test_precision(const placement_plan *plan)
{
  placement_target target = {placement_plan_metric_find(plan, "cost.total"), placement_plan_year_count(plan), 0.012,
                             0.95, 1};
  placement_summary *summaries[2] = {NULL, NULL};
  bool passed = true;
  for (int i = 0; i < 2; i++) {
    placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
    int32_t ending = PLACEMENT_PRECISION_CANCELLED;
    options.replications = 100000;
    options.threads = i == 0 ? 1 : 5;
    passed = placement_run_precise(plan, &options, &target, 1, &summaries[i], &ending, NULL) == PLACEMENT_OK &&
             ending == PLACEMENT_PRECISION_REACHED && passed;
  }
  passed = passed && placement_summary_replications(summaries[0]) > PLACEMENT_PRECISION_BLOCK &&
           same(plan, summaries[0], summaries[1]);
  placement_summary_free(summaries[0]);
  placement_summary_free(summaries[1]);
  return expect(passed, "runs for precision on 1 and 5 threads need as many replications and give the same bits");
}

/* Threads write next to one another. */
static bool test_samples(const placement_plan *plan)
{
  static double values[2][REPLICATIONS];
  const placement_figure figure = {placement_plan_metric_find(plan, "cost.total"), placement_plan_year_count(plan)};
  bool passed = true;
  for (int i = 0; i < 2; i++) {
    placement_sample_options options = PLACEMENT_SAMPLE_OPTIONS_INIT;
    options.replications = REPLICATIONS;
    options.threads = i == 0 ? 1 : 5;
    passed = placement_sample(plan, &options, &figure, 1, values[i], NULL) == PLACEMENT_OK && passed;
  }
  for (size_t i = 0; i < REPLICATIONS; i++)
    passed = passed && values[0][i] == values[1][i];
  return expect(passed, "samples on 1 and 5 threads are the same");
}

static void *run_in_thread(void *plan)
{
  return run(plan, REPLICATIONS, 2);
}

static bool test_runs_at_once(placement_plan *plan, const placement_summary *reference)
{
  void *results[3] = {NULL, NULL, NULL};
  pthread_t threads[3];
  bool equal = true;
  for (int i = 0; i < 3; i++) {
    if (pthread_create(&threads[i], NULL, run_in_thread, plan) != 0)
      return expect(false, "a thread starts");
  }
  for (int i = 0; i < 3; i++) {
    pthread_join(threads[i], &results[i]);
    equal = results[i] != NULL && same(plan, reference, results[i]) && equal;
    placement_summary_free(results[i]);
  }
  return expect(equal, "runs at the same time share a plan");
}

typedef struct stopper {
  placement_cancellation *cancellation;
  atomic_bool under_way; /* replications are being done */
} stopper;

static void note_progress(uint64_t done, uint64_t replications, void *data)
{
  stopper *stop = data;
  (void)replications;
  if (done > 0)
    atomic_store(&stop->under_way, true);
}

static void *stop_when_under_way(void *data)
{
  stopper *stop = data;
  while (!atomic_load(&stop->under_way))
    sched_yield();
  placement_cancellation_request(stop->cancellation);
  return NULL;
}

static bool test_cancellation(const placement_plan *plan)
{
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  placement_summary *stopped = NULL, *whole = NULL;
  stopper stop = {NULL, false};
  pthread_t thread;
  bool passed = false;
  if (placement_cancellation_new(&stop.cancellation, NULL) != PLACEMENT_OK ||
      pthread_create(&thread, NULL, stop_when_under_way, &stop) != 0)
    goto out;
  options.replications = PLACEMENT_LIMIT_REPLICATIONS;
  options.threads = 3;
  options.progress = note_progress;
  options.progress_data = &stop;
  options.cancellation = stop.cancellation;
  passed = placement_run(plan, &options, &stopped, NULL) == PLACEMENT_OK;
  atomic_store(&stop.under_way, true);
  pthread_join(thread, NULL);
  passed = passed && placement_summary_replications(stopped) < options.replications;
  whole = passed ? run(plan, placement_summary_replications(stopped), 2) : NULL;
  passed = passed && whole != NULL && same(plan, stopped, whole);
out:
  placement_summary_free(stopped);
  placement_summary_free(whole);
  placement_cancellation_free(stop.cancellation);
  return expect(passed, "a run stopped by another thread holds what a run of that many replications holds");
}

int main(int argc, char **argv)
{
  placement_scenario *scenario = NULL;
  placement_plan *plan = NULL;
  placement_summary *reference = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  bool passed = false;
  if (argc != 2) {
    printf("usage: %s SCENARIO\n", argv[0]);
    return 2;
  }
  if (placement_scenario_load_file(argv[1], &scenario, NULL, &err) != PLACEMENT_OK ||
      placement_plan_new(scenario, &plan, &err) != PLACEMENT_OK) {
    printf("%s:%d:%d: %s\n", err.file, (int)err.line, (int)err.column, err.message);
    goto out;
  }
  reference = run(plan, REPLICATIONS, 1);
  if (reference == NULL)
    goto out;
  passed = test_number_of_threads(plan, reference);
  passed = test_runs_at_once(plan, reference) && passed;
  passed = test_cancellation(plan) && passed;
  passed = test_precision(plan) && passed;
  passed = test_samples(plan) && passed;
out:
  placement_summary_free(reference);
  placement_plan_free(plan);
  placement_scenario_free(scenario);
  return passed ? 0 : 1;
}
