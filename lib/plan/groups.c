/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/groups.h"
#include "base/error.h"
#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

#define DAYS_IN_YEAR 365.25

/* Calendar months, cut where a financial year begins: in each the arrival rate is constant. */
static placement_status init_pieces(placement_plan *plan, placement_error *err)
{
  const plm_calendar *c = &plan->calendar;
  size_t month = 0;
  size_t year = 0;
  plan->piece_start = plm_new_array(c->month_count + c->year_count + 1, sizeof *plan->piece_start);
  if (plan->piece_start == NULL)
    return plm_fail_memory(err);
  while (month < c->month_count || year < c->year_count) {
    int32_t of_month = c->month_start[month];
    int32_t of_year = c->year_start[year];
    plan->piece_start[plan->piece_count++] = of_month < of_year ? of_month : of_year;
    month += of_month <= of_year;
    year += of_year <= of_month;
  }
  plan->piece_start[plan->piece_count] = c->days;
  return PLACEMENT_OK;
}

static placement_status init_rates(placement_plan *plan, plm_plan_group *group, const plm_group *from,
                                   placement_error *err)
{
  double before = 0;
  group->pieces = plm_new_array(plan->piece_count + 1, sizeof *group->pieces);
  if (group->pieces == NULL)
    return plm_fail_memory(err);
  for (size_t i = 0; i < plan->piece_count; i++) {
    size_t year = plm_year_of_day(&plan->calendar, plan->piece_start[i]);
    double rate = from->arrivals_per_year[from->rate_count > 1 ? year : 0] / DAYS_IN_YEAR;
    group->pieces[i] = (plm_piece){before, rate, rate > 0 ? 1 / rate : 0};
    before += rate * (plan->piece_start[i + 1] - plan->piece_start[i]);
  }
  group->pieces[plan->piece_count].before = before;
  return PLACEMENT_OK;
}

/* P(need_days >= nights - 1/2): the probability that the need, rounded, is at least so many nights. */
static double need_above(const plm_group *from, int32_t nights)
{
  double x = nights - 0.5;
  if (nights <= 1)
    return 1;
  return plm_distribution_above(&from->need_days, x) + plm_distribution_below(&from->need_days, x) -
         plm_distribution_strictly_below(&from->need_days, x);
}

/* P(the birthday that ends the need is at least nights - 1/2 days after entry). */
static double age_below(const plm_group *from, int32_t nights)
{
  if (nights <= 1 || !from->has_until_age)
    return 1;
  return plm_distribution_below(&from->age_at_entry, from->until_age - (nights - 0.5) / DAYS_IN_YEAR);
}

/* P(the child stays at least so many nights). */
static double stays(const plm_group *from, int32_t nights)
{
  return need_above(from, nights) * age_below(from, nights);
}

/* The sum of P(nights >= r) over first <= r <= last, of which the ends are known: by a parabola through the ends and
 * the middle where it hardly differs from the straight line, else by halves, which find the jumps of constant needs. */
static double sum_of_stays(const plm_group *from, int32_t first, double at_first, int32_t last, double at_last)
{
  int32_t count = last - first + 1;
  if (count <= 2)
    return count == 1 ? at_first : at_first + at_last;
  int32_t middle = first + (last - first) / 2;
  double at_middle = stays(from, middle);
  double bend = (at_first - 2 * at_middle + at_last) * count;
  if (count % 2 == 1 && fabs(bend) < 1e-5)
    return at_middle * count + bend * (count + 1) / (6.0 * (count - 1));
  return sum_of_stays(from, first, at_first, middle, at_middle) +
         sum_of_stays(from, middle + 1, stays(from, middle + 1), last, at_last);
}

