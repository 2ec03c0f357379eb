/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reports: the result as JSON (format placement-results/1, MODEL.md section 6) and as tidy CSV; comparisons; the
 * ledger of a replication; the scenario in words.
 */
#ifndef PLACEMENT_REPORT_H
#define PLACEMENT_REPORT_H

#include <placement/analysis.h>
#include <placement/compare.h>
#include <placement/explain.h>
#include <placement/file.h>
#include <placement/findings.h>
#include <placement/plan.h>
#include <placement/precision.h>
#include <placement/run.h>
#include <placement/summary.h>
#include <placement/waterfall.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What a report is made of. Start from PLACEMENT_RESULT_INIT; fields are only ever added at the end. Everything is
 * owned by the caller. */
typedef struct placement_result {
  size_t size; /* sizeof(placement_result) of the calling program */
  const placement_plan *plan;
  const placement_basis *basis;                   /* NULL: replications only */
  const placement_summary *summary;               /* NULL: plan basis only */
  const placement_reconciliation *reconciliation; /* may be NULL */
  uint64_t seed;
  uint64_t first;                  /* number of the first replication */
  uint64_t replications_requested; /* more than the summary holds when the run was cancelled */
  const placement_target *targets; /* of placement_run_precise; NULL: a number of replications was asked for */
  size_t target_count;
  uint64_t replications_at_most;      /* that the targets could have had */
  int32_t ending;                     /* PLACEMENT_PRECISION_* */
  const placement_scenario *scenario; /* with its text, whose assumptions findings tell; may be NULL */
} placement_result;

#define PLACEMENT_RESULT_INIT                                                                                          \
  {                                                                                                                    \
    sizeof(placement_result), NULL, NULL, NULL, NULL, 0, 0, 0, NULL, 0, 0, 0, NULL                                     \
  }

/* Writes the report to a sink.
 * JSON: placement-results/1. The seed is text, because 64 bits do not fit into every reader's numbers; money has two
 * decimals, everything else up to nine; what is not defined is null.
 * CSV: RFC 4180, one figure a row, with the columns metric, home, period (financial year, "total" or month),
 * period_kind (year, total, month), unit, basis (plan, replications), statistic ("value" on the plan basis), value
 * (empty if not defined), scenario_sha256, seed, first_replication, replications, version. Text that a spreadsheet
 * would take for a formula begins with an apostrophe. */
PLACEMENT_API placement_status placement_report_write(const placement_result *result, int32_t format,
                                                      placement_sink sink, void *data, placement_error *err);

/* The same to the file `path`, as placement_file_write writes it. */
PLACEMENT_API placement_status placement_report_write_file(const placement_result *result, int32_t format,
                                                           const char *path, placement_error *err);

/* The same result for people: what it costs, how sure that is and what it means for children and homes, in sentences
 * and tables: placement-run/1, or placement-plan/1 without a summary. MODEL.md section 6 describes the tables. Fields
 * that are 0 or NULL are left out. */
PLACEMENT_API placement_status placement_run_findings(const placement_result *result, placement_findings **findings,
                                                      placement_error *err);

/* What the report of a comparison is made of: a base and its alternatives, each compared with it by the same
 * replications (placement/compare.h). Start from PLACEMENT_COMPARISON_RESULT_INIT; fields are only ever added at the
 * end. Everything is owned by the caller. */
typedef struct placement_comparison_result {
  size_t size; /* sizeof(placement_comparison_result) of the calling program */
  const placement_plan *base;
  size_t count;                                   /* alternatives, at least 1 */
  const placement_plan *const *alternatives;      /* `count` plans */
  const placement_comparison *const *comparisons; /* `count`, of the base with each */
  uint64_t seed;
  uint64_t first;
  uint64_t replications_requested;              /* more than were done when the run was cancelled */
  const placement_waterfall *const *waterfalls; /* `count`, of the base with each, any of them NULL; or NULL */
  const char *const *names; /* what the user calls the base and each alternative, `count` + 1; NULL: only by titles */
  const placement_result *base_result; /* what findings tell of the base itself (its basis, summary and reconciliation);
                                          may be NULL */
  const placement_result *const *results; /* likewise of each alternative, `count`, any of them NULL; or NULL */
} placement_comparison_result;

