/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Control variates: that their means are 0, in every kind of scenario; that adjusted sums add up; that intervals around
 * adjusted means hold what they promise; and what is won.
 */
#include "model/model.h"
#include "plan/controls.h"
#include "plan/expected_need.h"
#include "scenario_run.h"

#define SCENARIO(groups, more)                                                                                         \
  "{'placement_scenario': 1, 'horizon': {'start': '2020-04-01', 'years': 3}, 'groups': [" groups "]" more "}"
#define GROUP(id, arrivals, need, fee, more)                                                                           \
  "{'id': '" id "', 'arrivals_per_year': " arrivals ", 'need_days': " need ", 'weekly_fee': " fee more "}"
#define LOGNORMAL "{'lognormal': {'mean': 300, 'cv': 1}}"
#define FEE "{'lognormal': {'mean': 4434, 'cv': 0.4}}"
#define HOME(beds, more)                                                                                               \
  ", 'phases': [{'id': 'p', 'planned_opening': '2019-03-31'}], 'homes': [{'id': 'h', 'phase': 'p', 'beds': " beds more \
  "}]"
#define LOSS_SYSTEM SCENARIO(GROUP("core", "45", LOGNORMAL, FEE, ""), HOME("14", ""))

/* Everything that moves children, and children of every kind. */
#define COURSES                                                                                                        \
  SCENARIO(GROUP("core", "25", LOGNORMAL, FEE,                                                                         \
                 ", 'initial': {'count': 9}, 'emergency_share': 0.3, 'emergency_days': 20, 'emergency_fee': "          \
                 "{'lognormal': {'mean': 7000, 'cv': 0.5}}, 'local_suitability': 0.8, 'unplanned_endings_per_year': "  \
                 "{'external': 1.5, 'in_house': 0.7}") "," GROUP("listed", "6",                                        \
                                                                 "{'weibull': {'mean': 400, 'shape': 1.5}}",           \
                                                                 "{'gamma': {'mean': 5200, 'cv': 0.3}}",               \
                                                                 ", 'initial': {'children': [{'days_so_far': 100}, "   \
                                                                 "{'days_so_far': 7, 'weekly_fee': 9000}]}, "          \
                                                                 "'age_at_entry': {'uniform': {'min': 10, 'max': "     \
                                                                 "17}}, 'until_age': 18, 'seasonality': "              \
                                                                 "[1,1,1,3,1,1,1,1,1,1,1,2]"),                         \
           HOME("6", ", 'introduction_days': 9") ", 'prices': {'indices': {'fees': 0.05}}, 'external': "               \
                                                 "{'index': 'fees', 'minimum_nights': 30, 'notice_days': 28, "         \
                                                 "'enhancement': {'per_year': 2, 'weekly_amount': 400, 'max': 2}}, "   \
                                                 "'policy': {'returns': {'after_nights': 40, 'order': '%s'}}")

#define UNCERTAIN                                                                                                      \
  SCENARIO(                                                                                                            \
      GROUP("core", "30", LOGNORMAL, FEE, "") "," GROUP("other", "10", LOGNORMAL, FEE, ", 'initial': {'count': 4}"),   \
      HOME("8", "") ", 'uncertain': [{'input': '/groups/0/arrivals_per_year', 'as': 'factor', 'distribution': "        \
                    "{'pert': {'min': 0.5, 'mode': 1, 'max': 2}}}, {'input': '/groups/1/need_days', 'as': "            \
                    "'factor', 'distribution': {'uniform': {'min': 0.5, 'max': 1.5}}}, {'input': "                     \
                    "'/groups/0/weekly_fee', 'as': 'factor', 'distribution': {'uniform': {'min': 0.7, 'max': "         \
                    "1.2}}}]")

static void expect_no_mean(placement_plan *plan, uint64_t replications, const char *what)
{
  static const char *const names[] = {"nights 0", "nights 1", "nights 2", "fees 0",  "fees 1",
                                      "fees 2",   "arrivals", "input 0",  "input 1", "input 2"};
  const uint64_t n = scaled(replications);
  placement_workspace *workspace = workspace_of(plan);
  double sums[PLM_CONTROLS_MOST] = {0}, squares[PLM_CONTROLS_MOST] = {0};
  cr_assert_leq(plan->control_count, sizeof names / sizeof *names);
  for (uint64_t i = 0; i < n; i++) {
    replicate(plan, 11, i, workspace);
    const int64_t *controls = &plm_workspace_outcome(workspace)[plm_control_cell(plan)];
    for (size_t k = 0; k < plan->control_count; k++) {
      sums[k] += (double)controls[k];
      squares[k] += (double)controls[k] * (double)controls[k];
    }
  }
  for (size_t k = 0; k < plan->control_count; k++) {
    char text[128];
    (void)snprintf(text, sizeof text, "%s: %s", what, names[k]);
    cr_expect(squares[k] > 0, "%s never varies", text);
    expect_near(sums[k] / (double)n, sqrt(squares[k]) / (double)n, 0, text);
  }
  placement_workspace_free(workspace);
  placement_plan_free(plan);
}

