/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/search.h"
#include "base/error.h"
#include "base/memory.h"
#include "base/read_file.h"
#include "base/write_file.h"
#include "scenario/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

size_t plm_search_choice(const placement_search *s, size_t candidate, size_t decision)
{
  for (size_t d = s->decision_count - 1; d > decision; d--)
    candidate /= s->decisions[d].choice_count;
  return candidate % s->decisions[decision].choice_count;
}

void placement_search_free(placement_search *s)
{
  if (s == NULL)
    return;
  for (size_t d = 0; s->decisions != NULL && d < s->decision_count; d++) {
    plm_decision *decision = &s->decisions[d];
    for (size_t c = 0; decision->choices != NULL && c < decision->choice_count; c++) {
      free(decision->choices[c].id);
      free(decision->choices[c].label);
      free(decision->choices[c].json);
      free(decision->choices[c].at.pointer);
    }
    free(decision->choices);
    free(decision->homes);
    free(decision->id);
    free(decision->label);
  }
  for (size_t i = 0; s->limits != NULL && i < s->limit_count; i++)
    free(s->limits[i].label);
  free(s->decisions);
  free(s->limits);
  free(s->objective_label);
  free(s->title);
  free(s->name);
  placement_plan_free(s->plan);
  placement_scenario_free(s->base);
  free(s);
}

/* --- candidates that are no sound scenario --- */

/* The choices of a candidate, such as `phase-2-size four-bed, phase-2-homes 3`. */
static void add_choices(const placement_search *s, size_t candidate, plm_words *words)
{
  for (size_t d = 0; d < s->decision_count; d++) {
    plm_words_add(words, d > 0 ? ", " : "");
    plm_words_add(words, s->decisions[d].id);
    plm_words_add(words, " ");
    plm_words_add(words, s->decisions[d].choices[plm_search_choice(s, candidate, d)].id);
  }
}

/* The problem of a candidate, told where the choice is that makes it, or of the whole if it is SIZE_MAX. */
static placement_status add_problem(const placement_search *s, size_t candidate, size_t decision,
                                    const placement_error *found, placement_problems *problems)
{
  placement_error problem = PLACEMENT_ERROR_INIT;
  plm_words words = {{0}, 0};
  problem.code = found->code;
  plm_copy_text(problem.file, sizeof problem.file, s->name);
  if (decision < s->decision_count) {
    const plm_decision *d = &s->decisions[decision];
    const plm_choice *choice = &d->choices[plm_search_choice(s, candidate, decision)];
    problem.line = choice->at.place.line;
    problem.column = choice->at.place.column;
    plm_copy_text(problem.pointer, sizeof problem.pointer, choice->at.pointer);
    plm_words_add(&words, "choice ");
    plm_words_add_quoted(&words, choice->id);
    plm_words_add(&words, " of decision ");
    plm_words_add_quoted(&words, d->id);
  } else {
    plm_words_add(&words, "candidate ");
    add_choices(s, candidate, &words);
  }
  plm_words_add(&words, ": ");
  if (found->pointer[0] != '\0') {
    plm_words_add(&words, found->pointer);
    plm_words_add(&words, ": ");
  }
  plm_words_add(&words, found->message);
  plm_copy_text(problem.message, sizeof problem.message, words.text);
  return plm_problems_add(problems, &problem);
}

/* Adds all problems of one candidate, as those of the decision that is tried, unless it is known which it is. */
static placement_status try_candidate(const placement_search *s, size_t candidate, size_t tried,
                                      placement_problems *problems)
{
  placement_problems *found = NULL;
  placement_scenario *scenario = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  size_t decision;
  placement_status status = placement_problems_new(&found, NULL), added = PLACEMENT_OK;
  if (status != PLACEMENT_OK)
    return status;
  status = plm_candidate_scenario(s, candidate, &scenario, &decision, found, &err);
  decision = decision < s->decision_count ? decision : tried;
  if (status == PLACEMENT_ERROR_MEMORY)
    added = status;
  else if (status != PLACEMENT_OK && placement_problems_count(found) == 0)
    added = add_problem(s, candidate, decision, &err, problems);
  for (size_t i = 0; i < placement_problems_count(found) && added == PLACEMENT_OK; i++)
    added = add_problem(s, candidate, decision, placement_problems_at(found, i), problems);
  placement_scenario_free(scenario);
  placement_problems_free(found);
  return added;
}

