/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/root.h"

#include "base/error.h"
#include "base/memory.h"

#include <float.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_roots.h>
#include <math.h>
#include <stdlib.h>

enum { STEPS_MOST = 200 };

/* A change of sign that is being narrowed. */
typedef struct bracket {
  plm_curve curve;
  void *context;
  placement_error *err;
  double x[2], y[2]; /* the ends of the scan, at which the function is known */
  plm_root found;    /* the narrowest bracket so far */
  placement_status status;
  int undefined;
} bracket;

/* For GSL, which must never see a number that is not finite: after a failure everything is 0, which ends its search. */
static double evaluate(double x, void *parameters)
{
  bracket *b = parameters;
  plm_root *f = &b->found;
  double y = 0;
  if (x == b->x[0] || x == b->x[1])
    return b->y[x == b->x[1]];
  if (b->status != PLACEMENT_OK || b->undefined)
    return 0;
  b->status = b->curve(b->context, x, &y, b->err);
  b->undefined = !isfinite(y);
  if (b->status != PLACEMENT_OK || b->undefined)
    return 0;
  if (!(x > f->low && x < f->high))
    return y;
  if (y == 0 || (y > 0) == (f->y_low > 0)) {
    f->low = x;
    f->y_low = y;
  }
  if (y == 0 || (y > 0) == (f->y_high > 0)) {
    f->high = x;
    f->y_high = y;
  }
  return y;
}

static int is_narrow(const plm_root *f, double tolerance)
{
  return f->high - f->low <= fmax(tolerance, 4 * DBL_EPSILON * fmax(fabs(f->low), fabs(f->high)));
}

/* Brent's method comes closer from one side, so that the bracket stays wide when the root is known well: one look a
 * tolerance further across closes it. `solver` is without the allocation of GSL, which would end the process when
 * memory is exhausted. */
static placement_status narrow(bracket *b, double tolerance, gsl_root_fsolver *solver)
{
  gsl_function function = {evaluate, b};
  double last = NAN;
  gsl_root_fsolver_set(solver, &function, b->x[0], b->x[1]);
  for (int step = 0; step < STEPS_MOST; step++) {
    if (b->status != PLACEMENT_OK || b->undefined || is_narrow(&b->found, tolerance))
      return b->status;
    gsl_root_fsolver_iterate(solver);
    double root = gsl_root_fsolver_root(solver);
    if (fabs(root - last) <= tolerance / 2 && !is_narrow(&b->found, tolerance))
      evaluate(root == b->found.low ? root + tolerance : root - tolerance, b);
    last = root;
  }
  return plm_fail(b->err, PLACEMENT_ERROR_NUMERIC, "no root could be closed in on after %d steps", STEPS_MOST);
}

static double point_of(const plm_root_search *search, size_t i)
{
  double share = (double)i / (double)(search->points - 1);
  return i == search->points - 1 ? search->high : search->low + share * (search->high - search->low);
}

placement_status plm_find_roots(plm_curve curve, void *context, const plm_root_search *search, plm_root *roots,
                                size_t *count, placement_error *err)
{
  placement_status status = PLACEMENT_OK;
  size_t found = 0;
  double before = NAN;
  gsl_root_fsolver solver = {.type = gsl_root_fsolver_brent};
  solver.state = plm_new_array(1, solver.type->size);
  if (solver.state == NULL)
    return plm_fail_memory(err);
  for (size_t i = 0; i < search->points; i++) {
    double x = point_of(search, i), y = NAN;
    status = curve(context, x, &y, err);
    if (status != PLACEMENT_OK)
      goto out;
    if (y == 0 && before == 0) {
      roots[found - 1].high = x;
      roots[found - 1].x = (roots[found - 1].low + x) / 2;
    } else if (y == 0) {
      roots[found++] = (plm_root){x, x, x, 0, 0};
    } else if (isfinite(y) && isfinite(before) && before != 0 && (y > 0) != (before > 0)) {
      double from = point_of(search, i - 1);
      bracket b = {curve, context, err, {from, x}, {before, y}, {from, from, x, before, y}, PLACEMENT_OK, 0};
      status = narrow(&b, search->tolerance, &solver);
      if (status != PLACEMENT_OK)
        goto out;
      b.found.x = fabs(b.found.y_low) <= fabs(b.found.y_high) ? b.found.low : b.found.high;
      if (!b.undefined)
        roots[found++] = b.found;
    }
    before = y;
  }
  *count = found;
out:
  free(solver.state);
  return status;
}

plm_estimate plm_root_estimate(double x, double slope, double se, double level)
{
  if (slope == 0)
    return (plm_estimate){x, INFINITY, -INFINITY, INFINITY};
  double error = se / fabs(slope), half = gsl_cdf_ugaussian_Qinv((1 - level) / 2) * error;
  return (plm_estimate){x, error, x - half, x + half};
}
