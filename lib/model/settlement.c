/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/settlement.h"
#include "base/money.h"
#include "model/accounts.h"
#include "model/ledger_money.h"
#include "plan/controls.h"

#include <string.h>

static int64_t *cell(placement_workspace *w, size_t base, size_t column)
{
  return &w->outcome[plm_cell(w->plan, base, column)];
}

static void counted_shares(const plm_line *line, const int64_t *units, size_t years, double *shares)
{
  for (size_t y = 0; y < years; y++)
    shares[y] =
        line->per == PLM_PER_ADMISSION ? (double)units[y] : plm_units_share(line->per == PLM_PER_WEEK, units[y]);
}

static void settle_lines(placement_workspace *w, double *pounds)
{
  const placement_plan *plan = w->plan;
  size_t years = plan->calendar.year_count;
  for (size_t i = 0; i < plan->line_count; i++) {
    const plm_line *line = &plan->lines[i];
    bool counted = plm_depends_on_residents(line); /* and told as it was */
    if (counted)
      counted_shares(line, &w->line_units[i * years], years, w->shares);
    else
      plm_line_shares(plan, line, &w->timetable, w->shares);
    for (size_t y = 0; y < years; y++) {
      pounds[(size_t)line->category * years + y] += line->biased_amount * w->shares[y] * line->index[y];
      if (w->ledger != NULL && !counted)
        plm_tell_line(w, i, y, w->shares[y]);
    }
  }
}

/* Income of sold beds in one year: nights x weekly income / 7. */
static double sold_beds(placement_workspace *w, size_t y)
{
  double pounds = 0;
  for (size_t h = 0; h < w->plan->home_count; h++)
    pounds += (double)*cell(w, PLM_BASE_COUNT + h * PLM_HOME_BASE_COUNT + PLM_HOME_BEDS_SOLD, y) *
              w->plan->homes[h].sale_weekly_income / 7;
  return pounds;
}

static void settle_sums(placement_workspace *w, size_t y)
{
  int64_t in_house =
      *cell(w, PLM_COST_IN_HOUSE_FIXED, y) + *cell(w, PLM_COST_IN_HOUSE_OCCUPANCY, y) + *cell(w, PLM_COST_PROGRAMME, y);
  int64_t external = 0;
  for (size_t base = PLM_COST_EXTERNAL_STANDARD; base <= PLM_COST_EXTERNAL_VISITS; base++)
    external += *cell(w, base, y);
  int64_t revenue = in_house + external + *cell(w, PLM_COST_STEP_DOWN, y) - *cell(w, PLM_INCOME_SOLD_BEDS, y);
  int64_t total = revenue + *cell(w, PLM_COST_CAPITAL, y);
  *cell(w, PLM_COST_IN_HOUSE, y) = in_house;
  *cell(w, PLM_COST_EXTERNAL, y) = external;
  *cell(w, PLM_COST_REVENUE, y) = revenue;
  *cell(w, PLM_COST_TOTAL, y) = total;
  *cell(w, PLM_COST_REAL, y) = plm_pence((double)total / 100 * w->plan->real_factors[y]);
  *cell(w, PLM_COST_NET_PRESENT, y) = plm_pence((double)total / 100 * w->plan->present_factors[y]);
}

static void round_off(placement_workspace *w, plm_base category, size_t y, double pounds)
{
  *cell(w, category, y) = plm_pence(pounds);
  if (w->ledger != NULL)
    plm_tell_rounding(w, category, y, pounds, *cell(w, category, y));
}

static void settle_money(placement_workspace *w)
{
  static const plm_base of_lines[] = {PLM_COST_CAPITAL, PLM_COST_IN_HOUSE_FIXED, PLM_COST_IN_HOUSE_OCCUPANCY,
                                      PLM_COST_PROGRAMME, PLM_COST_STEP_DOWN};
  const placement_plan *plan = w->plan;
  size_t years = plan->calendar.year_count;
  memset(w->pounds, 0, PLM_BASE_COUNT * years * sizeof *w->pounds);
  settle_lines(w, w->pounds);
  for (size_t y = 0; y < years; y++) {
    double index = plan->external_index[y];
    for (size_t i = 0; i < sizeof of_lines / sizeof *of_lines; i++)
      round_off(w, of_lines[i], y, w->pounds[of_lines[i] * years + y]);
    round_off(w, PLM_COST_EXTERNAL_STANDARD, y, w->standard[y] / 7 * index);
    round_off(w, PLM_COST_EXTERNAL_EMERGENCY, y, w->emergency[y] / 7 * index);
    round_off(w, PLM_COST_EXTERNAL_ENHANCEMENT, y, w->enhancement[y] / 7 * index);
    round_off(w, PLM_COST_EXTERNAL_NOTICE, y, w->notice[y] / 7 * index);
    round_off(w, PLM_COST_EXTERNAL_VISITS, y, plm_units_share(false, w->visits[y]) * plan->visits * index);
    round_off(w, PLM_INCOME_SOLD_BEDS, y, sold_beds(w, y) * index);
    settle_sums(w, y);
  }
}

/* Open bed-nights come from the timetable, not from the states that they must equal in sum. */
static void settle_beds(placement_workspace *w)
{
  const placement_plan *plan = w->plan;
  for (size_t h = 0; h < plan->home_count; h++) {
    size_t base = PLM_BASE_COUNT + h * PLM_HOME_BASE_COUNT;
    for (size_t y = 0; y < plan->calendar.year_count; y++) {
      *cell(w, base + PLM_HOME_BEDS_OPEN, y) =
          (int64_t)plan->homes[h].beds *
          plm_nights_in_year(&plan->calendar, y, w->timetable.home_opening[h], w->timetable.home_closing[h]);
    }
    int64_t *all = cell(w, PLM_BEDS_OPEN, 0);
    const int64_t *of_home = cell(w, base, 0);
    for (size_t i = 0; i < PLM_HOME_BASE_COUNT * (plan->calendar.year_count + 1); i++)
      all[i] += of_home[i];
  }
}

void plm_settle(placement_workspace *w)
{
  size_t years = w->plan->calendar.year_count;
  settle_money(w);
  settle_beds(w);
  for (size_t base = 0; base < w->plan->base_count; base++) {
    int64_t *of_years = cell(w, base, 0);
    for (size_t y = 0; y < years; y++)
      of_years[years] += of_years[y];
  }
  plm_controls_write(w->plan, 1, cell(w, PLM_ARRIVALS, years), w->known_nights, w->excess,
                     &w->outcome[plm_control_cell(w->plan)]);
}
