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

/* The features that the loader reads: all, or none while it refuses them. */
static uint32_t accepted_features(void)
{
  static const char json[] = "{\"placement_scenario\": 1, \"horizon\": {\"start\": \"2020-04-01\", \"years\": 1}, "
                             "\"external\": {\"visits\": 1}}";
  placement_scenario *probe = NULL;
  bool accepted = placement_scenario_load_text(json, sizeof json - 1, "probe", &probe, NULL, NULL) == PLACEMENT_OK;
  placement_scenario_free(probe);
  return accepted ? RANDOM_ALL : 0;
}

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

/* Open beds are in exactly one state; `open` is the first of the metrics and the states follow. */
static void check_states(uint64_t number, size_t open, size_t states, size_t column)
{
  int64_t sum = 0;
  for (size_t i = 1; i <= states; i++)
    sum += cell(open + i, column);
  cr_assert_eq(sum, cell(open, column), "scenario %lu\n%s", (unsigned long)number, text.text);
}

static void check_beds(uint64_t number, size_t column)
{
  const size_t states = PLM_BEDS_NO_DEMAND - PLM_BEDS_OPEN;
  check_states(number, PLM_BEDS_OPEN, states, column);
  for (size_t h = 0; h < plan->home_count; h++)
    check_states(number, PLM_BASE_COUNT + h * PLM_HOME_BASE_COUNT, states, column);
  for (size_t state = 0; state <= states; state++) {
    int64_t sum = 0;
    for (size_t h = 0; h < plan->home_count; h++)
      sum += cell(PLM_BASE_COUNT + h * PLM_HOME_BASE_COUNT + state, column);
    cr_assert_eq(sum, cell(PLM_BEDS_OPEN + state, column), "scenario %lu\n%s", (unsigned long)number, text.text);
  }
}

static void check_money(size_t column)
{
  cr_assert_eq(cell(PLM_COST_IN_HOUSE, column), cell(PLM_COST_IN_HOUSE_FIXED, column) +
                                                    cell(PLM_COST_IN_HOUSE_OCCUPANCY, column) +
                                                    cell(PLM_COST_PROGRAMME, column));
  cr_assert_eq(cell(PLM_COST_EXTERNAL, column),
               cell(PLM_COST_EXTERNAL_STANDARD, column) + cell(PLM_COST_EXTERNAL_EMERGENCY, column) +
                   cell(PLM_COST_EXTERNAL_ENHANCEMENT, column) + cell(PLM_COST_EXTERNAL_NOTICE, column) +
                   cell(PLM_COST_EXTERNAL_VISITS, column));
  cr_assert_eq(cell(PLM_COST_REVENUE, column), cell(PLM_COST_IN_HOUSE, column) + cell(PLM_COST_EXTERNAL, column) +
                                                   cell(PLM_COST_STEP_DOWN, column) -
                                                   cell(PLM_INCOME_SOLD_BEDS, column));
  cr_assert_eq(cell(PLM_COST_TOTAL, column), cell(PLM_COST_REVENUE, column) + cell(PLM_COST_CAPITAL, column));
}

/* Every child who arrives is placed or unserved that day. A child of an unserved group who is not placed then can make
 * its first placement only in a step-down scheme. */
