/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a sensitivity analysis holds.
 */
#ifndef PLM_ANALYSIS_SENSITIVITY_H
#define PLM_ANALYSIS_SENSITIVITY_H

#include <placement/plan.h>
#include <placement/sensitivity.h>

#include <stdbool.h>

/* What an input of a bar is at the low and at the high end: its own P10 and P90, or P90 and P10 if it moves against the
 * first. */
typedef struct plm_sensitivity_ends {
  double low, high;
  double value; /* as it is written in the scenario */
  bool factor;  /* it is a distribution, and these are factors of its values */
} plm_sensitivity_ends;

/* A bar and the inputs that it stands for. */
typedef struct plm_sensitivity_bar {
  placement_sensitivity_bar bar;
  size_t *members; /* positions in the scenario, ascending */
  size_t member_count;
  plm_sensitivity_ends *ends; /* of each member */
  char *label;                /* names all of them */
} plm_sensitivity_bar;

struct placement_sensitivity {
  placement_plan *plan;          /* of the scenario as given */
  placement_run_options options; /* without progress and cancellation */
  placement_figure figure;
  bool indices;
  char *metric; /* its name, */
  char *column; /* label */
  int32_t unit; /* and unit */
  char *title;  /* of the scenario */
  char *sha256; /* likewise */
  char *currency;
  size_t input_count; /* uncertain inputs of the scenario, */
  char **pointers;    /* and of each its pointer, */
  char **labels;      /* and what it is, such as "arrivals_per_year of core" */
  placement_sensitivity_whole whole;
  plm_sensitivity_bar *bars; /* by their effect on the mean */
  size_t bar_count;
};

/* Samples the figure of `plan` and fills in `whole` and the bars, whose members are known, in any order. `options` with
 * progress and cancellation. Errors as of placement_sensitivity_new. */
placement_status plm_sensitivity_run(placement_sensitivity *s, const placement_scenario *scenario,
                                     const placement_plan *plan, const placement_run_options *options,
                                     placement_error *err);

#endif
