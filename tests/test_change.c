/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inputs described, and scenarios with other numbers: each kind of input, defaults, several together, refusals.
 */
#include "base/sha256.h"
#include "scenario/scenario.h"

#include <placement/placement.h>

#include <criterion/criterion.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static const char text[] =
    "{\"placement_scenario\": 1, \"horizon\": {\"start\": \"2025-04-01\", \"years\": 2},"
    " \"groups\": [{\"id\": \"core\", \"arrivals_per_year\": [10, 12], \"local_suitability\": 0.8,"
    "  \"need_days\": {\"lognormal\": {\"mean\": 400, \"cv\": 1.5}},"
    "  \"weekly_fee\": {\"uniform\": {\"min\": 4000, \"max\": 5000}}},"
    "  {\"id\": \"other\", \"arrivals_per_year\": 3, \"need_days\": 90, \"weekly_fee\": 9000}],"
    " \"compatibility\": {\"default\": 0.9},"
    " \"phases\": [{\"id\": \"first\", \"planned_opening\": \"2025-09-01\"}],"
    " \"homes\": [{\"id\": \"oak\", \"phase\": \"first\", \"beds\": 2,"
    "   \"costs\": [{\"amount\": 500, \"per\": \"week\"}]}],"
    " \"uncertain\": ["
    "  {\"input\": \"/groups/1/weekly_fee\", \"as\": \"value\", \"distribution\": 8000},"
    "  {\"input\": \"/homes/0/costs/0/amount\", \"as\": \"factor\", \"distribution\": 2}],"
    " \"published\": [{\"label\": \"A figure\", \"metric\": \"cost.total\", \"value\": 100}]}";

static placement_scenario *load(const char *json)
{
  placement_scenario *s = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_assert_eq(placement_scenario_load_text(json, strlen(json), NULL, &s, NULL, &err), PLACEMENT_OK, "%s: %s",
               err.pointer, err.message);
  return s;
}

static placement_scenario *change(const placement_scenario *s, const placement_change *changes, size_t count)
{
  placement_scenario *changed = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_assert_eq(placement_scenario_change(s, changes, count, &changed, &err), PLACEMENT_OK, "%s", err.message);
  return changed;
}

static placement_input describe(const placement_scenario *s, const char *pointer)
{
  placement_input input;
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_assert_eq(placement_scenario_input(s, pointer, &input, &err), PLACEMENT_OK, "%s", err.message);
  return input;
}

Test(change, inputs)
{
  static const struct {
    const char *pointer;
    placement_input input;
  } expected[] = {
      {"/groups/0/arrivals_per_year/1", {12, 0, 100000, 0, 0, -1}},
      {"/groups/0/local_suitability", {0.8, 0, 1, 0, 0, -1}},
      {"/groups/0/need_days", {1, 0, 1e9, 0, 1, -1}},
      {"/groups/0/need_days/lognormal/mean", {400, -1e9, 1e9, 0, 0, -1}},
      {"/groups/1/need_days", {90, 0, 1e9, 0, 0, -1}},
      {"/groups/1/weekly_fee", {9000, 0, 1e9, 0, 0, 0}},
      {"/homes/0/beds", {2, 1, 64, 1, 0, -1}},
      {"/homes/0/costs/0/amount", {500, -1e9, 1e9, 0, 0, 1}},
      {"/homes/0/registration/declined", {0, 0, 1, 0, 0, -1}}, /* a default */
      {"/homes/0/turnaround_days", {0, 0, 36525, 1, 0, -1}},
  };
  placement_scenario *s = load(text);
  for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
    placement_input input = describe(s, expected[i].pointer);
    const placement_input *e = &expected[i].input;
    cr_expect(input.value == e->value && input.low == e->low && input.high == e->high, "%s: %g from %g to %g",
              expected[i].pointer, input.value, input.low, input.high);
    cr_expect(input.whole == e->whole && input.factor_only == e->factor_only, "%s", expected[i].pointer);
    cr_expect_eq(input.uncertain, e->uncertain, "%s", expected[i].pointer);
  }
  placement_scenario_free(s);
}

