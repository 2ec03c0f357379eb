/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Random scenarios for property tests: a pure function of a number.
 */
#ifndef RANDOM_SCENARIO_H
#define RANDOM_SCENARIO_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct random_scenario {
  uint64_t state;
  size_t length;
  char text[65536];
} random_scenario;

/* SplitMix64 (Steele, Lea and Flood 2014). */
static uint64_t random_bits(random_scenario *s)
{
  uint64_t z = (s->state += UINT64_C(0x9E3779B97F4A7C15));
  z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
  return z ^ (z >> 31);
}

/* A whole number from low to high. */
static int pick(random_scenario *s, int low, int high)
{
  return low + (int)(random_bits(s) % (uint64_t)(high - low + 1));
}

static bool chance(random_scenario *s, int percent)
{
  return pick(s, 1, 100) <= percent;
}

#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
static void
put(random_scenario *s, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  int length = vsnprintf(s->text + s->length, sizeof s->text - s->length, format, arguments);
  va_end(arguments);
  if (length < 0 || (size_t)length >= sizeof s->text - s->length)
    abort();
  s->length += (size_t)length;
}

static void put_duration(random_scenario *s, int mean)
{
  switch (pick(s, 0, 5)) {
  case 0:
    put(s, "%d", mean);
    break;
  case 1:
    put(s, "{\"exponential\": {\"mean\": %d}}", mean);
    break;
  case 2:
    put(s, "{\"lognormal\": {\"mean\": %d, \"cv\": 1.2}}", mean);
    break;
  case 3:
    put(s, "{\"uniform\": {\"min\": 0, \"max\": %d}}", 2 * mean);
    break;
  case 4:
    put(s, "{\"empirical\": {\"values\": [1, %d, %d]}}", mean, 3 * mean);
    break;
  default:
    put(s,
        "{\"mixture\": [{\"weight\": 1, \"of\": 3}, {\"weight\": 2, \"of\": {\"gamma\": {\"mean\": %d, \"cv\": "
        "0.5}}}]}",
        mean);
  }
}

static void put_group(random_scenario *s, int number, int years)
{
  put(s, "%s{\"id\": \"g%d\", \"arrivals_per_year\": ", number > 0 ? ", " : "", number);
  if (chance(s, 70)) {
    put(s, "%d", pick(s, 0, 25));
  } else {
    for (int y = 0; y < years; y++)
      put(s, "%s%d", y == 0 ? "[" : ", ", pick(s, 0, 25));
    put(s, "]");
  }
  put(s, ", \"need_days\": ");
  put_duration(s, pick(s, 5, 400));
  if (chance(s, 60))
    put(s, ", \"initial\": {\"count\": %d}", pick(s, 0, 15));
  if (chance(s, 40))
    put(s, ", \"age_at_entry\": {\"uniform\": {\"min\": 10, \"max\": 17.9}}, \"until_age\": 18");
  if (chance(s, 50))
    put(s, ", \"local_suitability\": 0.%d", pick(s, 0, 9));
  put(s, ", \"weekly_fee\": ");
  put_duration(s, pick(s, 1000, 9000));
  put(s, "}");
}

/* Dates from `first_year` on, and two years more. */
static void put_when(random_scenario *s, bool owned, int first_year)
{
  static const char *const events[] = {"planned_opening", "opening", "closing"};
  if (!owned || chance(s, 40))
    put(s, "\"20%d-%02d-%02d\"", pick(s, first_year, first_year + 2), pick(s, 1, 12), pick(s, 1, 28));
  else
    put(s, "{\"event\": \"%s\", \"days\": %d}", events[pick(s, 0, 2)], pick(s, -100, 100));
}

static void put_costs(random_scenario *s, bool owned)
{
  static const char *const pers[] = {"once", "year", "week", "admission"};
  static const char *const fors[] = {"home", "bed", "occupied_bed"};
  int count = pick(s, 0, 4);
  put(s, "\"costs\": [");
  for (int i = 0; i < count; i++) {
    int per = pick(s, 0, 3);
    put(s, "%s{\"amount\": %d.%02d, \"per\": \"%s\", \"for\": \"%s\"", i > 0 ? ", " : "", pick(s, -500, 100000),
        pick(s, 0, 99), pers[per], fors[pick(s, 0, per == 0 ? 1 : 2)]);
    if (chance(s, 25))
      put(s, ", \"kind\": \"capital\"");
    if (chance(s, 30))
      put(s, ", \"index\": \"pay\"");
    if (chance(s, 20))
      put(s, ", \"optimism_bias\": 0.25");
    if (per == 0 && (!owned || chance(s, 50))) {
      put(s, ", \"on\": ");
      put_when(s, owned, 19 + pick(s, 0, 3));
    }
    if (per != 0 && chance(s, 40)) {
      put(s, ", \"from\": ");
      put_when(s, owned, 19);
    }
    if (per != 0 && chance(s, 40)) {
      put(s, ", \"until\": ");
      put_when(s, owned, 22);
    }
    put(s, "}");
  }
  put(s, "]");
}

