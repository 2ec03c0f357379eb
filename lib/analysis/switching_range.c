/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The inputs of a search for switching values, and the range of amounts in which it looks.
 */
#include "analysis/switching.h"
#include "base/decimal.h"
#include "base/error.h"
#include "base/memory.h"
#include "scenario/input_key.h"
#include "scenario/words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SHOWN_BYTES 120
#define ROUNDING 1e-12
#define LEAST_FACTOR 0.25
#define MOST_FACTOR 4

typedef struct range {
  double low, high;
} range;

static const range everything = {-INFINITY, INFINITY};

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

static range common(range a, range b)
{
  return (range){fmax(a.low, b.low), fmin(a.high, b.high)};
}

/* The amounts that lead to values of the input within `values`. */
static range amounts_for(const placement_input *input, int32_t as, range values)
{
  if (as == PLACEMENT_CHANGE_VALUE)
    return values;
  if (as == PLACEMENT_CHANGE_ADD)
    return (range){values.low - input->value, values.high - input->value};
  if (input->value == 0)
    return everything;
  double a = values.low / input->value, b = values.high / input->value;
  return (range){fmin(a, b), fmax(a, b)};
}

static bool is_share(const placement_input *input)
{
  return !input->factor_only && input->low >= 0 && input->high <= 1;
}

/* The values that are looked at if nothing else is said; nothing if the input is 0. */
static range usual_values(const placement_input *input)
{
  double a = input->value * LEAST_FACTOR, b = input->value * MOST_FACTOR;
  range usual = {fmin(a, b), fmax(a, b)};
  if (is_share(input))
    usual = everything;
  else if (input->whole)
    usual = (range){fmin(usual.low, 0), fmax(usual.high, 0)};
  return common(usual, (range){input->low, input->high});
}

static placement_status read_inputs(placement_switching *s, const placement_scenario *scenario,
                                    const placement_switching_question *q, placement_error *err)
{
  bool any_changes = false, any_whole = false;
  s->input_count = q->pointer_count;
  s->pointers = plm_new_array(q->pointer_count, sizeof *s->pointers);
  s->inputs = plm_new_array(q->pointer_count, sizeof *s->inputs);
  s->labels = plm_new_array(q->pointer_count, sizeof *s->labels);
  if (s->pointers == NULL || s->inputs == NULL || s->labels == NULL)
    return plm_fail_memory(err);
  for (size_t i = 0; i < q->pointer_count; i++) {
    placement_input *input = &s->inputs[i];
    placement_status status = placement_scenario_input(scenario, q->pointers[i], input, err);
    if (status != PLACEMENT_OK)
      return status;
    s->pointers[i] = plm_copy_string(q->pointers[i]);
    s->labels[i] = plm_input_label(scenario, q->pointers[i]);
    if (s->pointers[i] == NULL || s->labels[i] == NULL)
      return plm_fail_memory(err);
    if (input->whole && q->as == PLACEMENT_CHANGE_FACTOR)
      return refuse(err, q->pointers[i], "is a whole number, which stays none by a factor: set it, or add to it");
    if (input->factor_only && q->as != PLACEMENT_CHANGE_FACTOR)
      return refuse(err, q->pointers[i], "is a distribution, which changes only by a factor");
    any_changes = any_changes || input->value != 0;
    any_whole = any_whole || input->whole;
    s->uncertain = s->uncertain || input->uncertain >= 0;
  }
  if (q->as == PLACEMENT_CHANGE_FACTOR && !any_changes)
    return refuse(err, q->pointers[0], "is 0, which no factor changes");
  s->as = q->as;
  s->whole = any_whole;
  return PLACEMENT_OK;
}