/* Each is changed to something else, and the scenario that it is changed from is not. */
Test(change, each_kind)
{
  static const struct {
    placement_change change;
    double value;
  } expected[] = {
      {{"/groups/0/arrivals_per_year/1", PLACEMENT_CHANGE_FACTOR, 1.5}, 18},
      {{"/groups/0/local_suitability", PLACEMENT_CHANGE_ADD, 0.2}, 1},
      {{"/groups/0/need_days", PLACEMENT_CHANGE_FACTOR, 1.25}, 1.25},
      {{"/groups/0/need_days/lognormal/mean", PLACEMENT_CHANGE_VALUE, 380.5}, 380.5},
      {{"/groups/1/need_days", PLACEMENT_CHANGE_ADD, -10}, 80},
      {{"/homes/0/beds", PLACEMENT_CHANGE_ADD, 1}, 3},
      {{"/homes/0/beds", PLACEMENT_CHANGE_FACTOR, 1.5}, 3},
      {{"/homes/0/costs/0/amount", PLACEMENT_CHANGE_VALUE, -20}, -20},
      {{"/homes/0/registration/declined", PLACEMENT_CHANGE_VALUE, 0.25}, 0.25},
      {{"/prices/discount_rate", PLACEMENT_CHANGE_VALUE, 0.015}, 0.015},
  };
  placement_scenario *s = load(text);
  for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
    double before = describe(s, expected[i].change.pointer).value;
    placement_scenario *changed = change(s, &expected[i].change, 1);
    cr_expect_eq(describe(changed, expected[i].change.pointer).value, expected[i].value, "%s",
                 expected[i].change.pointer);
    cr_expect_eq(describe(s, expected[i].change.pointer).value, before);
    placement_scenario_free(changed);
  }
  placement_scenario_free(s);
}

/* A distribution that is sound only with both; the fee in emergencies, which follows; a second change upon the first.
 */
Test(change, together)
{
  static const placement_change changes[] = {{"/groups/0/weekly_fee/uniform/min", PLACEMENT_CHANGE_VALUE, 6000},
                                             {"/groups/0/weekly_fee/uniform/max", PLACEMENT_CHANGE_ADD, 3000},
                                             {"/groups/0/weekly_fee", PLACEMENT_CHANGE_FACTOR, 2},
                                             {"/compatibility/default", PLACEMENT_CHANGE_VALUE, 0.5}};
  placement_scenario *s = load(text), *changed = change(s, changes, 4), *again = NULL;
  placement_scenario *twice = change(changed, changes + 2, 1);
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_expect_eq(plm_distribution_max(&changed->groups[0].weekly_fee), 16000);
  cr_expect_eq(plm_distribution_max(&changed->groups[0].emergency_fee), 16000);
  cr_expect_eq(changed->compatibility[1], 0.5);
  cr_expect_eq(s->compatibility[1], 0.9);
  cr_expect_eq(plm_distribution_max(&twice->groups[0].weekly_fee), 32000);
  cr_expect_eq(describe(twice, "/groups/0/weekly_fee").value, 4);
  cr_expect_eq(placement_scenario_change(s, changes, 1, &again, &err), PLACEMENT_ERROR_SCENARIO);
  cr_expect_str_eq(err.pointer, changes[0].pointer);
  cr_expect(strstr(err.message, "the distribution is not sound") != NULL, "%s", err.message);
  cr_expect_eq(again, NULL);
  placement_scenario_free(twice);
  placement_scenario_free(changed);
  placement_scenario_free(s);
}

typedef struct refusal {
  placement_change change;
  const char *message;
} refusal;

