/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compare_waterfall.h"

#include "figures.h"
#include "input.h"
#include "options.h"
#include "table.h"
#include "text.h"

#include <math.h>
#include <stdio.h>

const char *const compare_waterfall_metrics[] = {
    "cost.total",        "cost.capital",      "cost.revenue",       "cost.in_house",
    "cost.external",     "cost.step_down",    "income.sold_beds",   "cost.net_present",
    "children.external", "children.in_house", "children.step_down", "moves",
};
const size_t compare_waterfall_metric_count = sizeof compare_waterfall_metrics / sizeof *compare_waterfall_metrics;

/* A column of a table: a metric by its place among those above, and what it is called. */
typedef struct shown {
  size_t metric;
  const char *heading;
} shown;

/* A waterfall on its way to the screen. */
typedef struct printer {
  const placement_plan *base;
  const placement_waterfall *waterfall;
  money_scale scale;
} printer;

/* Of a step, or of the whole behind the last. */
static placement_waterfall_effect effect_of(const printer *p, size_t step, size_t metric, size_t column)
{
  placement_waterfall_effect effect = {0};
  if (placement_waterfall_effect_at(p->waterfall, step, metric, column, &effect, NULL) != PLACEMENT_OK)
    (void)placement_waterfall_total(p->waterfall, metric, column, &effect, NULL);
  return effect;
}

static placement_waterfall_step step_of(const printer *p, size_t step)
{
  placement_waterfall_step found = {"", "difference", 0, 0};
  (void)placement_waterfall_step_at(p->waterfall, step, &found, NULL);
  return found;
}

static bool finish(table *t)
{
  bool printed = table_print(t, stdout);
  table_free(t);
  return printed;
}

static bool print_steps(const printer *p)
{
  static const char *const headings[] = {"in order", "std error", "alone", "std error", "interaction", "std error"};
  table *t = table_new(6);
  table_row(t, 0, p->scale.unit);
  for (size_t i = 0; i < 6; i++)
    table_text(t, headings[i]);
  for (size_t step = 0; step <= placement_waterfall_step_count(p->waterfall); step++) {
    placement_waterfall_effect effect = effect_of(p, step, 0, placement_plan_year_count(p->base));
    const placement_estimate *const parts[] = {&effect.in_order, &effect.alone, &effect.interaction};
    table_row(t, 0, step_of(p, step).heading);
    for (size_t i = 0; i < 3; i++) {
      table_number(t, parts[i]->value * p->scale.factor, 0);
      table_number(t, parts[i]->se * p->scale.factor, 0);
    }
  }
  return finish(t);
}

static bool print_years(const printer *p)
{
  size_t columns = placement_plan_year_count(p->base) + 1;
  table *t = table_new(2 * columns);
  table_row(t, 0, p->scale.unit);
  for (size_t c = 0; c < columns; c++) {
    table_text(t, placement_plan_column_label(p->base, c));
    table_text(t, "std error");
  }
  for (size_t step = 0; step <= placement_waterfall_step_count(p->waterfall); step++) {
    table_row(t, 0, step_of(p, step).heading);
    for (size_t c = 0; c < columns; c++) {
      placement_waterfall_effect effect = effect_of(p, step, 0, c);
      table_number(t, effect.in_order.value * p->scale.factor, 0);
      table_number(t, effect.in_order.se * p->scale.factor, 0);
    }
  }
  return finish(t);
}

/* Whether any step changes the metric over the horizon. */
static bool changes(const printer *p, size_t metric)
{
  bool changed = false;
  for (size_t step = 0; step <= placement_waterfall_step_count(p->waterfall); step++) {
    placement_waterfall_effect effect = effect_of(p, step, metric, placement_plan_year_count(p->base));
    changed = changed || effect.in_order.value != 0 || effect.in_order.se > 0;
  }
  return changed;
}

