/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "same_summary.h"
#include "small_plan.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

static placement_summary *run(const placement_plan *plan, uint64_t first, uint64_t replications, int32_t threads)
{
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  placement_summary *summary = NULL;
  options.first = first;
  options.replications = replications;
  options.threads = threads;
  cr_assert_eq(placement_run(plan, &options, &summary, NULL), PLACEMENT_OK);
  cr_assert_eq(placement_summary_replications(summary), replications);
  return summary;
}

Test(run, threads_do_not_change_a_bit)
{
  static const int32_t threads[] = {2, 3, 7, 0, 2000};
  placement_plan *plan = small_plan("Small", "");
  placement_summary *one = run(plan, 0, 500, 1);
  for (size_t i = 0; i < sizeof threads / sizeof *threads; i++) {
    placement_summary *many = run(plan, 0, 500, threads[i]);
    assert_same(plan, one, many);
    placement_summary_free(many);
  }
  placement_summary_free(one);
  placement_plan_free(plan);
}

/* Shards, merged in either order, are the run of all; other replications and seeds are not. */
Test(run, shards_merge_to_the_whole)
{
  placement_plan *plan = small_plan("Small", "");
  placement_summary *whole = run(plan, 0, 100, 2);
  for (int turned = 0; turned < 2; turned++) {
    placement_summary *first = run(plan, 0, 50, 1), *second = run(plan, 50, 50, 3);
    placement_summary *to = turned ? second : first;
    cr_assert_eq(placement_summary_merge(to, turned ? first : second, NULL), PLACEMENT_OK);
    assert_same(plan, whole, to);
    placement_summary_free(first);
    placement_summary_free(second);
  }
  placement_summary *elsewhere = run(plan, 100, 100, 2);
  text a = json_of(plan, whole), b = json_of(plan, elsewhere);
  cr_assert_str_neq(a.bytes, b.bytes);
  free(a.bytes);
  free(b.bytes);
  placement_summary_free(elsewhere);
  placement_summary_free(whole);
  placement_plan_free(plan);
}

/* A run is the fold of its replications: the mean is the sum of what they give one by one. */
Test(run, mean_of_single_replications)
{
  enum { N = 40, SEED = 1 };
  placement_plan *plan = small_plan("Small", "");
  placement_summary *summary = run(plan, 7, N, 2);
  placement_workspace *workspace = NULL;
  placement_statistics statistics;
  size_t metric = placement_plan_metric_find(plan, "cost.external"), column = placement_plan_year_count(plan);
  double sum = 0;
  cr_assert_eq(placement_workspace_new(plan, &workspace, NULL), PLACEMENT_OK);
  for (uint64_t i = 7; i < 7 + N; i++) {
    cr_assert_eq(placement_replicate(plan, SEED, i, workspace, NULL), PLACEMENT_OK);
    sum += placement_workspace_value(workspace, metric, column);
  }
  cr_assert_eq(placement_summary_statistics(summary, metric, column, &statistics, NULL), PLACEMENT_OK);
  cr_assert_float_eq(statistics.mean, sum / N, 1e-9 * sum);
  cr_assert_gt(statistics.sd, 0);
  placement_workspace_free(workspace);
  placement_summary_free(summary);
  placement_plan_free(plan);
}

typedef struct watch {
  pthread_t thread;
  uint64_t calls, last;
  uint64_t cancel_from; /* done replications from which to cancel */
  placement_cancellation *cancellation;
  atomic_int under_way;
} watch;

static void note(uint64_t done, uint64_t replications, void *data)
{
  watch *w = data;
  cr_assert(pthread_equal(w->thread, pthread_self()));
  cr_assert(done >= w->last && done <= replications);
  w->calls++;
  w->last = done;
  if (w->cancel_from > 0 && done >= w->cancel_from)
    placement_cancellation_request(w->cancellation);
  atomic_store(&w->under_way, 1);
}

Test(run, progress_is_reported_in_the_calling_thread)
{
  placement_plan *plan = small_plan("Small", "");
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  placement_summary *summary = NULL;
  watch w = {.thread = pthread_self()};
  options.replications = 3000;
  options.threads = 3;
  options.progress = note;
  options.progress_data = &w;
  cr_assert_eq(placement_run(plan, &options, &summary, NULL), PLACEMENT_OK);
  cr_assert_geq(w.calls, 1);
  cr_assert_eq(w.last, 3000);
  placement_summary_free(summary);
  placement_plan_free(plan);
}

static void *cancel_when_under_way(void *data)
{
  watch *w = data;
  while (atomic_load(&w->under_way) == 0)
    sched_yield();
  placement_cancellation_request(w->cancellation);
  return NULL;
}

