/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "distribution/path.h"
#include "distribution/kinds.h"

#include <math.h>

#define WORD 0x1p-32
#define HALF 0x1p31 /* words of a tail */
#define CLOSE 1e-6  /* what is left of such an error after the next step is about its cube */
#define MOST_STEPS 5

/* Where the quantile is a search. */
static bool is_costly(const plm_distribution *d)
{
  return d->kind == PLM_GAMMA || d->kind == PLM_BETA || d->kind == PLM_MIXTURE;
}

/* Derivatives by v from the density at at->x: with s words for each unit of probability, s = -2^32 in the upper tail,
 * x' = 1 / (s f) and x'' = -f' / f x'^2. */
static void set_derivatives(plm_point *at, double density, double change, bool upper)
{
  at->slope = (upper ? -WORD : WORD) / density;
  at->curve = -change * at->slope * at->slope;
  if (!(density > 0 && isfinite(density) && isfinite(at->curve)))
    at->slope = at->curve = NAN;
}

/* The scale on which an error in v is large: the tail itself, or less where the density changes faster. */
static double scale_of(const plm_point *at)
{
  return fmin(at->v, fabs(at->slope / at->curve));
}

/* Whether a knot lies between the two values. Other kinds have theirs at their ends only, or cost little. */
static bool is_parted(const plm_distribution *d, double x, double y)
{
  return d->kind == PLM_MIXTURE &&
         plm_count_below(d->x, d->knots, x, false) != plm_count_below(d->x, d->knots, y, false);
}

/* From the value of the point towards its quantile, by the Taylor series of the quantile function around each value
 * (the method of Halley, but for the form). False if it does not converge at once. */
static bool refine(const plm_distribution *d, plm_point *at, bool upper)
{
  for (int i = 0; i < MOST_STEPS; i++) {
    double change;
    double density = plm_density(d, at->x, &change);
    set_derivatives(at, density, change, upper);
    if (isnan(at->slope))
      return false;
    double off = at->v - plm_tail(d, at->x, upper, false) / WORD;
    double scale = scale_of(at);
    if (!(fabs(off) <= scale / 8))
      return false;
    double x = at->x;
    at->x += off * (at->slope + off * at->curve / 2);
    if (is_parted(d, x, at->x))
      return false;
    at->slope += off * at->curve;
    if (fabs(off) <= CLOSE * scale)
      return true;
  }
  return false;
}

/* Whether the path leads to the point. The slope counts too, because a value alone can be right by chance, as where the
 * path errs on one side of it as much as on the other. */
static bool leads_to(const plm_path *path, const plm_point *at)
{
  double slope;
  double off = plm_path_at(path, at->v, &slope) - at->x;
  double turn = (slope - at->slope) * (at->v - path->start);
  return fabs(off) <= CLOSE * scale_of(at) * fabs(at->slope) && fabs(turn) <= 3 * CLOSE * at->v * fabs(at->slope);
}

/* At the median the tails meet, and need the same value. */
plm_point plm_point_at(const plm_distribution *d, double v, bool upper, const plm_path *path)
{
  double slope, change;
  plm_point at = {.v = v, .x = path != NULL ? plm_path_at(path, v, &slope) / d->scale : NAN};
  if (v >= HALF || !is_costly(d) || !refine(d, &at, upper)) {
    at.x = plm_tail_quantile(d, v * WORD, upper && v < HALF);
    double density = plm_density(d, at.x, &change);
    set_derivatives(&at, density, change, upper);
  }
  at.x *= d->scale;
  at.slope *= d->scale;
  at.curve *= d->scale;
  at.foreseen = path != NULL && leads_to(path, &at);
  return at;
}

plm_path plm_path_ahead(const plm_point *from)
{
  return (plm_path){from->v, 1, {from->x, from->slope, from->curve / 2}};
}

plm_path plm_path_between(const plm_point *from, const plm_point *to)
{
  double h = to->v - from->v;
  double b = from->slope * h, c = from->curve * h * h / 2;
  double value = to->x - from->x - b - c; /* what is missing at the end: value, derivative and half the second */
  double first = to->slope * h - b - 2 * c;
  double second = to->curve * h * h / 2 - c;
  return (plm_path){from->v,
                    h,
                    {from->x, b, c, 10 * value - 4 * first + second, -15 * value + 7 * first - 2 * second,
                     6 * value - 3 * first + second}};
}

double plm_path_at(const plm_path *path, double v, double *slope)
{
  const double *c = path->c;
  double t = (v - path->start) / path->width;
  *slope = (c[1] + t * (2 * c[2] + t * (3 * c[3] + t * (4 * c[4] + t * 5 * c[5])))) / path->width;
  return c[0] + t * (c[1] + t * (c[2] + t * (c[3] + t * (c[4] + t * c[5]))));
}
