/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/plan.h"
#include "base/error.h"
#include "base/memory.h"
#include "plan/compile.h"
#include "plan/groups.h"
#include "plan/tables.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* One factor for each financial year: 1 in the year of the base date, a step at each start of a year after it, and the
 * first rate undone for each year before it. */
static void fill_index(double *factors, const placement_plan *plan, const plm_index *index, int32_t base_year)
{
  double factor = 1;
  int32_t year = base_year;
  int32_t first = plan->calendar.first_year;
  int32_t end = first + (int32_t)plan->calendar.year_count;
  for (size_t step = 0; year < end; year++, step++) {
    if (year >= first)
      factors[year - first] = factor;
    factor *= 1 + index->rates[step < index->rate_count ? step : index->rate_count - 1];
  }
  factor = 1;
  for (year = base_year - 1; year >= first; year--) {
    factor /= 1 + index->rates[0];
    if (year < end)
      factors[year - first] = factor;
  }
}

static placement_status init_prices(placement_plan *plan, const placement_scenario *scenario, placement_error *err)
{
  const plm_prices *prices = &scenario->prices;
  size_t years = plan->calendar.year_count;
  int32_t base_year = plm_scenario_financial_year(scenario, scenario->start + prices->base_date);
  plan->index_factors = plm_new_array((prices->index_count + 1) * years, sizeof *plan->index_factors);
  plan->real_factors = plm_new_array(years, sizeof *plan->real_factors);
  plan->present_factors = plm_new_array(years, sizeof *plan->present_factors);
  if (plan->index_factors == NULL || plan->real_factors == NULL || plan->present_factors == NULL)
    return plm_fail_memory(err);
  for (size_t y = 0; y < years; y++)
    plan->index_factors[y] = 1;
  for (size_t i = 0; i < prices->index_count; i++)
    fill_index(plan->index_factors + (i + 1) * years, plan, &prices->indices[i], base_year);
  const double *deflator = plan->index_factors + (size_t)(prices->deflator + 1) * years;
  double discount = 1;
  for (size_t y = 0; y < years; y++) {
    plan->real_factors[y] = 1 / deflator[y];
    plan->present_factors[y] = 1 / (deflator[y] * discount);
    discount *= 1 + prices->discount_rate;
  }
  plan->external_index = plan->index_factors + (size_t)(scenario->external_index + 1) * years;
  return PLACEMENT_OK;
}

static placement_status init_compatibility(placement_plan *plan, const placement_scenario *scenario,
                                           placement_error *err)
{
  size_t count = scenario->group_count * scenario->group_count;
  plm_distribution exponential = plm_distribution_constant(0);
  plan->compatible_below = plm_new_array(count, sizeof *plan->compatible_below);
  if (plan->compatible_below == NULL)
    return plm_fail_memory(err);
  for (size_t i = 0; i < count; i++)
    plan->compatible_below[i] = plm_threshold(scenario->compatibility[i]);
  plan->buyers_below = plm_threshold(scenario->compatibility_default);
  (void)plm_distribution_exponential(&exponential, 1);
  return plm_tables_get(&plan->tables, &exponential, &plan->unit_exponential, err);
}

static placement_status init_phases(placement_plan *plan, const placement_scenario *scenario, placement_error *err)
{
  plan->phases = plm_new_array(scenario->phase_count, sizeof *plan->phases);
  if (plan->phases == NULL)
    return plm_fail_memory(err);
  for (size_t p = 0; p < scenario->phase_count; p++) {
    const plm_phase *from = &scenario->phases[p];
    plm_plan_phase *phase = &plan->phases[p];
    plan->phase_count = p + 1;
    phase->id = plm_copy_string(from->id);
    if (phase->id == NULL)
      return plm_fail_memory(err);
    phase->digest = plm_id_digest("phase", from->id);
    phase->planned_opening = from->planned_opening;
    phase->after_phase = from->after_phase;
    phase->after_days = from->after_days;
    placement_status status = plm_tables_get(&plan->tables, &from->delay_days, &phase->delay, err);
    if (status != PLACEMENT_OK)
      return status;
  }
  return PLACEMENT_OK;
}

/* The homes of each phase, in the order of the file. */
static placement_status sort_homes_by_phase(placement_plan *plan, placement_error *err)
{
  size_t count = 0;
  plan->homes_by_phase = plm_new_array(plan->home_count, sizeof *plan->homes_by_phase);
  if (plan->homes_by_phase == NULL)
    return plm_fail_memory(err);
  for (size_t p = 0; p < plan->phase_count; p++) {
    plan->phases[p].home_first = count;
    for (size_t h = 0; h < plan->home_count; h++)
      if ((size_t)plan->homes[h].phase == p)
        plan->homes_by_phase[count++] = (int32_t)h;
    plan->phases[p].home_end = count;
  }
  return PLACEMENT_OK;
}

static double days_between(double per_year)
{
  return per_year > 0 ? 365.25 / per_year : 0;
}

