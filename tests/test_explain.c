/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Figures worked out by hand, and which values are told as defaults.
 */
#include "explained.h"

#include <dirent.h>
#include <stdio.h>

#define POUND "\xC2\xA3"
#define GROUP(fee) "{'id': 'a', 'arrivals_per_year': 1, 'need_days': 100, 'weekly_fee': " fee "}"
#define HOME(beds, costs)                                                                                              \
  "'phases': [{'id': 'p', 'planned_opening': '2025-09-01'}],"                                                          \
  "'homes': [{'id': 'h', 'phase': 'p', 'beds': " beds ", 'costs': [" costs "]}]"

static void assert_explained(const char *members, const char *line)
{
  char *text = explain(members);
  assert_line(text, line);
  free(text);
}

/* 365.25 / 7 weeks a year. Empty: 400,000 + 2 x 10,000. An occupied bed: 300 a week, 15,653.57 a year. Break-even:
 * 420,000 / (2 x (5,000 x 365.25 / 7 - 15,653.57)) = 420,000 / 490,478.57. */
#define COSTS                                                                                                          \
  "{'amount': 400000, 'per': 'year'}, {'amount': 10000, 'per': 'year', 'for': 'bed'},"                                 \
  "{'amount': 300, 'per': 'week', 'for': 'occupied_bed'}, {'amount': 500, 'per': 'admission'},"                        \
  "{'amount': 100000, 'per': 'once', 'kind': 'capital', 'optimism_bias': 0.2},"                                        \
  "{'amount': 7000, 'per': 'once', 'for': 'bed'}, {'amount': 250, 'per': 'week', 'kind': 'capital'},"                  \
  "{'amount': 90000, 'per': 'year', 'from': {'event': 'planned_opening', 'days': -84}, 'until': {'event': 'opening'}}"

Test(explain, costs_of_a_home_by_hand)
{
  char *text = explain("'groups': [" GROUP("5000") "], " HOME("2", COSTS));
  assert_line(text, "- A year costs " POUND "420,000 when it is open and empty, " POUND
                    "451,307 when it is full: " POUND "4,325 a week for each bed.");
  assert_line(text, "- Paid once: " POUND "120,000 capital, " POUND "14,000 revenue.");
  assert_line(text, "- Capital paid every year: " POUND "13,045 (when full).");
  assert_line(text, "- Each admission costs " POUND "500.");
  assert_line(text,
              "- These are the lines that run on 1 September 2026; 1 other line does not run then and is left out.");
  assert_line(text, "- Break-even: the average external fee of the planned placements that it takes is " POUND
                    "5,000 a week. It pays from an occupancy of 85.6% on.");
  free(text);
}

/* The home has been open for a year on day 0, and the horizon ends on 1 April 2027. */
Test(explain, what_is_paid_once_outside_the_horizon_is_not_paid)
{
  char *text = explain("'phases': [{'id': 'p', 'planned_opening': '2024-04-01'}],"
                       "'homes': [{'id': 'h', 'phase': 'p', 'beds': 2, 'costs': [{'amount': 5000, 'per': 'once'},"
                       "{'amount': 70, 'per': 'once', 'for': 'bed', 'on': '2025-04-01'},"
                       "{'amount': 600, 'per': 'once', 'on': '2027-03-31'}, {'amount': 1, 'per': 'once', "
                       "'on': '2027-04-01'}]}]");
  assert_line(text, "- Paid once: " POUND "0 capital, " POUND "740 revenue.");
  assert_line(text, "- 2 lines that are paid once fall outside the horizon and are not paid.");
  free(text);
  assert_explained("'phases': [{'id': 'p', 'planned_opening': '2024-04-01'}], 'homes': [{'id': 'h', 'phase': 'p', "
                   "'beds': 2, 'costs': [{'amount': 5000, 'per': 'once'}]}]",
                   "- 1 line that is paid once falls outside the horizon and is not paid.");
}

Test(explain, break_even_that_is_none)
{
  assert_explained(
      "'groups': [" GROUP("2000") "], " HOME("2", COSTS),
      "- Break-even: the average external fee of the planned placements that it takes is " POUND
      "2,000 a week. It never pays: even full it costs more (break-even would be at an occupancy of 236.7%).");
  assert_explained("'groups': [" GROUP("300") "], " HOME("2", COSTS),
                   "- Break-even: the average external fee of the planned placements that it takes is " POUND
                   "300 a week. It never pays: an occupied bed alone costs as much or more.");
  assert_explained("'groups': [" GROUP("300") "], " HOME("1", ""),
                   "- Break-even: the average external fee of the planned placements that it takes is " POUND
                   "300 a week. It pays however few beds are occupied: nothing is paid for empty ones.");
  assert_explained(HOME("1", ""), "- Break-even: there is nobody with an external fee to compare with.");
}

