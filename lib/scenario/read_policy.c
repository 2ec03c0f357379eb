/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * External provision and placement policy.
 */
#include "scenario/sections.h"

static const plm_number_rule nights_rule = {0, PLACEMENT_LIMIT_DAYS, false, false,
                                            "a whole number of nights from 0 to 36,525"};
static const plm_number_rule most_rule = {0, PLM_MOST_ENHANCEMENTS, false, false, "a whole number from 0 to 100,000"};

static void read_enhancement(plm_reader *r, const plm_json_value *external)
{
  static const plm_member keys[] = {
      {"per_year", PLM_KEY_OPTIONAL}, {"weekly_amount", PLM_KEY_OPTIONAL}, {"max", PLM_KEY_OPTIONAL}, PLM_KEYS_END};
  const plm_json_value *enhancement = plm_get(r, external, "enhancement");
  if (enhancement == NULL || !plm_check_object(r, enhancement, "enhancement", keys))
    return;
  r->scenario->enhancements_per_year = plm_read_number(r, enhancement, "per_year", &plm_per_year, 0);
  r->scenario->enhancement_weekly_amount = plm_read_number(r, enhancement, "weekly_amount", &plm_amount, 0);
  r->scenario->enhancement_max = plm_read_whole(r, enhancement, "max", &most_rule, INT32_MAX);
}

void plm_read_external(plm_reader *r, const plm_json_value *root)
{
  static const plm_member keys[] = {{"notice_days", PLM_KEY_OPTIONAL},    {"index", PLM_KEY_OPTIONAL},
                                    {"minimum_nights", PLM_KEY_OPTIONAL}, {"enhancement", PLM_KEY_OPTIONAL},
                                    {"visits", PLM_KEY_OPTIONAL},         PLM_KEYS_END};
  const plm_json_value *external = plm_get(r, root, "external");
  if (external != NULL)
    (void)plm_check_object(r, external, "external", keys);
  r->scenario->notice_days = plm_read_whole(r, external, "notice_days", &plm_period_days, 0);
  r->scenario->external_index = plm_read_reference(r, external, "index", &r->indices);
  r->scenario->minimum_nights = plm_read_whole(r, external, "minimum_nights", &nights_rule, 0);
  r->scenario->visits = plm_read_number(r, external, "visits", &plm_amount, 0);
  read_enhancement(r, external);
}

static void read_returns(plm_reader *r, const plm_json_value *value, plm_policy *policy)
{
  static const plm_member keys[] = {{"after_nights", PLM_KEY_OPTIONAL}, {"order", PLM_KEY_OPTIONAL}, PLM_KEYS_END};
  static const char *const orders[] = {"longest", "highest_fee", "arrival", NULL};
  if (!plm_check_object(r, value, "returns", keys))
    return;
  policy->returns = true;
  policy->return_after_nights = plm_read_whole(r, value, "after_nights", &nights_rule, 0);
  policy->return_order = (plm_return_order)plm_read_choice(r, value, "order", orders, PLM_RETURN_LONGEST);
}

void plm_read_policy(plm_reader *r, const plm_json_value *root)
{
  static const plm_member keys[] = {{"home_choice", PLM_KEY_OPTIONAL}, {"returns", PLM_KEY_OPTIONAL}, PLM_KEYS_END};
  static const char *const choices[] = {"listed", "fullest", "emptiest", NULL};
  const plm_json_value *policy = plm_get(r, root, "policy");
  if (policy == NULL || !plm_check_object(r, policy, "policy", keys))
    return;
  r->scenario->policy.home_choice =
      (plm_home_choice)plm_read_choice(r, policy, "home_choice", choices, PLM_CHOICE_LISTED);
  if (plm_get(r, policy, "returns") != NULL)
    read_returns(r, plm_get(r, policy, "returns"), &r->scenario->policy);
}
