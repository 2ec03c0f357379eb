/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The ledger as findings and CSV: a small one worked out by hand, the proof at its end, what is refused.
 */
#include "random_scenario.h"

#include <placement/placement.h>

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

/* One child, placed on 22 March 2025 for 100 nights, of which 90 are left on day 0: 30 of them externally at 100 a
 * night, until the home opens on 1 May, then 60 in its bed until 30 June. Notice is 7 nights. The home costs 12,000 a
 * year, 11,000 for the 11 months in which it is open, and its bed 70 a week while it is occupied. After the child
 * nobody comes: the bed is empty for 275 nights. */
static const char by_hand[] =
    "{\"placement_scenario\": 1, \"title\": \"By hand\", \"horizon\": {\"start\": \"2025-04-01\", \"years\": 1},"
    "\"groups\": [{\"id\": \"core\", \"arrivals_per_year\": 0, \"need_days\": 100, \"weekly_fee\": 700,"
    "\"initial\": {\"children\": [{\"days_so_far\": 10}]}}],"
    "\"phases\": [{\"id\": \"first\", \"planned_opening\": \"2025-05-01\"}],"
    "\"homes\": [{\"id\": \"elm\", \"phase\": \"first\", \"beds\": 1, \"costs\": ["
    "{\"id\": \"staff\", \"amount\": 12000, \"per\": \"year\"},"
    "{\"amount\": 70, \"per\": \"week\", \"for\": \"occupied_bed\"}]}],"
    "\"external\": {\"notice_days\": 7}, \"policy\": {\"returns\": {}}}";

static const char by_hand_rows[] =
    "2025-04-01||core i1||there already: since 2025-03-22 at 700.00 a week\n"
    "2025-04-01|2025-06-30|core i1|90 nights|needs care\n"
    "2025-04-01|2025-05-01|core i1|30 nights|in an external placement\n"
    "2025-04-01|2025-05-01|core i1|3,000.00|cost.external.standard at 700.00 a week\n"
    "2025-05-01||elm||home opens\n"
    "2025-05-01||core i1|1|returns\n"
    "2025-05-01||core i1|1|placed (elm): in a home\n"
    "2025-05-01||core i1|1|moves (elm)\n"
    "2025-05-01|2025-05-08|core i1|700.00|cost.external.notice at 700.00 a week, notice of 7 days from 2025-05-01\n"
    "2025-05-01|2025-06-30|elm|60 nights|1 bed occupied: core i1\n"
    "2025-05-01|2025-06-30|elm|600.00|cost.in_house.occupancy: 70.00 a week for 1 bed\n"
    "2025-05-01|2025-06-30|core i1|60 nights|in a home (elm)\n"
    "2025-05-01|2026-04-01|elm|11,000.00|cost.in_house.fixed, staff: 12,000.00 x 0.916667 years\n"
    "2025-06-30||core i1||need ends (elm)\n"
    "2025-06-30|2026-04-01|elm|275 nights|1 bed without demand: nobody placed externally whom the home takes\n";

static const char by_hand_sums[] = "cost.total|2025-26|15,300.00|15,300.00|agrees\n"
                                   "cost.total|total|15,300.00|15,300.00|agrees\n"
                                   "cost.revenue|2025-26|15,300.00|15,300.00|agrees\n"
                                   "cost.revenue|total|15,300.00|15,300.00|agrees\n"
                                   "cost.in_house|2025-26|11,600.00|11,600.00|agrees\n"
                                   "cost.in_house|total|11,600.00|11,600.00|agrees\n"
                                   "cost.in_house.fixed|2025-26|11,000.00|11,000.00|agrees\n"
                                   "cost.in_house.fixed|total|11,000.00|11,000.00|agrees\n"
                                   "cost.in_house.occupancy|2025-26|600.00|600.00|agrees\n"
                                   "cost.in_house.occupancy|total|600.00|600.00|agrees\n"
                                   "cost.external|2025-26|3,700.00|3,700.00|agrees\n"
                                   "cost.external|total|3,700.00|3,700.00|agrees\n"
                                   "cost.external.standard|2025-26|3,000.00|3,000.00|agrees\n"
                                   "cost.external.standard|total|3,000.00|3,000.00|agrees\n"
                                   "cost.external.notice|2025-26|700.00|700.00|agrees\n"
                                   "cost.external.notice|total|700.00|700.00|agrees\n"
                                   "beds.open|2025-26|335|335|agrees\n"
                                   "beds.open|total|335|335|agrees\n"
                                   "beds.occupied|2025-26|60|60|agrees\n"
                                   "beds.occupied|total|60|60|agrees\n"
                                   "beds.no_demand|2025-26|275|275|agrees\n"
                                   "beds.no_demand|total|275|275|agrees\n"
                                   "children.in_need|2025-26|90|90|agrees\n"
                                   "children.in_need|total|90|90|agrees\n"
                                   "children.external|2025-26|30|30|agrees\n"
                                   "children.external|total|30|30|agrees\n"
                                   "children.in_house|2025-26|60|60|agrees\n"
                                   "children.in_house|total|60|60|agrees\n"
                                   "placements|2025-26|1|1|agrees\n"
                                   "placements|total|1|1|agrees\n"
                                   "moves|2025-26|1|1|agrees\n"
                                   "moves|total|1|1|agrees\n"
                                   "returns|2025-26|1|1|agrees\n"
                                   "returns|total|1|1|agrees\n";

