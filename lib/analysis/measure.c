/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/measure.h"
#include "analysis/paired.h"
#include "plan/plan.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>

#define LEVEL 0.95
#define MOST_NEED 1e12

static size_t add_figure(placement_figure figure, placement_figure *figures, size_t *count)
{
  for (size_t i = 0; i < *count; i++)
    if (figures[i].metric == figure.metric && figures[i].column == figure.column)
      return i;
  figures[*count] = figure;
  return (*count)++;
}

/* The metric of the whole scenario that has this base number. */
static size_t metric_of_base(const placement_plan *plan, int32_t base)
{
  size_t metric = 0;
  while (plan->metrics[metric].base != base)
    metric++;
  return metric;
}

plm_reading plm_reading_of(const placement_plan *plan, const plm_measure *measure, placement_figure *figures,
                           size_t *count)
{
  const plm_metric *metric = &plan->metrics[measure->metric];
  size_t column = measure->column, parts[PLM_READING_FIGURES] = {measure->metric, SIZE_MAX, SIZE_MAX};
  plm_reading r = {*measure, 0, {SIZE_MAX, SIZE_MAX}, 1};
  if (metric->base < 0) {
    parts[0] = metric_of_base(plan, metric->numerator);
    for (size_t i = 0; i < 2 && metric->denominator[i] >= 0; i++)
      parts[i + 1] = metric_of_base(plan, metric->denominator[i]);
    r.factor = (double)plm_metric_times(metric) * plm_metric_scale(plan, metric, column) *
               plm_metric_divisor(plan, &plan->metrics[parts[0]], column) /
               plm_metric_divisor(plan, &plan->metrics[parts[1]], column);
  }
  r.figure = add_figure((placement_figure){parts[0], column}, figures, count);
  for (size_t i = 0; i < 2; i++)
    if (parts[i + 1] != SIZE_MAX)
      r.denominator[i] = add_figure((placement_figure){parts[i + 1], column}, figures, count);
  return r;
}

static void gather(const plm_reading *r, plm_rows rows, double *values)
{
  for (size_t i = 0; i < rows.n; i++)
    values[i] = rows.values[i * rows.stride + r->figure];
}

static double denominator(const plm_reading *r, plm_rows rows, size_t i)
{
  const double *row = rows.values + i * rows.stride;
  return row[r->denominator[0]] + (r->denominator[1] != SIZE_MAX ? row[r->denominator[1]] : 0);
}

/* R + (a - R b) / mean of b, where R is the ratio of the means of a and b (delta method). */
static void ratio_values(const plm_reading *r, plm_rows rows, double *values)
{
  double numerators = 0, denominators = 0;
  for (size_t i = 0; i < rows.n; i++) {
    numerators += rows.values[i * rows.stride + r->figure];
    denominators += denominator(r, rows, i);
  }
  double ratio = denominators > 0 ? numerators / denominators : NAN, mean = denominators / (double)rows.n;
  for (size_t i = 0; i < rows.n; i++)
    values[i] =
        r->factor * (ratio + (rows.values[i * rows.stride + r->figure] - ratio * denominator(r, rows, i)) / mean);
}

/* q + (1 of what is above q, less 1 - p) / density: Bahadur (1966, Annals of Mathematical Statistics 37, 577-580). The
 * density is that between the quantiles one standard error of p on either side (Woodruff 1952). */
static void quantile_values(const plm_reading *r, plm_rows rows, double *values, double *sorted)
{
  double p = r->of.p, n = (double)rows.n, step = sqrt(p * (1 - p) / n);
  gather(r, rows, sorted);
  gsl_sort(sorted, 1, rows.n);
  double low = fmax(p - step, 0), high = fmin(p + step, 1);
  double q = gsl_stats_quantile_from_sorted_data(sorted, 1, rows.n, p);
  double width = (gsl_stats_quantile_from_sorted_data(sorted, 1, rows.n, high) -
                  gsl_stats_quantile_from_sorted_data(sorted, 1, rows.n, low)) /
                 (high - low);
  for (size_t i = 0; i < rows.n; i++)
    values[i] = q + width * ((rows.values[i * rows.stride + r->figure] > q) - (1 - p));
}

/* As plm_shortfall_estimate has it. */
static void shortfall_values(const plm_reading *r, plm_rows rows, double *values, double *sorted)
{
  gather(r, rows, sorted);
  gsl_sort(sorted, 1, rows.n);
  size_t rank = (size_t)ceil((double)rows.n * r->of.p);
  double q = sorted[rank > 0 ? rank - 1 : 0];
  for (size_t i = 0; i < rows.n; i++)
    values[i] = q + fmax(rows.values[i * rows.stride + r->figure] - q, 0) / (1 - r->of.p);
}

