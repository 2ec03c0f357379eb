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
#define ANALYSED 100 /* replications of analyses, the least that a search has */

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

/* A scenario, another to compare it with, and what there is to choose. */
typedef struct analysed {
  placement_scenario *scenario, *other;
  placement_plan *plan;
  placement_search *search;
} analysed;

static void analysed_clear(analysed *a)
{
  placement_search_free(a->search);
  placement_plan_free(a->plan);
  placement_scenario_free(a->scenario);
  placement_scenario_free(a->other);
}

static bool analysed_make(analysed *a, const placement_scenario *first)
{
  static const char uncertain[] = "[{\"op\": \"add\", \"path\": \"/uncertain\", \"value\": [{\"input\": "
                                  "\"/groups/0/arrivals_per_year\", \"as\": \"factor\", \"distribution\": "
                                  "{\"uniform\": {\"min\": 0.8, \"max\": 1.2}}}]}]";
  static const char dearer[] = "[{\"op\": \"replace\", \"path\": \"/groups/0/weekly_fee\", \"value\": 6000}, "
                               "{\"op\": \"replace\", \"path\": \"/homes/0/beds\", \"value\": 3}]";
  static const char search[] = "{\"placement_search\": 1, \"objective\": {}, \"decisions\": [{\"id\": \"size\", "
                               "\"homes\": [\"oak-house\"], \"beds\": [1, 2]}]}";
  placement_error err = PLACEMENT_ERROR_INIT;
  if (placement_scenario_patch(first, uncertain, sizeof uncertain - 1, &a->scenario, NULL, &err) == PLACEMENT_OK &&
      placement_scenario_patch(a->scenario, dearer, sizeof dearer - 1, &a->other, NULL, &err) == PLACEMENT_OK &&
      placement_plan_new(a->scenario, &a->plan, &err) == PLACEMENT_OK &&
      placement_search_load_text(search, sizeof search - 1, NULL, a->scenario, &a->search, NULL, &err) == PLACEMENT_OK)
    return true;
  printf("%s\n", err.message);
  return false;
}

static placement_findings *find_budget(const analysed *a, const placement_run_options *how)
{
  const size_t metric = placement_plan_metric_find(a->plan, "cost.total");
  placement_budget *budget = NULL;
  placement_findings *f = NULL;
  if (placement_budget_new(a->plan, how, &metric, 1, 0.8, &budget, NULL) == PLACEMENT_OK)
    placement_budget_findings(budget, a->plan, how, &f, NULL);
  placement_budget_free(budget);
  return f;
}

static placement_findings *find_sensitivity(const analysed *a, const placement_run_options *how)
{
  placement_sensitivity_options what = PLACEMENT_SENSITIVITY_OPTIONS_INIT;
  placement_sensitivity *sensitivity = NULL;
  placement_findings *f = NULL;
  what.indices = 1;
  if (placement_sensitivity_new(a->scenario, &what, how, &sensitivity, NULL) == PLACEMENT_OK)
    placement_sensitivity_findings(sensitivity, &f, NULL);
  placement_sensitivity_free(sensitivity);
  return f;
}

static placement_findings *find_delay(const analysed *a, const placement_run_options *how)
{
  placement_delay *delay = NULL;
  placement_findings *f = NULL;
  if (placement_delay_new(a->scenario, how, 2, &delay, NULL) == PLACEMENT_OK)
    placement_delay_findings(delay, a->plan, how, &f, NULL);
  placement_delay_free(delay);
  return f;
}

static placement_findings *find_value(const analysed *a, const placement_run_options *how)
{
  placement_value *value = NULL;
  placement_findings *f = NULL;
  if (placement_value_new(a->scenario, how, NULL, &value, NULL) == PLACEMENT_OK)
    placement_value_findings(value, a->plan, how, &f, NULL);
  placement_value_free(value);
  return f;
}

