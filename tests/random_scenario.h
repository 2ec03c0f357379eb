/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Random scenarios for property tests: a pure function of a number.
 */
#ifndef RANDOM_SCENARIO_H
#define RANDOM_SCENARIO_H

#include "random_text.h"

static void put_children(random_scenario *s, int homes, int need)
{
  int count = pick(s, 0, 8);
  put(s, ", \"initial\": {\"children\": [");
  for (int i = 0; i < count; i++) {
    int home = homes > 0 ? pick(s, 0, homes - 1) : 0;
    bool before = homes > 0 && s->phase_year[s->home_phase[home]] == 19 && s->phase_month[s->home_phase[home]] < 11;
    put(s, "%s{\"days_so_far\": %d", i > 0 ? ", " : "", chance(s, 20) ? 0 : pick(s, 0, need - 1));
    if (before && s->home_left[home] > 0 && chance(s, 70)) {
      s->home_left[home]--;
      put(s, ", \"place\": \"h%d\"", home);
    } else if (chance(s, 60)) {
      put(s, ", \"weekly_fee\": %d", pick(s, 1000, 9000));
    }
    put(s, "}");
  }
  put(s, "]}");
}

static void put_initial(random_scenario *s, int homes, int need)
{
  if (feature(s, RANDOM_LISTED, 40)) {
    put_children(s, homes, need);
    done(s);
  } else if (chance(s, 60)) {
    put(s, ", \"initial\": {\"count\": %d}", pick(s, 0, 15));
  }
}

static void put_demand(random_scenario *s)
{
  if (feature(s, RANDOM_GROWTH, 40)) {
    int growth = effect(s, 0, -50, 100);
    put(s, ", \"growth_per_year\": %s%d.%02d", growth < 0 ? "-" : "", abs(growth) / 100, abs(growth) % 100);
    done(s);
  }
  if (feature(s, RANDOM_SEASONALITY, 40)) {
    put(s, ", \"seasonality\": [%d", effect(s, 1, 1, 4));
    for (int m = 1; m < 12; m++)
      put(s, ", %d", effect(s, 1, 0, 4));
    put(s, "]");
    done(s);
  }
}

static void put_life(random_scenario *s)
{
  if (feature(s, RANDOM_EMERGENCY, 50)) {
    put(s, ", \"emergency_share\": 0.%d, \"emergency_days\": ", effect(s, 0, 1, 9));
    put_duration(s, chance(s, 30) ? pick(s, 1, 4) : pick(s, 5, 90));
    if (chance(s, 50)) {
      put(s, ", \"emergency_fee\": ");
      put_duration(s, pick(s, 2000, 12000));
    }
    done(s);
  }
  if (feature(s, RANDOM_ENDINGS, 60)) {
    put(s, ", \"unplanned_endings_per_year\": {\"in_house\": %d, \"external\": ", effect(s, 0, 0, 4));
    put(s, "%d.%d}", effect(s, 0, 0, chance(s, 20) ? 60 : 3), effect(s, 0, 0, 9));
    done(s);
  }
  if (feature(s, RANDOM_STEP_DOWN, s->schemes > 0 ? 70 : 0)) {
    put(s, ", \"step_down\": {\"to\": \"s%d\"", pick(s, 0, s->schemes - 1));
    if (chance(s, 70))
      put(s, ", \"share\": 0.%d", pick(s, 1, 9));
    if (chance(s, 80))
      put(s, ", \"after_share_of_need\": 0.%d", pick(s, 0, 9));
    put(s, "}");
    done(s);
  }
}

static void put_group(random_scenario *s, int number, int columns, int homes)
{
  int need = pick(s, 5, 400);
  bool unserved = feature(s, RANDOM_UNSERVED, 15);
  if (unserved)
    done(s);
  put(s, "%s{\"id\": \"g%d\", \"arrivals_per_year\": ", number > 0 ? ", " : "", number);
  if (chance(s, 70)) {
    put(s, "%d", pick(s, 0, 25));
  } else {
    for (int y = 0; y < columns; y++)
      put(s, "%s%d", y == 0 ? "[" : ", ", pick(s, 0, 25));
    put(s, "]");
  }
  put(s, ", \"need_days\": ");
  put_duration(s, need);
  put_demand(s);
  if (chance(s, 40))
    put(s, ", \"age_at_entry\": {\"uniform\": {\"min\": 10, \"max\": 17.9}}, \"until_age\": 18");
  if (chance(s, 50))
    put(s, ", \"local_suitability\": 0.%d", pick(s, 0, 9));
  put_life(s);
  if (unserved) {
    put(s, ", \"unserved\": true}");
    return;
  }
  put_initial(s, homes, need);
  put(s, ", \"weekly_fee\": ");
  put_duration(s, pick(s, 1000, 9000));
  put(s, "}");
}

/* A list of groups. */
static void put_group_list(random_scenario *s, int groups)
{
  int first = pick(s, 0, groups - 1);
  put(s, "[\"g%d\"", first);
  if (first + 1 < groups && chance(s, 50))
    put(s, ", \"g%d\"", first + 1);
  put(s, "]");
}

