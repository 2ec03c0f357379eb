/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Telling a ledger what was drawn before the first day: uncertain inputs, delays, and homes that never open. As in
 * ledger.h: only while somebody wants to know.
 */
#ifndef PLM_MODEL_LEDGER_DRAWN_H
#define PLM_MODEL_LEDGER_DRAWN_H

#include "model/ledger.h"

/* On day 0: the value of every uncertain input, the delays of phases and homes, and what was known before. */
void plm_tell_drawn(placement_workspace *w);

/* Homes of which it becomes known after the day `before`, and by today, that they never open; the rows are of the day
 * on which it does. */
void plm_tell_unopened(placement_workspace *w, int32_t before);

/* A home that opens today, or is open since before day 0. */
void plm_tell_opening(placement_workspace *w, size_t home);

#endif
