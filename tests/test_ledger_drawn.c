/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a ledger says of draws made before the first day, and of homes that open, open late, or never open.
 */
#include "ledger_text.h"

#include <stdio.h>

/* first: 10 days late, on 11 June; elm is registered 5 days later. second waits until 30 days after that, 16 July, when
 * fir is closed for good. early opens 5 days early, on 26 September. */
static const char homes[] =
    "{\"placement_scenario\": 1, \"horizon\": {\"start\": \"2025-04-01\", \"years\": 1},"
    "\"phases\": [{\"id\": \"old\", \"planned_opening\": \"2024-05-01\", \"delay_days\": 9},"
    "{\"id\": \"first\", \"planned_opening\": \"2025-06-01\", \"delay_days\": 10},"
    "{\"id\": \"second\", \"planned_opening\": \"2025-06-01\", \"after\": {\"phase\": \"first\", \"days\": 30}},"
    "{\"id\": \"early\", \"planned_opening\": \"2025-10-01\", \"delay_days\": -5}],"
    "\"homes\": [{\"id\": \"ash\", \"phase\": \"old\", \"beds\": 1},"
    "{\"id\": \"elm\", \"phase\": \"first\", \"beds\": 1, \"registration\": {\"delay_days\": 5}},"
    "{\"id\": \"oak\", \"phase\": \"first\", \"beds\": 1, \"registration\": {\"declined\": 1}},"
    "{\"id\": \"fir\", \"phase\": \"second\", \"beds\": 1, \"closes\": \"2025-07-01\"},"
    "{\"id\": \"yew\", \"phase\": \"old\", \"beds\": 1, \"closes\": \"2025-01-01\"},"
    "{\"id\": \"may\", \"phase\": \"early\", \"beds\": 1}]}";

Test(ledger_drawn, delays_and_homes_that_never_open)
{
  static const char *const rows[] = {
      "2025-04-01,2025-04-01,2025-26,delay of the phase drawn,,first,,,,,,,,\"10 days late, planned for 2025-06-01\",",
      "2025-04-01,2025-04-01,2025-26,delay of the phase drawn,,early,,,,,,,,\"5 days early, planned for 2025-10-01\",",
      "2025-04-01,2025-04-01,2025-26,opening expected,,elm,,,,,,,,\"on 2025-06-16, planned for 2025-06-01; phase 10 "
      "days late; registration 5 days late\",",
      "2025-04-01,2025-04-01,2025-26,opening expected,,fir,,,,,,,,\"on 2025-07-16, planned for 2025-06-01; phase on "
      "time; waits for first\",",
      "2025-06-16,2025-06-16,2025-26,home opens,,elm,,,,,,,,\"15 days late, planned for 2025-06-01\",",
      "2025-09-26,2025-09-26,2025-26,home opens,,may,,,,,,,,\"5 days early, planned for 2025-10-01\",",
      "2025-06-11,2025-06-11,2025-26,home never opens,,oak,,,,,,,,its registration is declined,",
      "2025-07-01,2025-07-01,2025-26,home never opens,,fir,,,,,,,,it closes on 2025-07-01 and would have opened on "
      "2025-07-16,",
      "2025-04-01,2025-04-01,2025-26,home is open,,ash,,,,,,,,since 2024-05-01,",
      "2025-04-01,2025-04-01,2025-26,home is closed,,yew,,,,,,,,,"};
  static const char *const others[] = {"drawn,,old,", "home opens,,ash,", "home opens,,oak,", "home opens,,fir,",
                                       "opening expected,,ash,"};
  char *told = ledger_csv(homes, NULL);
  ASSERT_ROWS(told, rows);
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    cr_assert_null(strstr(told, others[i]), "%s\n%s", others[i], told);
  free(told);
}

Test(ledger_drawn, uncertain_inputs)
{
  static const char json[] =
      "{\"placement_scenario\": 1, \"horizon\": {\"start\": \"2025-04-01\", \"years\": 1},"
      "\"groups\": [{\"id\": \"core\", \"arrivals_per_year\": 20, \"need_days\": {\"uniform\": {\"min\": 10, \"max\": "
      "20}}, \"weekly_fee\": 700}], \"external\": {\"visits\": 100, \"notice_days\": 30},"
      "\"phases\": [{\"id\": \"old\", \"planned_opening\": \"2024-05-01\"}],"
      "\"homes\": [{\"id\": \"ash\", \"phase\": \"old\", \"beds\": 1, \"turnaround_days\": 5}],"
      "\"uncertain\": [{\"input\": \"/groups/0/arrivals_per_year\", \"as\": \"factor\", \"distribution\": 2},"
      "{\"input\": \"/groups/0/need_days\", \"as\": \"factor\", \"distribution\": 1.5},"
      "{\"input\": \"/homes/0/beds\", \"as\": \"add\", \"distribution\": 0.75},"
      "{\"input\": \"/homes/0/turnaround_days\", \"as\": \"add\", \"distribution\": -9},"
      "{\"input\": \"/external/visits\", \"as\": \"value\", \"distribution\": 130}]}";
  static const char *const rows[] = {
      "2025-04-01,2025-04-01,2025-26,input drawn,,,,,,,,,,/groups/0/arrivals_per_year (core): 20 x 2 = 40,",
      "2025-04-01,2025-04-01,2025-26,input drawn,,,,,,,,,,/groups/0/need_days (core): the distribution x 1.5,",
      "2025-04-01,2025-04-01,2025-26,input drawn,,ash,,,,,,,,\"/homes/0/beds: 1 + 0.75 = 1.75, rounded to 2\",",
      "2025-04-01,2025-04-01,2025-26,input drawn,,ash,,,,,,,,\"/homes/0/turnaround_days: 5 - 9 = -4, cut to the "
      "nearest "
      "that is allowed, 0\",",
      "2025-04-01,2025-04-01,2025-26,input drawn,,,,,,,,,,/external/visits: 130,"};
  char *told = ledger_csv(json, NULL);
  ASSERT_ROWS(told, rows);
  cr_assert_null(strstr(told, "input drawn,,,,,,,,,,/external/notice_days"));
  free(told);
}

