/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Folding many outcomes at once: figures that equal others until they do not, ranges that grow, in any grouping. What
 * must come out is formed here number by number.
 */
#include "plan/compile.h"
#include "summary/summary.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

enum { YEARS = 1, MONTHS = 2, COLUMNS = YEARS + 1, HOMES = 2, N = 700 };

typedef struct fixture {
  placement_plan plan;
  plm_plan_home homes[HOMES];
  size_t size; /* of an outcome */
  int64_t *outcomes;
} fixture;

static uint64_t next_random(uint64_t *state)
{
  *state = *state * 6364136223846793005U + 1442695040888963407U;
  return *state >> 33;
}

/* Cells of a few families are equal up to a replication that differs from cell to cell: never, at the first, at any.
 * Each family has its own range, and some widen at some time. */
static void fill(fixture *f, uint64_t seed)
{
  static const uint64_t ranges[] = {1, 2, 300, 3000, 100000, 4000000000, (uint64_t)1 << 36, 5};
  uint64_t state = seed;
  for (size_t c = 0; c < f->size; c++) {
    size_t family = next_random(&state) % 8, breaks = next_random(&state) % 3 == 0 ? next_random(&state) % N : N;
    size_t widens = family % 2 == 0 ? 100 * family : N;
    for (size_t i = 0; i < N; i++) {
      uint64_t own = seed * 1000 + family + 50 * i, other = own + c * 100000;
      uint64_t *from = i == breaks ? &other : &own;
      (void)next_random(from);
      (void)next_random(from);
      f->outcomes[i * f->size + c] =
          (int64_t)((next_random(from) << 20 ^ next_random(from)) % (ranges[family] * (i > widens ? 20 : 1))) -
          (family == 4 ? 70000 : 0);
    }
  }
}

static void set_up(fixture *f)
{
  static char id[] = "home";
  static int32_t year_start[] = {0, 59}, month_start[] = {0, 31, 59};
  memset(f, 0, sizeof *f);
  f->plan.calendar.days = 59;
  f->plan.calendar.year_count = YEARS;
  f->plan.calendar.year_start = year_start;
  f->plan.calendar.month_count = MONTHS;
  f->plan.calendar.month_start = month_start;
  f->plan.home_count = HOMES;
  f->plan.homes = f->homes;
  for (size_t h = 0; h < HOMES; h++)
    f->homes[h].id = id;
  cr_assert_eq(plm_metrics_init(&f->plan, NULL), PLACEMENT_OK);
  f->size = plm_outcome_size(&f->plan);
  f->outcomes = calloc(N * f->size, sizeof *f->outcomes);
  cr_assert_neq(f->outcomes, NULL);
}

static void tear_down(fixture *f)
{
  plm_metrics_clear(&f->plan);
  free(f->outcomes);
}

static placement_summary *new_summary(const fixture *f)
{
  placement_summary *summary = NULL;
  cr_assert_eq(placement_summary_new(&f->plan, &summary, NULL), PLACEMENT_OK);
  return summary;
}

static void add_plainly(plm_figure *figure, plm_moments *moments, int64_t value)
{
  plm_moments_add(moments, value);
  plm_histogram_add(&figure->histogram, value, 1);
}

/* Each outcome by itself, without aliases and offsets. */
static placement_summary *plain_summary(const fixture *f)
{
  placement_summary *summary = new_summary(f);
  plm_moments *moments = calloc(summary->figure_count, sizeof *moments);
  cr_assert_neq(moments, NULL);
  for (size_t i = 0; i < N; i++) {
    const int64_t *outcome = f->outcomes + i * f->size;
    for (size_t d = 0; d < summary->direct_count; d++) {
      size_t figure = summary->directs[d].figure;
      add_plainly(&summary->figures[figure], &moments[figure], outcome[summary->directs[d].cell]);
    }
    for (size_t r = 0; r < summary->ratio_count; r++) {
      plm_ratio *ratio = &summary->ratios[r];
      int64_t below = outcome[ratio->denominator[0]], value;
      if (ratio->denominator_count > 1)
        below += outcome[ratio->denominator[1]];
      plm_pair_moments_add(&ratio->moments, outcome[ratio->numerator], below);
      if (plm_metric_value(&f->plan, &f->plan.metrics[ratio->metric], outcome, 1, ratio->column, &value))
        add_plainly(&summary->figures[ratio->figure], &moments[ratio->figure], value);
    }
  }
  for (size_t i = 0; i < summary->figure_count; i++) {
    if (!summary->figures[i].histogram.dense)
      summary->figures[i].moments = moments[i];
  }
  free(moments);
  summary->replications = N;
  return summary;
}

