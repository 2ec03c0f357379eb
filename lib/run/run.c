/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Replications are handed out in blocks of consecutive numbers. A block that was taken is always finished, so that
 * those done are a run of numbers from the first, however the run ends. Each worker folds into a summary of its own;
 * these merge exactly, so it does not matter who took which block. A sample has a place for each replication.
 */
#include "run/run.h"
#include "base/error.h"
#include "base/memory.h"
#include "base/options.h"
#include "model/lanes.h"
#include "model/model.h"
#include "run/cancellation.h"
#include "run/team.h"
#include "summary/mean.h"
#include "summary/summary.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#define BLOCK_REPLICATIONS 64 /* at most, in one block */
#define BLOCKS_FOR_EACH 4     /* at least, for each worker, so that they end at about the same time */
#define MAX_WORKERS 1024
#define PROGRESS_SECONDS 0.05 /* between two reports */

typedef struct worker worker;

/* What all workers share. */
struct plm_job {
  const placement_plan *plan;
  placement_run_options options;
  const plm_sampling *sampling; /* NULL: only a summary is asked for */
  worker *workers;
  size_t worker_count;
  uint64_t end;      /* of the stage, counted from 0 */
  uint64_t expected; /* replications of the run, as progress is told */
  uint64_t block;
  atomic_uint_fast64_t next; /* replication that the next block begins with, counted from 0 */
  atomic_uint_fast64_t done;
  atomic_int failed;
  double reported; /* when progress was last reported; of the calling thread */
};

struct worker {
  plm_job *job;
  int reports; /* in the calling thread */
  placement_workspace *workspace;
  plm_lanes *lanes;           /* instead of the workspace, if the plan can run in them */
  placement_summary *summary; /* NULL for a sample alone, and then, in lanes, */
  int64_t *batch;
  placement_status status;
  uint64_t failed_at;
  placement_error err;
};

static double seconds(void)
{
  struct timespec now = {0, 0};
  (void)clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void report_progress(plm_job *job)
{
  double now;
  if (job->options.progress == NULL)
    return;
  now = seconds();
  if (now - job->reported < PROGRESS_SECONDS)
    return;
  job->reported = now;
  job->options.progress(atomic_load(&job->done), job->expected, job->options.progress_data);
}

/* `count` replications from `first` on, in lanes. */
static void run_lanes(worker *self, uint64_t first, size_t count)
{
  plm_job *job = self->job;
  int64_t *batch = self->summary != NULL ? plm_summary_batch(self->summary) : self->batch;
  plm_lanes_run(self->lanes, (uint32_t)(job->options.first + first), batch);
  for (size_t i = 0; job->sampling != NULL && i < count; i++)
    plm_sampling_take(job->sampling, job->plan, batch + i, PLM_LANES, first + i);
  if (self->summary != NULL)
    plm_summary_fold_batch(self->summary, count);
}

/* Replications first to end - 1, counted from 0. Stops at one that fails. */
static void run_block(worker *self, uint64_t first, uint64_t end)
{
  plm_job *job = self->job;
  for (uint64_t i = first; self->lanes != NULL && i < end; i += PLM_LANES)
    run_lanes(self, i, end - i < PLM_LANES ? (size_t)(end - i) : PLM_LANES);
  for (uint64_t i = first; self->lanes == NULL && i < end; i++) {
    self->status =
        placement_replicate(job->plan, job->options.seed, job->options.first + i, self->workspace, &self->err);
    if (self->status != PLACEMENT_OK) {
      self->failed_at = i;
      atomic_store(&job->failed, 1);
      return;
    }
    if (job->sampling != NULL)
      plm_sampling_take(job->sampling, job->plan, plm_workspace_outcome(self->workspace), 1, i);
    if (self->summary != NULL)
      plm_summary_fold(self->summary, plm_workspace_outcome(self->workspace));
  }
  atomic_fetch_add(&job->done, end - first);
}

static void run_blocks(void *data)
{
  worker *self = data;
  plm_job *job = self->job;
  const uint64_t stage_end = job->end;
  while (atomic_load(&job->failed) == 0 && !plm_cancellation_requested(job->options.cancellation)) {
    uint64_t first = atomic_fetch_add(&job->next, job->block);
    if (first >= stage_end)
      break;
    run_block(self, first, stage_end - first < job->block ? stage_end : first + job->block);
    if (self->reports)
      report_progress(job);
  }
  if (self->summary != NULL)
    plm_summary_settle(self->summary);
}

placement_status plm_check_run_options(const placement_run_options *options, placement_error *err)
{
  if (options->replications == 0)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "replications must be at least 1");
  if (options->replications > PLACEMENT_LIMIT_REPLICATIONS)
    return plm_fail(err, PLACEMENT_ERROR_LIMIT, "replications must be at most %ju",
                    (uintmax_t)PLACEMENT_LIMIT_REPLICATIONS);
  if (options->first > PLM_NUMBER_END - options->replications)
    return plm_fail(err, PLACEMENT_ERROR_LIMIT, "first + replications must be at most %ju", (uintmax_t)PLM_NUMBER_END);
  if (options->threads < 0)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "threads must not be negative (0: one for each processor)");
  return PLACEMENT_OK;
}

