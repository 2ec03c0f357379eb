/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sobol indices of functions whose indices are known (Saltelli et al., Global Sensitivity Analysis: The Primer, 2008),
 * the coverage of their intervals, and the split of a variance whose parts are known. Seeds are fixed; estimates are
 * held to four of their standard errors.
 */
#include "analysis/sobol.h"
#include "counting_allocator.h"
#include "random_numbers.h"

#include <criterion/criterion.h>
#include <math.h>

enum { INPUTS_MOST = 6, ROWS_MOST = 8192 };

static const double PI = 3.14159265358979323846;

static const plm_bootstrap_options OPTIONS = {.resamples = 200, .seed = 5, .level = 0.9};

typedef struct model {
  double (*f)(const double *u); /* of uniform inputs */
  size_t inputs;
  double first[INPUTS_MOST], total[INPUTS_MOST];
} model;

static double ishigami(const double *u)
{
  double x[3];
  for (size_t i = 0; i < 3; i++)
    x[i] = PI * (2 * u[i] - 1);
  return sin(x[0]) + 7 * sin(x[1]) * sin(x[1]) + 0.1 * pow(x[2], 4) * sin(x[0]);
}

static model ishigami_model(void)
{
  double p4 = pow(PI, 4), v1 = pow(1 + 0.1 * p4 / 5, 2) / 2, v2 = 49.0 / 8, v13 = 0.01 * p4 * p4 * (1.0 / 18 - 0.02);
  double v = v1 + v2 + v13;
  return (model){ishigami, 3, {v1 / v, v2 / v, 0}, {(v1 + v13) / v, v2 / v, v13 / v}};
}

static const double G[] = {0, 0.5, 3, 9, 99, 99};

static double g_function(const double *u)
{
  double product = 1;
  for (size_t i = 0; i < 6; i++)
    product *= (fabs(4 * u[i] - 2) + G[i]) / (1 + G[i]);
  return product;
}

static model g_model(void)
{
  model m = {.f = g_function, .inputs = 6};
  double all = 1;
  for (size_t i = 0; i < 6; i++)
    all *= 1 + 1 / (3 * (1 + G[i]) * (1 + G[i]));
  for (size_t i = 0; i < 6; i++) {
    double v = 1 / (3 * (1 + G[i]) * (1 + G[i]));
    m.first[i] = v / (all - 1);
    m.total[i] = v * all / (1 + v) / (all - 1);
  }
  return m;
}

typedef struct indices {
  plm_estimate first[INPUTS_MOST], total[INPUTS_MOST];
} indices;

static double values_a[ROWS_MOST], values_b[ROWS_MOST], values_ab[INPUTS_MOST * ROWS_MOST];

static indices indices_of(const model *m, uint32_t repetition, size_t rows)
{
  for (size_t r = 0; r < rows; r++) {
    double a[INPUTS_MOST], b[INPUTS_MOST];
    for (size_t i = 0; i < m->inputs; i++) {
      a[i] = uniform(repetition, r, i);
      b[i] = uniform(repetition, r, m->inputs + i);
    }
    values_a[r] = m->f(a);
    values_b[r] = m->f(b);
    for (size_t i = 0; i < m->inputs; i++) {
      double kept = a[i];
      a[i] = b[i];
      values_ab[i * rows + r] = m->f(a);
      a[i] = kept;
    }
  }
  plm_sobol_sample sample = {rows, m->inputs, values_a, values_b, values_ab};
  indices found;
  cr_assert_eq(plm_sobol_indices(&sample, &OPTIONS, found.first, found.total, NULL), PLACEMENT_OK);
  return found;
}

static void check(const char *name, size_t input, const plm_estimate *e, double truth)
{
  cr_expect(fabs(e->value - truth) <= 4 * e->se && e->se < 0.03, "%s of input %zu: %g +- %g, not %g", name, input + 1,
            e->value, e->se, truth);
}

static void check_model(const model *m)
{
  indices found = indices_of(m, 0, ROWS_MOST);
  for (size_t i = 0; i < m->inputs; i++) {
    check("first order", i, &found.first[i], m->first[i]);
    check("total", i, &found.total[i], m->total[i]);
  }
}

Test(sobol, ishigami)
{
  model m = ishigami_model();
  cr_assert(fabs(m.first[0] - 0.3139) < 1e-4 && fabs(m.first[1] - 0.4424) < 1e-4); /* as published */
  cr_assert(fabs(m.total[0] - 0.5576) < 1e-4 && fabs(m.total[2] - 0.2437) < 1e-4);
  check_model(&m);
}

Test(sobol, g_function)
{
  model m = g_model();
  check_model(&m);
}

static void check_coverage(const model *m)
{
  enum { REPETITIONS = 400 };
  size_t first[INPUTS_MOST] = {0}, total[INPUTS_MOST] = {0};
  for (uint32_t k = 0; k < REPETITIONS; k++) {
    indices found = indices_of(m, k + 1, 512);
    for (size_t i = 0; i < m->inputs; i++) {
      first[i] += found.first[i].low <= m->first[i] && m->first[i] <= found.first[i].high;
      total[i] += found.total[i].low <= m->total[i] && m->total[i] <= found.total[i].high;
    }
  }
  for (size_t i = 0; i < m->inputs; i++) {
    cr_expect(close_to(0.9, first[i], REPETITIONS), "first order of input %zu: %zu of 400", i + 1, first[i]);
    cr_expect(close_to(0.9, total[i], REPETITIONS), "total of input %zu: %zu of 400", i + 1, total[i]);
  }
}

Test(sobol, intervals_of_ishigami_cover)
{
  model m = ishigami_model();
  check_coverage(&m);
}

Test(sobol, intervals_of_g_function_cover)
{
  model m = g_model();
  check_coverage(&m);
}

