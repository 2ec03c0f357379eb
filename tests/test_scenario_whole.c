/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sound scenarios that use the whole of the model: every key arrives where it belongs, and every default is filled in.
 */
#include "base/date.h"
#include "scenario/scenario.h"

#include <criterion/criterion.h>
#include <math.h>

static placement_scenario *load(const char *path)
{
  placement_scenario *scenario = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  placement_status status = placement_scenario_load_file(path, &scenario, NULL, &err);
  cr_assert_eq(status, PLACEMENT_OK, "%s:%d:%d: %s: %s", path, (int)err.line, (int)err.column, err.pointer,
               err.message);
  return scenario;
}

static placement_scenario *load_whole(void)
{
  return load(TEST_DATA "/ok/whole_model.json");
}

static int32_t day_of(const placement_scenario *s, const char *date)
{
  int32_t day = 0;
  cr_assert(plm_parse_date(date, &day));
  return day - s->start;
}

static void expect_constant(const plm_distribution *d, double value)
{
  cr_expect_eq(d->kind, PLM_CONSTANT);
  cr_expect_eq(d->a[0], value);
}

Test(scenario_whole, demand)
{
  placement_scenario *s = load_whole();
  const plm_group *core = &s->groups[0], *complex_needs = &s->groups[1];
  cr_expect_eq(core->growth_per_year, -0.02);
  cr_expect_eq(core->seasonality[3], 2);
  cr_expect_eq(core->seasonality[11], 0.5);
  cr_expect_eq(complex_needs->growth_per_year, 0);
  for (int m = 0; m < 12; m++)
    cr_expect_eq(complex_needs->seasonality[m], 1);
  cr_expect_eq(core->endings_in_house, 0.2);
  cr_expect_eq(core->endings_external, 0.5);
  cr_expect_eq(complex_needs->endings_external, 0);
  placement_scenario_free(s);
}

Test(scenario_whole, initial_children)
{
  placement_scenario *s = load_whole();
  const plm_group *core = &s->groups[0];
  cr_assert_eq(core->child_count, 4);
  cr_expect_eq(core->initial_count, 0);
  cr_expect_eq(core->children[0].days_so_far, 100);
  cr_expect(core->children[0].has_weekly_fee);
  cr_expect_eq(core->children[0].weekly_fee, 4800.5);
  cr_expect_eq(core->children[0].place, -1);
  cr_expect_eq(core->children[1].days_so_far, 0);
  cr_expect_not(core->children[1].has_weekly_fee);
  cr_expect_eq(core->children[2].place, 0);
  cr_expect_eq(core->children[3].place, 0);
  cr_expect_eq(s->groups[1].child_count, 0);
  cr_expect_eq(s->groups[1].initial_count, 3);
  cr_expect_eq(placement_scenario_initial_count(s), 7);
  cr_expect_eq(placement_scenario_step_down_count(s), 2);
  cr_expect_eq(placement_scenario_uncertain_count(s), 0);
  placement_scenario_free(s);
}

Test(scenario_whole, emergencies)
{
  placement_scenario *s = load_whole();
  const plm_group *core = &s->groups[0], *complex_needs = &s->groups[1], *breaks = &s->groups[2];
  cr_expect_eq(core->emergency_share, 0.25);
  cr_expect(core->has_emergency_days);
  cr_expect_eq(core->emergency_days.kind, PLM_TRIANGULAR);
  cr_expect(core->has_emergency_fee);
  expect_constant(&core->emergency_fee, 7000);
  cr_expect_not(complex_needs->has_emergency_fee);
  cr_expect_eq(complex_needs->emergency_fee.kind, PLM_GAMMA);
  cr_expect_eq(complex_needs->emergency_fee.a[0], complex_needs->weekly_fee.a[0]);
  cr_expect_eq(breaks->emergency_share, 0);
  cr_expect_not(breaks->has_emergency_days);
  placement_scenario_free(s);
}

