/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Common random numbers: the same children with the same lives arrive in every option, so what an option does not touch
 * differs by exactly nothing in any replication.
 */
#include "scenario_run.h"

#define HEAD                                                                                                           \
  "{'placement_scenario': 1, 'horizon': {'start': '2025-04-01', 'years': 3},"                                          \
  " 'external': {'notice_days': 14},"                                                                                  \
  " 'policy': {'returns': {'after_nights': 30}}, 'compatibility': {'default': 0.7},"

#define GROUP_A                                                                                                        \
  "{'id': 'a', 'arrivals_per_year': 12, 'initial': {'count': 6}, 'local_suitability': 0.7,"                            \
  " 'need_days': {'lognormal': {'mean': 400, 'cv': 1}}, 'weekly_fee': {'lognormal': {'mean': 4434, 'cv': 0.4}}}"
#define GROUP_B                                                                                                        \
  "{'id': 'b', 'arrivals_per_year': 8, 'initial': {'count': 3}, 'need_days': {'exponential': {'mean': 200}},"          \
  " 'weekly_fee': {'gamma': {'mean': 5000, 'cv': 0.5}}}"
#define GROUP_C                                                                                                        \
  "{'id': 'c', 'arrivals_per_year': 4, 'need_days': {'weibull': {'mean': 300, 'shape': 2}}, 'weekly_fee': 9000}"

#define PHASES                                                                                                         \
  "'phases': [{'id': 'p', 'planned_opening': '2025-07-01', 'delay_days': {'uniform': {'min': 0, 'max': 200}}},"        \
  " {'id': 'late', 'planned_opening': '2028-03-31', 'delay_days': 1},"                                                 \
  " {'id': 'other', 'planned_opening': '2025-06-01', 'delay_days': {'exponential': {'mean': 60}}}]"
#define HOME_ONE                                                                                                       \
  "{'id': 'one', 'phase': 'p', 'beds': 3, 'groups': ['a', 'c'], 'turnaround_days': 7,"                                 \
  " 'registration': {'delay_days': {'uniform': {'min': 0, 'max': 90}}, 'declined': 0.2},"                              \
  " 'costs': [{'amount': 520000, 'per': 'year'}, {'amount': 300, 'per': 'week', 'for': 'occupied_bed'}]}"
#define HOME_FOR_B "{'id': 'for-b', 'phase': 'other', 'beds': 2, 'groups': ['b']}"
#define HOME_NEVER "{'id': 'never', 'phase': 'late', 'beds': 5}"
#define HOME_DECLINED "{'id': 'declined', 'phase': 'other', 'beds': 5, 'registration': {'declined': 1}}"

#define GROUPS " 'groups': [" GROUP_A "," GROUP_B "," GROUP_C "], " PHASES ", "

/* The metrics named have the same bits under both plans in every replication, or are defined in neither. Returns how
 * many values were compared. */
static size_t expect_same(const placement_plan *a, const placement_plan *b, const char *const *of, size_t count)
{
  placement_workspace *in_a = workspace_of(a);
  placement_workspace *in_b = workspace_of(b);
  size_t compared = 0;
  for (uint64_t i = 0; i < scaled(1000); i++) {
    replicate(a, 7, i, in_a);
    replicate(b, 7, i, in_b);
    for (size_t m = 0; m < count; m++)
      for (size_t column = 0; column <= placement_plan_year_count(a); column++) {
        double x = value_of(a, in_a, of[m], column);
        double y = value_of(b, in_b, of[m], column);
        cr_expect(memcmp(&x, &y, sizeof x) == 0 || (isnan(x) && isnan(y)),
                  "replication %d: %s in column %d is %.10g and %.10g", (int)i, of[m], (int)column, x, y);
        compared++;
      }
  }
  placement_workspace_free(in_a);
  placement_workspace_free(in_b);
  return compared;
}

/* All metrics of the plan. */
static void expect_all_same(const placement_plan *a, const placement_plan *b)
{
  enum { MOST = 200 };
  const char *names[MOST];
  size_t count = placement_plan_metric_count(a);
  cr_assert_leq(count, MOST);
  for (size_t m = 0; m < count; m++)
    names[m] = placement_plan_metric_name(a, m);
  cr_expect_gt(expect_same(a, b, names, count), 1000);
}

