/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Control variates: numbers of a replication whose expectation is known to be 0, given the inputs drawn for it, so that
 * what they come to by chance can be taken out of means (summary/adjusted.h).
 *
 * - Nights of need less those expected. A child of group g who arrives on day a has the sum of P(need >= r nights),
 *   1 <= r <= days - a, of them: that is the M/G/infinity queue with whole days. The probabilities are those of the
 *   quantile tables, counted in words, so the expectation is that of what is drawn.
 * - What external placements cost beyond the mean of the fees that they were drawn from. Whoever lives where and for
 *   how long does not depend on fees, so each night adds an amount with expectation 0. Where children return by highest
 *   fee, a fee decides nothing before its child may return: nights from then on are left out, and so is the notice.
 * - Arrivals less those expected.
 *
 * Groups whose needs are uncertain have no nights in the first: what they would be is not computed anew for each draw.
 */
#ifndef PLM_PLAN_CONTROLS_H
#define PLM_PLAN_CONTROLS_H

#include "plan/plan.h"

enum { PLM_CONTROL_NIGHTS, PLM_CONTROL_FEES, PLM_CONTROL_ARRIVALS };

/* What an outcome holds of them: whole numbers of these units. Fees are in pence. */
#define PLM_CONTROL_NIGHT 0x1p10   /* of nights of need */
#define PLM_CONTROL_ARRIVAL 0x1p20 /* of arrivals */

/* Computes what the expected nights of each group are made of; the plan has its groups. */
placement_status plm_controls_init(placement_plan *plan, placement_error *err);

/* Expected nights and arrivals with the rates of the plan as they are; after the rates have changed. */
void plm_controls_expect(placement_plan *plan);

/* Where the controls begin in an outcome. */
static inline size_t plm_control_cell(const placement_plan *plan)
{
  return plan->cell_count + 2 * plan->calendar.month_count;
}

/* The mean of fees as they are drawn. It is rounded as they are, so that sums of differences are exact as well. */
static inline double plm_mean_fee(const plm_quantile_table *table)
{
  if (table->constant)
    return table->value;
  return table->nodes != NULL ? table->mean + PLM_FEE_ROUNDER - PLM_FEE_ROUNDER : table->mean;
}

/* The controls of a replication, written to cells[0], cells[stride], ...; `excess` has fees less mean fees, times
 * nights, of each year; `nights` are of groups with known nights only. */
void plm_controls_write(const placement_plan *plan, int64_t arrivals, int64_t nights, const double *excess,
                        int64_t *cells, size_t stride);

#endif