static void check_counts(uint64_t number, size_t column)
{
  bool unserved = false;
  bool step_down = scenario->step_down_count > 0;
  bool plain = true; /* nothing ends a placement but need, breakdown and return */
  int64_t first = cell(PLM_PLACEMENTS, column) - cell(PLM_MOVES, column);
  int64_t arrivals = cell(PLM_ARRIVALS, column);
  for (size_t g = 0; g < scenario->group_count; g++) {
    unserved = unserved || scenario->groups[g].unserved;
    plain = plain && scenario->groups[g].emergency_share <= 0;
  }
  for (size_t h = 0; h < scenario->home_count; h++)
    plain = plain && !scenario->homes[h].has_closes && scenario->homes[h].introduction_days == 0 &&
            scenario->homes[h].max_stay_days == 0;
  if (!unserved) {
    cr_assert_eq(first, arrivals, "scenario %lu\n%s", (unsigned long)number, text.text);
    cr_assert_eq(cell(PLM_UNSERVED, column), 0);
    cr_assert_eq(cell(PLM_CHILDREN_UNSERVED, column), 0);
  } else if (!step_down) {
    cr_assert_leq(first, arrivals);
    cr_assert_geq(first, arrivals - cell(PLM_UNSERVED, column), "scenario %lu\n%s", (unsigned long)number, text.text);
  }
  if (plain && !unserved && !step_down)
    cr_assert_eq(cell(PLM_MOVES, column), cell(PLM_RETURNS, column) + cell(PLM_UNPLANNED_ENDINGS, column),
                 "scenario %lu\n%s", (unsigned long)number, text.text);
  cr_assert_leq(cell(PLM_RETURNS, column), cell(PLM_MOVES, column));
  cr_assert_leq(cell(PLM_PLACED_EXTERNAL, column), cell(PLM_PLACEMENTS, column));
}

static void check_column(uint64_t number, size_t column)
{
  check_beds(number, column);
  check_money(column);
  check_counts(number, column);
  cr_assert_eq(cell(PLM_CHILDREN_IN_NEED, column),
               cell(PLM_CHILDREN_EXTERNAL, column) + cell(PLM_CHILDREN_IN_HOUSE, column) +
                   cell(PLM_CHILDREN_STEP_DOWN, column) + cell(PLM_CHILDREN_UNSERVED, column),
               "scenario %lu\n%s", (unsigned long)number, text.text);
  cr_assert_eq(cell(PLM_CHILDREN_IN_HOUSE, column), cell(PLM_BEDS_OCCUPIED, column));
  for (size_t base = PLM_BEDS_OPEN; base < plan->base_count; base++)
    cr_assert_geq(cell(base, column), 0);
  cr_assert_geq(cell(PLM_COST_EXTERNAL, column), 0);
  cr_assert_geq(cell(PLM_INCOME_SOLD_BEDS, column), 0);
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
    make_random_scenario(&text, number, accepted_features(), 0);
    load(text.text, text.length);
    for (uint64_t replication = 0; replication < 3; replication++) {
      cr_assert_eq(placement_replicate(plan, number, replication, workspace, NULL), PLACEMENT_OK);
      check_identities(number);
    }
    unload();
  }
}

static reference model;

static void compare_with_reference(uint64_t number, uint32_t replication)
{
  size_t years = plan->calendar.year_count;
  size_t months = plan->calendar.month_count;
  const int64_t *by_month = plm_workspace_outcome(workspace) + plan->cell_count;
  cr_assert_eq(placement_replicate(plan, 99, replication, workspace, NULL), PLACEMENT_OK);
  reference_run(&model, 99, replication);
  cr_assert(model.sound, "scenario %lu, replication %u\n%s", (unsigned long)number, replication, text.text);
  for (size_t base = PLM_BEDS_OPEN; base < plan->base_count; base++) {
    if (base >= PLM_BEDS_OPEN && base <= PLM_BEDS_NO_DEMAND)
      continue; /* sums of the homes, checked as identities */
    for (size_t y = 0; y < years; y++)
      cr_assert_eq((double)cell(base, y), model.counts[base * years + y],
                   "scenario %lu, replication %u, base %zu, year %zu: %ld, reference %g\n%s", (unsigned long)number,
                   replication, base, y, (long)cell(base, y), model.counts[base * years + y], text.text);
  }
  for (size_t m = 0; m < 2 * months; m++)
    cr_assert_eq((double)by_month[m], model.months[m], "scenario %lu, replication %u, month %zu: %ld, reference %g\n%s",
                 (unsigned long)number, replication, m, (long)by_month[m], model.months[m], text.text);
  static const size_t money[] = {
      PLM_COST_CAPITAL,           PLM_COST_IN_HOUSE_FIXED,     PLM_COST_IN_HOUSE_OCCUPANCY,   PLM_COST_PROGRAMME,
      PLM_COST_EXTERNAL_STANDARD, PLM_COST_EXTERNAL_EMERGENCY, PLM_COST_EXTERNAL_ENHANCEMENT, PLM_COST_EXTERNAL_NOTICE,
      PLM_COST_EXTERNAL_VISITS,   PLM_COST_STEP_DOWN,          PLM_INCOME_SOLD_BEDS};
  for (size_t i = 0; i < sizeof money / sizeof *money; i++)
    for (size_t y = 0; y < years; y++)
      cr_assert_lt(fabs((double)cell(money[i], y) - 100 * model.money[money[i] * years + y]), 0.501,
                   "scenario %lu, replication %u, money %zu, year %zu: %ld, reference %.4f\n%s", (unsigned long)number,
                   replication, money[i], y, (long)cell(money[i], y), 100 * model.money[money[i] * years + y],
                   text.text);
}

