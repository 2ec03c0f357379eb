/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Children, what happens to them, and what their placements cost a week.
 */
#include "report/run_tables.h"
#include "report/unserved_groups.h"

#include <math.h>
#include <string.h>

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
      {"children.local_share", "share of children in homes", "", true},
  };
  plm_run_begin(of, "children", "Children by financial year", "Average numbers of children over the nights of a year.",
                1);
  plm_findings_column(of->findings, "measure", "", PLACEMENT_UNIT_TEXT);
  plm_findings_column(of->findings, "year", "", PLACEMENT_UNIT_TEXT);
  plm_run_figure_columns(of, PLACEMENT_UNIT_OF_ROW);
  add_measures(of, measures, COUNT_OF(measures));
}

/* Arrivals of groups that are taken only where a bed is free; how many is known before anything is simulated. */
static void add_requests(const plm_sides *of, const plm_side *side)
{
  if (!plm_has_unserved(side->plan))
    return;
  plm_run_row(of, side, PLACEMENT_UNIT_NUMBER);
  plm_findings_text(of->findings, "arrivals");
  plm_findings_text(of->findings, plm_unserved_names(side->plan).text);
  plm_findings_number(of->findings, side->basis != NULL
                                        ? plm_unserved_requests(side->plan, placement_plan_year_count(side->plan))
                                        : NAN);
}

static void note_requests(const plm_side *side, plm_told *note)
{
  plm_decimal names = plm_unserved_names(side->plan);
  if (!plm_has_unserved(side->plan))
    return;
  plm_told_add(note,
               "%sArrivals and placements begun include %s, which are offered only where a bed is free. A request that "
               "cannot be met is counted; it leads to no placement elsewhere.",
               note->used > 0 ? " " : "", names.text);
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
      {"unserved", "requests that could not be met", "", true},
  };
  plm_told note = {{0}, 0};
  for (size_t s = 0; s < of->count; s++)
    note_requests(&of->sides[s], &note);
  plm_run_begin(of, "events", "Events over the whole horizon", note.text, 1);
  plm_findings_column(of->findings, "event", "", PLACEMENT_UNIT_TEXT);
  plm_findings_column(of->findings, "part", "", PLACEMENT_UNIT_TEXT);
  plm_run_figure_columns(of, PLACEMENT_UNIT_COUNT);
  for (size_t s = 0; s < of->count; s++) {
    const plm_side *side = &of->sides[s];
    for (size_t i = 0; i < COUNT_OF(events); i++) {
      bool requests = strcmp(events[i].metric, "unserved") == 0;
      if (requests ? !plm_has_unserved(side->plan) : !is_shown(of, &events[i]))
        continue;
      plm_run_row(of, side, PLACEMENT_UNIT_NUMBER);
      plm_findings_text(of->findings, events[i].label);
      plm_findings_text(of->findings, requests ? plm_unserved_names(side->plan).text : events[i].part);
      plm_run_figures(of, side, plm_run_metric(side, events[i].metric), placement_plan_year_count(side->plan));
      if (i == 0)
        add_requests(of, side);
    }
  }
}

static const measure unit_costs[] = {
    {"unit_cost.in_house", "in homes", "", false},
    {"unit_cost.external", "external", "", false},
};

static const char unit_costs_heading[] = "Cost per placement per week";

/* Whether the homes are less than half as full in a year as the plan has them, or as they could be: what they cost then
 * says nothing of a placement in a home that is in use. */
static bool is_mostly_empty(const plm_side *side, size_t year)
{
  size_t occupied = plm_run_metric(side, "beds.occupied"), open = plm_run_metric(side, "beds.open");
  double full = plm_run_planned(side, occupied, year);
  if (isnan(full))
    full = plm_run_statistics(side, open, year).mean;
  return year < placement_plan_year_count(side->plan) && plm_run_statistics(side, occupied, year).mean < full / 2;
}

static void add_unit_costs_of_homes(const plm_sides *of, const plm_side *side)
{
  size_t metric = plm_run_metric(side, unit_costs[0].metric), years = placement_plan_year_count(side->plan);
  for (size_t c = 0; c <= years; c++) {
    plm_run_row(of, side, PLACEMENT_UNIT_WEEKLY_COST);
    plm_findings_text(of->findings, unit_costs[0].label);
    plm_findings_text(of->findings, c < years ? placement_plan_column_label(side->plan, c) : "all years");
    if (is_mostly_empty(side, c))
      plm_findings_number(of->findings, plm_run_planned(side, metric, c));
    else
      plm_run_figures(of, side, metric, c);
  }
}

