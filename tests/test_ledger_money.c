/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The days of what is paid, worked out by hand: lines, payments, admissions, occupied beds, notice and minimum.
 */
#include "ledger_text.h"

/* One child, placed externally on 22 March 2025 for 100 nights, moves on 1 May into the home that opens then and leaves
 * on 30 June. */
#define CHILD                                                                                                          \
  "{\"placement_scenario\": 1, \"horizon\": {\"start\": \"2025-04-01\", \"years\": 2},"                                \
  "\"groups\": [{\"id\": \"core\", \"arrivals_per_year\": 0, \"need_days\": 100, \"weekly_fee\": 700,"                 \
  "\"initial\": {\"children\": [{\"days_so_far\": 10}]}}],"                                                            \
  "\"phases\": [{\"id\": \"first\", \"planned_opening\": \"2025-05-01\"}], \"policy\": {\"returns\": {}},"

#define HOME(MORE) "\"homes\": [{\"id\": \"elm\", \"phase\": \"first\", \"beds\": 2, " MORE "}]"

static const char lines[] = CHILD
    "\"external\": {\"visits\": 1200, \"notice_days\": 7},"
    "\"costs\": [{\"id\": \"rates\", \"amount\": 60, \"per\": \"year\", \"for\": \"bed\"}]," HOME(
        "\"costs\": [{\"id\": \"house\", \"kind\": \"capital\", \"amount\": 1000, \"per\": \"once\", "
        "\"on\": \"2026-03-05\"},"
        "{\"id\": \"furniture\", \"kind\": \"capital\", \"amount\": 300, \"per\": \"once\", \"for\": \"bed\"},"
        "{\"id\": \"welcome\", \"amount\": 250, \"per\": \"admission\"},"
        "{\"id\": \"food\", \"amount\": 70, \"per\": \"week\", \"for\": \"occupied_bed\", \"from\": \"2025-06-09\"},"
        "{\"id\": \"before\", \"amount\": 700, \"per\": \"week\", \"from\": {\"event\": \"opening\", \"days\": -14},"
        " \"until\": {\"event\": \"opening\"}},"
        "{\"id\": \"staff\", \"amount\": 12000, \"per\": \"year\", \"until\": \"2026-07-01\"}]") "}";

Test(ledger_money, lines_run_for_their_own_days)
{
  static const char *const rows[] = {
      "2026-03-05,2026-03-05,2025-26,cost line,,elm,house,cost.capital,,GBP,,1000,1000,1 payment,",
      "2025-05-01,2025-05-01,2025-26,cost line,,elm,furniture,cost.capital,,GBP,,300,600,2 beds,",
      "2025-05-01,2025-05-01,2025-26,cost line,core i1,elm,welcome,cost.in_house.occupancy,,GBP,,250,250,1 admission,",
      "2025-06-09,2025-06-30,2025-26,cost of occupied beds,,elm,food,cost.in_house.occupancy,,GBP,,70,210,a week for 1 "
      "bed,",
      "2025-04-17,2025-05-01,2025-26,cost line,,elm,before,cost.in_house.fixed,,GBP,,700,1400,2 weeks,",
      "2025-05-01,2026-04-01,2025-26,cost line,,elm,staff,cost.in_house.fixed,,GBP,,12000,11000,0.916667 years,",
      "2026-04-01,2026-07-01,2026-27,cost line,,elm,staff,cost.in_house.fixed,,GBP,,12000,3000,0.25 years,",
      "2025-05-01,2026-04-01,2025-26,cost line,,,rates,cost.programme,,GBP,,60,110,1.833333 bed-years,",
      "2025-05-01,2025-05-08,2025-26,cost,core i1,,,cost.external.notice,,GBP,,700,700,notice of 7 days from "
      "2025-05-01,",
      "2025-04-01,2025-05-01,2025-26,cost,,,,cost.external.visits,,GBP,,1200,100,1 child,",
  };
  char *told = ledger_csv(lines, NULL);
  ASSERT_ROWS(told, rows);
  free(told);
}

