/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What values of homes, beds and phases there are, in tables.
 */
#include "report/effect_findings.h"
#include "report/grounds.h"
#include "report/value_ranking.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const names[PLACEMENT_VALUE_KINDS] = {
    [PLACEMENT_VALUE_HOME] = "homes",           [PLACEMENT_VALUE_PHASE] = "phases",
    [PLACEMENT_VALUE_LAST_BED] = "last_beds",   [PLACEMENT_VALUE_NEXT_BED] = "next_beds",
    [PLACEMENT_VALUE_OPEN_HOME] = "open_homes", [PLACEMENT_VALUE_OPEN_PHASE] = "open_phases",
};

/* A cost with the other sign. */
static placement_estimate negated(const placement_estimate *e)
{
  return (placement_estimate){0 - e->value, e->se, 0 - e->high, 0 - e->low};
}

/* Whether a part of the effect over the horizon is not 0 for one of a kind. */
static bool has_capital(const plm_value_ranking *t, int32_t kind)
{
  size_t count;
  const plm_value_row *rows = plm_value_first(t, kind, &count);
  for (size_t i = 0; i < count; i++)
    if (plm_value_effect(t, rows[i].index, t->horizon).capital.value != 0)
      return true;
  return false;
}

static bool has_other(const plm_value_ranking *t, int32_t kind)
{
  size_t count;
  const plm_value_row *rows = plm_value_first(t, kind, &count);
  for (size_t i = 0; i < count; i++)
    if (plm_value_effect(t, rows[i].index, t->horizon).other.value != 0)
      return true;
  return false;
}

/* The note of a table, which is built in parts. */
typedef struct note {
  char text[4096];
  size_t used;
} note;

static void PLM_PRINTF(2, 3) add_note(note *n, const char *format, ...)
{
  va_list arguments;
  if (n->used > 0 && n->used + 1 < sizeof n->text)
    n->text[n->used++] = ' ';
  va_start(arguments, format);
  int length = vsnprintf(n->text + n->used, sizeof n->text - n->used, format, arguments);
  va_end(arguments);
  if (length > 0)
    n->used += (size_t)length;
  if (n->used >= sizeof n->text)
    n->used = sizeof n->text - 1;
}

/* Of how many the replications tell whether they are worth their cost. */
static void note_sure(const plm_value_ranking *t, int32_t kind, note *n)
{
  size_t count, worth = 0, not_worth = 0;
  const plm_value_row *rows = plm_value_first(t, kind, &count);
  for (size_t i = 0; i < count; i++) {
    placement_effect effect = plm_value_effect(t, rows[i].index, t->horizon);
    worth += effect.cost.high < 0;
    not_worth += effect.cost.low > 0;
  }
  if (count > 1)
    add_note(n, "By their 95%% intervals %s of the %zu %s money on average, and %s %s.",
             worth == 0 ? "none" : plm_format_number((double)worth).text, count, worth < 2 ? "saves" : "save",
             not_worth == 0 ? "none" : plm_format_number((double)not_worth).text,
             not_worth < 2 ? "costs more than it saves" : "cost more than they save");
}

/* The homes of which a bed is not valued for the same reason, in one sentence; the first of them by name. */
static void note_unknown_of(const plm_value_ranking *t, int32_t kind, int32_t state, note *n)
{
  static const char *const why[] = {
      [PLACEMENT_VALUE_NEEDED] = "there is no bed to spare: it is the only one, or all are needed on day 0",
      [PLACEMENT_VALUE_MOST] = "a home can have no more beds",
      [PLACEMENT_VALUE_DRAWN] = "the number of beds is drawn in each replication",
  };
  enum { NAMED = 3 };
  char homes[(PLACEMENT_LIMIT_ID + 2) * NAMED + 32] = "";
  placement_valued item;
  size_t count = 0, used = 0;
  for (size_t i = 0; i < placement_value_count(t->value); i++) {
    if (placement_value_item(t->value, i, &item, NULL) != PLACEMENT_OK || item.kind != kind || item.state != state)
      continue;
    if (count++ < NAMED)
      used += (size_t)snprintf(homes + used, sizeof homes - used, "%s%s", used > 0 ? ", " : "", item.id);
  }
  if (count > NAMED)
    (void)snprintf(homes + used, sizeof homes - used, " and %zu more", count - NAMED);
  if (count > 0)
    add_note(n, "The value of %s is not told of %s: %s.",
             kind == PLACEMENT_VALUE_LAST_BED ? "the last bed" : "one more bed", homes, why[state]);
}

