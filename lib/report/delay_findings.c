/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <placement/delay.h>

#include "report/effect_findings.h"
#include "report/grounds.h"
#include "report/run_tables.h"
#include "report/told_amounts.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>

typedef struct told {
  placement_findings *findings;
  const placement_delay *delay;
  const placement_plan *plan;
  size_t horizon; /* the column */
  plm_effect_headings headings;
} told;

static placement_effect effect_at(const told *t, size_t phase, int32_t months, size_t column)
{
  placement_effect effect = {0};
  (void)placement_delay_at(t->delay, phase, months, column, &effect, NULL);
  return effect;
}

static placement_effect step_at(const told *t, size_t phase, int32_t months, size_t column)
{
  placement_effect effect = {0};
  (void)placement_delay_step(t->delay, phase, months, column, &effect, NULL);
  return effect;
}

static size_t slipping_phases(const told *t)
{
  size_t count = 0;
  for (size_t p = 0; p < placement_delay_phase_count(t->delay); p++)
    count += placement_delay_phase_state(t->delay, p) == PLACEMENT_DELAY_SLIPS;
  return count;
}

/* Whether there is something to tell of a phase; of all together, if they are several. */
static bool is_told(const told *t, size_t phase)
{
  if (phase == placement_delay_phase_count(t->delay))
    return slipping_phases(t) > 1;
  return placement_delay_phase_state(t->delay, phase) == PLACEMENT_DELAY_SLIPS;
}

static const char *label_of(const told *t, size_t phase)
{
  return phase == placement_delay_phase_count(t->delay) ? "all phases" : placement_delay_phase_id(t->delay, phase);
}

static double weeks_of(int32_t first, int32_t last)
{
  return (double)(placement_delay_days(last) - (first > 0 ? placement_delay_days(first) : 0)) / 7;
}

/* Capital and what is left are shown where a slip changes them. */
static plm_effect_headings headings_of(const told *t)
{
  plm_effect_headings headings = {
      .cost = "cost", .homes = "homes", .external = "external", .higher = "dearer, %", .in_house = "children"};
  for (size_t p = 0; p <= placement_delay_phase_count(t->delay); p++)
    for (int32_t m = 1; is_told(t, p) && m <= placement_delay_months(t->delay); m++)
      for (size_t c = 0; c <= t->horizon; c++) {
        placement_effect effect = effect_at(t, p, m, c);
        headings.capital = effect.capital.value != 0 ? "capital" : headings.capital;
        headings.other = effect.other.value != 0 ? "other" : headings.other;
      }
  return headings;
}

static void say_slip(const told *t, size_t phase)
{
  int32_t months = placement_delay_months(t->delay);
  placement_findings *f = t->findings;
  placement_effect whole = effect_at(t, phase, months, t->horizon);
  bool all = phase == placement_delay_phase_count(t->delay);
  const char *to_open = all ? "To open " : "To open phase ", *unit = months == 1 ? "month" : "months";
  bool same = fabs(whole.cost.value) < 0.5 && whole.cost.se < 0.5 && fabs(whole.homes.value) < 0.5;
  if (same) {
    plm_findings_sentence(f,
                          "%s%s %d %s later costs just as much over the horizon; on an average night %s live in "
                          "the homes.",
                          to_open, label_of(t, phase), (int)months, unit, plm_told_children(whole.in_house.value).text);
    return;
  }
  plm_findings_sentence(f,
                        "%s%s %d %s later costs %s over the horizon (95%% interval: %s), and %s%% of the futures "
                        "cost more.",
                        to_open, label_of(t, phase), (int)months, unit, plm_about_more(f, whole.cost.value).text,
                        plm_about_span(f, whole.cost.low, whole.cost.high).text,
                        plm_format_decimal(100 * whole.higher.value, 1, false).text);
  plm_findings_sentence(f, "%s; on an average night %s live in the homes.", plm_told_parts(f, &whole).text,
                        plm_told_children(whole.in_house.value).text);
  if (months == 1)
    return;
  placement_effect first = step_at(t, phase, 1, t->horizon), last = step_at(t, phase, months, t->horizon);
  plm_findings_sentence(f,
                        "On average each week of delay costs %s: the first month costs %s (standard error %s), the "
                        "last %s (standard error %s)%s.",
                        plm_about_more(f, whole.cost.value / weeks_of(0, months)).text,
                        plm_about_more(f, first.cost.value).text, plm_findings_about(f, first.cost.se).text,
                        plm_about_more(f, last.cost.value).text, plm_findings_about(f, last.cost.se).text,
                        last.cost.value < first.cost.value ? ", less of which falls within the horizon" : "");
}

