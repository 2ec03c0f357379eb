/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The cost of delay where it is known: by hand to the penny where nothing is random, and as the expectation of what is
 * left of the horizon where the delay is.
 */
#include "verification/scenario_run.h"

/* A child who needs a home for all of the horizon pays 1,000 a night externally and comes back when `first` opens,
 * which costs 500 a night from then, and 100 from the planned opening until then. */
#define FIRST                                                                                                          \
  "{'placement_scenario': 1, 'horizon': {'start': '2025-04-01', 'years': 2}, 'policy': {'returns': {}},"               \
  " 'groups': [{'id': 'g', 'need_days': 5000, 'weekly_fee': 7000, 'initial': {'children': [{'days_so_far': 9}]}},"     \
  " {'id': 'nobody', 'need_days': 9, 'weekly_fee': 7000}],"
#define LINES                                                                                                          \
  "'costs': [{'amount': 3500, 'per': 'week'}, {'amount': 700, 'per': 'week', 'from': {'event': 'planned_opening'},"    \
  " 'until': {'event': 'opening'}}]"
#define OPENS 91 /* 1 July, day 91 of the horizon */
#define NIGHTS 730

static placement_scenario *scenario_of(const char *quoted)
{
  char text[SCENARIO_TEXT];
  placement_scenario *scenario = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_assert_lt(strlen(quoted), sizeof text);
  strcpy(text, quoted);
  for (char *quote = strchr(text, '\''); quote != NULL; quote = strchr(quote, '\''))
    *quote = '"';
  cr_assert_eq(placement_scenario_load_text(text, strlen(text), "test", &scenario, NULL, &err), PLACEMENT_OK, "%s: %s",
               err.pointer, err.message);
  return scenario;
}

static placement_delay *delay_of(const char *quoted, uint64_t replications, int32_t threads, int32_t months)
{
  placement_scenario *scenario = scenario_of(quoted);
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  placement_delay *delay = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  options.replications = replications;
  options.threads = threads;
  cr_assert_eq(placement_delay_new(scenario, &options, months, &delay, &err), PLACEMENT_OK, "%s: %s", err.pointer,
               err.message);
  placement_scenario_free(scenario);
  return delay;
}

static placement_effect effect_of(const placement_delay *delay, size_t phase, int32_t months, size_t column)
{
  placement_effect effect;
  cr_assert_eq(placement_delay_at(delay, phase, months, column, &effect, NULL), PLACEMENT_OK);
  return effect;
}

static void expect_certain(placement_estimate found, double expected, const char *what)
{
  cr_expect(fabs(found.value - expected) < 1e-6 && found.se < 1e-6, "%s: expected %.2f, found %.2f, se %g", what,
            expected, found.value, found.se);
  cr_expect(fabs(found.low - expected) < 1e-5 && fabs(found.high - expected) < 1e-5, "%s: interval", what);
}

Test(delay, days_of_months)
{
  cr_expect_eq(placement_delay_days(1), 30);
  cr_expect_eq(placement_delay_days(2), 61);
  cr_expect_eq(placement_delay_days(12), 365);
  cr_expect_eq(placement_delay_days(48), 1461);
}

Test(delay, by_hand)
{
  placement_delay *delay = delay_of(FIRST "'phases': [{'id': 'first', 'planned_opening': '2025-07-01'}],"
                                          "'homes': [{'id': 'h', 'phase': 'first', 'beds': 1, " LINES "}]}",
                                    3, 1, 12);
  for (int32_t m = 1; m <= 12; m++) {
    int32_t days = placement_delay_days(m), before = m > 1 ? placement_delay_days(m - 1) : 0;
    placement_effect step, all, horizon = effect_of(delay, 0, m, 2), first = effect_of(delay, 0, m, 0);
    int32_t first_days = days < 365 - OPENS ? days : 365 - OPENS;
    expect_certain(horizon.cost, 600 * days, "cost");
    expect_certain(horizon.external, 1000 * days, "external");
    expect_certain(horizon.homes, -400 * days, "homes");
    expect_certain(horizon.capital, 0, "capital");
    expect_certain(horizon.other, 0, "other");
    expect_certain(horizon.nights_open, -days, "nights");
    expect_certain(horizon.in_house, -(double)days / NIGHTS, "children");
    expect_certain(horizon.local_share, -(double)days / NIGHTS, "local share");
    expect_certain(horizon.occupancy, 0, "occupancy");
    expect_certain(horizon.moves, 0, "moves");
    cr_expect_eq(horizon.higher.value, 1);
    cr_expect_eq(horizon.lower.value, 0);
    cr_expect_lt(horizon.higher.low, 0.9, "three replications cannot be surer");
    expect_certain(first.cost, 600 * first_days, "cost in the first year");
    expect_certain(effect_of(delay, 0, m, 1).cost, 600 * (days - first_days), "cost in the second year");
    cr_expect_eq(placement_delay_step(delay, 0, m, 2, &step, NULL), PLACEMENT_OK);
    expect_certain(step.cost, 600 * (days - before), "the last month");
    cr_expect_eq(placement_delay_at(delay, 1, m, 2, &all, NULL), PLACEMENT_OK);
    expect_certain(all.cost, 600 * days, "one phase is all of them");
  }
  placement_delay_free(delay);
}

