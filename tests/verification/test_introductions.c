/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Introductions of 14 nights: the bed is held from the match, and notice is served then.
 */
#include "figures.h"

static placement_plan *one_child(const char *opening, int notice, int need)
{
  return plan_of("{" START ", 'external': {'notice_days': %d},"
                 " 'groups': [{'id': 'g', 'arrivals_per_year': 0, 'need_days': %d, 'weekly_fee': 700,"
                 "  'initial': {'children': [{'days_so_far': 0}]}}],"
                 " 'phases': [{'id': 'p', 'planned_opening': '%s'}],"
                 " 'homes': [{'id': 'h', 'phase': 'p', 'beds': 1, 'introduction_days': 14}],"
                 " 'policy': {'returns': {'after_nights': 0}}}",
                 notice, need, opening);
}

/* A home opens on day 20; the child moves in on day 34. */
Test(introductions, returns)
{
  for (int notice = 0; notice <= 42; notice += 14) {
    const figure figures[] = {{"beds.held", {14, 0}},
                              {"beds.occupied", {331, 365}},
                              {"children.external", {34, 0}},
                              {"cost.external.standard", {3400, 0}},
                              {"cost.external.notice", {notice > 14 ? 100 * (notice - 14) : 0, 0}},
                              {"returns", {1, 0}},
                              {"placements", {1, 0}},
                              {"moves", {1, 0}}};
    expect_figures(one_child("2025-04-21", notice, 36525), figures, COUNT(figures));
  }
}

/* Matched on day 360, moved in on day 374: a return of the second year. */
Test(introductions, counted_on_moving_in)
{
  static const figure figures[] = {
      {"beds.held", {5, 9}}, {"beds.occupied", {0, 356}}, {"returns", {0, 1}}, {"cost.external.notice", {0, 1400}}};
  expect_figures(one_child("2026-03-27", 28, 36525), figures, COUNT(figures));
}

/* Need ends 5 nights after the match: the bed is free at once, nobody returned and there is no notice. */
Test(introductions, need_ends)
{
  static const figure figures[] = {
      {"beds.held", {5, 0}},          {"beds.occupied", {0, 0}}, {"beds.no_demand", {340, 365}},
      {"children.external", {25, 0}}, {"returns", {0, 0}},       {"cost.external.notice", {0, 0}},
      {"placements", {0, 0}}};
  expect_figures(one_child("2025-04-21", 28, 25), figures, COUNT(figures));
}

/* The home closes 10 nights after the match: the placement goes on, and its notice is not due. */
Test(introductions, home_closes)
{
  static const figure figures[] = {{"beds.held", {10, 0}},
                                   {"beds.occupied", {0, 0}},
                                   {"beds.open", {10, 0}},
                                   {"children.external", {365, 365}},
                                   {"cost.external.notice", {0, 0}},
                                   {"placed_external", {0, 0}},
                                   {"placements", {0, 0}}};
  expect_figures(plan_of("{" START ", 'external': {'notice_days': 28},"
                         " 'groups': [{'id': 'g', 'arrivals_per_year': 0, 'need_days': 36525, 'weekly_fee': 700,"
                         "  'initial': {'children': [{'days_so_far': 0}]}}],"
                         " 'phases': [{'id': 'p', 'planned_opening': '2025-04-21'}],"
                         " 'homes': [{'id': 'h', 'phase': 'p', 'beds': 1, 'introduction_days': 14,"
                         "  'closes': '2025-05-01'}], 'policy': {'returns': {'after_nights': 0}}}"),
                 figures, COUNT(figures));
}

/* Children who arrive are bridged: a placement, but not for want of a bed, and without notice. Needs of 50, and of 10,
 * which end before the introduction. */
