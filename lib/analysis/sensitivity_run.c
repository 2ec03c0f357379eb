/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The samples of a sensitivity analysis, and what they tell. Row r of each belongs to replication first + r. Let (L, I)
 * be the lives of replication number r + L n and the inputs of number r + I n, for n replications:
 *
 *     plain (0, 0)   other (1, 1)   frozen (0, 1)   third (0, 2)
 *
 * `frozen` and `other` have the same inputs and different lives, which splits the variance. For Sobol indices, `mixed`
 * is `plain` with input i as in `other`, given the rest: what this changes is its total effect (Jansen), and, if it is
 * not correlated with the rest, what `mixed` and `other` have in common is input i alone, its first-order effect
 * (Saltelli). If it is correlated, the rest tells of it; then that which has only input i in common with `other` is
 * `third` with input i as there, and the rest following (Kucherenko, Tarantola and Annoni 2012, Computer Physics
 * Communications 183, 937-946, do the same by conditional sampling). Chance is `other` with the lives of `plain`:
 * `frozen`.
 */
#include "analysis/paired.h"
#include "analysis/quantile_effect.h"
#include "analysis/sensitivity.h"
#include "analysis/sobol.h"
#include "base/error.h"
#include "base/memory.h"
#include "run/run.h"

#include <placement/plan.h>
#include <placement/scenario.h>

#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdlib.h>

#define LEVEL 0.95
#define RESAMPLES 500

enum { PLAIN, OTHER, FROZEN, THIRD, WORK, MORE, SAMPLES };

typedef struct sampler {
  placement_sensitivity *s;
  const placement_scenario *scenario;
  const placement_plan *plan;
  const placement_run_options *options;
  plm_bootstrap_options bootstrap;
  size_t rows;
  double *values[SAMPLES];
  uint64_t *shifts; /* of each input */
  double *probabilities;
  uint64_t done, all; /* replications of all samples */
} sampler;

static void report(uint64_t done, uint64_t replications, void *data)
{
  const sampler *sp = data;
  (void)replications;
  sp->options->progress(sp->done + done, sp->all, sp->options->progress_data);
}

/* With the shifts and probabilities as they are; lives are those of `life` times as many replications later. */
static placement_status take(sampler *sp, uint64_t life, double *values, placement_error *err)
{
  placement_sample_options options = plm_sample_options_of(sp->options, report, sp);
  options.first += life * options.replications;
  options.input_shifts = sp->shifts;
  options.input_probabilities = sp->probabilities;
  placement_status status = placement_sample(sp->plan, &options, &sp->s->figure, 1, values, err);
  sp->done += options.replications;
  for (size_t r = 0; status == PLACEMENT_OK && r < sp->rows; r++)
    if (isnan(values[r]))
      return plm_fail(err, PLACEMENT_ERROR_ARGUMENT,
                      "%s (%s) is not defined in every replication, such as number %ju: it would divide by 0",
                      sp->s->metric, sp->s->column, (uintmax_t)(options.first + r));
  return status;
}

/* All inputs as in replications `times` as many later, but those of the bar, if any, as in `of_bar`. */
static void shift(sampler *sp, uint64_t times, const plm_sensitivity_bar *bar, uint64_t of_bar)
{
  for (size_t i = 0; i < sp->s->input_count; i++) {
    sp->shifts[i] = times * sp->options->replications;
    sp->probabilities[i] = NAN;
  }
  for (size_t k = 0; bar != NULL && k < bar->member_count; k++)
    sp->shifts[bar->members[k]] = of_bar * sp->options->replications;
}

static placement_estimate root_of(placement_estimate variance)
{
  double root = sqrt(fmax(variance.value, 0));
  double se = root > 0 ? variance.se / (2 * root) : variance.se > 0 ? NAN : variance.se;
  return (placement_estimate){root, se, sqrt(fmax(variance.low, 0)), sqrt(fmax(variance.high, 0))};
}

