/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Switching values: at what fee, delay, need or number of beds a figure becomes what is wanted, or two scenarios come
 * to the same (HM Treasury, The Green Book, 2022, chapter 5). All replications of all amounts have the same children
 * (common random numbers: Law and Kelton, Simulation Modeling and Analysis, 3rd edition, section 11.2), so that the
 * difference is a function of the amount alone, of which a root is looked for.
 */
#ifndef PLACEMENT_SWITCHING_H
#define PLACEMENT_SWITCHING_H

#include <placement/change.h>
#include <placement/estimate.h>
#include <placement/findings.h>
#include <placement/plan.h>
#include <placement/run.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What is asked. Start from PLACEMENT_SWITCHING_QUESTION_INIT; fields are only ever added at the end. Everything is the
 * caller's.
 *
 * Without a range, a value is looked for between a quarter of what it is now and four times that; one that is only
 * allowed between 0 and 1 in all of that; a whole number from 0 on; a factor between 0.25 and 4; what is added between
 * what leads to the same values. All of that only as far as the inputs allow. */
typedef struct placement_switching_question {
  size_t size;                       /* sizeof(placement_switching_question) of the calling program */
  const char *const *pointers;       /* JSON Pointers of the inputs, which are changed together by one amount */
  size_t pointer_count;              /* at least 1 */
  int32_t as;                        /* PLACEMENT_CHANGE_...: how the amount changes them */
  double low, high;                  /* range of the amount; both 0: the one above */
  size_t metric, column;             /* the figure, as numbered by a plan of the scenario */
  double target;                     /* what it should be, in its unit, where there is no scenario to compare with */
  const placement_scenario *against; /* where it should be as in this one; NULL: as in `target` */
  int32_t both;                      /* 1: the inputs of `against` are changed likewise */
} placement_switching_question;

#define PLACEMENT_SWITCHING_QUESTION_INIT                                                                              \
  {                                                                                                                    \
    sizeof(placement_switching_question), NULL, 0, PLACEMENT_CHANGE_VALUE, 0, 0, 0, 0, 0, NULL, 0                      \
  }

/* The figure at one amount. `difference` is figure less other, the paired one where `other` is of a scenario. Against a
 * target the mean is the adjusted one (placement_statistics), and `other` is the target. Differences of shares and unit
 * costs are those of ratios of means, with standard errors by the delta method. NAN where the figure is not defined or
 * the scenario would not be sound. */
typedef struct placement_switching_point {
  double amount;         /* NAN: several inputs as they are, which no one value says */
  uint64_t replications; /* of this point: fewer where these tell for sure on which side it is */
  placement_estimate figure, other, difference;
} placement_switching_point;

/* What a switching value is. Codes are only ever added. */
enum {
  PLACEMENT_SWITCH_AT = 0,      /* an amount at which the difference is 0 */
  PLACEMENT_SWITCH_BETWEEN = 1, /* the difference steps over 0: between two whole numbers, or in a jump */
  PLACEMENT_SWITCH_THROUGH = 2  /* the difference is 0 from one amount to another */
};

/* A switching value. The interval holds those amounts around it at which the difference does not differ from 0 at the 5
 * % level, so that it covers the true switching value in 95 of 100 simulations (a test inverted: Casella and Berger,
 * Statistical Inference, 2nd edition, 2002, 9.2; of ratios Fieller 1954, Journal of the Royal Statistical Society B 16,
 * 175-185). An end that the range does not hold is infinite. If it switches between whole numbers, the ends are the
 * nearest that do differ: the switch lies between them. The standard error is that of the delta method (Asmussen and
 * Glynn, Stochastic Simulation, 2007, III.3), with the slope over the interval; NAN unless it is PLACEMENT_SWITCH_AT.
 */
