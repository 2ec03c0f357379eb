/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The ledger of one replication: what happened to each child, home and bed, night by night and pound by pound.
 *
 * A row with a metric adds `amount` to (metric, column): the sums of a ledger are the outcome of the replication, to
 * the penny and the night. Rows without a metric tell what happened and why.
 */
#ifndef PLACEMENT_LEDGER_H
#define PLACEMENT_LEDGER_H

#include <placement/plan.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One row. Texts are valid during the call only; NULL where there is none. */
typedef struct placement_ledger_row {
  size_t size;   /* sizeof(placement_ledger_row) of the library */
  int32_t day;   /* of the event, or the first night */
  int32_t until; /* the day after the last night; of an event: `day` */
  char date[12]; /* of `day`, YYYY-MM-DD */
  char until_date[12];
  size_t column;      /* financial year */
  const char *event;  /* what happened, such as "arrives", "placed", "bed held"; or what is counted */
  const char *child;  /* group and number, such as "core 12"; "core i3" was there on day 0 */
  const char *place;  /* id of a home or scheme */
  const char *reason; /* why, in words */
  const char *line;   /* id of the cost line */
  const char *metric; /* to which `amount` is added */
  int32_t count;      /* beds or children */
  double rate;        /* weekly fee or income, amount of a line; NAN if there is none */
  double amount;      /* pounds, not rounded; nights; events; NAN without a metric */
} placement_ledger_row;

/* Receives the rows in the order in which they become known, which is that of their last day; cost lines that do not
 * depend on who lives where, and rounding, come at the end. What was drawn before the first day (uncertain inputs,
 * delays) are rows of day 0. Returns 0 to go on, anything else to stop with PLACEMENT_ERROR_IO. */
typedef int (*placement_ledger)(const placement_ledger_row *row, void *data);

/* Simulates one replication, whose outcome is that of placement_replicate, and gives its ledger row by row. */
PLACEMENT_API placement_status placement_trace(const placement_plan *plan, uint64_t seed, uint64_t replication,
                                               placement_ledger ledger, void *data, placement_error *err);

#ifdef __cplusplus
}
#endif

#endif
