/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Standard errors of what is made of several estimates come from the influence of each replication: that of a mean is
 * its distance from it, that of a quantile follows from the Bahadur representation (1966, Annals of Mathematical
 * Statistics 37, 577-580), and that of a sum or product from these. The standard error of an estimate is that of the
 * mean of its influences (Hampel 1974, Journal of the American Statistical Association 69, 383-393).
 */
#include <placement/budget.h>

#include "analysis/paired.h"
#include "base/error.h"
#include "base/memory.h"
#include "base/options.h"
#include "plan/plan.h"
#include "run/run.h"

#include <placement/samples.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

#define LEVEL 0.95         /* of intervals */
#define HALF_A_PENNY 0.005 /* costs are whole pence: what budgets lack by rounding is nothing */

struct placement_budget {
  size_t count, column_count; /* metrics, years and horizon */
  uint64_t replications;
  double confidence;
  size_t *metrics;                  /* as numbered by the plan */
  placement_budget_figure *figures; /* of each metric, by column */
  placement_budget_years *years;    /* of each metric */
};

/* The replications of one metric. */
typedef struct sample {
  size_t n, column_count;
  double confidence;
  double *costs;          /* by column: n of each; the horizon is the last */
  double *sorted;         /* of one column */
  double *of_contingency; /* influence on the horizon's contingency, of each replication */
  double *of_sum;         /* on the sum of the years' budgets */
  double *influence;      /* on whatever is estimated */
} sample;

static double *column_of(const sample *s, size_t column)
{
  return &s->costs[column * s->n];
}

/* A value with the standard error that its influences have. */
static placement_estimate from_influences(double value, const double *influence, size_t n)
{
  placement_estimate e = plm_mean_estimate(influence, n, LEVEL);
  double half = gsl_cdf_ugaussian_Qinv((1 - LEVEL) / 2) * e.se;
  return (placement_estimate){value, e.se, value - half, value + half};
}

/* What a replication moves the quantile by if it lies above it; below it, by -(1 - p) / p times that. The reciprocal of
 * the density, times p, follows from the standard error. NAN if there are too few replications to tell. */
static double influence_above(const sample *s, const placement_estimate *quantile)
{
  double p = s->confidence;
  return quantile->se * sqrt((double)s->n * p / (1 - p));
}

static double influence_on_quantile(const sample *s, double above, double quantile, double x)
{
  return x > quantile ? above : -above * (1 - s->confidence) / s->confidence;
}

static placement_estimate expected_overspend(const sample *s, const double *costs, double budget)
{
  for (size_t i = 0; i < s->n; i++)
    s->influence[i] = fmax(costs[i] - budget, 0);
  placement_estimate e = plm_mean_estimate(s->influence, s->n, LEVEL);
  e.low = e.low < 0 ? 0 : e.low;
  return e;
}

static placement_estimate probability_kept(const sample *s, const double *costs, double budget)
{
  size_t kept = 0;
  for (size_t i = 0; i < s->n; i++)
    kept += costs[i] < budget + HALF_A_PENNY;
  return plm_share_estimate(kept, s->n, LEVEL);
}

/* All of a column but its part of the horizon's budget. Keeps the influences on the contingency of the horizon, and
 * adds up those on the budgets of the years. */
static void estimate_column(const sample *s, size_t column, placement_budget_figure *f)
{
  const double *costs = column_of(s, column);
  bool horizon = column + 1 == s->column_count;
  for (size_t i = 0; i < s->n; i++)
    s->sorted[i] = costs[i];
  gsl_sort(s->sorted, 1, s->n);
  f->mean = plm_mean_estimate(costs, s->n, LEVEL);
  f->amount = plm_quantile_estimate(s->sorted, s->n, s->confidence, LEVEL);
  f->shortfall = plm_shortfall_estimate(s->sorted, s->n, s->confidence, LEVEL);
  f->overspend = expected_overspend(s, costs, f->amount.value);
  double above = influence_above(s, &f->amount);
  double *influence = horizon ? s->of_contingency : s->influence;
  for (size_t i = 0; i < s->n; i++) {
    double on_amount = influence_on_quantile(s, above, f->amount.value, costs[i]);
    influence[i] = on_amount - (costs[i] - f->mean.value);
    s->of_sum[i] += horizon ? -on_amount : on_amount;
  }
  f->contingency = from_influences(f->amount.value - f->mean.value, influence, s->n);
}

