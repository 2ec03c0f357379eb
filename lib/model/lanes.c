/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/lanes.h"
#include "base/error.h"
#include "base/memory.h"
#include "base/money.h"
#include "model/model.h"
#include "plan/controls.h"

#include <stdlib.h>
#include <string.h>

struct plm_lanes {
  const placement_plan *plan;
  const plm_kernel *kernel;
  plm_lane_job job;
  plm_lane_sums sums;
  plm_node need, fee; /* if these are constants */
  int64_t *childless; /* the outcome if no child came */
  int64_t *outcomes;  /* of all lanes; what no child changes is written once */
};

static bool is_flat(const plm_quantile_table *table)
{
  return table->constant || table->nodes != NULL;
}

/* Children who differ in need and fee only, and who stay where they are placed. */
static bool group_possible(const plm_plan_group *group)
{
  return group->steady && !group->unserved && group->initial_count == 0 && group->listed_count == 0 &&
         !group->has_until_age && group->suitable_below > UINT32_MAX && group->emergency_below == 0 &&
         group->days_to_ending[0] <= 0 && group->days_to_ending[1] <= 0 && group->step_down_below == 0 &&
         is_flat(group->need) && is_flat(group->fee);
}

/* A home that is open from before day 0 on and takes all children. */
static bool home_possible(const placement_plan *plan, const plm_plan_home *home)
{
  return plan->phases[home->phase].planned_opening < 0 && home->closes >= plan->calendar.days &&
         (home->groups[PLM_PLANNED] & 1U) != 0 && home->turnaround_days == 0 && home->introduction_days == 0 &&
         home->max_stay_days == 0 && home->refused_below == 0 && home->days_to_suspension <= 0 && !home->sells &&
         home->occupied_first == home->occupied_end && home->admission_first == home->admission_end;
}

/* Sums of fees must be exact in any order: they are multiples of 2^-20, and stay far below 2^33. */
static bool sums_possible(const placement_plan *plan, const plm_plan_group *group)
{
  double arrivals = group->pieces[plan->piece_count].before;
  double nights = group->need->mean < plan->calendar.days ? group->need->mean + 1 : plan->calendar.days;
  return arrivals <= PLM_LANE_MOST_ARRIVALS && arrivals * group->fee->mean * nights < 0x1p30;
}

bool plm_lanes_possible(const placement_plan *plan)
{
  return plan->scenario->uncertain_count == 0 && plan->group_count == 1 && plan->home_count <= 1 &&
         plan->calendar.year_count <= PLM_LANES_MOST_YEARS && group_possible(&plan->groups[0]) &&
         (plan->home_count == 0 || home_possible(plan, &plan->homes[0])) && plan->compatible_below[0] > UINT32_MAX &&
         plan->days_to_enhancement <= 0 && plan->minimum_nights == 0 && plan->visits <= 0 && !plan->policy.returns &&
         plan->unit_exponential->nodes != NULL && sums_possible(plan, &plan->groups[0]);
}

static plm_lane_table lane_table(const plm_quantile_table *from, plm_node *constant)
{
  plm_lane_table table = {0};
  (void)plm_lane_table_init(&table, from, constant);
  return table;
}

/* There are never more children at once than this takes them to be, nor beds. */
static int32_t days_at_once(double arrivals)
{
  double children = 128 + 2 * arrivals;
  return (int32_t)(UINT16_MAX / children);
}

placement_status plm_lanes_new(const placement_plan *plan, uint64_t seed, plm_lanes **lanes, placement_error *err)
{
  const plm_plan_group *group = &plan->groups[0];
  const plm_calendar *calendar = &plan->calendar;
  plm_lanes *made = plm_new_array(1, sizeof *made);
  placement_status status = PLACEMENT_OK;
  if (made == NULL)
    return plm_fail_memory(err);
  made->plan = plan;
  (void)plm_kernels(&made->kernel, 1);
  made->job = (plm_lane_job){.key = plm_stream_key(seed, group->digest),
                             .gap = lane_table(plan->unit_exponential, NULL),
                             .need = lane_table(group->need, &made->need),
                             .fee = lane_table(group->fee, &made->fee),
                             .arrivals = group->pieces[plan->piece_count].before,
                             .days_for_each = group->pieces[0].days_for_each,
                             .fee_rounder = group->fee->constant ? 0 : PLM_FEE_ROUNDER,
                             .beds = plan->home_count > 0 ? plan->homes[0].beds : 0,
                             .days = calendar->days,
                             .year_count = calendar->year_count,
                             .year_start = calendar->year_start,
                             .piece_count = plan->piece_count,
                             .piece_start = plan->piece_start,
                             .days_at_once = days_at_once(group->pieces[plan->piece_count].before)};
  made->sums.years = plm_new_vectors(calendar->year_count, sizeof *made->sums.years);
  made->sums.pieces = plm_new_vectors(plan->piece_count, sizeof *made->sums.pieces);
  made->sums.changes = plm_new_vectors(((size_t)calendar->days + 1) * 2 * PLM_LANES, sizeof *made->sums.changes);
  made->childless = plm_new_array(plm_outcome_size(plan), sizeof *made->childless);
  made->outcomes = plm_new_vectors(plm_outcome_size(plan) * PLM_LANES, sizeof *made->outcomes);
  if (made->sums.years == NULL || made->sums.pieces == NULL || made->sums.changes == NULL || made->childless == NULL ||
      made->outcomes == NULL)
    status = plm_fail_memory(err);
  if (status == PLACEMENT_OK)
    status = plm_childless_outcome(plan, made->childless, err);
  if (status != PLACEMENT_OK) {
    plm_lanes_free(made);
    return status;
  }
  for (size_t i = 0; i < plm_outcome_size(plan) * PLM_LANES; i++)
    made->outcomes[i] = made->childless[i / PLM_LANES];
  *lanes = made;
  return PLACEMENT_OK;
}

