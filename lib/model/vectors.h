/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Vectors of PLM_VECTOR bytes: numbers, random words and draws. Included by kernels, each compiled for its instruction
 * set; every width gives the same bits.
 */
#ifndef PLM_MODEL_VECTORS_H
#define PLM_MODEL_VECTORS_H

#include "model/kernel.h"

#include <string.h>
#if PLM_VECTOR > 16
#include <immintrin.h>
#endif

#define WIDTH (PLM_VECTOR / 4) /* lanes of a vector of 32-bit numbers */

#if WIDTH == 16
#define LOW 0, 1, 2, 3, 4, 5, 6, 7
#define HIGH 8, 9, 10, 11, 12, 13, 14, 15
#define EVEN 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30
#elif WIDTH == 8
#define LOW 0, 1, 2, 3
#define HIGH 4, 5, 6, 7
#define EVEN 0, 2, 4, 6, 8, 10, 12, 14
#else
#define LOW 0, 1
#define HIGH 2, 3
#define EVEN 0, 2, 4, 6
#endif

/* A vector of 32-bit numbers as two of half as many. */
#define LOW_HALF(x) __builtin_shufflevector(x, x, LOW)
#define HIGH_HALF(x) __builtin_shufflevector(x, x, HIGH)

typedef int32_t days __attribute__((vector_size(PLM_VECTOR)));
typedef float singles __attribute__((vector_size(PLM_VECTOR)));
typedef uint64_t wide __attribute__((vector_size(PLM_VECTOR)));
typedef int64_t longs __attribute__((vector_size(PLM_VECTOR)));
typedef double reals __attribute__((vector_size(PLM_VECTOR)));
typedef uint32_t half_words __attribute__((vector_size(PLM_VECTOR / 2)));

/* WIDTH numbers of 64 bits. */
typedef struct pair {
  reals low, high;
} pair;

typedef struct wide_pair {
  wide low, high;
} wide_pair;

#define INLINE static inline __attribute__((always_inline))

/* What vectors of C do not have, or compilers do not find: the product of the low words of 64 bits, the smaller and the
 * larger of numbers, the whole number not above one from 0 to 2^31, and a sum with a product that is exact. Flags are
 * true or false in each lane. */
