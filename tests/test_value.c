/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The value of homes, phases and beds where it is known: by hand to the penny where nothing is random, and by Erlang's
 * loss formula where children arrive at random.
 */
#include "verification/scenario_run.h"
#include "verification/theory.h"

#define NIGHTS 730
#define OPENS 91 /* 1 July, day 91 of the horizon */

/* One child lives in `old`, which takes nobody else; one comes back from a placement for 1,000 a night when `h` opens.
 * `i` stays empty. The amount of the last line is doubled by an uncertain input, which names it by its place. */
static const char by_hand[] =
    "{'placement_scenario': 1, 'horizon': {'start': '2025-04-01', 'years': 2}, 'policy': {'returns': {}}, 'groups': ["
    "{'id': 'g', 'need_days': 5000, 'weekly_fee': 7000, 'initial': {'children': [{'days_so_far': 9}]}},"
    "{'id': 'k', 'need_days': 5000, 'weekly_fee': 7000, 'initial': {'children': [{'days_so_far': 9, 'place': 'old'}]}},"
    "{'id': 'nobody', 'need_days': 9, 'weekly_fee': 7000}], 'phases': [{'id': 'open', 'planned_opening': '2020-04-01'},"
    "{'id': 'p', 'planned_opening': '2025-07-01', 'costs': [{'amount': 7000, 'per': 'once'}]},"
    "{'id': 'none', 'planned_opening': '2025-07-01', 'costs': [{'amount': 1, 'per': 'once'}]}], 'homes': ["
    "{'id': 'old', 'phase': 'open', 'beds': 1, 'groups': ['k'], 'costs': [{'amount': 2100, 'per': 'week'},"
    " {'amount': 900, 'per': 'once', 'on': '2025-06-01'}]},"
    "{'id': 'h', 'phase': 'p', 'beds': 1, 'groups': ['g'], 'costs': [{'amount': 3500, 'per': 'week'},"
    " {'kind': 'capital', 'amount': 50000, 'per': 'once', 'on': {'event': 'planned_opening'}}]},"
    "{'id': 'i', 'phase': 'p', 'beds': 2, 'groups': ['nobody'], 'costs': [{'amount': 70, 'per': 'week', 'for': 'bed'},"
    " {'amount': 70, 'per': 'week'}]}], 'costs': [{'amount': 365, 'per': 'once', 'on': '2025-05-01'}],"
    "'uncertain': [{'input': '/homes/2/costs/1/amount', 'as': 'factor', 'distribution': 2}],"
    "'published': [{'label': 'beds', 'metric': 'beds.open@h', 'value': 639}]}";

static placement_scenario *scenario_of(const char *quoted)
{
  char text[SCENARIO_TEXT];
  placement_scenario *scenario = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_assert_lt(strlen(quoted), sizeof text);
  strcpy(text, quoted);
  for (char *quote = strchr(text, '\''); quote != NULL; quote = strchr(quote, '\''))
    *quote = '"';
  cr_assert_eq(placement_scenario_load_text(text, strlen(text), "test", &scenario, NULL, &err), PLACEMENT_OK, "%s: %s",
               err.pointer, err.message);
  return scenario;
}

static placement_value *value_at(const char *quoted, const char *at, uint64_t replications, int32_t threads)
{
  placement_scenario *scenario = scenario_of(quoted);
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  placement_value *value = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  options.replications = replications;
  options.threads = threads;
  cr_assert_eq(placement_value_new(scenario, &options, at, &value, &err), PLACEMENT_OK, "%s: %s", err.pointer,
               err.message);
  placement_scenario_free(scenario);
  return value;
}

/* The position of what is valued. */
static size_t find(const placement_value *value, int32_t kind, const char *id, const char *date)
{
  placement_valued item;
  for (size_t i = 0; placement_value_item(value, i, &item, NULL) == PLACEMENT_OK; i++)
    if (item.kind == kind && strcmp(item.id, id) == 0 && strcmp(item.date, date) == 0)
      return i;
  return SIZE_MAX;
}

static placement_effect effect_of(const placement_value *value, int32_t kind, const char *id, const char *date,
                                  size_t column)
{
  placement_effect effect;
  size_t index = find(value, kind, id, date);
  cr_assert_neq(index, SIZE_MAX, "kind %d, %s, %s", (int)kind, id, date);
  cr_assert_eq(placement_value_effect(value, index, column, &effect, NULL), PLACEMENT_OK);
  return effect;
}

