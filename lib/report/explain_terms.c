/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The programme, external terms, step-down, policy and published figures.
 */
#include "report/explain.h"

#include <string.h>

/* A metric of the plan basis in each financial year. */
static void tell_years(plm_explain *e, const char *metric, const char *words)
{
  placement_basis *basis = NULL;
  size_t number = placement_plan_metric_find(e->plan, metric);
  size_t years = placement_plan_year_count(e->plan);
  if (placement_basis_new(e->plan, &basis, &e->err) != PLACEMENT_OK)
    return;
  plm_say(e, "- %s ", words);
  for (size_t y = 0; y < years; y++)
    plm_say(e, "%s%s in %s", plm_told_comma(y, years), plm_told_money(e, placement_basis_value(basis, number, y)),
            placement_plan_column_label(e->plan, y));
  plm_say(e, ".\n");
  placement_basis_free(basis);
}

void plm_explain_programme(plm_explain *e)
{
  size_t lines = e->scenario->cost_count;
  plm_say(e, "\n## The programme\n");
  plm_say_costs(e, e->tree->values, e->scenario->costs, e->scenario->cost_count, PLM_OWNER_PROGRAMME);
  for (size_t p = 0; p < e->scenario->phase_count; p++)
    lines += e->scenario->phases[p].cost_count;
  if (lines > 0)
    tell_years(e, "cost.programme",
               "Revenue lines of the programme and of phases cost, on the plan basis and with indices,");
}

void plm_explain_external(plm_explain *e)
{
  static const plm_default defaults[] = {
      {"notice_days", "no notice"},     {"minimum_nights", "no least number of nights"},
      {"index", "fees do not grow"},    {"enhancement", "no enhancements"},
      {"visits", "no costs of visits"}, {NULL, NULL},
  };
  const placement_scenario *s = e->scenario;
  const plm_json_value *object = plm_given(e, e->tree->values, "external");
  const plm_json_value *enhancement = plm_given(e, object, "enhancement");
  plm_say(e, "\n## External placements\n");
  plm_say_notes(e, object, NULL);
  if (plm_given(e, object, "notice_days") != NULL)
    plm_say(e, "- Notice when a child returns to a home: %s from the match.\n",
            plm_told_count(e, s->notice_days, "day", "days"));
  if (plm_given(e, object, "minimum_nights") != NULL)
    plm_say(e, "- Each standard placement is paid for at least %s.\n",
            plm_told_count(e, s->minimum_nights, "night", "nights"));
  if (plm_given(e, object, "index") != NULL)
    plm_say(e, "- Fees, running ones too, follow the index %s; so do enhancements, visits and income from sold beds.\n",
            s->prices.indices[s->external_index].name);
  if (enhancement != NULL) {
    plm_say(e, "- Enhancements: %s a year of placement%s, each of %s a week%s, ",
            plm_told_number(e, s->enhancements_per_year), plm_told_default(e, enhancement, "per_year"),
            plm_told_amount(e, s->enhancement_weekly_amount), plm_told_default(e, enhancement, "weekly_amount"));
    if (plm_given(e, enhancement, "max") != NULL)
      plm_say(e, "at most %s in one placement.\n", plm_told_rounded(e, s->enhancement_max, 0));
    else
      plm_say(e, "without limit (default).\n");
  }
  if (plm_given(e, object, "visits") != NULL)
    plm_say(e, "- Visits cost %s a year for each child.\n", plm_told_amount(e, s->visits));
  plm_say_defaults(e, object, defaults);
}