/* The year's part: its mean, and the share of the contingency that its covariance has in the horizon's variance. */
static void allocate(const sample *s, size_t column, const placement_budget_figure *horizon, placement_budget_figure *f)
{
  const double *costs = column_of(s, column), *all = column_of(s, s->column_count - 1);
  double variance = 0, covariance = 0, n = (double)s->n, contingency = horizon->contingency.value;
  if (f == horizon) {
    f->allocated = f->amount;
  } else {
    for (size_t i = 0; i < s->n; i++) {
      variance += (all[i] - horizon->mean.value) * (all[i] - horizon->mean.value) / n;
      covariance += (costs[i] - f->mean.value) * (all[i] - horizon->mean.value) / n;
    }
    double share = variance > 0 ? covariance / variance : 1 / ((double)s->column_count - 1);
    for (size_t i = 0; i < s->n; i++) {
      double off = costs[i] - f->mean.value, all_off = all[i] - horizon->mean.value;
      double on_share = variance > 0 ? (off * all_off - share * all_off * all_off) / variance : 0;
      s->influence[i] = off + share * s->of_contingency[i] + contingency * on_share;
    }
    f->allocated = from_influences(f->mean.value + share * contingency, s->influence, s->n);
  }
  f->kept = probability_kept(s, costs, f->allocated.value);
}

static void compare_years(const sample *s, const placement_budget_figure *figures, placement_budget_years *years)
{
  size_t horizon = s->column_count - 1, all_kept = 0;
  double sum = 0;
  for (size_t i = 0; i < s->n; i++) {
    bool kept = true;
    for (size_t y = 0; y < horizon; y++)
      kept = kept && column_of(s, y)[i] < figures[y].amount.value + HALF_A_PENNY;
    all_kept += kept;
  }
  for (size_t y = 0; y < horizon; y++)
    sum += figures[y].amount.value;
  years->difference = from_influences(sum - figures[horizon].amount.value, s->of_sum, s->n);
  double above = influence_above(s, &figures[horizon].amount);
  for (size_t i = 0; i < s->n; i++)
    s->of_sum[i] += influence_on_quantile(s, above, figures[horizon].amount.value, column_of(s, horizon)[i]);
  years->sum = from_influences(sum, s->of_sum, s->n);
  years->sum_kept = probability_kept(s, column_of(s, horizon), sum);
  years->all_kept = plm_share_estimate(all_kept, s->n, LEVEL);
}

/* Of metric `index`, from all that was sampled. */
static void estimate_metric(placement_budget *b, sample *s, const double *values, size_t index)
{
  placement_budget_figure *figures = &b->figures[index * b->column_count];
  for (size_t i = 0; i < s->n; i++) {
    s->of_sum[i] = 0;
    for (size_t c = 0; c < s->column_count; c++)
      column_of(s, c)[i] = values[(i * b->count + index) * s->column_count + c];
  }
  for (size_t c = 0; c < s->column_count; c++)
    estimate_column(s, c, &figures[c]);
  for (size_t c = 0; c < s->column_count; c++)
    allocate(s, c, &figures[s->column_count - 1], &figures[c]);
  compare_years(s, figures, &b->years[index]);
}

static placement_status check(const placement_plan *plan, const size_t *metrics, size_t count, double confidence,
                              placement_budget **budget, placement_error *err)
{
  if (plan == NULL || metrics == NULL || count == 0 || budget == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT,
                    "plan, metrics and budget must not be NULL, and there must be a metric");
  if (!(confidence > 0 && confidence < 1))
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "confidence must be above 0 and below 1");
  for (size_t i = 0; i < count; i++) {
    if (metrics[i] >= plan->metric_count)
      return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "there is no metric %zu", metrics[i]);
    const plm_metric *metric = &plan->metrics[metrics[i]];
    if (metric->unit != PLACEMENT_UNIT_MONEY || metric->base == PLM_INCOME_SOLD_BEDS)
      return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "%s is no cost, which alone has a budget", metric->name);
  }
  return PLACEMENT_OK;
}

static placement_status read_basis(placement_budget *b, const placement_plan *plan, placement_error *err)
{
  placement_basis *basis = NULL;
  placement_status status = placement_basis_new(plan, &basis, err);
  if (status != PLACEMENT_OK)
    return status;
  for (size_t f = 0; f < b->count * b->column_count; f++)
    b->figures[f].plan = placement_basis_value(basis, b->metrics[f / b->column_count], f % b->column_count);
  placement_basis_free(basis);
  return PLACEMENT_OK;
}

static placement_status sample_all(placement_budget *b, const placement_plan *plan, const placement_run_options *asked,
                                   double **values, placement_error *err)
{
  placement_sample_options options = plm_sample_options_of(asked, asked->progress, asked->progress_data);
  size_t count = b->count * b->column_count, n = (size_t)asked->replications;
  placement_figure *figures = plm_new_array(count, sizeof *figures);
  placement_status status = PLACEMENT_OK;
  *values = n > SIZE_MAX / count ? NULL : plm_new_array(n * count, sizeof **values);
  if (figures == NULL || *values == NULL)
    status = plm_fail_memory(err);
  for (size_t f = 0; f < count && status == PLACEMENT_OK; f++)
    figures[f] = (placement_figure){b->metrics[f / b->column_count], f % b->column_count};
  if (status == PLACEMENT_OK)
    status = placement_sample(plan, &options, figures, count, *values, err);
  free(figures);
  return status;
}

