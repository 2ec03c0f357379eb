/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/quantile_effect.h"

#include "base/error.h"
#include "base/memory.h"

#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdlib.h>

enum { LOW, HIGH, SIDES };

typedef struct paired_sample {
  const double *values[SIDES];
  size_t *order[SIDES]; /* rows by ascending values */
  size_t rows;
  double p;
} paired_sample;

/* Of values that count `weights` times; from the largest down, since quantiles of costs are asked for near the top. */
static double quantile(const paired_sample *s, size_t side, const double *weights)
{
  double at = ((double)s->rows - 1) * s->p, below = floor(at), above = at > below ? below + 1 : below;
  double left = (double)s->rows, upper = NAN; /* values from here down */
  for (size_t k = s->rows; k-- > 0;) {
    size_t row = s->order[side][k];
    left -= weights[row];
    if (isnan(upper) && left <= above)
      upper = s->values[side][row];
    if (left <= below) {
      double lower = s->values[side][row];
      return lower + (at - below) * (upper - lower);
    }
  }
  return NAN;
}

static void effect_of(const void *sample, const double *weights, double *figures)
{
  *figures = quantile(sample, HIGH, weights) - quantile(sample, LOW, weights);
}

placement_status plm_quantile_effect(const double *low, const double *high, size_t rows, double p,
                                     const plm_bootstrap_options *options, plm_estimate *effect, placement_error *err)
{
  paired_sample s = {.values = {low, high}, .rows = rows, .p = p};
  placement_status status = PLACEMENT_OK;
  for (size_t side = 0; side < SIDES; side++)
    s.order[side] = plm_new_array(rows, sizeof *s.order[side]);
  if (s.order[LOW] == NULL || s.order[HIGH] == NULL)
    status = plm_fail_memory(err);
  for (size_t side = 0; side < SIDES && status == PLACEMENT_OK; side++)
    gsl_sort_index(s.order[side], s.values[side], 1, rows);
  if (status == PLACEMENT_OK)
    status = plm_bootstrap(options, effect_of, &s, rows, 1, effect, err);
  free(s.order[LOW]);
  free(s.order[HIGH]);
  return status;
}
