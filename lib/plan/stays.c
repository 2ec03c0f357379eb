/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/stays.h"
#include "base/error.h"
#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

#define DAYS_IN_YEAR 365.25

/* P(the draw >= nights - 1/2). */
double plm_nights_above(const plm_distribution *d, int32_t nights)
{
  double x = nights - 0.5;
  if (nights <= 1)
    return 1;
  return plm_distribution_above(d, x) + plm_distribution_below(d, x) - plm_distribution_strictly_below(d, x);
}

/* P(the birthday that ends the need is at least nights - 1/2 days after entry). */
static double age_below(const plm_group *from, int32_t nights)
{
  if (nights <= 1 || !from->has_until_age)
    return 1;
  return plm_distribution_below(&from->age_at_entry, from->until_age - (nights - 0.5) / DAYS_IN_YEAR);
}

double plm_stays(const plm_group *from, int32_t nights)
{
  return plm_nights_above(&from->need_days, nights) * age_below(from, nights);
}

/* The sum of P(nights >= r) over first <= r <= last, of which the ends are known: by a parabola through the ends and
 * the middle where it hardly differs from the straight line, else by halves, which find the jumps of constant needs. */
static double sum_of_stays(const plm_group *from, int32_t first, double at_first, int32_t last, double at_last)
{
  int32_t count = last - first + 1;
  if (count <= 2)
    return count == 1 ? at_first : at_first + at_last;
  int32_t middle = first + (last - first) / 2;
  double at_middle = plm_stays(from, middle);
  double bend = (at_first - 2 * at_middle + at_last) * count;
  if (count % 2 == 1 && fabs(bend) < 1e-5)
    return at_middle * count + bend * (count + 1) / (6.0 * (count - 1));
  return sum_of_stays(from, first, at_first, middle, at_middle) +
         sum_of_stays(from, middle + 1, plm_stays(from, middle + 1), last, at_last);
}

static placement_status init_survival(const placement_plan *plan, plm_plan_group *group, const plm_group *from,
                                      placement_error *err)
{
  size_t count = (size_t)plan->calendar.days + 2;
  group->survival = plm_new_array(count, sizeof *group->survival);
  if (group->survival == NULL)
    return plm_fail_memory(err);
  for (size_t r = 0; r < count; r++) {
    group->survival[r] = plm_stays(from, (int32_t)r);
    if (group->survival[r] <= 0)
      break; /* the rest stays 0 */
  }
  return PLACEMENT_OK;
}

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

/* P(remaining = r) is proportional to P(need >= r): in equilibrium a child is met in a stay with a probability
 * proportional to its length, at a point uniform in it. */
static placement_status init_stationary(const placement_plan *plan, plm_plan_group *group, const plm_group *from,
                                        placement_error *err)
{
  plm_stationary *s = &group->stationary;
  plm_distribution steps = plm_distribution_constant(0);
  double *values = NULL;
  double *weights = NULL;
  double total = 0;
  double beyond = 1;
  size_t capacity = 0;
  placement_status status = alloc_stationary(plan, s, &capacity, err);
  if (status != PLACEMENT_OK)
    return status;
  values = plm_new_array(capacity, sizeof *values);
  weights = plm_new_array(capacity, sizeof *weights);
  if (values == NULL || weights == NULL) {
    status = plm_fail_memory(err);
    goto out;
  }
  for (int32_t nights = 1; nights <= PLM_LONGEST_NEED; nights = next_step(plan, nights)) {
    int32_t last = next_step(plan, nights) - 1;
    double need = plm_nights_above(&from->need_days, nights);
    double age = age_below(from, nights);
    if (need * age <= 1e-15)
      break;
    s->nights[s->count] = nights;
    s->need_above[s->count] = need;
    s->age_below[s->count] = age;
    weights[s->count] =
        sum_of_stays(from, nights, need * age, last, last > nights ? plm_stays(from, last) : need * age);
    total += weights[s->count];
    s->count++;
  }
  /* beyond: P(remaining >= nights); a child who has r nights left is there in nights 0 to r - 1 */
  for (size_t i = 0; i < s->count; i++) {
    values[i] = (double)i;
    weights[i] /= total;
    if (s->nights[i] <= plan->calendar.days)
      group->initial_left[s->nights[i] - 1] += from->initial_count * beyond;
    beyond = beyond > weights[i] ? beyond - weights[i] : 0;
  }
  if (plm_distribution_empirical(&steps, values, weights, s->count) != NULL) {
    status = plm_fail_memory(err);
    goto out;
  }
  status = plm_quantile_table_init(&s->step, &steps, err);
out:
  plm_distribution_clear(&steps);
  free(values);
  free(weights);
  return status;
}

/* Listed children: the need lasts at least days_so_far + 1 nights. */
static placement_status init_listed(const placement_plan *plan, plm_plan_group *group, const plm_group *from,
                                    placement_error *err)
{
  int32_t longest = 0;
  double *survival = NULL;
  for (size_t i = 0; i < from->child_count; i++)
    longest = from->children[i].days_so_far > longest ? from->children[i].days_so_far : longest;
  group->listed_count = from->child_count;
  group->listed = plm_new_array(from->child_count, sizeof *group->listed);
  survival = plm_new_array((size_t)longest + (size_t)plan->calendar.days + 1, sizeof *survival);
  if (group->listed == NULL || survival == NULL) {
    free(survival);
    return plm_fail_memory(err);
  }
  for (int32_t r = 1; r <= longest + plan->calendar.days; r++)
    survival[r] = plm_stays(from, r);
  for (size_t i = 0; i < from->child_count; i++) {
    const plm_initial_child *child = &from->children[i];
    int32_t least = child->days_so_far + 1;
    group->listed[i] = (plm_listed_child){child->days_so_far,
                                          child->place,
                                          child->has_weekly_fee,
                                          child->weekly_fee / plan->external_index[0],
                                          plm_nights_above(&from->need_days, least),
                                          age_below(from, least)};
    if (survival[least] <= 0) {
      free(survival);
      return plm_fail(err, PLACEMENT_ERROR_SCENARIO,
                      "group \"%s\": no need lasts longer than the %d days so far of initial child %zu", from->id,
                      (int)child->days_so_far, i + 1);
    }
    for (int32_t t = 0; t < plan->calendar.days; t++)
      group->initial_left[t] += survival[least + t] / survival[least];
  }
  free(survival);
  return PLACEMENT_OK;
}

placement_status plm_stays_init(const placement_plan *plan, plm_plan_group *group, const plm_group *from,
                                placement_error *err)
{
  placement_status status = init_survival(plan, group, from, err);
  if (status != PLACEMENT_OK || (from->initial_count == 0 && from->child_count == 0))
    return status;
  group->initial_left = plm_new_array((size_t)plan->calendar.days, sizeof *group->initial_left);
  if (group->initial_left == NULL)
    return plm_fail_memory(err);
  if (from->initial_count > 0 && (status = init_stationary(plan, group, from, err)) != PLACEMENT_OK)
    return status;
  return from->child_count > 0 ? init_listed(plan, group, from, err) : PLACEMENT_OK;
}

void plm_stays_clear(plm_plan_group *group)
{
  free(group->survival);
  free(group->initial_left);
  free(group->listed);
  plm_quantile_table_clear(&group->stationary.step);
  free(group->stationary.nights);
  free(group->stationary.need_above);
  free(group->stationary.age_below);
  group->survival = group->initial_left = NULL;
  group->listed = NULL;
  group->listed_count = 0;
  group->stationary = (plm_stationary){0};
}
