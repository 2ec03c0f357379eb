/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Replications in lock step against the same replications one by one: every cell of every outcome, to the last bit,
 * with every kernel that this processor can run; and which plans run so.
 */
#include "model/lanes.h"
#include "model/model.h"
#include "verification/scenario_run.h"

#define SYSTEM                                                                                                         \
  "{'placement_scenario': 1, 'horizon': {'start': '%s', 'years': %d, 'financial_year_start': '%s'}, %s"                \
  "'groups': [{'id': 'children', 'arrivals_per_year': %g, 'need_days': %s, 'weekly_fee': %s}]%s}"
#define HOME(beds, more)                                                                                               \
  ", 'phases': [{'id': 'p', 'planned_opening': '2019-03-31'}], 'homes': [{'id': 'h', 'phase': 'p', 'beds': " beds more \
  "}]"
#define LOGNORMAL "{'lognormal': {'mean': 300, 'cv': 1}}"
#define FEE "{'lognormal': {'mean': 4434, 'cv': 0.4}}"
#define PRICES                                                                                                         \
  "'prices': {'indices': {'pay': 0.03, 'fees': [0.05, 0.01]}, 'deflator': 'pay'}, 'external': {'index': 'fees'},"

static placement_plan *system_of(const char *start, int years, const char *year_start, const char *prices,
                                 double arrivals, const char *need, const char *fee, const char *homes)
{
  return plan_of(SYSTEM, start, years, year_start, prices, arrivals, need, fee, homes);
}

static void expect_equal(const placement_plan *plan, const plm_kernel *kernel, plm_lanes *lanes, uint32_t first)
{
  placement_workspace *workspace = NULL;
  int64_t *batch = calloc(plm_outcome_size(plan) * PLM_LANES, sizeof *batch);
  cr_assert(batch != NULL);
  cr_assert_eq(placement_workspace_new(plan, &workspace, NULL), PLACEMENT_OK);
  for (size_t i = 0; i < plm_outcome_size(plan) * PLM_LANES; i++)
    batch[i] = plm_lanes_childless(lanes)[i / PLM_LANES];
  plm_lanes_use(lanes, kernel);
  plm_lanes_run(lanes, first, batch);
  for (uint32_t i = 0; i < PLM_LANES; i++) {
    const int64_t *outcome;
    cr_assert_eq(placement_replicate(plan, 7, first + i, workspace, NULL), PLACEMENT_OK);
    outcome = plm_workspace_outcome(workspace);
    for (size_t cell = 0; cell < plm_outcome_size(plan); cell++)
      cr_assert_eq(batch[cell * PLM_LANES + i], outcome[cell], "%s: cell %zu of replication %u is %lld, not %lld",
                   kernel->name, cell, first + i, (long long)batch[cell * PLM_LANES + i], (long long)outcome[cell]);
  }
  placement_workspace_free(workspace);
  free(batch);
}

static void check(placement_plan *plan)
{
  const plm_kernel *kernels[8];
  size_t count = plm_kernels(kernels, 8);
  plm_lanes *lanes = NULL;
  cr_assert(plm_lanes_possible(plan));
  cr_assert_eq(plm_lanes_new(plan, 7, &lanes, NULL), PLACEMENT_OK);
  for (uint32_t first = 0; first < scaled(960); first += PLM_LANES * 3)
    for (size_t k = 0; k < count; k++)
      expect_equal(plan, kernels[k], lanes, first);
  plm_lanes_free(lanes);
  placement_plan_free(plan);
}

Test(lanes, reference_loss_system)
{
  check(system_of("2020-04-01", 3, "04-01", "", 45, LOGNORMAL, FEE, HOME("14", "")));
}

Test(lanes, without_homes)
{
  check(system_of("2020-04-01", 3, "04-01", PRICES, 20, LOGNORMAL, FEE, ""));
}

Test(lanes, constants)
{
  check(system_of("2020-04-01", 2, "04-01", PRICES, 30, "90", "4000", HOME("5", "")));
}

/* Financial years that begin within a month, horizons that begin within a year, and leap days. */
Test(lanes, calendars)
{
  check(system_of("2019-11-17", 4, "02-10", PRICES, 12, LOGNORMAL, FEE, HOME("3", "")));
  check(system_of("2020-02-29", 1, "01-01", "", 12, LOGNORMAL, FEE, HOME("3", "")));
  check(system_of("2020-04-01", 7, "06-15", PRICES, 12, LOGNORMAL, FEE, HOME("3", "")));
}

/* Needs below a night, beyond the horizon and, before rounding, below 0. */
Test(lanes, distributions)
{
  static const char *const needs[] = {"{'normal': {'mean': 20, 'sd': 40}}", "{'gamma': {'mean': 3, 'cv': 2}}",
                                      "{'exponential': {'mean': 5000}}", "{'weibull': {'shape': 0.7, 'scale': 200}}",
                                      "{'pert': {'min': 0, 'mode': 100, 'max': 400}}"};
  for (size_t i = 0; i < sizeof needs / sizeof *needs; i++)
    check(system_of("2020-04-01", 2, "04-01", "", 40, needs[i], "{'gamma': {'mean': 5000, 'cv': 0.3}}", HOME("6", "")));
}

Test(lanes, sizes)
{
  check(system_of("2020-04-01", 2, "04-01", "", 3, LOGNORMAL, FEE, HOME("1", "")));
  check(system_of("2020-04-01", 2, "04-01", "", 90, LOGNORMAL, FEE, HOME("64", "")));
  check(system_of("2020-04-01", 1, "04-01", "", 2000, "{'exponential': {'mean': 30}}", FEE, HOME("20", "")));
  check(system_of("2020-04-01", 1, "04-01", "", 0, LOGNORMAL, FEE, HOME("2", "")));
}

