/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Assumptions as findings: the sentences of the explanation, their defaults, and what two scenarios share.
 */
#include "findings_cells.h"
#include "starve.h"

#include "report/assumptions.h"

#include <placement/placement.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BASE EXAMPLES "/scenarios/southampton/option3-do-nothing.json"
#define ALTERNATIVE EXAMPLES "/scenarios/southampton/option1-in-house.json"

enum { SECTION, ASSUMPTION, DEFAULT, IN };

static placement_scenario *load(const char *path)
{
  placement_scenario *scenario = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_assert_eq(placement_scenario_load_file(path, &scenario, NULL, &err), PLACEMENT_OK, "%s", err.message);
  return scenario;
}

static const char *cell(const placement_findings *f, size_t row, size_t column)
{
  return placement_findings_text(f, 0, row, column);
}

/* The first row of the section whose sentence begins so; SIZE_MAX if there is none. */
static size_t find(const placement_findings *f, const char *section, const char *beginning)
{
  placement_table t;
  cr_assert_eq(placement_findings_table(f, 0, &t, NULL), PLACEMENT_OK);
  for (size_t row = 0; row < t.row_count; row++)
    if (strcmp(cell(f, row, SECTION), section) == 0 &&
        strncmp(cell(f, row, ASSUMPTION), beginning, strlen(beginning)) == 0)
      return row;
  return SIZE_MAX;
}

static void expect_default(const placement_findings *f, const char *section, const char *beginning, const char *mark)
{
  size_t row = find(f, section, beginning);
  cr_assert_neq(row, SIZE_MAX, "%s: %s", section, beginning);
  cr_expect_str_eq(cell(f, row, DEFAULT), mark, "%s", beginning);
}

Test(assumptions, defaults)
{
  placement_scenario *scenario = load(ALTERNATIVE);
  placement_findings *f = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_assert_eq(placement_explain_findings(scenario, &f, &err), PLACEMENT_OK, "%s", err.message);
  expect_meanings(f);
  expect_default(f, "Prices", "Real terms are the nominal ones", "yes");
  expect_default(f, "Time", "Financial years begin on 1 April", "in part");
  expect_default(f, "Group core", "Arrivals, by chance: 11 a year", "");
  expect_default(f, "Group core", "No growth of arrivals", "yes");
  expect_default(f, "Group core", "A child for whom no bed is free is placed externally", "yes");
  expect_default(f, "Home home-1", "Cost line children", "in part");
  cr_expect_eq(find(f, "Published figures", ""), SIZE_MAX);
  placement_findings_free(f);
  placement_scenario_free(scenario);
}

typedef struct pair {
  const placement_scenario *scenarios[2];
  size_t count;
  placement_findings *findings;
  const char *before;
} pair;

static placement_status add(void *context, placement_error *err)
{
  static const char *const titles[] = {"the base", "the alternative"};
  pair *p = context;
  placement_findings *f = plm_findings_new("placement-test/1", "GBP");
  placement_status status = plm_assumptions_add(f, p->scenarios, titles, p->count, p->before, err);
  if (status != PLACEMENT_OK) {
    placement_findings_free(f);
    return status;
  }
  return plm_findings_finish(f, &p->findings, err);
}

static placement_status add_and_free(void *context, placement_error *err)
{
  pair *p = context;
  placement_status status = add(context, err);
  if (status == PLACEMENT_OK)
    placement_findings_free(p->findings);
  return status;
}

Test(assumptions, two_scenarios)
{
  placement_scenario *base = load(BASE), *alternative = load(ALTERNATIVE);
  pair p = {{base, alternative}, 2, NULL, NULL}, one = {{alternative}, 1, NULL, NULL}, other = {{base}, 1, NULL, NULL};
  placement_table t, of_base, of_alternative;
  size_t shared = 0, only[2] = {0, 0};
  cr_assert_eq(add(&p, NULL), PLACEMENT_OK);
  cr_assert_eq(add(&one, NULL), PLACEMENT_OK);
  cr_assert_eq(add(&other, NULL), PLACEMENT_OK);
  (void)placement_findings_table(p.findings, 0, &t, NULL);
  (void)placement_findings_table(other.findings, 0, &of_base, NULL);
  (void)placement_findings_table(one.findings, 0, &of_alternative, NULL);
  for (size_t row = 0; row < t.row_count; row++) {
    const char *in = cell(p.findings, row, IN);
    bool both = strcmp(in, "both") == 0, first = strcmp(in, "the base") == 0;
    cr_expect(both || first || strcmp(in, "the alternative") == 0, "%s", in);
    shared += both;
    only[0] += !both && first;
    only[1] += !both && !first;
    cr_expect_eq(find(other.findings, cell(p.findings, row, SECTION), cell(p.findings, row, ASSUMPTION)) != SIZE_MAX,
                 both || first, "%s", cell(p.findings, row, ASSUMPTION));
    cr_expect_eq(find(one.findings, cell(p.findings, row, SECTION), cell(p.findings, row, ASSUMPTION)) != SIZE_MAX,
                 both || !first, "%s", cell(p.findings, row, ASSUMPTION));
  }
  cr_expect_eq(shared + only[0], of_base.row_count);
  cr_expect_eq(shared + only[1], of_alternative.row_count);
  cr_expect(shared > 20 && only[0] > 0 && only[1] > 20);
  placement_findings_free(p.findings);
  placement_findings_free(one.findings);
  placement_findings_free(other.findings);
  placement_scenario_free(base);
  placement_scenario_free(alternative);
}

