/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cost lines in words, what a home costs in a year, and how full it must be to cost less than external placements.
 */
#include "report/explain.h"

#include <stdio.h>
#include <string.h>

#define WEEKS_IN_YEAR (365.25 / 7)

static void tell_when(plm_explain *e, plm_when when)
{
  static const char *const events[] = {
      [PLM_WHEN_PLANNED_OPENING] = "planned opening", [PLM_WHEN_OPENING] = "opening", [PLM_WHEN_CLOSING] = "closing"};
  if (when.kind == PLM_WHEN_DATE)
    plm_say(e, "%s", plm_told_date(e, when.days));
  else if (when.days == 0)
    plm_say(e, "%s", events[when.kind]);
  else
    plm_say(e, "%s %s %s", plm_told_count(e, when.days < 0 ? -(int64_t)when.days : when.days, "day", "days"),
            when.days < 0 ? "before" : "after", events[when.kind]);
}

/* When the line is paid, where the analyst says so. */
static void tell_times(plm_explain *e, const plm_json_value *object, const plm_cost_line *line)
{
  if (plm_given(e, object, "on") != NULL) {
    plm_say(e, ", on ");
    tell_when(e, line->on);
  }
  if (plm_given(e, object, "from") != NULL) {
    plm_say(e, ", from ");
    tell_when(e, line->from);
  }
  if (plm_given(e, object, "until") != NULL) {
    plm_say(e, ", until ");
    tell_when(e, line->until);
  }
}

static const char *const whole[] = {[PLM_OWNER_PROGRAMME] = "for the programme as a whole",
                                    [PLM_OWNER_PHASE] = "for the phase as a whole",
                                    [PLM_OWNER_HOME] = "for the home as a whole",
                                    [PLM_OWNER_SCHEME] = "for the scheme as a whole"};

/* What is not written of a line, after "by default". */
static void tell_line_defaults(plm_explain *e, const plm_json_value *object, const plm_cost_line *line, plm_owner kind)
{
  static const char *const from[] = {[PLM_OWNER_PROGRAMME] = "from day 0",
                                     [PLM_OWNER_PHASE] = "from opening",
                                     [PLM_OWNER_HOME] = "from opening",
                                     [PLM_OWNER_SCHEME] = "from the day on which the scheme opens"};
  bool of_home = kind == PLM_OWNER_HOME || kind == PLM_OWNER_PHASE;
  bool once = line->per == PLM_PER_ONCE;
  const char *words[7];
  size_t count = 0;
  if (plm_given(e, object, "kind") == NULL)
    words[count++] = "revenue";
  if (plm_given(e, object, "for") == NULL && line->per != PLM_PER_ADMISSION)
    words[count++] = whole[kind];
  if (once && plm_given(e, object, "on") == NULL)
    words[count++] = of_home ? "on opening" : "on the day on which the scheme opens";
  if (!once && plm_given(e, object, "from") == NULL)
    words[count++] = from[kind];
  if (!once && plm_given(e, object, "until") == NULL)
    words[count++] = of_home ? "until closing" : "to the end";
  if (plm_given(e, object, "index") == NULL)
    words[count++] = kind == PLM_OWNER_SCHEME && line->index >= 0 ? "with the index of the scheme" : "without index";
  if (plm_given(e, object, "optimism_bias") == NULL)
    words[count++] = "without optimism bias";
  for (size_t i = 0; i < count; i++)
    plm_say(e, "%s%s", i == 0 ? "; by default " : ", ", words[i]);
}

static const char *unit_words(plm_cost_for unit, plm_owner kind)
{
  if (unit == PLM_FOR_HOME)
    return whole[kind];
  if (kind == PLM_OWNER_SCHEME)
    return unit == PLM_FOR_BED ? "for each place" : "for each occupied place";
  return unit == PLM_FOR_BED ? "for each bed" : "for each occupied bed";
}

