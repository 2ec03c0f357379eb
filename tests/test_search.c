/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Search spaces: what they are read as, the scenarios that candidates are, and what is refused, where and why.
 */
#include <placement/placement.h>

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static const char base[] =
    "{'placement_scenario': 1, 'horizon': {'start': '2025-04-01', 'years': 2},\n"
    " 'groups': [{'id': 'g', 'arrivals_per_year': 30, 'need_days': 60, 'weekly_fee': 4000}],\n"
    " 'phases': [{'id': 'p', 'planned_opening': '2025-06-01'}, {'id': 'q', 'planned_opening': '2025-09-01'}],\n"
    " 'homes': [{'id': 'a', 'phase': 'p', 'beds': 2, 'max_stay_days': 90}, {'id': 'b', 'phase': 'p', 'beds': 3},\n"
    "  {'id': 'c', 'phase': 'q', 'beds': 4, 'registration': {'declined': 0.10}}],\n"
    " 'costs': [{'id': 'post', 'amount': 1000, 'per': 'year'}],\n"
    " 'uncertain': [{'input': '/homes/2/registration/declined', 'as': 'factor', 'distribution': {'uniform': {'min': 0,"
    " 'max': 2}}}],\n"
    " 'published': [{'label': 'beds', 'metric': 'beds.open@b', 'value': 1}]}";

static size_t with_quotes(const char *text, char *copy, size_t size)
{
  int length = snprintf(copy, size, "%s", text);
  cr_assert_lt((size_t)length, size);
  for (char *quote = strchr(copy, '\''); quote != NULL; quote = strchr(quote, '\''))
    *quote = '"';
  return (size_t)length;
}

static placement_scenario *base_scenario(void)
{
  char copy[4096];
  placement_scenario *scenario = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  size_t length = with_quotes(base, copy, sizeof copy);
  cr_assert_eq(placement_scenario_load_text(copy, length, "base.json", &scenario, NULL, &err), PLACEMENT_OK, "%s: %s",
               err.pointer, err.message);
  return scenario;
}

static placement_status load(const char *text, placement_search **search, placement_problems *problems,
                             placement_error *err)
{
  char copy[8192];
  placement_scenario *scenario = base_scenario();
  size_t length = with_quotes(text, copy, sizeof copy);
  placement_status status = placement_search_load_text(copy, length, "search.json", scenario, search, problems, err);
  placement_scenario_free(scenario);
  return status;
}

static placement_search *search_of(const char *text)
{
  placement_search *search = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_assert_eq(load(text, &search, NULL, &err), PLACEMENT_OK, "%s: %s", err.pointer, err.message);
  return search;
}

static placement_scenario *candidate_of(const placement_search *search, size_t candidate)
{
  placement_scenario *scenario = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_assert_eq(placement_search_scenario(search, candidate, &scenario, &err), PLACEMENT_OK, "%s", err.message);
  return scenario;
}

/* Whether the text of the candidate has this, written with '. */
static void expect_text(const placement_scenario *scenario, const char *expected, int there)
{
  char copy[512];
  with_quotes(expected, copy, sizeof copy);
  cr_expect_eq(strstr(placement_scenario_text(scenario, NULL), copy) != NULL, there, "%s\n%s", expected,
               placement_scenario_text(scenario, NULL));
}

#define SEARCH(decisions) "{'placement_search': 1, 'decisions': [" decisions "]}"