/* Beds of which the value is not known. */
static void note_unknown(const plm_value_ranking *t, int32_t kind, note *n)
{
  for (int32_t state = PLACEMENT_VALUE_NEEDED; state <= PLACEMENT_VALUE_DRAWN; state++)
    note_unknown_of(t, kind, state, n);
}

/* `kind` decides what people see: capital and what is left, where they are not 0. */
static void add_columns(const plm_value_ranking *t, int32_t kind)
{
  placement_findings *f = t->findings;
  plm_effect_headings headings = {.homes = "homes", .external = "external", .in_house = "children"};
  headings.other = has_other(t, kind) ? "other" : NULL;
  headings.capital = has_capital(t, kind) ? "capital" : NULL;
  plm_findings_estimate_columns(f, "value", "saves", PLACEMENT_UNIT_MONEY);
  plm_told_columns(f, "value_before_capital", has_capital(t, kind) ? "before capital" : NULL, PLACEMENT_UNIT_MONEY);
  plm_told_columns(f, "saves", "futures, %", PLACEMENT_UNIT_PROBABILITY);
  plm_effect_columns(f, &headings);
}

static void add_cells(const plm_value_ranking *t, const placement_effect *effect)
{
  placement_findings *f = t->findings;
  placement_estimate value = negated(&effect->cost), before = negated(&effect->revenue);
  plm_findings_estimate(f, &value);
  plm_findings_estimate(f, &before);
  plm_findings_estimate(f, &effect->lower);
  plm_effect_cells(f, effect);
  plm_effect_follows(f);
  plm_findings_row_follows(f, "value", "-capital -homes -external -other");
  plm_findings_row_follows(f, "value_before_capital", "-homes -external -other");
}

/* The most and the least valuable, in a sentence that can stand for a chart. */
static void summarise(const plm_value_ranking *t, int32_t kind)
{
  static const struct {
    const char *one, *many, *that;
  } words[] = {
      [PLACEMENT_VALUE_HOME] = {"The home ", "homes", ""},
      [PLACEMENT_VALUE_PHASE] = {"The phase ", "phases", ""},
      [PLACEMENT_VALUE_LAST_BED] = {"The last bed of ", "last beds", "that of "},
      [PLACEMENT_VALUE_NEXT_BED] = {"One more bed in ", "beds that could be added", "that in "},
  };
  size_t count;
  const plm_value_row *best = plm_value_first(t, kind, &count);
  if (best == NULL || (size_t)kind >= sizeof words / sizeof *words)
    return;
  const plm_value_row *least = &best[count - 1];
  if (count == 1)
    plm_findings_summary(t->findings, "%s%s %s over the horizon on average (standard error %s).", words[kind].one,
                         best->item.id, plm_value_told(t, best->value).text, plm_value_told_error(t, best).text);
  else
    plm_findings_summary(t->findings,
                         best->value < 0
                             ? "None of %zu %s saves money over the horizon on average; %s%s comes nearest: it "
                               "%s (standard error %s); least valuable is %s%s: it %s (standard error %s)."
                             : "Most valuable of %zu %s is %s%s: it %s over the horizon on average (standard "
                               "error %s); least valuable is %s%s: it %s (standard error %s).",
                         count, words[kind].many, words[kind].that, best->item.id, plm_value_told(t, best->value).text,
                         plm_value_told_error(t, best).text, words[kind].that, least->item.id,
                         plm_value_told(t, least->value).text, plm_value_told_error(t, least).text);
}