static const char agreement[] =
    "it agrees with the outcome of the replication, to the penny and the night, home by home.";

typedef struct gathered {
  char *text;
  size_t length;
  bool refuse;
} gathered;

static int gather(const char *piece, size_t length, void *data)
{
  gathered *all = data;
  if (all->refuse)
    return 1;
  all->text = realloc(all->text, all->length + length + 1);
  cr_assert_not_null(all->text);
  memcpy(all->text + all->length, piece, length);
  all->length += length;
  all->text[all->length] = '\0';
  return 0;
}

static placement_plan *plan_of(const char *json, size_t length)
{
  placement_scenario *scenario = NULL;
  placement_plan *plan = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_assert_eq(placement_scenario_load_text(json, length, "test", &scenario, NULL, &err), PLACEMENT_OK, "%s: %s",
               err.pointer, err.message);
  cr_assert_eq(placement_plan_new(scenario, &plan, &err), PLACEMENT_OK, "%s", err.message);
  placement_scenario_free(scenario);
  return plan;
}

static char *ledger_of(const placement_plan *plan, const placement_ledger_filter *filter, int32_t format)
{
  gathered all = {NULL, 0, false};
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_assert_eq(placement_ledger_write(plan, 1, 0, filter, format, gather, &all, &err), PLACEMENT_OK, "%s", err.message);
  return all.text;
}

static placement_findings *findings_of(const placement_plan *plan, const placement_ledger_filter *filter)
{
  placement_findings *findings = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_assert_eq(placement_ledger_findings(plan, 1, 0, filter, &findings, &err), PLACEMENT_OK, "%s", err.message);
  return findings;
}

/* The five columns of a table that people see, a row a line. */
static char *shown(const placement_findings *findings, size_t table)
{
  gathered all = {NULL, 0, false};
  placement_table t;
  gather("", 0, &all);
  cr_assert_eq(placement_findings_table(findings, table, &t, NULL), PLACEMENT_OK);
  for (size_t row = 0; row < t.row_count; row++) {
    for (size_t c = 0; c < 5; c++) {
      const char *text = placement_findings_text(findings, table, row, c);
      gather(text, strlen(text), &all);
      gather(c < 4 ? "|" : "\n", 1, &all);
    }
  }
  return all.text;
}

static void expect_shown(const placement_findings *findings, size_t table, const char *expected)
{
  char *text = shown(findings, table);
  cr_expect_str_eq(text, expected);
  free(text);
}

/* In binary 3,434.535 is a little less. */
Test(ledger_report, half_a_penny_is_rounded_up)
{
  static const char json[] = "{\"placement_scenario\": 1, \"horizon\": {\"start\": \"2025-04-01\", \"years\": 1}, "
                             "\"costs\": [{\"amount\": 3434.535, \"per\": \"once\", \"on\": \"2025-05-01\"}]}";
  placement_plan *plan = plan_of(json, strlen(json));
  placement_findings *findings = findings_of(plan, NULL);
  char *rows = shown(findings, 0), *sums = shown(findings, 1);
  cr_assert_not_null(strstr(rows, "|3,434.54|cost.programme: 3,434.54 x 1 payment\n"), "%s", rows);
  cr_assert_not_null(strstr(sums, "cost.total|2025-26|3,434.54|3,434.54|agrees"), "%s", sums);
  free(rows);
  free(sums);
  placement_findings_free(findings);
  placement_plan_free(plan);
}

Test(ledger_report, is_as_worked_out_by_hand)
{
  placement_plan *plan = plan_of(by_hand, strlen(by_hand));
  placement_findings *findings = findings_of(plan, NULL);
  const char *first = placement_findings_sentence(findings, 0);
  cr_expect(strstr(first, "ledger of replication 0 with seed 1; ") != NULL && strstr(first, agreement) != NULL, "%s",
            first);
  cr_expect_str_eq(placement_findings_provenance_value(findings, 4), placement_plan_sha256(plan));
  expect_shown(findings, 0, by_hand_rows);
  expect_shown(findings, 1, by_hand_sums);
  placement_findings_free(findings);
  placement_plan_free(plan);
}