Test(search, decisions_and_choices)
{
  placement_search *search = search_of(
      "{'placement_search': 1, 'title': 'Where to', 'objective': {'minimise': {'quantile': 0.8}},\n"
      " 'limits': [{'metric': 'cost.capital', 'year': '2026-27', 'at_most': 1234567},\n"
      "  {'label': 'near', 'metric': 'children.local_share', 'at_least': 0.5},\n"
      "  {'metric': 'cost.revenue', 'budget': 1e6, 'probability_of_exceeding_at_most': 0.2},\n"
      "  {'metric': 'moves', 'statistic': {'expected_shortfall': 0.9}, 'at_most': 4.5}],\n"
      " 'decisions': [{'id': 'open', 'label': 'first phase', 'phase': 'p', 'opens': ['2025-06-01', '2026-06-01']},\n"
      "  {'id': 'n', 'homes': ['b'], 'number': {'from': 0, 'to': 3}}]}");
  cr_expect_str_eq(placement_search_title(search), "Where to");
  cr_expect_eq(placement_search_candidate_count(search), 8);
  cr_expect_eq(placement_search_decision_count(search), 2);
  cr_expect_str_eq(placement_search_decision_id(search, 0), "open");
  cr_expect_str_eq(placement_search_decision_label(search, 0), "first phase");
  cr_expect_str_eq(placement_search_decision_label(search, 1), "n");
  cr_expect_eq(placement_search_choice_count(search, 1), 4);
  cr_expect_str_eq(placement_search_choice_id(search, 0, 1), "2026-06-01");
  cr_expect_str_eq(placement_search_choice_label(search, 1, 3), "3");
  cr_expect_eq(placement_search_choice(search, 6, 0), 1);
  cr_expect_eq(placement_search_choice(search, 6, 1), 2);
  cr_expect_str_eq(placement_search_objective(search), "P80 of total cost");
  cr_expect_eq(placement_search_limit_count(search), 4);
  cr_expect_str_eq(placement_search_limit_label(search, 0), "mean capital in 2026-27 at most 1,234,567");
  cr_expect_str_eq(placement_search_limit_label(search, 1), "near");
  cr_expect_str_eq(placement_search_limit_label(search, 2), "probability that revenue exceeds 1,000,000 at most 20%");
  cr_expect_str_eq(placement_search_limit_label(search, 3), "mean of the worst 10% of number of moves at most 4.5");
  cr_expect_eq(placement_search_decision_id(search, 2), NULL);
  cr_expect_eq(placement_search_choice_id(search, 0, 2), NULL);
  cr_expect_eq(placement_search_choice_count(search, 2), 0);
  cr_expect_eq(placement_search_choice(search, 8, 0), SIZE_MAX);
  cr_expect_eq(placement_search_limit_label(search, 4), NULL);
  cr_expect_eq(strlen(placement_search_sha256(search)), 64);
  placement_search_free(search);
}

Test(search, openings_beds_and_members)
{
  placement_search *search = search_of(
      SEARCH("{'id': 'o', 'phase': 'p', 'opens': ['2025-07-01']}, {'id': 's', 'homes': ['b', 'c'], 'beds': [5]},\n"
             " {'id': 't', 'homes': ['a'], 'choices': [{'id': 'as-it-is'},\n"
             "  {'id': 'other', 'set': {'max_stay_days': null, 'turnaround_days': 7 , 'beds': 1}}]}"));
  placement_scenario *scenario = candidate_of(search, 0);
  expect_text(scenario, "{'id': 'p', 'planned_opening': '2025-07-01'}", 1);
  expect_text(scenario, "{'id': 'b', 'phase': 'p', 'beds': 5}", 1);
  expect_text(scenario, "'beds': 2, 'max_stay_days': 90}", 1);
  expect_text(scenario, "published", 0);
  placement_scenario_free(scenario);
  scenario = candidate_of(search, 1);
  expect_text(scenario, "{'id': 'a', 'phase': 'p', 'beds': 1, 'turnaround_days': 7}", 1);
  cr_expect_eq(placement_scenario_bed_count(scenario), 11);
  placement_scenario_free(scenario);
  placement_search_free(search);
}

/* Further homes are copies of the last, as it is in that candidate, with ids of their own; homes that are left out take
 * no uncertain input from another. */
Test(search, numbers_of_homes)
{
  placement_search *search = search_of(
      SEARCH("{'id': 'n', 'homes': ['a', 'b'], 'number': [0, 1, 4]}, {'id': 's', 'homes': ['b'], 'beds': [6]},"
             "{'id': 'far', 'homes': [], 'like': 'a', 'phase': 'q', 'number': [0, 1]}"));
  placement_scenario *scenario = candidate_of(search, 0);
  cr_expect_eq(placement_scenario_home_count(scenario), 1);
  cr_expect_str_eq(placement_scenario_uncertain_pointer(scenario, 0), "/homes/0/registration/declined");
  placement_scenario_free(scenario);
  scenario = candidate_of(search, 2);
  cr_expect_eq(placement_scenario_home_count(scenario), 2);
  cr_expect_str_eq(placement_scenario_home_id(scenario, 0), "a");
  cr_expect_str_eq(placement_scenario_home_id(scenario, 1), "c");
  cr_expect_str_eq(placement_scenario_uncertain_pointer(scenario, 0), "/homes/1/registration/declined");
  placement_scenario_free(scenario);
  scenario = candidate_of(search, 5);
  cr_expect_eq(placement_scenario_home_count(scenario), 6);
  cr_expect_str_eq(placement_scenario_home_id(scenario, 3), "n-3");
  cr_expect_str_eq(placement_scenario_home_id(scenario, 5), "far-1");
  cr_expect_eq(placement_scenario_home_beds(scenario, 4), 6);
  cr_expect_eq(placement_scenario_home_beds(scenario, 5), 2);
  expect_text(scenario, "{'id': 'far-1', 'phase': 'q', 'beds': 2, 'max_stay_days': 90}", 1);
  placement_scenario_free(scenario);
  placement_search_free(search);
}

