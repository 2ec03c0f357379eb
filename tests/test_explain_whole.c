/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sentences of the parts of the model that few scenarios use.
 */
#include "explained.h"

#include <stdio.h>

#define POUND "\xC2\xA3"

static const char whole[] =
    "'prices': {'indices': {'fees': 0.04}},"
    "'groups': ["
    "{'id': 'a', 'arrivals_per_year': 12, 'growth_per_year': 0.02, 'seasonality': [2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0],"
    " 'initial': {'children': [{'days_so_far': 1}, {'days_so_far': 200, 'weekly_fee': 4500.5}, {'days_so_far': 250, "
    "'place': 'old'}]},"
    " 'need_days': 300, 'weekly_fee': 4000, 'emergency_share': 0.25, 'emergency_days': 14, 'emergency_fee': 6000,"
    " 'unplanned_endings_per_year': {'external': 0.4}, 'step_down': {'to': 'foster', 'share': 0.5}},"
    "{'id': 'b', 'need_days': 10, 'unserved': true},"
    "{'id': 'c', 'need_days': 10, 'weekly_fee': 1, 'emergency_share': 0.1, 'emergency_days': 2, 'unserved': false,"
    " 'unplanned_endings_per_year': {}, 'step_down': {'to': 'foster', 'share': 1, 'after_share_of_need': 0.25}}],"
    "'phases': [{'id': 'before', 'planned_opening': '2020-04-01'},"
    "{'id': 'new', 'planned_opening': '2025-09-01', 'after': {'phase': 'before'}}],"
    "'homes': [{'id': 'old', 'phase': 'before', 'beds': 2},"
    "{'id': 'full', 'phase': 'new', 'beds': 3, 'takes': {'planned': ['a', 'b'], 'emergency': ['a', 'b', 'c']},"
    " 'max_stay_days': 84, 'introduction_days': 21, 'admission_interval_days': 28, 'refusal': 0.2,"
    " 'suspension': {'per_year': 0.2, 'days': 60}, 'closes': '2027-01-01',"
    " 'sell_voids': {'after_days': 28, 'per_year': 4, 'stay_days': 100, 'weekly_income': 4200},"
    " 'costs': [{'amount': 100, 'per': 'once', 'on': {'event': 'closing', 'days': -1}}]},"
    "{'id': 'bare', 'phase': 'new', 'beds': 1, 'takes': ['emergency'], 'suspension': {}, 'sell_voids': {},"
    " 'registration': {}},"
    "{'id': 'late', 'phase': 'new', 'beds': 1, 'closes': '2025-09-01'}],"
    "'external': {'minimum_nights': 28, 'visits': 2400, 'enhancement': {'per_year': 0.5, 'weekly_amount': 800}},"
    "'step_down': [{'id': 'foster', 'places': 10, 'opens': '2025-10-01', 'index': 'fees',"
    " 'costs': [{'amount': 900, 'per': 'week', 'for': 'occupied_bed'}]}, {'id': 'later', 'places': 1}],"
    "'uncertain': ["
    "{'input': '/groups/0/arrivals_per_year', 'as': 'factor', 'distribution': {'uniform': {'min': 0.5, 'max': 1.5}}},"
    "{'input': '/homes/1/sell_voids/weekly_income', 'as': 'value', 'distribution': 4000},"
    "{'input': '/homes/0/refusal', 'as': 'add', 'distribution': {'uniform': {'min': 0, 'max': 0.1}}}],"
    "'correlations': [{'inputs': [0, '/homes/0/refusal'], 'rho': -0.5}]";

