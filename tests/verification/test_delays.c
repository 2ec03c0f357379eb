/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * When homes open: opening = max(planned opening + phase delay, last opening of the phase before + days) + registration
 * delay. Delays are floor(x + 1/2) days, so their probabilities are differences of the distribution function, and every
 * expectation below is a finite sum over days.
 */
#include "scenario_run.h"
#include "theory.h"

#define DAYS 1096     /* three years from 1 April 2025 */
#define LONGEST 2000  /* days that delays are summed to */
#define SHORTEST -200 /* and from */

#define HEAD                                                                                                           \
  "{'placement_scenario': 1, 'horizon': {'start': '2025-04-01', 'years': 3},"                                          \
  " 'groups': [{'id': 'g', 'arrivals_per_year': 0, 'need_days': 100, 'weekly_fee': 1}],"

static double probability_of(const law *l, int delay)
{
  return law_above(l, delay - 0.5) - law_above(l, delay + 0.5);
}

/* P(delay <= d). */
static double probability_up_to(const law *l, int delay)
{
  return 1 - law_above(l, delay + 0.5);
}

static double nights_open_from(int day)
{
  return day >= DAYS ? 0 : DAYS - (day > 0 ? day : 0);
}

static void check_open(const placement_plan *plan, const placement_summary *summary, const char *metric,
                       double expected)
{
  placement_statistics s = statistics_of(plan, summary, metric, placement_plan_year_count(plan));
  expect_near(s.mean, s.se, expected, metric);
}

/* Homes planned on day 0 and later are delayed, earlier or later; one planned before day 0 is not. */
Test(delays, uniform_delay)
{
  law delay = {UNIFORM, 180, 220};
  char text[LAW_TEXT];
  placement_plan *plan =
      plan_of(HEAD " 'phases': [{'id': 'before', 'planned_opening': '2025-03-31', 'delay_days': %s},"
                   "  {'id': 'on', 'planned_opening': '2025-04-01', 'delay_days': %s},"
                   "  {'id': 'after', 'planned_opening': '2025-07-01', 'delay_days': %s}],"
                   " 'homes': [{'id': 'a', 'phase': 'before', 'beds': 1}, {'id': 'b', 'phase': 'on', 'beds': 2},"
                   "  {'id': 'c', 'phase': 'after', 'beds': 3}, {'id': 'd', 'phase': 'after', 'beds': 1}]}",
              law_json(&delay, text), text, text);
  placement_summary *summary = run_of(plan, 100000, 1);
  placement_workspace *workspace = workspace_of(plan);
  double on = 0;
  double after = 0;
  for (int d = SHORTEST; d <= LONGEST; d++) {
    on += probability_of(&delay, d) * nights_open_from(d);
    after += probability_of(&delay, d) * nights_open_from(91 + d);
  }
  placement_statistics before = statistics_of(plan, summary, "beds.open@a", 3);
  cr_expect(before.min == DAYS && before.max == DAYS, "open before day 0");
  check_open(plan, summary, "beds.open@b", 2 * on);
  check_open(plan, summary, "beds.open@c", 3 * after);
  for (uint64_t i = 0; i < 50; i++) {
    replicate(plan, 1, i, workspace);
    cr_expect_eq(value_of(plan, workspace, "beds.open@c", 3), 3 * value_of(plan, workspace, "beds.open@d", 3),
                 "homes of one phase share its delay");
  }
  placement_workspace_free(workspace);
  placement_summary_free(summary);
  placement_plan_free(plan);
}

Test(delays, registration)
{
  law delay = {UNIFORM, 60, 90};
  law registration = {EXPONENTIAL, 120, 0};
  char of_phase[LAW_TEXT];
  char of_home[LAW_TEXT];
  placement_plan *plan =
      plan_of(HEAD " 'phases': [{'id': 'p', 'planned_opening': '2025-10-01', 'delay_days': %s}],"
                   " 'homes': [{'id': 'a', 'phase': 'p', 'beds': 2,"
                   "   'registration': {'delay_days': %s, 'declined': 0.3}},"
                   "  {'id': 'b', 'phase': 'p', 'beds': 2, 'registration': {'declined': 1}},"
                   "  {'id': 'c', 'phase': 'p', 'beds': 1, 'registration': {'declined': 0, 'delay_days': -10}}]}",
              law_json(&delay, of_phase), law_json(&registration, of_home));
  placement_summary *summary = run_of(plan, 100000, 2);
  placement_workspace *workspace = workspace_of(plan);
  double mean = 0;
  double early = 0;
  double within = 0; /* P(it would open within the horizon) */
  for (int d = SHORTEST; d <= LONGEST; d++) {
    early += probability_of(&delay, d) * nights_open_from(183 + d - 10);
    for (int r = 0; probability_of(&delay, d) > 0 && r <= LONGEST; r++) {
      double p = probability_of(&delay, d) * probability_of(&registration, r);
      mean += 0.7 * p * nights_open_from(183 + d + r);
      within += 183 + d + r < DAYS ? p : 0;
    }
  }
  check_open(plan, summary, "beds.open@a", 2 * mean);
  check_open(plan, summary, "beds.open@c", early);
  cr_expect_eq(statistics_of(plan, summary, "beds.open@b", 3).max, 0, "declined for certain");
  double opened = 0;
  double n = (double)scaled(100000);
  for (uint64_t i = 0; i < scaled(100000); i++) {
    replicate(plan, 2, i, workspace);
    opened += value_of(plan, workspace, "beds.open@a", 3) > 0;
  }
  expect_near(opened / n, sqrt(0.7 * within * (1 - 0.7 * within) / n), 0.7 * within, "share that opens");
  placement_workspace_free(workspace);
  placement_summary_free(summary);
  placement_plan_free(plan);
}

