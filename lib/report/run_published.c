/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Published figures: in sentences for people, in numbers for programs.
 */
#include "report/run_tables.h"

#include <stdio.h>

static bool is_expected(const placement_reconciliation_row *row)
{
  return (row->agrees != 0) == (row->expected_to_agree != 0);
}

size_t plm_run_published_as_expected(const placement_reconciliation *reconciliation)
{
  size_t expected = 0;
  for (size_t i = 0; i < placement_reconciliation_count(reconciliation); i++)
    expected += is_expected(placement_reconciliation_at(reconciliation, i));
  return expected;
}

static size_t count_of(const plm_side *side)
{
  return side->reconciliation != NULL ? placement_reconciliation_count(side->reconciliation) : 0;
}

static void add_row(const plm_sides *of, const plm_side *side, size_t i)
{
  placement_findings *f = of->findings;
  const placement_reconciliation_row *row = placement_reconciliation_at(side->reconciliation, i);
  plm_run_row(of, side, placement_plan_metric_unit(side->plan, plm_run_metric(side, row->metric)));
  plm_findings_text(f, row->label);
  plm_findings_text(f, placement_reconciliation_sentence(side->reconciliation, i));
  plm_findings_text(f, row->source);
  plm_findings_text(f, is_expected(row) ? "yes" : "NO");
  plm_findings_text(f, row->metric);
  plm_findings_text(f, row->column);
  plm_findings_text(f, row->on_plan_basis ? "plan" : "mean");
  plm_findings_number(f, row->published);
  plm_findings_number(f, row->value);
  plm_findings_number(f, row->difference);
  plm_findings_number(f, row->tolerance);
}

void plm_run_add_published(const plm_sides *of)
{
  char heading[128];
  size_t count = 0, expected = 0;
  for (size_t i = 0; i < of->count; i++) {
    count += count_of(&of->sides[i]);
    expected += plm_run_published_as_expected(of->sides[i].reconciliation);
  }
  if (count == 0)
    return;
  (void)snprintf(heading, sizeof heading, "Published figures: %zu of %zu as the scenario expects", expected, count);
  plm_run_begin(of, "published", heading, "", 0);
  plm_findings_column(of->findings, "figure", "figure", PLACEMENT_UNIT_TEXT);
  plm_findings_column(of->findings, "finding", "finding", PLACEMENT_UNIT_TEXT);
  plm_findings_column(of->findings, "source", "source", PLACEMENT_UNIT_TEXT);
  plm_findings_column(of->findings, "as_expected", NULL, PLACEMENT_UNIT_TEXT);
  plm_findings_column(of->findings, "metric", NULL, PLACEMENT_UNIT_TEXT);
  plm_findings_column(of->findings, "period", NULL, PLACEMENT_UNIT_TEXT);
  plm_findings_column(of->findings, "basis", NULL, PLACEMENT_UNIT_TEXT);
  plm_findings_column(of->findings, "published", NULL, PLACEMENT_UNIT_OF_ROW);
  plm_findings_column(of->findings, "value", NULL, PLACEMENT_UNIT_OF_ROW);
  plm_findings_column(of->findings, "difference", NULL, PLACEMENT_UNIT_OF_ROW);
  plm_findings_column(of->findings, "tolerance", NULL, PLACEMENT_UNIT_OF_ROW);
  for (size_t i = 0; i < of->count; i++)
    for (size_t row = 0; row < count_of(&of->sides[i]); row++)
      add_row(of, &of->sides[i], row);
}
