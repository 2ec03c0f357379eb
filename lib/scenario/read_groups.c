/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Need groups.
 */
#include "base/decimal.h"
#include "scenario/arrivals.h"
#include "scenario/sections.h"
#include "scenario/words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define SHOWN_AT_MOST 1e15 /* expected arrivals, in a message */

static const plm_number_rule arrivals_rule = {0, PLACEMENT_LIMIT_CHILDREN, false, true, "a number from 0 to 100,000"};
static const plm_number_rule age_rule = {0, 100, true, false, "an age in years above 0 and up to 100"};

static void read_arrivals(plm_reader *r, const plm_json_value *value, plm_group *group)
{
  const plm_json_value *given = plm_get(r, value, "arrivals_per_year");
  double rate = 0;
  if (given != NULL && plm_json_is_list(given)) {
    size_t years = r->scenario->column_years;
    if (r->horizon_known && given->entries != years) {
      char message[160];
      (void)snprintf(message, sizeof message,
                     "found %lu entries, but arrivals_per_year must be one number, or exactly %zu: one for each "
                     "financial year that the horizon touches",
                     (unsigned long)given->entries, years);
      plm_report(r, given, PLACEMENT_ERROR_SCENARIO, message);
      return;
    }
    group->arrivals_per_year = plm_numbers_value(r, given, "arrivals_per_year", &arrivals_rule, &group->rate_count);
    return;
  }
  if (given != NULL)
    (void)plm_number_value(r, given, "arrivals_per_year", &arrivals_rule, &rate);
  group->arrivals_per_year = plm_reader_array(r, 1, sizeof *group->arrivals_per_year);
  if (group->arrivals_per_year == NULL)
    return;
  group->arrivals_per_year[0] = rate;
  group->rate_count = 1;
}

/* January to December; only the ratios between them matter. */
static void read_seasonality(plm_reader *r, const plm_json_value *value, plm_group *group)
{
  const plm_json_value *given = plm_get(r, value, "seasonality");
  double *months, sum = 0;
  size_t count = 0;
  if (given == NULL)
    return;
  if (!plm_json_is_list(given) || given->entries != 12) {
    plm_report_found(r, given, "seasonality", "a list of 12 numbers, January to December");
    return;
  }
  months = plm_numbers_value(r, given, "seasonality", &plm_amount, &count);
  if (months == NULL)
    return;
  for (size_t i = 0; i < 12; i++)
    sum += group->seasonality[i] = months[i];
  free(months);
  if (!(sum > 0))
    plm_report(r, given, PLACEMENT_ERROR_SCENARIO, "seasonality must have at least one month above 0");
}

static void read_age(plm_reader *r, const plm_json_value *value, plm_group *group)
{
  const plm_json_value *until = plm_get(r, value, "until_age");
  group->has_age = plm_get(r, value, "age_at_entry") != NULL;
  group->has_until_age = until != NULL;
  plm_read_distribution(r, value, "age_at_entry", false, &group->age_at_entry);
  group->until_age = plm_read_number(r, value, "until_age", &age_rule, 0);
  if (until != NULL && !group->has_age)
    plm_report_key(r, until, PLACEMENT_ERROR_SCENARIO, "\"until_age\" needs \"age_at_entry\"");
  else if (group->until_age > 0 && plm_distribution_min(&group->age_at_entry) >= group->until_age)
    plm_report_found(r, until, "until_age", "above the lowest age_at_entry, or nobody would need care");
}

/* Both the placements during an emergency, and how often there is one. */
static void read_emergency(plm_reader *r, const plm_json_value *value, plm_group *group)
{
  const plm_json_value *fee = plm_get(r, value, "emergency_fee");
  group->emergency_share = plm_read_number(r, value, "emergency_share", &plm_probability, 0);
  group->has_emergency_days = plm_get(r, value, "emergency_days") != NULL;
  plm_read_distribution(r, value, "emergency_days", false, &group->emergency_days);
  if (group->emergency_share > 0 && !group->has_emergency_days)
    plm_report_missing(r, value, "emergency_days", ": emergency_share is not 0");
  group->has_emergency_fee = fee != NULL;
  plm_read_distribution(r, value, "emergency_fee", false, &group->emergency_fee);
  if (fee == NULL && plm_distribution_copy(&group->emergency_fee, &group->weekly_fee) != PLACEMENT_OK)
    r->out_of_memory = true;
}

static void read_endings(plm_reader *r, const plm_json_value *value, plm_group *group)
{
  static const plm_member keys[] = {{"in_house", PLM_KEY_OPTIONAL}, {"external", PLM_KEY_OPTIONAL}, PLM_KEYS_END};
  const plm_json_value *endings = plm_get(r, value, "unplanned_endings_per_year");
  if (endings == NULL || !plm_check_object(r, endings, "unplanned_endings_per_year", keys))
    return;
  group->endings_in_house = plm_read_number(r, endings, "in_house", &plm_per_year, 0);
  group->endings_external = plm_read_number(r, endings, "external", &plm_per_year, 0);
}

static void read_stepping_down(plm_reader *r, const plm_json_value *value, plm_group *group)
{
  static const plm_member keys[] = {{"to", PLM_KEY_REQUIRED},
                                    {"share", PLM_KEY_OPTIONAL},
                                    {"after_share_of_need", PLM_KEY_OPTIONAL},

                                    PLM_KEYS_END};
  const plm_json_value *step_down = plm_get(r, value, "step_down");
  if (step_down == NULL || !plm_check_object(r, step_down, "step_down", keys))
    return;
  group->step_down = plm_read_reference(r, step_down, "to", &r->step_downs);
  group->step_down_share = plm_read_number(r, step_down, "share", &plm_probability, 1);
  group->step_down_after = plm_read_number(r, step_down, "after_share_of_need", &plm_probability, 0);
}

