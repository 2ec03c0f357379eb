/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The kernel of lanes.c and lives.c for one instruction set: PLM_KERNEL is its name and PLM_VECTOR the bytes of a
 * vector. Included by kernel_*.c, each compiled for its instruction set.
 */
#include "model/lanes.h"
#include "model/lanes_settle.h"
#include "model/vectors.h"

#define ABREAST (PLM_VECTOR == 64 ? 4 : 2) /* counters that fit the registers */

/* What the first three rounds come to for all children of WIDTH / 2 replications. */
typedef struct head {
  wide a, c, d, c_before;
} head;

INLINE head head_of(wide replication, const round_keys *keys)
{
  const uint64_t purpose = (uint64_t)PLM_PURPOSE_LIFE * PHILOX_C;
  wide d = multiply(replication, (wide){0} + PHILOX_A);
  wide b = multiply((d >> 32) ^ keys->c[0], (wide){0} + PHILOX_C);
  wide a = multiply((b >> 32) ^ (uint32_t)purpose ^ keys->a[1], (wide){0} + PHILOX_A);
  return (head){b ^ keys->a[2], (a >> 32) ^ keys->c[2], a, d ^ keys->c[1]};
}

/* The block 0 of PLM_PURPOSE_LIFE of child `index` of each, after these rounds. */
INLINE counter life_of(const head *head, uint32_t index, const round_keys *keys)
{
  const uint64_t purpose = (uint64_t)PLM_PURPOSE_LIFE * PHILOX_C;
  uint64_t uniform = (uint32_t)((uint32_t)(purpose >> 32) ^ index ^ keys->a[0]) * (uint64_t)PHILOX_A;
  wide by_c = multiply(head->c_before ^ (uniform >> 32), (wide){0} + PHILOX_C);
  return (counter){(by_c >> 32) ^ head->a, by_c, head->c ^ (uint32_t)uniform, head->d};
}

/* The day on which a child comes, the end of the horizon if that is after it. */
INLINE reals day_of(reals cumulated, const plm_lane_job *job)
{
  const reals end = (reals){0} + job->days;
  reals moment = least(cumulated * job->days_for_each, end - 1);
  return whole(real_either(less(cumulated, (reals){0} + job->arrivals), moment, end));
}

/* The day on which the need ends, the end of the horizon if that is after it. */
INLINE reals end_of(reals day, reals need, const plm_lane_job *job)
{
  const reals one = (reals){0} + 1, end = (reals){0} + job->days;
  return least(day + whole(least(most(need + 0.5, one), end)), end);
}

/* Nothing if nobody pays. */
INLINE reals fee_of(reals drawn, half_flags paid, const plm_lane_job *job)
{
  return real_either(paid, drawn + job->fee_rounder - job->fee_rounder, (reals){0});
}

/* Fees up to the end of a year. */
INLINE reals add_fees(reals sum, reals fee, reals day, reals until, int32_t year_end)
{
  const reals zero = {0};
  return add_product(sum, fee, most(least(until, zero + year_end) - day, zero));
}

/* So many children one after the other in WIDTH replications, step by step: a step has no need to wait for the one
 * before, as those of a single child do. */
#define CHILDREN 8
#define AT_ONCE 4 /* of these, at which all look for beds */

typedef struct children {
  spots gap[CHILDREN][2], need[CHILDREN][2], fee[CHILDREN][2];
  pair came[CHILDREN], left[CHILDREN]; /* days, at the end of the horizon if not before */
  days day[CHILDREN], until[CHILDREN]; /* the same */
  flags external[CHILDREN];            /* placed so */
} children;

/* WIDTH replications as they go on. */
typedef struct progress {
  head heads[2]; /* of either half of the lanes */
  days lane;     /* its first byte in a day of changes */
  pair cumulated;
  singles first_free;                                 /* the day on which the first bed falls free, */
  singles later_free[PLACEMENT_LIMIT_BEDS + AT_ONCE]; /* the others in that order, and some that never do */
  size_t year;                                        /* all before have ended */
} progress;