Test(common_numbers, equal_scenarios)
{
  placement_plan *a = plan_of(HEAD GROUPS "'homes': [" HOME_ONE "]}");
  placement_plan *b = plan_of(HEAD "'title': 'The same', " GROUPS "'homes': [" HOME_ONE "]}");
  expect_all_same(a, b);
  placement_plan_free(a);
  placement_plan_free(b);
}

/* A home for another group changes nothing for this home, nor who comes and for how long. */
Test(common_numbers, home_for_another_group)
{
  static const char *const metrics[] = {
      "beds.open@one", "beds.occupied@one",   "beds.turnaround@one", "beds.unmatched@one", "beds.no_demand@one",
      "occupancy@one", "cost.in_house.fixed", "cost.in_house",       "arrivals",           "children.in_need"};
  placement_plan *a = plan_of(HEAD GROUPS "'homes': [" HOME_ONE "]}");
  placement_plan *b = plan_of(HEAD GROUPS "'homes': [" HOME_FOR_B ", " HOME_ONE "]}");
  cr_expect_gt(expect_same(a, b, metrics, sizeof metrics / sizeof *metrics), 1000);
  placement_plan_free(a);
  placement_plan_free(b);
}

/* Nor does a home that never opens, or not within the horizon, change anything at all. */
Test(common_numbers, home_that_never_opens)
{
  placement_plan *a = plan_of(HEAD GROUPS "'homes': [" HOME_ONE "]}");
  placement_plan *b = plan_of(HEAD GROUPS "'homes': [" HOME_NEVER ", " HOME_DECLINED ", " HOME_ONE "]}");
  expect_all_same(a, b);
  placement_plan_free(a);
  placement_plan_free(b);
}

/* A group without children changes nothing, and none of another's lives. */
Test(common_numbers, group_without_children)
{
  placement_plan *a = plan_of(HEAD GROUPS "'homes': [" HOME_ONE "]}");
  placement_plan *b =
      plan_of(HEAD "'groups': [{'id': 'nobody', 'arrivals_per_year': 0, 'need_days': 9, 'weekly_fee': 1}," GROUP_A
                   "," GROUP_B "," GROUP_C "], " PHASES ", 'homes': [" HOME_ONE "]}");
  expect_all_same(a, b);
  placement_plan_free(a);
  placement_plan_free(b);
}

/* Without homes there are no ties, so the order of the groups in the file cannot matter. */
Test(common_numbers, order_of_groups)
{
  placement_plan *a = plan_of(HEAD "'groups': [" GROUP_A "," GROUP_B "," GROUP_C "]}");
  placement_plan *b = plan_of(HEAD "'groups': [" GROUP_C "," GROUP_A "," GROUP_B "]}");
  expect_all_same(a, b);
  placement_plan_free(a);
  placement_plan_free(b);
}

/* Neither does the order of homes of which each takes one group, or of phases. */
Test(common_numbers, order_of_homes)
{
  static const char *const metrics[] = {
      "cost.total",         "cost.external",        "cost.in_house", "beds.occupied@one", "beds.occupied@for-b",
      "beds.unmatched@one", "beds.unmatched@for-b", "returns",       "placed_external"};
  placement_plan *a = plan_of(HEAD GROUPS "'homes': [" HOME_ONE ", " HOME_FOR_B "]}");
  placement_plan *b = plan_of(HEAD GROUPS "'homes': [" HOME_FOR_B ", " HOME_ONE "]}");
  cr_expect_gt(expect_same(a, b, metrics, sizeof metrics / sizeof *metrics), 1000);
  placement_plan_free(a);
  placement_plan_free(b);
}

/* Another seed or another replication is another world. */
Test(common_numbers, other_worlds)
{
  placement_plan *plan = plan_of(HEAD GROUPS "'homes': [" HOME_ONE "]}");
  placement_workspace *a = workspace_of(plan);
  placement_workspace *b = workspace_of(plan);
  int same = 0;
  for (uint64_t i = 0; i < 50; i++) {
    replicate(plan, 7, i, a);
    replicate(plan, 8, i, b);
    same += value_of(plan, a, "cost.total", 3) == value_of(plan, b, "cost.total", 3);
    replicate(plan, 7, i + 1, b);
    same += value_of(plan, a, "cost.total", 3) == value_of(plan, b, "cost.total", 3);
  }
  cr_expect_eq(same, 0);
  placement_workspace_free(a);
  placement_workspace_free(b);
  placement_plan_free(plan);
}
