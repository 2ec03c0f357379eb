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

/* Begins the row of a step, or of the difference behind the last, which is their sum. */
static void begin_row(const plm_compared_pair *pair, size_t step)
{
  placement_waterfall_step s = {"difference", "difference", 0, 0};
  size_t steps = placement_waterfall_step_count(pair->waterfall);
  (void)placement_waterfall_step_at(pair->waterfall, step, &s, NULL);
  plm_findings_row(pair->findings, PLACEMENT_UNIT_NUMBER);
  for (size_t i = 0; step == steps && i < steps; i++)
    plm_findings_addend(pair->findings, i, 1);
  plm_findings_text(pair->findings, s.heading);
  plm_findings_text(pair->findings, s.name);
}

static void begin_table(const plm_compared_pair *pair, const char *name, const char *heading, const char *note)
{
  plm_findings_table(pair->findings, name, heading, note);
  plm_findings_column(pair->findings, "heading", "", PLACEMENT_UNIT_TEXT);
  plm_findings_column(pair->findings, "step", NULL, PLACEMENT_UNIT_TEXT);
}

/* What the steps that the waterfall has are about; steps that are taken together have a name of several. */
static void tell_steps(const placement_waterfall *w, plm_told *note)
{
  static const char *const steps[][2] = {
      {"prices", "Prices: inflation and discounting."},
      {"need", "Need: how many children come, when and for how long."},
      {"fees", "Fees and terms: what external placements cost."},
      {"matching", "Matching: which child a home can take, and when."},
      {"homes", "Homes: which there are, their beds and planned dates, with their costs."},
      {"delay", "Delay: homes that open later than planned."},
      {"costs", "Cost lines: of the programme, and of homes that both have."},
      {"sold_beds", "Sold beds: income from other authorities for beds that homes of both sell."},
      {"step_down", "Step-down: children who move on to other care when they need no home any more."},
      {"uncertain", "Uncertain inputs: what may turn out otherwise than assumed."},
  };
  for (size_t i = 0; i < COUNT_OF(steps); i++) {
    placement_waterfall_step s;
    bool there = false;
    for (size_t step = 0; placement_waterfall_step_at(w, step, &s, NULL) == PLACEMENT_OK; step++)
      there = there || strstr(s.name, steps[i][0]) != NULL;
    if (there)
      plm_told_add(note, " %s", steps[i][1]);
  }
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

/* "Against the base, the alternative costs 3.00 million pounds more over the year 2020-21: homes 2.00 million pounds
 * more, delay 1.00 million pounds more." */
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
  plm_findings_summary(f, "Against the base, the alternative costs %s over %s%s.",
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
  tell_steps(pair->waterfall, &note);
  tell_left_out(pair->waterfall, &note);
  begin_table(pair, "waterfall", "What the difference in total cost comes from, whole horizon", note.text);
  for (size_t part = 0; part < PLM_EFFECT_PARTS; part++)
    add_part(pair, metric, part);
  for (size_t step = 0; step <= placement_waterfall_step_count(pair->waterfall); step++) {
    placement_waterfall_effect effect =
        plm_waterfall_effect_of(pair->waterfall, step, metric, placement_plan_year_count(pair->base));
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
  for (size_t step = 0; step <= placement_waterfall_step_count(pair->waterfall); step++) {
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

/* Whether any step changes the metric over the horizon. */
static bool changes(const plm_compared_pair *pair, size_t metric)
{
  bool changed = false;
  for (size_t step = 0; metric != SIZE_MAX && step <= placement_waterfall_step_count(pair->waterfall); step++) {
    placement_waterfall_effect effect =
        plm_waterfall_effect_of(pair->waterfall, step, metric, placement_plan_year_count(pair->base));
    changed = changed || effect.in_order.value != 0 || effect.in_order.se > 0;
  }
  return changed;
}

/* In order, over the whole horizon: what the waterfall has of the columns, and any step changes. `across` may be NULL.
 */
static void add_metrics(const plm_compared_pair *pair, const char *name, const char *heading, const char *across,
                        const shown *columns, size_t count)
{
  const placement_waterfall *w = pair->waterfall;
  size_t changed = 0;
  for (size_t i = 0; i < count; i++)
    changed += changes(pair, metric_of(w, columns[i].metric));
  if (changed == 0)
    return;
  begin_table(pair, name, heading, "");
  if (across != NULL)
    plm_findings_across(pair->findings, across);
  for (size_t i = 0; i < count; i++)
    if (changes(pair, metric_of(w, columns[i].metric)))
      add_columns(pair->findings, columns[i].name, columns[i].heading,
                  placement_plan_metric_unit(pair->base, placement_plan_metric_find(pair->base, columns[i].metric)),
                  false);
  for (size_t step = 0; step <= placement_waterfall_step_count(w); step++) {
    begin_row(pair, step);
    for (size_t i = 0; i < count; i++) {
      size_t metric = metric_of(w, columns[i].metric);
      placement_waterfall_effect effect =
          plm_waterfall_effect_of(w, step, metric, placement_plan_year_count(pair->base));
      if (changes(pair, metric))
        add_cells(pair->findings, &effect.in_order);
    }
  }
}

void plm_waterfall_tables(const plm_compared_pair *pair)
{
  static const shown costs[] = {
      {"cost.capital", "capital", "capital"},
      {"cost.in_house", "in_house", "in-house"},
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
  if (placement_waterfall_step_count(pair->waterfall) == 0) {
    plm_findings_sentence(pair->findings, "The scenarios differ in nothing that has an effect.");
    return;
  }
  if (total != SIZE_MAX) {
    add_steps(pair, total);
    add_years(pair, total);
  }
  add_metrics(pair, "waterfall_by_category", "Steps in order, costs by category, whole horizon", "category", costs,
              COUNT_OF(costs));
  add_metrics(pair, "waterfall_children", "Steps in order, children on average and their moves, whole horizon", NULL,
              children, COUNT_OF(children));
}
