/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The kernel of lanes.c and lives.c for one instruction set: PLM_KERNEL is its name and PLM_VECTOR the bytes of a
 * vector. Included by kernel_*.c, each compiled for its instruction set.
 */
#include "model/lanes.h"
#include "model/vectors.h"

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
    blocks_of(replication, (words){0} + index, PLM_PURPOSE_LIFE, 0, &job->key, life);
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

static void draw_words(plm_key key, uint32_t replication, uint32_t first, uint32_t purpose, uint32_t k_block,
                       plm_lane_words out)
{
  for (int offset = 0; offset < PLM_LANES; offset += WIDTH) {
    words index, life[4];
    for (int i = 0; i < WIDTH; i++)
      index[i] = first + (uint32_t)(offset + i);
    blocks_of((words){0} + replication, index, purpose, k_block, &key, life);
    for (int k = 0; k < 4; k++)
      memcpy(&out[k][offset], &life[k], sizeof life[k]);
  }
}

static void draw_lanes(const plm_lane_table *table, const uint32_t w[PLM_LANES], double out[PLM_LANES])
{
  for (int offset = 0; offset < PLM_LANES; offset += WIDTH) {
    words word;
    memcpy(&word, &w[offset], sizeof word);
    pair drawn = draw(table, word);
    memcpy(&out[offset], &drawn, sizeof drawn);
  }
}

const plm_kernel PLM_KERNEL = {PLM_KERNEL_NAME, draw_words, draw_lanes, run};