static const refusal refusals[] = {
    {{"/groups/0/local_suitability", PLACEMENT_CHANGE_FACTOR, 1.5},
     "/groups/0/local_suitability would be 1.2000000000000002, but must be a number from 0 to 1"},
    {{"/homes/0/beds", PLACEMENT_CHANGE_FACTOR, 1.25},
     "/homes/0/beds would be 2.5, but must be a whole number from 1 to 64"},
    {{"/homes/0/beds", PLACEMENT_CHANGE_ADD, -2}, "/homes/0/beds would be 0, but must be a whole number from 1 to 64"},
    {{"/groups/1/need_days", PLACEMENT_CHANGE_FACTOR, 1e308},
     "/groups/1/need_days would be beyond all numbers, but must be a number from 0 to 1000000000"},
    {{"/groups/0/need_days", PLACEMENT_CHANGE_FACTOR, -1},
     "/groups/0/need_days would be -1, but must be a number from 0 to 1000000000"},
    {{"/groups/0/need_days", PLACEMENT_CHANGE_ADD, 1},
     "/groups/0/need_days is a distribution, which changes only by a factor"},
    {{"/groups/1/weekly_fee", PLACEMENT_CHANGE_FACTOR, 1.1},
     "/groups/1/weekly_fee is uncertain and its value drawn, so that to change it would do nothing"},
    {{"/horizon/years", PLACEMENT_CHANGE_VALUE, 3}, "/horizon/years leads to a year or a date, which cannot vary"},
    {{"/published/0/value", PLACEMENT_CHANGE_VALUE, 3},
     "/published/0/value is of a published figure, which cannot vary"},
    {{"/homes/1/beds", PLACEMENT_CHANGE_VALUE, 3}, "/homes/1/beds leads to no number or distribution of this scenario"},
    {{"/homes/0/max_stay_days", PLACEMENT_CHANGE_VALUE, 3},
     "/homes/0/max_stay_days is not given, and has no number as its default"},
    {{"beds", PLACEMENT_CHANGE_VALUE, 3}, "beds is no JSON Pointer: it must begin with '/'"},
};

Test(change, refusals)
{
  placement_scenario *s = load(text);
  for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
    placement_scenario *changed = NULL;
    placement_error err = PLACEMENT_ERROR_INIT;
    cr_expect_eq(placement_scenario_change(s, &refusals[i].change, 1, &changed, &err), PLACEMENT_ERROR_SCENARIO);
    cr_expect_str_eq(err.message, refusals[i].message);
    cr_expect_str_eq(err.pointer, refusals[i].change.pointer);
    cr_expect_eq(changed, NULL);
  }
  placement_scenario_free(s);
}

/* What cannot vary cannot be described, and control characters in a pointer are shown. */
Test(change, no_input)
{
  placement_scenario *s = load(text);
  placement_input input = {.value = 7};
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_expect_eq(placement_scenario_input(s, "/horizon/start", &input, &err), PLACEMENT_ERROR_SCENARIO);
  cr_expect_str_eq(err.message, "/horizon/start leads to a year or a date, which cannot vary");
  cr_expect_str_eq(err.pointer, "/horizon/start");
  cr_expect_eq(placement_scenario_input(s, "/\x1b[31m", &input, &err), PLACEMENT_ERROR_SCENARIO);
  cr_expect_str_eq(err.pointer, "/\\u001b[31m");
  cr_expect_eq(input.value, 7);
  cr_expect_eq(placement_scenario_input(NULL, "", &input, NULL), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_scenario_input(s, NULL, &input, NULL), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_scenario_input(s, "", NULL, NULL), PLACEMENT_ERROR_ARGUMENT);
  placement_scenario_free(s);
}

/* What is computed may miss a whole number, or an end, by a rounding. */
Test(change, roundings)
{
  static const placement_change third[] = {{"/homes/0/beds", PLACEMENT_CHANGE_FACTOR, 1 + 4 * 0x1p-52},
                                           {"/groups/0/local_suitability", PLACEMENT_CHANGE_FACTOR, 1.25 + 0x1p-50}};
  placement_scenario *s = load(text), *changed = change(s, third, 2);
  cr_expect_eq(describe(changed, "/homes/0/beds").value, 2);
  cr_expect_eq(describe(changed, "/groups/0/local_suitability").value, 1);
  placement_scenario_free(changed);
  placement_scenario_free(s);
}

