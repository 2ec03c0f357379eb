/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The findings of runs and of plans: sums that hold to the penny, the figures of the summary and of the plan basis, the
 * distribution as the samples have it, and runs that lack what most have.
 */
#include "findings_cells.h"
#include "starve.h"
#include "verification/scenario_run.h"

#include "plan/plan.h"
#include "report/run_tables.h"

#define NOBODY "{'placement_scenario': 1, 'title': 'Nobody', 'horizon': {'start': '2025-04-01', 'years': 2}"
#define CHILDREN                                                                                                       \
  NOBODY ", 'groups': [{'id': 'children', 'arrivals_per_year': 9, 'need_days': {'exponential': {'mean': 300}}, "       \
         "'weekly_fee': {'lognormal': {'mean': 4434, 'cv': 0.4}}}]"

enum { REPLICATIONS = 300 };

/* A result and all it is made of. */
typedef struct made {
  placement_plan *plan;
  placement_basis *basis;
  placement_summary *summary;
  placement_reconciliation *reconciliation;
  placement_result result;
} made;

static made make(placement_plan *plan, uint64_t replications)
{
  made m = {.plan = plan, .result = PLACEMENT_RESULT_INIT};
  cr_assert_eq(placement_basis_new(plan, &m.basis, NULL), PLACEMENT_OK);
  if (replications > 0) {
    placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
    options.replications = replications;
    options.threads = 1;
    cr_assert_eq(placement_run(plan, &options, &m.summary, NULL), PLACEMENT_OK);
  }
  cr_assert_eq(placement_reconciliation_new(plan, m.basis, m.summary, &m.reconciliation, NULL), PLACEMENT_OK);
  m.result.plan = plan;
  m.result.basis = m.basis;
  m.result.summary = m.summary;
  m.result.reconciliation = m.reconciliation;
  m.result.seed = PLACEMENT_DEFAULT_SEED;
  m.result.replications_requested = replications;
  return m;
}

static made make_file(const char *path, uint64_t replications)
{
  placement_scenario *scenario = NULL;
  placement_plan *plan = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_assert_eq(placement_scenario_load_file(path, &scenario, NULL, &err), PLACEMENT_OK, "%s: %s", path, err.message);
  cr_assert_eq(placement_plan_new(scenario, &plan, &err), PLACEMENT_OK, "%s", err.message);
  placement_scenario_free(scenario);
  return make(plan, replications);
}

static void clear(made *m)
{
  placement_reconciliation_free(m->reconciliation);
  placement_summary_free(m->summary);
  placement_basis_free(m->basis);
  placement_plan_free(m->plan);
}

static placement_findings *findings_of(const made *m)
{
  placement_findings *f = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_assert_eq(placement_run_findings(&m->result, &f, &err), PLACEMENT_OK, "%s", err.message);
  return f;
}

static placement_statistics figure_of(const made *m, const char *metric, size_t column)
{
  placement_statistics s;
  cr_assert_eq(placement_summary_statistics(m->summary, metric_of(m->plan, metric), column, &s, NULL), PLACEMENT_OK);
  return s;
}

static const char *const scenarios[] = {
    TEST_DATA "/ok/whole_model.json",
    TEST_DATA "/ok/every_key.json",
    EXAMPLES "/scenarios/minimal.json",
    EXAMPLES "/scenarios/southampton/option1-in-house.json",
    EXAMPLES "/scenarios/southampton/sell-voids.json",
    EXAMPLES "/scenarios/southampton/external-budget.json",
};

Test(run_findings, everything_adds_up)
{
  for (size_t i = 0; i < sizeof scenarios / sizeof *scenarios; i++) {
    made m = make_file(scenarios[i], 100);
    placement_findings *f = findings_of(&m);
    cr_log_info("%s", scenarios[i]);
    cr_expect_gt(expect_sums(f), 50);
    cr_expect_str_eq(placement_findings_format(f), "placement-run/1");
    cr_expect_eq(placement_findings_sentence_count(f), 3);
    placement_findings_free(f);
    m.result.summary = NULL;
    f = findings_of(&m);
    cr_expect_gt(expect_sums(f), 10);
    cr_expect_str_eq(placement_findings_format(f), "placement-plan/1");
    placement_findings_free(f);
    clear(&m);
  }
}

