/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the findings of each analysis say that it rests on: published figures and assumptions of the scenario as given.
 */
#include "findings_cells.h"
#include "starve.h"

#include "report/grounds.h"

#include <placement/placement.h>

#include <stdio.h>

#define NOTE "'notes': 'why it is so',"
#define PUBLISHED                                                                                                      \
  "'published': [{'label': 'A capital', 'metric': 'cost.capital', 'value': 100, 'source': 'a paper'},"                 \
  "{'label': 'A cost', 'metric': 'cost.total', 'value': 100, 'basis': 'mean'}],"

/* A scenario with one phase, one home, and one input that is uncertain; in `more`, ' stands for ". */
static placement_scenario *load(const char *more)
{
  static const char rest[] =
      "'placement_scenario': 1, 'horizon': {'start': '2025-04-01', 'years': 1},"
      "'groups': [{'id': 'g', 'arrivals_per_year': 2, 'need_days': 90, 'weekly_fee': 7000}],"
      "'phases': [{'id': 'p', 'planned_opening': '2025-07-01'}],"
      "'homes': [{'id': 'h', 'phase': 'p', 'beds': 1, 'costs': [{'amount': 100, 'per': 'once', 'kind': 'capital'}]}],"
      "'uncertain': [{'input': '/groups/0/weekly_fee', 'as': 'factor', 'distribution': {'uniform': {'min': 0.9, 'max': "
      "1.1}}}]}";
  placement_scenario *scenario = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  char json[2048];
  int length = snprintf(json, sizeof json, "{%s%s", more, rest);
  cr_assert_lt((size_t)length, sizeof json);
  for (char *c = json; *c != '\0'; c++)
    if (*c == '\'')
      *c = '"';
  cr_assert_eq(placement_scenario_load_text(json, (size_t)length, NULL, &scenario, NULL, &err), PLACEMENT_OK, "%s: %s",
               err.pointer, err.message);
  return scenario;
}

static placement_plan *plan_of(const placement_scenario *scenario)
{
  placement_plan *plan = NULL;
  cr_assert_eq(placement_plan_new(scenario, &plan, NULL), PLACEMENT_OK);
  return plan;
}

static const placement_run_options *options(void)
{
  static placement_run_options made = PLACEMENT_RUN_OPTIONS_INIT;
  made.replications = 100;
  made.threads = 1;
  return &made;
}

/* The findings of each analysis of the scenario. */
typedef placement_status analysis(const placement_scenario *scenario, const placement_plan *plan,
                                  placement_findings **f);

static placement_status find_budget(const placement_scenario *scenario, const placement_plan *plan,
                                    placement_findings **f)
{
  size_t metric = placement_plan_metric_find(plan, "cost.total");
  placement_budget *made = NULL;
  (void)scenario;
  cr_assert_eq(placement_budget_new(plan, options(), &metric, 1, 0.8, &made, NULL), PLACEMENT_OK);
  placement_status status = placement_budget_findings(made, plan, options(), f, NULL);
  placement_budget_free(made);
  return status;
}

static placement_status find_sensitivity(const placement_scenario *scenario, const placement_plan *plan,
                                         placement_findings **f)
{
  placement_sensitivity *made = NULL;
  (void)plan;
  cr_assert_eq(placement_sensitivity_new(scenario, NULL, options(), &made, NULL), PLACEMENT_OK);
  placement_status status = placement_sensitivity_findings(made, f, NULL);
  placement_sensitivity_free(made);
  return status;
}

static placement_status find_switching(const placement_scenario *scenario, const placement_plan *plan,
                                       placement_findings **f)
{
  const char *const pointers[] = {"/groups/0/weekly_fee"};
  placement_switching_question question = PLACEMENT_SWITCHING_QUESTION_INIT;
  placement_switching *made = NULL;
  question.pointers = pointers;
  question.pointer_count = 1;
  question.as = PLACEMENT_CHANGE_FACTOR;
  question.metric = placement_plan_metric_find(plan, "cost.total");
  question.column = placement_plan_year_count(plan);
  question.target = 100000;
  cr_assert_eq(placement_switching_new(scenario, &question, options(), &made, NULL), PLACEMENT_OK);
  placement_status status = placement_switching_findings(made, f, NULL);
  placement_switching_free(made);
  return status;
}

