/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How far a quantile moves between two samples whose rows belong together, such as those of common random numbers.
 */
#ifndef PLM_ANALYSIS_QUANTILE_EFFECT_H
#define PLM_ANALYSIS_QUANTILE_EFFECT_H

#include "analysis/bootstrap.h"

/* The p-quantile (0 <= p <= 1, of type 7) of `high` less that of `low`, `rows` finite numbers each. What both samples
 * have in common cancels in resamples of rows, so the bootstrap knows of the pairing (for quantiles: Bickel and
 * Freedman 1981, Annals of Statistics 9, 1196-1217). NAN without rows. The one error is PLACEMENT_ERROR_MEMORY. */
placement_status plm_quantile_effect(const double *low, const double *high, size_t rows, double p,
                                     const plm_bootstrap_options *options, plm_estimate *effect, placement_error *err);

#endif