/* The figures of a row beside those of the summary and of the plan basis. */
static void expect_figures(const made *m, const placement_findings *f, const char *table, size_t row,
                           const char *metric, size_t column)
{
  placement_statistics s = figure_of(m, metric, column);
  double planned = placement_basis_value(m->basis, metric_of(m->plan, metric), column);
  cr_assert_neq(row, SIZE_MAX, "%s: %s", table, metric);
  cr_expect(number_at(f, table, row, "plan") == planned || isnan(planned), "%s: %s", table, metric);
  cr_expect(number_at(f, table, row, "mean") == s.mean, "%s: %s", table, metric);
  cr_expect(number_at(f, table, row, "mean_se") == s.se, "%s: %s", table, metric);
  cr_expect(number_at(f, table, row, "p10") == s.p10, "%s: %s", table, metric);
  cr_expect(number_at(f, table, row, "p50") == s.p50, "%s: %s", table, metric);
  cr_expect(number_at(f, table, row, "p80") == s.p80, "%s: %s", table, metric);
  cr_expect(number_at(f, table, row, "p90") == s.p90, "%s: %s", table, metric);
  cr_expect(number_at(f, table, row, "p95") == s.p95, "%s: %s", table, metric);
}

Test(run_findings, figures_of_summary_and_plan)
{
  made m = make_file(scenarios[0], REPLICATIONS);
  placement_findings *f = findings_of(&m);
  size_t years = placement_plan_year_count(m.plan);
  for (size_t c = 0; c <= years; c++) {
    const char *year = placement_plan_column_label(m.plan, c);
    expect_figures(&m, f, "budget", find_row(f, "budget", "total", year), "cost.total", c);
    expect_figures(&m, f, "budget", find_row(f, "budget", "external placements", year), "cost.external", c);
    year = c < years ? year : "all years";
    expect_figures(&m, f, "children", find_row(f, "children", "placed externally", year), "children.external", c);
    expect_figures(&m, f, "unit_costs", find_row(f, "unit_costs", "external", year), "unit_cost.external", c);
  }
  expect_figures(&m, f, "budget", find_row(f, "budget", "net present cost", ""), "cost.net_present", years);
  expect_figures(&m, f, "categories", find_row(f, "categories", "external placements", "notice"),
                 "cost.external.notice", years);
  expect_figures(&m, f, "events", find_row(f, "events", "arrivals", ""), "arrivals", years);
  size_t row = find_row(f, "plan_by_year", "step-down", "");
  for (size_t c = 0; c <= years; c++) {
    const char *year = placement_plan_column_label(m.plan, c);
    cr_expect_eq(number_at(f, "plan_by_year", row, year),
                 placement_basis_value(m.basis, metric_of(m.plan, "cost.step_down"), c));
    cr_expect_eq(number_at(f, "mean_by_year", row, year), figure_of(&m, "cost.step_down", c).mean);
  }
  for (size_t month = 0; month < placement_plan_month_count(m.plan); month++) {
    placement_statistics s;
    cr_assert_eq(placement_summary_monthly(m.summary, PLACEMENT_MONTHLY_BEDS_OCCUPIED, month, &s, NULL), PLACEMENT_OK);
    cr_expect_str_eq(text_at(f, "monthly_occupied", month, "month"), placement_plan_month_label(m.plan, month));
    cr_expect_eq(number_at(f, "monthly_occupied", month, "p75"), s.p75);
  }
  size_t homes = placement_plan_home_count(m.plan);
  cr_expect_str_eq(text_at(f, "voids", homes, "home"), "all homes");
  cr_expect_eq(number_at(f, "homes", homes, "occupancy"), figure_of(&m, "occupancy", years).mean);
  double open = number_at(f, "homes", homes, "open"), used = number_at(f, "homes", homes, "occupied");
  double sold = number_at(f, "homes", homes, "sold"), empty = number_at(f, "voids", homes, "void");
  cr_expect(fabs(open - used - sold - empty) < 1e-6, "%g open, %g occupied, %g sold, %g void", open, used, sold, empty);
  placement_findings_free(f);
  clear(&m);
}

