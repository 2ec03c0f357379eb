/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Switching values that can be solved by hand, and what is refused. Those of chance are in
 * verification/test_switching_values.c.
 */
#include "switching_scenarios.h"

#include <float.h>

#define WEEKS (365 / 7.0)

static const char *const fee[] = {"/groups/0/weekly_fee"}, *const beds[] = {"/homes/0/beds"},
                         *const cost[] = {"/homes/0/costs/0/amount"}, *const days[] = {"/external/notice_days"};

static placement_switching *ask(const char *scenario, const placement_switching_question *q, uint64_t replications)
{
  placement_scenario *s = scenario_of(scenario);
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  placement_switching *found = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  options.replications = replications;
  options.threads = 1;
  cr_assert_eq(placement_switching_new(s, q, &options, &found, &err), PLACEMENT_OK, "%s: %s", err.pointer, err.message);
  placement_scenario_free(s);
  return found;
}

static void check_at(const placement_switching *found, size_t index, double expected, double tolerance, int32_t rising)
{
  const placement_switch *at = placement_switching_at(found, index);
  cr_assert(at != NULL);
  cr_expect_eq(at->kind, PLACEMENT_SWITCH_AT);
  cr_expect_eq(at->rising, rising);
  cr_expect(fabs(at->amount.value - expected) <= tolerance, "%.12g, not %.12g", at->amount.value, expected);
  cr_expect(at->amount.low <= at->amount.value && at->amount.high >= at->amount.value);
  cr_expect(at->amount.high - at->amount.low <= 2 * tolerance && at->amount.se <= tolerance, "%g to %g, %g",
            at->amount.low, at->amount.high, at->amount.se);
  cr_expect(at->from.amount == at->to.amount && fabs(at->from.difference.value) <= 0.05);
}

/* The fee at which a year of a child costs what the home does. Costs are in pence, so fees are to 0.0001 pounds. */
Test(switching, fee_against_home)
{
  placement_scenario *home = scenario_of(HOME);
  placement_switching_question q = question_of(fee, PLACEMENT_CHANGE_VALUE, 0);
  q.against = home;
  placement_switching *found = ask(BOUGHT, &q, 5);
  cr_assert_eq(placement_switching_count(found), 1);
  check_at(found, 0, 120000 / WEEKS, 2e-4, 1);
  const placement_switching_point *present = placement_switching_present(found);
  cr_expect_eq(present->amount, 4000);
  expect_exactly(present->figure.value, 208571.43, "present");
  expect_exactly(present->other.value, 120000, "other");
  expect_exactly(present->difference.value, 88571.43, "difference");
  cr_expect(present->difference.se < 1e-9 && present->replications == 5);
  cr_expect_eq(placement_switching_scan_count(found), 13);
  cr_expect_eq(placement_switching_scan(found, 0)->amount, 1000);
  cr_expect_eq(placement_switching_scan(found, 12)->amount, 16000);
  cr_expect(placement_switching_scan(found, 13) == NULL && placement_switching_at(found, 1) == NULL);
  cr_expect_eq(placement_switching_input_count(found), 1);
  cr_expect(placement_switching_input(found, 0)->value == 4000 && placement_switching_input(found, 1) == NULL);
  placement_switching_free(found);
  placement_scenario_free(home);
}

/* From the other side: the cost of the home at which it costs what is bought. */
Test(switching, home_against_fee)
{
  placement_scenario *bought = scenario_of(BOUGHT);
  placement_switching_question q = question_of(cost, PLACEMENT_CHANGE_VALUE, 0);
  q.against = bought;
  placement_switching *found = ask(HOME, &q, 5);
  cr_assert_eq(placement_switching_count(found), 1);
  check_at(found, 0, 4000 * WEEKS, 0.01, 1);
  placement_switching_free(found);
  q.as = PLACEMENT_CHANGE_ADD;
  found = ask(HOME, &q, 5);
  check_at(found, 0, 4000 * WEEKS - 120000, 0.01, 1);
  cr_expect_eq(placement_switching_present(found)->amount, 0);
  placement_switching_free(found);
  q.as = PLACEMENT_CHANGE_FACTOR;
  found = ask(HOME, &q, 5);
  check_at(found, 0, 4000 * WEEKS / 120000, 1e-6, 1);
  cr_expect_eq(placement_switching_present(found)->amount, 1);
  placement_switching_free(found);
  placement_scenario_free(bought);
}