/* Equal needs, so that three times the arrivals are three times the children: (4,000 + 3 x 8,000) / 4. */
Test(explain, average_fee_is_that_of_the_groups_that_the_home_takes)
{
  static const char groups[] =
      "'groups': [" GROUP("4000") ","
                                  "{'id': 'b', 'arrivals_per_year': 3, 'need_days': 100, 'weekly_fee': 8000}],"
                                  "'phases': [{'id': 'p', 'planned_opening': '2025-09-01'}],"
                                  "'homes': [{'id': 'h', 'phase': 'p', 'beds': 1%s, 'costs': [{'amount': "
                                  "104357.14285714286, 'per': 'year'}]}]";
  char members[1024];
  (void)snprintf(members, sizeof members, groups, "");
  assert_explained(members, "- Break-even: the average external fee of the planned placements that it takes is " POUND
                            "7,000 a week. It pays from an occupancy of 28.6% on.");
  (void)snprintf(members, sizeof members, groups, ", 'groups': ['a']");
  assert_explained(members, "- Break-even: the average external fee of the planned placements that it takes is " POUND
                            "4,000 a week. It pays from an occupancy of 50.0% on.");
}

/* The fee of those who are suited: as many nights of need of both groups, but a quarter of b, then none, then nobody of
 * either. (3,000 + 9,000 / 4) / 1.25 = 4,200; 200,000 / (4,200 x 365.25 / 7) = 91.3%. */
Test(explain, average_fee_is_that_of_children_who_are_suited)
{
  static const struct {
    const char *a, *b, *told;
  } known[] = {
      {"1", "0.25",
       "the average external fee of the planned placements that it takes is " POUND
       "4,200 a week. It pays from an occupancy of 91.3% on."},
      {"0.5", "0",
       "the average external fee of the planned placements that it takes is " POUND
       "3,000 a week. It never pays: even full it costs more (break-even would be at an occupancy of 127.8%)."},
      {"0", "0", "there is nobody with an external fee to compare with."},
  };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    char members[1024], line[512];
    (void)snprintf(members, sizeof members,
                   "'groups': [{'id': 'a', 'arrivals_per_year': 1, 'need_days': 100, 'weekly_fee': 3000,"
                   "'local_suitability': %s}, {'id': 'b', 'arrivals_per_year': 1, 'need_days': 100, 'weekly_fee': 9000,"
                   "'local_suitability': %s}]," HOME("1", "{'amount': 200000, 'per': 'year'}"),
                   known[i].a, known[i].b);
    (void)snprintf(line, sizeof line, "- Break-even: %s", known[i].told);
    assert_explained(members, line);
  }
}

/* Over 730 nights, a child a night would bring 20 x 730 - 190 = 14,410 nights of need and 10 x 730 - 45 = 7,255 of
 * emergencies of 10 nights. Emergencies of a, at 8,000: 14,410 / 4 = 3,602.5, as they last to the end; of b, at 2,000
 * by default: 3 x 7,255 x 3 / 4 = 16,323.75. Planned: of a, at 4,000, 10,807.5; of b, at 2,000, 26,906.25. */
Test(explain, fees_of_planned_placements_and_of_emergencies)
{
  static const struct {
    const char *takes, *told;
  } known[] = {
      {"['planned']", "of the planned placements that it takes is " POUND "2,573 a week. It pays from an occupancy of "
                      "77.7% on."},
      {"['emergency']", "of the emergencies that it takes is " POUND "3,085 a week. It pays from an occupancy of 64.8% "
                        "on."},
      {"['planned', 'emergency']",
       "of those it takes is " POUND "2,750 a week: " POUND "2,573 in planned placements, " POUND
       "3,085 in emergencies, which are 34.6% of their nights. It pays from an "
       "occupancy of 72.7% on."},
      {"{'planned': ['a'], 'emergency': ['b']}",
       "of those it takes is " POUND "2,797 a week: " POUND "4,000 in planned "
       "placements, " POUND "2,000 in emergencies, which are 60.2% of their "
       "nights. It pays from an occupancy of 71.5% on."},
  };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    char members[1024], line[512];
    (void)snprintf(members, sizeof members,
                   "'groups': [{'id': 'a', 'arrivals_per_year': 1, 'need_days': 20, 'weekly_fee': 4000,"
                   "'emergency_share': 0.25, 'emergency_days': 30, 'emergency_fee': 8000},"
                   "{'id': 'b', 'arrivals_per_year': 3, 'need_days': 20, 'weekly_fee': 2000,"
                   "'emergency_share': 0.75, 'emergency_days': 10}],"
                   "'phases': [{'id': 'p', 'planned_opening': '2025-09-01'}],"
                   "'homes': [{'id': 'h', 'phase': 'p', 'beds': 1, 'takes': %s,"
                   "'costs': [{'amount': 104357.14285714286, 'per': 'year'}]}]",
                   known[i].takes);
    (void)snprintf(line, sizeof line, "- Break-even: the average external fee %s", known[i].told);
    assert_explained(members, line);
  }
}

