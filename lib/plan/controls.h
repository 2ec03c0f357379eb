/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Control variates: numbers of a replication whose expectation is known to be 0, so that what they come to by chance
 * can be taken out of means (summary/adjusted.h). Of the first three it is 0 given the inputs drawn.
 *
 * - Nights of need of each financial year less those expected. A child of group g who arrives on day a has the sum
 *   of P(need >= r nights), 1 <= r <= days - a, of them: that is the M/G/infinity queue with whole days. The
 *   probabilities are those of the quantile tables, counted in words, so the expectation is that of what is drawn.
 * - What external placements of each year cost beyond the mean of the fees that they were drawn from. Whoever lives
 *   where and for how long does not depend on fees, so each night adds an amount with expectation 0. Where children
 *   return by highest fee, a fee decides nothing before its child may return: nights from then on are left out, and
 *   so is the notice.
 * - Arrivals less those expected.
 * - Each uncertain input less its mean, for the first PLM_INPUT_CONTROLS_MOST by digest. One that is correlated by 1
 *   with an earlier one says nothing new and has no control.
 *
 * Groups whose needs are uncertain have no nights in the first: what they would be is not computed anew for each draw.
 */
#ifndef PLM_PLAN_CONTROLS_H
#define PLM_PLAN_CONTROLS_H

#include "base/money.h"
#include "plan/plan.h"

/* What an outcome holds of them, in this order, nights and fees by year: whole numbers of these units. Fees are in
 * pence. */
#define PLM_CONTROL_NIGHT 0x1p10   /* of nights of need */
#define PLM_CONTROL_ARRIVAL 0x1p20 /* of arrivals */
#define PLM_CONTROL_INPUT 0x1p24   /* of the range of draws of an input */

/* Counts the controls and computes what the expected nights of each group are made of; the plan has its groups. */
placement_status plm_controls_init(placement_plan *plan, const placement_scenario *scenario, placement_error *err);

/* Expected nights and arrivals with the rates of the plan as they are; after the rates have changed. */
void plm_controls_expect(placement_plan *plan);

/* Whether the input `i`, of `count` with this correlation matrix, has a control. */
bool plm_input_has_control(const double *correlation, size_t count, size_t i);

/* The control of an input with these quantiles that is drawn so. */
int64_t plm_input_control(const plm_quantile_table *table, double drawn);

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

/* The nearest whole number, upwards from the middle. */
static inline int64_t plm_nearest(double x)
{
  int64_t whole = (int64_t)(x + 0.5);
  return (double)whole > x + 0.5 ? whole - 1 : whole;
}

/* The controls of replications, PLM_BATCH or fewer, of which control k of number i is written to cells[k * lanes + i].
 * Of each financial year, nights[y * lanes + i] are of groups with known nights only, and `excess` has fees less mean
 * fees, times nights. */
static inline void plm_controls_write(const placement_plan *plan, size_t lanes, const int64_t *arrivals,
                                      const int64_t *nights, const double *excess, int64_t *cells)
{
  size_t years = plan->control_years, all = plan->calendar.year_count;
  for (size_t c = 0; c < years; c++) {
    size_t end = c + 1 < years ? c + 1 : all;
    const double expected = plan->expected_nights[c];
    int64_t in_need[PLM_BATCH] = {0};
    double pounds[PLM_BATCH] = {0};
    for (size_t y = c; y < end; y++) {
      const double index = plan->external_index[y];
      for (size_t i = 0; i < lanes; i++) {
        in_need[i] += nights[y * lanes + i];
        pounds[i] += excess[y * lanes + i] / 7 * index;
      }
    }
    for (size_t i = 0; i < lanes; i++) {
      cells[c * lanes + i] = plm_nearest(((double)in_need[i] - expected) * PLM_CONTROL_NIGHT);
      cells[(years + c) * lanes + i] = plm_pence(pounds[i]);
    }
  }
  cells += 2 * years * lanes;
  for (size_t i = 0; i < lanes; i++)
    cells[i] = plm_nearest(((double)arrivals[i] - plan->expected_arrivals) * PLM_CONTROL_ARRIVAL);
  for (size_t k = 2 * years + 1; k < plan->control_count; k++) {
    cells += lanes;
    for (size_t i = 0; i < lanes; i++)
      cells[i] = plan->input_controls[k - 2 * years - 1];
  }
}

#endif