/* The fee of both: the home does not pay it. Without `both` it would stay in what is bought, and the home never cost
 * the same. */
Test(switching, both)
{
  placement_scenario *bought = scenario_of(BOUGHT);
  placement_switching_question q = question_of(fee, PLACEMENT_CHANGE_VALUE, 0);
  q.against = bought;
  placement_switching *found = ask(HOME, &q, 5);
  cr_assert_eq(placement_switching_count(found), 0);
  cr_expect(placement_switching_scan(found, 0)->difference.value < 0);
  placement_switching_free(found);
  q.both = 1;
  found = ask(HOME, &q, 5);
  cr_assert_eq(placement_switching_count(found), 1);
  check_at(found, 0, 120000 / WEEKS, 2e-4, -1);
  expect_exactly(placement_switching_present(found)->other.value, 208571.43, "present");
  placement_switching_free(found);
  placement_scenario_free(bought);
}

/* A year of what is bought for a target, and for one that no fee of the range reaches. */
Test(switching, target)
{
  placement_switching_question q = question_of(fee, PLACEMENT_CHANGE_VALUE, 100000);
  placement_switching *found = ask(BOUGHT, &q, 40);
  cr_assert_eq(placement_switching_count(found), 1);
  check_at(found, 0, 100000 / WEEKS, 2e-4, 1);
  placement_switching_free(found);
  q.target = 10000;
  found = ask(BOUGHT, &q, 40);
  cr_assert_eq(placement_switching_count(found), 0);
  for (size_t i = 0; i < placement_switching_scan_count(found); i++)
    cr_expect(placement_switching_scan(found, i)->difference.value > 0);
  expect_exactly(placement_switching_scan(found, 0)->figure.value, 52142.86, "at 1,000");
  expect_exactly(placement_switching_scan(found, 12)->figure.value, 834285.71, "at 16,000");
  placement_switching_free(found);
  q.low = 100;
  q.high = 300;
  found = ask(BOUGHT, &q, 40);
  check_at(found, 0, 10000 / WEEKS, 2e-4, 1);
  placement_switching_free(found);
}

/* Two beds cost 2,000; 150 is taken off. */
Test(switching, whole_numbers)
{
  placement_switching_question q = question_of(beds, PLACEMENT_CHANGE_VALUE, 4350);
  placement_switching *found = ask(EMPTY, &q, 3);
  cr_assert_eq(placement_switching_count(found), 1);
  const placement_switch *at = placement_switching_at(found, 0);
  cr_expect(at->kind == PLACEMENT_SWITCH_BETWEEN && at->rising == 1 && at->amount.value == 4);
  cr_expect(at->from.amount == 4 && at->to.amount == 5 && at->amount.low == 4 && at->amount.high == 5);
  expect_exactly(at->from.difference.value, -500, "four beds");
  expect_exactly(at->to.difference.value, 500, "five beds");
  cr_expect(isnan(at->amount.se));
  cr_expect_eq(placement_switching_scan_count(found), 8);
  cr_expect_eq(placement_switching_scan(found, 7)->amount, 8);
  placement_switching_free(found);
  q.target = 3850; /* 4 beds to the penny */
  found = ask(EMPTY, &q, 3);
  check_at(found, 0, 4, 0, 1);
  placement_switching_free(found);
  q.as = PLACEMENT_CHANGE_ADD;
  found = ask(EMPTY, &q, 3);
  check_at(found, 0, 2, 0, 1);
  placement_switching_free(found);
}

