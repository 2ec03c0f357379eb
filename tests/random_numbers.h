/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Numbers that tests of estimators draw: pure functions of a repetition, a row and a column, under a seed of their own.
 */
#ifndef RANDOM_NUMBERS_H
#define RANDOM_NUMBERS_H

#include "stream/stream.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

/* Uniform in (0, 1). */
static inline double uniform(uint32_t repetition, size_t row, size_t column)
{
  plm_key key = {{20261122, 1}};
  return (plm_stream_word(key, repetition, (uint32_t)row, 0, (uint32_t)column) + 0.5) * 0x1p-32;
}

static inline double standard_normal(uint32_t repetition, size_t row, size_t column)
{
  return gsl_cdf_ugaussian_Pinv(uniform(repetition, row, column));
}

/* Whether a share of `covered` in `repetitions` is within four standard errors of `level`. */
static inline int close_to(double level, size_t covered, size_t repetitions)
{
  double share = (double)covered / (double)repetitions;
  return fabs(share - level) <= 4 * sqrt(level * (1 - level) / (double)repetitions);
}

#endif