typedef struct placement_switch {
  int32_t kind;              /* PLACEMENT_SWITCH_... */
  int32_t rising;            /* 1: the difference is below 0 before and above 0 after; -1: the reverse; 0: neither */
  placement_estimate amount; /* the value is that of `from` or `to`, whose difference is closer to 0 */
  placement_switching_point from, to; /* the same, but for a step or a stretch */
} placement_switch;

/* Immutable once made. */
typedef struct placement_switching placement_switching;

/* Scans the range at 13 amounts, all whole numbers if they are no more than 25, and closes in on 0 wherever the
 * difference changes sign between two of them (Brent, Algorithms for Minimization without Derivatives, 1973, chapter
 * 4); two switching values between neighbouring amounts are missed. Amounts where a tenth of the replications tell the
 * sign by five standard errors are not simulated with all. That there is no switching value is a result and no error.
 *
 * `options` as of placement_run, NULL for the defaults; progress is of an expected number of replications in all. The
 * result does not depend on threads. Keeps no reference to what it is given. With `against` it takes up to 200 bytes
 * for each replication.
 *
 * PLACEMENT_ERROR_SCENARIO and PLACEMENT_ERROR_LIMIT, with the pointer, if an input cannot be changed like this, as of
 * placement_scenario_change; or if the range is not allowed, not given where the inputs suggest none, or empty.
 * PLACEMENT_ERROR_ARGUMENT for fewer than 2 replications, if there is no such figure, or if `against` has other
 * financial years, another currency or no such metric. PLACEMENT_ERROR_CANCELLED if it is stopped before its end. */
PLACEMENT_API placement_status placement_switching_new(const placement_scenario *scenario,
                                                       const placement_switching_question *question,
                                                       const placement_run_options *options,
                                                       placement_switching **switching, placement_error *err);
PLACEMENT_API void placement_switching_free(placement_switching *switching);

/* The switching values, in ascending order; NULL when `index` is out of range. Owned by the handle. */
PLACEMENT_API size_t placement_switching_count(const placement_switching *switching);
PLACEMENT_API const placement_switch *placement_switching_at(const placement_switching *switching, size_t index);

/* The scenario as it is. Owned by the handle. */
PLACEMENT_API const placement_switching_point *placement_switching_present(const placement_switching *switching);

/* The amounts of the scan, in ascending order: the first and the last are the ends of the range, simulated
 * with all replications if there is no switching value. NULL when `index` is out of range. Owned by the handle. */
PLACEMENT_API size_t placement_switching_scan_count(const placement_switching *switching);
PLACEMENT_API const placement_switching_point *placement_switching_scan(const placement_switching *switching,
                                                                        size_t index);

/* An input that is changed: what it is now. NULL when `index` is out of range. Owned by the handle. */
PLACEMENT_API size_t placement_switching_input_count(const placement_switching *switching);
PLACEMENT_API const placement_input *placement_switching_input(const placement_switching *switching, size_t index);

/* What else holds, in the column of the question: the scenario as it is (`place` 0), at switching value i (`place` i +
 * 1: at its `amount`), or at amount i of the scan (`place` placement_switching_count + 1 + i); `side` 0, or 1 for the
 * scenario that it is compared with, if there is one. Of the metric of the question, cost.total, cost.net_present,
 * cost.in_house, cost.external, occupancy, children.in_house, children.external, children.local_share,
 * unit_cost.in_house, unit_cost.external and moves, as numbered by a plan of the scenario; means are those of `figure`
 * and `other`. PLACEMENT_ERROR_ARGUMENT for others. */
PLACEMENT_API placement_status placement_switching_estimate(const placement_switching *switching, size_t place,
                                                            int32_t side, size_t metric, placement_estimate *estimate,
                                                            placement_error *err);

/* What was found, as sentences and tables (format placement-switching/1, MODEL.md section 6). */
PLACEMENT_API placement_status placement_switching_findings(const placement_switching *switching,
                                                            placement_findings **findings, placement_error *err);

#ifdef __cplusplus
}
#endif

#endif