#if PLM_VECTOR == 64
typedef __mmask16 flags;
typedef __mmask8 half_flags;
INLINE wide multiply(wide a, wide b)
{
  return (wide)_mm512_mul_epu32((__m512i)a, (__m512i)b);
}
INLINE wide shift_right(wide a, wide by)
{
  return (wide)_mm512_srlv_epi64((__m512i)a, (__m512i)by);
}
INLINE flags at_least(singles a, singles b)
{
  return _mm512_cmp_ps_mask((__m512)a, (__m512)b, _CMP_GE_OQ);
}
INLINE flags below(days a, days b)
{
  return _mm512_cmplt_epi32_mask((__m512i)a, (__m512i)b);
}
INLINE half_flags less(reals a, reals b)
{
  return _mm512_cmp_pd_mask((__m512d)a, (__m512d)b, _CMP_LT_OQ);
}
INLINE half_flags low_flags(flags f)
{
  return (half_flags)f;
}
INLINE half_flags high_flags(flags f)
{
  return (half_flags)(f >> 8);
}
INLINE bool any(flags f)
{
  return f != 0;
}
INLINE days either(flags f, days a, days b)
{
  return (days)_mm512_mask_blend_epi32(f, (__m512i)b, (__m512i)a);
}
INLINE reals real_either(half_flags f, reals a, reals b)
{
  return (reals)_mm512_mask_blend_pd(f, (__m512d)b, (__m512d)a);
}
INLINE singles smaller(singles a, singles b)
{
  return (singles)_mm512_min_ps((__m512)a, (__m512)b);
}
INLINE singles larger(singles a, singles b)
{
  return (singles)_mm512_max_ps((__m512)a, (__m512)b);
}
INLINE reals least(reals a, reals b)
{
  return (reals)_mm512_min_pd((__m512d)a, (__m512d)b);
}
INLINE reals most(reals a, reals b)
{
  return (reals)_mm512_max_pd((__m512d)a, (__m512d)b);
}
INLINE reals whole(reals x)
{
  const __m512d large = _mm512_set1_pd(0x1p52);
  return (reals)_mm512_sub_pd(_mm512_add_round_pd((__m512d)x, large, _MM_FROUND_TO_NEG_INF | _MM_FROUND_NO_EXC), large);
}
INLINE reals add_product(reals sum, reals a, reals b)
{
  return (reals)_mm512_fmadd_pd((__m512d)a, (__m512d)b, (__m512d)sum);
}
#else
typedef days flags;
typedef longs half_flags;
INLINE wide shift_right(wide a, wide by)
{
  return a >> by;
}
INLINE flags at_least(singles a, singles b)
{
  return a >= b;
}
INLINE flags below(days a, days b)
{
  return a < b;
}
INLINE half_flags less(reals a, reals b)
{
  return a < b;
}
INLINE half_flags low_flags(flags f)
{
  return __builtin_convertvector(LOW_HALF(f), longs);
}
INLINE half_flags high_flags(flags f)
{
  return __builtin_convertvector(HIGH_HALF(f), longs);
}
INLINE bool any(flags f)
{
  longs all = (longs)f;
  int64_t bits = 0;
  for (int i = 0; i < WIDTH / 2; i++)
    bits |= all[i];
  return bits != 0;
}
INLINE days either(flags f, days a, days b)
{
  return (a & f) | (b & ~f);
}
INLINE reals real_either(half_flags f, reals a, reals b)
{
  return (reals)(((longs)a & f) | ((longs)b & ~f));
}
INLINE reals add_product(reals sum, reals a, reals b)
{
  return sum + a * b;
}
#if PLM_VECTOR == 32
INLINE wide multiply(wide a, wide b)
{
  return (wide)_mm256_mul_epu32((__m256i)a, (__m256i)b);
}
INLINE singles smaller(singles a, singles b)
{
  return (singles)_mm256_min_ps((__m256)a, (__m256)b);
}
INLINE singles larger(singles a, singles b)
{
  return (singles)_mm256_max_ps((__m256)a, (__m256)b);
}
INLINE reals least(reals a, reals b)
{
  return (reals)_mm256_min_pd((__m256d)a, (__m256d)b);
}
INLINE reals most(reals a, reals b)
{
  return (reals)_mm256_max_pd((__m256d)a, (__m256d)b);
}
INLINE reals whole(reals x)
{
  return (reals)_mm256_floor_pd((__m256d)x);
}
#else
INLINE wide multiply(wide a, wide b)
{
  return (a & UINT32_MAX) * (b & UINT32_MAX);
}
INLINE singles smaller(singles a, singles b)
{
  return (singles)either(a < b, (days)a, (days)b);
}
INLINE singles larger(singles a, singles b)
{
  return (singles)either(a > b, (days)a, (days)b);
}
INLINE reals least(reals a, reals b)
{
  return real_either(a < b, a, b);
}
INLINE reals most(reals a, reals b)
{
  return real_either(a > b, a, b);
}
INLINE reals whole(reals x)
{
  reals near = (x + 0x1p52) - 0x1p52;
  return real_either(near > x, near - 1, near);
}
#endif
#endif

/* Whole numbers from 0 to 2^31 in 32 bits: the last of 2^52 more. */
INLINE days days_of(pair x)
{
  return __builtin_shufflevector((days)(x.low + 0x1p52), (days)(x.high + 0x1p52), EVEN);
}

/* Philox4x32-10 (Salmon et al. 2011): stream.c in vectors. Words are the low halves of 64 bits; what is above them is
 * left over from products. */
typedef struct counter {
  wide a, b, c, d;
} counter;

typedef struct round_keys {
  uint64_t a[10], c[10];
} round_keys;

#define PHILOX_A 0xD2511F53U
#define PHILOX_C 0xCD9E8D57U

INLINE round_keys round_keys_of(plm_key key)
{
  round_keys keys;
  for (uint32_t round = 0; round < 10; round++) {
    keys.a[round] = key.word[0] + round * 0x9E3779B9U;
    keys.c[round] = key.word[1] + round * 0xBB67AE85U;
  }
  return keys;
}

