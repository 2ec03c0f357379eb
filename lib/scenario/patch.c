/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * JSON Patch (RFC 6902), of text rather than of trees, so that what is not touched stays as it is written.
 */
#include <placement/change.h>

#include "base/error.h"
#include "base/memory.h"
#include "scenario/json_edit.h"
#include "scenario/scenario.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct patch {
  plm_document document; /* what is patched */
  plm_json_tree tree;    /* of the patch */
  const plm_json_value *operation;
  const plm_json_value *path_given, *from_given, *value_given; /* members; NULL: not given */
  const char *path, *from;                                     /* "" if not given */
  plm_slice value;
  placement_error *problem;
} patch;

/* Fails because of `value`: the operation or a member of it. */
static placement_status fail_at(patch *p, const plm_json_value *value, placement_status code, const char *words)
{
  plm_words message = {{0}, 0}, pointer = {{0}, 0};
  char position[32];
  (void)snprintf(position, sizeof position, "operation %lu: ", (unsigned long)p->operation->position);
  plm_words_add(&message, position);
  plm_words_add(&message, words);
  plm_json_pointer(&p->tree, value, &pointer);
  *p->problem = (placement_error)PLACEMENT_ERROR_INIT;
  (void)plm_fail(p->problem, code, "%s", message.text);
  plm_copy_text(p->problem->pointer, sizeof p->problem->pointer, pointer.text);
  p->problem->line = value->place.line;
  p->problem->column = value->place.column;
  return code;
}

/* The same, with the value as it is written. */
static placement_status fail_value(patch *p, const plm_json_value *value, const char *words)
{
  plm_words message = {{0}, 0};
  plm_json_show(&p->tree, value, &message);
  plm_words_add(&message, " ");
  plm_words_add(&message, words);
  return fail_at(p, value, PLACEMENT_ERROR_SCENARIO, message.text);
}

/* What an edit returned: that the text becomes too large is a problem of the operation. */
static placement_status edited(patch *p, placement_status status)
{
  char words[sizeof p->problem->message];
  if (status == PLACEMENT_OK || status == PLACEMENT_ERROR_MEMORY)
    return status;
  plm_copy_text(words, sizeof words, p->problem->message);
  return fail_at(p, p->operation, status, words);
}

/* Whether a text is a JSON Pointer (RFC 6901). */
static bool is_pointer(const char *text)
{
  if (*text != '\0' && *text != '/')
    return false;
  for (; *text != '\0'; text++)
    if (*text == '~' && text[1] != '0' && text[1] != '1')
      return false;
  return true;
}

/* The position that a token of a pointer says, of a list with `count` entries; SIZE_MAX if it is none of 0 to count. */
static size_t token_position(const char *token, size_t count)
{
  size_t position = 0;
  if (strcmp(token, "-") == 0)
    return count;
  if (*token == '\0' || strspn(token, "0123456789") != strlen(token) || (*token == '0' && token[1] != '\0'))
    return SIZE_MAX;
  for (; *token != '\0'; token++) {
    position = 10 * position + (size_t)(*token - '0');
    if (position > count)
      return SIZE_MAX;
  }
  return position;
}

static const plm_json_value *find(const patch *p, const char *pointer)
{
  const plm_json_tree *tree = &p->document.tree;
  return plm_json_at(tree, tree->values, pointer);
}

static placement_status add_to(patch *p, const plm_json_value *parent, const char *token, plm_slice value)
{
  size_t position;
  if (plm_json_is_object(parent))
    return edited(p, plm_document_add(&p->document, parent, token, value, p->problem));
  if (!plm_json_is_list(parent))
    return fail_value(p, p->path_given, "leads into what is neither a list nor an object");
  position = token_position(token, parent->entries);
  if (position == SIZE_MAX)
    return fail_value(p, p->path_given, "leads to no entry, nor to the end, of the list");
  return edited(p, plm_document_insert(&p->document, parent, position, value, p->problem));
}

static placement_status add(patch *p, plm_slice value)
{
  const plm_json_value *old = find(p, p->path), *parent;
  char *path, *token;
  placement_status status;
  if (old != NULL && (plm_json_key(old) != NULL || *p->path == '\0'))
    return edited(p, plm_document_replace(&p->document, old, value, p->problem));
  path = plm_copy_string(p->path);
  if (path == NULL)
    return plm_fail_memory(p->problem);
  token = strrchr(path, '/'); /* the whole document has been found */
  *token++ = '\0';
  parent = find(p, path);
  status =
      parent != NULL ? add_to(p, parent, token, value) : fail_value(p, p->path_given, "leads into what is not there");
  free(path);
  return status;
}

