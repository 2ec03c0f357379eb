/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/ranking.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>

plm_system plm_system_of(const double *values, size_t n)
{
  double mean = gsl_stats_mean(values, 1, n);
  return (plm_system){mean, gsl_stats_variance_m(values, 1, n, mean), n};
}

size_t plm_lowest(const plm_system *systems, size_t count)
{
  size_t best = 0;
  for (size_t i = 1; i < count; i++)
    if (systems[i].mean < systems[best].mean)
      best = i;
  return best;
}

plm_rival plm_compare_independent(const plm_system *best, const plm_system *rival)
{
  double b = best->variance / (double)best->n, r = rival->variance / (double)rival->n;
  double scaled = b * b / ((double)best->n - 1) + r * r / ((double)rival->n - 1);
  return (plm_rival){.difference = rival->mean - best->mean,
                     .variance = NAN,
                     .se = sqrt(b + r),
                     .degrees = scaled > 0 ? (b + r) * (b + r) / scaled : 1};
}

/* By Welford: the differences have no array of their own. */
plm_rival plm_compare_paired(const double *best, const double *rival, size_t n)
{
  double mean = 0, squares = 0;
  for (size_t i = 0; i < n; i++) {
    double difference = rival[i] - best[i], off = difference - mean;
    mean += off / (double)(i + 1);
    squares += off * (difference - mean);
  }
  double degrees = (double)n - 1, variance = squares / degrees;
  return (plm_rival){.difference = mean, .variance = variance, .se = sqrt(variance / (double)n), .degrees = degrees};
}

double plm_correct_selection(const plm_rival *rivals, size_t count, size_t best, double indifference)
{
  double wrong = 0;
  for (size_t i = 0; i < count; i++) {
    const plm_rival *r = &rivals[i];
    double ahead = r->difference + indifference;
    if (i == best)
      continue;
    if (r->se > 0)
      wrong += gsl_cdf_tdist_Q(ahead / r->se, r->degrees);
    else
      wrong += ahead < 0;
  }
  return fmax(0, 1 - wrong);
}

/* What a difference counts as, given the smallest that is no tie (infinite if there is none). */
static double counted_as(double difference, double indifference, double smallest)
{
  difference = fmax(fabs(difference), indifference);
  if (difference > 0)
    return difference;
  return isinf(smallest) ? 1 : smallest;
}

static double smaller_of(double smallest, double difference)
{
  difference = fabs(difference);
  return difference > 0 && difference < smallest ? difference : smallest;
}

void plm_ocba_weights(const plm_system *systems, size_t count, size_t best, double indifference, double *weights)
{
  double smallest = INFINITY, squares = 0;
  for (size_t i = 0; i < count; i++)
    smallest = smaller_of(smallest, systems[i].mean - systems[best].mean);
  for (size_t i = 0; i < count; i++) {
    double difference = counted_as(systems[i].mean - systems[best].mean, indifference, smallest);
    weights[i] = systems[i].variance / (difference * difference);
    if (i != best && systems[i].variance > 0)
      squares += weights[i] * weights[i] / systems[i].variance;
  }
  if (count > 0)
    weights[best] = sqrt(systems[best].variance * squares);
}

void plm_ocba_paired_weights(const plm_rival *rivals, size_t count, size_t best, double indifference, double *weights)
{
  double smallest = INFINITY, most = 0;
  for (size_t i = 0; i < count; i++)
    if (i != best)
      smallest = smaller_of(smallest, rivals[i].difference);
  for (size_t i = 0; i < count; i++) {
    if (i == best)
      continue;
    double difference = counted_as(rivals[i].difference, indifference, smallest);
    weights[i] = rivals[i].variance / (difference * difference);
    most = fmax(most, weights[i]);
  }
  if (count > 0)
    weights[best] = most;
}

/* The replications for each unit of weight, when systems that have more already keep theirs. These become more with
 * each pass, as they leave fewer to the others. 0 if no weight is left. */
static double per_weight(const double *weights, const size_t *done, size_t count, size_t total)
{
  double scale = INFINITY;
  for (size_t pass = 0; pass <= count; pass++) {
    double left = (double)total, sum = 0, before = scale;
    for (size_t i = 0; i < count; i++) {
      if (weights[i] > 0 && scale * weights[i] >= (double)done[i])
        sum += weights[i];
      else
        left -= (double)done[i];
    }
    scale = sum > 0 ? left / sum : 0;
    if (!(scale < before))
      break;
  }
  return scale;
}

void plm_allocate(const double *weights, const size_t *done, size_t count, size_t total, size_t *allocation)
{
  size_t sum = 0;
  for (size_t i = 0; i < count; i++)
    sum += allocation[i] = done[i];
  if (sum >= total)
    return;
  double scale = per_weight(weights, done, count, total);
  if (!(scale > 0))
    return;
  sum = 0;
  for (size_t i = 0; i < count; i++) {
    double share = floor(scale * weights[i]);
    if (share > (double)done[i])
      allocation[i] = (size_t)share;
    sum += allocation[i];
  }
  for (; sum < total; sum++) {
    size_t next = 0;
    double most = -INFINITY;
    for (size_t i = 0; i < count; i++) {
      double remainder = scale * weights[i] - (double)allocation[i];
      if (weights[i] > 0 && remainder > most) {
        most = remainder;
        next = i;
      }
    }
    allocation[next]++;
  }
}
