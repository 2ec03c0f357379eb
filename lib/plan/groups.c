/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/groups.h"
#include "base/error.h"
#include "base/memory.h"
#include "plan/compile.h"
#include "plan/initial.h"
#include "plan/tables.h"
#include "scenario/arrivals.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Calendar months, cut where a financial year begins: in each the arrival rate is constant. */
static placement_status init_pieces(placement_plan *plan, placement_error *err)
{
  const plm_calendar *c = &plan->calendar;
  size_t month = 0;
  size_t year = 0;
  plan->piece_start = plm_new_array(c->month_count + c->year_count + 1, sizeof *plan->piece_start);
  if (plan->piece_start == NULL)
    return plm_fail_memory(err);
  while (month < c->month_count || year < c->year_count) {
    int32_t of_month = c->month_start[month];
    int32_t of_year = c->year_start[year];
    plan->piece_start[plan->piece_count++] = of_month < of_year ? of_month : of_year;
    month += of_month <= of_year;
    year += of_year <= of_month;
  }
  plan->piece_start[plan->piece_count] = c->days;
  return PLACEMENT_OK;
}

/* Whether the factors of the months are those of the group as it is now. */
static bool has_shape(const plm_plan_group *group, const plm_group *from)
{
  bool same = group->growth == from->growth_per_year;
  for (size_t i = 0; i < 12; i++)
    same = same && group->season[i] == from->seasonality[i];
  return same;
}

void plm_arrivals_fill(placement_plan *plan, const placement_scenario *scenario, size_t g)
{
  const plm_group *from = &scenario->groups[g];
  plm_plan_group *group = &plan->groups[g];
  size_t year = 0;
  double before = 0, daily = plm_arrivals_a_day(from, 0), rate = -1, days_for_each = 0;
  bool shaped = has_shape(group, from);
  group->steady = true;
  group->growth = from->growth_per_year;
  memcpy(group->season, from->seasonality, sizeof group->season);
  for (size_t i = 0; i < plan->piece_count; i++) {
    double factor = shaped ? group->pieces[i].factor : plm_monthly_factor(scenario, from, plan->piece_start[i]);
    if (plan->piece_start[i] >= plan->calendar.year_start[year + 1])
      daily = plm_arrivals_a_day(from, ++year);
    if (daily * factor != rate) {
      group->steady = i == 0;
      rate = daily * factor;
      days_for_each = rate > 0 ? 1 / rate : 0;
    }
    group->pieces[i] = (plm_piece){before, rate, days_for_each, factor};
    before += rate * (plan->piece_start[i + 1] - plan->piece_start[i]);
  }
  group->pieces[plan->piece_count].before = before;
}

static placement_status init_tables(placement_plan *plan, plm_plan_group *group, const plm_group *from,
                                    placement_error *err)
{
  plm_tables *tables = &plan->tables;
  placement_status status;
  if ((status = plm_tables_get(tables, &from->need_days, &group->need, err)) != PLACEMENT_OK ||
      (status = plm_tables_get(tables, &from->weekly_fee, &group->fee, err)) != PLACEMENT_OK)
    return status;
  if (from->has_until_age && (status = plm_tables_get(tables, &from->age_at_entry, &group->age, err)) != PLACEMENT_OK)
    return status;
  if (from->emergency_share <= 0)
    return PLACEMENT_OK;
  if ((status = plm_tables_get(tables, &from->emergency_days, &group->emergency_days, err)) != PLACEMENT_OK)
    return status;
  return plm_tables_get(tables, &from->emergency_fee, &group->emergency_fee, err);
}

placement_status plm_group_fill(placement_plan *plan, const placement_scenario *scenario, size_t g,
                                placement_error *err)
{
  const plm_group *from = &scenario->groups[g];
  plm_plan_group *group = &plan->groups[g];
  group->until_age = from->until_age;
  group->suitable_below = plm_threshold(from->local_suitability);
  group->emergency_below = plm_threshold(from->emergency_share);
  group->days_to_ending[0] = plm_days_between(from->endings_in_house);
  group->days_to_ending[1] = plm_days_between(from->endings_external);
  group->step_down_below = from->step_down >= 0 ? plm_threshold(from->step_down_share) : 0;
  group->step_down_after = from->step_down_after;
  plm_arrivals_fill(plan, scenario, g);
  return init_tables(plan, group, from, err);
}

static placement_status init_group(placement_plan *plan, const placement_scenario *scenario, size_t g,
                                   placement_error *err)
{
  const plm_group *from = &scenario->groups[g];
  plm_plan_group *group = &plan->groups[g];
  group->id = plm_copy_string(from->id);
  group->pieces = plm_new_array(plan->piece_count + 1, sizeof *group->pieces);
  if (group->id == NULL || group->pieces == NULL)
    return plm_fail_memory(err);
  group->digest = plm_id_digest("group", from->id);
  group->growth = NAN; /* no factors yet */
  group->has_until_age = from->has_until_age;
  group->step_down = from->step_down;
  group->unserved = from->unserved;
  placement_status status = plm_group_fill(plan, scenario, g, err);
  return status == PLACEMENT_OK ? plm_initial_fill(plan, scenario, g, err) : status;
}

double plm_groups_arrivals(const placement_plan *plan)
{
  double expected = 0;
  for (size_t g = 0; g < plan->group_count; g++)
    expected += plan->groups[g].pieces[plan->piece_count].before;
  return expected;
}

placement_status plm_groups_init(placement_plan *plan, const placement_scenario *scenario, placement_error *err)
{
  placement_status status = init_pieces(plan, err);
  plan->groups = plm_new_array(scenario->group_count, sizeof *plan->groups);
  if (plan->groups == NULL)
    return plm_fail_memory(err);
  for (size_t g = 0; status == PLACEMENT_OK && g < scenario->group_count; g++) {
    plan->group_count = g + 1;
    status = init_group(plan, scenario, g, err);
  }
  return status;
}

void plm_groups_clear(placement_plan *plan)
{
  for (size_t g = 0; g < plan->group_count; g++) {
    free(plan->groups[g].id);
    free(plan->groups[g].pieces);
    free(plan->groups[g].initial_nights);
    free(plan->groups[g].nights_each);
    plm_initial_clear(&plan->groups[g]);
  }
  free(plan->groups);
  free(plan->piece_start);
}
