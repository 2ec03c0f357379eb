/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Waterfalls in the reports of comparisons.
 */
#ifndef PLM_REPORT_WATERFALL_REPORT_H
#define PLM_REPORT_WATERFALL_REPORT_H

#include "report/writer.h"

#include <placement/waterfall.h>

/* The parts of an effect: their names, and their estimates. */
#define PLM_EFFECT_PARTS 3
const char *plm_effect_part_name(size_t part);
const placement_estimate *plm_effect_part(const placement_waterfall_effect *effect, size_t part);

/* The name and effect of a step, or of the "total" behind the last. */
const char *plm_waterfall_name(const placement_waterfall *waterfall, size_t step);
placement_waterfall_effect plm_waterfall_effect_of(const placement_waterfall *waterfall, size_t step, size_t metric,
                                                   size_t column);

/* The member "waterfall" of an alternative. */
void plm_put_waterfall(plm_writer *w, const placement_plan *base, const placement_waterfall *waterfall);

#endif
