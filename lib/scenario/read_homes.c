/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Phases and homes.
 */
#include "scenario/sections.h"

static const plm_number_rule beds_rule = {1, PLACEMENT_LIMIT_BEDS, false, true,
                                          "a whole number from 1 to " PLM_TEXT(PLACEMENT_LIMIT_BEDS)};
static const plm_number_rule stay_rule = {1, PLACEMENT_LIMIT_DAYS, false, false,
                                          "a whole number of days from 1 to 36,525"};

static void read_after(plm_reader *r, const plm_json_value *value, plm_phase *phase, size_t earlier_count)
{
  static const plm_member keys[] = {{"phase", PLM_KEY_REQUIRED}, {"days", PLM_KEY_OPTIONAL}, PLM_KEYS_END};
  const plm_json_value *after = plm_get(r, value, "after");
  plm_ids earlier = r->phases;
  earlier.count = earlier_count;
  earlier.allowed = "the id of an earlier phase";
  if (after == NULL || !plm_check_object(r, after, "after", keys))
    return;
  phase->after_phase = plm_read_reference(r, after, "phase", &earlier);
  phase->after_days = plm_read_whole(r, after, "days", &plm_offset_days, 0);
}

static void read_phase(plm_reader *r, const plm_json_value *value, plm_phase *phase, size_t position)
{
  static const plm_member keys[] = {{"id", PLM_KEY_REQUIRED},
                                    {"planned_opening", PLM_KEY_REQUIRED},
                                    {"delay_days", PLM_KEY_OPTIONAL},
                                    {"slip_days", PLM_KEY_OPTIONAL},
                                    {"after", PLM_KEY_OPTIONAL},
                                    {"costs", PLM_KEY_OPTIONAL},
                                    PLM_KEYS_END};
  int32_t opening = r->scenario->start;
  phase->delay_days = plm_distribution_constant(0);
  phase->after_phase = -1;
  if (!plm_check_object(r, value, "each phase", keys))
    return;
  phase->id = plm_read_id(r, value, "id", &r->phases);
  (void)plm_read_date(r, value, "planned_opening", &opening);
  phase->planned_opening = opening - r->scenario->start;
  plm_read_distribution(r, value, "delay_days", true, &phase->delay_days);
  phase->slip_days = plm_read_whole(r, value, "slip_days", &plm_offset_days, 0);
  read_after(r, value, phase, position);
  plm_read_costs(r, value, PLM_OWNER_HOME, &phase->costs, &phase->cost_count);
}

void plm_read_phases(plm_reader *r, const plm_json_value *root)
{
  placement_scenario *s = r->scenario;
  const plm_json_value *list = plm_get(r, root, "phases");
  r->phases = (plm_ids){"the id of a phase", true, NULL, sizeof(plm_phase), 0};
  s->phases = plm_new_items(r, root, "phases", PLACEMENT_LIMIT_PHASES, sizeof *s->phases, &s->phase_count);
  r->phases.known = list == NULL || s->phases != NULL;
  if (s->phases == NULL)
    return;
  r->phases.items = s->phases;
  for (const plm_json_value *entry = plm_json_first(list); entry != NULL; entry = plm_json_next(&r->tree, entry)) {
    read_phase(r, entry, &s->phases[entry->position], entry->position);
    r->phases.count++;
    if (s->phases[entry->position].id == NULL)
      r->phases.known = false;
  }
}

static void read_registration(plm_reader *r, const plm_json_value *value, plm_home *home)
{
  static const plm_member keys[] = {{"delay_days", PLM_KEY_OPTIONAL}, {"declined", PLM_KEY_OPTIONAL}, PLM_KEYS_END};
  const plm_json_value *registration = plm_get(r, value, "registration");
  if (registration == NULL || !plm_check_object(r, registration, "registration", keys))
    return;
  plm_read_distribution(r, registration, "delay_days", true, &home->registration_delay_days);
  home->registration_declined = plm_read_number(r, registration, "declined", &plm_probability, 0);
}

static void read_suspension(plm_reader *r, const plm_json_value *value, plm_home *home)
{
  static const plm_member keys[] = {{"per_year", PLM_KEY_OPTIONAL}, {"days", PLM_KEY_OPTIONAL}, PLM_KEYS_END};
  const plm_json_value *suspension = plm_get(r, value, "suspension");
  if (suspension == NULL || !plm_check_object(r, suspension, "suspension", keys))
    return;
  home->suspensions_per_year = plm_read_number(r, suspension, "per_year", &plm_per_year, 0);
  plm_read_distribution(r, suspension, "days", false, &home->suspension_days);
}

