/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compare_tables.h"

#include "figures.h"
#include "input.h"
#include "numbers.h"
#include "options.h"
#include "run_parts.h"
#include "table.h"
#include "text.h"

#include <math.h>
#include <stdio.h>

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))
#define INDENT 2

/* What the rows of a table have in common. */
typedef struct compared_by {
  const placement_plan *base;
  const placement_comparison *comparison;
  double factor; /* of amounts of money */
} compared_by;

static table *new_table(const char *unit)
{
  static const char *const headings[] = {"base", "alternative", "difference", "std error", "P10", "P90", "lower, %"};
  table *t = table_new(COUNT_OF(headings));
  table_row(t, 0, unit);
  for (size_t i = 0; i < COUNT_OF(headings); i++)
    table_text(t, headings[i]);
  return t;
}

static bool is_money(const compared_by *by, size_t metric)
{
  return placement_plan_metric_unit(by->base, metric) == PLACEMENT_UNIT_MONEY;
}

static bool add_row(table *t, const compared_by *by, size_t metric, size_t column, size_t indent, const char *label,
                    placement_error *err)
{
  placement_compared c;
  placement_probability lower;
  if (placement_comparison_figure(by->comparison, metric, column, &c, err) != PLACEMENT_OK ||
      placement_comparison_lower(by->comparison, metric, column, &lower, err) != PLACEMENT_OK)
    return false;
  int32_t unit = placement_plan_metric_unit(by->base, metric);
  int decimals = figures_decimals(unit);
  double show = figures_factor(unit) * (is_money(by, metric) ? by->factor : 1);
  const double figures[] = {c.base, c.alternative, c.difference.mean};
  table_row(t, indent, label);
  for (size_t i = 0; i < COUNT_OF(figures); i++)
    table_number(t, figures[i] * show, decimals);
  table_number(t, c.difference.se * show, decimals == 0 ? 0 : decimals + 1);
  table_number(t, c.difference.p10 * show, decimals);
  table_number(t, c.difference.p90 * show, decimals);
  table_number(t, lower.share * 100, 1);
  return true;
}

/* Whether both scenarios have nothing of the metric in any year. */
static bool find_nothing(const compared_by *by, size_t metric, bool *nothing, placement_error *err)
{
  *nothing = true;
  for (size_t column = 0; *nothing && column <= placement_plan_year_count(by->base); column++) {
    placement_compared c;
    if (placement_comparison_figure(by->comparison, metric, column, &c, err) != PLACEMENT_OK)
      return false;
    *nothing = c.difference.defined == 0 ||
               (c.base == 0 && c.alternative == 0 && c.difference.min == 0 && c.difference.max == 0);
  }
  return true;
}

static bool add_years(table *t, const compared_by *by, size_t metric, const char *label, placement_error *err)
{
  size_t years = placement_plan_year_count(by->base);
  table_row(t, 0, label);
  for (size_t column = 0; column <= years; column++) {
    const char *year =
        column < years ? placement_plan_column_label(by->base, column) : (is_money(by, metric) ? "total" : "all years");
    if (!add_row(t, by, metric, column, INDENT, year, err))
      return false;
  }
  return true;
}

/* Metrics with years under them, or over the horizon only. What neither scenario has is left out. */
static bool add_blocks(table *t, const compared_by *by, const block *blocks, size_t count, placement_error *err)
{
  for (size_t i = 0; i < count; i++) {
    size_t metric = placement_plan_metric_find(by->base, blocks[i].metric);
    bool nothing;
    if (!find_nothing(by, metric, &nothing, err))
      return false;
    if (nothing && blocks[i].if_any)
      continue;
    if (!(blocks[i].by_year ? add_years(t, by, metric, blocks[i].label, err)
                            : add_row(t, by, metric, placement_plan_year_count(by->base), 0, blocks[i].label, err)))
      return false;
  }
  return true;
}

