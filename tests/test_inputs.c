/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pointers lead to the numbers that can vary, which are set within their ranges, in copies of the scenario.
 */
#include "scenario/inputs.h"

#include <criterion/criterion.h>
#include <locale.h>
#include <math.h>
#include <string.h>

static const char text[] =
    "{\"placement_scenario\": 1, \"horizon\": {\"start\": \"2025-04-01\", \"years\": 2},"
    " \"prices\": {\"discount_rate\": 0.02, \"indices\": {\"pay\": 0.03, \"fees\": [0.05, 0.04], \"a.b\": 0}},"
    " \"groups\": ["
    "  {\"id\": \"core\", \"arrivals_per_year\": [10, 12], \"initial\": {\"count\": 7},"
    "   \"need_days\": {\"lognormal\": {\"notes\": [7, {\"cv\": 1}], \"x-sd\": 8, \"mean\": 400, \"cv\": 1.5}},"
    "   \"age_at_entry\": 12, \"until_age\": 18, \"notes\": 9,"
    "   \"local_suitability\": 0.8, \"weekly_fee\": {\"uniform\": {\"min\": 4000, \"max\": 5000}}},"
    "  {\"id\": \"complex\", \"arrivals_per_year\": 3, \"weekly_fee\": 9000, \"need_days\": {\"mixture\": ["
    "    {\"weight\": 1, \"of\": 30}, {\"weight\": 2, \"of\": {\"gamma\": {\"mean\": 300, \"cv\": 1}}}]}},"
    "  {\"id\": \"other\", \"weekly_fee\": 9000, \"need_days\": {\"empirical\": {\"values\": [10, 20, 60]}},"
    "   \"initial\": {\"children\": [{\"days_so_far\": 3}]}}],"
    " \"compatibility\": {\"default\": 0.9, \"pairs\": [{\"groups\": [\"core\", \"complex\"], \"probability\": 0.5}]},"
    " \"phases\": [{\"id\": \"first\", \"planned_opening\": \"2025-09-01\", \"delay_days\": {\"normal\": {\"mean\": "
    "60, "
    "\"sd\": 60}}}, {\"id\": \"second\", \"planned_opening\": \"2025-09-01\", \"after\": {\"phase\": \"first\"},"
    "   \"costs\": [{\"amount\": 100, \"per\": \"year\", \"from\": {\"event\": \"opening\", \"days\": -84}}]}],"
    " \"homes\": [{\"id\": \"oak\", \"phase\": \"first\", \"beds\": 2,"
    "   \"costs\": [{\"amount\": 500, \"per\": \"year\", \"optimism_bias\": 0.1, \"from\": \"2025-10-01\"}]}],"
    " \"costs\": [{\"amount\": 800, \"per\": \"year\"}],"
    " \"external\": {\"notice_days\": 28},"
    " \"policy\": {\"returns\": {\"after_nights\": 30}},"
    " \"published\": [{\"label\": \"A figure\", \"metric\": \"cost.total\", \"value\": 100}]}";

static placement_scenario *load_text(const char *json)
{
  placement_scenario *scenario = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  placement_status status = placement_scenario_load_text(json, strlen(json), NULL, &scenario, NULL, &err);
  cr_assert_eq(status, PLACEMENT_OK, "%d:%d: %s: %s", (int)err.line, (int)err.column, err.pointer, err.message);
  return scenario;
}

static plm_input resolve(placement_scenario *s, const char *pointer)
{
  plm_input input;
  const char *problem = plm_input_resolve(s, pointer, &input);
  cr_assert_null(problem, "%s %s", pointer, problem);
  return input;
}

static placement_status set(placement_scenario *s, const char *pointer, plm_uncertain_as as, double drawn,
                            placement_error *err)
{
  plm_input input = resolve(s, pointer);
  return plm_inputs_set(s, &input, &as, &drawn, 1, err);
}

/* What the input holds now. */
static double held(const plm_input *input)
{
  return input->kind == PLM_INPUT_NUMBER ? *input->number : *input->whole;
}

typedef struct expected {
  const char *pointer;
  plm_input_kind kind;
  plm_section section;
  size_t position;
  double base, low, high;
} expected;

