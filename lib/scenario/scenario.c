/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a scenario owns, and what it tells about itself.
 */
#include "scenario/scenario.h"
#include "base/date.h"

#include <stdio.h>
#include <stdlib.h>

static void free_costs(plm_cost_line *costs, size_t count)
{
  for (size_t i = 0; i < count; i++)
    free(costs[i].id);
  free(costs);
}

static void free_prices(plm_prices *prices)
{
  for (size_t i = 0; i < prices->index_count; i++) {
    free(prices->indices[i].name);
    free(prices->indices[i].rates);
  }
  free(prices->indices);
  free(prices->currency);
}

static void free_groups(plm_group *groups, size_t count)
{
  for (size_t g = 0; g < count; g++) {
    free(groups[g].id);
    free(groups[g].arrivals_per_year);
    plm_distribution_clear(&groups[g].need_days);
    plm_distribution_clear(&groups[g].age_at_entry);
    plm_distribution_clear(&groups[g].weekly_fee);
    plm_distribution_clear(&groups[g].emergency_days);
    plm_distribution_clear(&groups[g].emergency_fee);
    free(groups[g].children);
  }
  free(groups);
}

static void free_phases(plm_phase *phases, size_t count)
{
  for (size_t p = 0; p < count; p++) {
    free(phases[p].id);
    plm_distribution_clear(&phases[p].delay_days);
    free_costs(phases[p].costs, phases[p].cost_count);
  }
  free(phases);
}

static void free_homes(plm_home *homes, size_t count)
{
  for (size_t h = 0; h < count; h++) {
    free(homes[h].id);
    plm_distribution_clear(&homes[h].registration_delay_days);
    plm_distribution_clear(&homes[h].suspension_days);
    plm_distribution_clear(&homes[h].sale_stay_days);
    free_costs(homes[h].costs, homes[h].cost_count);
  }
  free(homes);
}

static void free_step_downs(plm_step_down *schemes, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    free(schemes[i].id);
    free_costs(schemes[i].costs, schemes[i].cost_count);
  }
  free(schemes);
}

static void free_uncertain(plm_uncertain *uncertain, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    free(uncertain[i].input);
    plm_distribution_clear(&uncertain[i].distribution);
  }
  free(uncertain);
}

void placement_scenario_free(placement_scenario *scenario)
{
  if (scenario == NULL)
    return;
  free(scenario->name);
  free(scenario->text);
  free(scenario->title);
  free_prices(&scenario->prices);
  free_groups(scenario->groups, scenario->group_count);
  free(scenario->compatibility);
  free(scenario->pairs);
  free_phases(scenario->phases, scenario->phase_count);
  free_homes(scenario->homes, scenario->home_count);
  free_costs(scenario->costs, scenario->cost_count);
  free_step_downs(scenario->step_downs, scenario->step_down_count);
  free_uncertain(scenario->uncertain, scenario->uncertain_count);
  free(scenario->correlation);
  for (size_t i = 0; i < scenario->published_count; i++) {
    free(scenario->published[i].label);
    free(scenario->published[i].metric);
    free(scenario->published[i].source);
  }
  free(scenario->published);
  free(scenario);
}

const char *placement_scenario_title(const placement_scenario *scenario)
{
  return scenario->title;
}

const char *placement_scenario_sha256(const placement_scenario *scenario)
{
  return scenario->sha256;
}

const char *placement_scenario_text(const placement_scenario *scenario, size_t *length)
{
  if (length != NULL)
    *length = scenario->text_length;
  return scenario->text;
}

size_t placement_scenario_group_count(const placement_scenario *scenario)
{
  return scenario->group_count;
}

size_t placement_scenario_phase_count(const placement_scenario *scenario)
{
  return scenario->phase_count;
}

size_t placement_scenario_home_count(const placement_scenario *scenario)
{
  return scenario->home_count;
}

size_t placement_scenario_bed_count(const placement_scenario *scenario)
{
  size_t beds = 0;
  for (size_t h = 0; h < scenario->home_count; h++)
    beds += (size_t)scenario->homes[h].beds;
  return beds;
}

size_t placement_scenario_step_down_count(const placement_scenario *scenario)
{
  return scenario->step_down_count;
}

size_t placement_scenario_uncertain_count(const placement_scenario *scenario)
{
  return scenario->uncertain_count;
}

size_t placement_scenario_published_count(const placement_scenario *scenario)
{
  return scenario->published_count;
}

size_t placement_scenario_initial_count(const placement_scenario *scenario)
{
  size_t children = 0;
  for (size_t g = 0; g < scenario->group_count; g++)
    children += (size_t)scenario->groups[g].initial_count + scenario->groups[g].child_count;
  return children;
}

const char *placement_scenario_group_id(const placement_scenario *scenario, size_t index)
{
  return index < scenario->group_count ? scenario->groups[index].id : NULL;
}

const char *placement_scenario_home_id(const placement_scenario *scenario, size_t index)
{
  return index < scenario->home_count ? scenario->homes[index].id : NULL;
}

int32_t placement_scenario_home_beds(const placement_scenario *scenario, size_t index)
{
  return index < scenario->home_count ? scenario->homes[index].beds : 0;
}

const char *placement_scenario_currency(const placement_scenario *scenario)
{
  return scenario->prices.currency;
}

void plm_spread_compatibility(placement_scenario *s)
{
  for (size_t i = 0; i < s->group_count * s->group_count; i++)
    s->compatibility[i] = s->compatibility_default;
  for (size_t i = 0; i < s->pair_count; i++) {
    size_t a = (size_t)s->pairs[i].a, b = (size_t)s->pairs[i].b;
    s->compatibility[a * s->group_count + b] = s->compatibility[b * s->group_count + a] = s->pairs[i].probability;
  }
}

int32_t plm_scenario_financial_year(const placement_scenario *s, int32_t date)
{
  plm_civil c = plm_civil_from_date(date);
  bool before = c.month < s->year_start_month || (c.month == s->year_start_month && c.day < s->year_start_day);
  return c.year - (before ? 1 : 0);
}

void plm_scenario_year_label(const placement_scenario *s, size_t column, char label[PLM_YEAR_LABEL])
{
  unsigned year = (unsigned)(plm_scenario_financial_year(s, s->start) + (int32_t)column) % 10000U;
  if (s->year_start_month == 1 && s->year_start_day == 1)
    (void)snprintf(label, PLM_YEAR_LABEL, "%04u", year);
  else
    (void)snprintf(label, PLM_YEAR_LABEL, "%04u-%02u", year, (year + 1) % 100);
}
