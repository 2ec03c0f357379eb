/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sound scenarios: every key arrives where it belongs, and every default is filled in.
 */
#include "base/date.h"
#include "scenario/scenario.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static placement_scenario *load(const char *path)
{
  placement_scenario *scenario = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  placement_status status = placement_scenario_load_file(path, &scenario, NULL, &err);
  cr_assert_eq(status, PLACEMENT_OK, "%s:%d:%d: %s: %s", path, (int)err.line, (int)err.column, err.pointer,
               err.message);
  return scenario;
}

static int32_t day_of(const placement_scenario *s, const char *date)
{
  int32_t day = 0;
  cr_assert(plm_parse_date(date, &day));
  return day - s->start;
}

static int is_scenario(const struct dirent *entry)
{
  return strstr(entry->d_name, ".json") != NULL;
}

static int load_folder(const char *folder)
{
  struct dirent **entries = NULL;
  int count = scandir(folder, &entries, is_scenario, alphasort);
  for (int i = 0; i < count; i++) {
    char path[512];
    cr_assert_lt(snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name), (int)sizeof path);
    placement_scenario_free(load(path));
    free(entries[i]);
  }
  free(entries);
  return count;
}

Test(scenario_ok, folders_load)
{
  cr_assert_geq(load_folder(TEST_DATA "/ok"), 7);
  cr_assert_geq(load_folder(EXAMPLES "/scenarios"), 1);
  cr_assert_geq(load_folder(EXAMPLES "/scenarios/southampton"), 3);
}

Test(scenario_ok, smallest)
{
  placement_scenario *s = load(TEST_DATA "/ok/smallest.json");
  cr_assert_str_eq(placement_scenario_title(s), "");
  cr_assert_str_eq(placement_scenario_currency(s), "GBP");
  cr_assert_str_eq(s->name, TEST_DATA "/ok/smallest.json");
  cr_assert_eq(s->days, 365);
  cr_assert_eq(s->column_years, 1);
  cr_assert_eq(s->year_start_month, 4);
  cr_assert_eq(s->year_start_day, 1);
  cr_assert_eq(s->prices.base_date, 0);
  cr_assert_eq(s->prices.discount_rate, 0.035);
  cr_assert_eq(s->prices.deflator, -1);
  cr_assert_eq(s->external_index, -1);
  cr_assert_eq(s->notice_days, 0);
  cr_assert_not(s->policy.returns);
  cr_assert_eq(s->policy.home_choice, PLM_CHOICE_LISTED);
  cr_assert_eq(placement_scenario_group_count(s), 0);
  cr_assert_eq(placement_scenario_home_count(s), 0);
  placement_scenario_free(s);
}

static void expect_constant(const plm_distribution *d, double value)
{
  cr_assert_eq(d->kind, PLM_CONSTANT);
  cr_assert_eq(d->a[0], value);
}

static void expect_default_line(const plm_cost_line *line, plm_cost_per per)
{
  cr_assert_null(line->id);
  cr_assert_not(line->capital);
  cr_assert_eq(line->amount, 10);
  cr_assert_eq(line->per, per);
  cr_assert_eq(line->unit, PLM_FOR_HOME);
  cr_assert_eq(line->from.kind, PLM_WHEN_NONE);
  cr_assert_eq(line->until.kind, PLM_WHEN_NONE);
  cr_assert_eq(line->on.kind, PLM_WHEN_NONE);
  cr_assert_eq(line->index, -1);
  cr_assert_eq(line->optimism_bias, 0);
}

Test(scenario_ok, defaults)
{
  placement_scenario *s = load(TEST_DATA "/ok/defaults.json");
  const plm_group *group = &s->groups[0];
  const plm_home *home = &s->homes[0];
  cr_assert_eq(group->rate_count, 1);
  cr_assert_eq(group->arrivals_per_year[0], 0);
  cr_assert_eq(group->initial_count, 0);
  cr_assert_not(group->has_age);
  cr_assert_not(group->has_until_age);
  cr_assert_eq(group->local_suitability, 1);
  for (int i = 0; i < 4; i++)
    cr_assert_eq(s->compatibility[i], 1);
  expect_constant(&s->phases[0].delay_days, 0);
  cr_assert_eq(s->phases[0].after_phase, -1);
  cr_assert_eq(home->planned_groups, 3);
  cr_assert_eq(home->turnaround_days, 0);
  expect_constant(&home->registration_delay_days, 0);
  cr_assert_eq(home->registration_declined, 0);
  expect_default_line(&s->phases[0].costs[0], PLM_PER_ONCE);
  expect_default_line(&home->costs[0], PLM_PER_WEEK);
  expect_default_line(&s->costs[0], PLM_PER_YEAR);
  cr_assert(s->policy.returns);
  cr_assert_eq(s->policy.return_after_nights, 0);
  cr_assert_eq(s->policy.return_order, PLM_RETURN_LONGEST);
  cr_assert(s->published[0].on_plan_basis);
  cr_assert(s->published[0].expect_agrees);
  cr_assert_eq(s->published[0].column, 2);
  cr_assert_eq(s->published[0].tolerance, 0.5);
  cr_assert_str_eq(s->published[0].source, "");
  placement_scenario_free(s);
}

