/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ids, references to them, and points in time.
 */
#include "base/date.h"
#include "scenario/reader.h"

#include <stdlib.h>
#include <string.h>

bool plm_is_id(const char *text)
{
  size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");
  return text[length] == '\0' && length > 0 && length <= PLACEMENT_LIMIT_ID;
}

static const char *id_at(const plm_ids *ids, size_t i)
{
  return *(char *const *)(const void *)((const char *)ids->items + i * ids->size);
}

int32_t plm_find_id(const plm_ids *ids, const char *id)
{
  for (size_t i = 0; i < ids->count; i++) {
    const char *other = id_at(ids, i);
    if (other != NULL && strcmp(other, id) == 0)
      return (int32_t)i;
  }
  return -1;
}

char *plm_read_id(plm_reader *r, const plm_json_value *object, const char *key, const plm_ids *others)
{
  const plm_json_value *value = plm_get(r, object, key);
  const char *text = value != NULL ? plm_json_string(value) : NULL;
  if (value == NULL)
    return NULL;
  if (text == NULL || !plm_is_id(text)) {
    plm_report_found(r, value, key,
                     "1 to " PLM_TEXT(PLACEMENT_LIMIT_ID) " letters, digits, '-', '_' or '.', in double quotes");
    return NULL;
  }
  if (others != NULL && plm_find_id(others, text) >= 0) {
    plm_words words = {{0}, 0};
    plm_words_add(&words, "found ");
    plm_words_add_quoted(&words, text);
    plm_words_add(&words, ", but an id must be unique and this one is given before");
    plm_report(r, value, PLACEMENT_ERROR_SCENARIO, words.text);
    return NULL;
  }
  return plm_reader_copy(r, text);
}

static void report_reference(plm_reader *r, const plm_json_value *value, const char *name, const plm_ids *ids)
{
  plm_words allowed = {{0}, 0};
  plm_nearest nearest = {plm_json_string(value), NULL, 0};
  plm_words_add(&allowed, ids->allowed);
  for (size_t i = 0; nearest.wanted != NULL && i < ids->count && !plm_reader_full(r); i++) {
    if (id_at(ids, i) != NULL)
      plm_nearest_offer(&nearest, id_at(ids, i));
  }
  plm_words_add_nearest(&allowed, &nearest);
  plm_report_found(r, value, name, allowed.text);
}

int32_t plm_reference_value(plm_reader *r, const plm_json_value *value, const char *name, const plm_ids *ids)
{
  const char *text = plm_json_string(value);
  int32_t position = text != NULL ? plm_find_id(ids, text) : -1;
  if (position < 0 && (ids->known || text == NULL))
    report_reference(r, value, name, ids);
  return position;
}

int32_t plm_read_reference(plm_reader *r, const plm_json_value *object, const char *key, const plm_ids *ids)
{
  const plm_json_value *value = plm_get(r, object, key);
  return value != NULL ? plm_reference_value(r, value, key, ids) : -1;
}

plm_when plm_read_when(plm_reader *r, const plm_json_value *object, const char *key, const char *eventless)
{
  static const plm_member keys[] = {{"event", PLM_KEY_REQUIRED}, {"days", PLM_KEY_OPTIONAL}, PLM_KEYS_END};
  static const char *const names[] = {"planned_opening", "opening", "closing", NULL};
  static const plm_when_kind kinds[] = {PLM_WHEN_PLANNED_OPENING, PLM_WHEN_OPENING, PLM_WHEN_CLOSING};
  const plm_json_value *value = plm_get(r, object, key);
  plm_when when = {PLM_WHEN_NONE, 0};
  int32_t date;
  if (value == NULL)
    return when;
  if (plm_json_string(value) != NULL && plm_parse_date(plm_json_string(value), &date)) {
    when.kind = PLM_WHEN_DATE;
    when.days = date - r->scenario->start;
    return when;
  }
  if (!plm_json_is_object(value)) {
    plm_report_found(r, value, key,
                     eventless == NULL ? PLM_DATE_ALLOWED
                         ", or an event such as {\"event\": \"opening\", \"days\": -84}"
                                       : PLM_DATE_ALLOWED);
    return when;
  }
  if (eventless != NULL) {
    plm_words allowed = {{0}, 0};
    plm_words_add(&allowed, PLM_DATE_ALLOWED);
    plm_words_add(&allowed, eventless);
    plm_report_found(r, value, key, allowed.text);
    return when;
  }
  (void)plm_check_object(r, value, key, keys);
  if (plm_get(r, value, "event") != NULL)
    when.kind = kinds[plm_read_choice(r, value, "event", names, 0)];
  when.days = plm_read_whole(r, value, "days", &plm_offset_days, 0);
  return when;
}
