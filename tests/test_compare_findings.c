/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is said of comparisons whose result is known, and whether tables have the figures of the comparison.
 */
#include "findings_cells.h"
#include "loaded_scenario.h"
#include "report/told_amounts.h"
#include "starve.h"

#include <placement/placement.h>

#include <stdio.h>

#define SCENARIO(title, fee, more)                                                                                     \
  "{'placement_scenario': 1, 'title': '" title "', 'horizon': {'start': '2020-04-01', 'years': 3}, 'groups': [{'id': " \
  "'children', 'arrivals_per_year': 9, 'need_days': {'lognormal': {'mean': 250, 'cv': 1}}, 'weekly_fee': " fee         \
  ", 'local_suitability': 0.8}]" more "}"
#define FEE "{'lognormal': {'mean': 4434, 'cv': 0.4}}"
#define HOME                                                                                                           \
  ", 'phases': [{'id': 'p', 'planned_opening': '2020-09-01'}], 'homes': [{'id': 'h', 'phase': 'p', 'beds': 3, "        \
  "'costs': [{'amount': 400000, 'per': 'year'}, {'amount': 150000, 'per': 'once', 'kind': 'capital'}]}]"
#define LINE(amount) ", 'costs': [{'amount': " amount ", 'per': 'once', 'on': '2020-04-01'}]"

enum { REPLICATIONS = 300, FEW = 4 };

/* A base and an alternative, compared, with all that can be told of them. */
typedef struct pair {
  placement_scenario *scenarios[2];
  placement_plan *plans[2];
  placement_basis *bases[2];
  placement_summary *summaries[2];
  placement_result results[2];
  const placement_plan *alternatives[1];
  const placement_comparison *comparisons[1];
  const placement_waterfall *waterfalls[1];
  const placement_result *alternative_results[1];
  placement_comparison_result result;
} pair;

static placement_run_options options_of(uint64_t replications)
{
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  options.replications = replications;
  options.threads = 1;
  return options;
}

static void compare_texts(pair *p, const char *base, const char *alternative, uint64_t replications)
{
  placement_run_options options = options_of(replications);
  placement_comparison *comparison = NULL;
  *p = (pair){.scenarios = {scenario_of(base), scenario_of(alternative)}, .result = PLACEMENT_COMPARISON_RESULT_INIT};
  for (size_t i = 0; i < 2; i++)
    cr_assert_eq(placement_plan_new(p->scenarios[i], &p->plans[i], NULL), PLACEMENT_OK);
  cr_assert_eq(placement_comparison_new(p->plans[0], p->plans[1], &options, &comparison, NULL), PLACEMENT_OK);
  p->alternatives[0] = p->plans[1];
  p->comparisons[0] = comparison;
  p->result.base = p->plans[0];
  p->result.count = 1;
  p->result.alternatives = p->alternatives;
  p->result.comparisons = p->comparisons;
  p->result.seed = options.seed;
  p->result.replications_requested = replications;
}

static void add_waterfall(pair *p, uint64_t replications)
{
  static const char *const metrics[] = {"cost.total",    "cost.capital",      "cost.in_house",
                                        "cost.external", "children.external", "placements"};
  placement_run_options options = options_of(replications);
  placement_waterfall *waterfall = NULL;
  cr_assert_eq(placement_waterfall_new(p->scenarios[0], p->scenarios[1], &options, metrics, 6, &waterfall, NULL),
               PLACEMENT_OK);
  p->waterfalls[0] = waterfall;
  p->result.waterfalls = p->waterfalls;
}

static void add_results(pair *p, uint64_t replications)
{
  placement_run_options options = options_of(replications);
  for (size_t i = 0; i < 2; i++) {
    cr_assert_eq(placement_basis_new(p->plans[i], &p->bases[i], NULL), PLACEMENT_OK);
    cr_assert_eq(placement_run(p->plans[i], &options, &p->summaries[i], NULL), PLACEMENT_OK);
    p->results[i] = (placement_result)PLACEMENT_RESULT_INIT;
    p->results[i].scenario = p->scenarios[i];
    p->results[i].plan = p->plans[i];
    p->results[i].basis = p->bases[i];
    p->results[i].summary = p->summaries[i];
  }
  p->alternative_results[0] = &p->results[1];
  p->result.base_result = &p->results[0];
  p->result.results = p->alternative_results;
}

