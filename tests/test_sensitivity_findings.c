/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the findings of a sensitivity analysis say: the numbers of the analysis, and what follows from them.
 */
#include "verification/scenario_run.h"

/* A line that hardly varies, two that go against each other, and one that matters; of homes, phases and nobody. */
static const char lines[] =
    "{'placement_scenario': 1, 'title': 'Lines', 'horizon': {'start': '2025-04-01', 'years': 2},"
    "'phases': [{'id': 'p', 'planned_opening': '2025-04-01'}], 'homes': [{'id': 'oak', 'phase': 'p', 'beds': 1,"
    "'costs': [{'id': 'rent', 'amount': 1, 'per': 'once', 'on': '2025-06-01'}]}],"
    "'costs': [{'id': 'a', 'amount': 1, 'per': 'once', 'on': '2025-06-01'},"
    "{'amount': 1, 'per': 'once', 'on': '2025-06-01'}, {'amount': 1, 'per': 'once', 'on': '2026-06-01'}],"
    "'uncertain': ["
    "{'input': '/costs/0/amount', 'as': 'value', 'distribution': {'uniform': {'min': 990, 'max': 1010}}},"
    "{'input': '/homes/0/costs/0/amount', 'as': 'value', 'distribution': {'uniform': {'min': 9000, 'max': 11000}}},"
    "{'input': '/costs/1/amount', 'as': 'value', 'distribution': {'uniform': {'min': 0, 'max': 1}}},"
    "{'input': '/costs/2/amount', 'as': 'value', 'distribution': {'uniform': {'min': 0, 'max': 1}}}],"
    "'correlations': [{'inputs': [0, 2], 'rho': -1}]}";

static placement_scenario *scenario_of(const char *format)
{
  char text[SCENARIO_TEXT];
  placement_scenario *scenario = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  (void)snprintf(text, sizeof text, "%s", format);
  for (char *quote = strchr(text, '\''); quote != NULL; quote = strchr(quote, '\''))
    *quote = '"';
  cr_assert_eq(placement_scenario_load_text(text, strlen(text), "test", &scenario, NULL, &err), PLACEMENT_OK, "%s: %s",
               err.pointer, err.message);
  return scenario;
}

static placement_sensitivity *analyse(const placement_scenario *scenario, bool indices, const char *metric,
                                      size_t column)
{
  placement_sensitivity_options what = PLACEMENT_SENSITIVITY_OPTIONS_INIT;
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  placement_sensitivity *s = NULL;
  placement_plan *plan = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_assert_eq(placement_plan_new(scenario, &plan, NULL), PLACEMENT_OK);
  placement_figure figure = {metric_of(plan, metric), column};
  placement_plan_free(plan);
  what.figure = &figure;
  what.indices = indices;
  options.replications = 500;
  options.threads = 1;
  cr_assert_eq(placement_sensitivity_new(scenario, &what, &options, &s, &err), PLACEMENT_OK, "%s", err.message);
  return s;
}

static placement_findings *findings_of(const placement_sensitivity *s)
{
  placement_findings *f = NULL;
  cr_assert_eq(placement_sensitivity_findings(s, &f, NULL), PLACEMENT_OK);
  return f;
}

static bool says(const placement_findings *f, const char *words)
{
  for (size_t i = 0; i < placement_findings_sentence_count(f); i++)
    if (strstr(placement_findings_sentence(f, i), words) != NULL)
      return true;
  return false;
}

static size_t table_of(const placement_findings *f, const char *name)
{
  placement_table table;
  for (size_t i = 0; i < placement_findings_table_count(f); i++)
    if (placement_findings_table(f, i, &table, NULL) == PLACEMENT_OK && strcmp(table.name, name) == 0)
      return i;
  return SIZE_MAX;
}

static size_t column_of(const placement_findings *f, size_t table, const char *name)
{
  placement_table_column column;
  for (size_t c = 0; placement_findings_column(f, table, c, &column, NULL) == PLACEMENT_OK; c++)
    if (strcmp(column.name, name) == 0)
      return c;
  cr_assert_fail("there is no column %s", name);
  return SIZE_MAX;
}

static double number_of(const placement_findings *f, size_t table, size_t row, const char *name)
{
  return placement_findings_number(f, table, row, column_of(f, table, name));
}

static const char *text_of(const placement_findings *f, size_t table, size_t row, const char *name)
{
  return placement_findings_text(f, table, row, column_of(f, table, name));
}