/* Costs that no child changes are part of the outcome. */
Test(lanes, cost_lines)
{
  check(system_of(
      "2020-04-01", 3, "04-01", PRICES, 20, LOGNORMAL, FEE,
      HOME("4", ", 'costs': [{'amount': 400000, 'per': 'year', 'index': 'pay', 'optimism_bias': 0.1},"
                "{'amount': 90, 'per': 'week', 'for': 'bed'},"
                "{'amount': 50000, 'per': 'once', 'kind': 'capital', 'on': '2021-05-05'}]") ", 'costs': "
                                                                                            "[{'amount': 1000, 'per': "
                                                                                            "'year', 'from': "
                                                                                            "'2021-01-10'}]"));
}

/* A run of whole batches and of parts of them is the same as one by one, in any number of threads. */
Test(lanes, runs)
{
  placement_plan *plan = system_of("2020-04-01", 2, "04-01", "", 20, LOGNORMAL, FEE, HOME("4", ""));
  placement_summary *one = NULL, *parts = NULL, *part = NULL;
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  size_t metric = placement_plan_metric_find(plan, "cost.total");
  placement_statistics a, b;
  options.seed = 3;
  options.replications = 1001;
  options.threads = 1;
  cr_assert_eq(placement_run(plan, &options, &one, NULL), PLACEMENT_OK);
  options.replications = 5;
  cr_assert_eq(placement_run(plan, &options, &parts, NULL), PLACEMENT_OK);
  options.first = 5;
  options.replications = 996;
  options.threads = 3;
  cr_assert_eq(placement_run(plan, &options, &part, NULL), PLACEMENT_OK);
  cr_assert_eq(placement_summary_merge(parts, part, NULL), PLACEMENT_OK);
  for (size_t column = 0; column <= placement_plan_year_count(plan); column++) {
    a = statistics_of(plan, one, "cost.total", column);
    b = statistics_of(plan, parts, "cost.total", column);
    cr_assert(a.mean == b.mean && a.sd == b.sd && a.p80 == b.p80 && a.es95 == b.es95, "metric %zu", metric);
  }
  placement_summary_free(one);
  placement_summary_free(parts);
  placement_summary_free(part);
  placement_plan_free(plan);
}

#define UNCERTAIN_FEE                                                                                                  \
  "'uncertain': [{'input': '/groups/0/weekly_fee', 'as': 'value', 'distribution': {'uniform': {'min': 1, 'max': 2}}}]"

static void refuse(placement_plan *plan, const char *what)
{
  cr_expect_not(plm_lanes_possible(plan), "%s", what);
  placement_plan_free(plan);
}

/* Whatever lanes do not know of. */
Test(lanes, are_not_for_everything)
{
  static const char *const features[] = {
      ", 'turnaround_days': 1",
      ", 'introduction_days': 1",
      ", 'max_stay_days': 30",
      ", 'refusal': 0.1",
      ", 'suspension': {'per_year': 1, 'days': 9}",
      ", 'closes': '2020-06-01'",
      ", 'takes': ['emergency']",
      ", 'sell_voids': {'after_days': 1, 'per_year': 1, 'stay_days': 9, 'weekly_income': 1}",
      ", 'costs': [{'amount': 1, 'per': 'week', 'for': 'occupied_bed'}]",
      ", 'costs': [{'amount': 1, 'per': 'admission'}]"};
  static const char *const of_group[] = {"'local_suitability': 0.5",
                                         "'emergency_share': 0.1, 'emergency_days': 3",
                                         "'initial': {'count': 1}",
                                         "'initial': {'children': [{'days_so_far': 1}]}",
                                         "'unserved': true",
                                         "'growth_per_year': 0.01",
                                         "'age_at_entry': 9, 'until_age': 18",
                                         "'unplanned_endings_per_year': {'external': 1}",
                                         "'seasonality': [1,1,1,1,1,1,1,1,1,1,1,2]"};
  static const char *const of_all[] = {"'external': {'minimum_nights': 1}",
                                       "'external': {'visits': 100}",
                                       "'external': {'enhancement': {'per_year': 1, 'weekly_amount': 9}}",
                                       "'policy': {'returns': {}}",
                                       "'compatibility': {'default': 0.9}",
                                       UNCERTAIN_FEE};
  for (size_t i = 0; i < sizeof features / sizeof *features; i++) {
    char homes[1024];
    (void)snprintf(homes, sizeof homes, HOME("4", "%s"), features[i]);
    refuse(system_of("2020-04-01", 2, "04-01", "", 20, "300", "4000", homes), features[i]);
  }
  for (size_t i = 0; i < sizeof of_group / sizeof *of_group; i++) {
    char more[512];
    (void)snprintf(more, sizeof more, "4000, %s", of_group[i]);
    refuse(system_of("2020-04-01", 2, "04-01", "", 20, "300", more, HOME("4", "")), of_group[i]);
  }
  for (size_t i = 0; i < sizeof of_all / sizeof *of_all; i++) {
    char more[512];
    (void)snprintf(more, sizeof more, "%s,", of_all[i]);
    refuse(system_of("2020-04-01", 2, "04-01", more, 20, "300", "4000", HOME("4", "")), of_all[i]);
  }
  refuse(system_of("2020-04-01", 2, "04-01", "", 20, "{'empirical': {'values': [1, 2]}}", "4000", HOME("4", "")),
         "atoms");
  refuse(system_of("2020-04-01", 9, "04-01", "", 20, "300", "4000", HOME("4", "")), "years");
  refuse(system_of("2020-04-01", 1, "04-01", "", 9000, "300", "4000", HOME("4", "")), "arrivals");
}