#define PLACEMENT_COMPARISON_RESULT_INIT                                                                               \
  {                                                                                                                    \
    sizeof(placement_comparison_result), NULL, 0, NULL, NULL, 0, 0, 0, NULL, NULL, NULL, NULL                          \
  }

/* Writes the comparison as JSON, placement-comparison/1, or as tidy CSV, by the rules of placement_report_write. The
 * columns of the CSV are alternative (from 1), metric, period, period_kind, unit, statistic, value, base_sha256,
 * alternative_sha256, seed, first_replication, replications, version. */
PLACEMENT_API placement_status placement_comparison_write(const placement_comparison_result *result, int32_t format,
                                                          placement_sink sink, void *data, placement_error *err);

/* The same to the file `path`, as placement_file_write writes it. */
PLACEMENT_API placement_status placement_comparison_write_file(const placement_comparison_result *result,
                                                               int32_t format, const char *path, placement_error *err);

/* What the comparison with one alternative found, for people: at most three sentences, then tables of costs, payback
 * and children, and those of the waterfall if there is one. With the results of both scenarios, tables of each as well.
 * The findings refer to nothing. PLACEMENT_ERROR_ARGUMENT if there is no such alternative. */
PLACEMENT_API placement_status placement_comparison_findings(const placement_comparison_result *result,
                                                             size_t alternative, placement_findings **findings,
                                                             placement_error *err);

/* The base and all alternatives side by side. */
PLACEMENT_API placement_status placement_comparison_overview_findings(const placement_comparison_result *result,
                                                                      placement_findings **findings,
                                                                      placement_error *err);

/* Which rows of a ledger (placement/ledger.h) are written; a row must pass everything that is not NULL. Start from
 * PLACEMENT_LEDGER_FILTER_INIT; fields are only ever added at the end. Texts are owned by the caller. */
typedef struct placement_ledger_filter {
  size_t size;       /* sizeof(placement_ledger_filter) of the calling program */
  const char *child; /* group and number, such as "core 12" */
  const char *place; /* id of a home, phase or step-down scheme */
  const char *from;  /* YYYY-MM-DD: events before it, and what has no night from then on, are left out */
  const char *until; /* YYYY-MM-DD: rows that begin on or after it are left out */
} placement_ledger_filter;

#define PLACEMENT_LEDGER_FILTER_INIT                                                                                   \
  {                                                                                                                    \
    sizeof(placement_ledger_filter), NULL, NULL, NULL, NULL                                                            \
  }

/* Writes the ledger of one replication, day by day, the rows in the order of their first day; nights of a bed in which
 * nothing changes are one row, and so is what is paid for them. `filter` may be NULL: all rows. Rows are never cut: one
 * that lies partly within the days of the filter is there with all its nights and pounds.
 * PLACEMENT_FORMAT_CSV: RFC 4180 with the columns from, until, year, event, child, place, line, metric, home, unit,
 * count, rate, amount, reason, scenario_sha256, seed, replication, version; amounts are not rounded to pence, and rows
 * of the event "rounding" make them up to pence.
 * PLACEMENT_ERROR_ARGUMENT for another format, and if the filter names a place that the scenario, or a child that the
 * replication does not have, or a date that is none. */
PLACEMENT_API placement_status placement_ledger_write(const placement_plan *plan, uint64_t seed, uint64_t replication,
                                                      const placement_ledger_filter *filter, int32_t format,
                                                      placement_sink sink, void *data, placement_error *err);

/* The same to the file `path`, as placement_file_write writes it. */
PLACEMENT_API placement_status placement_ledger_write_file(const placement_plan *plan, uint64_t seed,
                                                           uint64_t replication, const placement_ledger_filter *filter,
                                                           int32_t format, const char *path, placement_error *err);

/* The same as findings (placement-ledger/1), for people to read: the table "rows" with the columns of the CSV and with
 * who (the child or the place), told (the amount) and what (what it is, and why); and the table "sums" by metric and
 * financial year, beside the outcome of the replication, with which they agree to the penny and the night (with a
 * filter: the sums of the rows shown, beside nothing). */
PLACEMENT_API placement_status placement_ledger_findings(const placement_plan *plan, uint64_t seed,
                                                         uint64_t replication, const placement_ledger_filter *filter,
                                                         placement_findings **findings, placement_error *err);

#ifdef __cplusplus
}
#endif

#endif
