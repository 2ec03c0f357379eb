/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Statistics of a figure from its moments and histogram.
 */
#include "base/error.h"
#include "summary/mean.h"
#include "summary/summary.h"

#include <math.h>

const placement_statistics plm_undefined_statistics = {NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN,
                                                       NAN, NAN, NAN, NAN, NAN, NAN, 0,   NAN, NAN};

void plm_fill_quantiles(const plm_histogram *histogram, double divisor, placement_statistics *statistics)
{
  statistics->min = plm_histogram_min(histogram) / divisor;
  statistics->max = plm_histogram_max(histogram) / divisor;
  statistics->p5 = plm_histogram_quantile(histogram, 0.05) / divisor;
  statistics->p10 = plm_histogram_quantile(histogram, 0.10) / divisor;
  statistics->p25 = plm_histogram_quantile(histogram, 0.25) / divisor;
  statistics->p50 = plm_histogram_quantile(histogram, 0.50) / divisor;
  statistics->p75 = plm_histogram_quantile(histogram, 0.75) / divisor;
  statistics->p80 = plm_histogram_quantile(histogram, 0.80) / divisor;
  statistics->p90 = plm_histogram_quantile(histogram, 0.90) / divisor;
  statistics->p95 = plm_histogram_quantile(histogram, 0.95) / divisor;
  statistics->p99 = plm_histogram_quantile(histogram, 0.99) / divisor;
  statistics->es95 = plm_histogram_shortfall(histogram) / divisor;
  statistics->quantile_error = plm_histogram_error(histogram) / divisor;
}

/* Where a figure that is not a ratio stands in an outcome. */
static size_t cell_of(const placement_summary *summary, size_t figure)
{
  size_t low = 0, high = summary->direct_count - 1;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (summary->directs[middle].figure < figure)
      low = middle + 1;
    else
      high = middle;
  }
  return summary->directs[low].cell;
}

static void fill_adjusted(const placement_summary *summary, const plm_figure *figure, placement_statistics *statistics)
{
  const plm_controls *controls = &summary->controls;
  double *mean = &statistics->mean_adjusted, *error = &statistics->se_adjusted;
  plm_moments moments = plm_figure_moments(figure);
  if (figure->ratio < 0) {
    plm_adjusted_mean(controls, cell_of(summary, (size_t)(figure - summary->figures)), &moments, mean, error);
    *mean /= figure->divisor;
    *error /= figure->divisor;
  } else {
    const plm_ratio *ratio = &summary->ratios[figure->ratio];
    plm_adjusted_ratio(controls, ratio->numerator, ratio->denominator, ratio->denominator_count, &ratio->moments, mean,
                       error);
    *mean *= ratio->factor;
    *error *= ratio->factor;
  }
}

static void fill_statistics(const placement_summary *summary, const plm_figure *figure,
                            placement_statistics *statistics)
{
  uint64_t defined = figure->histogram.n;
  size_t number = (size_t)(figure - summary->figures);
  plm_moments moments = plm_figure_moments(figure);
  plm_mean mean = {0};
  *statistics = plm_undefined_statistics;
  if (defined == 0)
    return;
  statistics->defined = defined;
  plm_fill_quantiles(&figure->histogram, figure->divisor, statistics);
  if (defined > 1)
    statistics->sd = sqrt(plm_moments_variance(&moments, defined)) / figure->divisor;
  plm_mean_add(&mean, summary, number);
  plm_mean_of(&mean, summary, number, &statistics->mean, &statistics->se);
  fill_adjusted(summary, figure, statistics);
}

static const plm_figure *figure_at(const placement_summary *summary, size_t metric, size_t column)
{
  if (summary == NULL || metric >= summary->metric_count || column >= summary->column_count)
    return NULL;
  return &summary->figures[metric * summary->column_count + column];
}

placement_status placement_summary_statistics(const placement_summary *summary, size_t metric, size_t column,
                                              placement_statistics *statistics, placement_error *err)
{
  const plm_figure *figure = figure_at(summary, metric, column);
  if (statistics == NULL || figure == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "the summary has no figure at metric %zu, column %zu", metric,
                    column);
  fill_statistics(summary, figure, statistics);
  return PLACEMENT_OK;
}

double placement_summary_quantile(const placement_summary *summary, size_t metric, size_t column, double p)
{
  const plm_figure *figure = figure_at(summary, metric, column);
  if (figure == NULL || figure->histogram.n == 0 || !(p >= 0 && p <= 1))
    return NAN;
  return plm_histogram_quantile(&figure->histogram, p) / figure->divisor;
}

const char *placement_monthly_name(int32_t series)
{
  switch (series) {
  case PLACEMENT_MONTHLY_BEDS_OCCUPIED:
    return "beds.occupied";
  case PLACEMENT_MONTHLY_CHILDREN_EXTERNAL:
    return "children.external";
  default:
    return NULL;
  }
}

placement_status placement_summary_monthly(const placement_summary *summary, int32_t series, size_t month,
                                           placement_statistics *statistics, placement_error *err)
{
  if (summary == NULL || statistics == NULL || series < 0 || series >= PLACEMENT_MONTHLY_COUNT ||
      month >= summary->month_count)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "the summary has no month %zu of series %d", month, (int)series);
  fill_statistics(
      summary,
      &summary->figures[summary->metric_count * summary->column_count + (size_t)series * summary->month_count + month],
      statistics);
  return PLACEMENT_OK;
}
