/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Runs for precision: stages of whole blocks, and a look at the targets between them. What is looked at is exact sums,
 * so threads do not matter; the quantile of the normal distribution and all else here uses no function of the C library
 * but those that IEEE 754 defines to the last bit, so neither does the host.
 */
#include <placement/precision.h>

#include "base/error.h"
#include "plan/plan.h"
#include "run/run.h"
#include "summary/mean.h"

#include <math.h>

#define LEAST_GROWTH 50 /* a stage adds at least one replication for so many that there are */
#define WIDEST 8.0      /* standard deviations: more than the greatest confidence needs */

/* The probability that a normal number is within z > 0 standard deviations: sqrt(2 / pi) exp(-z^2 / 2) times the sum of
 * z^(2k+1) / (1 * 3 * ... * (2k+1)) (Abramowitz and Stegun 26.2.11), with the exponential by its series as well. All
 * terms are positive, so nothing cancels. */
static double probability_within(double z)
{
  const double root_of_2_over_pi = 0.79788456080286535588;
  double odd = z, odd_sum = 0, power = 1, power_sum = 0;
  for (int k = 0; k < 200; k++) {
    odd_sum += odd;
    power_sum += power;
    odd *= z * z / (2 * k + 3);
    power *= z * z / 2 / (k + 1);
  }
  return root_of_2_over_pi * odd_sum / power_sum;
}

/* Standard deviations that a normal number is within with this probability. */
static double normal_half_width(double confidence)
{
  double low = 0, high = WIDEST;
  for (int i = 0; i < 60; i++) {
    double middle = (low + high) / 2;
    if (probability_within(middle) < confidence)
      low = middle;
    else
      high = middle;
  }
  return high;
}

static placement_attained attained_of(const placement_target *target, double mean, double error)
{
  placement_attained attained = {.mean = mean};
  attained.asked = target->relative ? target->half_width * fabs(mean) : target->half_width;
  attained.half_width = normal_half_width(target->confidence) * error;
  attained.reached = attained.half_width <= attained.asked;
  return attained;
}

static placement_status check_target(const placement_target *target, size_t metrics, size_t columns,
                                     placement_error *err)
{
  if (target->metric >= metrics || target->column >= columns)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "there is no figure at metric %zu, column %zu", target->metric,
                    target->column);
  if (!(target->half_width > 0) || !isfinite(target->half_width))
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "the half-width of a target must be above 0");
  if (!(target->confidence >= 0.5 && target->confidence <= PLACEMENT_PRECISION_MOST_CONFIDENCE))
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "the confidence of a target must be 0.5 to 0.999999");
  if (target->relative != 0 && target->relative != 1)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "a target is relative, 1, or not, 0");
  return PLACEMENT_OK;
}

placement_status placement_precision_attained(const placement_summary *summary, const placement_target *target,
                                              placement_attained *attained, placement_error *err)
{
  plm_mean sums = {0};
  placement_status status;
  double mean, error;
  size_t figure;
  if (summary == NULL || target == NULL || attained == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "summary, target and attained must not be NULL");
  status = check_target(target, summary->metric_count, summary->column_count, err);
  if (status != PLACEMENT_OK)
    return status;
  figure = target->metric * summary->column_count + target->column;
  plm_mean_add(&sums, summary, figure);
  plm_mean_of(&sums, summary, figure, &mean, &error);
  *attained = attained_of(target, mean, error);
  return PLACEMENT_OK;
}

/* What cannot become precise, however long it runs. */
static placement_status check_mean(const placement_plan *plan, const placement_target *target, double mean,
                                   uint64_t done, placement_error *err)
{
  const char *metric = placement_plan_metric_name(plan, target->metric);
  const char *column = placement_plan_column_label(plan, target->column);
  if (isnan(mean))
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT,
                    "%s (%s) is defined in none of the first %ju replications, so it cannot be made precise", metric,
                    column, (uintmax_t)done);
  if (target->relative && mean == 0)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT,
                    "the mean of %s (%s) is 0 in the first %ju replications, so a precision relative to it means "
                    "nothing; ask for an absolute one",
                    metric, column, (uintmax_t)done);
  return PLACEMENT_OK;
}

