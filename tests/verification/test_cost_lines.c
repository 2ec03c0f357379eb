/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cost lines worked out by hand, one line at a time.
 *
 * The horizon is 15 January 2024 (a leap year) to 14 January 2027, so the financial years are 2023-24 (17 nights of
 * January, 29 of February, 31 of March), 2024-25, 2025-26 and 2026-27 (April to December, then 14 nights of 31).
 * Home h has 3 beds from 1 July 2024, home k 2 beds from 10 February 2025. Four children are in need throughout: three
 * move to h on its first day, one to k. An amount of 12,000 a year is 1,000 a month, one of 700 a week 100 a night.
 */
#include "scenario_run.h"

#define YEARS 4
#define MONTH 1000.0
#define YEAR (12 * MONTH)
#define FIRST (17.0 / 31 * MONTH + 2 * MONTH) /* 2023-24 */
#define LAST (9 * MONTH + 14.0 / 31 * MONTH)  /* 2026-27 */
#define H_FIRST (9 * MONTH)                   /* 2024-25 from 1 July */
#define K_FIRST (19.0 / 28 * MONTH + MONTH)   /* 2024-25 from 10 February */
#define YEARLY "'amount': 12000, 'per': 'year'"
#define WEEKLY "'amount': 700, 'per': 'week'"
#define ONCE "'amount': 5000, 'per': 'once'"
#define ADMISSION "'amount': 250, 'per': 'admission'"
#define FOR_BED ", 'for': 'bed'"
#define FOR_OCCUPIED ", 'for': 'occupied_bed'"

typedef enum owner { PROGRAMME, PHASE_OF_H, PHASE_OF_K, HOME_H, HOME_K } owner;

/* A line, where it stands, and what it costs in each financial year on average and on the plan basis. Years of the plan
 * basis are those of the simulation unless `plan` holds another figure in 2024-25 and after. */
typedef struct line {
  owner of;
  const char *text;
  double cost[YEARS];
  const double *plan;
} line;

static placement_plan *plan_with(owner of, const char *text, const char *delay)
{
  const char *lines[5] = {"", "", "", "", ""};
  lines[of] = text;
  return plan_of("{'placement_scenario': 1, 'horizon': {'start': '2024-01-15', 'years': 3},"
                 " 'groups': [{'id': 'g', 'arrivals_per_year': 0, 'initial': {'count': 4}, 'need_days': 36525,"
                 "   'weekly_fee': 0}],"
                 " 'costs': [%s%s%s],"
                 " 'phases': [{'id': 'p', 'planned_opening': '2024-07-01', %s 'costs': [%s%s%s]},"
                 "  {'id': 'q', 'planned_opening': '2025-02-10', 'costs': [%s%s%s]}],"
                 " 'homes': [{'id': 'h', 'phase': 'p', 'beds': 3, 'costs': [%s%s%s]},"
                 "  {'id': 'k', 'phase': 'q', 'beds': 2, 'costs': [%s%s%s]}],"
                 " 'policy': {'returns': {'after_nights': 0}}}",
                 of == PROGRAMME ? "{" : "", lines[0], of == PROGRAMME ? "}" : "", delay, of == PHASE_OF_H ? "{" : "",
                 lines[1], of == PHASE_OF_H ? "}" : "", of == PHASE_OF_K ? "{" : "", lines[2],
                 of == PHASE_OF_K ? "}" : "", of == HOME_H ? "{" : "", lines[3], of == HOME_H ? "}" : "",
                 of == HOME_K ? "{" : "", lines[4], of == HOME_K ? "}" : "");
}

static double to_pence(double pounds)
{
  return floor(pounds * 100 + 0.5) / 100;
}

