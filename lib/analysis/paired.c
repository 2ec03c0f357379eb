/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/paired.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdbool.h>

static const plm_estimate UNKNOWN = {NAN, NAN, NAN, NAN};

size_t plm_paired_differences(const double *base, const double *alternative, size_t n, double *differences)
{
  size_t defined = 0;
  for (size_t i = 0; i < n; i++)
    if (!isnan(base[i]) && !isnan(alternative[i]))
      differences[defined++] = alternative[i] - base[i];
  return defined;
}

plm_estimate plm_mean_estimate(const double *values, size_t n, double level)
{
  plm_estimate e = UNKNOWN;
  if (n == 0)
    return e;
  e.value = gsl_stats_mean(values, 1, n);
  if (n < 2)
    return e;
  e.se = gsl_stats_sd_m(values, 1, n, e.value) / sqrt((double)n);
  double half = gsl_cdf_tdist_Qinv((1 - level) / 2, (double)n - 1) * e.se;
  e.low = e.value - half;
  e.high = e.value + half;
  return e;
}

plm_estimate plm_share_estimate(size_t count, size_t n, double level)
{
  if (n == 0)
    return UNKNOWN;
  double total = (double)n, p = (double)count / total;
  double z = gsl_cdf_ugaussian_Qinv((1 - level) / 2), share = z * z / total;
  double middle = (p + share / 2) / (1 + share);
  double half = z / (1 + share) * sqrt(p * (1 - p) / total + share / (4 * total));
  return (plm_estimate){.value = p,
                        .se = sqrt(p * (1 - p) / total),
                        .low = count == 0 ? 0 : middle - half,
                        .high = count == n ? 1 : middle + half};
}

plm_estimate plm_below_estimate(const double *values, size_t n, double limit, double level)
{
  size_t below = 0;
  for (size_t i = 0; i < n; i++)
    below += values[i] < limit;
  return plm_share_estimate(below, n, level);
}

/* Of a binomial number of n trials: the least k that it exceeds with at most the probability `tail` (upper), or that it
 * does not exceed with more than `tail` (lower). Above a million trials GSL may have no answer in the middle. */
static size_t binomial_quantile(size_t n, double p, double tail, int upper)
{
  size_t low = 0, high = n;
  while (low < high) {
    size_t k = low + (high - low) / 2;
    double beyond =
        upper ? gsl_cdf_binomial_Q((unsigned)k, p, (unsigned)n) : gsl_cdf_binomial_P((unsigned)k, p, (unsigned)n);
    if (isnan(beyond))
      beyond = 0.5;
    if (upper ? beyond <= tail : beyond > tail)
      high = k;
    else
      low = k + 1;
  }
  return low;
}

/* How far the share below a quantile is from p in a sample of n. */
static double error_of_share(size_t n, double p)
{
  return sqrt(p * (1 - p) / (double)n);
}

static bool is_within(double share)
{
  return share >= 0 && share <= 1;
}

size_t plm_quantile_least(double p)
{
  size_t n = (size_t)fmax(fmax(p / (1 - p), (1 - p) / p) - 1, 1);
  while (!is_within(p - error_of_share(n, p)) || !is_within(p + error_of_share(n, p)))
    n++;
  return n;
}

plm_estimate plm_quantile_estimate(const double *sorted, size_t n, double p, double level)
{
  if (n == 0)
    return UNKNOWN;
  double se_p = error_of_share(n, p), tail = (1 - level) / 2;
  plm_estimate e = {gsl_stats_quantile_from_sorted_data(sorted, 1, n, p), NAN, -INFINITY, INFINITY};
  if (se_p > 0 && is_within(p - se_p) && is_within(p + se_p))
    e.se = (gsl_stats_quantile_from_sorted_data(sorted, 1, n, p + se_p) -
            gsl_stats_quantile_from_sorted_data(sorted, 1, n, p - se_p)) /
           2;
  size_t below = binomial_quantile(n, p, tail, 0), above = binomial_quantile(n, p, tail, 1);
  if (below > 0)
    e.low = sorted[below - 1];
  if (above < n)
    e.high = sorted[above];
  return e;
}

plm_estimate plm_shortfall_estimate(const double *sorted, size_t n, double p, double level)
{
  if (n == 0)
    return UNKNOWN;
  size_t rank = (size_t)ceil((double)n * p);
  if (rank > n)
    rank = n;
  double q = sorted[rank > 0 ? rank - 1 : 0], mean = 0, squares = 0;
  for (size_t i = 0; i < n; i++) { /* Welford, of what exceeds q: it has no array of its own */
    double excess = sorted[i] > q ? (sorted[i] - q) / (1 - p) : 0, off = excess - mean;
    mean += off / (double)(i + 1);
    squares += off * (excess - mean);
  }
  plm_estimate e = {q + mean, NAN, NAN, NAN};
  if (n < 2)
    return e;
  e.se = sqrt(squares / ((double)n - 1) / (double)n);
  double half = gsl_cdf_ugaussian_Qinv((1 - level) / 2) * e.se;
  e.low = e.value - half;
  e.high = e.value + half;
  return e;
}
