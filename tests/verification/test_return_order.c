/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who returns first by the highest fee, enhancements included. Two children are placed externally, and each enhancement
 * adds 60 a night. A bed falls free on day 100, for the one whose fee is the higher by then, that day's enhancements
 * included. What each pays is known from the same child alone: its notice is paid at the fee of its last night.
 */
#include "figures.h"

#define DAY 100 /* 10 July */
#define NOTICE 28

typedef struct world {
  placement_plan *plan;
  placement_workspace *workspace;
} world;

/* A child listed at a fee a night; nobody if it is 0. */
static void write_group(char text[300], const char *id, int fee)
{
  text[0] = '\0';
  if (fee > 0)
    (void)snprintf(text, 300,
                   "{'id': '%s', 'arrivals_per_year': 0, 'need_days': 36525, 'weekly_fee': 1,"
                   " 'initial': {'children': [{'days_so_far': 90, 'weekly_fee': %d}]}}",
                   id, 7 * fee);
}

static world world_of(int first_fee, int second_fee, int day)
{
  char first[300], second[300];
  write_group(first, "first", first_fee);
  write_group(second, "second", second_fee);
  world made = {plan_of("{" START ", 'external': {'notice_days': %d,"
                        "  'enhancement': {'per_year': 6, 'weekly_amount': 420}}, 'groups': [%s%s%s],"
                        " 'phases': [{'id': 'p', 'planned_opening': '2025-07-%02d'}],"
                        " 'homes': [{'id': 'h', 'phase': 'p', 'beds': 1}],"
                        " 'policy': {'returns': {'after_nights': 0, 'order': 'highest_fee'}}}",
                        NOTICE, first, first_fee > 0 && second_fee > 0 ? ", " : "", second, 10 + day - DAY),
                NULL};
  made.workspace = workspace_of(made.plan);
  return made;
}

static double first_year(const world *w, uint64_t replication, const char *metric)
{
  replicate(w->plan, 1, replication, w->workspace);
  return value_of(w->plan, w->workspace, metric, 0);
}

static void world_free(world *w)
{
  placement_workspace_free(w->workspace);
  placement_plan_free(w->plan);
}

static void check_order(int first_fee, int second_fee)
{
  world first[2] = {world_of(first_fee, 0, DAY), world_of(first_fee, 0, DAY + 1)};
  world second[2] = {world_of(0, second_fee, DAY), world_of(0, second_fee, DAY + 1)};
  world both = world_of(first_fee, second_fee, DAY);
  int second_returns = 0, decided_that_day = 0;
  for (uint64_t i = 0; i < 2000; i++) {
    /* What they pay in the night before day 100, and from that day on. */
    double a[2], b[2];
    for (int d = 0; d < 2; d++) {
      a[d] = first_year(&first[d], i, "cost.external.notice") / NOTICE;
      b[d] = first_year(&second[d], i, "cost.external.notice") / NOTICE;
    }
    const bool second_is_dearer = b[1] > a[1];
    second_returns += second_is_dearer;
    decided_that_day += second_is_dearer != (b[0] > a[0]);
    expect_exactly(first_year(&both, i, "cost.external.standard"),
                   first_fee * (second_is_dearer ? 365 : DAY) + second_fee * (second_is_dearer ? DAY : 365),
                   "the other child stays");
    expect_exactly(first_year(&both, i, "cost.external.notice"), NOTICE * (second_is_dearer ? b[0] : a[0]),
                   "notice at the fee of the last night");
  }
  cr_expect(second_returns > 500 && second_returns < 1500, "found %d", second_returns);
  cr_expect_gt(decided_that_day, 0, "an enhancement of the day counts");
  for (int d = 0; d < 2; d++) {
    world_free(&first[d]);
    world_free(&second[d]);
  }
  world_free(&both);
}

/* The cheaper child needs one enhancement more to be first. */
Test(return_order, highest_fee_with_enhancements)
{
  check_order(100, 150);
  check_order(150, 100);
}

/* Enhancements alone decide; if they are equal, the group that stands first. */
Test(return_order, equal_fees)
{
  check_order(100, 100);
}
