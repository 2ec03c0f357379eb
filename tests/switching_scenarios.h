/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Scenarios whose switching values can be solved by hand, and how to ask for them.
 */
#ifndef SWITCHING_SCENARIOS_H
#define SWITCHING_SCENARIOS_H

#include "verification/scenario_run.h"

/* A year of 365 nights with one child, who stays: external at a weekly fee of 4,000, which can be set. */
#define BOUGHT                                                                                                         \
  "{'placement_scenario': 1, 'horizon': {'start': '2021-04-01', 'years': 1}, 'groups': [{'id': 'a',"                   \
  "'arrivals_per_year': 0, 'initial': {'children': [{'days_so_far': 1}]}, 'need_days': 5000, 'weekly_fee': 4000}]}"

/* The same child in a home at 120,000 pounds a year. */
#define HOME                                                                                                           \
  "{'placement_scenario': 1, 'horizon': {'start': '2021-04-01', 'years': 1}, 'groups': [{'id': 'a',"                   \
  "'arrivals_per_year': 0, 'initial': {'children': [{'days_so_far': 1, 'place': 'h'}]}, 'need_days': 5000,"            \
  "'weekly_fee': 4000}], 'phases': [{'id': 'p', 'planned_opening': '2020-04-01'}], 'homes': [{'id': 'h', 'phase': "    \
  "'p',"                                                                                                               \
  "'beds': 1, 'costs': [{'amount': 120000, 'per': 'year'}]}]}"

/* A home of two beds without children, that costs 1,000 a bed, and (3 + amount) x (1 + bias) for each of 50 beds. */
#define EMPTY                                                                                                          \
  "{'placement_scenario': 1, 'horizon': {'start': '2021-04-01', 'years': 1}, 'groups': [{'id': 'a',"                   \
  "'arrivals_per_year': 0, 'need_days': {'pert': {'min': 10, 'mode': 20, 'max': 40}}, 'weekly_fee': 4000}],"           \
  "'phases': [{'id': 'p', 'planned_opening': '2020-04-01'}], 'homes': [{'id': 'h', 'phase': 'p', 'beds': 2,"           \
  "'costs': [{'amount': 1000, 'per': 'year', 'for': 'bed'}]},"                                                         \
  "{'id': 'i', 'phase': 'p', 'beds': 50, 'costs': [{'amount': -3, 'per': 'year', 'for': 'bed', 'optimism_bias': "      \
  "0}]}]}"

/* Children who arrive at random, at a fee of 4,000 a week. */
#define CHANCE                                                                                                         \
  "{'placement_scenario': 1, 'horizon': {'start': '2021-04-01', 'years': 1}, 'groups': [{'id': 'a',"                   \
  "'arrivals_per_year': 12, 'need_days': {'exponential': {'mean': 60}}, 'weekly_fee': 4000}]}"

/* The same children, for whom nothing is bought: 400,000 pounds a year. */
#define BLOCK                                                                                                          \
  "{'placement_scenario': 1, 'horizon': {'start': '2021-04-01', 'years': 1}, 'groups': [{'id': 'a',"                   \
  "'arrivals_per_year': 12, 'need_days': {'exponential': {'mean': 60}}, 'weekly_fee': 4000, 'unserved': true}],"       \
  "'costs': [{'amount': 400000, 'per': 'year'}]}"

static inline placement_scenario *scenario_of(const char *quoted)
{
  char text[SCENARIO_TEXT];
  placement_scenario *s = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_assert_lt(strlen(quoted), sizeof text);
  strcpy(text, quoted);
  for (char *quote = strchr(text, '\''); quote != NULL; quote = strchr(quote, '\''))
    *quote = '"';
  cr_assert_eq(placement_scenario_load_text(text, strlen(text), "test", &s, NULL, &err), PLACEMENT_OK, "%s: %s",
               err.pointer, err.message);
  return s;
}

static inline size_t metric_number(const placement_scenario *s, const char *name)
{
  placement_plan *plan = NULL;
  cr_assert_eq(placement_plan_new(s, &plan, NULL), PLACEMENT_OK);
  size_t metric = metric_of(plan, name);
  placement_plan_free(plan);
  return metric;
}

/* A question about one input and the whole horizon of a year, whose metric is cost.total. */
static inline placement_switching_question question_of(const char *const *pointer, int32_t as, double target)
{
  placement_switching_question q = PLACEMENT_SWITCHING_QUESTION_INIT;
  q.pointers = pointer;
  q.pointer_count = 1;
  q.as = as;
  q.column = 1;
  q.target = target;
  return q;
}

#endif