static void tell_line(plm_explain *e, const plm_json_value *object, const plm_cost_line *line, plm_owner kind)
{
  static const char *const per[] = {[PLM_PER_ONCE] = "once",
                                    [PLM_PER_YEAR] = "a year",
                                    [PLM_PER_WEEK] = "a week",
                                    [PLM_PER_ADMISSION] = "an admission"};
  char name[PLACEMENT_LIMIT_ID + 16];
  plm_say(e, "- Cost line%s%s: %s %s", line->id != NULL ? " " : "", line->id != NULL ? line->id : "",
          plm_told_amount(e, line->amount), per[line->per]);
  if (plm_given(e, object, "for") != NULL && line->per != PLM_PER_ADMISSION)
    plm_say(e, " %s", unit_words(line->unit, kind));
  if (plm_given(e, object, "kind") != NULL)
    plm_say(e, line->capital ? ", capital" : ", revenue");
  tell_times(e, object, line);
  if (plm_given(e, object, "index") != NULL)
    plm_say(e, ", index %s", e->scenario->prices.indices[line->index].name);
  if (plm_given(e, object, "optimism_bias") != NULL)
    plm_say(e, ", optimism bias %s", plm_told_percent(e, line->optimism_bias));
  tell_line_defaults(e, object, line, kind);
  plm_say(e, ".\n");
  if (line->id != NULL)
    (void)snprintf(name, sizeof name, "cost line %.*s", PLACEMENT_LIMIT_ID, line->id);
  else
    (void)snprintf(name, sizeof name, "cost line number %zu", (size_t)object->position + 1);
  plm_say_notes(e, object, name);
}

void plm_say_costs(plm_explain *e, const plm_json_value *owner, const plm_cost_line *costs, size_t count,
                   plm_owner kind)
{
  const plm_json_value *list = plm_given(e, owner, "costs");
  if (count == 0) {
    plm_say(e, "- Cost lines: none%s.\n", plm_told_default(e, owner, "costs"));
    return;
  }
  for (const plm_json_value *entry = plm_json_first(list); entry != NULL; entry = plm_json_next(e->tree, entry))
    tell_line(e, entry, &costs[entry->position], kind);
}

/* What a home costs at base prices, optimism bias included. */
typedef struct home_costs {
  double fixed;        /* a year: home and bed lines */
  double occupied_bed; /* a year for each occupied bed */
  double admission;
  double once_capital, once_revenue;
  double capital;  /* a year */
  size_t left_out; /* continuing lines that do not run on the day */
  size_t unpaid;   /* lines paid once, on a day that is not in the horizon */
} home_costs;

/* `runs`: on the day looked at or, if the line is paid once, at all. */
static void add_line(home_costs *costs, const plm_line *line, int32_t beds, bool runs)
{
  double amount = line->biased_amount;
  double units = line->unit == PLM_FOR_BED ? beds : 1;
  if (line->per == PLM_PER_ONCE) {
    costs->unpaid += !runs;
    if (runs)
      *(line->category == PLM_COST_CAPITAL ? &costs->once_capital : &costs->once_revenue) += amount * units;
    return;
  }
  if (!runs) {
    costs->left_out++;
    return;
  }
  if (line->per == PLM_PER_WEEK)
    amount *= WEEKS_IN_YEAR;
  if (line->category == PLM_COST_CAPITAL)
    costs->capital += amount * (line->unit == PLM_FOR_OCCUPIED_BED ? beds : units);
  else if (line->per == PLM_PER_ADMISSION)
    costs->admission += amount;
  else if (line->unit == PLM_FOR_OCCUPIED_BED)
    costs->occupied_bed += amount;
  else
    costs->fixed += amount * units;
}

static home_costs costs_on(const plm_explain *e, size_t home, int32_t day)
{
  home_costs costs = {0};
  for (size_t i = 0; i < e->plan->line_count; i++) {
    const plm_line *line = &e->plan->lines[i];
    plm_window window;
    bool runs;
    if (line->owner != PLM_OWNER_HOME || (size_t)line->position != home)
      continue;
    window = plm_line_window(e->plan, line, &e->timetable);
    runs = line->per == PLM_PER_ONCE ? window.on >= 0 && window.on < e->plan->calendar.days
                                     : window.from <= day && day < window.until;
    add_line(&costs, line, e->plan->homes[home].beds, runs);
  }
  return costs;
}

/* What those whom a home takes would cost outside; not those unsuited to any home, nor unserved groups, which cost
 * nothing. */
typedef struct outside {
  double nights[PLM_KINDS]; /* of need, expected over the horizon */
  double fees[PLM_KINDS];   /* the mean weekly fees, each times its nights */
} outside;

