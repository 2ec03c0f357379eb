/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Replications in lock step: a plan in which one group of children meets at most one home that is always open and takes
 * whoever comes (a loss system) is simulated PLM_LANES replications at a time, each child of all of them in one step of
 * vectors. There is no list of events: beds are kept in the order in which they fall free. Outcomes are those of
 * placement_replicate to the last bit.
 */
#ifndef PLM_MODEL_LANES_H
#define PLM_MODEL_LANES_H

#include "model/kernel.h"

#define PLM_LANES_MOST_YEARS 8

struct plm_lane_job {
  const placement_plan *plan;
  const int64_t *childless; /* the outcome if no child came */
  const bool *changes;      /* whether children change a cell of it */
  plm_key key;              /* of the group */
  plm_lane_table gap, need, fee;
  double arrivals;      /* expected over the horizon */
  double days_for_each; /* from one to the next */
  double fee_rounder;
  int32_t beds;
  int32_t days;
  size_t year_count;
  const int32_t *year_start;
  size_t piece_count;
  const int32_t *piece_start;
  int32_t days_at_once; /* in which nights of all children fit 16 bits */
};

/* Children in the home and outside are counted in one number. */
#define PLM_LANE_SHIFT 16
#define PLM_LANE_IN_HOUSE 1
#define PLM_LANE_EXTERNAL (1 << PLM_LANE_SHIFT)
#define PLM_LANE_MOST_ARRIVALS 8192 /* expected: far from what the number could not hold */

/* Up to the end of a year. */
typedef struct plm_lane_year {
  double fees[PLM_LANES];     /* fee x nights */
  int32_t counted[PLM_LANES]; /* children */
} plm_lane_year;

/* First of the two bytes of a lane in a day: those of the first half take turns with the others. */
#define PLM_LANE_PLACE(lane) (4 * ((lane) % (PLM_LANES / 2)) + 2 * ((lane) / (PLM_LANES / 2)))

/* Nights of a piece of the horizon. */
typedef struct plm_lane_piece {
  int32_t in_house[PLM_LANES];
  int32_t external[PLM_LANES];
  int32_t unmatched[PLM_LANES]; /* of free beds, with a child outside */
} plm_lane_piece;

struct plm_lane_sums {
  plm_lane_year *years;
  plm_lane_piece *pieces;
  int8_t *changes; /* in house and outside, of lanes by PLM_LANE_PLACE, for days + 1; all 0 between replications */
};

typedef struct plm_lanes plm_lanes;

bool plm_lanes_possible(const placement_plan *plan);

/* For one thread; the plan must outlive it. */
placement_status plm_lanes_new(const placement_plan *plan, uint64_t seed, plm_lanes **lanes, placement_error *err);
void plm_lanes_free(plm_lanes *lanes);

/* Another kernel than the fastest. */
void plm_lanes_use(plm_lanes *lanes, const plm_kernel *kernel);

/* The outcome if no child came. */
const int64_t *plm_lanes_childless(const plm_lanes *lanes);

/* Whether children change a cell of it. */
const bool *plm_lanes_changes(const plm_lanes *lanes);

/* Replications first to first + PLM_LANES - 1: cell c of the outcome of number first + i is batch[c * PLM_LANES + i].
 * Cells that children do not change are not written. */
void plm_lanes_run(plm_lanes *lanes, uint32_t first, int64_t *batch);

#endif