/* Whom a home takes: all planned placements if a child listed lives there. */
static void put_takes(random_scenario *s, int groups, bool any)
{
  static const char *const lists[] = {"[\"planned\"]", "[\"emergency\"]", "[\"planned\", \"emergency\"]"};
  bool map = false;
  if (feature(s, RANDOM_TAKES, 60)) {
    int kinds = any ? pick(s, 1, 3) : 3;
    map = any && chance(s, 40);
    put(s, "\"takes\": %s", map ? "{" : lists[kinds - 1]);
    if (map && (kinds & 1) != 0) {
      put(s, "\"planned\": ");
      put_group_list(s, groups);
    }
    if (map && (kinds & 2) != 0) {
      put(s, "%s\"emergency\": ", kinds == 3 ? ", " : "");
      put_group_list(s, groups);
    }
    put(s, map ? "}, " : ", ");
    done(s);
  }
  if (any && !map && chance(s, 40)) {
    put(s, "\"groups\": ");
    put_group_list(s, groups);
    put(s, ", ");
  }
}

/* How a home admits children and keeps them. */
static void put_admission(random_scenario *s)
{
  if (feature(s, RANDOM_MAX_STAY, 30)) {
    put(s, "\"max_stay_days\": %d, ", effect(s, 36525, 1, 150));
    done(s);
  }
  if (feature(s, RANDOM_INTRODUCTION, 50)) {
    put(s, "\"introduction_days\": %d, ", effect(s, 0, 1, 45));
    done(s);
  }
  if (feature(s, RANDOM_INTERVAL, 50)) {
    put(s, "\"admission_interval_days\": %d, ", effect(s, 0, 1, 60));
    done(s);
  }
  if (feature(s, RANDOM_REFUSAL, 50)) {
    put(s, "\"refusal\": 0.%d, ", effect(s, 0, 1, 9));
    done(s);
  }
}

/* What interrupts a home or fills it otherwise. */
static void put_interruptions(random_scenario *s, int home)
{
  if (feature(s, RANDOM_SUSPENSION, 40)) {
    put(s, "\"suspension\": {\"per_year\": %d, \"days\": ", effect(s, 0, 1, chance(s, 20) ? 80 : 4));
    put_duration(s, pick(s, 1, 60));
    put(s, "}, ");
    done(s);
  }
  if (feature(s, RANDOM_CLOSES, 25)) {
    int first = s->home_left[home] < s->home_beds[home] ? 21 : 19;
    if (s->without_effect)
      put(s, "\"closes\": \"2099-01-01\", ");
    else if (first == 21 && chance(s, 20))
      put(s, "\"closes\": \"2020-04-02\", ");
    else
      put(s, "\"closes\": \"20%d-%02d-%02d\", ", pick(s, first, 23), pick(s, 1, 12), chance(s, 30) ? 15 : 1);
    done(s);
  }
  if (feature(s, RANDOM_SALES, 40)) {
    put(s, "\"sell_voids\": {\"after_days\": %d, \"per_year\": %d, \"stay_days\": ", pick(s, 0, 1) * pick(s, 0, 60),
        effect(s, 0, 1, 50));
    put_duration(s, pick(s, 1, 200));
    put(s, ", \"weekly_income\": %d}, ", pick(s, 0, 5000));
    done(s);
  }
}

static void put_homes(random_scenario *s, int homes, int groups)
{
  put(s, ", \"homes\": [");
  for (int h = 0; h < homes; h++) {
    put(s, "%s{\"id\": \"h%d\", \"phase\": \"p%d\", \"beds\": %d, ", h > 0 ? ", " : "", h, s->home_phase[h],
        s->home_beds[h]);
    if (chance(s, 40))
      put(s, "\"turnaround_days\": %d, ", pick(s, 0, 20));
    put_takes(s, groups, s->home_left[h] == s->home_beds[h]);
    put_admission(s);
    put_interruptions(s, h);
    if (chance(s, 40))
      put(s, "\"registration\": {\"delay_days\": {\"uniform\": {\"min\": 0, \"max\": 60}}, \"declined\": 0.3}, ");
    put_costs(s, true);
    put(s, "}");
  }
  put(s, "]");
}

static void put_schemes(random_scenario *s)
{
  if (!feature(s, RANDOM_STEP_DOWN, s->schemes > 0 ? 100 : 0))
    return;
  put(s, ", \"step_down\": [");
  for (int d = 0; d < s->schemes; d++) {
    put(s, "%s{\"id\": \"s%d\", \"places\": %d", d > 0 ? ", " : "", d, effect(s, 0, 0, chance(s, 30) ? 15 : 3));
    if (chance(s, 50))
      put(s, ", \"opens\": \"20%d-%02d-01\"", pick(s, 19, 22), pick(s, 1, 12));
    if (chance(s, 50))
      put(s, ", \"index\": \"fees\"");
    if (!s->without_effect) {
      put(s, ", ");
      put_costs(s, false);
    }
    put(s, "}");
  }
  put(s, "]");
  done(s);
}

