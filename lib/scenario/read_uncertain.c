/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Uncertain inputs and their correlations.
 */
#include "scenario/correlation.h"
#include "scenario/inputs.h"
#include "scenario/sections.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const plm_number_rule rho_rule = {-1, 1, false, false, "a number from -1 to 1"};

/* In a file with other problems an input may lead to what could not be read: it is let pass if the text has it. */
static void report_input(plm_reader *r, const plm_json_value *value, const char *problem, bool other_problems)
{
  plm_words words = {{0}, 0};
  if (strcmp(problem, "out of memory") == 0) {
    r->out_of_memory = true;
    return;
  }
  if (other_problems && plm_json_at(&r->tree, r->tree.values, plm_json_string(value)) != NULL)
    return;
  plm_words_add(&words, "found ");
  plm_json_show(&r->tree, value, &words);
  plm_words_add(&words, ", which ");
  plm_words_add(&words, problem);
  plm_report(r, value, PLACEMENT_ERROR_SCENARIO, words.text);
}

/* Resolves the input of entry `i` and notes what does not go with it. */
static void check_input(plm_reader *r, const plm_json_value *entry, plm_input *inputs, size_t i, bool other_problems)
{
  const plm_uncertain *uncertain = &r->scenario->uncertain[i];
  const plm_json_value *value = plm_get(r, entry, "input"), *as = plm_get(r, entry, "as");
  const char *problem = plm_input_resolve(r->scenario, uncertain->input, &inputs[i]);
  if (problem != NULL) {
    report_input(r, value, problem, other_problems);
    inputs[i] = (plm_input){.pointer = NULL};
    return;
  }
  if (inputs[i].kind == PLM_INPUT_DISTRIBUTION && as != NULL && uncertain->as != PLM_AS_FACTOR)
    plm_report_found(r, as, "as", "\"factor\": the input is a distribution");
  for (size_t j = 0; j < i; j++) {
    if (inputs[j].pointer != NULL && plm_input_same(&inputs[i], &inputs[j])) {
      plm_report(r, value, PLACEMENT_ERROR_SCENARIO, "this input is given before");
      return;
    }
  }
}

static void read_entry(plm_reader *r, const plm_json_value *entry, plm_uncertain *uncertain)
{
  static const plm_member keys[] = {
      {"input", PLM_KEY_REQUIRED}, {"as", PLM_KEY_REQUIRED}, {"distribution", PLM_KEY_REQUIRED}, PLM_KEYS_END};
  static const char *const ways[] = {"value", "factor", "add", NULL};
  uncertain->distribution = plm_distribution_constant(0);
  if (!plm_check_object(r, entry, "each uncertain input", keys))
    return;
  uncertain->input = plm_read_text(r, entry, "input", false);
  uncertain->as = (plm_uncertain_as)plm_read_choice(r, entry, "as", ways, PLM_AS_VALUE);
  plm_read_distribution(r, entry, "distribution", true, &uncertain->distribution);
}

void plm_read_uncertain(plm_reader *r, const plm_json_value *root)
{
  placement_scenario *s = r->scenario;
  const plm_json_value *list = plm_get(r, root, "uncertain");
  bool other_problems = placement_problems_count(r->problems) > 0;
  plm_input *inputs;
  s->uncertain =
      plm_new_items(r, root, "uncertain", PLACEMENT_LIMIT_UNCERTAIN, sizeof *s->uncertain, &s->uncertain_count);
  inputs = plm_reader_array(r, s->uncertain_count, sizeof *inputs);
  if (s->uncertain == NULL || inputs == NULL || r->out_of_memory)
    goto out;
  for (const plm_json_value *entry = plm_json_first(list); entry != NULL; entry = plm_json_next(&r->tree, entry)) {
    read_entry(r, entry, &s->uncertain[entry->position]);
    if (s->uncertain[entry->position].input != NULL)
      check_input(r, entry, inputs, entry->position, other_problems);
  }
out:
  free(inputs);
}

