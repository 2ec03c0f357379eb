/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tables that tell of runs: of one, or of several side by side, such as the two of a comparison. With several there
 * is a first column `scenario` for the title of each; then they are to have the same currency and financial years. What
 * none of the runs has gives no table.
 */
#ifndef PLM_REPORT_RUN_TABLES_H
#define PLM_REPORT_RUN_TABLES_H

#include "report/findings.h"

#include <placement/analysis.h>
#include <placement/plan.h>
#include <placement/summary.h>

#include <stdbool.h>

/* One run. Everything is owned by the caller. */
typedef struct plm_side {
  const char *title; /* of the scenario; where there is one side, it may be NULL */
  const placement_plan *plan;
  const placement_basis *basis;                   /* NULL: without the plan basis */
  const placement_summary *summary;               /* NULL in tables of the plan basis and of published figures only */
  const placement_reconciliation *reconciliation; /* NULL: no published figures */
} plm_side;

typedef struct plm_sides {
  placement_findings *findings;
  const plm_side *sides;
  size_t count; /* at least 1 */
} plm_sides;

/* Costs: by financial year; where the money goes; and each category in every year, on the plan basis or on average. */
void plm_run_add_budget(const plm_sides *of);
void plm_run_add_categories(const plm_sides *of);
void plm_run_add_plan_by_year(const plm_sides *of);
void plm_run_add_mean_by_year(const plm_sides *of);

/* How total cost over the horizon spreads: quantiles, and bins of equal width. */
void plm_run_add_total_quantiles(const plm_sides *of);
void plm_run_add_total_distribution(const plm_sides *of);

/* Homes and why their beds are void. */
void plm_run_add_homes(const plm_sides *of);
void plm_run_add_voids(const plm_sides *of);

/* Children, what happens to them, and what a week costs. */
void plm_run_add_children(const plm_sides *of);
void plm_run_add_events(const plm_sides *of);
void plm_run_add_unit_costs(const plm_sides *of);

/* monthly_external and monthly_occupied. */
void plm_run_add_months(const plm_sides *of);

/* On the plan basis, with a column for each financial year. */
void plm_run_add_plan_children(const plm_sides *of);

/* Published figures beside those of the scenario, for reports only if `detail`; and a sentence of how many agree, with
 * the one that does not. */
void plm_run_add_published(const plm_sides *of, const char *note, bool detail);
void plm_run_say_published(const plm_sides *of);

/* What the tables are made of. */

/* Begins a table, with the column `scenario` if there are several sides; `group_count` counts from the next column. */
void plm_run_begin(const plm_sides *of, const char *name, const char *heading, const char *note, size_t group_count);

/* Begins a row of a side, with its title if there are several. */
void plm_run_row(const plm_sides *of, const plm_side *side, int32_t unit);

/* Columns plan, mean, mean_se, p10, p50, p80, p90 and, for programs, p95; and their cells for (metric, column). */
void plm_run_figure_columns(const plm_sides *of, int32_t unit);
void plm_run_figures(const plm_sides *of, const plm_side *side, size_t metric, size_t column);

/* The statistics of (metric, column): not defined without a summary. The metric of that name, or SIZE_MAX. */
placement_statistics plm_run_statistics(const plm_side *side, size_t metric, size_t column);
size_t plm_run_metric(const plm_side *side, const char *name);
double plm_run_planned(const plm_side *side, size_t metric, size_t column); /* NAN without a plan basis */

/* Whether a figure of the metric, planned or simulated, is anything but 0 in any column; of any side. */
bool plm_run_has(const plm_side *side, const char *metric);
bool plm_run_any_has(const plm_sides *of, const char *metric);

/* Sentences that are put together for notes and summaries of tables; starts as {{0}, 0}. What does not fit is left
 * out, never cut. */
typedef struct plm_told {
  char text[4096];
  size_t used;
} plm_told;

#define PLM_TOLD_TITLE 160 /* bytes of a title, at most */

void plm_told_add(plm_told *told, const char *format, ...) PLM_PRINTF(2, 3);

/* A blank after what is there, and the side's title with a colon if there are several sides. */
void plm_run_tell_side(const plm_sides *of, const plm_side *side, plm_told *told);

#endif