/* Two decimals for the interval, because shares of 0 and 1 have narrow ones. */
static void print_share(const placement_probability *p)
{
  char share[NUMBER_SIZE], low[NUMBER_SIZE], high[NUMBER_SIZE];
  printf("in %s %% of replications (95 %% interval %s to %s %%)", number_format(share, 100 * p->share, 1),
         number_format(low, 100 * p->low, 2), number_format(high, 100 * p->high, 2));
}

int compare_print_answer(const placement_plan *base, const placement_comparison *comparison)
{
  placement_compared c;
  placement_probability lower;
  placement_error err = PLACEMENT_ERROR_INIT;
  size_t total = placement_plan_metric_find(base, "cost.total"), horizon = placement_plan_year_count(base);
  if (placement_comparison_figure(comparison, total, horizon, &c, &err) != PLACEMENT_OK ||
      placement_comparison_lower(comparison, total, horizon, &lower, &err) != PLACEMENT_OK)
    return input_complain("the comparison", &err);
  money_scale scale = figures_money_scale(placement_plan_currency(base), fabs(c.difference.mean));
  char amount[NUMBER_SIZE], from[NUMBER_SIZE], to[NUMBER_SIZE];
  bool more = c.difference.mean > 0;
  double size = fabs(c.difference.mean), least = more ? c.low : -c.high, most = more ? c.high : -c.low;
  if (size == 0 && c.difference.se == 0)
    printf("On average the alternative costs as much as the base");
  else
    printf("On average the alternative costs %s %s %s over the whole horizon\n(95 %% interval %s to %s)",
           number_format(amount, size * scale.factor, 0), scale.unit, more ? "more" : "less",
           number_format(from, least * scale.factor, 0), number_format(to, most * scale.factor, 0));
  printf(". It costs less\n");
  print_share(&lower);
  printf(".\n\n");
  return EXIT_FINE;
}

/* A year, or that there is none. */
static const char *year_text(const placement_plan *base, size_t year)
{
  return year == SIZE_MAX ? "not within the horizon" : placement_plan_column_label(base, year);
}

static void print_payback_years(const placement_plan *base, const placement_comparison *comparison)
{
  static const struct {
    const char *name;
    double p;
  } quantiles[] = {{"P10", 0.1}, {"median", 0.5}, {"P90", 0.9}};
  for (size_t i = 0; i < COUNT_OF(quantiles); i++) {
    placement_payback_year found;
    if (placement_comparison_payback_year(comparison, quantiles[i].p, &found, NULL) != PLACEMENT_OK)
      continue;
    printf("- %s: %s", quantiles[i].name, year_text(base, found.year));
    if (found.earliest != found.latest)
      printf(" (95 %% interval: %s to %s)", year_text(base, found.earliest), year_text(base, found.latest));
    fputc('\n', stdout);
  }
}

static int print_payback(const placement_plan *base, const placement_comparison *comparison)
{
  size_t years = placement_plan_year_count(base);
  placement_error err = PLACEMENT_ERROR_INIT;
  placement_probability paid_back;
  text_print_heading(stdout, "The alternative has paid for itself for good");
  for (size_t y = 0; y < years; y++) {
    if (placement_comparison_payback(comparison, y, &paid_back, &err) != PLACEMENT_OK)
      return input_complain("the comparison", &err);
    printf("- by the end of %s: ", placement_plan_column_label(base, y));
    print_share(&paid_back);
    fputc('\n', stdout);
  }
  if (placement_comparison_never_paid_back(comparison, &paid_back, &err) != PLACEMENT_OK)
    return input_complain("the comparison", &err);
  printf("- not within the horizon: ");
  print_share(&paid_back);
  fputs("\nYear of payback (costs are settled by financial year, so it is known no finer):\n", stdout);
  print_payback_years(base, comparison);
  return EXIT_FINE;
}