/* Cancelled from the calling thread or from another: what was done is a run of as many replications. */
Test(run, cancelled_run_holds_a_prefix)
{
  placement_plan *plan = small_plan("Small", "");
  for (int from_another = 0; from_another < 2; from_another++) {
    placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
    placement_summary *summary = NULL;
    pthread_t thread;
    watch w = {.thread = pthread_self(), .cancel_from = from_another ? 0 : 1};
    cr_assert_eq(placement_cancellation_new(&w.cancellation, NULL), PLACEMENT_OK);
    if (from_another)
      cr_assert_eq(pthread_create(&thread, NULL, cancel_when_under_way, &w), 0);
    options.replications = PLACEMENT_LIMIT_REPLICATIONS;
    options.first = 1;
    options.threads = 3;
    options.progress = note;
    options.progress_data = &w;
    options.cancellation = w.cancellation;
    cr_assert_eq(placement_run(plan, &options, &summary, NULL), PLACEMENT_OK);
    if (from_another)
      pthread_join(thread, NULL);
    uint64_t done = placement_summary_replications(summary);
    cr_assert(done >= 1 && done < options.replications);
    cr_assert_eq(w.last, done);
    placement_summary *prefix = run(plan, 1, done, 2);
    assert_same(plan, summary, prefix);
    placement_summary_free(prefix);
    placement_summary_free(summary);
    placement_cancellation_free(w.cancellation);
  }
  placement_plan_free(plan);
}

Test(run, cancelled_before_it_began)
{
  placement_plan *plan = small_plan("Small", "");
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  placement_summary *summary = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_assert_eq(placement_cancellation_new(&options.cancellation, NULL), PLACEMENT_OK);
  placement_cancellation_request(options.cancellation);
  cr_assert_eq(placement_run(plan, &options, &summary, &err), PLACEMENT_ERROR_CANCELLED);
  cr_assert_eq(err.code, PLACEMENT_ERROR_CANCELLED);
  cr_assert_null(summary);
  placement_cancellation_free(options.cancellation);
  placement_plan_free(plan);
}

static void assert_refused(const placement_plan *plan, const placement_run_options *options, placement_status expected,
                           const char *word)
{
  placement_summary *summary = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_assert_eq(placement_run(plan, options, &summary, &err), expected);
  cr_assert_neq(strstr(err.message, word), NULL, "%s", err.message);
  cr_assert_null(summary);
}

Test(run, options_out_of_range)
{
  static const placement_run_options defaults = PLACEMENT_RUN_OPTIONS_INIT;
  placement_plan *plan = small_plan("Small", "");
  placement_run_options options = defaults;
  options.replications = 0;
  assert_refused(plan, &options, PLACEMENT_ERROR_ARGUMENT, "at least 1");
  options.replications = (uint64_t)PLACEMENT_LIMIT_REPLICATIONS + 1;
  assert_refused(plan, &options, PLACEMENT_ERROR_LIMIT, "4294967295");
  options = defaults;
  options.first = ((uint64_t)1 << 32) - options.replications + 1;
  assert_refused(plan, &options, PLACEMENT_ERROR_LIMIT, "4294967296");
  options.first = UINT64_MAX;
  assert_refused(plan, &options, PLACEMENT_ERROR_LIMIT, "4294967296");
  options = defaults;
  options.threads = -1;
  assert_refused(plan, &options, PLACEMENT_ERROR_ARGUMENT, "threads");
  options = defaults;
  options.size = 0;
  assert_refused(plan, &options, PLACEMENT_ERROR_ARGUMENT, "size");
  assert_refused(NULL, &defaults, PLACEMENT_ERROR_ARGUMENT, "NULL");
  placement_plan_free(plan);
}

/* A program that knows no threads yet passes a shorter struct; what follows it is not read. */
Test(run, options_of_an_older_program)
{
  placement_plan *plan = small_plan("Small", "");
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  placement_summary *older = NULL, *now = run(plan, 0, 20, 1);
  options.size = offsetof(placement_run_options, threads);
  options.replications = 20;
  options.threads = -5;
  cr_assert_eq(placement_run(plan, &options, &older, NULL), PLACEMENT_OK);
  assert_same(plan, older, now);
  placement_summary_free(older);
  placement_summary_free(now);
  placement_plan_free(plan);
}

/* The last replication number of all can be run. */
Test(run, last_replication)
{
  placement_plan *plan = small_plan("Small", "");
  placement_summary_free(run(plan, PLACEMENT_LIMIT_REPLICATIONS, 1, 1));
  placement_plan_free(plan);
}
