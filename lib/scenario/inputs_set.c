/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Giving inputs new values.
 */
#include "base/error.h"
#include "base/memory.h"
#include "scenario/inputs.h"
#include "scenario/reader.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void plm_write_number(double number, char text[64])
{
  char printed[64];
  size_t length = 0;
  (void)snprintf(printed, sizeof printed, "%.17g", number);
  for (const char *c = printed; *c != '\0'; c++) {
    if (strchr("0123456789+-e", *c) != NULL)
      text[length++] = *c;
    else if (length > 0 && text[length - 1] != '.') /* the decimal point, which may have several bytes */
      text[length++] = '.';
  }
  text[length] = '\0';
}

/* Replaces a number in the distribution's text. Positions of values stay what they are. */
static placement_status edit_source(const plm_input *input, double number, placement_error *err)
{
  plm_json_tree tree;
  const plm_json_value *value;
  const char *source = input->distribution->source;
  char text[64], *edited;
  size_t length = strlen(source), added;
  placement_status status = plm_json_tree_parse(&tree, source, length, err);
  if (status != PLACEMENT_OK)
    return status;
  value = &tree.values[input->value];
  plm_write_number(number, text);
  added = strlen(text);
  edited = plm_new_array(length - (value->end - value->offset) + added + 1, 1);
  if (edited != NULL) {
    memcpy(edited, source, value->offset);
    memcpy(edited + value->offset, text, added);
    memcpy(edited + value->offset + added, source + value->end, length - value->end);
  }
  plm_json_tree_clear(&tree);
  if (edited == NULL)
    return plm_fail_memory(err);
  free(input->distribution->source);
  input->distribution->source = edited;
  return PLACEMENT_OK;
}

double plm_input_combine(const plm_input *input, plm_uncertain_as as, double drawn)
{
  double value = as == PLM_AS_VALUE ? drawn : as == PLM_AS_FACTOR ? input->base * drawn : input->base + drawn;
  if (input->kind == PLM_INPUT_WHOLE)
    value = floor(value + 0.5);
  return fmin(fmax(value, input->low), input->high);
}

static placement_status set(const plm_input *input, plm_uncertain_as as, double drawn, placement_error *err)
{
  double value = plm_input_combine(input, as, drawn);
  switch (input->kind) {
  case PLM_INPUT_NUMBER:
    *input->number = value;
    break;
  case PLM_INPUT_WHOLE:
    *input->whole = (int32_t)value;
    break;
  case PLM_INPUT_DISTRIBUTION:
    if (as != PLM_AS_FACTOR)
      return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "a distribution varies only by a factor");
    input->distribution->scale = value;
    break;
  case PLM_INPUT_PARAMETER:
    return edit_source(input, value, err);
  }
  return PLACEMENT_OK;
}

/* Reads the distribution again from its text; the scale stays. */
static placement_status read_again(const plm_input *input, double value, placement_error *err)
{
  plm_distribution *d = input->distribution;
  placement_error problem = PLACEMENT_ERROR_INIT;
  char text[64];
  double scale = d->scale;
  char *source = d->source;
  placement_status status;
  d->source = NULL; /* it is needed until it is read */
  status = plm_parse_distribution(source, input->may_be_negative, d, &problem);
  if (status == PLACEMENT_OK) {
    d->scale = scale;
    free(source);
    return PLACEMENT_OK;
  }
  d->source = source;
  if (status == PLACEMENT_ERROR_MEMORY)
    return plm_fail_memory(err);
  plm_write_number(value, text);
  (void)plm_fail(err, PLACEMENT_ERROR_SCENARIO, "with %s at %s the distribution is not sound: %s", input->pointer, text,
                 problem.message);
  if (err != NULL)
    plm_copy_text(err->pointer, sizeof err->pointer, input->pointer);
  return PLACEMENT_ERROR_SCENARIO;
}

static bool is_read(const plm_input *inputs, size_t i)
{
  for (size_t j = 0; j < i; j++)
    if (inputs[j].kind == PLM_INPUT_PARAMETER && inputs[j].distribution == inputs[i].distribution)
      return true;
  return false;
}

/* The fee in emergencies is that of other placements unless it is given. */
static placement_status follow_fee(const placement_scenario *s, const plm_input *input, placement_error *err)
{
  plm_group *group;
  plm_distribution copy;
  if (input->section != PLM_SECTION_GROUP)
    return PLACEMENT_OK;
  group = &s->groups[input->position];
  if (group->has_emergency_fee ||
      (input->distribution != &group->weekly_fee && input->number != &group->weekly_fee.a[0]))
    return PLACEMENT_OK;
  if (plm_distribution_copy(&copy, &group->weekly_fee) != PLACEMENT_OK)
    return plm_fail_memory(err);
  plm_distribution_clear(&group->emergency_fee);
  group->emergency_fee = copy;
  return PLACEMENT_OK;
}

placement_status plm_inputs_set(placement_scenario *scenario, const plm_input *inputs, const plm_uncertain_as *as,
                                const double *drawn, size_t count, placement_error *err)
{
  placement_status status = PLACEMENT_OK;
  bool spread = false;
  for (size_t i = 0; i < count && status == PLACEMENT_OK; i++) {
    status = set(&inputs[i], as[i], drawn[i], err);
    spread = spread || inputs[i].section == PLM_SECTION_COMPATIBILITY;
  }
  for (size_t i = 0; i < count && status == PLACEMENT_OK; i++)
    if (inputs[i].kind == PLM_INPUT_PARAMETER && !is_read(inputs, i))
      status = read_again(&inputs[i], plm_input_combine(&inputs[i], as[i], drawn[i]), err);
  for (size_t i = 0; i < count && status == PLACEMENT_OK; i++)
    status = follow_fee(scenario, &inputs[i], err);
  if (spread)
    plm_spread_compatibility(scenario);
  return status;
}
