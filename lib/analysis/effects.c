/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/effects.h"
#include "analysis/paired.h"
#include "base/error.h"
#include "base/memory.h"
#include "base/options.h"
#include "run/run.h"

#include <placement/samples.h>

#include <math.h>
#include <stdlib.h>

#define LEVEL 0.95 /* of intervals */

static const char *const names[PLM_EFFECT_FIGURES] = {
    [PLM_EFFECT_COST] = "cost.total",
    [PLM_EFFECT_CAPITAL] = "cost.capital",
    [PLM_EFFECT_HOMES] = "cost.in_house",
    [PLM_EFFECT_EXTERNAL] = "cost.external",
    [PLM_EFFECT_REVENUE] = "cost.revenue",
    [PLM_EFFECT_OPEN] = "beds.open",
    [PLM_EFFECT_OCCUPIED] = "beds.occupied",
    [PLM_EFFECT_CHILDREN_IN_HOUSE] = "children.in_house",
    [PLM_EFFECT_CHILDREN_EXTERNAL] = "children.external",
    [PLM_EFFECT_MOVES] = "moves",
};

placement_status plm_effects_init(plm_effects *e, const placement_run_options *asked, size_t column_count, size_t runs,
                                  placement_error *err)
{
  placement_run_options defaults = PLACEMENT_RUN_OPTIONS_INIT;
  placement_status status = PLACEMENT_OK;
  *e = (plm_effects){.options = defaults, .column_count = column_count, .runs = runs};
  if (asked != NULL)
    status = plm_read_options(&e->options, sizeof e->options, asked, "placement_run_options", err);
  if (status == PLACEMENT_OK)
    status = plm_check_run_options(&e->options, err);
  if (status == PLACEMENT_OK && e->options.replications < 2)
    status = plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "differences need at least 2 replications");
  if (status != PLACEMENT_OK)
    return status;
  e->differences = plm_new_array((size_t)e->options.replications, sizeof *e->differences);
  e->influences = plm_new_array((size_t)e->options.replications, sizeof *e->influences);
  return e->differences != NULL && e->influences != NULL ? PLACEMENT_OK : plm_fail_memory(err);
}

void plm_effects_clear(plm_effects *e)
{
  free(e->differences);
  free(e->influences);
}

static void tell_progress(uint64_t done, uint64_t replications, void *data)
{
  const plm_effects *e = data;
  e->options.progress(replications * (e->done - 1) + done, replications * e->runs, e->options.progress_data);
}

placement_run_options plm_effects_run(plm_effects *e)
{
  placement_run_options run = e->options;
  e->done++;
  if (run.progress != NULL) {
    run.progress = tell_progress;
    run.progress_data = e;
  }
  return run;
}

static size_t figures_of(const plm_effects *e)
{
  return PLM_EFFECT_FIGURES * e->column_count;
}

double *plm_effects_room(const plm_effects *e)
{
  size_t n = (size_t)e->options.replications, count = figures_of(e);
  return n > SIZE_MAX / count ? NULL : plm_new_array(n * count, sizeof(double));
}

static placement_status sample_plan(plm_effects *e, const placement_plan *plan, double *values, placement_error *err)
{
  placement_run_options run = plm_effects_run(e);
  placement_sample_options options = plm_sample_options_of(&run, run.progress, run.progress_data);
  placement_figure *figures = plm_new_array(figures_of(e), sizeof *figures);
  if (figures == NULL)
    return plm_fail_memory(err);
  for (size_t k = 0; k < figures_of(e); k++) {
    figures[k].metric = placement_plan_metric_find(plan, names[k / e->column_count]);
    figures[k].column = k % e->column_count;
  }
  placement_status status = placement_sample(plan, &options, figures, figures_of(e), values, err);
  free(figures);
  return status;
}

placement_status plm_effects_sample(plm_effects *e, const placement_scenario *scenario, double *values,
                                    placement_error *err)
{
  placement_plan *plan = NULL;
  placement_status status = placement_plan_new(scenario, &plan, err);
  if (status == PLACEMENT_OK)
    status = sample_plan(e, plan, values, err);
  placement_plan_free(plan);
  return status;
}

/* Writes the differences of a figure. */
static void subtract(plm_effects *e, const double *from, const double *to, size_t figure, size_t column)
{
  for (size_t i = 0; i < (size_t)e->options.replications; i++) {
    size_t k = i * figures_of(e) + figure * e->column_count + column;
    e->differences[i] = to[k] - from[k];
  }
}

static placement_estimate difference(plm_effects *e, const double *from, const double *to, size_t figure, size_t column)
{
  subtract(e, from, to, figure, column);
  return plm_mean_estimate(e->differences, (size_t)e->options.replications, LEVEL);
}

