/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The cost of delay: what each month costs by which a phase opens later.
 *
 * A slip of m months adds 365.25 / 12 x m days, rounded to whole days, to the delay of the phase in every replication,
 * whatever that delay is (the input slip_days of the phase): the plan, and what is uncertain about its delay, stay.
 * What is dated from the opening moves with it, what is dated by the calendar or from the planned opening stays. Phases
 * that open after the one that slips are pushed where they have to wait for it; a phase that waits for another anyway
 * absorbs as much of its own slip.
 */
#ifndef PLACEMENT_DELAY_H
#define PLACEMENT_DELAY_H

#include <placement/effect.h>
#include <placement/findings.h>
#include <placement/plan.h>
#include <placement/run.h>

#ifdef __cplusplus
extern "C" {
#endif

#define PLACEMENT_DELAY_MOST_MONTHS 120

/* Immutable once made; refers to nothing else. */
typedef struct placement_delay placement_delay;

/* Simulates the scenario as it is, and with slips of 1 to `months` months (at most PLACEMENT_DELAY_MOST_MONTHS) of each
 * phase that can slip and of all of them together, each with the replications of `options` (as of placement_run, NULL
 * for the defaults; 2 or more), whose progress is told over all of them. PLACEMENT_ERROR_SCENARIO if no phase can slip,
 * and with its pointer for a slip that is an uncertain input or out of range. A cancelled analysis gives
 * PLACEMENT_ERROR_CANCELLED. Needs some 200 bytes for each replication and financial year; the result does not depend
 * on threads. */
PLACEMENT_API placement_status placement_delay_new(const placement_scenario *scenario,
                                                   const placement_run_options *options, int32_t months,
                                                   placement_delay **delay, placement_error *err);
PLACEMENT_API void placement_delay_free(placement_delay *delay);

/* Phases in the order of the scenario, and the id of each; NULL when `phase` is out of range. Owned by the delay. */
PLACEMENT_API size_t placement_delay_phase_count(const placement_delay *delay);
PLACEMENT_API const char *placement_delay_phase_id(const placement_delay *delay, size_t phase);

/* Whether a phase can slip, and if not, why. Codes are only ever added. */
enum {
  PLACEMENT_DELAY_SLIPS = 0,
  PLACEMENT_DELAY_OPEN = 1,  /* planned before day 0: it is open */
  PLACEMENT_DELAY_EMPTY = 2, /* has no homes */
  PLACEMENT_DELAY_LATE = 3   /* none of its homes opens within the horizon in any replication */
};

/* One of PLACEMENT_DELAY_*, or -1 when `phase` is out of range. */
PLACEMENT_API int32_t placement_delay_phase_state(const placement_delay *delay, size_t phase);

PLACEMENT_API int32_t placement_delay_months(const placement_delay *delay);
PLACEMENT_API uint64_t placement_delay_replications(const placement_delay *delay);

/* The days of a slip of so many months. */
PLACEMENT_API int32_t placement_delay_days(int32_t months);

/* The effect of a slip of `months` months (1 and up), slipped less as it is: a positive cost is what the delay costs.
 * `phase` placement_delay_phase_count is all phases that can slip, together. PLACEMENT_ERROR_ARGUMENT for a phase that
 * cannot, and for what is out of range. */
PLACEMENT_API placement_status placement_delay_at(const placement_delay *delay, size_t phase, int32_t months,
                                                  size_t column, placement_effect *effect, placement_error *err);

/* The effect of the last of these months alone: the slip less one that is a month shorter. */
PLACEMENT_API placement_status placement_delay_step(const placement_delay *delay, size_t phase, int32_t months,
                                                    size_t column, placement_effect *effect, placement_error *err);

/* What was found, as sentences and tables (format "placement-delay/1"). `plan` is that of the scenario, `options` those
 * of placement_delay_new. */
PLACEMENT_API placement_status placement_delay_findings(const placement_delay *delay, const placement_plan *plan,
                                                        const placement_run_options *options,
                                                        placement_findings **findings, placement_error *err);

#ifdef __cplusplus
}
#endif

#endif