Test(introductions, bridging)
{
  for (int days = 10; days <= 50; days += 40) {
    const int bridged = days < 14 ? days : 14;
    const figure figures[] = {{"beds.held", {bridged}},
                              {"beds.occupied", {days - bridged}},
                              {"children.external", {bridged}},
                              {"cost.external", {100 * bridged}},
                              {"placements", {days > 14 ? 2 : 1}},
                              {"moves", {days > 14 ? 1 : 0}},
                              {"placed_external", {0}},
                              {"returns", {0}}};
    expect_for_each_arrival(
        plan_of("{" START ", 'external': {'notice_days': 28},"
                " 'groups': [{'id': 'g', 'arrivals_per_year': [20, 0], 'need_days': %d, 'weekly_fee': 700}],"
                " 'phases': [" BEFORE "],"
                " 'homes': [{'id': 'h', 'phase': 'before', 'beds': 64, 'introduction_days': 14}],"
                " 'policy': {'returns': {'after_nights': 0}}}",
                days),
        figures, COUNT(figures));
  }
}

/* Nights of a placement until its breakdown, and no more than `most`: P(B >= n) = exp(-h (n - 1/2)) from n = 2 on. */
static double mean_until_breakdown(double per_year, int most)
{
  double sum = 1;
  for (int n = 2; n <= most; n++)
    sum += exp(-per_year / 365.25 * (n - 0.5));
  return sum;
}

/* A bridging placement that breaks down in the introduction: the child moves in that day, without notice. One on the
 * day on which the introduction ends counts as well. */
Test(introductions, bridging_breaks_down)
{
  placement_plan *plan = plan_of("{" START ", 'external': {'notice_days': 28},"
                                 " 'groups': [{'id': 'g', 'arrivals_per_year': [20, 0], 'need_days': 50,"
                                 "  'weekly_fee': 700, 'unplanned_endings_per_year': {'external': 24}}],"
                                 " 'phases': [" BEFORE "],"
                                 " 'homes': [{'id': 'h', 'phase': 'before', 'beds': 64, 'introduction_days': 14}],"
                                 " 'policy': {'returns': {'after_nights': 0}}}");
  ratio held = ratio_of(plan, "beds.held", "arrivals", 2000, 51);
  ratio endings = ratio_of(plan, "unplanned_endings", "arrivals", 2000, 52);
  placement_workspace *workspace = workspace_of(plan);
  expect_near(ratio_mean(&held), ratio_se(&held), mean_until_breakdown(24, 14), "nights until moving in");
  expect_near(ratio_mean(&endings), ratio_se(&endings), 1 - exp(-24 / 365.25 * 14.5), "unplanned endings");
  for (uint64_t i = 0; i < 20; i++) {
    replicate(plan, 1, i, workspace);
    double arrivals = value_of(plan, workspace, "arrivals", 2), nights = value_of(plan, workspace, "beds.held", 2);
    expect_exactly(value_of(plan, workspace, "beds.occupied", 2), 50 * arrivals - nights, "occupied from then on");
    expect_exactly(value_of(plan, workspace, "cost.external", 2), 100 * nights, "paid until then");
    expect_exactly(value_of(plan, workspace, "placements", 2), 2 * arrivals, "placements");
    expect_exactly(value_of(plan, workspace, "moves", 2), arrivals, "moves");
    expect_exactly(value_of(plan, workspace, "placed_external", 2), 0, "nobody for want of a bed");
    expect_exactly(value_of(plan, workspace, "returns", 2), 0, "returns");
  }
  placement_workspace_free(workspace);
  placement_plan_free(plan);
}

/* The old placement of a child who returns breaks down in the introduction: it moves in that day, without notice, and
 * that is no return. */