/* Whether the inputs can be changed at all, alone and together: by a factor of 1, which keeps them as they are. */
static placement_status try_change(const placement_scenario *scenario, const placement_switching_question *q,
                                   placement_error *err)
{
  placement_scenario *changed = NULL;
  placement_change *changes = plm_new_array(q->pointer_count, sizeof *changes);
  placement_status status = changes == NULL ? plm_fail_memory(err) : PLACEMENT_OK;
  for (size_t i = 0; i < q->pointer_count && status == PLACEMENT_OK; i++)
    changes[i] = (placement_change){q->pointers[i], PLACEMENT_CHANGE_FACTOR, 1};
  if (status == PLACEMENT_OK)
    status = placement_scenario_change(scenario, changes, q->pointer_count, &changed, err);
  placement_scenario_free(changed);
  free(changes);
  return status;
}

double plm_switching_present(const placement_switching *s)
{
  double value = s->inputs[0].value;
  if (s->as != PLACEMENT_CHANGE_VALUE)
    return s->as == PLACEMENT_CHANGE_FACTOR ? 1 : 0;
  for (size_t i = 1; i < s->input_count; i++)
    value = s->inputs[i].value == value ? value : NAN;
  return value;
}

static placement_status usual_range(const placement_switching *s, range *found, placement_error *err)
{
  *found = s->as == PLACEMENT_CHANGE_FACTOR ? (range){LEAST_FACTOR, MOST_FACTOR} : everything;
  for (size_t i = 0; i < s->input_count; i++) {
    const placement_input *input = &s->inputs[i];
    range values = {input->low, input->high};
    if (s->as != PLACEMENT_CHANGE_FACTOR) {
      if (input->value == 0 && !is_share(input))
        return refuse(err, s->pointers[i], "is 0, which suggests no range to look in: give one");
      values = usual_values(input);
    }
    *found = common(*found, amounts_for(input, s->as, values));
  }
  if (s->whole)
    *found = (range){ceil(found->low), floor(found->high)};
  if (found->low < found->high)
    return PLACEMENT_OK;
  return refuse(err, s->pointers[0], "and the other inputs have no usual range in common: give one");
}

/* A range that is asked for must be allowed for each input. */
static placement_status asked_range(const placement_switching *s, range *asked, placement_error *err)
{
  for (size_t i = 0; i < s->input_count; i++) {
    const placement_input *input = &s->inputs[i];
    range allowed = amounts_for(input, s->as, (range){input->low, input->high});
    if (asked->low >= allowed.low - ROUNDING * fmax(1, fabs(allowed.low)) &&
        asked->high <= allowed.high + ROUNDING * fmax(1, fabs(allowed.high)))
      continue;
    char words[128];
    (void)snprintf(words, sizeof words, "allows only amounts from %.40s to %.40s", plm_format_number(allowed.low).text,
                   plm_format_number(allowed.high).text);
    return refuse(err, s->pointers[i], words);
  }
  if (s->whole)
    *asked = (range){ceil(asked->low), floor(asked->high)};
  if (asked->low < asked->high)
    return PLACEMENT_OK;
  return refuse(err, s->pointers[0], "is a whole number, of which the range does not hold two");
}

/* Whether `other` has the same values, which then stay as they are. */
static bool has_same(const placement_scenario *other, const placement_switching *s)
{
  for (size_t i = 0; i < s->input_count; i++) {
    placement_input input;
    if (placement_scenario_input(other, s->pointers[i], &input, NULL) != PLACEMENT_OK ||
        input.value != s->inputs[i].value || input.factor_only != s->inputs[i].factor_only)
      return false;
  }
  return true;
}

placement_status plm_switching_read(placement_switching *s, const placement_scenario *scenario,
                                    const placement_switching_question *q, placement_error *err)
{
  range found = {q->low, q->high};
  placement_status status = read_inputs(s, scenario, q, err);
  if (status == PLACEMENT_OK)
    status = try_change(scenario, q, err);
  if (status == PLACEMENT_OK && q->against != NULL && q->both)
    status = try_change(q->against, q, err);
  if (status == PLACEMENT_OK)
    status = q->low == 0 && q->high == 0 ? usual_range(s, &found, err) : asked_range(s, &found, err);
  if (status != PLACEMENT_OK)
    return status;
  s->low = found.low;
  s->high = found.high;
  s->both = q->against != NULL && q->both;
  s->other_same = q->against != NULL && !q->both && has_same(q->against, s);
  return PLACEMENT_OK;
}
