/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Exact sums of whole numbers and of their products, and the means and variances that follow from them.
 *
 * Sums of products are kept modulo 2^128. Centred at the whole part of the mean they are small again, so variances are
 * right as long as the centred sum is below 2^127, however large the numbers themselves are. Everything wider than 64
 * bits is in moments.h and moments.c.
 */
#ifndef PLM_SUMMARY_MOMENTS_H
#define PLM_SUMMARY_MOMENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

__extension__ typedef __int128 plm_int128;
__extension__ typedef unsigned __int128 plm_uint128;

#define PLM_GATHERED_MOST 128 /* numbers, of as many outcomes, that are added at once */

typedef struct plm_moments {
  plm_int128 sum;
  plm_uint128 squares;
} plm_moments;

/* Of pairs: a numerator a and a denominator b. */
typedef struct plm_pair_moments {
  plm_moments a, b;
  plm_uint128 products;
} plm_pair_moments;

static inline plm_uint128 plm_product(int64_t x, int64_t y)
{
  return (plm_uint128)((plm_int128)x * y);
}

static inline void plm_moments_add(plm_moments *moments, int64_t value)
{
  moments->sum += value;
  moments->squares += plm_product(value, value);
}

static inline void plm_moments_add_same(plm_moments *moments, int64_t value, size_t count)
{
  moments->sum += (plm_int128)value * (int64_t)count;
  moments->squares += plm_product(value, value) * count;
}

static inline void plm_pair_moments_add(plm_pair_moments *moments, int64_t a, int64_t b)
{
  plm_moments_add(&moments->a, a);
  plm_moments_add(&moments->b, b);
  moments->products += plm_product(a, b);
}

/* Numbers as what they exceed `min` by: false if one is below it or above max, or the two are 2^32 apart. Loops over
 * such offsets are vectors on every processor. */
bool plm_offsets(const int64_t *values, size_t count, int64_t min, int64_t max, uint32_t *offsets);

/* Sums of products by their halves, so that they are vectors as well: of less than 2^32 of them. */
typedef struct plm_halves {
  uint64_t low, high;
} plm_halves;

static inline void plm_halves_add(plm_halves *sum, uint32_t x, uint32_t y)
{
  uint64_t product = (uint64_t)x * y;
  sum->low += (uint32_t)product;
  sum->high += product >> 32;
}

static inline plm_uint128 plm_halves_whole(plm_halves sum)
{
  return ((plm_uint128)sum.high << 32) + sum.low;
}

/* Adds min + offsets[i], count < 2^32. */
void plm_moments_add_offsets(plm_moments *moments, int64_t min, const uint32_t *offsets, size_t count);

/* Adds `count` pairs, count < 2^32. */
void plm_pair_moments_add_all(plm_pair_moments *moments, const int64_t *a, const int64_t *b, size_t count);

void plm_moments_merge(plm_moments *moments, const plm_moments *other);
void plm_pair_moments_merge(plm_pair_moments *moments, const plm_pair_moments *other);

/* The sum of (a - mean of a)(b - mean of b) over n > 0 pairs, from the sum of their products. */
double plm_centred(plm_uint128 products, plm_int128 sum_a, plm_int128 sum_b, uint64_t n);

/* Of n > 0 numbers. */
double plm_moments_mean(const plm_moments *moments, uint64_t n);

/* Of n > 1 numbers, n - 1 in the denominator. */
double plm_moments_variance(const plm_moments *moments, uint64_t n);

/* The ratio of the sums; the sum of b must not be 0. */
double plm_pair_ratio(const plm_pair_moments *moments);

/* Standard error of that ratio for n > 1 pairs by the delta method: the square root of
 * sum (a - ratio b)^2 / (n (n - 1)), over the mean of b (Cochran, Sampling Techniques, section 6.3). */
double plm_pair_ratio_error(const plm_pair_moments *moments, uint64_t n);

#endif
