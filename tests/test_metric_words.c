/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/metric_words.h"
#include "scenario/metric_names.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

Test(metric_words, known_and_unknown)
{
  static const char other[] = "home.oak-house.occupancy";
  cr_expect_str_eq(plm_metric_words("cost.total").text, "total cost");
  cr_expect_str_eq(plm_metric_words("occupancy@oak-house").text, "occupancy of home oak-house");
  cr_expect_str_eq(plm_metric_heading("beds.open@elm").text, "Bed-nights open of home elm");
  cr_expect_str_eq(plm_metric_heading("unit_cost.in_house").text, "Cost of a home placement per week");
  cr_expect_str_eq(plm_metric_words(other).text, other);
  cr_expect_str_eq(plm_metric_heading(other).text, other);
}

/* No name that programs know has to stand in a sentence, and no two metrics are called the same. */
Test(metric_words, every_metric_has_its_own)
{
  for (const plm_metric_name *m = plm_metric_names; m->name != NULL; m++) {
    plm_decimal words = plm_metric_words(m->name);
    char name[64];
    cr_expect_str_neq(words.text, m->name);
    cr_expect_null(strpbrk(words.text, "._"), "%s", words.text);
    for (const plm_metric_name *other = m + 1; other->name != NULL; other++)
      cr_expect_str_neq(words.text, plm_metric_words(other->name).text);
    (void)snprintf(name, sizeof name, "%s@oak", m->name);
    cr_expect(!m->of_home || strstr(plm_metric_words(name).text, " of home oak") != NULL, "%s", name);
  }
}
