/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Uncertain inputs: a plan of its own for each thread, whose numbers are drawn anew for each replication.
 *
 * Inputs are correlated by a Gaussian copula (copula.h), whose normal deviates give the probabilities whose quantiles
 * are drawn. An input that is not correlated with others keeps its own draw.
 */
#ifndef PLM_PLAN_VARY_H
#define PLM_PLAN_VARY_H

#include "plan/plan.h"
#include "scenario/inputs.h"

typedef struct plm_varied plm_varied;

/* A plan like `base`, which must have uncertain inputs and outlive it. */
placement_status plm_varied_new(const placement_plan *base, plm_varied **varied, placement_error *err);
void plm_varied_free(plm_varied *varied);

/* The plan as it was last drawn; owned by `varied`. */
const placement_plan *plm_varied_plan(const plm_varied *varied);

/* Inputs that are not drawn as in their replication, in the order of the scenario; either may be NULL. */
typedef struct plm_redraw {
  const uint64_t *shifts;      /* an input is drawn as in the replication so many further on, */
  const double *probabilities; /* or it has the quantile of this probability, above 0 and below 1, unless that is NAN */
} plm_redraw;

/* From now on; what is correlated follows (copula.h). Copies what it needs. */
void plm_varied_redraw(plm_varied *varied, const plm_redraw *redraw);

/* Draws the inputs of a replication and compiles again what depends on them. PLACEMENT_ERROR_SCENARIO if a draw makes a
 * distribution unsound, PLACEMENT_ERROR_LIMIT if more arrivals are expected than PLACEMENT_LIMIT_ARRIVALS. */
placement_status plm_varied_draw(plm_varied *varied, uint64_t seed, uint32_t replication, placement_error *err);

/* An uncertain input as it was last drawn. */
typedef struct plm_drawn {
  const plm_input *input;
  plm_uncertain_as as;
  double drawn; /* value, factor or what is added */
  double value; /* what the input was set to; of a distribution its scale */
} plm_drawn;

size_t plm_varied_count(const plm_varied *varied);
plm_drawn plm_varied_drawn(const plm_varied *varied, size_t i);

#endif
