/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/controls.h"
#include "base/error.h"
#include "base/memory.h"
#include "base/money.h"

#include <stdlib.h>

#define WORDS 0x1p32
#define DAYS_IN_YEAR 365.25

/* What of all words draw a need of at least so many nights, or an age that leaves as many; draws do not fall with the
 * word, nor what an age leaves rise. */
static double part_of_words(const plm_plan_group *group, bool of_age, int32_t nights)
{
  const plm_quantile_table *table = of_age ? group->age : group->need;
  uint64_t low = 0, high = (uint64_t)1 << 32; /* the first word that differs from word 0 is from low to high */
  while (low < high) {
    uint64_t middle = low + (high - low) / 2;
    double draw = table->constant ? table->value : plm_quantile_table_draw(table, (uint32_t)middle);
    double days = of_age ? (group->until_age - draw) * DAYS_IN_YEAR : draw;
    if ((days + 0.5 >= nights) == of_age)
      low = middle + 1;
    else
      high = middle;
  }
  return of_age ? (double)low / WORDS : 1 - (double)low / WORDS;
}

/* P(a need lasts at least r nights), from r = 0. */
static void fill_survival(const plm_plan_group *group, double *survival, int32_t count)
{
  for (int32_t r = 0; r < count; r++) {
    survival[r] = r < 2 ? 1 : survival[r - 1];
    if (r < 2 || survival[r] <= 0)
      continue;
    survival[r] = part_of_words(group, false, r);
    if (group->has_until_age && survival[r] > 0)
      survival[r] *= part_of_words(group, true, r);
  }
}

/* Nights within the horizon of children who are there on day 0, in a system that has always run like this. */
static double stationary_nights(const plm_stationary *s, int32_t days)
{
  uint32_t last = s->step.guide[1 << PLM_STEP_GUIDE_BITS];
  double sum = 0, before = 0;
  for (uint32_t i = 0; i <= last; i++) {
    double end = i < last ? s->step.end[i] : WORDS;
    sum += (end - before) / WORDS * (s->nights[i] < days ? s->nights[i] : days);
    before = end;
  }
  return sum;
}

static int32_t longest_so_far(const plm_plan_group *group)
{
  int32_t longest = 0;
  for (size_t i = 0; i < group->listed_count; i++)
    longest = group->listed[i].days_so_far > longest ? group->listed[i].days_so_far : longest;
  return longest;
}

/* A need that has lasted d nights lasts t more with probability P(nights > d + t) / P(nights > d). */
static void add_listed(const placement_plan *plan, plm_plan_group *group, const double *survival)
{
  for (size_t i = 0; i < group->listed_count; i++) {
    const double *left = &survival[group->listed[i].days_so_far + 1];
    group->nights_known = group->nights_known && left[0] > 0;
    for (int32_t t = 0; group->nights_known && t < plan->calendar.days; t++)
      group->initial_nights += left[t] / left[0];
  }
}

static placement_status init_group(const placement_plan *plan, plm_plan_group *group, placement_error *err)
{
  int32_t days = plan->calendar.days;
  int32_t count = longest_so_far(group) + days + 1;
  double *survival = plm_new_array((size_t)count, sizeof *survival);
  group->nights_each = plm_new_array(plan->piece_count, sizeof *group->nights_each);
  if (survival == NULL || group->nights_each == NULL) {
    free(survival);
    return plm_fail_memory(err);
  }
  fill_survival(group, survival, count);
  group->nights_known = true;
  group->initial_nights =
      group->initial_count > 0 ? group->initial_count * stationary_nights(&group->stationary, days) : 0;
  add_listed(plan, group, survival);
  double within = 0; /* nights of a child who arrives on day a */
  size_t piece = plan->piece_count;
  for (int32_t a = days - 1; a >= 0; a--) {
    piece -= a < plan->piece_start[piece] ? 1 : 0;
    within += survival[days - a];
    group->nights_each[piece] += within;
  }
  free(survival);
  return PLACEMENT_OK;
}

placement_status plm_controls_init(placement_plan *plan, placement_error *err)
{
  placement_status status = PLACEMENT_OK;
  for (size_t g = 0; status == PLACEMENT_OK && g < plan->group_count; g++)
    status = init_group(plan, &plan->groups[g], err);
  if (status == PLACEMENT_OK)
    plm_controls_expect(plan);
  return status;
}

void plm_controls_expect(placement_plan *plan)
{
  plan->expected_nights = 0;
  plan->expected_arrivals = 0;
  for (size_t g = 0; g < plan->group_count; g++) {
    const plm_plan_group *group = &plan->groups[g];
    plan->expected_arrivals += group->pieces[plan->piece_count].before;
    if (!group->nights_known)
      continue;
    plan->expected_nights += group->initial_nights;
    for (size_t p = 0; p < plan->piece_count; p++)
      plan->expected_nights += group->pieces[p].rate * group->nights_each[p];
  }
}

static int64_t nearest(double x)
{
  int64_t whole = (int64_t)(x + 0.5);
  return whole > x + 0.5 ? whole - 1 : whole;
}

void plm_controls_write(const placement_plan *plan, int64_t arrivals, int64_t nights, const double *excess,
                        int64_t *cells, size_t stride)
{
  double pounds = 0;
  for (size_t y = 0; y < plan->calendar.year_count; y++)
    pounds += excess[y] / 7 * plan->external_index[y];
  cells[PLM_CONTROL_NIGHTS * stride] = nearest(((double)nights - plan->expected_nights) * PLM_CONTROL_NIGHT);
  cells[PLM_CONTROL_FEES * stride] = plm_pence(pounds);
  cells[PLM_CONTROL_ARRIVALS * stride] = nearest(((double)arrivals - plan->expected_arrivals) * PLM_CONTROL_ARRIVAL);
}