/* Patches come first, so their pointers are those of the file, whatever else is chosen. */
Test(search, patches)
{
  placement_search *search =
      search_of(SEARCH("{'id': 'n', 'homes': ['a'], 'number': [0]}, {'id': 'post', 'choices': [{'id': 'none', 'patch':"
                       " [{'op': 'remove', 'path': '/costs/0'}]}, {'id': 'b', 'label': 'bigger', 'patch':"
                       " [{'op': 'replace', 'path': '/homes/1/beds', 'value': 7}]}]}"));
  placement_scenario *scenario = candidate_of(search, 0);
  expect_text(scenario, "'costs': []", 1);
  placement_scenario_free(scenario);
  scenario = candidate_of(search, 1);
  cr_expect_eq(placement_scenario_home_beds(scenario, 0), 7);
  cr_expect_str_eq(placement_search_choice_label(search, 1, 1), "bigger");
  placement_scenario_free(scenario);
  placement_search_free(search);
}

/* {search, place and pointer of the first problem, its message} */
static const struct {
  const char *text, *place, *message;
} refused[] = {
    {"[1]", "1:1 ", "found a list, but a search must be an object"},
    {"{'placement_search': 2}", "1:22 /placement_search",
     "found 2, but placement_search must be 1, the only format that this version reads"},
    {"{'placement_search': 1}", "1:1 ", "the key \"decisions\" is missing"},
    {SEARCH(""), "1:38 /decisions", "found an empty list, but there must be something to decide"},
    {"{'placement_search': 1, 'decision': []}", "1:1 ", "the key \"decisions\" is missing"},
    {SEARCH("{'id': 'd'}"), "1:39 /decisions/0",
     "a decision has either \"opens\", \"number\", \"beds\" or \"choices\""},
    {SEARCH("{'id': 'd', 'opens': ['2025-07-01']}"), "1:39 /decisions/0", "the key \"phase\" is missing"},
    {SEARCH("{'id': 'd', 'phase': 'r', 'opens': ['2025-07-01']}"), "1:60 /decisions/0/phase",
     "found \"r\", but phase must be the id of a phase of the scenario"},
    {SEARCH("{'id': 'd', 'phase': 'p', 'opens': ['1 July']}"), "1:75 /decisions/0/opens/0",
     "found \"1 July\", but each date must be a date written YYYY-MM-DD, such as \"2020-04-01\", in the years 1900 to "
     "2299"},
    {SEARCH("{'id': 'd', 'phase': 'p', 'opens': []}"), "1:74 /decisions/0/opens",
     "found an empty list, but there must be something to choose"},
    {SEARCH("{'id': 'd', 'homes': ['a'], 'like': 'b', 'beds': [2]}"), "1:67 /decisions/0/like",
     "a decision with \"beds\" has no key \"like\""},
    {SEARCH("{'id': 'd', 'homes': ['a'], 'beds': [2, 65]}"), "1:79 /decisions/0/beds/1",
     "found 65, but each number must be a whole number from 1 to 64"},
    {SEARCH("{'id': 'd', 'homes': ['a'], 'beds': [2, 2]}"), "1:79 /decisions/0/beds/1",
     "the choice \"2\" is given before"},
    {SEARCH("{'id': 'd', 'homes': ['a'], 'beds': 'many'}"), "1:75 /decisions/0/beds",
     "found \"many\", but beds must be a list of whole numbers, or such as {\"from\": 1, \"to\": 3}"},
    {SEARCH("{'id': 'd', 'homes': ['a'], 'beds': {'from': 3, 'to': 2}}"), "1:93 /decisions/0/beds/to",
     "found 2, but to must be no less than \"from\""},
    {SEARCH("{'id': 'd', 'homes': ['z'], 'number': [2]}"), "1:61 /decisions/0/homes/0",
     "found \"z\", but each home must be the id of a home of the scenario"},
    {SEARCH("{'id': 'd', 'homes': ['a', 'c'], 'number': [2]}"), "1:60 /decisions/0/homes",
     "found a list, but homes must be homes of the phase whose number is decided"},
    {SEARCH("{'id': 'd', 'number': [2]}"), "1:39 /decisions/0",
     "the key \"like\" is missing: the home that each is a copy of, since \"homes\" names none"},
    {SEARCH("{'id': 'd', 'homes': ['a'], 'choices': [{'id': 'x', 'set': {'id': 'y'}}]}"),
     "1:99 /decisions/0/choices/0/set/id", "the id of a home cannot be set"},
    {SEARCH("{'id': 'd', 'choices': [{'id': 'x', 'set': {'beds': 2}}]}"), "1:75 /decisions/0/choices/0/set",
     "\"set\" needs \"homes\" in the decision, which say where"},
    {SEARCH("{'id': 'd', 'choices': [{'id': 'x', 'patch': {}}]}"), "1:84 /decisions/0/choices/0/patch",
     "found an object, but patch must be a list of operations (JSON Patch, RFC 6902)"},
    {SEARCH("{'id': 'd', 'homes': ['a'], 'beds': [2]}, {'id': 'd', 'homes': ['b'], 'beds': [2]}"),
     "1:88 /decisions/1/id", "found \"d\", but an id must be unique and this one is given before"},
    {SEARCH("{'id': 'd', 'homes': ['a'], 'beds': {'from': 1, 'to': 64}},"
            "{'id': 'e', 'homes': ['b'], 'beds': {'from': 1, 'to': 64}},"
            "{'id': 'f', 'homes': ['c'], 'beds': [1, 2]}"),
     "1:38 /decisions", "the choices combine to 8192 candidates, but a search has at most 4096"},
    {"{'placement_search': 1, 'objective': {'metric': 'cost.totl'}, 'decisions': []}", "1:49 /objective/metric",
     "there is no metric \"cost.totl\"; did you mean \"cost.total\"?"},
    {"{'placement_search': 1, 'objective': {'metric': 'occupancy'}, 'decisions': []}", "1:49 /objective/metric",
     "found \"occupancy\", but metric must be an amount: shares and unit costs can be limits, but not the objective"},
    {"{'placement_search': 1, 'objective': {'metric': 'beds.open@a'}, 'decisions': []}", "1:49 /objective/metric",
     "found \"beds.open@a\", but metric must be one of the whole scenario, since candidates differ in their homes"},
    {"{'placement_search': 1, 'objective': {'minimise': {'quantile': 80}}, 'decisions': []}",
     "1:64 /objective/minimise/quantile", "found 80, but quantile must be a number from 0.01 to 0.99"},
    {"{'placement_search': 1, 'objective': {'minimise': 'median'}, 'decisions': []}", "1:51 /objective/minimise",
     "found \"median\", but minimise must be \"mean\", {\"quantile\": 0.8} or {\"expected_shortfall\": 0.9}"},
    {"{'placement_search': 1, 'limits': [{'metric': 'cost.total'}], 'decisions': []}", "1:36 /limits/0",
     "a limit has either \"at_most\", \"at_least\", or \"budget\" with \"probability_of_exceeding_at_most\""},
    {"{'placement_search': 1, 'limits': [{'metric': 'cost.total', 'budget': 5}], 'decisions': []}", "1:36 /limits/0",
     "the key \"probability_of_exceeding_at_most\" is missing, which goes with a budget"},
    {"{'placement_search': 1, 'limits': [{'metric': 'cost.total', 'year': '2030-31', 'at_most': 5}], 'decisions': []}",
     "1:69 /limits/0/year",
     "found \"2030-31\", but year must be \"total\" or a financial year of the horizon, \"2025-26\" to \"2026-27\""},
    {"{'placement_search': 1, 'limits': [{'metric': 'occupancy', 'statistic': {'quantile': 0.5}, 'at_most': 5}],"
     " 'decisions': []}",
     "1:73 /limits/0/statistic",
     "found an object, but statistic must be \"mean\": a share or unit cost has no other statistic here"},
    /* of the scenario that a choice makes */
    {SEARCH("{'id': 'd', 'homes': ['a'], 'choices': [{'id': 'x'}, {'id': 'y', 'set': {'bedz': 2}}]}"),
     "1:92 /decisions/0/choices/1",
     "choice \"y\" of decision \"d\": /homes/0/bedz: unknown key \"bedz\"; did you mean "
     "\"beds\"?"},
    {SEARCH("{'id': 'd', 'choices': [{'id': 'x', 'patch': [{'op': 'remove', 'path': '/nothing'}]}]}"),
     "1:63 /decisions/0/choices/0",
     "choice \"x\" of decision \"d\": /0/path: operation 0: \"/nothing\" leads to nothing"},
    {SEARCH("{'id': 'd', 'homes': ['c'], 'number': [1, 0]}"), "1:81 /decisions/0/number/1",
     "choice \"0\" of decision \"d\": \"c\" cannot be left out, because /uncertain/0 is an input of it"},
    {SEARCH(
         "{'id': 'd', 'choices': [{'id': 'x', 'patch': [{'op': 'replace', 'path': '/horizon/years', 'value': 1}]}]}"),
     "0:0 ", "candidate d x: the horizon, financial years and currency must stay the same"},
};

