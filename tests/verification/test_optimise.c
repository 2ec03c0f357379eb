/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Searches whose answer is known. Beds bought against external placements are the newsvendor's problem (Arrow, Harris
 * and Marschak 1951, Econometrica 19, 250-272) with Erlang's B for the demand that is lost: in the second year, when
 * the start from empty is forgotten, c beds cost
 *
 *     c x cost of a bed + weekly fee x weeks x rate x mean nights x B(c, load) / days,
 *
 * the lowest of which a list finds. test_erlang.c says what the load is in whole days.
 */
#include "scenario_run.h"
#include "theory.h"

#define ARRIVALS 31 /* a year: a load of about 5 */
#define FEE 4000.0
#define BED 105000.0 /* a year */
#define UNCHANGED 1000.0

static const char base[] =
    "{'placement_scenario': 1, 'horizon': {'start': '2025-04-01', 'years': 2},"
    " 'groups': [{'id': 'g', 'arrivals_per_year': 31, 'need_days': {'exponential': {'mean': 59.5}},"
    "  'weekly_fee': 4000}],"
    " 'phases': [{'id': 'p', 'planned_opening': '2025-03-31'}, {'id': 'q', 'planned_opening': '2025-04-01'}],"
    " 'homes': [{'id': 'h', 'phase': 'p', 'beds': 2, 'costs': ["
    "  {'id': 'bed', 'amount': 105000, 'per': 'year', 'for': 'bed'}]}],"
    " 'costs': [{'id': 'unchanged', 'amount': 1000, 'per': 'year'}]}";

static const char *with_quotes(const char *text, char *copy, size_t size)
{
  cr_assert_lt((size_t)snprintf(copy, size, "%s", text), size);
  for (char *quote = strchr(copy, '\''); quote != NULL; quote = strchr(quote, '\''))
    *quote = '"';
  return copy;
}

static placement_search *search_of(const char *text)
{
  char copy[4096];
  placement_scenario *scenario = NULL;
  placement_search *search = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  with_quotes(base, copy, sizeof copy);
  cr_assert_eq(placement_scenario_load_text(copy, strlen(copy), "base", &scenario, NULL, &err), PLACEMENT_OK, "%s",
               err.message);
  with_quotes(text, copy, sizeof copy);
  cr_assert_eq(placement_search_load_text(copy, strlen(copy), "search", scenario, &search, NULL, &err), PLACEMENT_OK,
               "%s: %s", err.pointer, err.message);
  placement_scenario_free(scenario);
  return search;
}

/* What is asked of a search. */
typedef struct asked {
  uint64_t most, first_stage, seed;
  double confidence, indifference;
} asked;

static placement_optimisation *found_by(const placement_search *search, asked a)
{
  placement_run_options run = PLACEMENT_RUN_OPTIONS_INIT;
  placement_optimise_options options = PLACEMENT_OPTIMISE_OPTIONS_INIT;
  placement_optimisation *found = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  run.replications = scaled(a.most);
  run.seed = a.seed;
  run.threads = 1;
  options.first_stage = a.first_stage;
  options.confidence = a.confidence;
  options.indifference = a.indifference;
  cr_assert_eq(placement_optimise(search, &run, &options, &found, &err), PLACEMENT_OK, "%s", err.message);
  return found;
}

static placement_search_course course_of(const placement_optimisation *found)
{
  placement_search_course course;
  cr_assert_eq(placement_optimisation_course(found, &course, NULL), PLACEMENT_OK);
  return course;
}

static placement_candidate candidate_of(const placement_optimisation *found, size_t candidate)
{
  placement_candidate c;
  cr_assert_eq(placement_optimisation_candidate(found, candidate, &c, NULL), PLACEMENT_OK);
  return c;
}

/* Of the second year. */
static double cost_of(int beds)
{
  need n = {{EXPONENTIAL, 59.5, 0}, NULL, 0};
  double rate = ARRIVALS / DAYS_IN_YEAR, mean = mean_nights(&n);
  return BED * beds + UNCHANGED + FEE / 7 * 365 * rate * mean * erlang_b(beds, rate * (mean - 0.5));
}

