/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Effects of changes in words and in columns, as several analyses tell them.
 */
#ifndef PLM_REPORT_EFFECT_FINDINGS_H
#define PLM_REPORT_EFFECT_FINDINGS_H

#include "base/decimal.h"

#include <placement/effect.h>
#include <placement/findings.h>

/* "External placements cost £12 more, homes and programme £34 less": capital and what is left are named
 * where they change. */
plm_decimal plm_told_parts(const placement_findings *f, const placement_effect *effect);

/* "1.24 fewer children" or "0.30 more children". */
plm_decimal plm_told_children(double children);

/* Four columns for an estimate, of which people see the first. */
void plm_told_columns(placement_findings *f, const char *name, const char *heading, int32_t unit);

/* What people call the columns of an effect; NULL: only programs see them. */
typedef struct plm_effect_headings {
  const char *cost; /* with its standard error */
  const char *capital, *revenue, *homes, *external, *other, *higher, *lower;
  const char *nights_open, *in_house, *local_share, *occupancy, *moves;
} plm_effect_headings;

/* The columns of an effect, and its cells. */
void plm_effect_columns(placement_findings *f, const plm_effect_headings *headings);
void plm_effect_cells(placement_findings *f, const placement_effect *effect);

/* The cost in the last row is the sum of its parts; so is revenue. */
void plm_effect_follows(placement_findings *f);

/* Where the methods come from. */
void plm_effect_sources(placement_findings *f);

#endif