static placement_status init_survival(const placement_plan *plan, plm_plan_group *group, const plm_group *from,
                                      placement_error *err)
{
  size_t count = (size_t)plan->calendar.days + 2;
  group->survival = plm_new_array(count, sizeof *group->survival);
  if (group->survival == NULL)
    return plm_fail_memory(err);
  for (size_t r = 0; r < count; r++) {
    group->survival[r] = stays(from, (int32_t)r);
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
  s->beyond = plm_new_array((size_t)plan->calendar.days + 2, sizeof *s->beyond);
  if (s->nights == NULL || s->need_above == NULL || s->age_below == NULL || s->beyond == NULL)
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
  size_t days = (size_t)plan->calendar.days;
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
    double need = need_above(from, nights);
    double age = age_below(from, nights);
    if (need * age <= 1e-15)
      break;
    s->nights[s->count] = nights;
    s->need_above[s->count] = need;
    s->age_below[s->count] = age;
    weights[s->count] = sum_of_stays(from, nights, need * age, last, last > nights ? stays(from, last) : need * age);
    total += weights[s->count];
    s->count++;
  }
  s->beyond[0] = 1;
  for (size_t i = 0; i < s->count; i++) {
    int32_t nights = s->nights[i];
    values[i] = (double)i;
    weights[i] /= total;
    if ((size_t)nights <= days + 1)
      s->beyond[nights] = (i > 0 ? s->beyond[nights - 1] - weights[i - 1] : 1);
  }
  for (size_t r = 0; r <= days + 1; r++)
    s->beyond[r] = s->beyond[r] > 0 ? s->beyond[r] : 0;
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

static placement_status init_group(placement_plan *plan, plm_plan_group *group, const plm_group *from,
                                   placement_error *err)
{
  placement_status status;
  group->id = plm_copy_string(from->id);
  if (group->id == NULL)
    return plm_fail_memory(err);
  group->digest = plm_id_digest("group", from->id);
  group->initial_count = from->initial_count;
  group->has_until_age = from->has_until_age;
  group->until_age = from->until_age;
  group->suitable_below = plm_threshold(from->local_suitability);
  if ((status = init_rates(plan, group, from, err)) != PLACEMENT_OK ||
      (status = plm_quantile_table_init(&group->need, &from->need_days, err)) != PLACEMENT_OK ||
      (status = plm_quantile_table_init(&group->fee, &from->weekly_fee, err)) != PLACEMENT_OK ||
      (status = init_survival(plan, group, from, err)) != PLACEMENT_OK)
    return status;
  if (from->has_until_age && (status = plm_quantile_table_init(&group->age, &from->age_at_entry, err)) != PLACEMENT_OK)
    return status;
  return from->initial_count > 0 ? init_stationary(plan, group, from, err) : PLACEMENT_OK;
}

placement_status plm_groups_init(placement_plan *plan, const placement_scenario *scenario, placement_error *err)
{
  placement_status status = init_pieces(plan, err);
  plan->groups = plm_new_array(scenario->group_count, sizeof *plan->groups);
  if (plan->groups == NULL)
    return plm_fail_memory(err);
  for (size_t g = 0; status == PLACEMENT_OK && g < scenario->group_count; g++) {
    plan->group_count = g + 1;
    status = init_group(plan, &plan->groups[g], &scenario->groups[g], err);
  }
  return status;
}

void plm_groups_clear(placement_plan *plan)
{
  for (size_t g = 0; g < plan->group_count; g++) {
    plm_plan_group *group = &plan->groups[g];
    free(group->id);
    free(group->pieces);
    plm_quantile_table_clear(&group->need);
    plm_quantile_table_clear(&group->fee);
    plm_quantile_table_clear(&group->age);
    free(group->survival);
    plm_quantile_table_clear(&group->stationary.step);
    free(group->stationary.nights);
    free(group->stationary.need_above);
    free(group->stationary.age_below);
    free(group->stationary.beyond);
  }
  free(plan->groups);
  free(plan->piece_start);
}

/* Children who arrive on day a are there in night t with probability P(nights >= t - a + 1). Within a piece the rate is
 * constant, so the sum over its days is a difference of cumulated survival. */
void plm_expected_in_need(const placement_plan *plan, const plm_plan_group *group, double *expected, double *cumulated)
{
  int32_t days = plan->calendar.days;
  cumulated[0] = 0;
  for (int32_t r = 1; r <= days; r++)
    cumulated[r] = cumulated[r - 1] + group->survival[r];
  for (int32_t t = 0; t < days; t++) {
    double sum = group->initial_count > 0 ? group->initial_count * group->stationary.beyond[t + 1] : 0;
    for (size_t i = 0; i < plan->piece_count && plan->piece_start[i] <= t; i++) {
      int32_t end = plan->piece_start[i + 1] < t + 1 ? plan->piece_start[i + 1] : t + 1;
      sum += group->pieces[i].rate * (cumulated[t + 1 - plan->piece_start[i]] - cumulated[t + 1 - end]);
    }
    expected[t] = sum;
  }
}
