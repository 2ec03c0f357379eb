/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Waterfalls of scenarios whose steps are known by hand, and of those of the examples, whose steps must add up.
 */
#include "loaded_scenario.h"
#include "verification/scenario_run.h"

#include <placement/compare.h>
#include <placement/waterfall.h>

#define NIGHTS 1095.0 /* of three years from April 2020 */
#define START "{'placement_scenario': 1, 'horizon': {'start': '2020-04-01', 'years': 3}, "

/* Children who stay throughout, in external placements. */
#define GROUP(id, children, fee)                                                                                       \
  "{'id': '" id "', 'arrivals_per_year': 0, 'need_days': 36000, 'weekly_fee': " fee                                    \
  ", 'initial': {'children': [" children "]}}"
#define CHILD "{'days_so_far': 0}"

static const char *const total_cost[] = {"cost.total"};

static placement_waterfall *waterfall_between(const placement_scenario *base, const placement_scenario *alternative,
                                              uint64_t replications, int32_t threads)
{
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  placement_waterfall *waterfall = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  options.replications = replications;
  options.threads = threads;
  cr_assert_eq(placement_waterfall_new(base, alternative, &options, total_cost, 1, &waterfall, &err), PLACEMENT_OK,
               "%s", err.message);
  return waterfall;
}

/* That of two texts, which are not needed any more. */
static placement_waterfall *waterfall_of(const char *base, const char *alternative)
{
  placement_scenario *from = scenario_of(base), *to = scenario_of(alternative);
  placement_waterfall *waterfall = waterfall_between(from, to, 20, 1);
  placement_scenario_free(from);
  placement_scenario_free(to);
  return waterfall;
}

static placement_waterfall_step step_at(const placement_waterfall *waterfall, size_t step)
{
  placement_waterfall_step found;
  cr_assert_eq(placement_waterfall_step_at(waterfall, step, &found, NULL), PLACEMENT_OK);
  return found;
}

/* Of the total cost; of the whole for the number of steps. */
static placement_waterfall_effect effect_at(const placement_waterfall *waterfall, size_t step, size_t column)
{
  placement_waterfall_effect effect;
  bool whole = step == placement_waterfall_step_count(waterfall);
  cr_assert_eq(whole ? placement_waterfall_total(waterfall, 0, column, &effect, NULL)
                     : placement_waterfall_effect_at(waterfall, step, 0, column, &effect, NULL),
               PLACEMENT_OK);
  return effect;
}

/* Over the horizon, where nothing is left to chance. */
static void expect_effect(const placement_waterfall *waterfall, size_t step, double in_order, double alone)
{
  bool whole = step == placement_waterfall_step_count(waterfall);
  const char *what = whole ? "whole" : step_at(waterfall, step).name;
  placement_waterfall_effect effect = effect_at(waterfall, step, 3);
  expect_exactly(effect.in_order.value, in_order, what);
  expect_exactly(effect.alone.value, alone, what);
  expect_exactly(effect.interaction.value, in_order - alone, what);
  expect_exactly(effect.in_order.se, 0, what);
  expect_exactly(effect.interaction.high, effect.interaction.value, what);
}

static void expect_steps(const placement_waterfall *waterfall, const char *const *names, size_t count)
{
  cr_assert_eq(placement_waterfall_step_count(waterfall), count);
  for (size_t i = 0; i < count; i++)
    cr_expect_str_eq(step_at(waterfall, i).name, names[i]);
}

/* More children and a line of costs have nothing to do with each other: no interaction. */
Test(waterfall, additive)
{
  static const char *const names[] = {"need", "costs"};
  placement_waterfall *waterfall = waterfall_of(START "'groups': [" GROUP("a", CHILD, "700") "]}",
                                                START "'groups': [" GROUP("b", CHILD ", " CHILD, "1400") ", " GROUP(
                                                    "a", CHILD, "700") "], 'costs': "
                                                                       "[{'amount': 12345.67, 'per': 'year'}]}");
  expect_steps(waterfall, names, 2);
  expect_effect(waterfall, 0, 2 * 200 * NIGHTS, 2 * 200 * NIGHTS);
  expect_effect(waterfall, 1, 3 * 12345.67, 3 * 12345.67);
  expect_effect(waterfall, 2, 2 * 200 * NIGHTS + 3 * 12345.67, 2 * 200 * NIGHTS + 3 * 12345.67);
  cr_expect_eq(placement_waterfall_replications(waterfall), 20);
  cr_expect_eq(placement_waterfall_metric_count(waterfall), 1);
  cr_expect_str_eq(placement_waterfall_metric(waterfall, 0), "cost.total");
  cr_expect_eq(placement_waterfall_metric(waterfall, 1), NULL);
  placement_waterfall_free(waterfall);
}

