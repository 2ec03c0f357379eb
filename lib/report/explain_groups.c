/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who arrives, how long they need care, and who can live with whom.
 */
#include "base/date.h"
#include "report/explain.h"
#include "scenario/stays.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define EXACT_NIGHTS 36525 /* beyond, sums go in growing steps */
#define MOST_CHILDREN 12   /* initial children told one by one */

static void tell_arrivals(plm_explain *e, const plm_json_value *object, const plm_group *group,
                          const plm_plan_group *of)
{
  double sum = 0;
  if (plm_given(e, object, "arrivals_per_year") == NULL)
    return;
  plm_say(e, "- Arrivals, by chance: ");
  if (group->rate_count > 1) {
    for (size_t y = 0; y < group->rate_count; y++) {
      char label[PLM_YEAR_LABEL];
      plm_scenario_year_label(e->scenario, y, label);
      plm_say(e, "%s%s a year in %s", y > 0 ? ", " : "", plm_told_number(e, group->arrivals_per_year[y]), label);
    }
  } else {
    plm_say(e, "%s a year", plm_told_number(e, group->arrivals_per_year[0]));
  }
  if (plm_given(e, object, "growth_per_year") != NULL)
    plm_say(e, ", %s by %s a year, month by month", group->growth_per_year < 0 ? "falling" : "growing",
            plm_told_percent(e, fabs(group->growth_per_year)));
  plm_say(e, ". Over the horizon, %s are expected.\n", plm_told_rounded(e, of->pieces[e->plan->piece_count].before, 1));
  if (plm_given(e, object, "seasonality") == NULL)
    return;
  for (size_t m = 0; m < 12; m++)
    sum += group->seasonality[m];
  plm_say(e, "- Arrivals by season, against the average month:");
  for (int32_t m = 0; m < 12; m++)
    plm_say(e, "%s %s %s", m > 0 ? "," : "", plm_month_name(m + 1),
            plm_told_share(e, group->seasonality[m] * 12 / sum));
  plm_say(e, ".\n");
}

/* Mean nights of need of an arrival, and mean nights to go of a child met on a random day: the sums over r of
 * P(nights >= r), and of r x P(nights >= r) over the former. */
static void mean_nights(const plm_group *group, double *mean, double *to_go)
{
  double sum = 0, weighted = 0;
  double last = 1; /* P at the night before */
  int32_t nights = 0;
  while (last > 1e-12 && nights < PLACEMENT_LIMIT_NUMBER) {
    int32_t step = nights < EXACT_NIGHTS ? 1 : nights / 2000;
    double share = plm_stays_at_least(group, nights + step);
    double average = step == 1 ? share : (last + share) / 2;
    sum += step * average;
    weighted += step * average * (nights + (step + 1) / 2.0);
    last = share;
    nights += step;
  }
  *mean = sum;
  *to_go = sum > 0 ? weighted / sum : 0;
}

static void tell_child(plm_explain *e, const plm_json_value *written, const plm_initial_child *child, size_t number)
{
  plm_say(e, "  - Child %s: %s so far, ", plm_told_rounded(e, (double)number, 0),
          plm_told_count(e, child->days_so_far, "day", "days"));
  if (plm_given(e, written, "place") != NULL)
    plm_say(e, "in home %s.\n", e->scenario->homes[child->place].id);
  else if (plm_given(e, written, "weekly_fee") != NULL)
    plm_say(e, "placed externally (default), for %s a week at the prices of day 0.\n",
            plm_told_amount(e, child->weekly_fee));
  else
    plm_say(e, "placed externally (default), at a fee drawn as for arrivals (default).\n");
}

/* Where listed children who are not told one by one live. */
static void tell_places(plm_explain *e, const plm_group *group)
{
  double fees = 0;
  int64_t in_homes = 0, with_fee = 0;
  for (size_t i = 0; i < group->child_count; i++) {
    in_homes += group->children[i].place >= 0;
    with_fee += group->children[i].has_weekly_fee;
    fees += group->children[i].weekly_fee;
  }
  plm_say(e, "- Of them, %s in homes and %s externally", plm_told_count(e, in_homes, "lives", "live"),
          plm_told_rounded(e, (double)((int64_t)group->child_count - in_homes), 0));
  if (with_fee > 0)
    plm_say(e, "; %s a fee of their own, %s a week on average at the prices of day 0",
            plm_told_count(e, with_fee, "has", "have"), plm_told_money(e, fees / (double)with_fee));
  plm_say(e, ".\n");
}