/* What is left of the cost when capital, homes and external placements are taken out. Whole pence, but for the rounding
 * of binary sums, which is taken out as well. */
static placement_estimate other_cost(plm_effects *e, const double *from, const double *to, size_t column)
{
  size_t n = (size_t)e->options.replications;
  for (size_t i = 0; i < n; i++)
    e->influences[i] = 0;
  for (size_t f = PLM_EFFECT_COST; f <= PLM_EFFECT_EXTERNAL; f++) {
    subtract(e, from, to, f, column);
    for (size_t i = 0; i < n; i++)
      e->influences[i] += f == PLM_EFFECT_COST ? e->differences[i] : -e->differences[i];
  }
  for (size_t i = 0; i < n; i++)
    e->influences[i] = round(100 * e->influences[i]) / 100;
  return plm_mean_estimate(e->influences, n, LEVEL);
}

static double sum_of(const plm_effects *e, const double *values, const int *figures, size_t column, size_t i)
{
  double sum = 0;
  for (size_t f = 0; f < 2 && figures[f] >= 0; f++)
    sum += values[i * figures_of(e) + (size_t)figures[f] * e->column_count + column];
  return sum;
}

/* The ratio of means of a figure and the sum of up to two, of one sample. Adds what each replication moves it by, times
 * `sign`, to its influence (delta method). */
static double add_ratio(plm_effects *e, const double *values, int part, const int *whole, size_t column, double sign)
{
  size_t n = (size_t)e->options.replications;
  const int parts[] = {part, -1};
  double numerator = 0, denominator = 0;
  for (size_t i = 0; i < n; i++) {
    numerator += sum_of(e, values, parts, column, i);
    denominator += sum_of(e, values, whole, column, i);
  }
  double ratio = numerator / denominator;
  for (size_t i = 0; i < n; i++) {
    double distance = sum_of(e, values, parts, column, i) - ratio * sum_of(e, values, whole, column, i);
    e->influences[i] += sign * distance * (double)n / denominator;
  }
  return ratio;
}

/* The difference of the ratios of two samples. */
static placement_estimate ratios(plm_effects *e, const double *from, const double *to, int part, const int *whole,
                                 size_t column)
{
  size_t n = (size_t)e->options.replications;
  for (size_t i = 0; i < n; i++)
    e->influences[i] = 0;
  double before = add_ratio(e, from, part, whole, column, -1);
  double value = add_ratio(e, to, part, whole, column, 1) - before;
  if (isnan(value))
    return (placement_estimate){NAN, NAN, NAN, NAN};
  placement_estimate estimate = plm_mean_estimate(e->influences, n, LEVEL); /* about 0 */
  return (placement_estimate){value, estimate.se, value + estimate.low - estimate.value,
                              value + estimate.high - estimate.value};
}

void plm_effects_between(plm_effects *e, const double *from, const double *to, size_t column, placement_effect *effect)
{
  static const int children[] = {PLM_EFFECT_CHILDREN_IN_HOUSE, PLM_EFFECT_CHILDREN_EXTERNAL};
  static const int beds[] = {PLM_EFFECT_OPEN, -1};
  size_t n = (size_t)e->options.replications, higher = 0, lower = 0;
  effect->cost = difference(e, from, to, PLM_EFFECT_COST, column);
  for (size_t i = 0; i < n; i++) {
    higher += e->differences[i] > 0;
    lower += e->differences[i] < 0;
  }
  effect->higher = plm_share_estimate(higher, n, LEVEL);
  effect->lower = plm_share_estimate(lower, n, LEVEL);
  effect->capital = difference(e, from, to, PLM_EFFECT_CAPITAL, column);
  effect->revenue = difference(e, from, to, PLM_EFFECT_REVENUE, column);
  effect->homes = difference(e, from, to, PLM_EFFECT_HOMES, column);
  effect->external = difference(e, from, to, PLM_EFFECT_EXTERNAL, column);
  effect->other = other_cost(e, from, to, column);
  effect->nights_open = difference(e, from, to, PLM_EFFECT_OPEN, column);
  effect->in_house = difference(e, from, to, PLM_EFFECT_CHILDREN_IN_HOUSE, column);
  effect->moves = difference(e, from, to, PLM_EFFECT_MOVES, column);
  effect->local_share = ratios(e, from, to, PLM_EFFECT_CHILDREN_IN_HOUSE, children, column);
  effect->occupancy = ratios(e, from, to, PLM_EFFECT_OCCUPIED, beds, column);
}