static void read_fee(plm_reader *r, const plm_json_value *value, plm_group *group)
{
  group->has_weekly_fee = plm_get(r, value, "weekly_fee") != NULL;
  plm_read_distribution(r, value, "weekly_fee", false, &group->weekly_fee);
  if (!group->has_weekly_fee && !group->unserved)
    plm_report_missing(r, value, "weekly_fee", "");
  if (group->unserved) {
    group->has_weekly_fee = false;
    plm_distribution_clear(&group->weekly_fee);
  }
}

static void read_group(plm_reader *r, const plm_json_value *value, plm_group *group)
{
  group->need_days = plm_distribution_constant(0);
  group->age_at_entry = plm_distribution_constant(0);
  group->weekly_fee = plm_distribution_constant(0);
  group->emergency_days = plm_distribution_constant(0);
  group->emergency_fee = plm_distribution_constant(0);
  group->step_down = -1;
  for (size_t i = 0; i < 12; i++)
    group->seasonality[i] = 1;
  if (!plm_json_is_object(value))
    return;
  group->unserved = plm_read_bool(r, value, "unserved", false);
  read_arrivals(r, value, group);
  read_age(r, value, group);
  plm_read_distribution(r, value, "need_days", false, &group->need_days);
  read_fee(r, value, group);
  group->local_suitability = plm_read_number(r, value, "local_suitability", &plm_probability, 1);
  plm_read_initial(r, value, group);
  group->growth_per_year = plm_read_number(r, value, "growth_per_year", &plm_rate, 0);
  read_seasonality(r, value, group);
  read_emergency(r, value, group);
  read_endings(r, value, group);
  read_stepping_down(r, value, group);
}

/* Adds what the group expects to *expected, and notes where that passes the limit. */
static void add_arrivals(plm_reader *r, const plm_json_value *value, const plm_group *group, double *expected)
{
  const plm_json_value *given = plm_json_is_object(value) ? plm_get(r, value, "arrivals_per_year") : NULL;
  double before = *expected;
  plm_words words = {{0}, 0};
  if (given == NULL || !r->horizon_known || (group->rate_count != 1 && group->rate_count != r->scenario->column_years))
    return;
  *expected += plm_expected_arrivals(r->scenario, group);
  if (before > PLACEMENT_LIMIT_ARRIVALS || *expected <= PLACEMENT_LIMIT_ARRIVALS)
    return;
  plm_words_add(&words, "found ");
  plm_words_add(&words, *expected > SHOWN_AT_MOST ? "more than " : "");
  plm_words_add(&words, plm_format_decimal(fmin(*expected, SHOWN_AT_MOST), 0, true).text);
  plm_words_add(&words,
                " arrivals expected over the horizon, growth included, but all groups together may expect at most "
                "10,000,000");
  plm_report(r, given, PLACEMENT_ERROR_LIMIT, words.text);
}

void plm_read_groups(plm_reader *r, const plm_json_value *root)
{
  static const plm_member keys[] = {{"id", PLM_KEY_REQUIRED},
                                    {"arrivals_per_year", PLM_KEY_OPTIONAL},
                                    {"initial", PLM_KEY_OPTIONAL},
                                    {"need_days", PLM_KEY_REQUIRED},
                                    {"age_at_entry", PLM_KEY_OPTIONAL},
                                    {"until_age", PLM_KEY_OPTIONAL},
                                    {"local_suitability", PLM_KEY_OPTIONAL},
                                    {"weekly_fee", PLM_KEY_OPTIONAL},
                                    {"growth_per_year", PLM_KEY_OPTIONAL},
                                    {"seasonality", PLM_KEY_OPTIONAL},
                                    {"emergency_share", PLM_KEY_OPTIONAL},
                                    {"emergency_days", PLM_KEY_OPTIONAL},
                                    {"emergency_fee", PLM_KEY_OPTIONAL},
                                    {"unplanned_endings_per_year", PLM_KEY_OPTIONAL},
                                    {"step_down", PLM_KEY_OPTIONAL},
                                    {"unserved", PLM_KEY_OPTIONAL},
                                    PLM_KEYS_END};
  placement_scenario *s = r->scenario;
  const plm_json_value *list = plm_get(r, root, "groups");
  double expected = 0;
  r->groups = (plm_ids){"the id of a group", true, NULL, sizeof(plm_group), 0};
  s->groups = plm_new_items(r, root, "groups", PLACEMENT_LIMIT_GROUPS, sizeof *s->groups, &s->group_count);
  r->groups.known = list == NULL || s->groups != NULL;
  if (s->groups == NULL)
    return;
  r->groups.items = s->groups;
  for (const plm_json_value *entry = plm_json_first(list); entry != NULL; entry = plm_json_next(&r->tree, entry)) {
    plm_group *group = &s->groups[entry->position];
    if (plm_check_object(r, entry, "each group", keys))
      group->id = plm_read_id(r, entry, "id", &r->groups);
    r->groups.count++;
    if (group->id == NULL)
      r->groups.known = false;
    read_group(r, entry, group);
    add_arrivals(r, entry, group, &expected);
  }
}
