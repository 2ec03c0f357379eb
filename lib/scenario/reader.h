/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Typed reading of a scenario's values.
 *
 * Nothing here stops at a problem: it is noted with its place, pointer, the value found and what is allowed, and the
 * reader goes on with the fallback. Once memory is exhausted, `out_of_memory` is set and whatever follows has no
 * meaning but is safe to free.
 */
#ifndef PLM_SCENARIO_READER_H
#define PLM_SCENARIO_READER_H

#include "base/error.h"
#include "scenario/json_tree.h"
#include "scenario/scenario.h"

/* What can be referred to by id: `items` are structs whose first member is their id, which may be NULL. */
typedef struct plm_ids {
  const char *allowed; /* in words: "the id of a phase" */
  bool known;          /* false: they could not be read, so references to them are let pass */
  const void *items;
  size_t size; /* of an item */
  size_t count;
} plm_ids;

typedef struct plm_reader {
  plm_json_tree tree;
  const char *file; /* for the problems, "" if unknown */
  placement_problems *problems;
  bool too_many; /* problems than are listed */
  bool out_of_memory;
  bool horizon_known; /* the horizon is sound: days and financial years can be told */
  plm_ids groups, phases, homes, step_downs, indices;
  placement_scenario *scenario;
} plm_reader;

/* Notes a problem of a value; `plm_report_key`: of the key of a member. */
void plm_report(plm_reader *r, const plm_json_value *value, placement_status code, const char *message);
void plm_report_key(plm_reader *r, const plm_json_value *member, placement_status code, const char *message);

/* Notes `found X, but NAME must be ALLOWED`. */
void plm_report_found(plm_reader *r, const plm_json_value *value, const char *name, const char *allowed);

/* True once no more problems are listed: their messages need not be made. */
bool plm_reader_full(const plm_reader *r);

/* plm_new_array and plm_copy_string that note exhausted memory. */
void *plm_reader_array(plm_reader *r, size_t count, size_t size);
char *plm_reader_copy(plm_reader *r, const char *text);

/* Keys of an object. */
typedef enum plm_member_use { PLM_KEY_OPTIONAL, PLM_KEY_REQUIRED } plm_member_use;

typedef struct plm_member {
  const char *name;
  plm_member_use use;
} plm_member;

#define PLM_MOST_KEYS 32 /* of one object */
#define PLM_KEYS_END                                                                                                   \
  {                                                                                                                    \
    NULL, PLM_KEY_OPTIONAL                                                                                             \
  }

/* Checks that `value` is an object (`name` says which one) and its keys against the table, which ends with
 * PLM_KEYS_END and has at most PLM_MOST_KEYS keys: unknown, duplicate and missing ones are noted. False if
 * it is no object. Free keys may stand beside those of the table; the ones that begin with "x-" even twice. */
bool plm_check_object(plm_reader *r, const plm_json_value *value, const char *name, const plm_member *keys);

/* Keys that may stand in every object and hold anything: "$schema", "title", "notes", those that begin with "x-". */
bool plm_is_free_key(const char *key);

/* Notes that an object lacks a key; `why` (may be empty) follows. */
void plm_report_missing(plm_reader *r, const plm_json_value *object, const char *key, const char *why);

/* Checks that `value` is a list of at most `most` entries. False if it is not. */
bool plm_check_list(plm_reader *r, const plm_json_value *value, const char *name, size_t most);

/* The member with this key, or NULL. */
const plm_json_value *plm_get(const plm_reader *r, const plm_json_value *object, const char *key);

typedef struct plm_number_rule {
  double min, max;
  bool above_min;      /* `min` itself is not allowed */
  bool limit;          /* `max` is a stated limit: PLACEMENT_ERROR_LIMIT beyond it */
  const char *allowed; /* in words: "a number from 0 to 1" */
} plm_number_rule;

extern const plm_number_rule plm_any_number;  /* within PLACEMENT_LIMIT_NUMBER */
extern const plm_number_rule plm_amount;      /* the same, not negative */
extern const plm_number_rule plm_probability; /* 0 to 1 */
extern const plm_number_rule plm_rate;        /* a year, above -1 */
extern const plm_number_rule plm_per_year;    /* events a year, not negative */
extern const plm_number_rule plm_offset_days; /* whole days, before or after */
extern const plm_number_rule plm_period_days; /* whole days, not negative */

/* Each reads the member `key` of `object` and returns it; `fallback` (or NULL) if it is absent or not allowed. The
 * `_value` forms read a value itself; `name` stands for it in messages, and they return false if it is not allowed. */
double plm_read_number(plm_reader *r, const plm_json_value *object, const char *key, const plm_number_rule *rule,
                       double fallback);
int32_t plm_read_whole(plm_reader *r, const plm_json_value *object, const char *key, const plm_number_rule *rule,
                       int32_t fallback);
bool plm_number_value(plm_reader *r, const plm_json_value *value, const char *name, const plm_number_rule *rule,
                      double *number);

/* The numbers of a list of 1 to PLACEMENT_LIMIT_LIST entries, to be freed by the caller; NULL, with *count 0, if it is
 * not allowed. */
double *plm_numbers_value(plm_reader *r, const plm_json_value *value, const char *name, const plm_number_rule *rule,
                          size_t *count);

/* true or false. */
bool plm_read_bool(plm_reader *r, const plm_json_value *object, const char *key, bool fallback);

/* A text without control characters, at most PLACEMENT_LIMIT_TEXT bytes, to be freed by the caller. */
char *plm_read_text(plm_reader *r, const plm_json_value *object, const char *key, bool may_be_empty);

/* One of `choices` (which end with NULL): its position. */
int plm_read_choice(plm_reader *r, const plm_json_value *object, const char *key, const char *const *choices,
                    int fallback);

#define PLM_DATE_ALLOWED "a date written YYYY-MM-DD, such as \"2020-04-01\", in the years 1900 to 2299"

/* A date YYYY-MM-DD as base/date.h has it. */
bool plm_read_date(plm_reader *r, const plm_json_value *object, const char *key, int32_t *date);

/* The id of an object that is none of those in `others` (which may be NULL): letters, digits, '-', '_' and '.'. To be
 * freed by the caller. */
char *plm_read_id(plm_reader *r, const plm_json_value *object, const char *key, const plm_ids *others);
bool plm_is_id(const char *text);

/* The position of the item that the member `key` names, or -1. */
int32_t plm_read_reference(plm_reader *r, const plm_json_value *object, const char *key, const plm_ids *ids);
int32_t plm_reference_value(plm_reader *r, const plm_json_value *value, const char *name, const plm_ids *ids);

/* Position of an id, or -1. */
int32_t plm_find_id(const plm_ids *ids, const char *id);

/* A date, or an offset from an event, unless `eventless` says why there are no events; PLM_WHEN_NONE if it is absent or
 * not allowed. */
plm_when plm_read_when(plm_reader *r, const plm_json_value *object, const char *key, const char *eventless);

/* A distribution, with its text unless it is a number; *d is left alone if it is absent or not allowed. Without
 * `may_be_negative`, one that only has negative values is refused. */
void plm_read_distribution(plm_reader *r, const plm_json_value *object, const char *key, bool may_be_negative,
                           plm_distribution *d);

/* A distribution from text of its own. On failure *d is left alone. */
placement_status plm_parse_distribution(const char *text, bool may_be_negative, plm_distribution *d,
                                        placement_error *err);

#endif
