/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/reasons.h"
#include "base/date.h"
#include "base/decimal.h"
#include "model/demand.h"

#include <stdio.h>
#include <string.h>

#define FAR_AWAY 200000 /* days: 547 years, so that years keep four digits */
#define MOST_NAMES 6    /* named in one reason; the others are counted */

/* A list of names, such as "core 1, core 4 and 3 more". */
typedef struct names {
  plm_words words;
  size_t count;
} names;

static void add_count(plm_words *words, size_t count)
{
  char text[24];
  (void)snprintf(text, sizeof text, "%zu", count);
  plm_words_add(words, text);
}

static void add_name(names *list, const char *name)
{
  if (list->count < MOST_NAMES && list->count > 0)
    plm_words_add(&list->words, ", ");
  if (list->count++ < MOST_NAMES)
    plm_words_add(&list->words, name);
}

static void add_names(plm_words *words, const names *list)
{
  plm_words_add(words, list->words.text);
  if (list->count <= MOST_NAMES)
    return;
  plm_words_add(words, " and ");
  add_count(words, list->count - MOST_NAMES);
  plm_words_add(words, " more");
}

const char *plm_label_child(const placement_workspace *w, const plm_child *child, char label[PLM_LABEL])
{
  bool initial = (child->index & PLM_INITIAL_BIT) != 0;
  (void)snprintf(label, PLM_LABEL, "%s %s%lu", w->plan->groups[child->group].id, initial ? "i" : "",
                 (unsigned long)(child->index & ~PLM_INITIAL_BIT) + 1);
  return label;
}

void plm_write_day(const placement_workspace *w, int32_t day, char text[12])
{
  plm_civil civil = plm_civil_from_date(w->plan->calendar.start + day);
  (void)snprintf(text, 12, "%04u-%02u-%02u", (unsigned)civil.year % 10000U, (unsigned)civil.month % 100U,
                 (unsigned)civil.day % 100U);
}

void plm_reason_date(const placement_workspace *w, int32_t day, plm_words *words)
{
  char text[24];
  if (day > -FAR_AWAY && day < FAR_AWAY)
    plm_write_day(w, day, text);
  else
    (void)snprintf(text, sizeof text, "day %ld", (long)day);
  plm_words_add(words, text);
}

void plm_reason_count(plm_words *words, int64_t count, const char *one, const char *many)
{
  plm_words_add(words, plm_format_number((double)count).text);
  plm_words_add(words, " ");
  plm_words_add(words, count == 1 ? one : many);
}

/* Those who live in the home, or those for whom it holds a bed. */
static void name_members(placement_workspace *w, size_t home, bool held, plm_words *words)
{
  names list = {{{0}, 0}, 0};
  char label[PLM_LABEL];
  for (int32_t i = 0; i < w->homes[home].residents + w->homes[home].held; i++) {
    const plm_child *child = &w->children[plm_members(w, home)[i]];
    if ((child->held == (int32_t)home) == held)
      add_name(&list, plm_label_child(w, child, label));
  }
  add_names(words, &list);
}

const char *plm_reason_not_open(const placement_workspace *w, size_t home)
{
  return w->day >= w->timetable.home_stop[home]      ? "will not open"
         : w->day >= w->timetable.home_closing[home] ? "closed"
                                                     : "not open yet";
}

/* Why a free bed stays empty although somebody waits whom the home takes. */
static void explain_unmatched(placement_workspace *w, size_t home, plm_words *words)
{
  enum { INCOMPATIBLE, EMERGENCY, STAYING, RECENT, KINDS };
  static const char *const why[KINDS] = {"not compatible with those who live there: ", "in an emergency placement: ",
                                         "no returns: ", "placed too recently to return: "};
  names lists[KINDS] = {{{{0}, 0}, 0}};
  char label[PLM_LABEL];
  for (size_t i = 0; i < w->child_high; i++) {
    const plm_child *child = &w->children[i];
    if (child->group == PLM_NOBODY || !child->waiting || !plm_takes(w->plan, home, child->group, child->emergency) ||
        plm_barred(w, home, child) || plm_refused(w, home, child))
      continue;
    size_t kind = plm_find_obstacle(w, home, child, NULL) == PLM_INCOMPATIBLE ? INCOMPATIBLE
                  : child->setting == PLM_IN_EMERGENCY                        ? EMERGENCY
                  : !w->plan->policy.returns                                  ? STAYING
                                                                              : RECENT;
    add_name(&lists[kind], plm_label_child(w, child, label));
  }
  bool first = true;
  for (size_t kind = 0; kind < KINDS; kind++) {
    if (lists[kind].count == 0)
      continue;
    plm_words_add(words, first ? "" : "; ");
    plm_words_add(words, why[kind]);
    add_names(words, &lists[kind]);
    first = false;
  }
}