static void put_external(random_scenario *s)
{
  put(s, ", \"external\": {\"notice_days\": %d, \"index\": \"fees\"", pick(s, 0, 60));
  if (feature(s, RANDOM_ENHANCEMENT, 50)) {
    put(s, ", \"enhancement\": {\"per_year\": %d, \"weekly_amount\": %d", effect(s, 0, 1, chance(s, 20) ? 90 : 5),
        pick(s, 1, 900));
    if (chance(s, 50))
      put(s, ", \"max\": %d", pick(s, 0, 3));
    put(s, "}");
    done(s);
  }
  if (feature(s, RANDOM_VISITS, 50)) {
    put(s, ", \"visits\": %d", effect(s, 0, 1, 5000));
    done(s);
  }
  if (feature(s, RANDOM_MINIMUM, 50)) {
    put(s, ", \"minimum_nights\": %d", effect(s, 0, 1, 120));
    done(s);
  }
  put(s, "}");
}

static void put_phases(random_scenario *s, int phases)
{
  put(s, ", \"phases\": [");
  for (int p = 0; p < phases; p++) {
    put(s, "%s{\"id\": \"p%d\", \"planned_opening\": \"20%d-%02d-15\", ", p > 0 ? ", " : "", p, s->phase_year[p],
        s->phase_month[p]);
    if (chance(s, 50))
      put(s, "\"delay_days\": {\"normal\": {\"mean\": 60, \"sd\": 60}}, ");
    if (chance(s, 25))
      put(s, "\"slip_days\": %d, ", pick(s, -60, 200));
    if (p > 0 && chance(s, 50))
      put(s, "\"after\": {\"phase\": \"p%d\", \"days\": %d}, ", pick(s, 0, p - 1), pick(s, -30, 90));
    put_costs(s, true);
    put(s, "}");
  }
  put(s, "]");
}

/* Draws how many of what there is, before anything is written. */
static void draw_frame(random_scenario *s, int phases, int homes)
{
  for (int p = 0; p < phases; p++) {
    s->phase_year[p] = chance(s, 30) ? 19 : pick(s, 20, 22);
    s->phase_month[p] = pick(s, 1, 12);
  }
  for (int h = 0; h < homes; h++) {
    s->home_phase[h] = pick(s, 0, phases - 1);
    s->home_beds[h] = s->home_left[h] = pick(s, 1, chance(s, 10) ? 20 : 4);
  }
  s->schemes = 0;
  if (feature(s, RANDOM_STEP_DOWN, 50)) {
    s->schemes = pick(s, 1, 2);
    done(s);
  }
}

static void put_prices(random_scenario *s)
{
  put(s, ", \"prices\": {\"base_date\": \"20%d-06-01\", \"deflator\": \"cpi\", ", pick(s, 18, 22));
  put(s, "\"indices\": {\"pay\": [0.02, 0.05], \"fees\": 0.04, \"cpi\": -0.01}}");
}

/* Writes the scenario of this number into s->text, with features as said in `features` and `neutral`. */
static inline void make_random_scenario(random_scenario *s, uint64_t number, uint32_t features, uint32_t neutral)
{
  static const char *const starts[] = {"2020-04-01\"", "2020-01-01\", \"financial_year_start\": \"01-01\"",
                                       "2019-11-18\""};
  static const char *const choices[] = {"listed", "fullest", "emptiest"};
  static const char *const orders[] = {"longest", "highest_fee", "arrival"};
  s->state = number * UINT64_C(0xD1342543DE82EF95) + 1;
  s->features = features & ~neutral;
  s->neutral = neutral;
  s->length = 0;
  int years = pick(s, 1, 3);
  int groups = pick(s, 1, 4);
  int phases = pick(s, 1, 3);
  int homes = pick(s, 0, 6);
  int start = chance(s, 60) ? 0 : pick(s, 1, 2);
  draw_frame(s, phases, homes);
  put(s, "{\"placement_scenario\": 1, \"horizon\": {\"years\": %d, \"start\": \"%s}", years, starts[start]);
  put_prices(s);
  put(s, ", \"groups\": [");
  for (int g = 0; g < groups; g++)
    put_group(s, g, start == 2 ? years + 1 : years, homes);
  put(s, "], \"compatibility\": {\"default\": %s, \"pairs\": [{\"groups\": [\"g0\", \"g%d\"], \"probability\": 0.5}]}",
      chance(s, 50) ? "1" : "0.6", groups - 1);
  put_phases(s, phases);
  put_homes(s, homes, groups);
  put_schemes(s);
  put(s, ", ");
  put_costs(s, false);
  put_external(s);
  put(s, ", \"policy\": {\"home_choice\": \"%s\"", choices[pick(s, 0, 2)]);
  if (chance(s, 60))
    put(s, ", \"returns\": {\"after_nights\": %d, \"order\": \"%s\"}", chance(s, 30) ? 0 : pick(s, 1, 120),
        orders[pick(s, 0, 2)]);
  put(s, "}}");
}

#endif