static void expect_inputs(const char *json, const expected *inputs, size_t count)
{
  placement_scenario *s = load_text(json);
  for (size_t i = 0; i < count; i++) {
    const expected *e = &inputs[i];
    plm_input input = resolve(s, e->pointer);
    plm_uncertain_as as[2] = {PLM_AS_FACTOR, PLM_AS_VALUE};
    double drawn[2] = {1e12, e->base};
    cr_expect_eq(input.kind, e->kind, "%s", e->pointer);
    cr_expect_eq(input.section, e->section, "%s", e->pointer);
    cr_expect_eq(input.position, e->position, "%s", e->pointer);
    cr_expect_eq(input.base, e->base, "%s: %g", e->pointer, input.base);
    cr_expect_lt(fabs(input.low - e->low), 1e-6, "%s: %g", e->pointer, input.low);
    cr_expect_eq(input.high, e->high, "%s: %g", e->pointer, input.high);
    if (input.kind == PLM_INPUT_DISTRIBUTION || input.kind == PLM_INPUT_PARAMETER)
      continue;
    cr_expect_eq(held(&input), e->base, "%s", e->pointer);
    cr_expect_eq(plm_inputs_set(s, &input, &as[0], &drawn[0], 1, NULL), PLACEMENT_OK);
    cr_expect_eq(held(&input), e->base > 0 ? e->high : e->base < 0 ? e->low : 0, "%s: %g", e->pointer, held(&input));
    cr_expect_eq(plm_inputs_set(s, &input, &as[1], &drawn[1], 1, NULL), PLACEMENT_OK);
    cr_expect_eq(held(&input), e->base, "%s", e->pointer);
  }
  placement_scenario_free(s);
}