static void tell_children(plm_explain *e, const plm_json_value *list, const plm_group *group)
{
  double days = 0;
  int32_t longest = 0;
  for (size_t i = 0; i < group->child_count; i++) {
    int32_t so_far = group->children[i].days_so_far;
    days += so_far;
    longest = so_far > longest ? so_far : longest;
  }
  if (group->child_count == 0) {
    plm_say(e, "- No children are there on day 0.\n");
    return;
  }
  plm_say(e, "- %s there on day 0, so far for %s on average and %s at most.\n",
          plm_told_count(e, (int64_t)group->child_count, "listed child is", "listed children are"),
          plm_told_count(e, (int64_t)(days / (double)group->child_count + 0.5), "day", "days"),
          plm_told_rounded(e, longest, 0));
  if (group->child_count > MOST_CHILDREN) {
    tell_places(e, group);
    return;
  }
  for (const plm_json_value *entry = plm_json_first(list); entry != NULL; entry = plm_json_next(e->tree, entry))
    tell_child(e, entry, &group->children[entry->position], entry->position + 1);
}

static void tell_initial(plm_explain *e, const plm_json_value *object, const plm_group *group)
{
  const plm_json_value *initial = plm_given(e, object, "initial");
  const plm_json_value *children = plm_given(e, initial, "children");
  double mean, to_go;
  if (children != NULL) {
    tell_children(e, children, group);
    return;
  }
  if (initial == NULL)
    return;
  if (group->initial_count == 0) {
    plm_say(e, "- No children are there on day 0.\n");
    return;
  }
  mean_nights(group, &mean, &to_go);
  plm_say(e,
          "- %s there on day 0, placed externally. Whoever is met on any one day needs care for longer than most: %s "
          "nights are behind them on average, %s to go.\n",
          plm_told_count(e, group->initial_count, "child is", "children are"), plm_told_rounded(e, to_go - 1, 0),
          plm_told_rounded(e, to_go, 0));
}

static void tell_need(plm_explain *e, const plm_json_value *object, const plm_group *group)
{
  double mean, to_go;
  plm_say(e, "- Care is needed for: ");
  plm_say_distribution(e, plm_given(e, object, "need_days"), &group->need_days, PLM_TOLD_NIGHTS);
  plm_say(e, ".\n");
  if (plm_given(e, object, "age_at_entry") != NULL) {
    plm_say(e, "- Age on arrival: ");
    plm_say_distribution(e, plm_given(e, object, "age_at_entry"), &group->age_at_entry, PLM_TOLD_YEARS);
    plm_say(e, "%s.\n", group->has_until_age ? "" : " (without effect, as no until_age is given)");
  }
  mean_nights(group, &mean, &to_go);
  if (group->has_until_age)
    plm_say(e, "- Care ends at the age of %s at the latest, which makes the mean %s nights.\n",
            plm_told_number(e, group->until_age), plm_told_rounded(e, mean, mean < 10000 ? 1 : 0));
  else
    plm_say(e, "- In whole nights the mean is %s.\n", plm_told_rounded(e, mean, mean < 10000 ? 1 : 0));
}

static void tell_fees(plm_explain *e, const plm_json_value *object, const plm_group *group)
{
  const plm_json_value *fee = plm_given(e, object, "weekly_fee"), *share = plm_given(e, object, "emergency_share");
  const plm_json_value *days = plm_given(e, object, "emergency_days"), *dear = plm_given(e, object, "emergency_fee");
  if (plm_given(e, object, "unserved") != NULL)
    plm_say(e, group->unserved ? "- Unserved: a child for whom no bed is free is counted and not placed externally.\n"
                               : "- A child for whom no bed is free is placed externally.\n");
  if (fee != NULL) {
    plm_say(e, "- External fee, drawn for each placement: ");
    plm_say_distribution(e, fee, &group->weekly_fee, PLM_TOLD_WEEKLY);
    plm_say(e, "%s.\n", group->unserved ? " (without effect, as the group is unserved)" : "");
  }
  if (share != NULL)
    plm_say(e, "- %s arrive in an emergency.\n", plm_told_percent(e, group->emergency_share));
  if (days != NULL) {
    plm_say(e, "- An emergency lasts for: ");
    plm_say_distribution(e, days, &group->emergency_days, PLM_TOLD_NIGHTS);
    plm_say(e, ".\n");
  }
  if (dear != NULL) {
    plm_say(e, "- External fee in an emergency: ");
    plm_say_distribution(e, dear, &group->emergency_fee, PLM_TOLD_WEEKLY);
    plm_say(e, ".\n");
  } else if (share != NULL && group->emergency_share > 0) {
    plm_say(e, "- External fee in an emergency: as otherwise (default).\n");
  }
}