/* Looks at the targets. *needed is how many replications they seem to need in all, 0 if all are reached. */
static placement_status look(const plm_job *job, const placement_plan *plan, const placement_target *targets,
                             size_t count, bool first, double *needed, placement_error *err)
{
  uint64_t done = plm_job_done(job);
  *needed = 0;
  for (size_t i = 0; i < count; i++) {
    double mean, error, ratio;
    placement_attained attained;
    placement_status status;
    plm_job_mean(job, targets[i].metric, targets[i].column, &mean, &error);
    status = first ? check_mean(plan, &targets[i], mean, done, err) : PLACEMENT_OK;
    if (status != PLACEMENT_OK)
      return status;
    attained = attained_of(&targets[i], mean, error);
    if (attained.reached)
      continue;
    ratio = attained.half_width / attained.asked;
    ratio = isfinite(ratio) ? (double)done * ratio * ratio : INFINITY;
    *needed = ratio > *needed ? ratio : *needed;
  }
  return PLACEMENT_OK;
}

/* Rounded up to whole blocks, and at most `most`. */
static uint64_t in_blocks(double replications, uint64_t most)
{
  double blocks = ceil(replications / PLACEMENT_PRECISION_BLOCK);
  return blocks * PLACEMENT_PRECISION_BLOCK < (double)most ? (uint64_t)blocks * PLACEMENT_PRECISION_BLOCK : most;
}

static uint64_t next_look(uint64_t done, double needed, uint64_t most)
{
  uint64_t growth = done / LEAST_GROWTH > 0 ? done / LEAST_GROWTH : 1;
  return in_blocks(fmin(fmax(needed, (double)(done + growth)), 2 * (double)done), most);
}

static placement_status run_stages(plm_job *job, const placement_plan *plan, const placement_target *targets,
                                   size_t count, int32_t *ending, placement_error *err)
{
  const uint64_t most = plm_job_replications(job);
  uint64_t end = in_blocks(1, most);
  double needed = (double)end;
  for (bool first = true;; first = false) {
    uint64_t expected = in_blocks(needed, most);
    placement_status status = plm_job_run(job, end, expected > end ? expected : end, err);
    *ending = PLACEMENT_PRECISION_CANCELLED;
    if (status != PLACEMENT_OK || plm_job_done(job) < end)
      return status;
    status = look(job, plan, targets, count, first, &needed, err);
    *ending = needed > 0 ? PLACEMENT_PRECISION_NOT_REACHED : PLACEMENT_PRECISION_REACHED;
    if (status != PLACEMENT_OK || needed == 0 || end == most)
      return status;
    end = next_look(end, needed, most);
  }
}

placement_status placement_run_precise(const placement_plan *plan, const placement_run_options *options,
                                       const placement_target *targets, size_t count, placement_summary **summary,
                                       int32_t *ending, placement_error *err)
{
  placement_run_options defaults = PLACEMENT_RUN_OPTIONS_INIT;
  placement_status status = PLACEMENT_OK;
  plm_job *job = NULL;
  int32_t ended = PLACEMENT_PRECISION_CANCELLED;
  if (plan == NULL || targets == NULL || count == 0 || summary == NULL || ending == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT,
                    "plan, summary and ending must not be NULL, and there must be a target");
  for (size_t i = 0; i < count && status == PLACEMENT_OK; i++)
    status = check_target(&targets[i], plan->metric_count, plan->calendar.year_count + 1, err);
  if (status != PLACEMENT_OK)
    return status;
  defaults.replications = PLACEMENT_PRECISION_MOST_REPLICATIONS;
  status = plm_job_new(plan, options != NULL ? options : &defaults, NULL, &job, err);
  if (status == PLACEMENT_OK)
    status = run_stages(job, plan, targets, count, &ended, err);
  if (status == PLACEMENT_OK)
    status = plm_job_finish(job, summary, err);
  if (status == PLACEMENT_OK)
    *ending = ended;
  plm_job_free(job);
  return status;
}
