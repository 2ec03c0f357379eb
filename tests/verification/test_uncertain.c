/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Uncertain inputs: what they do to means and variances, by formulas, and to single replications.
 */
#include "plan/plan.h"
#include "scenario_run.h"

#define REPLICATIONS 20000

/* Two lines that are paid once: their amounts are the inputs, and nothing else is random. */
#define TWO_LINES                                                                                                      \
  "{'placement_scenario': 1, 'horizon': {'start': '2025-04-01', 'years': 1},"                                          \
  "'costs': [{'kind': 'capital', 'amount': 1000, 'per': 'once', 'on': '2025-06-01'},"                                  \
  "{'amount': 500, 'per': 'once', 'on': '2025-06-01'}],"                                                               \
  "'uncertain': [{'input': '/costs/0/amount', 'as': '%s', 'distribution': %s},"                                        \
  "{'input': '/costs/1/amount', 'as': '%s', 'distribution': %s}], 'correlations': [%s]}"

static void check_spread(const placement_plan *plan, const char *metric, double mean, double variance)
{
  placement_summary *summary = run_of(plan, REPLICATIONS, 3);
  placement_statistics s = statistics_of(plan, summary, metric, 1);
  double n = (double)placement_summary_replications(summary);
  cr_assert_float_eq(s.mean, mean, STANDARD_ERRORS * s.se + 0.005, "mean %g, not %g", s.mean, mean);
  /* the variance of a variance is at most 2 / (n - 1) of its square for normal and flatter distributions */
  cr_assert_float_eq(s.sd * s.sd, variance, STANDARD_ERRORS * variance * sqrt(2 / (n - 1)), "variance %g, not %g",
                     s.sd * s.sd, variance);
  placement_summary_free(summary);
}

Test(uncertain, values_factors_and_additions)
{
  placement_plan *plan = plan_of(TWO_LINES, "value", "{'normal': {'mean': 1000, 'sd': 100}}", "factor",
                                 "{'uniform': {'min': 0.5, 'max': 1.5}}", "");
  check_spread(plan, "cost.capital", 1000, 100 * 100);
  check_spread(plan, "cost.revenue", 500, 500.0 * 500 / 12);
  check_spread(plan, "cost.total", 1500, 100 * 100 + 500.0 * 500 / 12);
  placement_plan_free(plan);
  plan = plan_of(TWO_LINES, "add", "{'normal': {'mean': 20, 'sd': 10}}", "value", "500", "");
  check_spread(plan, "cost.capital", 1020, 10 * 10);
  placement_plan_free(plan);
}

Test(uncertain, the_plan_basis_keeps_the_base_values)
{
  placement_plan *plan = plan_of(TWO_LINES, "value", "{'normal': {'mean': 3000, 'sd': 100}}", "factor", "7", "");
  placement_basis *basis = basis_of(plan);
  cr_assert_eq(basis_value_of(plan, basis, "cost.capital", 0), 1000);
  cr_assert_eq(basis_value_of(plan, basis, "cost.revenue", 0), 500);
  placement_basis_free(basis);
  placement_plan_free(plan);
}

/* Normal inputs: the variance of the sum is that of correlated normals. */
Test(uncertain, correlated_normal_inputs)
{
  static const double rhos[] = {-0.9, -0.3, 0.6, 0.95};
  for (size_t i = 0; i < sizeof rhos / sizeof *rhos; i++) {
    char correlation[128];
    (void)snprintf(correlation, sizeof correlation, "{'inputs': [0, 1], 'rho': %g}", rhos[i]);
    placement_plan *plan = plan_of(TWO_LINES, "value", "{'normal': {'mean': 1000, 'sd': 100}}", "value",
                                   "{'normal': {'mean': 500, 'sd': 50}}", correlation);
    check_spread(plan, "cost.capital", 1000, 100 * 100);
    check_spread(plan, "cost.revenue", 500, 50 * 50);
    check_spread(plan, "cost.total", 1500, 100 * 100 + 50 * 50 + 2 * rhos[i] * 100 * 50);
    placement_plan_free(plan);
  }
}

