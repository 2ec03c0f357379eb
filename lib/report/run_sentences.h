/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a result says, in sentences for people who decide about it.
 */
#ifndef PLM_REPORT_RUN_SENTENCES_H
#define PLM_REPORT_RUN_SENTENCES_H

#include "report/run_tables.h"

/* What it costs, how sure that is, and what it means for children and homes. */
void plm_run_say(const plm_sides *of);

/* What the plan basis costs and expects, and whether published figures are as the scenario expects. */
void plm_plan_say(const plm_sides *of);

#endif
