/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tables of a comparison that are about money: by financial year, by category, how the difference spreads, and when the
 * alternative has paid for itself.
 */
#include "report/comparison_findings.h"
#include "report/run_tables.h"
#include "report/told_amounts.h"

#include <math.h>

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))
#define MOST_PARTS 8 /* of a cost by financial year */

/* A row of the table of totals; `s` may be NULL. */
static void add_total(placement_findings *f, const char *name, double plan, double mean, const placement_statistics *s)
{
  plm_findings_row(f, PLACEMENT_UNIT_NUMBER);
  plm_findings_text(f, name);
  plm_findings_number(f, plan);
  plm_findings_number(f, mean);
  plm_findings_number(f, s != NULL ? s->se : NAN);
  plm_findings_number(f, s != NULL ? s->p10 : NAN);
  plm_findings_number(f, s != NULL ? s->p80 : NAN);
  plm_findings_number(f, s != NULL ? s->p90 : NAN);
}

static const placement_statistics *total_of(const placement_summary *summary, const placement_plan *plan,
                                            placement_statistics *room)
{
  size_t metric = placement_plan_metric_find(plan, "cost.total"), horizon = placement_plan_year_count(plan);
  return summary != NULL && placement_summary_statistics(summary, metric, horizon, room, NULL) == PLACEMENT_OK ? room
                                                                                                               : NULL;
}

/* What a committee that has approved a business case asks first: what did it say, what is to be expected, and how much
 * keeps in four futures of five? */
void plm_comparison_total_table(const plm_compared_pair *pair)
{
  placement_findings *f = pair->findings;
  size_t horizon = placement_plan_year_count(pair->base);
  placement_compared total = plm_compared_at(pair, "cost.total", horizon);
  plm_planned planned = plm_planned_at(pair, "cost.total", horizon);
  placement_statistics room[2];
  const placement_statistics *base = total_of(pair->base_summary, pair->base, &room[0]);
  const placement_statistics *alternative = total_of(pair->alternative_summary, pair->alternative, &room[1]);
  plm_told note = {{0}, 0};
  plm_told_add(&note, "Plan basis: as a business case is written; every home opens on its planned date, every bed is "
                      "full from then. P80: in 80 of 100 futures the figure is no higher. Quantiles of the difference "
                      "are those of the differences in each future, not differences of the quantiles above.");
  if (base == NULL || alternative == NULL)
    plm_told_add(&note, " Those of each scenario are in reports, and in a run of it.");
  plm_findings_table(f, "totals", "Total cost: the plan basis, the mean and P80", note.text);
  plm_findings_column(f, "scenario", "", PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "plan", "plan basis", PLACEMENT_UNIT_MONEY);
  plm_findings_adds_up(f);
  plm_findings_column(f, "mean", "mean", PLACEMENT_UNIT_MONEY);
  plm_findings_adds_up(f);
  plm_findings_column(f, "mean_se", "std error", PLACEMENT_UNIT_MONEY);
  plm_findings_column(f, "p10", "P10", PLACEMENT_UNIT_MONEY);
  plm_findings_column(f, "p80", "P80", PLACEMENT_UNIT_MONEY);
  plm_findings_column(f, "p90", "P90", PLACEMENT_UNIT_MONEY);
  add_total(f, "base", planned.base, total.base, base);
  add_total(f, "alternative", planned.alternative, total.alternative, alternative);
  add_total(f, "difference", planned.difference, total.difference.mean, &total.difference);
  plm_findings_addend(f, 0, -1);
  plm_findings_addend(f, 1, 1);
}

/* Returns the row of the first year. */
static size_t add_by_year(const plm_compared_pair *pair, const char *metric, const char *label)
{
  placement_findings *f = pair->findings;
  size_t years = placement_plan_year_count(pair->base), first = plm_findings_row_count(f);
  for (size_t c = 0; c <= years; c++) {
    plm_compared_row(pair, label, placement_plan_column_label(pair->base, c), metric, c);
    for (size_t y = 0; c == years && y < years; y++)
      plm_findings_addend(f, first + y, 1);
  }
  return first;
}

/* In each year, what both scenarios cost at `of` comes from parts: the first rows of each, SIZE_MAX where it is 0. */
static void years_follow(const plm_compared_pair *pair, size_t of, const size_t *parts, const int32_t *operations,
                         size_t count)
{
  static const char *const columns[] = {"base", "alternative"};
  for (size_t c = 0; of != SIZE_MAX && c < placement_plan_year_count(pair->base); c++) {
    plm_operand operands[MOST_PARTS];
    for (size_t k = 0; k < COUNT_OF(columns); k++) {
      size_t used = 0;
      for (size_t i = 0; i < count; i++)
        if (parts[i] != SIZE_MAX)
          operands[used++] = (plm_operand){parts[i] + c, columns[k], operations[i]};
      plm_findings_follows(pair->findings, of + c, columns[k], operands, used);
    }
  }
}