Test(controls, have_no_mean)
{
  expect_no_mean(plan_of(LOSS_SYSTEM), 40000, "loss system");
  expect_no_mean(plan_of(COURSES, "longest"), 20000, "children on many courses");
  expect_no_mean(plan_of(COURSES, "arrival"), 20000, "returns by arrival");
  expect_no_mean(plan_of(COURSES, "highest_fee"), 40000, "returns by fee");
  expect_no_mean(plan_of(UNCERTAIN), 20000, "uncertain inputs");
}

/* Where children return by highest fee, dear placements are shorter: with all their nights fees would have a mean. */
Test(controls, need_not_heed_fees_that_decide)
{
  placement_plan *plan = plan_of(COURSES, "highest_fee");
  const size_t total = placement_plan_year_count(plan);
  placement_summary *by_fee = run_of(plan, 4000, 3);
  placement_plan *other = plan_of(COURSES, "longest");
  placement_summary *by_time = run_of(other, 4000, 3);
  placement_statistics a = statistics_of(plan, by_fee, "unit_cost.external", total);
  placement_statistics b = statistics_of(other, by_time, "unit_cost.external", total);
  cr_expect(a.mean < b.mean - 10 * b.se, "the dear ones do not return first: %g, %g", a.mean, b.mean);
  placement_summary_free(by_fee);
  placement_summary_free(by_time);
  placement_plan_free(plan);
  placement_plan_free(other);
}

/* Of needs of d nights, each is met in full unless it begins in the last d - 1 days. */
Test(controls, expect_what_constant_needs_come_to)
{
  placement_plan *plan = plan_of(SCENARIO(GROUP("core", "365.25", "10", FEE, ""), ""));
  double days = plan->calendar.days;
  expect_close(plan->expected_arrivals, days, 1e-12, "arrivals");
  expect_close(plan->expected_nights[0], 10.0 * (365 - 9) + 45, 1e-12, "nights of the first year");
  expect_close(plan->expected_nights[1], 10 * 365, 1e-12, "nights of the second year");
  expect_close(plan->expected_nights[2], 10 * 365, 1e-12, "nights of the third year");
  placement_plan_free(plan);
}

/* The queue that the plan basis expects, from distributions and not from tables. */
Test(controls, expect_the_nights_of_the_plan_basis)
{
  static const char *const needs[] = {"{'exponential': {'mean': 200}}", LOGNORMAL, "{'normal': {'mean': 9, 'sd': 9}}",
                                      "{'empirical': {'values': [1, 30, 400]}}", "2000"};
  static const char *const more[] = {"", ", 'initial': {'count': 50}",
                                     ", 'age_at_entry': {'uniform': {'min': 12, 'max': 17}}, 'until_age': 18",
                                     ", 'growth_per_year': 0.2, 'initial': {'children': [{'days_so_far': 0}]}"};
  for (size_t i = 0; i < sizeof needs / sizeof *needs; i++) {
    for (size_t j = 0; j < sizeof more / sizeof *more; j++) {
      placement_plan *plan = plan_of(SCENARIO(GROUP("core", "30", "%s", FEE, "%s"), ""), needs[i], more[j]);
      double *expected = calloc((size_t)plan->calendar.days, sizeof *expected);
      cr_assert_neq(expected, NULL);
      cr_assert_eq(plm_expected_in_need(plan, 0, expected, NULL), PLACEMENT_OK);
      for (size_t y = 0; y < plan->calendar.year_count; y++) {
        double nights = 0;
        for (int32_t t = plan->calendar.year_start[y]; t < plan->calendar.year_start[y + 1]; t++)
          nights += expected[t];
        expect_close(plan->expected_nights[y], nights, 1e-5, needs[i]);
      }
      free(expected);
      placement_plan_free(plan);
    }
  }
}

static double adjusted_of(const placement_plan *plan, const placement_summary *summary, const char *name, size_t column)
{
  return statistics_of(plan, summary, name, column).mean_adjusted;
}