static void read_sales(plm_reader *r, const plm_json_value *value, plm_home *home)
{
  static const plm_member keys[] = {{"after_days", PLM_KEY_OPTIONAL},
                                    {"per_year", PLM_KEY_OPTIONAL},
                                    {"stay_days", PLM_KEY_OPTIONAL},
                                    {"weekly_income", PLM_KEY_OPTIONAL},
                                    PLM_KEYS_END};
  const plm_json_value *sales = plm_get(r, value, "sell_voids");
  if (sales == NULL || !plm_check_object(r, sales, "sell_voids", keys))
    return;
  home->sells_voids = true;
  home->sale_after_days = plm_read_whole(r, sales, "after_days", &plm_period_days, 0);
  home->sales_per_year = plm_read_number(r, sales, "per_year", &plm_per_year, 0);
  plm_read_distribution(r, sales, "stay_days", false, &home->sale_stay_days);
  home->sale_weekly_income = plm_read_number(r, sales, "weekly_income", &plm_amount, 0);
}

/* What happens in a home beside who enters it. */
static void read_rules(plm_reader *r, const plm_json_value *value, plm_home *home)
{
  int32_t closes;
  home->max_stay_days = plm_read_whole(r, value, "max_stay_days", &stay_rule, 0);
  home->introduction_days = plm_read_whole(r, value, "introduction_days", &plm_period_days, 0);
  home->admission_interval_days = plm_read_whole(r, value, "admission_interval_days", &plm_period_days, 0);
  home->refusal = plm_read_number(r, value, "refusal", &plm_probability, 0);
  home->has_closes = plm_read_date(r, value, "closes", &closes);
  if (home->has_closes)
    home->closes = closes - r->scenario->start;
  read_suspension(r, value, home);
  read_sales(r, value, home);
}

static void read_home(plm_reader *r, const plm_json_value *value, plm_home *home)
{
  static const plm_member keys[] = {{"id", PLM_KEY_REQUIRED},
                                    {"phase", PLM_KEY_REQUIRED},
                                    {"beds", PLM_KEY_REQUIRED},
                                    {"takes", PLM_KEY_OPTIONAL},
                                    {"groups", PLM_KEY_OPTIONAL},
                                    {"turnaround_days", PLM_KEY_OPTIONAL},
                                    {"registration", PLM_KEY_OPTIONAL},
                                    {"costs", PLM_KEY_OPTIONAL},
                                    {"max_stay_days", PLM_KEY_OPTIONAL},
                                    {"introduction_days", PLM_KEY_OPTIONAL},
                                    {"admission_interval_days", PLM_KEY_OPTIONAL},
                                    {"refusal", PLM_KEY_OPTIONAL},
                                    {"suspension", PLM_KEY_OPTIONAL},
                                    {"closes", PLM_KEY_OPTIONAL},
                                    {"sell_voids", PLM_KEY_OPTIONAL},
                                    PLM_KEYS_END};
  home->registration_delay_days = plm_distribution_constant(0);
  home->suspension_days = plm_distribution_constant(0);
  home->sale_stay_days = plm_distribution_constant(0);
  if (!plm_check_object(r, value, "each home", keys))
    return;
  home->id = plm_read_id(r, value, "id", &r->homes);
  home->phase = plm_read_reference(r, value, "phase", &r->phases);
  home->beds = plm_read_whole(r, value, "beds", &beds_rule, 1);
  home->turnaround_days = plm_read_whole(r, value, "turnaround_days", &plm_period_days, 0);
  plm_read_takes(r, value, home);
  read_registration(r, value, home);
  read_rules(r, value, home);
  plm_read_costs(r, value, PLM_OWNER_HOME, &home->costs, &home->cost_count);
}

void plm_read_homes(plm_reader *r, const plm_json_value *root)
{
  placement_scenario *s = r->scenario;
  const plm_json_value *list = plm_get(r, root, "homes");
  r->homes = (plm_ids){"the id of a home", true, NULL, sizeof(plm_home), 0};
  s->homes = plm_new_items(r, root, "homes", PLACEMENT_LIMIT_HOMES, sizeof *s->homes, &s->home_count);
  r->homes.known = list == NULL || s->homes != NULL;
  if (s->homes == NULL)
    return;
  r->homes.items = s->homes;
  for (const plm_json_value *entry = plm_json_first(list); entry != NULL; entry = plm_json_next(&r->tree, entry)) {
    read_home(r, entry, &s->homes[entry->position]);
    r->homes.count++;
    if (s->homes[entry->position].id == NULL)
      r->homes.known = false;
  }
}