/* "Compared with the base, the alternative costs £1.20 million more in 2020-21 and £200,000 less in
 * 2021-22: £1.00 million more over the two years 2020-21 to 2021-22, on average." */
static void summarise_years(const plm_compared_pair *pair)
{
  enum { LISTED = 12 };
  plm_told years = {{0}, 0};
  size_t count = placement_plan_year_count(pair->base);
  placement_findings *f = pair->findings;
  for (size_t y = 0; y < count && count > 1 && count <= LISTED; y++)
    plm_told_add(&years, "%s%s in %s",
                 y == 0           ? ""
                 : y + 1 == count ? " and "
                                  : ", ",
                 plm_about_more(f, plm_compared_at(pair, "cost.total", y).difference.mean).text,
                 placement_plan_column_label(pair->base, y));
  plm_findings_summary(f, "Compared with the base, the alternative costs %s%s%s over %s, on average.", years.text,
                       years.used > 0 ? ": " : "",
                       plm_about_more(f, plm_compared_at(pair, "cost.total", count).difference.mean).text,
                       plm_horizon_words(pair->base).text);
}

static bool has_homes(const plm_compared_pair *pair)
{
  return placement_plan_home_count(pair->base) > 0 || placement_plan_home_count(pair->alternative) > 0;
}

/* Without homes it is the programme alone. */
static const char *homes_or_programme(const plm_compared_pair *pair)
{
  return has_homes(pair) ? "homes and programme" : "programme";
}

void plm_comparison_years_table(const plm_compared_pair *pair)
{
  const struct {
    const char *metric, *label;
    bool if_any;
  } blocks[] = {
      {"cost.total", "total", false},
      {"cost.capital", "capital", true},
      {"cost.revenue", "revenue", false},
      {"cost.in_house", homes_or_programme(pair), true},
      {"cost.external", "external placements", true},
      {"cost.step_down", "step-down", true},
      {"income.sold_beds", "less income from beds sold", true},
  };
  enum { TOTAL, CAPITAL, REVENUE, PARTS };
  static const int32_t operations[] = {PLACEMENT_OPERAND_PLUS, PLACEMENT_OPERAND_PLUS, PLACEMENT_OPERAND_PLUS,
                                       PLACEMENT_OPERAND_MINUS};
  size_t first[COUNT_OF(blocks)];
  placement_findings *f = pair->findings;
  plm_findings_table(
      f, "difference", "Costs by financial year",
      "Means over all futures; difference: alternative less base, so that a minus is a saving; on plan basis: the "
      "same difference in the business case. P10, P90: in one of ten futures it is lower than P10, in one of ten "
      "higher than P90. "
      "Lower in futures: in how many of 100 the alternative has the lower figure. Capital counts in full when "
      "it is paid, although what it buys lasts longer.");
  plm_compared_columns(f, "category", "year", PLACEMENT_UNIT_MONEY);
  plm_findings_groups(f, 1);
  for (size_t i = 0; i < COUNT_OF(blocks); i++)
    first[i] = !blocks[i].if_any || !plm_compared_is_nothing(pair, blocks[i].metric)
                   ? add_by_year(pair, blocks[i].metric, blocks[i].label)
                   : SIZE_MAX;
  plm_compared_row(pair, "net present cost", "", "cost.net_present", placement_plan_year_count(pair->base));
  years_follow(pair, first[TOTAL], first + CAPITAL, operations, PARTS - CAPITAL);
  years_follow(pair, first[REVENUE], first + PARTS, operations, COUNT_OF(blocks) - PARTS);
  summarise_years(pair);
}

