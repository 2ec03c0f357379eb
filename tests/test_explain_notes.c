/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Notes of scenarios: where the explanation tells them, each on a line of its own.
 */
#include "explained.h"

#include <stdio.h>

/* Asserts that the section has these lines after its heading, and that `next` follows. */
static void assert_section(const char *text, const char *section, const char *lines)
{
  char expected[1024];
  (void)snprintf(expected, sizeof expected, "\n%s\n%s", section, lines);
  cr_expect_neq(strstr(text, expected), NULL, "there is not\n%s\nin\n%s", expected, text);
}

static size_t count(const char *text, const char *words)
{
  size_t found = 0;
  for (const char *at = strstr(text, words); at != NULL; at = strstr(at + 1, words))
    found++;
  return found;
}

static const char everywhere[] =
    "'notes': ['first', 'second'], 'prices': {'notes': 'of prices', 'indices': {'notes': 0.02}},"
    "'groups': [{'id': 'a', 'notes': 'of a group', 'need_days': {'lognormal': {'mean': 9, 'cv': 1, 'notes': 'of a "
    "distribution'}}, 'weekly_fee': 1, 'initial': {'children': [{'days_so_far': 1}, {'days_so_far': 2, 'notes': 'of a "
    "child'}]}}],"
    "'compatibility': {'notes': 'of matching', 'pairs': [{'groups': ['a', 'a'], 'probability': 0.5, 'notes': 'of a "
    "pair'}]},"
    "'phases': [{'id': 'p', 'planned_opening': '2025-09-01', 'notes': 'of a phase', 'costs': [{'amount': 1, 'per': "
    "'year', 'notes': 'of a line of a phase'}]}],"
    "'homes': [{'id': 'h', 'phase': 'p', 'beds': 1, 'notes': 'of a home', 'takes': {'planned': ['a'], 'notes': 'of "
    "what "
    "it takes'}, 'costs': [{'amount': 1, 'per': 'year'}, {'id': 'rent', 'amount': 1, 'per': 'year', 'notes': 'of a "
    "line', 'from': {'event': 'opening', 'notes': 'of a day'}}]}],"
    "'costs': [{'id': 'all', 'amount': 1, 'per': 'year', 'notes': 'of a line of the programme'}],"
    "'external': {'notes': 'of terms', 'enhancement': {'notes': 'of an enhancement'}},"
    "'step_down': [{'id': 'f', 'places': 1, 'notes': 'of a scheme'}],"
    "'policy': {'notes': 'of policy', 'returns': {'notes': 'of returns'}},"
    "'uncertain': [{'input': '/groups/0/weekly_fee', 'as': 'factor', 'distribution': 1, 'notes': 'of an input'},"
    "{'input': '/homes/0/refusal', 'as': 'value', 'distribution': 0.1}],"
    "'correlations': [{'inputs': [0, 1], 'rho': 0.5, 'notes': 'of a correlation'}],"
    "'published': [{'label': 'A figure', 'metric': 'cost.total', 'value': 1, 'notes': 'of a figure'}]";

Test(explain_notes, each_where_it_belongs)
{
  char *text = explain(everywhere);
  assert_section(text, "## Notes of the scenario", "- first\n- second\n\n## Time\n");
  assert_section(text, "## Prices", "- Note of the scenario: of prices\n- Money");
  assert_section(
      text, "### Group a",
      "- Note of the scenario: of a group\n- Note of the scenario on need days lognormal: of a distribution\n"
      "- Note of the scenario on initial children number 2: of a child\n- ");
  assert_section(text, "## Who can live with whom",
                 "- Note of the scenario: of matching\n- Two children of a: a chance of 50%.\n"
                 "- Note of the scenario on the pair of a and a: of a pair\n");
  assert_section(text, "### Phase p", "- Note of the scenario: of a phase\n- Planned");
  assert_section(text, "#### Home h",
                 "- Note of the scenario: of a home\n- Note of the scenario on takes: of what it takes\n- It has 1");
  assert_line(text, "- Note of the scenario on cost line number 1: of a line of a phase");
  assert_line(text, "- Note of the scenario on cost line rent: of a line");
  assert_line(text, "- Note of the scenario on from of cost line rent: of a day");
  assert_line(text, "- Note of the scenario on cost line all: of a line of the programme");
  assert_section(text, "## External placements",
                 "- Note of the scenario: of terms\n- Note of the scenario on enhancement: of an enhancement\n");
  assert_section(text, "### Scheme f", "- Note of the scenario: of a scheme\n- It has 1 place");
  assert_section(text, "## Policy", "- Note of the scenario: of policy\n- Note of the scenario on returns: of returns");
  assert_line(text, "- Note of the scenario on weekly fee of a: of an input");
  assert_line(text, "- Note of the scenario on the correlation of weekly fee of a and refusal of h: of a correlation");
  assert_line(text, "- Note of the scenario on A figure: of a figure");
  cr_expect_eq(count(text, "- Note of the scenario"), 21);
  free(text);
}

