/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rounded amounts in words, at the edges of their rounding.
 */
#include "report/findings.h"
#include "report/told_amounts.h"

#include <criterion/criterion.h>

static placement_findings *pounds(void)
{
  placement_findings *f = NULL;
  cr_assert_eq(plm_findings_finish(plm_findings_new("test/1", "GBP"), &f, NULL), PLACEMENT_OK);
  return f;
}

Test(told_amounts, shares)
{
  cr_expect_str_eq(plm_share_of_futures(0).text, "none");
  cr_expect_str_eq(plm_share_of_futures(0.0004).text, "fewer than 0.1%");
  cr_expect_str_eq(plm_share_of_futures(0.0005).text, "0.1%");
  cr_expect_str_eq(plm_share_of_futures(0.5).text, "50.0%");
  cr_expect_str_eq(plm_share_of_futures(0.9994).text, "99.9%");
  cr_expect_str_eq(plm_share_of_futures(0.9995).text, "more than 99.9%");
  cr_expect_str_eq(plm_share_of_futures(1).text, "all");
}

Test(told_amounts, more_and_less)
{
  placement_findings *f = pounds();
  cr_expect_str_eq(plm_about_more(f, 0.49).text, "just as much");
  cr_expect_str_eq(plm_about_more(f, -0.5).text, "£1 less");
  cr_expect_str_eq(plm_about_more(f, -4518863).text, "£4.52 million less");
  cr_expect_str_eq(plm_about_span(f, 3856291, 5187858).text, "£3.86 million to £5.19 million more");
  cr_expect_str_eq(plm_about_span(f, -5187858, -966000).text, "£966,000 to £5.19 million less");
  cr_expect_str_eq(plm_about_span(f, -284997, 576511).text, "£285,000 less to £577,000 more");
  cr_expect_str_eq(plm_about_span(f, 0, 1200).text, "just as much to £1,200 more");
  cr_expect_str_eq(plm_about_span(f, 1234.1, 1233.9).text, "£1,230 more");
  cr_expect_str_eq(plm_amounts_against(f, 30918857, 26399994).text, "£30.92 million against £26.40 million");
  cr_expect_str_eq(plm_amounts_against(f, 1200000, 5000).text, "£1.20 million against £0.01 million");
  cr_expect_str_eq(plm_amounts_against(f, 999999, 5000).text, "£999,999 against £5,000");
  placement_findings_free(f);
}

Test(told_amounts, numbers)
{
  cr_expect_str_eq(plm_number_words(3).text, "three");
  cr_expect_str_eq(plm_number_words(11).text, "11");
}
