/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Candidates: the text of the base with one choice of each decision made. Patches come first, in the order of the
 * decisions, so that their pointers are those of the file; then what is found by id: members of homes, dates, and
 * numbers of homes, of which all further ones are made before any is left out.
 */
#include "analysis/search.h"
#include "base/error.h"
#include "base/memory.h"
#include "scenario/reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct making {
  const placement_search *search;
  plm_document document;
  const plm_decision *decision; /* whose choice is made */
  const plm_choice *choice;
  placement_error *err;
} making;

static plm_slice slice_of(const char *text)
{
  return (plm_slice){text, strlen(text)};
}

static const plm_json_value *root_member(const making *c, const char *key)
{
  return plm_json_member(&c->document.tree, c->document.tree.values, key);
}

/* The entry of a list of the scenario with this id, or NULL with a complaint. */
static const plm_json_value *find(making *c, const char *list, const char *id)
{
  const plm_json_tree *tree = &c->document.tree;
  const plm_json_value *values = root_member(c, list);
  for (const plm_json_value *e = values != NULL ? plm_json_first(values) : NULL; e != NULL;
       e = plm_json_next(tree, e)) {
    const plm_json_value *found = plm_json_member(tree, e, "id");
    if (found != NULL && plm_json_string(found) != NULL && strcmp(plm_json_string(found), id) == 0)
      return e;
  }
  (void)plm_fail(c->err, PLACEMENT_ERROR_SCENARIO, "there is no \"%s\" in %s any more", id, list);
  return NULL;
}

/* Replaces or adds a member of an object; a value of null removes it. */
static placement_status set_member(making *c, plm_document *d, const plm_json_value *object, const char *key,
                                   plm_slice value)
{
  const plm_json_value *old = plm_json_member(&d->tree, object, key);
  bool remove = value.length == 4 && memcmp(value.text, "null", 4) == 0;
  if (remove)
    return old != NULL ? plm_document_remove(d, old, c->err) : PLACEMENT_OK;
  return old != NULL ? plm_document_replace(d, old, value, c->err) : plm_document_add(d, object, key, value, c->err);
}

static placement_status set_home_member(making *c, const char *home, const char *key, plm_slice value)
{
  const plm_json_value *object = find(c, "homes", home);
  return object != NULL ? set_member(c, &c->document, object, key, value) : PLACEMENT_ERROR_SCENARIO;
}

static const char *home_id(const making *c, int32_t home)
{
  return c->search->base->homes[home].id;
}

static placement_status apply_patch(making *c)
{
  const char *patch = c->choice->json;
  return patch != NULL ? plm_document_patch(&c->document, patch, strlen(patch), c->err) : PLACEMENT_OK;
}

/* The members of an object, as they are written, in each home of the decision. */
static placement_status apply_set(making *c)
{
  plm_json_tree tree;
  const char *text = c->choice->json;
  placement_status status;
  if (text == NULL)
    return PLACEMENT_OK;
  status = plm_json_tree_parse(&tree, text, strlen(text), c->err);
  if (status != PLACEMENT_OK)
    return status;
  for (size_t h = 0; h < c->decision->home_count; h++)
    for (const plm_json_value *m = plm_json_first(tree.values); m != NULL && status == PLACEMENT_OK;
         m = plm_json_next(&tree, m))
      status = set_home_member(c, home_id(c, c->decision->homes[h]), plm_json_key(m),
                               (plm_slice){text + m->offset, m->end - m->offset});
  plm_json_tree_clear(&tree);
  return status;
}

static placement_status apply_beds(making *c)
{
  placement_status status = PLACEMENT_OK;
  for (size_t h = 0; h < c->decision->home_count && status == PLACEMENT_OK; h++)
    status = set_home_member(c, home_id(c, c->decision->homes[h]), "beds", slice_of(c->choice->id));
  return status;
}