/* Nights times fee: three more children on two, 50 pounds a night more on 100. The interaction is three times 50. */
Test(waterfall, product)
{
  static const char *const names[] = {"need", "fees"};
  placement_waterfall *waterfall =
      waterfall_of(START "'groups': [" GROUP("a", CHILD ", " CHILD, "700") "]}",
                   START "'groups': [" GROUP("a", CHILD ", " CHILD ", " CHILD ", " CHILD ", " CHILD, "1050") "]}");
  expect_steps(waterfall, names, 2);
  expect_effect(waterfall, 0, 3 * 100 * NIGHTS, 3 * 100 * NIGHTS);
  expect_effect(waterfall, 1, 5 * 50 * NIGHTS, 2 * 50 * NIGHTS);
  expect_effect(waterfall, 2, (3 * 100 + 5 * 50) * NIGHTS, (3 * 100 + 2 * 50) * NIGHTS);
  placement_waterfall_effect first = effect_at(waterfall, 1, 0);
  expect_exactly(first.interaction.value, 3 * 50 * 365, "interaction of the first year");
  placement_waterfall_free(waterfall);
}

/* A new home comes in time first, and is late in a step of its own: 100 nights at 1,000 pounds. */
Test(waterfall, delay)
{
  static const char *const names[] = {"homes", "delay"};
  placement_waterfall *waterfall =
      waterfall_of(START "'groups': [" GROUP("a", "", "700") "]}", START
                   "'groups': [" GROUP("a", "", "700") "], 'phases': [{'id': 'p', 'planned_opening': '2020-05-01', "
                                                       "'delay_days': 80}], 'homes': [{'id': 'h', 'phase': 'p', "
                                                       "'beds': 2, 'registration': {'delay_days': 20}, "
                                                       "'costs': [{'amount': 7000, 'per': 'week'}]}]}");
  expect_steps(waterfall, names, 2);
  expect_effect(waterfall, 0, 1000 * (NIGHTS - 30), 1000 * (NIGHTS - 30));
  expect_effect(waterfall, 1, -1000 * 100, 0);
  placement_waterfall_free(waterfall);
}

/* What is written otherwise but means the same: titles, notes, order of keys, numbers, published figures. */
Test(waterfall, of_equals)
{
  placement_waterfall *waterfall =
      waterfall_of(START "'title': 'One', 'groups': [" GROUP("a", CHILD, "700") "]}",
                   "{'title': 'Two', 'groups': [{'notes': 'x', 'id': 'a', 'need_days': 3.6e4, 'weekly_fee': 700.0, "
                   "'arrivals_per_year': 0, 'initial': {'children': [{'x-name': 'Al', 'days_so_far': 0}]}}], "
                   "'horizon': {'years': 3, 'start': '2020-04-01'}, 'placement_scenario': 1, 'published': [{'label': "
                   "'all', 'metric': 'cost.total', 'value': 1}]}");
  cr_assert_eq(placement_waterfall_step_count(waterfall), 0);
  expect_effect(waterfall, 0, 0, 0);
  placement_waterfall_free(waterfall);
}

#define UNCERTAIN(input) "{'input': '" input "', 'as': 'factor', 'distribution': {'uniform': {'min': 0, 'max': 2}}}"

/* Uncertain inputs are those of the same group, wherever it stands in the list. */
Test(waterfall, uncertain_inputs_by_id)
{
  static const char *const names[] = {"need"};
  placement_waterfall *waterfall = waterfall_of(
      START "'groups': [" GROUP("a", CHILD, "700") "], 'uncertain': [" UNCERTAIN("/groups/0/weekly_fee") "]}",
      START "'groups': [" GROUP("b", CHILD, "1400") ", " GROUP("a", CHILD, "700") "], 'uncertain': [" UNCERTAIN(
          "/groups/1/weekly_fee") "]}");
  expect_steps(waterfall, names, 1);
  expect_effect(waterfall, 0, 200 * NIGHTS, 200 * NIGHTS);
  placement_waterfall_free(waterfall);
}

