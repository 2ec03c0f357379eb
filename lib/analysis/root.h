/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a function of one variable that is known by simulation is 0. Under common random numbers it is deterministic,
 * but it may have steps, more roots than one, or none. Safe from any thread if the curve is.
 */
#ifndef PLM_ANALYSIS_ROOT_H
#define PLM_ANALYSIS_ROOT_H

#include "analysis/estimate.h"

#include <placement/base.h>

/* Writes the function at x to `y`, NAN where it is undefined; the same for the same x each time. */
typedef placement_status (*plm_curve)(void *context, double x, double *y, placement_error *err);

typedef struct plm_root_search {
  double low, high; /* the range, finite, low < high */
  size_t points;    /* at which the range is scanned, evenly and at its ends: 2 or more. Two roots between neighbouring
                       points are missed. */
  double tolerance; /* above 0, in the unit of x: brackets are narrowed to this, or to what doubles can tell apart */
} plm_root_search;

/* A root within [low, high], where the function changes sign, from y_low to y_high: `x` is the end at which it is
 * closer to 0. If both stay away from 0 however narrow the bracket, the function steps over it. Where it is 0 at
 * neighbouring points of the scan, they are one root from the first to the last of them, y_low and y_high are 0, and x
 * is in the middle. */
typedef struct plm_root {
  double x;
  double low, high;
  double y_low, y_high;
} plm_root;

/* Finds the roots in ascending order: those at points of the scan, and one by Brent's method (gsl_root_fsolver_brent;
 * Brent, Algorithms for Minimization without Derivatives, 1973, chapter 4) for each change of sign between neighbouring
 * ones. `roots` has room for `points` of them; `count` is 0 if there are none. Beside points at which the function is
 * undefined, or where a search meets one, no root is reported. Besides PLACEMENT_ERROR_MEMORY, the errors are those of
 * the curve, and PLACEMENT_ERROR_NUMERIC if 200 steps do not narrow a bracket enough. */
placement_status plm_find_roots(plm_curve curve, void *context, const plm_root_search *search, plm_root *roots,
                                size_t *count, placement_error *err);

/* The root x of a function whose standard error there is `se`, by the delta method (Asmussen and Glynn, Stochastic
 * Simulation, 2007, III.3): se / |slope|, and a normal interval. Unbounded if the slope is 0. */
plm_estimate plm_root_estimate(double x, double slope, double se, double level);

#endif