Test(scenario_whole, unserved)
{
  placement_scenario *s = load_whole();
  cr_expect_not(s->groups[0].unserved);
  cr_expect(s->groups[0].has_weekly_fee);
  for (int g = 2; g < 4; g++) {
    cr_expect(s->groups[g].unserved);
    cr_expect_not(s->groups[g].has_weekly_fee);
    expect_constant(&s->groups[g].weekly_fee, 0);
  }
  placement_scenario_free(s);
}

Test(scenario_whole, step_down)
{
  placement_scenario *s = load_whole();
  const plm_step_down *scheme = &s->step_downs[0];
  cr_assert_eq(s->step_down_count, 2);
  cr_expect_eq(s->groups[0].step_down, 0);
  cr_expect_eq(s->groups[0].step_down_share, 0.3);
  cr_expect_eq(s->groups[0].step_down_after, 0.6);
  cr_expect_eq(s->groups[1].step_down, 1);
  cr_expect_eq(s->groups[1].step_down_share, 1);
  cr_expect_eq(s->groups[1].step_down_after, 0);
  cr_expect_eq(s->groups[2].step_down, -1);
  cr_expect_str_eq(scheme->id, "fostering");
  cr_expect_eq(scheme->places, 6);
  cr_expect_eq(scheme->opens, day_of(s, "2025-09-01"));
  cr_assert_eq(scheme->cost_count, 4);
  cr_expect_eq(scheme->costs[0].index, 2);
  cr_expect_eq(scheme->costs[1].index, 0);
  cr_expect_eq(scheme->costs[1].from.days, day_of(s, "2025-06-01"));
  cr_expect_eq(scheme->costs[2].on.days, day_of(s, "2025-08-01"));
  cr_expect_eq(scheme->costs[2].unit, PLM_FOR_BED);
  cr_expect_eq(scheme->costs[3].on.kind, PLM_WHEN_NONE);
  cr_expect_eq(s->step_downs[1].places, 0);
  cr_expect_eq(s->step_downs[1].opens, 0);
  cr_expect_eq(s->step_downs[1].costs[0].index, -1);
  placement_scenario_free(s);
}

Test(scenario_whole, what_homes_take)
{
  placement_scenario *s = load_whole();
  static const uint64_t planned[] = {5, 0, 1, 0, 15}, emergency[] = {5, 15, 6, 2, 0};
  for (size_t h = 0; h < s->home_count; h++) {
    cr_expect_eq(s->homes[h].planned_groups, planned[h], "home %zu", h);
    cr_expect_eq(s->homes[h].emergency_groups, emergency[h], "home %zu", h);
  }
  placement_scenario_free(s);
}

Test(scenario_whole, rules_of_homes)
{
  placement_scenario *s = load_whole();
  const plm_home *oak = &s->homes[0], *elm = &s->homes[1], *yew = &s->homes[4];
  cr_expect_eq(oak->max_stay_days, 365);
  cr_expect_eq(oak->introduction_days, 14);
  cr_expect_eq(oak->admission_interval_days, 21);
  cr_expect_eq(oak->refusal, 0.1);
  cr_expect_eq(oak->suspensions_per_year, 0.5);
  cr_expect_eq(oak->suspension_days.kind, PLM_EXPONENTIAL);
  cr_expect(oak->has_closes);
  cr_expect_eq(oak->closes, day_of(s, "2026-12-31"));
  cr_expect(oak->sells_voids);
  cr_expect_eq(oak->sale_after_days, 30);
  cr_expect_eq(oak->sales_per_year, 4);
  cr_expect_eq(oak->sale_stay_days.kind, PLM_LOGNORMAL);
  cr_expect_eq(oak->sale_weekly_income, 6500);
  cr_expect_eq(elm->max_stay_days, 0);
  cr_expect_eq(elm->refusal, 0);
  cr_expect_not(elm->has_closes);
  cr_expect_not(elm->sells_voids);
  expect_constant(&elm->suspension_days, 0);
  expect_constant(&elm->sale_stay_days, 0);
  cr_expect_eq(yew->closes, day_of(s, "2020-01-01"));
  cr_expect(yew->sells_voids);
  cr_expect_eq(yew->sales_per_year, 0);
  placement_scenario_free(s);
}

