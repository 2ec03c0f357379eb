/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Figures of two scenarios with the same children, and the difference of one of them.
 */
#include "analysis/switching.h"
#include "plan/plan.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#define WEEK 7

/* What is told of a point beside the figure that is asked for. */
static const char *const told[PLM_SWITCHING_FIGURES - 1] = {
    "cost.total",
    "cost.net_present",
    "cost.in_house",
    "cost.external",
    "occupancy",
    "children.in_house",
    "children.local_share",
    "unit_cost.in_house",
    "children.external",
    "unit_cost.external",
    "moves",
};

/* The position of the metric with this base among those sampled, added if it is not there. */
static size_t sample_base(plm_switching_side *side, const placement_plan *plan, int32_t base, size_t column)
{
  size_t m = 0, i = 0;
  while (plan->metrics[m].base != base)
    m++;
  while (i < side->sampled_count && side->sampled[i].metric != m)
    i++;
  if (i == side->sampled_count) {
    bool average = plan->metrics[m].unit == PLACEMENT_UNIT_CHILDREN;
    side->sampled[i] = (placement_figure){m, column};
    side->nights[i] = average ? placement_plan_column_nights(plan, column) : 1;
    side->sampled_count++;
  }
  return i;
}

void plm_switching_side_init(plm_switching_side *side, const placement_plan *plan, size_t metric, size_t column)
{
  side->metrics[0] = metric;
  for (size_t f = 1; f < PLM_SWITCHING_FIGURES; f++)
    side->metrics[f] = placement_plan_metric_find(plan, told[f - 1]);
  for (size_t f = 0; f < PLM_SWITCHING_FIGURES; f++) {
    const plm_metric *m = &plan->metrics[side->metrics[f]];
    plm_switching_ratio *ratio = &side->ratios[f];
    ratio->denominator_count = 0;
    ratio->numerator = sample_base(side, plan, m->base >= 0 ? m->base : m->numerator, column);
    ratio->times = m->base >= 0 ? 1 / side->nights[ratio->numerator] : m->unit == PLACEMENT_UNIT_WEEKLY_COST ? WEEK : 1;
    for (size_t i = 0; m->base < 0 && i < 2 && m->denominator[i] >= 0; i++)
      ratio->denominators[ratio->denominator_count++] = sample_base(side, plan, m->denominator[i], column);
  }
}

static double numerator_of(const plm_switching_side *side, const plm_switching_ratio *ratio, uint64_t i)
{
  size_t k = ratio->numerator;
  return side->values[i * side->sampled_count + k] * side->nights[k] * ratio->times;
}

static double denominator_of(const plm_switching_side *side, const plm_switching_ratio *ratio, uint64_t i)
{
  double sum = ratio->denominator_count == 0 ? 1 : 0;
  for (size_t d = 0; d < ratio->denominator_count; d++) {
    size_t k = ratio->denominators[d];
    sum += side->values[i * side->sampled_count + k] * side->nights[k];
  }
  return sum;
}

/* The ratio of sums, and the mean of its denominators; NAN if that is 0. */
typedef struct moments {
  double value, denominator;
} moments;

static moments moments_of(const plm_switching_side *side, size_t f, uint64_t n)
{
  double numerators = 0, denominators = 0;
  for (uint64_t i = 0; i < n; i++) {
    numerators += numerator_of(side, &side->ratios[f], i);
    denominators += denominator_of(side, &side->ratios[f], i);
  }
  return (moments){denominators > 0 ? numerators / denominators : NAN, denominators / (double)n};
}

/* What replication i adds to the error of the ratio (delta method); of a number, how far it is from its mean. */
static double influence(const plm_switching_side *side, size_t f, const moments *m, uint64_t i)
{
  const plm_switching_ratio *ratio = &side->ratios[f];
  return (numerator_of(side, ratio, i) - m->value * denominator_of(side, ratio, i)) / m->denominator;
}

static double se_of(double squares, uint64_t n)
{
  return n > 1 ? sqrt(squares / (double)(n - 1) / (double)n) : NAN;
}

plm_estimate plm_switching_estimate(double value, double se, uint64_t n)
{
  double critical = n > 1 ? gsl_cdf_tdist_Qinv((1 - PLM_SWITCHING_LEVEL) / 2, (double)n - 1) : NAN;
  return (plm_estimate){value, se, value - critical * se, value + critical * se};
}

void plm_switching_pair(const plm_switching_side *sides, uint64_t n, plm_switching_known *known)
{
  moments first[2];
  for (size_t side = 0; side < 2; side++) {
    for (size_t f = 0; f < PLM_SWITCHING_FIGURES; f++) {
      moments m = moments_of(&sides[side], f, n);
      double squares = 0;
      for (uint64_t i = 0; i < n; i++) {
        double part = influence(&sides[side], f, &m, i);
        squares += part * part;
      }
      known->figures[side][f] = plm_switching_estimate(m.value, se_of(squares, n), n);
      if (f == 0)
        first[side] = m;
    }
  }
  double squares = 0;
  for (uint64_t i = 0; i < n; i++) {
    double part = influence(&sides[0], 0, &first[0], i) - influence(&sides[1], 0, &first[1], i);
    squares += part * part;
  }
  known->point.figure = known->figures[0][0];
  known->point.other = known->figures[1][0];
  known->point.difference = plm_switching_estimate(first[0].value - first[1].value, se_of(squares, n), n);
}