/* More whole numbers than are scanned. */
Test(switching, many_whole_numbers)
{
  static const char *const count[] = {"/groups/0/initial/count"};
  static const char need[] = "{'placement_scenario': 1, 'horizon': {'start': '2021-04-01', 'years': 1}, 'groups': "
                             "[{'id': 'a', 'arrivals_per_year': 0, 'initial': {'count': 200}, 'need_days': 36500,"
                             "'weekly_fee': 7}]}";
  placement_switching_question q = question_of(count, PLACEMENT_CHANGE_VALUE, 100.5 * 365);
  q.low = 0.3;
  q.high = 300.9;
  placement_switching *found = ask(need, &q, 60);
  cr_assert_eq(placement_switching_count(found), 1);
  const placement_switch *at = placement_switching_at(found, 0);
  cr_expect_eq(placement_switching_scan_count(found), 13);
  cr_expect_eq(placement_switching_scan(found, 0)->amount, 1);
  cr_expect_eq(placement_switching_scan(found, 12)->amount, 300);
  /* Some leave, so 100.5 children for the whole year are 101 or 102 */
  cr_expect(at->kind == PLACEMENT_SWITCH_BETWEEN && at->to.amount == at->from.amount + 1);
  cr_expect(at->from.amount == 100 || at->from.amount == 101, "%g", at->from.amount);
  cr_expect(at->from.difference.value < 0 && at->to.difference.value > 0);
  cr_expect(at->amount.low <= at->from.amount && at->amount.high >= at->to.amount);
  placement_switching_free(found);
}

/* 2,000 + 50 (x - 3) (1 + x): a parabola with its bottom of 1,800 at x = 1. */
Test(switching, several)
{
  static const char *const together[] = {"/homes/1/costs/0/amount", "/homes/1/costs/0/optimism_bias"};
  placement_switching_question q = question_of(together, PLACEMENT_CHANGE_ADD, 2000 - 200 + 12.5);
  q.pointer_count = 2;
  q.low = -1;
  q.high = 9;
  placement_switching *found = ask(EMPTY, &q, 3);
  cr_assert_eq(placement_switching_count(found), 2);
  check_at(found, 0, 0.5, 3e-4, -1);
  check_at(found, 1, 1.5, 3e-4, 1);
  placement_switching_free(found);
  q.target = 2000 - 201;
  found = ask(EMPTY, &q, 3);
  cr_expect_eq(placement_switching_count(found), 0);
  placement_switching_free(found);
}

/* Notice is never given, so every number of days does the same. */
Test(switching, everywhere)
{
  placement_scenario *same = scenario_of(BOUGHT);
  placement_switching_question q = question_of(days, PLACEMENT_CHANGE_VALUE, 0);
  q.against = same;
  q.low = 0;
  q.high = 10;
  placement_switching *found = ask(BOUGHT, &q, 3);
  cr_assert_eq(placement_switching_count(found), 1);
  const placement_switch *at = placement_switching_at(found, 0);
  cr_expect(at->kind == PLACEMENT_SWITCH_THROUGH && at->rising == 0);
  cr_expect(at->from.amount == 0 && at->to.amount == 10);
  cr_expect(isinf(at->amount.low) && isinf(at->amount.high));
  placement_switching_free(found);
  placement_scenario_free(same);
}

/* A delay is rounded to whole days: the cost of a home that opens late jumps in the middle between them. */
Test(switching, jump)
{
  static const char late[] =
      "{'placement_scenario': 1, 'horizon': {'start': '2021-04-01', 'years': 1}, 'groups': [{'id': 'a',"
      "'arrivals_per_year': 0, 'need_days': 9, 'weekly_fee': 1}], 'phases': [{'id': 'p', 'planned_opening': "
      "'2021-04-01', 'delay_days': 4}], 'homes': [{'id': 'h', 'phase': 'p', 'beds': 1, 'costs': [{'amount': 7000, "
      "'per': 'week'}]}]}";
  static const char *const delay[] = {"/phases/0/delay_days"};
  placement_switching_question q = question_of(delay, PLACEMENT_CHANGE_VALUE, 365000 - 7400);
  placement_switching *found = ask(late, &q, 3);
  cr_assert_eq(placement_switching_count(found), 1);
  const placement_switch *at = placement_switching_at(found, 0);
  cr_expect(at->kind == PLACEMENT_SWITCH_BETWEEN && at->rising == -1);
  cr_expect(at->from.amount <= 7.5 && at->to.amount >= 7.5 && at->to.amount - at->from.amount < 0.01);
  expect_exactly(at->from.difference.value, 400, "seven days late");
  expect_exactly(at->to.difference.value, -600, "eight days late");
  placement_switching_free(found);
}

