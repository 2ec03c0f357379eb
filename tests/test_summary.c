/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/compile.h"
#include "summary/summary.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { YEARS = 2, MONTHS = 3, COLUMNS = YEARS + 1, HOMES = 100, N = 400 };

/* A plan with the parts that a summary reads: two financial years, three months and some homes. */
typedef struct fixture {
  placement_plan plan;
  plm_plan_home homes[HOMES];
  int32_t year_start[YEARS + 1];
  int32_t month_start[MONTHS + 1];
  int64_t *outcomes; /* N of plm_outcome_size(plan) */
} fixture;

static uint64_t next_random(uint64_t *state)
{
  *state = *state * 6364136223846793005U + 1442695040888963407U;
  return *state >> 33;
}

static int64_t *outcome_at(fixture *f, size_t i)
{
  return f->outcomes + i * plm_outcome_size(&f->plan);
}

/* Money with a large offset, nights and counts; beds.open of the first home is 0 in every second replication, that of
 * the second home in all. */
static void set_up(fixture *f, size_t homes)
{
  static char id[] = "home";
  uint64_t state = 5;
  memset(f, 0, sizeof *f);
  memcpy(f->year_start, (int32_t[]){0, 31, 91}, sizeof f->year_start);
  memcpy(f->month_start, (int32_t[]){0, 31, 59, 91}, sizeof f->month_start);
  f->plan.calendar.days = 91;
  f->plan.calendar.year_count = YEARS;
  f->plan.calendar.year_start = f->year_start;
  f->plan.calendar.month_count = MONTHS;
  f->plan.calendar.month_start = f->month_start;
  f->plan.home_count = homes;
  f->plan.homes = f->homes;
  for (size_t h = 0; h < homes; h++)
    f->homes[h].id = id;
  cr_assert_eq(plm_metrics_init(&f->plan, NULL), PLACEMENT_OK);
  f->outcomes = calloc(N * plm_outcome_size(&f->plan), sizeof *f->outcomes);
  cr_assert_neq(f->outcomes, NULL);
  for (size_t i = 0; i < N; i++) {
    for (size_t c = 0; c < plm_outcome_size(&f->plan); c++) {
      int64_t value = (int64_t)(next_random(&state) % 1000);
      outcome_at(f, i)[c] =
          c < (PLM_COST_NET_PRESENT + 1) * COLUMNS ? 1000000000000 + value * value * value : value + 1;
    }
    for (size_t c = 0; homes >= 2 && c < COLUMNS; c++) {
      if (i % 2 == 0)
        outcome_at(f, i)[plm_cell(&f->plan, PLM_BASE_COUNT + PLM_HOME_BEDS_OPEN, c)] = 0;
      outcome_at(f, i)[plm_cell(&f->plan, PLM_BASE_COUNT + PLM_HOME_BASE_COUNT + PLM_HOME_BEDS_OPEN, c)] = 0;
    }
  }
}

static void tear_down(fixture *f)
{
  plm_metrics_clear(&f->plan);
  free(f->outcomes);
}

static placement_summary *summary_of(fixture *f, size_t first, size_t end)
{
  placement_summary *summary = NULL;
  cr_assert_eq(placement_summary_new(&f->plan, &summary, NULL), PLACEMENT_OK);
  for (size_t i = first; i < end; i++)
    plm_summary_fold(summary, outcome_at(f, i));
  plm_summary_settle(summary);
  return summary;
}

static void assert_close(double actual, double expected, double absolute)
{
  cr_assert(fabs(actual - expected) <= absolute, "%.17g is not %.17g", actual, expected);
}