Test(inputs, resolve)
{
  static const expected inputs[] = {
      {"/prices/discount_rate", PLM_INPUT_NUMBER, PLM_SECTION_PRICES, 0, 0.02, -1, 10},
      {"/prices/indices/pay", PLM_INPUT_NUMBER, PLM_SECTION_PRICES, 0, 0.03, -1, 10},
      {"/prices/indices/pay/0", PLM_INPUT_NUMBER, PLM_SECTION_PRICES, 0, 0.03, -1, 10},
      {"/prices/indices/fees/1", PLM_INPUT_NUMBER, PLM_SECTION_PRICES, 0, 0.04, -1, 10},
      {"/prices/indices/a.b", PLM_INPUT_NUMBER, PLM_SECTION_PRICES, 0, 0, -1, 10},
      {"/groups/0/arrivals_per_year/1", PLM_INPUT_NUMBER, PLM_SECTION_ARRIVALS, 0, 12, 0, 100000},
      {"/groups/1/arrivals_per_year", PLM_INPUT_NUMBER, PLM_SECTION_ARRIVALS, 1, 3, 0, 100000},
      {"/groups/2/arrivals_per_year", PLM_INPUT_NUMBER, PLM_SECTION_ARRIVALS, 2, 0, 0, 100000},
      {"/groups/0/initial/count", PLM_INPUT_WHOLE, PLM_SECTION_STAYS, 0, 7, 0, 100000},
      {"/groups/0/until_age", PLM_INPUT_NUMBER, PLM_SECTION_STAYS, 0, 18, 0, 100},
      {"/groups/0/age_at_entry", PLM_INPUT_NUMBER, PLM_SECTION_STAYS, 0, 12, 0, 1e9},
      {"/groups/0/local_suitability", PLM_INPUT_NUMBER, PLM_SECTION_GROUP, 0, 0.8, 0, 1},
      {"/groups/1/local_suitability", PLM_INPUT_NUMBER, PLM_SECTION_GROUP, 1, 1, 0, 1},
      {"/groups/1/weekly_fee", PLM_INPUT_NUMBER, PLM_SECTION_GROUP, 1, 9000, 0, 1e9},
      {"/groups/0/weekly_fee", PLM_INPUT_DISTRIBUTION, PLM_SECTION_GROUP, 0, 1, 0, 1e9},
      {"/groups/0/need_days", PLM_INPUT_DISTRIBUTION, PLM_SECTION_STAYS, 0, 1, 0, 1e9},
      {"/groups/0/need_days/lognormal/cv", PLM_INPUT_PARAMETER, PLM_SECTION_STAYS, 0, 1.5, -1e9, 1e9},
      {"/groups/1/need_days/mixture/0/of", PLM_INPUT_PARAMETER, PLM_SECTION_STAYS, 1, 30, -1e9, 1e9},
      {"/groups/1/need_days/mixture/1/of/gamma/mean", PLM_INPUT_PARAMETER, PLM_SECTION_STAYS, 1, 300, -1e9, 1e9},
      {"/groups/2/need_days/empirical/values/2", PLM_INPUT_PARAMETER, PLM_SECTION_STAYS, 2, 60, -1e9, 1e9},
      {"/compatibility/default", PLM_INPUT_NUMBER, PLM_SECTION_COMPATIBILITY, 0, 0.9, 0, 1},
      {"/compatibility/pairs/0/probability", PLM_INPUT_NUMBER, PLM_SECTION_COMPATIBILITY, 0, 0.5, 0, 1},
      {"/phases/0/delay_days", PLM_INPUT_DISTRIBUTION, PLM_SECTION_PHASE, 0, 1, 0, 1e9},
      {"/phases/1/delay_days", PLM_INPUT_NUMBER, PLM_SECTION_PHASE, 1, 0, -1e9, 1e9},
      {"/phases/1/slip_days", PLM_INPUT_WHOLE, PLM_SECTION_PHASE, 1, 0, -36525, 36525},
      {"/phases/1/after/days", PLM_INPUT_WHOLE, PLM_SECTION_PHASE, 1, 0, -36525, 36525},
      {"/phases/1/costs/0/from/days", PLM_INPUT_WHOLE, PLM_SECTION_LINES, 0, -84, -36525, 36525},
      {"/homes/0/beds", PLM_INPUT_WHOLE, PLM_SECTION_HOME, 0, 2, 1, 64},
      {"/homes/0/turnaround_days", PLM_INPUT_WHOLE, PLM_SECTION_HOME, 0, 0, 0, 36525},
      {"/homes/0/registration/declined", PLM_INPUT_NUMBER, PLM_SECTION_HOME, 0, 0, 0, 1},
      {"/homes/0/registration/delay_days", PLM_INPUT_NUMBER, PLM_SECTION_HOME, 0, 0, -1e9, 1e9},
      {"/homes/0/costs/0/amount", PLM_INPUT_NUMBER, PLM_SECTION_LINES, 0, 500, -1e9, 1e9},
      {"/homes/0/costs/0/optimism_bias", PLM_INPUT_NUMBER, PLM_SECTION_LINES, 0, 0.1, -1, 10},
      {"/costs/0/optimism_bias", PLM_INPUT_NUMBER, PLM_SECTION_LINES, 0, 0, -1, 10},
      {"/external/notice_days", PLM_INPUT_WHOLE, PLM_SECTION_EXTERNAL, 0, 28, 0, 36525},
      {"/external/visits", PLM_INPUT_NUMBER, PLM_SECTION_EXTERNAL, 0, 0, 0, 1e9},
      {"/policy/returns/after_nights", PLM_INPUT_WHOLE, PLM_SECTION_POLICY, 0, 30, 0, 36525},
  };
  expect_inputs(text, inputs, sizeof inputs / sizeof *inputs);
}

