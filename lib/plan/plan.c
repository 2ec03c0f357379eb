/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/plan.h"
#include "base/error.h"
#include "base/memory.h"
#include "plan/compile.h"
#include "plan/controls.h"
#include "plan/groups.h"
#include "plan/tables.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void plm_compatibility_fill(placement_plan *plan, const placement_scenario *scenario)
{
  for (size_t i = 0; i < scenario->group_count * scenario->group_count; i++)
    plan->compatible_below[i] = plm_threshold(scenario->compatibility[i]);
  plan->buyers_below = plm_threshold(scenario->compatibility_default);
}

static placement_status init_compatibility(placement_plan *plan, const placement_scenario *scenario,
                                           placement_error *err)
{
  size_t count = scenario->group_count * scenario->group_count;
  plm_distribution exponential = plm_distribution_constant(0);
  plan->compatible_below = plm_new_array(count, sizeof *plan->compatible_below);
  if (plan->compatible_below == NULL)
    return plm_fail_memory(err);
  plm_compatibility_fill(plan, scenario);
  (void)plm_distribution_exponential(&exponential, 1);
  return plm_tables_get(&plan->tables, &exponential, &plan->unit_exponential, err);
}

void plm_external_fill(placement_plan *plan, const placement_scenario *scenario)
{
  plan->notice_days = scenario->notice_days;
  plan->minimum_nights = scenario->minimum_nights;
  plan->days_to_enhancement = plm_days_between(scenario->enhancements_per_year);
  plan->enhancement_weekly = scenario->enhancement_weekly_amount;
  plan->enhancement_max = scenario->enhancement_max;
  plan->visits = scenario->visits;
  plan->policy = scenario->policy;
}

static placement_status init_published(placement_plan *plan, const placement_scenario *scenario, placement_error *err)
{
  plan->published = plm_new_array(scenario->published_count, sizeof *plan->published);
  plan->published_metric = plm_new_array(scenario->published_count, sizeof *plan->published_metric);
  if (plan->published == NULL || plan->published_metric == NULL)
    return plm_fail_memory(err);
  for (size_t i = 0; i < scenario->published_count; i++) {
    const plm_published *from = &scenario->published[i];
    plm_published *to = &plan->published[i];
    *to = *from;
    to->label = plm_copy_string(from->label);
    to->metric = plm_copy_string(from->metric);
    to->source = plm_copy_string(from->source);
    plan->published_count = i + 1;
    if (to->label == NULL || to->metric == NULL || to->source == NULL)
      return plm_fail_memory(err);
    plan->published_metric[i] = placement_plan_metric_find(plan, from->metric);
    if (plan->published_metric[i] == SIZE_MAX)
      return plm_fail(err, PLACEMENT_ERROR_SCENARIO, "there is no metric \"%s\"", from->metric);
  }
  return PLACEMENT_OK;
}

/* Those of uncertain inputs, for every thread that draws them. */
static placement_status init_uncertain(placement_plan *plan, const placement_scenario *scenario, placement_error *err)
{
  const plm_quantile_table *table;
  placement_status status = PLACEMENT_OK;
  for (size_t i = 0; status == PLACEMENT_OK && i < scenario->uncertain_count; i++)
    status = plm_tables_get(&plan->tables, &scenario->uncertain[i].distribution, &table, err);
  return status;
}

placement_status placement_plan_new(const placement_scenario *scenario, placement_plan **plan, placement_error *err)
{
  if (scenario == NULL || plan == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "scenario and plan must not be NULL");
  return plm_plan_new(scenario, NULL, plan, err);
}

