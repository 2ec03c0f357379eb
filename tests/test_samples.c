/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The figures of each replication: those of placement_replicate to the last bit, however many threads there are.
 */
#include "model/lanes.h"
#include "small_plan.h"
#include "verification/scenario_run.h"

#define FIRST 7
#define MOST 333

static placement_plan *loss_system(void)
{
  return plan_of("{'placement_scenario': 1, 'horizon': {'start': '2020-04-01', 'years': 2}, 'groups': [{'id': 'a',"
                 "'arrivals_per_year': 20, 'need_days': {'exponential': {'mean': 90}}, 'weekly_fee': 4000}],"
                 "'phases': [{'id': 'p', 'planned_opening': '2019-03-31'}],"
                 "'homes': [{'id': 'h', 'phase': 'p', 'beds': 4}]}");
}

static placement_plan *uncertain(void)
{
  return plan_of("{'placement_scenario': 1, 'horizon': {'start': '2020-04-01', 'years': 2}, 'groups': [{'id': 'a',"
                 "'arrivals_per_year': 9, 'need_days': {'exponential': {'mean': 90}}, 'weekly_fee': 4000}],"
                 "'uncertain': [{'input': '/groups/0/arrivals_per_year', 'as': 'factor', 'distribution': {'uniform':"
                 "{'min': 0.5, 'max': 1.5}}}]}");
}

static size_t all_figures(const placement_plan *plan, placement_figure **figures)
{
  size_t columns = placement_plan_year_count(plan) + 1, count = placement_plan_metric_count(plan) * columns;
  *figures = calloc(count, sizeof **figures);
  cr_assert(*figures != NULL);
  for (size_t k = 0; k < count; k++)
    (*figures)[k] = (placement_figure){k / columns, k % columns};
  return count;
}

static bool same(double a, double b)
{
  return a == b || (isnan(a) && isnan(b));
}

static void check(placement_plan *plan)
{
  static const int32_t threads[] = {1, 2, 5, 0, 2000};
  static const uint64_t replications[] = {1, 15, 64, 129, MOST};
  placement_workspace *workspace = workspace_of(plan);
  placement_figure *figures = NULL;
  size_t count = all_figures(plan, &figures), undefined = 0;
  double *one = calloc(count * MOST, sizeof *one), *values = calloc(count * MOST, sizeof *values);
  cr_assert(one != NULL && values != NULL);
  for (size_t i = 0; i < MOST; i++) {
    replicate(plan, 3, FIRST + i, workspace);
    for (size_t k = 0; k < count; k++) {
      one[i * count + k] = placement_workspace_value(workspace, figures[k].metric, figures[k].column);
      undefined += isnan(one[i * count + k]) != 0;
    }
  }
  cr_assert_gt(undefined, 0);
  for (size_t t = 0; t < sizeof threads / sizeof *threads; t++) {
    placement_sample_options options = PLACEMENT_SAMPLE_OPTIONS_INIT;
    options.threads = threads[t];
    options.replications = replications[t];
    options.seed = 3;
    options.first = FIRST;
    cr_assert_eq(placement_sample(plan, &options, figures, count, values, NULL), PLACEMENT_OK);
    for (size_t i = 0; i < options.replications * count; i++)
      cr_assert(same(values[i], one[i]), "%d threads, %zu: %.17g, not %.17g", (int)threads[t], i, values[i], one[i]);
  }
  free(one);
  free(values);
  free(figures);
  placement_workspace_free(workspace);
  placement_plan_free(plan);
}

Test(samples, are_those_of_single_replications)
{
  check(small_plan("Small", ""));
  check(uncertain());
}

Test(samples, in_lock_step)
{
  placement_plan *plan = loss_system();
  cr_assert(plm_lanes_possible(plan));
  check(plan);
}

Test(samples, have_the_means_of_a_summary)
{
  static const char *const metrics[] = {"cost.total", "beds.occupied", "arrivals", "children.external"};
  enum { N = 500, COUNT = sizeof metrics / sizeof *metrics };
  placement_plan *plan = small_plan("Small", "");
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  placement_sample_options sample = PLACEMENT_SAMPLE_OPTIONS_INIT;
  placement_summary *summary = NULL;
  placement_figure figures[COUNT];
  static double values[N * COUNT];
  options.replications = sample.replications = N;
  for (size_t k = 0; k < COUNT; k++)
    figures[k] = (placement_figure){metric_of(plan, metrics[k]), placement_plan_year_count(plan)};
  cr_assert_eq(placement_run(plan, &options, &summary, NULL), PLACEMENT_OK);
  cr_assert_eq(placement_sample(plan, &sample, figures, COUNT, values, NULL), PLACEMENT_OK);
  for (size_t k = 0; k < COUNT; k++) {
    placement_statistics s = statistics_of(plan, summary, metrics[k], figures[k].column);
    double sum = 0, squares = 0;
    for (size_t i = 0; i < N; i++)
      sum += values[i * COUNT + k];
    for (size_t i = 0; i < N; i++)
      squares += pow(values[i * COUNT + k] - sum / N, 2);
    expect_close(sum / N, s.mean, 1e-12, metrics[k]);
    expect_close(sqrt(squares / (N - 1)), s.sd, 1e-9, metrics[k]);
  }
  placement_summary_free(summary);
  placement_plan_free(plan);
}

