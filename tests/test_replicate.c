/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Properties of single replications over random scenarios: identities exact, and every figure that of the plain
 * reference model.
 */
#include "model/model.h"
#include "random_scenario.h"
#include "reference_model.h"

#include <placement/placement.h>

#include <criterion/criterion.h>

/* PLACEMENT_TEST_SCALE, a factor between 0 and 1, makes the tests smaller where every step is slow. */
static uint64_t scaled(uint64_t scenarios)
{
  const char *scale = getenv("PLACEMENT_TEST_SCALE");
  return scale == NULL ? scenarios : (uint64_t)(strtod(scale, NULL) * (double)scenarios);
}

static placement_scenario *scenario;
static placement_plan *plan;
static placement_workspace *workspace;
static random_scenario text;

static void load(const char *json, size_t length)
{
  placement_error err = PLACEMENT_ERROR_INIT;
  scenario = NULL;
  plan = NULL;
  workspace = NULL;
  cr_assert_eq(placement_scenario_load_text(json, length, "random", &scenario, NULL, &err), PLACEMENT_OK,
               "%d:%d %s: %s\n%.*s", err.line, err.column, err.pointer, err.message, (int)length, json);
  cr_assert_eq(placement_plan_new(scenario, &plan, &err), PLACEMENT_OK, "%s", err.message);
  cr_assert_eq(placement_workspace_new(plan, &workspace, &err), PLACEMENT_OK, "%s", err.message);
}

static void unload(void)
{
  placement_workspace_free(workspace);
  placement_plan_free(plan);
  placement_scenario_free(scenario);
}

static int64_t cell(size_t base, size_t column)
{
  return plm_workspace_outcome(workspace)[plm_cell(plan, base, column)];
}

static void check_column(uint64_t number, size_t column)
{
  size_t homes = plan->home_count;
  int64_t states = cell(PLM_BEDS_OCCUPIED, column) + cell(PLM_BEDS_TURNAROUND, column) +
                   cell(PLM_BEDS_UNMATCHED, column) + cell(PLM_BEDS_NO_DEMAND, column);
  cr_assert_eq(states, cell(PLM_BEDS_OPEN, column), "scenario %lu", (unsigned long)number);
  for (size_t h = 0; h < homes; h++) {
    size_t base = PLM_BASE_COUNT + h * PLM_HOME_BASE_COUNT;
    int64_t of_home = cell(base + PLM_HOME_BEDS_OCCUPIED, column) + cell(base + PLM_HOME_BEDS_TURNAROUND, column) +
                      cell(base + PLM_HOME_BEDS_UNMATCHED, column) + cell(base + PLM_HOME_BEDS_NO_DEMAND, column);
    cr_assert_eq(of_home, cell(base + PLM_HOME_BEDS_OPEN, column), "scenario %lu", (unsigned long)number);
  }
  cr_assert_eq(cell(PLM_COST_IN_HOUSE, column), cell(PLM_COST_IN_HOUSE_FIXED, column) +
                                                    cell(PLM_COST_IN_HOUSE_OCCUPANCY, column) +
                                                    cell(PLM_COST_PROGRAMME, column));
  cr_assert_eq(cell(PLM_COST_EXTERNAL, column),
               cell(PLM_COST_EXTERNAL_STANDARD, column) + cell(PLM_COST_EXTERNAL_NOTICE, column));
  cr_assert_eq(cell(PLM_COST_REVENUE, column), cell(PLM_COST_IN_HOUSE, column) + cell(PLM_COST_EXTERNAL, column));
  cr_assert_eq(cell(PLM_COST_TOTAL, column), cell(PLM_COST_REVENUE, column) + cell(PLM_COST_CAPITAL, column));
  cr_assert_eq(cell(PLM_CHILDREN_IN_NEED, column),
               cell(PLM_CHILDREN_EXTERNAL, column) + cell(PLM_CHILDREN_IN_HOUSE, column), "scenario %lu",
               (unsigned long)number);
  cr_assert_eq(cell(PLM_CHILDREN_IN_HOUSE, column), cell(PLM_BEDS_OCCUPIED, column));
  cr_assert_eq(cell(PLM_PLACEMENTS, column), cell(PLM_ARRIVALS, column) + cell(PLM_MOVES, column));
  cr_assert_eq(cell(PLM_MOVES, column), cell(PLM_RETURNS, column));
  for (size_t base = PLM_BEDS_OPEN; base < plan->base_count; base++)
    cr_assert_geq(cell(base, column), 0);
}