INLINE void find_lives(const plm_lane_job *job, const progress *p, uint32_t index, const round_keys *keys, children *c)
{
  for (uint32_t i = 0; i < CHILDREN; i += ABREAST / 2) {
    counter life[ABREAST];
    for (uint32_t k = 0; k < ABREAST; k++)
      life[k] = life_of(&p->heads[k % 2], index + i + k / 2, keys);
    rounds(life, ABREAST, keys, 3);
    for (uint32_t k = 0; k < ABREAST; k++) {
      c->gap[i + k / 2][k % 2] = find(&job->gap, life[k].a);
      c->need[i + k / 2][k % 2] = find(&job->need, life[k].b);
      c->fee[i + k / 2][k % 2] = find(&job->fee, life[k].c);
    }
  }
}

INLINE void draw_days(const plm_lane_job *job, progress *p, children *c)
{
  for (size_t i = 0; i < CHILDREN; i++) {
    p->cumulated.low += draw(&job->gap, &c->gap[i][0]);
    p->cumulated.high += draw(&job->gap, &c->gap[i][1]);
    pair came = {day_of(p->cumulated.low, job), day_of(p->cumulated.high, job)};
    pair left = {end_of(came.low, draw(&job->need, &c->need[i][0]), job),
                 end_of(came.high, draw(&job->need, &c->need[i][1]), job)};
    c->came[i] = came;
    c->left[i] = left;
    c->day[i] = days_of(came);
    c->until[i] = days_of(left);
  }
}

/* Whether child i finds a bed, of which the first falls free at `first`. Returns when that bed falls free then. */
INLINE singles enter(const plm_lane_job *job, children *c, size_t i, singles first)
{
  singles day = __builtin_convertvector(c->day[i], singles), until = __builtin_convertvector(c->until[i], singles);
  flags active = below(c->day[i], (days){0} + job->days);
  flags in_house = (flags)(active & at_least(day, first));
  c->external[i] = (flags)(active & ~in_house);
  return (singles)either(in_house, (days)until, (days)first);
}

/* A number of a sorted list which `more` has been added to and the smallest taken from. */
INLINE singles shifted(singles this, singles next, singles more)
{
  return smaller(larger(this, more), next);
}

/* Some children at a time, so that the list of beds is read and written as rarely: while it is passed, this[i] is what
 * child i finds in it, ahead of the child after it. */
INLINE void place(const plm_lane_job *job, progress *p, children *c)
{
  for (size_t first = 0; first < CHILDREN; first += AT_ONCE) {
    singles *later = p->later_free, start[AT_ONCE], this[AT_ONCE], end[AT_ONCE];
    for (size_t i = 0; i < AT_ONCE; i++)
      start[i] = later[i];
    for (size_t i = 0; i < AT_ONCE; i++) {
      end[i] = enter(job, c, first + i, p->first_free);
      p->first_free = smaller(start[0], end[i]);
      this[i] = start[AT_ONCE - 1 - i];
      for (size_t k = 0; k < AT_ONCE - 1 - i; k++)
        start[k] = shifted(start[k], start[k + 1], end[i]);
    }
    for (int32_t bed = 0; bed + 1 < job->beds; bed++) {
      singles next = later[bed + AT_ONCE];
      for (size_t i = 0; i < AT_ONCE; i++) {
        singles after = shifted(this[i], next, end[i]);
        this[i] = next;
        next = after;
      }
      later[bed] = next;
    }
  }
}