static double first_only(const double *u)
{
  return 3e9 + 1e3 * u[0];
}

/* Budgets are thousands of millions of pence and vary little; an input without effect has indices of exactly 0. */
Test(sobol, large_numbers_and_inputs_without_effect)
{
  model m = {.f = first_only, .inputs = 2};
  indices found = indices_of(&m, 0, 2000);
  check("first order", 0, &found.first[0], 1);
  check("total", 0, &found.total[0], 1);
  cr_assert(found.first[1].value == 0 && found.first[1].low == 0 && found.first[1].high == 0);
  cr_assert(found.total[1].value == 0 && found.total[1].se == 0);
}

static double constant(const double *u)
{
  (void)u;
  return 7;
}

Test(sobol, no_variance)
{
  model m = {.f = constant, .inputs = 1};
  indices found = indices_of(&m, 0, 10);
  cr_assert(isnan(found.first[0].value) && isnan(found.first[0].se) && isnan(found.total[0].high));
}

/* Inputs of variance 4, chance of variance 1. */
static plm_variance_split split_of(uint32_t repetition, size_t pairs)
{
  for (size_t r = 0; r < pairs; r++)
    for (size_t k = 0; k < 2; k++)
      (k == 0 ? values_a : values_b)[r] =
          1e6 + 2 * standard_normal(repetition, r, 0) + standard_normal(repetition, r, 1 + k);
  plm_variance_split split;
  cr_assert_eq(plm_split_variance(values_a, values_b, pairs, &OPTIONS, &split, NULL), PLACEMENT_OK);
  return split;
}

/* Var(inputs) = ((4 + 1)^2 + 4^2) / n and Var(chance) = 2 / n, of normal distributions. */
Test(sobol, split_of_variance)
{
  size_t n = ROWS_MOST;
  plm_variance_split split = split_of(0, n);
  cr_assert(fabs(split.inputs.value - 4) <= 4 * split.inputs.se, "%g", split.inputs.value);
  cr_assert(fabs(split.chance.value - 1) <= 4 * split.chance.se, "%g", split.chance.value);
  cr_assert(fabs(split.share.value - 0.8) <= 4 * split.share.se, "%g", split.share.value);
  cr_assert(fabs(split.inputs.se / sqrt(41 / (double)n) - 1) < 0.2, "%g", split.inputs.se);
  cr_assert(fabs(split.chance.se / sqrt(2 / (double)n) - 1) < 0.2, "%g", split.chance.se);
}

Test(sobol, intervals_of_the_split_cover)
{
  enum { REPETITIONS = 1000 };
  size_t inputs = 0, chance = 0, share = 0;
  for (uint32_t k = 0; k < REPETITIONS; k++) {
    plm_variance_split split = split_of(k + 1, 200);
    inputs += split.inputs.low <= 4 && 4 <= split.inputs.high;
    chance += split.chance.low <= 1 && 1 <= split.chance.high;
    share += split.share.low <= 0.8 && 0.8 <= split.share.high;
  }
  cr_expect(close_to(0.9, inputs, REPETITIONS), "inputs: %zu", inputs);
  cr_expect(close_to(0.9, chance, REPETITIONS), "chance: %zu", chance);
  cr_expect(close_to(0.9, share, REPETITIONS), "share: %zu", share);
}

/* The covariance of (1, 2, 3) and (1, 3, 2) is 1/2, half the mean square of their differences 1/3. */
Test(sobol, split_by_hand)
{
  double f[] = {1, 2, 3}, other[] = {1, 3, 2};
  plm_variance_split split;
  cr_assert_eq(plm_split_variance(f, other, 3, &OPTIONS, &split, NULL), PLACEMENT_OK);
  cr_assert(fabs(split.inputs.value - 0.5) < 1e-15 && fabs(split.chance.value - 1.0 / 3) < 1e-15);
  cr_assert(fabs(split.share.value - 0.6) < 1e-15);
  cr_assert_eq(plm_split_variance(f, other, 1, &OPTIONS, &split, NULL), PLACEMENT_OK);
  cr_assert(isnan(split.inputs.value) && isnan(split.inputs.low));
}

/* A given seed gives given intervals, another one others, and neither moves the estimate. */
Test(sobol, seeds)
{
  double f[] = {1, 2, 3, 5, 8}, other[] = {1, 3, 2, 6, 7};
  plm_bootstrap_options second = OPTIONS;
  plm_variance_split a, b, c;
  second.seed++;
  cr_assert_eq(plm_split_variance(f, other, 5, &OPTIONS, &a, NULL), PLACEMENT_OK);
  cr_assert_eq(plm_split_variance(f, other, 5, &OPTIONS, &b, NULL), PLACEMENT_OK);
  cr_assert_eq(plm_split_variance(f, other, 5, &second, &c, NULL), PLACEMENT_OK);
  cr_assert(a.share.value == c.share.value && a.share.se == b.share.se && a.share.se != c.share.se);
}

Test(sobol, exhausted_memory)
{
#ifndef COUNTING
  cr_skip_test("the allocator cannot be replaced here");
#endif
  double f[] = {1, 2, 3}, ab[] = {1, 3, 2};
  plm_sobol_sample sample = {3, 1, f, ab, ab};
  plm_estimate first = {0}, total = {0};
  for (long allowed = 0; allowed < 5; allowed++) {
    count_allocations(allowed);
    placement_status status = plm_sobol_indices(&sample, &OPTIONS, &first, &total, NULL);
    long leaked = stop_counting();
    cr_assert_eq(status, allowed < 4 ? PLACEMENT_ERROR_MEMORY : PLACEMENT_OK);
    cr_assert(leaked == 0 && (allowed == 4 || first.value == 0));
  }
}