static placement_status estimate_all(placement_budget *b, const double *values, placement_error *err)
{
  placement_status status = PLACEMENT_OK;
  sample s = {.n = (size_t)b->replications, .column_count = b->column_count, .confidence = b->confidence};
  s.costs = plm_new_array(s.n * s.column_count, sizeof *s.costs); /* `values` are no fewer */
  s.sorted = plm_new_array(s.n, sizeof *s.sorted);
  s.of_contingency = plm_new_array(s.n, sizeof *s.of_contingency);
  s.of_sum = plm_new_array(s.n, sizeof *s.of_sum);
  s.influence = plm_new_array(s.n, sizeof *s.influence);
  if (s.costs == NULL || s.sorted == NULL || s.of_contingency == NULL || s.of_sum == NULL || s.influence == NULL)
    status = plm_fail_memory(err);
  for (size_t i = 0; i < b->count && status == PLACEMENT_OK; i++)
    estimate_metric(b, &s, values, i);
  free(s.costs);
  free(s.sorted);
  free(s.of_contingency);
  free(s.of_sum);
  free(s.influence);
  return status;
}

placement_status placement_budget_new(const placement_plan *plan, const placement_run_options *options,
                                      const size_t *metrics, size_t count, double confidence, placement_budget **budget,
                                      placement_error *err)
{
  placement_run_options asked = PLACEMENT_RUN_OPTIONS_INIT;
  placement_budget *made = NULL;
  double *values = NULL;
  placement_status status = check(plan, metrics, count, confidence, budget, err);
  if (status == PLACEMENT_OK && options != NULL)
    status = plm_read_options(&asked, sizeof asked, options, "placement_run_options", err);
  if (status == PLACEMENT_OK && asked.replications < 2)
    status = plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "a budget needs at least 2 replications");
  if (status != PLACEMENT_OK)
    return status;
  made = plm_new_array(1, sizeof *made);
  if (made == NULL)
    return plm_fail_memory(err);
  made->count = count;
  made->column_count = plan->calendar.year_count + 1;
  made->replications = asked.replications;
  made->confidence = confidence;
  made->metrics = plm_new_array(count, sizeof *made->metrics);
  made->figures = plm_new_array(count * made->column_count, sizeof *made->figures);
  made->years = plm_new_array(count, sizeof *made->years);
  if (made->metrics == NULL || made->figures == NULL || made->years == NULL)
    status = plm_fail_memory(err);
  for (size_t i = 0; i < count && status == PLACEMENT_OK; i++)
    made->metrics[i] = metrics[i];
  if (status == PLACEMENT_OK)
    status = read_basis(made, plan, err);
  if (status == PLACEMENT_OK)
    status = sample_all(made, plan, &asked, &values, err);
  if (status == PLACEMENT_OK)
    status = estimate_all(made, values, err);
  free(values);
  if (status != PLACEMENT_OK) {
    placement_budget_free(made);
    return status;
  }
  *budget = made;
  return PLACEMENT_OK;
}

void placement_budget_free(placement_budget *budget)
{
  if (budget == NULL)
    return;
  free(budget->metrics);
  free(budget->figures);
  free(budget->years);
  free(budget);
}

size_t placement_budget_count(const placement_budget *budget)
{
  return budget == NULL ? 0 : budget->count;
}

size_t placement_budget_metric(const placement_budget *budget, size_t index)
{
  return budget == NULL || index >= budget->count ? SIZE_MAX : budget->metrics[index];
}

double placement_budget_confidence(const placement_budget *budget)
{
  return budget == NULL ? NAN : budget->confidence;
}

uint64_t placement_budget_replications(const placement_budget *budget)
{
  return budget == NULL ? 0 : budget->replications;
}

placement_status placement_budget_at(const placement_budget *budget, size_t index, size_t column,
                                     placement_budget_figure *figure, placement_error *err)
{
  if (budget == NULL || figure == NULL || index >= budget->count || column >= budget->column_count)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "the budget has no metric %zu, column %zu", index, column);
  *figure = budget->figures[index * budget->column_count + column];
  return PLACEMENT_OK;
}

placement_status placement_budget_compare_years(const placement_budget *budget, size_t index,
                                                placement_budget_years *years, placement_error *err)
{
  if (budget == NULL || years == NULL || index >= budget->count)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "the budget has no metric %zu", index);
  *years = budget->years[index];
  return PLACEMENT_OK;
}
