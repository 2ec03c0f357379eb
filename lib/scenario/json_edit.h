/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Edits of JSON text that leave everything else as it is written.
 */
#ifndef PLM_SCENARIO_JSON_EDIT_H
#define PLM_SCENARIO_JSON_EDIT_H

#include "scenario/json_tree.h"

/* Bytes of somebody else's. */
typedef struct plm_slice {
  const char *text;
  size_t length;
} plm_slice;

/* Text with its tree, which is parsed again after each edit: what pointed into it leads nowhere then. */
typedef struct plm_document {
  char *text;
  size_t length;
  plm_json_tree tree;
} plm_document;

/* A copy of the text, parsed. On failure nothing is left to clear. */
placement_status plm_document_new(plm_document *d, const char *text, size_t length, placement_error *err);
void plm_document_clear(plm_document *d);

plm_slice plm_document_slice(const plm_document *d, const plm_json_value *value);

/* Each edit fails as plm_json_tree_parse does, with the document as it was: if the text becomes too long, nests too
 * deeply or has too many values. `value` is JSON text, and may be part of the document's. */
placement_status plm_document_replace(plm_document *d, const plm_json_value *old, plm_slice value,
                                      placement_error *err);

/* Removes a member or entry: anything but the root. */
placement_status plm_document_remove(plm_document *d, const plm_json_value *old, placement_error *err);

/* Adds an entry to a list before the one at `position`, or at its end. */
placement_status plm_document_insert(plm_document *d, const plm_json_value *list, size_t position, plm_slice value,
                                     placement_error *err);

/* Adds a member to the end of an object that has none with this key: a token of a JSON Pointer. */
placement_status plm_document_add(plm_document *d, const plm_json_value *object, const char *token, plm_slice value,
                                  placement_error *err);

/* Applies a JSON Patch as placement_scenario_patch does. If an operation fails, those before it have been applied.
 * `problem` must not be NULL. */
placement_status plm_document_patch(plm_document *d, const char *text, size_t length, placement_error *problem);

#endif
