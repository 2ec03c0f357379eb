/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/json_edit.h"
#include "base/error.h"
#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Takes the text. */
static placement_status adopt(plm_document *d, char *text, size_t length, placement_error *err)
{
  plm_document made = {.text = text, .length = length};
  placement_status status = length <= PLACEMENT_LIMIT_FILE_BYTES
                                ? plm_json_tree_parse(&made.tree, text, length, err)
                                : plm_fail(err, PLACEMENT_ERROR_LIMIT, "the text becomes longer than 16 MiB");
  if (status != PLACEMENT_OK) {
    free(text);
    return status;
  }
  plm_document_clear(d);
  *d = made;
  return PLACEMENT_OK;
}

placement_status plm_document_new(plm_document *d, const char *text, size_t length, placement_error *err)
{
  char *copy = plm_new_array(length + 1, 1);
  *d = (plm_document){.text = NULL};
  if (copy == NULL)
    return plm_fail_memory(err);
  memcpy(copy, text, length);
  return adopt(d, copy, length, err);
}

void plm_document_clear(plm_document *d)
{
  plm_json_tree_clear(&d->tree);
  free(d->text);
  d->text = NULL;
}

plm_slice plm_document_slice(const plm_document *d, const plm_json_value *value)
{
  return (plm_slice){d->text + value->offset, value->end - value->offset};
}

/* Puts the pieces in the place of the bytes [from, to). */
static placement_status splice(plm_document *d, size_t from, size_t to, const plm_slice *pieces, size_t count,
                               placement_error *err)
{
  size_t length = d->length - (to - from), at = from;
  char *text;
  for (size_t i = 0; i < count; i++)
    length += pieces[i].length;
  text = plm_new_array(length + 1, 1);
  if (text == NULL)
    return plm_fail_memory(err);
  memcpy(text, d->text, from);
  for (size_t i = 0; i < count; i++) {
    memcpy(text + at, pieces[i].text, pieces[i].length);
    at += pieces[i].length;
  }
  memcpy(text + at, d->text + to, d->length - to);
  return adopt(d, text, length, err);
}

placement_status plm_document_replace(plm_document *d, const plm_json_value *old, plm_slice value, placement_error *err)
{
  return splice(d, old->offset, old->end, &value, 1, err);
}

/* The entry before one that is not the first; NULL for `entry` stands for the end. */
static const plm_json_value *previous(const plm_document *d, const plm_json_value *container,
                                      const plm_json_value *entry)
{
  const plm_json_value *before = plm_json_first(container);
  for (const plm_json_value *next; (next = plm_json_next(&d->tree, before)) != entry;)
    before = next;
  return before;
}

static size_t skip_space(const plm_document *d, size_t at)
{
  return at + strspn(d->text + at, " \t\r\n");
}

placement_status plm_document_remove(plm_document *d, const plm_json_value *old, placement_error *err)
{
  const plm_json_value *container = &d->tree.values[old->parent];
  size_t from, to;
  if (old->position > 0) {
    from = previous(d, container, old)->end;
    to = old->end;
  } else if (container->entries == 1) {
    from = container->offset + 1;
    to = container->end - 1;
  } else {
    from = skip_space(d, container->offset + 1);
    to = skip_space(d, skip_space(d, old->end) + 1); /* past the comma */
  }
  return splice(d, from, to, NULL, 0, err);
}

/* Puts the pieces at the end of a container; the first, a comma, only if it is not empty. */
static placement_status append(plm_document *d, const plm_json_value *container, const plm_slice *pieces, size_t count,
                               placement_error *err)
{
  size_t at = container->offset + 1;
  if (container->entries == 0)
    return splice(d, at, container->end - 1, pieces + 1, count - 1, err);
  at = previous(d, container, NULL)->end;
  return splice(d, at, at, pieces, count, err);
}

placement_status plm_document_insert(plm_document *d, const plm_json_value *list, size_t position, plm_slice value,
                                     placement_error *err)
{
  const plm_slice pieces[3] = {{", ", 2}, value, {", ", 2}};
  const plm_json_value *entry = plm_json_first(list);
  while (entry != NULL && entry->position < position)
    entry = plm_json_next(&d->tree, entry);
  return entry == NULL ? append(d, list, pieces, 2, err) : splice(d, entry->offset, entry->offset, pieces + 1, 2, err);
}

/* The key of a token as it is written in JSON, with its quotes; NULL without memory. */
static char *write_key(const char *token)
{
  char *key = plm_new_array(6 * strlen(token) + 3, 1);
  size_t length = 0;
  if (key == NULL)
    return NULL;
  key[length++] = '"';
  for (; *token != '\0'; token++) {
    char c = *token;
    if (c == '~')
      c = *++token == '0' ? '~' : '/';
    if ((unsigned char)c < 0x20) {
      length += (size_t)snprintf(key + length, 7, "\\u%04x", (unsigned)c);
      continue;
    }
    if (c == '"' || c == '\\')
      key[length++] = '\\';
    key[length++] = c;
  }
  key[length] = '"';
  return key;
}

placement_status plm_document_add(plm_document *d, const plm_json_value *object, const char *token, plm_slice value,
                                  placement_error *err)
{
  char *key = write_key(token);
  placement_status status;
  if (key == NULL)
    return plm_fail_memory(err);
  const plm_slice pieces[4] = {{", ", 2}, {key, strlen(key)}, {": ", 2}, value};
  status = append(d, object, pieces, 4, err);
  free(key);
  return status;
}