/* Tries each choice with the first of all other decisions. If these themselves do not go together, nothing else would.
 */
static placement_status try_choices(const placement_search *s, placement_problems *problems)
{
  size_t stride = 1;
  placement_status status = try_candidate(s, 0, SIZE_MAX, problems);
  if (status != PLACEMENT_OK || placement_problems_count(problems) > 0)
    return status;
  for (size_t d = s->decision_count; d-- > 0 && status == PLACEMENT_OK;) {
    for (size_t c = 1; c < s->decisions[d].choice_count && status == PLACEMENT_OK; c++)
      status = try_candidate(s, c * stride, d, problems);
    stride *= s->decisions[d].choice_count;
  }
  return status;
}

/* --- loading --- */

static placement_status load(const char *text, size_t length, const char *name, const placement_scenario *scenario,
                             placement_search *s, placement_problems *found, placement_error *err)
{
  placement_status status;
  s->name = plm_copy_string(name != NULL ? name : "");
  if (s->name == NULL)
    return plm_fail_memory(err);
  status = placement_scenario_load_text(scenario->text, scenario->text_length, scenario->name, &s->base, NULL, err);
  if (status == PLACEMENT_OK)
    status = placement_plan_new(s->base, &s->plan, err);
  if (status != PLACEMENT_OK)
    return status;
  if (plm_search_read(s, text, length, found) != PLACEMENT_OK)
    return plm_fail_memory(err);
  if (placement_problems_count(found) > 0)
    return PLACEMENT_OK;
  s->objective_label = plm_measure_words(s, &s->objective);
  if (s->objective_label == NULL || try_choices(s, found) != PLACEMENT_OK)
    return plm_fail_memory(err);
  plm_problems_sort(found);
  return PLACEMENT_OK;
}

placement_status placement_search_load_text(const char *text, size_t length, const char *name,
                                            const placement_scenario *scenario, placement_search **search,
                                            placement_problems *problems, placement_error *err)
{
  placement_search *s;
  placement_problems *found = NULL;
  placement_status status;
  if (text == NULL || scenario == NULL || search == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "text, scenario and search must not be NULL");
  if (scenario->text == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT,
                    "the scenario has no text to search in, because its numbers were changed");
  s = plm_new_array(1, sizeof *s);
  status = s != NULL ? placement_problems_new(&found, err) : plm_fail_memory(err);
  if (status == PLACEMENT_OK)
    status = load(text, length, name, scenario, s, found, err);
  if (status == PLACEMENT_OK)
    status = plm_problems_deliver(found, problems, err);
  placement_problems_free(found);
  if (status == PLACEMENT_OK)
    *search = s;
  else
    placement_search_free(s);
  return status;
}

placement_status placement_search_load_file(const char *path, const placement_scenario *scenario,
                                            placement_search **search, placement_problems *problems,
                                            placement_error *err)
{
  char *text = NULL;
  size_t length = 0;
  placement_error problem = PLACEMENT_ERROR_INIT;
  placement_status status;
  if (path == NULL || scenario == NULL || search == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "path, scenario and search must not be NULL");
  status = plm_read_file(path, PLACEMENT_LIMIT_FILE_BYTES, &text, &length, &problem);
  if (status == PLACEMENT_OK) {
    status = placement_search_load_text(text, length, path, scenario, search, problems, err);
    free(text);
    return status;
  }
  plm_copy_text(problem.file, sizeof problem.file, path);
  if (problems != NULL && status != PLACEMENT_ERROR_MEMORY && plm_problems_add(problems, &problem) != PLACEMENT_OK)
    return plm_fail_memory(err);
  if (err != NULL)
    *err = problem;
  return status;
}

/* --- what a search says --- */