static void check_years(const placement_plan *plan, const char *metric, const double *cost, const double *on_plan,
                        const char *what)
{
  placement_workspace *workspace = with_everyone_staying(plan, 4);
  placement_basis *basis = basis_of(plan);
  double sum = 0;
  for (size_t y = 0; y < YEARS; y++) {
    char text[400];
    (void)snprintf(text, sizeof text, "%s: %s in %s", what, metric, placement_plan_column_label(plan, y));
    expect_exactly(value_of(plan, workspace, metric, y), to_pence(cost[y]), text);
    (void)snprintf(text, sizeof text, "%s: %s in %s, plan", what, metric, placement_plan_column_label(plan, y));
    expect_exactly(basis_value_of(plan, basis, metric, y), to_pence(on_plan[y]), text);
    sum += to_pence(cost[y]);
  }
  expect_exactly(value_of(plan, workspace, metric, YEARS), sum, what);
  placement_basis_free(basis);
  placement_workspace_free(workspace);
}

static void check_lines(const line *lines, size_t count, const char *metric)
{
  for (size_t i = 0; i < count; i++) {
    placement_plan *plan = plan_with(lines[i].of, lines[i].text, "");
    check_years(plan, metric, lines[i].cost, lines[i].plan != NULL ? lines[i].plan : lines[i].cost, lines[i].text);
    check_years(plan, "cost.total", lines[i].cost, lines[i].plan != NULL ? lines[i].plan : lines[i].cost,
                lines[i].text);
    placement_plan_free(plan);
  }
}

/* On the plan basis every bed is full: what is paid for one occupied bed of k is paid for two. */
static const double k_full_yearly[] = {0, 2 * K_FIRST, 2 * YEAR, 2 * LAST};
static const double k_full_weekly[] = {0, 10000, 73000, 57800};
static const double all_full_yearly[] = {0, 3 * H_FIRST + 2 * K_FIRST, 5 * YEAR, 5 * LAST};
static const double all_full_weekly[] = {0, 92200, 182500, 144500};
static const double k_admissions[] = {0, 500, 0, 0};
static const double all_admissions[] = {0, 1250, 0, 0};

static const line fixed[] = {
    {HOME_H, YEARLY, {0, H_FIRST, YEAR, LAST}, NULL},
    {HOME_H, YEARLY FOR_BED, {0, 3 * H_FIRST, 3 * YEAR, 3 * LAST}, NULL},
    {HOME_K, YEARLY, {0, K_FIRST, YEAR, LAST}, NULL},
    {HOME_K, YEARLY FOR_BED, {0, 2 * K_FIRST, 2 * YEAR, 2 * LAST}, NULL},
    {HOME_H, WEEKLY, {0, 27400, 36500, 28900}, NULL},
    {HOME_H, WEEKLY FOR_BED, {0, 82200, 109500, 86700}, NULL},
    {HOME_K, WEEKLY FOR_BED, {0, 10000, 73000, 57800}, NULL},
    {HOME_H, ONCE, {0, 5000, 0, 0}, NULL},
    {HOME_H, ONCE FOR_BED, {0, 15000, 0, 0}, NULL},
    {HOME_H, ONCE ", 'on': '2024-03-31'", {5000, 0, 0, 0}, NULL},
    {HOME_H, ONCE ", 'on': {'event': 'opening', 'days': 273}", {0, 5000, 0, 0}, NULL},
    {HOME_H, ONCE ", 'on': {'event': 'opening', 'days': 274}", {0, 0, 5000, 0}, NULL},
    {HOME_H, ONCE ", 'on': {'event': 'opening', 'days': -168}", {5000, 0, 0, 0}, NULL},
    {HOME_H, ONCE ", 'on': {'event': 'opening', 'days': -169}", {0, 0, 0, 0}, NULL},
    {HOME_H, ONCE ", 'on': '2027-01-14'", {0, 0, 0, 5000}, NULL},
    {HOME_H, ONCE ", 'on': '2027-01-15'", {0, 0, 0, 0}, NULL},
    {HOME_H,
     YEARLY ", 'from': {'event': 'planned_opening', 'days': -84}, 'until': {'event': 'opening'}",
     {0, (23.0 / 30 + 2) * MONTH, 0, 0},
     NULL},
    {HOME_H, YEARLY ", 'from': {'event': 'opening', 'days': 45}", {0, (17.0 / 31 + 7) * MONTH, YEAR, LAST}, NULL},
    {HOME_H, WEEKLY ", 'until': {'event': 'opening', 'days': 10}", {0, 1000, 0, 0}, NULL},
    {HOME_H, WEEKLY ", 'until': {'event': 'opening', 'days': -1}", {0, 0, 0, 0}, NULL},
    {HOME_H, WEEKLY ", 'from': '2023-06-01'", {7700, 36500, 36500, 28900}, NULL},
    {HOME_H, WEEKLY ", 'until': {'event': 'closing', 'days': -30}", {0, 27400, 36500, 28900}, NULL},
};