static placement_status init_homes(placement_plan *plan, const placement_scenario *scenario, placement_error *err)
{
  plan->homes = plm_new_array(scenario->home_count, sizeof *plan->homes);
  if (plan->homes == NULL)
    return plm_fail_memory(err);
  for (size_t h = 0; h < scenario->home_count; h++) {
    const plm_home *from = &scenario->homes[h];
    plm_plan_home *home = &plan->homes[h];
    plan->home_count = h + 1;
    home->id = plm_copy_string(from->id);
    if (home->id == NULL)
      return plm_fail_memory(err);
    home->digest = plm_id_digest("home", from->id);
    home->phase = from->phase;
    home->beds = from->beds;
    home->groups[PLM_PLANNED] = from->planned_groups;
    home->groups[PLM_EMERGENCY] = from->emergency_groups;
    home->turnaround_days = from->turnaround_days;
    home->introduction_days = from->introduction_days;
    home->max_stay_days = from->max_stay_days;
    home->admission_interval_days = from->admission_interval_days;
    home->refused_below = plm_threshold(from->refusal);
    home->closes = from->has_closes ? from->closes : PLM_NEVER;
    home->days_to_suspension = days_between(from->suspensions_per_year);
    home->sells = from->sells_voids;
    home->days_to_request = from->sells_voids ? days_between(from->sales_per_year) : 0;
    home->sale_after_days = from->sale_after_days;
    home->sale_weekly_income = from->sale_weekly_income;
    home->declined_below = plm_threshold(from->registration_declined);
    placement_status status =
        plm_tables_get(&plan->tables, &from->registration_delay_days, &home->registration_delay, err);
    if (status == PLACEMENT_OK)
      status = plm_tables_get(&plan->tables, &from->suspension_days, &home->suspension_days, err);
    if (status == PLACEMENT_OK)
      status = plm_tables_get(&plan->tables, &from->sale_stay_days, &home->sale_stay_days, err);
    if (status != PLACEMENT_OK)
      return status;
  }
  return sort_homes_by_phase(plan, err);
}

static placement_status init_schemes(placement_plan *plan, const placement_scenario *scenario, placement_error *err)
{
  plan->schemes = plm_new_array(scenario->step_down_count, sizeof *plan->schemes);
  plan->scheme_line_first = plm_new_array(scenario->step_down_count + 1, sizeof *plan->scheme_line_first);
  if (plan->schemes == NULL || plan->scheme_line_first == NULL)
    return plm_fail_memory(err);
  for (size_t i = 0; i < scenario->step_down_count; i++) {
    plan->schemes[i] = (plm_plan_scheme){plm_copy_string(scenario->step_downs[i].id), scenario->step_downs[i].places,
                                         scenario->step_downs[i].opens};
    plan->scheme_count = i + 1;
    if (plan->schemes[i].id == NULL)
      return plm_fail_memory(err);
  }
  return PLACEMENT_OK;
}

static void init_external(placement_plan *plan, const placement_scenario *scenario)
{
  plan->notice_days = scenario->notice_days;
  plan->minimum_nights = scenario->minimum_nights;
  plan->days_to_enhancement = days_between(scenario->enhancements_per_year);
  plan->enhancement_weekly = scenario->enhancement_weekly_amount;
  plan->enhancement_max = scenario->enhancement_max;
  plan->visits = scenario->visits;
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

placement_status placement_plan_new(const placement_scenario *scenario, placement_plan **plan, placement_error *err)
{
  placement_plan *made = NULL;
  placement_status status;
  if (scenario == NULL || plan == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "scenario and plan must not be NULL");
  made = plm_new_array(1, sizeof *made);
  if (made == NULL)
    return plm_fail_memory(err);
  made->title = plm_copy_string(scenario->title);
  made->currency = plm_copy_string(scenario->prices.currency);
  memcpy(made->sha256, scenario->sha256, sizeof made->sha256);
  init_external(made, scenario);
  made->policy = scenario->policy;
  status = made->title == NULL || made->currency == NULL ? plm_fail_memory(err) : PLACEMENT_OK;
  if (status != PLACEMENT_OK || (status = plm_calendar_init(&made->calendar, scenario, err)) != PLACEMENT_OK ||
      (status = init_prices(made, scenario, err)) != PLACEMENT_OK ||
      (status = plm_groups_init(made, scenario, err)) != PLACEMENT_OK ||
      (status = init_compatibility(made, scenario, err)) != PLACEMENT_OK ||
      (status = init_phases(made, scenario, err)) != PLACEMENT_OK ||
      (status = init_homes(made, scenario, err)) != PLACEMENT_OK ||
      (status = init_schemes(made, scenario, err)) != PLACEMENT_OK ||
      (status = plm_lines_init(made, scenario, err)) != PLACEMENT_OK ||
      (status = plm_metrics_init(made, err)) != PLACEMENT_OK ||
      (status = init_published(made, scenario, err)) != PLACEMENT_OK) {
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
  for (size_t p = 0; p < plan->phase_count; p++)
    free(plan->phases[p].id);
  free(plan->phases);
  for (size_t h = 0; h < plan->home_count; h++)
    free(plan->homes[h].id);
  free(plan->homes);
  for (size_t i = 0; i < plan->scheme_count; i++)
    free(plan->schemes[i].id);
  free(plan->schemes);
  free(plan->scheme_line_first);
  free(plan->homes_by_phase);
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
