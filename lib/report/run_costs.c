/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Costs: by financial year, by category, and both.
 */
#include "plan/plan.h"
#include "report/run_tables.h"
#include "report/told_amounts.h"
#include "scenario/scenario.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))
#define NO_ROW SIZE_MAX

/* A category of cost or a part of one; `sum` is the one that it is part of, -1 if none. Parts follow their category,
 * what sums several categories follows these. */
typedef struct category {
  const char *metric;
  const char *name, *part;
  int sum;
  int32_t sign;
  bool if_any; /* left out when it is 0 throughout */
} category;

enum { IN_HOUSE = 0, PROGRAMME = 3, EXTERNAL = 4, REVENUE = 12, TOTAL = 14, REAL = 15, CATEGORIES = 17 };

/* Labels leave room for amounts of tens of millions on a screen. */
static const category categories[CATEGORIES] = {
    {"cost.in_house", "homes and programme", "", REVENUE, 1, false},
    {"cost.in_house.fixed", "homes and programme", "homes and beds", IN_HOUSE, 1, true},
    {"cost.in_house.occupancy", "homes and programme", "occupied beds", IN_HOUSE, 1, true},
    {"cost.programme", "homes and programme", "programme", IN_HOUSE, 1, true},
    {"cost.external", "external placements", "", REVENUE, 1, false},
    {"cost.external.standard", "external placements", "standard", EXTERNAL, 1, true},
    {"cost.external.emergency", "external placements", "emergency", EXTERNAL, 1, true},
    {"cost.external.enhancement", "external placements", "enhancements", EXTERNAL, 1, true},
    {"cost.external.notice", "external placements", "notice", EXTERNAL, 1, true},
    {"cost.external.visits", "external placements", "visits", EXTERNAL, 1, true},
    {"cost.step_down", "step-down", "", REVENUE, 1, true},
    {"income.sold_beds", "less beds sold", "", REVENUE, -1, true},
    {"cost.revenue", "revenue", "", TOTAL, 1, false},
    {"cost.capital", "capital", "", TOTAL, 1, false},
    {"cost.total", "total", "", -1, 1, false},
    {"cost.real", "in real terms", "", -1, 1, false},
    {"cost.net_present", "net present cost", "", -1, 1, false},
};

static const char definitions[] =
    "Plan basis: every home opens on its planned date, every bed is full from then, nothing is random.";

/* A deflator shows by what it does. */
static bool has_real_terms(const plm_side *side)
{
  size_t real = plm_run_metric(side, "cost.real"), total = plm_run_metric(side, "cost.total");
  for (size_t c = 0; c <= placement_plan_year_count(side->plan); c++) {
    placement_statistics a = plm_run_statistics(side, real, c), b = plm_run_statistics(side, total, c);
    double planned = plm_run_planned(side, real, c) - plm_run_planned(side, total, c);
    if ((!isnan(planned) && planned != 0) || (a.defined > 0 && a.mean != b.mean))
      return true;
  }
  return false;
}

/* Without homes it is the programme alone, such as other budgets: homes would be the wrong word. */
static const char *name_of_homes(const plm_side *side)
{
  return placement_plan_home_count(side->plan) > 0 ? "homes and programme" : "programme";
}

/* Of several sides each has only what it has; a category of a single run that is always there may be 0. */
static bool is_shown(const plm_sides *of, const plm_side *side, size_t i)
{
  bool real = i != REAL, if_any = categories[i].if_any || (of->count > 1 && categories[i].sum >= 0);
  for (size_t s = 0; s < of->count; s++)
    real = real || has_real_terms(&of->sides[s]);
  if (placement_plan_home_count(side->plan) == 0 && i == PROGRAMME)
    return false; /* it is the whole of IN_HOUSE */
  if_any = if_any || (placement_plan_home_count(side->plan) == 0 && i == IN_HOUSE);
  return real && (!if_any || i == REVENUE || plm_run_has(side, categories[i].metric));
}

/* Adds the rows of a side; `add_cells` adds what follows the names of each. */
static void add_categories(const plm_sides *of, const plm_side *side,
                           void (*add_cells)(const plm_sides *, const plm_side *, size_t))
{
  placement_findings *f = of->findings;
  size_t rows[CATEGORIES];
  size_t first = plm_findings_row_count(f), next = first;
  for (size_t i = 0; i < CATEGORIES; i++)
    rows[i] = is_shown(of, side, i) ? next++ : NO_ROW;
  for (size_t i = 0; i < CATEGORIES; i++) {
    if (rows[i] == NO_ROW)
      continue;
    plm_run_row(of, side, PLACEMENT_UNIT_NUMBER);
    plm_findings_text(f, i == IN_HOUSE ? name_of_homes(side) : categories[i].name);
    plm_findings_text(f, categories[i].part);
    add_cells(of, side, plm_run_metric(side, categories[i].metric));
    for (size_t part = 0; part < CATEGORIES; part++)
      if (categories[part].sum == (int)i && rows[part] != NO_ROW)
        plm_findings_addend(f, rows[part], categories[part].sign);
  }
}