static void expect_certain(placement_estimate found, double expected, const char *what)
{
  cr_expect(fabs(found.value - expected) < 1e-6 && found.se < 1e-6, "%s: expected %.2f, found %.2f, se %g", what,
            expected, found.value, found.se);
}

static void expect_saved(const placement_value *value, int32_t kind, const char *id, const char *date, double saved)
{
  placement_effect effect = effect_of(value, kind, id, date, 2);
  expect_certain(effect.cost, -saved, id);
  cr_expect_eq(effect.lower.value, saved > 0);
  cr_expect_eq(effect.higher.value, saved < 0);
}

static void expect_unknown(const placement_value *value, int32_t kind, const char *id, int32_t state)
{
  placement_effect effect;
  placement_valued item;
  size_t index = find(value, kind, id, "");
  cr_assert_eq(placement_value_item(value, index, &item, NULL), PLACEMENT_OK);
  cr_expect_eq(item.state, state);
  cr_expect_eq(placement_value_effect(value, index, 0, &effect, NULL), PLACEMENT_ERROR_ARGUMENT);
}

Test(value, by_hand)
{
  placement_value *value = value_at(by_hand, NULL, 3, 1);
  const int open = NIGHTS - OPENS, late = 365; /* nights of the second year */
  const double h = 500 * open - 50000, i = -40 * open;
  expect_saved(value, PLACEMENT_VALUE_HOME, "old", "", 700 * NIGHTS - 900);
  expect_saved(value, PLACEMENT_VALUE_HOME, "h", "", h);
  expect_saved(value, PLACEMENT_VALUE_HOME, "i", "", i);
  expect_saved(value, PLACEMENT_VALUE_PHASE, "open", "", 700 * NIGHTS - 900);
  expect_saved(value, PLACEMENT_VALUE_PHASE, "p", "", h + i - 7000);
  expect_saved(value, PLACEMENT_VALUE_LAST_BED, "i", "", -10 * open);
  expect_saved(value, PLACEMENT_VALUE_NEXT_BED, "i", "", -10 * open);
  expect_saved(value, PLACEMENT_VALUE_NEXT_BED, "h", "", 0);
  expect_unknown(value, PLACEMENT_VALUE_LAST_BED, "h", PLACEMENT_VALUE_NEEDED);
  expect_unknown(value, PLACEMENT_VALUE_LAST_BED, "old", PLACEMENT_VALUE_NEEDED);
  expect_saved(value, PLACEMENT_VALUE_OPEN_HOME, "old", "2026-04-01", 700 * late);
  expect_saved(value, PLACEMENT_VALUE_OPEN_HOME, "h", "2026-04-01", 500 * late);
  expect_saved(value, PLACEMENT_VALUE_OPEN_HOME, "i", "2026-04-01", -40 * late);
  expect_saved(value, PLACEMENT_VALUE_OPEN_PHASE, "p", "2026-04-01", 460 * late);
  cr_expect_eq(placement_value_count(value), 3 + 2 + 3 + 3 + 3 + 2, "none of the phase without homes");
  placement_value_free(value);
}

/* What the home changes beside the total. */
Test(value, parts)
{
  placement_value *value = value_at(by_hand, NULL, 3, 1);
  const int open = NIGHTS - OPENS;
  placement_effect h = effect_of(value, PLACEMENT_VALUE_HOME, "h", "", 2);
  expect_certain(h.capital, 50000, "capital");
  expect_certain(h.homes, 500 * open, "homes");
  expect_certain(h.external, -1000 * open, "external");
  expect_certain(h.revenue, -500 * open, "revenue");
  expect_certain(h.other, 0, "other");
  expect_certain(h.nights_open, open, "nights");
  expect_certain(h.in_house, (double)open / NIGHTS, "children");
  expect_certain(h.local_share, open / (2.0 * NIGHTS), "local share");
  expect_certain(h.moves, 1, "the child moves in");
  /* With h, two beds of four are in use from its opening, before that one of one. */
  expect_certain(h.occupancy, (NIGHTS + open) / (NIGHTS + 3.0 * open) - NIGHTS / (NIGHTS + 2.0 * open), "occupancy");
  h = effect_of(value, PLACEMENT_VALUE_HOME, "h", "", 0);
  expect_certain(h.cost, 50000 - 500 * (365 - OPENS), "the first year");
  h = effect_of(value, PLACEMENT_VALUE_OPEN_HOME, "h", "2026-04-01", 0);
  expect_certain(h.cost, 0, "before it closes");
  expect_certain(h.capital, 0, "capital is spent");
  placement_value_free(value);
}