/* In order, over the whole horizon: a column with its standard error for each metric that any step changes. */
static bool print_metrics(const printer *p, const char *unit, const shown *metrics, size_t count)
{
  size_t horizon = placement_plan_year_count(p->base);
  table *t = table_new(2 * count);
  table_row(t, 0, unit);
  for (size_t i = 0; i < count; i++) {
    if (changes(p, metrics[i].metric)) {
      table_text(t, metrics[i].heading);
      table_text(t, "std error");
    }
  }
  for (size_t step = 0; step <= placement_waterfall_step_count(p->waterfall); step++) {
    table_row(t, 0, step_of(p, step).heading);
    for (size_t i = 0; i < count; i++) {
      const char *name = placement_waterfall_metric(p->waterfall, metrics[i].metric);
      int32_t metric_unit = placement_plan_metric_unit(p->base, placement_plan_metric_find(p->base, name));
      double factor = metric_unit == PLACEMENT_UNIT_MONEY ? p->scale.factor : 1;
      int decimals = figures_decimals(metric_unit);
      placement_waterfall_effect effect = effect_of(p, step, metrics[i].metric, horizon);
      if (!changes(p, metrics[i].metric))
        continue;
      table_number(t, effect.in_order.value * factor, decimals);
      table_number(t, effect.in_order.se * factor, decimals == 0 ? 0 : decimals + 1);
    }
  }
  return finish(t);
}

/* Says which uncertain inputs are left out of what lies between. */
static void print_left_out(const printer *p)
{
  for (size_t step = 0; step < placement_waterfall_step_count(p->waterfall); step++) {
    placement_waterfall_step s = step_of(p, step);
    if (s.left_out > 0)
      printf("Left out after %s, in order: %zu of the uncertain inputs, which concern%s what is not there.\n",
             s.heading, s.left_out, s.left_out == 1 ? "s" : "");
    if (s.left_out_alone > 0)
      printf("Left out of %s alone: %zu of the uncertain inputs, which concern%s what is not there.\n", s.heading,
             s.left_out_alone, s.left_out_alone == 1 ? "s" : "");
  }
}

int compare_waterfall_print(const placement_plan *base, const placement_waterfall *waterfall)
{
  static const shown costs[] = {
      {1, "capital"}, {3, "in-house"}, {4, "external"}, {5, "step-down"}, {6, "less beds sold"}};
  static const shown children[] = {{8, "external"}, {9, "in homes"}, {10, "step-down"}, {11, "moves"}};
  printer p = {.base = base, .waterfall = waterfall};
  double largest = 0;
  text_print_heading(stdout, "What the difference in total cost comes from, whole horizon");
  if (placement_waterfall_step_count(waterfall) == 0) {
    fputs("The scenarios differ in nothing that has an effect.\n", stdout);
    return EXIT_FINE;
  }
  for (size_t step = 0; step <= placement_waterfall_step_count(waterfall); step++)
    largest = fmax(largest, fabs(effect_of(&p, step, 0, placement_plan_year_count(base)).in_order.value));
  p.scale = figures_money_scale(placement_plan_currency(base), 10 * largest);
  bool printed = print_steps(&p);
  text_print_wrapped(stdout, "",
                     "In order: each step after those above it, so that steps add up to the difference. Alone: the "
                     "step by itself in the base. Interaction: in order less alone, which is due to the steps above. "
                     "What concerns homes that only the alternative has, such as their delay, does nothing alone.");
  print_left_out(&p);
  text_print_wrapped(stdout, "Method: ",
                     "Kitagawa 1955, Journal of the American Statistical Association 50, 1168-1194; Borgonovo 2010, "
                     "European Journal of Operational Research 200, 127-138");
  fputc('\n', stdout);
  text_print_heading(stdout, "Steps in order, total cost by financial year");
  printed = printed && print_years(&p);
  fputc('\n', stdout);
  text_print_heading(stdout, "Steps in order, costs by category, whole horizon");
  printed = printed && print_metrics(&p, p.scale.unit, costs, sizeof costs / sizeof *costs);
  figures_print_rounding(&p.scale);
  fputc('\n', stdout);
  text_print_heading(stdout, "Steps in order, children on average and their moves, whole horizon");
  printed = printed && print_metrics(&p, "", children, sizeof children / sizeof *children);
  if (printed)
    return EXIT_FINE;
  complain("out of memory");
  return EXIT_NOT_DONE;
}