static void add_names(const plm_sides *of)
{
  plm_findings_column(of->findings, "category", "", PLACEMENT_UNIT_TEXT);
  plm_findings_column(of->findings, "part", "", PLACEMENT_UNIT_TEXT);
}

static void add_horizon(const plm_sides *of, const plm_side *side, size_t metric)
{
  plm_run_figures(of, side, metric, placement_plan_year_count(side->plan));
}

void plm_run_add_categories(const plm_sides *of)
{
  plm_run_begin(of, "categories", "Where the money goes, whole horizon", "Sums are formed before rounding.", 1);
  add_names(of);
  plm_run_figure_columns(of, PLACEMENT_UNIT_MONEY);
  for (size_t s = 0; s < of->count; s++)
    add_categories(of, &of->sides[s], add_horizon);
}

static void add_planned_years(const plm_sides *of, const plm_side *side, size_t metric)
{
  for (size_t c = 0; c <= placement_plan_year_count(side->plan); c++)
    plm_findings_number(of->findings, plm_run_planned(side, metric, c));
}

static void add_mean_years(const plm_sides *of, const plm_side *side, size_t metric)
{
  for (size_t c = 0; c <= placement_plan_year_count(side->plan); c++)
    plm_findings_number(of->findings, plm_run_statistics(side, metric, c).mean);
}

/* All money: a column for each financial year and one for the horizon. */
static void add_by_year(const plm_sides *of, const char *name, const char *heading, const char *note,
                        void (*add_cells)(const plm_sides *, const plm_side *, size_t))
{
  const placement_plan *plan = of->sides[0].plan;
  plm_run_begin(of, name, heading, note, 1);
  plm_findings_across(of->findings, "year");
  if (of->sides[0].summary != NULL)
    plm_findings_detail(of->findings);
  add_names(of);
  for (size_t c = 0; c <= placement_plan_year_count(plan); c++) {
    const char *label = placement_plan_column_label(plan, c);
    plm_findings_column(of->findings, label, label, PLACEMENT_UNIT_MONEY);
    plm_findings_adds_up(of->findings);
  }
  plm_findings_total(of->findings);
  for (size_t s = 0; s < of->count; s++)
    add_categories(of, &of->sides[s], add_cells);
}

void plm_run_add_plan_by_year(const plm_sides *of)
{
  plm_told note = {{0}, 0};
  plm_told_add(&note, "%s Sums are formed before rounding.", definitions);
  bool run = of->sides[0].summary != NULL;
  add_by_year(of, "plan_by_year", run ? "The plan basis by financial year" : "Budget by financial year", note.text,
              add_planned_years);
}

void plm_run_add_mean_by_year(const plm_sides *of)
{
  add_by_year(of, "mean_by_year", "The mean of all futures by financial year", "Sums are formed before rounding.",
              add_mean_years);
}

/* A row for each financial year and one for the total, which they add up to; `parts` are the rows of the first years of
 * what adds up to this year by year, NO_ROW where it is 0. Gives the row of the first year, NO_ROW if all is 0. */
static size_t add_years(const plm_sides *of, const plm_side *side, const char *name, const char *metric_name,
                        const size_t *parts, size_t part_count)
{
  placement_findings *f = of->findings;
  size_t metric = plm_run_metric(side, metric_name), years = placement_plan_year_count(side->plan);
  size_t first = plm_findings_row_count(f);
  if (part_count == 0 && !plm_run_has(side, metric_name)) {
    plm_run_row(of, side, PLACEMENT_UNIT_NUMBER);
    plm_findings_text(f, name);
    plm_findings_text(f, "");
    plm_run_figures(of, side, metric, years);
    return NO_ROW;
  }
  for (size_t c = 0; c <= years; c++) {
    plm_run_row(of, side, PLACEMENT_UNIT_NUMBER);
    plm_findings_text(f, name);
    plm_findings_text(f, placement_plan_column_label(side->plan, c));
    plm_run_figures(of, side, metric, c);
    for (size_t i = 0; i < part_count && c < years; i++)
      if (parts[i] != NO_ROW)
        plm_findings_addend(f, parts[i] + c, 1);
    for (size_t y = 0; y < years && c == years; y++)
      plm_findings_addend(f, first + y, 1);
  }
  return first;
}

/* The revenue of each year is what its parts come to; `first` are the rows of their first years. */
static void revenue_follows(const plm_sides *of, const plm_side *side, size_t revenue, const size_t *first,
                            const int32_t *operations, size_t count)
{
  static const char *const columns[] = {"plan", "mean"};
  for (size_t c = 0; revenue != NO_ROW && c < placement_plan_year_count(side->plan); c++) {
    plm_operand operands[CATEGORIES];
    for (size_t k = 0; k < COUNT_OF(columns); k++) {
      size_t used = 0;
      for (size_t i = 0; i < count; i++)
        if (first[i] != NO_ROW)
          operands[used++] = (plm_operand){first[i] + c, columns[k], operations[i]};
      plm_findings_follows(of->findings, revenue + c, columns[k], operands, used);
    }
  }
}