/* Initial children are in no emergency, those of an unserved group are never placed externally. */
Test(explain, emergencies_that_are_none)
{
#define EMERGENCIES_OF(group)                                                                                          \
  "'groups': [{'id': 'a', 'need_days': 20, 'emergency_share': 1, 'emergency_days': 10, " group "}],"                   \
  "'phases': [{'id': 'p', 'planned_opening': '2025-09-01'}],"                                                          \
  "'homes': [{'id': 'h', 'phase': 'p', 'beds': 1, 'takes': ['emergency']}]"
  static const char nobody[] = "- Break-even: there is nobody with an external fee to compare with.";
  assert_explained(EMERGENCIES_OF("'initial': {'count': 3}, 'weekly_fee': 4000"), nobody);
  assert_explained(EMERGENCIES_OF("'arrivals_per_year': 3, 'unserved': true"), nobody);
  assert_explained(EMERGENCIES_OF("'arrivals_per_year': 3, 'weekly_fee': 4000"),
                   "- Break-even: the average external fee of the emergencies that it takes is " POUND
                   "4,000 a week. It pays however few beds are occupied: nothing is paid for empty ones.");
}

/* P(nights >= 2, 3, 4) = 3/4, 1/2, 1/4. Until the birthday 0.01 years are left: 3.65 days, which are 4 nights. Of 301
 * nights, the day on which a child is met is any: 151 to go on average. */
Test(explain, mean_nights_by_hand)
{
  assert_explained("'groups': [{'id': 'a', 'need_days': {'uniform': {'min': 0.5, 'max': 4.5}}, 'weekly_fee': 1}]",
                   "- In whole nights the mean is 2.5.");
  assert_explained("'groups': [{'id': 'a', 'need_days': 100, 'age_at_entry': 17.99, 'until_age': 18, 'weekly_fee': 1}]",
                   "- Care ends at the age of 18 at the latest, which makes the mean 4.0 nights.");
  assert_explained("'groups': [{'id': 'a', 'need_days': {'exponential': {'mean': 100000}}, 'weekly_fee': 1}]",
                   "- In whole nights the mean is 100,000.");
  assert_explained("'groups': [{'id': 'a', 'initial': {'count': 2}, 'need_days': 301, 'weekly_fee': 1}]",
                   "- 2 children are there on day 0, placed externally. Whoever is met on any one day needs care for "
                   "longer than most: 150 nights are behind them on average, 151 to go.");
}

/* One arrival a day in the long run, 100 nights each: 100 x 1 after 100 days, and 1 on day 0. */
Test(explain, children_expected_in_need)
{
  assert_explained("'groups': [{'id': 'a', 'arrivals_per_year': 365.25, 'need_days': 100, 'weekly_fee': 1}]",
                   "- Children expected in need: 1.0 on day 0, 100.0 in the last night of the horizon.");
}

