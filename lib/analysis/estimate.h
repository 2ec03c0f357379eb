/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PLM_ANALYSIS_ESTIMATE_H
#define PLM_ANALYSIS_ESTIMATE_H

#include <placement/estimate.h>

typedef placement_estimate plm_estimate;

#endif