Test(controls, adjust_sums_to_sums)
{
  placement_plan *plan = plan_of(COURSES, "longest");
  placement_summary *summary = run_of(plan, 2000, 5);
  const size_t total = placement_plan_year_count(plan);
  static const char *const parts[] = {"cost.external.standard",
                                      "cost.external.emergency",
                                      "cost.external.enhancement",
                                      "cost.external.notice",
                                      "cost.external.visits",
                                      "cost.in_house.fixed",
                                      "cost.in_house.occupancy",
                                      "cost.programme",
                                      "cost.step_down",
                                      "cost.capital"};
  static const char *const settings[] = {"children.external", "children.in_house", "children.step_down",
                                         "children.unserved"};
  double of_years = 0;
  for (size_t c = 0; c <= total; c++) {
    double sum = -adjusted_of(plan, summary, "income.sold_beds", c), children = 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
      sum += adjusted_of(plan, summary, parts[i], c);
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
      children += adjusted_of(plan, summary, settings[i], c);
    expect_close(sum, adjusted_of(plan, summary, "cost.total", c), 1e-12, "categories");
    expect_close(children, adjusted_of(plan, summary, "children.in_need", c), 1e-12, "settings");
    of_years += c < total ? adjusted_of(plan, summary, "cost.total", c) : 0;
  }
  expect_close(of_years, adjusted_of(plan, summary, "cost.total", total), 1e-12, "years");
  placement_summary_free(summary);
  placement_plan_free(plan);
}

/* What the controls know to the last is known to the last. */
Test(controls, know_arrivals_needs_and_fees)
{
  placement_plan *plan = plan_of(LOSS_SYSTEM);
  placement_summary *summary = run_of(plan, 1000, 5);
  const size_t total = placement_plan_year_count(plan);
  placement_statistics arrivals = statistics_of(plan, summary, "arrivals", total);
  placement_statistics needs = statistics_of(plan, summary, "children.in_need", total);
  for (size_t c = 0; c <= total; c++) /* fees less mean fees are the rest of what external placements cost */
    expect_close(statistics_of(plan, summary, "unit_cost.external", c).mean_adjusted, 4434, 1e-6, "fees");
  expect_close(arrivals.mean_adjusted, 45 * 1095 / 365.25, 1e-8, "arrivals");
  expect_close(needs.mean_adjusted,
               (plan->expected_nights[0] + plan->expected_nights[1] + plan->expected_nights[2]) / plan->calendar.days,
               1e-8, "needs");
  cr_expect(arrivals.se_adjusted < 1e-6 * arrivals.se && needs.se_adjusted < 1e-6 * needs.se);
  placement_summary_free(summary);
  placement_plan_free(plan);
}

/* The variance of mean total cost is 188 times less (of 1,000,000 replications). What is left is that of occupied beds.
 */
Test(controls, win_on_the_loss_system)
{
  placement_plan *plan = plan_of(LOSS_SYSTEM);
  placement_summary *summary = run_of(plan, 50000, 5);
  placement_statistics s = statistics_of(plan, summary, "cost.total", placement_plan_year_count(plan));
  double won = (s.se / s.se_adjusted) * (s.se / s.se_adjusted);
  cr_expect(won > 150 && won < 230, "the factor is %.1f", won);
  cr_log_info("the factor is %.1f\n", won);
  placement_summary_free(summary);
  placement_plan_free(plan);
}

/* 95% intervals of 60 replications each, around adjusted means that are known from very many. */
Test(controls, cover_what_they_promise)
{
  static const struct {
    const char *name;
    size_t column;
  } figures[] = {{"cost.total", 3}, {"cost.total", 0},           {"beds.occupied", 3},
                 {"occupancy", 3},  {"children.local_share", 1}, {"arrivals", 1}};
  enum { FIGURES = sizeof figures / sizeof *figures, EACH = 60 };
  const double t = 2.0066; /* 52 degrees of freedom */
  placement_plan *plan = plan_of(SCENARIO(GROUP("core", "20", LOGNORMAL, FEE, ""), HOME("7", "")));
  placement_summary *many = run_of(plan, 400000, 1);
  const uint64_t runs = scaled(2000);
  uint64_t covered[FIGURES] = {0};
  for (uint64_t r = 0; r < runs; r++) {
    placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
    placement_summary *few = NULL;
    options.seed = 1000 + r;
    options.replications = EACH;
    options.threads = 1;
    cr_assert_eq(placement_run(plan, &options, &few, NULL), PLACEMENT_OK);
    for (size_t f = 0; f < FIGURES; f++) {
      placement_statistics s = statistics_of(plan, few, figures[f].name, figures[f].column);
      double truth = statistics_of(plan, many, figures[f].name, figures[f].column).mean_adjusted;
      covered[f] += fabs(s.mean_adjusted - truth) <= t * s.se_adjusted;
    }
    placement_summary_free(few);
  }
  for (size_t f = 0; f < FIGURES; f++) {
    double share = (double)covered[f] / (double)runs;
    double se = sqrt(0.95 * 0.05 / (double)runs);
    cr_log_info("%s: %.4f of intervals\n", figures[f].name, share);
    cr_expect(fabs(share - 0.95) < 4 * se + 0.01, "%s: %.4f of intervals", figures[f].name, share);
  }
  placement_summary_free(many);
  placement_plan_free(plan);
}