static void assert_same(const placement_summary *a, const placement_summary *b)
{
  cr_assert_eq(a->replications, b->replications);
  cr_assert_arr_eq(a->bins, b->bins, a->bin_count * sizeof *a->bins);
  for (size_t i = 0; i < a->figure_count; i++) {
    const plm_histogram *x = &a->figures[i].histogram, *y = &b->figures[i].histogram;
    const plm_moments *p = &a->figures[i].moments, *q = &b->figures[i].moments;
    cr_assert(p->sum == q->sum && p->squares == q->squares, "figure %zu", i);
    cr_assert(x->n == y->n && x->min == y->min && x->max == y->max && x->shift == y->shift && x->dense == y->dense &&
              x->origin == y->origin && x->lowest == y->lowest && x->highest == y->highest);
  }
  for (size_t i = 0; i < a->ratio_count; i++) {
    const plm_pair_moments *x = &a->ratios[i].moments, *y = &b->ratios[i].moments;
    cr_assert(x->a.sum == y->a.sum && x->b.sum == y->b.sum && x->products == y->products &&
              x->a.squares == y->a.squares && x->b.squares == y->b.squares);
  }
}

/* Outcomes first to end - 1, in batches that are not all full, or one by one. */
static void fold(const fixture *f, placement_summary *summary, size_t first, size_t end, bool batches, uint64_t *state)
{
  while (first < end) {
    size_t count = batches ? 1 + next_random(state) % PLM_BATCH : 1;
    count = count < end - first ? count : end - first;
    int64_t *batch = batches ? plm_summary_batch(summary) : NULL;
    for (size_t c = 0; batches && c < f->size; c++) {
      for (size_t i = 0; i < PLM_BATCH; i++)
        batch[c * PLM_BATCH + i] = i < count ? f->outcomes[(first + i) * f->size + c] : -1;
    }
    if (batches)
      plm_summary_fold_batch(summary, count);
    else
      plm_summary_fold(summary, f->outcomes + first * f->size);
    first += count;
  }
}

Test(fold, many_at_once_as_one_by_one)
{
  fixture f;
  set_up(&f);
  for (uint64_t seed = 1; seed <= 6; seed++) {
    uint64_t state = seed;
    size_t shared = 0;
    fill(&f, seed);
    placement_summary *plain = plain_summary(&f);
    for (int batches = 0; batches < 2; batches++) {
      placement_summary *summary = new_summary(&f);
      fold(&f, summary, 0, N, batches != 0, &state);
      for (size_t i = 0; i < summary->direct_count; i++)
        shared += summary->directs[i].same != PLM_ITSELF;
      plm_summary_settle(summary);
      assert_same(summary, plain);
      plm_summary_settle(summary);
      assert_same(summary, plain);
      placement_summary_free(summary);
    }
    cr_assert_gt(shared, 20);
    placement_summary_free(plain);
  }
  tear_down(&f);
}

/* Settled in between, split at any outcome, merged in either order. */
Test(fold, in_any_grouping)
{
  fixture f;
  uint64_t state = 77;
  set_up(&f);
  fill(&f, 9);
  placement_summary *plain = plain_summary(&f);
  for (int trial = 0; trial < 12; trial++) {
    placement_summary *parts[3], *total = new_summary(&f);
    size_t ends[] = {next_random(&state) % N, 0, N}, first = 0;
    ends[1] = ends[0] + next_random(&state) % (N - ends[0]);
    for (int i = 0; i < 3; i++) {
      size_t middle = first + (ends[i] - first) / 3;
      parts[i] = new_summary(&f);
      fold(&f, parts[i], first, middle, trial % 2 == 0, &state);
      if (i == trial % 3)
        plm_summary_settle(parts[i]);
      fold(&f, parts[i], middle, ends[i], i != 1, &state);
      plm_summary_settle(parts[i]);
      first = ends[i];
    }
    for (int i = 0; i < 3; i++)
      cr_assert_eq(placement_summary_merge(total, parts[(i + trial) % 3], NULL), PLACEMENT_OK);
    assert_same(total, plain);
    cr_assert_eq(placement_summary_merge(parts[2], parts[0], NULL), PLACEMENT_OK);
    cr_assert_eq(placement_summary_merge(parts[2], parts[1], NULL), PLACEMENT_OK);
    assert_same(parts[2], plain);
    for (int i = 0; i < 3; i++)
      placement_summary_free(parts[i]);
    placement_summary_free(total);
  }
  placement_summary_free(plain);
  tear_down(&f);
}
