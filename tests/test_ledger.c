/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The ledger of a replication, row by row: its sums are the outcome, every child is in one place every night, every bed
 * in one state.
 */
#include "model/ledger.h"
#include "random_scenario.h"

#include <placement/placement.h>

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#define MOST_CHILDREN 4096
#define MOST_HOMES 8
#define MOST_NIGHTS (32 * 366)
#define MOST_CELLS 8192

/* PLACEMENT_TEST_SCALE, a factor between 0 and 1, makes the tests smaller where every step is slow. */
static uint64_t scaled(uint64_t scenarios)
{
  const char *scale = getenv("PLACEMENT_TEST_SCALE");
  return scale == NULL ? scenarios : (uint64_t)(strtod(scale, NULL) * (double)scenarios);
}

typedef struct life {
  char label[96];
  int32_t from, until; /* of its need, within the horizon */
  int32_t at;          /* up to which its stays are known */
} life;

static random_scenario text;
static placement_scenario *scenario;
static placement_plan *plan;
static placement_workspace *workspace;

static double sums[MOST_CELLS];
static life lives[MOST_CHILDREN];
static size_t life_count;
static int16_t beds[MOST_HOMES][MOST_NIGHTS];     /* in any state */
static int16_t occupied[MOST_HOMES][MOST_NIGHTS]; /* of those */
static int16_t living[MOST_HOMES][MOST_NIGHTS];   /* children whose stay is there */

static void load(const char *json, size_t length)
{
  placement_error err = PLACEMENT_ERROR_INIT;
  scenario = NULL;
  plan = NULL;
  workspace = NULL;
  cr_assert_eq(placement_scenario_load_text(json, length, "test", &scenario, NULL, &err), PLACEMENT_OK, "%d: %s: %s",
               err.line, err.pointer, err.message);
  cr_assert_eq(placement_plan_new(scenario, &plan, &err), PLACEMENT_OK, "%s", err.message);
  cr_assert_eq(placement_workspace_new(plan, &workspace, &err), PLACEMENT_OK, "%s", err.message);
  cr_assert_leq(plan->metric_count * plan->calendar.year_count, MOST_CELLS);
  cr_assert_leq(plan->home_count, MOST_HOMES);
  cr_assert_leq(plan->calendar.days, MOST_NIGHTS);
}

static void unload(void)
{
  placement_workspace_free(workspace);
  placement_plan_free(plan);
  placement_scenario_free(scenario);
}

static void forget(void)
{
  memset(sums, 0, sizeof sums);
  memset(beds, 0, sizeof beds);
  memset(occupied, 0, sizeof occupied);
  memset(living, 0, sizeof living);
  life_count = 0;
}

static size_t home_of(const char *id)
{
  size_t home = 0;
  while (home < plan->home_count && strcmp(plan->homes[home].id, id) != 0)
    home++;
  return home;
}

static life *life_of(const char *label)
{
  for (size_t i = life_count; i > 0; i--)
    if (strcmp(lives[i - 1].label, label) == 0)
      return &lives[i - 1];
  return NULL;
}

static void take_need(const placement_ledger_row *row)
{
  life *child = life_of(row->child);
  if (child == NULL) {
    cr_assert_lt(life_count, MOST_CHILDREN);
    child = &lives[life_count++];
    child->from = child->until = child->at = row->day;
    cr_assert_lt(snprintf(child->label, sizeof child->label, "%s", row->child), (int)sizeof child->label);
  }
  cr_assert_eq(row->day, child->until, "%s: years of need follow each other", row->child);
  child->until = row->until;
}

static void take_stay(const placement_ledger_row *row)
{
  life *child = life_of(row->child);
  cr_assert_not_null(child);
  cr_assert_eq(row->day, child->at, "%s is in two places or in none on %s\n%s", row->child, row->date, text.text);
  child->at = row->until;
  size_t home = row->place != NULL ? home_of(row->place) : plan->home_count;
  cr_assert_eq(home < plan->home_count, strcmp(row->metric, "children.in_house") == 0);
  for (int32_t night = row->day; home < plan->home_count && night < row->until; night++)
    living[home][night]++;
}

static void take_beds(const placement_ledger_row *row)
{
  size_t home = home_of(row->place);
  cr_assert_lt(home, plan->home_count);
  cr_assert_gt(row->count, 0);
  cr_assert(row->reason != NULL && row->reason[0] != '\0', "%s %s has no reason\n%s", row->date, row->metric,
            text.text);
  for (int32_t night = row->day; night < row->until; night++) {
    beds[home][night] = (int16_t)(beds[home][night] + row->count);
    if (strncmp(row->metric, "beds.occupied", 13) == 0)
      occupied[home][night] = (int16_t)(occupied[home][night] + row->count);
  }
}

static int take(const placement_ledger_row *row, void *data)
{
  (void)data;
  cr_assert_eq(row->size, sizeof *row);
  cr_assert_leq(row->day, row->until);
  cr_assert(row->day >= plan->calendar.year_start[row->column] &&
                row->until <= plan->calendar.year_start[row->column + 1],
            "%s %s to %s", row->event, row->date, row->until_date);
  if (row->metric == NULL) {
    cr_assert(isnan(row->amount));
    return 0;
  }
  size_t metric = placement_plan_metric_find(plan, row->metric);
  cr_assert_neq(metric, SIZE_MAX, "%s", row->metric);
  cr_assert(isfinite(row->amount));
  sums[metric * plan->calendar.year_count + row->column] += row->amount;
  if (strcmp(row->metric, "children.in_need") == 0)
    take_need(row);
  else if (strncmp(row->metric, "children.", 9) == 0)
    take_stay(row);
  else if (strncmp(row->metric, "beds.", 5) == 0)
    take_beds(row);
  if (row->count > 0)
    cr_assert_eq(row->amount, (double)row->count * (row->until - row->day), "%s", row->metric);
  return 0;
}