static placement_status apply_add(patch *p)
{
  return add(p, p->value);
}

static placement_status apply_remove(patch *p)
{
  const plm_json_value *old = find(p, p->path);
  if (old == NULL)
    return fail_value(p, p->path_given, "leads to nothing");
  if (*p->path == '\0')
    return fail_value(p, p->path_given, "is the whole document, which cannot be removed");
  return edited(p, plm_document_remove(&p->document, old, p->problem));
}

static placement_status apply_replace(patch *p)
{
  const plm_json_value *old = find(p, p->path);
  if (old == NULL)
    return fail_value(p, p->path_given, "leads to nothing");
  return edited(p, plm_document_replace(&p->document, old, p->value, p->problem));
}

static placement_status apply_copy(patch *p)
{
  const plm_json_value *value = find(p, p->from);
  if (value == NULL)
    return fail_value(p, p->from_given, "leads to nothing");
  return add(p, plm_document_slice(&p->document, value));
}

/* Removed, then added: positions in `path` are those without it. */
static placement_status apply_move(patch *p)
{
  const plm_json_value *value = find(p, p->from);
  size_t length = strlen(p->from);
  plm_slice slice;
  char *text;
  placement_status status;
  if (value == NULL)
    return fail_value(p, p->from_given, "leads to nothing");
  if (strcmp(p->from, p->path) == 0)
    return PLACEMENT_OK;
  if (strncmp(p->from, p->path, length) == 0 && p->path[length] == '/')
    return fail_value(p, p->from_given, "cannot be moved into itself");
  if (length == 0)
    return fail_value(p, p->from_given, "is the whole document, which cannot be moved");
  slice = plm_document_slice(&p->document, value);
  text = plm_new_array(slice.length, 1);
  if (text == NULL)
    return plm_fail_memory(p->problem);
  memcpy(text, slice.text, slice.length);
  slice.text = text;
  status = edited(p, plm_document_remove(&p->document, value, p->problem));
  if (status == PLACEMENT_OK)
    status = add(p, slice);
  free(text);
  return status;
}

static placement_status apply_test(patch *p)
{
  const plm_json_value *value = find(p, p->path);
  plm_words words = {{0}, 0};
  if (value == NULL)
    return fail_value(p, p->path_given, "leads to nothing");
  if (cJSON_Compare(value->item, p->value_given->item, true))
    return PLACEMENT_OK;
  plm_words_add(&words, "leads to ");
  plm_json_show(&p->document.tree, value, &words);
  plm_words_add(&words, plm_json_is_list(value) || plm_json_is_object(value) ? " that is not the one given as value"
                                                                             : ", which is not the value given");
  return fail_value(p, p->path_given, words.text);
}

static const struct {
  const char *name;
  bool from, value; /* the members that it needs beside the path */
  placement_status (*apply)(patch *p);
} operations[] = {{"add", false, true, apply_add},         {"remove", false, false, apply_remove},
                  {"replace", false, true, apply_replace}, {"move", true, false, apply_move},
                  {"copy", true, false, apply_copy},       {"test", false, true, apply_test}};

#define OPERATIONS (sizeof operations / sizeof *operations)

/* The member of the operation with this key. Fails if it is missing or given twice. */
static placement_status get(patch *p, const char *key, const plm_json_value **found)
{
  char words[64];
  *found = NULL;
  for (const plm_json_value *member = plm_json_first(p->operation); member != NULL;
       member = plm_json_next(&p->tree, member)) {
    if (strcmp(plm_json_key(member), key) != 0)
      continue;
    (void)snprintf(words, sizeof words, "the key \"%s\" is given before", key);
    if (*found != NULL)
      return fail_at(p, member, PLACEMENT_ERROR_SCENARIO, words);
    *found = member;
  }
  (void)snprintf(words, sizeof words, "the key \"%s\" is missing", key);
  return *found != NULL ? PLACEMENT_OK : fail_at(p, p->operation, PLACEMENT_ERROR_SCENARIO, words);
}

static placement_status get_pointer(patch *p, const char *key, const plm_json_value **found, const char **pointer)
{
  placement_status status = get(p, key, found);
  if (status != PLACEMENT_OK)
    return status;
  *pointer = plm_json_string(*found);
  if (*pointer == NULL || !is_pointer(*pointer))
    return fail_value(p, *found, "is no JSON Pointer, such as \"/homes/0/beds\"");
  return PLACEMENT_OK;
}

