/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From the sums of PLM_LANES replications to their outcomes. Included by kernels, so that loops over lanes are vectors
 * of their instruction set.
 */
#ifndef PLM_MODEL_LANES_SETTLE_H
#define PLM_MODEL_LANES_SETTLE_H

#include "base/money.h"
#include "model/lanes.h"
#include "plan/controls.h"

#include <string.h>

/* The lanes of a cell. */
static inline int64_t *lanes_of(const plm_lane_job *job, int64_t *batch, size_t base, size_t column)
{
  return &batch[plm_cell(job->plan, base, column) * PLM_LANES];
}

static inline int64_t without_children(const plm_lane_job *job, size_t base, size_t column)
{
  return job->childless[plm_cell(job->plan, base, column)];
}

static inline void copy_lanes(int64_t *to, const int64_t *from)
{
  memcpy(to, from, PLM_LANES * sizeof *to);
}

/* What sums up to the end of a year have that those up to its beginning have not: exact, as are all sums of fees. */
static plm_lane_year within_year(const plm_lane_year *year, size_t y)
{
  plm_lane_year within = year[0];
  if (y > 0)
    for (size_t lane = 0; lane < PLM_LANES; lane++) {
      within.fees[lane] -= year[-1].fees[lane];
      within.counted[lane] -= year[-1].counted[lane];
    }
  return within;
}

static void settle_money(const plm_lane_job *job, size_t y, const double *fees, int64_t *batch)
{
  const placement_plan *plan = job->plan;
  const int64_t all = without_children(job, PLM_COST_TOTAL, y), revenue = without_children(job, PLM_COST_REVENUE, y);
  const double index = plan->external_index[y], real = plan->real_factors[y], present = plan->present_factors[y];
  int64_t paid[PLM_LANES], cells[4][PLM_LANES];
  for (size_t lane = 0; lane < PLM_LANES; lane++)
    paid[lane] = plm_pence(fees[lane] / 7 * index);
  for (size_t lane = 0; lane < PLM_LANES; lane++) {
    cells[0][lane] = all + paid[lane];
    cells[1][lane] = revenue + paid[lane];
    cells[2][lane] = plm_pence((double)(all + paid[lane]) / 100 * real);
    cells[3][lane] = plm_pence((double)(all + paid[lane]) / 100 * present);
  }
  copy_lanes(lanes_of(job, batch, PLM_COST_EXTERNAL_STANDARD, y), paid);
  copy_lanes(lanes_of(job, batch, PLM_COST_EXTERNAL, y), paid);
  copy_lanes(lanes_of(job, batch, PLM_COST_TOTAL, y), cells[0]);
  copy_lanes(lanes_of(job, batch, PLM_COST_REVENUE, y), cells[1]);
  copy_lanes(lanes_of(job, batch, PLM_COST_REAL, y), cells[2]);
  copy_lanes(lanes_of(job, batch, PLM_COST_NET_PRESENT, y), cells[3]);
}

static void settle_counts(const plm_lane_job *job, size_t y, const int32_t *counted, int64_t *batch)
{
  int64_t arrivals[PLM_LANES], external[PLM_LANES];
  for (size_t lane = 0; lane < PLM_LANES; lane++) {
    external[lane] = counted[lane] >> PLM_LANE_SHIFT;
    arrivals[lane] = (counted[lane] & (PLM_LANE_EXTERNAL - 1)) + external[lane];
  }
  copy_lanes(lanes_of(job, batch, PLM_ARRIVALS, y), arrivals);
  copy_lanes(lanes_of(job, batch, PLM_PLACEMENTS, y), arrivals);
  copy_lanes(lanes_of(job, batch, PLM_PLACED_EXTERNAL, y), external);
}

