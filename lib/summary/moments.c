/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "summary/moments.h"
#include "base/clones.h"

#include <math.h>

PLM_CLONES bool plm_offsets(const int64_t *values, size_t count, int64_t min, int64_t max, uint32_t *offsets)
{
  const uint64_t range = (uint64_t)max - (uint64_t)min;
  uint64_t outside = 0; /* the sign of a difference that is negative */
  if (max < min || range >> 32 != 0)
    return false;
  for (size_t i = 0; i < count; i++) {
    uint64_t offset = (uint64_t)values[i] - (uint64_t)min;
    outside |= offset | (range - offset);
    offsets[i] = (uint32_t)offset;
  }
  return outside >> 63 == 0;
}

PLM_CLONES void plm_moments_add_offsets(plm_moments *moments, int64_t min, const uint32_t *offsets, size_t count)
{
  uint64_t sum = 0;
  plm_halves squares = {0, 0};
  for (size_t i = 0; i < count; i++) {
    sum += offsets[i];
    plm_halves_add(&squares, offsets[i], offsets[i]);
  }
  plm_moments_add_same(moments, min, count);
  moments->sum += sum;
  moments->squares += plm_halves_whole(squares) + 2 * (plm_uint128)(plm_int128)min * sum;
}

static bool all_below_2_32(const int64_t *a, const int64_t *b, size_t count)
{
  uint64_t bits = 0;
  for (size_t i = 0; i < count; i++)
    bits |= (uint64_t)a[i] | (uint64_t)b[i];
  return bits >> 32 == 0;
}

PLM_CLONES void plm_pair_moments_add_all(plm_pair_moments *moments, const int64_t *a, const int64_t *b, size_t count)
{
  uint64_t sum_a = 0, sum_b = 0;
  plm_halves aa = {0, 0}, bb = {0, 0}, ab = {0, 0};
  if (!all_below_2_32(a, b, count)) {
    for (size_t i = 0; i < count; i++)
      plm_pair_moments_add(moments, a[i], b[i]);
    return;
  }
  for (size_t i = 0; i < count; i++) {
    uint32_t x = (uint32_t)a[i], y = (uint32_t)b[i];
    sum_a += x;
    sum_b += y;
    plm_halves_add(&aa, x, x);
    plm_halves_add(&bb, y, y);
    plm_halves_add(&ab, x, y);
  }
  moments->a.sum += sum_a;
  moments->b.sum += sum_b;
  moments->a.squares += plm_halves_whole(aa);
  moments->b.squares += plm_halves_whole(bb);
  moments->products += plm_halves_whole(ab);
}

void plm_moments_merge(plm_moments *moments, const plm_moments *other)
{
  moments->sum += other->sum;
  moments->squares += other->squares;
}

void plm_pair_moments_merge(plm_pair_moments *moments, const plm_pair_moments *other)
{
  plm_moments_merge(&moments->a, &other->a);
  plm_moments_merge(&moments->b, &other->b);
  moments->products += other->products;
}

/* Quotient and remainder have the sign of the sum, so that nothing cancels where they are added. */
double plm_moments_mean(const plm_moments *moments, uint64_t n)
{
  plm_int128 quotient = moments->sum / n;
  plm_int128 remainder = moments->sum % n;
  return (double)quotient + (double)remainder / (double)n;
}

/* With whole numbers qa, qb near the means and remainders ra, rb it is
 * products - qa sum(b) - qb sum(a) + n qa qb - ra rb / n, all but the last term being exact modulo 2^128. */
double plm_centred(plm_uint128 products, plm_int128 sum_a, plm_int128 sum_b, uint64_t n)
{
  const plm_int128 exact_limit = (plm_int128)1 << 94;
  plm_int128 count = (plm_int128)n;
  plm_int128 qa = sum_a / count, ra = sum_a % count;
  plm_int128 qb = sum_b / count, rb = sum_b % count;
  plm_int128 centred =
      (plm_int128)(products - (plm_uint128)qa * (plm_uint128)sum_b - (plm_uint128)qb * (plm_uint128)sum_a +
                   (plm_uint128)n * (plm_uint128)qa * (plm_uint128)qb);
  if (centred < exact_limit && centred > -exact_limit)
    return (double)(centred * count - ra * rb) / (double)n;
  return (double)centred; /* beside which the last term, below n, is nothing */
}

double plm_moments_variance(const plm_moments *moments, uint64_t n)
{
  return plm_centred(moments->squares, moments->sum, moments->sum, n) / (double)(n - 1);
}

double plm_pair_ratio(const plm_pair_moments *moments)
{
  return (double)moments->a.sum / (double)moments->b.sum;
}

/* The whole part k of the ratio is taken out first (a - k b instead of a): exact, and nearly proportional pairs then
 * lose no digits. */
double plm_pair_ratio_error(const plm_pair_moments *moments, uint64_t n)
{
  plm_int128 whole = moments->a.sum / moments->b.sum;
  plm_uint128 k = (plm_uint128)whole;
  plm_int128 sum = moments->a.sum - whole * moments->b.sum;
  plm_uint128 squares = moments->a.squares - 2 * k * moments->products + k * k * moments->b.squares;
  plm_uint128 products = moments->products - k * moments->b.squares;
  double rest = (double)sum / (double)moments->b.sum;
  double residual = plm_centred(squares, sum, sum, n) - 2 * rest * plm_centred(products, sum, moments->b.sum, n) +
                    rest * rest * plm_centred(moments->b.squares, moments->b.sum, moments->b.sum, n);
  if (residual <= 0)
    return 0;
  return sqrt(residual / ((double)n * (double)(n - 1))) / fabs(plm_moments_mean(&moments->b, n));
}
