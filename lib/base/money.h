/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PLM_BASE_MONEY_H
#define PLM_BASE_MONEY_H

#include <stdint.h>

/* Pounds as whole pence, rounded half up. A ten-thousandth of a penny is allowed for the rounding of sums in floating
 * point, so that an exact half is never rounded down. */
static inline int64_t plm_pence(double pounds)
{
  double value = pounds * 100.0 + 0.5001;
  int64_t whole = (int64_t)value; /* without floor() of the C library: replications use this */
  return (double)whole > value ? whole - 1 : whole;
}

/* value / by rounded half up (towards positive infinity at an exact half); by > 0. */
int64_t plm_divide_half_up(int64_t value, int64_t by);

#endif
