/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"
#include "base/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct placement_problems {
  placement_error *items;
  size_t count;
  size_t capacity;
};

#define PLM_STRING(x) #x
#define PLM_VERSION(major, minor, patch) PLM_STRING(major) "." PLM_STRING(minor) "." PLM_STRING(patch)

const char *placement_version(void)
{
  return PLM_VERSION(PLACEMENT_VERSION_MAJOR, PLACEMENT_VERSION_MINOR, PLACEMENT_VERSION_PATCH);
}

const char *placement_status_text(placement_status status)
{
  switch (status) {
  case PLACEMENT_OK:
    return "no error";
  case PLACEMENT_ERROR_ARGUMENT:
    return "invalid argument";
  case PLACEMENT_ERROR_MEMORY:
    return "out of memory";
  case PLACEMENT_ERROR_IO:
    return "input or output failed";
  case PLACEMENT_ERROR_SYNTAX:
    return "not valid JSON";
  case PLACEMENT_ERROR_SCENARIO:
    return "invalid scenario";
  case PLACEMENT_ERROR_UNSUPPORTED:
    return "not supported yet";
  case PLACEMENT_ERROR_LIMIT:
    return "limit exceeded";
  case PLACEMENT_ERROR_CANCELLED:
    return "cancelled";
  case PLACEMENT_ERROR_NUMERIC:
    return "numerical method failed";
  default:
    return "unknown status";
  }
}

void plm_copy_text(char *field, size_t size, const char *text)
{
  size_t length = strlen(text);
  if (length >= size) {
    length = size - 1;
    while (length > 0 && ((unsigned char)text[length] & 0xC0U) == 0x80U)
      length--;
  }
  memmove(field, text, length);
  field[length] = '\0';
}

placement_status plm_fail(placement_error *err, placement_status code, const char *format, ...)
{
  if (err != NULL) {
    char message[2 * sizeof err->message];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    memset(err, 0, sizeof *err);
    err->code = code;
    plm_copy_text(err->message, sizeof err->message, message);
  }
  return code;
}

placement_status plm_fail_memory(placement_error *err)
{
  return plm_fail(err, PLACEMENT_ERROR_MEMORY, "out of memory");
}

placement_status placement_problems_new(placement_problems **problems, placement_error *err)
{
  placement_problems *made;
  if (problems == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "problems must not be NULL");
  made = plm_new_array(1, sizeof *made);
  if (made == NULL)
    return plm_fail_memory(err);
  *problems = made;
  return PLACEMENT_OK;
}

void placement_problems_free(placement_problems *problems)
{
  if (problems == NULL)
    return;
  free(problems->items);
  free(problems);
}

size_t placement_problems_count(const placement_problems *problems)
{
  return problems == NULL ? 0 : problems->count;
}

const placement_error *placement_problems_at(const placement_problems *problems, size_t index)
{
  return index < placement_problems_count(problems) ? &problems->items[index] : NULL;
}

placement_status plm_problems_add(placement_problems *problems, const placement_error *problem)
{
  if (plm_grow_array((void **)&problems->items, &problems->capacity, problems->count + 1, sizeof *problems->items) != 0)
    return PLACEMENT_ERROR_MEMORY;
  problems->items[problems->count++] = *problem;
  return PLACEMENT_OK;
}

/* Insertion sort: stable, and the problems arrive almost in order. */
void plm_problems_sort(placement_problems *problems)
{
  for (size_t i = 1; i < problems->count; i++) {
    placement_error moved = problems->items[i];
    size_t j = i;
    while (j > 0 && (problems->items[j - 1].line > moved.line ||
                     (problems->items[j - 1].line == moved.line && problems->items[j - 1].column > moved.column))) {
      problems->items[j] = problems->items[j - 1];
      j--;
    }
    problems->items[j] = moved;
  }
}

placement_status plm_problems_deliver(const placement_problems *found, placement_problems *problems,
                                      placement_error *err)
{
  const placement_error *first = placement_problems_at(found, 0);
  if (first == NULL)
    return PLACEMENT_OK;
  for (size_t i = 0; problems != NULL && i < placement_problems_count(found); i++) {
    if (plm_problems_add(problems, placement_problems_at(found, i)) != PLACEMENT_OK)
      return plm_fail_memory(err);
  }
  if (err != NULL)
    *err = *first;
  return first->code;
}
