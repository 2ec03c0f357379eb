/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The choices and the text that random scenarios are made of.
 */
#ifndef RANDOM_TEXT_H
#define RANDOM_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* What a random scenario may contain beside groups, phases, homes, cost lines and returns. */
typedef enum random_feature {
  RANDOM_GROWTH,
  RANDOM_SEASONALITY,
  RANDOM_EMERGENCY,
  RANDOM_ENDINGS,
  RANDOM_STEP_DOWN,
  RANDOM_MAX_STAY,
  RANDOM_INTRODUCTION,
  RANDOM_INTERVAL,
  RANDOM_REFUSAL,
  RANDOM_SUSPENSION,
  RANDOM_CLOSES,
  RANDOM_SALES,
  RANDOM_ENHANCEMENT,
  RANDOM_VISITS,
  RANDOM_MINIMUM,
  RANDOM_NEUTRAL_COUNT, /* those above can be switched on without effect */
  RANDOM_LISTED = RANDOM_NEUTRAL_COUNT,
  RANDOM_UNSERVED,
  RANDOM_TAKES,
  RANDOM_FEATURE_COUNT
} random_feature;

#define RANDOM_ALL ((1U << RANDOM_FEATURE_COUNT) - 1)

typedef struct random_scenario {
  uint64_t state;
  uint64_t kept;     /* the state to go on from after a feature */
  uint32_t features; /* bit f: feature f may be written */
  uint32_t neutral;  /* bit f: feature f is written, without effect */
  bool without_effect;
  int schemes;
  int phase_year[4], phase_month[4];
  int home_phase[8], home_beds[8], home_left[8]; /* beds left for children listed */
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

/* Begins to write a feature, or returns false. It draws from a stream of its own, so that the rest of the scenario is
 * the same with and without it. Ends with `done`. */
static bool feature(random_scenario *s, random_feature which, int percent)
{
  s->kept = s->state;
  s->without_effect = (s->neutral >> which & 1U) != 0;
  s->state ^= UINT64_C(0xA0761D6478BD642F) * ((uint64_t)which + 1);
  if (s->without_effect || ((s->features >> which & 1U) != 0 && chance(s, percent)))
    return true;
  s->state = s->kept;
  return false;
}

static void done(random_scenario *s)
{
  s->state = s->kept;
}

/* A number from low to high, or `nothing` if the feature is to have no effect. */
static int effect(random_scenario *s, int nothing, int low, int high)
{
  return s->without_effect ? nothing : pick(s, low, high);
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

#endif
