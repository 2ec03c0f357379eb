/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Returns worked out by hand. Needs of a century leave nothing to chance once the initial children are known to stay
 * throughout, which children.in_need tells; replications in which one leaves are passed over.
 */
#include "scenario_run.h"

typedef struct figure {
  const char *metric;
  double years[3]; /* the financial years and the horizon */
} figure;

static void check_figures(const placement_plan *plan, const placement_workspace *workspace, const figure *figures,
                          size_t count)
{
  for (size_t i = 0; i < count; i++)
    for (size_t column = 0; column <= placement_plan_year_count(plan); column++) {
      char what[100];
      (void)snprintf(what, sizeof what, "%s, %s", figures[i].metric, placement_plan_column_label(plan, column));
      expect_exactly(value_of(plan, workspace, figures[i].metric, column), figures[i].years[column], what);
    }
}

/* Four children at 500 a night, fees 5% dearer from April 2026. Two beds open on day 76 (16 June 2025), one on day 353
 * (20 March 2026).
 *   External nights 2025-26: 4 x 76 + 2 x 277 + 1 x 12 = 870 at 500; 2026-27: 365 at 525.
 *   Notice of 28 nights: two in June, 2 x 28 x 500; one in March, 12 x 500 and, after the turn of the year, 16 x 525.
 *   Occupied nights of two-beds: 2 x 289 = 578 and 730; of one-bed: 12 and 365. At 300 a week: 24,771.43, 31,285.71. */
Test(by_hand, returns_and_notice)
{
  placement_plan *plan =
      plan_of("{'placement_scenario': 1, 'horizon': {'start': '2025-04-01', 'years': 2},"
              " 'prices': {'indices': {'fees': 0.05}}, 'external': {'notice_days': 28, 'index': 'fees'},"
              " 'groups': [{'id': 'g', 'arrivals_per_year': 0, 'initial': {'count': 4}, 'need_days': 36525,"
              "  'weekly_fee': 3500}],"
              " 'phases': [{'id': 'p', 'planned_opening': '2025-06-16'}, {'id': 'q', 'planned_opening': '2026-03-20'}],"
              " 'homes': [{'id': 'two-beds', 'phase': 'p', 'beds': 2, 'costs': ["
              "   {'amount': 300, 'per': 'week', 'for': 'occupied_bed'}, {'amount': 1000, 'per': 'admission'}]},"
              "  {'id': 'one-bed', 'phase': 'q', 'beds': 1}],"
              " 'policy': {'returns': {'after_nights': 0}}}");
  static const figure figures[] = {
      {"cost.external.standard", {435000, 191625, 626625}},
      {"cost.external.notice", {34000, 8400, 42400}},
      {"cost.external", {469000, 200025, 669025}},
      {"cost.in_house.occupancy", {26771.43, 31285.71, 58057.14}},
      {"cost.total", {495771.43, 231310.71, 727082.14}},
      {"children.external", {870.0 / 365, 1, 1235.0 / 730}},
      {"children.in_house", {590.0 / 365, 3, 1685.0 / 730}},
      {"beds.occupied@two-beds", {578, 730, 1308}},
      {"beds.occupied@one-bed", {12, 365, 377}},
      {"beds.open", {590, 1095, 1685}},
      {"beds.unmatched", {0, 0, 0}},
      {"beds.no_demand", {0, 0, 0}},
      {"returns", {3, 0, 3}},
      {"moves", {3, 0, 3}},
      {"placements", {3, 0, 3}},
      {"placed_external", {0, 0, 0}},
      {"arrivals", {0, 0, 0}},
      {"unit_cost.external", {3773.56, 3836.10, 3792.04}},
      {"occupancy", {1, 1, 1}},
  };
  placement_workspace *workspace = with_everyone_staying(plan, 4);
  check_figures(plan, workspace, figures, sizeof figures / sizeof *figures);
  placement_workspace_free(workspace);
  placement_plan_free(plan);
}

/* Notice beyond the horizon is not counted: a home opens with ten nights left. */
Test(by_hand, notice_at_the_end)
{
  placement_plan *plan =
      plan_of("{'placement_scenario': 1, 'horizon': {'start': '2025-04-01', 'years': 1},"
              " 'external': {'notice_days': 28},"
              " 'groups': [{'id': 'g', 'arrivals_per_year': 0, 'initial': {'count': 1}, 'need_days': 36525,"
              "  'weekly_fee': 3500}],"
              " 'phases': [{'id': 'p', 'planned_opening': '2026-03-22'}],"
              " 'homes': [{'id': 'h', 'phase': 'p', 'beds': 1}], 'policy': {'returns': {'after_nights': 0}}}");
  static const figure figures[] = {{"cost.external.standard", {177500, 177500, 0}},
                                   {"cost.external.notice", {5000, 5000, 0}},
                                   {"beds.occupied", {10, 10, 0}}};
  placement_workspace *workspace = with_everyone_staying(plan, 1);
  check_figures(plan, workspace, figures, sizeof figures / sizeof *figures);
  placement_workspace_free(workspace);
  placement_plan_free(plan);
}

/* Two children each of three groups. Those of low (300 a night) fit with nobody of low, those of high (600) with nobody
 * of high; those of far (1,000) are not suitable for a home nearby. On day 100 three beds open: the dearest first, one
 * of high, then one of low; nobody fits the third bed. On day 200 a single bed opens, for the other one of high, and
 * one bed for far alone, which nobody can use. Nights: low 2 x 100 + 265, high 2 x 100 + 100, far 730. Free beds: 265
 * unmatched, 165 without demand. */
