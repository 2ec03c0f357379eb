/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/reader.h"
#include "base/date.h"
#include "base/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const plm_number_rule plm_any_number = {-PLACEMENT_LIMIT_NUMBER, PLACEMENT_LIMIT_NUMBER, false, false,
                                        "a number from -1,000,000,000 to 1,000,000,000"};
const plm_number_rule plm_amount = {0, PLACEMENT_LIMIT_NUMBER, false, false, "a number from 0 to 1,000,000,000"};
const plm_number_rule plm_probability = {0, 1, false, false, "a number from 0 to 1"};
const plm_number_rule plm_rate = {-1, 10, true, false, "a number above -1 and up to 10 (0.02 is 2% a year)"};
const plm_number_rule plm_per_year = {0, PLACEMENT_LIMIT_RATE, false, true, "a number a year from 0 to 1,000"};
const plm_number_rule plm_offset_days = {-PLACEMENT_LIMIT_DAYS, PLACEMENT_LIMIT_DAYS, false, false,
                                         "a whole number of days from -36,525 to 36,525"};
const plm_number_rule plm_period_days = {0, PLACEMENT_LIMIT_DAYS, false, false,
                                         "a whole number of days from 0 to 36,525"};

void *plm_reader_array(plm_reader *r, size_t count, size_t size)
{
  void *array = plm_new_array(count, size);
  if (array == NULL)
    r->out_of_memory = true;
  return array;
}

char *plm_reader_copy(plm_reader *r, const char *text)
{
  char *copy = plm_copy_string(text);
  if (copy == NULL)
    r->out_of_memory = true;
  return copy;
}

bool plm_reader_full(const plm_reader *r)
{
  return placement_problems_count(r->problems) >= PLACEMENT_LIMIT_PROBLEMS;
}

static void report_at(plm_reader *r, const plm_json_value *value, plm_place place, placement_status code,
                      const char *message)
{
  placement_error problem = PLACEMENT_ERROR_INIT;
  plm_words pointer = {{0}, 0};
  if (plm_reader_full(r)) {
    r->too_many = true;
    return;
  }
  plm_json_pointer(&r->tree, value, &pointer);
  problem.code = code;
  problem.line = place.line;
  problem.column = place.column;
  plm_copy_text(problem.file, sizeof problem.file, r->file);
  plm_copy_text(problem.pointer, sizeof problem.pointer, pointer.text);
  plm_copy_text(problem.message, sizeof problem.message, message);
  if (plm_problems_add(r->problems, &problem) != PLACEMENT_OK)
    r->out_of_memory = true;
}

void plm_report(plm_reader *r, const plm_json_value *value, placement_status code, const char *message)
{
  report_at(r, value, value->place, code, message);
}

void plm_report_key(plm_reader *r, const plm_json_value *member, placement_status code, const char *message)
{
  report_at(r, member, member->key, code, message);
}

static void report_found(plm_reader *r, const plm_json_value *value, placement_status code, const char *name,
                         const char *allowed)
{
  plm_words words = {{0}, 0};
  plm_words_add(&words, "found ");
  plm_json_show(&r->tree, value, &words);
  plm_words_add(&words, ", but ");
  plm_words_add(&words, name);
  plm_words_add(&words, " must be ");
  plm_words_add(&words, allowed);
  plm_report(r, value, code, words.text);
}

void plm_report_found(plm_reader *r, const plm_json_value *value, const char *name, const char *allowed)
{
  report_found(r, value, PLACEMENT_ERROR_SCENARIO, name, allowed);
}

bool plm_check_list(plm_reader *r, const plm_json_value *value, const char *name, size_t most)
{
  char allowed[64];
  plm_words words = {{0}, 0};
  if (!plm_json_is_list(value)) {
    plm_report_found(r, value, name, "a list");
    return false;
  }
  if (value->entries <= most)
    return true;
  (void)snprintf(allowed, sizeof allowed, "found %lu entries, but ", (unsigned long)value->entries);
  plm_words_add(&words, allowed);
  plm_words_add(&words, name);
  (void)snprintf(allowed, sizeof allowed, " must have at most %zu", most);
  plm_words_add(&words, allowed);
  plm_report(r, value, PLACEMENT_ERROR_LIMIT, words.text);
  return false;
}

const plm_json_value *plm_get(const plm_reader *r, const plm_json_value *object, const char *key)
{
  return plm_json_member(&r->tree, object, key);
}

bool plm_number_value(plm_reader *r, const plm_json_value *value, const char *name, const plm_number_rule *rule,
                      double *number)
{
  double found = 0;
  bool is_number = plm_json_number(value, &found);
  if (is_number && found <= rule->max && (rule->above_min ? found > rule->min : found >= rule->min)) {
    *number = found;
    return true;
  }
  report_found(r, value,
               is_number && rule->limit && found > rule->max ? PLACEMENT_ERROR_LIMIT : PLACEMENT_ERROR_SCENARIO, name,
               rule->allowed);
  return false;
}

