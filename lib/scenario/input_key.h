/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the draws of an uncertain input are keyed by: its pointer with ids in the place of positions in lists, so that
 * nothing that is inserted before it changes them.
 */
#ifndef PLM_SCENARIO_INPUT_KEY_H
#define PLM_SCENARIO_INPUT_KEY_H

#include "scenario/scenario.h"

/* The key of a pointer that has been resolved, such as "/homes=oak-house/costs=rent/amount"; a line without an id keeps
 * its position, and a pair of groups is named by their ids. The caller frees it; NULL: out of memory. */
char *plm_input_key(const placement_scenario *scenario, const char *pointer);

/* The same for people, the innermost first: "arrivals per year of core", "amount of rent of oak-house", "index fees".
 * The caller frees it; NULL: out of memory. */
char *plm_input_label(const placement_scenario *scenario, const char *pointer);

/* The label of inputs that are one: what their labels begin with alike is said once, as in "arrivals per year of core,
 * enhanced and complex (together)". Of more than 8 the last are counted. `members` are positions among the labels, at
 * least one. The caller frees it; NULL: out of memory. */
char *plm_joint_label(char *const *labels, const size_t *members, size_t count);

#endif