static void put_homes(random_scenario *s, int homes, int phases, int groups)
{
  put(s, ", \"homes\": [");
  for (int h = 0; h < homes; h++) {
    put(s, "%s{\"id\": \"h%d\", \"phase\": \"p%d\", \"beds\": %d, ", h > 0 ? ", " : "", h, pick(s, 0, phases - 1),
        pick(s, 1, chance(s, 10) ? 20 : 4));
    if (chance(s, 40))
      put(s, "\"turnaround_days\": %d, ", pick(s, 0, 20));
    if (chance(s, 40)) {
      int first = pick(s, 0, groups - 1);
      put(s, "\"groups\": [\"g%d\"", first);
      if (first + 1 < groups && chance(s, 50))
        put(s, ", \"g%d\"", first + 1);
      put(s, "], ");
    }
    if (chance(s, 40))
      put(s, "\"registration\": {\"delay_days\": {\"uniform\": {\"min\": 0, \"max\": 60}}, \"declined\": 0.3}, ");
    put_costs(s, true);
    put(s, "}");
  }
  put(s, "]");
}

static void put_phases(random_scenario *s, int phases)
{
  put(s, ", \"phases\": [");
  for (int p = 0; p < phases; p++) {
    put(s, "%s{\"id\": \"p%d\", \"planned_opening\": \"20%d-%02d-15\", ", p > 0 ? ", " : "", p,
        chance(s, 20) ? 19 : pick(s, 20, 22), pick(s, 1, 12));
    if (chance(s, 50))
      put(s, "\"delay_days\": {\"normal\": {\"mean\": 60, \"sd\": 60}}, ");
    if (p > 0 && chance(s, 50))
      put(s, "\"after\": {\"phase\": \"p%d\", \"days\": %d}, ", pick(s, 0, p - 1), pick(s, -30, 90));
    put_costs(s, true);
    put(s, "}");
  }
  put(s, "]");
}

/* Writes the scenario of this number into s->text. */
static void make_random_scenario(random_scenario *s, uint64_t number)
{
  static const char *const choices[] = {"listed", "fullest", "emptiest"};
  static const char *const orders[] = {"longest", "highest_fee", "arrival"};
  s->state = number * UINT64_C(0xD1342543DE82EF95) + 1;
  s->length = 0;
  int years = pick(s, 1, 3);
  int groups = pick(s, 1, 4);
  int phases = pick(s, 1, 3);
  int homes = pick(s, 0, 6);
  bool april = chance(s, 70);
  put(s, "{\"placement_scenario\": 1, \"horizon\": {\"start\": \"%s\", \"years\": %d%s}",
      april ? "2020-04-01" : "2020-01-01", years, april ? "" : ", \"financial_year_start\": \"01-01\"");
  put(s, ", \"prices\": {\"base_date\": \"20%d-06-01\", \"deflator\": \"cpi\", ", pick(s, 18, 22));
  put(s, "\"indices\": {\"pay\": [0.02, 0.05], \"fees\": 0.04, \"cpi\": -0.01}}");
  put(s, ", \"groups\": [");
  for (int g = 0; g < groups; g++)
    put_group(s, g, years);
  put(s, "], \"compatibility\": {\"default\": %s, \"pairs\": [{\"groups\": [\"g0\", \"g%d\"], \"probability\": 0.5}]}",
      chance(s, 50) ? "1" : "0.6", groups - 1);
  put_phases(s, phases);
  put_homes(s, homes, phases, groups);
  put(s, ", ");
  put_costs(s, false);
  put(s, ", \"external\": {\"notice_days\": %d, \"index\": \"fees\"}", pick(s, 0, 60));
  put(s, ", \"policy\": {\"home_choice\": \"%s\"", choices[pick(s, 0, 2)]);
  if (chance(s, 60))
    put(s, ", \"returns\": {\"after_nights\": %d, \"order\": \"%s\"}", chance(s, 30) ? 0 : pick(s, 1, 120),
        orders[pick(s, 0, 2)]);
  put(s, "}}");
}

#endif