Test(introductions, old_placement_breaks_down)
{
  placement_plan *plan = plan_of("{" START ", 'external': {'notice_days': 28},"
                                 " 'groups': [{'id': 'g', 'arrivals_per_year': 0, 'need_days': 36525,"
                                 "  'weekly_fee': 700, 'initial': {'children': [{'days_so_far': 90}]},"
                                 "  'unplanned_endings_per_year': {'external': 24}}],"
                                 " 'phases': [" BEFORE "],"
                                 " 'homes': [{'id': 'h', 'phase': 'before', 'beds': 1, 'introduction_days': 14}],"
                                 " 'policy': {'returns': {'after_nights': 0}}}");
  placement_workspace *workspace = workspace_of(plan);
  ratio held = ratio_of(plan, "beds.held", "moves", 4000, 53);
  int broken = 0;
  expect_near(ratio_mean(&held), ratio_se(&held), mean_until_breakdown(24, 14), "nights until moving in");
  for (uint64_t i = 0; i < 100; i++) {
    replicate(plan, 1, i, workspace);
    double nights = value_of(plan, workspace, "beds.held", 2),
           endings = value_of(plan, workspace, "unplanned_endings", 2);
    broken += endings > 0;
    cr_expect(endings > 0 ? nights <= 14 : nights == 14, "held for %g nights", nights);
    expect_exactly(figure_of(plan, workspace, "children.external", 2), nights, "external until then");
    expect_exactly(value_of(plan, workspace, "beds.occupied", 2), 730 - nights, "occupied from then on");
    expect_exactly(value_of(plan, workspace, "returns", 2), 1 - endings, "returns");
    expect_exactly(value_of(plan, workspace, "cost.external.notice", 2), endings > 0 ? 0 : 1400, "notice");
    expect_exactly(value_of(plan, workspace, "placements", 2), 1, "placements");
  }
  cr_expect(broken > 20 && broken < 80, "found %d", broken);
  placement_workspace_free(workspace);
  placement_plan_free(plan);
}

/* A child is matched on day 0, and the home suspended for 400 nights within the introduction of 14: in nearly every
 * replication from day 1, before any placement can break down. The child waits, and moves in on day 401, when the
 * suspension ends; placements that break down until then are followed by others, not for want of a bed. */
Test(introductions, waits_for_the_end_of_a_suspension)
{
  for (int endings = 0; endings <= 100; endings += 100) {
    placement_plan *plan =
        plan_of("{" START ", 'external': {'notice_days': 28},"
                " 'groups': [{'id': 'g', 'arrivals_per_year': 0, 'need_days': 36525, 'weekly_fee': 700,"
                "  'initial': {'children': [{'days_so_far': 90}]}, 'unplanned_endings_per_year': {'external': %d}}],"
                " 'phases': [{'id': 'p', 'planned_opening': '2025-04-01'}],"
                " 'homes': [{'id': 'h', 'phase': 'p', 'beds': 2, 'introduction_days': 14,"
                "  'suspension': {'per_year': 1000, 'days': 400}}], 'policy': {'returns': {'after_nights': 0}}}",
                endings);
    placement_workspace *workspace = workspace_of(plan);
    const double waits = 401;
    int seen = 0;
    for (uint64_t i = 0; i < 50; i++) {
      replicate(plan, 1, i, workspace);
      double ended = value_of(plan, workspace, "unplanned_endings", 2);
      if (value_of(plan, workspace, "beds.suspended", 0) != 364) /* of the other bed */
        continue;
      seen++;
      expect_exactly(value_of(plan, workspace, "beds.held", 2), waits, "held");
      expect_exactly(value_of(plan, workspace, "beds.occupied", 2), 730 - waits, "occupied from then on");
      expect_exactly(figure_of(plan, workspace, "children.external", 2), waits, "external until then");
      expect_exactly(value_of(plan, workspace, "cost.external", 2), 100 * waits, "paid until then, without notice");
      expect_exactly(value_of(plan, workspace, "placed_external", 2), 0, "nobody for want of a bed");
      expect_exactly(value_of(plan, workspace, "returns", 1), ended > 0 ? 0 : 1, "a return in the second year");
      /* One begins for each that ended, the last of them in the home; if none ended that day, one more. */
      double begun = value_of(plan, workspace, "placements", 2) - ended;
      cr_expect(begun == 1 || (begun == 0 && endings > 0), "%g placements more than endings", begun);
      cr_expect(endings > 0 ? ended > 50 : ended == 0, "%g endings", ended);
    }
    cr_expect_gt(seen, 40);
    placement_workspace_free(workspace);
    placement_plan_free(plan);
  }
}