#define BEDS "{'id': 'beds', 'homes': ['h'], 'beds': {'from': 2, 'to': 8}}"
#define SECOND_YEAR "'objective': {'metric': 'cost.total', 'year': '2026-27'}"

Test(optimise, newsvendor)
{
  placement_search *search = search_of("{'placement_search': 1, " SECOND_YEAR ", 'decisions': [" BEDS "]}");
  placement_optimisation *found = found_by(search, (asked){4000, 400, 3, 0.95, 4000});
  placement_search_course course = course_of(found);
  placement_candidate fresh;
  int best = 2;
  for (int beds = 2; beds <= 8; beds++) {
    placement_candidate c = candidate_of(found, (size_t)beds - 2);
    expect_near(c.mean.value, c.mean.se, cost_of(beds), "cost");
    best = cost_of(beds) < cost_of(best) ? beds : best;
  }
  cr_expect_eq(best, 5);
  cr_expect_str_eq(placement_search_choice_id(search, 0, course.best), "5");
  cr_expect_eq(course.feasible, 1);
  if (full_size())
    cr_expect_geq(course.correct, 0.95);
  cr_assert_eq(placement_optimisation_fresh(found, &fresh, NULL), PLACEMENT_OK);
  expect_near(fresh.mean.value, fresh.mean.se, cost_of(best), "fresh");
  expect_near(candidate_of(found, 4).behind.value, candidate_of(found, 4).behind.se, cost_of(6) - cost_of(5),
              "paired difference");
  placement_optimisation_free(found);
  placement_search_free(search);
}

/* How often searches are sure, but wrong: the best costs more than the indifference above the true best. The
 * indifference is almost what there is between five beds and six, so that it is as hard as can be. */
Test(optimise, is_sure_as_often_as_it_says)
{
  enum { SEEDS = 60 };
  placement_search *search = search_of("{'placement_search': 1, " SECOND_YEAR ", 'decisions': [" BEDS "]}");
  double indifference = cost_of(6) - cost_of(5) - 60;
  int seeds = full_size() ? SEEDS : SEEDS / 6, sure = 0, wrong = 0;
  for (int s = 0; s < seeds; s++) {
    placement_optimisation *found = found_by(search, (asked){400, 100, 1000 + (uint64_t)s, 0.9, indifference});
    placement_search_course course = course_of(found);
    if (course.correct >= 0.9) {
      sure++;
      wrong += cost_of((int)course.best + 2) > cost_of(5) + indifference;
    }
    placement_optimisation_free(found);
  }
  cr_log_info("%d of %d sure, %d wrong\n", sure, seeds, wrong);
  cr_expect_leq(wrong, 0.1 * seeds + 3 * sqrt(0.1 * 0.9 * seeds));
  if (full_size())
    cr_expect_gt(sure, seeds / 2);
  placement_search_free(search);
}

/* The true order of P80 and of the expected shortfall is that of many replications. */
Test(optimise, quantiles_and_shortfalls_as_exhaustive_runs_have_them)
{
  static const char *const objectives[] = {"{'quantile': 0.8}", "{'expected_shortfall': 0.8}"};
  for (size_t o = 0; o < 2; o++) {
    char text[512];
    (void)snprintf(text, sizeof text,
                   "{'placement_search': 1, 'objective': {'metric': 'cost.total', 'year': '2026-27', 'minimise': %s}, "
                   "'decisions': [{'id': 'beds', 'homes': ['h'], 'beds': [3, 5, 6, 9]}]}",
                   objectives[o]);
    placement_search *search = search_of(text);
    placement_optimisation *found = found_by(search, (asked){4000, 400, 5, 0.95, 1000});
    placement_optimisation *all = found_by(search, (asked){8000, 8000, 6, 0.95, 1000});
    double lowest = INFINITY;
    for (size_t i = 0; i < 4; i++) {
      placement_candidate few = candidate_of(found, i), many = candidate_of(all, i);
      expect_near(few.objective.value, hypot(few.objective.se, many.objective.se), many.objective.value, objectives[o]);
      lowest = fmin(lowest, many.objective.value);
    }
    placement_candidate best = candidate_of(all, course_of(found).best);
    if (full_size())
      cr_expect_leq(best.objective.value, lowest + 1000 + 4 * best.objective.se);
    cr_expect_eq(candidate_of(all, course_of(all).best).objective.value, lowest);
    placement_optimisation_free(found);
    placement_optimisation_free(all);
    placement_search_free(search);
  }
}

