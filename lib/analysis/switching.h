/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a search for switching values is made of.
 */
#ifndef PLM_ANALYSIS_SWITCHING_H
#define PLM_ANALYSIS_SWITCHING_H

#include "analysis/root.h"

#include <placement/samples.h>
#include <placement/switching.h>

#include <stdbool.h>

#define PLM_SWITCHING_LEVEL 0.95

/* Figures that are estimated at each point: the one that is asked for, then what else is told of a point. */
#define PLM_SWITCHING_FIGURES 12

/* A point, and the figures of both sides. */
typedef struct plm_switching_known {
  placement_switching_point point;
  plm_estimate figures[2][PLM_SWITCHING_FIGURES];
} plm_switching_known;

struct placement_switching {
  placement_plan *plan, *other_plan; /* of the scenarios as they are; the other NULL if there is none */
  size_t input_count;
  char **pointers;
  char **labels; /* what people call them */
  placement_input *inputs;
  int32_t as; /* PLACEMENT_CHANGE_... */
  bool whole; /* only whole amounts */
  bool both;
  bool other_same; /* `against` has the same inputs with the same values, which stay as they are */
  bool uncertain;  /* an input is */
  size_t column;
  double target;
  double low, high;
  placement_run_options options;
  size_t metrics[PLM_SWITCHING_FIGURES]; /* of the figures, as numbered by the plan */
  size_t scan_count;
  plm_switching_known *scan;
  char unsound[512]; /* why some amounts of the scan are undefined; "" if none are */
  size_t count;
  placement_switch *switches;
  plm_switching_known *places; /* as it is, then at each switching value */
};

/* Reads the inputs and the range of the question, which must have been checked for NULL, into `s`. */
placement_status plm_switching_read(placement_switching *s, const placement_scenario *scenario,
                                    const placement_switching_question *question, placement_error *err);

/* The value that the inputs have in common, 1 as a factor and 0 as what is added; NAN if they have none. */
double plm_switching_present(const placement_switching *s);

/* A figure as a ratio of sums over replications: numbers are over 1. */
typedef struct plm_switching_ratio {
  size_t numerator, denominators[2]; /* positions among those sampled */
  size_t denominator_count;
  double times;
} plm_switching_ratio;

/* One side of a comparison, as sampled. */
typedef struct plm_switching_side {
  size_t metrics[PLM_SWITCHING_FIGURES];
  plm_switching_ratio ratios[PLM_SWITCHING_FIGURES];
  size_t sampled_count;
  placement_figure sampled[3 * PLM_SWITCHING_FIGURES];
  double nights[3 * PLM_SWITCHING_FIGURES]; /* what averages over nights are multiplied by for sums; otherwise 1 */
  double *values;                           /* of each replication */
} plm_switching_side;

/* Finds the figures in a plan: `metric` and those that are told of a point. */
void plm_switching_side_init(plm_switching_side *side, const placement_plan *plan, size_t metric, size_t column);

/* The estimates of n replications that both sides have sampled, and the difference of the first figures. Student's
 * intervals. */
void plm_switching_pair(const plm_switching_side *sides, uint64_t n, plm_switching_known *known);

/* An estimate from n replications, with a Student's interval; NAN for one replication. */
plm_estimate plm_switching_estimate(double value, double se, uint64_t n);

/* The simulated points of the curve, kept so that none is simulated twice. Zeroed and cleared as a whole. */
typedef struct plm_switching_curve {
  placement_switching *s;
  const placement_scenario *scenario, *other;
  placement_change *changes;
  plm_switching_side sides[2];
  bool other_sampled; /* it is the same at all amounts */
  uint64_t pilot;     /* replications that are tried first */
  double critical;    /* standard errors at which a difference is significant */
  size_t count, capacity;
  plm_switching_known *points;
  uint64_t done, expected; /* replications, for progress */
} plm_switching_curve;

placement_status plm_switching_curve_init(plm_switching_curve *c, placement_switching *s,
                                          const placement_scenario *scenario, const placement_scenario *other,
                                          placement_error *err);
void plm_switching_curve_clear(plm_switching_curve *c);

/* The point at `amount` with all replications, or as the scenarios are if it is NAN. It is undefined, and s->unsound
 * says why, if the scenario cannot have it. */
placement_status plm_switching_know(plm_switching_curve *c, double amount, plm_switching_known *known,
                                    placement_error *err);
placement_status plm_switching_point_at(plm_switching_curve *c, double amount, placement_switching_point *point,
                                        placement_error *err);

/* The same, or that of fewer replications where these tell the sign. */
placement_status plm_switching_glance(plm_switching_curve *c, double amount, plm_switching_known *known,
                                      placement_error *err);

/* Describes the switching value at a root, with an interval from points around it. */
placement_status plm_switching_describe(plm_switching_curve *c, const plm_root_search *search, const plm_root *root,
                                        placement_switch *found, placement_error *err);

#endif