Test(scenario_ok, every_key_of_horizon_and_prices)
{
  placement_scenario *s = load(TEST_DATA "/ok/every_key.json");
  const plm_prices *p = &s->prices;
  cr_assert_str_eq(placement_scenario_title(s), "Every key that is supported");
  cr_assert_eq(s->start, plm_date_from_civil((plm_civil){2020, 7, 15}));
  cr_assert_eq(s->years, 3);
  cr_assert_eq(s->days, day_of(s, "2023-07-15"));
  cr_assert_eq(s->year_start_month, 4);
  cr_assert_eq(s->year_start_day, 6);
  cr_assert_eq(s->column_years, 4);
  cr_assert_eq(p->base_date, day_of(s, "2019-10-01"));
  cr_assert_eq(p->discount_rate, 0.0175);
  cr_assert_str_eq(p->currency, "EUR");
  cr_assert_eq(p->index_count, 3);
  cr_assert_str_eq(p->indices[1].name, "fees");
  cr_assert_eq(p->indices[0].rate_count, 1);
  cr_assert_eq(p->indices[0].rates[0], 0.03);
  cr_assert_eq(p->indices[1].rate_count, 3);
  cr_assert_eq(p->indices[1].rates[2], -0.01);
  cr_assert_eq(p->deflator, 2);
  placement_scenario_free(s);
}

Test(scenario_ok, every_key_of_groups)
{
  placement_scenario *s = load(TEST_DATA "/ok/every_key.json");
  const plm_group *core = &s->groups[0];
  cr_assert_str_eq(core->id, "core");
  cr_assert_eq(core->rate_count, 4);
  cr_assert_eq(core->arrivals_per_year[0], 10.5);
  cr_assert_eq(core->arrivals_per_year[3], 12);
  cr_assert_eq(core->initial_count, 7);
  cr_assert_eq(core->need_days.kind, PLM_LOGNORMAL);
  cr_assert(core->has_age);
  cr_assert_eq(core->age_at_entry.kind, PLM_UNIFORM);
  cr_assert(core->has_until_age);
  cr_assert_eq(core->until_age, 18);
  cr_assert_eq(core->local_suitability, 0.8);
  cr_assert_eq(core->weekly_fee.kind, PLM_NORMAL);
  cr_assert_eq(core->weekly_fee.lower, 2000);
  cr_assert_eq(core->weekly_fee.upper, INFINITY);
  cr_assert(s->groups[1].has_age);
  cr_assert_not(s->groups[1].has_until_age);
  cr_assert_eq(s->compatibility[0], 0.9);
  cr_assert_eq(s->compatibility[1], 0.5);
  cr_assert_eq(s->compatibility[2], 0.5);
  cr_assert_eq(s->compatibility[3], 0.25);
  placement_scenario_free(s);
}