INLINE void count(const plm_lane_job *job, const progress *p, const children *c, size_t offset, plm_lane_sums *sums)
{
  const days zero = {0};
  days change[CHILDREN];
  int32_t from[CHILDREN][WIDTH], to[CHILDREN][WIDTH];
  int8_t *changes = sums->changes;
  for (size_t i = 0; i < CHILDREN; i++) {
    days offsets = either(c->external[i], p->lane + 1, p->lane);
    days begins = c->day[i] * (2 * PLM_LANES) + offsets, ends = c->until[i] * (2 * PLM_LANES) + offsets;
    memcpy(from[i], &begins, sizeof begins);
    memcpy(to[i], &ends, sizeof ends);
    change[i] = either(c->external[i], zero + PLM_LANE_EXTERNAL, zero + PLM_LANE_IN_HOUSE);
  }
  for (size_t i = 0; i < CHILDREN; i++)
    for (size_t k = 0; k < WIDTH; k++) {
      changes[(uint32_t)from[i][k]]++;
      changes[(uint32_t)to[i][k]]--;
    }
  for (size_t y = p->year; y < job->year_count; y++) {
    const days year_end = zero + job->year_start[y + 1];
    days *counted = (days *)(void *)&sums->years[y].counted[offset];
    for (size_t i = 0; i < CHILDREN; i++)
      *counted = either(below(c->day[i], year_end), *counted + change[i], *counted);
  }
}

INLINE void pay(const plm_lane_job *job, const progress *p, const children *c, size_t offset, plm_lane_sums *sums)
{
  pair fee[CHILDREN];
  flags some = c->external[0];
  for (size_t i = 1; i < CHILDREN; i++)
    some |= c->external[i];
  if (!any(some))
    return;
  for (size_t i = 0; i < CHILDREN; i++) {
    fee[i].low = fee_of(draw(&job->fee, &c->fee[i][0]), low_flags(c->external[i]), job);
    fee[i].high = fee_of(draw(&job->fee, &c->fee[i][1]), high_flags(c->external[i]), job);
  }
  for (size_t y = p->year; y < job->year_count; y++) {
    pair *fees = (pair *)(void *)&sums->years[y].fees[offset];
    pair sum = *fees;
    for (size_t i = 0; i < CHILDREN; i++) {
      sum.low = add_fees(sum.low, fee[i].low, c->came[i].low, c->left[i].low, job->year_start[y + 1]);
      sum.high = add_fees(sum.high, fee[i].high, c->came[i].high, c->left[i].high, job->year_start[y + 1]);
    }
    *fees = sum;
  }
}

/* What the children of one group add up to in WIDTH replications: changes of numbers by day, counts and fees by year.
 */
static void run_children(const plm_lane_job *job, uint32_t first, size_t offset, plm_lane_sums *sums)
{
  const round_keys keys = round_keys_of(job->key);
  wide_pair replication;
  progress p;
  children c;
  p.year = 0;
  p.cumulated = (pair){{0}, {0}};
  for (int i = 0; i < WIDTH; i++)
    p.lane[i] = PLM_LANE_PLACE((int32_t)offset + i);
  for (int i = 0; i < WIDTH / 2; i++) {
    replication.low[i] = first + (uint32_t)((int)offset + i);
    replication.high[i] = first + (uint32_t)((int)offset + WIDTH / 2 + i);
  }
  p.heads[0] = head_of(replication.low, &keys);
  p.heads[1] = head_of(replication.high, &keys);
  const singles never = (singles){0} + 1e9F;
  p.first_free = job->beds > 0 ? (singles){0} : never;
  for (int32_t bed = 0; bed < job->beds + AT_ONCE; bed++)
    p.later_free[bed] = bed + 1 < job->beds ? (singles){0} : never;
  const days end = (days){0} + job->days;
  for (uint32_t index = 0; index == 0 || any(below(c.day[CHILDREN - 1], end)); index += CHILDREN) {
    find_lives(job, &p, index, &keys, &c);
    draw_days(job, &p, &c);
    while (p.year + 1 < job->year_count && !any(below(c.day[0], (days){0} + job->year_start[p.year + 1])))
      p.year++;
    place(job, &p, &c);
    count(job, &p, &c, offset, sums);
    pay(job, &p, &c, offset, sums);
  }
}

/* A day of all lanes: changes in house in the low bytes, outside in the high ones; or numbers of children. */
typedef int16_t numbers __attribute__((vector_size(2 * PLM_LANES)));
typedef int32_t half_lanes __attribute__((vector_size(2 * PLM_LANES)));

