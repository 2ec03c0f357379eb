/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tables of a comparison that are about children and their placements.
 */
#include "report/comparison_findings.h"
#include "report/run_tables.h"
#include "report/unserved_groups.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

typedef struct measure {
  const char *metric, *label;
} measure;

static void add_children(const plm_compared_pair *pair)
{
  static const measure measures[] = {
      {"children.external", "placed externally, average"},
      {"children.in_house", "in homes, average"},
      {"children.step_down", "in step-down places, average"},
      {"children.local_share", "share in homes (difference in percentage points)"},
      {"occupancy", "occupancy of homes (difference in percentage points)"},
  };
  size_t years = placement_plan_year_count(pair->base);
  plm_told note = {{0}, 0};
  plm_told_add(&note, "Average: children on an average night of the year.");
  for (size_t i = 0; i < 2; i++) {
    const placement_plan *plan = i == 0 ? pair->base : pair->alternative;
    if (plm_has_unserved(plan))
      plm_told_add(&note, " In homes of the %s: %s included.", i == 0 ? "base" : "alternative",
                   plm_unserved_names(plan).text);
  }
  plm_findings_table(pair->findings, "difference_children", "Children by financial year", note.text);
  plm_compared_columns(pair->findings, "measure", "year", PLACEMENT_UNIT_OF_ROW);
  plm_findings_groups(pair->findings, 1);
  for (size_t i = 0; i < COUNT_OF(measures); i++)
    for (size_t c = 0; c <= years && !plm_compared_is_nothing(pair, measures[i].metric); c++)
      plm_compared_row(pair, measures[i].label, c < years ? placement_plan_column_label(pair->base, c) : "all years",
                       measures[i].metric, c);
}

/* "requests that could not be met (planned-breaks)": who asks for what is not always free is not without a place. */
static void add_requests(const plm_compared_pair *pair)
{
  bool in_base = plm_has_unserved(pair->base), in_alternative = plm_has_unserved(pair->alternative);
  plm_told label = {{0}, 0};
  if (!in_base && !in_alternative)
    return;
  plm_told_add(&label, "requests that could not be met (%s)",
               plm_unserved_names(in_alternative ? pair->alternative : pair->base).text);
  if (plm_same_unserved(pair->base, pair->alternative))
    plm_compared_row(pair, label.text, NULL, "unserved", placement_plan_year_count(pair->base));
  else
    plm_compared_means_row(pair, in_base && in_alternative ? "requests that could not be met" : label.text, "unserved",
                           in_base, in_alternative);
}

static void note_requests(const plm_compared_pair *pair, plm_told *note)
{
  bool same = plm_same_unserved(pair->base, pair->alternative);
  for (size_t i = 0; i < (same ? 1 : 2); i++) {
    const placement_plan *plan = i == 0 ? pair->base : pair->alternative;
    if (plm_has_unserved(plan))
      plm_told_add(note, "%sPlacements begun%s include %s, offered only where a bed is free.",
                   note->used > 0 ? " " : "",
                   same     ? ""
                   : i == 0 ? " of the base"
                            : " of the alternative",
                   plm_unserved_names(plan).text);
  }
  if (note->used > 0)
    plm_told_add(note, " A request that cannot be met is counted, and leads to no placement elsewhere.");
  if (!same)
    plm_told_add(note, " What only one of the scenarios offers has no difference.");
}

/* Whether a figure counts what only one of the scenarios offers, so that its difference is not like for like. */
typedef enum counting { COUNTS_NONE, COUNTS_THOSE_WHO_MOVE, COUNTS_ALL } counting;

static bool is_alike(const plm_compared_pair *pair, counting what)
{
  bool moves = plm_unserved_move(pair->base) || plm_unserved_move(pair->alternative);
  return plm_same_unserved(pair->base, pair->alternative) || what == COUNTS_NONE ||
         (what == COUNTS_THOSE_WHO_MOVE && !moves);
}

static void add_events(const plm_compared_pair *pair)
{
  static const struct {
    const char *metric, *label;
    counting what;
  } events[] = {
      {"placements", "placements begun", COUNTS_ALL},
      {"moves", "moves between placements", COUNTS_THOSE_WHO_MOVE},
      {"returns", "returns to a home", COUNTS_NONE},
      {"unplanned_endings", "unplanned endings", COUNTS_THOSE_WHO_MOVE},
      {"placed_external", "external for want of a bed", COUNTS_NONE},
  };
  plm_told note = {{0}, 0};
  note_requests(pair, &note);
  plm_findings_table(pair->findings, "difference_events", "Events over the whole horizon", note.text);
  plm_compared_columns(pair->findings, "measure", NULL, PLACEMENT_UNIT_COUNT);
  for (size_t i = 0; i < COUNT_OF(events); i++) {
    if (plm_compared_is_nothing(pair, events[i].metric))
      continue;
    if (is_alike(pair, events[i].what))
      plm_compared_row(pair, events[i].label, NULL, events[i].metric, placement_plan_year_count(pair->base));
    else
      plm_compared_means_row(pair, events[i].label, events[i].metric, true, true);
  }
  add_requests(pair);
}

static void add_unit_costs(const plm_compared_pair *pair)
{
  static const measure measures[] = {{"unit_cost.in_house", "in homes"}, {"unit_cost.external", "external"}};
  bool any = false;
  for (size_t i = 0; i < COUNT_OF(measures); i++)
    any = any || !plm_compared_is_nothing(pair, measures[i].metric);
  if (!any)
    return;
  plm_findings_table(
      pair->findings, "difference_unit_costs", "Cost per placement per week, whole horizon",
      plm_compared_is_nothing(pair, measures[0].metric)
          ? ""
          : "In homes: the revenue costs of homes and programme, divided by the weeks of occupied beds.");
  plm_compared_columns(pair->findings, "place", NULL, PLACEMENT_UNIT_WEEKLY_COST);
  for (size_t i = 0; i < COUNT_OF(measures); i++)
    if (!plm_compared_is_nothing(pair, measures[i].metric))
      plm_compared_row(pair, measures[i].label, NULL, measures[i].metric, placement_plan_year_count(pair->base));
}

void plm_comparison_children_tables(const plm_compared_pair *pair)
{
  add_children(pair);
  add_events(pair);
  add_unit_costs(pair);
}