/* Uniform inputs under a Gaussian copula have the correlation 6 / pi asin(rho / 2) (Pearson 1907). */
Test(uncertain, correlated_uniform_inputs)
{
  placement_plan *plan =
      plan_of(TWO_LINES, "value", "{'uniform': {'min': 0, 'max': 1200}}", "value",
              "{'uniform': {'min': 0, 'max': 1200}}", "{'inputs': ['/costs/1/amount', '/costs/0/amount'], 'rho': 0.8}");
  double one = 1200.0 * 1200 / 12;
  check_spread(plan, "cost.total", 1200, 2 * one * (1 + 6 / acos(-1) * asin(0.4)));
  placement_plan_free(plan);
}

/* A perfect negative correlation makes the matrix singular and the sum the same in every replication. */
Test(uncertain, opposite_inputs_cancel_in_every_replication)
{
  placement_plan *plan = plan_of(TWO_LINES, "value", "{'normal': {'mean': 1000, 'sd': 100}}", "value",
                                 "{'normal': {'mean': 500, 'sd': 100}}", "{'inputs': [0, 1], 'rho': -1}");
  placement_workspace *workspace = workspace_of(plan);
  for (uint64_t k = 0; k < 500; k++) {
    replicate(plan, 8, k, workspace);
    cr_assert_float_eq(value_of(plan, workspace, "cost.total", 1), 1500, 0.011);
  }
  placement_workspace_free(workspace);
  placement_plan_free(plan);
}

/* The scenario of the next test; %s stand for the numbers that vary. */
#define EVERYTHING                                                                                                     \
  "{'placement_scenario': 1, 'horizon': {'start': '2025-04-01', 'years': 2},"                                          \
  "'prices': {'discount_rate': %s, 'deflator': 'fees', 'indices': {'fees': %s}},"                                      \
  "'groups': [{'id': 'a', 'arrivals_per_year': %s, 'growth_per_year': %s, 'initial': {'count': %s},"                   \
  "'need_days': {'gamma': {'mean': %s, 'cv': 0.5}}, 'local_suitability': %s, 'weekly_fee': %s,"                        \
  "'emergency_share': %s, 'emergency_days': %s, 'unplanned_endings_per_year': {'in_house': %s, 'external': 1},"        \
  "'step_down': {'to': 's', 'share': %s, 'after_share_of_need': %s}}],"                                                \
  "'compatibility': {'default': %s},"                                                                                  \
  "'phases': [{'id': 'p', 'planned_opening': '2025-06-01', 'delay_days': %s}],"                                        \
  "'homes': [{'id': 'h', 'phase': 'p', 'beds': %s, 'takes': ['planned', 'emergency'], 'turnaround_days': %s,"          \
  "'introduction_days': %s, 'refusal': %s, 'registration': {'delay_days': 10, 'declined': %s},"                        \
  "'suspension': {'per_year': %s, 'days': 9}, 'costs': [{'amount': %s, 'per': 'week', 'for': 'bed'}]}],"               \
  "'external': {'notice_days': %s, 'minimum_nights': %s, 'index': 'fees', 'visits': %s,"                               \
  "'enhancement': {'per_year': %s, 'weekly_amount': 300}},"                                                            \
  "'step_down': [{'id': 's', 'places': %s}], 'policy': {'returns': {'after_nights': %s}}%s}"

typedef struct varied {
  const char *pointer;
  const char *base;
  const char *other;
} varied;

