/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Life cycle, and what every kind shares: the choice of its functions, and the conditioning on bounds.
 */
#include "distribution/distribution.h"
#include "base/memory.h"
#include "distribution/kinds.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

plm_distribution plm_distribution_constant(double value)
{
  return (plm_distribution){
      .kind = PLM_CONSTANT, .a = {value}, .lower = -INFINITY, .upper = INFINITY, .left = 1, .scale = 1};
}

void plm_distribution_clear(plm_distribution *d)
{
  if (d->of != NULL)
    for (size_t i = 0; i < d->count; i++)
      plm_distribution_clear(&d->of[i]);
  free(d->of);
  free(d->x);
  free(d->p);
  free(d->source);
  *d = plm_distribution_constant(0);
}

static double *copy_values(const double *values, size_t count)
{
  double *copy = plm_new_array(count, sizeof *copy);
  if (copy != NULL && count > 0)
    memcpy(copy, values, count * sizeof *copy);
  return copy;
}

placement_status plm_distribution_copy(plm_distribution *to, const plm_distribution *from)
{
  *to = *from;
  to->x = NULL;
  to->p = NULL;
  to->of = NULL;
  to->source = NULL;
  if (from->x != NULL && (to->x = copy_values(from->x, from->of != NULL ? from->knots : from->count)) == NULL)
    goto out;
  if (from->p != NULL && (to->p = copy_values(from->p, from->count)) == NULL)
    goto out;
  if (from->source != NULL && (to->source = plm_copy_string(from->source)) == NULL)
    goto out;
  if (from->of != NULL) {
    to->of = plm_new_array(from->count, sizeof *to->of);
    if (to->of == NULL)
      goto out;
    for (size_t i = 0; i < from->count; i++)
      if (plm_distribution_copy(&to->of[i], &from->of[i]) != PLACEMENT_OK)
        goto out;
  }
  return PLACEMENT_OK;
out:
  plm_distribution_clear(to);
  return PLACEMENT_ERROR_MEMORY;
}

static double free_tail(const plm_distribution *d, double x, bool upper, bool before)
{
  switch (d->kind) {
  case PLM_CONSTANT:
  case PLM_EMPIRICAL:
  case PLM_QUANTILES:
    return plm_stepped_tail(d, x, upper, before);
  case PLM_MIXTURE:
    return plm_mixture_tail(d, x, upper, before);
  default:
    return plm_smooth_tail(d, x, upper);
  }
}

static double free_quantile(const plm_distribution *d, double p, bool upper)
{
  switch (d->kind) {
  case PLM_CONSTANT:
  case PLM_EMPIRICAL:
  case PLM_QUANTILES:
    return plm_stepped_quantile(d, p, upper);
  case PLM_MIXTURE:
    return plm_mixture_quantile(d, p, upper);
  default:
    return plm_smooth_quantile(d, p, upper);
  }
}

static bool is_bounded(const plm_distribution *d)
{
  return d->lower > -INFINITY || d->upper < INFINITY;
}

/* What is left is computed from the smaller parts. */
void plm_set_bounds(plm_distribution *d, double lower, double upper)
{
  d->lower = lower;
  d->upper = upper;
  d->below = lower > -INFINITY ? free_tail(d, lower, false, true) : 0;
  d->above = upper < INFINITY ? free_tail(d, upper, true, false) : 0;
  if (d->below > 0.5)
    d->left = free_tail(d, lower, true, true) - d->above;
  else if (d->above > 0.5)
    d->left = free_tail(d, upper, false, false) - d->below;
  else
    d->left = 1 - d->below - d->above;
}

