/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * External provision, placement policy and published figures.
 */
#include "scenario/sections.h"

#include <stdio.h>
#include <string.h>

static const plm_number_rule published_rule = {-1000.0 * PLACEMENT_LIMIT_NUMBER, 1000.0 * PLACEMENT_LIMIT_NUMBER, false,
                                               false, "a number from -1,000,000,000,000 to 1,000,000,000,000"};
static const plm_number_rule nights_rule = {0, PLACEMENT_LIMIT_DAYS, false, false,
                                            "a whole number of nights from 0 to 36,525"};

void plm_read_external(plm_reader *r, const plm_json_value *root)
{
  static const plm_key keys[] = {{"notice_days", PLM_KEY_OPTIONAL},
                                 {"index", PLM_KEY_OPTIONAL},
                                 {"minimum_nights", PLM_KEY_UNSUPPORTED},
                                 {"enhancement", PLM_KEY_UNSUPPORTED},
                                 {"visits", PLM_KEY_UNSUPPORTED},
                                 {"notes", PLM_KEY_FREE},
                                 PLM_KEYS_END};
  const plm_json_value *external = plm_get(r, root, "external");
  if (external != NULL)
    (void)plm_check_object(r, external, "external", keys);
  r->scenario->notice_days = plm_read_whole(r, external, "notice_days", &plm_period_days, 0);
  r->scenario->external_index = plm_read_reference(r, external, "index", &r->indices);
}

static void read_returns(plm_reader *r, const plm_json_value *value, plm_policy *policy)
{
  static const plm_key keys[] = {{"after_nights", PLM_KEY_OPTIONAL}, {"order", PLM_KEY_OPTIONAL}, PLM_KEYS_END};
  static const char *const orders[] = {"longest", "highest_fee", "arrival", NULL};
  if (!plm_check_object(r, value, "returns", keys))
    return;
  policy->returns = true;
  policy->return_after_nights = plm_read_whole(r, value, "after_nights", &nights_rule, 0);
  policy->return_order = (plm_return_order)plm_read_choice(r, value, "order", orders, PLM_RETURN_LONGEST);
}

void plm_read_policy(plm_reader *r, const plm_json_value *root)
{
  static const plm_key keys[] = {
      {"home_choice", PLM_KEY_OPTIONAL}, {"returns", PLM_KEY_OPTIONAL}, {"notes", PLM_KEY_FREE}, PLM_KEYS_END};
  static const char *const choices[] = {"listed", "fullest", "emptiest", NULL};
  const plm_json_value *policy = plm_get(r, root, "policy");
  if (policy == NULL || !plm_check_object(r, policy, "policy", keys))
    return;
  r->scenario->policy.home_choice =
      (plm_home_choice)plm_read_choice(r, policy, "home_choice", choices, PLM_CHOICE_LISTED);
  if (plm_get(r, policy, "returns") != NULL)
    read_returns(r, plm_get(r, policy, "returns"), &r->scenario->policy);
}

/* "2020-21", or "2020" when financial years are calendar years. */
static void label_year(const placement_scenario *s, size_t column, char label[16])
{
  int32_t year = plm_scenario_financial_year(s, s->start) + (int32_t)column;
  if (s->year_start_month == 1 && s->year_start_day == 1)
    (void)snprintf(label, 16, "%d", (int)year);
  else
    (void)snprintf(label, 16, "%d-%02d", (int)year, (int)((year + 1) % 100));
}

static int32_t read_column(plm_reader *r, const plm_json_value *figure)
{
  const placement_scenario *s = r->scenario;
  const plm_json_value *value = plm_get(r, figure, "year");
  const char *text = value != NULL ? plm_json_string(value) : NULL;
  char label[16], last[16], allowed[128];
  if (value == NULL || !r->horizon_known || (text != NULL && strcmp(text, "total") == 0))
    return (int32_t)s->column_years;
  for (size_t column = 0; text != NULL && column < s->column_years; column++) {
    label_year(s, column, label);
    if (strcmp(text, label) == 0)
      return (int32_t)column;
  }
  label_year(s, 0, label);
  label_year(s, s->column_years - 1, last);
  (void)snprintf(allowed, sizeof allowed, "\"total\" or a financial year of the horizon, \"%s\" to \"%s\"", label,
                 last);
  plm_report_found(r, value, "year", allowed);
  return 0;
}

static void read_figure(plm_reader *r, const plm_json_value *value, plm_published *figure)
{
  static const plm_key keys[] = {{"label", PLM_KEY_REQUIRED},
                                 {"basis", PLM_KEY_OPTIONAL},
                                 {"metric", PLM_KEY_REQUIRED},
                                 {"year", PLM_KEY_OPTIONAL},
                                 {"value", PLM_KEY_REQUIRED},
                                 {"tolerance", PLM_KEY_OPTIONAL},
                                 {"source", PLM_KEY_OPTIONAL},
                                 {"expect", PLM_KEY_OPTIONAL},
                                 {"notes", PLM_KEY_FREE},
                                 {"title", PLM_KEY_FREE},
                                 PLM_KEYS_END};
  static const char *const bases[] = {"plan", "mean", NULL};
  static const char *const expectations[] = {"agrees", "differs", NULL};
  if (!plm_check_object(r, value, "each published figure", keys))
    return;
  figure->label = plm_read_text(r, value, "label", false);
  figure->on_plan_basis = plm_read_choice(r, value, "basis", bases, 0) == 0;
  figure->metric = plm_read_text(r, value, "metric", false);
  figure->column = read_column(r, value);
  figure->value = plm_read_number(r, value, "value", &published_rule, 0);
  figure->tolerance = plm_read_number(r, value, "tolerance", &plm_amount, 0.5);
  figure->expect_agrees = plm_read_choice(r, value, "expect", expectations, 0) == 0;
  figure->source =
      plm_get(r, value, "source") != NULL ? plm_read_text(r, value, "source", true) : plm_reader_copy(r, "");
}

void plm_read_published(plm_reader *r, const plm_json_value *root)
{
  placement_scenario *s = r->scenario;
  const plm_json_value *list = plm_get(r, root, "published");
  s->published =
      plm_new_items(r, root, "published", PLACEMENT_LIMIT_PUBLISHED, sizeof *s->published, &s->published_count);
  if (s->published == NULL)
    return;
  for (const plm_json_value *entry = plm_json_first(list); entry != NULL; entry = plm_json_next(&r->tree, entry))
    read_figure(r, entry, &s->published[entry->position]);
}