static void add_kind(const plm_value_ranking *t, int32_t kind, const char *heading, const char *owner, const char *note)
{
  placement_findings *f = t->findings;
  bool closes = kind == PLACEMENT_VALUE_OPEN_HOME || kind == PLACEMENT_VALUE_OPEN_PHASE;
  size_t count;
  const plm_value_row *rows = plm_value_first(t, kind, &count);
  plm_findings_table(f, names[kind], heading, note);
  plm_findings_column(f, owner, owner, PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "beds", closes ? NULL : "beds", PLACEMENT_UNIT_NUMBER);
  if (closes)
    plm_findings_column(f, "closes", "from", PLACEMENT_UNIT_TEXT);
  add_columns(t, kind);
  summarise(t, kind);
  for (size_t i = 0; i < count; i++) {
    placement_effect effect = plm_value_effect(t, rows[i].index, t->horizon);
    plm_findings_row(f, PLACEMENT_UNIT_NUMBER);
    plm_findings_text(f, rows[i].item.id);
    plm_findings_number(f, rows[i].item.beds);
    if (closes)
      plm_findings_text(f, rows[i].item.date);
    add_cells(t, &effect);
  }
  if (count > 0 &&
      (kind == PLACEMENT_VALUE_HOME || kind == PLACEMENT_VALUE_LAST_BED || kind == PLACEMENT_VALUE_NEXT_BED))
    plm_findings_answers(f, 0); /* the most valuable */
}

/* Homes and phases with a column for each financial year. */
static void add_by_year(const plm_value_ranking *t)
{
  placement_findings *f = t->findings;
  plm_findings_table(f, "by_year", "What homes and phases save, by financial year", "");
  plm_findings_across(f, "year");
  plm_findings_column(f, "of", "of", PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "kind", NULL, PLACEMENT_UNIT_TEXT);
  for (size_t c = 0; c <= t->horizon; c++) {
    const char *label = placement_plan_column_label(t->plan, c);
    plm_told_columns(f, label, label, PLACEMENT_UNIT_MONEY);
  }
  for (size_t c = 0; c < t->horizon; c++)
    plm_findings_column_adds_up(f, placement_plan_column_label(t->plan, c));
  plm_findings_column_total(f, placement_plan_column_label(t->plan, t->horizon));
  for (size_t i = 0; i < t->count && t->rows[i].item.kind <= PLACEMENT_VALUE_PHASE; i++) {
    plm_findings_row(f, PLACEMENT_UNIT_NUMBER);
    plm_findings_text(f, t->rows[i].item.id);
    plm_findings_text(f, names[t->rows[i].item.kind]);
    for (size_t c = 0; c <= t->horizon; c++) {
      placement_effect effect = plm_value_effect(t, t->rows[i].index, c);
      placement_estimate value = negated(&effect.cost);
      plm_findings_estimate(f, &value);
    }
  }
}

/* Everything by financial year, for programs. */
static void add_years(const plm_value_ranking *t)
{
  placement_findings *f = t->findings;
  plm_findings_table(f, "years", NULL, "");
  plm_findings_column(f, "kind", NULL, PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "of", NULL, PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "closes", NULL, PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "year", NULL, PLACEMENT_UNIT_TEXT);
  add_columns(t, PLACEMENT_VALUE_HOME);
  for (size_t i = 0; i < t->count; i++) {
    for (size_t c = 0; c < t->horizon; c++) {
      placement_effect effect = plm_value_effect(t, t->rows[i].index, c);
      plm_findings_row(f, PLACEMENT_UNIT_NUMBER);
      plm_findings_text(f, names[t->rows[i].item.kind]);
      plm_findings_text(f, t->rows[i].item.id);
      plm_findings_text(f, t->rows[i].item.date);
      plm_findings_text(f, placement_plan_column_label(t->plan, c));
      add_cells(t, &effect);
    }
  }
}