/* The second phase waits 90 days for the first, which absorbs as much of a slip of its own; its empty home costs 10 a
 * night. Three phases cannot slip. */
Test(delay, phases_that_wait)
{
  placement_delay *delay = delay_of(
      FIRST
      "'phases': [{'id': 'old', 'planned_opening': '2020-04-01'}, {'id': 'first', 'planned_opening': '2025-07-01'},"
      " {'id': 'second', 'planned_opening': '2025-07-01', 'after': {'phase': 'first', 'days': 90}},"
      " {'id': 'empty', 'planned_opening': '2025-07-01'}, {'id': 'late', 'planned_opening': '2030-04-01'}],"
      "'homes': [{'id': 'h', 'phase': 'first', 'beds': 1, " LINES "},"
      " {'id': 'i', 'phase': 'second', 'beds': 2, 'groups': ['nobody'], 'costs': [{'amount': 70, 'per': 'week'}]},"
      " {'id': 'j', 'phase': 'old', 'beds': 1, 'groups': ['nobody']}, {'id': 'k', 'phase': 'late', 'beds': 1}]}",
      2, 1, 6);
  static const int32_t states[] = {PLACEMENT_DELAY_OPEN,  PLACEMENT_DELAY_SLIPS, PLACEMENT_DELAY_SLIPS,
                                   PLACEMENT_DELAY_EMPTY, PLACEMENT_DELAY_LATE,  -1};
  placement_effect effect;
  cr_expect_eq(placement_delay_phase_count(delay), 5);
  for (size_t p = 0; p < 6; p++)
    cr_expect_eq(placement_delay_phase_state(delay, p), states[p], "phase %zu", p);
  cr_expect_str_eq(placement_delay_phase_id(delay, 4), "late");
  cr_expect_null(placement_delay_phase_id(delay, 5));
  for (int32_t m = 1; m <= 6; m++) {
    int32_t days = placement_delay_days(m), absorbed = days < 90 ? days : 90;
    expect_certain(effect_of(delay, 1, m, 2).cost, 590 * days, "the first, which pushes the second");
    expect_certain(effect_of(delay, 2, m, 2).cost, -10 * (days - absorbed), "the second");
    expect_certain(effect_of(delay, 2, m, 2).nights_open, -2 * (days - absorbed), "the second's beds");
    expect_certain(effect_of(delay, 5, m, 2).cost, 590 * days, "both");
  }
  cr_expect_eq(placement_delay_at(delay, 0, 1, 2, &effect, NULL), PLACEMENT_ERROR_ARGUMENT, "open");
  cr_expect_eq(placement_delay_at(delay, 1, 7, 2, &effect, NULL), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_delay_at(delay, 1, 0, 2, &effect, NULL), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_delay_step(delay, 1, 1, 3, &effect, NULL), PLACEMENT_ERROR_ARGUMENT);
  placement_delay_free(delay);
}

/* The delay is uniform from 500 to 700 days: what a slip costs is limited by what was left of the horizon. */
#define UNIFORM                                                                                                        \
  FIRST "'phases': [{'id': 'first', 'planned_opening': '2025-04-01', 'delay_days': {'uniform': {'min': 499.5, 'max':"  \
        " 699.5}}}], 'homes': [{'id': 'h', 'phase': 'first', 'beds': 1, " LINES "}]}"

