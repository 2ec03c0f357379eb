/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Scenarios as text, run through the public API, and figures compared with theory within standard errors.
 *
 * PLACEMENT_TEST_SCALE, a factor between 0 and 1, makes every test of random figures smaller. Tolerances follow,
 * because they are multiples of the standard errors of what was run. Seeds are fixed, so no test fails by chance.
 */
#ifndef TESTS_VERIFICATION_SCENARIO_RUN_H
#define TESTS_VERIFICATION_SCENARIO_RUN_H

#include <placement/placement.h>

#include <criterion/criterion.h>
#include <criterion/logging.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SCENARIO_TEXT 16384
#define STANDARD_ERRORS 4.0 /* what a mean may be away from theory: once in 16,000 by chance */

static inline uint64_t scaled(uint64_t replications)
{
  const char *scale = getenv("PLACEMENT_TEST_SCALE");
  double factor = scale != NULL ? strtod(scale, NULL) : 1;
  if (!(factor > 0 && factor < 1))
    return replications;
  uint64_t fewer = (uint64_t)((double)replications * factor);
  return fewer < 100 ? (replications < 100 ? replications : 100) : fewer;
}

/* True unless the tests were made smaller: only then is a small effect large beside its standard error. */
static inline bool full_size(void)
{
  return scaled(1000000) == 1000000;
}

static inline placement_plan *plan_of_text(const char *text)
{
  placement_scenario *scenario = NULL;
  placement_plan *plan = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  if (placement_scenario_load_text(text, strlen(text), "test", &scenario, NULL, &err) != PLACEMENT_OK)
    cr_assert_fail("%d:%d %s: %s\n%s", (int)err.line, (int)err.column, err.pointer, err.message, text);
  if (placement_plan_new(scenario, &plan, &err) != PLACEMENT_OK)
    cr_assert_fail("%s\n%s", err.message, text);
  placement_scenario_free(scenario);
  return plan;
}

/* The plan of a scenario written by printf, with ' for ". */
__attribute__((format(printf, 1, 2))) static inline placement_plan *plan_of(const char *format, ...)
{
  char text[SCENARIO_TEXT];
  va_list arguments;
  va_start(arguments, format);
  int length = vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  cr_assert(length > 0 && (size_t)length < sizeof text);
  for (char *quote = strchr(text, '\''); quote != NULL; quote = strchr(quote, '\''))
    *quote = '"';
  return plan_of_text(text);
}

/* Runs scaled(replications) on one thread. */
static inline placement_summary *run_of(const placement_plan *plan, uint64_t replications, uint64_t seed)
{
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  placement_summary *summary = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  options.replications = scaled(replications);
  options.seed = seed;
  options.threads = 1;
  if (placement_run(plan, &options, &summary, &err) != PLACEMENT_OK)
    cr_assert_fail("%s", err.message);
  return summary;
}

static inline placement_workspace *workspace_of(const placement_plan *plan)
{
  placement_workspace *workspace = NULL;
  cr_assert_eq(placement_workspace_new(plan, &workspace, NULL), PLACEMENT_OK);
  return workspace;
}

static inline placement_basis *basis_of(const placement_plan *plan)
{
  placement_basis *basis = NULL;
  cr_assert_eq(placement_basis_new(plan, &basis, NULL), PLACEMENT_OK);
  return basis;
}

static inline void replicate(const placement_plan *plan, uint64_t seed, uint64_t replication,
                             placement_workspace *workspace)
{
  cr_assert_eq(placement_replicate(plan, seed, replication, workspace, NULL), PLACEMENT_OK);
}

static inline size_t metric_of(const placement_plan *plan, const char *name)
{
  size_t metric = placement_plan_metric_find(plan, name);
  cr_assert_neq(metric, SIZE_MAX, "there is no metric %s", name);
  return metric;
}

static inline double value_of(const placement_plan *plan, const placement_workspace *workspace, const char *name,
                              size_t column)
{
  return placement_workspace_value(workspace, metric_of(plan, name), column);
}

static inline double basis_value_of(const placement_plan *plan, const placement_basis *basis, const char *name,
                                    size_t column)
{
  return placement_basis_value(basis, metric_of(plan, name), column);
}

static inline placement_statistics statistics_of(const placement_plan *plan, const placement_summary *summary,
                                                 const char *name, size_t column)
{
  placement_statistics s;
  cr_assert_eq(placement_summary_statistics(summary, metric_of(plan, name), column, &s, NULL), PLACEMENT_OK);
  return s;
}

static inline placement_statistics month_of(const placement_summary *summary, int32_t series, size_t month)
{
  placement_statistics s;
  cr_assert_eq(placement_summary_monthly(summary, series, month, &s, NULL), PLACEMENT_OK);
  return s;
}

/* The first replication in which so many initial children are in need throughout; their needs of a century make it one
 * of the first. What is left to chance then is nothing. */
static inline placement_workspace *with_everyone_staying(const placement_plan *plan, double children)
{
  placement_workspace *workspace = workspace_of(plan);
  size_t total = placement_plan_year_count(plan);
  for (uint64_t i = 0; i < 100; i++) {
    replicate(plan, 1, i, workspace);
    if (fabs(value_of(plan, workspace, "children.in_need", total) - children) < 1e-9)
      return workspace;
  }
  cr_assert_fail("somebody leaves in every replication");
  return workspace;
}

/* The first nights of so many months from a 1 April on, and the end; the February of number `leap` has 29 nights. */
static inline void first_nights(int *first, int months, int leap)
{
  static const int lengths[12] = {30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28, 31};
  int day = 0;
  for (int m = 0; m <= months; m++) {
    first[m] = day;
    day += lengths[m % 12] + (m == leap);
  }
}

/* A mean, or a share estimated otherwise, lies within STANDARD_ERRORS of theory. The option --verbose of the test shows
 * each of them. */
static inline void expect_near(double found, double se, double expected, const char *what)
{
  cr_log_info("%s: expected %.8g, found %.8g, se %.3g, z %+.2f\n", what, expected, found, se, (found - expected) / se);
  cr_expect(fabs(found - expected) <= STANDARD_ERRORS * se + 1e-9 * fabs(expected),
            "%s: expected %.8g, found %.8g, %+.2f standard errors of %.3g", what, expected, found,
            (found - expected) / se, se);
}

static inline void expect_close(double found, double expected, double relative, const char *what)
{
  cr_expect(fabs(found - expected) <= relative * fabs(expected) + 1e-300, "%s: expected %.12g, found %.12g", what,
            expected, found);
}

/* A figure of one replication, or of the plan basis, that is known to the last penny or night. */
static inline void expect_exactly(double found, double expected, const char *what)
{
  cr_expect(fabs(found - expected) < 1e-6, "%s: expected %.4f, found %.4f", what, expected, found);
}

/* A ratio of sums over replications, with its standard error by the delta method. */
typedef struct ratio {
  double n, x, y, xx, xy, yy;
} ratio;

static inline void add_to_ratio(ratio *r, double x, double y)
{
  r->n += 1;
  r->x += x;
  r->y += y;
  r->xx += x * x;
  r->xy += x * y;
  r->yy += y * y;
}

static inline double ratio_mean(const ratio *r)
{
  return r->x / r->y;
}

static inline double ratio_se(const ratio *r)
{
  double q = ratio_mean(r);
  return sqrt((r->xx - 2 * q * r->xy + q * q * r->yy) * r->n / (r->n - 1)) / r->y;
}

#endif