/* Four beds are the most that the limit allows, to the night. */
Test(optimise, limit_without_chance_that_binds)
{
  placement_search *search = search_of("{'placement_search': 1, " SECOND_YEAR ", 'limits': [{'metric': 'beds.open', "
                                       "'at_most': 2920}], 'decisions': [" BEDS "]}");
  placement_optimisation *found = found_by(search, (asked){1000, 400, 8, 0.95, 1000});
  placement_search_course course = course_of(found);
  placement_limit_kept limit;
  cr_expect_str_eq(placement_search_choice_id(search, 0, course.best), "4");
  cr_expect_eq(course.feasible, 1);
  cr_assert_eq(placement_optimisation_fresh_limit(found, 0, &limit, NULL), PLACEMENT_OK);
  expect_exactly(limit.value.value, 2920, "nights");
  expect_exactly(limit.probability, 1, "kept");
  cr_assert_eq(placement_optimisation_limit(found, 3, 0, &limit, NULL), PLACEMENT_OK);
  cr_expect_eq(limit.limits, PLACEMENT_LIMITS_BROKEN);
  cr_expect_lt(candidate_of(found, 3).behind.value, 0, "five beds would be cheaper");
  cr_expect_eq(placement_optimisation_ranked(found, 0), course.best);
  cr_expect_eq(placement_optimisation_ranked(found, 3), 3, "of those that break it, the nearest first");
  cr_expect_eq(placement_optimisation_ranked(found, 7), SIZE_MAX);
  placement_optimisation_free(found);
  placement_search_free(search);
}

/* 1 - B(c) of the nights are local: seven beds are the fewest, and the cheapest, to have 85% of them. */
Test(optimise, limit_that_chance_keeps)
{
  placement_search *search =
      search_of("{'placement_search': 1, " SECOND_YEAR ", 'limits': [{'metric': 'children.local_share', 'year': "
                "'2026-27', 'at_least': 0.85}], 'decisions': [" BEDS "]}");
  placement_optimisation *found = found_by(search, (asked){2000, 400, 9, 0.95, 1000});
  need n = {{EXPONENTIAL, 59.5, 0}, NULL, 0};
  double load = ARRIVALS / DAYS_IN_YEAR * (mean_nights(&n) - 0.5);
  cr_expect_str_eq(placement_search_choice_id(search, 0, course_of(found).best), "7");
  for (size_t i = 0; i < 7; i++) {
    placement_limit_kept limit;
    cr_assert_eq(placement_optimisation_limit(found, i, 0, &limit, NULL), PLACEMENT_OK);
    expect_near(limit.value.value, limit.value.se, 1 - erlang_b((int)i + 2, load), "share");
    if (i < 4)
      cr_expect_eq(limit.limits, PLACEMENT_LIMITS_BROKEN);
  }
  placement_optimisation_free(found);
  placement_search_free(search);
}

Test(optimise, none_keeps_the_limits)
{
  placement_search *search =
      search_of("{'placement_search': 1, 'limits': [{'metric': 'beds.open', 'at_least': 6570}, {'metric': "
                "'cost.external', 'budget': 1e9, 'probability_of_exceeding_at_most': 0.2}], 'decisions': [" BEDS "]}");
  placement_optimisation *found = found_by(search, (asked){500, 200, 10, 0.95, 0});
  placement_search_course course = course_of(found);
  placement_limit_kept limit;
  cr_expect_eq(course.feasible, 0);
  cr_expect_geq(course.correct, 0.95);
  cr_expect_str_eq(placement_search_choice_id(search, 0, course.best), "8");
  cr_expect_eq(candidate_of(found, course.best).efficient, 0);
  cr_assert_eq(placement_optimisation_fresh_limit(found, 0, &limit, NULL), PLACEMENT_OK);
  cr_expect_eq(limit.limits, PLACEMENT_LIMITS_BROKEN);
  cr_assert_eq(placement_optimisation_fresh_limit(found, 1, &limit, NULL), PLACEMENT_OK);
  cr_expect_eq(limit.limits, PLACEMENT_LIMITS_KEPT);
  placement_optimisation_free(found);
  placement_search_free(search);
}