/* -100 ln(0.9), 100 ln 2, -100 ln(0.1); uniform 0 to 400; one of 10, 20 and 30 with weights 1, 1, 8. */
Test(explain, distributions_in_words)
{
  static const struct {
    const char *json, *words;
  } known[] = {
      {"{'exponential': {'mean': 100}}",
       "exponential with mean 100; one in ten is below 11, half below 69, one in ten above 230 days"},
      {"{'uniform': {'min': 0, 'max': 400}}",
       "uniform from 0 to 400; the mean is 200, one in ten is below 40, half below 200, one in ten above 360 days"},
      {"{'uniform': {'min': -2000, 'max': 2000}}", "uniform from -2,000 to 2,000; the mean is 0, one in ten is below "
                                                   "-1,600, half below 0, one in ten above 1,600 days"},
      {"{'exponential': {'mean': 100, 'min': 100}}",
       "exponential with mean 100, only values from 100 on; the mean is 200, one in ten is below 111, half below 169, "
       "one in ten above 330 days"},
      {"{'empirical': {'values': [30, 10, 20], 'weights': [8, 1, 1]}}",
       "one of 3 listed values, by weight; the mean is 27, one in ten is below 10, half below 30, one in ten above 30 "
       "days"},
      {"{'quantiles': {'p': [0, 0.5, 1], 'x': [0, 100, 1000]}}",
       "straight lines between 3 known quantiles; the mean is 300, one in ten is below 20, half below 100, one in ten "
       "above 820 days"},
      {"{'mixture': [{'weight': 1, 'of': 5}, {'weight': 3, 'of': {'uniform': {'min': 100, 'max': 200}}}]}",
       "a mixture (25.0% exactly 5; 75.0% uniform from 100 to 200); the mean is 113.8, one in ten is below 5, half "
       "below 133, one in ten above 187 days"},
      {"{'triangular': {'min': 10, 'mode': 20, 'max': 20.000001}}",
       "triangular from 10 to 20.000001, most likely 20; the mean is 16.7, one in ten is below 13, half below 17, one "
       "in ten above 19 days"},
      {"{'uniform': {'min': 4, 'max': 9}}",
       "uniform from 4 to 9; the mean is 6.5, one in ten is below 5, half below 7, one in ten above 9 days"},
      {"12345", "exactly 12,345 days"},
      {"1", "exactly 1 day"},
      {"-1", "exactly -1 day"},
      {"{'empirical': {'values': [7]}}", "one of 1 listed value, which is always 7 days"},
      {"{'lognormal': {'p10': 100, 'p90': 900}}",
       "log-normal with P10 100 and P90 900; the mean is 433.2, one in ten is "
       "below 100, half below 300, one in ten above 900 days"},
  };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    char members[512], line[512];
    (void)snprintf(members, sizeof members,
                   "'phases': [{'id': 'p', 'planned_opening': '2025-09-01', 'delay_days': %s}]", known[i].json);
    (void)snprintf(line, sizeof line, "- Delay: %s.", known[i].words);
    assert_explained(members, line);
  }
}

Test(explain, indices)
{
  char *text = explain("'prices': {'indices': {'pay': [0.03, -0.01, 0], 'fees': 0.07, 'x-own': 1}, 'deflator': 'fees',"
                       "'base_date': '2024-01-01', 'currency': 'GBP'}");
  assert_line(text, "- Money is in pounds, at the prices of 1 January 2024.");
  assert_line(text, "- Index pay: 3%, -1%, then 0% every year after that. What costs 100 at base prices costs 101.97 "
                    "in 2025-26 and 101.97 in 2026-27.");
  assert_line(text, "- Index fees: 7% a year. What costs 100 at base prices costs 114.49 in 2025-26 and 122.50 in "
                    "2026-27.");
  assert_line(text, "- Real terms are nominal ones over the index fees.");
  free(text);
}

/* 5,200 x 1.4 in binary is not quite 7,280. */
Test(explain, words_fit_their_numbers)
{
  static const struct {
    const char *members, *told;
  } known[] = {
      {"'groups': [" GROUP("7279.999999999999") "]",
       "- External fee, drawn for each placement: exactly " POUND "7,280 a week."},
      {"'groups': [" GROUP("7280.5") "]",
       "- External fee, drawn for each placement: exactly " POUND "7,280.50 a week."},
      {"'groups': [{'id': 'a', 'arrivals_per_year': 0, 'growth_per_year': -0.5, 'need_days': 9, 'weekly_fee': 1}]",
       "- Arrivals, by chance: 0 a year, falling by 50% a year, month by month. Over the horizon, 0.0 are expected."},
      {"'phases': [{'id': 'p', 'planned_opening': '2025-09-01'}], 'homes': [{'id': 'h', 'phase': 'p', 'beds': 1,"
       "'suspension': {'per_year': 1, 'days': 9}}]",
       "- Admissions are suspended 1 time a year, for exactly 9 nights."},
      {"'step_down': [{'id': 's', 'places': 2, 'costs': [{'amount': 9, 'per': 'once', 'for': 'bed'}]}]",
       "- Cost line: " POUND "9 once for each place; by default revenue, on the day on which the scheme opens, without "
       "index, without optimism bias."},
  };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    assert_explained(known[i].members, known[i].told);
}