static placement_findings *find_switching(const analysed *a, const placement_run_options *how)
{
  static const char *const pointers[] = {"/groups/0/weekly_fee"};
  placement_switching_question question = PLACEMENT_SWITCHING_QUESTION_INIT;
  placement_switching *switching = NULL;
  placement_findings *f = NULL;
  question.pointers = pointers;
  question.pointer_count = 1;
  question.as = PLACEMENT_CHANGE_FACTOR;
  question.metric = placement_plan_metric_find(a->plan, "cost.total");
  question.column = placement_plan_year_count(a->plan);
  question.against = a->other;
  if (placement_switching_new(a->scenario, &question, how, &switching, NULL) == PLACEMENT_OK)
    placement_switching_findings(switching, &f, NULL);
  placement_switching_free(switching);
  return f;
}

static placement_findings *find_best(const analysed *a, const placement_run_options *how)
{
  placement_optimise_options what = PLACEMENT_OPTIMISE_OPTIONS_INIT;
  placement_optimisation *optimisation = NULL;
  placement_findings *f = NULL;
  what.first_stage = PLACEMENT_LEAST_FIRST_STAGE;
  if (placement_optimise(a->search, how, &what, &optimisation, NULL) == PLACEMENT_OK)
    placement_optimisation_findings(optimisation, a->search, how, &f, NULL);
  placement_optimisation_free(optimisation);
  return f;
}

/* Adds a piece to a digest of the text (FNV-1a). */
static int digest_add(const char *text, size_t length, void *data)
{
  uint64_t *digest = data;
  for (size_t i = 0; i < length; i++)
    *digest = (*digest ^ (unsigned char)text[i]) * UINT64_C(0x100000001b3);
  return 0;
}

/* Findings hold every figure of an analysis. */
static bool test_analyses(const analysed *a)
{
  static const struct {
    const char *says;
    placement_findings *(*find)(const analysed *, const placement_run_options *);
  } analyses[] = {
      {"budgets on 1 and 5 threads are the same", find_budget},
      {"sensitivities on 1 and 5 threads are the same", find_sensitivity},
      {"costs of delay on 1 and 5 threads are the same", find_delay},
      {"values of homes on 1 and 5 threads are the same", find_value},
      {"switching values on 1 and 5 threads are the same", find_switching},
      {"searches on 1 and 5 threads are the same", find_best},
  };
  placement_run_options how = PLACEMENT_RUN_OPTIONS_INIT;
  bool all = true;
  how.replications = ANALYSED;
  for (size_t i = 0; i < sizeof analyses / sizeof *analyses; i++) {
    uint64_t digests[2] = {0, 0};
    bool passed = true;
    for (int k = 0; k < 2; k++) {
      how.threads = k == 0 ? 1 : 5;
      placement_findings *f = analyses[i].find(a, &how);
      passed = f != NULL &&
               placement_findings_write(f, PLACEMENT_FORMAT_JSON, digest_add, &digests[k], NULL) == PLACEMENT_OK &&
               passed;
      placement_findings_free(f);
    }
    all = expect(passed && digests[0] == digests[1], analyses[i].says) && all;
  }
  return all;
}

static bool test_waterfall(const analysed *a)
{
  static const char *const metrics[] = {"cost.total"};
  placement_waterfall_effect effects[2];
  bool passed = true;
  for (int i = 0; i < 2; i++) {
    placement_run_options how = PLACEMENT_RUN_OPTIONS_INIT;
    placement_waterfall *waterfall = NULL;
    how.replications = ANALYSED;
    how.threads = i == 0 ? 1 : 5;
    passed = placement_waterfall_new(a->scenario, a->other, &how, metrics, 1, &waterfall, NULL) == PLACEMENT_OK &&
             placement_waterfall_total(waterfall, 0, placement_plan_year_count(a->plan), &effects[i], NULL) ==
                 PLACEMENT_OK &&
             passed;
    placement_waterfall_free(waterfall);
  }
  return expect(passed && memcmp(&effects[0], &effects[1], sizeof effects[0]) == 0,
                "waterfalls on 1 and 5 threads are the same");
}

int main(int argc, char **argv)
{
  placement_scenario *scenario = NULL;
  placement_plan *plan = NULL;
  placement_summary *reference = NULL;
  analysed analysed = {0};
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
  passed = analysed_make(&analysed, scenario) && test_analyses(&analysed) && test_waterfall(&analysed) && passed;
out:
  analysed_clear(&analysed);
  placement_summary_free(reference);
  placement_plan_free(plan);
  placement_scenario_free(scenario);
  return passed ? 0 : 1;
}
