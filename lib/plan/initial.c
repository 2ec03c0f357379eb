/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/initial.h"
#include "base/error.h"
#include "base/memory.h"
#include "scenario/stays.h"

#include <math.h>
#include <stdlib.h>

/* Remaining nights beyond the horizon end after it, however many they are: there, steps grow by a hundredth, each
 * standing for the nights up to the next. */
static int32_t next_step(const placement_plan *plan, int32_t nights)
{
  return nights <= plan->calendar.days ? nights + 1 : nights + 1 + nights / 100;
}

static placement_status alloc_stationary(const placement_plan *plan, plm_stationary *s, size_t *capacity,
                                         placement_error *err)
{
  size_t count = 0;
  for (int32_t nights = 1; nights <= PLM_LONGEST_NEED; nights = next_step(plan, nights))
    count++;
  *capacity = count;
  s->nights = plm_new_array(count, sizeof *s->nights);
  s->need_above = plm_new_array(count, sizeof *s->need_above);
  s->age_below = plm_new_array(count, sizeof *s->age_below);
  if (s->nights == NULL || s->need_above == NULL || s->age_below == NULL)
    return plm_fail_memory(err);
  return PLACEMENT_OK;
}

typedef double probability(const plm_group *from, int32_t nights);

static double need_at_least(const plm_group *from, int32_t nights)
{
  return plm_nights_at_least(&from->need_days, nights);
}

/* The probabilities p[n - 1] of at least n nights, first < n < last, from those of first and last. A parabola where one
 * through the ends and the middle meets the quarters too: the function is smooth. */
static void fill_between(probability *of, const plm_group *from, int32_t first, int32_t last, double *p)
{
  int32_t width = last - first;
  int32_t middle = first + width / 2;
  double start = p[first - 1];
  double slope = p[last - 1] - start;
  double curve;
  if (width < 2)
    return;
  p[middle - 1] = of(from, middle);
  curve = 4 * (p[middle - 1] - start) - 2 * slope;
  if (width % 4 == 0 && fabs(start + slope / 4 + curve * 3 / 16 - of(from, middle - width / 4)) < 1e-6 &&
      fabs(start + slope * 3 / 4 + curve * 3 / 16 - of(from, middle + width / 4)) < 1e-6) {
    for (int32_t n = 1; n < width; n++) {
      double t = (double)n / width;
      p[first + n - 1] = start + t * (slope + curve * (1 - t));
    }
    return;
  }
  fill_between(of, from, first, middle, p);
  fill_between(of, from, middle, last, p);
}

/* The same from one night to count, in blocks; one by one where d, on which they depend, has jumps or kinks. */
static void fill_probabilities(probability *of, const plm_group *from, const plm_distribution *d, int32_t count,
                               double *p)
{
  int32_t block = plm_distribution_breaks(d, NULL, 0) > 0 || d->kind == PLM_CONSTANT ? 1 : 512;
  p[0] = of(from, 1);
  for (int32_t first = 1, last; first < count; first = last) {
    last = first + block < count ? first + block : count;
    p[last - 1] = of(from, last);
    fill_between(of, from, first, last, p);
  }
}

/* P(remaining = r) is proportional to P(need >= r): in equilibrium a child is met in a stay with a probability
 * proportional to its length, at a point uniform in it. */
static placement_status init_stationary(const placement_plan *plan, plm_stationary *s, const plm_group *from,
                                        placement_error *err)
{
  size_t capacity = 0;
  double *weights;
  placement_status status = alloc_stationary(plan, s, &capacity, err);
  if (status != PLACEMENT_OK)
    return status;
  weights = plm_new_array(capacity, sizeof *weights);
  if (weights == NULL)
    return plm_fail_memory(err);
  fill_probabilities(need_at_least, from, &from->need_days, plan->calendar.days, s->need_above);
  fill_probabilities(plm_age_allows, from, &from->age_at_entry, plan->calendar.days, s->age_below);
  for (int32_t nights = 1; nights <= PLM_LONGEST_NEED; nights = next_step(plan, nights)) {
    int32_t last = next_step(plan, nights) - 1;
    size_t i = s->count;
    if (nights > plan->calendar.days) {
      s->need_above[i] = need_at_least(from, nights);
      s->age_below[i] = plm_age_allows(from, nights);
    }
    weights[i] = s->need_above[i] * s->age_below[i];
    if (weights[i] <= 1e-15)
      break;
    s->nights[i] = nights;
    if (last > nights)
      weights[i] = plm_sum_of_stays(from, nights, last, 1e-3);
    s->count++;
  }
  status = plm_step_table_init(&s->step, weights, s->count, err);
  free(weights);
  return status;
}

/* Listed children: the need lasts at least days_so_far + 1 nights. */
static placement_status init_listed(plm_plan_group *group, const plm_group *from, placement_error *err)
{
  group->listed = plm_new_array(from->child_count, sizeof *group->listed);
  if (group->listed == NULL)
    return plm_fail_memory(err);
  group->listed_count = from->child_count;
  for (size_t i = 0; i < from->child_count; i++) {
    const plm_initial_child *child = &from->children[i];
    int32_t least = child->days_so_far + 1;
    double need = need_at_least(from, least);
    double age = plm_age_allows(from, least);
    if (need * age <= 0)
      return plm_fail(err, PLACEMENT_ERROR_SCENARIO,
                      "group \"%s\": no need lasts longer than the %d days so far of initial child %zu", from->id,
                      (int)child->days_so_far, i + 1);
    group->listed[i] =
        (plm_listed_child){child->days_so_far, child->place, child->has_weekly_fee, child->weekly_fee, need, age};
  }
  return PLACEMENT_OK;
}

placement_status plm_initial_fill(placement_plan *plan, const placement_scenario *scenario, size_t g,
                                  placement_error *err)
{
  const plm_group *from = &scenario->groups[g];
  plm_plan_group *group = &plan->groups[g];
  placement_status status = PLACEMENT_OK;
  plm_initial_clear(group);
  group->initial_count = from->initial_count;
  if (from->initial_count > 0)
    status = init_stationary(plan, &group->stationary, from, err);
  return status == PLACEMENT_OK && from->child_count > 0 ? init_listed(group, from, err) : status;
}

void plm_initial_clear(plm_plan_group *group)
{
  free(group->listed);
  plm_step_table_clear(&group->stationary.step);
  free(group->stationary.nights);
  free(group->stationary.need_above);
  free(group->stationary.age_below);
  group->listed = NULL;
  group->listed_count = 0;
  group->stationary = (plm_stationary){0};
}
