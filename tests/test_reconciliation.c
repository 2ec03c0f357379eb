/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "small_plan.h"

typedef struct fixture {
  placement_plan *plan;
  placement_basis *basis;
  placement_reconciliation *reconciliation;
} fixture;

static void set_up(fixture *f, const char *published, const placement_summary *summary)
{
  f->plan = small_plan("Small", published);
  f->basis = NULL;
  f->reconciliation = NULL;
  cr_assert_eq(placement_basis_new(f->plan, &f->basis, NULL), PLACEMENT_OK);
  cr_assert_eq(placement_reconciliation_new(f->plan, f->basis, summary, &f->reconciliation, NULL), PLACEMENT_OK);
}

static void tear_down(fixture *f)
{
  placement_reconciliation_free(f->reconciliation);
  placement_basis_free(f->basis);
  placement_plan_free(f->plan);
}

/* One published figure and the sentence that it must give. */
static void assert_sentence(const char *published, const char *expected, int agrees)
{
  fixture f;
  set_up(&f, published, NULL);
  const char *sentence = placement_reconciliation_sentence(f.reconciliation, 0);
  cr_assert_str_eq(sentence, expected, "\"%s\" is not \"%s\"", sentence, expected);
  cr_assert_eq(placement_reconciliation_at(f.reconciliation, 0)->agrees, agrees);
  tear_down(&f);
}

#define FIGURE(metric, year, value, more)                                                                              \
  "{\"label\": \"A figure\", \"metric\": \"" metric "\", \"year\": \"" year "\", \"value\": " value more "}"

Test(reconciliation, agreement)
{
  assert_sentence(FIGURE("cost.in_house", "2025-26", "6000", ""), "agrees: 6,000 published, 6,000 on the plan basis",
                  1);
  assert_sentence(FIGURE("cost.in_house", "2025-26", "6000.4", ""),
                  "agrees within 0.5: published 6,000.4 is 0.4 more than 6,000.0 on the plan basis", 1);
  assert_sentence(FIGURE("cost.in_house", "2026-27", "12500", ", \"tolerance\": 500"),
                  "agrees: 12,000 on the plan basis lies within 12,000 to 13,000 (12,500, give or take 500)", 1);
  assert_sentence(FIGURE("cost.in_house", "2026-27", "11900", ", \"tolerance\": 1000.25, \"expect\": \"differs\""),
                  "agrees, though expected to differ: 12,000 on the plan basis lies within 10,899.75 to 12,900.25 "
                  "(11,900, give or take 1,000.25)",
                  1);
  assert_sentence(FIGURE("cost.in_house", "2026-27", "12000.4", ", \"tolerance\": 500"),
                  "agrees: 12,000.0 on the plan basis lies within 11,500.4 to 12,500.4 (12,000.4, give or take 500)",
                  1);
  assert_sentence(FIGURE("cost.capital", "total", "100", ", \"expect\": \"differs\""),
                  "agrees, though expected to differ: 100 published, 100 on the plan basis", 1);
}

Test(reconciliation, differences)
{
  assert_sentence(FIGURE("cost.in_house", "2026-27", "1012000", ", \"expect\": \"differs\""),
                  "published 1,012,000 is 1,000,000 more than 12,000 on the plan basis", 0);
  assert_sentence(FIGURE("cost.in_house", "2026-27", "11000.5", ", \"expect\": \"differs\""),
                  "published 11,000.5 is 999.5 less than 12,000.0 on the plan basis", 0);
  assert_sentence(FIGURE("cost.in_house", "2026-27", "12001", ""),
                  "differs, though expected to agree: published 12,001 is 1 more than 12,000 on the plan basis", 0);
  assert_sentence(FIGURE("occupancy@-two", "2025-26", "0.5", ", \"expect\": \"differs\""),
                  "published 0.5 has no counterpart on the plan basis", 0);
}

/* Children are told to a tenth, whatever the published range. */
Test(reconciliation, ranges)
{
  assert_sentence(FIGURE("children.in_house", "2025-26", "3", ", \"tolerance\": 2"),
                  "agrees: 2.0 on the plan basis lies within 1 to 5 (3, give or take 2)", 1);
  assert_sentence(FIGURE("children.in_house", "2025-26", "2", ", \"tolerance\": 2"),
                  "agrees: 2 published, 2 on the plan basis", 1);
  assert_sentence(FIGURE("beds.occupied", "2025-26", "360", ", \"tolerance\": 10"),
                  "agrees: 364 on the plan basis lies within 350 to 370 (360, give or take 10)", 1);
}

/* Decimals of a tenth, which binary does not have: the edge of the tolerance belongs to it. */
Test(reconciliation, tolerance_is_inclusive)
{
  assert_sentence(FIGURE("occupancy", "2026-27", "0.9", ", \"tolerance\": 0.1"),
                  "agrees within 0.1: published 0.9 is 0.1 less than 1.0 on the plan basis", 1);
  assert_sentence(FIGURE("occupancy", "2026-27", "0.89", ", \"tolerance\": 0.1, \"expect\": \"differs\""),
                  "published 0.89 is 0.11 less than 1.00 on the plan basis", 0);
  assert_sentence(FIGURE("cost.capital", "total", "100", ", \"tolerance\": 0"),
                  "agrees: 100.00 published, 100.00 on the plan basis", 1);
}