/* Sums of the first half of the lanes and of the others, which take turns in `nights` (PLM_LANE_PLACE). */
INLINE void add_nights(int32_t sums[PLM_LANES], const numbers *nights)
{
  half_lanes *to = (half_lanes *)(void *)sums;
  to[0] += (half_lanes)*nights & UINT16_MAX;
  to[1] += ((half_lanes)*nights >> 16) & UINT16_MAX;
}

/* Bed-nights and child-nights of so few days that 16 bits hold them. */
INLINE void count_days(numbers *changes, int32_t days, int16_t beds, numbers *in_house, numbers *external,
                       plm_lane_piece *piece)
{
  const numbers zero = {0};
  numbers inside = zero, outside = zero, unmatched = zero;
  for (int32_t day = 0; day < days; day++) {
    *in_house += changes[day] << 8 >> 8;
    *external += changes[day] >> 8;
    changes[day] = zero;
    inside += *in_house;
    outside += *external;
    unmatched += (beds - *in_house) & (*external > 0);
  }
  add_nights(piece->in_house, &inside);
  add_nights(piece->external, &outside);
  add_nights(piece->unmatched, &unmatched);
}

/* Day by day and piece by piece. */
static void count_nights(const plm_lane_job *job, plm_lane_sums *sums)
{
  numbers *changes = (numbers *)(void *)sums->changes, in_house = {0}, external = {0};
  memset(sums->pieces, 0, job->piece_count * sizeof *sums->pieces);
  for (size_t p = 0; p < job->piece_count; p++) {
    int32_t end = job->piece_start[p + 1];
    for (int32_t day = job->piece_start[p], count; day < end; day += count) {
      count = end - day < job->days_at_once ? end - day : job->days_at_once;
      count_days(&changes[day], count, (int16_t)job->beds, &in_house, &external, &sums->pieces[p]);
    }
  }
  changes[job->days] = (numbers){0};
}

static void run(const plm_lane_job *job, uint32_t first, plm_lane_sums *sums, int64_t *batch)
{
  memset(sums->years, 0, job->year_count * sizeof *sums->years);
  for (size_t offset = 0; offset < PLM_LANES; offset += WIDTH)
    run_children(job, first, offset, sums);
  count_nights(job, sums);
  settle(job, sums, batch);
}

static void draw_words(plm_key key, uint32_t replication, uint32_t first, uint32_t purpose, uint32_t k_block,
                       plm_lane_words out)
{
  const round_keys keys = round_keys_of(key);
  for (int offset = 0; offset < PLM_LANES; offset += WIDTH) {
    counter x[2];
    for (int i = 0; i < 2; i++) {
      wide index;
      for (int lane = 0; lane < WIDTH / 2; lane++)
        index[lane] = first + (uint32_t)(offset + i * WIDTH / 2 + lane);
      x[i] = (counter){(wide){0} + replication, index, (wide){0} + purpose, (wide){0} + k_block};
    }
    rounds(x, 2, &keys, 0);
    for (int i = 0; i < 2; i++) {
      const wide life[4] = {x[i].a, x[i].b, x[i].c, x[i].d};
      for (int k = 0; k < 4; k++) {
        half_words low = __builtin_convertvector(life[k], half_words);
        memcpy(&out[k][offset + i * WIDTH / 2], &low, sizeof low);
      }
    }
  }
}

static void draw_lanes(const plm_lane_table *table, const uint32_t w[PLM_LANES], double out[PLM_LANES])
{
  for (int offset = 0; offset < PLM_LANES; offset += WIDTH / 2) {
    half_words word;
    memcpy(&word, &w[offset], sizeof word);
    const spots found = find(table, __builtin_convertvector(word, wide));
    reals drawn = draw(table, &found);
    memcpy(&out[offset], &drawn, sizeof drawn);
  }
}

const plm_kernel PLM_KERNEL = {PLM_KERNEL_NAME, draw_words, draw_lanes, run};