Test(explain_whole, groups)
{
  char *text = explain(whole);
  assert_line(text, "- 3 listed children are there on day 0, so far for 150 days on average and 250 at most.");
  assert_line(text,
              "  - Child 1: 1 day so far, placed externally (default), at a fee drawn as for arrivals (default).");
  assert_line(text, "  - Child 2: 200 days so far, placed externally (default), for " POUND
                    "4,500.50 a week at the prices of day 0.");
  assert_line(text, "  - Child 3: 250 days so far, in home old.");
  assert_line(text, "- 25% arrive in an emergency.");
  assert_line(text, "- An emergency lasts for: exactly 14 nights.");
  assert_line(text, "- External fee in an emergency: exactly " POUND "6,000 a week.");
  assert_line(text, "- External fee in an emergency: as otherwise (default).");
  assert_line(text, "- Unplanned endings for each child and year: 0 in homes (default), 0.4 in external placements.");
  assert_line(text, "- Unplanned endings for each child and year: 0 in homes (default), 0 in external placements "
                    "(default).");
  assert_line(text, "- Step-down: 50% of the children move to foster once 0% (default) of their need has passed and a "
                    "place is free.");
  assert_line(text, "- Step-down: 100% of the children move to foster once 25% of their need has passed and a place is "
                    "free.");
  assert_line(text, "- Unserved: a child for whom no bed is free is counted and not placed externally.");
  assert_line(text, "- A child for whom no bed is free is placed externally.");
  free(text);
}

/* Twelve months sum to 12, so the average month is 1; growth is one of the words that are not checked by hand. */
Test(explain_whole, arrivals)
{
  char *text = explain(whole);
  assert_line(text, "- Arrivals by season, against the average month: January 200.0%, February 100.0%, March 100.0%, "
                    "April 100.0%, May 100.0%, June 100.0%, July 100.0%, August 100.0%, September 100.0%, October "
                    "100.0%, November 100.0%, December 0.0%.");
  cr_expect_neq(strstr(text,
                       "- Arrivals, by chance: 12 a year, growing by 2% a year, month by month. Over the horizon, "
                       "24."),
                NULL);
  free(text);
}

Test(explain_whole, homes)
{
  char *text = explain(whole);
  assert_line(text,
              "- Its homes have been open since 1 April 2020: delays, refused registrations and intervals between "
              "first admissions do not apply.");
  assert_line(text, "- It opens no sooner than 0 days (default) after the last home of phase before.");
  assert_line(text, "- It takes planned placements of a and b, and emergencies of all groups.");
  assert_line(text, "- It takes emergencies of all groups (default).");
  assert_line(text, "- Longest stay: 84 days.");
  assert_line(text, "- Introduction before a child moves in: 21 days.");
  assert_line(text, "- Least time between admissions until as many as there are beds: 28 days.");
  assert_line(text, "- The provider refuses a child with a chance of 20%, once and for all.");
  assert_line(text, "- Admissions are suspended 0.2 times a year, for exactly 60 nights.");
  assert_line(text, "- Admissions are suspended 0 times a year (default), for 1 night, the shortest (default).");
  assert_line(text, "- It closes on 1 January 2027.");
  assert_line(text,
              "- Beds that have been free for 28 days are sold to other authorities, who ask for 4 a year, at " POUND
              "4,200 a week; they stay for exactly 100 nights.");
  assert_line(text,
              "- Beds that have been free for 0 days (default) are sold to other authorities, who ask for 0 a year "
              "(default), at " POUND "0 a week (default); they stay for 1 night, the shortest (default).");
  assert_line(text, "- Registration is declined with a chance of 0% (default); its own delay: none (default).");
  assert_line(text,
              "- Cost line: " POUND "100 once, on 1 day before closing; by default revenue, for the home as a whole, "
              "without index, without optimism bias.");
  assert_line(text, "- It never opens: its planned opening is not before it closes.");
  assert_line(text, "- Break-even: the average external fee of the emergencies that it takes is " POUND
                    "6,000 a week. It pays however few beds are occupied: nothing is paid for empty ones.");
  free(text);
}