static size_t worker_count(const placement_run_options *options)
{
  size_t count = options->threads > 0 ? (size_t)options->threads : plm_team_processors();
  if (count > MAX_WORKERS)
    count = MAX_WORKERS;
  return count < options->replications ? count : (size_t)options->replications;
}

/* Room for a batch of outcomes in lanes, which write only what children change. */
static placement_status new_batch(const placement_plan *plan, worker *self, placement_error *err)
{
  const size_t size = plm_outcome_size(plan) * PLM_LANES;
  self->batch = plm_new_vectors(size, sizeof *self->batch);
  if (self->batch == NULL)
    return plm_fail_memory(err);
  for (size_t i = 0; i < size; i++)
    self->batch[i] = plm_lanes_childless(self->lanes)[i / PLM_LANES];
  return PLACEMENT_OK;
}

static bool summarises(const plm_job *job)
{
  return job->sampling == NULL || job->sampling->summarised;
}

static placement_status init_worker(const plm_job *job, worker *self, placement_error *err)
{
  placement_status status = plm_lanes_possible(job->plan)
                                ? plm_lanes_new(job->plan, job->options.seed, &self->lanes, err)
                                : placement_workspace_new(job->plan, &self->workspace, err);
  if (status != PLACEMENT_OK)
    return status;
  if (job->sampling != NULL && self->workspace != NULL)
    plm_workspace_redraw(self->workspace, &job->sampling->redraw);
  if (!summarises(job))
    return self->lanes != NULL ? new_batch(job->plan, self, err) : PLACEMENT_OK;
  status = placement_summary_new(job->plan, &self->summary, err);
  if (status == PLACEMENT_OK && self->lanes != NULL)
    plm_summary_prepare(self->summary, plm_lanes_childless(self->lanes), plm_lanes_changes(self->lanes));
  return status;
}

static void clear_worker(worker *self)
{
  placement_workspace_free(self->workspace);
  plm_lanes_free(self->lanes);
  placement_summary_free(self->summary);
  free(self->batch);
}

/* Memory for the workers. One is needed; where there is none for more, fewer do the work. */
static placement_status new_workers(plm_job *job, placement_error *err)
{
  size_t count = worker_count(&job->options);
  job->workers = plm_new_array(count, sizeof *job->workers);
  if (job->workers == NULL)
    return plm_fail_memory(err);
  for (; job->worker_count < count; job->worker_count++) {
    worker *self = &job->workers[job->worker_count];
    placement_status status = init_worker(job, self, err);
    if (status != PLACEMENT_OK) {
      clear_worker(self);
      return job->worker_count == 0 ? status : PLACEMENT_OK;
    }
    self->job = job;
    self->reports = job->worker_count == 0;
  }
  return PLACEMENT_OK;
}

