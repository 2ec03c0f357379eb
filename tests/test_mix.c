/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Mixes of two scenarios: with all steps they are the one, with none the other, whatever keys they have.
 */
#include "loaded_scenario.h"

#include "scenario/mix.h"

#include <placement/plan.h>
#include <placement/samples.h>

#include <math.h>
#include <stdio.h>

/* The figures of replications, all metrics of the whole scenario over the horizon. */
static double *sample_of(const placement_scenario *scenario, size_t *count)
{
  enum { REPLICATIONS = 25 };
  placement_plan *plan = NULL;
  placement_sample_options options = PLACEMENT_SAMPLE_OPTIONS_INIT;
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_assert_eq(placement_plan_new(scenario, &plan, &err), PLACEMENT_OK, "%s", err.message);
  size_t metrics = placement_plan_metric_count(plan);
  placement_figure *figures = calloc(metrics, sizeof *figures);
  double *values = calloc(REPLICATIONS * metrics, sizeof *values);
  cr_assert(figures != NULL && values != NULL);
  for (size_t m = 0; m < metrics; m++)
    figures[m] = (placement_figure){m, placement_plan_year_count(plan)};
  options.replications = REPLICATIONS;
  options.threads = 1;
  cr_assert_eq(placement_sample(plan, &options, figures, metrics, values, &err), PLACEMENT_OK, "%s", err.message);
  *count = REPLICATIONS * metrics;
  free(figures);
  placement_plan_free(plan);
  return values;
}

static void expect_same_figures(const placement_scenario *found, const placement_scenario *expected, const char *what)
{
  size_t count = 0, others = 0, differ = 0;
  double *a = sample_of(found, &count), *b = sample_of(expected, &others);
  cr_assert_eq(count, others, "%s", what);
  for (size_t i = 0; i < count; i++)
    differ += a[i] != b[i] && !(isnan(a[i]) && isnan(b[i]));
  cr_expect_eq(differ, 0, "%s: %zu of %zu figures differ", what, differ, count);
  free(a);
  free(b);
}

/* With all steps, nothing of the base is left; with none, nothing of the alternative. */
static void expect_whole(const placement_scenario *base, const placement_scenario *alternative, const char *what)
{
  plm_mix mix;
  placement_scenario *mixed = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  size_t left_out = 99;
  cr_assert_eq(plm_mix_new(&mix, base, alternative, NULL), PLACEMENT_OK);
  cr_assert_eq(plm_mix_scenario(&mix, PLM_STEPS_ALL, &mixed, &left_out, &err), PLACEMENT_OK, "%s: %s: %s", what,
               err.pointer, err.message);
  cr_expect_eq(left_out, 0);
  expect_same_figures(mixed, alternative, what);
  placement_scenario_free(mixed);
  cr_assert_eq(plm_mix_scenario(&mix, 0, &mixed, &left_out, &err), PLACEMENT_OK, "%s: %s: %s", what, err.pointer,
               err.message);
  expect_same_figures(mixed, base, what);
  placement_scenario_free(mixed);
  plm_mix_clear(&mix);
}

Test(mix, leads_from_one_to_the_other)
{
  static const struct {
    const char *path, *horizon;
  } files[] = {
      {TEST_DATA "/ok/every_key.json",
       "{'start': '2020-07-15', 'years': 3, 'financial_year_start': '04-06'}, 'prices': {'currency': 'EUR'}"},
      {TEST_DATA "/ok/whole_model.json", "{'start': '2025-04-01', 'years': 2}"},
      {TEST_DATA "/ok/uncertain.json", "{'start': '2025-04-01', 'years': 2}"},
  };
  for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
    char text[256];
    (void)snprintf(text, sizeof text, "{'placement_scenario': 1, 'horizon': %s}", files[i].horizon);
    placement_scenario *full = scenario_in(files[i].path), *empty = scenario_of(text);
    expect_whole(empty, full, files[i].path);
    placement_scenario_free(full);
    placement_scenario_free(empty);
  }
}

Test(mix, southampton)
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
    expect_whole(scenarios[i], scenarios[other], what);
  }
  for (size_t i = 0; i < COUNT; i++)
    placement_scenario_free(scenarios[i]);
}
