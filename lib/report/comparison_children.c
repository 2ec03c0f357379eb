/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tables of a comparison that are about children.
 */
#include "report/comparison_findings.h"
#include "report/run_tables.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

typedef struct measure {
  const char *metric, *label;
} measure;

/* Where only one scenario has children of unserved groups, what concerns them is no difference that it makes. */
static void tell_unserved_side(const plm_compared_pair *pair, plm_told *note)
{
  placement_compared c = plm_compared_at(pair, "children.unserved", placement_plan_year_count(pair->base));
  if ((c.base > 0) == (c.alternative > 0))
    return;
  plm_told_add(note,
               "%sOnly the %s has groups that are taken only where a bed is free; their children count among "
               "those without a place, the placements begun and the moves.",
               note->used > 0 ? " " : "", c.base > 0 ? "base" : "alternative");
}

static void add_children(const plm_compared_pair *pair)
{
  static const measure measures[] = {
      {"children.external", "placed externally, average"}, {"children.in_house", "in homes, average"},
      {"children.local_share", "share in homes"},          {"children.step_down", "in step-down places, average"},
      {"children.unserved", "without a place, average"},
  };
  size_t years = placement_plan_year_count(pair->base);
  plm_told note = {{0}, 0};
  plm_told_add(&note, "Average: children on an average night of the year.");
  if (!plm_compared_is_nothing(pair, "children.unserved"))
    plm_told_add(&note, " Without a place: children of groups that are taken only where a bed is free, such as for "
                        "planned breaks.");
  tell_unserved_side(pair, &note);
  plm_findings_table(pair->findings, "difference_children", "Children by financial year", note.text);
  plm_compared_columns(pair->findings, "measure", "year", PLACEMENT_UNIT_OF_ROW);
  plm_findings_groups(pair->findings, 1);
  for (size_t i = 0; i < COUNT_OF(measures); i++)
    for (size_t c = 0; c <= years && !plm_compared_is_nothing(pair, measures[i].metric); c++)
      plm_compared_row(pair, measures[i].label, c < years ? placement_plan_column_label(pair->base, c) : "all years",
                       measures[i].metric, c);
}

static void add_events(const plm_compared_pair *pair)
{
  static const measure measures[] = {
      {"placements", "placements begun"},
      {"moves", "moves between placements"},
      {"returns", "returns to a home"},
      {"unplanned_endings", "unplanned endings"},
      {"placed_external", "external for want of a bed"},
      {"occupancy", "occupancy of homes"},
      {"unit_cost.in_house", "in-house cost of a week"},
      {"unit_cost.external", "external cost of a week"},
  };
  plm_told note = {{0}, 0};
  tell_unserved_side(pair, &note);
  plm_findings_table(pair->findings, "difference_events", "Events, and what a week costs for a child, whole horizon",
                     note.text);
  plm_compared_columns(pair->findings, "measure", NULL, PLACEMENT_UNIT_OF_ROW);
  for (size_t i = 0; i < COUNT_OF(measures); i++)
    if (!plm_compared_is_nothing(pair, measures[i].metric))
      plm_compared_row(pair, measures[i].label, NULL, measures[i].metric, placement_plan_year_count(pair->base));
}

void plm_comparison_children_tables(const plm_compared_pair *pair)
{
  add_children(pair);
  add_events(pair);
}