static const plm_decision *decision_at(const placement_search *s, size_t decision)
{
  return s != NULL && decision < s->decision_count ? &s->decisions[decision] : NULL;
}

static const plm_choice *choice_at(const placement_search *s, size_t decision, size_t choice)
{
  const plm_decision *d = decision_at(s, decision);
  return d != NULL && choice < d->choice_count ? &d->choices[choice] : NULL;
}

const char *placement_search_title(const placement_search *s)
{
  return s != NULL ? s->title : "";
}

const char *placement_search_sha256(const placement_search *s)
{
  return s != NULL ? s->sha256 : "";
}

const char *placement_search_scenario_sha256(const placement_search *s)
{
  return s != NULL ? s->base->sha256 : "";
}

size_t placement_search_decision_count(const placement_search *s)
{
  return s != NULL ? s->decision_count : 0;
}

const char *placement_search_decision_id(const placement_search *s, size_t decision)
{
  const plm_decision *d = decision_at(s, decision);
  return d != NULL ? d->id : NULL;
}

const char *placement_search_decision_label(const placement_search *s, size_t decision)
{
  const plm_decision *d = decision_at(s, decision);
  return d != NULL ? d->label : NULL;
}

size_t placement_search_choice_count(const placement_search *s, size_t decision)
{
  const plm_decision *d = decision_at(s, decision);
  return d != NULL ? d->choice_count : 0;
}

const char *placement_search_choice_id(const placement_search *s, size_t decision, size_t choice)
{
  const plm_choice *c = choice_at(s, decision, choice);
  return c != NULL ? c->id : NULL;
}

const char *placement_search_choice_label(const placement_search *s, size_t decision, size_t choice)
{
  const plm_choice *c = choice_at(s, decision, choice);
  return c != NULL ? c->label : NULL;
}

size_t placement_search_candidate_count(const placement_search *s)
{
  return s != NULL ? s->candidate_count : 0;
}

size_t placement_search_choice(const placement_search *s, size_t candidate, size_t decision)
{
  if (decision_at(s, decision) == NULL || candidate >= s->candidate_count)
    return SIZE_MAX;
  return plm_search_choice(s, candidate, decision);
}

const char *placement_search_objective(const placement_search *s)
{
  return s != NULL ? s->objective_label : "";
}

size_t placement_search_limit_count(const placement_search *s)
{
  return s != NULL ? s->limit_count : 0;
}

const char *placement_search_limit_label(const placement_search *s, size_t limit)
{
  return s != NULL && limit < s->limit_count ? s->limits[limit].label : NULL;
}

placement_status placement_search_scenario(const placement_search *s, size_t candidate, placement_scenario **scenario,
                                           placement_error *err)
{
  placement_error problem = PLACEMENT_ERROR_INIT;
  plm_words words = {{0}, 0};
  size_t decision;
  placement_status status;
  if (s == NULL || candidate >= s->candidate_count || scenario == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "there is no such candidate, or scenario is NULL");
  status = plm_candidate_scenario(s, candidate, scenario, &decision, NULL, &problem);
  if (status == PLACEMENT_OK)
    return status;
  add_choices(s, candidate, &words);
  return plm_fail(err, status, "candidate %s: %s%s%s", words.text, problem.pointer,
                  problem.pointer[0] != '\0' ? ": " : "", problem.message);
}

placement_status placement_search_write_file(const placement_search *s, size_t candidate, const char *path,
                                             placement_error *err)
{
  placement_scenario *scenario = NULL;
  plm_output *output = NULL;
  placement_status status;
  if (path == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "path must not be NULL");
  status = placement_search_scenario(s, candidate, &scenario, err);
  if (status != PLACEMENT_OK)
    return status;
  status = plm_output_new(path, &output, err);
  if (status == PLACEMENT_OK)
    status = plm_output_write(output, scenario->text, scenario->text_length, err);
  if (status == PLACEMENT_OK)
    status = plm_output_commit(output, err);
  plm_output_free(output);
  placement_scenario_free(scenario);
  return status;
}
