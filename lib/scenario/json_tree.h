/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * JSON text as a tree of values, each with its place in the text.
 */
#ifndef PLM_SCENARIO_JSON_TREE_H
#define PLM_SCENARIO_JSON_TREE_H

#include "scenario/json_text.h"
#include "scenario/words.h"

#include <stdbool.h>

/* The root is values[0]. */
typedef struct plm_json_tree {
  const char *text; /* the caller's; must outlive the tree */
  struct cJSON *root;
  plm_json_value *values;
  size_t count;
} plm_json_tree;

/* Checks and parses. On failure, as plm_json_check; nothing is left to clear. */
placement_status plm_json_tree_parse(plm_json_tree *tree, const char *text, size_t length, placement_error *err);
void plm_json_tree_clear(plm_json_tree *tree);

/* The first entry of a list or object, and the one after an entry; NULL if there is none. */
const plm_json_value *plm_json_first(const plm_json_value *container);
const plm_json_value *plm_json_next(const plm_json_tree *tree, const plm_json_value *entry);

/* The first member of an object with this key; NULL if there is none, or `object` is NULL or no object. */
const plm_json_value *plm_json_member(const plm_json_tree *tree, const plm_json_value *object, const char *key);

/* The value that a JSON Pointer leads to from `from`; NULL if there is none. */
const plm_json_value *plm_json_at(const plm_json_tree *tree, const plm_json_value *from, const char *pointer);

/* The key of a member of an object; NULL for anything else. */
const char *plm_json_key(const plm_json_value *value);

bool plm_json_is_object(const plm_json_value *value);
bool plm_json_is_list(const plm_json_value *value);

/* The text, number or truth of a value; NULL, or false, if it is something else. */
const char *plm_json_string(const plm_json_value *value);
bool plm_json_number(const plm_json_value *value, double *number);
bool plm_json_bool(const plm_json_value *value, bool *truth);

/* Appends the JSON Pointer (RFC 6901) of a value. */
void plm_json_pointer(const plm_json_tree *tree, const plm_json_value *value, plm_words *words);

/* Appends the value as it is written, shortened, or "a list" or "an object". */
void plm_json_show(const plm_json_tree *tree, const plm_json_value *value, plm_words *words);

#endif
