/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the parts of the explanation of a scenario share: figures in words, and which keys the analyst wrote.
 *
 * Values come from the scenario and the plan. The text of the scenario only tells which of them were written: a value
 * whose key is absent is shown as a default.
 */
#ifndef PLM_REPORT_EXPLAIN_H
#define PLM_REPORT_EXPLAIN_H

#include "base/error.h"
#include "plan/plan.h"
#include "plan/timetable.h"
#include "report/writer.h"
#include "scenario/json_tree.h"

#define PLM_TOLD_SIZE 64
#define PLM_TOLD_COUNT 32 /* figures that are alive at a time */

/* Children of a group whom the plan expects to be in need. */
typedef struct plm_told_need {
  double first, last;       /* in the first and in the last night of the horizon */
  double nights[PLM_KINDS]; /* over the horizon, planned and in emergencies */
} plm_told_need;

typedef struct plm_explain {
  plm_writer *writer;
  const placement_scenario *scenario;
  const placement_plan *plan;
  const plm_json_tree *tree;
  plm_timetable timetable; /* planned dates */
  plm_tables tables;
  plm_told_need *need; /* of each group */
  placement_error err; /* the first thing that went wrong: out of memory */
  size_t told;
  char figures[PLM_TOLD_COUNT][PLM_TOLD_SIZE];
} plm_explain;

/* Appends to the current line; at most 2,047 bytes. Only %s and %zu may be used: others depend on the locale. */
void plm_say(plm_explain *e, const char *format, ...) PLM_PRINTF(2, 3);

/* Figures as text, to be told before PLM_TOLD_COUNT further ones are made. */
const char *plm_told_number(plm_explain *e, double value);              /* with the decimals that it needs */
const char *plm_told_rounded(plm_explain *e, double value, int places); /* with exactly so many */
const char *plm_told_percent(plm_explain *e, double share);             /* as written */
const char *plm_told_share(plm_explain *e, double share);               /* worked out: to a tenth of a per cent */
const char *plm_told_amount(plm_explain *e, double amount);             /* as written: whole, or with pence */
const char *plm_told_money(plm_explain *e, double amount);              /* worked out: to the pound */
const char *plm_told_date(plm_explain *e, int32_t day);                 /* of the horizon */
const char *plm_told_count(plm_explain *e, int64_t count, const char *one, const char *many);

/* Lists in words: ", ", " and " or "" before entry `i` of `count`. */
const char *plm_told_comma(size_t i, size_t count);

/* The member `key` of the object that the analyst wrote; NULL if absent. */
const plm_json_value *plm_given(const plm_explain *e, const plm_json_value *object, const char *key);

/* " (default)" if the key is absent, else "". */
const char *plm_told_default(const plm_explain *e, const plm_json_value *object, const char *key);

/* A key and what its default means. */
typedef struct plm_default {
  const char *key, *words;
} plm_default;

/* An item with the defaults of the keys that are absent, if there are any. `rows` ends with an entry of NULLs. */
void plm_say_defaults(plm_explain *e, const plm_json_value *object, const plm_default *rows);

/* What the values of a distribution are. */
typedef enum plm_told_unit {
  PLM_TOLD_NIGHTS, /* drawn as at least 1 */
  PLM_TOLD_DELAY,  /* days, possibly negative */
  PLM_TOLD_YEARS,
  PLM_TOLD_WEEKLY, /* money a week */
  PLM_TOLD_PLAIN
} plm_told_unit;

/* A distribution in words: its form as the analyst wrote it under `value`, then its mean, P10, P50 and P90. */
void plm_say_distribution(plm_explain *e, const plm_json_value *value, const plm_distribution *d, plm_told_unit unit);

/* What the notes of the analyst (free text under "notes") begin with, and the section in which they do not need to. No
 * other item begins so but one of the published figures, whose labels are free text as well. */
#define PLM_NOTE_MARK "Note of the scenario"
#define PLM_NOTES_SECTION "Notes of the scenario"

/* An item for each text among the notes of an object, and of what lies in it but for cost lines and pairs, which have
 * their own. `on` says what the object is, NULL where its section says so. Without an object there are none. */
void plm_say_notes(plm_explain *e, const plm_json_value *object, const char *on);
void plm_say_own_notes(plm_explain *e, const plm_json_value *object, const char *on);   /* of the object alone */
void plm_say_inner_notes(plm_explain *e, const plm_json_value *object, const char *on); /* of what lies in it alone */

/* The parts, in the order in which they are told. */
void plm_explain_notes(plm_explain *e); /* of the scenario as a whole */
void plm_explain_prices(plm_explain *e);
void plm_explain_groups(plm_explain *e);
void plm_explain_compatibility(plm_explain *e);
void plm_explain_phases(plm_explain *e);
void plm_explain_programme(plm_explain *e);
void plm_explain_external(plm_explain *e);
void plm_explain_step_down(plm_explain *e);
void plm_explain_policy(plm_explain *e);
void plm_explain_uncertain(plm_explain *e);
void plm_explain_published(plm_explain *e);

/* An item for each cost line under the key "costs" of `owner`; in the programme there are no events. Tells of no lines
 * by default. */
void plm_say_costs(plm_explain *e, const plm_json_value *owner, const plm_cost_line *costs, size_t count,
                   plm_owner kind);

/* What a home costs in a year: items of running costs, one-off costs and break-even. */
void plm_say_home_costs(plm_explain *e, size_t home);

#endif
