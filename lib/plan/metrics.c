/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/metrics.h"
#include "base/error.h"
#include "base/memory.h"
#include "base/money.h"
#include "plan/plan.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct definition {
  const char *name;
  int32_t unit;
  int32_t base; /* -1: a ratio of the bases below */
  int32_t numerator;
  int32_t denominator[2];
} definition;

#define BASE(name, unit, base)                                                                                         \
  {                                                                                                                    \
    name, PLACEMENT_UNIT_##unit, base, -1,                                                                             \
    {                                                                                                                  \
      -1, -1                                                                                                           \
    }                                                                                                                  \
  }
#define RATIO(name, unit, numerator, first, second)                                                                    \
  {                                                                                                                    \
    name, PLACEMENT_UNIT_##unit, -1, numerator,                                                                        \
    {                                                                                                                  \
      first, second                                                                                                    \
    }                                                                                                                  \
  }

static const definition scenario_wide[] = {
    BASE("cost.total", MONEY, PLM_COST_TOTAL),
    BASE("cost.capital", MONEY, PLM_COST_CAPITAL),
    BASE("cost.revenue", MONEY, PLM_COST_REVENUE),
    BASE("cost.in_house", MONEY, PLM_COST_IN_HOUSE),
    BASE("cost.in_house.fixed", MONEY, PLM_COST_IN_HOUSE_FIXED),
    BASE("cost.in_house.occupancy", MONEY, PLM_COST_IN_HOUSE_OCCUPANCY),
    BASE("cost.programme", MONEY, PLM_COST_PROGRAMME),
    BASE("cost.external", MONEY, PLM_COST_EXTERNAL),
    BASE("cost.external.standard", MONEY, PLM_COST_EXTERNAL_STANDARD),
    BASE("cost.external.emergency", MONEY, PLM_COST_EXTERNAL_EMERGENCY),
    BASE("cost.external.enhancement", MONEY, PLM_COST_EXTERNAL_ENHANCEMENT),
    BASE("cost.external.notice", MONEY, PLM_COST_EXTERNAL_NOTICE),
    BASE("cost.external.visits", MONEY, PLM_COST_EXTERNAL_VISITS),
    BASE("cost.step_down", MONEY, PLM_COST_STEP_DOWN),
    BASE("income.sold_beds", MONEY, PLM_INCOME_SOLD_BEDS),
    BASE("cost.real", MONEY, PLM_COST_REAL),
    BASE("cost.net_present", MONEY, PLM_COST_NET_PRESENT),
    BASE("beds.open", NIGHTS, PLM_BEDS_OPEN),
    BASE("beds.occupied", NIGHTS, PLM_BEDS_OCCUPIED),
    BASE("beds.sold", NIGHTS, PLM_BEDS_SOLD),
    BASE("beds.held", NIGHTS, PLM_BEDS_HELD),
    BASE("beds.turnaround", NIGHTS, PLM_BEDS_TURNAROUND),
    BASE("beds.suspended", NIGHTS, PLM_BEDS_SUSPENDED),
    BASE("beds.ramp_up", NIGHTS, PLM_BEDS_RAMP_UP),
    BASE("beds.unmatched", NIGHTS, PLM_BEDS_UNMATCHED),
    BASE("beds.no_demand", NIGHTS, PLM_BEDS_NO_DEMAND),
    RATIO("occupancy", SHARE, PLM_BEDS_OCCUPIED, PLM_BEDS_OPEN, -1),
    BASE("children.in_need", CHILDREN, PLM_CHILDREN_IN_NEED),
    BASE("children.external", CHILDREN, PLM_CHILDREN_EXTERNAL),
    BASE("children.in_house", CHILDREN, PLM_CHILDREN_IN_HOUSE),
    BASE("children.step_down", CHILDREN, PLM_CHILDREN_STEP_DOWN),
    BASE("children.unserved", CHILDREN, PLM_CHILDREN_UNSERVED),
    RATIO("children.local_share", SHARE, PLM_CHILDREN_IN_HOUSE, PLM_CHILDREN_IN_HOUSE, PLM_CHILDREN_EXTERNAL),
    BASE("arrivals", COUNT, PLM_ARRIVALS),
    BASE("placements", COUNT, PLM_PLACEMENTS),
    BASE("moves", COUNT, PLM_MOVES),
    BASE("returns", COUNT, PLM_RETURNS),
    BASE("unplanned_endings", COUNT, PLM_UNPLANNED_ENDINGS),
    BASE("placed_external", COUNT, PLM_PLACED_EXTERNAL),
    BASE("unserved", COUNT, PLM_UNSERVED),
    RATIO("unit_cost.in_house", WEEKLY_COST, PLM_COST_IN_HOUSE, PLM_BEDS_OCCUPIED, -1),
    RATIO("unit_cost.external", WEEKLY_COST, PLM_COST_EXTERNAL, PLM_CHILDREN_EXTERNAL, -1),
};

