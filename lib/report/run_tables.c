/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/run_tables.h"
#include "summary/summary.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void plm_run_begin(const plm_sides *of, const char *name, const char *heading, const char *note, size_t group_count)
{
  plm_findings_table(of->findings, name, heading, note);
  plm_findings_groups(of->findings, group_count + (of->count > 1));
  if (of->count > 1)
    plm_findings_column(of->findings, "scenario", "scenario", PLACEMENT_UNIT_TEXT);
}

void plm_run_row(const plm_sides *of, const plm_side *side, int32_t unit)
{
  plm_findings_row(of->findings, unit);
  if (of->count > 1)
    plm_findings_text(of->findings, side->title);
}

void plm_run_figure_columns(const plm_sides *of, int32_t unit)
{
  static const char *const names[][2] = {{"plan", "plan basis"}, {"mean", "mean"}, {"mean_se", "std error"},
                                         {"p10", "P10"},         {"p50", "P50"},   {"p80", "P80"},
                                         {"p90", "P90"},         {"p95", NULL}};
  bool planned = false;
  for (size_t i = 0; i < of->count; i++)
    planned = planned || of->sides[i].basis != NULL;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    plm_findings_column(of->findings, names[i][0], i == 0 && !planned ? NULL : names[i][1], unit);
    if (i < 2 && unit == PLACEMENT_UNIT_MONEY)
      plm_findings_adds_up(of->findings);
  }
}

void plm_run_figures(const plm_sides *of, const plm_side *side, size_t metric, size_t column)
{
  placement_statistics s = plm_run_statistics(side, metric, column);
  const double figures[] = {plm_run_planned(side, metric, column), s.mean, s.se, s.p10, s.p50, s.p80, s.p90, s.p95};
  for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
    plm_findings_number(of->findings, figures[i]);
}

placement_statistics plm_run_statistics(const plm_side *side, size_t metric, size_t column)
{
  placement_statistics s;
  return placement_summary_statistics(side->summary, metric, column, &s, NULL) == PLACEMENT_OK
             ? s
             : plm_undefined_statistics;
}

size_t plm_run_metric(const plm_side *side, const char *name)
{
  return placement_plan_metric_find(side->plan, name);
}

double plm_run_planned(const plm_side *side, size_t metric, size_t column)
{
  return side->basis != NULL ? placement_basis_value(side->basis, metric, column) : NAN;
}

bool plm_run_has(const plm_side *side, const char *name)
{
  size_t metric = plm_run_metric(side, name);
  for (size_t c = 0; c <= placement_plan_year_count(side->plan); c++) {
    placement_statistics s = plm_run_statistics(side, metric, c);
    double planned = plm_run_planned(side, metric, c);
    if ((s.defined > 0 && (s.min != 0 || s.max != 0)) || (!isnan(planned) && planned != 0))
      return true;
  }
  return false;
}

bool plm_run_any_has(const plm_sides *of, const char *name)
{
  bool any = false;
  for (size_t i = 0; i < of->count; i++)
    any = any || plm_run_has(&of->sides[i], name);
  return any;
}

void plm_told_add(plm_told *told, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  int length = vsnprintf(told->text + told->used, sizeof told->text - told->used, format, arguments);
  va_end(arguments);
  if (length > 0 && (size_t)length < sizeof told->text - told->used)
    told->used += (size_t)length;
  told->text[told->used] = '\0';
}

void plm_run_tell_side(const plm_sides *of, const plm_side *side, plm_told *told)
{
  char title[PLM_TOLD_TITLE];
  plm_copy_text(title, sizeof title, side->title != NULL ? side->title : "");
  if (told->used > 0)
    plm_told_add(told, " ");
  if (of->count > 1)
    plm_told_add(told, "%s: ", title);
}