/* The mean, and then, as it sorts them, the quantile. */
static void tell(double *values, size_t rows, placement_estimate *mean, placement_estimate *quantile)
{
  *mean = plm_mean_estimate(values, rows, LEVEL);
  gsl_sort(values, 1, rows);
  *quantile = plm_quantile_estimate(values, rows, PLACEMENT_SENSITIVITY_QUANTILE, LEVEL);
}

static placement_status sample_whole(sampler *sp, placement_error *err)
{
  placement_sensitivity_whole *whole = &sp->s->whole;
  plm_variance_split split;
  placement_status status;
  shift(sp, 0, NULL, 0);
  if ((status = take(sp, 0, sp->values[PLAIN], err)) != PLACEMENT_OK ||
      (status = take(sp, 1, sp->values[OTHER], err)) != PLACEMENT_OK)
    return status;
  shift(sp, 1, NULL, 0);
  if ((status = take(sp, 0, sp->values[FROZEN], err)) != PLACEMENT_OK ||
      (status = plm_split_variance(sp->values[OTHER], sp->values[FROZEN], sp->rows, &sp->bootstrap, &split, err)) !=
          PLACEMENT_OK)
    return status;
  for (size_t r = 0; r < sp->rows; r++)
    sp->values[WORK][r] = sp->values[PLAIN][r];
  tell(sp->values[WORK], sp->rows, &whole->mean, &whole->quantile);
  whole->sd = root_of(split.total);
  whole->inputs_sd = root_of(split.inputs);
  whole->chance_sd = root_of(split.chance);
  whole->inputs_share = split.share;
  whole->chance_share =
      (placement_estimate){1 - split.share.value, split.share.se, 1 - split.share.high, 1 - split.share.low};
  return PLACEMENT_OK;
}

/* Indices of one input, or of chance. */
static placement_status estimate_indices(const sampler *sp, const double *a, const double *b, const double *ab,
                                         placement_estimate *first, placement_estimate *total, placement_error *err)
{
  plm_sobol_sample sample = {sp->rows, 1, a, b, ab};
  return plm_sobol_indices(&sample, &sp->bootstrap, first, total, err);
}

static placement_status sample_chance(sampler *sp, placement_error *err)
{
  placement_sensitivity_whole *whole = &sp->s->whole;
  bool correlated = false;
  placement_status status = estimate_indices(sp, sp->values[OTHER], sp->values[PLAIN], sp->values[FROZEN],
                                             &whole->chance_first, &whole->chance_total, err);
  for (size_t i = 0; i < sp->s->bar_count; i++)
    correlated |= sp->s->bars[i].bar.correlated != 0;
  shift(sp, 2, NULL, 0);
  return status == PLACEMENT_OK && correlated ? take(sp, 0, sp->values[THIRD], err) : status;
}

static placement_status sample_ends(sampler *sp, const plm_sensitivity_bar *held, placement_sensitivity_bar *bar,
                                    placement_error *err)
{
  const size_t lead = held->members[0];
  double *low = sp->values[WORK], *high = sp->values[MORE];
  placement_status status;
  bar->low = held->ends[0].low;
  bar->high = held->ends[0].high;
  shift(sp, 0, NULL, 0);
  sp->probabilities[lead] = PLACEMENT_SENSITIVITY_LOW;
  if ((status = take(sp, 0, low, err)) != PLACEMENT_OK)
    return status;
  sp->probabilities[lead] = PLACEMENT_SENSITIVITY_HIGH;
  if ((status = take(sp, 0, high, err)) != PLACEMENT_OK ||
      (status = plm_quantile_effect(low, high, sp->rows, PLACEMENT_SENSITIVITY_QUANTILE, &sp->bootstrap,
                                    &bar->quantile_effect, err)) != PLACEMENT_OK)
    return status;
  size_t n = plm_paired_differences(low, high, sp->rows, sp->values[FROZEN]); /* which has told what it can */
  bar->mean_effect = plm_mean_estimate(sp->values[FROZEN], n, LEVEL);
  tell(low, sp->rows, &bar->mean_low, &bar->quantile_low);
  tell(high, sp->rows, &bar->mean_high, &bar->quantile_high);
  return PLACEMENT_OK;
}

