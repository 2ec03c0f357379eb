/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rows of a ledger, collected: filtered, in the order of their first day, with their sums beside the outcome of the
 * replication.
 */
#ifndef PLM_REPORT_LEDGER_ROWS_H
#define PLM_REPORT_LEDGER_ROWS_H

#include "plan/plan.h"
#include "report/text_pool.h"
#include "report/writer.h"

#include <placement/findings.h>
#include <placement/ledger.h>
#include <placement/report.h>

/* A row, as placement_ledger_row; the texts are in the pool. */
typedef struct plm_ledger_entry {
  int32_t day, until;
  size_t order; /* in which the row came */
  size_t column;
  size_t metric; /* SIZE_MAX: none */
  const char *event, *child, *place, *reason, *line;
  int32_t count;
  double rate, amount;
} plm_ledger_entry;

/* A sum with what its additions lost (Neumaier 1974). */
typedef struct plm_ledger_sum {
  double sum, lost;
} plm_ledger_sum;

typedef struct plm_ledger_metric {
  const char *name;
  size_t number;
} plm_ledger_metric;

/* What is written: the plan and the number of the replication, and which rows. */
typedef struct plm_ledger_request {
  const placement_plan *plan;
  uint64_t seed, replication;
  placement_ledger_filter filter;
  int32_t from, until; /* days of the filter */
} plm_ledger_request;

/* Starts zeroed. */
typedef struct plm_ledger_rows {
  const plm_ledger_request *request;
  plm_text_pool pool;
  plm_ledger_entry *entries;
  size_t count, capacity;
  plm_ledger_metric *by_name; /* metrics in the order of their names */
  size_t *series; /* the last row, + 1, of each metric, place, line and rate: a hash table with room to spare */
  size_t series_count, series_room;
  plm_ledger_sum *sums; /* of the rows shown: metric x (years + 1) */
  int64_t *outcome;     /* whole numbers of the replication, plm_cell */
  bool child_seen;      /* the child of the filter is in the ledger */
  bool failed;          /* memory ran out */
} plm_ledger_rows;

/* Simulates the replication and collects its rows. *rows is to be cleared whatever is returned. */
placement_status plm_ledger_rows_read(plm_ledger_rows *rows, const plm_ledger_request *request, placement_error *err);
void plm_ledger_rows_clear(plm_ledger_rows *rows);

bool plm_ledger_filtered(const plm_ledger_request *request);

/* The sum of the rows of a metric in a column, in pounds, nights or events. */
double plm_ledger_sum_of(const plm_ledger_rows *rows, size_t metric, size_t column);

/* The same of a base metric of the whole scenario, which may be a sum of others: beds of all homes, total costs. Real
 * terms and net present cost are not sums of rows. */
double plm_ledger_figure(const plm_ledger_rows *rows, plm_base base, size_t column);

/* YYYY-MM-DD of a day of the plan. */
void plm_ledger_date(const placement_plan *plan, int32_t day, char text[12]);

/* The ledger for people, and its sums by metric and financial year, beside the outcome if all rows are there. */
placement_status plm_ledger_findings(const plm_ledger_rows *rows, placement_findings **findings, placement_error *err);

/* The rows for programs. */
placement_status plm_write_ledger_csv(const plm_ledger_rows *rows, placement_sink sink, void *data,
                                      placement_error *err);

#endif
