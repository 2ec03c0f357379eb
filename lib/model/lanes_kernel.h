/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The kernel of lanes.c, for one instruction set: PLM_KERNEL is its name and PLM_VECTOR the bytes of a vector. Included
 * by lanes_*.c, each compiled for its instruction set. A lane is one replication; all steps of a lane are the same
 * whatever the width, so every kernel gives the same bits.
 */
#include "model/lanes.h"

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

/* Philox4x32-10 (Salmon et al. 2011) for counters (replication, index, PLM_PURPOSE_LIFE, 0): stream.c in vectors. */
INLINE void life_of(words replication, uint32_t index, const plm_key *key, words life[4])
{
  words a = replication, b = (words){0} + index, c = (words){0} + (uint32_t)PLM_PURPOSE_LIFE, d = {0};
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
  life[0] = a;
  life[1] = b;
  life[2] = c;
  life[3] = d;
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

INLINE reals least(reals a, double most)
{
  longs below = (longs)(a < most);
  return (reals)(((longs)a & below) | ((longs)((reals){0} + most) & ~below));
}

INLINE pair nights_drawn(const plm_lane_table *table, words w)
{
  pair x = draw(table, w);
  return (pair){least(x.low + 0.5, 1e9), least(x.high + 0.5, 1e9)};
}

/* Beds in the order in which they fall free: the first is taken until `end` where `taken`. */
INLINE void take_bed(days *free_on, int32_t beds, days taken, days end)
{
  days next = either(taken, end, free_on[0]);
  for (int32_t bed = 0; bed + 1 < beds; bed++) {
    days later = free_on[bed + 1];
    free_on[bed] = smaller(later, next);
    next = larger(later, next);
  }
  free_on[beds - 1] = next;
}

/* What the children of one group add up to in WIDTH replications: changes of numbers by day, counts and fees by year.
 */
static void run_children(const plm_lane_job *job, uint32_t first, size_t offset, plm_lane_sums *sums)
{
  const days zero = {0};
  days lane, free_on[PLACEMENT_LIMIT_BEDS] = {zero};
  pair cumulated = {{0}, {0}};
  for (int i = 0; i < WIDTH; i++)
    lane[i] = (int32_t)offset + i;
  for (int32_t bed = 0; bed < job->beds; bed++)
    free_on[bed] = zero;
  words replication = (words)lane + first;
  for (uint32_t index = 0;; index++) {
    words life[4];
    life_of(replication, index, &job->key, life);
    pair gap = draw(&job->gap, life[0]);
    cumulated.low += gap.low;
    cumulated.high += gap.high;
    days active = join(__builtin_convertvector((longs)(cumulated.low < job->arrivals), half_days),
                       __builtin_convertvector((longs)(cumulated.high < job->arrivals), half_days));
    if (!any(active))
      break;
    pair moment = {least(cumulated.low * job->days_for_each, 1e9), least(cumulated.high * job->days_for_each, 1e9)};
    days day = either(active, smaller(whole(moment), zero + (job->days - 1)), zero + job->days);
    days nights = larger(whole(nights_drawn(&job->need, life[1])), zero + 1);
    days end = day + nights;
    days until = smaller(end, zero + job->days);
    days in_house = zero;
    if (job->beds > 0) {
      in_house = (free_on[0] <= day) & active;
      take_bed(free_on, job->beds, in_house, end);
    }
    days change = either(in_house, zero + PLM_LANE_IN_HOUSE, zero + PLM_LANE_EXTERNAL) & active;
    add_at(sums->changes, day * PLM_LANES + lane, change);
    add_at(sums->changes, until * PLM_LANES + lane, -change);
    pair fee = draw(&job->fee, life[2]);
    fee.low = fee.low + job->fee_rounder - job->fee_rounder;
    fee.high = fee.high + job->fee_rounder - job->fee_rounder;
    for (size_t y = 0; y < job->year_count; y++) {
      days from = larger(day, zero + job->year_start[y]);
      days to = smaller(until, zero + job->year_start[y + 1]);
      days paid = larger(to - from, zero) & ~in_house;
      days begun = (day >= job->year_start[y]) & (day < job->year_start[y + 1]);
      plm_lane_year *year = &sums->years[y];
      reals_there *fees = (reals_there *)(void *)&year->fees[offset];
      days_there *arrivals = (days_there *)(void *)&year->arrivals[offset];
      days_there *external = (days_there *)(void *)&year->external[offset];
      fees[0] += fee.low * __builtin_convertvector(LOW_WORDS(paid), reals);
      fees[1] += fee.high * __builtin_convertvector(HIGH_WORDS(paid), reals);
      *arrivals -= begun;
      *external -= begun & ~in_house;
    }
  }
}

/* Bed-nights and child-nights, day by day and piece by piece. */
static void count_nights(const plm_lane_job *job, size_t offset, plm_lane_sums *sums)
{
  const days zero = {0};
  days number = zero;
  for (size_t p = 0; p < job->piece_count; p++) {
    days in_house = zero, external = zero, unmatched = zero;
    for (int32_t day = job->piece_start[p]; day < job->piece_start[p + 1]; day++) {
      days_there *change = (days_there *)(void *)&sums->changes[(size_t)day * PLM_LANES + offset];
      number += *change;
      *change = zero;
      days occupied = number & (PLM_LANE_EXTERNAL - 1);
      days outside = number >> PLM_LANE_SHIFT;
      in_house += occupied;
      external += outside;
      unmatched += (job->beds - occupied) & (outside > 0);
    }
    plm_lane_piece *piece = &sums->pieces[p];
    memcpy(&piece->in_house[offset], &in_house, sizeof in_house);
    memcpy(&piece->external[offset], &external, sizeof external);
    memcpy(&piece->unmatched[offset], &unmatched, sizeof unmatched);
  }
  memset(&sums->changes[(size_t)job->days * PLM_LANES + offset], 0, sizeof zero);
}

static void run(const plm_lane_job *job, uint32_t first, plm_lane_sums *sums)
{
  for (size_t offset = 0; offset < PLM_LANES; offset += WIDTH) {
    run_children(job, first, offset, sums);
    count_nights(job, offset, sums);
  }
}

const plm_lane_kernel PLM_KERNEL = {run, PLM_KERNEL_NAME};