static void tell_endings(plm_explain *e, const plm_json_value *object, const plm_group *group)
{
  const plm_json_value *endings = plm_given(e, object, "unplanned_endings_per_year");
  const plm_json_value *step_down = plm_given(e, object, "step_down");
  if (endings != NULL)
    plm_say(e, "- Unplanned endings for each child and year: %s in homes%s, %s in external placements%s.\n",
            plm_told_number(e, group->endings_in_house), plm_told_default(e, endings, "in_house"),
            plm_told_number(e, group->endings_external), plm_told_default(e, endings, "external"));
  if (step_down != NULL)
    plm_say(e, "- Step-down: %s%s of the children move to %s once %s%s of their need has passed and a place is free.\n",
            plm_told_percent(e, group->step_down_share), plm_told_default(e, step_down, "share"),
            e->scenario->step_downs[group->step_down].id, plm_told_percent(e, group->step_down_after),
            plm_told_default(e, step_down, "after_share_of_need"));
}

static void tell_group(plm_explain *e, const plm_json_value *object, size_t g)
{
  static const plm_default defaults[] = {
      {"arrivals_per_year", "nobody arrives"},
      {"growth_per_year", "no growth of arrivals"},
      {"seasonality", "arrivals alike in every month"},
      {"initial", "nobody there on day 0"},
      {"until_age", "no age at which care ends"},
      {"local_suitability", "all are suited to a home of the council"},
      {"emergency_share", "nobody arrives in an emergency"},
      {"unplanned_endings_per_year", "no unplanned endings"},
      {"step_down", "no step-down"},
      {"unserved", "a child for whom no bed is free is placed externally"},
      {NULL, NULL},
  };
  const plm_group *group = &e->scenario->groups[g];
  plm_say(e, "\n### Group %s\n", group->id);
  plm_say_notes(e, object, NULL);
  tell_arrivals(e, object, group, &e->plan->groups[g]);
  tell_initial(e, object, group);
  tell_need(e, object, group);
  if (plm_given(e, object, "local_suitability") != NULL)
    plm_say(e, "- %s are suited to a home of the council; the others are always placed externally.\n",
            plm_told_percent(e, group->local_suitability));
  tell_fees(e, object, group);
  tell_endings(e, object, group);
  plm_say_defaults(e, object, defaults);
  plm_say(e, "- Children expected in need: %s on day 0, %s in the last night of the horizon.\n",
          plm_told_rounded(e, e->need[g].first, 1), plm_told_rounded(e, e->need[g].last, 1));
}

void plm_explain_groups(plm_explain *e)
{
  const plm_json_value *list = plm_given(e, e->tree->values, "groups");
  double last = 0;
  plm_say(e, "\n## Who needs care\n");
  if (e->scenario->group_count == 0) {
    plm_say(e, "- Nobody: there are no groups%s.\n", plm_told_default(e, e->tree->values, "groups"));
    return;
  }
  for (size_t g = 0; g < e->scenario->group_count; g++)
    last += e->need[g].last;
  plm_say(e, "- %s; in the last night of the horizon %s children are expected to be in need.\n",
          plm_told_count(e, (int64_t)e->scenario->group_count, "group of children", "groups of children"),
          plm_told_rounded(e, last, 1));
  for (const plm_json_value *entry = plm_json_first(list); entry != NULL; entry = plm_json_next(e->tree, entry))
    tell_group(e, entry, entry->position);
}

void plm_explain_compatibility(plm_explain *e)
{
  const plm_json_value *object = plm_given(e, e->tree->values, "compatibility");
  const plm_json_value *pairs = plm_given(e, object, "pairs");
  const plm_json_value *entry = pairs != NULL ? plm_json_first(pairs) : NULL;
  plm_say(e, "\n## Who can live with whom\n");
  plm_say_notes(e, object, NULL);
  for (; entry != NULL; entry = plm_json_next(e->tree, entry)) {
    const plm_json_value *groups = plm_given(e, entry, "groups");
    double probability = 1;
    const char *a = plm_json_string(plm_json_first(groups));
    const char *b = plm_json_string(plm_json_next(e->tree, plm_json_first(groups)));
    (void)plm_json_number(plm_given(e, entry, "probability"), &probability);
    char both[2 * PLACEMENT_LIMIT_ID + 24];
    (void)snprintf(both, sizeof both, "the pair of %s and %s", a, b);
    if (strcmp(a, b) == 0)
      plm_say(e, "- Two children of %s: a chance of %s.\n", a, plm_told_percent(e, probability));
    else
      plm_say(e, "- A child of %s and one of %s: a chance of %s.\n", a, b, plm_told_percent(e, probability));
    plm_say_notes(e, entry, both);
  }
  if (e->scenario->compatibility_default == 1) {
    plm_say(e, "- Any two %s can%s.\n", pairs != NULL && pairs->entries > 0 ? "others" : "children",
            plm_told_default(e, object, "default"));
    return;
  }
  plm_say(e, "- %s: a chance of %s%s. It is settled for good for each pair of children.\n",
          pairs != NULL && pairs->entries > 0 ? "Any two others" : "Any two children",
          plm_told_percent(e, e->scenario->compatibility_default), plm_told_default(e, object, "default"));
}