Test(scenario_ok, every_key_of_phases_and_homes)
{
  placement_scenario *s = load(TEST_DATA "/ok/every_key.json");
  const plm_phase *second = &s->phases[1];
  const plm_home *oak = &s->homes[0];
  cr_assert_eq(s->phases[0].delay_days.kind, PLM_NORMAL);
  cr_assert_eq(second->planned_opening, day_of(s, "2020-01-31"));
  cr_assert_eq(second->after_phase, 0);
  cr_assert_eq(second->slip_days, -14);
  cr_assert_eq(second->after_days, 90);
  cr_assert_eq(second->cost_count, 1);
  cr_assert_str_eq(second->costs[0].id, "manager");
  cr_assert_str_eq(oak->id, "oak-house");
  cr_assert_eq(oak->phase, 1);
  cr_assert_eq(oak->beds, 2);
  cr_assert_eq(oak->planned_groups, 2);
  cr_assert_eq(oak->turnaround_days, 7);
  cr_assert_eq(oak->registration_delay_days.kind, PLM_EXPONENTIAL);
  cr_assert_eq(oak->registration_declined, 0.05);
  cr_assert_eq(s->homes[1].planned_groups, 3);
  cr_assert_eq(placement_scenario_bed_count(s), 66);
  cr_assert_eq(placement_scenario_home_beds(s, 1), 64);
  cr_assert_eq(placement_scenario_home_beds(s, 2), 0);
  cr_assert_str_eq(placement_scenario_home_id(s, 1), "elm-house");
  cr_assert_null(placement_scenario_home_id(s, 2));
  cr_assert_str_eq(placement_scenario_group_id(s, 0), "core");
  cr_assert_null(placement_scenario_group_id(s, 2));
  cr_assert_eq(placement_scenario_initial_count(s), 7);
  cr_assert_eq(placement_scenario_phase_count(s), 2);
  placement_scenario_free(s);
}

Test(scenario_ok, every_key_of_cost_lines)
{
  placement_scenario *s = load(TEST_DATA "/ok/every_key.json");
  const plm_cost_line *line = s->homes[0].costs;
  cr_assert_eq(s->homes[0].cost_count, 4);
  cr_assert_str_eq(line[0].id, "house");
  cr_assert(line[0].capital);
  cr_assert_eq(line[0].per, PLM_PER_ONCE);
  cr_assert_eq(line[0].on.kind, PLM_WHEN_PLANNED_OPENING);
  cr_assert_eq(line[0].on.days, 0);
  cr_assert_eq(line[0].optimism_bias, 0.15);
  cr_assert_eq(line[1].per, PLM_PER_YEAR);
  cr_assert_eq(line[1].index, 0);
  cr_assert_eq(line[2].amount, 80.5);
  cr_assert_eq(line[2].unit, PLM_FOR_OCCUPIED_BED);
  cr_assert_eq(line[2].index, 2);
  cr_assert_eq(line[3].amount, -1000);
  cr_assert_eq(line[3].per, PLM_PER_ADMISSION);
  cr_assert_eq(line[3].unit, PLM_FOR_BED);
  cr_assert_eq(s->costs[0].from.kind, PLM_WHEN_DATE);
  cr_assert_eq(s->costs[0].from.days, 0);
  cr_assert_eq(s->costs[0].until.days, day_of(s, "2023-04-06"));
  cr_assert(s->costs[1].capital);
  cr_assert_eq(s->costs[1].amount, 100000);
  cr_assert_eq(s->costs[1].on.days, day_of(s, "2020-08-01"));
  placement_scenario_free(s);
}

Test(scenario_ok, every_key_of_the_rest)
{
  placement_scenario *s = load(TEST_DATA "/ok/every_key.json");
  const plm_published *figure = s->published;
  cr_assert_eq(s->notice_days, 28);
  cr_assert_eq(s->external_index, 1);
  cr_assert_eq(s->policy.home_choice, PLM_CHOICE_FULLEST);
  cr_assert_eq(s->policy.return_after_nights, 30);
  cr_assert_eq(s->policy.return_order, PLM_RETURN_HIGHEST_FEE);
  cr_assert_eq(placement_scenario_published_count(s), 2);
  cr_assert_str_eq(figure[0].label, "Revenue, second year");
  cr_assert_not(figure[0].on_plan_basis);
  cr_assert_str_eq(figure[0].metric, "cost.revenue");
  cr_assert_eq(figure[0].column, 1);
  cr_assert_eq(figure[0].value, 2476416);
  cr_assert_eq(figure[0].tolerance, 1);
  cr_assert_str_eq(figure[0].source, "Cabinet paper, page 12");
  cr_assert_not(figure[0].expect_agrees);
  cr_assert_eq(figure[1].column, 4);
  cr_assert_eq(figure[1].value, -5.5);
  placement_scenario_free(s);
}

