/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What people call metrics.
 */
#ifndef PLM_PLAN_METRIC_WORDS_H
#define PLM_PLAN_METRIC_WORDS_H

#include "base/decimal.h"

/* "total cost" for "cost.total", "occupancy of home elm" for "occupancy@elm"; the name itself if it is no metric. */
plm_decimal plm_metric_words(const char *metric);

/* The same for the beginning of a sentence, or a heading: "Total cost". */
plm_decimal plm_metric_heading(const char *metric);

#endif
