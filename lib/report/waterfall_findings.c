/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tables of a waterfall: what the steps do to total cost, in each year, by category, and to children.
 */
#include "report/comparison_findings.h"
#include "report/run_tables.h"
#include "report/told_amounts.h"
#include "report/waterfall_report.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))
#define NAME_SIZE 64

static size_t metric_of(const placement_waterfall *w, const char *name)
{
  size_t metric = 0, count = placement_waterfall_metric_count(w);
  while (metric < count && strcmp(placement_waterfall_metric(w, metric), name) != 0)
    metric++;
  return metric < count ? metric : SIZE_MAX;
}

/* A figure, which adds up over the steps, and its standard error; `total`: it is the sum of those before it. */
static void add_columns(placement_findings *f, const char *name, const char *heading, int32_t unit, bool total)
{
  char error[NAME_SIZE];
  (void)snprintf(error, sizeof error, "%.40s_se", name);
  plm_findings_column(f, name, heading, unit);
  plm_findings_adds_up(f);
  if (total)
    plm_findings_total(f);
  plm_findings_column(f, error, "std error", unit);
}

/* The columns of a part of the effects, which adds up unless a step alone makes no sound scenario. */
static void add_part(const plm_compared_pair *pair, size_t metric, size_t part)
{
  static const char *const headings[PLM_EFFECT_PARTS] = {"in order", "alone", "interaction"};
  static const char *const ends[] = {"", "_se", "_low", "_high"};
  size_t steps = placement_waterfall_step_count(pair->waterfall), horizon = placement_plan_year_count(pair->base);
  placement_waterfall_effect whole = plm_waterfall_effect_of(pair->waterfall, steps, metric, horizon);
  for (size_t i = 0; i < COUNT_OF(ends); i++) {
    char name[NAME_SIZE];
    (void)snprintf(name, sizeof name, "%s%s", plm_effect_part_name(part), ends[i]);
    plm_findings_column(pair->findings, name,
                        i == 0   ? headings[part]
                        : i == 1 ? "std error"
                                 : NULL,
                        PLACEMENT_UNIT_MONEY);
    if (i == 0 && isfinite(plm_effect_part(&whole, part)->value))
      plm_findings_adds_up(pair->findings);
  }
}

static void add_cells(placement_findings *f, const placement_estimate *e)
{
  plm_findings_number(f, e->value);
  plm_findings_number(f, e->se);
}

static bool is_nothing(const placement_estimate *e)
{
  return isnan(e->value) || (e->value == 0 && !(e->se > 0));
}

static bool changes_at(const plm_compared_pair *pair, size_t step, size_t metric, size_t column)
{
  placement_waterfall_effect effect = plm_waterfall_effect_of(pair->waterfall, step, metric, column);
  bool changes = false;
  for (size_t part = 0; part < PLM_EFFECT_PARTS; part++)
    changes = changes || !is_nothing(plm_effect_part(&effect, part));
  return changes;
}

/* Whether the step changes the metric in any column. */
static bool step_changes(const plm_compared_pair *pair, size_t step, size_t metric)
{
  bool changes = false;
  for (size_t c = 0; metric != SIZE_MAX && c <= placement_plan_year_count(pair->base); c++)
    changes = changes || changes_at(pair, step, metric, c);
  return changes;
}

/* Begins the row of a step, or of the difference behind the last, which is the sum of the rows before. */
static void begin_row(const plm_compared_pair *pair, size_t step)
{
  placement_waterfall_step s = {"difference", "difference", 0, 0};
  size_t rows = plm_findings_row_count(pair->findings);
  bool whole = step == placement_waterfall_step_count(pair->waterfall);
  (void)placement_waterfall_step_at(pair->waterfall, step, &s, NULL);
  plm_findings_row(pair->findings, PLACEMENT_UNIT_NUMBER);
  for (size_t row = 0; whole && row < rows; row++)
    plm_findings_addend(pair->findings, row, 1);
  plm_findings_text(pair->findings, s.heading);
  plm_findings_text(pair->findings, s.name);
}

static void begin_table(const plm_compared_pair *pair, const char *name, const char *heading, const char *note)
{
  plm_findings_table(pair->findings, name, heading, note);
  plm_findings_column(pair->findings, "heading", "", PLACEMENT_UNIT_TEXT);
  plm_findings_column(pair->findings, "step", NULL, PLACEMENT_UNIT_TEXT);
}