static placement_status apply_opening(making *c)
{
  const plm_json_value *phase = find(c, "phases", c->search->base->phases[c->decision->phase].id);
  char date[24];
  (void)snprintf(date, sizeof date, "\"%s\"", c->choice->id);
  return phase != NULL ? set_member(c, &c->document, phase, "planned_opening", slice_of(date))
                       : PLACEMENT_ERROR_SCENARIO;
}

/* A copy of a home, under its own id, which is the same in every candidate: so is what chance does to it. */
static placement_status copy_home(making *c, const char *like, const char *id, const char *phase)
{
  const plm_json_value *home = find(c, "homes", like);
  char quoted[PLACEMENT_LIMIT_ID + 3];
  plm_document copy;
  plm_slice slice;
  placement_status status;
  if (home == NULL)
    return PLACEMENT_ERROR_SCENARIO;
  slice = plm_document_slice(&c->document, home);
  status = plm_document_new(&copy, slice.text, slice.length, c->err);
  if (status != PLACEMENT_OK)
    return status;
  (void)snprintf(quoted, sizeof quoted, "\"%s\"", id);
  status = set_member(c, &copy, copy.tree.values, "id", slice_of(quoted));
  (void)snprintf(quoted, sizeof quoted, "\"%s\"", phase);
  if (status == PLACEMENT_OK)
    status = set_member(c, &copy, copy.tree.values, "phase", slice_of(quoted));
  if (status == PLACEMENT_OK)
    status = plm_document_insert(&c->document, root_member(c, "homes"), SIZE_MAX,
                                 plm_document_slice(&copy, copy.tree.values), c->err);
  plm_document_clear(&copy);
  return status;
}

static placement_status add_homes(making *c)
{
  const plm_decision *d = c->decision;
  placement_status status = PLACEMENT_OK;
  for (size_t n = d->home_count + 1; n <= (size_t)c->choice->number && status == PLACEMENT_OK; n++) {
    char id[PLACEMENT_LIMIT_ID + 1];
    int length = snprintf(id, sizeof id, "%s-%zu", d->id, n);
    if (length >= (int)sizeof id)
      return plm_fail(
          c->err, PLACEMENT_ERROR_SCENARIO,
          "the id of a further home, \"%s-%zu\", would be longer than " PLM_TEXT(PLACEMENT_LIMIT_ID) " characters",
          d->id, n);
    status = copy_home(c, home_id(c, d->like), id, c->search->base->phases[d->phase].id);
  }
  return status;
}

/* The position of a home in a pointer such as /homes/3/beds, and what follows it; SIZE_MAX if it leads elsewhere. */
static size_t pointer_position(const char *pointer, const char **rest)
{
  size_t position = 0;
  if (pointer == NULL || strncmp(pointer, "/homes/", 7) != 0)
    return SIZE_MAX;
  for (pointer += 7; *pointer >= '0' && *pointer <= '9' && position < PLACEMENT_LIMIT_HOMES; pointer++)
    position = 10 * position + (size_t)(*pointer - '0');
  *rest = pointer;
  return position;
}

/* Uncertain inputs of homes after the one that is left out move up. */
static placement_status move_inputs(making *c, const char *home, size_t removed)
{
  const plm_json_value *list = root_member(c, "uncertain");
  placement_status status = PLACEMENT_OK;
  for (size_t i = 0; list != NULL && i < list->entries && status == PLACEMENT_OK; i++) {
    const plm_json_value *entry = plm_json_first(list), *input;
    const char *rest = "";
    char pointer[256];
    size_t position;
    while (entry->position < i)
      entry = plm_json_next(&c->document.tree, entry);
    input = plm_json_member(&c->document.tree, entry, "input");
    position = input != NULL ? pointer_position(plm_json_string(input), &rest) : SIZE_MAX;
    if (position == removed)
      return plm_fail(c->err, PLACEMENT_ERROR_SCENARIO,
                      "\"%s\" cannot be left out, because /uncertain/%zu is an input of it", home, i);
    if (position == SIZE_MAX || position < removed)
      continue;
    (void)snprintf(pointer, sizeof pointer, "\"/homes/%zu%s\"", position - 1, rest);
    status = plm_document_replace(&c->document, input, slice_of(pointer), c->err);
    list = root_member(c, "uncertain");
  }
  return status;
}

