/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Effects of changes: scenarios are sampled with the same replications, and the samples compared.
 */
#ifndef PLM_ANALYSIS_EFFECTS_H
#define PLM_ANALYSIS_EFFECTS_H

#include <placement/effect.h>
#include <placement/plan.h>
#include <placement/run.h>

/* What is sampled of each replication and column. */
enum {
  PLM_EFFECT_COST,
  PLM_EFFECT_CAPITAL,
  PLM_EFFECT_HOMES,
  PLM_EFFECT_EXTERNAL,
  PLM_EFFECT_REVENUE,
  PLM_EFFECT_OPEN,
  PLM_EFFECT_OCCUPIED,
  PLM_EFFECT_CHILDREN_IN_HOUSE,
  PLM_EFFECT_CHILDREN_EXTERNAL,
  PLM_EFFECT_MOVES,
  PLM_EFFECT_FIGURES
};

typedef struct plm_effects {
  placement_run_options options; /* their progress is told over all runs */
  size_t column_count;
  size_t runs, done; /* of replications: all that are going to be, and those that have been */
  double *differences;
  double *influences;
} plm_effects;

/* Reads `asked` (NULL: the defaults). `runs` is how often the replications are going to be run in all. To be cleared
 * whatever the status is. */
placement_status plm_effects_init(plm_effects *effects, const placement_run_options *asked, size_t column_count,
                                  size_t runs, placement_error *err);
void plm_effects_clear(plm_effects *effects);

/* The options for the next of the runs, whose progress goes to that of all. */
placement_run_options plm_effects_run(plm_effects *effects);

/* Room for a sample, or NULL. */
double *plm_effects_room(const plm_effects *effects);

/* Compiles the scenario and samples it into `values`; one run. */
placement_status plm_effects_sample(plm_effects *effects, const placement_scenario *scenario, double *values,
                                    placement_error *err);

/* The effect in a column: sample `to` less sample `from`. */
void plm_effects_between(plm_effects *effects, const double *from, const double *to, size_t column,
                         placement_effect *effect);

#endif