/* The second phase waits for the last home of the first to open; a home that never opens is ignored, and so is the
 * first phase if none does. */
Test(delays, after)
{
  static const double declined[2] = {0.4, 0.2};
  law first = {UNIFORM, 20, 30};
  law second = {UNIFORM, 40, 50};
  law registration[2] = {{UNIFORM, 60, 50}, {EXPONENTIAL, 80, 0}};
  char text[4][LAW_TEXT];
  placement_plan *plan =
      plan_of(HEAD " 'phases': [{'id': 'first', 'planned_opening': '2025-06-01', 'delay_days': %s},"
                   "  {'id': 'second', 'planned_opening': '2025-09-01', 'delay_days': %s,"
                   "   'after': {'phase': 'first', 'days': 60}}],"
                   " 'homes': [{'id': 'c', 'phase': 'second', 'beds': 2, 'registration': {'delay_days': 7}},"
                   "  {'id': 'a', 'phase': 'first', 'beds': 1, 'registration': {'delay_days': %s, 'declined': 0.4}},"
                   "  {'id': 'b', 'phase': 'first', 'beds': 1, 'registration': {'delay_days': %s, 'declined': 0.2}}]}",
              law_json(&first, text[0]), law_json(&second, text[1]), law_json(&registration[0], text[2]),
              law_json(&registration[1], text[3]));
  placement_summary *summary = run_of(plan, 100000, 3);
  double expected = 0;
  /* The day 60 after the last opening is at most x with the probability `last`; both must be at most x for the second
   * phase to be ready by x. */
  double ready_before = 0;
  for (int x = SHORTEST; x <= LONGEST; x++) {
    double last = 0;
    for (int d = -10; d <= 50; d++) {
      double none_later = 1;
      for (int h = 0; h < 2; h++)
        none_later *= declined[h] + (1 - declined[h]) * probability_up_to(&registration[h], x - 60 - 61 - d);
      last += probability_of(&first, d) * none_later;
    }
    double ready = last * probability_up_to(&second, x - 153);
    expected += 2 * (ready - ready_before) * nights_open_from(x + 7);
    ready_before = ready;
  }
  cr_expect_gt(ready_before, 1 - 1e-9, "the sum over days is complete");
  check_open(plan, summary, "beds.open@c", expected);
  placement_summary_free(summary);
  placement_plan_free(plan);
}

/* A slip comes on top of the delay, in every replication: the phase that waits moves with it, one planned before day 0
 * does not. What the lines date from the planned opening stays. */
Test(delays, slip)
{
  static const char *const phases =
      HEAD " 'phases': [{'id': 'before', 'planned_opening': '2025-03-31', 'slip_days': 40},"
           "  {'id': 'first', 'planned_opening': '2025-06-01', 'delay_days': {'uniform': {'min': 0, 'max': 90}},"
           "   'slip_days': %d},"
           "  {'id': 'second', 'planned_opening': '2025-06-01', 'after': {'phase': 'first', 'days': 60},"
           "   'slip_days': %d}],"
           " 'homes': [{'id': 'a', 'phase': 'before', 'beds': 1}, {'id': 'b', 'phase': 'first', 'beds': 2, 'costs':"
           "   [{'amount': 700, 'per': 'week', 'from': {'event': 'planned_opening'}, 'until': {'event': 'opening'}}]},"
           "  {'id': 'c', 'phase': 'second', 'beds': 1}]}";
  placement_plan *plan = plan_of(phases, 0, 0);
  placement_plan *slipped = plan_of(phases, 31, 10);
  placement_workspace *of_plan = workspace_of(plan);
  placement_workspace *of_slipped = workspace_of(slipped);
  for (uint64_t i = 0; i < 50; i++) {
    replicate(plan, 1, i, of_plan);
    replicate(slipped, 1, i, of_slipped);
    cr_expect_eq(value_of(slipped, of_slipped, "beds.open@a", 3), DAYS);
    cr_expect_eq(value_of(slipped, of_slipped, "beds.open@b", 3), value_of(plan, of_plan, "beds.open@b", 3) - 2 * 31);
    cr_expect_eq(value_of(slipped, of_slipped, "beds.open@c", 3), value_of(plan, of_plan, "beds.open@c", 3) - 31);
    cr_expect_float_eq(value_of(slipped, of_slipped, "cost.in_house.fixed", 3),
                       value_of(plan, of_plan, "cost.in_house.fixed", 3) + 3100, 1e-6);
  }
  placement_workspace_free(of_plan);
  placement_workspace_free(of_slipped);
  placement_plan_free(plan);
  placement_plan_free(slipped);
}