static void expect_status(const placement_scenario *s, const placement_change *changes, size_t count,
                          placement_status expected, const char *words)
{
  placement_scenario *changed = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_expect_eq(placement_scenario_change(s, changes, count, &changed, &err), expected);
  cr_expect(strstr(err.message, words) != NULL, "%s", err.message);
  cr_expect_eq(err.code, expected);
  cr_expect_eq(changed, NULL);
}

Test(change, several_refused)
{
  static const placement_change twice[] = {{"/homes/0/beds", PLACEMENT_CHANGE_ADD, 1},
                                           {"/homes/0/beds", PLACEMENT_CHANGE_ADD, 1}};
  static const placement_change wrong[] = {
      {"/homes/0/beds", PLACEMENT_CHANGE_VALUE, NAN}, {"/homes/0/beds", 3, 1}, {NULL, PLACEMENT_CHANGE_VALUE, 1}};
  static const char *const months[12] = {
      "/groups/0/seasonality/0", "/groups/0/seasonality/1", "/groups/0/seasonality/2",  "/groups/0/seasonality/3",
      "/groups/0/seasonality/4", "/groups/0/seasonality/5", "/groups/0/seasonality/6",  "/groups/0/seasonality/7",
      "/groups/0/seasonality/8", "/groups/0/seasonality/9", "/groups/0/seasonality/10", "/groups/0/seasonality/11"};
  placement_change none[12];
  placement_scenario *s = load(text);
  expect_status(s, twice, 2, PLACEMENT_ERROR_SCENARIO, "/homes/0/beds is changed twice");
  expect_status(s, wrong, 1, PLACEMENT_ERROR_ARGUMENT, "the amount of change 0 is not finite");
  expect_status(s, wrong + 1, 1, PLACEMENT_ERROR_ARGUMENT, "change 0 is neither");
  expect_status(s, wrong + 2, 1, PLACEMENT_ERROR_ARGUMENT, "change 0 has no pointer");
  expect_status(s, NULL, 1, PLACEMENT_ERROR_ARGUMENT, "must not be NULL");
  expect_status(NULL, twice, 1, PLACEMENT_ERROR_ARGUMENT, "must not be NULL");
  for (size_t i = 0; i < 12; i++)
    none[i] = (placement_change){months[i], PLACEMENT_CHANGE_VALUE, 0};
  expect_status(s, none, 12, PLACEMENT_ERROR_SCENARIO, "/groups/0/seasonality must have at least one month above 0");
  placement_scenario_free(change(s, none, 11));
  placement_scenario_free(s);
}

/* The limit of the format holds whatever makes children come. */
Test(change, arrivals)
{
  static const char years[] = "{\"placement_scenario\": 1, \"horizon\": {\"start\": \"2025-04-01\", \"years\": 20},"
                              " \"groups\": [{\"id\": \"core\", \"arrivals_per_year\": 100, \"need_days\": 90,"
                              " \"weekly_fee\": 9000}]}";
  static const placement_change changes[] = {{"/groups/0/growth_per_year", PLACEMENT_CHANGE_VALUE, 1},
                                             {"/groups/0/arrivals_per_year", PLACEMENT_CHANGE_ADD, -100}};
  placement_scenario *s = load(years);
  expect_status(s, changes, 1, PLACEMENT_ERROR_LIMIT, "more than 10,000,000 arrivals over the horizon");
  placement_scenario_free(change(s, changes, 2));
  placement_scenario_free(s);
}