Test(scenario_whole, external)
{
  placement_scenario *s = load_whole();
  cr_expect_eq(s->minimum_nights, 28);
  cr_expect_eq(s->enhancements_per_year, 0.8);
  cr_expect_eq(s->enhancement_weekly_amount, 650);
  cr_expect_eq(s->enhancement_max, 2);
  cr_expect_eq(s->visits, 1200);
  placement_scenario_free(s);
  s = load(TEST_DATA "/ok/smallest.json");
  cr_expect_eq(s->minimum_nights, 0);
  cr_expect_eq(s->enhancements_per_year, 0);
  cr_expect_eq(s->enhancement_max, INT32_MAX);
  cr_expect_eq(s->uncertain_count, 0);
  cr_expect_null(s->correlation);
  placement_scenario_free(s);
}

Test(scenario_whole, uncertain)
{
  static const double correlation[5][5] = {
      {1, 0.5, 0, -0.25, 0}, {0.5, 1, 0.75, 0, 0}, {0, 0.75, 1, 0, 0}, {-0.25, 0, 0, 1, 0}, {0, 0, 0, 0, 1}};
  placement_scenario *s = load(TEST_DATA "/ok/uncertain.json");
  cr_assert_eq(s->uncertain_count, 5);
  cr_expect_str_eq(s->uncertain[1].input, "/groups/0/need_days");
  cr_expect_eq(s->uncertain[1].as, PLM_AS_FACTOR);
  cr_expect_eq(s->uncertain[2].as, PLM_AS_VALUE);
  cr_expect_eq(s->uncertain[3].as, PLM_AS_ADD);
  cr_expect_eq(s->uncertain[3].distribution.kind, PLM_NORMAL);
  for (int i = 0; i < 5; i++)
    for (int j = 0; j < 5; j++)
      cr_expect_eq(s->correlation[5 * i + j], correlation[i][j], "%d, %d", i, j);
  placement_scenario_free(s);
}

/* What an input is set to: its base times or plus the quantile, or that, rounded where it is a whole number. */
Test(scenario_whole, quantiles_of_inputs)
{
  static const struct {
    size_t input;
    double probability, value;
  } expected[] = {{0, 0.5, 12},   {0, 0.841344746, 13.2}, {1, 0.2, 0.9}, {2, 0.9, 1.85},
                  {3, 0.5, 0.05}, {3, 0.158655254, 0.03}, {4, 0.1, 1},   {4, 0.9, 4}};
  placement_scenario *s = load(TEST_DATA "/ok/uncertain.json");
  placement_error err = PLACEMENT_ERROR_INIT;
  double value = -1;
  for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
    cr_assert_eq(placement_scenario_uncertain_quantile(s, expected[i].input, expected[i].probability, &value, NULL),
                 PLACEMENT_OK);
    cr_expect_float_eq(value, expected[i].value, 1e-5, "%zu: %.9g", i, value);
  }
  cr_expect_str_eq(placement_scenario_uncertain_pointer(s, 3), "/prices/indices/fees/0");
  cr_expect_null(placement_scenario_uncertain_pointer(s, 5));
  value = -1;
  cr_expect_eq(placement_scenario_uncertain_quantile(s, 5, 0.5, &value, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_not_null(strstr(err.message, "input 5"));
  cr_expect_eq(placement_scenario_uncertain_quantile(s, 0, 1, &value, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_not_null(strstr(err.message, "probability"));
  cr_expect_eq(placement_scenario_uncertain_quantile(s, 0, NAN, &value, NULL), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(value, -1);
  placement_scenario_free(s);
}
