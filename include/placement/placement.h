/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * libplacement: what children's residential placements will cost an English council, and how sure that is.
 *
 *     scenario text -> scenario -> plan -> replications -> summary -> report
 */
#ifndef PLACEMENT_PLACEMENT_H
#define PLACEMENT_PLACEMENT_H

#include <placement/analysis.h>
#include <placement/base.h>
#include <placement/budget.h>
#include <placement/change.h>
#include <placement/check.h>
#include <placement/compare.h>
#include <placement/delay.h>
#include <placement/effect.h>
#include <placement/estimate.h>
#include <placement/explain.h>
#include <placement/file.h>
#include <placement/findings.h>
#include <placement/ledger.h>
#include <placement/optimise.h>
#include <placement/plan.h>
#include <placement/precision.h>
#include <placement/report.h>
#include <placement/run.h>
#include <placement/samples.h>
#include <placement/samples_file.h>
#include <placement/scenario.h>
#include <placement/sensitivity.h>
#include <placement/summary.h>
#include <placement/switching.h>
#include <placement/value.h>
#include <placement/waterfall.h>

#endif
