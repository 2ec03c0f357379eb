/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The proof of a ledger: its sums beside the outcome of the replication.
 */
#include "base/decimal.h"
#include "report/ledger_rows.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define NAME_WIDTH 28
#define YEAR_WIDTH 9
#define FIGURE_WIDTH 20

static void put_left(plm_writer *w, const char *text, size_t width)
{
  plm_put(w, text);
  for (size_t i = strlen(text); i < width; i++)
    plm_put(w, " ");
}

static void put_right(plm_writer *w, const char *text, size_t width)
{
  for (size_t i = strlen(text); i < width; i++)
    plm_put(w, " ");
  plm_put(w, text);
}

static double unit_of(const plm_metric *metric)
{
  return metric->unit == PLACEMENT_UNIT_MONEY ? 100 : 1;
}

/* To the penny, the night and the event. Sums of doubles are off by some millionths of a penny. */
static bool agrees(const plm_ledger_rows *rows, const plm_metric *metric, size_t column, double figure)
{
  double outcome = (double)rows->outcome[plm_cell(rows->request->plan, (size_t)metric->base, column)];
  return fabs(figure * unit_of(metric) - outcome) < 0.01;
}

static void put_figure(plm_writer *w, const plm_metric *metric, double value)
{
  bool money = metric->unit == PLACEMENT_UNIT_MONEY;
  put_right(w, plm_format_decimal(value, money ? 2 : 0, true).text, FIGURE_WIDTH);
}

static void put_sum(plm_writer *w, const plm_ledger_rows *rows, const plm_metric *metric, size_t column, double figure)
{
  const placement_plan *plan = rows->request->plan;
  put_left(w, metric->name, NAME_WIDTH);
  put_left(w, plan->calendar.year_label[column], YEAR_WIDTH);
  put_figure(w, metric, figure);
  if (!plm_ledger_filtered(rows->request)) {
    double outcome = (double)rows->outcome[plm_cell(plan, (size_t)metric->base, column)];
    put_figure(w, metric, outcome / unit_of(metric));
    plm_put(w, agrees(rows, metric, column, figure) ? "  agrees" : "  DIFFERS");
  }
  plm_put(w, "\n");
}

static void put_verdict(plm_writer *w, size_t differing)
{
  if (differing == 0) {
    plm_put(w, "\nThe ledger agrees with the outcome of the replication, to the penny and the night, home by home.\n");
    return;
  }
  plm_put_whole(w, differing);
  plm_put(w, " sums differ from the outcome of the replication.\n");
}

void plm_put_ledger_sums(plm_writer *w, const plm_ledger_rows *rows)
{
  const placement_plan *plan = rows->request->plan;
  bool filtered = plm_ledger_filtered(rows->request);
  size_t differing = 0;
  plm_put(w, filtered ? "\nSums of the rows shown, added up before they are rounded: money, nights and events\n"
                      : "\nSums of the ledger beside the outcome of the replication: money, nights and events\n");
  put_left(w, "metric", NAME_WIDTH);
  put_left(w, "year", YEAR_WIDTH);
  put_right(w, "ledger", FIGURE_WIDTH);
  if (!filtered)
    put_right(w, "outcome", FIGURE_WIDTH);
  plm_put(w, "\n");
  for (size_t m = 0; m < plan->metric_count; m++) {
    const plm_metric *metric = &plan->metrics[m];
    if (metric->base < 0 || metric->base == PLM_COST_REAL || metric->base == PLM_COST_NET_PRESENT)
      continue;
    bool of_home = metric->base >= (int32_t)PLM_BASE_COUNT;
    if (of_home && (metric->base - (int32_t)PLM_BASE_COUNT) % PLM_HOME_BASE_COUNT == PLM_HOME_BEDS_OPEN)
      continue;
    for (size_t column = 0; column <= plan->calendar.year_count; column++) {
      double figure =
          of_home ? plm_ledger_sum_of(rows, m, column) : plm_ledger_figure(rows, (plm_base)metric->base, column);
      bool same = filtered || agrees(rows, metric, column, figure);
      differing += same ? 0 : 1;
      if (!same || (!of_home && fabs(figure) >= 0.005))
        put_sum(w, rows, metric, column, figure);
    }
  }
  if (!filtered)
    put_verdict(w, differing);
}
