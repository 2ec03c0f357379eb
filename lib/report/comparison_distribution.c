/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How the difference in total cost spreads over the futures.
 */
#include "report/comparison_findings.h"
#include "report/spread.h"
#include "report/told_amounts.h"

/* Of total cost over the horizon. */
static double quantile_of(const void *of, double p)
{
  const plm_compared_pair *pair = of;
  return placement_comparison_quantile(pair->comparison, placement_plan_metric_find(pair->base, "cost.total"),
                                       placement_plan_year_count(pair->base), p);
}

/* Nothing where both always cost the same. */
void plm_comparison_distribution_table(const plm_compared_pair *pair)
{
  placement_findings *f = pair->findings;
  plm_spread spread = {quantile_of, pair, placement_comparison_replications(pair->comparison)};
  if (plm_never_differs(pair, "cost.total"))
    return;
  double range = plm_spread_range(&spread);
  plm_findings_table(f, "difference_distribution", "Difference in total cost over the whole horizon: how it spreads",
                     "Alternative less base: a minus is a saving. Share of the futures in which the difference is at "
                     "least that in the first column and less than that in the second; the first and the last row also "
                     "have what lies below and above them, 1 of 1,000 futures each.");
  plm_findings_detail(f);
  plm_findings_column(f, "from", "from", PLACEMENT_UNIT_MONEY);
  plm_findings_column(f, "until", "until", PLACEMENT_UNIT_MONEY);
  plm_findings_column(f, "share", "share, %", PLACEMENT_UNIT_PROBABILITY);
  for (plm_spread_bins bins = plm_spread_begin(&spread, plm_spread_width(range, range)); plm_spread_next(&bins);) {
    plm_findings_row(f, PLACEMENT_UNIT_NUMBER);
    plm_findings_number(f, bins.from);
    plm_findings_number(f, bins.until);
    plm_findings_number(f, bins.share);
  }
  plm_findings_summary(f,
                       "Against the base, the alternative costs %s in eight of ten futures (P10 to P90); the middle of "
                       "all futures is %s (P50).",
                       plm_about_span(f, quantile_of(pair, 0.1), quantile_of(pair, 0.9)).text,
                       plm_about_more(f, quantile_of(pair, 0.5)).text);
}
