/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Indices, real terms and net present cost, by financial year.
 */
#include "base/error.h"
#include "base/memory.h"
#include "plan/compile.h"

/* One factor for each financial year: 1 in the year of the base date, a step at each start of a year after it, and the
 * first rate undone for each year before it. */
static void fill_index(double *factors, const placement_plan *plan, const plm_index *index, int32_t base_year)
{
  double factor = 1;
  int32_t year = base_year;
  int32_t first = plan->calendar.first_year;
  int32_t end = first + (int32_t)plan->calendar.year_count;
  for (size_t step = 0; year < end; year++, step++) {
    if (year >= first)
      factors[year - first] = factor;
    factor *= 1 + index->rates[step < index->rate_count ? step : index->rate_count - 1];
  }
  factor = 1;
  for (year = base_year - 1; year >= first; year--) {
    factor /= 1 + index->rates[0];
    if (year < end)
      factors[year - first] = factor;
  }
}

void plm_prices_fill(placement_plan *plan, const placement_scenario *scenario)
{
  const plm_prices *prices = &scenario->prices;
  size_t years = plan->calendar.year_count;
  int32_t base_year = plm_scenario_financial_year(scenario, scenario->start + prices->base_date);
  for (size_t y = 0; y < years; y++)
    plan->index_factors[y] = 1;
  for (size_t i = 0; i < prices->index_count; i++)
    fill_index(plan->index_factors + (i + 1) * years, plan, &prices->indices[i], base_year);
  const double *deflator = plan->index_factors + (size_t)(prices->deflator + 1) * years;
  double discount = 1;
  for (size_t y = 0; y < years; y++) {
    plan->real_factors[y] = 1 / deflator[y];
    plan->present_factors[y] = 1 / (deflator[y] * discount);
    discount *= 1 + prices->discount_rate;
  }
}

placement_status plm_prices_init(placement_plan *plan, const placement_scenario *scenario, placement_error *err)
{
  size_t years = plan->calendar.year_count;
  plan->index_factors = plm_new_array((scenario->prices.index_count + 1) * years, sizeof *plan->index_factors);
  plan->real_factors = plm_new_array(years, sizeof *plan->real_factors);
  plan->present_factors = plm_new_array(years, sizeof *plan->present_factors);
  if (plan->index_factors == NULL || plan->real_factors == NULL || plan->present_factors == NULL)
    return plm_fail_memory(err);
  plan->external_index = plan->index_factors + (size_t)(scenario->external_index + 1) * years;
  plm_prices_fill(plan, scenario);
  return PLACEMENT_OK;
}