void plm_explain_step_down(plm_explain *e)
{
  const plm_json_value *list = plm_given(e, e->tree->values, "step_down");
  plm_say(e, "\n## Step-down\n");
  if (list == NULL || list->entries == 0) {
    plm_say(e, "- There are no step-down schemes%s.\n", list == NULL ? " (default)" : "");
    return;
  }
  for (const plm_json_value *entry = plm_json_first(list); entry != NULL; entry = plm_json_next(e->tree, entry)) {
    const plm_step_down *scheme = &e->scenario->step_downs[entry->position];
    const plm_json_value *index = plm_given(e, entry, "index");
    plm_say(e, "\n### Scheme %s\n", scheme->id);
    plm_say_notes(e, entry, NULL);
    plm_say(e, "- It has %s from %s%s.\n", plm_told_count(e, scheme->places, "place", "places"),
            plm_told_date(e, scheme->opens), plm_given(e, entry, "opens") != NULL ? "" : " (by default, day 0)");
    if (index != NULL)
      plm_say(e, "- Its lines follow the index %s unless they name another.\n", plm_json_string(index));
    else
      plm_say(e, "- It has no index for its lines (default).\n");
    plm_say_costs(e, entry, scheme->costs, scheme->cost_count, PLM_OWNER_SCHEME);
  }
}

void plm_explain_policy(plm_explain *e)
{
  static const char *const choices[] = {[PLM_CHOICE_LISTED] = "the first as listed",
                                        [PLM_CHOICE_FULLEST] = "the fullest",
                                        [PLM_CHOICE_EMPTIEST] = "the emptiest"};
  static const char *const orders[] = {[PLM_RETURN_LONGEST] = "those longest in their placement",
                                       [PLM_RETURN_HIGHEST_FEE] = "those with the highest fee",
                                       [PLM_RETURN_ARRIVAL] = "those who arrived first"};
  const plm_policy *policy = &e->scenario->policy;
  const plm_json_value *object = plm_given(e, e->tree->values, "policy");
  const plm_json_value *returns = plm_given(e, object, "returns");
  plm_say(e, "\n## Policy\n");
  plm_say_notes(e, object, NULL);
  plm_say(e, "- Of the homes that can take a child, %s is chosen%s.\n", choices[policy->home_choice],
          plm_told_default(e, object, "home_choice"));
  if (returns == NULL)
    plm_say(e, "- Children placed externally do not return to homes (default).\n");
  else
    plm_say(e, "- Children placed externally return to homes after %s there%s, %s first%s.\n",
            plm_told_count(e, policy->return_after_nights, "night", "nights"),
            plm_told_default(e, returns, "after_nights"), orders[policy->return_order],
            plm_told_default(e, returns, "order"));
}

static void tell_published(plm_explain *e, const plm_json_value *object, const plm_published *figure)
{
  const placement_scenario *s = e->scenario;
  char label[PLM_YEAR_LABEL] = "";
  bool total = (size_t)figure->column == s->column_years;
  if (!total)
    plm_scenario_year_label(s, (size_t)figure->column, label);
  plm_say(e, "- %s: %s %s%s%s, ", figure->label, figure->metric, total ? "over the horizon" : "in ", label,
          plm_told_default(e, object, "year"));
  plm_say(e, "%s%s, is published as %s. Within %s%s it is expected to %s%s.",
          figure->on_plan_basis ? "on the plan basis" : "as the mean of replications",
          plm_told_default(e, object, "basis"), plm_told_number(e, figure->value),
          plm_told_number(e, figure->tolerance), plm_told_default(e, object, "tolerance"),
          figure->expect_agrees ? "agree" : "differ", plm_told_default(e, object, "expect"));
  plm_say(e, "%s%s\n", figure->source[0] != '\0' ? " Source: " : "", figure->source);
  plm_say_notes(e, object, figure->label);
}

void plm_explain_published(plm_explain *e)
{
  const plm_json_value *list = plm_given(e, e->tree->values, "published");
  plm_say(e, "\n## Published figures\n");
  if (list == NULL || list->entries == 0) {
    plm_say(e, "- There are none to compare with%s.\n", list == NULL ? " (default)" : "");
    return;
  }
  for (const plm_json_value *entry = plm_json_first(list); entry != NULL; entry = plm_json_next(e->tree, entry))
    tell_published(e, entry, &e->scenario->published[entry->position]);
}