Test(delay, uncertain_delay)
{
  placement_delay *delay = delay_of(UNIFORM, scaled(4000), 1, 4);
  for (int32_t m = 1; m <= 4; m++) {
    double lost = 0;
    placement_effect effect = effect_of(delay, 0, m, 2);
    for (int day = 500; day < 700; day++)
      lost += fmin(placement_delay_days(m), NIGHTS - day) / 200;
    expect_near(effect.cost.value, effect.cost.se, 600 * lost, "cost");
    expect_near(effect.nights_open.value, effect.nights_open.se, -lost, "nights");
    cr_expect_eq(effect.cost.se > 0, m > 1, "a month is always left");
    cr_expect_eq(effect.higher.value, 1);
  }
  placement_delay_free(delay);
}

static void same(placement_estimate a, placement_estimate b)
{
  cr_expect(a.value == b.value && a.se == b.se && a.low == b.low && a.high == b.high);
}

Test(delay, threads_do_not_matter)
{
  placement_delay *one = delay_of(UNIFORM, 500, 1, 2), *three = delay_of(UNIFORM, 500, 3, 2);
  placement_effect a = effect_of(one, 0, 2, 2), b = effect_of(three, 0, 2, 2);
  same(a.cost, b.cost);
  same(a.external, b.external);
  same(a.local_share, b.local_share);
  cr_expect_eq(placement_delay_replications(one), 500);
  cr_expect_eq(placement_delay_months(one), 2);
  placement_delay_free(one);
  placement_delay_free(three);
}

typedef struct told_progress {
  uint64_t done, all;
  placement_cancellation *cancellation;
} told_progress;

static void note(uint64_t done, uint64_t all, void *data)
{
  told_progress *told = data;
  cr_expect_leq(told->done, done);
  told->done = done;
  told->all = all;
  if (told->cancellation != NULL && 2 * done > all)
    placement_cancellation_request(told->cancellation);
}

Test(delay, progress_and_cancellation)
{
  placement_scenario *scenario = scenario_of(UNIFORM);
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  placement_delay *delay = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  told_progress told = {0};
  options.replications = 600;
  options.threads = 1;
  options.progress = note;
  options.progress_data = &told;
  cr_assert_eq(placement_delay_new(scenario, &options, 3, &delay, NULL), PLACEMENT_OK);
  cr_expect_eq(told.all, 5 * 600, "a run for the states, the base and three slips");
  cr_expect_eq(told.done, told.all);
  placement_delay_free(delay);
  delay = NULL;
  told = (told_progress){0};
  cr_assert_eq(placement_cancellation_new(&told.cancellation, NULL), PLACEMENT_OK);
  options.cancellation = told.cancellation;
  cr_expect_eq(placement_delay_new(scenario, &options, 3, &delay, &err), PLACEMENT_ERROR_CANCELLED);
  cr_expect_null(delay);
  placement_cancellation_free(told.cancellation);
  placement_scenario_free(scenario);
}

static void refused(const char *quoted, placement_status status, const char *pointer)
{
  placement_scenario *scenario = scenario_of(quoted);
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  placement_delay *delay = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  options.replications = 2;
  cr_expect_eq(placement_delay_new(scenario, &options, 12, &delay, &err), status, "%s", err.message);
  cr_expect_str_eq(err.pointer, pointer);
  cr_expect_null(delay);
  placement_scenario_free(scenario);
}

Test(delay, refused)
{
  placement_scenario *scenario = scenario_of(UNIFORM);
  placement_delay *delay = NULL;
  refused(FIRST "'homes': []}", PLACEMENT_ERROR_SCENARIO, "");
  refused(FIRST "'phases': [{'id': 'p', 'planned_opening': '2020-04-01'}], 'homes': [{'id': 'h', 'phase': 'p', 'beds': "
                "1}]}",
          PLACEMENT_ERROR_SCENARIO, "");
  refused(FIRST "'phases': [{'id': 'p', 'planned_opening': '2025-07-01'}], 'homes': [{'id': 'h', 'phase': 'p', 'beds': "
                "1}], 'uncertain': [{'input': '/phases/0/slip_days', 'as': 'value', 'distribution': 9}]}",
          PLACEMENT_ERROR_SCENARIO, "/phases/0/slip_days");
  placement_run_options one = PLACEMENT_RUN_OPTIONS_INIT;
  one.replications = 1;
  cr_expect_eq(placement_delay_new(scenario, &one, 1, &delay, NULL), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_delay_new(scenario, NULL, 0, &delay, NULL), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_delay_new(scenario, NULL, 121, &delay, NULL), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_delay_new(NULL, NULL, 1, &delay, NULL), PLACEMENT_ERROR_ARGUMENT);
  placement_delay_free(NULL);
  placement_scenario_free(scenario);
}