void plm_reason_of_beds(placement_workspace *w, size_t home, size_t state, plm_words *words)
{
  switch (state) {
  case PLM_HOME_BEDS_OCCUPIED:
  case PLM_HOME_BEDS_HELD:
    name_members(w, home, state == PLM_HOME_BEDS_HELD, words);
    break;
  case PLM_HOME_BEDS_SOLD:
    plm_words_add(words, "to another authority");
    break;
  case PLM_HOME_BEDS_TURNAROUND:
    plm_words_add(words, "made ready after a stay");
    break;
  case PLM_HOME_BEDS_SUSPENDED:
    plm_words_add(words, "admissions are suspended");
    break;
  case PLM_HOME_BEDS_RAMP_UP:
    plm_words_add(words, "children move in one by one");
    break;
  case PLM_HOME_BEDS_UNMATCHED:
    explain_unmatched(w, home, words);
    break;
  default:
    plm_words_add(words, "nobody placed externally whom the home takes");
  }
}

void plm_reason_of_index(double index, plm_words *words)
{
  if (index == 1)
    return;
  plm_words_add(words, words->length > 0 ? ", index " : "index ");
  plm_words_add(words, plm_format_number(plm_round_decimal(index, 6)).text);
}

void plm_reason_of_line(const plm_line *line, double share, double index, plm_words *words)
{
  enum { WHOLE, BEDS, PLACES };
  static const char *const units[][3] = {[PLM_PER_ONCE] = {" payments", " beds", " places"},
                                         [PLM_PER_YEAR] = {" years", " bed-years", " place-years"},
                                         [PLM_PER_WEEK] = {" weeks", " bed-weeks", " place-weeks"},
                                         [PLM_PER_ADMISSION] = {" admissions", " admissions", " admissions"}};
  const char *unit = units[line->per][line->unit == PLM_FOR_HOME        ? WHOLE
                                      : line->owner == PLM_OWNER_SCHEME ? PLACES
                                                                        : BEDS];
  char text[16];
  (void)snprintf(text, sizeof text, "%.*s", (int)strlen(unit) - (share == 1 ? 1 : 0), unit);
  plm_words_add(words, plm_format_number(plm_round_decimal(share, 6)).text);
  plm_words_add(words, text);
  plm_reason_of_index(index, words);
}

/* The homes that cannot be entered for one and the same reason, in one row. */
static void tell_homes(placement_workspace *w, int32_t number, const char *why, const names *homes, const char *only)
{
  plm_words words = {{0}, 0};
  if (homes->count == 0)
    return;
  plm_words_add(&words, why);
  if (homes->count > 1) {
    plm_words_add(&words, ": ");
    add_names(&words, homes);
  }
  plm_tell(w, "not matched", number, homes->count == 1 ? only : NULL, words.text);
}

static void tell_obstacle(placement_workspace *w, int32_t number, size_t home, plm_obstacle obstacle, int32_t member)
{
  char label[PLM_LABEL];
  plm_words words = {{0}, 0};
  plm_words_add(&words, obstacle == PLM_BARRED    ? "cannot enter again after a placement that ended there"
                        : obstacle == PLM_REFUSED ? "refused by the home"
                                                  : "not compatible with ");
  if (obstacle == PLM_INCOMPATIBLE)
    plm_words_add(&words, member == PLM_NOBODY ? "a child of another authority"
                                               : plm_label_child(w, &w->children[member], label));
  plm_tell(w, "not matched", number, w->plan->homes[home].id, words.text);
}

/* Homes that are not open yet, not any more, or never. */
static void tell_not_open(placement_workspace *w, int32_t number)
{
  static const char *const reasons[] = {"not open yet", "closed", "will not open"};
  for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
    names homes = {{{0}, 0}, 0};
    const char *last = NULL;
    for (size_t h = 0; h < w->plan->home_count; h++) {
      if (w->homes[h].open || strcmp(plm_reason_not_open(w, h), reasons[i]) != 0)
        continue;
      last = w->plan->homes[h].id;
      add_name(&homes, last);
    }
    tell_homes(w, number, reasons[i], &homes, last);
  }
}

void plm_tell_obstacles(placement_workspace *w, int32_t number)
{
  static const char *const words[] = {[PLM_SUSPENDED] = "admissions are suspended",
                                      [PLM_RAMPING] = "children move in one by one",
                                      [PLM_FULL] = "no free bed",
                                      [PLM_NOT_TAKEN] = "does not take such a child"};
  const plm_child *child = &w->children[number];
  if (!child->suitable) {
    plm_tell(w, "not matched", number, NULL, "not suitable for a local home");
    return;
  }
  if (w->plan->home_count == 0)
    plm_tell(w, "not matched", number, NULL, "there are no homes");
  tell_not_open(w, number);
  for (plm_obstacle obstacle = PLM_SUSPENDED; obstacle <= PLM_INCOMPATIBLE; obstacle++) {
    names homes = {{{0}, 0}, 0};
    const char *last = NULL;
    for (size_t h = 0; h < w->plan->home_count; h++) {
      int32_t member = PLM_NOBODY;
      if (plm_find_obstacle(w, h, child, &member) != obstacle)
        continue;
      if (obstacle > PLM_NOT_TAKEN) {
        tell_obstacle(w, number, h, obstacle, member);
        continue;
      }
      last = w->plan->homes[h].id;
      add_name(&homes, last);
    }
    if (obstacle <= PLM_NOT_TAKEN)
      tell_homes(w, number, words[obstacle], &homes, last);
  }
}