typedef struct watch {
  uint64_t calls, last;
  placement_cancellation *cancellation;
} watch;

static void note(uint64_t done, uint64_t replications, void *data)
{
  watch *w = data;
  cr_assert(done >= w->last && done <= replications);
  w->calls++;
  w->last = done;
  placement_cancellation_request(w->cancellation);
}

Test(samples, progress_and_cancellation)
{
  enum { N = 200000 };
  placement_plan *plan = small_plan("Small", "");
  placement_sample_options options = PLACEMENT_SAMPLE_OPTIONS_INIT;
  placement_figure figure = {0, 0};
  placement_error err = PLACEMENT_ERROR_INIT;
  double *values = calloc(N, sizeof *values);
  watch w = {0};
  cr_assert(values != NULL);
  options.replications = 300;
  options.threads = 2;
  options.progress = note;
  options.progress_data = &w;
  cr_assert_eq(placement_sample(plan, &options, &figure, 1, values, NULL), PLACEMENT_OK);
  cr_assert(w.calls >= 1 && w.last == 300);
  w = (watch){0};
  cr_assert_eq(placement_cancellation_new(&w.cancellation, NULL), PLACEMENT_OK);
  options.replications = N;
  options.cancellation = w.cancellation;
  cr_assert_eq(placement_sample(plan, &options, &figure, 1, values, &err), PLACEMENT_ERROR_CANCELLED);
  cr_assert_not_null(strstr(err.message, "cancelled"));
  cr_assert_lt(w.last, N);
  placement_cancellation_free(w.cancellation);
  free(values);
  placement_plan_free(plan);
}

static void assert_refused(const placement_plan *plan, const placement_sample_options *options, placement_figure figure,
                           placement_status expected, const char *word)
{
  placement_error err = PLACEMENT_ERROR_INIT;
  double value = 7;
  cr_assert_eq(placement_sample(plan, options, &figure, 1, &value, &err), expected);
  cr_assert_not_null(strstr(err.message, word), "%s", err.message);
  cr_assert_eq(value, 7);
}

Test(samples, what_is_out_of_range)
{
  static const placement_sample_options defaults = PLACEMENT_SAMPLE_OPTIONS_INIT;
  placement_plan *plan = small_plan("Small", "");
  placement_sample_options options = defaults;
  placement_figure figure = {0, 0};
  double value;
  options.replications = 0;
  assert_refused(plan, &options, figure, PLACEMENT_ERROR_ARGUMENT, "replications must be at least 1");
  options = defaults;
  options.first = UINT64_MAX;
  assert_refused(plan, &options, figure, PLACEMENT_ERROR_LIMIT, "first + replications");
  options = defaults;
  options.threads = -1;
  assert_refused(plan, &options, figure, PLACEMENT_ERROR_ARGUMENT, "threads");
  options = defaults;
  options.size = 0;
  assert_refused(plan, &options, figure, PLACEMENT_ERROR_ARGUMENT, "placement_sample_options.size");
  options = defaults;
  assert_refused(NULL, &options, figure, PLACEMENT_ERROR_ARGUMENT, "plan");
  figure.metric = placement_plan_metric_count(plan);
  assert_refused(plan, &options, figure, PLACEMENT_ERROR_ARGUMENT, "figures[0]: there is no figure at metric");
  figure = (placement_figure){0, placement_plan_year_count(plan) + 1};
  assert_refused(plan, &options, figure, PLACEMENT_ERROR_ARGUMENT, "column");
  cr_assert_eq(placement_sample(plan, &options, NULL, 1, &value, NULL), PLACEMENT_ERROR_ARGUMENT);
  cr_assert_eq(placement_sample(plan, &options, &figure, 0, &value, NULL), PLACEMENT_ERROR_ARGUMENT);
  cr_assert_eq(placement_sample(plan, &options, &figure, 1, NULL, NULL), PLACEMENT_ERROR_ARGUMENT);
  placement_plan_free(plan);
}

/* A draw that is refused is told of as placement_replicate tells of it. */
Test(samples, a_replication_that_fails)
{
  placement_plan *plan = plan_of("{'placement_scenario': 1, 'horizon': {'start': '2020-04-01', 'years': 30},"
                                 "'groups': [{'id': 'a', 'arrivals_per_year': 90000, 'need_days': 2, 'weekly_fee': 4}],"
                                 "'uncertain': [{'input': '/groups/0/growth_per_year', 'as': 'value', 'distribution':"
                                 "{'empirical': {'values': [0.1, 0.11]}}}]}");
  placement_sample_options options = PLACEMENT_SAMPLE_OPTIONS_INIT;
  placement_error err = PLACEMENT_ERROR_INIT;
  placement_figure figure = {0, 0};
  double values[20];
  options.replications = 20;
  options.first = 5;
  options.threads = 3;
  cr_assert_eq(placement_sample(plan, &options, &figure, 1, values, &err), PLACEMENT_ERROR_LIMIT);
  cr_assert_not_null(strstr(err.message, "replication 5 "), "%s", err.message);
  placement_plan_free(plan);
}