static void settle_nights(const plm_lane_job *job, size_t y, const plm_lane_piece *nights, int64_t *batch)
{
  int64_t in_house[PLM_LANES], external[PLM_LANES], in_need[PLM_LANES], unmatched[PLM_LANES], no_demand[PLM_LANES];
  const int64_t open = without_children(job, PLM_BEDS_OPEN, y);
  for (size_t lane = 0; lane < PLM_LANES; lane++) {
    in_house[lane] = nights->in_house[lane];
    external[lane] = nights->external[lane];
    unmatched[lane] = nights->unmatched[lane];
    in_need[lane] = in_house[lane] + external[lane];
    no_demand[lane] = open - in_house[lane] - unmatched[lane];
  }
  copy_lanes(lanes_of(job, batch, PLM_CHILDREN_IN_HOUSE, y), in_house);
  copy_lanes(lanes_of(job, batch, PLM_CHILDREN_EXTERNAL, y), external);
  copy_lanes(lanes_of(job, batch, PLM_CHILDREN_IN_NEED, y), in_need);
  if (job->plan->home_count == 0)
    return;
  copy_lanes(lanes_of(job, batch, PLM_BEDS_OCCUPIED, y), in_house);
  copy_lanes(lanes_of(job, batch, PLM_BEDS_UNMATCHED, y), unmatched);
  copy_lanes(lanes_of(job, batch, PLM_BEDS_NO_DEMAND, y), no_demand);
  copy_lanes(lanes_of(job, batch, PLM_BASE_COUNT + PLM_HOME_BEDS_OCCUPIED, y), in_house);
  copy_lanes(lanes_of(job, batch, PLM_BASE_COUNT + PLM_HOME_BEDS_UNMATCHED, y), unmatched);
  copy_lanes(lanes_of(job, batch, PLM_BASE_COUNT + PLM_HOME_BEDS_NO_DEMAND, y), no_demand);
}

/* Pieces are months, cut where a financial year begins. */
static void settle_months(const plm_lane_job *job, const plm_lane_sums *sums, plm_lane_piece *of_years, int64_t *batch)
{
  const placement_plan *plan = job->plan;
  const plm_calendar *calendar = &plan->calendar;
  int64_t *in_house = &batch[plan->cell_count * PLM_LANES];
  int64_t *external = in_house + calendar->month_count * PLM_LANES;
  size_t y = 0, month = 0;
  memset(of_years, 0, calendar->year_count * sizeof *of_years);
  for (size_t p = 0; p < plan->piece_count; p++) {
    const plm_lane_piece *piece = &sums->pieces[p];
    const bool goes_on = plan->piece_start[p] > calendar->month_start[month];
    int64_t *in_month = &in_house[month * PLM_LANES], *out_month = &external[month * PLM_LANES];
    plm_lane_piece *of_year = &of_years[y];
    for (size_t lane = 0; lane < PLM_LANES; lane++) {
      in_month[lane] = (goes_on ? in_month[lane] : 0) + piece->in_house[lane];
      out_month[lane] = (goes_on ? out_month[lane] : 0) + piece->external[lane];
    }
    for (size_t lane = 0; lane < PLM_LANES; lane++) {
      of_year->in_house[lane] += piece->in_house[lane];
      of_year->external[lane] += piece->external[lane];
      of_year->unmatched[lane] += piece->unmatched[lane];
    }
    y += plan->piece_start[p + 1] >= calendar->year_start[y + 1];
    month += plan->piece_start[p + 1] >= calendar->month_start[month + 1];
  }
}

static void settle_horizon(const plm_lane_job *job, int64_t *batch)
{
  for (size_t base = 0; base < job->plan->base_count; base++) {
    if (!job->changes[plm_cell(job->plan, base, 0)])
      continue;
    const int64_t *years = lanes_of(job, batch, base, 0);
    int64_t horizon[PLM_LANES] = {0};
    for (size_t y = 0; y < job->year_count; y++)
      for (size_t lane = 0; lane < PLM_LANES; lane++)
        horizon[lane] += years[y * PLM_LANES + lane];
    copy_lanes(lanes_of(job, batch, base, job->year_count), horizon);
  }
}

static void settle(const plm_lane_job *job, const plm_lane_sums *sums, int64_t *batch)
{
  const plm_quantile_table *fee = job->plan->groups[0].fee;
  const double mean_fee = plm_mean_fee(fee);
  plm_lane_piece nights[PLM_LANES_MOST_YEARS];
  double excess[PLM_LANES_MOST_YEARS][PLM_LANES]; /* exact, as are sums of fees; 0 if the fee is constant */
  settle_months(job, sums, nights, batch);
  for (size_t y = 0; y < job->year_count; y++) {
    const plm_lane_year year = within_year(&sums->years[y], y);
    settle_money(job, y, year.fees, batch);
    settle_counts(job, y, year.counted, batch);
    settle_nights(job, y, &nights[y], batch);
    for (size_t lane = 0; lane < PLM_LANES; lane++)
      excess[y][lane] = fee->constant ? 0 : year.fees[lane] - mean_fee * nights[y].external[lane];
  }
  settle_horizon(job, batch);
  plm_controls_write(job->plan, PLM_LANES, lanes_of(job, batch, PLM_ARRIVALS, job->year_count),
                     lanes_of(job, batch, PLM_CHILDREN_IN_NEED, 0), excess[0],
                     &batch[plm_control_cell(job->plan) * PLM_LANES]);
}

#endif
