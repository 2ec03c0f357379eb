/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A home is left out by closing it before it can open: it never opens, and nothing is ever due for it. Taking it out of
 * the list would move those after it, to which uncertain inputs may point, and break what else names it.
 */
#include "analysis/valued.h"
#include "base/date.h"
#include "base/error.h"
#include "base/memory.h"
#include "scenario/scenario.h"

#include <placement/change.h>

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LONGEST_OPERATION 128
#define LONG_AGO "1900-01-01" /* the first date of the format */

static bool is_of_phase(int32_t kind)
{
  return kind == PLACEMENT_VALUE_PHASE || kind == PLACEMENT_VALUE_OPEN_PHASE;
}

static bool is_closing(int32_t kind)
{
  return kind == PLACEMENT_VALUE_OPEN_HOME || kind == PLACEMENT_VALUE_OPEN_PHASE;
}

/* Whether the home is one of those valued, and, of a closing, has not closed by then. */
static bool concerns(const placement_scenario *s, const plm_valued *v, size_t home)
{
  const plm_home *h = &s->homes[home];
  bool named = is_of_phase(v->kind) ? (size_t)h->phase == v->position : home == v->position;
  return named && !(is_closing(v->kind) && h->has_closes && h->closes <= v->day);
}

static int32_t beds_of(const placement_scenario *s, const plm_valued *v)
{
  int32_t beds = 0;
  for (size_t h = 0; h < s->home_count; h++)
    beds += concerns(s, v, h) ? s->homes[h].beds : 0;
  return beds;
}

static placement_status find_state(const placement_scenario *s, plm_valued *v, placement_error *err)
{
  char pointer[40];
  placement_input input;
  if (v->kind != PLACEMENT_VALUE_LAST_BED && v->kind != PLACEMENT_VALUE_NEXT_BED)
    return PLACEMENT_OK;
  (void)snprintf(pointer, sizeof pointer, "/homes/%zu/beds", v->position);
  placement_status status = placement_scenario_input(s, pointer, &input, err);
  if (status != PLACEMENT_OK)
    return status;
  if (input.uncertain >= 0 && s->uncertain[input.uncertain].as == PLM_AS_VALUE)
    v->state = PLACEMENT_VALUE_DRAWN;
  else if (v->kind == PLACEMENT_VALUE_LAST_BED && input.value - 1 < input.low)
    v->state = PLACEMENT_VALUE_NEEDED;
  else if (v->kind == PLACEMENT_VALUE_NEXT_BED && input.value + 1 > input.high)
    v->state = PLACEMENT_VALUE_MOST;
  return PLACEMENT_OK;
}

/* Writes the day as a date; false after the last that the format knows. */
static bool write_date(const placement_scenario *s, int32_t day, char *date, size_t size)
{
  int32_t parsed;
  plm_civil civil = plm_civil_from_date(s->start + day);
  (void)snprintf(date, size, "%04d-%02d-%02d", (int)civil.year % 10000, (int)civil.month, (int)civil.day);
  return plm_parse_date(date, &parsed);
}

/* Adds an entry for each home or phase, but for those without homes that it concerns. */
static placement_status add_kind(const placement_scenario *s, int32_t kind, int32_t day, plm_valued *list,
                                 size_t *count, placement_error *err)
{
  size_t owners = is_of_phase(kind) ? s->phase_count : s->home_count;
  for (size_t i = 0; i < owners; i++) {
    plm_valued v = {.kind = kind, .position = i, .day = day};
    v.beds = beds_of(s, &v);
    if (v.beds == 0 || (is_closing(kind) && !write_date(s, day, v.date, sizeof v.date)))
      continue;
    placement_status status = find_state(s, &v, err);
    if (status != PLACEMENT_OK)
      return status;
    list[(*count)++] = v;
  }
  return PLACEMENT_OK;
}