/* Two names for the same plan never differ; two plans of equal mean are not told apart without an indifference. */
Test(optimise, ties)
{
  placement_search *search = search_of("{'placement_search': 1, 'decisions': [{'id': 'd', 'choices': [{'id': 'one'}, "
                                       "{'id': 'other', 'patch': [{'op': 'replace', 'path': '/costs/0/id', 'value': "
                                       "'renamed'}]}]}]}");
  placement_optimisation *found = found_by(search, (asked){500, 200, 11, 0.95, 0});
  placement_candidate other = candidate_of(found, 1);
  cr_expect_eq(course_of(found).best, 0, "the first of equals");
  cr_expect_geq(course_of(found).correct, 0.95, "neither is better");
  expect_exactly(other.behind.value, 0, "behind");
  expect_exactly(other.behind.se, 0, "behind");
  cr_expect_eq(candidate_of(found, 0).efficient + other.efficient, 1);
  placement_optimisation_free(found);
  placement_search_free(search);
  search = search_of("{'placement_search': 1, " SECOND_YEAR ", 'decisions': [{'id': 'd', 'choices': [{'id': 'one', "
                     "'patch': [{'op': 'replace', 'path': '/homes/0/id', 'value': 'i'}, {'op': 'replace', 'path': "
                     "'/groups/0/id', 'value': 'x'}]}, {'id': 'other'}]}]}");
  int sure = 0;
  for (uint64_t seed = 0; seed < 20; seed++) {
    found = found_by(search, (asked){400, 100, seed, 0.95, 0});
    sure += course_of(found).correct >= 0.95;
    placement_optimisation_free(found);
  }
  cr_expect_leq(sure, 4, "5%% of 20 and three standard errors; found %d", sure);
  placement_search_free(search);
}

/* What is told of the best is what its replications are, counted otherwise. */
Test(optimise, fresh_figures_are_those_of_runs)
{
  placement_search *search =
      search_of("{'placement_search': 1, " SECOND_YEAR ", 'limits': [{'metric': 'children.local_share', 'at_least': "
                "0.1}, {'metric': 'cost.total', 'budget': 1700000, 'probability_of_exceeding_at_most': 0.9}, "
                "{'metric': 'unit_cost.in_house', 'at_most': 9000}], 'decisions': [" BEDS "]}");
  placement_optimisation *found = found_by(search, (asked){500, 100, 12, 0.95, 0});
  const placement_plan *plan = placement_optimisation_plan(found);
  placement_run_options run = PLACEMENT_RUN_OPTIONS_INIT;
  placement_sample_options sample = PLACEMENT_SAMPLE_OPTIONS_INIT;
  placement_summary *summary = NULL;
  placement_candidate fresh;
  placement_limit_kept limit;
  placement_figure total = {metric_of(plan, "cost.total"), 2};
  run.replications = run.first = sample.replications = sample.first = scaled(500);
  run.seed = sample.seed = 12;
  double *values = malloc(run.replications * sizeof *values), above = 0;
  cr_assert_eq(placement_run(plan, &run, &summary, NULL), PLACEMENT_OK);
  cr_assert_eq(placement_sample(plan, &sample, &total, 1, values, NULL), PLACEMENT_OK);
  cr_assert_eq(placement_optimisation_fresh(found, &fresh, NULL), PLACEMENT_OK);
  placement_statistics s = statistics_of(plan, summary, "cost.total", 1);
  expect_close(fresh.mean.value, s.mean, 1e-9, "mean");
  expect_close(fresh.mean.se, s.se, 1e-9, "its error");
  cr_expect_leq(fabs(fresh.p80.value - s.p80), s.quantile_error + 0.01);
  static const char *const ratios[] = {"children.local_share", NULL, "unit_cost.in_house"};
  for (size_t i = 0; i < 3; i++) {
    cr_assert_eq(placement_optimisation_fresh_limit(found, i, &limit, NULL), PLACEMENT_OK);
    if (ratios[i] == NULL)
      continue;
    s = statistics_of(plan, summary, ratios[i], 2);
    expect_close(limit.value.value, s.mean, 1e-6, ratios[i]);
    expect_close(limit.value.se, s.se, 0.01, ratios[i]);
  }
  cr_assert_eq(placement_optimisation_fresh_limit(found, 1, &limit, NULL), PLACEMENT_OK);
  for (size_t i = 0; i < run.replications; i++)
    above += values[i] > 1700000;
  expect_close(limit.value.value, above / (double)run.replications, 1e-12, "probability");
  s = statistics_of(plan, placement_optimisation_summary(found), "cost.total", 1);
  expect_close(fresh.mean.value, s.mean, 1e-9, "summary");
  free(values);
  placement_summary_free(summary);
  placement_optimisation_free(found);
  placement_search_free(search);
}