Test(cost_lines, of_homes)
{
  check_lines(fixed, sizeof fixed / sizeof *fixed, "cost.in_house.fixed");
}

static const line occupancy[] = {
    {HOME_H, YEARLY FOR_OCCUPIED, {0, 3 * H_FIRST, 3 * YEAR, 3 * LAST}, NULL},
    {HOME_K, YEARLY FOR_OCCUPIED, {0, K_FIRST, YEAR, LAST}, k_full_yearly},
    {HOME_H, WEEKLY FOR_OCCUPIED, {0, 82200, 109500, 86700}, NULL},
    {HOME_K, WEEKLY FOR_OCCUPIED, {0, 5000, 36500, 28900}, k_full_weekly},
    {HOME_H, WEEKLY FOR_OCCUPIED ", 'from': '2024-07-30', 'until': '2024-08-02'", {0, 900, 0, 0}, NULL},
    {HOME_H,
     YEARLY FOR_OCCUPIED ", 'from': '2025-03-31', 'until': '2025-04-02'",
     {0, 3 * MONTH / 31, 3 * MONTH / 30, 0},
     NULL},
    {HOME_H, WEEKLY FOR_OCCUPIED ", 'from': '2024-02-01'", {0, 82200, 109500, 86700}, NULL},
    {HOME_H, ADMISSION, {0, 750, 0, 0}, NULL},
    {HOME_K, ADMISSION, {0, 250, 0, 0}, k_admissions},
    {HOME_H, ADMISSION FOR_BED, {0, 750, 0, 0}, NULL},
    {HOME_H, ADMISSION ", 'until': {'event': 'opening', 'days': 1}", {0, 750, 0, 0}, NULL},
    {HOME_H, ADMISSION ", 'from': {'event': 'opening', 'days': 1}", {0, 0, 0, 0}, NULL},
};

Test(cost_lines, of_occupied_beds)
{
  check_lines(occupancy, sizeof occupancy / sizeof *occupancy, "cost.in_house.occupancy");
}

