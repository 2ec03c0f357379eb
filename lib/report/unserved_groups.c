/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/unserved_groups.h"

#include "base/memory.h"
#include "plan/expected_need.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LISTED = 3, LONGEST = 60 };

static size_t count_of(const placement_plan *plan)
{
  size_t count = 0;
  for (size_t g = 0; g < plan->group_count; g++)
    count += plan->groups[g].unserved;
  return count;
}

bool plm_has_unserved(const placement_plan *plan)
{
  return count_of(plan) > 0;
}

bool plm_same_unserved(const placement_plan *a, const placement_plan *b)
{
  size_t shared = 0;
  for (size_t i = 0; i < a->group_count; i++)
    for (size_t j = 0; j < b->group_count; j++)
      shared += a->groups[i].unserved && b->groups[j].unserved && strcmp(a->groups[i].id, b->groups[j].id) == 0;
  return shared == count_of(a) && shared == count_of(b);
}

bool plm_unserved_move(const placement_plan *plan)
{
  bool move = false;
  for (size_t g = 0; g < plan->group_count; g++) {
    const plm_plan_group *group = &plan->groups[g];
    move = move || (group->unserved &&
                    (group->days_to_ending[0] > 0 || group->step_down_below > 0 || group->emergency_below > 0));
  }
  return move;
}

plm_decimal plm_unserved_names(const placement_plan *plan)
{
  plm_decimal names = {{0}};
  size_t count = count_of(plan), told = 0, length = 0;
  for (size_t g = 0; g < plan->group_count; g++)
    length += plan->groups[g].unserved ? strlen(plan->groups[g].id) : 0;
  if (count > LISTED || length > LONGEST) {
    (void)snprintf(names.text, sizeof names.text, "%zu group%s", count, count == 1 ? "" : "s");
    return names;
  }
  for (size_t g = 0; g < plan->group_count; g++) {
    size_t used = strlen(names.text);
    if (!plan->groups[g].unserved)
      continue;
    (void)snprintf(names.text + used, sizeof names.text - used, "%s%s",
                   told == 0          ? ""
                   : told + 1 < count ? ", "
                                      : " and ",
                   plan->groups[g].id);
    told++;
  }
  return names;
}

/* Whether a day belongs to a column: a financial year, or the whole horizon. */
static bool is_in(const placement_plan *plan, int32_t day, size_t column)
{
  return column == plan->calendar.year_count || plm_year_of_day(&plan->calendar, day) == column;
}

double plm_unserved_in_need(const placement_plan *plan, size_t column)
{
  int32_t days = plan->calendar.days, counted = 0;
  double *expected = plm_new_array((size_t)days, sizeof *expected), sum = expected != NULL ? 0 : NAN;
  for (int32_t t = 0; t < days; t++)
    counted += is_in(plan, t, column);
  for (size_t g = 0; g < plan->group_count && !isnan(sum); g++) {
    if (!plan->groups[g].unserved)
      continue;
    if (plm_expected_in_need(plan, g, expected, NULL) != PLACEMENT_OK)
      sum = NAN;
    for (int32_t t = 0; t < days && !isnan(sum); t++)
      sum += is_in(plan, t, column) ? expected[t] : 0;
  }
  free(expected);
  return sum / counted;
}

double plm_unserved_requests(const placement_plan *plan, size_t column)
{
  double sum = 0;
  for (size_t g = 0; g < plan->group_count; g++) {
    const plm_plan_group *group = &plan->groups[g];
    for (size_t i = 0; i < plan->piece_count && group->unserved; i++)
      sum += is_in(plan, plan->piece_start[i], column) ? group->pieces[i + 1].before - group->pieces[i].before : 0;
  }
  return sum;
}
