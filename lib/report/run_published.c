/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Published figures: in sentences for people, in numbers for programs.
 */
#include "report/run_tables.h"

#include <string.h>

static bool is_expected(const placement_reconciliation_row *row)
{
  return (row->agrees != 0) == (row->expected_to_agree != 0);
}

/* Counts of published figures. */
typedef struct counts {
  size_t all, agree, expected;
} counts;

static void count_rows(const placement_reconciliation *reconciliation, counts *n)
{
  for (size_t i = 0; i < placement_reconciliation_count(reconciliation); i++) {
    const placement_reconciliation_row *row = placement_reconciliation_at(reconciliation, i);
    n->all++;
    n->agree += row->agrees != 0;
    n->expected += is_expected(row);
  }
}

/* "7 of 8 published figures agree", "Both published figures agree". */
static void tell_agreeing(const counts *n, plm_told *told)
{
  if (n->agree < n->all)
    plm_told_add(told, "%zu of %zu published figures %s", n->agree, n->all, n->agree == 1 ? "agrees" : "agree");
  else if (n->all == 1)
    plm_told_add(told, "The one published figure agrees");
  else if (n->all == 2)
    plm_told_add(told, "Both published figures agree");
  else
    plm_told_add(told, "All %zu published figures agree", n->all);
}

/* "; 1 is not as the scenario expects". */
static void tell_unexpected(const counts *n, plm_told *told)
{
  size_t not_expected = n->all - n->expected;
  if (not_expected > 0)
    plm_told_add(told, "; %zu %s not as the scenario expects", not_expected, not_expected == 1 ? "is" : "are");
}

/* "; of “Total” the published total 110 is 10 more than 100, the sum of its own years". */
static void tell_difference(const placement_reconciliation *r, plm_told *told)
{
  static const char published[] = "published";
  for (size_t i = 0; i < placement_reconciliation_count(r); i++) {
    const placement_reconciliation_row *row = placement_reconciliation_at(r, i);
    const char *sentence = placement_reconciliation_sentence(r, i);
    bool follows = strncmp(sentence, published, strlen(published)) == 0;
    if (!row->agrees)
      plm_told_add(told, "; %s\xE2\x80\x9C%.400s\xE2\x80\x9D %s%s", follows ? "of " : "", row->label,
                   follows ? "the " : "", sentence);
  }
}

void plm_run_say_published(const plm_sides *of)
{
  counts n = {0, 0, 0};
  plm_told told = {{0}, 0};
  count_rows(of->sides[0].reconciliation, &n);
  if (n.all == 0)
    return;
  tell_agreeing(&n, &told);
  if (n.all - n.agree == 1)
    tell_difference(of->sides[0].reconciliation, &told);
  else
    tell_unexpected(&n, &told);
  plm_findings_sentence(of->findings, "%s.", told.text);
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

void plm_run_add_published(const plm_sides *of, const char *note, bool detail)
{
  counts n = {0, 0, 0};
  plm_told heading = {{0}, 0};
  for (size_t i = 0; i < of->count; i++)
    count_rows(of->sides[i].reconciliation, &n);
  if (n.all == 0)
    return;
  plm_told_add(&heading, "Published figures: %zu of %zu %s", n.agree, n.all, n.agree == 1 ? "agrees" : "agree");
  tell_unexpected(&n, &heading);
  plm_run_begin(of, "published", heading.text, note, 0);
  if (detail)
    plm_findings_detail(of->findings);
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