static placement_status fail_name(patch *p, const plm_json_value *name)
{
  plm_nearest nearest = {plm_json_string(name), NULL, 0};
  plm_words words = {{0}, 0};
  plm_words_add(&words, "is no operation: there are add, remove, replace, move, copy and test");
  for (size_t i = 0; i < OPERATIONS && nearest.wanted != NULL; i++)
    plm_nearest_offer(&nearest, operations[i].name);
  plm_words_add_nearest(&words, &nearest);
  return fail_value(p, name, words.text);
}

static placement_status apply(patch *p)
{
  const plm_json_value *name;
  const char *text;
  size_t i = 0;
  placement_status status;
  if (!plm_json_is_object(p->operation))
    return fail_value(p, p->operation, "is no object such as {\"op\": \"remove\", \"path\": \"/homes/0\"}");
  status = get(p, "op", &name);
  if (status != PLACEMENT_OK)
    return status;
  text = plm_json_string(name);
  while (i < OPERATIONS && (text == NULL || strcmp(text, operations[i].name) != 0))
    i++;
  if (i == OPERATIONS)
    return fail_name(p, name);
  status = get_pointer(p, "path", &p->path_given, &p->path);
  if (status == PLACEMENT_OK && operations[i].from)
    status = get_pointer(p, "from", &p->from_given, &p->from);
  if (status == PLACEMENT_OK && operations[i].value)
    status = get(p, "value", &p->value_given);
  if (status == PLACEMENT_OK && operations[i].value)
    p->value = (plm_slice){p->tree.text + p->value_given->offset, p->value_given->end - p->value_given->offset};
  return status == PLACEMENT_OK ? operations[i].apply(p) : status;
}

/* Every operation in turn, until one fails. */
static placement_status apply_all(patch *p)
{
  const plm_json_value *root = p->tree.values;
  placement_status status = PLACEMENT_OK;
  if (!plm_json_is_list(root))
    return plm_fail(p->problem, PLACEMENT_ERROR_SCENARIO, "a JSON Patch must be a list of operations");
  if (root->entries > PLACEMENT_LIMIT_LIST)
    return plm_fail(p->problem, PLACEMENT_ERROR_LIMIT, "a patch can have at most %d operations", PLACEMENT_LIMIT_LIST);
  for (const plm_json_value *entry = plm_json_first(root); entry != NULL && status == PLACEMENT_OK;
       entry = plm_json_next(&p->tree, entry)) {
    p->operation = entry;
    status = apply(p);
  }
  return status;
}

placement_status plm_document_patch(plm_document *d, const char *text, size_t length, placement_error *problem)
{
  patch p = {.document = *d, .path = "", .from = "", .problem = problem};
  placement_status status = length <= PLACEMENT_LIMIT_FILE_BYTES
                                ? plm_json_tree_parse(&p.tree, text, length, problem)
                                : plm_fail(problem, PLACEMENT_ERROR_LIMIT, "a patch can have at most 16 MiB");
  if (status == PLACEMENT_OK)
    status = apply_all(&p);
  plm_json_tree_clear(&p.tree);
  *d = p.document;
  return status;
}

placement_status placement_scenario_patch(const placement_scenario *scenario, const char *text, size_t length,
                                          placement_scenario **changed, placement_problems *problems,
                                          placement_error *err)
{
  placement_error problem = PLACEMENT_ERROR_INIT;
  plm_document document = {.text = NULL};
  placement_status status;
  if (scenario == NULL || text == NULL || changed == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "scenario, patch and changed must not be NULL");
  if (scenario->text == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT,
                    "the scenario has no text to patch, because its numbers were changed: patch first");
  status = plm_document_new(&document, scenario->text, scenario->text_length, &problem);
  if (status == PLACEMENT_OK)
    status = plm_document_patch(&document, text, length, &problem);
  if (status == PLACEMENT_OK)
    status = placement_scenario_load_text(document.text, document.length, scenario->name, changed, problems, err);
  else if (problems != NULL && status != PLACEMENT_ERROR_MEMORY && plm_problems_add(problems, &problem) != PLACEMENT_OK)
    status = plm_fail_memory(&problem);
  if (problem.code != PLACEMENT_OK && err != NULL)
    *err = problem;
  plm_document_clear(&document);
  return status;
}