/* "2020-21 and 2021-22", "" if there are none. */
static plm_told told_empty_years(const plm_side *side)
{
  plm_told told = {{0}, 0};
  size_t years = placement_plan_year_count(side->plan), count = 0, said = 0;
  for (size_t c = 0; c < years; c++)
    count += is_mostly_empty(side, c);
  for (size_t c = 0; c < years; c++)
    if (is_mostly_empty(side, c) && ++said > 0)
      plm_told_add(&told, "%s%s",
                   said == 1       ? ""
                   : said == count ? " and "
                                   : ", ",
                   placement_plan_column_label(side->plan, c));
  return told;
}

/* What placements cost over the horizon, "" where there are none. */
static void summarise_unit_costs(const plm_sides *of, const plm_side *side, plm_told *told)
{
  static const char *const where[] = {"a placement in a home", "an external placement"};
  bool any = false;
  for (size_t i = 0; i < COUNT_OF(unit_costs); i++) {
    size_t metric = plm_run_metric(side, unit_costs[i].metric), years = placement_plan_year_count(side->plan);
    placement_statistics s = plm_run_statistics(side, metric, years);
    if (s.defined == 0)
      continue;
    if (!any)
      plm_run_tell_side(of, side, told);
    plm_told_add(told, "%s%s costs %s a week", any ? ", and " : "Over the whole horizon ", where[i],
                 plm_findings_amount(of->findings, s.mean).text);
    any = true;
  }
  if (!any)
    return;
  plm_told_add(told, ".");
  if (is_defined(&(plm_sides){of->findings, side, 1}, unit_costs[0].metric)) {
    plm_told years = told_empty_years(side);
    if (years.used > 0)
      plm_told_add(told,
                   " For %s the homes have no figure, because fewer than half of the planned bed-nights are occupied.",
                   years.text);
  }
}

void plm_run_add_unit_costs(const plm_sides *of)
{
  static const char ratio[] = "The mean is the ratio of the mean costs to the mean weeks; P50 and the other quantiles "
                              "are of the ratios of single futures.";
  plm_told summary = {{0}, 0}, note = {{0}, 0};
  bool in_homes = is_defined(of, unit_costs[0].metric), left_out = false;
  if (!in_homes && !is_defined(of, unit_costs[1].metric))
    return;
  if (in_homes)
    plm_told_add(&note, "In homes: the revenue costs of homes and programme, divided by the weeks of occupied beds. ");
  for (size_t i = 0; i < of->count; i++)
    left_out = left_out || told_empty_years(&of->sides[i]).used > 0;
  if (left_out)
    plm_told_add(&note,
                 "It is left out for years in which fewer than half of the planned bed-nights are occupied, such "
                 "as those in which homes open, because it says nothing of what a placement in a full home "
                 "costs; all years include them. ");
  plm_told_add(&note, "%s", ratio);
  plm_run_begin(of, "unit_costs", unit_costs_heading, note.text, 1);
  plm_findings_column(of->findings, "place", "", PLACEMENT_UNIT_TEXT);
  plm_findings_column(of->findings, "year", "", PLACEMENT_UNIT_TEXT);
  plm_run_figure_columns(of, PLACEMENT_UNIT_WEEKLY_COST);
  for (size_t s = 0; s < of->count; s++) {
    const plm_sides alone = {of->findings, &of->sides[s], 1};
    if (is_defined(&alone, unit_costs[0].metric))
      add_unit_costs_of_homes(of, &of->sides[s]);
    if (is_defined(&alone, unit_costs[1].metric))
      add_years(of, &of->sides[s], &unit_costs[1]);
    summarise_unit_costs(of, &of->sides[s], &summary);
  }
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

/* Children of groups that the plan basis leaves out, because they are taken only where a bed is free. */
static void add_left_out(const plm_sides *of)
{
  for (size_t s = 0; s < of->count; s++) {
    const plm_side *side = &of->sides[s];
    plm_told label = {{0}, 0};
    if (!plm_has_unserved(side->plan))
      continue;
    plm_told_add(&label, "of these %s, left out below", plm_unserved_names(side->plan).text);
    plm_run_row(of, side, PLACEMENT_UNIT_CHILDREN);
    plm_findings_text(of->findings, label.text);
    for (size_t c = 0; c <= placement_plan_year_count(side->plan); c++)
      plm_findings_number(of->findings, plm_unserved_in_need(side->plan, c));
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
  add_plan_rows(of, &children[0], 1);
  add_left_out(of);
  add_plan_rows(of, &children[1], COUNT_OF(children) - 1);
  if (!is_defined(of, unit_costs[0].metric) && !is_defined(of, unit_costs[1].metric))
    return;
  begin_plan(of, "plan_unit_costs", unit_costs_heading, "", PLACEMENT_UNIT_WEEKLY_COST);
  add_plan_rows(of, unit_costs, COUNT_OF(unit_costs));
}
