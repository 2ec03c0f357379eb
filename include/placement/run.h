/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Running replications: all at once into a summary, or one at a time.
 */
#ifndef PLACEMENT_RUN_H
#define PLACEMENT_RUN_H

#include <placement/plan.h>
#include <placement/summary.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A request to stop a run, made from any thread or from a signal handler. */
typedef struct placement_cancellation placement_cancellation;

PLACEMENT_API placement_status placement_cancellation_new(placement_cancellation **cancellation, placement_error *err);
PLACEMENT_API void placement_cancellation_free(placement_cancellation *cancellation);

/* Asks every run that was given this handle to stop after the blocks of replications under way. Safe in any thread and
 * in a signal handler. */
PLACEMENT_API void placement_cancellation_request(placement_cancellation *cancellation);

/* Called now and then during a run, always in the thread that called placement_run, with the replications done so far
 * and those asked for. */
typedef void (*placement_progress)(uint64_t done, uint64_t replications, void *data);

/* Options of a run. Start from PLACEMENT_RUN_OPTIONS_INIT; fields are only ever added at the end. */
typedef struct placement_run_options {
  size_t size;                          /* sizeof(placement_run_options) of the calling program */
  uint64_t replications;                /* 1 to PLACEMENT_LIMIT_REPLICATIONS */
  uint64_t seed;                        /* equal seeds give equal lives */
  uint64_t first;                       /* number of the first replication: shards take [first, first + replications) */
  int32_t threads;                      /* 0: one for each processor; at most 1024; results do not depend on it */
  placement_progress progress;          /* may be NULL */
  void *progress_data;                  /* passed to progress */
  placement_cancellation *cancellation; /* may be NULL; owned by the caller */
} placement_run_options;

#define PLACEMENT_DEFAULT_REPLICATIONS 10000
#define PLACEMENT_DEFAULT_SEED 1
#define PLACEMENT_RUN_OPTIONS_INIT                                                                                     \
  {                                                                                                                    \
    sizeof(placement_run_options), PLACEMENT_DEFAULT_REPLICATIONS, PLACEMENT_DEFAULT_SEED, 0, 0, NULL, NULL, NULL      \
  }

/* Runs replications first to first + replications - 1 and folds them into a new summary. The summary is a pure function
 * of plan, seed and the numbers of the replications done: threads, order and host do not change a bit of it. When a run
 * is cancelled, the summary holds the replications done until then, a run of consecutive numbers from `first`; with
 * none done the status is PLACEMENT_ERROR_CANCELLED. `options` may be NULL for the defaults. */
PLACEMENT_API placement_status placement_run(const placement_plan *plan, const placement_run_options *options,
                                             placement_summary **summary, placement_error *err);

/* The memory that one thread needs to simulate a replication, and the outcome of the last one. */
typedef struct placement_workspace placement_workspace;

PLACEMENT_API placement_status placement_workspace_new(const placement_plan *plan, placement_workspace **workspace,
                                                       placement_error *err);
PLACEMENT_API void placement_workspace_free(placement_workspace *workspace);

/* Simulates one replication; its outcome stays in the workspace until the next call. A pure function of plan, seed and
 * number: any replication can be run again alone. `plan` must be the one that the workspace was made for. */
PLACEMENT_API placement_status placement_replicate(const placement_plan *plan, uint64_t seed, uint64_t replication,
                                                   placement_workspace *workspace, placement_error *err);

/* The outcome at (metric, column) in the unit of the metric; NAN for a ratio that is not defined, or if there is no
 * such figure. */
PLACEMENT_API double placement_workspace_value(const placement_workspace *workspace, size_t metric, size_t column);

/* How much happened in the last replication: arrivals, placements, ends of placements and beds that opened or were made
 * ready. For measuring speed. */
PLACEMENT_API uint64_t placement_workspace_events(const placement_workspace *workspace);

#ifdef __cplusplus
}
#endif

#endif