placement_status plm_job_new(const placement_plan *plan, const placement_run_options *options,
                             const plm_sampling *sampling, plm_job **job, placement_error *err)
{
  placement_status status = PLACEMENT_OK;
  plm_job *made;
  if (plan == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "plan and summary must not be NULL");
  made = plm_new_array(1, sizeof *made);
  if (made == NULL)
    return plm_fail_memory(err);
  made->plan = plan;
  made->sampling = sampling;
  made->options = (placement_run_options)PLACEMENT_RUN_OPTIONS_INIT;
  atomic_init(&made->next, 0);
  atomic_init(&made->done, 0);
  atomic_init(&made->failed, 0);
  if (options != NULL)
    status = plm_read_options(&made->options, sizeof made->options, options, "placement_run_options", err);
  if (status == PLACEMENT_OK)
    status = plm_check_run_options(&made->options, err);
  if (status == PLACEMENT_OK)
    status = new_workers(made, err);
  if (status != PLACEMENT_OK) {
    plm_job_free(made);
    return status;
  }
  made->reported = made->options.progress != NULL ? seconds() : 0;
  *job = made;
  return PLACEMENT_OK;
}

void plm_job_free(plm_job *job)
{
  if (job == NULL)
    return;
  for (size_t i = 0; i < job->worker_count; i++)
    clear_worker(&job->workers[i]);
  free(job->workers);
  free(job);
}

uint64_t plm_job_replications(const plm_job *job)
{
  return job->options.replications;
}

uint64_t plm_job_done(const plm_job *job)
{
  return atomic_load(&job->done);
}

/* Of several failures the one with the lowest number: all blocks before it were finished, so it is always the same. */
static placement_status first_failure(const plm_job *job, placement_error *err)
{
  const worker *first = NULL;
  for (size_t i = 0; i < job->worker_count; i++) {
    const worker *self = &job->workers[i];
    if (self->status != PLACEMENT_OK && (first == NULL || self->failed_at < first->failed_at))
      first = self;
  }
  if (first == NULL)
    return PLACEMENT_OK;
  if (err != NULL)
    *err = first->err;
  return first->status;
}

placement_status plm_job_run(plm_job *job, uint64_t end, uint64_t expected, placement_error *err)
{
  uint64_t done = atomic_load(&job->done);
  job->end = end;
  job->expected = expected;
  job->block = (end - done) / (job->worker_count * BLOCKS_FOR_EACH);
  job->block = job->block < 1 ? 1 : job->block > BLOCK_REPLICATIONS ? BLOCK_REPLICATIONS : job->block;
  atomic_store(&job->next, done);
  plm_team_run(job->worker_count, job->workers, sizeof *job->workers, run_blocks);
  return first_failure(job, err);
}

void plm_job_mean(const plm_job *job, size_t metric, size_t column, double *mean, double *error)
{
  plm_mean sums = {0};
  size_t figure = metric * job->workers[0].summary->column_count + column;
  for (size_t i = 0; i < job->worker_count; i++)
    plm_mean_add(&sums, job->workers[i].summary, figure);
  plm_mean_of(&sums, job->workers[0].summary, figure, mean, error);
}

placement_status plm_fail_unfinished(placement_error *err)
{
  return plm_fail(err, PLACEMENT_ERROR_CANCELLED, "cancelled before the last replication was done");
}

placement_status plm_job_finish(plm_job *job, placement_summary **summary, placement_error *err)
{
  placement_status status = PLACEMENT_OK;
  if (job->options.progress != NULL)
    job->options.progress(atomic_load(&job->done), job->expected, job->options.progress_data);
  if (!summarises(job))
    return atomic_load(&job->done) == job->options.replications ? PLACEMENT_OK : plm_fail_unfinished(err);
  if (atomic_load(&job->done) == 0)
    return plm_fail(err, PLACEMENT_ERROR_CANCELLED, "cancelled before the first replication was done");
  for (size_t i = 1; i < job->worker_count && status == PLACEMENT_OK; i++)
    status = placement_summary_merge(job->workers[0].summary, job->workers[i].summary, err);
  if (status == PLACEMENT_OK) {
    *summary = job->workers[0].summary;
    job->workers[0].summary = NULL;
  }
  return status;
}

placement_status placement_run(const placement_plan *plan, const placement_run_options *options,
                               placement_summary **summary, placement_error *err)
{
  plm_job *job = NULL;
  placement_status status;
  if (summary == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "plan and summary must not be NULL");
  status = plm_job_new(plan, options, NULL, &job, err);
  if (status == PLACEMENT_OK)
    status = plm_job_run(job, plm_job_replications(job), plm_job_replications(job), err);
  if (status == PLACEMENT_OK)
    status = plm_job_finish(job, summary, err);
  plm_job_free(job);
  return status;
}
