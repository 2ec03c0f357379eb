/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "summary/adjusted.h"
#include "base/clones.h"
#include "base/error.h"
#include "base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

placement_status plm_controls_new(const placement_plan *plan, plm_controls *controls, placement_error *err)
{
  controls->count = plan->control_count;
  controls->cells = plm_outcome_size(plan) - controls->count;
  controls->with = plm_new_array(controls->cells * controls->count, sizeof *controls->with);
  return controls->with == NULL ? plm_fail_memory(err) : PLACEMENT_OK;
}

void plm_controls_clear(plm_controls *controls)
{
  free(controls->with);
  *controls = (plm_controls){0};
}

static plm_uint128 *row_of(const plm_controls *controls, size_t cell)
{
  return &controls->with[cell * controls->count];
}

static void find_range(const int64_t *values, size_t count, int64_t *low, int64_t *high)
{
  int64_t least = values[0], most = values[0];
  for (size_t i = 1; i < count; i++) {
    least = values[i] < least ? values[i] : least;
    most = values[i] > most ? values[i] : most;
  }
  *low = least;
  *high = most;
}

static plm_uint128 product_of(const int64_t *a, const int64_t *b, size_t count)
{
  plm_uint128 sum = 0;
  for (size_t i = 0; i < count; i++)
    sum += plm_product(a[i], b[i]);
  return sum;
}

static plm_uint128 signed_product(plm_int128 a, plm_int128 b)
{
  return (plm_uint128)a * (plm_uint128)b;
}

/* Sum of products of offsets. */
PLM_CLONES static plm_uint128 long_product(const uint32_t *x, const uint32_t *y, size_t count)
{
  plm_halves sum = {0, 0};
  for (size_t i = 0; i < count; i++)
    plm_halves_add(&sum, x[i], y[i]);
  return plm_halves_whole(sum);
}

static uint64_t sum_of(const uint32_t *x, size_t count)
{
  uint64_t sum = 0;
  for (size_t i = 0; i < count; i++)
    sum += x[i];
  return sum;
}

typedef double eight __attribute__((vector_size(64), aligned(8), may_alias));

#define EIGHT_AT(numbers) (*(const eight *)(const void *)(numbers))
#define TOTAL(x) ((((x)[0] + (x)[1]) + ((x)[2] + (x)[3])) + (((x)[4] + (x)[5]) + ((x)[6] + (x)[7])))

/* The same of x with every control, and the sum of x, in floating point, where all sums are below 2^53: processors
 * multiply these faster than numbers of 64 bits. */
PLM_CLONES static uint64_t exact_products(const uint32_t *x, const plm_control_batch *batch, size_t controls,
                                          double *sums)
{
  const size_t step = 16, end = (batch->count + step - 1) / step * step;
  double numbers[PLM_GATHERED_MOST];
  eight all = {0};
  for (size_t i = 0; i < batch->count; i++)
    numbers[i] = x[i];
  for (size_t i = batch->count; i < end; i++)
    numbers[i] = 0;
  for (size_t k = 0; k < controls; k++) {
    const double *control = batch->numbers[k];
    eight even = {0}, odd = {0};
    for (size_t i = 0; i < end; i += step) {
      even += EIGHT_AT(&numbers[i]) * EIGHT_AT(&control[i]);
      odd += EIGHT_AT(&numbers[i + 8]) * EIGHT_AT(&control[i + 8]);
    }
    even += odd;
    sums[k] = TOTAL(even);
  }
  for (size_t i = 0; i < end; i += 8)
    all += EIGHT_AT(&numbers[i]);
  return (uint64_t)TOTAL(all);
}

static inline plm_uint128 product_of_controls(const plm_control_batch *batch, size_t j, size_t k)
{
  if (!batch->near)
    return product_of(batch->rows[j], batch->rows[k], batch->count);
  plm_int128 beyond = batch->sums[j] - (plm_int128)batch->min[j] * (int64_t)batch->count;
  return signed_product(batch->min[j], batch->sums[k]) + signed_product(batch->min[k], beyond) +
         long_product(batch->offsets[j], batch->offsets[k], batch->count);
}

