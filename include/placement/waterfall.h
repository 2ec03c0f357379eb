/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Waterfalls: the difference between an alternative and a base, attributed step by step to what differs in their texts.
 *
 * A step changes all that is about one thing (need, fees, homes, delay, ...) from the base towards the alternative. In
 * order, step after step, the effects add up exactly to the difference. Alone, in the base without the other steps, an
 * effect is what the step does by itself. The one less the other is its interaction with the steps before it: homes are
 * worth more where fees are higher. This is the flexible-budget variance of accountants, the decomposition of Kitagawa
 * (1955, Journal of the American Statistical Association 50, 1168-1194), Oaxaca (1973) and Blinder (1973), and the
 * finite-change analysis of Borgonovo (2010, European Journal of Operational Research 200, 127-138), whose first-order
 * effects are those alone. All replications have the same children (common random numbers), so standard errors are
 * those of paired differences.
 */
#ifndef PLACEMENT_WATERFALL_H
#define PLACEMENT_WATERFALL_H

#include <placement/estimate.h>
#include <placement/plan.h>
#include <placement/run.h>
#include <placement/scenario.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Immutable once made; refers to nothing else. */
typedef struct placement_waterfall placement_waterfall;

/* Finds the steps in which the scenarios differ and simulates both, and what lies between them, for the `count` metrics
 * that are named; they must be metrics of the whole scenario, and no ratios. Twice as many runs as there are steps.
 *
 * The steps, in this order: prices and discounting; need (groups of children); fees and other terms of external
 * placements; matching (compatibility, suitability, what homes take, how they admit, policy); homes (which there are,
 * their beds and planned dates; new ones come with all that is theirs but delay); delay (of phases and registration);
 * costs (of the programme, and of homes that both have); sold beds; step-down; uncertain inputs. Titles, notes and
 * published figures are no steps.
 *
 * Where what lies between is no sound scenario, such as children listed in a home that is not there yet, the step is
 * taken together with the next. Uncertain inputs about what is not there are left out of what lies between.
 *
 * Both scenarios must have texts, the same financial years and the same currency. `options` as of placement_run, NULL
 * for the defaults; progress counts the replications of all runs. A cancelled waterfall gives
 * PLACEMENT_ERROR_CANCELLED. The result does not depend on threads. */
PLACEMENT_API placement_status placement_waterfall_new(const placement_scenario *base,
                                                       const placement_scenario *alternative,
                                                       const placement_run_options *options, const char *const *metrics,
                                                       size_t count, placement_waterfall **waterfall,
                                                       placement_error *err);
PLACEMENT_API void placement_waterfall_free(placement_waterfall *waterfall);

PLACEMENT_API uint64_t placement_waterfall_replications(const placement_waterfall *waterfall);

/* The metrics asked for, in their order; NULL when `index` is out of range. Owned by the waterfall. */
PLACEMENT_API size_t placement_waterfall_metric_count(const placement_waterfall *waterfall);
PLACEMENT_API const char *placement_waterfall_metric(const placement_waterfall *waterfall, size_t index);

/* Steps: 0 if nothing differs that has an effect. */
PLACEMENT_API size_t placement_waterfall_step_count(const placement_waterfall *waterfall);

typedef struct placement_waterfall_step {
  const char *name;      /* for programs, such as "homes"; "need+fees" if steps are taken together */
  const char *heading;   /* for people, such as "fees and terms" */
  size_t left_out;       /* uncertain inputs that are left out after the step, in order */
  size_t left_out_alone; /* likewise of the step alone */
} placement_waterfall_step;

/* Texts are owned by the waterfall. PLACEMENT_ERROR_ARGUMENT when `step` is out of range. */
PLACEMENT_API placement_status placement_waterfall_step_at(const placement_waterfall *waterfall, size_t step,
                                                           placement_waterfall_step *description, placement_error *err);

/* What a step does to a figure: a change of its mean, in the unit of the metric. */
typedef struct placement_waterfall_effect {
  placement_estimate in_order;    /* after the steps before it */
  placement_estimate alone;       /* in the base; NAN if the step alone makes no sound scenario */
  placement_estimate interaction; /* in order less alone */
} placement_waterfall_effect;

/* `metric` is the place of its name among those asked for. */
PLACEMENT_API placement_status placement_waterfall_effect_at(const placement_waterfall *waterfall, size_t step,
                                                             size_t metric, size_t column,
                                                             placement_waterfall_effect *effect, placement_error *err);

/* The whole: `in_order` is the difference, alternative less base; `alone` the sum of the steps alone; `interaction` the
 * one less the other. */
PLACEMENT_API placement_status placement_waterfall_total(const placement_waterfall *waterfall, size_t metric,
                                                         size_t column, placement_waterfall_effect *total,
                                                         placement_error *err);

#ifdef __cplusplus
}
#endif

#endif
