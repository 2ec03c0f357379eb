/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inputs: the numbers of a scenario that can vary, named by JSON Pointers into its text.
 *
 * Any scalar number can vary, and a distribution by a factor, whether the text gives it or it has a default that is a
 * number. Years, dates and ids cannot, nor can published figures or what is uncertain itself.
 */
#ifndef PLM_SCENARIO_INPUTS_H
#define PLM_SCENARIO_INPUTS_H

#include "scenario/scenario.h"

typedef enum plm_input_kind {
  PLM_INPUT_NUMBER,
  PLM_INPUT_WHOLE,        /* rounded: beds, places, counts, days */
  PLM_INPUT_DISTRIBUTION, /* only by a factor: its scale */
  PLM_INPUT_PARAMETER     /* a number within a distribution, which is read again with it */
} plm_input_kind;

/* What depends on the input. */
typedef enum plm_section {
  PLM_SECTION_PRICES,
  PLM_SECTION_GROUP,    /* but for */
  PLM_SECTION_ARRIVALS, /* rates and seasonality, and */
  PLM_SECTION_STAYS,    /* the needs of its children, on which what is left of those of initial children depends */
  PLM_SECTION_COMPATIBILITY,
  PLM_SECTION_PHASE,
  PLM_SECTION_HOME, /* its beds matter to cost lines too */
  PLM_SECTION_LINES,
  PLM_SECTION_EXTERNAL,
  PLM_SECTION_POLICY,
  PLM_SECTION_STEP_DOWN /* its places matter to cost lines too */
} plm_section;

/* Belongs to the scenario it was resolved in and points into it: one of `number`, `whole` and `distribution`. Owns
 * nothing. */
typedef struct plm_input {
  const char *pointer; /* the caller's */
  plm_input_kind kind;
  plm_section section;
  size_t position; /* of the group, phase, home or scheme; 0 in the other sections */
  double *number;
  int32_t *whole;
  plm_distribution *distribution;
  bool may_be_negative; /* the distribution */
  size_t value;         /* of a parameter: its position among the values of distribution->source */
  double base;          /* what it was when it was resolved; of a distribution its scale */
  double low, high;     /* what is set is cut to this range */
} plm_input;

/* Resolves `pointer`, which must outlive the input. Returns NULL, or a phrase that says why it cannot vary ("is a
 * date"), static storage; "out of memory". */
const char *plm_input_resolve(placement_scenario *scenario, const char *pointer, plm_input *input);

/* The same for a pointer that should resolve: PLACEMENT_ERROR_SCENARIO, naming the pointer, or PLACEMENT_ERROR_MEMORY.
 */
placement_status plm_input_find(placement_scenario *scenario, const char *pointer, plm_input *input,
                                placement_error *err);

/* True if both vary the same thing. */
bool plm_input_same(const plm_input *a, const plm_input *b);

/* What the input is set to when `drawn` is combined with its base. */
double plm_input_combine(const plm_input *input, plm_uncertain_as as, double drawn);

/* Every digit of a finite number, as "%.17g" prints it in the C locale. */
void plm_write_number(double number, char text[64]);

/* Sets `count` inputs of one scenario together: input i to its base combined with drawn[i] as as[i] says, rounded if it
 * is whole, cut to its range. Then what follows from them: default fees in emergencies, compatibilities, and
 * distributions with new parameters. Those are read once all are set, because one may be sound only with another.
 * PLACEMENT_ERROR_SCENARIO, with the pointer and the value, if a distribution is not sound with them: the scenario then
 * must not be used until inputs that are sound have been set. PLACEMENT_ERROR_ARGUMENT if a distribution is not varied
 * by a factor. */
placement_status plm_inputs_set(placement_scenario *scenario, const plm_input *inputs, const plm_uncertain_as *as,
                                const double *drawn, size_t count, placement_error *err);

#endif