#define HOME(id, lines) "{'id': '" id "', 'phase': 'p', 'beds': 1, 'costs': [" lines "]}"
#define LINE(id, amount) "{'id': '" id "', 'amount': " amount ", 'per': 'year'}"
#define PHASES "'phases': [{'id': 'p', 'planned_opening': '2020-05-01'}]"

/* What leads nowhere in between is left out, with its correlations; lines are told by their ids. */
Test(waterfall, uncertain_inputs_of_what_is_not_there)
{
  static const char *const names[] = {"homes", "costs", "uncertain"};
  placement_waterfall *waterfall = waterfall_of(
      START PHASES
      ", 'homes': [" HOME("g", LINE("rent", "1000")) ", " HOME("h", LINE("rent", "2000")) "], 'uncertain': [" UNCERTAIN(
          "/homes/0/costs/0/amount") ", " UNCERTAIN("/homes/1/costs/0/amount") "], 'correlations': "
                                                                               "[{'inputs': [0, 1], 'rho': 0.5}]}",
      START PHASES ", 'homes': [" HOME("h", LINE("staff", "500") ", " LINE("rent", "2500")) ", " HOME(
          "i",
          LINE(
              "rent",
              "3000")) "], 'uncertain': [" UNCERTAIN("/homes/0/costs/1/amount") ", " UNCERTAIN("/homes/1/costs/0/"
                                                                                               "amount") "], "
                                                                                                         "'correlations"
                                                                                                         "': "
                                                                                                         "[{'inputs': "
                                                                                                         "['/homes/0/"
                                                                                                         "costs/1/"
                                                                                                         "amount', 1], "
                                                                                                         "'rho': "
                                                                                                         "0.5}]}");
  expect_steps(waterfall, names, 3);
  cr_expect_eq(step_at(waterfall, 0).left_out, 1); /* that of g, which has gone */
  cr_expect_eq(step_at(waterfall, 1).left_out, 1);
  cr_expect_eq(step_at(waterfall, 2).left_out, 0);
  cr_expect_eq(step_at(waterfall, 1).left_out_alone, 0);
  cr_expect_eq(step_at(waterfall, 2).left_out_alone, 1); /* that of i, which is not there */
  for (size_t step = 0; step < 3; step++)
    cr_expect_not(isnan(effect_at(waterfall, step, 3).alone.value), "step %zu is sound alone", step);
  placement_waterfall_free(waterfall);
}

/* The mean of a distribution that is one number in the alternative. */
Test(waterfall, uncertain_inputs_that_do_not_fit)
{
  static const char *const names[] = {"need", "uncertain"};
  placement_waterfall *waterfall = waterfall_of(
      START "'groups': [{'id': 'a', 'arrivals_per_year': 9, 'need_days': {'lognormal': {'mean': 90, 'cv': 1}}, "
            "'weekly_fee': 700}], 'uncertain': [" UNCERTAIN("/groups/0/weekly_fee") ", " UNCERTAIN(
                "/groups/0/need_days/lognormal/mean") "], 'correlations': [{'inputs': [1, 0], 'rho': 0.9}]}",
      START
      "'groups': [{'id': 'a', 'arrivals_per_year': 9, 'need_days': 90, 'weekly_fee': 700}], 'uncertain': [" UNCERTAIN(
          "/groups/0/weekly_fee") "]}");
  expect_steps(waterfall, names, 2);
  cr_expect_eq(step_at(waterfall, 0).left_out, 1);
  cr_expect_eq(step_at(waterfall, 1).left_out_alone, 0);
  placement_waterfall_free(waterfall);
}

/* A child who lives in a home that is not there yet: need and homes are one step. */
Test(waterfall, steps_taken_together)
{
  static const char *const names[] = {"need+homes", "costs"};
  placement_waterfall *waterfall =
      waterfall_of(START "'groups': [" GROUP("a", CHILD, "700") "]}",
                   START "'groups': [" GROUP("a", "{'days_so_far': 0, 'place': 'h'}",
                                             "700") "], 'phases': [{'id': 'p', "
                                                    "'planned_opening': '2020-01-01'}], 'homes': [" HOME(
                                                        "h", "") "], 'costs': [" LINE("x", "100") "]}");
  expect_steps(waterfall, names, 2);
  cr_expect_str_eq(step_at(waterfall, 0).heading, "need + homes");
  expect_effect(waterfall, 0, -100 * NIGHTS, -100 * NIGHTS);
  placement_waterfall_free(waterfall);
}

