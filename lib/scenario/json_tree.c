/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/json_tree.h"
#include "base/error.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SHOWN_BYTES 60

/* Pairs cJSON's items with the values of the text, both in document order. Recursion is bounded by the nesting that
 * plm_json_check allows. */
static void attach(plm_json_tree *tree, const cJSON *item, size_t *next)
{
  if (*next < tree->count)
    tree->values[*next].item = item;
  (*next)++;
  for (const cJSON *child = item->child; child != NULL; child = child->next)
    attach(tree, child, next);
}

static placement_status check_numbers(const plm_json_tree *tree, placement_error *err)
{
  for (size_t i = 0; i < tree->count; i++) {
    const plm_json_value *value = &tree->values[i];
    if (!cJSON_IsNumber(value->item) || isfinite(value->item->valuedouble))
      continue;
    (void)plm_fail(err, PLACEMENT_ERROR_SYNTAX, "the number is too large");
    if (err != NULL) {
      err->line = value->place.line;
      err->column = value->place.column;
    }
    return PLACEMENT_ERROR_SYNTAX;
  }
  return PLACEMENT_OK;
}

placement_status plm_json_tree_parse(plm_json_tree *tree, const char *text, size_t length, placement_error *err)
{
  size_t attached = 0;
  placement_status status;
  memset(tree, 0, sizeof *tree);
  tree->text = text;
  status = plm_json_check(text, length, &tree->values, &tree->count, err);
  if (status != PLACEMENT_OK)
    return status;
  /* The text is strict JSON, so that only memory can fail here. */
  tree->root = cJSON_ParseWithLength(text, length);
  if (tree->root == NULL) {
    plm_json_tree_clear(tree);
    return plm_fail_memory(err);
  }
  attach(tree, tree->root, &attached);
  status = attached == tree->count ? check_numbers(tree, err)
                                   : plm_fail(err, PLACEMENT_ERROR_SYNTAX, "cJSON reads %zu values where there are %zu",
                                              attached, tree->count);
  if (status != PLACEMENT_OK)
    plm_json_tree_clear(tree);
  return status;
}

void plm_json_tree_clear(plm_json_tree *tree)
{
  cJSON_Delete(tree->root);
  free(tree->values);
  memset(tree, 0, sizeof *tree);
}

const plm_json_value *plm_json_first(const plm_json_value *container)
{
  return container->entries > 0 ? container + 1 : NULL;
}

const plm_json_value *plm_json_next(const plm_json_tree *tree, const plm_json_value *entry)
{
  const plm_json_value *parent = &tree->values[entry->parent];
  return entry->position + 1 < parent->entries ? &tree->values[entry->next] : NULL;
}

const plm_json_value *plm_json_member(const plm_json_tree *tree, const plm_json_value *object, const char *key)
{
  const plm_json_value *member = object != NULL && plm_json_is_object(object) ? plm_json_first(object) : NULL;
  while (member != NULL && strcmp(member->item->string, key) != 0)
    member = plm_json_next(tree, member);
  return member;
}

const char *plm_json_key(const plm_json_value *value)
{
  return value->item->string;
}

bool plm_json_is_object(const plm_json_value *value)
{
  return cJSON_IsObject(value->item);
}

bool plm_json_is_list(const plm_json_value *value)
{
  return cJSON_IsArray(value->item);
}

const char *plm_json_string(const plm_json_value *value)
{
  return cJSON_IsString(value->item) ? value->item->valuestring : NULL;
}

bool plm_json_number(const plm_json_value *value, double *number)
{
  if (!cJSON_IsNumber(value->item))
    return false;
  *number = value->item->valuedouble;
  return true;
}

bool plm_json_bool(const plm_json_value *value, bool *truth)
{
  if (!cJSON_IsBool(value->item))
    return false;
  *truth = cJSON_IsTrue(value->item);
  return true;
}

/* True if the token at `pointer`, up to the next '/', is this key. */
static bool is_token(const char *pointer, const char *key)
{
  for (; *pointer != '\0' && *pointer != '/'; key++) {
    char c = *pointer++;
    if (c == '~')
      c = *pointer++ == '0' ? '~' : '/';
    if (c != *key)
      return false;
  }
  return *key == '\0';
}

static const plm_json_value *step(const plm_json_tree *tree, const plm_json_value *from, const char *token)
{
  const plm_json_value *entry = plm_json_first(from);
  char position[16];
  for (; entry != NULL; entry = plm_json_next(tree, entry)) {
    (void)snprintf(position, sizeof position, "%lu", (unsigned long)entry->position);
    if (is_token(token, plm_json_key(entry) != NULL ? plm_json_key(entry) : position))
      break;
  }
  return entry;
}

const plm_json_value *plm_json_at(const plm_json_tree *tree, const plm_json_value *from, const char *pointer)
{
  while (from != NULL && *pointer == '/') {
    from = step(tree, from, ++pointer);
    pointer += strcspn(pointer, "/");
  }
  return *pointer == '\0' ? from : NULL;
}

/* A reference token of RFC 6901: '~' and '/' are written as ~0 and ~1. */
static void append_token(plm_words *words, const char *key)
{
  while (*key != '\0' && words->length + 4 < sizeof words->text) {
    size_t plain = strcspn(key, "~/");
    plm_words_add_visible(words, key, plain);
    key += plain;
    if (*key != '\0')
      plm_words_add(words, *key++ == '~' ? "~0" : "~1");
  }
}

void plm_json_pointer(const plm_json_tree *tree, const plm_json_value *value, plm_words *words)
{
  const plm_json_value *path[PLACEMENT_LIMIT_NESTING + 1];
  size_t depth = 0;
  for (; value != tree->values && depth <= PLACEMENT_LIMIT_NESTING; value = &tree->values[value->parent])
    path[depth++] = value;
  while (depth > 0) {
    const plm_json_value *step = path[--depth];
    char position[16];
    plm_words_add(words, "/");
    if (plm_json_key(step) != NULL) {
      append_token(words, plm_json_key(step));
    } else {
      (void)snprintf(position, sizeof position, "%lu", (unsigned long)step->position);
      plm_words_add(words, position);
    }
  }
}

void plm_json_show(const plm_json_tree *tree, const plm_json_value *value, plm_words *words)
{
  if (plm_json_is_object(value))
    plm_words_add(words, "an object");
  else if (plm_json_is_list(value))
    plm_words_add(words, "a list");
  else
    plm_words_add_shortened(words, tree->text + value->offset, value->end - value->offset, SHOWN_BYTES,
                            plm_json_string(value) != NULL ? "\"" : "");
}