void plm_reading_values(const plm_reading *r, plm_rows rows, double *values, double *scratch)
{
  switch (r->of.statistic) {
  case PLM_QUANTILE:
    quantile_values(r, rows, values, scratch);
    return;
  case PLM_SHORTFALL:
    shortfall_values(r, rows, values, scratch);
    return;
  case PLM_EXCESS:
    for (size_t i = 0; i < rows.n; i++)
      values[i] = rows.values[i * rows.stride + r->figure] > r->of.budget;
    return;
  default:
    if (r->denominator[0] != SIZE_MAX)
      ratio_values(r, rows, values);
    else
      gather(r, rows, values);
  }
}

/* How many are above (or, not counting those, at) the amount. */
static size_t count_above(const plm_reading *r, plm_rows rows, double amount, bool at_too)
{
  size_t count = 0;
  for (size_t i = 0; i < rows.n; i++) {
    double value = rows.values[i * rows.stride + r->figure];
    count += at_too ? value >= amount : value > amount;
  }
  return count;
}

placement_estimate plm_reading_estimate(const plm_reading *r, plm_rows rows, double *scratch)
{
  switch (r->of.statistic) {
  case PLM_QUANTILE:
  case PLM_SHORTFALL:
    gather(r, rows, scratch);
    gsl_sort(scratch, 1, rows.n);
    return r->of.statistic == PLM_QUANTILE ? plm_quantile_estimate(scratch, rows.n, r->of.p, LEVEL)
                                           : plm_shortfall_estimate(scratch, rows.n, r->of.p, LEVEL);
  case PLM_EXCESS:
    return plm_share_estimate(count_above(r, rows, r->of.budget, false), rows.n, LEVEL);
  default:
    plm_reading_values(r, rows, scratch, NULL);
    return plm_mean_estimate(scratch, rows.n, LEVEL);
  }
}

static double need_of(double variance, double distance)
{
  return fmin(variance / (distance * distance), MOST_NEED);
}

/* Whether a share is at most `most`, by Bayes' rule with a uniform prior: Beta(count + 1, n - count + 1). */
static plm_kept share_kept(size_t count, size_t n, double most)
{
  double above = (double)count, total = (double)n, share = (above + 1) / (total + 2);
  return (plm_kept){.probability = gsl_cdf_beta_P(most, above + 1, total - above + 1),
                    .need = need_of(share * (1 - share), share - most),
                    .beyond = above / total - most};
}

/* Whether a mean is on the right side, by Student's t. */
static plm_kept mean_kept(const plm_limit *limit, const double *values, size_t n)
{
  double mean = gsl_stats_mean(values, 1, n), variance = gsl_stats_variance_m(values, 1, n, mean);
  double scale = limit->bound != 0 ? fabs(limit->bound) : 1, tolerance = 1e-9 * scale; /* what adding up rounds */
  double beyond = limit->at_most ? mean - limit->bound : limit->bound - mean, se = sqrt(variance / (double)n);
  plm_kept kept = {0, 0, beyond / scale};
  if (isnan(mean)) /* a ratio that is not defined */
    return (plm_kept){0, 0, INFINITY};
  if (se <= tolerance) {
    kept.probability = beyond <= tolerance;
    return kept;
  }
  kept.probability = gsl_cdf_tdist_P(-beyond / se, (double)n - 1);
  kept.need = need_of(variance, beyond);
  return kept;
}

/* A quantile is below an amount if no more than 1 - p is above it. */
plm_kept plm_limit_kept(const plm_limit *limit, const plm_reading *r, plm_rows rows, double *values, double *scratch)
{
  plm_kept kept;
  if (limit->of.statistic == PLM_EXCESS)
    return share_kept(count_above(r, rows, limit->of.budget, false), rows.n, limit->bound);
  if (limit->of.statistic != PLM_QUANTILE) {
    plm_reading_values(r, rows, values, scratch);
    return mean_kept(limit, values, rows.n);
  }
  if (limit->at_most)
    kept = share_kept(count_above(r, rows, limit->bound, false), rows.n, 1 - limit->of.p);
  else
    kept = share_kept(rows.n - count_above(r, rows, limit->bound, true), rows.n, limit->of.p);
  double value = plm_reading_estimate(r, rows, scratch).value, scale = limit->bound != 0 ? fabs(limit->bound) : 1;
  kept.beyond = (limit->at_most ? value - limit->bound : limit->bound - value) / scale;
  return kept;
}