static const line programme[] = {
    {PROGRAMME, YEARLY, {FIRST, YEAR, YEAR, LAST}, NULL},
    {PROGRAMME, WEEKLY, {7700, 36500, 36500, 28900}, NULL},
    {PROGRAMME, YEARLY FOR_BED, {0, 3 * H_FIRST + 2 * K_FIRST, 5 * YEAR, 5 * LAST}, NULL},
    {PROGRAMME, WEEKLY FOR_BED, {0, 92200, 182500, 144500}, NULL},
    {PROGRAMME, YEARLY FOR_OCCUPIED, {0, 3 * H_FIRST + K_FIRST, 4 * YEAR, 4 * LAST}, all_full_yearly},
    {PROGRAMME, WEEKLY FOR_OCCUPIED, {0, 87200, 146000, 115600}, all_full_weekly},
    {PROGRAMME, ADMISSION, {0, 1000, 0, 0}, all_admissions},
    {PROGRAMME, ADMISSION ", 'until': '2025-02-10'", {0, 750, 0, 0}, NULL},
    {PROGRAMME, ONCE ", 'on': '2024-02-29'", {5000, 0, 0, 0}, NULL},
    {PROGRAMME, ONCE FOR_BED ", 'on': '2024-06-30'", {0, 0, 0, 0}, NULL},
    {PROGRAMME, ONCE FOR_BED ", 'on': '2024-07-01'", {0, 15000, 0, 0}, NULL},
    {PROGRAMME, ONCE FOR_BED ", 'on': '2025-02-09'", {0, 15000, 0, 0}, NULL},
    {PROGRAMME, ONCE FOR_BED ", 'on': '2026-12-31'", {0, 0, 0, 25000}, NULL},
    {PROGRAMME, YEARLY ", 'from': '2024-02-10', 'until': '2024-02-29'", {19 * MONTH / 29, 0, 0, 0}, NULL},
    {PROGRAMME, YEARLY ", 'from': '2024-02-10', 'until': '2024-03-01'", {20 * MONTH / 29, 0, 0, 0}, NULL},
    {PROGRAMME, YEARLY ", 'from': '2025-02-28', 'until': '2025-03-01'", {0, MONTH / 28, 0, 0}, NULL},
    {PROGRAMME, YEARLY ", 'from': '2025-01-31', 'until': '2025-02-01'", {0, MONTH / 31, 0, 0}, NULL},
    {PROGRAMME, YEARLY ", 'from': '2025-03-16', 'until': '2025-04-16'", {0, 16 * MONTH / 31, MONTH / 2, 0}, NULL},
    {PROGRAMME, YEARLY ", 'from': '2020-01-01', 'until': '2040-01-01'", {FIRST, YEAR, YEAR, LAST}, NULL},
    {PROGRAMME, YEARLY ", 'from': '2025-05-01', 'until': '2025-05-01'", {0, 0, 0, 0}, NULL},
    {PROGRAMME,
     "'amount': 79908, 'per': 'year', 'from': '2024-07-01'",
     {0, 59931, 79908, 79908 * (9 + 14.0 / 31) / 12},
     NULL},
    {PHASE_OF_H, YEARLY, {0, H_FIRST, YEAR, LAST}, NULL},
    {PHASE_OF_H, YEARLY FOR_BED, {0, 3 * H_FIRST, 3 * YEAR, 3 * LAST}, NULL},
    {PHASE_OF_H, YEARLY FOR_OCCUPIED, {0, 3 * H_FIRST, 3 * YEAR, 3 * LAST}, NULL},
    {PHASE_OF_H, WEEKLY, {0, 27400, 36500, 28900}, NULL},
    {PHASE_OF_K, WEEKLY FOR_BED, {0, 10000, 73000, 57800}, NULL},
    {PHASE_OF_K, WEEKLY FOR_OCCUPIED, {0, 5000, 36500, 28900}, k_full_weekly},
    {PHASE_OF_K, YEARLY FOR_OCCUPIED, {0, K_FIRST, YEAR, LAST}, k_full_yearly},
    {PHASE_OF_K, ADMISSION, {0, 250, 0, 0}, k_admissions},
    {PHASE_OF_H, ONCE, {0, 5000, 0, 0}, NULL},
    {PHASE_OF_H, ONCE FOR_BED, {0, 15000, 0, 0}, NULL},
    {PHASE_OF_H, ONCE FOR_BED ", 'on': '2024-06-30'", {0, 0, 0, 0}, NULL},
    {PHASE_OF_K, ONCE FOR_BED ", 'on': '2025-04-01'", {0, 0, 10000, 0}, NULL},
    {PHASE_OF_H,
     YEARLY ", 'from': {'event': 'planned_opening', 'days': -84}, 'until': {'event': 'opening'}",
     {0, (23.0 / 30 + 2) * MONTH, 0, 0},
     NULL},
};

Test(cost_lines, of_programme_and_phases)
{
  check_lines(programme, sizeof programme / sizeof *programme, "cost.programme");
}

static const line capital[] = {
    {HOME_H, "'kind': 'capital', " ONCE FOR_BED, {0, 15000, 0, 0}, NULL},
    {PHASE_OF_K, "'kind': 'capital', " ONCE, {0, 5000, 0, 0}, NULL},
    {PROGRAMME, "'kind': 'capital', " YEARLY, {FIRST, YEAR, YEAR, LAST}, NULL},
};

Test(cost_lines, of_capital)
{
  check_lines(capital, sizeof capital / sizeof *capital, "cost.capital");
}

/* A phase 31 days late: what runs to the opening runs on, what runs from it waits, and the plan basis knows no delay.
 */
