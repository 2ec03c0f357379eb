/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "summary/mean.h"

#include <math.h>

void plm_mean_add(plm_mean *mean, const placement_summary *summary, size_t figure)
{
  const plm_figure *added = &summary->figures[figure];
  mean->replications += summary->replications;
  mean->defined += added->histogram.n;
  if (added->ratio < 0) {
    plm_moments moments = plm_figure_moments(added);
    plm_moments_merge(&mean->moments, &moments);
  } else {
    plm_pair_moments_merge(&mean->pair, &summary->ratios[added->ratio].moments);
  }
}

void plm_mean_of(const plm_mean *mean, const placement_summary *summary, size_t figure, double *value, double *error)
{
  const plm_figure *of = &summary->figures[figure];
  uint64_t n = mean->replications;
  *value = NAN;
  *error = NAN;
  if (mean->defined == 0)
    return;
  if (of->ratio < 0) {
    *value = plm_moments_mean(&mean->moments, n) / of->divisor;
    if (n > 1)
      *error = sqrt(plm_moments_variance(&mean->moments, n)) / of->divisor / sqrt((double)n);
  } else {
    double factor = summary->ratios[of->ratio].factor;
    *value = plm_pair_ratio(&mean->pair) * factor;
    if (n > 1)
      *error = plm_pair_ratio_error(&mean->pair, n) * factor;
  }
}
