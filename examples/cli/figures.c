/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figures.h"

#include "numbers.h"

#include <stdio.h>
#include <string.h>

int figures_decimals(int32_t unit)
{
  switch (unit) {
  case PLACEMENT_UNIT_COUNT:
  case PLACEMENT_UNIT_CHILDREN:
  case PLACEMENT_UNIT_SHARE:
    return 1;
  default:
    return 0;
  }
}

double figures_factor(int32_t unit)
{
  return unit == PLACEMENT_UNIT_SHARE ? 100 : 1;
}

money_scale figures_money_scale(const char *currency, double largest)
{
  static const char *const words[] = {"", "thousand ", "million "};
  size_t step = largest < 1e9 ? 0 : largest < 1e12 ? 1 : 2;
  money_scale scale = {step == 0 ? 1 : step == 1 ? 1e-3 : 1e-6, ""};
  snprintf(scale.unit, sizeof scale.unit, "%s%s", words[step], strcmp(currency, "GBP") == 0 ? "pounds" : currency);
  return scale;
}
