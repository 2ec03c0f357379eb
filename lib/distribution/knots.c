/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a distribution function jumps or has a kink, and the probabilities that belong to it.
 */
#include "distribution/kinds.h"

#include <math.h>

static const double zero = 0;

/* The values of the kind strictly between the bounds, and whether there are bounds. */
typedef struct knots {
  const double *x;
  size_t count;
  bool lower, upper;
} knots;

static knots knots_of(const plm_distribution *d)
{
  knots k = {d->a, 0, d->lower > -INFINITY, d->upper < INFINITY};
  size_t skipped;
  switch (d->kind) {
  case PLM_CONSTANT:
    k.count = 1;
    break;
  case PLM_UNIFORM:
  case PLM_BETA:
    k.count = 2;
    break;
  case PLM_TRIANGULAR:
    k.count = 3;
    break;
  case PLM_GAMMA:
  case PLM_WEIBULL:
  case PLM_EXPONENTIAL:
    k.x = &zero;
    k.count = 1;
    break;
  case PLM_EMPIRICAL:
  case PLM_QUANTILES:
    k.x = d->x;
    k.count = d->count;
    break;
  case PLM_MIXTURE:
    k.x = d->x;
    k.count = d->knots;
    break;
  case PLM_NORMAL:
  case PLM_LOGNORMAL:
    break;
  }
  skipped = plm_count_below(k.x, k.count, d->lower, false);
  k.count = plm_count_below(k.x, k.count, d->upper, true);
  k.count = k.count > skipped ? k.count - skipped : 0;
  k.x += skipped;
  return k;
}

size_t plm_knot_count(const plm_distribution *d)
{
  knots k = knots_of(d);
  return k.count + (k.lower ? 1 : 0) + (k.upper ? 1 : 0);
}

double plm_knot(const plm_distribution *d, size_t i)
{
  knots k = knots_of(d);
  if (k.lower && i-- == 0)
    return d->lower;
  return i < k.count ? k.x[i] : d->upper;
}

/* The quantile function jumps or has a kink at the probabilities just before and at each knot. */
size_t plm_distribution_breaks(const plm_distribution *d, double *u, size_t capacity)
{
  size_t count = 0;
  double last = 0;
  size_t knots = plm_knot_count(d);
  for (size_t i = 0; i < knots; i++) {
    double x = plm_knot(d, i);
    double at[2] = {plm_tail(d, x, false, true), plm_tail(d, x, false, false)};
    for (int j = 0; j < 2; j++) {
      if (!(at[j] > last && at[j] < 1))
        continue;
      if (count < capacity)
        u[count] = at[j];
      count++;
      last = at[j];
    }
  }
  return count;
}
