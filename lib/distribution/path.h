/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The way of a quantile function from point to point, as a function of the distance v from an end, in words (see
 * quantile_table.h). Private to lib/distribution.
 */
#ifndef PLM_PATH_H
#define PLM_PATH_H

#include "distribution/distribution.h"

/* A quantile, with the first and the second derivative by v; these are NAN where there are none, and may be those of
 * the other side where the density jumps. */
typedef struct plm_point {
  double v;
  double x, slope, curve;
  bool foreseen; /* the path that led here was right, to a millionth of the tail or less */
} plm_point;

/* A polynomial of degree five, c[0] + c[1] t + c[2] t^2 + ..., where t = (v - start) / width. */
typedef struct plm_path {
  double start, width;
  double c[6];
} plm_path;

/* The quantile at v words from the upper or lower end of d, scaled. A path that leads there, more or less, makes it
 * cheap; NULL: none. */
plm_point plm_point_at(const plm_distribution *d, double v, bool upper, const plm_path *path);

/* From `from`, with its derivatives only. */
plm_path plm_path_ahead(const plm_point *from);

/* With values and both derivatives of two points at its ends. Between the points it is about 500 times as exact as
 * beyond, at the same distance again: it serves to check on one side what it promises on the other. */
plm_path plm_path_between(const plm_point *from, const plm_point *to);

/* NAN if derivatives are missing. */
double plm_path_at(const plm_path *path, double v, double *slope);

#endif
