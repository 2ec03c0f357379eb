/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The keys of an object: known ones, and what to say about the others.
 */
#include "scenario/reader.h"

#include <stdio.h>
#include <string.h>

static void report_unknown(plm_reader *r, const plm_json_value *member, const plm_member *keys)
{
  plm_words words = {{0}, 0};
  plm_nearest nearest = {plm_json_key(member), NULL, 0};
  if (!plm_reader_full(r)) {
    plm_words_add(&words, "unknown key ");
    plm_words_add_quoted(&words, plm_json_key(member));
    for (size_t k = 0; keys[k].name != NULL; k++)
      plm_nearest_offer(&nearest, keys[k].name);
    plm_words_add_nearest(&words, &nearest);
  }
  plm_report_key(r, member, PLACEMENT_ERROR_SCENARIO, words.text);
}

static void report_duplicate(plm_reader *r, const plm_json_value *member, const plm_json_value *first)
{
  plm_words words = {{0}, 0};
  char line[64];
  (void)snprintf(line, sizeof line, ": it is first given on line %d", (int)first->key.line);
  plm_words_add(&words, "duplicate key ");
  plm_words_add_quoted(&words, plm_json_key(member));
  plm_words_add(&words, line);
  plm_report_key(r, member, PLACEMENT_ERROR_SCENARIO, words.text);
}

void plm_report_missing(plm_reader *r, const plm_json_value *object, const char *key, const char *why)
{
  plm_words words = {{0}, 0};
  plm_words_add(&words, "the key ");
  plm_words_add_quoted(&words, key);
  plm_words_add(&words, " is missing");
  plm_words_add(&words, why);
  plm_report(r, object, PLACEMENT_ERROR_SCENARIO, words.text);
}

static void check_member(plm_reader *r, const plm_json_value *member, const plm_member *keys,
                         const plm_json_value *first[PLM_MOST_KEYS])
{
  const char *name = plm_json_key(member);
  size_t k = 0;
  if (strncmp(name, "x-", 2) == 0)
    return;
  while (keys[k].name != NULL && strcmp(keys[k].name, name) != 0)
    k++;
  if (keys[k].name == NULL) {
    report_unknown(r, member, keys);
    return;
  }
  if (first[k] != NULL) {
    report_duplicate(r, member, first[k]);
    return;
  }
  first[k] = member;
}

bool plm_check_object(plm_reader *r, const plm_json_value *value, const char *name, const plm_member *keys)
{
  const plm_json_value *first[PLM_MOST_KEYS] = {NULL};
  if (!plm_json_is_object(value)) {
    plm_report_found(r, value, name, "an object");
    return false;
  }
  for (const plm_json_value *member = plm_json_first(value); member != NULL; member = plm_json_next(&r->tree, member))
    check_member(r, member, keys, first);
  for (size_t k = 0; keys[k].name != NULL; k++) {
    if (keys[k].use == PLM_KEY_REQUIRED && first[k] == NULL)
      plm_report_missing(r, value, keys[k].name, "");
  }
  return true;
}