/* The digest says what was changed and how, in every locale; the text says nothing of it. */
Test(change, provenance)
{
  static const placement_change changes[] = {{"/homes/0/beds", PLACEMENT_CHANGE_ADD, 1},
                                             {"/groups/0/local_suitability", PLACEMENT_CHANGE_VALUE, 0.1}};
  placement_scenario *s = load(text), *same = change(s, NULL, 0), *changed, *patched = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  char lines[256], digest[65];
  size_t length = 7;
  (void)setlocale(LC_ALL, "de_DE.UTF-8");
  changed = change(s, changes, 2);
  (void)setlocale(LC_ALL, "C");
  (void)snprintf(lines, sizeof lines,
                 "%s\n/homes/0/beds add 1\n/groups/0/local_suitability value 0.10000000000000001\n",
                 placement_scenario_sha256(s));
  plm_sha256(lines, strlen(lines), digest);
  cr_expect_str_eq(placement_scenario_sha256(changed), digest);
  cr_expect_eq(placement_scenario_text(changed, &length), NULL);
  cr_expect_eq(length, 0);
  cr_expect_str_eq(placement_scenario_text(s, NULL), text);
  cr_expect_str_eq(placement_scenario_text(same, &length), text);
  cr_expect_eq(length, strlen(text));
  cr_expect_str_eq(placement_scenario_sha256(same), placement_scenario_sha256(s));
  cr_expect_eq(placement_scenario_patch(changed, "[]", 2, &patched, NULL, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(patched, NULL);
  placement_scenario_free(same);
  same = change(changed, NULL, 0);
  cr_expect_str_eq(placement_scenario_sha256(same), digest);
  placement_scenario_free(same);
  placement_scenario_free(changed);
  placement_scenario_free(s);
}

/* Total cost of the horizon in one replication, which cannot be equal by chance. */
static double total_cost(const placement_scenario *s)
{
  placement_plan *plan = NULL;
  placement_workspace *workspace = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  double cost;
  cr_assert_eq(placement_plan_new(s, &plan, &err), PLACEMENT_OK, "%s", err.message);
  cr_assert_eq(placement_workspace_new(plan, &workspace, &err), PLACEMENT_OK, "%s", err.message);
  cr_assert_eq(placement_replicate(plan, 1, 0, workspace, &err), PLACEMENT_OK, "%s", err.message);
  cost = placement_workspace_value(workspace, placement_plan_metric_find(plan, "cost.total"),
                                   placement_plan_year_count(plan));
  placement_workspace_free(workspace);
  placement_plan_free(plan);
  return cost;
}

/* A change and a patch that say the same cost the same to the penny, uncertain inputs included. */
Test(change, same_as_patch)
{
  static const placement_change changes[] = {{"/groups/0/weekly_fee/uniform/max", PLACEMENT_CHANGE_ADD, 500},
                                             {"/homes/0/beds", PLACEMENT_CHANGE_ADD, 1},
                                             {"/homes/0/turnaround_days", PLACEMENT_CHANGE_VALUE, 7},
                                             {"/homes/0/costs/0/amount", PLACEMENT_CHANGE_FACTOR, 1.5}};
  static const char patch[] = "[{\"op\": \"replace\", \"path\": \"/groups/0/weekly_fee/uniform/max\", \"value\": 5500},"
                              " {\"op\": \"replace\", \"path\": \"/homes/0/beds\", \"value\": 3},"
                              " {\"op\": \"add\", \"path\": \"/homes/0/turnaround_days\", \"value\": 7},"
                              " {\"op\": \"replace\", \"path\": \"/homes/0/costs/0/amount\", \"value\": 750}]";
  placement_scenario *s = load(text), *changed = change(s, changes, 4), *patched = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_assert_eq(placement_scenario_patch(s, patch, strlen(patch), &patched, NULL, &err), PLACEMENT_OK, "%s",
               err.message);
  cr_expect_eq(total_cost(changed), total_cost(patched));
  cr_expect_neq(total_cost(changed), total_cost(s));
  placement_scenario_free(patched);
  placement_scenario_free(changed);
  placement_scenario_free(s);
}