Test(sensitivity_findings, tables_hold_the_analysis)
{
  placement_scenario *scenario = scenario_of(lines);
  placement_sensitivity *s = analyse(scenario, true, "cost.total", 2);
  placement_findings *f = findings_of(s);
  size_t tornado = table_of(f, "tornado"), variance = table_of(f, "variance"), indices = table_of(f, "indices");
  placement_sensitivity_whole whole;
  placement_sensitivity_bar bar;
  cr_expect_str_eq(placement_findings_format(f), "placement-sensitivity/1");
  cr_assert_eq(placement_sensitivity_figure(s, &whole, NULL), PLACEMENT_OK);
  cr_expect_eq(number_of(f, table_of(f, "figure"), 0, "value"), whole.mean.value);
  cr_expect_eq(number_of(f, table_of(f, "figure"), 1, "value_high"), whole.quantile.high);
  cr_expect_eq(number_of(f, variance, 0, "share"), whole.inputs_share.value);
  cr_expect_eq(number_of(f, variance, 1, "sd_se"), whole.chance_sd.se);
  cr_expect_eq(number_of(f, indices, 0, "total"), whole.chance_total.value);
  for (size_t i = 0; i < placement_sensitivity_count(s); i++) {
    cr_assert_eq(placement_sensitivity_at(s, i, &bar, NULL), PLACEMENT_OK);
    cr_expect_str_eq(text_of(f, tornado, i, "pointer"),
                     placement_scenario_uncertain_pointer(scenario, placement_sensitivity_member(s, i, 0)));
    cr_expect_eq(number_of(f, tornado, i, "low"), bar.low);
    cr_expect_eq(number_of(f, tornado, i, "mean_effect"), bar.mean_effect.value);
    cr_expect_eq(number_of(f, tornado, i, "p80_effect_low"), bar.quantile_effect.low);
    cr_expect_eq(number_of(f, tornado, i, "mean_at_high_se"), bar.mean_high.se);
    cr_expect_eq(number_of(f, tornado, i, "p80_at_low"), bar.quantile_low.value);
    cr_expect_eq(number_of(f, indices, i + 1, "first_se"), bar.first.se);
    cr_expect_eq(number_of(f, indices, i + 1, "total"), bar.total.value);
  }
  placement_findings_free(f);
  placement_sensitivity_free(s);
  placement_scenario_free(scenario);
}

/* What is a hundredth in sd is a ten-thousandth of the variance. */
Test(sensitivity_findings, sentences)
{
  placement_scenario *scenario = scenario_of(lines);
  placement_sensitivity *s = analyse(scenario, true, "cost.total", 2);
  placement_findings *f = findings_of(s);
  cr_expect(says(f,
                 "Total cost over the horizon depends most on amount of rent of oak: as it goes from £9,200 to £10,800"
                 " (P10 to P90), the mean rises by £1,600"));
  cr_expect(says(f, "Of its variance 0.0% is chance"));
  cr_expect(says(f, "Worth researching further is amount of rent of oak (at least 1% of the variance); 2 inputs are "
                    "not."));
  cr_expect_eq(placement_findings_sentence_count(f), 3);
  cr_expect_str_eq(text_of(f, table_of(f, "indices"), 1, "verdict"), "matters");
  cr_expect_str_eq(text_of(f, table_of(f, "indices"), 2, "verdict"), "negligible");
  cr_expect_str_eq(text_of(f, table_of(f, "tornado"), 0, "range"), "£9,200 to £10,800");
  placement_findings_free(f);
  placement_sensitivity_free(s);
  placement_scenario_free(scenario);
}

/* In the second year only one amount is paid, in the first not that; capital never. */
Test(sensitivity_findings, without_indices)
{
  placement_scenario *scenario = scenario_of(lines);
  placement_sensitivity *first = analyse(scenario, false, "cost.total", 0);
  placement_sensitivity *capital = analyse(scenario, true, "cost.capital", 2);
  placement_findings *f = findings_of(first), *none = findings_of(capital);
  cr_expect(says(f, "Total cost in 2025-26 depends most on "));
  cr_expect(says(f, "No effect can be told, with this many replications, of costs/2/amount."));
  cr_expect(table_of(f, "indices") == SIZE_MAX && !says(f, "researched"));
  cr_expect(says(none, "Capital over the horizon is £0 in every future, so no input matters to it."));
  cr_expect(!says(none, "effect") && !says(none, "variance"));
  placement_findings_free(f);
  placement_findings_free(none);
  placement_sensitivity_free(first);
  placement_sensitivity_free(capital);
  placement_scenario_free(scenario);
}

/* The two that go against each other are one input; each has its own ends. */
Test(sensitivity_findings, inputs_that_are_one)
{
  static const char both[] = "amount of a and costs/1/amount (together)";
  placement_scenario *scenario = scenario_of(lines);
  placement_sensitivity *s = analyse(scenario, false, "cost.capital", 2);
  placement_findings *f = findings_of(s);
  size_t together = table_of(f, "together"), tornado = table_of(f, "tornado"), at = 0;
  placement_table table;
  cr_assert_eq(placement_findings_table(f, together, &table, NULL), PLACEMENT_OK);
  cr_assert_eq(table.row_count, 2);
  cr_expect_str_eq(text_of(f, together, 0, "input"), both);
  cr_expect_str_eq(text_of(f, together, 0, "member"), "amount of a");
  cr_expect_str_eq(text_of(f, together, 1, "pointer"), "/costs/1/amount");
  cr_expect_str_eq(text_of(f, together, 0, "range"), "£992 to £1,008");
  cr_expect_float_eq(number_of(f, together, 1, "low"), 0.9, 1e-9);
  cr_expect_float_eq(number_of(f, together, 1, "high"), 0.1, 1e-9);
  while (strcmp(text_of(f, tornado, at, "input"), both) != 0)
    at++;
  cr_expect_str_eq(text_of(f, tornado, at, "range"), "each its own");
  placement_findings_free(f);
  placement_sensitivity_free(s);
  placement_scenario_free(scenario);
}

Test(sensitivity_findings, wrong_arguments)
{
  placement_findings *f = NULL;
  cr_expect_eq(placement_sensitivity_findings(NULL, &f, NULL), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_null(f);
}
