/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"
#include "base/memory.h"
#include "plan/compile.h"
#include "plan/timetable.h"

static plm_base category_of(const plm_cost_line *from, plm_owner owner)
{
  if (from->capital)
    return PLM_COST_CAPITAL;
  if (owner != PLM_OWNER_HOME)
    return PLM_COST_PROGRAMME;
  return from->unit == PLM_FOR_OCCUPIED_BED || from->per == PLM_PER_ADMISSION ? PLM_COST_IN_HOUSE_OCCUPANCY
                                                                              : PLM_COST_IN_HOUSE_FIXED;
}

static plm_when when_or(plm_when when, plm_when_kind kind, int32_t days)
{
  return when.kind != PLM_WHEN_NONE ? when : (plm_when){kind, days};
}

/* Lines of a home or phase run from opening until closing unless they say otherwise, those of the programme over the
 * whole horizon. */
static void add_lines(placement_plan *plan, const plm_cost_line *lines, size_t count, plm_owner owner, size_t position)
{
  bool programme = owner == PLM_OWNER_PROGRAMME;
  for (size_t i = 0; i < count; i++) {
    const plm_cost_line *from = &lines[i];
    plm_line *line = &plan->lines[plan->line_count++];
    line->owner = owner;
    line->position = (int32_t)position;
    line->category = category_of(from, owner);
    line->per = from->per;
    line->unit = from->unit;
    line->from = when_or(from->from, programme ? PLM_WHEN_DATE : PLM_WHEN_OPENING, 0);
    line->until =
        when_or(from->until, programme ? PLM_WHEN_DATE : PLM_WHEN_CLOSING, programme ? plan->calendar.days : 0);
    line->on = when_or(from->on, PLM_WHEN_OPENING, 0);
    line->amount = from->amount;
    line->biased_amount = from->amount * (1 + from->optimism_bias);
    line->index = plan->index_factors + (size_t)(from->index + 1) * plan->calendar.year_count;
  }
}

static bool for_occupied(const plm_line *line)
{
  return line->unit == PLM_FOR_OCCUPIED_BED && line->per != PLM_PER_ADMISSION;
}

static bool for_admission(const plm_line *line)
{
  return line->per == PLM_PER_ADMISSION;
}

/* Lists, home by home, the lines of one kind that concern it. With lists NULL, only counts. */
static size_t list_lines(placement_plan *plan, bool (*kind)(const plm_line *), int32_t *lists)
{
  size_t count = 0;
  for (size_t h = 0; h < plan->home_count; h++) {
    size_t first = count;
    for (size_t i = 0; i < plan->line_count; i++) {
      if (!kind(&plan->lines[i]) || !plm_line_concerns(plan, &plan->lines[i], h))
        continue;
      if (lists != NULL)
        lists[count] = (int32_t)i;
      count++;
    }
    if (kind == for_occupied) {
      plan->homes[h].occupied_first = first;
      plan->homes[h].occupied_end = count;
    } else {
      plan->homes[h].admission_first = first;
      plan->homes[h].admission_end = count;
    }
  }
  return count;
}

placement_status plm_lines_init(placement_plan *plan, const placement_scenario *scenario, placement_error *err)
{
  size_t count = scenario->cost_count;
  for (size_t p = 0; p < scenario->phase_count; p++)
    count += scenario->phases[p].cost_count;
  for (size_t h = 0; h < scenario->home_count; h++)
    count += scenario->homes[h].cost_count;
  plan->lines = plm_new_array(count, sizeof *plan->lines);
  if (plan->lines == NULL)
    return plm_fail_memory(err);
  add_lines(plan, scenario->costs, scenario->cost_count, PLM_OWNER_PROGRAMME, 0);
  for (size_t p = 0; p < scenario->phase_count; p++)
    add_lines(plan, scenario->phases[p].costs, scenario->phases[p].cost_count, PLM_OWNER_PHASE, p);
  for (size_t h = 0; h < scenario->home_count; h++)
    add_lines(plan, scenario->homes[h].costs, scenario->homes[h].cost_count, PLM_OWNER_HOME, h);
  plan->occupied_lines = plm_new_array(list_lines(plan, for_occupied, NULL), sizeof *plan->occupied_lines);
  plan->admission_lines = plm_new_array(list_lines(plan, for_admission, NULL), sizeof *plan->admission_lines);
  if (plan->occupied_lines == NULL || plan->admission_lines == NULL)
    return plm_fail_memory(err);
  (void)list_lines(plan, for_occupied, plan->occupied_lines);
  (void)list_lines(plan, for_admission, plan->admission_lines);
  return PLACEMENT_OK;
}