placement_status plm_valued_list(const placement_scenario *s, const placement_plan *plan, int32_t at, plm_valued **list,
                                 size_t *count, placement_error *err)
{
  const plm_calendar *calendar = &plan->calendar;
  size_t dates = at >= 0 ? 1 : calendar->year_count - 1;
  plm_valued *made = plm_new_array((s->home_count + s->phase_count) * (dates + 1) + 2 * s->home_count, sizeof *made);
  placement_status status = made != NULL ? PLACEMENT_OK : plm_fail_memory(err);
  *count = 0;
  for (int32_t kind = 0; kind < PLACEMENT_VALUE_OPEN_HOME && status == PLACEMENT_OK; kind++)
    status = add_kind(s, kind, 0, made, count, err);
  for (int32_t kind = PLACEMENT_VALUE_OPEN_HOME; kind < PLACEMENT_VALUE_KINDS; kind++)
    for (size_t d = 0; d < dates && status == PLACEMENT_OK; d++)
      status = add_kind(s, kind, at >= 0 ? at : calendar->year_start[d + 1], made, count, err);
  if (status != PLACEMENT_OK) {
    free(made);
    return status;
  }
  *list = made;
  return PLACEMENT_OK;
}

/* A JSON Patch as it is written. */
typedef struct patch {
  char *text;
  size_t used;
} patch;

static void add_operation(patch *p, const char *format, ...) PLM_PRINTF(2, 3);
static void add_operation(patch *p, const char *format, ...)
{
  va_list arguments;
  p->text[p->used] = p->used == 0 ? '[' : ',';
  p->used++;
  va_start(arguments, format);
  int length = vsnprintf(p->text + p->used, LONGEST_OPERATION, format, arguments);
  va_end(arguments);
  p->used += (size_t)length;
}

/* Children who live in a home that is left out: they are placed externally instead. */
static size_t move_out(const placement_scenario *s, const plm_valued *v, patch *p)
{
  size_t moved = 0;
  for (size_t g = 0; g < s->group_count; g++) {
    for (size_t i = 0; i < s->groups[g].child_count; i++) {
      int32_t place = s->groups[g].children[i].place;
      if (place < 0 || !concerns(s, v, (size_t)place))
        continue;
      moved++;
      if (p != NULL)
        add_operation(p, "{\"op\":\"remove\",\"path\":\"/groups/%zu/initial/children/%zu/place\"}", g, i);
    }
  }
  return moved;
}

static placement_status close_homes(const placement_scenario *s, const plm_valued *v, placement_scenario **changed,
                                    placement_error *err)
{
  bool never = !is_closing(v->kind);
  size_t operations = s->home_count + (never ? move_out(s, v, NULL) : 0);
  patch p = {plm_new_array(operations + 1, LONGEST_OPERATION), 0};
  if (p.text == NULL)
    return plm_fail_memory(err);
  for (size_t h = 0; h < s->home_count; h++)
    if (concerns(s, v, h))
      add_operation(&p, "{\"op\":\"add\",\"path\":\"/homes/%zu/closes\",\"value\":\"%s\"}", h,
                    never ? LONG_AGO : v->date);
  if (never)
    (void)move_out(s, v, &p);
  p.text[p.used++] = ']';
  placement_status status = placement_scenario_patch(s, p.text, p.used, changed, NULL, err);
  free(p.text);
  return status;
}

placement_status plm_valued_change(const placement_scenario *s, const plm_valued *v, placement_scenario **changed,
                                   placement_error *err)
{
  char pointer[40];
  bool more = v->kind == PLACEMENT_VALUE_NEXT_BED;
  if (!more && v->kind != PLACEMENT_VALUE_LAST_BED)
    return close_homes(s, v, changed, err);
  (void)snprintf(pointer, sizeof pointer, "/homes/%zu/beds", v->position);
  placement_change change = {pointer, PLACEMENT_CHANGE_ADD, more ? 1 : -1};
  return placement_scenario_change(s, &change, 1, changed, err);
}