static void note_homes(const plm_value_ranking *t, note *n)
{
  size_t count;
  add_note(n,
           "Saves: the cost without it less the cost with it. Futures: in how many of them it saves money. The other "
           "columns are what it changes: homes, their cost with phases and programme; external, what placements cost; "
           "children, how many live in the homes on an average night.");
  note_sure(t, PLACEMENT_VALUE_HOME, n);
  add_note(n, "A home that is left out is as if it had never been planned: neither its capital nor anything else is "
              "paid for it; the programme is paid as before.");
  if (has_capital(t, PLACEMENT_VALUE_HOME))
    add_note(n, "Capital counts in full within the horizon, though what it buys lasts longer.");
  for (int32_t kind = PLACEMENT_VALUE_LAST_BED; kind <= PLACEMENT_VALUE_NEXT_BED; kind++)
    if (plm_value_first(t, kind, &count) == NULL) /* so there is no table of its own to tell why */
      note_unknown(t, kind, n);
}

static void note_phases(const plm_value_ranking *t, note *n)
{
  note_sure(t, PLACEMENT_VALUE_PHASE, n);
  add_note(n, "Nothing is paid for a phase without homes.");
}

static void note_last_beds(const plm_value_ranking *t, note *n)
{
  add_note(n, "A bed takes its lines for each bed with it, but not those for the home.");
  note_unknown(t, PLACEMENT_VALUE_LAST_BED, n);
}

static void note_next_beds(const plm_value_ranking *t, note *n)
{
  note_unknown(t, PLACEMENT_VALUE_NEXT_BED, n);
}

static const char staying[] = "Of what has not opened by then: what opening saves against giving it up on that day. Of "
                              "a home that closes, what is dated before is spent.";

static void tell(const plm_value_ranking *t)
{
  note homes = {{0}, 0}, phases = {{0}, 0}, last = {{0}, 0}, next = {{0}, 0};
  plm_value_say(t);
  note_homes(t, &homes);
  note_phases(t, &phases);
  note_last_beds(t, &last);
  note_next_beds(t, &next);
  add_kind(t, PLACEMENT_VALUE_HOME, "Homes: what each saves against a plan without it", "home", homes.text);
  add_kind(t, PLACEMENT_VALUE_PHASE, "Phases: what each saves with all its homes", "phase", phases.text);
  add_by_year(t);
  add_kind(t, PLACEMENT_VALUE_LAST_BED, "Last beds: what one saves against the home with one less", "home", last.text);
  add_kind(t, PLACEMENT_VALUE_NEXT_BED, "Next beds: what one more would save", "home", next.text);
  add_kind(t, PLACEMENT_VALUE_OPEN_HOME, "Staying open: what a home saves from a date on, against closing", "home",
           staying);
  add_kind(t, PLACEMENT_VALUE_OPEN_PHASE, "Staying open: what a phase saves from a date on", "phase", staying);
  add_years(t);
  plm_effect_sources(t->findings);
}

static placement_status check(const placement_value *value, const placement_plan *plan,
                              const placement_run_options *options, placement_findings **findings, placement_error *err)
{
  if (value == NULL || plan == NULL || options == NULL || findings == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "value, plan, options and findings must not be NULL");
  placement_effect last;
  size_t years = placement_plan_year_count(plan);
  if (placement_value_effect(value, 0, years, &last, NULL) == PLACEMENT_OK &&
      placement_value_effect(value, 0, years + 1, &last, NULL) != PLACEMENT_OK)
    return PLACEMENT_OK;
  return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "the value was not made of the scenario of this plan");
}

placement_status placement_value_findings(const placement_value *value, const placement_plan *plan,
                                          const placement_run_options *options, placement_findings **findings,
                                          placement_error *err)
{
  plm_value_ranking t = {.value = value, .plan = plan};
  placement_status status = check(value, plan, options, findings, err);
  if (status != PLACEMENT_OK)
    return status;
  t.horizon = placement_plan_year_count(plan);
  status = plm_value_rank(&t, err);
  if (status != PLACEMENT_OK)
    return status;
  t.findings = plm_findings_new("placement-value/1", placement_plan_currency(plan));
  plm_findings_provenance_of_run(t.findings, options, placement_value_replications(value));
  plm_findings_provenance(t.findings, "scenario_sha256", placement_plan_sha256(plan));
  tell(&t);
  free(t.rows);
  return plm_grounds_finish(t.findings, plan, NULL, "any home or bed is added, taken out or closed", findings, err);
}