Test(inputs, cannot_vary)
{
  static const char nothing[] = "leads to no number or distribution of this scenario";
  static const char absent[] = "is not given, and has no number as its default";
  static const char a_list[] = "is a list: name one of its entries";
  static const char a_date[] = "leads to a year or a date, which cannot vary";
  static const char *const wrong[][2] = {
      {"", nothing},
      {"/", nothing},
      {"/groups", nothing},
      {"/groups/", nothing},
      {"/groups/3/weekly_fee", nothing},
      {"/groups/-1/weekly_fee", nothing},
      {"/groups/00/weekly_fee", nothing},
      {"/groups/0 /weekly_fee", nothing},
      {"/groups/99999999999999999999999/weekly_fee", nothing},
      {"/groups/0", nothing},
      {"/groups/0/id", nothing},
      {"/groups/0/weekly_fee/", nothing},
      {"/groups/0/weekly_fe", nothing},
      {"/groups/0/weekly_fee2", nothing},
      {"/groups/1/weekly_fee/uniform/min", nothing},
      {"/groups/0/need_days/lognormal/sd", nothing},
      {"/groups/0/need_days/lognormal/notes", nothing},
      {"/groups/0/need_days/lognormal/notes/0", nothing},
      {"/groups/0/need_days/lognormal/notes/1/cv", nothing},
      {"/groups/0/need_days/lognormal/x-sd", nothing},
      {"/groups/0/notes", nothing},
      {"/groups/0/need_days/lognormal", "is part of a distribution: vary all of it, or a number"},
      {"/groups/1/need_days/mixture/1/of", "is part of a distribution: vary all of it, or a number"},
      {"/groups/1/need_days/mixture", a_list},
      {"/groups/0/arrivals_per_year", a_list},
      {"/groups/0/arrivals_per_year/2", nothing},
      {"/groups/1/until_age", absent},
      {"/groups/1/age_at_entry", absent},
      {"/groups/2/initial/count", absent},
      {"/groups/0/emergency_fee", absent},
      {"/groups/0/emergency_share", absent},
      {"/groups/0/step_down/share", absent},
      {"/homes/0/max_stay_days", absent},
      {"/homes/0/sell_voids/per_year", absent},
      {"/homes/0/closes", a_date},
      {"/homes/0/phase", nothing},
      {"/homes/0/costs", a_list},
      {"/homes/0/costs/0/from/days", nothing},
      {"/homes/0/costs/0/until/days", absent},
      {"/homes/0/costs/0/from", a_date},
      {"/external/enhancement/max", absent},
      {"/phases/0/after/days", absent},
      {"/phases/0/planned_opening", a_date},
      {"/prices/base_date", a_date},
      {"/prices/indices", nothing},
      {"/prices/indices/fees", a_list},
      {"/prices/indices/wages", nothing},
      {"/horizon/years", a_date},
      {"/published/0/value", "is of a published figure, which cannot vary"},
      {"/compatibility/pairs/1/probability", nothing},
      {"groups/0/weekly_fee", "is no JSON Pointer: it must begin with '/'"},
  };
  placement_scenario *s = load_text(text);
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    plm_input input;
    const char *problem = plm_input_resolve(s, wrong[i][0], &input);
    cr_assert_not_null(problem, "%s", wrong[i][0]);
    cr_expect_str_eq(problem, wrong[i][1], "%s %s", wrong[i][0], problem);
  }
  placement_scenario_free(s);
}

Test(inputs, combine_round_and_cut)
{
  placement_scenario *s = load_text(text);
  plm_input beds = resolve(s, "/homes/0/beds"), rate = resolve(s, "/prices/indices/pay");
  static const struct {
    plm_uncertain_as as;
    double drawn;
    int32_t beds;
    double rate;
  } draws[] = {{PLM_AS_VALUE, 2.5, 3, 2.5}, {PLM_AS_VALUE, 2.49, 2, 2.49},   {PLM_AS_ADD, 1.6, 4, 1.63},
               {PLM_AS_FACTOR, 3, 6, 0.09}, {PLM_AS_ADD, -9, 1, -1},         {PLM_AS_VALUE, 1e300, 64, 10},
               {PLM_AS_FACTOR, 1, 2, 0.03}, {PLM_AS_VALUE, -INFINITY, 1, -1}};
  for (size_t i = 0; i < sizeof draws / sizeof *draws; i++) {
    plm_uncertain_as as[2] = {draws[i].as, draws[i].as};
    double drawn[2] = {draws[i].drawn, draws[i].drawn};
    plm_input both[2] = {beds, rate};
    cr_assert_eq(plm_inputs_set(s, both, as, drawn, 2, NULL), PLACEMENT_OK);
    cr_expect_eq(s->homes[0].beds, draws[i].beds, "%zu: %d", i, (int)s->homes[0].beds);
    cr_expect_lt(fabs(s->prices.indices[0].rates[0] - draws[i].rate), 1e-6, "%zu", i);
    cr_expect_gt(s->prices.indices[0].rates[0], -1);
  }
  placement_scenario_free(s);
}

