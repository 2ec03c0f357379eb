/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/money.h"

/* Without floor() of the C library: the replication uses these. */
static int64_t whole_below(double value)
{
  int64_t whole = (int64_t)value;
  return (double)whole > value ? whole - 1 : whole;
}

int64_t plm_pence(double pounds)
{
  return whole_below(pounds * 100.0 + 0.5001);
}

int64_t plm_divide_half_up(int64_t value, int64_t by)
{
  int64_t doubled = 2 * value + by;
  int64_t quotient = doubled / (2 * by);
  return doubled % (2 * by) < 0 ? quotient - 1 : quotient;
}