void plm_lanes_free(plm_lanes *lanes)
{
  if (lanes == NULL)
    return;
  free(lanes->sums.years);
  free(lanes->sums.pieces);
  free(lanes->sums.changes);
  free(lanes->childless);
  free(lanes->outcomes);
  free(lanes);
}

void plm_lanes_use(plm_lanes *lanes, const plm_kernel *kernel)
{
  lanes->kernel = kernel;
}

/* The lanes of a cell. */
static int64_t *lanes_of(plm_lanes *lanes, size_t base, size_t column)
{
  return &lanes->outcomes[plm_cell(lanes->plan, base, column) * PLM_LANES];
}

static int64_t without_children(const plm_lanes *lanes, size_t base, size_t column)
{
  return lanes->childless[plm_cell(lanes->plan, base, column)];
}

/* Fees of a year: exact, as are all sums of fees. */
static double fees_of(const plm_lanes *lanes, size_t y, size_t lane)
{
  const plm_lane_year *year = &lanes->sums.years[y];
  return year->fees[lane] - (y > 0 ? year[-1].fees[lane] : 0);
}

static void settle_money(plm_lanes *lanes, size_t y, size_t lane)
{
  const placement_plan *plan = lanes->plan;
  int64_t fees = plm_pence(fees_of(lanes, y, lane) / 7 * plan->external_index[y]);
  int64_t total = without_children(lanes, PLM_COST_TOTAL, y) + fees;
  lanes_of(lanes, PLM_COST_EXTERNAL_STANDARD, y)[lane] = fees;
  lanes_of(lanes, PLM_COST_EXTERNAL, y)[lane] = fees;
  lanes_of(lanes, PLM_COST_REVENUE, y)[lane] = without_children(lanes, PLM_COST_REVENUE, y) + fees;
  lanes_of(lanes, PLM_COST_TOTAL, y)[lane] = total;
  lanes_of(lanes, PLM_COST_REAL, y)[lane] = plm_pence((double)total / 100 * plan->real_factors[y]);
  lanes_of(lanes, PLM_COST_NET_PRESENT, y)[lane] = plm_pence((double)total / 100 * plan->present_factors[y]);
}

static void settle_counts(plm_lanes *lanes, size_t y, size_t lane)
{
  const plm_lane_year *year = &lanes->sums.years[y];
  int32_t counted = year->counted[lane] - (y > 0 ? year[-1].counted[lane] : 0);
  int32_t external = counted >> PLM_LANE_SHIFT;
  int32_t arrivals = (counted & (PLM_LANE_EXTERNAL - 1)) + external;
  lanes_of(lanes, PLM_ARRIVALS, y)[lane] = arrivals;
  lanes_of(lanes, PLM_PLACEMENTS, y)[lane] = arrivals;
  lanes_of(lanes, PLM_PLACED_EXTERNAL, y)[lane] = external;
}

static void settle_nights(plm_lanes *lanes, size_t y, const plm_lane_piece *nights, size_t lane)
{
  int64_t in_house = nights->in_house[lane];
  int64_t unmatched = nights->unmatched[lane];
  lanes_of(lanes, PLM_CHILDREN_IN_HOUSE, y)[lane] = in_house;
  lanes_of(lanes, PLM_CHILDREN_EXTERNAL, y)[lane] = nights->external[lane];
  lanes_of(lanes, PLM_CHILDREN_IN_NEED, y)[lane] = in_house + nights->external[lane];
  if (lanes->plan->home_count == 0)
    return;
  int64_t no_demand = without_children(lanes, PLM_BEDS_OPEN, y) - in_house - unmatched;
  lanes_of(lanes, PLM_BEDS_OCCUPIED, y)[lane] = in_house;
  lanes_of(lanes, PLM_BEDS_UNMATCHED, y)[lane] = unmatched;
  lanes_of(lanes, PLM_BEDS_NO_DEMAND, y)[lane] = no_demand;
  lanes_of(lanes, PLM_BASE_COUNT + PLM_HOME_BEDS_OCCUPIED, y)[lane] = in_house;
  lanes_of(lanes, PLM_BASE_COUNT + PLM_HOME_BEDS_UNMATCHED, y)[lane] = unmatched;
  lanes_of(lanes, PLM_BASE_COUNT + PLM_HOME_BEDS_NO_DEMAND, y)[lane] = no_demand;
}