Test(search, problems)
{
  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
    placement_search *search = NULL;
    placement_problems *problems = NULL;
    placement_error err = PLACEMENT_ERROR_INIT;
    char place[600];
    cr_assert_eq(placement_problems_new(&problems, NULL), PLACEMENT_OK);
    cr_expect_neq(load(refused[i].text, &search, problems, &err), PLACEMENT_OK, "%s", refused[i].text);
    (void)snprintf(place, sizeof place, "%d:%d %s", (int)err.line, (int)err.column, err.pointer);
    cr_expect_str_eq(place, refused[i].place, "%s\n%s %s", refused[i].text, place, err.message);
    cr_expect_str_eq(err.message, refused[i].message, "%s\n%s", refused[i].text, err.message);
    cr_expect_str_eq(err.file, "search.json");
    cr_expect_eq(search, NULL);
    placement_problems_free(problems);
  }
}

/* Every problem of every choice at once. */
Test(search, all_problems)
{
  placement_search *search = NULL;
  placement_problems *problems = NULL;
  cr_assert_eq(placement_problems_new(&problems, NULL), PLACEMENT_OK);
  cr_expect_eq(load(SEARCH("{'id': 'd', 'homes': ['a'], 'choices': [{'id': 'x'}, {'id': 'y', 'set': {'beds': 0, 'u': 1}"
                           "}]}, {'id': 'e', 'homes': ['b'], 'choices': [{'id': 'x'}, {'id': 'y', 'set': {'beds': []}"
                           "}]}"),
                    &search, problems, NULL),
               PLACEMENT_ERROR_SCENARIO);
  cr_expect_eq(placement_problems_count(problems), 3);
  cr_expect_str_eq(placement_problems_at(problems, 2)->pointer, "/decisions/1/choices/1");
  placement_problems_free(problems);
}

