/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Roots of functions whose roots are known, and of a line with simulated noise. The seed is fixed; coverage is held to
 * four standard errors.
 */
#include "analysis/paired.h"
#include "analysis/root.h"
#include "base/error.h"
#include "counting_allocator.h"
#include "random_numbers.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

enum { POINTS = 11, N = 1000 };

/* A function that knows how often it was called. */
typedef struct watched {
  double (*f)(double x);
  size_t calls;
} watched;

static placement_status call(void *context, double x, double *y, placement_error *err)
{
  (void)err;
  watched *c = context;
  c->calls++;
  *y = c->f(x);
  return PLACEMENT_OK;
}

static const plm_root_search UNIT = {0, 1, POINTS, 1e-9};

static size_t roots_of(double (*f)(double x), plm_root *roots)
{
  watched c = {f, 0};
  size_t count = 99;
  cr_assert_eq(plm_find_roots(call, &c, &UNIT, roots, &count, NULL), PLACEMENT_OK);
  cr_assert_leq(c.calls, POINTS + 40 * (count + 1));
  return count;
}

static double cubic(double x)
{
  return (x - 0.15) * (x - 0.55) * (x - 0.85);
}

Test(root, several)
{
  static const double known[] = {0.15, 0.55, 0.85};
  plm_root roots[POINTS];
  cr_assert_eq(roots_of(cubic, roots), 3);
  for (size_t i = 0; i < 3; i++) {
    const plm_root *r = &roots[i];
    cr_assert(fabs(r->x - known[i]) <= 1e-9 && r->low <= known[i] && known[i] <= r->high && r->high - r->low <= 1e-9);
    cr_assert((r->x == r->low || r->x == r->high) && fabs(cubic(r->x)) <= fmin(fabs(r->y_low), fabs(r->y_high)));
    cr_assert(r->y_low == cubic(r->low) && r->y_high == cubic(r->high));
  }
}

static double curved(double x)
{
  return exp(3 * x) - exp(1);
}

/* A simulation is dear: a smooth function takes a few calls beyond the scan. */
Test(root, few_calls)
{
  plm_root_search search = {0, 1, 5, 1e-4};
  watched c = {curved, 0};
  plm_root root[5];
  size_t count;
  cr_assert_eq(plm_find_roots(call, &c, &search, root, &count, NULL), PLACEMENT_OK);
  cr_assert(count == 1 && fabs(root->x - 1.0 / 3) <= 1e-4 && root->high - root->low <= 1e-4);
  cr_assert_leq(c.calls, 5 + 6, "%zu calls", c.calls);
}

static double positive(double x)
{
  return x + 1e-9;
}

static double touching_zero(double x)
{
  return fmax(0, fabs(x - 0.5) - 0.15);
}

static double at_the_end(double x)
{
  return x - 1;
}

static double stepping(double x)
{
  return x < 0.123456 ? -3 : 5;
}

static double with_gap(double x)
{
  return x > 0.3 && x < 0.5 ? NAN : x - 0.4;
}

static double pole(double x)
{
  return 1 / (x - 0.2612);
}

static double gap_between_points(double x)
{
  return fabs(x - 0.25) < 0.04 ? NAN : x - 0.25;
}

Test(root, none)
{
  plm_root roots[POINTS];
  cr_assert_eq(roots_of(positive, roots), 0);
  cr_assert_eq(roots_of(with_gap, roots), 0);
  cr_assert_eq(roots_of(gap_between_points, roots), 0);
}

Test(root, at_points_of_the_scan)
{
  plm_root roots[POINTS];
  cr_assert_eq(roots_of(touching_zero, roots), 1);
  cr_assert(fabs(roots->low - 0.4) < 1e-15 && fabs(roots->high - 0.6) < 1e-15 && fabs(roots->x - 0.5) < 1e-15);
  cr_assert(roots->y_low == 0 && roots->y_high == 0);
  cr_assert_eq(roots_of(at_the_end, roots), 1);
  cr_assert(roots->x == 1 && roots->low == 1 && roots->high == 1);
}

/* A pole changes sign too: it is for the caller to see that the function is far from 0 on both sides. */
Test(root, steps_and_poles)
{
  plm_root roots[POINTS];
  cr_assert_eq(roots_of(stepping, roots), 1);
  cr_assert(roots->low < 0.123456 && roots->high >= 0.123456 && roots->high - roots->low <= 1e-9);
  cr_assert(roots->y_low == -3 && roots->y_high == 5 && roots->x == roots->low);
  cr_assert_eq(roots_of(pole, roots), 1);
  cr_assert(roots->y_low < -1e6 && roots->y_high > 1e6 && fabs(roots->x - 0.2612) <= 1e-9);
}

