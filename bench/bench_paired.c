/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How many times fewer replications the difference of two scenarios needs when both run with the same children, because
 * draws are keyed by child, than when their runs are independent: (variance of A + variance of B) / variance of A - B,
 * of total cost, for every pair with the same financial years.
 *
 *     bench_paired [--json] [--replications N] SCENARIO.json SCENARIO.json...
 */
#include <placement/placement.h>

#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_SCENARIOS 32
#define NAME_WIDTH 28 /* columns of the table */

typedef struct subject {
  const char *path;
  placement_scenario *scenario;
  placement_plan *plan;
  double *totals; /* of each replication */
} subject;

static bool failed(const placement_error *err)
{
  (void)fprintf(stderr, "bench_paired: %s:%d: %s %s\n", err->file, err->line, err->pointer, err->message);
  return false;
}

static bool simulate(subject *s, uint64_t replications)
{
  placement_error err = PLACEMENT_ERROR_INIT;
  placement_workspace *workspace = NULL;
  s->totals = calloc(replications, sizeof *s->totals);
  if (s->totals == NULL) {
    (void)fprintf(stderr, "bench_paired: no memory\n");
    return false;
  }
  if (placement_scenario_load_file(s->path, &s->scenario, NULL, &err) != PLACEMENT_OK ||
      placement_plan_new(s->scenario, &s->plan, &err) != PLACEMENT_OK ||
      placement_workspace_new(s->plan, &workspace, &err) != PLACEMENT_OK)
    return failed(&err);
  size_t total = placement_plan_metric_find(s->plan, "cost.total");
  placement_status status = PLACEMENT_OK;
  for (uint64_t i = 0; status == PLACEMENT_OK && i < replications; i++) {
    status = placement_replicate(s->plan, PLACEMENT_DEFAULT_SEED, i, workspace, &err);
    s->totals[i] = placement_workspace_value(workspace, total, placement_plan_year_count(s->plan));
  }
  placement_workspace_free(workspace);
  return status == PLACEMENT_OK || failed(&err);
}

static bool same_years(const placement_plan *a, const placement_plan *b)
{
  size_t years = placement_plan_year_count(a);
  if (years != placement_plan_year_count(b))
    return false;
  for (size_t y = 0; y < years; y++)
    if (strcmp(placement_plan_column_label(a, y), placement_plan_column_label(b, y)) != 0)
      return false;
  return true;
}

/* Of x - y, or of x if y is NULL. */
static double variance(const double *x, const double *y, uint64_t n)
{
  double mean = 0, squares = 0;
  for (uint64_t i = 0; i < n; i++)
    mean += (x[i] - (y != NULL ? y[i] : 0)) / (double)n;
  for (uint64_t i = 0; i < n; i++) {
    double apart = x[i] - (y != NULL ? y[i] : 0) - mean;
    squares += apart * apart;
  }
  return squares / (double)(n - 1);
}

static const char *name_of(const subject *s)
{
  const char *slash = strrchr(s->path, '/');
  return slash != NULL ? slash + 1 : s->path;
}

static void report(const subject *a, const subject *b, uint64_t n, bool json)
{
  double apart = variance(a->totals, NULL, n) + variance(b->totals, NULL, n);
  double paired = variance(a->totals, b->totals, n);
  if (json)
    (void)printf("{\"bench\": \"paired\", \"a\": \"%s\", \"b\": \"%s\", \"replications\": %" PRIu64
                 ", \"sd_independent\": %.8g, \"sd_paired\": %.8g, \"fewer\": %.4g}\n",
                 a->path, b->path, n, sqrt(apart), sqrt(paired), apart / paired);
  else
    (void)printf("%-*s %-*s %14.0f %14.0f %9.1f\n", NAME_WIDTH, name_of(a), NAME_WIDTH, name_of(b), sqrt(apart),
                 sqrt(paired), apart / paired);
}

int main(int argc, char **argv)
{
  static subject subjects[MOST_SCENARIOS];
  size_t count = 0;
  bool json = false, sound = true;
  uint64_t replications = 20000;
  for (int i = 1; i < argc; i++) {
    if (strcmp(argv[i], "--json") == 0)
      json = true;
    else if (strcmp(argv[i], "--replications") == 0 && i + 1 < argc)
      replications = strtoull(argv[++i], NULL, 10);
    else if (argv[i][0] == '-' || count == MOST_SCENARIOS)
      sound = false;
    else
      subjects[count++].path = argv[i];
  }
  if (!sound || count < 2 || replications < 2) {
    (void)fprintf(stderr, "usage: bench_paired [--json] [--replications N] SCENARIO.json SCENARIO.json...\n");
    return EXIT_FAILURE;
  }
  for (size_t i = 0; sound && i < count; i++)
    sound = simulate(&subjects[i], replications);
  if (sound && !json)
    (void)printf("%-*s %-*s %14s %14s %9s\n", NAME_WIDTH, "a", NAME_WIDTH, "b", "sd independent", "sd paired", "fewer");
  for (size_t i = 0; sound && i < count; i++)
    for (size_t j = i + 1; j < count; j++)
      if (same_years(subjects[i].plan, subjects[j].plan))
        report(&subjects[i], &subjects[j], replications, json);
  for (size_t i = 0; i < count; i++) {
    free(subjects[i].totals);
    placement_plan_free(subjects[i].plan);
    placement_scenario_free(subjects[i].scenario);
  }
  return sound ? EXIT_SUCCESS : EXIT_FAILURE;
}