static void clear(pair *p)
{
  placement_comparison_free((placement_comparison *)p->comparisons[0]);
  placement_waterfall_free((placement_waterfall *)p->waterfalls[0]);
  for (size_t i = 0; i < 2; i++) {
    placement_summary_free(p->summaries[i]);
    placement_basis_free(p->bases[i]);
    placement_plan_free(p->plans[i]);
    placement_scenario_free(p->scenarios[i]);
  }
}

static placement_findings *findings_of(const pair *p)
{
  placement_findings *f = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_assert_eq(placement_comparison_findings(&p->result, 0, &f, &err), PLACEMENT_OK, "%s", err.message);
  return f;
}

static placement_findings *told(const char *base, const char *alternative, uint64_t replications)
{
  pair p;
  compare_texts(&p, base, alternative, replications);
  placement_findings *f = findings_of(&p);
  clear(&p); /* findings refer to nothing */
  return f;
}

/* 1,234,567 pounds more in each future, at once: never paid back. */
Test(compare_findings, a_known_cost)
{
  placement_findings *f = told(SCENARIO("As now", FEE, ""), SCENARIO("Dearer", FEE, LINE("1234567")), REPLICATIONS);
  char first[512];
  (void)snprintf(first, sizeof first, "%s", placement_findings_sentence(f, 0));
  cr_expect(strstr(first, "“Dearer” costs £1.23 million more than “As now” on average over the three years "
                          "2020-21 to 2022-23 (on the plan basis too): ") == first,
            "%s", first);
  expect_sentence(f, 1, "It does so in every one of the 300 futures simulated.");
  expect_sentence(f, 2,
                  "For children it makes no difference; it has paid for itself by the end of 2022-23 in none of the "
                  "futures.");
  cr_expect_eq(placement_findings_sentence_count(f), 3);
  cr_expect_str_eq(placement_findings_format(f), "placement-comparison-findings/1");
  cr_expect(fabs(cell_of(f, "difference_categories", "programme", "", "difference") - 1234567) < 1e-6);
  cr_expect_eq(cell_of(f, "payback", "not within the horizon", NULL, "share"), 1);
  cr_expect_eq(find_table(f, "payback_year"), SIZE_MAX);
  cr_expect_str_eq(table_named(f, "difference").summary,
                   "Compared with the base, the alternative costs £1.23 million more in 2020-21, just as much in "
                   "2021-22 and just as much in 2022-23: £1.23 million more over the three years 2020-21 to "
                   "2022-23, on average.");
  placement_findings_free(f);
}

/* Half of two financial years in another currency, and amounts below a million. */
Test(compare_findings, other_money_and_years)
{
  static const char base[] = "{'placement_scenario': 1, 'horizon': {'start': '2025-10-01', 'years': 1}, 'prices': "
                             "{'currency': 'EUR'}, 'costs': [{'amount': 5000, 'per': 'once', 'on': '2025-11-01'}]}";
  static const char dearer[] = "{'placement_scenario': 1, 'horizon': {'start': '2025-10-01', 'years': 1}, 'prices': "
                               "{'currency': 'EUR'}, 'costs': [{'amount': 5678.4, 'per': 'once', 'on': '2026-04-01'}]}";
  placement_findings *f = told(base, dearer, 20);
  expect_sentence(f, 0,
                  "The alternative costs 678 EUR more than the base on average over the financial years 2025-26 to "
                  "2026-27 (on the plan basis too): 5,678 EUR against 5,000 EUR.");
  expect_sentence(f, 2,
                  "For children it makes no difference; it has paid for itself by the end of 2026-27 in none of the "
                  "futures.");
  placement_findings_free(f);
}

Test(compare_findings, nothing_to_pay_back)
{
  placement_findings *f = told(SCENARIO("As now", FEE, LINE("5000")), SCENARIO("Cheaper", FEE, ""), REPLICATIONS);
  expect_sentence(f, 1, "It does so in every one of the 300 futures simulated.");
  expect_sentence(f, 2,
                  "For children it makes no difference; it costs no more from the first year on, so nothing has to be "
                  "paid back.");
  cr_expect_eq(find_table(f, "payback"), SIZE_MAX);
  cr_expect_eq(cell_of(f, "difference", "total", "total", "lower"), 1);
  placement_findings_free(f);
}

