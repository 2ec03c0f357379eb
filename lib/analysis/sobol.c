/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/sobol.h"

#include "base/error.h"
#include "base/memory.h"

#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* With what all figures of a sample are centred at, so that their sums of squares lose no digits. */
typedef struct centred_sample {
  const plm_sobol_sample *sample;
  double centre;
} centred_sample;

/* First-order indices of all inputs, then total ones. */
static void indices(const void *context, const double *weights, double *figures)
{
  const centred_sample *c = context;
  const plm_sobol_sample *s = c->sample;
  double n = (double)s->rows, sum = 0, squares = 0;
  for (size_t r = 0; r < s->rows; r++) {
    double a = s->a[r] - c->centre, b = s->b[r] - c->centre;
    sum += weights[r] * (a + b);
    squares += weights[r] * (a * a + b * b);
  }
  double mean = sum / (2 * n), variance = squares / (2 * n) - mean * mean;
  for (size_t i = 0; i < s->inputs; i++) {
    const double *ab = &s->ab[i * s->rows];
    double first = 0, total = 0;
    for (size_t r = 0; r < s->rows; r++) {
      double change = ab[r] - s->a[r];
      first += weights[r] * (s->b[r] - c->centre - mean) * change;
      total += weights[r] * change * change;
    }
    figures[i] = variance > 0 ? first / n / variance : NAN;
    figures[s->inputs + i] = variance > 0 ? total / (2 * n) / variance : NAN;
  }
}

placement_status plm_sobol_indices(const plm_sobol_sample *sample, const plm_bootstrap_options *options,
                                   plm_estimate *first, plm_estimate *total, placement_error *err)
{
  centred_sample c = {sample,
                      (gsl_stats_mean(sample->a, 1, sample->rows) + gsl_stats_mean(sample->b, 1, sample->rows)) / 2};
  plm_estimate *both = plm_new_array(sample->inputs, 2 * sizeof *both);
  if (both == NULL)
    return plm_fail_memory(err);
  placement_status status = plm_bootstrap(options, indices, &c, sample->rows, 2 * sample->inputs, both, err);
  if (status == PLACEMENT_OK) {
    memcpy(first, both, sample->inputs * sizeof *both);
    memcpy(total, both + sample->inputs, sample->inputs * sizeof *both);
  }
  free(both);
  return status;
}

typedef struct frozen_pairs {
  const double *f, *other;
  size_t pairs;
  double centre;
} frozen_pairs;

enum { INPUTS, CHANCE, TOTAL, SHARE, PARTS };

static void parts(const void *context, const double *weights, double *figures)
{
  const frozen_pairs *p = context;
  double n = (double)p->pairs, f_sum = 0, g_sum = 0, products = 0, squares = 0;
  for (size_t r = 0; r < p->pairs; r++) {
    double f = p->f[r] - p->centre, g = p->other[r] - p->centre;
    f_sum += weights[r] * f;
    g_sum += weights[r] * g;
    products += weights[r] * f * g;
    squares += weights[r] * (f - g) * (f - g);
  }
  figures[INPUTS] = n < 2 ? NAN : (products - f_sum * g_sum / n) / (n - 1);
  figures[CHANCE] = n < 2 ? NAN : squares / (2 * n);
  figures[TOTAL] = figures[INPUTS] + figures[CHANCE];
  figures[SHARE] = figures[TOTAL] > 0 ? figures[INPUTS] / figures[TOTAL] : NAN;
}

placement_status plm_split_variance(const double *f, const double *other, size_t pairs,
                                    const plm_bootstrap_options *options, plm_variance_split *split,
                                    placement_error *err)
{
  frozen_pairs p = {f, other, pairs, gsl_stats_mean(f, 1, pairs)};
  plm_estimate estimates[PARTS];
  placement_status status = plm_bootstrap(options, parts, &p, pairs, PARTS, estimates, err);
  if (status == PLACEMENT_OK)
    *split = (plm_variance_split){estimates[INPUTS], estimates[CHANCE], estimates[TOTAL], estimates[SHARE]};
  return status;
}