/* Bins beside the samples, which the histogram of the summary knows to its error. */
Test(run_findings, distribution_of_samples)
{
  made m = make(plan_of(CHILDREN "}"), REPLICATIONS);
  placement_findings *f = findings_of(&m);
  placement_sample_options options = PLACEMENT_SAMPLE_OPTIONS_INIT;
  size_t years = placement_plan_year_count(m.plan);
  placement_figure total = {metric_of(m.plan, "cost.total"), years};
  placement_table bins = table_named(f, "total_distribution");
  double values[REPLICATIONS], shares = 0, error = figure_of(&m, "cost.total", years).quantile_error;
  options.replications = REPLICATIONS;
  options.threads = 1;
  cr_assert_eq(placement_sample(m.plan, &options, &total, 1, values, NULL), PLACEMENT_OK);
  cr_expect(bins.row_count >= 12 && bins.row_count <= 42, "%zu bins", bins.row_count);
  double width = number_at(f, bins.name, 0, "until") - number_at(f, bins.name, 0, "from");
  for (size_t bin = 0; bin < bins.row_count; bin++) {
    double from = number_at(f, bins.name, bin, "from"), until = number_at(f, bins.name, bin, "until");
    size_t least = 0, most = 0;
    shares += number_at(f, bins.name, bin, "share");
    cr_expect(until - from == width && fmod(from, width) == 0, "%g to %g", from, until);
    for (size_t i = 0; i < REPLICATIONS && bin + 1 < bins.row_count; i++) {
      least += values[i] < until - error;
      most += values[i] < until + error;
    }
    if (bin + 1 < bins.row_count)
      cr_expect(shares > ((double)least - 0.5) / REPLICATIONS && shares < ((double)most + 0.5) / REPLICATIONS,
                "up to %g: %g, samples %zu to %zu", until, shares * REPLICATIONS, least, most);
  }
  cr_expect(fabs(shares - 1) < 1e-12);
  size_t median = find_row(f, "total_quantiles", "P50", NULL), mean = find_row(f, "total_quantiles", "mean", NULL);
  cr_expect_eq(number_at(f, "total_quantiles", median, "amount"), figure_of(&m, "cost.total", years).p50);
  cr_expect_eq(number_at(f, "total_quantiles", mean, "amount"), figure_of(&m, "cost.total", years).mean);
  cr_expect_not_null(strstr(bins.summary, "(P95)"));
  placement_findings_free(f);
  clear(&m);
}

/* What homes cost for each placement is told of years in which at least half of the planned bed-nights are occupied. */
Test(run_findings, unit_costs_of_homes_in_use)
{
  made m = make_file(scenarios[3], REPLICATIONS);
  placement_findings *f = findings_of(&m);
  size_t years = placement_plan_year_count(m.plan), metric = metric_of(m.plan, "unit_cost.in_house"), left_out = 0;
  size_t first = find_row(f, "unit_costs", "in homes", placement_plan_column_label(m.plan, 0));
  for (size_t c = 0; c < years; c++) {
    double planned_nights = placement_basis_value(m.basis, metric_of(m.plan, "beds.occupied"), c);
    bool empty = figure_of(&m, "beds.occupied", c).mean < planned_nights / 2;
    left_out += empty;
    cr_expect_eq(isnan(number_at(f, "unit_costs", first + c, "mean")), empty);
    cr_expect_eq(isnan(number_at(f, "unit_costs", first + c, "p90")), empty);
    cr_expect_eq(number_at(f, "unit_costs", first + c, "plan"), placement_basis_value(m.basis, metric, c));
    if (!empty)
      expect_figures(&m, f, "unit_costs", first + c, "unit_cost.in_house", c);
  }
  cr_expect_eq(left_out, 2);
  expect_figures(&m, f, "unit_costs", first + years, "unit_cost.in_house", years);
  cr_expect_not_null(strstr(table_named(f, "unit_costs").summary, "For 2020-21 and 2021-22 the homes have no figure"));
  cr_expect_gt(number_at(f, "events", find_row(f, "events", "arrivals", "planned-breaks"), "plan"), 239);
  cr_expect_eq(
      number_at(f, "events", find_row(f, "events", "requests that could not be met", "planned-breaks"), "mean"),
      figure_of(&m, "unserved", years).mean);
  placement_findings_free(f);
  clear(&m);
}