void plm_controls_fold(plm_controls *controls, const int64_t *rows, size_t stride, size_t count,
                       plm_control_batch *batch)
{
  batch->count = count;
  batch->near = true;
  batch->most = 1;
  for (size_t k = 0; k < controls->count; k++) {
    const int64_t *row = batch->rows[k] = &rows[k * stride];
    int64_t high;
    find_range(row, count, &batch->min[k], &high);
    batch->near = plm_offsets(row, count, batch->min[k], high, batch->offsets[k]) && batch->near;
    batch->most |= (uint64_t)high - (uint64_t)batch->min[k];
    batch->sums[k] = 0;
    for (size_t i = 0; i < count; i++)
      batch->sums[k] += row[i];
    controls->sums[k] += batch->sums[k];
    for (size_t i = 0; i < PLM_GATHERED_MOST; i++)
      batch->numbers[k][i] = i < count ? batch->offsets[k][i] : 0;
  }
  for (size_t k = 0; k < controls->count; k++)
    for (size_t j = 0; j <= k; j++)
      controls->products[j][k] += product_of_controls(batch, j, k);
}

void plm_controls_fold_cell(plm_controls *controls, const plm_control_batch *batch, size_t cell, const int64_t *values,
                            const uint32_t *offsets, int64_t low, int64_t high)
{
  plm_uint128 *with = row_of(controls, cell);
  if (low == high) {
    for (size_t k = 0; low != 0 && k < controls->count; k++)
      with[k] += signed_product(low, batch->sums[k]);
    return;
  }
  if (!batch->near || offsets == NULL) {
    for (size_t k = 0; k < controls->count; k++)
      with[k] += product_of(values, batch->rows[k], batch->count);
    return;
  }
  bool exact = (uint64_t)(high - low) <= ((uint64_t)1 << 53) / PLM_GATHERED_MOST / batch->most;
  double sums[PLM_CONTROLS_MOST];
  uint64_t sum = exact ? exact_products(offsets, batch, controls->count, sums) : sum_of(offsets, batch->count);
  for (size_t k = 0; k < controls->count; k++) { /* (low + x) (min + y) */
    plm_uint128 products = exact ? (uint64_t)sums[k] : long_product(offsets, batch->offsets[k], batch->count);
    with[k] += signed_product(low, batch->sums[k]) + signed_product(batch->min[k], sum) + products;
  }
}

void plm_controls_copy_cell(plm_controls *controls, size_t cell, size_t from)
{
  memcpy(row_of(controls, cell), row_of(controls, from), controls->count * sizeof *controls->with);
}

void plm_controls_merge(plm_controls *controls, const plm_controls *other)
{
  for (size_t k = 0; k < controls->count; k++) {
    controls->sums[k] += other->sums[k];
    for (size_t j = k; j < controls->count; j++)
      controls->products[k][j] += other->products[k][j];
  }
  for (size_t i = 0; i < controls->cells * controls->count; i++)
    controls->with[i] += other->with[i];
}

/* Gauss and Jordan by the sweep operator (Goodnight 1979): in the end the part of those used is minus the inverse. */
static void sweep(double a[PLM_CONTROLS_MOST][PLM_CONTROLS_MOST], size_t count, size_t k)
{
  double pivot = a[k][k];
  for (size_t i = 0; i < count; i++)
    for (size_t j = 0; j < count; j++)
      if (i != k && j != k)
        a[i][j] -= a[i][k] * a[k][j] / pivot;
  for (size_t i = 0; i < count; i++) {
    if (i == k)
      continue;
    a[i][k] /= pivot;
    a[k][i] /= pivot;
  }
  a[k][k] = -1 / pivot;
}