/* Rows that contain the text; all of them must be of [from, until). */
static int count_rows(const char *told, const char *text, const char *from, const char *until)
{
  int found = 0;
  for (const char *at = strstr(told, text); at != NULL; at = strstr(at + 1, text), found++) {
    const char *date = at;
    while (date[-1] != '\n')
      date--;
    cr_assert(strncmp(date, from, 10) >= 0 && strncmp(date, until, 10) < 0, "%.40s", date);
  }
  return found;
}

/* Some 60 children in a year in which homes are not open yet, closed, or never open. */
Test(ledger_drawn, children_are_told_why_homes_are_not_open)
{
  static const char json[] =
      "{\"placement_scenario\": 1, \"horizon\": {\"start\": \"2025-04-01\", \"years\": 1},"
      "\"groups\": [{\"id\": \"core\", \"arrivals_per_year\": 60, \"need_days\": 10, \"weekly_fee\": 700}],"
      "\"phases\": [{\"id\": \"first\", \"planned_opening\": \"2025-07-01\"}],"
      "\"homes\": [{\"id\": \"elm\", \"phase\": \"first\", \"beds\": 1, \"closes\": \"2025-10-01\"},"
      "{\"id\": \"oak\", \"phase\": \"first\", \"beds\": 1, \"registration\": {\"declined\": 1}}]}";
  static const struct {
    const char *row, *from, *until;
  } wanted[] = {{",,,,,,,,,\"not open yet: elm, oak\",", "2025-04-01", "2025-07-01"},
                {",elm,,,,,,,,closed,", "2025-10-01", "2026-04-01"},
                {",oak,,,,,,,,will not open,", "2025-07-01", "2026-04-01"}};
  char *told = ledger_csv(json, NULL);
  for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
    cr_assert_gt(count_rows(told, wanted[i].row, wanted[i].from, wanted[i].until), 5, "%s\n%s", wanted[i].row, told);
  free(told);
}

/* Some requests a day: the bed that is free on opening is sold for good on that day. */
Test(ledger_drawn, refused_requests_have_reasons)
{
  static const char json[] =
      "{\"placement_scenario\": 1, \"horizon\": {\"start\": \"2025-04-01\", \"years\": 1},"
      "\"phases\": [{\"id\": \"first\", \"planned_opening\": \"2025-06-01\"}],"
      "\"homes\": [{\"id\": \"elm\", \"phase\": \"first\", \"beds\": 1, \"closes\": \"2025-12-01\","
      "\"sell_voids\": {\"after_days\": 20, \"per_year\": 360, \"stay_days\": 3650, \"weekly_income\": 98}},"
      "{\"id\": \"oak\", \"phase\": \"first\", \"beds\": 1, \"registration\": {\"declined\": 1},"
      "\"sell_voids\": {\"after_days\": 20, \"per_year\": 360, \"stay_days\": 3650, \"weekly_income\": 98}},"
      "{\"id\": \"fir\", \"phase\": \"first\", \"beds\": 1, \"suspension\": {\"per_year\": 300, \"days\": 300},"
      "\"sell_voids\": {\"after_days\": 20, \"per_year\": 360, \"stay_days\": 3650, \"weekly_income\": 98}}]}";
  static const struct {
    const char *home, *reason, *from, *until;
  } wanted[] = {{"elm", "not open yet", "2025-04-01", "2025-06-01"},
                {"elm", "no bed has been free for long enough", "2025-06-01", "2025-06-21"},
                {"elm", "no free bed", "2025-06-21", "2025-12-01"},
                {"elm", "closed", "2025-12-01", "2026-04-01"},
                {"oak", "not open yet", "2025-04-01", "2025-06-01"},
                {"oak", "will not open", "2025-06-01", "2026-04-01"},
                {"fir", "admissions are suspended", "2025-06-01", "2026-04-01"}};
  char *told = ledger_csv(json, NULL);
  for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
    char row[128];
    (void)snprintf(row, sizeof row, ",no bed to sell,,%s,,,,,,,,%s,", wanted[i].home, wanted[i].reason);
    cr_assert_gt(count_rows(told, row, wanted[i].from, wanted[i].until), 5, "%s\n%s", row, told);
  }
  free(told);
}

Test(ledger_drawn, children_arrive_before_their_emergency)
{
  static const char json[] =
      "{\"placement_scenario\": 1, \"horizon\": {\"start\": \"2025-04-01\", \"years\": 1},"
      "\"groups\": [{\"id\": \"core\", \"arrivals_per_year\": 20, \"need_days\": 100, \"weekly_fee\": 700,"
      "\"emergency_share\": 1, \"emergency_days\": 10}]}";
  char *told = ledger_csv(json, NULL);
  const char *arrives = strstr(told, ",arrives,core 1,");
  const char *emergency = strstr(told, ",in an emergency,core 1,");
  cr_assert(arrives != NULL && emergency != NULL && arrives < emergency, "%s", told);
  free(told);
}