Test(scenario_ok, every_distribution)
{
  static const plm_distribution_kind kinds[] = {
      PLM_CONSTANT,    PLM_UNIFORM,   PLM_TRIANGULAR, PLM_BETA,      PLM_NORMAL,    PLM_NORMAL,
      PLM_LOGNORMAL,   PLM_LOGNORMAL, PLM_LOGNORMAL,  PLM_GAMMA,     PLM_WEIBULL,   PLM_WEIBULL,
      PLM_EXPONENTIAL, PLM_BETA,      PLM_EMPIRICAL,  PLM_EMPIRICAL, PLM_QUANTILES, PLM_MIXTURE};
  static const double medians[] = {400.5,
                                   200,
                                   NAN,
                                   NAN,
                                   300,
                                   300,
                                   300 / 1.4142135623730951,
                                   300 / 1.4142135623730951,
                                   NAN,
                                   NAN,
                                   300 * 0.6931471805599453,
                                   300 * 0.6931471805599453,
                                   300 * 0.6931471805599453,
                                   300,
                                   200,
                                   300,
                                   200,
                                   NAN};
  placement_scenario *s = load(TEST_DATA "/ok/distributions.json");
  cr_assert_eq(s->group_count, sizeof kinds / sizeof *kinds);
  for (size_t g = 0; g < s->group_count; g++) {
    const plm_distribution *d = &s->groups[g].need_days;
    cr_expect_eq(d->kind, kinds[g], "%s", s->groups[g].id);
    if (!isnan(medians[g]))
      cr_expect_lt(fabs(plm_distribution_quantile(d, 0.5) - medians[g]), 1e-6, "%s", s->groups[g].id);
  }
  cr_assert_eq(s->groups[5].need_days.lower, 250);
  cr_assert_eq(s->groups[5].need_days.upper, 350);
  cr_assert_eq(s->groups[8].need_days.upper, 2000);
  cr_assert_eq(s->groups[9].need_days.lower, 1);
  cr_assert_eq(s->groups[17].need_days.of[1].kind, PLM_MIXTURE);
  placement_scenario_free(s);
}

Test(scenario_ok, every_when)
{
  placement_scenario *s = load(TEST_DATA "/ok/whens.json");
  const plm_cost_line *line = s->homes[0].costs;
  cr_assert_eq(line[0].from.kind, PLM_WHEN_NONE);
  cr_assert_eq(line[1].from.days, day_of(s, "2025-06-01"));
  cr_assert_eq(line[2].from.kind, PLM_WHEN_PLANNED_OPENING);
  cr_assert_eq(line[2].from.days, -84);
  cr_assert_eq(line[2].until.kind, PLM_WHEN_OPENING);
  cr_assert_eq(line[2].until.days, 0);
  cr_assert_eq(line[3].until.kind, PLM_WHEN_CLOSING);
  cr_assert_eq(line[3].until.days, 36525);
  cr_assert_eq(line[4].on.kind, PLM_WHEN_OPENING);
  cr_assert_eq(line[5].on.days, day_of(s, "2024-02-29"));
  placement_scenario_free(s);
}

Test(scenario_ok, escapes_and_x_keys)
{
  placement_scenario *s = load(TEST_DATA "/ok/escapes_and_x_keys.json");
  cr_assert_str_eq(s->title, "Caf\xC3\xA9 \"\xF0\x9F\x8F\xA0\" \\ / \xE5\xAD\x90");
  cr_assert_str_eq(s->groups[0].id, "a");
  cr_assert_eq(s->years, 1);
  /* From 29 February 2024 to 1 March 2025. */
  cr_assert_eq(s->days, 366);
  placement_scenario_free(s);
}

Test(scenario_ok, free_keys)
{
  placement_scenario *s = load(TEST_DATA "/ok/free_keys.json");
  cr_assert_str_eq(s->title, "Free keys everywhere");
  cr_assert_eq(s->groups[0].need_days.kind, PLM_LOGNORMAL);
  cr_assert_eq(s->groups[1].need_days.of[1].kind, PLM_QUANTILES);
  cr_assert_eq(s->groups[0].endings_in_house, 0.5);
  cr_assert_eq(s->homes[0].planned_groups, 1);
  cr_assert_eq(s->homes[0].costs[0].from.kind, PLM_WHEN_OPENING);
  /* Names of indices are none of them. */
  cr_assert_eq(s->prices.index_count, 2);
  cr_assert_str_eq(s->prices.indices[0].name, "notes");
  cr_assert_eq(s->prices.indices[0].rates[0], 0.03);
  placement_scenario_free(s);
}

Test(scenario_ok, calendar_years)
{
  placement_scenario *s = load(TEST_DATA "/ok/calendar_years.json");
  cr_assert_eq(s->column_years, 3);
  cr_assert_eq(s->published[0].column, 2);
  cr_assert_eq(s->published[1].column, 3);
  cr_assert_str_eq(s->published[0].source, "");
  placement_scenario_free(s);
}
