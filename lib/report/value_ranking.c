/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/value_ranking.h"

#include "base/date.h"
#include "base/memory.h"
#include "plan/plan.h"
#include "report/told_dates.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

placement_effect plm_value_effect(const plm_value_ranking *t, size_t index, size_t column)
{
  placement_effect effect = {0};
  (void)placement_value_effect(t->value, index, column, &effect, NULL);
  return effect;
}

static int by_value(const void *a, const void *b)
{
  const plm_value_row *x = a, *y = b;
  if (x->item.kind != y->item.kind)
    return x->item.kind < y->item.kind ? -1 : 1;
  int dates = strcmp(x->item.date, y->item.date);
  if (dates != 0)
    return dates;
  if (x->value != y->value)
    return x->value > y->value ? -1 : 1;
  return x->index < y->index ? -1 : 1;
}

placement_status plm_value_rank(plm_value_ranking *t, placement_error *err)
{
  size_t count = placement_value_count(t->value);
  t->rows = plm_new_array(count, sizeof *t->rows);
  if (t->rows == NULL)
    return plm_fail_memory(err);
  for (size_t i = 0; i < count; i++) {
    plm_value_row *r = &t->rows[t->count];
    if (placement_value_item(t->value, i, &r->item, NULL) != PLACEMENT_OK || r->item.state != PLACEMENT_VALUE_KNOWN)
      continue;
    r->index = i;
    r->value = -plm_value_effect(t, i, t->horizon).cost.value;
    t->count++;
  }
  qsort(t->rows, t->count, sizeof *t->rows, by_value);
  return PLACEMENT_OK;
}

const plm_value_row *plm_value_first(const plm_value_ranking *t, int32_t kind, size_t *count)
{
  const plm_value_row *first = NULL;
  *count = 0;
  for (size_t i = 0; i < t->count; i++) {
    if (t->rows[i].item.kind != kind)
      continue;
    first = first != NULL ? first : &t->rows[i];
    (*count)++;
  }
  return first;
}

#define NEGLIGIBLE 0.5 /* is told as nothing */

plm_decimal plm_value_told(const plm_value_ranking *t, double value)
{
  char text[PLM_DECIMAL_SIZE];
  plm_decimal told = plm_findings_about(t->findings, fabs(value));
  if (fabs(value) < NEGLIGIBLE) {
    plm_copy_text(told.text, sizeof told.text, "changes no cost");
    return told;
  }
  (void)snprintf(text, sizeof text, "%s%.480s%s", value < 0 ? "costs " : "saves ", told.text,
                 value < 0 ? " more than it saves" : "");
  plm_copy_text(told.text, sizeof told.text, text);
  return told;
}

plm_decimal plm_value_told_error(const plm_value_ranking *t, const plm_value_row *r)
{
  return plm_findings_about(t->findings, plm_value_effect(t, r->index, t->horizon).cost.se);
}

/* In percent of the futures. */
static plm_decimal told_futures(const plm_value_ranking *t, const plm_value_row *r)
{
  return plm_format_decimal(100 * plm_value_effect(t, r->index, t->horizon).lower.value, 1, false);
}

/* "; before capital, which counts in full, it saves £12"; nothing without
 * capital. */
static plm_words told_before_capital(const plm_value_ranking *t, const plm_value_row *r)
{
  plm_words words = {{0}, 0};
  placement_effect effect = plm_value_effect(t, r->index, t->horizon);
  if (fabs(effect.capital.value) < NEGLIGIBLE)
    return words;
  plm_words_add(&words, "; before capital, which counts in full, it ");
  plm_words_add(&words, plm_value_told(t, -effect.revenue.value).text);
  return words;
}

/* How many homes save money on average, and the most valuable. */
static void say_homes(const plm_value_ranking *t)
{
  size_t count, saving = 0;
  const plm_value_row *best = plm_value_first(t, PLACEMENT_VALUE_HOME, &count);
  char which[64];
  if (best == NULL)
    return;
  while (saving < count && best[saving].value >= NEGLIGIBLE)
    saving++;
  if (saving == count && count == 2)
    (void)snprintf(which, sizeof which, "both homes save");
  else if (saving == count)
    (void)snprintf(which, sizeof which, "all %zu homes save", count);
  else
    (void)snprintf(which, sizeof which, "%zu of the %zu homes save%s", saving, count, saving == 1 ? "s" : "");
  if (count == 1)
    plm_findings_sentence(t->findings,
                          "On average the home %s %s over the horizon (standard error %s), and it saves money in "
                          "%s%% of the futures%s.",
                          best->item.id, plm_value_told(t, best->value).text, plm_value_told_error(t, best).text,
                          told_futures(t, best).text, told_before_capital(t, best).text);
  else if (saving == 0)
    plm_findings_sentence(t->findings,
                          "On average none of the %zu homes saves money over the horizon; %s comes nearest: it %s "
                          "(standard error %s)%s.",
                          count, best->item.id, plm_value_told(t, best->value).text, plm_value_told_error(t, best).text,
                          told_before_capital(t, best).text);
  else
    plm_findings_sentence(t->findings,
                          "On average %s money over the horizon; %s is the most valuable: it %s (standard error %s), "
                          "and saves money in %s%% of the futures%s.",
                          which, best->item.id, plm_value_told(t, best->value).text, plm_value_told_error(t, best).text,
                          told_futures(t, best).text, told_before_capital(t, best).text);
}