static outside cost_outside(const plm_explain *e, size_t home)
{
  outside o = {0};
  for (size_t kind = 0; kind < PLM_KINDS; kind++) {
    for (size_t g = 0; g < e->plan->group_count; g++) {
      const plm_plan_group *group = &e->plan->groups[g];
      double nights = e->need[g].nights[kind] * e->scenario->groups[g].local_suitability;
      if (group->unserved || nights <= 0 || !(e->plan->homes[home].groups[kind] >> g & 1))
        continue;
      o.nights[kind] += nights;
      o.fees[kind] += nights * (kind == PLM_EMERGENCY ? group->emergency_fee : group->fee)->mean;
    }
  }
  return o;
}

/* Tells and returns the weekly fee that a home is compared with; there are nights. */
static double tell_outside(plm_explain *e, const outside *o)
{
  double planned = o->nights[PLM_PLANNED], emergency = o->nights[PLM_EMERGENCY];
  double fee = (o->fees[PLM_PLANNED] + o->fees[PLM_EMERGENCY]) / (planned + emergency);
  plm_say(e, "- Break-even: the average external fee of %s it takes is %s a week",
          emergency <= 0 ? "the planned placements that"
          : planned <= 0 ? "the emergencies that"
                         : "those",
          plm_told_money(e, fee));
  if (planned > 0 && emergency > 0)
    plm_say(e, ": %s in planned placements, %s in emergencies, which are %s of their nights",
            plm_told_money(e, o->fees[PLM_PLANNED] / planned), plm_told_money(e, o->fees[PLM_EMERGENCY] / emergency),
            plm_told_share(e, emergency / (planned + emergency)));
  plm_say(e, ". ");
  return fee;
}

static void tell_break_even(plm_explain *e, size_t home, const home_costs *costs)
{
  outside o = cost_outside(e, home);
  double saved, share;
  if (o.nights[PLM_PLANNED] + o.nights[PLM_EMERGENCY] <= 0) {
    plm_say(e, "- Break-even: there is nobody with an external fee to compare with.\n");
    return;
  }
  saved = tell_outside(e, &o) * WEEKS_IN_YEAR - costs->occupied_bed;
  share = costs->fixed / (saved * e->plan->homes[home].beds);
  if (saved <= 0)
    plm_say(e, "It never pays: an occupied bed alone costs as much or more.\n");
  else if (costs->fixed <= 0)
    plm_say(e, "It pays however few beds are occupied: nothing is paid for empty ones.\n");
  else if (share > 1)
    plm_say(e, "It never pays: even full it costs more (break-even would be at an occupancy of %s).\n",
            plm_told_share(e, share));
  else
    plm_say(e, "It pays from an occupancy of %s on.\n", plm_told_share(e, share));
}

void plm_say_home_costs(plm_explain *e, size_t home)
{
  int32_t beds = e->plan->homes[home].beds;
  int32_t opening = e->timetable.home_opening[home], closing = e->timetable.home_closing[home];
  int32_t day;
  home_costs costs;
  double full;
  if (opening == PLM_NEVER) {
    plm_say(e, "- It never opens: its planned opening is not before it closes.\n");
    return;
  }
  day = (opening > 0 ? opening : 0) + 365;
  if (day >= closing)
    day = closing - 1;
  costs = costs_on(e, home, day);
  full = costs.fixed + costs.occupied_bed * beds;
  plm_say(e, "- A year costs %s when it is open and empty, %s when it is full: %s a week for each bed.\n",
          plm_told_money(e, costs.fixed), plm_told_money(e, full), plm_told_money(e, full / WEEKS_IN_YEAR / beds));
  if (costs.left_out > 0)
    plm_say(e, "- These are the lines that run on %s; %s not run then and %s left out.\n", plm_told_date(e, day),
            plm_told_count(e, (int64_t)costs.left_out, "other line does", "other lines do"),
            costs.left_out == 1 ? "is" : "are");
  if (costs.once_capital != 0 || costs.once_revenue != 0)
    plm_say(e, "- Paid once: %s capital, %s revenue.\n", plm_told_money(e, costs.once_capital),
            plm_told_money(e, costs.once_revenue));
  if (costs.unpaid > 0)
    plm_say(e, "- %s outside the horizon and %s not paid.\n",
            plm_told_count(e, (int64_t)costs.unpaid, "line that is paid once falls", "lines that are paid once fall"),
            costs.unpaid == 1 ? "is" : "are");
  if (costs.capital != 0)
    plm_say(e, "- Capital paid every year: %s (when full).\n", plm_told_money(e, costs.capital));
  if (costs.admission != 0)
    plm_say(e, "- Each admission costs %s.\n", plm_told_money(e, costs.admission));
  tell_break_even(e, home, &costs);
}