static const definition of_home[] = {
    BASE("beds.open", NIGHTS, PLM_HOME_BEDS_OPEN),
    BASE("beds.occupied", NIGHTS, PLM_HOME_BEDS_OCCUPIED),
    BASE("beds.sold", NIGHTS, PLM_HOME_BEDS_SOLD),
    BASE("beds.held", NIGHTS, PLM_HOME_BEDS_HELD),
    BASE("beds.turnaround", NIGHTS, PLM_HOME_BEDS_TURNAROUND),
    BASE("beds.suspended", NIGHTS, PLM_HOME_BEDS_SUSPENDED),
    BASE("beds.ramp_up", NIGHTS, PLM_HOME_BEDS_RAMP_UP),
    BASE("beds.unmatched", NIGHTS, PLM_HOME_BEDS_UNMATCHED),
    BASE("beds.no_demand", NIGHTS, PLM_HOME_BEDS_NO_DEMAND),
    RATIO("occupancy", SHARE, PLM_HOME_BEDS_OCCUPIED, PLM_HOME_BEDS_OPEN, -1),
};

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

static int32_t shifted(int32_t base, int32_t by)
{
  return base < 0 ? -1 : base + by;
}

static placement_status add_metric(placement_plan *plan, const definition *d, const char *home, size_t first_base,
                                   placement_error *err)
{
  plm_metric *metric = &plan->metrics[plan->metric_count];
  size_t size = strlen(d->name) + (home != NULL ? strlen(home) + 2 : 1);
  int32_t by = (int32_t)first_base;
  metric->name = plm_new_array(size, 1);
  if (metric->name == NULL)
    return plm_fail_memory(err);
  (void)snprintf(metric->name, size, "%s%s%s", d->name, home != NULL ? "@" : "", home != NULL ? home : "");
  metric->unit = d->unit;
  metric->base = shifted(d->base, by);
  metric->numerator = shifted(d->numerator, by);
  metric->denominator[0] = shifted(d->denominator[0], by);
  metric->denominator[1] = shifted(d->denominator[1], by);
  metric->of_home = home != NULL;
  plan->metric_count++;
  return PLACEMENT_OK;
}

placement_status plm_metrics_init(placement_plan *plan, placement_error *err)
{
  placement_status status = PLACEMENT_OK;
  size_t count = COUNT_OF(scenario_wide) + plan->home_count * COUNT_OF(of_home);
  plan->base_count = PLM_BASE_COUNT + plan->home_count * PLM_HOME_BASE_COUNT;
  plan->cell_count = plan->base_count * (plan->calendar.year_count + 1);
  plan->metrics = plm_new_array(count, sizeof *plan->metrics);
  if (plan->metrics == NULL)
    return plm_fail_memory(err);
  for (size_t i = 0; status == PLACEMENT_OK && i < COUNT_OF(scenario_wide); i++)
    status = add_metric(plan, &scenario_wide[i], NULL, 0, err);
  for (size_t h = 0; h < plan->home_count; h++)
    for (size_t i = 0; status == PLACEMENT_OK && i < COUNT_OF(of_home); i++)
      status = add_metric(plan, &of_home[i], plan->homes[h].id, PLM_BASE_COUNT + h * PLM_HOME_BASE_COUNT, err);
  return status;
}

void plm_metrics_clear(placement_plan *plan)
{
  for (size_t i = 0; i < plan->metric_count; i++)
    free(plan->metrics[i].name);
  free(plan->metrics);
}

int64_t plm_metric_times(const plm_metric *metric)
{
  return metric->unit == PLACEMENT_UNIT_SHARE ? 1000000 : 7;
}

bool plm_metric_value(const placement_plan *plan, const plm_metric *metric, const int64_t *cells, size_t stride,
                      size_t column, int64_t *value)
{
  if (metric->base >= 0) {
    *value = cells[plm_cell(plan, (size_t)metric->base, column) * stride];
    return true;
  }
  int64_t numerator = cells[plm_cell(plan, (size_t)metric->numerator, column) * stride];
  int64_t denominator = cells[plm_cell(plan, (size_t)metric->denominator[0], column) * stride];
  if (metric->denominator[1] >= 0)
    denominator += cells[plm_cell(plan, (size_t)metric->denominator[1], column) * stride];
  if (denominator == 0)
    return false;
  *value = plm_divide_half_up(numerator * plm_metric_times(metric), denominator);
  return true;
}

double plm_metric_scale(const placement_plan *plan, const plm_metric *metric, size_t column)
{
  switch (metric->unit) {
  case PLACEMENT_UNIT_MONEY:
  case PLACEMENT_UNIT_WEEKLY_COST:
    return 0.01;
  case PLACEMENT_UNIT_CHILDREN:
    return 1.0 / placement_plan_column_nights(plan, column);
  case PLACEMENT_UNIT_SHARE:
    return 1e-6;
  default:
    return 1;
  }
}

double plm_metric_divisor(const placement_plan *plan, const plm_metric *metric, size_t column)
{
  return floor(1 / plm_metric_scale(plan, metric, column) + 0.5);
}

size_t placement_plan_metric_count(const placement_plan *plan)
{
  return plan == NULL ? 0 : plan->metric_count;
}

const char *placement_plan_metric_name(const placement_plan *plan, size_t metric)
{
  return metric < placement_plan_metric_count(plan) ? plan->metrics[metric].name : NULL;
}

int32_t placement_plan_metric_unit(const placement_plan *plan, size_t metric)
{
  return metric < placement_plan_metric_count(plan) ? plan->metrics[metric].unit : -1;
}

size_t placement_plan_metric_find(const placement_plan *plan, const char *name)
{
  if (name == NULL)
    return SIZE_MAX;
  for (size_t i = 0; i < placement_plan_metric_count(plan); i++)
    if (strcmp(plan->metrics[i].name, name) == 0)
      return i;
  return SIZE_MAX;
}
