/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How the total over the horizon spreads over the futures.
 */
#include "report/run_tables.h"
#include "report/spread.h"

#include <math.h>

static size_t total_of(const plm_side *side)
{
  return plm_run_metric(side, "cost.total");
}

static size_t horizon_of(const plm_side *side)
{
  return placement_plan_year_count(side->plan);
}

static double quantile_of(const plm_side *side, double p)
{
  return placement_summary_quantile(side->summary, total_of(side), horizon_of(side), p);
}

static void add_quantile(const plm_sides *of, const plm_side *side, const char *name, double amount)
{
  plm_run_row(of, side, PLACEMENT_UNIT_NUMBER);
  plm_findings_text(of->findings, name);
  plm_findings_number(of->findings, amount);
}

/* What control variates win, and how exact quantiles are. */
static void tell_precision(const plm_side *side, const placement_findings *f, plm_told *told)
{
  placement_statistics s = plm_run_statistics(side, total_of(side), horizon_of(side));
  double won = (s.se / s.se_adjusted) * (s.se / s.se_adjusted), most = s.quantile_error;
  if (isfinite(won) && won >= 1.05) {
    bool all = won > 1e6; /* what is left is rounding */
    plm_told_add(told,
                 " For analysts: the mean is that of the futures simulated, and adds up with the figures of all other "
                 "tables: use it in reports. Corrected for what is known of how these futures differ from an average "
                 "draw (control variates), it is estimated at %.60s (standard error %.60s, as of %s%.60s times as many "
                 "futures): use that where nothing but the mean total matters.",
                 plm_findings_amount(f, s.mean_adjusted).text, plm_findings_amount(f, s.se_adjusted).text,
                 all ? "over " : "", plm_format_decimal(all ? 1e6 : won, won < 10 ? 1 : 0, true).text);
  }
  if (most >= 1)
    plm_told_add(told, " The quantiles come from a histogram and are at most %.60s off.",
                 plm_findings_amount(f, ceil(most)).text);
}

void plm_run_add_total_quantiles(const plm_sides *of)
{
  static const struct {
    const char *name;
    double p;
  } quantiles[] = {{"P1", 0.01},  {"P5", 0.05}, {"P10", 0.1}, {"P25", 0.25}, {"P50", 0.5},
                   {"P75", 0.75}, {"P80", 0.8}, {"P90", 0.9}, {"P95", 0.95}, {"P99", 0.99}};
  plm_told note = {{0}, 0};
  plm_told_add(&note, "P80: in 80 of 100 futures the total is no higher. Expected shortfall: the mean of the dearest 5 "
                      "of 100 futures.");
  if (of->count == 1)
    tell_precision(of->sides, of->findings, &note);
  plm_run_begin(of, "total_quantiles", "Total over the whole horizon: quantiles", note.text, 0);
  plm_findings_detail(of->findings);
  plm_findings_column(of->findings, "quantile", "", PLACEMENT_UNIT_TEXT);
  plm_findings_column(of->findings, "amount", "amount", PLACEMENT_UNIT_MONEY);
  for (size_t i = 0; i < of->count; i++) {
    const plm_side *side = &of->sides[i];
    placement_statistics s = plm_run_statistics(side, total_of(side), horizon_of(side));
    for (size_t q = 0; q < sizeof quantiles / sizeof *quantiles; q++)
      add_quantile(of, side, quantiles[q].name, quantile_of(side, quantiles[q].p));
    add_quantile(of, side, "mean", s.mean);
    if (side->basis != NULL)
      add_quantile(of, side, "plan basis", plm_run_planned(side, total_of(side), horizon_of(side)));
    add_quantile(of, side, "expected shortfall 95%", s.es95);
  }
}

static double quantile_of_any(const void *side, double p)
{
  return quantile_of(side, p);
}

static plm_spread spread_of(const plm_side *side)
{
  return (plm_spread){quantile_of_any, side, plm_run_statistics(side, total_of(side), horizon_of(side)).defined};
}

/* The same for all sides, so that bins can be compared. */
static double width_of(const plm_sides *of)
{
  double least = INFINITY, most = 0;
  for (size_t i = 0; i < of->count; i++) {
    plm_spread spread = spread_of(&of->sides[i]);
    least = fmin(least, plm_spread_range(&spread));
    most = fmax(most, plm_spread_range(&spread));
  }
  return plm_spread_width(least, most);
}

static void add_bins(const plm_sides *of, const plm_side *side, double width)
{
  plm_spread spread = spread_of(side);
  for (plm_spread_bins bins = plm_spread_begin(&spread, width); plm_spread_next(&bins);) {
    plm_run_row(of, side, PLACEMENT_UNIT_NUMBER);
    plm_findings_number(of->findings, bins.from);
    plm_findings_number(of->findings, bins.until);
    plm_findings_number(of->findings, bins.share);
  }
}

void plm_run_add_total_distribution(const plm_sides *of)
{
  plm_told summary = {{0}, 0};
  plm_run_begin(of, "total_distribution", "Total over the whole horizon: how it spreads",
                "Share of the futures whose total is at least that in the first column and less than that in the "
                "second; the first and the last row "
                "also have what lies below and above them, 1 of 1,000 futures each.",
                0);
  plm_findings_detail(of->findings);
  plm_findings_column(of->findings, "from", "from", PLACEMENT_UNIT_MONEY);
  plm_findings_column(of->findings, "until", "until", PLACEMENT_UNIT_MONEY);
  plm_findings_column(of->findings, "share", "share, %", PLACEMENT_UNIT_PROBABILITY);
  double width = width_of(of);
  for (size_t i = 0; i < of->count; i++) {
    const plm_side *side = &of->sides[i];
    add_bins(of, side, width);
    plm_run_tell_side(of, side, &summary);
    plm_told_add(&summary,
                 "Half of all futures cost no more than %s (P50), 80 of 100 no more than %s (P80) and 95 of "
                 "100 no more than %s (P95).",
                 plm_findings_about(of->findings, quantile_of(side, 0.5)).text,
                 plm_findings_about(of->findings, quantile_of(side, 0.8)).text,
                 plm_findings_about(of->findings, quantile_of(side, 0.95)).text);
  }
  plm_findings_summary(of->findings, "%s", summary.text);
}