Test(run_findings, no_homes_no_children_no_difference)
{
  made m = make(plan_of(CHILDREN "}"), REPLICATIONS);
  placement_findings *f = findings_of(&m);
  cr_expect(says(f, "There are no homes; on average "));
  cr_expect_eq(find_table(f, "homes"), SIZE_MAX);
  cr_expect_eq(find_table(f, "voids"), SIZE_MAX);
  cr_expect_eq(find_table(f, "monthly_occupied"), SIZE_MAX);
  cr_expect_eq(find_table(f, "published"), SIZE_MAX);
  cr_expect_eq(find_row(f, "unit_costs", "in homes", NULL), SIZE_MAX);
  cr_expect_str_eq(text_at(f, "budget", find_row(f, "budget", "capital", NULL), "year"), "", "all of it is 0");
  placement_findings_free(f);
  clear(&m);

  m = make(plan_of(NOBODY ", 'costs': [{'amount': 1234567, 'per': 'once', 'on': '2025-06-01'}]}"), REPLICATIONS);
  f = findings_of(&m);
  cr_expect(says(f, "this costs £1.23 million on average over all futures, as much as on the plan basis."));
  cr_expect(says(f, "Every future costs the same."));
  cr_expect_eq(placement_findings_sentence_count(f), 2);
  cr_expect_eq(find_table(f, "monthly_external"), SIZE_MAX);
  cr_expect_eq(find_table(f, "unit_costs"), SIZE_MAX);
  cr_assert_eq(table_named(f, "total_distribution").row_count, 1);
  cr_expect_eq(number_at(f, "total_distribution", 0, "from"), 1234567);
  cr_expect_eq(number_at(f, "total_distribution", 0, "share"), 1);
  placement_findings_free(f);
  clear(&m);
}

Test(run_findings, homes_without_external_placements)
{
  made m = make(plan_of(NOBODY ", 'phases': [{'id': 'now', 'planned_opening': '2025-04-01'}], 'homes': [{'id': 'oak', "
                               "'phase': 'now', 'beds': 2, 'costs': [{'amount': 1000, 'per': 'week'}]}]}"),
                REPLICATIONS);
  placement_findings *f = findings_of(&m);
  cr_expect(says(f, "On average the homes are 0.0% full once they are open."));
  cr_expect_eq(number_at(f, "voids", 0, "void"), 1460);
  cr_expect_eq(number_at(f, "voids", 0, "no_demand"), 1460);
  cr_expect_str_eq(table_named(f, "voids").summary,
                   "On average 100.0% of all open bed-nights are void: 1,460 of 1,460. The most frequent reason, 1,460 "
                   "nights: no demand (free, and there is no such child).");
  placement_findings_free(f);
  clear(&m);
}

Test(run_findings, one_replication)
{
  made m = make_file(scenarios[0], 1);
  placement_findings *f = findings_of(&m);
  cr_expect(says(f, "A single future cannot tell how sure that is."));
  cr_expect(isnan(number_at(f, "budget", find_row(f, "budget", "total", "total"), "mean_se")));
  cr_expect_eq(table_named(f, "total_distribution").row_count, 1);
  cr_expect_gt(expect_sums(f), 50);
  placement_findings_free(f);
  clear(&m);
}

Test(run_findings, stopped_and_not_precise_enough)
{
  made m = make(plan_of(CHILDREN "}"), REPLICATIONS);
  placement_target targets[] = {{metric_of(m.plan, "cost.total"), 0, 0.001, 0.95, 1},
                                {metric_of(m.plan, "children.local_share"), 2, 0.5, 0.95, 0}};
  m.result.replications_requested = 10000;
  placement_findings *f = findings_of(&m);
  cr_expect(says(f, "Stopped after 300 of 10,000 replications; all figures rest on these."));
  placement_findings_free(f);
  m.result.targets = targets;
  m.result.target_count = 2;
  m.result.replications_at_most = 20000;
  m.result.ending = PLACEMENT_PRECISION_CANCELLED;
  f = findings_of(&m);
  cr_expect(says(f, "Stopped after 300 of at most 20,000 replications; all figures rest on these."));
  placement_findings_free(f);
  m.result.ending = PLACEMENT_PRECISION_NOT_REACHED;
  f = findings_of(&m);
  cr_expect(says(f, "The precision asked for was NOT reached with the most replications that were allowed, 300."));
  cr_expect_str_eq(text_at(f, "precision", 0, "figure"), "cost.total:2025-26");
  cr_expect_str_eq(text_at(f, "precision", 0, "enough"), "NO");
  cr_expect_eq(number_at(f, "precision", 0, "mean"), figure_of(&m, "cost.total", 0).mean);
  cr_expect_str_eq(text_at(f, "precision", 1, "figure"), "children.local_share:total, %");
  cr_expect_eq(number_at(f, "precision", 1, "asked"), 50, "in per cent");
  placement_findings_free(f);
  clear(&m);
}