static plm_regression regression_of(const plm_controls *controls, uint64_t n)
{
  plm_regression r = {.n = n, .count = controls->count};
  double a[PLM_CONTROLS_MOST][PLM_CONTROLS_MOST], variation[PLM_CONTROLS_MOST];
  for (size_t i = 0; i < r.count; i++) {
    for (size_t j = i; j < r.count; j++)
      a[i][j] = a[j][i] = plm_centred(controls->products[i][j], controls->sums[i], controls->sums[j], n);
    variation[i] = a[i][i];
    r.means[i] = plm_moments_mean(&(plm_moments){controls->sums[i], 0}, n);
  }
  for (size_t k = 0; k < r.count && n >= PLM_LEAST_TO_ADJUST && n >= (r.used + 1) * PLM_FOR_EACH_CONTROL; k++) {
    if (!(a[k][k] > 1e-9 * variation[k]))
      continue;
    sweep(a, r.count, k);
    r.uses[k] = true;
    r.used++;
  }
  for (size_t i = 0; i < r.count; i++)
    for (size_t j = 0; j < r.count; j++)
      r.inverse[i][j] = r.uses[i] && r.uses[j] ? -a[i][j] : 0;
  return r;
}

void plm_controls_settle(plm_controls *controls, uint64_t n)
{
  controls->regression = regression_of(controls, n);
}

static double form(const plm_regression *r, const double *x, const double *y)
{
  double sum = 0;
  for (size_t i = 0; i < r->count; i++)
    for (size_t j = 0; j < r->count; j++)
      sum += x[i] * r->inverse[i][j] * y[j];
  return sum;
}

/* Centred sums of products of a cell with the controls. */
static void covariations(const plm_controls *controls, size_t cell, plm_int128 sum, double *with)
{
  for (size_t k = 0; k < controls->count; k++)
    with[k] = plm_centred(row_of(controls, cell)[k], sum, controls->sums[k], controls->regression.n);
}

/* Standard error of a mean, of a figure whose centred sum of squares is given: what the controls leave of it has n - 1
 * less their number of degrees of freedom, and the intercept of the regression is off by its slopes as well. */
static double error_of(const plm_regression *r, double squares, const double *with)
{
  double left = squares - form(r, with, with);
  double n = (double)r->n;
  if (r->n < 2)
    return NAN;
  return left <= 0 ? 0 : sqrt(left / (n - 1 - (double)r->used) * (1 / n + form(r, r->means, r->means)));
}

void plm_adjusted_mean(const plm_controls *controls, size_t cell, const plm_moments *moments, double *mean,
                       double *error)
{
  const plm_regression *r = &controls->regression;
  double with[PLM_CONTROLS_MOST] = {0};
  covariations(controls, cell, moments->sum, with);
  *mean = plm_moments_mean(moments, r->n) - form(r, with, r->means);
  *error = error_of(r, plm_centred(moments->squares, moments->sum, moments->sum, r->n), with);
}

void plm_adjusted_ratio(const plm_controls *controls, size_t numerator, const size_t *denominators,
                        size_t denominator_count, const plm_pair_moments *moments, double *ratio, double *error)
{
  const plm_moments *a = &moments->a, *b = &moments->b;
  const plm_regression *r = &controls->regression;
  double with_a[PLM_CONTROLS_MOST] = {0}, with_b[PLM_CONTROLS_MOST] = {0}, left[PLM_CONTROLS_MOST] = {0};
  plm_uint128 products[PLM_CONTROLS_MOST] = {0};
  for (size_t d = 0; d < denominator_count; d++)
    for (size_t k = 0; k < controls->count; k++)
      products[k] += row_of(controls, denominators[d])[k];
  covariations(controls, numerator, a->sum, with_a);
  for (size_t k = 0; k < controls->count; k++)
    with_b[k] = plm_centred(products[k], b->sum, controls->sums[k], r->n);
  double below = plm_moments_mean(b, r->n) - form(r, with_b, r->means);
  *ratio = *error = NAN;
  if (!(below > 0))
    return;
  double value = (plm_moments_mean(a, r->n) - form(r, with_a, r->means)) / below;
  for (size_t k = 0; k < controls->count; k++)
    left[k] = with_a[k] - value * with_b[k];
  *ratio = value;
  *error = error_of(r,
                    plm_centred(a->squares, a->sum, a->sum, r->n) -
                        2 * value * plm_centred(moments->products, a->sum, b->sum, r->n) +
                        value * value * plm_centred(b->squares, b->sum, b->sum, r->n),
                    left) /
           below;
}
