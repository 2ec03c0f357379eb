/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the analyst wrote under "notes": reasons, sources and assumptions in free text.
 */
#include "report/explain.h"
#include "scenario/reader.h"

#include <string.h>

/* Bytes of the blank or control character that the text begins with, 0 if it is another: C0, DEL, C1, and the line and
 * paragraph separators (U+2028 and U+2029). */
static size_t blank_length(const char *text)
{
  const unsigned char *bytes = (const unsigned char *)text;
  if (bytes[0] != '\0' && (bytes[0] <= ' ' || bytes[0] == 0x7F))
    return 1;
  if (bytes[0] == 0xC2 && bytes[1] >= 0x80 && bytes[1] <= 0x9F)
    return 2;
  return bytes[0] == 0xE2 && bytes[1] == 0x80 && (bytes[2] == 0xA8 || bytes[2] == 0xA9) ? 3 : 0;
}

static const char *skip_blanks(const char *text)
{
  for (size_t length; (length = blank_length(text)) > 0;)
    text += length;
  return text;
}

/* On one line: whatever stands between two words is a blank. */
static void say_text(plm_explain *e, const char *text)
{
  for (text = skip_blanks(text); *text != '\0';) {
    const char *end = text;
    while (*end != '\0' && blank_length(end) == 0)
      end++;
    plm_put_bytes(e->writer, text, (size_t)(end - text));
    text = skip_blanks(end);
    if (*text != '\0')
      plm_put(e->writer, " ");
  }
}

static void say_words(plm_explain *e, const char *key)
{
  for (; *key != '\0'; key++)
    plm_put_bytes(e->writer, *key == '_' ? " " : key, 1);
}

/* The keys from `object` to `value`, which lies in it: "initial children number 2". */
static void say_path(plm_explain *e, const plm_json_value *object, const plm_json_value *value)
{
  const plm_json_value *path[PLACEMENT_LIMIT_NESTING];
  size_t depth = 0;
  for (; value != object && depth < PLACEMENT_LIMIT_NESTING; value = &e->tree->values[value->parent])
    path[depth++] = value;
  for (size_t i = depth; i-- > 0;) {
    const char *key = plm_json_key(path[i]);
    if (key != NULL)
      say_words(e, key);
    else
      plm_say(e, "number %zu", (size_t)path[i]->position + 1);
    plm_say(e, "%s", i > 0 ? " " : "");
  }
}

/* The first text of the notes after `entry`, or the first of all for NULL; NULL if there is none. */
static const plm_json_value *next_text(const plm_explain *e, const plm_json_value *notes, const plm_json_value *entry)
{
  bool list = plm_json_is_list(notes);
  const plm_json_value *next = entry != NULL ? (list ? plm_json_next(e->tree, entry) : NULL)
                               : list        ? plm_json_first(notes)
                                             : notes;
  while (next != NULL && (plm_json_string(next) == NULL || *skip_blanks(plm_json_string(next)) == '\0'))
    next = list ? plm_json_next(e->tree, next) : NULL;
  return next;
}

/* An item for each of the notes of what lies in `object`, or of itself. */
static void say_notes(plm_explain *e, const plm_json_value *object, const char *on, const plm_json_value *notes)
{
  const plm_json_value *holder = &e->tree->values[notes->parent];
  for (const plm_json_value *text = NULL; (text = next_text(e, notes, text)) != NULL;) {
    plm_say(e, "- " PLM_NOTE_MARK "%s", holder != object || on != NULL ? " on " : "");
    say_path(e, object, holder);
    plm_say(e, "%s%s: ", holder != object && on != NULL ? " of " : "", on != NULL ? on : "");
    say_text(e, plm_json_string(text));
    plm_say(e, "\n");
  }
}

void plm_say_own_notes(plm_explain *e, const plm_json_value *object, const char *on)
{
  const plm_json_value *notes = plm_given(e, object, "notes");
  if (notes != NULL)
    say_notes(e, object, on, notes);
}

void plm_say_inner_notes(plm_explain *e, const plm_json_value *object, const char *on)
{
  const plm_json_value *values = e->tree->values;
  for (size_t i = (size_t)(object - values) + 1; i < object->next;) {
    const char *key = plm_json_key(&values[i]);
    bool told_apart = key != NULL && (strcmp(key, "costs") == 0 || strcmp(key, "pairs") == 0);
    bool free_key = key != NULL && plm_is_free_key(key);
    if (free_key && strcmp(key, "notes") == 0 && &values[values[i].parent] != object)
      say_notes(e, object, on, &values[i]);
    i = free_key || told_apart ? values[i].next : i + 1;
  }
}

void plm_say_notes(plm_explain *e, const plm_json_value *object, const char *on)
{
  if (object == NULL)
    return;
  plm_say_own_notes(e, object, on);
  plm_say_inner_notes(e, object, on);
}

void plm_explain_notes(plm_explain *e)
{
  const plm_json_value *notes = plm_given(e, e->tree->values, "notes");
  for (const plm_json_value *text = NULL; notes != NULL && (text = next_text(e, notes, text)) != NULL;) {
    if (text == next_text(e, notes, NULL))
      plm_say(e, "\n## " PLM_NOTES_SECTION "\n");
    plm_say(e, "- ");
    say_text(e, plm_json_string(text));
    plm_say(e, "\n");
  }
}
