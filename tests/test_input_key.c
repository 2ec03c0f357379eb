/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One label for inputs that are one.
 */
#include "scenario/input_key.h"

#include <criterion/criterion.h>
#include <stdlib.h>

static char arrivals_core[] = "arrivals per year of core", arrivals_complex[] = "arrivals per year of complex",
            fee[] = "weekly fee of core", rent_oak[] = "amount of rent of oak", rent_elm[] = "amount of rent of elm",
            rates_oak[] = "amount of rates of oak", fees[] = "index fees";
static char *labels[] = {arrivals_core, arrivals_complex, fee, rent_oak, rent_elm, rates_oak, fees};

static void expect_label(const char *expected, const size_t *members, size_t count)
{
  char *label = plm_joint_label(labels, members, count);
  cr_expect_str_eq(label, expected);
  free(label);
}

#define EXPECT(expected, ...)                                                                                          \
  expect_label(expected, (const size_t[]){__VA_ARGS__}, sizeof((const size_t[]){__VA_ARGS__}) / sizeof(size_t))

Test(input_key, joint_labels)
{
  EXPECT("arrivals per year of core", 0);
  EXPECT("arrivals per year of core and complex (together)", 0, 1);
  EXPECT("amount of rent of oak and elm (together)", 3, 4);
  EXPECT("amount of rent of oak, rent of elm and rates of oak (together)", 3, 4, 5);
  EXPECT("weekly fee of core and index fees (together)", 2, 6);
  EXPECT("arrivals per year of core, weekly fee of core and index fees (together)", 0, 2, 6);
}

Test(input_key, many_are_counted)
{
  EXPECT("arrivals per year of core, complex, core, complex, core, complex, core and complex (together)", 0, 1, 0, 1, 0,
         1, 0, 1);
  EXPECT("arrivals per year of core, complex, core, complex, core, complex, core and 3 more (together)", 0, 1, 0, 1, 0,
         1, 0, 1, 0, 1);
}
