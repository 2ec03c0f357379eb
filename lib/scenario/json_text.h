/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A strict check of JSON text (RFC 8259) that remembers where every value and key stands.
 *
 * cJSON, which builds the tree afterwards, is lenient (comments, control characters, invalid UTF-8, what follows the
 * value) and keeps no positions.
 */
#ifndef PLM_SCENARIO_JSON_TEXT_H
#define PLM_SCENARIO_JSON_TEXT_H

#include <placement/scenario.h>

#include <stdint.h>

struct cJSON;

/* A macro's value as text, for messages that state a limit. */
#define PLM_TEXT(x) PLM_TEXT_OF(x)
#define PLM_TEXT_OF(x) #x

/* A place in the text: lines and columns from 1, columns in characters. */
typedef struct plm_place {
  int32_t line;
  int32_t column;
} plm_place;

/* Where a value stands. The values of a text are an array in document order: the value, then what it contains. */
typedef struct plm_json_value {
  const struct cJSON *item; /* filled in by plm_json_tree_parse */
  uint32_t offset, end;     /* its bytes: [offset, end) */
  plm_place place;
  plm_place key;     /* of a member of an object; 0, 0 otherwise */
  uint32_t parent;   /* position of the containing value; of the root 0 */
  uint32_t next;     /* position of the value after this one and its contents */
  uint32_t position; /* among the entries of the containing value, from 0 */
  uint32_t entries;  /* of a list or an object: values directly within it */
} plm_json_value;

/* Checks `length` bytes of text (at most PLACEMENT_LIMIT_FILE_BYTES). On success *values, to be freed with free(),
 * holds *count values. PLACEMENT_ERROR_SYNTAX with line and column where the text is not strict JSON in UTF-8 without a
 * byte order mark, contains \u0000 or a number of more than 63 characters; PLACEMENT_ERROR_LIMIT for too much nesting
 * or too many values. */
placement_status plm_json_check(const char *text, size_t length, plm_json_value **values, size_t *count,
                                placement_error *err);

#endif