/* The alternative needs the groups that only it has: without them its homes take whom they can. */
Test(waterfall, groups_that_are_not_there)
{
  static const char *const names[] = {"need", "matching", "homes"};
  placement_waterfall *waterfall = waterfall_of(
      START "'groups': [" GROUP("a", CHILD, "700") "]}",
      START "'groups': [" GROUP("b", CHILD, "700") ", " GROUP(
          "a", CHILD, "700") "], 'compatibility': {'default': 0.5, "
                             "'pairs': [{'groups': ['a', 'b'], 'probability': 0}, {'groups': ['a', 'a'], "
                             "'probability': 1}]}, " PHASES
                             ", 'homes': [{'id': 'h', 'phase': 'p', 'beds': 2, 'takes': {'planned': ['b', 'a']}}]}");
  expect_steps(waterfall, names, 3);
  for (size_t step = 0; step < 3; step++)
    cr_expect_not(isnan(effect_at(waterfall, step, 3).alone.value), "step %zu is sound alone", step);
  placement_waterfall_free(waterfall);
}

/* Steps add up to what a comparison finds, in every year; a step alone and its interaction to the step in order. */
static void expect_sum(const placement_scenario *base, const placement_scenario *alternative, const char *what)
{
  enum { REPLICATIONS = 60 };
  placement_waterfall *waterfall = waterfall_between(base, alternative, REPLICATIONS, 2);
  placement_plan *plans[2] = {NULL, NULL};
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  placement_comparison *comparison = NULL;
  options.replications = REPLICATIONS;
  cr_assert_eq(placement_plan_new(base, &plans[0], NULL), PLACEMENT_OK);
  cr_assert_eq(placement_plan_new(alternative, &plans[1], NULL), PLACEMENT_OK);
  cr_assert_eq(placement_comparison_new(plans[0], plans[1], &options, &comparison, NULL), PLACEMENT_OK);
  for (size_t column = 0; column <= placement_plan_year_count(plans[0]); column++) {
    placement_compared compared;
    size_t metric = metric_of(plans[0], "cost.total"), steps = placement_waterfall_step_count(waterfall);
    placement_waterfall_effect whole = effect_at(waterfall, steps, column);
    double in_order = 0, alone = 0, interaction = 0;
    cr_assert_eq(placement_comparison_figure(comparison, metric, column, &compared, NULL), PLACEMENT_OK);
    for (size_t step = 0; step < steps; step++) {
      placement_waterfall_effect effect = effect_at(waterfall, step, column);
      in_order += effect.in_order.value;
      alone += effect.alone.value;
      interaction += effect.interaction.value;
      expect_exactly(effect.alone.value + effect.interaction.value, effect.in_order.value, what);
    }
    expect_exactly(in_order, compared.difference.mean, what);
    expect_exactly(whole.in_order.value, compared.difference.mean, what);
    expect_close(whole.in_order.se, compared.difference.se, 1e-9, what);
    expect_exactly(whole.alone.value, alone, what);
    expect_exactly(whole.interaction.value, interaction, what);
  }
  placement_comparison_free(comparison);
  placement_plan_free(plans[0]);
  placement_plan_free(plans[1]);
  placement_waterfall_free(waterfall);
}

Test(waterfall, southampton)
{
  static const char *const names[] = {"option1-in-house", "option2-tendered",    "option3-do-nothing",
                                      "as-it-happened",   "sell-voids",          "plan",
                                      "block-contract",   "advanced-foster-care"};
  enum { COUNT = sizeof names / sizeof names[0] };
  placement_scenario *scenarios[COUNT];
  for (size_t i = 0; i < COUNT; i++) {
    char path[512];
    (void)snprintf(path, sizeof path, EXAMPLES "/scenarios/southampton/%s.json", names[i]);
    scenarios[i] = scenario_in(path);
  }
  for (size_t i = 0; i < COUNT; i++) {
    size_t other = (i + 3) % COUNT;
    char what[128];
    (void)snprintf(what, sizeof what, "%s to %s", names[i], names[other]);
    expect_sum(scenarios[i], scenarios[other], what);
  }
  for (size_t i = 0; i < COUNT; i++)
    placement_scenario_free(scenarios[i]);
}