static const varied inputs[] = {
    {"/prices/discount_rate", "0.035", "0.1"},
    {"/prices/indices/fees", "0.02", "0.09"},
    {"/groups/0/arrivals_per_year", "14", "21.5"},
    {"/groups/0/growth_per_year", "0.1", "-0.2"},
    {"/groups/0/initial/count", "5", "9"},
    {"/groups/0/need_days/gamma/mean", "200", "320"},
    {"/groups/0/local_suitability", "0.8", "0.3"},
    {"/groups/0/weekly_fee", "4000", "5123.45"},
    {"/groups/0/emergency_share", "0.3", "0.7"},
    {"/groups/0/emergency_days", "20", "33"},
    {"/groups/0/unplanned_endings_per_year/in_house", "0.5", "2"},
    {"/groups/0/step_down/share", "0.5", "0.9"},
    {"/groups/0/step_down/after_share_of_need", "0.5", "0.1"},
    {"/compatibility/default", "0.7", "0.4"},
    {"/phases/0/delay_days", "30", "77"},
    {"/homes/0/beds", "4", "7"},
    {"/homes/0/turnaround_days", "7", "0"},
    {"/homes/0/introduction_days", "10", "3"},
    {"/homes/0/refusal", "0.2", "0.6"},
    {"/homes/0/registration/declined", "0", "1"},
    {"/homes/0/suspension/per_year", "1", "6"},
    {"/homes/0/costs/0/amount", "2000", "2345.67"},
    {"/external/notice_days", "28", "14"},
    {"/external/minimum_nights", "10", "40"},
    {"/external/visits", "1200", "900"},
    {"/external/enhancement/per_year", "1", "3"},
    {"/step_down/0/places", "2", "5"},
    {"/policy/returns/after_nights", "60", "5"},
};
#define INPUTS (sizeof inputs / sizeof *inputs)

/* The scenario with input `other` at `value`, and `tail` at the end. */
static placement_plan *everything_at(size_t other, const char *value, const char *tail)
{
  const char *v[INPUTS];
  for (size_t i = 0; i < INPUTS; i++)
    v[i] = i == other ? value : inputs[i].base;
  return plan_of(EVERYTHING, v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9], v[10], v[11], v[12], v[13],
                 v[14], v[15], v[16], v[17], v[18], v[19], v[20], v[21], v[22], v[23], v[24], v[25], v[26], v[27],
                 tail);
}

/* The scenario with input `other` at its other value. */
static placement_plan *everything(size_t other, const char *tail)
{
  return everything_at(other, other < INPUTS ? inputs[other].other : "", tail);
}

static bool same_outcomes(const placement_plan *plan_a, const placement_plan *plan_b)
{
  placement_workspace *a = workspace_of(plan_a);
  placement_workspace *b = workspace_of(plan_b);
  bool same = true;
  for (uint64_t k = 0; k < 4; k++) {
    replicate(plan_a, 5, k, a);
    replicate(plan_b, 5, k, b);
    for (size_t metric = 0; metric < placement_plan_metric_count(plan_a); metric++) {
      for (size_t column = 0; column <= placement_plan_year_count(plan_a); column++) {
        double x = placement_workspace_value(a, metric, column);
        double y = placement_workspace_value(b, metric, column);
        same = same && (x == y || (isnan(x) && isnan(y)));
      }
    }
  }
  placement_workspace_free(a);
  placement_workspace_free(b);
  return same;
}

/* An input that is certain to take a value is as good as the value written in its place, to the last bit; and each of
 * these values matters. */
Test(uncertain, a_certain_input_is_a_value_written_in_its_place)
{
  placement_plan *base = everything(INPUTS, "");
  for (size_t i = 0; i < INPUTS; i++) {
    char tail[256];
    (void)snprintf(tail, sizeof tail, ", 'uncertain': [{'input': '%s', 'as': 'value', 'distribution': %s}]",
                   inputs[i].pointer, inputs[i].other);
    placement_plan *written = everything(i, "");
    placement_plan *drawn = everything(INPUTS, tail);
    cr_expect(same_outcomes(written, drawn), "%s", inputs[i].pointer);
    cr_expect_not(same_outcomes(base, drawn), "%s has no effect", inputs[i].pointer);
    placement_plan_free(written);
    placement_plan_free(drawn);
  }
  placement_plan_free(base);
}