/* What is no text is left alone, and so is what stands under keys that anything may stand under. */
Test(explain_notes, only_texts)
{
  static const char *const none[] = {
      "'notes': null",           "'notes': 7",
      "'notes': {'notes': 'x'}", "'notes': []",
      "'notes': [1, ['x']]",     "'notes': ''",
      "'notes': ' \\n\\u00a0x'", "'notes': ['', '\\t']",
      "'x-y': {'notes': 'x'}",   "'prices': {'title': {'notes': 'x'}}",
  };
  for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
    char *text = explain(none[i]);
    bool blank = strstr(none[i], "00a0") != NULL; /* a no-break space is a character like others */
    cr_expect_eq(count(text, "Note"), blank ? 1 : 0, "%s", none[i]);
    free(text);
  }
  char *text = explain("'notes': ['one', {'notes': 'x'}, 2, 'three']");
  assert_section(text, "## Notes of the scenario", "- one\n- three\n\n");
  free(text);
}

Test(explain_notes, one_line_each)
{
  char *text =
      explain("'notes': '  a\\n\\r\\tb\\u0001\\u001b[2Jc\\u007fd\\u0085e\\u2028f\\u2029\\n\\n## Time\\n- g\\n',"
              "'prices': {'notes': ['# h\\n\\n### i', 'By default: j; k; l (default).']}");
  assert_section(text, "## Notes of the scenario", "- a b [2Jc d e f ## Time - g\n\n## Time\n");
  assert_line(text, "- Note of the scenario: # h ### i");
  assert_line(text, "- Note of the scenario: By default: j; k; l (default).");
  free(text);
}

Test(explain_notes, long_ones_are_whole)
{
  enum { LENGTH = 100000 };
  char *members = malloc(LENGTH + 32), *text;
  cr_assert_neq(members, NULL);
  (void)strcpy(members, "'notes': '");
  memset(members + strlen(members), 'x', LENGTH);
  (void)strcpy(members + strlen("'notes': '") + LENGTH, "'");
  text = explain(members);
  const char *line = strstr(text, "\n- xx");
  cr_assert_neq(line, NULL);
  cr_expect_eq(strcspn(line + 1, "\n"), LENGTH + 2);
  free(members);
  free(text);
}

/* Homes that are alike are told of together, and have their own notes only where these differ. */
Test(explain_notes, of_homes_that_are_alike)
{
  static const char homes[] = "'phases': [{'id': 'p', 'planned_opening': '2025-09-01'}], 'homes': ["
                              "{'id': 'h', 'phase': 'p', 'beds': 1%s}, {'id': 'i', 'phase': 'p', 'beds': 1%s}]";
  static const struct {
    const char *h, *i, *told;
  } known[] = {
      {", 'notes': 'x'", ", 'notes': 'x'", "Of each:\n- Note of the scenario: x\n- It has"},
      {", 'notes': 'x'", ", 'notes': 'y'",
       "Of each:\n- Note of the scenario on h: x\n- Note of the scenario on i: y\n- It has"},
      {"", ", 'notes': 'y'", "Of each:\n- Note of the scenario on i: y\n- It has"},
      {"", "", "Of each:\n- It has"},
  };
  for (size_t n = 0; n < sizeof known / sizeof *known; n++) {
    char members[512], *text;
    (void)snprintf(members, sizeof members, homes, known[n].h, known[n].i);
    text = explain(members);
    cr_expect_neq(strstr(text, known[n].told), NULL, "%s\n%s", known[n].told, text);
    free(text);
  }
}
