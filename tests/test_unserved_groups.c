/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How reports tell of groups that are taken only where a bed is free, against figures of the plan basis.
 */
#include "findings_cells.h"
#include "loaded_scenario.h"
#include "report/unserved_groups.h"

#include <placement/placement.h>

#include <math.h>

#define GROUP(id, more) "{'id': '" id "', 'arrivals_per_year': 20, 'need_days': 30, " more "}"
#define CHILDREN GROUP("children", "'weekly_fee': 4000")
#define BREAKS ", " GROUP("breaks", "'unserved': true")
#define RESPITE ", " GROUP("respite", "'unserved': true, 'unplanned_endings_per_year': {'in_house': 1, 'external': 0}")
#define SCENARIO(title, groups, more)                                                                                  \
  "{'placement_scenario': 1, 'title': '" title "', 'horizon': {'start': '2025-04-01', 'years': 2}, 'groups': [" groups \
  "]" more "}"
#define HOME                                                                                                           \
  ", 'phases': [{'id': 'p', 'planned_opening': '2025-04-01'}], 'homes': [{'id': 'h', 'phase': 'p', 'beds': 2, "        \
  "'costs': [{'amount': 400000, 'per': 'year'}]}]"

static placement_plan *plan_of(const char *text)
{
  placement_scenario *scenario = scenario_of(text);
  placement_plan *plan = NULL;
  cr_assert_eq(placement_plan_new(scenario, &plan, NULL), PLACEMENT_OK);
  placement_scenario_free(scenario);
  return plan;
}

static double planned(const placement_plan *plan, const char *metric, size_t column)
{
  placement_basis *basis = NULL;
  cr_assert_eq(placement_basis_new(plan, &basis, NULL), PLACEMENT_OK);
  double value = placement_basis_value(basis, placement_plan_metric_find(plan, metric), column);
  placement_basis_free(basis);
  return value;
}

Test(unserved_groups, names)
{
  placement_plan *none = plan_of(SCENARIO("", CHILDREN, "")), *one = plan_of(SCENARIO("", CHILDREN BREAKS, "")),
                 *two = plan_of(SCENARIO("", CHILDREN BREAKS RESPITE, ""));
  placement_plan *four = plan_of(SCENARIO(
      "", CHILDREN BREAKS RESPITE ", " GROUP("c", "'unserved': true") ", " GROUP("d", "'unserved': true"), ""));
  cr_expect_not(plm_has_unserved(none));
  cr_expect(plm_has_unserved(one));
  cr_expect_str_eq(plm_unserved_names(one).text, "breaks");
  cr_expect_str_eq(plm_unserved_names(two).text, "breaks and respite");
  cr_expect_str_eq(plm_unserved_names(four).text, "4 groups");
  cr_expect(plm_same_unserved(none, none));
  cr_expect(plm_same_unserved(two, two));
  cr_expect_not(plm_same_unserved(none, one));
  cr_expect_not(plm_same_unserved(two, one));
  cr_expect_not(plm_unserved_move(one));
  cr_expect(plm_unserved_move(two), "their placements break down");
  placement_plan_free(none);
  placement_plan_free(one);
  placement_plan_free(two);
  placement_plan_free(four);
}

/* The groups alone have the same children in need and the same arrivals. */
Test(unserved_groups, expected)
{
  placement_plan *plan = plan_of(SCENARIO("", CHILDREN BREAKS, ""));
  placement_plan *alone = plan_of(SCENARIO("", GROUP("children", "'weekly_fee': 1"), ""));
  for (size_t column = 0; column <= 2; column++) {
    cr_expect(fabs(plm_unserved_in_need(plan, column) - planned(alone, "children.in_need", column)) < 1e-12);
    cr_expect(fabs(plm_unserved_requests(plan, column) - planned(alone, "arrivals", column)) < 1e-9);
    cr_expect_eq(plm_unserved_in_need(alone, column), 0);
  }
  placement_plan_free(plan);
  placement_plan_free(alone);
}

static placement_findings *compared(const char *base, const char *alternative)
{
  placement_plan *plans[] = {plan_of(base), plan_of(alternative)};
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  placement_comparison *comparison = NULL;
  placement_findings *f = NULL;
  placement_comparison_result result = PLACEMENT_COMPARISON_RESULT_INIT;
  options.replications = 50;
  options.threads = 1;
  cr_assert_eq(placement_comparison_new(plans[0], plans[1], &options, &comparison, NULL), PLACEMENT_OK);
  result.base = plans[0];
  result.count = 1;
  result.alternatives = (const placement_plan *const[]){plans[1]};
  result.comparisons = (const placement_comparison *const[]){comparison};
  result.seed = options.seed;
  result.replications_requested = options.replications;
  cr_assert_eq(placement_comparison_findings(&result, 0, &f, NULL), PLACEMENT_OK);
  placement_comparison_free(comparison);
  placement_plan_free(plans[0]);
  placement_plan_free(plans[1]);
  return f;
}

/* Nothing that only one scenario offers is told as a difference for children, or as children without a place. */
Test(unserved_groups, compared_with_a_scenario_without)
{
  static const char requests[] = "requests that could not be met (breaks)";
  placement_findings *f = compared(SCENARIO("Now", CHILDREN, ""), SCENARIO("Homes", CHILDREN BREAKS, HOME));
  cr_expect(isnan(cell_of(f, "difference_events", requests, NULL, "base")));
  cr_expect_gt(cell_of(f, "difference_events", requests, NULL, "alternative"), 0);
  cr_expect(isnan(cell_of(f, "difference_events", requests, NULL, "difference")));
  cr_expect(isnan(cell_of(f, "difference_events", requests, NULL, "p90")));
  cr_expect_gt(cell_of(f, "difference_events", "placements begun", NULL, "alternative"),
               cell_of(f, "difference_events", "placements begun", NULL, "base"));
  cr_expect(isnan(cell_of(f, "difference_events", "placements begun", NULL, "difference")));
  cr_expect(!isnan(cell_of(f, "difference_events", "external for want of a bed", NULL, "difference")));
  cr_expect_not_null(strstr(placement_findings_sentence(f, 2), "live in local homes (breaks included)"));
  for (size_t row = 0; row < table_named(f, "difference_children").row_count; row++)
    cr_expect_null(strstr(placement_findings_text(f, find_table(f, "difference_children"), row, 0), "place,"));
  placement_findings_free(f);
}

Test(unserved_groups, compared_with_the_same)
{
  static const char requests[] = "requests that could not be met (breaks)";
  placement_findings *f = compared(SCENARIO("Now", CHILDREN BREAKS, ""), SCENARIO("Homes", CHILDREN BREAKS, HOME));
  cr_expect_lt(cell_of(f, "difference_events", requests, NULL, "difference"), 0);
  cr_expect(!isnan(cell_of(f, "difference_events", "placements begun", NULL, "difference")));
  cr_expect_null(strstr(placement_findings_sentence(f, 2), "breaks included"));
  placement_findings_free(f);
}
