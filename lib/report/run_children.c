/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Children, what happens to them, and what a week of each costs.
 */
#include "report/run_tables.h"

#include <math.h>

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

/* A metric over the years. */
typedef struct measure {
  const char *metric;
  const char *label, *part;
  bool if_any; /* left out when it is 0 throughout */
} measure;

static bool is_defined(const plm_sides *of, const char *name)
{
  bool any = false;
  for (size_t i = 0; i < of->count; i++) {
    const plm_side *side = &of->sides[i];
    size_t metric = plm_run_metric(side, name), years = placement_plan_year_count(side->plan);
    any = any || plm_run_statistics(side, metric, years).defined > 0 || !isnan(plm_run_planned(side, metric, years));
  }
  return any;
}

static bool is_shown(const plm_sides *of, const measure *m)
{
  return is_defined(of, m->metric) && (!m->if_any || plm_run_any_has(of, m->metric));
}

static void add_years(const plm_sides *of, const plm_side *side, const measure *m)
{
  size_t metric = plm_run_metric(side, m->metric), years = placement_plan_year_count(side->plan);
  for (size_t c = 0; c <= years; c++) {
    plm_run_row(of, side, placement_plan_metric_unit(side->plan, metric));
    plm_findings_text(of->findings, m->label);
    plm_findings_text(of->findings, c < years ? placement_plan_column_label(side->plan, c) : "all years");
    plm_run_figures(of, side, metric, c);
  }
}

/* What a side does not define, such as the cost of a week in its homes where it has none, has no rows. */
static void add_measures(const plm_sides *of, const measure *measures, size_t count)
{
  for (size_t s = 0; s < of->count; s++) {
    const plm_sides alone = {of->findings, &of->sides[s], 1};
    for (size_t i = 0; i < count; i++)
      if (is_shown(of, &measures[i]) && is_defined(&alone, measures[i].metric))
        add_years(of, &of->sides[s], &measures[i]);
  }
}

void plm_run_add_children(const plm_sides *of)
{
  static const measure measures[] = {
      {"children.external", "placed externally", "", false},
      {"children.in_house", "in homes", "", true},
      {"children.step_down", "in step-down", "", true},
      {"children.unserved", "without a place (unserved groups)", "", true},
      {"children.local_share", "share of children in homes", "", true},
  };
  plm_run_begin(of, "children", "Children by financial year", "Average numbers of children over the nights of a year.",
                1);
  plm_findings_column(of->findings, "measure", "", PLACEMENT_UNIT_TEXT);
  plm_findings_column(of->findings, "year", "", PLACEMENT_UNIT_TEXT);
  plm_run_figure_columns(of, PLACEMENT_UNIT_OF_ROW);
  add_measures(of, measures, COUNT_OF(measures));
}

void plm_run_add_events(const plm_sides *of)
{
  static const measure events[] = {
      {"arrivals", "arrivals", "", false},
      {"placements", "placements begun", "", false},
      {"placed_external", "placements begun", "external for want of a bed", false},
      {"returns", "placements begun", "returns to a home", true},
      {"moves", "placements begun", "moves: not a child's first", true},
      {"unplanned_endings", "unplanned endings", "", true},
      {"unserved", "no place found (unserved groups)", "", true},
  };
  plm_run_begin(of, "events", "Events over the whole horizon", "", 1);
  plm_findings_column(of->findings, "event", "", PLACEMENT_UNIT_TEXT);
  plm_findings_column(of->findings, "part", "", PLACEMENT_UNIT_TEXT);
  plm_run_figure_columns(of, PLACEMENT_UNIT_COUNT);
  for (size_t s = 0; s < of->count; s++) {
    const plm_side *side = &of->sides[s];
    for (size_t i = 0; i < COUNT_OF(events); i++) {
      if (!is_shown(of, &events[i]))
        continue;
      plm_run_row(of, side, PLACEMENT_UNIT_NUMBER);
      plm_findings_text(of->findings, events[i].label);
      plm_findings_text(of->findings, events[i].part);
      plm_run_figures(of, side, plm_run_metric(side, events[i].metric), placement_plan_year_count(side->plan));
    }
  }
}

static const measure unit_costs[] = {
    {"unit_cost.in_house", "in-house", "", false},
    {"unit_cost.external", "external", "", false},
};

/* Years in which in-house costs meet so few occupied beds that their ratio misleads. */
static void warn_of_empty_years(const plm_side *side, plm_told *told)
{
  enum { MULTIPLE = 2 };
  size_t metric = plm_run_metric(side, unit_costs[0].metric), years = placement_plan_year_count(side->plan), dear = 0;
  double whole = plm_run_statistics(side, metric, years).mean;
  for (size_t c = 0; c < years; c++) {
    placement_statistics s = plm_run_statistics(side, metric, c);
    if (s.defined == 0 || !(s.mean > MULTIPLE * whole))
      continue;
    plm_told_add(told, "%s %s", dear++ == 0 ? " Do not quote the in-house figure of" : ",",
                 placement_plan_column_label(side->plan, c));
  }
  if (dear > 0)
    plm_told_add(told, ": hardly a bed is occupied then, while homes and the programme are paid for.");
}