static void say_beds(const plm_value_ranking *t)
{
  size_t planned, added;
  const plm_value_row *last = plm_value_first(t, PLACEMENT_VALUE_LAST_BED, &planned);
  const plm_value_row *next = plm_value_first(t, PLACEMENT_VALUE_NEXT_BED, &added);
  char more[2 * PLM_DECIMAL_SIZE + PLACEMENT_LIMIT_ID + 128] = "";
  if (next != NULL)
    (void)snprintf(more, sizeof more, "f beds that could be added, one in %s%s: it %s (standard error %s)",
                   next->item.id, last != NULL ? "" : " is worth most", plm_value_told(t, next->value).text,
                   plm_value_told_error(t, next).text);
  if (last != NULL)
    plm_findings_sentence(t->findings,
                          "Of the planned beds the last of %s is worth most: it %s on average (standard error %s)%s%s.",
                          last->item.id, plm_value_told(t, last->value).text, plm_value_told_error(t, last).text,
                          next != NULL ? "; o" : "", more);
  else if (next != NULL)
    plm_findings_sentence(t->findings, "O%s.", more);
}

/* "close oak on 1 April 2026, or not to open it if it has not by then", or, of a home that is planned for later, "give
 * oak up on 1 April 2026, before it opens (planned for 1 July 2026)". */
static plm_words told_closing(const plm_value_ranking *t, const plm_value_row *r)
{
  plm_words words = {{0}, 0};
  plm_words date = plm_told_dates(r->item.date);
  const plm_plan_phase *phase = &t->plan->phases[t->plan->homes[r->item.position].phase];
  plm_civil opens = plm_civil_from_date(t->plan->calendar.start + phase->planned_opening);
  int32_t closes = 0;
  char planned[64];
  bool later = plm_parse_date(r->item.date, &closes) && t->plan->calendar.start + phase->planned_opening >= closes;
  (void)snprintf(planned, sizeof planned, "%d %s %d", opens.day, plm_month_name(opens.month), opens.year);
  plm_words_add(&words, later ? "give " : "close ");
  plm_words_add(&words, r->item.id);
  plm_words_add(&words, later ? " up on " : " on ");
  plm_words_add(&words, date.text);
  plm_words_add(&words, later ? ", before it opens (planned for " : ", or not to open it if it has not by then");
  plm_words_add(&words, later ? planned : "");
  plm_words_add(&words, later ? ")" : "");
  return words;
}

/* "; from 1 April 2026 on only oak saves money by staying open, £12"; nothing if none does. */
static plm_words told_staying(const plm_value_ranking *t)
{
  plm_words words = {{0}, 0};
  const char *last = "";
  char text[PLM_DECIMAL_SIZE + PLACEMENT_LIMIT_ID + 128];
  size_t homes = 0, saving = 0;
  const plm_value_row *best = NULL;
  for (size_t i = 0; i < t->count; i++)
    if (t->rows[i].item.kind == PLACEMENT_VALUE_OPEN_HOME && strcmp(t->rows[i].item.date, last) > 0)
      last = t->rows[i].item.date;
  for (size_t i = 0; i < t->count; i++) {
    const plm_value_row *r = &t->rows[i];
    if (r->item.kind != PLACEMENT_VALUE_OPEN_HOME || strcmp(r->item.date, last) != 0)
      continue;
    homes++;
    saving += plm_value_effect(t, r->index, t->horizon).cost.high < 0;
    best = best == NULL || r->value > best->value ? r : best;
  }
  if (saving == 0)
    return words;
  plm_words_add(&words, "; from ");
  plm_words_add(&words, plm_told_dates(last).text);
  if (saving == 1)
    (void)snprintf(text, sizeof text, " on only %s saves money by staying open, ", best->item.id);
  else
    (void)snprintf(text, sizeof text, " on %zu of the %zu homes save money by staying open, %s most: ", saving, homes,
                   best->item.id);
  plm_words_add(&words, text);
  plm_words_add(&words, plm_findings_about(t->findings, best->value).text);
  return words;
}

/* The closing that saves most: that of which the value of staying open is lowest. */
static void say_closings(const plm_value_ranking *t)
{
  const plm_value_row *worst = NULL;
  placement_findings *f = t->findings;
  plm_words staying = told_staying(t);
  for (size_t i = 0; i < t->count; i++)
    if (t->rows[i].item.kind == PLACEMENT_VALUE_OPEN_HOME && (worst == NULL || t->rows[i].value < worst->value))
      worst = &t->rows[i];
  if (worst == NULL)
    return;
  placement_effect effect = plm_value_effect(t, worst->index, t->horizon);
  if (effect.cost.low > 0)
    plm_findings_sentence(f, "To %s, would save most: %s (standard error %s)%s.", told_closing(t, worst).text,
                          plm_findings_about(f, effect.cost.value).text, plm_findings_about(f, effect.cost.se).text,
                          staying.text);
  else
    plm_findings_sentence(f,
                          "Closing a home later, when what it took to open is spent, is not sure to save money on "
                          "average for any of them%s.",
                          staying.text);
}

void plm_value_say(const plm_value_ranking *t)
{
  say_homes(t);
  say_beds(t);
  say_closings(t);
}