/* Pieces are months, cut where a financial year begins. */
static void settle_months(plm_lanes *lanes, plm_lane_piece *of_years)
{
  const placement_plan *plan = lanes->plan;
  const plm_calendar *calendar = &plan->calendar;
  int64_t *in_house = &lanes->outcomes[plan->cell_count * PLM_LANES];
  int64_t *external = in_house + calendar->month_count * PLM_LANES;
  size_t month = 0;
  memset(of_years, 0, PLM_LANES_MOST_YEARS * sizeof *of_years);
  memset(in_house, 0, 2 * calendar->month_count * PLM_LANES * sizeof *in_house);
  for (size_t p = 0; p < plan->piece_count; p++) {
    const plm_lane_piece *piece = &lanes->sums.pieces[p];
    plm_lane_piece *year = &of_years[plm_year_of_day(calendar, plan->piece_start[p])];
    month += plan->piece_start[p] >= calendar->month_start[month + 1];
    for (size_t lane = 0; lane < PLM_LANES; lane++) {
      in_house[month * PLM_LANES + lane] += piece->in_house[lane];
      external[month * PLM_LANES + lane] += piece->external[lane];
      year->in_house[lane] += piece->in_house[lane];
      year->external[lane] += piece->external[lane];
      year->unmatched[lane] += piece->unmatched[lane];
    }
  }
}

/* What children change. */
static const plm_base changed[] = {PLM_COST_TOTAL,
                                   PLM_COST_REVENUE,
                                   PLM_COST_EXTERNAL,
                                   PLM_COST_EXTERNAL_STANDARD,
                                   PLM_COST_REAL,
                                   PLM_COST_NET_PRESENT,
                                   PLM_BEDS_OCCUPIED,
                                   PLM_BEDS_UNMATCHED,
                                   PLM_BEDS_NO_DEMAND,
                                   PLM_CHILDREN_IN_NEED,
                                   PLM_CHILDREN_EXTERNAL,
                                   PLM_CHILDREN_IN_HOUSE,
                                   PLM_ARRIVALS,
                                   PLM_PLACEMENTS,
                                   PLM_PLACED_EXTERNAL,
                                   PLM_BASE_COUNT + PLM_HOME_BEDS_OCCUPIED,
                                   PLM_BASE_COUNT + PLM_HOME_BEDS_UNMATCHED,
                                   PLM_BASE_COUNT + PLM_HOME_BEDS_NO_DEMAND};

static void settle_horizon(plm_lanes *lanes)
{
  size_t years = lanes->plan->calendar.year_count;
  for (size_t i = 0; i < sizeof changed / sizeof *changed; i++) {
    if ((size_t)changed[i] >= lanes->plan->base_count)
      continue;
    int64_t *horizon = lanes_of(lanes, changed[i], years);
    memset(horizon, 0, PLM_LANES * sizeof *horizon);
    for (size_t y = 0; y < years; y++)
      for (size_t lane = 0; lane < PLM_LANES; lane++)
        horizon[lane] += lanes_of(lanes, changed[i], y)[lane];
  }
}

static void settle_controls(plm_lanes *lanes, const plm_lane_piece *of_years, size_t lane)
{
  const placement_plan *plan = lanes->plan;
  const plm_quantile_table *fee = plan->groups[0].fee;
  double excess[PLM_LANES_MOST_YEARS];
  for (size_t y = 0; y < plan->calendar.year_count; y++) /* exact, as are sums of fees; all 0 if the fee is constant */
    excess[y] = fee->constant ? 0 : fees_of(lanes, y, lane) - plm_mean_fee(fee) * of_years[y].external[lane];
  plm_controls_write(plan, lanes_of(lanes, PLM_ARRIVALS, plan->calendar.year_count)[lane],
                     &lanes_of(lanes, PLM_CHILDREN_IN_NEED, 0)[lane], excess,
                     &lanes->outcomes[plm_control_cell(plan) * PLM_LANES + lane], PLM_LANES);
}

const int64_t *plm_lanes_run(plm_lanes *lanes, uint32_t first)
{
  _Alignas(64) plm_lane_piece of_years[PLM_LANES_MOST_YEARS];
  memset(lanes->sums.years, 0, lanes->plan->calendar.year_count * sizeof *lanes->sums.years);
  lanes->kernel->run(&lanes->job, first, &lanes->sums);
  settle_months(lanes, of_years);
  for (size_t y = 0; y < lanes->plan->calendar.year_count; y++) {
    for (size_t lane = 0; lane < PLM_LANES; lane++) {
      settle_money(lanes, y, lane);
      settle_counts(lanes, y, lane);
      settle_nights(lanes, y, &of_years[y], lane);
    }
  }
  settle_horizon(lanes);
  for (size_t lane = 0; lane < PLM_LANES; lane++)
    settle_controls(lanes, of_years, lane);
  return lanes->outcomes;
}
