/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/stays.h"

#include <math.h>

#define DAYS_IN_YEAR 365.25

double plm_nights_at_least(const plm_distribution *days, int32_t nights)
{
  return nights <= 1 ? 1 : plm_distribution_at_least(days, nights - 0.5);
}

double plm_age_allows(const plm_group *group, int32_t nights)
{
  if (nights <= 1 || !group->has_age || !group->has_until_age)
    return 1;
  return plm_distribution_below(&group->age_at_entry, group->until_age - (nights - 0.5) / DAYS_IN_YEAR);
}

double plm_stays_at_least(const plm_group *group, int32_t nights)
{
  return plm_nights_at_least(&group->need_days, nights) * plm_age_allows(group, nights);
}

/* Of which the ends are known: by a parabola through the ends and the middle where it hardly differs from the straight
 * line, else by halves, which find the jumps of constant needs. */
static double sum_between(const plm_group *group, int32_t first, double at_first, int32_t last, double at_last,
                          double tolerance)
{
  int32_t count = last - first + 1;
  if (count <= 2)
    return count == 1 ? at_first : at_first + at_last;
  int32_t middle = first + (last - first) / 2;
  double at_middle = plm_stays_at_least(group, middle);
  double bend = (at_first - 2 * at_middle + at_last) * count;
  if (count % 2 == 1 && fabs(bend) < tolerance)
    return at_middle * count + bend * (count + 1) / (6.0 * (count - 1));
  return sum_between(group, first, at_first, middle, at_middle, tolerance) +
         sum_between(group, middle + 1, plm_stays_at_least(group, middle + 1), last, at_last, tolerance);
}

double plm_sum_of_stays(const plm_group *group, int32_t first, int32_t last, double tolerance)
{
  return sum_between(group, first, plm_stays_at_least(group, first), last, plm_stays_at_least(group, last), tolerance);
}