/* The position in `uncertain` that a number or pointer names; -1, with the problem noted, if there is none. */
static int32_t read_position(plm_reader *r, const plm_json_value *value)
{
  const placement_scenario *s = r->scenario;
  const char *pointer = plm_json_string(value);
  double number = -1;
  for (size_t i = 0; pointer != NULL && i < s->uncertain_count; i++)
    if (s->uncertain[i].input != NULL && strcmp(s->uncertain[i].input, pointer) == 0)
      return (int32_t)i;
  if (plm_json_number(value, &number) && number >= 0 && number < (double)s->uncertain_count && number == floor(number))
    return (int32_t)number;
  plm_report_found(r, value, "each entry", "a position in uncertain, from 0, or the input of one of its entries");
  return -1;
}

static void read_inputs(plm_reader *r, const plm_json_value *correlation, int32_t pair[2])
{
  const plm_json_value *inputs = plm_get(r, correlation, "inputs");
  if (inputs == NULL)
    return;
  if (!plm_json_is_list(inputs) || inputs->entries != 2) {
    plm_report_found(r, inputs, "inputs", "a list of two entries of uncertain");
    return;
  }
  for (const plm_json_value *entry = plm_json_first(inputs); entry != NULL; entry = plm_json_next(&r->tree, entry))
    pair[entry->position] = read_position(r, entry);
  if (pair[0] >= 0 && pair[0] == pair[1])
    plm_report(r, inputs, PLACEMENT_ERROR_SCENARIO, "the two inputs must not be the same");
}

static void read_correlation(plm_reader *r, const plm_json_value *value, bool *given)
{
  static const plm_member keys[] = {{"inputs", PLM_KEY_REQUIRED}, {"rho", PLM_KEY_REQUIRED}, PLM_KEYS_END};
  placement_scenario *s = r->scenario;
  int32_t pair[2] = {-1, -1};
  double rho;
  size_t a, b;
  if (!plm_check_object(r, value, "each correlation", keys))
    return;
  rho = plm_read_number(r, value, "rho", &rho_rule, 0);
  read_inputs(r, value, pair);
  if (pair[0] < 0 || pair[1] < 0 || pair[0] == pair[1])
    return;
  a = (size_t)pair[0] * s->uncertain_count + (size_t)pair[1];
  b = (size_t)pair[1] * s->uncertain_count + (size_t)pair[0];
  if (given[a])
    plm_report(r, value, PLACEMENT_ERROR_SCENARIO, "this pair of inputs is given before");
  given[a] = given[b] = true;
  s->correlation[a] = s->correlation[b] = rho;
}

static void check_matrix(plm_reader *r, const plm_json_value *list)
{
  const placement_scenario *s = r->scenario;
  size_t cells = s->uncertain_count * s->uncertain_count;
  double *matrix = plm_reader_array(r, cells, sizeof *matrix);
  double *factor = plm_reader_array(r, cells, sizeof *factor);
  if (matrix != NULL && factor != NULL) {
    memcpy(matrix, s->correlation, cells * sizeof *matrix);
    if (!plm_correlation_factor(matrix, s->uncertain_count, factor))
      plm_report(r, list, PLACEMENT_ERROR_SCENARIO,
                 "no inputs can be correlated like this: the matrix is not positive semi-definite");
  }
  free(matrix);
  free(factor);
}

void plm_read_correlations(plm_reader *r, const plm_json_value *root)
{
  placement_scenario *s = r->scenario;
  const plm_json_value *list = plm_get(r, root, "correlations");
  size_t n = s->uncertain_count, problems = placement_problems_count(r->problems);
  bool *given = NULL;
  if (n > 0 && (s->correlation = plm_reader_array(r, n * n, sizeof *s->correlation)) == NULL)
    return;
  for (size_t i = 0; i < n; i++)
    s->correlation[i * n + i] = 1;
  if (list == NULL || !plm_check_list(r, list, "correlations", PLACEMENT_LIMIT_LIST))
    return;
  given = plm_reader_array(r, n * n, sizeof *given);
  if (given == NULL)
    return;
  for (const plm_json_value *entry = plm_json_first(list); entry != NULL; entry = plm_json_next(&r->tree, entry))
    read_correlation(r, entry, given);
  free(given);
  if (n > 0 && placement_problems_count(r->problems) == problems)
    check_matrix(r, list);
}
