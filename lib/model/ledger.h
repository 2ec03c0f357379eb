/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Telling what happens in a replication. Everything here is called only while somebody wants to know
 * (w->ledger != NULL), and changes nothing.
 */
#ifndef PLM_MODEL_LEDGER_H
#define PLM_MODEL_LEDGER_H

#include "model/matching.h"
#include "model/workspace.h"

#include <placement/ledger.h>

typedef struct plm_ledger {
  placement_ledger sink;
  void *data;
  bool stopped;
} plm_ledger;

/* A row of [from, until) without a metric; what is emitted goes to the ledger. */
placement_ledger_row plm_ledger_row(const placement_workspace *w, int32_t from, int32_t until, size_t column);
void plm_ledger_emit(placement_workspace *w, const placement_ledger_row *row);

/* The name of a base metric. */
const char *plm_ledger_metric(const placement_plan *plan, size_t base);

/* Something happened today to a child, a home or scheme (its id), or both; a child is where it is unless `place` says
 * otherwise. */
void plm_tell(placement_workspace *w, const char *event, int32_t number, const char *place, const char *reason);

/* A count of today. */
void plm_tell_count(placement_workspace *w, plm_base base, int32_t number);

/* The placement of a child who was there on day 0. */
void plm_tell_initial(placement_workspace *w, int32_t number);

/* Nights [from, today) of a child in its setting, or of its need from today until `until`. */
void plm_tell_stay(placement_workspace *w, int32_t number);
void plm_tell_need(placement_workspace *w, int32_t number);

/* So many nights of the beds of a home in one state, since `from`; `state` is one of PLM_HOME_BEDS_*. */
void plm_tell_beds(placement_workspace *w, size_t home, size_t state, int32_t from, int32_t beds, int32_t nights);

#endif