static void add_budget(const plm_sides *of, const plm_side *side)
{
  const struct {
    const char *label, *metric;
    bool if_any;
  } blocks[] = {{name_of_homes(side), "cost.in_house", placement_plan_home_count(side->plan) == 0},
                {"external placements", "cost.external", false},
                {"step-down", "cost.step_down", true},
                {"less beds sold", "income.sold_beds", true}};
  static const int32_t operations[] = {PLACEMENT_OPERAND_PLUS, PLACEMENT_OPERAND_PLUS, PLACEMENT_OPERAND_PLUS,
                                       PLACEMENT_OPERAND_MINUS};
  size_t parts[2], first[COUNT_OF(blocks)];
  parts[0] = add_years(of, side, "capital", "cost.capital", NULL, 0);
  parts[1] = add_years(of, side, "revenue", "cost.revenue", NULL, 0);
  for (size_t i = 0; i < COUNT_OF(blocks); i++)
    first[i] = !blocks[i].if_any || plm_run_has(side, blocks[i].metric)
                   ? add_years(of, side, blocks[i].label, blocks[i].metric, NULL, 0)
                   : NO_ROW;
  (void)add_years(of, side, "total", "cost.total", parts, 2);
  plm_run_row(of, side, PLACEMENT_UNIT_NUMBER);
  plm_findings_text(of->findings, "net present cost");
  plm_findings_text(of->findings, "");
  add_horizon(of, side, plm_run_metric(side, "cost.net_present"));
  revenue_follows(of, side, parts[1], first, operations, COUNT_OF(blocks));
}

/* The dearest year, and how sure it is. */
static void summarise_budget(const plm_sides *of, const plm_side *side, plm_told *told)
{
  size_t metric = plm_run_metric(side, "cost.total"), years = placement_plan_year_count(side->plan), dearest = 0;
  for (size_t c = 1; c < years; c++)
    if (plm_run_statistics(side, metric, c).mean > plm_run_statistics(side, metric, dearest).mean)
      dearest = c;
  placement_statistics s = plm_run_statistics(side, metric, dearest);
  if (s.defined == 0 || years == 0)
    return;
  plm_run_tell_side(of, side, told);
  plm_told_add(told, "The dearest financial year is %s, with %s on average and %s in 8 of 10 futures.",
               placement_plan_column_label(side->plan, dearest), plm_findings_about(of->findings, s.mean).text,
               plm_about_two(of->findings, s.p10, "to", s.p90).text);
}

/* By how much a quantile of the table can be off at most. */
static void tell_quantile_error(const plm_sides *of, plm_told *note)
{
  static const char *const metrics[] = {"cost.total", "cost.revenue", "cost.capital", "cost.in_house", "cost.external"};
  double most = 0;
  for (size_t s = 0; s < of->count; s++)
    for (size_t i = 0; i < sizeof metrics / sizeof *metrics; i++)
      for (size_t c = 0; c <= placement_plan_year_count(of->sides[s].plan); c++)
        most =
            fmax(most, plm_run_statistics(&of->sides[s], plm_run_metric(&of->sides[s], metrics[i]), c).quantile_error);
  if (most >= 1)
    plm_told_add(note, " Quantiles come from histograms and are at most %s off; an analysis of budgets has exact ones.",
                 plm_findings_about(of->findings, ceil(most)).text);
}

void plm_run_add_budget(const plm_sides *of)
{
  plm_told note = {{0}, 0}, summary = {{0}, 0};
  const char *of_homes = plm_run_any_has(of, "cost.in_house") ? "programme, " : "";
  for (size_t i = 0; i < of->count; i++)
    of_homes = placement_plan_home_count(of->sides[i].plan) > 0 ? "homes and programme, " : of_homes;
  size_t uncertain = of->sides[0].plan->scenario->uncertain_count;
  plm_told_add(&note,
               "%s P80: in 80 of 100 futures (replications) the figure is no higher. Std error: that of the mean. "
               "Revenue: %sexternal placements%s%s.",
               definitions, of_homes, plm_run_any_has(of, "cost.step_down") ? ", step-down" : "",
               plm_run_any_has(of, "income.sold_beds") ? ", less beds sold" : "");
  if (of->count == 1 && uncertain > 0)
    plm_told_add(&note, " %zu uncertain input%s drawn for each future.", uncertain, uncertain == 1 ? " is" : "s are");
  tell_quantile_error(of, &note);
  plm_run_begin(of, "budget", of->count > 1 ? "Budget by financial year, each scenario" : "Budget by financial year",
                note.text, 1);
  if (of->count > 1)
    plm_findings_detail(of->findings);
  plm_findings_column(of->findings, "category", "", PLACEMENT_UNIT_TEXT);
  plm_findings_column(of->findings, "year", "", PLACEMENT_UNIT_TEXT);
  plm_run_figure_columns(of, PLACEMENT_UNIT_MONEY);
  for (size_t s = 0; s < of->count; s++) {
    add_budget(of, &of->sides[s]);
    summarise_budget(of, &of->sides[s], &summary);
  }
  plm_findings_summary(of->findings, "%s", summary.text);
}