/* The identities of MODEL.md section 2 in every replication, exactly. */
static void check_identities(uint64_t number)
{
  size_t years = plan->calendar.year_count;
  const int64_t *months = plm_workspace_outcome(workspace) + plan->cell_count;
  int64_t in_house = 0;
  int64_t external = 0;
  for (size_t column = 0; column <= years; column++)
    check_column(number, column);
  for (size_t base = 0; base < plan->base_count; base++) {
    int64_t sum = 0;
    for (size_t y = 0; y < years; y++)
      sum += cell(base, y);
    cr_assert_eq(sum, cell(base, years));
  }
  for (size_t m = 0; m < plan->calendar.month_count; m++) {
    in_house += months[m];
    external += months[plan->calendar.month_count + m];
  }
  cr_assert_eq(in_house, cell(PLM_CHILDREN_IN_HOUSE, years));
  cr_assert_eq(external, cell(PLM_CHILDREN_EXTERNAL, years));
}

Test(replicate, identities_hold_in_thousands_of_random_scenarios)
{
  for (uint64_t number = 0; number < scaled(4000); number++) {
    make_random_scenario(&text, number);
    load(text.text, text.length);
    for (uint64_t replication = 0; replication < 3; replication++) {
      cr_assert_eq(placement_replicate(plan, number, replication, workspace, NULL), PLACEMENT_OK);
      check_identities(number);
    }
    unload();
  }
}

static void compare_with_reference(uint64_t number, uint32_t replication)
{
  reference r;
  size_t years = plan->calendar.year_count;
  cr_assert_eq(placement_replicate(plan, 99, replication, workspace, NULL), PLACEMENT_OK);
  reference_run(&r, scenario, plan, 99, replication);
  for (size_t base = PLM_BEDS_OPEN; base < plan->base_count; base++) {
    if (base >= PLM_BEDS_OPEN && base <= PLM_BEDS_NO_DEMAND)
      continue; /* sums of the homes, checked as identities */
    for (size_t y = 0; y < years; y++)
      cr_assert_eq((double)cell(base, y), r.counts[base * years + y],
                   "scenario %lu, replication %u, base %zu, year %zu: %ld, reference %g\n%s", (unsigned long)number,
                   replication, base, y, (long)cell(base, y), r.counts[base * years + y], text.text);
  }
  static const size_t money[] = {PLM_COST_CAPITAL,   PLM_COST_IN_HOUSE_FIXED,    PLM_COST_IN_HOUSE_OCCUPANCY,
                                 PLM_COST_PROGRAMME, PLM_COST_EXTERNAL_STANDARD, PLM_COST_EXTERNAL_NOTICE};
  for (size_t i = 0; i < sizeof money / sizeof *money; i++)
    for (size_t y = 0; y < years; y++)
      cr_assert_lt(fabs((double)cell(money[i], y) - 100 * r.money[money[i] * years + y]), 0.501,
                   "scenario %lu, replication %u, money %zu, year %zu: %ld, reference %.4f\n%s", (unsigned long)number,
                   replication, money[i], y, (long)cell(money[i], y), 100 * r.money[money[i] * years + y], text.text);
  reference_free(&r);
}

Test(replicate, every_figure_is_that_of_the_reference_model)
{
  for (uint64_t number = 0; number < scaled(600); number++) {
    make_random_scenario(&text, number);
    load(text.text, text.length);
    for (uint32_t replication = 0; replication < 2; replication++)
      compare_with_reference(number, replication);
    unload();
  }
}
