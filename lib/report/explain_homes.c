/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Phases and their homes.
 */
#include "report/explain.h"
#include "scenario/reader.h"

#include <string.h>

static const char no_delay[] = "none (default)";
static const char shortest[] = "1 night, the shortest (default)";

/* Ends an item with the distribution under `key`, or says what holds if the analyst wrote none. */
static void tell_drawn(plm_explain *e, const plm_json_value *object, const char *key, const plm_distribution *d,
                       plm_told_unit unit, const char *otherwise)
{
  const plm_json_value *value = plm_given(e, object, key);
  if (value != NULL)
    plm_say_distribution(e, value, d, unit);
  else
    plm_say(e, "%s", otherwise);
  plm_say(e, ".\n");
}

static void tell_groups_of(plm_explain *e, uint64_t groups)
{
  size_t count = e->scenario->group_count, told = 0, taken = 0;
  for (size_t g = 0; g < count; g++)
    taken += groups >> g & 1;
  if (taken == count) {
    plm_say(e, "all groups");
    return;
  }
  for (size_t g = 0; g < count; g++)
    if (groups >> g & 1)
      plm_say(e, "%s%s", plm_told_comma(told++, taken), e->scenario->groups[g].id);
}

static void tell_takes(plm_explain *e, const plm_json_value *object, const plm_home *home)
{
  const plm_json_value *takes = plm_given(e, object, "takes");
  bool all = takes == NULL || !plm_json_is_object(takes);
  const char *groups = all ? plm_told_default(e, object, "groups") : "";
  plm_say(e, "- It takes ");
  if (home->planned_groups != 0) {
    plm_say(e, "planned placements%s of ", takes == NULL ? " (default)" : "");
    tell_groups_of(e, home->planned_groups);
    plm_say(e, "%s", groups);
  }
  if (home->emergency_groups != 0) {
    plm_say(e, "%semergencies of ", home->planned_groups != 0 ? ", and " : "");
    tell_groups_of(e, home->emergency_groups);
    plm_say(e, "%s", groups);
  }
  if (home->planned_groups == 0 && home->emergency_groups == 0)
    plm_say(e, "nobody");
  plm_say(e, ".\n");
}

static void tell_registration(plm_explain *e, const plm_json_value *object, const plm_home *home)
{
  const plm_json_value *registration = plm_given(e, object, "registration");
  if (registration == NULL)
    return;
  plm_say(e, "- Registration is declined with a chance of %s%s; its own delay: ",
          plm_told_percent(e, home->registration_declined), plm_told_default(e, registration, "declined"));
  tell_drawn(e, registration, "delay_days", &home->registration_delay_days, PLM_TOLD_DELAY, no_delay);
}

static void tell_suspension(plm_explain *e, const plm_json_value *object, const plm_home *home)
{
  const plm_json_value *suspension = plm_given(e, object, "suspension");
  if (suspension == NULL)
    return;
  plm_say(e, "- Admissions are suspended %s %s a year%s, for ", plm_told_number(e, home->suspensions_per_year),
          home->suspensions_per_year == 1 ? "time" : "times", plm_told_default(e, suspension, "per_year"));
  tell_drawn(e, suspension, "days", &home->suspension_days, PLM_TOLD_NIGHTS, shortest);
}

static void tell_sales(plm_explain *e, const plm_json_value *object, const plm_home *home)
{
  const plm_json_value *sales = plm_given(e, object, "sell_voids");
  if (sales == NULL)
    return;
  plm_say(e,
          "- Beds that have been free for %s%s are sold to other authorities, who ask for %s a year%s, at %s a "
          "week%s; they stay for ",
          plm_told_count(e, home->sale_after_days, "day", "days"), plm_told_default(e, sales, "after_days"),
          plm_told_number(e, home->sales_per_year), plm_told_default(e, sales, "per_year"),
          plm_told_amount(e, home->sale_weekly_income), plm_told_default(e, sales, "weekly_income"));
  tell_drawn(e, sales, "stay_days", &home->sale_stay_days, PLM_TOLD_NIGHTS, shortest);
}

/* An item for a number of days that the analyst wrote. */
static void tell_days(plm_explain *e, const plm_json_value *object, const char *key, const char *words, int32_t days)
{
  if (plm_given(e, object, key) != NULL)
    plm_say(e, "- %s: %s.\n", words, plm_told_count(e, days, "day", "days"));
}

