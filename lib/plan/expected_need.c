/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/expected_need.h"
#include "base/error.h"
#include "base/memory.h"
#include "plan/initial.h"
#include "scenario/stays.h"

#include <math.h>
#include <stdlib.h>

/* P(nights >= r), from r = 0. */
static void fill_survival(const plm_group *from, double *survival, int32_t count)
{
  for (int32_t r = 0; r < count; r++)
    survival[r] = r > 0 && survival[r - 1] <= 0 ? 0 : plm_stays_at_least(from, r);
}

/* The mean need in nights is the sum of P(nights >= r); `sum` of those up to the end of the horizon. */
static double mean_nights(const plm_group *from, int32_t days, double sum)
{
  int32_t first = days + 1;
  while (first < PLM_LONGEST_NEED && plm_stays_at_least(from, first) > 1e-15) {
    int32_t last = first + first / 100 < PLM_LONGEST_NEED ? first + first / 100 : PLM_LONGEST_NEED;
    sum += plm_sum_of_stays(from, first, last, 1e-5);
    first = last + 1;
  }
  return sum;
}

/* A child whose need has lasted d nights is there t nights later with probability P(nights > d + t) / P(nights > d). */
static placement_status add_listed(const placement_plan *plan, const plm_group *from, double *expected,
                                   placement_error *err)
{
  int32_t longest = 0;
  double *survival;
  for (size_t i = 0; i < from->child_count; i++)
    longest = from->children[i].days_so_far > longest ? from->children[i].days_so_far : longest;
  int32_t count = longest + plan->calendar.days + 1;
  survival = plm_new_array((size_t)count, sizeof *survival);
  if (survival == NULL)
    return plm_fail_memory(err);
  fill_survival(from, survival, count);
  for (size_t i = 0; i < from->child_count; i++) {
    const double *left = &survival[from->children[i].days_so_far + 1];
    for (int32_t t = 0; t < plan->calendar.days; t++)
      expected[t] += left[t] / left[0];
  }
  free(survival);
  return PLACEMENT_OK;
}

/* Children who arrive on day a are there in night t with probability P(nights >= t - a + 1). Within a piece the rate is
 * constant, so the sum over its days is a difference of cumulated survival. In equilibrium P(remaining > t) is what of
 * the mean nights lies beyond t. */
placement_status plm_expected_in_need(const placement_plan *plan, size_t g, double *expected, placement_error *err)
{
  const plm_group *from = &plan->scenario->groups[g];
  const plm_plan_group *group = &plan->groups[g];
  int32_t days = plan->calendar.days;
  double *cumulated = plm_new_array((size_t)days + 1, sizeof *cumulated);
  if (cumulated == NULL)
    return plm_fail_memory(err);
  fill_survival(from, cumulated, days + 1);
  cumulated[0] = 0;
  for (int32_t r = 1; r <= days; r++)
    cumulated[r] += cumulated[r - 1];
  double mean = group->initial_count > 0 ? mean_nights(from, days, cumulated[days]) : 1;
  for (int32_t t = 0; t < days; t++) {
    double sum = group->initial_count * fmax(0, 1 - cumulated[t] / mean);
    for (size_t i = 0; i < plan->piece_count && plan->piece_start[i] <= t; i++) {
      int32_t end = plan->piece_start[i + 1] < t + 1 ? plan->piece_start[i + 1] : t + 1;
      sum += group->pieces[i].rate * (cumulated[t + 1 - plan->piece_start[i]] - cumulated[t + 1 - end]);
    }
    expected[t] = sum;
  }
  free(cumulated);
  return from->child_count > 0 ? add_listed(plan, from, expected, err) : PLACEMENT_OK;
}
