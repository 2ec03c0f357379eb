/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/comparison.h"
#include "analysis/paired.h"
#include "base/error.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#define LEVEL 0.95 /* of intervals */

void placement_comparison_free(placement_comparison *comparison)
{
  if (comparison == NULL)
    return;
  free(comparison->figures);
  free(comparison->ratios);
  free(comparison->bins);
  free(comparison->paid_back);
  free(comparison);
}

uint64_t placement_comparison_replications(const placement_comparison *comparison)
{
  return comparison == NULL ? 0 : comparison->replications;
}

size_t placement_comparison_metric_count(const placement_comparison *comparison)
{
  return comparison == NULL ? 0 : comparison->metric_count;
}

/* NULL, with *err filled in, if there is none. */
static const plm_compared_figure *find_figure(const placement_comparison *comparison, size_t metric, size_t column,
                                              placement_error *err)
{
  if (comparison != NULL && metric < comparison->metric_count && column < comparison->column_count)
    return &comparison->figures[metric * comparison->column_count + column];
  (void)plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "the comparison has no figure at metric %zu, column %zu", metric,
                 column);
  return NULL;
}

/* The ratios of both sides, and the standard error of their difference: that of the mean of
 * (a - ratio b) / mean b on the one side less the same on the other. */
static void fill_ratio(const plm_compared_figure *figure, uint64_t n, placement_compared *compared)
{
  const plm_ratio_sums *r = figure->ratio;
  double ratios[PLM_SIDES], weights[PLM_RATIO_PARTS], variation = 0;
  for (size_t side = 0; side < PLM_SIDES; side++) {
    double below = (double)r->sums[2 * side + 1];
    double sign = side == PLM_BASE ? -1 : 1;
    ratios[side] = (double)r->sums[2 * side] / below;
    weights[2 * side] = sign * (double)n / below;
    weights[2 * side + 1] = -ratios[side] * weights[2 * side];
  }
  for (size_t i = 0; i < PLM_RATIO_PARTS; i++)
    for (size_t j = i; j < PLM_RATIO_PARTS; j++)
      variation +=
          (i == j ? 1 : 2) * weights[i] * weights[j] * plm_centred(r->products[i][j], r->sums[i], r->sums[j], n);
  compared->base = ratios[PLM_BASE] * figure->factor;
  compared->alternative = ratios[PLM_ALTERNATIVE] * figure->factor;
  compared->difference.mean = compared->alternative - compared->base;
  if (n > 1)
    compared->difference.se = sqrt(fmax(variation, 0) / ((double)n - 1) / (double)n) * figure->factor;
}

static void fill_direct(const plm_compared_figure *figure, uint64_t n, placement_compared *compared)
{
  double divisor = figure->difference.divisor;
  plm_moments moments = plm_figure_moments(&figure->difference);
  compared->base = plm_moments_mean(&(plm_moments){figure->sums[PLM_BASE], 0}, n) / divisor;
  compared->alternative = plm_moments_mean(&(plm_moments){figure->sums[PLM_ALTERNATIVE], 0}, n) / divisor;
  compared->difference.mean = plm_moments_mean(&moments, n) / divisor;
  if (n > 1)
    compared->difference.se = compared->difference.sd / sqrt((double)n);
}

placement_status placement_comparison_figure(const placement_comparison *comparison, size_t metric, size_t column,
                                             placement_compared *compared, placement_error *err)
{
  const plm_compared_figure *figure = find_figure(comparison, metric, column, err);
  if (figure == NULL)
    return PLACEMENT_ERROR_ARGUMENT;
  placement_statistics *difference = &compared->difference;
  uint64_t defined = figure->difference.histogram.n;
  compared->base = compared->alternative = NAN;
  *difference = plm_undefined_statistics;
  if (defined > 0) {
    plm_moments moments = plm_figure_moments(&figure->difference);
    difference->defined = defined;
    plm_fill_quantiles(&figure->difference.histogram, figure->difference.divisor, difference);
    if (defined > 1)
      difference->sd = sqrt(plm_moments_variance(&moments, defined)) / figure->difference.divisor;
    (figure->ratio != NULL ? fill_ratio : fill_direct)(figure, comparison->replications, compared);
    difference->mean_adjusted = difference->mean;
    difference->se_adjusted = difference->se;
  }
  double half = defined > 1 ? gsl_cdf_tdist_Qinv((1 - LEVEL) / 2, (double)defined - 1) * difference->se : NAN;
  compared->low = difference->mean - half;
  compared->high = difference->mean + half;
  return PLACEMENT_OK;
}

double placement_comparison_quantile(const placement_comparison *comparison, size_t metric, size_t column, double p)
{
  const plm_compared_figure *figure = find_figure(comparison, metric, column, NULL);
  if (figure == NULL || figure->difference.histogram.n == 0 || !(p >= 0 && p <= 1))
    return NAN;
  return plm_histogram_quantile(&figure->difference.histogram, p) / figure->difference.divisor;
}

static placement_probability probability_of(uint64_t count, uint64_t n)
{
  plm_estimate share = plm_share_estimate((size_t)count, (size_t)n, LEVEL);
  return (placement_probability){share.value, share.se, share.low, share.high};
}

placement_status placement_comparison_lower(const placement_comparison *comparison, size_t metric, size_t column,
                                            placement_probability *probability, placement_error *err)
{
  const plm_compared_figure *figure = find_figure(comparison, metric, column, err);
  if (figure == NULL)
    return PLACEMENT_ERROR_ARGUMENT;
  *probability = probability_of(figure->lower, figure->difference.histogram.n);
  return PLACEMENT_OK;
}

placement_status placement_comparison_payback(const placement_comparison *comparison, size_t year,
                                              placement_probability *probability, placement_error *err)
{
  if (comparison == NULL || year + 1 >= comparison->column_count)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "the comparison has no financial year %zu", year);
  *probability = probability_of(comparison->paid_back[year], comparison->replications);
  return PLACEMENT_OK;
}

placement_status placement_comparison_never_paid_back(const placement_comparison *comparison,
                                                      placement_probability *probability, placement_error *err)
{
  if (comparison == NULL || probability == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "comparison and probability must not be NULL");
  uint64_t n = comparison->replications;
  *probability = probability_of(n - comparison->paid_back[comparison->column_count - 2], n);
  return PLACEMENT_OK;
}

placement_status placement_comparison_payback_year(const placement_comparison *comparison, double p,
                                                   placement_payback_year *quantile, placement_error *err)
{
  if (comparison == NULL || quantile == NULL || !(p > 0 && p < 1))
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT,
                    "comparison and quantile must not be NULL, and p must be above 0 and below 1");
  *quantile = (placement_payback_year){SIZE_MAX, SIZE_MAX, SIZE_MAX};
  for (size_t year = comparison->column_count - 1; year-- > 0;) { /* shares never fall from year to year */
    placement_probability paid_back = probability_of(comparison->paid_back[year], comparison->replications);
    quantile->year = paid_back.share >= p ? year : quantile->year;
    quantile->earliest = paid_back.high >= p ? year : quantile->earliest;
    quantile->latest = paid_back.low >= p ? year : quantile->latest;
  }
  return PLACEMENT_OK;
}
