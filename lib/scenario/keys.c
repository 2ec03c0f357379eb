/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The keys of an object: known ones, and what to say about the others.
 */
#include "scenario/reader.h"

#include <stdio.h>
#include <string.h>

/* What may stand in every object, for people and editors. */
static const char *const free_keys[] = {"$schema", "title", "notes"};

#define FREE_KEYS (sizeof free_keys / sizeof *free_keys)

/* Where the keys of the table and the free ones stand first in an object. */
typedef struct firsts {
  const plm_json_value *known[PLM_MOST_KEYS], *free[FREE_KEYS];
} firsts;

static bool is_ignored(const char *key)
{
  return strncmp(key, "x-", 2) == 0;
}

bool plm_is_free_key(const char *key)
{
  for (size_t f = 0; f < FREE_KEYS; f++) {
    if (strcmp(free_keys[f], key) == 0)
      return true;
  }
  return is_ignored(key);
}

static void report_unknown(plm_reader *r, const plm_json_value *member, const plm_member *keys)
{
  plm_words words = {{0}, 0};
  plm_nearest nearest = {plm_json_key(member), NULL, 0};
  if (!plm_reader_full(r)) {
    plm_words_add(&words, "unknown key ");
    plm_words_add_quoted(&words, plm_json_key(member));
    for (size_t k = 0; keys[k].name != NULL; k++)
      plm_nearest_offer(&nearest, keys[k].name);
    for (size_t f = 0; f < FREE_KEYS; f++)
      plm_nearest_offer(&nearest, free_keys[f]);
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

/* Where to remember that a key is given; NULL if it is unknown. */
static const plm_json_value **first_of(firsts *seen, const plm_member *keys, const char *name)
{
  for (size_t k = 0; keys[k].name != NULL; k++) {
    if (strcmp(keys[k].name, name) == 0)
      return &seen->known[k];
  }
  for (size_t f = 0; f < FREE_KEYS; f++) {
    if (strcmp(free_keys[f], name) == 0)
      return &seen->free[f];
  }
  return NULL;
}

static void check_member(plm_reader *r, const plm_json_value *member, const plm_member *keys, firsts *seen)
{
  const plm_json_value **first;
  if (is_ignored(plm_json_key(member)))
    return;
  first = first_of(seen, keys, plm_json_key(member));
  if (first == NULL)
    report_unknown(r, member, keys);
  else if (*first != NULL)
    report_duplicate(r, member, *first);
  else
    *first = member;
}

bool plm_check_object(plm_reader *r, const plm_json_value *value, const char *name, const plm_member *keys)
{
  firsts seen = {{NULL}, {NULL}};
  if (!plm_json_is_object(value)) {
    plm_report_found(r, value, name, "an object");
    return false;
  }
  for (const plm_json_value *member = plm_json_first(value); member != NULL; member = plm_json_next(&r->tree, member))
    check_member(r, member, keys, &seen);
  for (size_t k = 0; keys[k].name != NULL; k++) {
    if (keys[k].use == PLM_KEY_REQUIRED && seen.known[k] == NULL)
      plm_report_missing(r, value, keys[k].name, "");
  }
  return true;
}
