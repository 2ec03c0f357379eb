/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What simulation tells of a figure.
 */
#ifndef PLACEMENT_ESTIMATE_H
#define PLACEMENT_ESTIMATE_H

#include <placement/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A figure known by simulation: its standard error, and the two-sided interval that holds the true figure with the
 * probability that was asked for, 95 % where nothing else is said. All in the unit of the figure, and NAN where there
 * are too few values to tell; an end of the interval that the values do not bound is infinite. */
typedef struct placement_estimate {
  double value;
  double se;
  double low;
  double high;
} placement_estimate;

#ifdef __cplusplus
}
#endif

#endif
