/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/money.h"

/* A division of floating-point numbers is several times as fast, and at most one off where they are exact. */
int64_t plm_divide_half_up(int64_t value, int64_t by)
{
  const int64_t exact = (int64_t)1 << 52;
  int64_t doubled = 2 * value + by;
  int64_t quotient, rest;
  if (doubled < exact && doubled > -exact && by < exact / 2)
    quotient = (int64_t)((double)doubled / (double)(2 * by));
  else
    quotient = doubled / (2 * by);
  rest = doubled - quotient * 2 * by;
  return rest < 0 ? quotient - 1 : rest >= 2 * by ? quotient + 1 : quotient;
}
