/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reports: the result as JSON (format placement-results/1, MODEL.md section 6) and as tidy CSV; the
 * scenario in words.
 */
#ifndef PLACEMENT_REPORT_H
#define PLACEMENT_REPORT_H

#include <placement/analysis.h>
#include <placement/plan.h>
#include <placement/run.h>
#include <placement/summary.h>

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
} placement_result;

#define PLACEMENT_RESULT_INIT                                                                                          \
  {                                                                                                                    \
    sizeof(placement_result), NULL, NULL, NULL, NULL, 0, 0, 0                                                          \
  }

/* JSON: placement-results/1. The seed is text, because 64 bits do not fit into every reader's numbers; money has two
 * decimals, everything else up to nine; what is not defined is null.
 * CSV: RFC 4180, one figure a row, with the columns metric, home, period (financial year, "total" or month),
 * period_kind (year, total, month), unit, basis (plan, replications), statistic ("value" on the plan basis), value
 * (empty if not defined), scenario_sha256, seed, first_replication, replications, version. Text that a spreadsheet
 * would take for a formula begins with an apostrophe. */
enum { PLACEMENT_FORMAT_JSON = 0, PLACEMENT_FORMAT_CSV = 1 };

/* Receives the report piece by piece; returns 0 to go on, anything else to stop with PLACEMENT_ERROR_IO. */
typedef int (*placement_sink)(const char *text, size_t length, void *data);

/* Writes the report to a sink. */
PLACEMENT_API placement_status placement_report_write(const placement_result *result, int32_t format,
                                                      placement_sink sink, void *data, placement_error *err);

/* Writes the report to the file `path`: into a new file beside it, which then takes its place, so that `path` holds
 * either what it held before or the whole report, whatever happens. A link is followed, an existing file keeps its
 * mode, and what is no file (a terminal, a pipe) is written to directly. */
PLACEMENT_API placement_status placement_report_write_file(const placement_result *result, int32_t format,
                                                           const char *path, placement_error *err);

/* Writes the scenario in plain sentences: who arrives, what each home costs empty and full, how full it must be to cost
 * less than external placements, and every value that has a default and was not written, as a default. `text` is what
 * the scenario was loaded from, `length` bytes: it tells what was written (PLACEMENT_ERROR_ARGUMENT if it is another
 * text). Plain UTF-8 text in lines of any length: headings begin with "#", list items with "- ". */
PLACEMENT_API placement_status placement_explain_write(const placement_scenario *scenario, const char *text,
                                                       size_t length, placement_sink sink, void *data,
                                                       placement_error *err);

#ifdef __cplusplus
}
#endif

#endif
