/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Counting nights and money as a replication goes, and settling the accounts at its end.
 */
#ifndef PLM_MODEL_ACCOUNTS_H
#define PLM_MODEL_ACCOUNTS_H

#include "model/workspace.h"

/* Starts the accounts of a replication whose timetable is known. */
void plm_accounts_open(placement_workspace *w);

/* Counts everyone up to today; to be called on each busy day before anything changes. Closes months and financial
 * years that begin today. */
void plm_accounts_new_day(placement_workspace *w);

/* Counts the bed-nights of a home up to today; before its beds change. */
void plm_accounts_home(placement_workspace *w, size_t home);

/* Counts the fee of an external placement up to today; before it ends. */
void plm_accounts_fee(placement_workspace *w, plm_child *child);

/* Notice to the old provider, from today. */
void plm_accounts_notice(placement_workspace *w, const plm_child *child);

/* An admission to a home today. */
void plm_accounts_admission(placement_workspace *w, size_t home);

/* A child who needs care from today, counted by its need alone. */
void plm_accounts_need(placement_workspace *w, int32_t need_end);

/* Adds 1 to a count of this year. */
void plm_accounts_count(placement_workspace *w, plm_base base);

/* A child for whom a home of these groups would count begins or stops waiting. */
void plm_accounts_waiting(placement_workspace *w, int32_t group, int32_t change);

/* Rounds, sums and writes the outcome. */
void plm_accounts_close(placement_workspace *w);

#endif