static bool find_largest(const compared_by *by, double *largest, placement_error *err)
{
  placement_compared c;
  size_t total = placement_plan_metric_find(by->base, "cost.total");
  if (placement_comparison_figure(by->comparison, total, placement_plan_year_count(by->base), &c, err) != PLACEMENT_OK)
    return false;
  *largest = fmax(fmax(fabs(c.base), fabs(c.alternative)), fmax(fabs(c.difference.min), fabs(c.difference.max)));
  return true;
}

int compare_tables_costs(const placement_plan *base, const placement_comparison *comparison)
{
  static const block by_year[] = {
      {"cost.total", "total", true, false},
      {"cost.capital", "capital", true, true},
      {"cost.revenue", "revenue", true, false},
      {"cost.in_house", "in-house (with the programme)", true, true},
      {"cost.external", "external placements", true, true},
      {"cost.net_present", "net present cost", false, false},
  };
  static const block categories[] = {
      {"cost.capital", "capital", false, true},
      {"cost.in_house.fixed", "homes and beds", false, true},
      {"cost.in_house.occupancy", "occupied beds", false, true},
      {"cost.programme", "programme", false, true},
      {"cost.external.standard", "standard", false, true},
      {"cost.external.emergency", "emergency", false, true},
      {"cost.external.enhancement", "enhancements", false, true},
      {"cost.external.notice", "notice", false, true},
      {"cost.external.visits", "visits", false, true},
      {"cost.step_down", "step-down", false, true},
      {"income.sold_beds", "less beds sold", false, true},
      {"cost.total", "total", false, false},
  };
  compared_by by = {base, comparison, 1};
  placement_error err = PLACEMENT_ERROR_INIT;
  double largest;
  if (!find_largest(&by, &largest, &err))
    return input_complain("the comparison", &err);
  money_scale scale = figures_money_scale(placement_plan_currency(base), 10 * largest);
  by.factor = scale.factor;
  text_print_heading(stdout, "Costs by financial year");
  table *t = new_table(scale.unit);
  int exit_status = run_finish(t, add_blocks(t, &by, by_year, COUNT_OF(by_year), &err), &err);
  if (exit_status != EXIT_FINE)
    return exit_status;
  fputc('\n', stdout);
  text_print_heading(stdout, "Where the difference lies, whole horizon");
  t = new_table(scale.unit);
  exit_status = run_finish(t, add_blocks(t, &by, categories, COUNT_OF(categories), &err), &err);
  if (exit_status != EXIT_FINE)
    return exit_status;
  figures_print_rounding(&scale);
  fputc('\n', stdout);
  return print_payback(base, comparison);
}

int compare_tables_children(const placement_plan *base, const placement_comparison *comparison)
{
  static const block children[] = {
      {"children.external", "placed externally, average", true, true},
      {"children.in_house", "in homes, average", true, true},
      {"children.local_share", "share in homes, %", true, true},
      {"children.step_down", "in step-down places, average", false, true},
      {"children.unserved", "without a place, average", false, true},
  };
  static const block events[] = {
      {"placements", "placements begun", false, true},
      {"moves", "moves", false, true},
      {"returns", "returns", false, true},
      {"unplanned_endings", "unplanned endings", false, true},
      {"placed_external", "external for want of a bed", false, true},
      {"occupancy", "occupancy of homes, %", false, true},
      {"unit_cost.in_house", "in-house unit cost", false, true},
      {"unit_cost.external", "external unit cost", false, true},
  };
  compared_by by = {base, comparison, 1};
  placement_error err = PLACEMENT_ERROR_INIT;
  text_print_heading(stdout, "Children by financial year");
  table *t = new_table("");
  int exit_status = run_finish(t, add_blocks(t, &by, children, COUNT_OF(children), &err), &err);
  if (exit_status != EXIT_FINE)
    return exit_status;
  fputc('\n', stdout);
  text_print_heading(stdout, "Events and unit costs for a child and week, whole horizon");
  t = new_table("");
  return run_finish(t, add_blocks(t, &by, events, COUNT_OF(events), &err), &err);
}
