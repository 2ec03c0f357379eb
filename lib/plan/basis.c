/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The plan basis (MODEL.md section 6): planned dates, full beds and places, expected demand, nothing random.
 */
#include "base/error.h"
#include "base/memory.h"
#include "base/money.h"
#include "plan/expected_need.h"
#include "plan/timetable.h"

#include <math.h>
#include <stdlib.h>

struct placement_basis {
  size_t metric_count;
  size_t column_count;
  double *values; /* metric_count x column_count; NAN where there is no figure */
};

/* Figures of the base metrics under construction: pounds until rounded, nights, expected arrivals. */
typedef struct working {
  const placement_plan *plan;
  plm_timetable timetable;
  double *cells; /* base_count x (year_count + 1) */
  double *shares;
  double *to_place; /* of a night: expected children in need, unserved groups left out */
  double *fees;     /* of a night: the sum of these x mean fee */
} working;

static double *cell(working *w, size_t base, size_t column)
{
  return &w->cells[plm_cell(w->plan, base, column)];
}

/* Occupied beds cost what open beds cost, since every bed is full, and every place of a scheme. */
static void charge_occupied(working *w, const plm_line *line)
{
  const placement_plan *plan = w->plan;
  plm_window window = plm_line_window(plan, line, &w->timetable);
  bool weekly = line->per == PLM_PER_WEEK;
  for (size_t y = 0; y < plan->calendar.year_count; y++) {
    if (line->owner == PLM_OWNER_SCHEME) {
      const plm_plan_scheme *scheme = &plan->schemes[line->position];
      w->shares[y] += scheme->places * plm_accrued_share(&plan->calendar, y, weekly,
                                                         plm_latest(scheme->opens, window.from), window.until);
    }
    for (size_t h = 0; h < plan->home_count; h++)
      if (plm_line_concerns(plan, line, h))
        w->shares[y] +=
            plan->homes[h].beds * plm_accrued_share(&plan->calendar, y, weekly,
                                                    plm_latest(w->timetable.home_opening[h], window.from),
                                                    plm_earlier(w->timetable.home_closing[h], window.until));
  }
}

/* Admissions on the day on which a home or scheme opens. */
static void charge_admissions_on(working *w, const plm_line *line, int32_t day, int32_t beds)
{
  plm_window window = plm_line_window(w->plan, line, &w->timetable);
  if (day >= window.from && day < window.until && day >= 0 && day < w->plan->calendar.days)
    w->shares[plm_year_of_day(&w->plan->calendar, day)] += beds;
}

/* One admission a bed or place. */
static void charge_admissions(working *w, const plm_line *line)
{
  if (line->owner == PLM_OWNER_SCHEME)
    charge_admissions_on(w, line, w->plan->schemes[line->position].opens, w->plan->schemes[line->position].places);
  for (size_t h = 0; h < w->plan->home_count; h++)
    if (plm_line_concerns(w->plan, line, h))
      charge_admissions_on(w, line, w->timetable.home_opening[h], w->plan->homes[h].beds);
}

static void charge_lines(working *w)
{
  for (size_t i = 0; i < w->plan->line_count; i++) {
    const plm_line *line = &w->plan->lines[i];
    plm_line_shares(w->plan, line, &w->timetable, w->shares);
    if (line->per == PLM_PER_ADMISSION)
      charge_admissions(w, line);
    else if (line->unit == PLM_FOR_OCCUPIED_BED)
      charge_occupied(w, line);
    for (size_t y = 0; y < w->plan->calendar.year_count; y++)
      *cell(w, line->category, y) += line->amount * w->shares[y] * line->index[y];
  }
}

static void count_beds(working *w)
{
  for (size_t h = 0; h < w->plan->home_count; h++) {
    size_t base = PLM_BASE_COUNT + h * PLM_HOME_BASE_COUNT;
    for (size_t y = 0; y < w->plan->calendar.year_count; y++) {
      double nights =
          (double)w->plan->homes[h].beds *
          plm_nights_in_year(&w->plan->calendar, y, w->timetable.home_opening[h], w->timetable.home_closing[h]);
      *cell(w, base + PLM_HOME_BEDS_OPEN, y) = nights;
      *cell(w, base + PLM_HOME_BEDS_OCCUPIED, y) = nights;
      *cell(w, PLM_BEDS_OPEN, y) += nights;
      *cell(w, PLM_BEDS_OCCUPIED, y) += nights;
      *cell(w, PLM_CHILDREN_IN_HOUSE, y) += nights;
    }
  }
}