Test(cost_lines, delayed)
{
  static const double staff_plan[] = {0, (23.0 / 30 + 2) * MONTH, 0, 0};
  static const double staff[] = {0, (23.0 / 30 + 3) * MONTH, 0, 0};
  static const double running_plan[] = {0, H_FIRST, YEAR, LAST};
  static const double running[] = {0, H_FIRST - MONTH, YEAR, LAST};
  placement_plan *plan =
      plan_with(HOME_H, YEARLY ", 'from': {'event': 'planned_opening', 'days': -84}, 'until': {'event': 'opening'}",
                "'delay_days': 31,");
  check_years(plan, "cost.in_house.fixed", staff, staff_plan, "staff before a late opening");
  placement_plan_free(plan);
  plan = plan_with(HOME_H, YEARLY, "'delay_days': 31,");
  check_years(plan, "cost.in_house.fixed", running, running_plan, "a home that opens late");
  placement_plan_free(plan);
}

/* Home h is refused its registration on 1 August 2024, 31 days after it was planned to open: what is dated before that
 * day is sunk, and nothing is paid from then on. Phase p has no other home. */
static void check_declined(const char *of_home, const char *of_phase, const char *metric, const double *cost)
{
  placement_plan *plan =
      plan_of("{'placement_scenario': 1, 'horizon': {'start': '2024-01-15', 'years': 3},"
              " 'groups': [{'id': 'g', 'arrivals_per_year': 0, 'initial': {'count': 4}, 'need_days': 36525,"
              "   'weekly_fee': 0}],"
              " 'phases': [{'id': 'p', 'planned_opening': '2024-07-01', 'delay_days': 20, 'costs': [%s]}],"
              " 'homes': [{'id': 'h', 'phase': 'p', 'beds': 3, 'registration': {'delay_days': 11, 'declined': 1},"
              "   'costs': [%s]}],"
              " 'policy': {'returns': {'after_nights': 0}}}",
              of_phase, of_home);
  placement_workspace *workspace = with_everyone_staying(plan, 4);
  for (size_t y = 0; y < YEARS; y++)
    expect_exactly(value_of(plan, workspace, metric, y), to_pence(cost[y]), *of_home != '\0' ? of_home : of_phase);
  placement_workspace_free(workspace);
  placement_plan_free(plan);
}

Test(cost_lines, of_a_home_that_never_opens)
{
  static const struct {
    const char *text;
    double cost[YEARS];
  } lines[] = {
      {"{" YEARLY "}", {0, 0, 0, 0}},
      {"{" ONCE "}", {0, 0, 0, 0}},
      {"{" ADMISSION "}", {0, 0, 0, 0}},
      {"{" YEARLY ", 'from': {'event': 'planned_opening', 'days': -84}, 'until': {'event': 'opening'}}",
       {0, (23.0 / 30 + 3) * MONTH, 0, 0}},
      {"{" YEARLY ", 'from': {'event': 'planned_opening', 'days': -84}}", {0, (23.0 / 30 + 3) * MONTH, 0, 0}},
      {"{" YEARLY ", 'from': '2024-02-10', 'until': '2024-09-01'}", {(20.0 / 29 + 1) * MONTH, 4 * MONTH, 0, 0}},
      {"{" WEEKLY ", 'from': '2024-07-25'}", {0, 700, 0, 0}},
      {"{" ONCE ", 'on': {'event': 'planned_opening'}}", {0, 5000, 0, 0}},
      {"{" ONCE ", 'on': '2024-07-31'}", {0, 5000, 0, 0}},
      {"{" ONCE ", 'on': '2024-08-01'}", {0, 0, 0, 0}},
      {"{" ONCE ", 'on': {'event': 'opening', 'days': -1}}", {0, 5000, 0, 0}},
      {"{" ONCE ", 'on': {'event': 'opening', 'days': -123}}", {5000, 0, 0, 0}},
      {"{" ONCE ", 'on': {'event': 'opening', 'days': 1}}", {0, 0, 0, 0}},
  };
  for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
    check_declined(lines[i].text, "", "cost.total", lines[i].cost);
    check_declined("", lines[i].text, "cost.programme", lines[i].cost);
  }
}