/* What the steps that change the metric are about; steps that are taken together have a name of several. */
static void tell_steps(const plm_compared_pair *pair, size_t metric, plm_told *note)
{
  static const char *const steps[][2] = {
      {"prices", "Prices: inflation and discounting."},
      {"need", "Need: how many children come, when and for how long."},
      {"fees", "Fees and terms: what external placements cost."},
      {"matching", "Matching: which child a home can take, and when."},
      {"homes", "Homes: which there are, their beds and planned dates, with their costs."},
      {"delay", "Delay: homes that open later than planned."},
      {"costs", "Programme and other costs: posts and other lines of the programme, and of homes that both have."},
      {"sold_beds", "Sold beds: income from other authorities for beds that homes of both sell."},
      {"step_down", "Step-down: children who move on to other care when they need no home any more."},
      {"uncertain", "Uncertain assumptions: the ranges within which they may turn out otherwise."},
  };
  for (size_t i = 0; i < COUNT_OF(steps); i++) {
    placement_waterfall_step s;
    bool there = false;
    for (size_t step = 0; placement_waterfall_step_at(pair->waterfall, step, &s, NULL) == PLACEMENT_OK; step++)
      there = there || (strstr(s.name, steps[i][0]) != NULL && step_changes(pair, step, metric));
    if (there)
      plm_told_add(note, " %s", steps[i][1]);
  }
}

/* Steps that have no row. */
static void tell_without_effect(const plm_compared_pair *pair, size_t metric, plm_told *note)
{
  placement_waterfall_step s;
  bool any = false;
  for (size_t step = 0; placement_waterfall_step_at(pair->waterfall, step, &s, NULL) == PLACEMENT_OK; step++) {
    if (step_changes(pair, step, metric))
      continue;
    plm_told_add(note, "%s %s", any ? "," : " Without effect on total cost, and so left out:", s.heading);
    any = true;
  }
  if (any)
    plm_told_add(note, ".");
}

/* Which uncertain inputs are left out of what lies between. */
static void tell_left_out(const placement_waterfall *w, plm_told *note)
{
  placement_waterfall_step s;
  for (size_t step = 0; placement_waterfall_step_at(w, step, &s, NULL) == PLACEMENT_OK; step++) {
    if (s.left_out > 0)
      plm_told_add(note,
                   " Left out after %s, in order: %zu of the uncertain inputs, which concern%s what is not there.",
                   s.heading, s.left_out, s.left_out == 1 ? "s" : "");
    if (s.left_out_alone > 0)
      plm_told_add(note, " Left out of %s alone: %zu of the uncertain inputs, which concern%s what is not there.",
                   s.heading, s.left_out_alone, s.left_out_alone == 1 ? "s" : "");
  }
}

/* "Compared with the base, the alternative costs £3.00 million more over the year 2020-21: homes £2.00 million more,
 * delay £1.00 million more. Each step begins where ..." */
static void summarise(const plm_compared_pair *pair, size_t metric)
{
  plm_told steps = {{0}, 0};
  placement_findings *f = pair->findings;
  size_t horizon = placement_plan_year_count(pair->base), count = placement_waterfall_step_count(pair->waterfall);
  for (size_t step = 0; step < count; step++) {
    placement_waterfall_step s = {"", "", 0, 0};
    placement_waterfall_effect effect = plm_waterfall_effect_of(pair->waterfall, step, metric, horizon);
    (void)placement_waterfall_step_at(pair->waterfall, step, &s, NULL);
    if (fabs(effect.in_order.value) >= 0.5)
      plm_told_add(&steps, "%s %s %s", steps.used == 0 ? ":" : ",", s.heading,
                   plm_about_more(f, effect.in_order.value).text);
  }
  placement_waterfall_effect whole = plm_waterfall_effect_of(pair->waterfall, count, metric, horizon);
  plm_findings_summary(f,
                       "Compared with the base, the alternative costs %s over %s%s. Each step begins where the one "
                       "above it ends, from the base at 0 to the whole difference.",
                       plm_about_more(f, whole.in_order.value).text, plm_horizon_words(pair->base).text, steps.text);
}

static void add_steps(const plm_compared_pair *pair, size_t metric)
{
  plm_told note = {{0}, 0};
  placement_findings *f = pair->findings;
  plm_told_add(&note, "In order: each step after those above it, so that steps add up to the difference; a minus is a "
                      "saving. Alone: the step by itself in the base. Interaction: in order less alone, which is due "
                      "to the steps above. What concerns homes that only the alternative has, such as their delay, "
                      "does nothing alone.");
  tell_steps(pair, metric, &note);
  tell_without_effect(pair, metric, &note);
  tell_left_out(pair->waterfall, &note);
  begin_table(pair, "waterfall", "What the difference in total cost comes from, whole horizon", note.text);
  for (size_t part = 0; part < PLM_EFFECT_PARTS; part++)
    add_part(pair, metric, part);
  for (size_t step = 0, count = placement_waterfall_step_count(pair->waterfall); step <= count; step++) {
    placement_waterfall_effect effect =
        plm_waterfall_effect_of(pair->waterfall, step, metric, placement_plan_year_count(pair->base));
    if (step < count && !step_changes(pair, step, metric))
      continue;
    begin_row(pair, step);
    for (size_t part = 0; part < PLM_EFFECT_PARTS; part++)
      plm_findings_estimate(f, plm_effect_part(&effect, part));
    plm_findings_row_follows(f, "interaction", "+in_order -alone");
  }
  summarise(pair, metric);
}