Test(run_findings, published)
{
  made m = make(plan_of(CHILDREN ", 'published': [{'label': 'Fees', 'metric': 'cost.capital', 'year': 'total', "
                                 "'value': 0, 'source': 'a paper'}, {'label': 'Wrong', 'metric': 'cost.capital', "
                                 "'year': '2025-26', 'value': 7}]}"),
                0);
  placement_findings *f = findings_of(&m);
  cr_expect(says(f, "1 of 2 published figures agrees; “Wrong” differs, though expected to agree: published 7 is 7 more "
                    "than 0 on the plan basis."));
  cr_expect_str_eq(table_named(f, "published").heading,
                   "Published figures: 1 of 2 agrees; 1 is not as the scenario expects");
  cr_expect_str_eq(text_at(f, "published", 0, "finding"), placement_reconciliation_sentence(m.reconciliation, 0));
  cr_expect_str_eq(text_at(f, "published", 0, "source"), "a paper");
  cr_expect_str_eq(text_at(f, "published", 1, "as_expected"), "NO");
  cr_expect_eq(number_at(f, "published", 1, "difference"), 7);
  cr_expect_eq(
      placement_findings_unit(f, find_table(f, "published"), 1, find_column(f, find_table(f, "published"), "value")),
      PLACEMENT_UNIT_MONEY);
  cr_expect_eq(find_table(f, "budget"), SIZE_MAX, "nothing was simulated");
  cr_expect_eq(table_named(f, "plan_by_year").detail, 0);
  placement_findings_free(f);
  clear(&m);
}

/* As many homes as no screen shows. */
Test(run_findings, many_homes)
{
  char text[SCENARIO_TEXT];
  int used = snprintf(text, sizeof text, "%s, 'phases': [{'id': 'now', 'planned_opening': '2025-04-01'}], 'homes': [",
                      CHILDREN);
  for (int home = 1; home <= 30; home++)
    used += snprintf(text + used, sizeof text - (size_t)used,
                     "%s{'id': 'h%d', 'phase': 'now', 'beds': %d, 'costs': [{'amount': 1000, 'per': 'week'}]}",
                     home > 1 ? ", " : "", home, home);
  made m = make(plan_of("%s]}", text), 50);
  placement_findings *f = findings_of(&m);
  cr_expect_eq(table_named(f, "homes").detail, 1);
  cr_expect_eq(table_named(f, "homes").row_count, 31);
  cr_expect_eq(table_named(f, "voids").row_count, 31);
  cr_expect_eq(table_named(f, "first_homes").detail, 0);
  cr_expect_eq(table_named(f, "first_homes").row_count, 22);
  cr_expect_str_eq(text_at(f, "first_voids", 20, "home"), "10 other homes");
  cr_expect_eq(number_at(f, "first_homes", 20, "beds"), 21 + 22 + 23 + 24 + 25 + 26 + 27 + 28 + 29 + 30);
  cr_expect(isnan(number_at(f, "first_homes", 20, "occupancy_se")));
  cr_expect_gt(expect_sums(f), 100);
  placement_findings_free(f);
  clear(&m);
}

