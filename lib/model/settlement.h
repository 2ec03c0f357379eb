/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Settling the accounts at the end of a replication: pounds are rounded, sums formed of the pence (MODEL.md section 2).
 */
#ifndef PLM_MODEL_SETTLEMENT_H
#define PLM_MODEL_SETTLEMENT_H

#include "model/workspace.h"

/* Writes the outcome, once all nights have been counted. */
void plm_settle(placement_workspace *w);

#endif