static void tell_why_not(const told *t, size_t phase, plm_told *note)
{
  static const char *const why[] = {
      [PLACEMENT_DELAY_OPEN] = "is planned before the horizon starts and so is open already",
      [PLACEMENT_DELAY_EMPTY] = "has no homes",
      [PLACEMENT_DELAY_LATE] = "opens no home within the horizon",
  };
  int32_t state = placement_delay_phase_state(t->delay, phase);
  if (state != PLACEMENT_DELAY_SLIPS)
    plm_told_add(note, " Phase %s cannot slip: it %s.", label_of(t, phase), why[state]);
}

/* What the slip of each by all months costs. */
static void summarise_slips(const told *t)
{
  enum { LISTED = 8 };
  plm_told told = {{0}, 0};
  size_t all = placement_delay_phase_count(t->delay), count = 0;
  int32_t months = placement_delay_months(t->delay);
  for (size_t i = 0; i <= all && count < LISTED; i++) {
    size_t p = i == 0 ? all : i - 1;
    if (!is_told(t, p))
      continue;
    plm_told_add(&told, "%s%s: %s", count++ == 0 ? "" : "; ", label_of(t, p),
                 plm_about_more(t->findings, effect_at(t, p, months, t->horizon).cost.value).text);
  }
  if (count > 0)
    plm_findings_summary(t->findings, "What it costs on average over the horizon to open %d %s later: %s.", (int)months,
                         months == 1 ? "month" : "months", told.text);
}

/* The cost of the last row's month alone: that of its slip less that of the row before, a month shorter. */
static void month_follows(placement_findings *f, bool longer)
{
  size_t row = plm_findings_row_count(f) - 1;
  const plm_operand operands[] = {{row, "cost", PLACEMENT_OPERAND_PLUS}, {row - 1, "cost", PLACEMENT_OPERAND_MINUS}};
  plm_findings_follows(f, row, "month", operands, longer ? 2 : 1);
}

static void add_slips(const told *t)
{
  placement_findings *f = t->findings;
  plm_told note = {{0}, 0};
  plm_told_add(
      &note, "Cost: with the slip less without; its parts are capital, homes (with phases and programme), external "
             "placements, and step-down less income. Dearer: how often the slip costs more. Children: in homes of the "
             "council on an average night. Month: what the last of the months costs; a week: the same for each week of "
             "it. Late months can look cheap, or as if they saved money, because the horizon ends soon after them. A "
             "slip is added "
             "to whatever delay the scenario draws. Costs dated from the opening move with it; "
             "what is dated by the calendar or from the planned opening is paid all the same.");
  for (size_t p = 0; p < placement_delay_phase_count(t->delay); p++)
    tell_why_not(t, p, &note);
  plm_findings_table(f, "slips", "Later openings against those of the scenario, over the horizon", note.text);
  plm_findings_column(f, "phase", "phase", PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "months", "months", PLACEMENT_UNIT_NUMBER);
  plm_findings_column(f, "days", NULL, PLACEMENT_UNIT_NUMBER);
  plm_effect_columns(f, &t->headings);
  plm_told_columns(f, "month", "month", PLACEMENT_UNIT_MONEY);
  plm_told_columns(f, "week", "a week", PLACEMENT_UNIT_MONEY);
  for (size_t p = 0; p <= placement_delay_phase_count(t->delay); p++) {
    for (int32_t m = 1; is_told(t, p) && m <= placement_delay_months(t->delay); m++) {
      placement_effect effect = effect_at(t, p, m, t->horizon), step = step_at(t, p, m, t->horizon);
      double weeks = weeks_of(m - 1, m);
      placement_estimate a_week = {step.cost.value / weeks, step.cost.se / weeks, step.cost.low / weeks,
                                   step.cost.high / weeks};
      plm_findings_row(f, PLACEMENT_UNIT_NUMBER);
      plm_findings_text(f, label_of(t, p));
      plm_findings_number(f, m);
      plm_findings_number(f, placement_delay_days(m));
      plm_effect_cells(f, &effect);
      plm_findings_estimate(f, &step.cost);
      plm_findings_estimate(f, &a_week);
      plm_effect_follows(f);
      month_follows(f, m > 1);
    }
  }
  if (plm_findings_row_count(f) > 0) /* the longest slip of all phases, or of the only one */
    plm_findings_answers(f, plm_findings_row_count(f) - 1);
  summarise_slips(t);
}