/* Closed before it opens, a home never opens, and what is dated later is never paid; closed after, it is spent. */
Test(value, at_a_date)
{
  placement_value *before = value_at(by_hand, "2025-06-30", 2, 1), *after = value_at(by_hand, "2025-08-01", 2, 1);
  const int open = NIGHTS - OPENS;
  placement_valued item;
  expect_saved(before, PLACEMENT_VALUE_OPEN_HOME, "h", "2025-06-30", 500 * open - 50000);
  expect_saved(before, PLACEMENT_VALUE_OPEN_PHASE, "p", "2025-06-30", 460 * open - 57000);
  expect_saved(after, PLACEMENT_VALUE_OPEN_HOME, "h", "2025-08-01", 500 * (open - 31));
  expect_saved(after, PLACEMENT_VALUE_OPEN_PHASE, "p", "2025-08-01", 460 * (open - 31));
  cr_expect_eq(find(before, PLACEMENT_VALUE_OPEN_HOME, "h", "2026-04-01"), SIZE_MAX, "only at the date");
  cr_assert_eq(placement_value_item(after, find(after, PLACEMENT_VALUE_OPEN_PHASE, "p", "2025-08-01"), &item, NULL),
               PLACEMENT_OK);
  cr_expect_eq(item.beds, 3);
  cr_expect_eq(item.position, 1);
  placement_value_free(before);
  placement_value_free(after);
}

/* Homes that have closed are left out; homes cannot have more beds than the format allows. */
Test(value, closed_and_full)
{
  placement_value *value = value_at(
      "{'placement_scenario': 1, 'horizon': {'start': '2025-04-01', 'years': 2}, 'phases': [{'id': 'p', "
      "'planned_opening': '2025-07-01'}], 'homes': [{'id': 'a', 'phase': 'p', 'beds': 64, 'closes': '2026-04-01'}, "
      "{'id': "
      "'b', 'phase': 'p', 'beds': 4}, {'id': 'c', 'phase': 'p', 'beds': 4, 'closes': '2026-04-02'}], 'uncertain': "
      "[{'input': '/homes/1/beds', 'as': 'value', 'distribution': {'uniform': {'min': 2, 'max': 4}}}]}",
      NULL, 2, 1);
  placement_valued item;
  expect_unknown(value, PLACEMENT_VALUE_NEXT_BED, "a", PLACEMENT_VALUE_MOST);
  expect_unknown(value, PLACEMENT_VALUE_NEXT_BED, "b", PLACEMENT_VALUE_DRAWN);
  expect_unknown(value, PLACEMENT_VALUE_LAST_BED, "b", PLACEMENT_VALUE_DRAWN);
  cr_expect_eq(find(value, PLACEMENT_VALUE_OPEN_HOME, "a", "2026-04-01"), SIZE_MAX);
  expect_certain(effect_of(value, PLACEMENT_VALUE_OPEN_HOME, "c", "2026-04-01", 2).nights_open, 4, "one night");
  cr_assert_eq(placement_value_item(value, find(value, PLACEMENT_VALUE_OPEN_PHASE, "p", "2026-04-01"), &item, NULL),
               PLACEMENT_OK);
  cr_expect_eq(item.beds, 8, "of b and c");
  placement_value_free(value);
}

/* The format knows no dates after 2299, on which homes could close. */
Test(value, last_dates)
{
  placement_value *value =
      value_at("{'placement_scenario': 1, 'horizon': {'start': '2298-04-01', 'years': 3}, 'phases': [{'id': 'p', "
               "'planned_opening': '2298-07-01'}], 'homes': [{'id': 'h', 'phase': 'p', 'beds': 2}]}",
               NULL, 2, 1);
  cr_expect_neq(find(value, PLACEMENT_VALUE_OPEN_HOME, "h", "2299-04-01"), SIZE_MAX);
  cr_expect_eq(find(value, PLACEMENT_VALUE_OPEN_HOME, "h", "2300-04-01"), SIZE_MAX);
  placement_value_free(value);
}

/* A bed more or less changes the share that the loss system turns away as Erlang's B says; each stays 60 nights, of
 * which half a night is no load (tests/verification/test_erlang.c). */
