/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Published figures.
 */
#include "scenario/metric_names.h"
#include "scenario/sections.h"

#include <stdio.h>
#include <string.h>

static const plm_number_rule published_rule = {-1000.0 * PLACEMENT_LIMIT_NUMBER, 1000.0 * PLACEMENT_LIMIT_NUMBER, false,
                                               false, "a number from -1,000,000,000,000 to 1,000,000,000,000"};

int32_t plm_read_year(plm_reader *r, const plm_json_value *figure)
{
  const placement_scenario *s = r->scenario;
  const plm_json_value *value = plm_get(r, figure, "year");
  const char *text = value != NULL ? plm_json_string(value) : NULL;
  char label[PLM_YEAR_LABEL], last[PLM_YEAR_LABEL], allowed[128];
  if (value == NULL || !r->horizon_known || (text != NULL && strcmp(text, "total") == 0))
    return (int32_t)s->column_years;
  for (size_t column = 0; text != NULL && column < s->column_years; column++) {
    plm_scenario_year_label(s, column, label);
    if (strcmp(text, label) == 0)
      return (int32_t)column;
  }
  plm_scenario_year_label(s, 0, label);
  plm_scenario_year_label(s, s->column_years - 1, last);
  (void)snprintf(allowed, sizeof allowed, "\"total\" or a financial year of the horizon, \"%s\" to \"%s\"", label,
                 last);
  plm_report_found(r, value, "year", allowed);
  return 0;
}

/* The home that a metric such as beds.open@home-1 is of; true also when the homes could not be read. */
static bool is_home(const plm_reader *r, const char *id)
{
  const placement_scenario *s = r->scenario;
  for (size_t h = 0; h < s->home_count; h++)
    if (s->homes[h].id == NULL || strcmp(s->homes[h].id, id) == 0)
      return true;
  return false;
}

static void report_metric(plm_reader *r, const plm_json_value *value, const char *found)
{
  plm_words words = {{0}, 0};
  plm_nearest nearest = {found, NULL, 0};
  plm_words_add(&words, "there is no metric ");
  plm_words_add_quoted(&words, found);
  for (const plm_metric_name *m = plm_metric_names; m->name != NULL; m++)
    plm_nearest_offer(&nearest, m->name);
  plm_words_add_nearest(&words, &nearest);
  plm_report(r, value, PLACEMENT_ERROR_SCENARIO, words.text);
}

char *plm_read_metric(plm_reader *r, const plm_json_value *object, bool on_plan_basis)
{
  const plm_json_value *value = plm_get(r, object, "metric");
  char *name = plm_read_text(r, object, "metric", false);
  const char *at = name != NULL ? strchr(name, '@') : NULL;
  if (name == NULL)
    return NULL;
  for (const plm_metric_name *m = plm_metric_names; m->name != NULL; m++) {
    size_t length = at != NULL ? (size_t)(at - name) : strlen(name);
    if (strlen(m->name) != length || strncmp(m->name, name, length) != 0)
      continue;
    if (at != NULL && !m->of_home)
      plm_report_found(r, value, "metric", "a metric that single homes have, such as \"beds.occupied@home-1\"");
    else if (at != NULL && !is_home(r, at + 1))
      plm_report_found(r, value, "metric", "of a home of this scenario");
    else if (on_plan_basis && !m->on_plan)
      plm_report_found(r, value, "metric", "one with a figure on the plan basis; give \"basis\": \"mean\"");
    return name;
  }
  report_metric(r, value, name);
  return name;
}

static void read_figure(plm_reader *r, const plm_json_value *value, plm_published *figure)
{
  static const plm_member keys[] = {
      {"label", PLM_KEY_REQUIRED},  {"basis", PLM_KEY_OPTIONAL},  {"metric", PLM_KEY_REQUIRED},
      {"year", PLM_KEY_OPTIONAL},   {"value", PLM_KEY_REQUIRED},  {"tolerance", PLM_KEY_OPTIONAL},
      {"source", PLM_KEY_OPTIONAL}, {"expect", PLM_KEY_OPTIONAL}, PLM_KEYS_END};
  static const char *const bases[] = {"plan", "mean", NULL};
  static const char *const expectations[] = {"agrees", "differs", NULL};
  if (!plm_check_object(r, value, "each published figure", keys))
    return;
  figure->label = plm_read_text(r, value, "label", false);
  figure->on_plan_basis = plm_read_choice(r, value, "basis", bases, 0) == 0;
  figure->metric = plm_read_metric(r, value, figure->on_plan_basis);
  figure->column = plm_read_year(r, value);
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