/* The member from `member` on that says what a home is like, not what it is called; NULL after the last. */
static const plm_json_value *telling_member(const plm_explain *e, const plm_json_value *member)
{
  for (; member != NULL; member = plm_json_next(e->tree, member)) {
    const char *key = plm_json_key(member);
    if (!plm_is_free_key(key) && strcmp(key, "id") != 0)
      break;
  }
  return member;
}

/* True if two homes are written alike but for their names. */
static bool written_alike(const plm_explain *e, const plm_json_value *a, const plm_json_value *b)
{
  const char *text = e->tree->text;
  a = telling_member(e, plm_json_first(a));
  b = telling_member(e, plm_json_first(b));
  while (a != NULL && b != NULL) {
    size_t length = a->end - a->offset;
    if (strcmp(plm_json_key(a), plm_json_key(b)) != 0 || length != b->end - b->offset ||
        memcmp(text + a->offset, text + b->offset, length) != 0)
      return false;
    a = telling_member(e, plm_json_next(e->tree, a));
    b = telling_member(e, plm_json_next(e->tree, b));
  }
  return a == NULL && b == NULL;
}

/* The heading of a home and of those that are like it, which are told of together. */
static void tell_names(plm_explain *e, const plm_json_value *object, const plm_home *home)
{
  size_t alike = 0, told = 0;
  for (const plm_json_value *other = object; other != NULL; other = plm_json_next(e->tree, other))
    alike += written_alike(e, object, other);
  if (alike == 1) {
    plm_say(e, "\n#### Home %s\n", home->id);
    return;
  }
  plm_say(e, "\n#### Home %s and %s like it\n- These are alike: ", home->id,
          plm_told_count(e, (int64_t)alike - 1, "other", "others"));
  for (const plm_json_value *other = object; other != NULL; other = plm_json_next(e->tree, other))
    if (written_alike(e, object, other))
      plm_say(e, "%s%s", plm_told_comma(told++, alike), e->scenario->homes[other->position].id);
  plm_say(e, ". Of each:\n");
}

static bool noted_alike(const plm_explain *e, const plm_json_value *a, const plm_json_value *b)
{
  const char *text = e->tree->text;
  a = plm_given(e, a, "notes");
  b = plm_given(e, b, "notes");
  if (a == NULL || b == NULL)
    return a == b;
  return a->end - a->offset == b->end - b->offset &&
         memcmp(text + a->offset, text + b->offset, a->end - a->offset) == 0;
}

/* Homes that are told of together can have notes of their own. */
static void tell_notes(plm_explain *e, const plm_json_value *object)
{
  bool same = true;
  for (const plm_json_value *other = object; other != NULL; other = plm_json_next(e->tree, other))
    same = same && (!written_alike(e, object, other) || noted_alike(e, object, other));
  for (const plm_json_value *other = object; other != NULL && !same; other = plm_json_next(e->tree, other))
    if (written_alike(e, object, other))
      plm_say_own_notes(e, other, e->scenario->homes[other->position].id);
  if (same)
    plm_say_own_notes(e, object, NULL);
  plm_say_inner_notes(e, object, NULL);
}

/* True if the home is like one before it. */
static bool has_been_told(const plm_explain *e, const plm_json_value *object)
{
  const plm_json_value *other = plm_json_first(&e->tree->values[object->parent]);
  while (other != object && !written_alike(e, object, other))
    other = plm_json_next(e->tree, other);
  return other != object;
}

static void tell_home(plm_explain *e, const plm_json_value *object, size_t h)
{
  static const plm_default defaults[] = {
      {"registration", "registration never declined and without delay of its own"},
      {"turnaround_days", "no turnaround"},
      {"introduction_days", "no introductions"},
      {"admission_interval_days", "no interval between first admissions"},
      {"max_stay_days", "no limit to stays"},
      {"refusal", "no child refused"},
      {"suspension", "no suspensions"},
      {"closes", "no closing"},
      {"sell_voids", "no empty beds sold"},
      {NULL, NULL},
  };
  const plm_home *home = &e->scenario->homes[h];
  tell_names(e, object, home);
  tell_notes(e, object);
  plm_say(e, "- It has %s.\n", plm_told_count(e, home->beds, "bed", "beds"));
  tell_takes(e, object, home);
  tell_registration(e, object, home);
  tell_days(e, object, "turnaround_days", "Turnaround of a bed after a stay", home->turnaround_days);
  tell_days(e, object, "introduction_days", "Introduction before a child moves in", home->introduction_days);
  tell_days(e, object, "admission_interval_days", "Least time between admissions until as many as there are beds",
            home->admission_interval_days);
  tell_days(e, object, "max_stay_days", "Longest stay", home->max_stay_days);
  if (plm_given(e, object, "refusal") != NULL)
    plm_say(e, "- The provider refuses a child with a chance of %s, once and for all.\n",
            plm_told_percent(e, home->refusal));
  tell_suspension(e, object, home);
  if (plm_given(e, object, "closes") != NULL)
    plm_say(e, "- It closes on %s.\n", plm_told_date(e, home->closes));
  tell_sales(e, object, home);
  plm_say_defaults(e, object, defaults);
  plm_say_costs(e, object, home->costs, home->cost_count, PLM_OWNER_HOME);
  plm_say_home_costs(e, h);
}