Test(value, erlang)
{
  enum { BEDS = 3, STAY = 60, FEE = 1000 };
  const double load = 3, rate = load / (STAY - 0.5);
  char text[SCENARIO_TEXT];
  (void)snprintf(text, sizeof text,
                 "{'placement_scenario': 1, 'horizon': {'start': '2025-04-01', 'years': 3}, 'groups': [{'id': 'g', "
                 "'arrivals_per_year': %.17g, 'need_days': %d, 'weekly_fee': %d}], 'phases': [{'id': 'p', "
                 "'planned_opening': '2025-03-31'}], 'homes': [{'id': 'h', 'phase': 'p', 'beds': %d}]}",
                 rate * 365.25, STAY, 7 * FEE, BEDS);
  placement_value *value = value_at(text, NULL, scaled(4000), 1);
  placement_effect last = effect_of(value, PLACEMENT_VALUE_LAST_BED, "h", "", 2);
  placement_effect next = effect_of(value, PLACEMENT_VALUE_NEXT_BED, "h", "", 2);
  placement_effect home = effect_of(value, PLACEMENT_VALUE_HOME, "h", "", 2);
  const double nights = rate * 365 * STAY; /* of need in the last year */
  expect_near(last.cost.value, last.cost.se, -FEE * nights * (erlang_b(BEDS - 1, load) - erlang_b(BEDS, load)), "last");
  expect_near(next.cost.value, next.cost.se, -FEE * nights * (erlang_b(BEDS, load) - erlang_b(BEDS + 1, load)), "next");
  expect_near(home.cost.value, home.cost.se, -FEE * nights * (1 - erlang_b(BEDS, load)), "home");
  expect_near(home.in_house.value, home.in_house.se, nights / 365 * (1 - erlang_b(BEDS, load)), "children");
  cr_expect_lt(next.cost.high, 0, "the value of a bed is told from none");
  placement_value_free(value);
}

Test(value, threads_do_not_matter)
{
  placement_value *one = value_at(by_hand, NULL, 600, 1), *three = value_at(by_hand, NULL, 600, 3);
  for (size_t i = 0; i < placement_value_count(one); i++) {
    placement_effect a = {0}, b = {0};
    cr_expect_eq(placement_value_effect(one, i, 2, &a, NULL), placement_value_effect(three, i, 2, &b, NULL));
    cr_expect(a.cost.value == b.cost.value && a.in_house.value == b.in_house.value);
  }
  cr_expect_eq(placement_value_replications(one), 600);
  placement_value_free(one);
  placement_value_free(three);
}

static void stop(uint64_t done, uint64_t all, void *cancellation)
{
  if (2 * done > all)
    placement_cancellation_request(cancellation);
}

Test(value, refused)
{
  placement_scenario *scenario = scenario_of(by_hand), *changed = NULL;
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  placement_value *value = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  options.replications = 2;
  static const char *const dates[] = {"2025-04-01", "2027-04-01", "2025-02-30", "soon", ""};
  for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++)
    cr_expect_eq(placement_value_new(scenario, &options, dates[i], &value, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_value_new(NULL, &options, NULL, &value, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_assert_eq(placement_scenario_change(scenario, &(placement_change){"/homes/1/beds", PLACEMENT_CHANGE_ADD, 1}, 1,
                                         &changed, &err),
               PLACEMENT_OK);
  cr_expect_eq(placement_value_new(changed, &options, NULL, &value, &err), PLACEMENT_ERROR_ARGUMENT, "has no text");
  placement_scenario_free(changed);
  options.replications = 500;
  options.threads = 1;
  options.progress = stop;
  cr_assert_eq(placement_cancellation_new(&options.cancellation, NULL), PLACEMENT_OK);
  options.progress_data = options.cancellation;
  cr_expect_eq(placement_value_new(scenario, &options, NULL, &value, &err), PLACEMENT_ERROR_CANCELLED);
  options.replications = 1;
  cr_expect_eq(placement_value_new(scenario, &options, NULL, &value, &err), PLACEMENT_ERROR_ARGUMENT);
  placement_cancellation_free(options.cancellation);
  placement_scenario_free(scenario);
  scenario = scenario_of("{'placement_scenario': 1, 'horizon': {'start': '2025-04-01', 'years': 2}}");
  cr_expect_eq(placement_value_new(scenario, NULL, NULL, &value, &err), PLACEMENT_ERROR_SCENARIO);
  cr_expect_null(value);
  placement_value_free(NULL);
  placement_scenario_free(scenario);
}
