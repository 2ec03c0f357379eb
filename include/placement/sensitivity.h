/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sensitivity: which uncertain inputs a figure depends on, how much, and how much of it is chance whatever they are.
 *
 * Inputs that are correlated by 1 or -1 are one input, since none of them can differ without the others: they are held,
 * drawn and reported together.
 *
 * - The tornado: each input is held at its P10 and at its P90 in every replication, all others are drawn as they are
 *   (those correlated with it follow) and the children are the same. So the two ends are paired.
 * - The split of the variance: pairs of replications with the same inputs and other lives.
 * - Sobol indices, if asked for: the share of the figure's whole variance, chance included, that an input accounts for
 *   alone, and with all it does together with others. What happens by chance, given the inputs, is one more input.
 */
#ifndef PLACEMENT_SENSITIVITY_H
#define PLACEMENT_SENSITIVITY_H

#include <placement/estimate.h>
#include <placement/findings.h>
#include <placement/run.h>
#include <placement/samples.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Immutable once made; refers to nothing else, so that the scenario may be freed. May be shared between threads. */
typedef struct placement_sensitivity placement_sensitivity;

/* Options of a sensitivity analysis. Start from PLACEMENT_SENSITIVITY_OPTIONS_INIT; fields are only ever added at the
 * end. */
typedef struct placement_sensitivity_options {
  size_t size;                    /* sizeof(placement_sensitivity_options) of the calling program */
  const placement_figure *figure; /* as numbered by the scenario's plan; NULL: cost.total over the horizon */
  const size_t *inputs;           /* positions among the uncertain inputs, in any order; NULL: all of them */
  size_t input_count;             /* of `inputs` */
  int32_t indices;                /* 1: Sobol indices as well */
} placement_sensitivity_options;

#define PLACEMENT_SENSITIVITY_OPTIONS_INIT                                                                             \
  {                                                                                                                    \
    sizeof(placement_sensitivity_options), NULL, NULL, 0, 0                                                            \
  }

#define PLACEMENT_SENSITIVITY_LOW 0.1      /* probabilities of the quantiles at which an input is held, */
#define PLACEMENT_SENSITIVITY_HIGH 0.9     /* and that */
#define PLACEMENT_SENSITIVITY_QUANTILE 0.8 /* of the figure whose change is told beside that of the mean */

/* Runs 3 + 2 k samples for k inputs; with indices k more, and for c of them that are correlated with others 1 + c more.
 * `what` may be NULL for the defaults, and so may `options`, whose replications are those of each sample; progress is
 * told over all of them. Memory grows with the replications but not with the inputs. The result does not depend on
 * threads.
 *
 * PLACEMENT_ERROR_ARGUMENT if the scenario has no uncertain inputs, an input or figure is out of range, the figure is
 * not defined in a replication (a ratio whose divisor is 0), or there is only one replication. PLACEMENT_ERROR_LIMIT if
 * first + 3 x replications is above 2^32. PLACEMENT_ERROR_CANCELLED when cancelled before the end. */
PLACEMENT_API placement_status placement_sensitivity_new(const placement_scenario *scenario,
                                                         const placement_sensitivity_options *what,
                                                         const placement_run_options *options,
                                                         placement_sensitivity **sensitivity, placement_error *err);
PLACEMENT_API void placement_sensitivity_free(placement_sensitivity *sensitivity);

/* The figure as it is, and where its variance comes from; in the unit of the metric. Of a ratio the mean is that of the
 * ratios of the replications, not the ratio of means as in a summary. */
typedef struct placement_sensitivity_whole {
  placement_estimate mean; /* over the replications that placement_run has with these options */
  placement_estimate quantile;
  placement_estimate sd;           /* of the figure, all in all */
  placement_estimate inputs_sd;    /* of its mean given the inputs, as these vary: all uncertain inputs, asked or not */
  placement_estimate chance_sd;    /* given the inputs; the root of the mean variance */
  placement_estimate inputs_share; /* of the variance, 0 to 1 but for errors; NAN if the figure does not vary */
  placement_estimate chance_share; /* the rest */
  placement_estimate chance_first; /* Sobol indices of chance; NAN without indices */
  placement_estimate chance_total;
} placement_sensitivity_whole;

/* PLACEMENT_ERROR_ARGUMENT if an argument is NULL. */
PLACEMENT_API placement_status placement_sensitivity_figure(const placement_sensitivity *sensitivity,
                                                            placement_sensitivity_whole *whole, placement_error *err);

/* One bar of the tornado, and the indices of its input. */
typedef struct placement_sensitivity_bar {
  double low, high;                       /* what the input is set to at either end, in its unit */
  int32_t factor;                         /* 1: it is a distribution, and these are factors of its values */
  placement_estimate mean_low, mean_high; /* of the figure there */
  placement_estimate quantile_low, quantile_high;
  placement_estimate mean_effect;     /* high less low, paired (Student's t) */
  placement_estimate quantile_effect; /* likewise (bootstrap) */
  placement_estimate first, total;    /* Sobol indices, shares of the variance; NAN without indices */
  int32_t correlated;                 /* 1: with an input that does not belong to it */
} placement_sensitivity_bar;

/* Bars, by the size of their effect on the mean, the largest first. PLACEMENT_ERROR_ARGUMENT when `index` is out of
 * range. */
PLACEMENT_API size_t placement_sensitivity_count(const placement_sensitivity *sensitivity);
PLACEMENT_API placement_status placement_sensitivity_at(const placement_sensitivity *sensitivity, size_t index,
                                                        placement_sensitivity_bar *bar, placement_error *err);

/* The uncertain inputs that a bar stands for, by their positions in the scenario: one, or as many as are perfectly
 * correlated with it, in their order; the first is the one whose values the bar tells. SIZE_MAX when out of range. */
PLACEMENT_API size_t placement_sensitivity_member_count(const placement_sensitivity *sensitivity, size_t index);
PLACEMENT_API size_t placement_sensitivity_member(const placement_sensitivity *sensitivity, size_t index,
                                                  size_t member);

/* An input that accounts for less of the variance than this, all in all, need not be researched further. */
#define PLACEMENT_SENSITIVITY_NEGLIGIBLE 0.01

/* What was found as sentences and tables: "figure", "tornado", "together" if inputs are correlated by 1 or -1,
 * "variance" and, if they were asked for, "indices". */
PLACEMENT_API placement_status placement_sensitivity_findings(const placement_sensitivity *sensitivity,
                                                              placement_findings **findings, placement_error *err);

#ifdef __cplusplus
}
#endif

#endif