/* A mode beyond the ends of its distribution cannot be: that part of the range is undefined. */
Test(switching, unsound_amounts)
{
  static const char text[] =
      "{'placement_scenario': 1, 'horizon': {'start': '2021-04-01', 'years': 1}, 'groups': [{'id': 'a',"
      "'arrivals_per_year': 0, 'initial': {'children': [{'days_so_far': 1}]}, 'need_days': 5000, 'weekly_fee':"
      "{'triangular': {'min': 1000, 'mode': 2000, 'max': 3000}}}]}";
  static const char *const mode[] = {"/groups/0/weekly_fee/triangular/mode"};
  placement_switching_question q = question_of(mode, PLACEMENT_CHANGE_VALUE, 2200 * WEEKS);
  placement_switching *found = ask(text, &q, 400);
  cr_assert_eq(placement_switching_count(found), 1);
  const placement_switch *at = placement_switching_at(found, 0);
  expect_near(at->amount.value, at->amount.se, 2600, "mode");         /* the mean is a third of the sum */
  cr_expect(isnan(placement_switching_scan(found, 0)->figure.value)); /* 500 */
  cr_expect(isnan(placement_switching_scan(found, 12)->figure.value));
  placement_switching_free(found);
  q.low = 4000;
  q.high = 5000;
  placement_scenario *s = scenario_of(text);
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_expect_eq(placement_switching_new(s, &q, NULL, &found, &err), PLACEMENT_ERROR_SCENARIO);
  cr_expect(strstr(err.message, "mode") != NULL, "%s", err.message);
  placement_scenario_free(s);
}

static void refuse(const char *scenario, const placement_switching_question *q, placement_status status,
                   const char *message)
{
  placement_scenario *s = scenario_of(scenario);
  placement_switching *found = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_expect_eq(placement_switching_new(s, q, NULL, &found, &err), status, "%s", message);
  cr_expect(strstr(err.message, message) != NULL, "'%s', not '%s'", err.message, message);
  cr_expect(found == NULL && err.code == status);
  placement_scenario_free(s);
}

Test(switching, refused_inputs)
{
  static const char *const wrong[] = {"/groups/9/weekly_fee"}, *const need[] = {"/groups/0/need_days"},
                           *const twice[] = {"/homes/0/beds", "/homes/0/beds"},
                           *const arrivals[] = {"/groups/0/arrivals_per_year"},
                           *const share[] = {"/groups/0/local_suitability"};
  placement_switching_question q = question_of(wrong, PLACEMENT_CHANGE_VALUE, 1);
  refuse(EMPTY, &q, PLACEMENT_ERROR_SCENARIO, "/groups/9/weekly_fee leads to no number");
  q.pointers = need;
  refuse(EMPTY, &q, PLACEMENT_ERROR_SCENARIO, "/groups/0/need_days is a distribution, which changes only by a factor");
  q.pointers = arrivals;
  refuse(EMPTY, &q, PLACEMENT_ERROR_SCENARIO, "is 0, which suggests no range to look in: give one");
  q.as = PLACEMENT_CHANGE_FACTOR;
  refuse(EMPTY, &q, PLACEMENT_ERROR_SCENARIO, "is 0, which no factor changes");
  q.pointers = beds;
  refuse(EMPTY, &q, PLACEMENT_ERROR_SCENARIO, "is a whole number, which stays none by a factor: set it, or add to it");
  q.as = PLACEMENT_CHANGE_VALUE;
  q.low = 0;
  q.high = 9;
  refuse(EMPTY, &q, PLACEMENT_ERROR_SCENARIO, "/homes/0/beds allows only amounts from 1 to 64");
  q.low = 2.1;
  q.high = 3.9;
  refuse(EMPTY, &q, PLACEMENT_ERROR_SCENARIO, "is a whole number, of which the range does not hold two");
  q.low = q.high = 0;
  q.pointers = twice;
  q.pointer_count = 2;
  refuse(EMPTY, &q, PLACEMENT_ERROR_SCENARIO, "is changed twice");
  q.pointers = share;
  q.pointer_count = 1;
  q.high = 1.5;
  refuse(EMPTY, &q, PLACEMENT_ERROR_SCENARIO, "allows only amounts from 0 to 1");
}