/* Slips of `first` to all months, by financial year. */
static void add_years(const told *t, const char *name, const char *heading, int32_t first)
{
  placement_findings *f = t->findings;
  plm_findings_table(f, name, heading, "");
  plm_findings_column(f, "phase", "phase", PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "months", NULL, PLACEMENT_UNIT_NUMBER);
  plm_findings_column(f, "year", "year", PLACEMENT_UNIT_TEXT);
  plm_effect_columns(f, &t->headings);
  for (size_t p = 0; p <= placement_delay_phase_count(t->delay); p++) {
    for (int32_t m = first; is_told(t, p) && m <= placement_delay_months(t->delay); m++) {
      for (size_t c = 0; c < t->horizon; c++) {
        placement_effect effect = effect_at(t, p, m, c);
        plm_findings_row(f, PLACEMENT_UNIT_NUMBER);
        plm_findings_text(f, label_of(t, p));
        plm_findings_number(f, m);
        plm_findings_text(f, placement_plan_column_label(t->plan, c));
        plm_effect_cells(f, &effect);
        plm_effect_follows(f);
      }
    }
  }
}

static placement_status check(const placement_delay *delay, const placement_plan *plan,
                              const placement_run_options *options, placement_findings **findings, placement_error *err)
{
  if (delay == NULL || plan == NULL || options == NULL || findings == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "delay, plan, options and findings must not be NULL");
  size_t all = placement_delay_phase_count(delay), years = placement_plan_year_count(plan);
  placement_effect last;
  if (placement_delay_at(delay, all, 1, years, &last, NULL) == PLACEMENT_OK &&
      placement_delay_at(delay, all, 1, years + 1, &last, NULL) != PLACEMENT_OK)
    return PLACEMENT_OK;
  return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "the delay was not made of the scenario of this plan");
}

placement_status placement_delay_findings(const placement_delay *delay, const placement_plan *plan,
                                          const placement_run_options *options, placement_findings **findings,
                                          placement_error *err)
{
  placement_status status = check(delay, plan, options, findings, err);
  if (status != PLACEMENT_OK)
    return status;
  char heading[64];
  placement_findings *f = plm_findings_new("placement-delay/1", placement_plan_currency(plan));
  told t = {f, delay, plan, placement_plan_year_count(plan), {0}};
  size_t all = placement_delay_phase_count(delay);
  int32_t months = placement_delay_months(delay);
  plm_findings_provenance_of_run(f, options, placement_delay_replications(delay));
  plm_findings_provenance(f, "scenario_sha256", placement_plan_sha256(plan));
  t.headings = headings_of(&t);
  if (is_told(&t, all))
    say_slip(&t, all);
  bool any = is_told(&t, all);
  for (size_t p = 0; p < all && !is_told(&t, all); p++) {
    any = any || is_told(&t, p);
    if (is_told(&t, p))
      say_slip(&t, p);
  }
  if (!any)
    plm_findings_sentence(f, "No phase opens within the horizon that could open later.");
  (void)snprintf(heading, sizeof heading, "By financial year: %d %s later", (int)months,
                 months == 1 ? "month" : "months");
  add_slips(&t);
  add_years(&t, "last", heading, months);
  add_years(&t, "years", NULL, 1);
  plm_effect_sources(f);
  return plm_grounds_finish(f, plan, NULL, "any opening is moved", findings, err);
}
