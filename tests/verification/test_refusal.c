/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A home refuses a child or not for good, each home for itself: of homes that always have a free bed and refuse a share
 * p of children, the share refused by all of n is p^n.
 */
#include "figures.h"

#define CHILDREN "'groups': [{'id': 'g', 'arrivals_per_year': [20, 0], 'need_days': 50, 'weekly_fee': 700}]"
#define HOME(id, more) "{'id': '" id "', 'phase': 'before', 'beds': 64, " more "}"

static void expect_share(placement_plan *plan, const char *metric, double expected)
{
  ratio r = ratio_of(plan, metric, "arrivals", 4000, 7);
  expect_near(ratio_mean(&r), ratio_se(&r), expected, metric);
  placement_plan_free(plan);
}

Test(refusal, share_placed_externally)
{
  expect_share(plan_of("{" START ", " CHILDREN ", 'phases': [" BEFORE "], 'homes': [" HOME("h", "'refusal': 0.3") "]}"),
               "placed_external", 0.3);
  expect_share(plan_of("{" START ", " CHILDREN ", 'phases': [" BEFORE
                       "], 'homes': [" HOME("h", "'refusal': 0.3") ", " HOME("i", "'refusal': 0.4") "]}"),
               "placed_external", 0.3 * 0.4);
  expect_share(plan_of("{" START ", " CHILDREN ", 'phases': [" BEFORE
                       "], 'homes': [" HOME("h", "'refusal': 0.3") ", " HOME("i", "'refusal': 0.4") "]}"),
               "beds.occupied@i", 50 * 0.3 * 0.6);
}

/* However often it is asked: a child refused on arrival does not return, and its bed is not unmatched for it. */
Test(refusal, for_good)
{
  placement_plan *plan = plan_of("{" START ", " CHILDREN ", 'phases': [" BEFORE "], 'homes': [" HOME(
      "h", "'refusal': 0.3") "], 'policy': {'returns': {'after_nights': 0}}}");
  placement_workspace *workspace = workspace_of(plan);
  for (uint64_t i = 0; i < 50; i++) {
    replicate(plan, 1, i, workspace);
    double refused = value_of(plan, workspace, "placed_external", 2);
    expect_exactly(figure_of(plan, workspace, "children.external", 2), 50 * refused, "nights of those refused");
    expect_exactly(value_of(plan, workspace, "returns", 2), 0, "returns");
    expect_exactly(value_of(plan, workspace, "beds.unmatched", 2), 0, "unmatched");
  }
  placement_workspace_free(workspace);
  placement_plan_free(plan);
}

/* A home that refuses everyone is as good as none; one that is open on day 0 keeps the child who lives there. */
Test(refusal, everyone)
{
  static const figure arrivals[] = {{"placed_external", {1}}, {"beds.occupied", {0}}};
  static const figure listed[] = {{"beds.occupied", {365, 365}}, {"children.external", {0, 0}}};
  expect_for_each_arrival(
      plan_of("{" START ", " CHILDREN ", 'phases': [" BEFORE "], 'homes': [" HOME("h", "'refusal': 1") "]}"), arrivals,
      COUNT(arrivals));
  expect_figures(plan_of("{" START ", 'groups': [{'id': 'g', 'arrivals_per_year': 0, 'need_days': 36525,"
                         "  'weekly_fee': 700, 'initial': {'children': [{'days_so_far': 5, 'place': 'h'}]}}],"
                         " 'phases': [" BEFORE "], 'homes': [" HOME("h", "'refusal': 1") "]}"),
                 listed, COUNT(listed));
}
