/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ledger_drawn.h"
#include "base/decimal.h"
#include "model/reasons.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void tell(placement_workspace *w, int32_t day, const char *event, const char *place, const plm_words *words)
{
  placement_ledger_row row = plm_ledger_row(w, day, day, plm_year_of_day(&w->plan->calendar, day));
  row.event = event;
  row.place = place;
  row.reason = words->length > 0 ? words->text : NULL;
  plm_ledger_emit(w, &row);
}

static void add_number(plm_words *words, double value)
{
  plm_words_add(words, plm_format_number(value).text);
}

/* The position in a list of the scenario with which the pointer begins, or SIZE_MAX. */
static size_t entry_of(const char *pointer, const char *list, size_t count)
{
  size_t length = strlen(list);
  if (strncmp(pointer, list, length) != 0)
    return SIZE_MAX;
  unsigned long position = strtoul(pointer + length, NULL, 10);
  return position < count ? (size_t)position : SIZE_MAX;
}

/* A pointer names entries of lists by their positions: the id says which one that is. */
static const char *group_of(const placement_plan *plan, const char *pointer)
{
  size_t group = entry_of(pointer, "/groups/", plan->group_count);
  return group != SIZE_MAX ? plan->groups[group].id : NULL;
}

static const char *place_of(const placement_plan *plan, const char *pointer)
{
  size_t home = entry_of(pointer, "/homes/", plan->home_count);
  size_t phase = entry_of(pointer, "/phases/", plan->phase_count);
  size_t scheme = entry_of(pointer, "/step_down/", plan->scheme_count);
  return home != SIZE_MAX     ? plan->homes[home].id
         : phase != SIZE_MAX  ? plan->phases[phase].id
         : scheme != SIZE_MAX ? plan->schemes[scheme].id
                              : NULL;
}

/* "40 x 1.05 = 42", "30 + 4.2 = 34.2", "42"; a distribution is multiplied as a whole. */
static void add_drawn(plm_words *words, const plm_drawn *d)
{
  const plm_input *input = d->input;
  double exact = d->drawn;
  if (input->kind == PLM_INPUT_DISTRIBUTION) {
    plm_words_add(words, "the distribution x ");
    add_number(words, d->value / input->base);
    return;
  }
  if (d->as != PLM_AS_VALUE) {
    exact = d->as == PLM_AS_FACTOR ? input->base * d->drawn : input->base + d->drawn;
    add_number(words, input->base);
    plm_words_add(words, d->as == PLM_AS_FACTOR ? " x " : d->drawn < 0 ? " - " : " + ");
    add_number(words, d->as == PLM_AS_FACTOR ? d->drawn : fabs(d->drawn));
    plm_words_add(words, " = ");
  }
  add_number(words, exact);
  if (exact == d->value)
    return;
  bool rounded = input->kind == PLM_INPUT_WHOLE && floor(exact + 0.5) == d->value;
  plm_words_add(words, rounded ? ", rounded to " : ", cut to the nearest that is allowed, ");
  add_number(words, d->value);
}

static void tell_inputs(placement_workspace *w)
{
  size_t count = w->varied != NULL ? plm_varied_count(w->varied) : 0;
  for (size_t i = 0; i < count; i++) {
    plm_drawn drawn = plm_varied_drawn(w->varied, i);
    const char *pointer = drawn.input->pointer;
    const char *group = group_of(w->plan, pointer);
    plm_words words = {{0}, 0};
    plm_words_add(&words, pointer);
    if (group != NULL) {
      plm_words_add(&words, " (");
      plm_words_add(&words, group);
      plm_words_add(&words, ")");
    }
    plm_words_add(&words, ": ");
    add_drawn(&words, &drawn);
    tell(w, 0, "input drawn", place_of(w->plan, pointer), &words);
  }
}

static bool is_drawn(const plm_quantile_table *delay)
{
  return !delay->constant || delay->value != 0;
}

static void add_late(plm_words *words, int32_t days)
{
  if (days == 0) {
    plm_words_add(words, "on time");
    return;
  }
  plm_reason_count(words, days < 0 ? -days : days, "day", "days");
  plm_words_add(words, days < 0 ? " early" : " late");
}