/* All figures of some replications with the one uncertain input at this probability. */
static double *at_probability(const placement_plan *plan, const double *probability, size_t *count)
{
  placement_sample_options options = PLACEMENT_SAMPLE_OPTIONS_INIT;
  size_t columns = placement_plan_year_count(plan) + 1, figures = placement_plan_metric_count(plan) * columns;
  placement_figure *figure = calloc(figures, sizeof *figure);
  options.replications = 4;
  options.input_probabilities = probability;
  *count = 4 * figures;
  double *values = calloc(*count, sizeof *values);
  cr_assert(figure != NULL && values != NULL);
  for (size_t k = 0; k < figures; k++)
    figure[k] = (placement_figure){k / columns, k % columns};
  cr_assert_eq(placement_sample(plan, &options, figure, figures, values, NULL), PLACEMENT_OK);
  for (size_t k = 0; k < *count; k++) /* undefined figures are equal to one another */
    values[k] = isnan(values[k]) ? -1 : values[k];
  free(figure);
  return values;
}

/* At a probability, an input is as good as its quantile written in its place, to the last bit. */
Test(uncertain, a_probability_is_a_value_written_in_its_place)
{
  for (size_t i = 0; i < INPUTS; i++) {
    char tail[256], written[64];
    const double p = 0.85, other = strtod(inputs[i].other, NULL);
    double value;
    size_t count;
    (void)snprintf(
        tail, sizeof tail,
        ", 'uncertain': [{'input': '%s', 'as': 'value', 'distribution': {'normal': {'mean': %s, 'sd': %g}}}]",
        inputs[i].pointer, inputs[i].other, 0.01 + 0.1 * fabs(other));
    placement_plan *at = everything(INPUTS, tail);
    cr_assert_eq(placement_scenario_uncertain_quantile(at->scenario, 0, p, &value, NULL), PLACEMENT_OK);
    (void)snprintf(written, sizeof written, "%.17g", value);
    placement_plan *constant = everything_at(i, written, "");
    double *a = at_probability(at, &p, &count), *b = at_probability(constant, NULL, &count);
    for (size_t k = 0; k < count; k++)
      cr_assert_eq(a[k], b[k], "%s: %.17g, not %.17g", inputs[i].pointer, a[k], b[k]);
    free(a);
    free(b);
    placement_plan_free(at);
    placement_plan_free(constant);
  }
}

/* Draws are keyed by ids: what is inserted before an input does not change them, nor does the order of the inputs,
 * correlated or not. */
Test(uncertain, draws_do_not_depend_on_positions)
{
  static const char scenario[] =
      "{'placement_scenario': 1, 'horizon': {'start': '2025-04-01', 'years': 2},"
      "'groups': [%s{'id': 'a', 'arrivals_per_year': 20, 'need_days': 200, 'weekly_fee': 4000}],"
      "'phases': [%s{'id': 'p', 'planned_opening': '2025-06-01'}],"
      "'homes': [{'id': 'h', 'phase': 'p', 'beds': 3, 'costs': [%s{'id': 'rent', 'amount': 900, 'per': 'week'}]}],"
      "'uncertain': [%s], 'correlations': [{'inputs': ['%s', '%s'], 'rho': 0.7}]}";
#define RATE(G)                                                                                                        \
  "{'input': '/groups/" G "/arrivals_per_year', 'as': 'factor', 'distribution': {'uniform': {'max': 2, 'min': 1}}}"
#define DELAY(P) "{'input': '/phases/" P "/delay_days', 'as': 'add', 'distribution': {'exponential': {'mean': 90}}}"
#define RENT(L)                                                                                                        \
  "{'input': '/homes/0/costs/" L "/amount', 'as': 'factor', 'distribution': {'uniform': {'max': 2, 'min': 1}}}"
  placement_plan *plain = plan_of(scenario, "", "", "", RATE("0") "," DELAY("0") "," RENT("0"),
                                  "/groups/0/arrivals_per_year", "/homes/0/costs/0/amount");
  placement_plan *moved =
      plan_of(scenario, "{'id': 'none', 'need_days': 9, 'weekly_fee': 1},",
              "{'id': 'never', 'planned_opening': '2090-01-01'},", "{'amount': 0, 'per': 'week'},",
              RATE("1") "," DELAY("1") "," RENT("1"), "/groups/1/arrivals_per_year", "/homes/0/costs/1/amount");
  placement_plan *reversed = plan_of(scenario, "", "", "", RENT("0") "," DELAY("0") "," RATE("0"),
                                     "/homes/0/costs/0/amount", "/groups/0/arrivals_per_year");
  cr_expect(same_outcomes(plain, moved));
  cr_expect(same_outcomes(plain, reversed));
  placement_plan_free(plain);
  placement_plan_free(moved);
  placement_plan_free(reversed);
}

