/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/lanes.h"
#include "base/error.h"
#include "base/memory.h"
#include "model/model.h"

#include <stdlib.h>
#include <string.h>

struct plm_lanes {
  const placement_plan *plan;
  const plm_kernel *kernel;
  plm_lane_job job;
  plm_lane_sums sums;
  plm_node need, fee; /* if these are constants */
  int64_t *childless; /* the outcome if no child came */
  bool *changes;      /* whether it may differ with children, for each cell */
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

/* What children change. */
static const size_t changed[] = {PLM_COST_TOTAL,
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

static void mark_changes(const placement_plan *plan, bool *changes)
{
  for (size_t i = 0; i < sizeof changed / sizeof *changed; i++)
    for (size_t column = 0; changed[i] < plan->base_count && column <= plan->calendar.year_count; column++)
      changes[plm_cell(plan, changed[i], column)] = true;
  for (size_t cell = plan->cell_count; cell < plm_outcome_size(plan); cell++)
    changes[cell] = true;
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
  made->job = (plm_lane_job){.plan = plan,
                             .key = plm_stream_key(seed, group->digest),
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
  made->changes = plm_new_array(plm_outcome_size(plan), sizeof *made->changes);
  if (made->changes == NULL || made->sums.years == NULL || made->sums.pieces == NULL || made->sums.changes == NULL ||
      made->childless == NULL)
    status = plm_fail_memory(err);
  if (status == PLACEMENT_OK)
    status = plm_childless_outcome(plan, made->childless, err);
  if (status != PLACEMENT_OK) {
    plm_lanes_free(made);
    return status;
  }
  made->job.childless = made->childless;
  made->job.changes = made->changes;
  mark_changes(plan, made->changes);
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
  free(lanes->changes);
  free(lanes);
}

void plm_lanes_use(plm_lanes *lanes, const plm_kernel *kernel)
{
  lanes->kernel = kernel;
}

const int64_t *plm_lanes_childless(const plm_lanes *lanes)
{
  return lanes->childless;
}

const bool *plm_lanes_changes(const plm_lanes *lanes)
{
  return lanes->changes;
}

void plm_lanes_run(plm_lanes *lanes, uint32_t first, int64_t *batch)
{
  lanes->kernel->run(&lanes->job, first, &lanes->sums, batch);
}