static placement_status fail_at(void *context, double x, double *y, placement_error *err)
{
  watched *c = context;
  *y = x - 0.35;
  return c->calls-- > 0 ? PLACEMENT_OK : plm_fail(err, PLACEMENT_ERROR_CANCELLED, "stopped");
}

/* A curve that fails at any call, in the scan or in Brent's method, ends the search with its own error. */
Test(root, failing_curve)
{
  plm_root roots[POINTS];
  size_t calls = 0, count = 99;
  placement_status status = PLACEMENT_ERROR_CANCELLED;
  for (; status != PLACEMENT_OK && calls < 100; calls++) {
    watched c = {NULL, calls};
    placement_error err = PLACEMENT_ERROR_INIT;
    status = plm_find_roots(fail_at, &c, &UNIT, roots, &count, &err);
    cr_assert(status == PLACEMENT_OK || (err.code == PLACEMENT_ERROR_CANCELLED && count == 99));
  }
  cr_assert(calls > POINTS && count == 1 && fabs(roots->x - 0.35) < 1e-9);
}

/* N replications under common random numbers of the line 2 (x - 0.4), with noise of standard deviation 1 in its height
 * and 0.5 in its slope: two deviates each. */
static double line_at(const double *draws, size_t i, double x)
{
  return (2 + 0.5 * draws[2 * i + 1]) * (x - 0.4) + draws[2 * i];
}

static placement_status line(void *context, double x, double *y, placement_error *err)
{
  (void)err;
  double sum = 0;
  for (size_t i = 0; i < N; i++)
    sum += line_at(context, i, x);
  *y = sum / N;
  return PLACEMENT_OK;
}

static void draw(uint32_t repetition, double draws[2 * N])
{
  for (size_t i = 0; i < N; i++)
    for (size_t k = 0; k < 2; k++)
      draws[2 * i + k] = standard_normal(repetition, i, k);
}

enum { REPETITIONS = 400 };

/* With the standard error of the line at its root. */
Test(root, delta_method)
{
  static double draws[2 * N];
  plm_root_search search = {-1, 2, POINTS, 1e-6};
  size_t covered = 0;
  for (uint32_t k = 0; k < REPETITIONS; k++) {
    plm_root roots[POINTS];
    double values[N];
    size_t count;
    draw(k, draws);
    cr_assert_eq(plm_find_roots(line, draws, &search, roots, &count, NULL), PLACEMENT_OK);
    for (size_t i = 0; i < N; i++)
      values[i] = line_at(draws, i, roots->x);
    plm_estimate e = plm_root_estimate(roots->x, 2, plm_mean_estimate(values, N, 0.9).se, 0.9);
    cr_assert(fabs(e.se * 2 * sqrt(N) - 1) < 0.15, "%g", e.se);
    covered += e.low <= 0.4 && 0.4 <= e.high;
  }
  cr_assert(close_to(0.9, covered, REPETITIONS), "%zu cover", covered);
  plm_estimate flat = plm_root_estimate(0.4, 0, 1, 0.9);
  cr_assert(isinf(flat.se) && isinf(flat.low) && isinf(flat.high));
  plm_estimate falling = plm_root_estimate(0.4, -2, 1, 0.9);
  cr_assert(falling.se == 0.5 && falling.low < 0.4 && falling.high > 0.4);
}

Test(root, exhausted_memory)
{
#ifndef COUNTING
  cr_skip_test("the allocator cannot be replaced here");
#endif
  static double draws[2 * N];
  plm_root_search search = {-1, 2, POINTS, 1e-6};
  plm_root roots[POINTS];
  size_t count = 99;
  draw(0, draws);
  for (long allowed = 0; allowed < 2; allowed++) {
    count_allocations(allowed);
    placement_status status = plm_find_roots(line, draws, &search, roots, &count, NULL);
    long leaked = stop_counting();
    cr_assert_eq(status, allowed == 0 ? PLACEMENT_ERROR_MEMORY : PLACEMENT_OK);
    cr_assert(leaked == 0 && (count == 99) == (status != PLACEMENT_OK));
  }
}
