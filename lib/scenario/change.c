/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Scenarios with other numbers.
 */
#include <placement/change.h>

#include "base/decimal.h"
#include "base/error.h"
#include "base/memory.h"
#include "base/sha256.h"
#include "scenario/arrivals.h"
#include "scenario/inputs.h"
#include "scenario/words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SHOWN_BYTES 120
#define ROUNDING 1e-12 /* of a value that is computed */

static const char *const ways[] = {"value", "factor", "add"};

/* Fails with the pointer, and a message of the pointer and what `words` say about it. */
static placement_status refuse(placement_error *err, const char *pointer, const char *words)
{
  plm_words message = {{0}, 0}, shown = {{0}, 0};
  plm_words_add_shortened(&message, pointer, strlen(pointer), SHOWN_BYTES, "");
  plm_words_add(&message, " ");
  plm_words_add(&message, words);
  (void)plm_fail(err, PLACEMENT_ERROR_SCENARIO, "%s", message.text);
  plm_words_add_visible(&shown, pointer, strlen(pointer));
  if (err != NULL)
    plm_copy_text(err->pointer, sizeof err->pointer, shown.text);
  return PLACEMENT_ERROR_SCENARIO;
}

static placement_status resolve(placement_scenario *s, const char *pointer, plm_input *input, placement_error *err)
{
  const char *why = plm_input_resolve(s, pointer, input);
  if (why == NULL)
    return PLACEMENT_OK;
  return strcmp(why, "out of memory") == 0 ? plm_fail_memory(err) : refuse(err, pointer, why);
}

/* The position of the input among those that are uncertain; -1 if it is none of them. */
static placement_status find_uncertain(placement_scenario *s, const plm_input *input, int32_t *position,
                                       placement_error *err)
{
  *position = -1;
  for (size_t i = 0; i < s->uncertain_count && *position < 0; i++) {
    plm_input other;
    placement_status status = resolve(s, s->uncertain[i].input, &other, err);
    if (status != PLACEMENT_OK)
      return status;
    if (plm_input_same(input, &other))
      *position = (int32_t)i;
  }
  return PLACEMENT_OK;
}

placement_status placement_scenario_input(const placement_scenario *scenario, const char *pointer,
                                          placement_input *input, placement_error *err)
{
  placement_scenario *s = (placement_scenario *)scenario; /* to point into; nothing is written */
  plm_input resolved;
  int32_t uncertain = -1;
  placement_status status;
  if (scenario == NULL || pointer == NULL || input == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "scenario, pointer and input must not be NULL");
  status = resolve(s, pointer, &resolved, err);
  if (status == PLACEMENT_OK)
    status = find_uncertain(s, &resolved, &uncertain, err);
  if (status != PLACEMENT_OK)
    return status;
  *input = (placement_input){.value = resolved.base,
                             .low = resolved.low,
                             .high = resolved.high,
                             .whole = resolved.kind == PLM_INPUT_WHOLE,
                             .factor_only = resolved.kind == PLM_INPUT_DISTRIBUTION,
                             .uncertain = uncertain};
  return PLACEMENT_OK;
}

/* Says that the input would be `value`, and what it must be. */
static placement_status refuse_value(placement_error *err, const plm_input *input, double value)
{
  char words[256], printed[64];
  bool whole = input->kind == PLM_INPUT_WHOLE;
  plm_write_number(value, printed);
  (void)snprintf(words, sizeof words, "would be %s, but must be %s from %.20s to %.20s",
                 isfinite(value) ? printed : "beyond all numbers", whole ? "a whole number" : "a number",
                 plm_format_number(input->low).text, plm_format_number(input->high).text);
  return refuse(err, input->pointer, words);
}

static placement_status check_value(const plm_input *input, const placement_change *change, placement_error *err)
{
  double value = change->as == PLACEMENT_CHANGE_VALUE    ? change->amount
                 : change->as == PLACEMENT_CHANGE_FACTOR ? input->base * change->amount
                                                         : input->base + change->amount;
  double below = input->low - ROUNDING * fmax(1, fabs(input->low));
  double above = input->high + ROUNDING * fmax(1, fabs(input->high));
  bool sound = value >= below && value <= above;
  if (sound && input->kind == PLM_INPUT_WHOLE)
    sound = fabs(value - floor(value + 0.5)) <= ROUNDING * fmax(1, fabs(value));
  return sound ? PLACEMENT_OK : refuse_value(err, input, value);
}

/* Checks change `i`, whose input has been resolved like those before it. */
static placement_status check(placement_scenario *s, const plm_input *inputs, const placement_change *changes, size_t i,
                              placement_error *err)
{
  const placement_change *change = &changes[i];
  int32_t uncertain;
  placement_status status;
  for (size_t j = 0; j < i; j++)
    if (plm_input_same(&inputs[i], &inputs[j]))
      return refuse(err, change->pointer, "is changed twice");
  if (inputs[i].kind == PLM_INPUT_DISTRIBUTION && change->as != PLACEMENT_CHANGE_FACTOR)
    return refuse(err, change->pointer, "is a distribution, which changes only by a factor");
  status = find_uncertain(s, &inputs[i], &uncertain, err);
  if (status == PLACEMENT_OK && uncertain >= 0 && s->uncertain[uncertain].as == PLM_AS_VALUE)
    return refuse(err, change->pointer, "is uncertain and its value drawn, so that to change it would do nothing");
  return status == PLACEMENT_OK ? check_value(&inputs[i], change, err) : status;
}