static placement_status find_delay(const placement_scenario *scenario, const placement_plan *plan,
                                   placement_findings **f)
{
  placement_delay *made = NULL;
  cr_assert_eq(placement_delay_new(scenario, options(), 1, &made, NULL), PLACEMENT_OK);
  placement_status status = placement_delay_findings(made, plan, options(), f, NULL);
  placement_delay_free(made);
  return status;
}

static placement_status find_value(const placement_scenario *scenario, const placement_plan *plan,
                                   placement_findings **f)
{
  placement_value *made = NULL;
  cr_assert_eq(placement_value_new(scenario, options(), NULL, &made, NULL), PLACEMENT_OK);
  placement_status status = placement_value_findings(made, plan, options(), f, NULL);
  placement_value_free(made);
  return status;
}

static placement_status find_best(const placement_scenario *scenario, const placement_plan *plan,
                                  placement_findings **f)
{
  static const char space[] = "{\"placement_search\": 1, \"decisions\": [{\"id\": \"o\", \"phase\": \"p\", \"opens\": "
                              "[\"2025-07-01\", \"2025-08-01\"]}]}";
  placement_search *search = NULL;
  placement_optimisation *made = NULL;
  (void)plan;
  cr_assert_eq(placement_search_load_text(space, strlen(space), NULL, scenario, &search, NULL, NULL), PLACEMENT_OK);
  cr_assert_eq(placement_optimise(search, options(), NULL, &made, NULL), PLACEMENT_OK);
  placement_status status = placement_optimisation_findings(made, search, options(), f, NULL);
  placement_optimisation_free(made);
  placement_search_free(search);
  return status;
}

static const struct {
  analysis *find;
  const char *before; /* what the notes of the tables end with, "" if nothing is changed */
} analyses[] = {
    {find_budget, ""},
    {find_sensitivity, "This is the scenario as given, before any input is fixed or drawn anew."},
    {find_switching, "This is the scenario as given, before any input is changed."},
    {find_delay, "This is the scenario as given, before any opening is moved."},
    {find_value, "This is the scenario as given, before any home or bed is added, taken out or closed."},
    {find_best, "This is the scenario as given, before anything is chosen."},
};

#define COUNT (sizeof analyses / sizeof *analyses)

Test(grounds, every_analysis)
{
  placement_scenario *scenario = load(NOTE PUBLISHED);
  placement_plan *plan = plan_of(scenario);
  for (size_t i = 0; i < COUNT; i++) {
    placement_findings *f = NULL;
    cr_assert_eq(analyses[i].find(scenario, plan, &f), PLACEMENT_OK, "analysis %zu", i);
    placement_table published = table_named(f, "published"), assumptions = table_named(f, "assumptions");
    cr_expect(published.detail && assumptions.detail, "analysis %zu is longer on a terminal", i);
    cr_expect_eq(find_table(f, "assumptions"), placement_findings_table_count(f) - 1);
    cr_expect_eq(published.row_count, 1, "the mean is not known");
    cr_expect_eq(find_row(f, "published", "A capital", "agrees: 100 published, 100 on the plan basis"), 0);
    cr_expect_str_eq(text_at(f, "published", 0, "source"), "a paper");
    cr_expect_neq(find_row(f, "assumptions", "Notes of the scenario", "why it is so"), SIZE_MAX);
    cr_expect_neq(find_row(f, "assumptions", "Group g", "No step-down"), SIZE_MAX);
    cr_expect_neq(strstr(assumptions.note, analyses[i].before), NULL, "%s", assumptions.note);
    cr_expect_eq(strncmp(published.note, analyses[i].before, strlen(analyses[i].before)), 0, "%s", published.note);
    cr_expect_eq(strstr(assumptions.note, "as given") != NULL, analyses[i].before[0] != '\0');
    cr_expect_neq(strstr(published.note, "compared with the mean of the replications are left out"), NULL);
    placement_findings_free(f);
  }
  placement_plan_free(plan);
  placement_scenario_free(scenario);
}