Test(inputs, distributions_by_a_factor)
{
  placement_scenario *s = load_text(text);
  plm_input need = resolve(s, "/groups/0/need_days");
  plm_uncertain_as as = PLM_AS_FACTOR;
  double drawn = 1.5, median = plm_distribution_quantile(&s->groups[0].need_days, 0.5);
  cr_assert_eq(plm_inputs_set(s, &need, &as, &drawn, 1, NULL), PLACEMENT_OK);
  cr_expect_lt(fabs(plm_distribution_quantile(&s->groups[0].need_days, 0.5) - 1.5 * median), 1e-9);
  drawn = -2;
  cr_assert_eq(plm_inputs_set(s, &need, &as, &drawn, 1, NULL), PLACEMENT_OK);
  cr_expect_eq(plm_distribution_max(&s->groups[0].need_days), 0);
  drawn = 1;
  cr_assert_eq(plm_inputs_set(s, &need, &as, &drawn, 1, NULL), PLACEMENT_OK);
  cr_expect_eq(plm_distribution_quantile(&s->groups[0].need_days, 0.5), median);
  as = PLM_AS_VALUE;
  cr_expect_eq(plm_inputs_set(s, &need, &as, &drawn, 1, NULL), PLACEMENT_ERROR_ARGUMENT);
  placement_scenario_free(s);
}

/* They have no children on day 0. */
Test(inputs, initial_children_of_unserved_groups_cannot_vary)
{
  placement_scenario *s =
      load_text("{\"placement_scenario\": 1, \"horizon\": {\"start\": \"2025-04-01\", \"years\": 1},"
                " \"groups\": [{\"id\": \"breaks\", \"need_days\": 9, \"unserved\": true}]}");
  plm_input input;
  cr_expect_not_null(plm_input_resolve(s, "/groups/0/initial/count", &input));
  placement_scenario_free(s);
}

Test(inputs, compatibility_spreads)
{
  placement_scenario *s = load_text(text);
  cr_assert_eq(set(s, "/compatibility/default", PLM_AS_VALUE, 0.25, NULL), PLACEMENT_OK);
  cr_expect_eq(s->compatibility[0], 0.25);
  cr_expect_eq(s->compatibility[1], 0.5);
  cr_expect_eq(s->compatibility[8], 0.25);
  cr_assert_eq(set(s, "/compatibility/pairs/0/probability", PLM_AS_ADD, 0.25, NULL), PLACEMENT_OK);
  cr_expect_eq(s->compatibility[0], 0.25);
  cr_expect_eq(s->compatibility[1], 0.75);
  cr_expect_eq(s->compatibility[3], 0.75);
  placement_scenario_free(s);
}

/* The distribution made from other numbers in the text. */
static void expect_reread(const char *pointer, double value, const char *from, const char *to)
{
  char changed[sizeof text + 64];
  const char *at = strstr(text, from);
  cr_assert_not_null(at);
  memcpy(changed, text, (size_t)(at - text));
  strcpy(changed + (at - text), to);
  strcat(changed, at + strlen(from));
  placement_scenario *s = load_text(text), *other = load_text(changed);
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_assert_eq(set(s, pointer, PLM_AS_VALUE, value, &err), PLACEMENT_OK, "%s", err.message);
  for (size_t g = 0; g < s->group_count; g++)
    for (int i = 1; i < 20; i++)
      cr_expect_eq(plm_distribution_quantile(&s->groups[g].need_days, i / 20.0),
                   plm_distribution_quantile(&other->groups[g].need_days, i / 20.0), "%s", pointer);
  placement_scenario_free(s);
  placement_scenario_free(other);
}

Test(inputs, numbers_within_distributions)
{
  expect_reread("/groups/0/need_days/lognormal/mean", 512.0625, "400", "512.0625");
  expect_reread("/groups/0/need_days/lognormal/cv", 0.1, "1.5", "0.1");
  expect_reread("/groups/1/need_days/mixture/0/of", 31, "30}", "31}");
  expect_reread("/groups/1/need_days/mixture/1/of/gamma/mean", 1e-7, "300", "1e-7");
  expect_reread("/groups/1/need_days/mixture/1/weight", 3, "\"weight\": 2", "\"weight\": 3");
  expect_reread("/groups/2/need_days/empirical/values/1", 123456.75, "20, 60", "123456.75, 60");
}