/* Each with the default written and absent. */
Test(explain, what_is_written_is_no_default)
{
  static const struct {
    const char *written, *told, *by_default;
  } known[] = {
      {"'prices': {'discount_rate': 0.035}", "- The net present cost discounts later years by 3.5% a year.",
       "- The net present cost discounts later years by 3.5% a year (default)."},
      {"'prices': {'currency': 'GBP', 'base_date': '2025-04-01'}",
       "- Money is in pounds, at the prices of 1 April 2025.",
       "- Money is in pounds (default), at the prices of 1 April 2025 (by default, day 0)."},
      {"'prices': {'indices': {}}", "- No price grows: there are no indices.",
       "- No price grows: there are no indices (default)."},
      {"'compatibility': {'default': 1}", "- Any two children can.", "- Any two children can (default)."},
      {"'policy': {'home_choice': 'listed'}", "- Of the homes that can take a child, the first as listed is chosen.",
       "- Of the homes that can take a child, the first as listed is chosen (default)."},
      {"'published': []", "- There are none to compare with.", "- There are none to compare with (default)."},
      {"'costs': []", "- Cost lines: none.", "- Cost lines: none (default)."},
      {"'groups': []", "- Nobody: there are no groups.", "- Nobody: there are no groups (default)."},
      {"'homes': []", "- There are none.", "- There are none (default)."},
      {"'external': {'notice_days': 0, 'index': 'i'}, 'prices': {'indices': {'i': 0}}",
       "- Notice when a child returns to a home: 0 days from the match.",
       "- By default: no notice; no least number of nights; fees do not grow; no enhancements; no costs of visits."},
      {"'policy': {'returns': {'after_nights': 0, 'order': 'longest'}}",
       "- Children placed externally return to homes after 0 nights there, those longest in their placement first.",
       "- Children placed externally do not return to homes (default)."},
  };
  char *bare = explain("");
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    assert_explained(known[i].written, known[i].told);
    assert_line(bare, known[i].by_default);
  }
  free(bare);
  assert_explained("'policy': {'returns': {}}", "- Children placed externally return to homes after 0 nights there "
                                                "(default), those longest in their placement first (default).");
}

Test(explain, every_sound_scenario)
{
  DIR *folder = opendir(TEST_DATA "/ok");
  struct dirent *entry;
  size_t files = 0;
  cr_assert_neq(folder, NULL);
  while ((entry = readdir(folder)) != NULL) {
    char path[1024], json[65536];
    char *text;
    size_t length;
    FILE *file;
    if (entry->d_name[0] == '.')
      continue;
    (void)snprintf(path, sizeof path, "%s/ok/%s", TEST_DATA, entry->d_name);
    file = fopen(path, "rb");
    cr_assert_neq(file, NULL);
    length = fread(json, 1, sizeof json, file);
    (void)fclose(file);
    cr_assert_lt(length, sizeof json);
    text = explain_text(json, length);
    cr_assert_eq(strncmp(text, "# ", 2), 0, "%s", path);
    for (char *line = strtok(text, "\n"); line != NULL; line = strtok(NULL, "\n")) {
      line += strspn(line, " ");
      cr_expect(strncmp(line, "- ", 2) == 0 || line[0] == '#', "%s: %s", path, line);
      cr_expect(strpbrk(line, "\r\t\x1b") == NULL && strstr(line, "n/a") == NULL && strstr(line, " nan") == NULL,
                "%s: %s", path, line);
    }
    free(text);
    files++;
  }
  (void)closedir(folder);
  cr_assert_gt(files, 5);
}

static int refuse(const char *text, size_t length, void *data)
{
  (void)text;
  (void)length;
  (void)data;
  return 1;
}

Test(explain, refusals)
{
  static const char json[] = "{\"placement_scenario\": 1, \"horizon\": {\"start\": \"2025-04-01\", \"years\": 1}}";
  placement_scenario *scenario = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  explained e = {NULL, 0};
  size_t length = sizeof json - 1;
  cr_assert_eq(placement_scenario_load_text(json, length, NULL, &scenario, NULL, NULL), PLACEMENT_OK);
  cr_expect_eq(placement_explain_write(NULL, json, length, explained_add, &e, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_explain_write(scenario, NULL, length, explained_add, &e, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_explain_write(scenario, json, length, NULL, &e, NULL), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_explain_write(scenario, json, length - 1, explained_add, &e, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_str_eq(err.message, "the text is not the one that the scenario was loaded from");
  cr_expect_eq(placement_explain_write(scenario, json, length, refuse, NULL, &err), PLACEMENT_ERROR_IO);
  cr_expect_eq(e.text, NULL);
  placement_scenario_free(scenario);
}
