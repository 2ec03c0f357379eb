/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <placement/samples.h>

#include "base/error.h"
#include "base/options.h"
#include "plan/plan.h"
#include "run/run.h"

#include <math.h>

void plm_sampling_take(const plm_sampling *sampling, const placement_plan *plan, const int64_t *cells, size_t stride,
                       uint64_t i)
{
  double *values = &sampling->values[(i - sampling->begin) * sampling->count];
  for (size_t k = 0; k < sampling->count; k++) {
    const plm_metric *metric = &plan->metrics[sampling->figures[k].metric];
    size_t column = sampling->figures[k].column;
    int64_t value = 0;
    bool defined = plm_metric_value(plan, metric, cells, stride, column, &value);
    values[k] = defined ? (double)value * plm_metric_scale(plan, metric, column) : NAN;
  }
}

placement_status plm_sampling_check(const placement_plan *plan, const placement_figure *figures, size_t count,
                                    placement_error *err)
{
  for (size_t k = 0; k < count; k++)
    if (figures[k].metric >= plan->metric_count || figures[k].column > plan->calendar.year_count)
      return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "figures[%zu]: there is no figure at metric %zu, column %zu", k,
                      figures[k].metric, figures[k].column);
  return PLACEMENT_OK;
}

static placement_status check_inputs(const placement_plan *plan, const placement_sample_options *o,
                                     placement_error *err)
{
  for (size_t i = 0; i < plan->scenario->uncertain_count; i++) {
    double p = o->input_probabilities != NULL ? o->input_probabilities[i] : NAN;
    uint64_t shift = o->input_shifts != NULL ? o->input_shifts[i] : 0;
    if (p <= 0 || p >= 1)
      return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "input_probabilities[%zu] must be above 0 and below 1, or NAN", i);
    if (shift > PLM_NUMBER_END || o->first + o->replications > PLM_NUMBER_END - shift)
      return plm_fail(err, PLACEMENT_ERROR_LIMIT, "first + replications + input_shifts[%zu] must be at most %ju", i,
                      (uintmax_t)PLM_NUMBER_END);
  }
  return PLACEMENT_OK;
}

placement_sample_options plm_sample_options_of(const placement_run_options *run, placement_progress progress,
                                               void *data)
{
  placement_sample_options o = PLACEMENT_SAMPLE_OPTIONS_INIT;
  o.replications = run->replications;
  o.seed = run->seed;
  o.first = run->first;
  o.threads = run->threads;
  o.progress = run->progress != NULL ? progress : NULL;
  o.progress_data = data;
  o.cancellation = run->cancellation;
  return o;
}

placement_status placement_sample(const placement_plan *plan, const placement_sample_options *options,
                                  const placement_figure *figures, size_t count, double *values, placement_error *err)
{
  placement_sample_options o = PLACEMENT_SAMPLE_OPTIONS_INIT;
  placement_run_options run = PLACEMENT_RUN_OPTIONS_INIT;
  plm_sampling sampling = {.figures = figures, .count = count, .values = values};
  placement_status status = PLACEMENT_OK;
  plm_job *job = NULL;
  if (plan == NULL || figures == NULL || count == 0 || values == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT,
                    "plan, figures and values must not be NULL, and there must be a figure");
  if (options != NULL)
    status = plm_read_options(&o, sizeof o, options, "placement_sample_options", err);
  if (status == PLACEMENT_OK)
    status = plm_sampling_check(plan, figures, count, err);
  if (status != PLACEMENT_OK)
    return status;
  run.replications = o.replications;
  run.seed = o.seed;
  run.first = o.first;
  run.threads = o.threads;
  run.progress = o.progress;
  run.progress_data = o.progress_data;
  run.cancellation = o.cancellation;
  status = plm_check_run_options(&run, err);
  if (status == PLACEMENT_OK)
    status = check_inputs(plan, &o, err);
  sampling.redraw = (plm_redraw){o.input_shifts, o.input_probabilities};
  if (status == PLACEMENT_OK)
    status = plm_job_new(plan, &run, &sampling, &job, err);
  if (status == PLACEMENT_OK)
    status = plm_job_run(job, o.replications, o.replications, err);
  if (status == PLACEMENT_OK)
    status = plm_job_finish(job, NULL, err);
  plm_job_free(job);
  return status;
}