Test(ledger_money, periods_show_what_is_paid_in_them)
{
  static const char *const rows[] = {"2026-03-05,2026-03-05,2025-26,cost line,,elm,house,",
                                     "2025-05-01,2026-04-01,2025-26,cost line,,elm,staff,"};
  static const char *const others[] = {",furniture,", ",welcome,", ",food,", ",before,", ",2026-27,"};
  placement_ledger_filter filter = PLACEMENT_LEDGER_FILTER_INIT;
  filter.from = "2026-03-05";
  filter.until = "2026-04-01";
  char *told = ledger_csv(lines, &filter);
  ASSERT_ROWS(told, rows);
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    cr_assert_null(strstr(told, others[i]), "%s\n%s", others[i], told);
  free(told);
}

Test(ledger_money, a_minimum_is_no_notice)
{
  static const char json[] =
      CHILD "\"external\": {\"minimum_nights\": 60, \"notice_days\": 7}," HOME("\"turnaround_days\": 3") "}";
  static const char *const rows[] = {
      "2025-05-01,2025-05-21,2025-26,cost,core i1,,,cost.external.notice,,GBP,,700,2000,minimum of 60 nights from "
      "2025-03-22,"};
  char *told = ledger_csv(json, NULL);
  ASSERT_ROWS(told, rows);
  free(told);
}

/* The bed is held from 1 May, so that of 28 days' notice 18 are left when the child moves in on 11 May. */
Test(ledger_money, notice_runs_from_the_match)
{
  static const char json[] = CHILD "\"external\": {\"notice_days\": 28}," HOME("\"introduction_days\": 10") "}";
  static const char *const rows[] = {
      "2025-05-11,2025-05-29,2025-26,cost,core i1,,,cost.external.notice,,GBP,,700,1800,notice of 28 days from "
      "2025-05-01,"};
  char *told = ledger_csv(json, NULL);
  ASSERT_ROWS(told, rows);
  free(told);
}

/* A request a day or so: by the second year both beds are sold for good, and bring 14 a night each, times the index. */
Test(ledger_money, income_runs_while_beds_are_sold)
{
  static const char json[] =
      "{\"placement_scenario\": 1, \"horizon\": {\"start\": \"2025-04-01\", \"years\": 2},"
      "\"prices\": {\"indices\": {\"fees\": 0.5}}, \"external\": {\"index\": \"fees\"},"
      "\"phases\": [{\"id\": \"first\", \"planned_opening\": \"2025-05-01\"}]," HOME(
          "\"closes\": \"2026-04-11\", \"sell_voids\": {\"after_days\": 0, \"per_year\": 365, \"stay_days\": 3650,"
          "\"weekly_income\": 98}") "}";
  static const char *const rows[] = {
      "2026-04-01,2026-04-11,2026-27,income,,elm,,income.sold_beds,,GBP,,98,420,\"2 beds, index 1.5\","};
  char *told = ledger_csv(json, NULL);
  ASSERT_ROWS(told, rows);
  free(told);
}

/* The scheme opens on 1 September 2025: 212 nights of the first year and 365 of the second, 2 places x 212 / 7 weeks.
 */
Test(ledger_money, schemes_have_places)
{
  static const char json[] =
      "{\"placement_scenario\": 1, \"horizon\": {\"start\": \"2025-04-01\", \"years\": 2}, \"step_down\": ["
      "{\"id\": \"foster\", \"places\": 2, \"opens\": \"2025-09-01\", \"costs\": ["
      "{\"id\": \"start\", \"amount\": 9, \"per\": \"once\", \"for\": \"bed\"},"
      "{\"id\": \"carers\", \"amount\": 7, \"per\": \"week\", \"for\": \"bed\"},"
      "{\"id\": \"office\", \"amount\": 7, \"per\": \"week\"}]}]}";
  static const char *const rows[] = {
      "2025-09-01,2025-09-01,2025-26,cost line,,foster,start,cost.step_down,,GBP,,9,18,2 places,",
      "2025-09-01,2026-04-01,2025-26,cost line,,foster,carers,cost.step_down,,GBP,,7,424,60.571429 place-weeks,",
      "2025-09-01,2026-04-01,2025-26,cost line,,foster,office,cost.step_down,,GBP,,7,212,30.285714 weeks,"};
  char *told = ledger_csv(json, NULL);
  ASSERT_ROWS(told, rows);
  free(told);
}
