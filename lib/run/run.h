/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A run in stages: workers that keep their memory from one stage to the next.
 */
#ifndef PLM_RUN_RUN_H
#define PLM_RUN_RUN_H

#include "plan/vary.h"

#include <placement/samples.h>
#include <stdbool.h>

#define PLM_NUMBER_END ((uint64_t)1 << 32) /* of replications: numbers are 32 bits of a counter of random numbers */

/* What is kept of each replication (placement_sample), instead of a summary of all or beside it. */
typedef struct plm_sampling {
  const placement_figure *figures;
  size_t count;
  double *values;
  uint64_t
      begin; /* replication that values[0] is of, counted from 0; may change between stages, as may what is there */
  bool summarised; /* there is a summary as well */
  plm_redraw redraw;
} plm_sampling;

/* The options of a sample of these replications, which is the work or a part of it: `progress` is told of the sample,
 * if the run asks to be told at all, with `data`. */
placement_sample_options plm_sample_options_of(const placement_run_options *run, placement_progress progress,
                                               void *data);

/* Whether there are such figures. */
placement_status plm_sampling_check(const placement_plan *plan, const placement_figure *figures, size_t count,
                                    placement_error *err);

/* Writes the figures of the replication number i, counted from 0; cell c of its outcome is cells[c * stride]. */
void plm_sampling_take(const plm_sampling *sampling, const placement_plan *plan, const int64_t *cells, size_t stride,
                       uint64_t i);

/* Whether the numbers of options that have been read are within their limits. */
placement_status plm_check_run_options(const placement_run_options *options, placement_error *err);

typedef struct plm_job plm_job;

/* `options` as for placement_run; the plan must outlive the job, and so must `sampling`, NULL for a summary. */
placement_status plm_job_new(const placement_plan *plan, const placement_run_options *options,
                             const plm_sampling *sampling, plm_job **job, placement_error *err);
void plm_job_free(plm_job *job);

/* Replications that the options ask for, and those done. */
uint64_t plm_job_replications(const plm_job *job);
uint64_t plm_job_done(const plm_job *job);

/* Runs the next replications until `end` of the job are done, or fewer if it is cancelled. Progress is told that
 * `expected` are needed in all. */
placement_status plm_job_run(plm_job *job, uint64_t end, uint64_t expected, placement_error *err);

/* The mean at (metric, column) of what a summary has of what is done and its standard error, in the unit of the metric,
 * the same bits as in the summary. */
void plm_job_mean(const plm_job *job, size_t metric, size_t column, double *mean, double *error);

/* Reports progress for the last time and hands over the summary of all stages, if there is one; nothing can be run
 * afterwards. PLACEMENT_ERROR_CANCELLED if nothing was done, or not all of a sample without a summary. */
placement_status plm_job_finish(plm_job *job, placement_summary **summary, placement_error *err);

/* Fails with PLACEMENT_ERROR_CANCELLED. */
placement_status plm_fail_unfinished(placement_error *err);

#endif