/* The tables of two runs side by side, as comparisons have them. */
Test(run_findings, two_sides)
{
  made one = make_file(scenarios[3], 50),
       other = make_file(EXAMPLES "/scenarios/southampton/option3-do-nothing.json", 50);
  plm_side sides[] = {{"One", one.plan, one.basis, one.summary, one.reconciliation},
                      {"Other", other.plan, other.basis, other.summary, other.reconciliation}};
  plm_sides of = {plm_findings_new("placement-test/1", "GBP"), sides, 2};
  placement_findings *f = NULL;
  plm_run_add_budget(&of);
  plm_run_add_categories(&of);
  plm_run_add_mean_by_year(&of);
  plm_run_add_total_distribution(&of);
  plm_run_add_homes(&of);
  plm_run_add_voids(&of);
  plm_run_add_unit_costs(&of);
  plm_run_add_months(&of);
  plm_run_add_published(&of, "", false);
  cr_assert_eq(plm_findings_finish(of.findings, &f, NULL), PLACEMENT_OK);
  cr_expect_gt(expect_sums(f), 100);
  for (size_t t = 0; t < placement_findings_table_count(f); t++) {
    placement_table_column first;
    placement_table table;
    cr_assert_eq(placement_findings_table(f, t, &table, NULL), PLACEMENT_OK);
    cr_assert_eq(placement_findings_column(f, t, 0, &first, NULL), PLACEMENT_OK);
    cr_expect_str_eq(first.name, "scenario");
    cr_expect_geq(table.group_count, 1);
    cr_expect_str_eq(placement_findings_text(f, t, 0, 0), "One");
  }
  cr_expect_eq(table_named(f, "monthly_occupied").row_count, placement_plan_month_count(one.plan), "no homes, no rows");
  placement_table bins = table_named(f, "total_distribution");
  double width = number_at(f, bins.name, 0, "until") - number_at(f, bins.name, 0, "from"), shares = 0;
  for (size_t bin = 0; bin < bins.row_count; bin++) {
    shares += number_at(f, bins.name, bin, "share");
    cr_expect_eq(number_at(f, bins.name, bin, "until") - number_at(f, bins.name, bin, "from"), width);
  }
  cr_expect(fabs(shares - 2) < 1e-12);
  cr_expect_not_null(strstr(bins.summary, "One: Half of all futures"));
  cr_expect_not_null(strstr(bins.summary, " Other: Half of all futures"));
  cr_expect_str_eq(placement_findings_text(f, find_table(f, "homes"), table_named(f, "homes").row_count - 1, 0), "One",
                   "the other has no homes");
  placement_findings_free(f);
  clear(&one);
  clear(&other);
}

Test(run_findings, refused)
{
  made m = make_file(scenarios[2], 10);
  placement_findings *f = NULL;
  placement_result result = m.result;
  cr_expect_eq(placement_run_findings(NULL, &f, NULL), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_run_findings(&result, NULL, NULL), PLACEMENT_ERROR_ARGUMENT);
  result.plan = NULL;
  cr_expect_eq(placement_run_findings(&result, &f, NULL), PLACEMENT_ERROR_ARGUMENT);
  result = m.result;
  result.basis = NULL;
  cr_assert_eq(placement_run_findings(&result, &f, NULL), PLACEMENT_OK);
  cr_expect(isnan(number_at(f, "budget", 0, "plan")));
  cr_expect_eq(find_table(f, "plan_by_year"), SIZE_MAX);
  placement_findings_free(f);
  f = NULL;
  result.summary = NULL;
  cr_expect_eq(placement_run_findings(&result, &f, NULL), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_null(f);
  clear(&m);
}

/* Of runs and of plans, if the scenario is given; one without a text is refused. */
Test(run_findings, assumptions)
{
  for (uint64_t replications = 0; replications <= 10; replications += 10) {
    const placement_change change = {"/homes/0/beds", PLACEMENT_CHANGE_ADD, 1};
    placement_scenario *scenario = NULL, *changed = NULL;
    placement_findings *f = NULL;
    placement_table last;
    made m = make_file(scenarios[2], replications);
    cr_assert_eq(placement_scenario_load_file(scenarios[2], &scenario, NULL, NULL), PLACEMENT_OK);
    m.result.scenario = scenario;
    f = findings_of(&m);
    cr_assert_eq(placement_findings_table(f, placement_findings_table_count(f) - 1, &last, NULL), PLACEMENT_OK);
    cr_expect_str_eq(last.name, "assumptions");
    cr_expect_gt(last.row_count, 10);
    placement_findings_free(f);
    f = NULL;
    cr_assert_eq(placement_scenario_change(scenario, &change, 1, &changed, NULL), PLACEMENT_OK);
    m.result.scenario = changed;
    cr_expect_eq(placement_run_findings(&m.result, &f, NULL), PLACEMENT_ERROR_ARGUMENT);
    cr_expect_null(f);
    placement_scenario_free(scenario);
    placement_scenario_free(changed);
    clear(&m);
  }
}

static placement_status find(void *context, placement_error *err)
{
  const made *m = context;
  placement_findings *f = NULL;
  placement_status status = placement_run_findings(&m->result, &f, err);
  cr_expect_eq(f != NULL, status == PLACEMENT_OK);
  placement_findings_free(f);
  return status;
}

Test(run_findings, every_allocation)
{
#ifndef COUNTING
  cr_skip_test("the allocator cannot be replaced here");
#endif
  made m = make_file(scenarios[2], 10);
  cr_expect_gt(starve(find, &m), 100);
  clear(&m);
}
