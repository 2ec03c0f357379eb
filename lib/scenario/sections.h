/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sections of a scenario. Each function reads one from the root object into r->scenario, in this order: later
 * sections refer to earlier ones. What is wrong is noted in the reader.
 */
#ifndef PLM_SCENARIO_SECTIONS_H
#define PLM_SCENARIO_SECTIONS_H

#include "scenario/reader.h"

void plm_read_horizon(plm_reader *r, const plm_json_value *root);
void plm_read_prices(plm_reader *r, const plm_json_value *root);
void plm_read_groups(plm_reader *r, const plm_json_value *root);
void plm_read_compatibility(plm_reader *r, const plm_json_value *root);
void plm_read_phases(plm_reader *r, const plm_json_value *root);
void plm_read_homes(plm_reader *r, const plm_json_value *root);
void plm_read_external(plm_reader *r, const plm_json_value *root);
void plm_read_policy(plm_reader *r, const plm_json_value *root);
void plm_read_published(plm_reader *r, const plm_json_value *root);

/* The metric that a figure names, of the scenario or of one home (beds.open@home-1), to be freed by the caller; and the
 * column of its "year", that of the whole horizon if there is none. */
char *plm_read_metric(plm_reader *r, const plm_json_value *object, bool on_plan_basis);
int32_t plm_read_year(plm_reader *r, const plm_json_value *figure);

/* Step-down schemes; groups refer to them. */
void plm_read_step_down(plm_reader *r, const plm_json_value *root);

/* The places of the listed children of the groups, once homes are known. */
void plm_read_places(plm_reader *r, const plm_json_value *root);

/* What is uncertain, once everything else is known, and correlations. */
void plm_read_uncertain(plm_reader *r, const plm_json_value *root);
void plm_read_correlations(plm_reader *r, const plm_json_value *root);

/* `initial` of a group whose other keys are read. */
void plm_read_initial(plm_reader *r, const plm_json_value *value, plm_group *group);

/* `takes` and `groups` of a home. */
void plm_read_takes(plm_reader *r, const plm_json_value *home, plm_home *made);

/* The cost lines under the key "costs" of their owner. Only phases and homes have events and an opening. */
typedef enum plm_owner { PLM_OWNER_PROGRAMME, PLM_OWNER_STEP_DOWN, PLM_OWNER_HOME } plm_owner;

void plm_read_costs(plm_reader *r, const plm_json_value *value, plm_owner owner, plm_cost_line **costs, size_t *count);

/* The list of objects under `key`, checked for its length: an array of zeroed items of `size` bytes, one for each
 * entry, with *count set; NULL with *count 0 if there is no list. */
void *plm_new_items(plm_reader *r, const plm_json_value *owner, const char *key, size_t most, size_t size,
                    size_t *count);

#endif