Test(search, choices_that_do_not_go_together)
{
  placement_search *search = search_of(
      SEARCH("{'id': 'd', 'choices': [{'id': 'x'}, {'id': 'y', 'patch': [{'op': 'remove', 'path': '/homes/2'},"
             " {'op': 'remove', 'path': '/uncertain'}]}]},"
             "{'id': 'e', 'choices': [{'id': 'x'}, {'id': 'y', 'patch': [{'op': 'test', 'path': '/homes/2/id'"
             ", 'value': 'c'}]}]}"));
  placement_scenario *scenario = NULL;
  placement_optimisation *found = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_expect_eq(placement_search_scenario(search, 3, &scenario, &err), PLACEMENT_ERROR_SCENARIO);
  cr_expect_str_eq(err.message, "candidate d y, e y: /0/path: operation 0: \"/homes/2/id\" leads to nothing");
  cr_expect_eq(placement_optimise(search, NULL, NULL, &found, &err), PLACEMENT_ERROR_SCENARIO);
  cr_expect_eq(placement_search_scenario(search, 4, &scenario, &err), PLACEMENT_ERROR_ARGUMENT);
  placement_search_free(search);
}

Test(search, arguments)
{
  static const placement_change change[] = {{"/groups/0/weekly_fee", PLACEMENT_CHANGE_FACTOR, 2}};
  placement_scenario *scenario = base_scenario(), *changed = NULL;
  placement_search *search = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_expect_eq(placement_search_load_text(NULL, 0, NULL, scenario, &search, NULL, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_search_load_file("/nowhere/at/all.json", scenario, &search, NULL, &err), PLACEMENT_ERROR_IO);
  cr_expect_str_eq(err.file, "/nowhere/at/all.json");
  cr_expect_eq(placement_search_load_text("{", 1, NULL, scenario, &search, NULL, &err), PLACEMENT_ERROR_SYNTAX);
  cr_assert_eq(placement_scenario_change(scenario, change, 1, &changed, NULL), PLACEMENT_OK);
  cr_expect_eq(placement_search_load_text("{}", 2, NULL, changed, &search, NULL, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_search_candidate_count(NULL), 0);
  placement_search_free(NULL);
  placement_scenario_free(scenario);
  placement_scenario_free(changed);
}