/* Each is sound only with the other; the factor stays; every set begins with what the file says. */
Test(inputs, several_numbers_of_one_distribution)
{
  placement_scenario *s = load_text(text);
  plm_input inputs[] = {resolve(s, "/groups/0/weekly_fee/uniform/min"), resolve(s, "/groups/0/weekly_fee"),
                        resolve(s, "/groups/0/weekly_fee/uniform/max")};
  plm_uncertain_as as[] = {PLM_AS_ADD, PLM_AS_FACTOR, PLM_AS_FACTOR};
  const plm_distribution *fee = &s->groups[0].weekly_fee, *emergency = &s->groups[0].emergency_fee;
  for (int i = 0; i < 3; i++) {
    double drawn[] = {2000, 2, 2};
    placement_error err = PLACEMENT_ERROR_INIT;
    cr_assert_eq(plm_inputs_set(s, inputs, as, drawn, 3, &err), PLACEMENT_OK, "%s", err.message);
    cr_expect_eq(plm_distribution_min(fee), 12000);
    cr_expect_eq(plm_distribution_max(fee), 20000);
    cr_expect(plm_distribution_max(emergency) == 20000);
    drawn[0] = drawn[2] = -2000;
    cr_expect_eq(plm_inputs_set(s, inputs, as, drawn, 3, &err), PLACEMENT_ERROR_SCENARIO);
    cr_expect_str_eq(err.pointer, "/groups/0/weekly_fee/uniform/min");
    cr_expect_str_eq(err.message, "with /groups/0/weekly_fee/uniform/min at 2000 the distribution is not sound: found "
                                  "-10000000, but max must be greater than min");
  }
  placement_scenario_free(s);
}

Test(inputs, negative_fees_are_not_sound)
{
  placement_scenario *s = load_text(text);
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_expect_eq(set(s, "/groups/0/weekly_fee/uniform/max", PLM_AS_VALUE, -1, &err), PLACEMENT_ERROR_SCENARIO);
  cr_expect_eq(set(s, "/phases/0/delay_days/normal/mean", PLM_AS_VALUE, -100, &err), PLACEMENT_OK, "%s", err.message);
  cr_expect_eq(s->phases[0].delay_days.a[0], -100);
  placement_scenario_free(s);
}

Test(inputs, decimal_points_of_other_languages)
{
  if (setlocale(LC_ALL, "de_DE.UTF-8") == NULL && setlocale(LC_ALL, "fr_FR.UTF-8") == NULL)
    cr_skip_test("there is no locale with decimal commas");
  expect_reread("/groups/0/need_days/lognormal/mean", 512.0625, "400", "512.0625");
}

Test(inputs, same_things)
{
  placement_scenario *s = load_text(text);
  plm_input a = resolve(s, "/prices/indices/pay"), b = resolve(s, "/prices/indices/pay/0");
  plm_input c = resolve(s, "/groups/0/need_days"), d = resolve(s, "/groups/0/need_days/lognormal/mean");
  plm_input e = resolve(s, "/groups/0/need_days/lognormal/cv");
  cr_expect(plm_input_same(&a, &b));
  cr_expect_not(plm_input_same(&a, &c));
  cr_expect_not(plm_input_same(&c, &d));
  cr_expect_not(plm_input_same(&d, &e));
  placement_scenario_free(s);
}