double plm_tail(const plm_distribution *d, double x, bool upper, bool before)
{
  double part;
  if (x == INFINITY || x == -INFINITY)
    return (x > 0) != upper ? 1 : 0;
  if (!is_bounded(d))
    return free_tail(d, x, upper, before);
  if (x < d->lower || (before && x <= d->lower))
    return upper ? 1 : 0;
  if (x > d->upper || (!before && x >= d->upper))
    return upper ? 0 : 1;
  if (upper) /* between x and the upper bound */
    part = d->above > 0.5 ? free_tail(d, d->upper, false, false) - free_tail(d, x, false, before)
                          : free_tail(d, x, true, before) - d->above;
  else
    part = d->below > 0.5 ? free_tail(d, d->lower, true, true) - free_tail(d, x, true, before)
                          : free_tail(d, x, false, before) - d->below;
  part /= d->left;
  return part < 0 ? 0 : part > 1 ? 1 : part;
}

double plm_tail_quantile(const plm_distribution *d, double p, bool upper)
{
  double near, far, x;
  if (!is_bounded(d))
    return free_quantile(d, p, upper);
  near = (upper ? d->above : d->below) + p * d->left;
  far = (upper ? d->below : d->above) + (1 - p) * d->left;
  x = near <= 0.5 ? free_quantile(d, near, upper) : free_quantile(d, far, !upper);
  return x < d->lower ? d->lower : x > d->upper ? d->upper : x;
}

static double scaled_tail(const plm_distribution *d, double x, bool upper, bool before)
{
  if (d->scale == 0)
    return (before ? x > 0 : x >= 0) != upper ? 1 : 0;
  return plm_tail(d, x / d->scale, upper, before);
}

/* A scale of 0 makes 0 of infinity too. */
static double scaled(const plm_distribution *d, double x)
{
  return d->scale == 0 ? 0 : d->scale * x;
}

double plm_distribution_below(const plm_distribution *d, double x)
{
  return scaled_tail(d, x, false, false);
}

double plm_distribution_above(const plm_distribution *d, double x)
{
  return scaled_tail(d, x, true, false);
}

double plm_distribution_strictly_below(const plm_distribution *d, double x)
{
  return scaled_tail(d, x, false, true);
}

double plm_distribution_at_least(const plm_distribution *d, double x)
{
  return scaled_tail(d, x, true, true);
}

double plm_distribution_quantile(const plm_distribution *d, double u)
{
  return scaled(d, u <= 0.5 ? plm_tail_quantile(d, u, false) : plm_tail_quantile(d, 1 - u, true));
}

double plm_distribution_quantile_upper(const plm_distribution *d, double one_minus_u)
{
  return scaled(d, one_minus_u <= 0.5 ? plm_tail_quantile(d, one_minus_u, true)
                                      : plm_tail_quantile(d, 1 - one_minus_u, false));
}

/* The lowest value without bounds, or the highest. */
static double free_end(const plm_distribution *d, bool highest)
{
  double end;
  switch (d->kind) {
  case PLM_CONSTANT:
    return d->a[0];
  case PLM_UNIFORM:
  case PLM_BETA:
    return d->a[highest ? 1 : 0];
  case PLM_TRIANGULAR:
    return d->a[highest ? 2 : 0];
  case PLM_NORMAL:
    return highest ? INFINITY : -INFINITY;
  case PLM_LOGNORMAL:
  case PLM_GAMMA:
  case PLM_WEIBULL:
  case PLM_EXPONENTIAL:
    return highest ? INFINITY : 0;
  case PLM_EMPIRICAL:
  case PLM_QUANTILES:
    return d->x[highest ? d->count - 1 : 0];
  case PLM_MIXTURE:
    end = highest ? -INFINITY : INFINITY;
    for (size_t i = 0; i < d->count; i++) {
      double of = highest ? plm_distribution_max(&d->of[i]) : plm_distribution_min(&d->of[i]);
      if (highest ? of > end : of < end)
        end = of;
    }
    return end;
  }
  return NAN;
}

double plm_end(const plm_distribution *d, bool highest)
{
  return highest ? fmin(free_end(d, true), d->upper) : fmax(free_end(d, false), d->lower);
}

double plm_distribution_min(const plm_distribution *d)
{
  return scaled(d, plm_end(d, false));
}

double plm_distribution_max(const plm_distribution *d)
{
  return scaled(d, plm_end(d, true));
}
