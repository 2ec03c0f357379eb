/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Arrivals expected over the horizon, by hand and as the plan has them, and their limit.
 */
#include "plan/plan.h"
#include "scenario/arrivals.h"

#include <placement/placement.h>

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#define GROUP "{'id': 'g', 'need_days': 5, 'weekly_fee': 1, 'arrivals_per_year': "

/* Texts are written with ' for ". */
static placement_scenario *load(const char *horizon, const char *groups, const char *more, placement_error *err)
{
  char text[2048];
  placement_scenario *scenario = NULL;
  (void)snprintf(text, sizeof text, "{'placement_scenario': 1, 'horizon': {%s}, 'groups': [%s]%s}", horizon, groups,
                 more);
  for (char *c = text; *c != '\0'; c++)
    if (*c == '\'')
      *c = '"';
  placement_status status = placement_scenario_load_text(text, strlen(text), NULL, &scenario, NULL, err);
  cr_assert_eq(status == PLACEMENT_OK, scenario != NULL);
  return scenario;
}

/* A child or two a day for the days of each financial year; twice as many in the 183 days of the six months that have
 * all of them. */
Test(arrivals, by_hand)
{
  static const struct {
    const char *horizon, *group;
    double expected;
  } known[] = {
      {"'start': '2025-04-01', 'years': 1", GROUP "10}", 10 * 365 / 365.25},
      {"'start': '2026-04-01', 'years': 2", GROUP "[365.25, 730.5]}", 365 + 2 * 366},
      {"'start': '2026-07-01', 'years': 1", GROUP "[365.25, 730.5]}", 274 + 2 * 91},
      {"'start': '2025-04-10', 'years': 1, 'financial_year_start': '04-20'", GROUP "[365.25, 730.5]}", 10 + 2 * 355},
      {"'start': '2025-04-01', 'years': 1", GROUP "365.25, 'seasonality': [0, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0, 0]}",
       2 * 183},
  };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    placement_scenario *s = load(known[i].horizon, known[i].group, "", NULL);
    cr_assert_not_null(s, "%s", known[i].group);
    double expected = plm_expected_arrivals(s, &s->groups[0]);
    cr_expect_float_eq(expected, known[i].expected, 1e-9, "%s: %.12g", known[i].group, expected);
    placement_scenario_free(s);
  }
}

Test(arrivals, the_plan_expects_the_same)
{
  static const char *const horizons[] = {
      "'start': '2025-04-01', 'years': 3",
      "'start': '2024-02-29', 'years': 3, 'financial_year_start': '02-28'",
      "'start': '2025-04-15', 'years': 3, 'financial_year_start': '04-15'",
      "'start': '2025-12-31', 'years': 3, 'financial_year_start': '01-01'",
  };
  static const char group[] =
      GROUP "700, 'growth_per_year': 0.4, 'seasonality': [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]}";
  for (size_t i = 0; i < sizeof horizons / sizeof *horizons; i++) {
    placement_scenario *s = load(horizons[i], group, "", NULL);
    placement_plan *plan = NULL;
    cr_assert_not_null(s);
    cr_assert_eq(placement_plan_new(s, &plan, NULL), PLACEMENT_OK);
    double expected = plan->groups[0].pieces[plan->piece_count].before;
    cr_expect_float_eq(plm_expected_arrivals(s, &s->groups[0]), expected, 1e-9 * expected, "%s", horizons[i]);
    cr_expect_gt(expected, 2000);
    placement_plan_free(plan);
    placement_scenario_free(s);
  }
}

/* 30 years with 10,000 arrivals in the first: with continuous growth, 10,000 ((1 + g)^30 - 1) / ln(1 + g) in all are
 * 8.6 million for 0.18 and 10.6 million for 0.19. */
Test(arrivals, limit)
{
  static const struct {
    const char *groups;
    placement_status status;
  } known[] = {
      {GROUP "100000}, {'id': 'h', 'need_days': 5, 'weekly_fee': 1, 'arrivals_per_year': 100000}", PLACEMENT_OK},
      {GROUP "10000, 'growth_per_year': 0.18}", PLACEMENT_OK},
      {GROUP "10000, 'growth_per_year': 0.19}", PLACEMENT_ERROR_LIMIT},
      {GROUP "0.000001, 'growth_per_year': 10}", PLACEMENT_ERROR_LIMIT},
      {GROUP "0, 'growth_per_year': 10}", PLACEMENT_OK},
  };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    placement_error err = PLACEMENT_ERROR_INIT;
    placement_scenario *s = load("'start': '2025-04-01', 'years': 30", known[i].groups, "", &err);
    cr_expect_eq(err.code, known[i].status, "%s: %s", known[i].groups, err.message);
    cr_expect_str_eq(err.pointer, s == NULL ? "/groups/0/arrivals_per_year" : "");
    placement_scenario_free(s);
  }
}

/* Sound as written, and far beyond the limit once drawn. */
Test(arrivals, limit_of_uncertain_inputs)
{
  placement_error err = PLACEMENT_ERROR_INIT;
  placement_plan *plan = NULL;
  placement_summary *summary = NULL;
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  placement_scenario *s =
      load("'start': '2025-04-01', 'years': 30", GROUP "3, 'growth_per_year': 0.02}",
           ", 'uncertain': [{'input': '/groups/0/growth_per_year', 'as': 'value', 'distribution': 10}]", &err);
  cr_assert_not_null(s, "%s", err.message);
  cr_assert_eq(placement_plan_new(s, &plan, NULL), PLACEMENT_OK);
  options.replications = 3;
  options.threads = 1;
  cr_expect_eq(placement_run(plan, &options, &summary, &err), PLACEMENT_ERROR_LIMIT);
  cr_expect_str_eq(err.message, "the uncertain inputs of replication 0 make all groups together expect more than "
                                "10,000,000 arrivals over the horizon");
  cr_expect_null(summary);
  placement_plan_free(plan);
  placement_scenario_free(s);
}
