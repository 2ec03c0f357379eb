/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The names of the metrics, for the figures that a scenario publishes. What they mean is in plan/metrics.h.
 */
#ifndef PLM_SCENARIO_METRIC_NAMES_H
#define PLM_SCENARIO_METRIC_NAMES_H

#include <stdbool.h>

typedef struct plm_metric_name {
  const char *name;
  bool of_home; /* also of single homes, as name@home-id */
  bool on_plan; /* has a figure on the plan basis */
} plm_metric_name;

/* Ends with a name of NULL. */
extern const plm_metric_name plm_metric_names[];

#endif