static int by_value(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double exact_quantile(const double *sorted, size_t n, double p)
{
  double h = (double)(n - 1) * p;
  size_t i = (size_t)floor(h);
  return i + 1 < n ? sorted[i] + (h - floor(h)) * (sorted[i + 1] - sorted[i]) : sorted[n - 1];
}

/* `values` are the figures of all replications in the unit of the metric; sorted here. */
static void assert_statistics(const placement_statistics *s, double *values, size_t n)
{
  double mean = 0, squares = 0, worst = 0;
  for (size_t i = 0; i < n; i++)
    mean += (values[i] - values[0]) / (double)n;
  mean += values[0];
  for (size_t i = 0; i < n; i++)
    squares += (values[i] - mean) * (values[i] - mean);
  qsort(values, n, sizeof *values, by_value);
  double spread = values[n - 1] - values[0], bound = s->quantile_error + 1e-12 * fabs(values[n - 1]);
  for (size_t i = 0; i < n / 20; i++)
    worst += values[n - 1 - i] / (double)(n / 20);
  cr_assert_eq(s->defined, n);
  assert_close(s->mean, mean, 1e-14 * fabs(mean) + 1e-9 * spread);
  assert_close(s->sd, sqrt(squares / (double)(n - 1)), 1e-6 * spread);
  assert_close(s->se, s->sd / sqrt((double)n), 1e-12 * spread);
  cr_assert_eq(s->min, values[0]);
  cr_assert_eq(s->max, values[n - 1]);
  assert_close(s->p5, exact_quantile(values, n, 0.05), bound);
  assert_close(s->p10, exact_quantile(values, n, 0.10), bound);
  assert_close(s->p25, exact_quantile(values, n, 0.25), bound);
  assert_close(s->p50, exact_quantile(values, n, 0.50), bound);
  assert_close(s->p75, exact_quantile(values, n, 0.75), bound);
  assert_close(s->p80, exact_quantile(values, n, 0.80), bound);
  assert_close(s->p90, exact_quantile(values, n, 0.90), bound);
  assert_close(s->p95, exact_quantile(values, n, 0.95), bound);
  assert_close(s->p99, exact_quantile(values, n, 0.99), bound);
  assert_close(s->es95, worst, bound);
}

Test(summary, statistics_of_the_stored_sample)
{
  fixture f;
  double values[N];
  placement_statistics s;
  set_up(&f, 2);
  placement_summary *summary = summary_of(&f, 0, N);
  cr_assert_eq(placement_summary_replications(summary), N);
  for (size_t m = 0; m < f.plan.metric_count; m++) {
    const plm_metric *metric = &f.plan.metrics[m];
    for (size_t c = 0; metric->base >= 0 && c < COLUMNS; c++) {
      double per_unit = metric->unit == PLACEMENT_UNIT_MONEY ? 100 : 1;
      if (metric->unit == PLACEMENT_UNIT_CHILDREN)
        per_unit = placement_plan_column_nights(&f.plan, c);
      for (size_t i = 0; i < N; i++)
        values[i] = (double)outcome_at(&f, i)[plm_cell(&f.plan, (size_t)metric->base, c)] / per_unit;
      cr_assert_eq(placement_summary_statistics(summary, m, c, &s, NULL), PLACEMENT_OK);
      assert_statistics(&s, values, N);
      cr_assert_eq(placement_summary_quantile(summary, m, c, 0.8), s.p80);
    }
  }
  for (int32_t series = 0; series < PLACEMENT_MONTHLY_COUNT; series++) {
    for (size_t month = 0; month < MONTHS; month++) {
      size_t cell = f.plan.cell_count + (size_t)series * MONTHS + month;
      for (size_t i = 0; i < N; i++)
        values[i] = (double)outcome_at(&f, i)[cell] / (f.month_start[month + 1] - f.month_start[month]);
      cr_assert_eq(placement_summary_monthly(summary, series, month, &s, NULL), PLACEMENT_OK);
      assert_statistics(&s, values, N);
    }
  }
  placement_summary_free(summary);
  tear_down(&f);
}

/* The mean is the ratio of means, its error the jackknife's to first order; quantiles are over the replications that
 * define the ratio. */
static void check_ratio(fixture *f, const placement_summary *summary, const char *name, size_t numerator, size_t first,
                        size_t second, double factor)
{
  size_t metric = placement_plan_metric_find(&f->plan, name), column = 1, defined = 0;
  double a = 0, b = 0, variance = 0, values[N];
  placement_statistics s;
  for (int jackknife = 0; jackknife < 2; jackknife++) {
    for (size_t i = 0; i < N; i++) {
      const int64_t *cells = outcome_at(f, i);
      double over = (double)cells[plm_cell(&f->plan, numerator, column)];
      double under = (double)cells[plm_cell(&f->plan, first, column)];
      if (second != SIZE_MAX)
        under += (double)cells[plm_cell(&f->plan, second, column)];
      if (jackknife) {
        double without = (a - over) / (b - under) - a / b;
        variance += without * without * (N - 1) / N;
      } else {
        a += over;
        b += under;
        if (under > 0)
          values[defined++] = factor * over / under;
      }
    }
  }
  cr_assert_eq(placement_summary_statistics(summary, metric, column, &s, NULL), PLACEMENT_OK);
  cr_assert_eq(s.defined, defined);
  assert_close(s.mean, factor * a / b, 1e-13 * fabs(s.mean));
  assert_close(s.se, factor * sqrt(variance), 0.02 * s.se);
  qsort(values, defined, sizeof *values, by_value);
  assert_close(s.p50, exact_quantile(values, defined, 0.5), s.quantile_error + 0.01);
  assert_close(s.max, values[defined - 1], 0.005 + 1e-12 * values[defined - 1]);
  cr_assert(s.sd > 0);
}

Test(summary, ratios)
{
  fixture f;
  set_up(&f, 2);
  placement_summary *summary = summary_of(&f, 0, N);
  check_ratio(&f, summary, "occupancy", PLM_BEDS_OCCUPIED, PLM_BEDS_OPEN, SIZE_MAX, 1);
  check_ratio(&f, summary, "children.local_share", PLM_CHILDREN_IN_HOUSE, PLM_CHILDREN_IN_HOUSE, PLM_CHILDREN_EXTERNAL,
              1);
  check_ratio(&f, summary, "unit_cost.external", PLM_COST_EXTERNAL, PLM_CHILDREN_EXTERNAL, SIZE_MAX, 0.07);
  /* Open in half of the replications. */
  check_ratio(&f, summary, "occupancy@home", PLM_BASE_COUNT + PLM_HOME_BEDS_OCCUPIED,
              PLM_BASE_COUNT + PLM_HOME_BEDS_OPEN, SIZE_MAX, 1);
  placement_summary_free(summary);
  tear_down(&f);
}

Test(summary, ratio_that_is_never_defined)
{
  fixture f;
  placement_statistics s;
  set_up(&f, 2);
  placement_summary *summary = summary_of(&f, 0, N);
  cr_assert_eq(placement_summary_statistics(summary, f.plan.metric_count - 1, 0, &s, NULL), PLACEMENT_OK);
  cr_assert_str_eq(f.plan.metrics[f.plan.metric_count - 1].name, "occupancy@home");
  cr_assert_eq(s.defined, 0);
  cr_assert(isnan(s.mean) && isnan(s.sd) && isnan(s.se) && isnan(s.min) && isnan(s.p50) && isnan(s.es95) &&
            isnan(s.quantile_error));
  cr_assert(isnan(placement_summary_quantile(summary, f.plan.metric_count - 1, 0, 0.5)));
  placement_summary_free(summary);
  tear_down(&f);
}

Test(summary, one_replication_and_none)
{
  fixture f;
  placement_statistics s;
  set_up(&f, 0);
  placement_summary *one = summary_of(&f, 0, 1), *none = summary_of(&f, 0, 0);
  cr_assert_eq(placement_summary_statistics(one, 0, 0, &s, NULL), PLACEMENT_OK);
  cr_assert(isnan(s.sd) && isnan(s.se) && s.mean == s.p5 && s.mean == s.es95 && s.defined == 1);
  cr_assert_eq(placement_summary_statistics(one, placement_plan_metric_find(&f.plan, "occupancy"), 0, &s, NULL),
               PLACEMENT_OK);
  cr_assert(isnan(s.sd) && isnan(s.se) && s.mean > 0);
  cr_assert_eq(placement_summary_statistics(none, 0, 0, &s, NULL), PLACEMENT_OK);
  cr_assert(isnan(s.mean) && s.defined == 0);
  placement_summary_free(one);
  placement_summary_free(none);
  tear_down(&f);
}

static void assert_same(const placement_summary *a, const placement_summary *b)
{
  cr_assert_eq(a->replications, b->replications);
  cr_assert_arr_eq(a->bins, b->bins, a->bin_count * sizeof *a->bins);
  for (size_t i = 0; i < a->figure_count; i++) {
    const plm_figure *x = &a->figures[i], *y = &b->figures[i];
    cr_assert(x->moments.sum == y->moments.sum && x->moments.squares == y->moments.squares);
    cr_assert(x->histogram.n == y->histogram.n && x->histogram.min == y->histogram.min &&
              x->histogram.max == y->histogram.max && x->histogram.shift == y->histogram.shift &&
              x->histogram.origin == y->histogram.origin);
  }
  for (size_t i = 0; i < a->ratio_count; i++) {
    const plm_pair_moments *x = &a->ratios[i].moments, *y = &b->ratios[i].moments;
    cr_assert(x->a.sum == y->a.sum && x->b.sum == y->b.sum && x->products == y->products &&
              x->a.squares == y->a.squares && x->b.squares == y->b.squares);
  }
}

/* Outcomes dealt out at random to five summaries, merged in two groupings and orders: the same bits every time. */
Test(summary, merging_in_any_grouping_and_order)
{
  fixture f;
  uint64_t state = 11;
  set_up(&f, 2);
  placement_summary *whole = summary_of(&f, 0, N);
  for (int trial = 0; trial < 4; trial++) {
    placement_summary *parts[5], *total = summary_of(&f, 0, 0);
    for (int i = 0; i < 5; i++)
      parts[i] = summary_of(&f, 0, 0);
    for (size_t i = N; i-- > 0;)
      plm_summary_fold(parts[next_random(&state) % 5], outcome_at(&f, i));
    for (int i = 0; i < 5; i++)
      plm_summary_settle(parts[i]);
    for (int i = 0; i < 5; i++)
      cr_assert_eq(placement_summary_merge(total, parts[(i * 2 + trial) % 5], NULL), PLACEMENT_OK);
    assert_same(total, whole);
    placement_summary_merge(parts[0], parts[1], NULL);
    placement_summary_merge(parts[3], parts[4], NULL);
    placement_summary_merge(parts[3], parts[0], NULL);
    placement_summary_merge(parts[2], parts[3], NULL);
    assert_same(parts[2], whole);
    for (int i = 0; i < 5; i++)
      placement_summary_free(parts[i]);
    placement_summary_free(total);
  }
  placement_summary_free(whole);
  tear_down(&f);
}

Test(summary, merging_refuses_what_does_not_belong_together)
{
  fixture f, other;
  placement_error err = PLACEMENT_ERROR_INIT;
  set_up(&f, 2);
  set_up(&other, 1);
  placement_summary *summary = summary_of(&f, 0, 3), *small = summary_of(&other, 0, 3);
  cr_assert_eq(placement_summary_merge(summary, small, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_assert_eq(err.code, PLACEMENT_ERROR_ARGUMENT);
  cr_assert_eq(placement_summary_merge(summary, summary, NULL), PLACEMENT_ERROR_ARGUMENT);
  cr_assert_eq(placement_summary_merge(NULL, summary, NULL), PLACEMENT_ERROR_ARGUMENT);
  f.plan.sha256[0] = 'f';
  placement_summary *elsewhere = summary_of(&f, 0, 3);
  cr_assert_eq(placement_summary_merge(summary, elsewhere, NULL), PLACEMENT_ERROR_ARGUMENT);
  f.plan.sha256[0] = '\0';
  placement_summary *full = summary_of(&f, 0, 0);
  full->replications = PLACEMENT_LIMIT_REPLICATIONS - 2;
  cr_assert_eq(placement_summary_merge(full, summary, NULL), PLACEMENT_ERROR_LIMIT);
  cr_assert_eq(placement_summary_replications(full), PLACEMENT_LIMIT_REPLICATIONS - 2);
  placement_summary_free(summary);
  placement_summary_free(small);
  placement_summary_free(elsewhere);
  placement_summary_free(full);
  tear_down(&f);
  tear_down(&other);
}

Test(summary, addresses_out_of_range)
{
  fixture f;
  placement_statistics s;
  set_up(&f, 0);
  placement_summary *summary = summary_of(&f, 0, 2);
  cr_assert_eq(placement_summary_statistics(summary, f.plan.metric_count, 0, &s, NULL), PLACEMENT_ERROR_ARGUMENT);
  cr_assert_eq(placement_summary_statistics(summary, 0, COLUMNS, &s, NULL), PLACEMENT_ERROR_ARGUMENT);
  cr_assert_eq(placement_summary_monthly(summary, PLACEMENT_MONTHLY_COUNT, 0, &s, NULL), PLACEMENT_ERROR_ARGUMENT);
  cr_assert_eq(placement_summary_monthly(summary, -1, 0, &s, NULL), PLACEMENT_ERROR_ARGUMENT);
  cr_assert_eq(placement_summary_monthly(summary, 0, MONTHS, &s, NULL), PLACEMENT_ERROR_ARGUMENT);
  cr_assert(isnan(placement_summary_quantile(summary, 0, COLUMNS, 0.5)));
  cr_assert(isnan(placement_summary_quantile(summary, 0, 0, 1.5)));
  cr_assert_str_eq(placement_monthly_name(PLACEMENT_MONTHLY_CHILDREN_EXTERNAL), "children.external");
  cr_assert_null(placement_monthly_name(PLACEMENT_MONTHLY_COUNT));
  placement_summary_free(summary);
  tear_down(&f);
}

Test(summary, memory_of_a_large_plan)
{
  fixture f;
  set_up(&f, HOMES);
  placement_summary *summary = summary_of(&f, 0, 0);
  size_t bytes = summary->bin_count * sizeof *summary->bins + summary->figure_count * sizeof *summary->figures +
                 summary->direct_count * sizeof *summary->directs + summary->ratio_count * sizeof *summary->ratios;
  cr_assert_leq(bytes, 5120U * 1024 * COLUMNS);
  placement_summary_free(summary);
  tear_down(&f);
}
