/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PLM_ANALYSIS_ESTIMATE_H
#define PLM_ANALYSIS_ESTIMATE_H

/* A figure known by simulation: its standard error, and the two-sided interval that holds the true figure with the
 * probability that was asked for. All in the unit of the figure, and NAN where there are too few values to tell; an end
 * of the interval that the values do not bound is infinite. */
typedef struct plm_estimate {
  double value;
  double se;
  double low;
  double high;
} plm_estimate;

#endif
