/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Telling a ledger what is paid, for what, and from when until when. As in ledger.h: only while somebody wants to know.
 */
#ifndef PLM_MODEL_LEDGER_MONEY_H
#define PLM_MODEL_LEDGER_MONEY_H

#include "model/ledger.h"

/* The fee and the enhancements of an external placement over the last so many nights. */
void plm_tell_fee(placement_workspace *w, int32_t number, int32_t nights);

/* What is due in a year for an external placement that ends today, until the day `until`: notice, or what is left of
 * the minimum. */
void plm_tell_notice(placement_workspace *w, int32_t number, size_t year, int32_t until, bool minimum, double weekly);

/* Visits to so many children placed externally since `told_to`. */
void plm_tell_visits(placement_workspace *w, int32_t children);

/* A line that does not depend on who lives where: `share` of its amount in a year. */
void plm_tell_line(placement_workspace *w, size_t line, size_t year, double share);

/* A line for occupied beds of a home, or places of a scheme: [from, today) for `number` of them. */
void plm_tell_occupied(placement_workspace *w, size_t line, const char *place, int32_t number, int32_t from);

/* The beds of a home over the last so many nights, on some of which there was demand: states, income and costs. */
void plm_tell_home(placement_workspace *w, size_t home, int32_t nights, int32_t demand);

/* A line paid because a child moves in today. */
void plm_tell_admission(placement_workspace *w, size_t line, const char *place, int32_t number);

/* What rounding a category and year to pence added, on the last day of the year. */
void plm_tell_rounding(placement_workspace *w, plm_base category, size_t year, double exact, int64_t pence);

#endif