Test(compare_findings, equals)
{
  placement_findings *f = told(SCENARIO("A", FEE, HOME), SCENARIO("A", FEE, HOME), REPLICATIONS);
  const char *first = placement_findings_sentence(f, 0);
  cr_expect(strstr(first, "The alternative does not differ from the base, neither in cost nor for children, in any of "
                          "the 300 futures simulated: each costs ") == first,
            "%s", first);
  cr_expect_eq(placement_findings_sentence_count(f), 1);
  cr_expect_eq(find_table(f, "payback"), SIZE_MAX);
  cr_expect_eq(find_table(f, "difference_distribution"), SIZE_MAX);
  cr_expect_eq(cell_of(f, "difference", "total", "total", "difference"), 0);
  placement_findings_free(f);
}

Test(compare_findings, one_future)
{
  placement_findings *f = told(SCENARIO("As now", FEE, ""), SCENARIO("Homes", FEE, HOME), 1);
  expect_sentence(f, 1, "That is one future, which does not tell how sure it is.");
  cr_expect(isnan(cell_of(f, "difference", "total", "total", "difference_se")));
  placement_findings_free(f);
}

/* A fee that is on average the same, but another child by child. */
Test(compare_findings, too_few_to_tell)
{
  placement_findings *f = told(SCENARIO("As now", "{'uniform': {'min': 2000, 'max': 6000}}", ""),
                               SCENARIO("Turned", "{'uniform': {'min': 3998, 'max': 4002}}", ""), 20);
  const char *second = placement_findings_sentence(f, 1);
  cr_expect(strstr(second, "In eight out of ten of the 20 futures simulated it costs ") == second &&
                strstr(second, " less to £") != NULL &&
                strstr(second, ", so these futures do not tell which costs more on average.") != NULL,
            "%s", second);
  placement_findings_free(f);
}

static void expect_row(const placement_findings *f, const pair *p, const char *table, const char *first,
                       const char *second, const char *metric, size_t column)
{
  size_t m = placement_plan_metric_find(p->plans[0], metric);
  placement_compared c;
  placement_probability lower;
  cr_assert_eq(placement_comparison_figure(p->comparisons[0], m, column, &c, NULL), PLACEMENT_OK);
  cr_assert_eq(placement_comparison_lower(p->comparisons[0], m, column, &lower, NULL), PLACEMENT_OK);
  const struct {
    const char *name;
    double value;
  } cells[] = {{"base", c.base},
               {"alternative", c.alternative},
               {"difference", c.difference.mean},
               {"difference_se", c.difference.se},
               {"difference_low", c.low},
               {"difference_high", c.high},
               {"p10", c.difference.p10},
               {"p50", placement_comparison_quantile(p->comparisons[0], m, column, 0.5)},
               {"p80", c.difference.p80},
               {"p90", c.difference.p90},
               {"lower", lower.share},
               {"lower_low", lower.low},
               {"lower_high", lower.high}};
  for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
    cr_expect_eq(cell_of(f, table, first, second, cells[i].name), cells[i].value, "%s %s %s", table, first,
                 cells[i].name);
}

/* No homes on one side. */
Test(compare_findings, tables_have_the_figures)
{
  pair p;
  compare_texts(&p, SCENARIO("As now", FEE, ""), SCENARIO("Homes", FEE, HOME), REPLICATIONS);
  add_waterfall(&p, REPLICATIONS);
  placement_findings *f = findings_of(&p);
  expect_row(f, &p, "difference", "total", "total", "cost.total", 3);
  expect_row(f, &p, "difference", "external placements", "2021-22", "cost.external", 1);
  expect_row(f, &p, "difference", "net present cost", "", "cost.net_present", 3);
  expect_row(f, &p, "difference_categories", "homes and programme", "homes and beds", "cost.in_house.fixed", 3);
  expect_row(f, &p, "difference_children", "in homes, average", "2022-23", "children.in_house", 2);
  expect_row(f, &p, "difference_children", "share in homes (difference in percentage points)", "all years",
             "children.local_share", 3);
  expect_row(f, &p, "difference_events", "placements begun", NULL, "placements", 3);
  cr_expect_eq(find_row(f, "difference_children", "occupancy of homes (difference in percentage points)", NULL),
               SIZE_MAX, "defined on one side only");
  cr_expect_eq(find_row(f, "difference_categories", "step-down", ""), SIZE_MAX, "neither has any");
  for (size_t y = 0; y < 3; y++) {
    placement_probability found;
    cr_assert_eq(placement_comparison_payback(p.comparisons[0], y, &found, NULL), PLACEMENT_OK);
    cr_expect_eq(cell_of(f, "payback", placement_plan_column_label(p.plans[0], y), NULL, "share"), found.share);
  }
  for (size_t step = 0; step < placement_waterfall_step_count(p.waterfalls[0]); step++) {
    placement_waterfall_step s;
    placement_waterfall_effect whole, first, external;
    cr_assert_eq(placement_waterfall_step_at(p.waterfalls[0], step, &s, NULL), PLACEMENT_OK);
    cr_assert_eq(placement_waterfall_effect_at(p.waterfalls[0], step, 0, 3, &whole, NULL), PLACEMENT_OK);
    cr_assert_eq(placement_waterfall_effect_at(p.waterfalls[0], step, 0, 0, &first, NULL), PLACEMENT_OK);
    cr_assert_eq(placement_waterfall_effect_at(p.waterfalls[0], step, 4, 3, &external, NULL), PLACEMENT_OK);
    cr_expect_eq(cell_of(f, "waterfall", s.heading, s.name, "in_order"), whole.in_order.value);
    cr_expect_eq(cell_of(f, "waterfall", s.heading, s.name, "alone_se"), whole.alone.se);
    cr_expect_eq(cell_of(f, "waterfall_by_year", s.heading, s.name, "2020-21"), first.in_order.value);
    cr_expect_eq(cell_of(f, "waterfall_children", s.heading, s.name, "external"), external.in_order.value);
  }
  cr_expect_eq(find_column(f, find_table(f, "waterfall_children"), "in_house"), SIZE_MAX, "it was not asked for");
  cr_expect_gt(expect_sums(f), 20);
  placement_findings_free(f);
  clear(&p);
}