/* Real terms and net present cost, of each year from its nominal pence. */
static void compare_real_terms(uint64_t number)
{
  size_t years = plan->calendar.year_count;
  int64_t real = 0;
  int64_t present = 0;
  for (size_t y = 0; y < years; y++) {
    double of_year = (double)cell(PLM_COST_TOTAL, y) /
                     reference_factor(scenario, scenario->prices.deflator, plan->calendar.year_start[y]);
    double discounted = of_year / pow(1 + scenario->prices.discount_rate, (double)y);
    cr_assert_lt(fabs((double)cell(PLM_COST_REAL, y) - of_year), 0.501, "scenario %lu", (unsigned long)number);
    cr_assert_lt(fabs((double)cell(PLM_COST_NET_PRESENT, y) - discounted), 0.501, "scenario %lu",
                 (unsigned long)number);
    real += cell(PLM_COST_REAL, y);
    present += cell(PLM_COST_NET_PRESENT, y);
  }
  cr_assert_eq(cell(PLM_COST_REAL, years), real);
  cr_assert_eq(cell(PLM_COST_NET_PRESENT, years), present);
}

Test(replicate, every_figure_is_that_of_the_reference_model)
{
  for (uint64_t number = 0; number < scaled(600); number++) {
    make_random_scenario(&text, number, accepted_features(), 0);
    load(text.text, text.length);
    reference_new(&model, scenario, plan);
    for (uint32_t replication = 0; replication < 2; replication++)
      compare_with_reference(number, replication);
    compare_real_terms(number);
    reference_free(&model);
    unload();
  }
}

/* The outcomes of some replications of a scenario in which the features `neutral` are written without effect. */
static int64_t *outcomes(uint64_t number, uint32_t features, uint32_t neutral, size_t *size)
{
  const size_t replications = 2;
  make_random_scenario(&text, number, features, neutral);
  load(text.text, text.length);
  size_t one = plm_outcome_size(plan);
  int64_t *all = calloc(replications * one, sizeof *all);
  for (size_t k = 0; k < replications; k++) {
    cr_assert_eq(placement_replicate(plan, 7, k, workspace, NULL), PLACEMENT_OK);
    memcpy(all + k * one, plm_workspace_outcome(workspace), one * sizeof *all);
  }
  *size = replications * one;
  unload();
  return all;
}

/* Common random numbers: what has no effect changes nothing, to the last bit. */
Test(replicate, a_feature_without_effect_changes_nothing)
{
  uint32_t accepted = accepted_features();
  for (uint32_t f = 0; f < RANDOM_NEUTRAL_COUNT; f++) {
    uint32_t bit = 1U << f;
    if ((accepted & bit) == 0)
      continue;
    for (uint64_t number = 0; number < scaled(60); number++) {
      size_t size, same_size;
      int64_t *without = outcomes(1000 * f + number, accepted & ~bit, 0, &size);
      int64_t *with = outcomes(1000 * f + number, accepted & ~bit, bit, &same_size);
      cr_assert_eq(size, same_size);
      cr_assert_arr_eq(with, without, size * sizeof *with, "feature %u, scenario %lu\n%s", f, (unsigned long)number,
                       text.text);
      free(without);
      free(with);
    }
  }
}