/* What people do not see is what the CSV has, unrounded. */
Test(ledger_report, columns_for_programs)
{
  static const char *const texts[] = {"2025-26", "cost line", "", "elm", "staff", "cost.in_house.fixed", "", "GBP"};
  placement_plan *plan = plan_of(by_hand, strlen(by_hand));
  placement_findings *findings = findings_of(plan, NULL);
  size_t row = 0;
  while (strstr(placement_findings_text(findings, 0, row, 4), "staff") == NULL)
    cr_assert_lt(row++, 30);
  for (size_t i = 0; i < 8; i++)
    cr_expect_str_eq(placement_findings_text(findings, 0, row, 5 + i), texts[i]);
  cr_expect(isnan(placement_findings_number(findings, 0, row, 13)), "no beds or children");
  cr_expect_eq(placement_findings_number(findings, 0, row, 14), 12000);
  cr_expect_float_eq(placement_findings_number(findings, 0, row, 15), 11000, 1e-6);
  cr_expect_str_eq(placement_findings_text(findings, 0, row, 16), "0.916667 years");
  cr_expect_float_eq(placement_findings_number(findings, 1, 0, 5), 15300, 1e-6);
  cr_expect_eq(placement_findings_number(findings, 1, 0, 6), 15300);
  placement_findings_free(findings);
  placement_plan_free(plan);
}

Test(ledger_report, filtered)
{
  placement_plan *plan = plan_of(by_hand, strlen(by_hand));
  placement_ledger_filter filter = PLACEMENT_LEDGER_FILTER_INIT;
  filter.place = "elm";
  filter.from = "2025-07-01";
  filter.until = "2025-07-02";
  placement_findings *findings = findings_of(plan, &filter);
  placement_table t;
  cr_expect_str_eq(
      placement_findings_sentence(findings, 0),
      "These are the rows at elm from 2025-07-01 until 2025-07-02 of the ledger of replication 0 with seed 1, each "
      "whole; what is simulated is the same as without this choice.");
  cr_assert_eq(placement_findings_table(findings, 1, &t, NULL), PLACEMENT_OK);
  cr_expect_eq(t.column_count, 4, "beside nothing");
  placement_findings_free(findings);
  filter.place = NULL;
  filter.from = "2027-07-01";
  filter.until = NULL;
  findings = findings_of(plan, &filter);
  cr_expect_str_eq(placement_findings_sentence(findings, 0),
                   "The ledger of replication 0 with seed 1 has no rows from 2027-07-01.");
  placement_findings_free(findings);
  placement_plan_free(plan);
}

Test(ledger_report, csv_is_as_worked_out_by_hand)
{
  static const char *const rows[] = {
      "2025-04-01,2025-04-01,2025-26,there already,core i1,,,,,,,700,,since 2025-03-22,",
      "2025-04-01,2025-05-01,2025-26,cost,core i1,,,cost.external.standard,,GBP,,700,3000,,",
      "2025-05-01,2025-05-08,2025-26,cost,core i1,,,cost.external.notice,,GBP,,700,700,notice of 7 days from "
      "2025-05-01,",
      "2025-05-01,2025-06-30,2025-26,in a home,core i1,elm,,children.in_house,,nights,1,,60,,",
      "2025-06-30,2026-04-01,2025-26,without demand,,elm,,beds.no_demand,elm,nights,1,,275,nobody ",
      "2025-05-01,2025-06-30,2025-26,cost of occupied beds,,elm,,cost.in_house.occupancy,,GBP,,70,600,a week for 1 "
      "bed,",
      "2025-05-01,2026-04-01,2025-26,cost line,,elm,staff,cost.in_house.fixed,,GBP,,12000,11000,0.916667 years,",
  };
  placement_plan *plan = plan_of(by_hand, strlen(by_hand));
  char *told = ledger_of(plan, NULL, PLACEMENT_FORMAT_CSV);
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    cr_assert_not_null(strstr(told, rows[i]), "%s\nis not in\n%s", rows[i], told);
  free(told);
  placement_plan_free(plan);
}

Test(ledger_report, agrees_with_the_outcome_of_random_scenarios)
{
  static random_scenario text;
  for (uint64_t number = 0; number < 200; number++) {
    make_random_scenario(&text, number, RANDOM_ALL, 0);
    placement_plan *plan = plan_of(text.text, text.length);
    placement_findings *findings = findings_of(plan, NULL);
    char *sums = shown(findings, 1);
    cr_assert_null(strstr(sums, "DIFFERS"), "scenario %lu\n%s", (unsigned long)number, text.text);
    cr_assert_not_null(strstr(placement_findings_sentence(findings, 0), agreement), "scenario %lu",
                       (unsigned long)number);
    free(sums);
    placement_findings_free(findings);
    placement_plan_free(plan);
  }
}

