/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Roots of functions whose roots are known, and of simulated ones: a line with noise, and a newsvendor's order. Seeds
 * are fixed; coverage is held to four standard errors.
 */
#include "analysis/paired.h"
#include "analysis/root.h"
#include "base/error.h"
#include "counting_allocator.h"
#include "random_numbers.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

enum { POINTS = 11, SECTIONS = 20, SECTION = 50, N = SECTIONS * SECTION };

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

/* Replications of a simulation under common random numbers, and the part of them that a section has. */
typedef struct section {
  const double *draws;
  size_t n;
} section;

/* The line 2 (x - 0.4) with noise of standard deviation 1 in its height, and 0.5 in its slope. */
static double line_at(const section *s, size_t i, double x)
{
  return (2 + 0.5 * s->draws[2 * i + 1]) * (x - 0.4) + s->draws[2 * i];
}

static placement_status line(void *context, double x, double *y, placement_error *err)
{
  (void)err;
  const section *s = context;
  double sum = 0;
  for (size_t i = 0; i < s->n; i++)
    sum += line_at(s, i, x);
  *y = sum / (double)s->n;
  return PLACEMENT_OK;
}

/* What one unit more costs a newsvendor who orders x: 1 if it stays, 4 if it is missed; demand is exponential with mean
 * 1, so that the best order is ln 5. All steps. */
static placement_status newsvendor(void *context, double x, double *y, placement_error *err)
{
  (void)err;
  const section *s = context;
  double sum = 0;
  for (size_t i = 0; i < s->n; i++)
    sum += s->draws[2 * i] <= x ? 1 : -4;
  *y = sum / (double)s->n;
  return PLACEMENT_OK;
}

/* The newsvendor's profit at a price of 10 and the unit cost at which an order of 2 breaks even: sales of an order x
 * are 1 - exp(-x) in the mean. An order of 0 breaks even as well. */
static placement_status profit(void *context, double x, double *y, placement_error *err)
{
  (void)err;
  const section *s = context;
  double sum = 0;
  for (size_t i = 0; i < s->n; i++)
    sum += 10 * fmin(s->draws[2 * i], x) - 5 * (1 - exp(-2)) * x;
  *y = sum / (double)s->n;
  return PLACEMENT_OK;
}

static double draws[2 * N];
static section whole = {draws, N}, parts[SECTIONS];
static void *sections[SECTIONS];

static void draw(uint32_t repetition, int normal)
{
  for (size_t i = 0; i < N; i++)
    for (size_t k = 0; k < 2; k++)
      draws[2 * i + k] = normal ? standard_normal(repetition, i, k) : -log(uniform(repetition, i, k));
  for (size_t k = 0; k < SECTIONS; k++) {
    parts[k] = (section){&draws[2 * k * SECTION], SECTION};
    sections[k] = &parts[k];
  }
}

/* The last root, for the first repetitions of a simulation. Their mean is held to be true, and `of_sections` counts the
 * intervals that cover. */
enum { REPETITIONS = 400 };

static void check_sections(plm_curve curve, int normal, size_t expected, const plm_root_search *search, double truth)
{
  size_t covered = 0;
  double sum = 0, squares = 0, errors = 0;
  for (uint32_t k = 0; k < REPETITIONS; k++) {
    plm_root roots[POINTS];
    size_t count, without;
    plm_estimate e;
    draw(k, normal);
    cr_assert_eq(plm_find_roots(curve, &whole, search, roots, &count, NULL), PLACEMENT_OK);
    cr_assert_eq(count, expected);
    cr_assert_eq(plm_root_by_sections(curve, sections, SECTIONS, search, roots[count - 1].x, 0.9, &e, &without, NULL),
                 PLACEMENT_OK);
    cr_assert(without == 0 && e.value == roots[count - 1].x);
    covered += e.low <= truth && truth <= e.high;
    sum += e.value - truth;
    squares += (e.value - truth) * (e.value - truth);
    errors += e.se * e.se;
  }
  cr_expect(fabs(sum) <= 4 * sqrt(squares), "mean off by %g", sum / REPETITIONS);
  cr_expect(close_to(0.9, covered, REPETITIONS), "%zu cover", covered);
  cr_expect(fabs(errors / squares - 1) < 0.35, "ratio of variances %g", errors / squares);
}

