/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PLM_ANALYSIS_WATERFALL_H
#define PLM_ANALYSIS_WATERFALL_H

#include <placement/waterfall.h>

#define PLM_LONGEST_METRIC 64 /* of the whole scenario */

typedef struct plm_waterfall_step {
  uint32_t bits;
  char name[128], heading[256];
  size_t left_out, left_out_alone;
  placement_plan *in_order, *alone; /* the latter NULL of the first step, which is alone, and where it is not sound */
} plm_waterfall_step;

struct placement_waterfall {
  size_t step_count, metric_count, column_count;
  uint64_t replications;
  char (*metrics)[PLM_LONGEST_METRIC];
  plm_waterfall_step *steps;
  placement_waterfall_effect *effects; /* of each step, each metric by column; then those of the whole */
};

#endif