double plm_read_number(plm_reader *r, const plm_json_value *object, const char *key, const plm_number_rule *rule,
                       double fallback)
{
  const plm_json_value *value = plm_get(r, object, key);
  if (value != NULL)
    (void)plm_number_value(r, value, key, rule, &fallback);
  return fallback;
}

int32_t plm_read_whole(plm_reader *r, const plm_json_value *object, const char *key, const plm_number_rule *rule,
                       int32_t fallback)
{
  const plm_json_value *value = plm_get(r, object, key);
  double number = 0;
  if (value == NULL || !plm_number_value(r, value, key, rule, &number))
    return fallback;
  if (number == floor(number))
    return (int32_t)number;
  plm_report_found(r, value, key, rule->allowed);
  return fallback;
}

double *plm_numbers_value(plm_reader *r, const plm_json_value *value, const char *name, const plm_number_rule *rule,
                          size_t *count)
{
  double *numbers;
  bool sound = true;
  *count = 0;
  if (!plm_check_list(r, value, name, PLACEMENT_LIMIT_LIST))
    return NULL;
  if (value->entries == 0) {
    plm_report(r, value, PLACEMENT_ERROR_SCENARIO, "found an empty list, but at least one number is needed");
    return NULL;
  }
  numbers = plm_reader_array(r, value->entries, sizeof *numbers);
  if (numbers == NULL)
    return NULL;
  for (const plm_json_value *entry = plm_json_first(value); entry != NULL; entry = plm_json_next(&r->tree, entry))
    sound = plm_number_value(r, entry, "each entry", rule, &numbers[entry->position]) && sound;
  if (!sound) {
    free(numbers);
    return NULL;
  }
  *count = value->entries;
  return numbers;
}

bool plm_read_bool(plm_reader *r, const plm_json_value *object, const char *key, bool fallback)
{
  const plm_json_value *value = plm_get(r, object, key);
  if (value != NULL && !plm_json_bool(value, &fallback))
    plm_report_found(r, value, key, "true or false");
  return fallback;
}

/* No control characters: C0, DEL and C1 (0xC2 0x80 to 0xC2 0x9F). */
static bool is_printable(const char *text)
{
  for (const unsigned char *b = (const unsigned char *)text; *b != 0; b++) {
    if (*b < 0x20 || *b == 0x7F || (*b == 0xC2 && b[1] < 0xA0))
      return false;
  }
  return true;
}

char *plm_read_text(plm_reader *r, const plm_json_value *object, const char *key, bool may_be_empty)
{
  const plm_json_value *value = plm_get(r, object, key);
  const char *text = value != NULL ? plm_json_string(value) : NULL;
  if (value == NULL)
    return NULL;
  if (text != NULL && (may_be_empty || *text != '\0') && strlen(text) <= PLACEMENT_LIMIT_TEXT && is_printable(text))
    return plm_reader_copy(r, text);
  plm_report_found(r, value, key,
                   may_be_empty ? "a text on one line of at most 1,000 bytes"
                                : "a text on one line of 1 to 1,000 bytes");
  return NULL;
}

/* Adds `"a", "b" or "c"`. */
static void add_choices(plm_words *words, const char *const *choices)
{
  for (size_t i = 0; choices[i] != NULL; i++) {
    if (i > 0)
      plm_words_add(words, choices[i + 1] == NULL ? " or " : ", ");
    plm_words_add_quoted(words, choices[i]);
  }
}

int plm_read_choice(plm_reader *r, const plm_json_value *object, const char *key, const char *const *choices,
                    int fallback)
{
  const plm_json_value *value = plm_get(r, object, key);
  const char *text = value != NULL ? plm_json_string(value) : NULL;
  plm_words allowed = {{0}, 0};
  if (value == NULL)
    return fallback;
  for (int i = 0; text != NULL && choices[i] != NULL; i++) {
    if (strcmp(text, choices[i]) == 0)
      return i;
  }
  add_choices(&allowed, choices);
  plm_report_found(r, value, key, allowed.text);
  return fallback;
}

bool plm_read_date(plm_reader *r, const plm_json_value *object, const char *key, int32_t *date)
{
  const plm_json_value *value = plm_get(r, object, key);
  const char *text = value != NULL ? plm_json_string(value) : NULL;
  if (value == NULL)
    return false;
  if (text != NULL && plm_parse_date(text, date))
    return true;
  plm_report_found(r, value, key, PLM_DATE_ALLOWED);
  return false;
}