Test(inputs, copies_vary_alone)
{
  placement_scenario *s = load_text(text), *copy = NULL;
  cr_assert_eq(plm_scenario_copy(s, &copy, NULL), PLACEMENT_OK);
  cr_expect_str_eq(copy->groups[1].id, "complex");
  cr_expect_str_eq(copy->published[0].label, "A figure");
  cr_expect_eq(copy->prices.indices[1].rates[1], 0.04);
  cr_assert_eq(set(copy, "/groups/0/need_days/lognormal/mean", PLM_AS_VALUE, 100, NULL), PLACEMENT_OK);
  cr_assert_eq(set(copy, "/groups/0/arrivals_per_year/0", PLM_AS_VALUE, 100, NULL), PLACEMENT_OK);
  cr_assert_eq(set(copy, "/homes/0/costs/0/amount", PLM_AS_VALUE, 100, NULL), PLACEMENT_OK);
  cr_assert_eq(set(copy, "/compatibility/default", PLM_AS_VALUE, 0, NULL), PLACEMENT_OK);
  cr_expect_eq(s->groups[0].arrivals_per_year[0], 10);
  cr_expect_eq(s->homes[0].costs[0].amount, 500);
  cr_expect_eq(s->compatibility[0], 0.9);
  cr_expect_not_null(strstr(s->groups[0].need_days.source, "400"));
  cr_expect_eq(copy->homes[0].costs[0].amount, 100);
  placement_scenario_free(s);
  cr_expect_eq(copy->groups[0].arrivals_per_year[0], 100);
  placement_scenario_free(copy);
}

static const char whole[] =
    "{\"placement_scenario\": 1, \"horizon\": {\"start\": \"2025-04-01\", \"years\": 1},"
    " \"groups\": [{\"id\": \"core\", \"need_days\": 400, \"weekly_fee\": 5000, \"growth_per_year\": 0.02,"
    "   \"seasonality\": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], \"arrivals_per_year\": [4], \"initial\": "
    "{\"children\":"
    "   [{\"days_so_far\": 3, \"weekly_fee\": 4000}, {\"days_so_far\": 3, \"place\": \"oak\"}]},"
    "   \"emergency_share\": 0.1, \"emergency_days\": 14, \"unplanned_endings_per_year\": {\"external\": 0.5},"
    "   \"step_down\": {\"to\": \"fostering\"}}, {\"id\": \"breaks\", \"need_days\": 3, \"unserved\": true}],"
    " \"phases\": [{\"id\": \"first\", \"planned_opening\": \"2024-09-01\"}],"
    " \"homes\": [{\"id\": \"oak\", \"phase\": \"first\", \"beds\": 2, \"max_stay_days\": 90, \"refusal\": 0.2,"
    "   \"suspension\": {\"per_year\": 1, \"days\": 30}, \"sell_voids\": {\"per_year\": 4, \"stay_days\": 60}}],"
    " \"external\": {\"minimum_nights\": 28, \"visits\": 500, \"enhancement\": {\"per_year\": 1, \"max\": 3}},"
    " \"step_down\": [{\"id\": \"fostering\", \"places\": 4, \"costs\": [{\"amount\": 9, \"per\": \"week\"}]}]}";