#define YEARS                                                                                                          \
  FIGURE("cost.in_house", "2025-26", "6000", "")                                                                       \
  "," FIGURE("cost.in_house", "2026-27", "12000", "") "," FIGURE("cost.in_house", "2027-28", "6000", "")

/* A published total that contradicts its own years is said to, only if these agree with the scenario. */
Test(reconciliation, total_against_its_own_years)
{
  assert_sentence(FIGURE("cost.in_house", "total", "34000", ", \"expect\": \"differs\"") "," YEARS,
                  "published total 34,000 is 10,000 more than 24,000, the sum of its own years", 0);
  assert_sentence(
      FIGURE("cost.in_house", "total", "34000", "") "," YEARS,
      "differs, though expected to agree: published total 34,000 is 10,000 more than 24,000, the sum of its "
      "own years",
      0);
  assert_sentence(FIGURE("cost.in_house", "total", "34000", ", \"expect\": \"differs\"") "," FIGURE(
                      "cost.in_house", "2025-26", "6000", "") "," FIGURE("cost.in_house", "2026-27", "12000", ""),
                  "published 34,000 is 10,000 more than 24,000 on the plan basis", 0);
  assert_sentence(FIGURE("cost.capital", "total", "90", ", \"expect\": \"differs\"") "," YEARS,
                  "published 90 is 10 less than 100 on the plan basis", 0);
}

Test(reconciliation, rows_of_the_mean_need_a_summary)
{
  static const char published[] =
      FIGURE("cost.in_house", "2026-27", "12000",
             ", \"basis\": \"mean\", \"source\": \"Minutes, p. 3\"") "," FIGURE("cost.in_house", "2025-26", "6000", "");
  fixture f;
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  placement_summary *summary = NULL;
  set_up(&f, published, NULL);
  cr_assert_eq(placement_reconciliation_count(f.reconciliation), 1);
  cr_assert_str_eq(placement_reconciliation_at(f.reconciliation, 0)->column, "2025-26");
  options.replications = 10;
  cr_assert_eq(placement_run(f.plan, &options, &summary, NULL), PLACEMENT_OK);
  tear_down(&f);
  set_up(&f, published, summary);
  cr_assert_eq(placement_reconciliation_count(f.reconciliation), 2);
  const placement_reconciliation_row *row = placement_reconciliation_at(f.reconciliation, 0);
  cr_assert_str_eq(row->label, "A figure");
  cr_assert_str_eq(row->source, "Minutes, p. 3");
  cr_assert_str_eq(row->metric, "cost.in_house");
  cr_assert(row->published == 12000 && row->value == 12000 && row->difference == 0 && row->tolerance == 0.5 &&
            row->on_plan_basis == 0 && row->agrees == 1 && row->expected_to_agree == 1);
  cr_assert_str_eq(placement_reconciliation_sentence(f.reconciliation, 0),
                   "agrees: 12,000 published, 12,000 on average over all futures");
  placement_summary_free(summary);
  tear_down(&f);
}

Test(reconciliation, out_of_range)
{
  fixture f;
  set_up(&f, "", NULL);
  cr_assert_eq(placement_reconciliation_count(f.reconciliation), 0);
  cr_assert_null(placement_reconciliation_at(f.reconciliation, 0));
  cr_assert_null(placement_reconciliation_sentence(f.reconciliation, 0));
  cr_assert_eq(placement_reconciliation_new(f.plan, NULL, NULL, &f.reconciliation, NULL), PLACEMENT_ERROR_ARGUMENT);
  tear_down(&f);
}

/* The published three-year total of Southampton exceeds its own years by 81,631; every other figure agrees. */
Test(reconciliation, southampton)
{
  placement_scenario *scenario = NULL;
  placement_plan *plan = NULL;
  placement_basis *basis = NULL;
  placement_reconciliation *reconciliation = NULL;
  size_t differing = 0;
  cr_assert_eq(placement_scenario_load_file(EXAMPLES "/scenarios/southampton/plan.json", &scenario, NULL, NULL),
               PLACEMENT_OK);
  cr_assert_eq(placement_plan_new(scenario, &plan, NULL), PLACEMENT_OK);
  cr_assert_eq(placement_basis_new(plan, &basis, NULL), PLACEMENT_OK);
  cr_assert_eq(placement_reconciliation_new(plan, basis, NULL, &reconciliation, NULL), PLACEMENT_OK);
  cr_assert_gt(placement_reconciliation_count(reconciliation), 1);
  for (size_t i = 0; i < placement_reconciliation_count(reconciliation); i++) {
    const placement_reconciliation_row *row = placement_reconciliation_at(reconciliation, i);
    const char *sentence = placement_reconciliation_sentence(reconciliation, i);
    cr_assert_eq(row->agrees, row->expected_to_agree, "%s: %s", row->label, sentence);
    if (row->agrees)
      continue;
    differing++;
    cr_assert_str_eq(sentence, "published total 6,125,076 is 81,631 more than 6,043,445, the sum of its own years");
  }
  cr_assert_eq(differing, 1);
  placement_reconciliation_free(reconciliation);
  placement_basis_free(basis);
  placement_plan_free(plan);
  placement_scenario_free(scenario);
}
