/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/metric_words.h"

#include <criterion/criterion.h>

Test(metric_words, known_and_unknown)
{
  static const char other[] = "home.oak-house.occupancy";
  cr_expect_str_eq(plm_metric_words("cost.total"), "total cost");
  cr_expect_str_eq(plm_metric_heading("unit_cost.in_house").text, "In-house unit cost");
  cr_expect_eq(plm_metric_words(other), other);
  cr_expect_str_eq(plm_metric_heading(other).text, other);
}
