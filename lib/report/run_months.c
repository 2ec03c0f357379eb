/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Series by calendar month: what fan charts are drawn from.
 */
#include "base/date.h"
#include "report/run_tables.h"
#include "summary/summary.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static placement_statistics month_of(const plm_side *side, int32_t series, size_t month)
{
  placement_statistics s;
  return placement_summary_monthly(side->summary, series, month, &s, NULL) == PLACEMENT_OK ? s
                                                                                           : plm_undefined_statistics;
}

static bool side_has(const plm_side *side, int32_t series)
{
  bool any = false;
  for (size_t m = 0; !any && m < placement_plan_month_count(side->plan); m++)
    any = month_of(side, series, m).max > 0;
  return any;
}

static bool any_has(const plm_sides *of, int32_t series)
{
  bool any = false;
  for (size_t i = 0; i < of->count; i++)
    any = any || side_has(&of->sides[i], series);
  return any;
}

/* "2020-04" as "April 2020". */
static plm_decimal month_in_words(const char *label)
{
  plm_decimal words = {{0}};
  const char *month = strrchr(label, '-');
  long number = month != NULL ? strtol(month + 1, NULL, 10) : 0;
  if (number < 1 || number > 12)
    plm_copy_text(words.text, sizeof words.text, label);
  else
    (void)snprintf(words.text, sizeof words.text, "%s %.*s", plm_month_name((int32_t)number), (int)(month - label),
                   label);
  return words;
}

static plm_decimal average(double number)
{
  return plm_format_decimal(number, 1, true);
}

/* The first and the last month, and the one of which least is known. */
static void summarise(const plm_sides *of, const plm_side *side, int32_t series, plm_told *told)
{
  size_t count = placement_plan_month_count(side->plan), widest = 0;
  placement_statistics first = month_of(side, series, 0), last = month_of(side, series, count - 1), wide = first;
  for (size_t m = 1; m < count; m++) {
    placement_statistics s = month_of(side, series, m);
    if (s.p90 - s.p10 > wide.p90 - wide.p10) {
      wide = s;
      widest = m;
    }
  }
  plm_run_tell_side(of, side, told);
  plm_told_add(told, "On average %s in %s and %s in %s.", average(first.mean).text,
               month_in_words(placement_plan_month_label(side->plan, 0)).text, average(last.mean).text,
               month_in_words(placement_plan_month_label(side->plan, count - 1)).text);
  if (wide.p90 > wide.p10)
    plm_told_add(told, " The futures differ most in %s, when 8 of 10 of them have %s to %s.",
                 month_in_words(placement_plan_month_label(side->plan, widest)).text, average(wide.p10).text,
                 average(wide.p90).text);
}

static void add_series(const plm_sides *of, int32_t series, const char *name, const char *heading, const char *note)
{
  static const char *const columns[][2] = {{"mean", "mean"}, {"p5", "P5"},   {"p10", "P10"}, {"p25", "P25"},
                                           {"p50", "P50"},   {"p75", "P75"}, {"p90", "P90"}, {"p95", "P95"}};
  plm_told summary = {{0}, 0};
  if (!any_has(of, series))
    return;
  plm_run_begin(of, name, heading, note, 0);
  plm_findings_detail(of->findings);
  plm_findings_column(of->findings, "month", "month", PLACEMENT_UNIT_TEXT);
  for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
    plm_findings_column(of->findings, columns[i][0], columns[i][1], PLACEMENT_UNIT_CHILDREN);
  for (size_t i = 0; i < of->count; i++) {
    const plm_side *side = &of->sides[i];
    if (!side_has(side, series))
      continue;
    for (size_t m = 0; m < placement_plan_month_count(side->plan); m++) {
      placement_statistics s = month_of(side, series, m);
      const double figures[] = {s.mean, s.p5, s.p10, s.p25, s.p50, s.p75, s.p90, s.p95};
      plm_run_row(of, side, PLACEMENT_UNIT_NUMBER);
      plm_findings_text(of->findings, placement_plan_month_label(side->plan, m));
      for (size_t f = 0; f < sizeof figures / sizeof *figures; f++)
        plm_findings_number(of->findings, figures[f]);
    }
    summarise(of, side, series, &summary);
  }
  plm_findings_summary(of->findings, "%s", summary.text);
}

void plm_run_add_months(const plm_sides *of)
{
  add_series(of, PLACEMENT_MONTHLY_CHILDREN_EXTERNAL, "monthly_external", "Children placed externally, month by month",
             "Average numbers over the nights of each month.");
  add_series(of, PLACEMENT_MONTHLY_BEDS_OCCUPIED, "monthly_occupied", "Beds occupied in the homes, month by month",
             "Average numbers over the nights of each month.");
}