Test(by_hand, compatibility_and_order)
{
  placement_plan *plan = plan_of(
      "{'placement_scenario': 1, 'horizon': {'start': '2025-04-01', 'years': 1},"
      " 'groups': [{'id': 'low', 'arrivals_per_year': 0, 'initial': {'count': 2}, 'need_days': 36525,"
      "   'weekly_fee': 2100},"
      "  {'id': 'far', 'arrivals_per_year': 0, 'initial': {'count': 2}, 'need_days': 36525, 'weekly_fee': 7000,"
      "   'local_suitability': 0},"
      "  {'id': 'high', 'arrivals_per_year': 0, 'initial': {'count': 2}, 'need_days': 36525, 'weekly_fee': 4200}],"
      " 'compatibility': {'pairs': [{'groups': ['low', 'low'], 'probability': 0},"
      "   {'groups': ['high', 'high'], 'probability': 0}]},"
      " 'phases': [{'id': 'p', 'planned_opening': '2025-07-10'}, {'id': 'q', 'planned_opening': '2025-10-18'}],"
      " 'homes': [{'id': 'three', 'phase': 'p', 'beds': 3},"
      "  {'id': 'for-far', 'phase': 'q', 'beds': 1, 'takes': ['planned'], 'groups': ['far']},"
      "  {'id': 'single', 'phase': 'q', 'beds': 1}],"
      " 'policy': {'returns': {'after_nights': 0, 'order': 'highest_fee'}}}");
  static const figure figures[] = {
      {"cost.external", {465 * 300 + 300 * 600 + 730 * 1000, 465 * 300 + 300 * 600 + 730 * 1000, 0}},
      {"children.external", {1495.0 / 365, 1495.0 / 365, 0}},
      {"beds.occupied@three", {530, 530, 0}},
      {"beds.unmatched@three", {265, 265, 0}},
      {"beds.occupied@single", {165, 165, 0}},
      {"beds.no_demand@for-far", {165, 165, 0}},
      {"beds.unmatched", {265, 265, 0}},
      {"beds.no_demand", {165, 165, 0}},
      {"returns", {3, 3, 0}},
  };
  placement_workspace *workspace = with_everyone_staying(plan, 6);
  check_figures(plan, workspace, figures, sizeof figures / sizeof *figures);
  placement_workspace_free(workspace);
  placement_plan_free(plan);
}

/* A bed becomes free and is made ready. One child, need 400 nights of which r remain, in a home from day 0 at once;
 * when it leaves on day r, turnaround takes 14 nights, then nobody is there to take the bed. */
Test(by_hand, turnaround)
{
  placement_plan *plan =
      plan_of("{'placement_scenario': 1, 'horizon': {'start': '2025-04-01', 'years': 1},"
              " 'groups': [{'id': 'g', 'arrivals_per_year': 0, 'initial': {'count': 1}, 'need_days': 400,"
              "  'weekly_fee': 3500}],"
              " 'phases': [{'id': 'p', 'planned_opening': '2025-01-01'}],"
              " 'homes': [{'id': 'h', 'phase': 'p', 'beds': 1, 'turnaround_days': 14}],"
              " 'policy': {'returns': {'after_nights': 0}}}");
  placement_workspace *workspace = workspace_of(plan);
  for (uint64_t i = 0; i < 200; i++) {
    replicate(plan, 2, i, workspace);
    double stay = round(365 * value_of(plan, workspace, "children.in_need", 0));
    double turnaround = fmin(14, 365 - stay);
    expect_exactly(value_of(plan, workspace, "beds.occupied", 0), stay, "occupied");
    expect_exactly(value_of(plan, workspace, "beds.turnaround", 0), turnaround, "turnaround");
    expect_exactly(value_of(plan, workspace, "beds.no_demand", 0), 365 - stay - turnaround, "no demand");
    expect_exactly(value_of(plan, workspace, "cost.external", 0), 0, "moves in on day 0");
  }
  placement_workspace_free(workspace);
  placement_plan_free(plan);
}

/* A child of 400 nights with r left has been placed for 400 - r. With returns after 300 nights it comes back on day
 * max(0, r - 100), if a bed is open, and pays four weeks' notice. In the meantime the bed is unmatched. */
Test(by_hand, returns_after_nights)
{
  placement_plan *plan =
      plan_of("{'placement_scenario': 1, 'horizon': {'start': '2025-04-01', 'years': 2},"
              " 'external': {'notice_days': 28},"
              " 'groups': [{'id': 'g', 'arrivals_per_year': 0, 'initial': {'count': 1}, 'need_days': 400,"
              "  'weekly_fee': 3500}],"
              " 'phases': [{'id': 'p', 'planned_opening': '2025-03-31'}],"
              " 'homes': [{'id': 'h', 'phase': 'p', 'beds': 1}],"
              " 'policy': {'returns': {'after_nights': 300}}}");
  placement_workspace *workspace = workspace_of(plan);
  double shortest = 400;
  double longest = 0;
  for (uint64_t i = 0; i < 200; i++) {
    replicate(plan, 3, i, workspace);
    double left = round(730 * value_of(plan, workspace, "children.in_need", 2));
    double external = fmax(0, left - 100);
    shortest = fmin(shortest, left);
    longest = fmax(longest, left);
    expect_exactly(value_of(plan, workspace, "beds.occupied", 2), left - external, "occupied");
    expect_exactly(value_of(plan, workspace, "beds.unmatched", 2), external, "unmatched");
    expect_exactly(value_of(plan, workspace, "cost.external.standard", 2), 500 * external, "fees");
    expect_exactly(value_of(plan, workspace, "cost.external.notice", 2), 28 * 500, "notice");
    expect_exactly(value_of(plan, workspace, "returns", 2), 1, "returns");
  }
  cr_expect(shortest < 20 && longest > 380, "remaining nights from %g to %g", shortest, longest);
  placement_workspace_free(workspace);
  placement_plan_free(plan);
}