static void add_years(const plm_compared_pair *pair, size_t metric)
{
  size_t columns = placement_plan_year_count(pair->base) + 1;
  begin_table(pair, "waterfall_by_year", "Steps in order, total cost by financial year", "");
  plm_findings_across(pair->findings, "year");
  for (size_t c = 0; c < columns; c++) {
    const char *label = placement_plan_column_label(pair->base, c);
    add_columns(pair->findings, label, label, PLACEMENT_UNIT_MONEY, c + 1 == columns);
  }
  for (size_t step = 0, count = placement_waterfall_step_count(pair->waterfall); step <= count; step++) {
    if (step < count && !step_changes(pair, step, metric))
      continue;
    begin_row(pair, step);
    for (size_t c = 0; c < columns; c++) {
      placement_waterfall_effect effect = plm_waterfall_effect_of(pair->waterfall, step, metric, c);
      add_cells(pair->findings, &effect.in_order);
    }
  }
}

/* A column: a metric, and what it is called. */
typedef struct shown {
  const char *metric, *name, *heading;
} shown;

/* Whether the step, or with `step` SIZE_MAX any step, changes the metric over the horizon, in order. */
static bool changes(const plm_compared_pair *pair, size_t step, size_t metric)
{
  bool changed = false, any = step == SIZE_MAX;
  size_t steps = placement_waterfall_step_count(pair->waterfall);
  for (size_t s = any ? 0 : step; metric != SIZE_MAX && s <= (any ? steps : step); s++) {
    placement_waterfall_effect effect =
        plm_waterfall_effect_of(pair->waterfall, s, metric, placement_plan_year_count(pair->base));
    changed = changed || !is_nothing(&effect.in_order);
  }
  return changed;
}

static bool changes_any(const plm_compared_pair *pair, size_t step, const shown *columns, size_t count)
{
  bool changed = false;
  for (size_t i = 0; i < count; i++)
    changed = changed || changes(pair, step, metric_of(pair->waterfall, columns[i].metric));
  return changed;
}

/* In order, over the whole horizon: what the waterfall has of the columns, and any step changes; and the steps that
 * change any of them. `across` may be NULL. */
static void add_metrics(const plm_compared_pair *pair, const char *name, const char *heading, const char *across,
                        const shown *columns, size_t count)
{
  const placement_waterfall *w = pair->waterfall;
  if (!changes_any(pair, SIZE_MAX, columns, count))
    return;
  begin_table(pair, name, heading, "");
  if (across != NULL)
    plm_findings_across(pair->findings, across);
  for (size_t i = 0; i < count; i++)
    if (changes(pair, SIZE_MAX, metric_of(w, columns[i].metric)))
      add_columns(pair->findings, columns[i].name, columns[i].heading,
                  placement_plan_metric_unit(pair->base, placement_plan_metric_find(pair->base, columns[i].metric)),
                  false);
  for (size_t step = 0, steps = placement_waterfall_step_count(w); step <= steps; step++) {
    if (step < steps && !changes_any(pair, step, columns, count))
      continue;
    begin_row(pair, step);
    for (size_t i = 0; i < count; i++) {
      size_t metric = metric_of(w, columns[i].metric);
      placement_waterfall_effect effect =
          plm_waterfall_effect_of(w, step, metric, placement_plan_year_count(pair->base));
      if (changes(pair, SIZE_MAX, metric))
        add_cells(pair->findings, &effect.in_order);
    }
  }
}

/* Whether any step changes the metric in any column, or with `metric` SIZE_MAX any metric of the waterfall. */
static bool any_step_changes(const plm_compared_pair *pair, size_t metric)
{
  bool changed = false;
  size_t metrics = placement_waterfall_metric_count(pair->waterfall);
  for (size_t step = 0; step < placement_waterfall_step_count(pair->waterfall); step++)
    for (size_t m = 0; m < metrics; m++)
      changed = changed || ((metric == SIZE_MAX || m == metric) && step_changes(pair, step, m));
  return changed;
}

void plm_waterfall_tables(const plm_compared_pair *pair)
{
  static const shown costs[] = {
      {"cost.capital", "capital", "capital"},
      {"cost.in_house", "in_house", "homes and programme"},
      {"cost.external", "external", "external"},
      {"cost.step_down", "step_down", "step-down"},
      {"income.sold_beds", "sold_beds", "less beds sold"},
  };
  static const shown children[] = {
      {"children.external", "external", "external"},
      {"children.in_house", "in_house", "in homes"},
      {"children.step_down", "step_down", "step-down"},
      {"moves", "moves", "moves"},
  };
  size_t total = metric_of(pair->waterfall, "cost.total");
  if (!any_step_changes(pair, SIZE_MAX)) {
    plm_findings_sentence(pair->findings, "The scenarios differ in nothing that has an effect.");
    return;
  }
  if (total != SIZE_MAX && any_step_changes(pair, total)) {
    add_steps(pair, total);
    add_years(pair, total);
  }
  add_metrics(pair, "waterfall_by_category", "Steps in order, costs by category, whole horizon", "category", costs,
              COUNT_OF(costs));
  add_metrics(pair, "waterfall_children", "Steps in order, children on average and their moves, whole horizon", NULL,
              children, COUNT_OF(children));
}