Test(switching, refused_uncertain)
{
  static const char text[] =
      "{'placement_scenario': 1, 'horizon': {'start': '2021-04-01', 'years': 1}, 'groups': ["
      "{'id': 'a', 'arrivals_per_year': 9, 'need_days': 9, 'weekly_fee': 1}], 'uncertain': ["
      "{'input': '/groups/0/arrivals_per_year', 'as': 'value', 'distribution': {'uniform': {'min': 1, 'max': "
      "9}}}]}";
  static const char *const arrivals[] = {"/groups/0/arrivals_per_year"};
  placement_switching_question q = question_of(arrivals, PLACEMENT_CHANGE_VALUE, 1);
  refuse(text, &q, PLACEMENT_ERROR_SCENARIO, "is uncertain and its value drawn, so that to change it would do nothing");
}

Test(switching, one_replication)
{
  placement_scenario *home = scenario_of(HOME);
  placement_switching_question q = question_of(fee, PLACEMENT_CHANGE_VALUE, 1);
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  placement_switching *found = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  options.replications = 1;
  cr_expect_eq(placement_switching_new(home, &q, &options, &found, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_str_eq(err.message, "switching values need at least 2 replications");
  cr_expect_null(found);
  placement_scenario_free(home);
}

Test(switching, refused_questions)
{
  placement_scenario *home = scenario_of(HOME), *changed = NULL;
  placement_switching_question q = question_of(fee, PLACEMENT_CHANGE_VALUE, 1);
  q.metric = 100000;
  refuse(HOME, &q, PLACEMENT_ERROR_ARGUMENT, "there is no figure at metric 100000, column 1");
  q = question_of(fee, PLACEMENT_CHANGE_VALUE, NAN);
  refuse(HOME, &q, PLACEMENT_ERROR_ARGUMENT, "target must be finite");
  q = question_of(fee, 3, 1);
  refuse(HOME, &q, PLACEMENT_ERROR_ARGUMENT, "as is neither");
  q = question_of(fee, PLACEMENT_CHANGE_VALUE, 1);
  q.low = 5;
  refuse(HOME, &q, PLACEMENT_ERROR_ARGUMENT, "low must be below high");
  q.high = INFINITY;
  refuse(HOME, &q, PLACEMENT_ERROR_ARGUMENT, "low must be below high");
  q = question_of(fee, PLACEMENT_CHANGE_VALUE, 1);
  q.both = 1;
  refuse(HOME, &q, PLACEMENT_ERROR_ARGUMENT, "both needs a scenario");
  q.against = home;
  q.pointers = days;
  q.low = 0;
  q.high = 1;
  q.metric = metric_number(home, "occupancy@h");
  placement_scenario *bought = scenario_of(BOUGHT);
  q.against = bought;
  refuse(HOME, &q, PLACEMENT_ERROR_ARGUMENT, "the other scenario has no metric occupancy@h");
  q.pointers = cost;
  q.metric = 0;
  refuse(HOME, &q, PLACEMENT_ERROR_SCENARIO, "/homes/0/costs/0/amount leads to no number");
  static const char longer[] = "[{\"op\": \"replace\", \"path\": \"/horizon/years\", \"value\": 2}]";
  cr_assert_eq(placement_scenario_patch(bought, longer, strlen(longer), &changed, NULL, NULL), PLACEMENT_OK);
  q.against = changed;
  refuse(HOME, &q, PLACEMENT_ERROR_ARGUMENT, "their horizons must be the same");
  q = question_of(NULL, PLACEMENT_CHANGE_VALUE, 1);
  refuse(HOME, &q, PLACEMENT_ERROR_ARGUMENT, "there must be an input");
  placement_scenario_free(changed);
  placement_scenario_free(bought);
  placement_scenario_free(home);
}
