/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"
#include "base/memory.h"
#include "plan/compile.h"
#include "plan/timetable.h"

static plm_base category_of(const plm_cost_line *from, plm_owner owner)
{
  if (from->capital)
    return PLM_COST_CAPITAL;
  if (owner == PLM_OWNER_SCHEME)
    return PLM_COST_STEP_DOWN;
  if (owner != PLM_OWNER_HOME)
    return PLM_COST_PROGRAMME;
  return from->unit == PLM_FOR_OCCUPIED_BED || from->per == PLM_PER_ADMISSION ? PLM_COST_IN_HOUSE_OCCUPANCY
                                                                              : PLM_COST_IN_HOUSE_FIXED;
}

/* What the analyst did not write keeps its default. */
static void set_when(plm_when *when, plm_when from)
{
  if (from.kind != PLM_WHEN_NONE)
    *when = from;
}

static void set_numbers(plm_line *line, const plm_cost_line *from)
{
  line->amount = from->amount;
  line->biased_amount = from->amount * (1 + from->optimism_bias);
  set_when(&line->from, from->from);
  set_when(&line->until, from->until);
  set_when(&line->on, from->on);
}

/* Lines of a home or phase run from opening until closing unless they say otherwise, those of a scheme from the day on
 * which it opens, those of the programme over the whole horizon. */
static placement_status add_lines(placement_plan *plan, const plm_cost_line *lines, size_t count, plm_owner owner,
                                  size_t position)
{
  bool of_home = owner == PLM_OWNER_HOME || owner == PLM_OWNER_PHASE;
  plm_when first = of_home ? (plm_when){PLM_WHEN_OPENING, 0} : (plm_when){PLM_WHEN_DATE, 0};
  plm_when last = of_home ? (plm_when){PLM_WHEN_CLOSING, 0} : (plm_when){PLM_WHEN_DATE, plan->calendar.days};
  if (owner == PLM_OWNER_SCHEME)
    first.days = plan->schemes[position].opens;
  for (size_t i = 0; i < count; i++) {
    const plm_cost_line *from = &lines[i];
    plm_line *line = &plan->lines[plan->line_count++];
    if (from->id != NULL && (line->id = plm_copy_string(from->id)) == NULL)
      return PLACEMENT_ERROR_MEMORY;
    line->owner = owner;
    line->position = (int32_t)position;
    line->category = category_of(from, owner);
    line->per = from->per;
    line->unit = from->unit;
    line->from = line->on = first;
    line->until = last;
    set_numbers(line, from);
    line->index = plan->index_factors + (size_t)(from->index + 1) * plan->calendar.year_count;
  }
  return PLACEMENT_OK;
}

static bool for_occupied(const plm_line *line)
{
  return line->unit == PLM_FOR_OCCUPIED_BED && line->per != PLM_PER_ADMISSION;
}

static bool for_admission(const plm_line *line)
{
  return line->per == PLM_PER_ADMISSION;
}

/* Where the lines of one kind that concern a home begin and end in their list. */
typedef struct listed {
  size_t *first, *end;
} listed;

static listed listed_of(placement_plan *plan, bool (*kind)(const plm_line *), size_t h)
{
  plm_plan_home *home = &plan->homes[h];
  return kind == for_occupied ? (listed){&home->occupied_first, &home->occupied_end}
                              : (listed){&home->admission_first, &home->admission_end};
}

/* Adds each line of the kind to the end of the lists of those homes that it concerns; with `list` NULL, only counts. */
static void append_lines(placement_plan *plan, bool (*kind)(const plm_line *), int32_t *list)
{
  for (size_t i = 0; i < plan->line_count; i++) {
    const plm_line *line = &plan->lines[i];
    bool of_one = line->owner == PLM_OWNER_HOME;
    size_t end = of_one ? (size_t)line->position + 1 : plan->home_count;
    for (size_t h = of_one ? (size_t)line->position : 0; kind(line) && h < end; h++) {
      size_t *at = listed_of(plan, kind, h).end;
      if (!plm_line_concerns(plan, line, h))
        continue;
      if (list != NULL)
        list[*at] = (int32_t)i;
      ++*at;
    }
  }
}

/* The lists of all homes, one after the other; NULL without memory. */
static int32_t *list_lines(placement_plan *plan, bool (*kind)(const plm_line *))
{
  size_t count = 0;
  append_lines(plan, kind, NULL);
  for (size_t h = 0; h < plan->home_count; h++) {
    listed of = listed_of(plan, kind, h);
    *of.first = count;
    count += *of.end;
    *of.end = *of.first;
  }
  int32_t *list = plm_new_array(count, sizeof *list);
  if (list != NULL)
    append_lines(plan, kind, list);
  return list;
}

static placement_status add_all_lines(placement_plan *plan, const placement_scenario *scenario)
{
  placement_status status = add_lines(plan, scenario->costs, scenario->cost_count, PLM_OWNER_PROGRAMME, 0);
  for (size_t p = 0; status == PLACEMENT_OK && p < scenario->phase_count; p++)
    status = add_lines(plan, scenario->phases[p].costs, scenario->phases[p].cost_count, PLM_OWNER_PHASE, p);
  for (size_t h = 0; status == PLACEMENT_OK && h < scenario->home_count; h++)
    status = add_lines(plan, scenario->homes[h].costs, scenario->homes[h].cost_count, PLM_OWNER_HOME, h);
  for (size_t i = 0; status == PLACEMENT_OK && i < scenario->step_down_count; i++) {
    plan->scheme_line_first[i] = plan->line_count;
    status = add_lines(plan, scenario->step_downs[i].costs, scenario->step_downs[i].cost_count, PLM_OWNER_SCHEME, i);
  }
  plan->scheme_line_first[scenario->step_down_count] = plan->line_count;
  return status;
}

placement_status plm_lines_init(placement_plan *plan, const placement_scenario *scenario, placement_error *err)
{
  size_t count = scenario->cost_count;
  for (size_t p = 0; p < scenario->phase_count; p++)
    count += scenario->phases[p].cost_count;
  for (size_t h = 0; h < scenario->home_count; h++)
    count += scenario->homes[h].cost_count;
  for (size_t i = 0; i < scenario->step_down_count; i++)
    count += scenario->step_downs[i].cost_count;
  plan->lines = plm_new_array(count, sizeof *plan->lines);
  if (plan->lines == NULL || add_all_lines(plan, scenario) != PLACEMENT_OK)
    return plm_fail_memory(err);
  plan->occupied_lines = list_lines(plan, for_occupied);
  plan->admission_lines = list_lines(plan, for_admission);
  return plan->occupied_lines == NULL || plan->admission_lines == NULL ? plm_fail_memory(err) : PLACEMENT_OK;
}

static size_t fill_lines(placement_plan *plan, size_t first, const plm_cost_line *lines, size_t count)
{
  for (size_t i = 0; i < count; i++)
    set_numbers(&plan->lines[first + i], &lines[i]);
  return first + count;
}

void plm_lines_fill(placement_plan *plan, const placement_scenario *scenario)
{
  size_t first = fill_lines(plan, 0, scenario->costs, scenario->cost_count);
  for (size_t p = 0; p < scenario->phase_count; p++)
    first = fill_lines(plan, first, scenario->phases[p].costs, scenario->phases[p].cost_count);
  for (size_t h = 0; h < scenario->home_count; h++)
    first = fill_lines(plan, first, scenario->homes[h].costs, scenario->homes[h].cost_count);
  for (size_t i = 0; i < scenario->step_down_count; i++)
    first = fill_lines(plan, first, scenario->step_downs[i].costs, scenario->step_downs[i].cost_count);
}
