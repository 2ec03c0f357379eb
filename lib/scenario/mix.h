/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Scenarios between two: each part as one or the other of them has it. What differs is told apart by what it is about,
 * in steps; entries of lists are told by their ids.
 */
#ifndef PLM_SCENARIO_MIX_H
#define PLM_SCENARIO_MIX_H

#include "scenario/json_tree.h"

#include <placement/scenario.h>

/* In the order of waterfalls: what holds for everybody, then children, then homes. */
typedef enum plm_step {
  PLM_STEP_PRICES,
  PLM_STEP_NEED,
  PLM_STEP_FEES,
  PLM_STEP_MATCHING,
  PLM_STEP_HOMES,
  PLM_STEP_DELAY,
  PLM_STEP_COSTS,
  PLM_STEP_SOLD_BEDS,
  PLM_STEP_STEP_DOWN,
  PLM_STEP_UNCERTAIN,
  PLM_STEP_COUNT
} plm_step;

#define PLM_STEP_BIT(step) (1U << (step))
#define PLM_STEPS_ALL (PLM_STEP_BIT(PLM_STEP_COUNT) - 1)

enum { PLM_MIX_BASE, PLM_MIX_ALTERNATIVE, PLM_MIX_SIDES };

/* Text under construction; `failed` once there was no memory. */
typedef struct plm_mix_text {
  char *text;
  size_t length, space;
  bool failed;
} plm_mix_text;

typedef struct plm_mix {
  plm_json_tree trees[PLM_MIX_SIDES];
  uint32_t steps; /* those that are as in the alternative, of the scenario under construction */
  plm_mix_text out;
  bool unfit[PLACEMENT_LIMIT_UNCERTAIN];  /* uncertain inputs that the scenario under construction refuses */
  size_t kept[PLACEMENT_LIMIT_UNCERTAIN]; /* places of those that are kept in the list that they come from */
  size_t kept_count;
} plm_mix;

/* Both must have texts, which must outlive the mix. On failure nothing is left to clear. */
placement_status plm_mix_new(plm_mix *mix, const placement_scenario *base, const placement_scenario *alternative,
                             placement_error *err);
void plm_mix_clear(plm_mix *mix);

/* The steps in which the two differ, as bits. */
placement_status plm_mix_differences(plm_mix *mix, uint32_t *steps, placement_error *err);

/* The base with `steps` as in the alternative, as a new handle.
 *
 * Homes, phases and groups come and go with their lists (homes, need), with everything but delays and step-down, which
 * come with their own steps. An index of prices that only one of both has is there from the start: it has no effect
 * until something follows it. What refers to groups that are not there (compatibility, takes) is left out, and so are
 * uncertain inputs, with their correlations, that lead to nothing: *left_out of them.
 * PLACEMENT_ERROR_SCENARIO or _LIMIT if these parts do not go together. */
placement_status plm_mix_scenario(plm_mix *mix, uint32_t steps, placement_scenario **mixed, size_t *left_out,
                                  placement_error *err);

/* Between mix.c, mix_write.c and mix_uncertain.c. */

/* Writes the whole scenario, untitled, into mix->out. */
placement_status plm_mix_write(plm_mix *mix, uint32_t steps, placement_error *err);

/* The same value on both sides; NULL where there is none. */
typedef struct plm_mix_both {
  const plm_json_value *of[PLM_MIX_SIDES];
} plm_mix_both;

/* The side that a step comes from, in an object that both have; and in any object. */
int plm_mix_side(const plm_mix *mix, plm_step step);
int plm_mix_side_of(const plm_mix *mix, plm_step step, const plm_mix_both *object);

const char *plm_mix_id(const plm_json_tree *tree, const plm_json_value *entry);
const plm_json_value *plm_mix_find(const plm_json_tree *tree, const plm_json_value *list, const char *id);

/* Whether both groups of a pair of that side's compatibility are there. */
bool plm_mix_has_pair(const plm_mix *mix, int side, const plm_json_value *pair);

void plm_mix_put(plm_mix *mix, const char *text, size_t length);
void plm_mix_put_value(plm_mix *mix, int side, const plm_json_value *value);

/* Writes the members `uncertain` and `correlations`, each after a comma. */
void plm_mix_put_uncertain(plm_mix *mix);

/* Uncertain inputs of the side that they come from. */
size_t plm_mix_uncertain_count(const plm_mix *mix);

#endif