static void add_planned(const placement_workspace *w, plm_words *words, size_t phase)
{
  plm_words_add(words, ", planned for ");
  plm_reason_date(w, w->plan->phases[phase].planned_opening, words);
}

static void tell_phase(placement_workspace *w, size_t p)
{
  plm_words words = {{0}, 0};
  int32_t slip = w->plan->phases[p].slip_days;
  if (!is_drawn(w->plan->phases[p].delay) && slip == 0)
    return;
  add_late(&words, w->delays.phase[p]);
  if (slip != 0) {
    plm_words_add(&words, ", of which slip ");
    add_late(&words, slip);
  }
  add_planned(w, &words, p);
  tell(w, 0, "delay of the phase drawn", w->plan->phases[p].id, &words);
}

/* What makes the opening of a home another than the one planned. */
static void tell_expected(placement_workspace *w, size_t home)
{
  const plm_plan_home *of = &w->plan->homes[home];
  const plm_plan_phase *phase = &w->plan->phases[of->phase];
  int32_t expected = w->timetable.home_expected[home];
  int32_t registration = w->delays.registration[home];
  plm_words words = {{0}, 0};
  if (expected == phase->planned_opening && !is_drawn(of->registration_delay))
    return;
  plm_words_add(&words, "on ");
  plm_reason_date(w, expected, &words);
  add_planned(w, &words, (size_t)of->phase);
  plm_words_add(&words, "; phase ");
  add_late(&words, w->delays.phase[of->phase]);
  if (expected - registration > phase->planned_opening + w->delays.phase[of->phase]) {
    plm_words_add(&words, "; waits for ");
    plm_words_add(&words, w->plan->phases[phase->after_phase].id);
  }
  if (is_drawn(of->registration_delay)) {
    plm_words_add(&words, "; registration ");
    add_late(&words, registration);
  }
  tell(w, 0, "opening expected", of->id, &words);
}

/* A home stops on the day on which it is known that it never opens. */
static void tell_unopened(placement_workspace *w, size_t home, int32_t day)
{
  plm_words words = {{0}, 0};
  if (w->timetable.home_expected[home] < w->timetable.home_closing[home]) {
    plm_words_add(&words, "its registration is declined");
  } else {
    plm_words_add(&words, "it closes on ");
    plm_reason_date(w, w->timetable.home_closing[home], &words);
    plm_words_add(&words, " and would have opened on ");
    plm_reason_date(w, w->timetable.home_expected[home], &words);
  }
  tell(w, day, "home never opens", w->plan->homes[home].id, &words);
}

void plm_tell_drawn(placement_workspace *w)
{
  const placement_plan *plan = w->plan;
  const plm_words none = {{0}, 0};
  tell_inputs(w);
  for (size_t p = 0; p < plan->phase_count; p++)
    if (plan->phases[p].planned_opening >= 0)
      tell_phase(w, p);
  for (size_t h = 0; h < plan->home_count; h++) {
    if (plan->phases[plan->homes[h].phase].planned_opening >= 0)
      tell_expected(w, h);
    if (w->timetable.home_stop[h] <= 0)
      tell_unopened(w, h, 0);
    else if (w->timetable.home_opening[h] < 0 && w->timetable.home_closing[h] <= 0)
      tell(w, 0, "home is closed", plan->homes[h].id, &none);
  }
}

void plm_tell_unopened(placement_workspace *w, int32_t before)
{
  for (size_t h = 0; h < w->plan->home_count; h++) {
    int32_t day = w->timetable.home_stop[h];
    if (day > before && day <= w->day && day < w->plan->calendar.days)
      tell_unopened(w, h, day);
  }
}

void plm_tell_opening(placement_workspace *w, size_t home)
{
  size_t phase = (size_t)w->plan->homes[home].phase;
  int32_t opening = w->timetable.home_opening[home];
  int32_t planned = w->plan->phases[phase].planned_opening;
  plm_words words = {{0}, 0};
  if (opening < 0) {
    plm_words_add(&words, "since ");
    plm_reason_date(w, opening, &words);
  } else if (opening != planned) {
    add_late(&words, opening - planned);
  }
  if (opening != planned)
    add_planned(w, &words, phase);
  tell(w, w->day, opening < 0 ? "home is open" : "home opens", w->plan->homes[home].id, &words);
}
