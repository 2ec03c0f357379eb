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

typedef uint32_t words __attribute__((vector_size(PLM_VECTOR)));
typedef int32_t days __attribute__((vector_size(PLM_VECTOR)));
typedef uint64_t wide __attribute__((vector_size(PLM_VECTOR)));
typedef int64_t longs __attribute__((vector_size(PLM_VECTOR)));
typedef double reals __attribute__((vector_size(PLM_VECTOR)));
typedef uint32_t half_words __attribute__((vector_size(PLM_VECTOR / 2)));
typedef int32_t half_days __attribute__((vector_size(PLM_VECTOR / 2)));

/* In memory, wherever it is. */
typedef days days_there __attribute__((aligned(4), may_alias));
typedef reals reals_there __attribute__((aligned(8), may_alias));

#define INLINE static inline __attribute__((always_inline))

/* What vectors of C do not have. */
#if PLM_VECTOR == 64
INLINE wide multiply(wide a, wide b)
{
  return (wide)_mm512_mul_epu32((__m512i)a, (__m512i)b);
}
INLINE days smaller(days a, days b)
{
  return (days)_mm512_min_epi32((__m512i)a, (__m512i)b);
}
INLINE days larger(days a, days b)
{
  return (days)_mm512_max_epi32((__m512i)a, (__m512i)b);
}
INLINE reals load(const double *from, longs i)
{
  return (reals)_mm512_i64gather_pd((__m512i)i, from, 8);
}
INLINE void add_at(int32_t *to, days i, days x)
{
  __m512i old = _mm512_i32gather_epi32((__m512i)i, to, 4);
  _mm512_i32scatter_epi32(to, (__m512i)i, _mm512_add_epi32(old, (__m512i)x), 4);
}
INLINE bool any(days a)
{
  return _mm512_test_epi32_mask((__m512i)a, (__m512i)a) != 0;
}
#elif PLM_VECTOR == 32
INLINE wide multiply(wide a, wide b)
{
  return (wide)_mm256_mul_epu32((__m256i)a, (__m256i)b);
}
INLINE days smaller(days a, days b)
{
  return (days)_mm256_min_epi32((__m256i)a, (__m256i)b);
}
INLINE days larger(days a, days b)
{
  return (days)_mm256_max_epi32((__m256i)a, (__m256i)b);
}
INLINE reals load(const double *from, longs i)
{
  return (reals)_mm256_i64gather_pd(from, (__m256i)i, 8);
}
INLINE void add_at(int32_t *to, days i, days x)
{
  for (int lane = 0; lane < WIDTH; lane++)
    to[i[lane]] += x[lane];
}
INLINE bool any(days a)
{
  return !_mm256_testz_si256((__m256i)a, (__m256i)a);
}
#else
INLINE wide multiply(wide a, wide b)
{
  return (a & UINT32_MAX) * (b & UINT32_MAX);
}
INLINE days smaller(days a, days b)
{
  days mask = a < b;
  return (a & mask) | (b & ~mask);
}
INLINE days larger(days a, days b)
{
  days mask = a > b;
  return (a & mask) | (b & ~mask);
}
INLINE reals load(const double *from, longs i)
{
  return (reals){from[i[0]], from[i[1]]};
}
INLINE void add_at(int32_t *to, days i, days x)
{
  for (int lane = 0; lane < WIDTH; lane++)
    to[i[lane]] += x[lane];
}
INLINE bool any(days a)
{
  longs both = (longs)a;
  return (both[0] | both[1]) != 0;
}
#endif

INLINE days either(days mask, days a, days b)
{
  return (a & mask) | (b & ~mask);
}

#if WIDTH == 16
#define LOW 0, 1, 2, 3, 4, 5, 6, 7
#define HIGH 8, 9, 10, 11, 12, 13, 14, 15
#elif WIDTH == 8
#define LOW 0, 1, 2, 3
#define HIGH 4, 5, 6, 7
#else
#define LOW 0, 1
#define HIGH 2, 3
#endif

INLINE days join(half_days low, half_days high)
{
  return __builtin_shufflevector(low, high, LOW, HIGH);
}

/* A vector of 32-bit numbers as two of 64 bits. */
#define LOW_WORDS(x) __builtin_shufflevector(x, x, LOW)
#define HIGH_WORDS(x) __builtin_shufflevector(x, x, HIGH)

/* High and low words of products of 32-bit words. */
INLINE void multiply_words(words a, uint32_t by, words *high, words *low)
{
  wide factor = (wide){0} + by;
  wide even = multiply((wide)a, factor);
  wide odd = multiply((wide)a >> 32, factor);
  *low = (words)((even & UINT32_MAX) | (odd << 32));
  *high = (words)((even >> 32) | (odd & ~(wide){0} << 32));
}

/* Philox4x32-10 (Salmon et al. 2011) for counters (replication, index, purpose, k_block): stream.c in vectors. */
INLINE void blocks_of(words replication, words index, uint32_t purpose, uint32_t k_block, const plm_key *key,
                      words block[4])
{
  words a = replication, b = index, c = (words){0} + purpose, d = (words){0} + k_block;
  uint32_t key_0 = key->word[0];
  uint32_t key_1 = key->word[1];
  for (int round = 0; round < 10; round++) {
    words high_a, low_a, high_c, low_c;
    multiply_words(a, 0xD2511F53, &high_a, &low_a);
    multiply_words(c, 0xCD9E8D57, &high_c, &low_c);
    a = high_c ^ b ^ key_0;
    b = low_c;
    c = high_a ^ d ^ key_1;
    d = low_a;
    key_0 += 0x9E3779B9;
    key_1 += 0xBB67AE85;
  }
  block[0] = a;
  block[1] = b;
  block[2] = c;
  block[3] = d;
}

/* plm_quantile_table_draw for flat tables. */
INLINE reals draw_half(const plm_lane_table *table, half_words w)
{
  reals word = __builtin_convertvector(w, reals);
  longs upper = (longs)(word >= 0x1p31);
  reals lower_v = word + 0.5;
  reals upper_v = 0x1p32 - lower_v;
  longs v = ((longs)upper_v & upper) | ((longs)lower_v & ~upper);
  longs cell = (v >> table->shift) - table->first_cell + (upper & table->upper_nodes);
  reals start = (reals)(v >> table->shift << table->shift);
  reals d = (reals)v - start;
  longs at = cell * (longs)((longs){0} + (int64_t)(sizeof(plm_node) / sizeof(double)));
  const double *nodes = &table->nodes[0].base;
  return table->scale * (load(nodes, at) + d * (load(nodes + 1, at) + d * load(nodes + 2, at)));
}

typedef struct pair {
  reals low, high;
} pair;

INLINE pair draw(const plm_lane_table *table, words w)
{
  return (pair){draw_half(table, LOW_WORDS(w)), draw_half(table, HIGH_WORDS(w))};
}

/* Cut towards 0; the numbers are below 2^31. */
INLINE days whole(pair x)
{
  return join(__builtin_convertvector(x.low, half_days), __builtin_convertvector(x.high, half_days));
}

#endif