/* Several counters side by side, because each of them waits for its products. */
INLINE void rounds(counter *x, int count, const round_keys *keys, int from)
{
  for (int round = from; round < 10; round++)
    for (int i = 0; i < count; i++) {
      wide by_a = multiply(x[i].a, (wide){0} + PHILOX_A);
      wide by_c = multiply(x[i].c, (wide){0} + PHILOX_C);
      x[i] = (counter){(by_c >> 32) ^ x[i].b ^ keys->a[round], by_c, (by_a >> 32) ^ x[i].d ^ keys->c[round], by_a};
    }
}

/* Where words fall in a table: bytes from the first node to that of the cell, and the distance from its start. */
typedef struct spots {
  wide at;
  reals beyond;
} spots;

/* Words of the upper half are turned over, so that they count from its end; 2^52 with a word as its last bits is a
 * number, from which the rest follows without conversions. */
INLINE spots find(const plm_lane_table *table, wide word)
{
  const uint64_t exponent = UINT64_C(0x433) << 52;
  days upper = (days)word >> 31;
  wide distance = (wide)((days)word ^ upper) & UINT32_MAX;
  reals v = (reals)(distance | exponent) - (0x1p52 - 0.5);
  wide start = (wide)v & table->start_bits;
  wide cell = shift_right(start, (wide){0} + table->shift);
  return (spots){cell + (((wide)upper & table->upper) | (~(wide)upper & table->lower)), v - (reals)start};
}

/* plm_quantile_table_draw for flat tables, of words that were found. Nodes are read one by one and turned from rows to
 * columns, which is quicker than gathering each column, as long as their places are read from memory as well. */
INLINE reals draw(const plm_lane_table *table, const spots *found)
{
  const uint64_t *at = (const uint64_t *)(const void *)&found->at;
  const char *nodes = (const char *)table->nodes;
#if PLM_VECTOR == 64
#define NODE(i) _mm256_loadu_pd((const double *)(const void *)(nodes + at[i]))
#define TWO(i, k) (reals) _mm512_insertf64x4(_mm512_castpd256_pd512(NODE(i)), NODE(k), 1)
  reals a = TWO(0, 2), b = TWO(1, 3), c = TWO(4, 6), d = TWO(5, 7);
  reals even_ab = __builtin_shufflevector(a, b, 0, 8, 2, 10, 4, 12, 6, 14);
  reals even_cd = __builtin_shufflevector(c, d, 0, 8, 2, 10, 4, 12, 6, 14);
  reals odd_ab = __builtin_shufflevector(a, b, 1, 9, 3, 11, 5, 13, 7, 15);
  reals odd_cd = __builtin_shufflevector(c, d, 1, 9, 3, 11, 5, 13, 7, 15);
  reals base = __builtin_shufflevector(even_ab, even_cd, 0, 1, 4, 5, 8, 9, 12, 13);
  reals slope = __builtin_shufflevector(odd_ab, odd_cd, 0, 1, 4, 5, 8, 9, 12, 13);
  reals curve = __builtin_shufflevector(even_ab, even_cd, 2, 3, 6, 7, 10, 11, 14, 15);
#elif PLM_VECTOR == 32
#define NODE(i) (reals) _mm256_loadu_pd((const double *)(const void *)(nodes + at[i]))
  reals a = NODE(0), b = NODE(1), c = NODE(2), d = NODE(3);
  reals even_ab = __builtin_shufflevector(a, b, 0, 4, 2, 6), even_cd = __builtin_shufflevector(c, d, 0, 4, 2, 6);
  reals odd_ab = __builtin_shufflevector(a, b, 1, 5, 3, 7), odd_cd = __builtin_shufflevector(c, d, 1, 5, 3, 7);
  reals base = __builtin_shufflevector(even_ab, even_cd, 0, 1, 4, 5);
  reals slope = __builtin_shufflevector(odd_ab, odd_cd, 0, 1, 4, 5);
  reals curve = __builtin_shufflevector(even_ab, even_cd, 2, 3, 6, 7);
#else
  plm_node a, b;
  memcpy(&a, nodes + at[0], sizeof a);
  memcpy(&b, nodes + at[1], sizeof b);
  reals base = {a.base, b.base}, slope = {a.slope, b.slope}, curve = {a.curve, b.curve};
#endif
  return table->scale * (base + found->beyond * (slope + found->beyond * curve));
}

#endif