Test(inputs, resolve_in_the_whole_model)
{
  static const expected inputs[] = {
      {"/groups/0/growth_per_year", PLM_INPUT_NUMBER, PLM_SECTION_GROUP, 0, 0.02, -1, 10},
      {"/groups/0/arrivals_per_year/0", PLM_INPUT_NUMBER, PLM_SECTION_ARRIVALS, 0, 4, 0, 100000},
      {"/groups/0/seasonality/11", PLM_INPUT_NUMBER, PLM_SECTION_ARRIVALS, 0, 12, 0, 1e9},
      {"/groups/1/seasonality/0", PLM_INPUT_NUMBER, PLM_SECTION_ARRIVALS, 1, 1, 0, 1e9},
      {"/groups/0/initial/children/0/weekly_fee", PLM_INPUT_NUMBER, PLM_SECTION_STAYS, 0, 4000, 0, 1e9},
      {"/groups/0/initial/children/1/days_so_far", PLM_INPUT_WHOLE, PLM_SECTION_STAYS, 0, 3, 0, 36525},
      {"/groups/0/emergency_share", PLM_INPUT_NUMBER, PLM_SECTION_GROUP, 0, 0.1, 0, 1},
      {"/groups/0/emergency_days", PLM_INPUT_NUMBER, PLM_SECTION_GROUP, 0, 14, 0, 1e9},
      {"/groups/0/unplanned_endings_per_year/in_house", PLM_INPUT_NUMBER, PLM_SECTION_GROUP, 0, 0, 0, 1000},
      {"/groups/0/unplanned_endings_per_year/external", PLM_INPUT_NUMBER, PLM_SECTION_GROUP, 0, 0.5, 0, 1000},
      {"/groups/0/step_down/share", PLM_INPUT_NUMBER, PLM_SECTION_GROUP, 0, 1, 0, 1},
      {"/groups/0/step_down/after_share_of_need", PLM_INPUT_NUMBER, PLM_SECTION_GROUP, 0, 0, 0, 1},
      {"/homes/0/max_stay_days", PLM_INPUT_WHOLE, PLM_SECTION_HOME, 0, 90, 1, 36525},
      {"/homes/0/introduction_days", PLM_INPUT_WHOLE, PLM_SECTION_HOME, 0, 0, 0, 36525},
      {"/homes/0/admission_interval_days", PLM_INPUT_WHOLE, PLM_SECTION_HOME, 0, 0, 0, 36525},
      {"/homes/0/refusal", PLM_INPUT_NUMBER, PLM_SECTION_HOME, 0, 0.2, 0, 1},
      {"/homes/0/suspension/per_year", PLM_INPUT_NUMBER, PLM_SECTION_HOME, 0, 1, 0, 1000},
      {"/homes/0/suspension/days", PLM_INPUT_NUMBER, PLM_SECTION_HOME, 0, 30, 0, 1e9},
      {"/homes/0/sell_voids/after_days", PLM_INPUT_WHOLE, PLM_SECTION_HOME, 0, 0, 0, 36525},
      {"/homes/0/sell_voids/per_year", PLM_INPUT_NUMBER, PLM_SECTION_HOME, 0, 4, 0, 1000},
      {"/homes/0/sell_voids/stay_days", PLM_INPUT_NUMBER, PLM_SECTION_HOME, 0, 60, 0, 1e9},
      {"/homes/0/sell_voids/weekly_income", PLM_INPUT_NUMBER, PLM_SECTION_HOME, 0, 0, 0, 1e9},
      {"/external/minimum_nights", PLM_INPUT_WHOLE, PLM_SECTION_EXTERNAL, 0, 28, 0, 36525},
      {"/external/visits", PLM_INPUT_NUMBER, PLM_SECTION_EXTERNAL, 0, 500, 0, 1e9},
      {"/external/enhancement/per_year", PLM_INPUT_NUMBER, PLM_SECTION_EXTERNAL, 0, 1, 0, 1000},
      {"/external/enhancement/weekly_amount", PLM_INPUT_NUMBER, PLM_SECTION_EXTERNAL, 0, 0, 0, 1e9},
      {"/external/enhancement/max", PLM_INPUT_WHOLE, PLM_SECTION_EXTERNAL, 0, 3, 0, 100000},
      {"/step_down/0/places", PLM_INPUT_WHOLE, PLM_SECTION_STEP_DOWN, 0, 4, 0, 100000},
      {"/step_down/0/costs/0/amount", PLM_INPUT_NUMBER, PLM_SECTION_LINES, 0, 9, -1e9, 1e9},
  };
  placement_scenario *s = load_text(whole);
  plm_input input;
  expect_inputs(whole, inputs, sizeof inputs / sizeof *inputs);
  cr_expect_not_null(plm_input_resolve(s, "/groups/1/weekly_fee", &input));
  cr_expect_not_null(plm_input_resolve(s, "/groups/0/initial/children/1/weekly_fee", &input));
  placement_scenario_free(s);
}

/* A home keeps the beds of the children who live in it; a constant fee is that of emergencies too. */
Test(inputs, what_follows_in_the_whole_model)
{
  placement_scenario *s = load_text(whole);
  s->groups[0].children[0].place = 0;
  cr_assert_eq(set(s, "/homes/0/beds", PLM_AS_VALUE, 1, NULL), PLACEMENT_OK);
  cr_expect_eq(s->homes[0].beds, 2);
  cr_assert_eq(set(s, "/groups/0/weekly_fee", PLM_AS_FACTOR, 1.5, NULL), PLACEMENT_OK);
  cr_expect_eq(s->groups[0].emergency_fee.a[0], 7500);
  placement_scenario_free(s);
}