/* Without published figures, and of a scenario that no text says. */
Test(grounds, what_there_is_none_of)
{
  const placement_change change = {"/homes/0/beds", PLACEMENT_CHANGE_VALUE, 2};
  placement_scenario *scenario = load(""), *changed = NULL;
  cr_assert_eq(placement_scenario_change(scenario, &change, 1, &changed, NULL), PLACEMENT_OK);
  placement_plan *plans[] = {plan_of(scenario), plan_of(changed)};
  for (size_t i = 0; i < COUNT; i++) {
    for (size_t side = 0; side < 2; side++) {
      placement_findings *f = NULL;
      if (side == 1 && (analyses[i].find == find_best || analyses[i].find == find_value))
        continue; /* these change the text */
      cr_assert_eq(analyses[i].find(side == 0 ? scenario : changed, plans[side], &f), PLACEMENT_OK, "analysis %zu", i);
      cr_expect_eq(find_table(f, "published"), SIZE_MAX, "analysis %zu", i);
      cr_expect_eq(find_table(f, "assumptions") != SIZE_MAX, side == 0, "analysis %zu", i);
      placement_findings_free(f);
    }
  }
  for (size_t side = 0; side < 2; side++)
    placement_plan_free(plans[side]);
  placement_scenario_free(changed);
  placement_scenario_free(scenario);
}

typedef struct both {
  placement_plan *plan, *other;
  placement_findings *findings;
} both;

static placement_status finish(void *context, placement_error *err)
{
  both *b = context;
  b->findings = NULL;
  return plm_grounds_finish(plm_findings_new("placement-test/1", "GBP"), b->plan, b->other, "it is read", &b->findings,
                            err);
}

static placement_status finish_and_free(void *context, placement_error *err)
{
  both *b = context;
  placement_status status = finish(context, err);
  placement_findings_free(b->findings);
  return status;
}

static void expect_rows(const placement_findings *f, const char *of_base, const char *of_other)
{
  size_t base = find_row(f, "published", of_base, "A capital"), other = find_row(f, "published", of_other, "A capital");
  cr_assert(base != SIZE_MAX && other != SIZE_MAX && base < other);
  size_t note = find_row(f, "assumptions", "Notes of the scenario", "why it is so");
  cr_assert_neq(note, SIZE_MAX);
  cr_expect_str_eq(text_at(f, "assumptions", note, "in"), of_base);
  cr_expect_str_eq(text_at(f, "assumptions", find_row(f, "assumptions", "Group g", "No step-down"), "in"), "both");
  cr_expect_neq(strstr(table_named(f, "assumptions").note, "This is each scenario as given, before it is read."), NULL);
}

/* Side by side: by their titles where these tell them apart. */
Test(grounds, two_scenarios)
{
  static const char *const titles[][4] = {
      {"'title': 'One',", "'title': 'Two',", "One", "Two"},
      {"'title': 'One',", "'title': 'One',", "the scenario", "the other scenario"},
      {"", "'title': 'Two',", "the scenario", "the other scenario"},
  };
  for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
    char text[2][1024];
    (void)snprintf(text[0], sizeof text[0], "%s%s", titles[i][0], NOTE PUBLISHED);
    (void)snprintf(text[1], sizeof text[1], "%s%s", titles[i][1], PUBLISHED);
    placement_scenario *scenario = load(text[0]), *other = load(text[1]);
    both b = {plan_of(scenario), plan_of(other), NULL};
    cr_assert_eq(finish(&b, NULL), PLACEMENT_OK);
    expect_rows(b.findings, titles[i][2], titles[i][3]);
    placement_findings_free(b.findings);
    placement_plan_free(b.plan);
    placement_plan_free(b.other);
    placement_scenario_free(scenario);
    placement_scenario_free(other);
  }
}

Test(grounds, memory)
{
#ifndef COUNTING
  cr_skip_test("the allocator cannot be replaced here");
#endif
  placement_scenario *scenario = load(NOTE PUBLISHED);
  both b = {plan_of(scenario), plan_of(scenario), NULL};
  cr_expect_gt(starve(finish_and_free, &b), 50);
  placement_plan_free(b.plan);
  placement_plan_free(b.other);
  placement_scenario_free(scenario);
}
