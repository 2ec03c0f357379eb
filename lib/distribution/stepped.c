/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tails and quantiles of the distributions given by a table: constant, empirical and quantiles.
 */
#include "distribution/kinds.h"

#include <math.h>

size_t plm_count_below(const double *values, size_t count, double x, bool before)
{
  size_t low = 0;
  while (count > 0) {
    size_t half = count / 2;
    if (before ? values[low + half] < x : values[low + half] <= x) {
      low += half + 1;
      count -= half + 1;
    } else {
      count = half;
    }
  }
  return low;
}

static double quantiles_tail(const plm_distribution *d, double x, bool upper, bool before)
{
  size_t n = plm_count_below(d->x, d->count, x, before);
  double part;
  if (n == 0)
    return upper ? 1 : 0;
  if (n == d->count)
    return upper ? 0 : 1;
  /* the value lies between entries n - 1 and n; both are the same only for an atom, just before which x is entry n */
  part = d->p[n] - d->p[n - 1];
  return upper ? 1 - d->p[n] + part * ((d->x[n] - x) / (d->x[n] - d->x[n - 1]))
               : d->p[n - 1] + part * ((x - d->x[n - 1]) / (d->x[n] - d->x[n - 1]));
}

double plm_stepped_tail(const plm_distribution *d, double x, bool upper, bool before)
{
  double below;
  if (d->kind == PLM_QUANTILES)
    return quantiles_tail(d, x, upper, before);
  if (d->kind == PLM_CONSTANT) {
    below = (before ? d->a[0] < x : d->a[0] <= x) ? 1 : 0;
  } else {
    size_t n = plm_count_below(d->x, d->count, x, before);
    below = n > 0 ? d->p[n - 1] : 0;
  }
  return upper ? 1 - below : below;
}

double plm_stepped_quantile(const plm_distribution *d, double p, bool upper)
{
  double u = upper ? 1 - p : p;
  size_t n;
  if (d->kind == PLM_CONSTANT)
    return d->a[0];
  n = plm_count_below(d->p, d->count, u, true);
  if (n >= d->count)
    n = d->count - 1;
  if (d->kind == PLM_EMPIRICAL || n == 0)
    return d->x[n];
  u = upper ? (1 - d->p[n - 1]) - p : p - d->p[n - 1];
  return d->x[n - 1] + (d->x[n] - d->x[n - 1]) * (u / (d->p[n] - d->p[n - 1]));
}