/* What a week costs over the horizon, "" where there is none. */
static void summarise_unit_costs(const plm_sides *of, const plm_side *side, plm_told *told)
{
  static const char *const where[] = {"in a home", "in an external placement"};
  bool any = false;
  for (size_t i = 0; i < COUNT_OF(unit_costs); i++) {
    size_t metric = plm_run_metric(side, unit_costs[i].metric), years = placement_plan_year_count(side->plan);
    placement_statistics s = plm_run_statistics(side, metric, years);
    if (s.defined == 0)
      continue;
    if (!any)
      plm_run_tell_side(of, side, told);
    plm_told_add(told, "%s %s %s (P50 %s)", any ? " and" : "Over the whole horizon a week of a child costs",
                 plm_findings_amount(of->findings, s.mean).text, where[i],
                 plm_findings_amount(of->findings, s.p50).text);
    any = true;
  }
  if (!any)
    return;
  plm_told_add(told, ": mean costs divided by mean weeks, and the middle of all futures (P50).");
  warn_of_empty_years(side, told);
}

void plm_run_add_unit_costs(const plm_sides *of)
{
  plm_told summary = {{0}, 0};
  if (!is_defined(of, unit_costs[0].metric) && !is_defined(of, unit_costs[1].metric))
    return;
  plm_run_begin(
      of, "unit_costs", "Unit costs, for a child and week",
      is_defined(of, unit_costs[0].metric)
          ? "In-house: the revenue costs of homes and the programme, divided by the weeks of occupied beds. In a year "
            "with hardly an occupied bed, such as one in which homes open, it comes to a multiple and says nothing of "
            "what a week in a full home costs. The mean is the ratio of the mean costs to the mean weeks; P50 and the "
            "other quantiles are of the ratios of single futures."
          : "The mean is the ratio of the mean costs to the mean weeks; P50 and the other quantiles are of the ratios "
            "of single futures.",
      1);
  plm_findings_column(of->findings, "place", "", PLACEMENT_UNIT_TEXT);
  plm_findings_column(of->findings, "year", "", PLACEMENT_UNIT_TEXT);
  plm_run_figure_columns(of, PLACEMENT_UNIT_WEEKLY_COST);
  add_measures(of, unit_costs, COUNT_OF(unit_costs));
  for (size_t s = 0; s < of->count; s++)
    summarise_unit_costs(of, &of->sides[s], &summary);
  plm_findings_summary(of->findings, "%s", summary.text);
}

/* One row for each measure, its years side by side. */
static void add_plan_rows(const plm_sides *of, const measure *measures, size_t count)
{
  for (size_t s = 0; s < of->count; s++) {
    const plm_side *side = &of->sides[s];
    for (size_t i = 0; i < count; i++) {
      size_t metric = plm_run_metric(side, measures[i].metric);
      if (!is_shown(of, &measures[i]))
        continue;
      plm_run_row(of, side, placement_plan_metric_unit(side->plan, metric));
      plm_findings_text(of->findings, measures[i].label);
      for (size_t c = 0; c <= placement_plan_year_count(side->plan); c++)
        plm_findings_number(of->findings, plm_run_planned(side, metric, c));
    }
  }
}

static void begin_plan(const plm_sides *of, const char *name, const char *heading, const char *note, int32_t unit)
{
  const placement_plan *plan = of->sides[0].plan;
  size_t years = placement_plan_year_count(plan);
  plm_run_begin(of, name, heading, note, 0);
  plm_findings_across(of->findings, "year");
  plm_findings_column(of->findings, "measure", "", PLACEMENT_UNIT_TEXT);
  for (size_t c = 0; c <= years; c++) {
    const char *label = placement_plan_column_label(plan, c);
    plm_findings_column(of->findings, label, c < years ? label : "all years", unit);
  }
}

void plm_run_add_plan_children(const plm_sides *of)
{
  static const measure children[] = {
      {"children.in_need", "children in need, average", "", false},
      {"children.external", "placed externally", "", false},
      {"children.in_house", "places in homes, all full", "", false},
      {"children.step_down", "step-down places, all full", "", true},
      {"arrivals", "arrivals expected", "", false},
      {"beds.open", "bed-nights open", "", false},
      {"occupancy", "occupancy", "", false},
  };
  begin_plan(of, "plan_children", "Children and beds", "", PLACEMENT_UNIT_OF_ROW);
  add_plan_rows(of, children, COUNT_OF(children));
  if (!is_defined(of, unit_costs[0].metric) && !is_defined(of, unit_costs[1].metric))
    return;
  begin_plan(of, "plan_unit_costs", "Unit costs, for a child and week", "", PLACEMENT_UNIT_WEEKLY_COST);
  add_plan_rows(of, unit_costs, COUNT_OF(unit_costs));
}