Test(root, sections_of_a_line_with_noise)
{
  plm_root_search search = {-1, 2, POINTS, 1e-6};
  check_sections(line, 1, 1, &search, 0.4);
}

Test(root, sections_of_a_newsvendor)
{
  plm_root_search order = {0.2, 6, POINTS, 1e-6}, break_even = {0, 6, POINTS, 1e-6};
  check_sections(newsvendor, 0, 1, &order, log(5));
  check_sections(profit, 0, 2, &break_even, 2);
}

/* The delta method, with the standard error of the line at its root. */
Test(root, delta_method)
{
  plm_root_search search = {-1, 2, POINTS, 1e-6};
  size_t covered = 0;
  for (uint32_t k = 0; k < REPETITIONS; k++) {
    plm_root roots[POINTS];
    double values[N], slope;
    size_t count;
    draw(k, 1);
    cr_assert_eq(plm_find_roots(line, &whole, &search, roots, &count, NULL), PLACEMENT_OK);
    for (size_t i = 0; i < N; i++)
      values[i] = line_at(&whole, i, roots->x);
    cr_assert_eq(plm_root_slope(line, &whole, &search, roots->x, 0.1, &slope, NULL), PLACEMENT_OK);
    cr_assert(fabs(slope - 2) <= 4 * 0.5 / sqrt(N));
    plm_estimate e = plm_root_estimate(roots->x, slope, plm_mean_estimate(values, N, 0.9).se, 0.9);
    cr_assert(fabs(e.se * 2 * sqrt(N) - 1) < 0.15, "%g", e.se);
    covered += e.low <= 0.4 && 0.4 <= e.high;
  }
  cr_assert(close_to(0.9, covered, REPETITIONS), "%zu cover", covered);
  plm_estimate flat = plm_root_estimate(0.4, 0, 1, 0.9);
  cr_assert(isinf(flat.se) && isinf(flat.low) && isinf(flat.high));
  plm_estimate falling = plm_root_estimate(0.4, -2, 1, 0.9);
  cr_assert(falling.se == 0.5 && falling.low < 0.4 && falling.high > 0.4);
}

/* In so narrow a range many sections have no root: nothing is claimed. */
Test(root, sections_without_a_root)
{
  plm_root_search search = {0.39, 0.41, 3, 1e-6};
  plm_estimate e;
  size_t without = 0;
  draw(0, 1);
  cr_assert_eq(plm_root_by_sections(line, sections, SECTIONS, &search, 0.4, 0.9, &e, &without, NULL), PLACEMENT_OK);
  cr_assert(without > 0 && without <= SECTIONS && isnan(e.se) && isinf(e.low) && isinf(e.high));
}

Test(root, exhausted_memory)
{
#ifndef COUNTING
  cr_skip_test("the allocator cannot be replaced here");
#endif
  plm_root_search search = {-1, 2, POINTS, 1e-6};
  plm_estimate e = {0};
  size_t without = 99;
  draw(0, 1);
  for (long allowed = 0; allowed < 2 + SECTIONS; allowed++) {
    count_allocations(allowed);
    placement_status status = plm_root_by_sections(line, sections, SECTIONS, &search, 0.4, 0.9, &e, &without, NULL);
    long leaked = stop_counting();
    cr_assert_eq(status, allowed <= SECTIONS ? PLACEMENT_ERROR_MEMORY : PLACEMENT_OK);
    cr_assert(leaked == 0 && (without == 99) == (status != PLACEMENT_OK));
  }
}