/* Bins hold as many differences as their ends say, and all of them. */
Test(compare_findings, distribution)
{
  pair p;
  compare_texts(&p, SCENARIO("As now", FEE, ""), SCENARIO("Homes", FEE, HOME), REPLICATIONS);
  placement_findings *f = findings_of(&p);
  size_t table = find_table(f, "difference_distribution"), rows = table_named(f, "difference_distribution").row_count;
  size_t total = placement_plan_metric_find(p.plans[0], "cost.total");
  double below = 0;
  cr_assert_gt(rows, 5);
  cr_expect_eq(table_named(f, "difference_distribution").detail, 1);
  for (size_t row = 0; row < rows; row++) {
    below += placement_findings_number(f, table, row, 2);
    if (row > 0)
      cr_expect_eq(placement_findings_number(f, table, row, 0), placement_findings_number(f, table, row - 1, 1));
    if (row + 1 < rows && below > 0 && below < 1) {
      double ranks = REPLICATIONS - 1, until = placement_findings_number(f, table, row, 1);
      double last = (round(below * REPLICATIONS) - 1) / ranks, next = round(below * REPLICATIONS) / ranks;
      cr_expect_lt(placement_comparison_quantile(p.comparisons[0], total, 3, last), until);
      cr_expect_geq(placement_comparison_quantile(p.comparisons[0], total, 3, next), until);
    }
  }
  cr_expect(fabs(below - 1) < 1e-12);
  cr_expect(isnan(placement_comparison_quantile(p.comparisons[0], SIZE_MAX, 3, 0.5)));
  cr_expect(isnan(placement_comparison_quantile(p.comparisons[0], total, 3, 1.5)));
  cr_expect(isnan(placement_comparison_quantile(NULL, total, 3, 0.5)));
  placement_findings_free(f);
  clear(&p);
}

