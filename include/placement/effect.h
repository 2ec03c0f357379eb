/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a change of the scenario does, with the same children before and after it.
 */
#ifndef PLACEMENT_EFFECT_H
#define PLACEMENT_EFFECT_H

#include <placement/estimate.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The effect in one financial year or over the horizon: one scenario less another, replication by replication (common
 * random numbers), with standard errors of the paired differences and 95 % intervals of Student's t (Law, Simulation
 * Modeling and Analysis, 5th edition 2015, 10.2.1). `cost` is the sum of `capital` and `revenue`, all in pounds.
 * Probabilities have the interval of Wilson (1927). `local_share` and `occupancy` are differences of ratios of means,
 * with standard errors by the delta method; NAN where a ratio is not defined in one of the scenarios. */
typedef struct placement_effect {
  placement_estimate cost;        /* cost.total */
  placement_estimate capital;     /* cost.capital */
  placement_estimate revenue;     /* cost.revenue: the sum of the next three */
  placement_estimate homes;       /* cost.in_house: the homes, their phases and the programme, less capital */
  placement_estimate external;    /* cost.external */
  placement_estimate other;       /* cost.step_down less income.sold_beds */
  placement_estimate higher;      /* probability that cost.total is higher */
  placement_estimate lower;       /* probability that it is lower; equal in the replications that are left */
  placement_estimate nights_open; /* beds.open, bed-nights */
  placement_estimate in_house;    /* children.in_house: children in homes on an average night */
  placement_estimate local_share; /* children.local_share */
  placement_estimate occupancy;   /* occupancy */
  placement_estimate moves;       /* moves */
} placement_effect;

#ifdef __cplusplus
}
#endif

#endif