/* A distribution is varied by a factor: a factor of 1 changes nothing, that of a fee multiplies its cost. */
Test(uncertain, a_distribution_by_a_factor)
{
  static const char scenario[] =
      "{'placement_scenario': 1, 'horizon': {'start': '2025-04-01', 'years': 1}, 'groups': [{'id': 'a',"
      "'arrivals_per_year': 20, 'need_days': {'lognormal': {'mean': 200, 'cv': 1}}, 'weekly_fee': {'lognormal': "
      "{'mean': 4000, 'cv': 0.5}}}]%s}";
  placement_plan *plain = plan_of(scenario, "");
  placement_plan *once =
      plan_of(scenario, ", 'uncertain': [{'input': '/groups/0/weekly_fee', 'as': 'factor', 'distribution': 1},"
                        "{'input': '/groups/0/need_days', 'as': 'factor', 'distribution': 1}]");
  placement_plan *twice =
      plan_of(scenario, ", 'uncertain': [{'input': '/groups/0/weekly_fee', 'as': 'factor', 'distribution': 2}]");
  placement_workspace *a = workspace_of(plain);
  placement_workspace *b = workspace_of(twice);
  cr_assert(same_outcomes(plain, once));
  for (uint64_t k = 0; k < 50; k++) {
    replicate(plain, 5, k, a);
    replicate(twice, 5, k, b);
    cr_assert_float_eq(value_of(twice, b, "cost.external", 0), 2 * value_of(plain, a, "cost.external", 0), 0.02);
  }
  placement_workspace_free(a);
  placement_workspace_free(b);
  placement_plan_free(plain);
  placement_plan_free(once);
  placement_plan_free(twice);
}

/* The mean cost is that of the plan basis times the mean factor, and chance and the factor add up in its variance: the
 * factor is independent of the children. */
Test(uncertain, variance_of_a_product)
{
  static const char scenario[] =
      "{'placement_scenario': 1, 'horizon': {'start': '2025-04-01', 'years': 1}, 'groups': [{'id': 'a',"
      "'arrivals_per_year': 60, 'need_days': {'exponential': {'mean': 100}}, 'weekly_fee': 3500}]%s}";
  placement_plan *plain = plan_of(scenario, "");
  placement_plan *drawn = plan_of(scenario, ", 'uncertain': [{'input': '/groups/0/weekly_fee', 'as': 'factor',"
                                            "'distribution': {'uniform': {'min': 0.8, 'max': 1.2}}}]");
  placement_summary *summary = run_of(plain, REPLICATIONS, 11);
  placement_statistics s = statistics_of(plain, summary, "cost.external", 1);
  double factor = 0.4 * 0.4 / 12;
  double variance = (s.sd * s.sd + s.mean * s.mean) * (1 + factor) - s.mean * s.mean;
  check_spread(drawn, "cost.external", s.mean, variance);
  placement_summary_free(summary);
  placement_plan_free(plain);
  placement_plan_free(drawn);
}