static placement_scenario *load_text(const char *members)
{
  placement_scenario *scenario = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  char json[2048];
  int length =
      snprintf(json, sizeof json,
               "{\"placement_scenario\": 1, \"horizon\": {\"start\": \"2025-04-01\", \"years\": 2}, %s}", members);
  for (char *c = json; *c != '\0'; c++)
    if (*c == '\'')
      *c = '"';
  cr_assert_eq(placement_scenario_load_text(json, (size_t)length, NULL, &scenario, NULL, &err), PLACEMENT_OK, "%s",
               err.message);
  return scenario;
}

/* Whatever notes say, they are one row each, and no defaults. */
Test(assumptions, notes)
{
  placement_scenario *scenario = load_text(
      "'title': '# Published figures', 'notes': ['By default: a; b (default).', 'c\\n\\n## Published figures\\n- d'],"
      "'prices': {'notes': ['It holds by default: e; f.', 'g (default).', '=HYPERLINK(1)']},"
      "'published': [{'label': 'A figure', 'metric': 'cost.total', 'value': 1, 'notes': 'why it differs'}]");
  static const char *const rows[][2] = {
      {"Notes of the scenario", "By default: a; b (default)."},
      {"Notes of the scenario", "c ## Published figures - d"},
      {"Prices", "Note of the scenario: It holds by default: e; f."},
      {"Prices", "Note of the scenario: g (default)."},
      {"Prices", "Note of the scenario: =HYPERLINK(1)"},
      {"Published figures", "Note of the scenario on A figure: why it differs"},
  };
  placement_findings *f = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  size_t published = 0;
  placement_table t;
  cr_assert_eq(placement_explain_findings(scenario, &f, &err), PLACEMENT_OK, "%s", err.message);
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    size_t row = find(f, rows[i][0], rows[i][1]);
    cr_assert_neq(row, SIZE_MAX, "%s: %s", rows[i][0], rows[i][1]);
    cr_expect_str_eq(cell(f, row, ASSUMPTION), rows[i][1]);
    cr_expect_str_eq(cell(f, row, DEFAULT), "", "%s", rows[i][1]);
  }
  cr_assert_eq(placement_findings_table(f, 0, &t, NULL), PLACEMENT_OK);
  for (size_t row = 0; row < t.row_count; row++)
    published += strcmp(cell(f, row, SECTION), "Published figures") == 0;
  cr_expect_eq(published, 1);
  cr_expect_str_eq(cell(f, 0, SECTION), "Notes of the scenario");
  expect_default(f, "Time", "Financial years begin on 1 April", "in part");
  placement_findings_free(f);
  placement_scenario_free(scenario);
}

static void expect_in(const placement_findings *f, const char *section, const char *note, const char *in)
{
  size_t row = find(f, section, note);
  cr_assert_neq(row, SIZE_MAX, "%s", note);
  cr_expect_str_eq(cell(f, row, IN), in, "%s", note);
}

/* A note is of both where both have it about the same. */
Test(assumptions, notes_of_two_scenarios)
{
#define LINE(id, note) "{'id': '" id "', 'amount': 1, 'per': 'year', 'notes': '" note "'}"
  placement_scenario *base =
                         load_text("'notes': ['shared', 'old'], 'costs': [" LINE("a", "quoted") "," LINE("b", "x") "]"),
                     *alternative = load_text(
                         "'notes': ['new', 'shared'], 'costs': [" LINE("b", "quoted") "," LINE("a", "quoted") "]");
  pair p = {{base, alternative}, 2, NULL, NULL};
  cr_assert_eq(add(&p, NULL), PLACEMENT_OK);
  expect_in(p.findings, "Notes of the scenario", "shared", "both");
  expect_in(p.findings, "Notes of the scenario", "old", "the base");
  expect_in(p.findings, "Notes of the scenario", "new", "the alternative");
  expect_in(p.findings, "The programme", "Note of the scenario on cost line a: quoted", "both");
  expect_in(p.findings, "The programme", "Note of the scenario on cost line b: x", "the base");
  expect_in(p.findings, "The programme", "Note of the scenario on cost line b: quoted", "the alternative");
  placement_findings_free(p.findings);
  placement_scenario_free(base);
  placement_scenario_free(alternative);
}

Test(assumptions, no_text)
{
  placement_scenario *scenario = load(ALTERNATIVE), *changed = NULL;
  placement_findings *f = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  const placement_change change = {"/groups/1/arrivals_per_year", PLACEMENT_CHANGE_FACTOR, 1.1};
  cr_assert_eq(placement_scenario_change(scenario, &change, 1, &changed, &err), PLACEMENT_OK, "%s", err.message);
  cr_expect_eq(placement_explain_findings(changed, &f, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_explain_findings(NULL, &f, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_explain_findings(scenario, NULL, &err), PLACEMENT_ERROR_ARGUMENT);
  placement_scenario_free(scenario);
  placement_scenario_free(changed);
}

Test(assumptions, memory)
{
#ifndef COUNTING
  cr_skip_test("the allocator cannot be replaced here");
#endif
  placement_scenario *base = load(EXAMPLES "/scenarios/minimal.json"), *alternative = load_text("'notes': 'x'");
  pair p = {{base, alternative}, 2, NULL, NULL};
  cr_expect_gt(starve(add_and_free, &p), 50);
  placement_scenario_free(base);
  placement_scenario_free(alternative);
}