static void look_on(uint64_t done, uint64_t replications, void *data)
{
  cr_expect_leq(done, replications);
  *(uint64_t *)data = done;
}

Test(optimise, threads_cancellation_and_arguments)
{
  placement_search *search = search_of("{'placement_search': 1, " SECOND_YEAR ", 'decisions': [" BEDS "]}");
  placement_run_options run = PLACEMENT_RUN_OPTIONS_INIT;
  placement_optimise_options options = PLACEMENT_OPTIMISE_OPTIONS_INIT;
  placement_optimisation *one = found_by(search, (asked){600, 100, 1, 0.95, -1}), *many = NULL, *none = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  uint64_t told = 0;
  run.replications = scaled(600);
  run.threads = 3;
  options.first_stage = 100;
  run.progress = look_on;
  run.progress_data = &told;
  cr_assert_eq(placement_optimise(search, &run, &options, &many, NULL), PLACEMENT_OK);
  placement_search_course a = course_of(one), b = course_of(many);
  cr_expect_eq(told, a.replications + 2 * a.most, "all is told at the end");
  cr_expect_eq(a.best, b.best);
  cr_expect_eq(a.correct, b.correct);
  cr_expect_eq(a.replications, b.replications);
  for (size_t i = 0; i < 7; i++) {
    placement_candidate c = candidate_of(one, i), d = candidate_of(many, i);
    cr_expect_arr_eq(&c.objective, &d.objective, sizeof c.objective);
    cr_expect_arr_eq(&c.behind, &d.behind, sizeof c.behind);
  }
  cr_assert_eq(placement_cancellation_new(&run.cancellation, NULL), PLACEMENT_OK);
  placement_cancellation_request(run.cancellation);
  cr_expect_eq(placement_optimise(search, &run, &options, &none, &err), PLACEMENT_ERROR_CANCELLED);
  placement_cancellation_free(run.cancellation);
  run = (placement_run_options)PLACEMENT_RUN_OPTIONS_INIT;
  run.replications = 99;
  cr_expect_eq(placement_optimise(search, &run, &options, &none, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_str_eq(err.message, "a search needs at least 100 replications of each candidate");
  run.replications = (uint64_t)1 << 31;
  cr_expect_eq(placement_optimise(search, &run, &options, &none, &err), PLACEMENT_ERROR_LIMIT);
  run.replications = 100;
  options.confidence = 1;
  cr_expect_eq(placement_optimise(search, &run, &options, &none, &err), PLACEMENT_ERROR_ARGUMENT);
  run.replications = options.first_stage = 100000000;
  options.confidence = 0.9;
  cr_expect_eq(placement_optimise(search, &run, &options, &none, &err), PLACEMENT_ERROR_LIMIT);
  cr_expect_eq(placement_optimise(NULL, NULL, NULL, &none, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_optimisation_candidate(one, 7, &(placement_candidate){0}, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_optimisation_limit(one, 0, 0, &(placement_limit_kept){0}, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_optimisation_fresh_limit(one, 0, &(placement_limit_kept){0}, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(none, NULL);
  placement_optimisation_free(NULL);
  placement_optimisation_free(one);
  placement_optimisation_free(many);
  placement_search_free(search);
}