static placement_status sample_indices(sampler *sp, const plm_sensitivity_bar *held, placement_sensitivity_bar *bar,
                                       placement_error *err)
{
  placement_estimate unused;
  placement_status status;
  shift(sp, 0, held, 1);
  if ((status = take(sp, 0, sp->values[WORK], err)) != PLACEMENT_OK ||
      (status = estimate_indices(sp, sp->values[PLAIN], sp->values[OTHER], sp->values[WORK], &bar->first, &bar->total,
                                 err)) != PLACEMENT_OK ||
      !bar->correlated)
    return status;
  shift(sp, 2, held, 1);
  if ((status = take(sp, 0, sp->values[WORK], err)) == PLACEMENT_OK)
    status = estimate_indices(sp, sp->values[THIRD], sp->values[OTHER], sp->values[WORK], &bar->first, &unused, err);
  return status;
}

static placement_status sample_bar(sampler *sp, plm_sensitivity_bar *held, placement_error *err)
{
  static const placement_estimate unknown = {NAN, NAN, NAN, NAN};
  held->bar.first = held->bar.total = unknown;
  placement_status status = sample_ends(sp, held, &held->bar, err);
  return status == PLACEMENT_OK && sp->s->indices ? sample_indices(sp, held, &held->bar, err) : status;
}

static placement_status sample_all(sampler *sp, placement_error *err)
{
  static const placement_estimate unknown = {NAN, NAN, NAN, NAN};
  sp->s->whole.chance_first = sp->s->whole.chance_total = unknown;
  placement_status status = sample_whole(sp, err);
  if (status == PLACEMENT_OK && sp->s->indices)
    status = sample_chance(sp, err);
  for (size_t i = 0; status == PLACEMENT_OK && i < sp->s->bar_count; i++)
    status = sample_bar(sp, &sp->s->bars[i], err);
  return status;
}

/* Of this many samples all replications are made. */
static uint64_t sample_count(const placement_sensitivity *s)
{
  uint64_t count = 3 + 2 * s->bar_count, correlated = 0;
  for (size_t i = 0; i < s->bar_count; i++)
    correlated += s->bars[i].bar.correlated != 0;
  return s->indices ? count + s->bar_count + correlated + (correlated > 0) : count;
}

placement_status plm_sensitivity_run(placement_sensitivity *s, const placement_scenario *scenario,
                                     const placement_plan *plan, const placement_run_options *options,
                                     placement_error *err)
{
  sampler sp = {.s = s, .scenario = scenario, .plan = plan, .options = options};
  placement_status status = PLACEMENT_OK;
  sp.bootstrap = (plm_bootstrap_options){RESAMPLES, options->seed, LEVEL};
  sp.rows = (size_t)options->replications;
  sp.all = sample_count(s) * options->replications;
  sp.shifts = plm_new_array(s->input_count, sizeof *sp.shifts);
  sp.probabilities = plm_new_array(s->input_count, sizeof *sp.probabilities);
  if (sp.shifts == NULL || sp.probabilities == NULL)
    status = plm_fail_memory(err);
  for (size_t i = 0; i < SAMPLES && status == PLACEMENT_OK; i++) {
    sp.values[i] = plm_new_array(sp.rows, sizeof *sp.values[i]);
    if (sp.values[i] == NULL)
      status = plm_fail_memory(err);
  }
  if (status == PLACEMENT_OK)
    status = sample_all(&sp, err);
  for (size_t i = 0; i < SAMPLES; i++)
    free(sp.values[i]);
  free(sp.shifts);
  free(sp.probabilities);
  return status;
}