placement_status plm_plan_new(const placement_scenario *scenario, const plm_tables *shared, placement_plan **plan,
                              placement_error *err)
{
  placement_plan *made = plm_new_array(1, sizeof *made);
  placement_status status;
  if (made == NULL)
    return plm_fail_memory(err);
  made->tables.shared = shared;
  made->title = plm_copy_string(scenario->title);
  made->currency = plm_copy_string(scenario->prices.currency);
  memcpy(made->sha256, scenario->sha256, sizeof made->sha256);
  plm_external_fill(made, scenario);
  status = made->title == NULL || made->currency == NULL ? plm_fail_memory(err) : PLACEMENT_OK;
  if (status != PLACEMENT_OK || (status = plm_calendar_init(&made->calendar, scenario, err)) != PLACEMENT_OK ||
      (status = plm_prices_init(made, scenario, err)) != PLACEMENT_OK ||
      (status = plm_groups_init(made, scenario, err)) != PLACEMENT_OK ||
      (status = plm_controls_init(made, scenario, err)) != PLACEMENT_OK ||
      (status = init_compatibility(made, scenario, err)) != PLACEMENT_OK ||
      (status = plm_homes_init(made, scenario, err)) != PLACEMENT_OK ||
      (status = plm_lines_init(made, scenario, err)) != PLACEMENT_OK ||
      (status = plm_metrics_init(made, err)) != PLACEMENT_OK ||
      (status = init_published(made, scenario, err)) != PLACEMENT_OK ||
      (status = init_uncertain(made, scenario, err)) != PLACEMENT_OK ||
      (status = plm_scenario_copy(scenario, &made->scenario, err)) != PLACEMENT_OK ||
      (status = plm_scenario_keep_text(made->scenario, scenario, err)) != PLACEMENT_OK) {
    placement_plan_free(made);
    return status;
  }
  *plan = made;
  return PLACEMENT_OK;
}

void placement_plan_free(placement_plan *plan)
{
  if (plan == NULL)
    return;
  free(plan->title);
  free(plan->currency);
  plm_calendar_clear(&plan->calendar);
  free(plan->index_factors);
  free(plan->real_factors);
  free(plan->present_factors);
  plm_groups_clear(plan);
  free(plan->compatible_below);
  plm_tables_clear(&plan->tables);
  plm_homes_clear(plan);
  placement_scenario_free(plan->scenario);
  for (size_t i = 0; i < plan->line_count; i++)
    free(plan->lines[i].id);
  free(plan->lines);
  free(plan->occupied_lines);
  free(plan->admission_lines);
  plm_metrics_clear(plan);
  for (size_t i = 0; i < plan->published_count; i++) {
    free(plan->published[i].label);
    free(plan->published[i].metric);
    free(plan->published[i].source);
  }
  free(plan->published);
  free(plan->published_metric);
  free(plan);
}

const char *placement_plan_title(const placement_plan *plan)
{
  return plan->title;
}

const char *placement_plan_sha256(const placement_plan *plan)
{
  return plan->sha256;
}

const char *placement_plan_currency(const placement_plan *plan)
{
  return plan->currency;
}

size_t placement_plan_year_count(const placement_plan *plan)
{
  return plan->calendar.year_count;
}

const char *placement_plan_column_label(const placement_plan *plan, size_t column)
{
  return column <= plan->calendar.year_count ? plan->calendar.year_label[column] : NULL;
}

int32_t placement_plan_column_nights(const placement_plan *plan, size_t column)
{
  const plm_calendar *c = &plan->calendar;
  if (column > c->year_count)
    return 0;
  return column == c->year_count ? c->days : c->year_start[column + 1] - c->year_start[column];
}

size_t placement_plan_month_count(const placement_plan *plan)
{
  return plan->calendar.month_count;
}

const char *placement_plan_month_label(const placement_plan *plan, size_t month)
{
  return month < plan->calendar.month_count ? plan->calendar.month_label[month] : NULL;
}

size_t placement_plan_home_count(const placement_plan *plan)
{
  return plan->home_count;
}

const char *placement_plan_home_id(const placement_plan *plan, size_t home)
{
  return home < plan->home_count ? plan->homes[home].id : NULL;
}

int32_t placement_plan_home_beds(const placement_plan *plan, size_t home)
{
  return home < plan->home_count ? plan->homes[home].beds : 0;
}