static void assert_refused(const placement_plan *plan, placement_ledger_filter filter, const char *message)
{
  placement_error err = PLACEMENT_ERROR_INIT;
  gathered all = {NULL, 0, false};
  cr_assert_eq(placement_ledger_write(plan, 1, 0, &filter, PLACEMENT_FORMAT_CSV, gather, &all, &err),
               PLACEMENT_ERROR_ARGUMENT);
  cr_assert_not_null(strstr(err.message, message), "%s", err.message);
  cr_assert_eq(all.length, 0);
}

Test(ledger_report, refuses_filters_of_what_is_not_there)
{
  placement_plan *plan = plan_of(by_hand, strlen(by_hand));
  const size_t size = sizeof(placement_ledger_filter);
  assert_refused(plan, (placement_ledger_filter){size, "core 1", NULL, NULL, NULL}, "has no child 'core 1'");
  assert_refused(plan, (placement_ledger_filter){size, NULL, "oak", NULL, NULL}, "'oak'");
  assert_refused(plan, (placement_ledger_filter){size, NULL, NULL, "2025-13-01", NULL}, "from: '2025-13-01'");
  assert_refused(plan, (placement_ledger_filter){size, NULL, NULL, NULL, ""}, "until: ''");
  assert_refused(plan, (placement_ledger_filter){0, NULL, NULL, NULL, NULL}, "placement_ledger_filter");
  placement_plan_free(plan);
}

Test(ledger_report, dates_are_days_from_and_until)
{
  placement_plan *plan = plan_of(by_hand, strlen(by_hand));
  placement_ledger_filter filter = PLACEMENT_LEDGER_FILTER_INIT;
  filter.child = "core i1";
  filter.from = "2025-05-01";
  filter.until = "2025-06-30";
  char *told = ledger_of(plan, &filter, PLACEMENT_FORMAT_CSV);
  cr_assert_null(strstr(told, ",cost.external.standard,"), "it ended on 1 May");
  cr_assert_null(strstr(told, ",need ends,"), "on 30 June");
  cr_assert_not_null(strstr(told, ",cost.external.notice,"));
  cr_assert_not_null(strstr(told, ",children.in_house,"));
  free(told);
  placement_plan_free(plan);
}

Test(ledger_report, refuses_arguments)
{
  placement_plan *plan = plan_of(by_hand, strlen(by_hand));
  placement_error err = PLACEMENT_ERROR_INIT;
  gathered all = {NULL, 0, true};
  cr_assert_eq(placement_ledger_write(NULL, 1, 0, NULL, PLACEMENT_FORMAT_CSV, gather, &all, &err),
               PLACEMENT_ERROR_ARGUMENT);
  cr_assert_eq(placement_ledger_write(plan, 1, 0, NULL, PLACEMENT_FORMAT_JSON, gather, &all, &err),
               PLACEMENT_ERROR_ARGUMENT);
  cr_assert_eq(placement_ledger_write(plan, 1, 0, NULL, PLACEMENT_FORMAT_CSV, NULL, NULL, &err),
               PLACEMENT_ERROR_ARGUMENT);
  cr_assert_eq(placement_ledger_write_file(plan, 1, 0, NULL, PLACEMENT_FORMAT_CSV, NULL, &err),
               PLACEMENT_ERROR_ARGUMENT);
  cr_assert_eq(
      placement_ledger_write(plan, 1, (uint64_t)UINT32_MAX + 1, NULL, PLACEMENT_FORMAT_CSV, gather, &all, &err),
      PLACEMENT_ERROR_LIMIT);
  cr_assert_eq(placement_ledger_write(plan, 1, 0, NULL, PLACEMENT_FORMAT_CSV, gather, &all, &err), PLACEMENT_ERROR_IO);
  cr_assert_eq(placement_ledger_write_file(plan, 1, 0, NULL, PLACEMENT_FORMAT_JSON, "/nowhere", &err),
               PLACEMENT_ERROR_ARGUMENT);
  placement_findings *findings = NULL;
  cr_assert_eq(placement_ledger_findings(NULL, 1, 0, NULL, &findings, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_assert_eq(placement_ledger_findings(plan, 1, 0, NULL, NULL, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_assert_eq(placement_ledger_findings(plan, 1, (uint64_t)UINT32_MAX + 1, NULL, &findings, &err),
               PLACEMENT_ERROR_LIMIT);
  cr_assert_eq(placement_ledger_write_file(plan, 1, 0, NULL, PLACEMENT_FORMAT_CSV, "/missing/x.csv", &err),
               PLACEMENT_ERROR_IO);
  placement_plan_free(plan);
}