Test(explain_whole, terms)
{
  char *text = explain(whole);
  assert_line(text, "- Each standard placement is paid for at least 28 nights.");
  assert_line(text, "- Visits cost " POUND "2,400 a year for each child.");
  assert_line(text, "- Enhancements: 0.5 a year of placement, each of " POUND "800 a week, without limit (default).");
  assert_line(text, "- It has 10 places from 1 October 2025.");
  assert_line(text, "- It has 1 place from 1 April 2025 (by default, day 0).");
  assert_line(text, "- Its lines follow the index fees unless they name another.");
  assert_line(text,
              "- Cost line: " POUND "900 a week for each occupied place; by default revenue, from the day on which "
              "the scheme opens, to the end, with the index of the scheme, without optimism bias.");
  free(text);
}

Test(explain_whole, uncertain_inputs)
{
  char *text = explain(whole);
  assert_line(text, "- Arrivals per year of a (written: 12), multiplied by: uniform from 0.5 to 1.5; the mean "
                    "is 1.000, one in ten is below 0.600, half below 1.000, one in ten above 1.400.");
  assert_line(text, "- Sell voids weekly income of full (written: 4200), replaced by: exactly 4,000.");
  assert_line(text, "- Refusal of old (not written: default), with this added: uniform from 0 to 0.1; the mean is "
                    "0.050, one in ten is below 0.010, half below 0.050, one in ten above 0.090.");
  assert_line(text, "- Correlated: arrivals per year of a and refusal of old, by -0.5.");
  free(text);
}

/* More than are told one by one. The fees are 12 times 4,000 and once 1,000: 49,000 / 13. */
Test(explain_whole, places_of_many_listed_children)
{
#define OUTSIDE(fee) "{'days_so_far': 5, 'weekly_fee': " fee "}"
#define FIVE OUTSIDE("4000") "," OUTSIDE("4000") "," OUTSIDE("4000") "," OUTSIDE("4000") "," OUTSIDE("4000")
#define MANY(more)                                                                                                     \
  "'groups': [{'id': 'a', 'need_days': {'exponential': {'mean': 300}}, 'weekly_fee': 1, 'initial': {'children': "      \
  "[" more "]}}], 'phases': [{'id': 'p', 'planned_opening': '2024-04-01'}],"                                           \
  "'homes': [{'id': 'h', 'phase': 'p', 'beds': 20}]"
#define LIVES "{'days_so_far': 5, 'place': 'h'}"
  static const struct {
    const char *members, *told;
  } known[] = {
      {MANY(FIVE "," FIVE "," LIVES "," OUTSIDE("4000") "," OUTSIDE("1000") "," OUTSIDE("4000")),
       "- Of them, 1 lives in homes and 13 externally; 13 have a fee of their own, " POUND
       "3,769 a week on average at the prices of day 0."},
      {MANY(LIVES "," LIVES "," LIVES "," LIVES "," LIVES "," LIVES "," LIVES "," LIVES "," LIVES "," LIVES "," LIVES
                  "," LIVES ",{'days_so_far': 5}"),
       "- Of them, 12 live in homes and 1 externally."},
  };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    char *text = explain(known[i].members);
    assert_line(text, known[i].told);
    free(text);
  }
}

/* 2/3 of a day and 10,001.5 days are rounded to whole ones. */
Test(explain_whole, days_so_far_of_listed_children)
{
  static const char group[] = "'groups': [{'id': 'a', 'need_days': {'exponential': {'mean': 20000}}, 'weekly_fee': 1,"
                              "'initial': {'children': [%s]}}]";
  static const struct {
    const char *children, *told;
  } known[] = {
      {"{'days_so_far': 0}", "- 1 listed child is there on day 0, so far for 0 days on average and 0 at most."},
      {"{'days_so_far': 0}, {'days_so_far': 1}, {'days_so_far': 1}",
       "- 3 listed children are there on day 0, so far for 1 day on average and 1 at most."},
      {"{'days_so_far': 20000}, {'days_so_far': 3}",
       "- 2 listed children are there on day 0, so far for 10,002 days on average and 20,000 at most."},
  };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    char members[512];
    (void)snprintf(members, sizeof members, group, known[i].children);
    char *text = explain(members);
    assert_line(text, known[i].told);
    free(text);
  }
}