/* What the loader checks of several numbers together. */
static placement_status check_arrivals(const placement_scenario *s, placement_error *err)
{
  double expected = 0;
  for (size_t g = 0; g < s->group_count; g++) {
    double sum = 0;
    char pointer[64];
    for (size_t month = 0; month < 12; month++)
      sum += s->groups[g].seasonality[month];
    (void)snprintf(pointer, sizeof pointer, "/groups/%zu/seasonality", g);
    if (sum <= 0)
      return refuse(err, pointer, "must have at least one month above 0");
    expected += plm_expected_arrivals(s, &s->groups[g]);
  }
  if (expected <= PLACEMENT_LIMIT_ARRIVALS)
    return PLACEMENT_OK;
  return plm_fail(err, PLACEMENT_ERROR_LIMIT,
                  "the changes make all groups together expect more than 10,000,000 arrivals over the horizon");
}

static placement_status set_inputs(placement_scenario *s, const placement_change *changes, size_t count,
                                   placement_error *err)
{
  plm_input *inputs = plm_new_array(count, sizeof *inputs);
  plm_uncertain_as *as = plm_new_array(count, sizeof *as);
  double *amounts = plm_new_array(count, sizeof *amounts);
  placement_status status = PLACEMENT_OK;
  if (inputs == NULL || as == NULL || amounts == NULL)
    status = plm_fail_memory(err);
  for (size_t i = 0; i < count && status == PLACEMENT_OK; i++) {
    as[i] = changes[i].as == PLACEMENT_CHANGE_VALUE    ? PLM_AS_VALUE
            : changes[i].as == PLACEMENT_CHANGE_FACTOR ? PLM_AS_FACTOR
                                                       : PLM_AS_ADD;
    amounts[i] = changes[i].amount;
    status = resolve(s, changes[i].pointer, &inputs[i], err);
    if (status == PLACEMENT_OK)
      status = check(s, inputs, changes, i, err);
  }
  if (status == PLACEMENT_OK)
    status = plm_inputs_set(s, inputs, as, amounts, count, err);
  if (status == PLACEMENT_OK)
    status = check_arrivals(s, err);
  free(inputs);
  free(as);
  free(amounts);
  return status;
}

/* The digest of what was changed and how. */
static placement_status digest(placement_scenario *s, const placement_change *changes, size_t count,
                               placement_error *err)
{
  size_t size = sizeof s->sha256 + 1, length = 0;
  char *lines;
  for (size_t i = 0; i < count; i++)
    size += strlen(changes[i].pointer) + 80;
  lines = plm_new_array(size, 1);
  if (lines == NULL)
    return plm_fail_memory(err);
  length += (size_t)snprintf(lines, size, "%s\n", s->sha256);
  for (size_t i = 0; i < count; i++) {
    char amount[64];
    plm_write_number(changes[i].amount, amount);
    length +=
        (size_t)snprintf(lines + length, size - length, "%s %s %s\n", changes[i].pointer, ways[changes[i].as], amount);
  }
  plm_sha256(lines, length, s->sha256);
  free(lines);
  return PLACEMENT_OK;
}

placement_status plm_scenario_keep_text(placement_scenario *s, const placement_scenario *from, placement_error *err)
{
  if (from->text == NULL)
    return PLACEMENT_OK;
  s->text = plm_new_array(from->text_length + 1, 1);
  if (s->text == NULL)
    return plm_fail_memory(err);
  memcpy(s->text, from->text, from->text_length);
  s->text_length = from->text_length;
  return PLACEMENT_OK;
}

static placement_status check_arguments(const placement_scenario *scenario, const placement_change *changes,
                                        size_t count, placement_scenario **changed, placement_error *err)
{
  if (scenario == NULL || changed == NULL || (changes == NULL && count > 0))
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "scenario, changes and changed must not be NULL");
  for (size_t i = 0; i < count; i++) {
    if (changes[i].pointer == NULL)
      return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "change %zu has no pointer", i);
    if (changes[i].as < PLACEMENT_CHANGE_VALUE || changes[i].as > PLACEMENT_CHANGE_ADD)
      return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "change %zu is neither a value nor a factor nor to be added", i);
    if (!isfinite(changes[i].amount))
      return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "the amount of change %zu is not finite", i);
  }
  return PLACEMENT_OK;
}

placement_status placement_scenario_change(const placement_scenario *scenario, const placement_change *changes,
                                           size_t count, placement_scenario **changed, placement_error *err)
{
  placement_scenario *s = NULL;
  placement_status status = check_arguments(scenario, changes, count, changed, err);
  if (status == PLACEMENT_OK)
    status = plm_scenario_copy(scenario, &s, err);
  if (status != PLACEMENT_OK)
    return status;
  if (count == 0)
    status = plm_scenario_keep_text(s, scenario, err);
  else if ((status = set_inputs(s, changes, count, err)) == PLACEMENT_OK)
    status = digest(s, changes, count, err);
  if (status == PLACEMENT_OK)
    *changed = s;
  else
    placement_scenario_free(s);
  return status;
}