static placement_status remove_homes(making *c)
{
  const plm_decision *d = c->decision;
  placement_status status = PLACEMENT_OK;
  for (size_t h = (size_t)c->choice->number; h < d->home_count && status == PLACEMENT_OK; h++) {
    const char *id = home_id(c, d->homes[h]);
    const plm_json_value *home = find(c, "homes", id);
    if (home == NULL)
      return PLACEMENT_ERROR_SCENARIO;
    status = move_inputs(c, id, home->position);
    home = find(c, "homes", id); /* the text has changed */
    if (status == PLACEMENT_OK && home != NULL)
      status = plm_document_remove(&c->document, home, c->err);
  }
  return status;
}

static placement_status remove_published(making *c)
{
  const plm_json_value *published = root_member(c, "published");
  return published != NULL ? plm_document_remove(&c->document, published, c->err) : PLACEMENT_OK;
}

static const struct {
  plm_decision_kind kind;
  placement_status (*apply)(making *c);
} steps[] = {{PLM_DECIDE_PATCH, apply_patch},     {PLM_DECIDE_SET, apply_set},    {PLM_DECIDE_BEDS, apply_beds},
             {PLM_DECIDE_OPENING, apply_opening}, {PLM_DECIDE_NUMBER, add_homes}, {PLM_DECIDE_NUMBER, remove_homes}};

static placement_status make_choices(making *c, size_t number, size_t *decision)
{
  const placement_search *s = c->search;
  placement_status status = PLACEMENT_OK;
  for (size_t step = 0; step < sizeof steps / sizeof *steps; step++) {
    for (size_t d = 0; d < s->decision_count; d++) {
      if (s->decisions[d].kind != steps[step].kind)
        continue;
      *decision = d;
      c->decision = &s->decisions[d];
      c->choice = &c->decision->choices[plm_search_choice(s, number, d)];
      status = steps[step].apply(c);
      if (status != PLACEMENT_OK)
        return status;
    }
  }
  *decision = s->decision_count;
  return remove_published(c);
}

/* Figures of candidates must mean the same. */
static placement_status check_same(const placement_scenario *base, const placement_scenario *s, placement_error *err)
{
  if (base->start == s->start && base->days == s->days && base->year_start_month == s->year_start_month &&
      base->year_start_day == s->year_start_day && strcmp(base->prices.currency, s->prices.currency) == 0)
    return PLACEMENT_OK;
  return plm_fail(err, PLACEMENT_ERROR_SCENARIO, "the horizon, financial years and currency must stay the same");
}

placement_status plm_candidate_scenario(const placement_search *search, size_t candidate, placement_scenario **scenario,
                                        size_t *decision, placement_problems *problems, placement_error *err)
{
  placement_error problem = PLACEMENT_ERROR_INIT;
  making c = {.search = search, .err = &problem};
  const placement_scenario *base = search->base;
  placement_scenario *made = NULL;
  placement_status status = plm_document_new(&c.document, base->text, base->text_length, &problem);
  *decision = search->decision_count;
  if (status == PLACEMENT_OK)
    status = make_choices(&c, candidate, decision);
  if (status == PLACEMENT_OK)
    status = placement_scenario_load_text(c.document.text, c.document.length, base->name, &made, problems, &problem);
  if (status == PLACEMENT_OK)
    status = check_same(base, made, &problem);
  if (status == PLACEMENT_OK) {
    *scenario = made;
    made = NULL;
  }
  placement_scenario_free(made);
  plm_document_clear(&c.document);
  if (status != PLACEMENT_OK && err != NULL)
    *err = problem;
  return status;
}