/* Sums of others, of which the ledger has no rows of their own. */
static bool is_told(int32_t base)
{
  if (base < 0)
    return false;
  if (base >= (int32_t)PLM_BASE_COUNT)
    return (base - (int32_t)PLM_BASE_COUNT) % PLM_HOME_BASE_COUNT != PLM_HOME_BEDS_OPEN;
  return base != PLM_COST_TOTAL && base != PLM_COST_REVENUE && base != PLM_COST_IN_HOUSE && base != PLM_COST_EXTERNAL &&
         base != PLM_COST_REAL && base != PLM_COST_NET_PRESENT &&
         (base < (int32_t)PLM_BEDS_OPEN || base > (int32_t)PLM_BEDS_NO_DEMAND);
}

static void check_sums(uint64_t number)
{
  const int64_t *outcome = plm_workspace_outcome(workspace);
  size_t years = plan->calendar.year_count;
  for (size_t m = 0; m < plan->metric_count; m++) {
    const plm_metric *metric = &plan->metrics[m];
    for (size_t y = 0; y < years && is_told(metric->base); y++) {
      double figure = (double)outcome[plm_cell(plan, (size_t)metric->base, y)];
      if (metric->unit == PLACEMENT_UNIT_MONEY) /* thousands of rows of millions of pounds, added in doubles */
        cr_assert_lt(fabs(sums[m * years + y] - figure / 100), 0.00001, "scenario %lu, %s: ledger %.7f, outcome %.2f",
                     (unsigned long)number, metric->name, sums[m * years + y], figure / 100);
      else
        cr_assert_eq(sums[m * years + y], figure, "scenario %lu, %s: ledger %.0f, outcome %.0f\n%s",
                     (unsigned long)number, metric->name, sums[m * years + y], figure, text.text);
    }
  }
}

static void check_nights(uint64_t number)
{
  for (size_t i = 0; i < life_count; i++)
    cr_assert_eq(lives[i].at, lives[i].until, "scenario %lu: %s is nowhere at the end of its need\n%s",
                 (unsigned long)number, lives[i].label, text.text);
  for (size_t h = 0; h < plan->home_count; h++) {
    for (int32_t night = 0; night < plan->calendar.days; night++) {
      bool open = night >= workspace->timetable.home_opening[h] && night < workspace->timetable.home_closing[h];
      cr_assert_eq(beds[h][night], open ? plan->homes[h].beds : 0, "scenario %lu, home %zu, night %d\n%s",
                   (unsigned long)number, h, (int)night, text.text);
      cr_assert_eq(occupied[h][night], living[h][night], "scenario %lu, home %zu, night %d: %d beds, %d children\n%s",
                   (unsigned long)number, h, (int)night, occupied[h][night], living[h][night], text.text);
    }
  }
}

Test(ledger, proves_itself_in_random_scenarios)
{
  uint64_t children = 0;
  for (uint64_t number = 0; number < scaled(600); number++) {
    make_random_scenario(&text, number, RANDOM_ALL, 0);
    load(text.text, text.length);
    for (uint64_t replication = 0; replication < 2; replication++) {
      forget();
      cr_assert_eq(placement_replicate(plan, number, replication, workspace, NULL), PLACEMENT_OK);
      cr_assert_eq(placement_trace(plan, number, replication, take, NULL, NULL), PLACEMENT_OK);
      check_sums(number);
      check_nights(number);
      children += life_count;
    }
    unload();
  }
  cr_assert_gt(children, scaled(600));
}

Test(ledger, changes_nothing)
{
  for (uint64_t number = 0; number < scaled(200); number++) {
    make_random_scenario(&text, number, RANDOM_ALL, 0);
    load(text.text, text.length);
    size_t size = plm_outcome_size(plan);
    int64_t *untold = calloc(size, sizeof *untold);
    plm_ledger told = {take, NULL, false};
    forget();
    cr_assert_eq(placement_replicate(plan, 3, 5, workspace, NULL), PLACEMENT_OK);
    memcpy(untold, plm_workspace_outcome(workspace), size * sizeof *untold);
    workspace->ledger = &told;
    cr_assert_eq(placement_replicate(plan, 3, 5, workspace, NULL), PLACEMENT_OK);
    cr_assert_arr_eq(plm_workspace_outcome(workspace), untold, size * sizeof *untold, "scenario %lu",
                     (unsigned long)number);
    free(untold);
    unload();
  }
}

static int stop_at_third(const placement_ledger_row *row, void *data)
{
  int *rows = data;
  (void)row;
  return ++*rows == 3 ? 1 : 0;
}

Test(ledger, stops_where_it_is_told)
{
  placement_error err = PLACEMENT_ERROR_INIT;
  int rows = 0;
  make_random_scenario(&text, 1, RANDOM_ALL, 0);
  load(text.text, text.length);
  cr_assert_eq(placement_trace(plan, 1, 0, stop_at_third, &rows, &err), PLACEMENT_ERROR_IO);
  cr_assert_eq(rows, 3);
  cr_assert_str_not_empty(err.message);
  cr_assert_eq(placement_trace(NULL, 1, 0, take, NULL, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_assert_eq(placement_trace(plan, 1, 0, NULL, NULL, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_assert_eq(placement_trace(plan, 1, (uint64_t)UINT32_MAX + 1, take, NULL, &err), PLACEMENT_ERROR_LIMIT);
  unload();
}