static void tell_opening(plm_explain *e, const plm_json_value *object, const plm_phase *phase)
{
  const plm_json_value *after = plm_given(e, object, "after");
  const char *date = plm_told_date(e, phase->planned_opening);
  if (phase->planned_opening < 0) {
    plm_say(e,
            "- Its homes have been open since %s: delays, refused registrations and intervals between first "
            "admissions do not apply.\n",
            date);
    return;
  }
  plm_say(e, "- Planned opening: %s.\n- Delay: ", date);
  tell_drawn(e, object, "delay_days", &phase->delay_days, PLM_TOLD_DELAY, no_delay);
  if (plm_given(e, object, "slip_days") == NULL)
    plm_say(e, "- Slip beyond that: none (default).\n");
  else
    plm_say(e, "- Slip beyond that: %s.\n", plm_told_count(e, phase->slip_days, "day", "days"));
  if (after != NULL)
    plm_say(e, "- It opens no sooner than %s%s after the last home of phase %s.\n",
            plm_told_count(e, phase->after_days, "day", "days"), plm_told_default(e, after, "days"),
            e->scenario->phases[phase->after_phase].id);
  else
    plm_say(e, "- It waits for no other phase (default).\n");
}

static void tell_phase(plm_explain *e, const plm_json_value *object, size_t p)
{
  const plm_json_value *homes = plm_given(e, e->tree->values, "homes");
  const plm_json_value *entry = homes != NULL ? plm_json_first(homes) : NULL;
  const plm_phase *phase = &e->scenario->phases[p];
  plm_say(e, "\n### Phase %s\n", phase->id);
  plm_say_notes(e, object, NULL);
  tell_opening(e, object, phase);
  plm_say_costs(e, object, phase->costs, phase->cost_count, PLM_OWNER_PHASE);
  for (; entry != NULL; entry = plm_json_next(e->tree, entry))
    if (e->scenario->homes[entry->position].phase == (int32_t)p && !has_been_told(e, entry))
      tell_home(e, entry, entry->position);
}

void plm_explain_phases(plm_explain *e)
{
  const plm_json_value *list = plm_given(e, e->tree->values, "phases");
  size_t homes = e->scenario->home_count;
  plm_say(e, "\n## Homes\n");
  if (homes == 0)
    plm_say(e, "- There are none%s.\n", plm_told_default(e, e->tree->values, "homes"));
  else
    plm_say(e,
            "- %s with %s.\n"
            "- What a year costs is at base prices, before indices and with optimism bias, without lines of phases "
            "and the programme.\n"
            "- Break-even occupancy is the cost of a year when open and empty, divided by the beds and by what an "
            "occupied bed saves in a year: the average external weekly fee x 365.25 / 7, less the cost of an "
            "occupied bed. The fee is what those whom the home takes would cost elsewhere: the mean weekly fee of "
            "planned placements and the mean emergency fee of emergencies, weighted by the nights of need expected of "
            "each group over the horizon and the share suited to a home. Capital, admissions and visits are left out, "
            "and so are unserved groups: a bed that they fill saves nothing.\n",
            plm_told_count(e, (int64_t)homes, "home", "homes"),
            plm_told_count(e, (int64_t)placement_scenario_bed_count(e->scenario), "bed", "beds"));
  if (list == NULL)
    return;
  for (const plm_json_value *entry = plm_json_first(list); entry != NULL; entry = plm_json_next(e->tree, entry))
    tell_phase(e, entry, entry->position);
}