/* The plan basis beside the mean and P80: in the answer, of the total, and by year. */
Test(compare_findings, plan_basis)
{
  pair p;
  double planned[2][4];
  char said[PLM_DECIMAL_SIZE + 64];
  compare_texts(&p, SCENARIO("As now", FEE, ""), SCENARIO("Homes", FEE, HOME), REPLICATIONS);
  placement_findings *f = findings_of(&p), *with_runs = NULL;
  size_t total = placement_plan_metric_find(p.plans[0], "cost.total");
  placement_compared c;
  add_results(&p, REPLICATIONS);
  with_runs = findings_of(&p);
  cr_assert_eq(placement_comparison_figure(p.comparisons[0], total, 3, &c, NULL), PLACEMENT_OK);
  for (size_t i = 0; i < 2; i++)
    for (size_t y = 0; y < 4; y++)
      planned[i][y] = placement_basis_value(p.bases[i], placement_plan_metric_find(p.plans[i], "cost.total"), y);
  double more = planned[1][3] - planned[0][3];
  (void)snprintf(said, sizeof said, " (on the plan basis %s)", plm_about_more(f, more).text);
  cr_expect(strstr(placement_findings_sentence(f, 0), said) != NULL, "%s is not in %s", said,
            placement_findings_sentence(f, 0));
  (void)snprintf(said, sizeof said, " (P80: %s), ", plm_about_more(f, c.difference.p80).text);
  cr_expect(strstr(placement_findings_sentence(f, 1), said) != NULL, "%s is not in %s", said,
            placement_findings_sentence(f, 1));
  cr_expect_eq(cell_of(f, "totals", "base", NULL, "plan"), planned[0][3]);
  cr_expect_eq(cell_of(f, "totals", "alternative", NULL, "mean"), c.alternative);
  cr_expect(isnan(cell_of(f, "totals", "alternative", NULL, "p80")), "a comparison does not keep it");
  cr_expect_eq(cell_of(f, "totals", "difference", NULL, "plan"), more);
  cr_expect_eq(cell_of(f, "totals", "difference", NULL, "p80"), c.difference.p80);
  cr_expect_eq(cell_of(f, "totals", "difference", NULL, "mean_se"), c.difference.se);
  cr_expect_eq(cell_of(f, "difference", "total", "2021-22", "plan"), planned[1][1] - planned[0][1]);
  cr_expect_eq(cell_of(f, "difference_categories", "total", "", "plan"), more);
  cr_expect_eq(cell_of(with_runs, "totals", "alternative", NULL, "p80"),
               cell_of(with_runs, "total_quantiles", "Homes", "P80", "amount"));
  placement_findings_free(with_runs);
  placement_findings_free(f);
  clear(&p);
}

/* Where there are no homes, it does nothing which is tried first. */
Test(compare_findings, steps_without_effect_are_left_out)
{
  pair p;
  compare_texts(&p, SCENARIO("As now", FEE, ""),
                SCENARIO("Homes", FEE, LINE("5000") ", 'policy': {'home_choice': 'fullest'}"), FEW);
  add_waterfall(&p, FEW);
  placement_findings *f = findings_of(&p);
  size_t rows = table_named(f, "waterfall").row_count, steps = placement_waterfall_step_count(p.waterfalls[0]);
  cr_expect_eq(steps, 2, "%zu steps", steps);
  cr_expect_eq(rows, 2, "a step and the difference");
  cr_expect_eq(cell_of(f, "waterfall", "programme and other costs", "costs", "in_order"), 5000);
  cr_expect(strstr(table_named(f, "waterfall").note, "Without effect on total cost, and so left out: matching.") !=
                NULL,
            "%s", table_named(f, "waterfall").note);
  cr_expect_eq(find_table(f, "waterfall_children"), SIZE_MAX);
  (void)expect_sums(f);
  placement_findings_free(f);
  clear(&p);
}

Test(compare_findings, both_scenarios_by_themselves)
{
  pair p;
  compare_texts(&p, SCENARIO("As now", FEE, ""), SCENARIO("Homes", FEE, HOME), REPLICATIONS);
  add_results(&p, REPLICATIONS);
  placement_findings *f = findings_of(&p);
  static const char *const tables[] = {
      "plan_by_year", "budget",     "mean_by_year",     "total_quantiles",  "total_distribution", "homes",
      "voids",        "unit_costs", "monthly_external", "monthly_occupied", "assumptions"};
  for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
    cr_expect(find_table(f, tables[i]) != SIZE_MAX, "%s", tables[i]);
  cr_expect(find_row(f, "total_quantiles", "As now", "P50") != SIZE_MAX);
  cr_expect(find_row(f, "total_quantiles", "Homes", "P50") != SIZE_MAX);
  cr_expect_eq(find_row(f, "homes", "As now", NULL), SIZE_MAX, "it has none");
  cr_expect_eq(find_row(f, "unit_costs", "As now", "in homes"), SIZE_MAX, "it has none");
  cr_expect(find_row(f, "unit_costs", "Homes", "in homes") != SIZE_MAX);
  cr_expect(fabs(cell_of(f, "total_quantiles", "Homes", "mean", "amount") -
                 cell_of(f, "difference", "total", "total", "alternative")) < 0.005);
  size_t assumptions = find_table(f, "assumptions"), both = 0, of_homes = 0;
  for (size_t row = 0; row < table_named(f, "assumptions").row_count; row++) {
    const char *in = placement_findings_text(f, assumptions, row, 3);
    both += strcmp(in, "both") == 0;
    of_homes += strcmp(in, "Homes") == 0;
  }
  cr_expect(both > 5 && of_homes > 2, "%zu in both, %zu in the alternative alone", both, of_homes);
  (void)expect_sums(f);
  placement_findings_free(f);
  clear(&p);
}