void plm_comparison_categories_table(const plm_compared_pair *pair)
{
  const struct {
    const char *metric, *group, *label;
    int32_t sign;
  } lines[] = {
      {"cost.capital", "capital", "", 1},
      {"cost.in_house.fixed", "homes and programme", "homes and beds", 1},
      {"cost.in_house.occupancy", "homes and programme", "occupied beds", 1},
      {"cost.programme", homes_or_programme(pair), has_homes(pair) ? "programme" : "", 1},
      {"cost.external.standard", "external placements", "standard", 1},
      {"cost.external.emergency", "external placements", "emergency", 1},
      {"cost.external.enhancement", "external placements", "enhancements", 1},
      {"cost.external.notice", "external placements", "notice", 1},
      {"cost.external.visits", "external placements", "visits", 1},
      {"cost.step_down", "step-down", "", 1},
      {"income.sold_beds", "less income from beds sold", "", -1},
  };
  placement_findings *f = pair->findings;
  size_t horizon = placement_plan_year_count(pair->base);
  bool shown[COUNT_OF(lines)];
  plm_findings_table(
      f, "difference_categories", "Where the difference lies, whole horizon",
      "Difference: alternative less base, so that a minus is a saving. Sums are formed before figures are rounded.");
  plm_compared_columns(f, "category", "line", PLACEMENT_UNIT_MONEY);
  plm_findings_groups(f, 1);
  for (size_t i = 0; i < COUNT_OF(lines); i++) {
    shown[i] = !plm_compared_is_nothing(pair, lines[i].metric);
    if (shown[i])
      plm_compared_row(pair, lines[i].group, lines[i].label, lines[i].metric, horizon);
  }
  plm_compared_row(pair, "total", "", "cost.total", horizon);
  for (size_t i = 0, row = 0; i < COUNT_OF(lines); i++)
    if (shown[i])
      plm_findings_addend(f, row++, lines[i].sign);
}

static void add_share(placement_findings *f, const char *label, const placement_probability *p)
{
  plm_findings_row(f, PLACEMENT_UNIT_NUMBER);
  plm_findings_text(f, label);
  plm_findings_number(f, p->share);
  plm_findings_number(f, p->se);
  plm_findings_number(f, p->low);
  plm_findings_number(f, p->high);
}

static const char *year_text(const placement_plan *plan, size_t year)
{
  return year == SIZE_MAX ? "not within the horizon" : placement_plan_column_label(plan, year);
}

static void add_payback_years(const plm_compared_pair *pair)
{
  static const struct {
    const char *name;
    double p;
  } quantiles[] = {{"P10", 0.1}, {"median", 0.5}, {"P90", 0.9}};
  placement_findings *f = pair->findings;
  plm_findings_table(f, "payback_year", "Year in which the alternative has paid for itself",
                     "P10: in one of ten futures it has done so by the end of this year; median: in half of them; P90: "
                     "in nine of ten. Costs are settled by financial year, so it is known no finer. From, to: 95% "
                     "interval.");
  plm_findings_column(f, "quantile", "", PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "year", "year", PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "earliest", "from", PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "latest", "to", PLACEMENT_UNIT_TEXT);
  for (size_t i = 0; i < COUNT_OF(quantiles); i++) {
    placement_payback_year found = {0};
    (void)placement_comparison_payback_year(pair->comparison, quantiles[i].p, &found, NULL);
    plm_findings_row(f, PLACEMENT_UNIT_NUMBER);
    plm_findings_text(f, quantiles[i].name);
    plm_findings_text(f, year_text(pair->base, found.year));
    plm_findings_text(f, year_text(pair->base, found.earliest));
    plm_findings_text(f, year_text(pair->base, found.latest));
  }
}

/* Nothing where both cost the same, or the alternative never costs more. */
void plm_comparison_payback_tables(const plm_compared_pair *pair)
{
  placement_findings *f = pair->findings;
  placement_probability p = {0};
  if (plm_payback_of(pair) == PLM_NOTHING_TO_PAY_BACK)
    return;
  plm_findings_table(f, "payback", "How often the alternative has paid for itself by the end of a year",
                     "Paid for itself: at the end of the year, and of every later year simulated, it has cost in all "
                     "no more than the base. From, to: 95% interval.");
  plm_findings_column(f, "year", "by the end of", PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "share", "of futures, %", PLACEMENT_UNIT_PROBABILITY);
  plm_findings_column(f, "share_se", "std error", PLACEMENT_UNIT_PROBABILITY);
  plm_findings_column(f, "share_low", "from", PLACEMENT_UNIT_PROBABILITY);
  plm_findings_column(f, "share_high", "to", PLACEMENT_UNIT_PROBABILITY);
  for (size_t y = 0; y < placement_plan_year_count(pair->base); y++) {
    (void)placement_comparison_payback(pair->comparison, y, &p, NULL);
    add_share(f, placement_plan_column_label(pair->base, y), &p);
  }
  (void)placement_comparison_never_paid_back(pair->comparison, &p, NULL);
  add_share(f, "not within the horizon", &p);
  plm_findings_summary(f, "In %s of the futures the alternative has not paid for itself by the end of %s.",
                       plm_share_of_futures(p.share).text,
                       placement_plan_column_label(pair->base, placement_plan_year_count(pair->base) - 1));
  if (p.share < 1)
    add_payback_years(pair);
}