static placement_status expect_demand(working *w, placement_error *err)
{
  const placement_plan *plan = w->plan;
  size_t days = (size_t)plan->calendar.days;
  double *expected = plm_new_array(days, sizeof *expected);
  placement_status status = expected == NULL ? plm_fail_memory(err) : PLACEMENT_OK;
  for (size_t g = 0; status == PLACEMENT_OK && g < plan->group_count; g++) {
    const plm_plan_group *group = &plan->groups[g];
    if ((status = plm_expected_in_need(plan, g, expected, err)) != PLACEMENT_OK)
      break;
    for (size_t t = 0; t < days; t++) {
      *cell(w, PLM_CHILDREN_IN_NEED, plm_year_of_day(&plan->calendar, (int32_t)t)) += expected[t];
      w->to_place[t] += group->unserved ? 0 : expected[t];
      w->fees[t] += group->unserved ? 0 : expected[t] * group->fee->mean;
    }
    for (size_t i = 0; i < plan->piece_count; i++)
      *cell(w, PLM_ARRIVALS, plm_year_of_day(&plan->calendar, plan->piece_start[i])) +=
          group->pieces[i + 1].before - group->pieces[i].before;
  }
  free(expected);
  return status;
}

static int32_t open_beds_on(const working *w, int32_t day)
{
  int32_t beds = 0;
  for (size_t h = 0; h < w->plan->home_count; h++)
    if (w->timetable.home_opening[h] <= day && day < w->timetable.home_closing[h])
      beds += w->plan->homes[h].beds;
  return beds;
}

static int32_t open_places_on(const working *w, int32_t day)
{
  int32_t places = 0;
  for (size_t i = 0; i < w->plan->scheme_count; i++)
    if (w->plan->schemes[i].opens <= day)
      places += w->plan->schemes[i].places;
  return places;
}

/* Children in need beyond the open beds and places are placed externally at the mean fee of those in need. */
static void place_externally(working *w)
{
  const plm_calendar *c = &w->plan->calendar;
  size_t y = 0;
  for (int32_t t = 0; t < c->days; t++) {
    int32_t places = open_places_on(w, t);
    double external = w->to_place[t] - open_beds_on(w, t) - places;
    y += t == c->year_start[y + 1];
    *cell(w, PLM_CHILDREN_STEP_DOWN, y) += places;
    if (external <= 0)
      continue;
    *cell(w, PLM_CHILDREN_EXTERNAL, y) += external;
    *cell(w, PLM_COST_EXTERNAL_STANDARD, y) +=
        external * (w->fees[t] / w->to_place[t]) / 7.0 * w->plan->external_index[y];
    *cell(w, PLM_COST_EXTERNAL_VISITS, y) +=
        external * w->plan->visits * plm_accrued_share(c, y, false, t, t + 1) * w->plan->external_index[y];
  }
}

/* Rounds each category and year to pence, then forms every sum from those pence; money stays in whole pence. */
static void settle(working *w)
{
  static const plm_base categories[] = {PLM_COST_CAPITAL,   PLM_COST_IN_HOUSE_FIXED,    PLM_COST_IN_HOUSE_OCCUPANCY,
                                        PLM_COST_PROGRAMME, PLM_COST_EXTERNAL_STANDARD, PLM_COST_EXTERNAL_VISITS,
                                        PLM_COST_STEP_DOWN};
  size_t years = w->plan->calendar.year_count;
  for (size_t y = 0; y < years; y++) {
    for (size_t i = 0; i < sizeof categories / sizeof *categories; i++)
      *cell(w, categories[i], y) = (double)plm_pence(*cell(w, categories[i], y));
    *cell(w, PLM_COST_IN_HOUSE, y) = *cell(w, PLM_COST_IN_HOUSE_FIXED, y) + *cell(w, PLM_COST_IN_HOUSE_OCCUPANCY, y) +
                                     *cell(w, PLM_COST_PROGRAMME, y);
    *cell(w, PLM_COST_EXTERNAL, y) = *cell(w, PLM_COST_EXTERNAL_STANDARD, y) + *cell(w, PLM_COST_EXTERNAL_VISITS, y);
    *cell(w, PLM_COST_REVENUE, y) =
        *cell(w, PLM_COST_IN_HOUSE, y) + *cell(w, PLM_COST_EXTERNAL, y) + *cell(w, PLM_COST_STEP_DOWN, y);
    double total = *cell(w, PLM_COST_REVENUE, y) + *cell(w, PLM_COST_CAPITAL, y);
    *cell(w, PLM_COST_TOTAL, y) = total;
    *cell(w, PLM_COST_REAL, y) = (double)plm_pence(total / 100 * w->plan->real_factors[y]);
    *cell(w, PLM_COST_NET_PRESENT, y) = (double)plm_pence(total / 100 * w->plan->present_factors[y]);
  }
  for (size_t base = 0; base < w->plan->base_count; base++)
    for (size_t y = 0; y < years; y++)
      *cell(w, base, years) += *cell(w, base, y);
}