Test(compare_findings, several_alternatives)
{
  static const char *const names[] = {"now", "homes", "same"};
  pair p, same;
  compare_texts(&p, SCENARIO("As now", FEE, ""), SCENARIO("Homes", FEE, HOME), REPLICATIONS);
  compare_texts(&same, SCENARIO("As now", FEE, ""), SCENARIO("As now", FEE, ""), REPLICATIONS);
  const placement_plan *plans[] = {p.plans[1], same.plans[1]};
  const placement_comparison *comparisons[] = {p.comparisons[0], same.comparisons[0]};
  placement_comparison_result r = p.result;
  placement_findings *f = NULL;
  r.count = 2;
  r.alternatives = plans;
  r.comparisons = comparisons;
  r.names = names;
  cr_assert_eq(placement_comparison_overview_findings(&r, &f, NULL), PLACEMENT_OK);
  cr_expect_str_eq(placement_findings_format(f), "placement-comparison-overview/1");
  cr_expect(strncmp(placement_findings_sentence(f, 0),
                    "On average over the three years 2020-21 to 2022-23 “Homes” costs least, ", 70) == 0 &&
                strstr(placement_findings_sentence(f, 0), "“now” most") != NULL,
            "%s", placement_findings_sentence(f, 0));
  placement_compared c;
  size_t total = placement_plan_metric_find(p.plans[0], "cost.total");
  cr_assert_eq(placement_comparison_figure(p.comparisons[0], total, 3, &c, NULL), PLACEMENT_OK);
  char sure[1280];
  (void)snprintf(sure, sizeof sure,
                 "In eight out of ten futures “Homes” costs %s than “now” (less in %s), and “same” "
                 "just as much.",
                 plm_about_span(f, c.difference.p10, c.difference.p90).text,
                 plm_share_of_futures(cell_of(f, "overview", "Homes", "homes", "lower")).text);
  expect_sentence(f, 1, sure);
  cr_expect_eq(cell_of(f, "overview", "now", "", "total"), c.base);
  cr_expect_eq(cell_of(f, "overview", "Homes", "homes", "difference"), c.difference.mean);
  cr_expect_eq(cell_of(f, "overview", "same", "", "difference"), 0);
  cr_expect(isnan(cell_of(f, "overview", "now", NULL, "lower")));
  const char *summary = table_named(f, "overview").summary;
  cr_expect(strncmp(summary, "Compared with the first, “Homes” costs ",
                    strlen("Compared with the first, “Homes” costs ")) == 0 &&
                strstr(summary, " less and “same” just as much, on average over the three years ") != NULL,
            "%s", summary);
  placement_findings_free(f);
  r.names = NULL;
  cr_assert_eq(placement_comparison_overview_findings(&r, &f, NULL), PLACEMENT_OK);
  cr_expect(find_row(f, "overview", "Homes", NULL) != SIZE_MAX);
  placement_findings_free(f);
  r.replications_requested = 12000;
  cr_assert_eq(placement_comparison_findings(&r, 1, &f, NULL), PLACEMENT_OK);
  cr_expect_eq(placement_findings_sentence_count(f), 2);
  expect_sentence(f, 0, "The comparison was stopped after 300 of 12,000 futures; all figures rest on these.");
  placement_findings_free(f);
  f = NULL;
  cr_expect_eq(placement_comparison_findings(&r, 2, &f, NULL), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_comparison_findings(&r, 0, NULL, NULL), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_comparison_overview_findings(&r, NULL, NULL), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_comparison_overview_findings(NULL, &f, NULL), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(f, NULL);
  clear(&p);
  clear(&same);
}

static placement_status tell_and_free(void *context, placement_error *err)
{
  placement_findings *f = NULL;
  const pair *p = context;
  placement_status status = placement_comparison_findings(&p->result, 0, &f, err);
  placement_findings_free(f);
  if (status != PLACEMENT_OK)
    return status;
  f = NULL;
  status = placement_comparison_overview_findings(&p->result, &f, err);
  placement_findings_free(f);
  return status;
}

Test(compare_findings, exhausted_memory)
{
  pair p;
#ifndef COUNTING
  cr_skip_test("the allocator cannot be replaced here");
#endif
  compare_texts(&p, SCENARIO("As now", FEE, ""), SCENARIO("Homes", FEE, HOME), FEW);
  add_waterfall(&p, FEW);
  add_results(&p, FEW);
  cr_expect_gt(starve(tell_and_free, &p), 300);
  clear(&p);
}
