/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Precision instead of a count: a run that ends when the means are known well enough.
 *
 * A target asks that the confidence interval of one mean, mean +- half-width, be narrow enough; the half-width is the
 * standard error of the mean times the quantile of the normal distribution (1.96 for a confidence of 95 %), the
 * standard error of ratios by the delta method. The run looks at the targets after PLACEMENT_PRECISION_BLOCK
 * replications, and then each time that as many more are done as the widths predict, rounded up to whole blocks: at
 * least a fiftieth and at most once as many as there are. It ends when all targets are reached at once. So the number
 * of replications is a function of plan, seed, first replication, most replications and targets alone.
 *
 * To stop when an estimated interval is narrow enough, rather than at a number fixed beforehand, makes the interval
 * cover the true mean a little less often than its confidence says; as the width asked for becomes small, the coverage
 * tends to the confidence (Chow and Robbins 1965, Annals of Mathematical Statistics 36, 457-462; Law and Kelton,
 * Simulation Modeling and Analysis, 3rd edition, section 9.4.1). With several targets, each has its own confidence, not
 * all together. A figure that seldom differs from a constant may not have done so in the first block: it then counts as
 * known exactly.
 */
#ifndef PLACEMENT_PRECISION_H
#define PLACEMENT_PRECISION_H

#include <placement/plan.h>
#include <placement/run.h>
#include <placement/summary.h>

#ifdef __cplusplus
extern "C" {
#endif

/* How well one mean is to be known. */
typedef struct placement_target {
  size_t metric;     /* as numbered by the plan */
  size_t column;     /* likewise */
  double half_width; /* above 0; the most that the half-width of the confidence interval may be */
  double confidence; /* 0.5 to PLACEMENT_PRECISION_MOST_CONFIDENCE, such as 0.95 */
  int32_t relative;  /* 1: half_width is a share of the mean found, without its sign; 0: it has the metric's unit */
} placement_target;

/* How well it is known, in the unit of the metric. NAN where it is not defined. */
typedef struct placement_attained {
  double mean;
  double asked;      /* half-width asked for */
  double half_width; /* half-width attained */
  int32_t reached;   /* 1 if that is at most what was asked for */
} placement_attained;

#define PLACEMENT_PRECISION_BLOCK 1000
#define PLACEMENT_PRECISION_MOST_REPLICATIONS 10000000 /* without options */
#define PLACEMENT_PRECISION_MOST_CONFIDENCE 0.999999

/* How a run for precision ended. Codes are only ever added. */
enum {
  PLACEMENT_PRECISION_REACHED = 0,
  PLACEMENT_PRECISION_NOT_REACHED = 1, /* at the most replications that were allowed */
  PLACEMENT_PRECISION_CANCELLED = 2    /* before the targets were looked at for the last time */
};

/* Runs as many replications as the `count` targets need, at least one, from options->first on and at most
 * options->replications, and folds them into a new summary; it says in *ending how that ended. `options` may be NULL
 * for the defaults with PLACEMENT_PRECISION_MOST_REPLICATIONS. Progress is told how many replications seem to be
 * needed, which changes during the run. Cancelled runs are as those of placement_run. PLACEMENT_ERROR_ARGUMENT if a
 * target is out of range, and after the first block if a figure is defined in none of its replications, or its mean is
 * 0 and its target relative. */
PLACEMENT_API placement_status placement_run_precise(const placement_plan *plan, const placement_run_options *options,
                                                     const placement_target *targets, size_t count,
                                                     placement_summary **summary, int32_t *ending,
                                                     placement_error *err);

/* How well a summary, however it was made, knows the mean that a target asks for. */
PLACEMENT_API placement_status placement_precision_attained(const placement_summary *summary,
                                                            const placement_target *target,
                                                            placement_attained *attained, placement_error *err);

#ifdef __cplusplus
}
#endif

#endif