Test(waterfall, does_not_depend_on_threads)
{
  placement_scenario *base = scenario_in(EXAMPLES "/scenarios/southampton/option3-do-nothing.json"),
                     *alternative = scenario_in(EXAMPLES "/scenarios/southampton/option1-in-house.json");
  placement_waterfall *one = waterfall_between(base, alternative, 40, 1),
                      *three = waterfall_between(base, alternative, 40, 3);
  for (size_t step = 0; step <= placement_waterfall_step_count(one); step++) {
    placement_waterfall_effect a = effect_at(one, step, 3), b = effect_at(three, step, 3);
    cr_expect_arr_eq(&a, &b, sizeof a);
  }
  placement_waterfall_free(one);
  placement_waterfall_free(three);
  placement_scenario_free(base);
  placement_scenario_free(alternative);
}

static void note_progress(uint64_t done, uint64_t replications, void *data)
{
  uint64_t *last = data;
  cr_expect(done >= last[0] && done <= replications);
  last[0] = done;
  last[1] = replications;
}

Test(waterfall, tells_progress_of_all_runs)
{
  placement_scenario *base = scenario_of(START "'groups': [" GROUP("a", CHILD, "700") "]}"),
                     *alternative = scenario_of(START "'groups': [" GROUP("a", CHILD ", " CHILD, "1050") "]}");
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  placement_waterfall *waterfall = NULL;
  uint64_t told[2] = {0, 0};
  options.replications = 30;
  options.progress = note_progress;
  options.progress_data = told;
  cr_assert_eq(placement_waterfall_new(base, alternative, &options, total_cost, 1, &waterfall, NULL), PLACEMENT_OK);
  cr_expect_eq(told[0], told[1]);
  cr_expect_eq(told[1], 4 * 30);
  placement_waterfall_free(waterfall);
  placement_scenario_free(base);
  placement_scenario_free(alternative);
}

Test(waterfall, refusals)
{
  placement_scenario *base = scenario_of(START "'groups': [" GROUP("a", CHILD, "700") "]}"), *changed = NULL,
                     *longer = scenario_of("{'placement_scenario': 1, 'horizon': {'start': '2020-04-01', 'years': 4}}");
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  placement_waterfall *waterfall = NULL;
  placement_waterfall_effect effect;
  placement_waterfall_step step;
  placement_error err = PLACEMENT_ERROR_INIT;
  static const char *const ratio[] = {"occupancy"}, *const none[] = {"cost.of_living"};
  const placement_change change = {"/groups/0/weekly_fee", PLACEMENT_CHANGE_FACTOR, 2};
  cr_expect_eq(placement_waterfall_new(NULL, base, NULL, total_cost, 1, &waterfall, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_waterfall_new(base, base, NULL, total_cost, 0, &waterfall, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_waterfall_new(base, base, NULL, ratio, 1, &waterfall, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_str_eq(err.message, "occupancy is a ratio, whose differences do not add up");
  cr_expect_eq(placement_waterfall_new(base, base, NULL, none, 1, &waterfall, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_str_eq(err.message, "there is no metric cost.of_living of the whole scenario");
  cr_expect_eq(placement_waterfall_new(base, longer, NULL, total_cost, 1, &waterfall, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_assert_eq(placement_scenario_change(base, &change, 1, &changed, &err), PLACEMENT_OK, "%s", err.message);
  cr_expect_eq(placement_waterfall_new(base, changed, NULL, total_cost, 1, &waterfall, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_str_eq(err.message, "the alternative has no text, because its numbers were changed");
  options.replications = 0;
  cr_expect_eq(placement_waterfall_new(base, base, &options, total_cost, 1, &waterfall, &err),
               PLACEMENT_ERROR_ARGUMENT);
  options.replications = 100;
  cr_assert_eq(placement_cancellation_new(&options.cancellation, NULL), PLACEMENT_OK);
  placement_cancellation_request(options.cancellation);
  cr_expect_eq(placement_waterfall_new(base, base, &options, total_cost, 1, &waterfall, &err),
               PLACEMENT_ERROR_CANCELLED);
  placement_cancellation_free(options.cancellation);
  cr_expect_eq(waterfall, NULL);
  waterfall = waterfall_between(base, base, 1, 1);
  cr_expect_eq(placement_waterfall_effect_at(waterfall, 0, 0, 0, &effect, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_waterfall_total(waterfall, 1, 0, &effect, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_waterfall_total(waterfall, 0, 4, &effect, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_waterfall_step_at(waterfall, 0, &step, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect(isnan(effect_at(waterfall, 0, 3).in_order.se), "one replication tells no error");
  placement_waterfall_free(waterfall);
  placement_waterfall_free(NULL);
  placement_scenario_free(base);
  placement_scenario_free(changed);
  placement_scenario_free(longer);
}