/* Counts other than arrivals have no figure on the plan basis, nor have children without a place. */
static bool has_figure(int32_t base)
{
  return base != PLM_CHILDREN_UNSERVED && (base < PLM_PLACEMENTS || base > PLM_UNSERVED);
}

static double figure(working *w, const plm_metric *metric, size_t column)
{
  if (metric->base >= 0) {
    double value = *cell(w, (size_t)metric->base, column);
    if (!has_figure(metric->base))
      return NAN;
    if (metric->unit == PLACEMENT_UNIT_CHILDREN)
      return value / placement_plan_column_nights(w->plan, column);
    return metric->unit == PLACEMENT_UNIT_MONEY ? value / 100 : value;
  }
  double numerator = *cell(w, (size_t)metric->numerator, column);
  double denominator = *cell(w, (size_t)metric->denominator[0], column);
  if (metric->denominator[1] >= 0)
    denominator += *cell(w, (size_t)metric->denominator[1], column);
  if (denominator <= 0)
    return NAN;
  return metric->unit == PLACEMENT_UNIT_SHARE ? numerator / denominator
                                              : (double)plm_pence(numerator / 100 * 7 / denominator) / 100;
}

placement_status placement_basis_new(const placement_plan *plan, placement_basis **basis, placement_error *err)
{
  placement_basis *made = NULL;
  working w = {.plan = plan};
  placement_status status;
  if (plan == NULL || basis == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "plan and basis must not be NULL");
  made = plm_new_array(1, sizeof *made);
  w.cells = plm_new_array(plan->cell_count, sizeof *w.cells);
  w.shares = plm_new_array(plan->calendar.year_count, sizeof *w.shares);
  w.to_place = plm_new_array((size_t)plan->calendar.days, sizeof *w.to_place);
  w.fees = plm_new_array((size_t)plan->calendar.days, sizeof *w.fees);
  status = plm_timetable_init(&w.timetable, plan, err);
  if (made == NULL || w.cells == NULL || w.shares == NULL || w.to_place == NULL || w.fees == NULL)
    status = plm_fail_memory(err);
  if (status != PLACEMENT_OK)
    goto out;
  made->metric_count = plan->metric_count;
  made->column_count = plan->calendar.year_count + 1;
  made->values = plm_new_array(made->metric_count * made->column_count, sizeof *made->values);
  if (made->values == NULL) {
    status = plm_fail_memory(err);
    goto out;
  }
  plm_timetable_planned(&w.timetable, plan);
  charge_lines(&w);
  count_beds(&w);
  if ((status = expect_demand(&w, err)) != PLACEMENT_OK)
    goto out;
  place_externally(&w);
  settle(&w);
  for (size_t m = 0; m < made->metric_count; m++)
    for (size_t column = 0; column < made->column_count; column++)
      made->values[m * made->column_count + column] = figure(&w, &plan->metrics[m], column);
  *basis = made;
  made = NULL;
out:
  plm_timetable_clear(&w.timetable);
  free(w.cells);
  free(w.shares);
  free(w.to_place);
  free(w.fees);
  placement_basis_free(made);
  return status;
}

void placement_basis_free(placement_basis *basis)
{
  if (basis == NULL)
    return;
  free(basis->values);
  free(basis);
}

double placement_basis_value(const placement_basis *basis, size_t metric, size_t column)
{
  if (basis == NULL || metric >= basis->metric_count || column >= basis->column_count)
    return NAN;
  return basis->values[metric * basis->column_count + column];
}
