/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/money.h"

#include <criterion/criterion.h>

Test(money, pence_are_rounded_half_up)
{
  cr_assert_eq(plm_pence(0), 0);
  cr_assert_eq(plm_pence(59931), 5993100);
  cr_assert_eq(plm_pence(0.004), 0);
  cr_assert_eq(plm_pence(0.005), 1);
  cr_assert_eq(plm_pence(1.115), 112); /* 1.115 in binary is a little less */
  cr_assert_eq(plm_pence(-0.005), 0);
  cr_assert_eq(plm_pence(-0.006), -1);
  cr_assert_eq(plm_pence(-1.5), -150);
  cr_assert_eq(plm_pence(1e12 + 0.29), 100000000000029);
}

Test(money, division_rounds_half_up)
{
  cr_assert_eq(plm_divide_half_up(7, 2), 4);
  cr_assert_eq(plm_divide_half_up(5, 3), 2);
  cr_assert_eq(plm_divide_half_up(4, 3), 1);
  cr_assert_eq(plm_divide_half_up(-7, 2), -3);
  cr_assert_eq(plm_divide_half_up(-5, 3), -2);
  cr_assert_eq(plm_divide_half_up(-4, 3), -1);
  cr_assert_eq(plm_divide_half_up(0, 9), 0);
}
