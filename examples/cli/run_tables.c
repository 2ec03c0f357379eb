/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run_tables.h"

#include "figures.h"
#include "input.h"
#include "numbers.h"
#include "options.h"
#include "table.h"
#include "text.h"

#include <math.h>
#include <string.h>

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))
#define FIGURES 7
#define MOST_HOMES 20 /* shown; all of them are in the output files */

typedef struct block {
  const char *metric;
  const char *label;
  bool by_year;
  bool if_any; /* left out when its mean is 0 */
} block;

typedef struct figures_of {
  const placement_plan *plan;
  const placement_basis *basis; /* NULL: without the plan basis */
  const placement_summary *summary;
} figures_of;

static int finish(table *t, bool sound, const placement_error *err)
{
  bool printed = sound && table_print(t, stdout);
  table_free(t);
  if (!sound)
    return input_complain("the summary", err);
  if (!printed)
    complain("out of memory");
  return printed ? EXIT_FINE : EXIT_NOT_DONE;
}

static table *new_table(const char *unit)
{
  static const char *const headings[FIGURES] = {"plan basis", "mean", "std error", "P10", "P50", "P80", "P95"};
  table *t = table_new(FIGURES);
  table_row(t, 0, unit);
  for (size_t i = 0; i < FIGURES; i++)
    table_text(t, headings[i]);
  return t;
}

static bool add_row(table *t, const figures_of *of, size_t metric, size_t column, size_t indent, const char *label,
                    double factor, placement_error *err)
{
  placement_statistics s;
  if (placement_summary_statistics(of->summary, metric, column, &s, err) != PLACEMENT_OK)
    return false;
  int32_t unit = placement_plan_metric_unit(of->plan, metric);
  int decimals = figures_decimals(unit);
  double show = figures_factor(unit) * factor;
  const double quantiles[] = {s.p10, s.p50, s.p80, s.p95};
  table_row(t, indent, label);
  table_number(t, placement_basis_value(of->basis, metric, column) * show, decimals);
  table_number(t, s.mean * show, decimals);
  table_number(t, s.se * show, decimals == 0 ? 0 : decimals + 1);
  for (size_t i = 0; i < COUNT_OF(quantiles); i++)
    table_number(t, quantiles[i] * show, decimals);
  return true;
}

static bool add_block(table *t, const figures_of *of, const block *b, double factor, placement_error *err)
{
  size_t metric = placement_plan_metric_find(of->plan, b->metric);
  size_t years = placement_plan_year_count(of->plan);
  placement_statistics s;
  if (metric == SIZE_MAX)
    return true;
  if (placement_summary_statistics(of->summary, metric, years, &s, err) != PLACEMENT_OK)
    return false;
  if (s.defined == 0 || (b->if_any && s.mean == 0))
    return true;
  if (!b->by_year)
    return add_row(t, of, metric, years, 0, b->label, factor, err);
  table_row(t, 0, b->label);
  bool money = placement_plan_metric_unit(of->plan, metric) == PLACEMENT_UNIT_MONEY;
  for (size_t c = 0; c <= years; c++) {
    const char *label = c < years ? placement_plan_column_label(of->plan, c) : money ? "total" : "all years";
    if (!add_row(t, of, metric, c, 2, label, factor, err))
      return false;
  }
  return true;
}

static bool add_blocks(table *t, const figures_of *of, const block *blocks, size_t count, double factor,
                       placement_error *err)
{
  for (size_t i = 0; i < count; i++)
    if (!add_block(t, of, &blocks[i], factor, err))
      return false;
  return true;
}

/* Says how exact the quantiles of the blocks are, when a pound or more could be missing. */
static void print_quantile_error(const figures_of *of, const block *blocks, size_t count)
{
  double most = 0;
  for (size_t i = 0; i < count; i++) {
    size_t metric = placement_plan_metric_find(of->plan, blocks[i].metric);
    for (size_t c = 0; c <= placement_plan_year_count(of->plan); c++) {
      placement_statistics s;
      if (placement_summary_statistics(of->summary, metric, c, &s, NULL) == PLACEMENT_OK)
        most = fmax(most, s.quantile_error);
    }
  }
  char text[NUMBER_SIZE];
  if (most >= 1)
    printf("The quantiles are at most %s %s off.\n", number_format(text, ceil(most), 0),
           figures_money_scale(of->plan, 0).unit);
}

int run_tables_costs(const placement_plan *plan, const placement_basis *basis, const placement_summary *summary)
{
  static const block blocks[] = {
      {"cost.capital", "capital", true, false},
      {"cost.revenue", "revenue", true, false},
      {"cost.in_house", "in-house (with the programme)", true, false},
      {"cost.external", "external placements", true, false},
      {"cost.total", "total", true, false},
      {"cost.net_present", "net present cost", false, false},
  };
  figures_of of = {plan, basis, summary};
  placement_error err = PLACEMENT_ERROR_INIT;
  placement_statistics s;
  size_t years = placement_plan_year_count(plan);
  size_t total = placement_plan_metric_find(plan, "cost.total");
  if (placement_summary_statistics(summary, total, years, &s, &err) != PLACEMENT_OK)
    return input_complain("the summary", &err);
  money_scale scale = figures_money_scale(plan, fmax(s.max, fabs(placement_basis_value(basis, total, years))));
  text_print_heading(stdout, "Costs by financial year");
  table *t = new_table(scale.unit);
  bool sound = add_blocks(t, &of, blocks, COUNT_OF(blocks), scale.factor, &err);
  int exit_status = finish(t, sound, &err);
  if (exit_status == EXIT_FINE)
    print_quantile_error(&of, blocks, COUNT_OF(blocks));
  return exit_status;
}

int run_tables_children(const placement_plan *plan, const placement_basis *basis, const placement_summary *summary)
{
  static const block blocks[] = {
      {"children.external", "children placed externally, average", true, false},
      {"children.in_house", "children in homes, average", true, true},
      {"children.local_share", "share of children in homes, %", true, true},
  };
  static const block counts[] = {
      {"arrivals", "arrivals", false, false},
      {"placements", "placements begun", false, false},
      {"placed_external", "  external for want of a bed", false, false},
      {"returns", "  returns to a home", false, true},
      {"moves", "  moves: not a child's first", false, true},
  };
  static const block unit_costs[] = {
      {"unit_cost.in_house", "in-house", true, false},
      {"unit_cost.external", "external", true, false},
  };
  figures_of of = {plan, basis, summary};
  placement_error err = PLACEMENT_ERROR_INIT;
  text_print_heading(stdout, "Children by financial year");
  table *t = new_table("");
  int exit_status = finish(t, add_blocks(t, &of, blocks, COUNT_OF(blocks), 1, &err), &err);
  if (exit_status != EXIT_FINE)
    return exit_status;
  fputc('\n', stdout);
  text_print_heading(stdout, "Events over the whole horizon");
  t = new_table("");
  exit_status = finish(t, add_blocks(t, &of, counts, COUNT_OF(counts), 1, &err), &err);
  if (exit_status != EXIT_FINE)
    return exit_status;
  char heading[96];
  snprintf(heading, sizeof heading, "Unit costs, %s for a child and week", figures_money_scale(plan, 0).unit);
  fputc('\n', stdout);
  text_print_heading(stdout, heading);
  t = new_table("");
  return finish(t, add_blocks(t, &of, unit_costs, COUNT_OF(unit_costs), 1, &err), &err);
}

/* A row of the table of homes: the metrics of home `id`, or those of all homes for NULL. */
static bool add_home(table *t, const figures_of *of, const char *id, int32_t beds, placement_error *err)
{
  static const char *const nights[] = {"beds.open", "beds.occupied", "beds.turnaround", "beds.unmatched",
                                       "beds.no_demand"};
  size_t years = placement_plan_year_count(of->plan);
  placement_statistics s;
  char name[512];
  const char *at = id != NULL ? "@" : "", *home = id != NULL ? id : "";
  table_row(t, 0, id != NULL ? id : "all homes");
  table_number(t, beds, 0);
  snprintf(name, sizeof name, "occupancy%s%s", at, home);
  if (placement_summary_statistics(of->summary, placement_plan_metric_find(of->plan, name), years, &s, err) !=
      PLACEMENT_OK)
    return false;
  table_number(t, s.mean * 100, 1);
  table_number(t, s.se * 100, 2);
  for (size_t i = 0; i < COUNT_OF(nights); i++) {
    snprintf(name, sizeof name, "%s%s%s", nights[i], at, home);
    if (placement_summary_statistics(of->summary, placement_plan_metric_find(of->plan, name), years, &s, err) !=
        PLACEMENT_OK)
      return false;
    table_number(t, s.mean, 0);
  }
  return true;
}

int run_tables_homes(const placement_plan *plan, const placement_summary *summary)
{
  static const char *const headings[] = {"beds",     "occupancy %", "std error", "open",
                                         "occupied", "turnaround",  "unmatched", "no demand"};
  figures_of of = {plan, NULL, summary};
  placement_error err = PLACEMENT_ERROR_INIT;
  size_t homes = placement_plan_home_count(plan);
  size_t shown = homes <= MOST_HOMES + 1 ? homes : MOST_HOMES;
  text_print_heading(stdout, "Homes over the whole horizon: occupancy, and mean bed-nights by state");
  table *t = table_new(COUNT_OF(headings));
  table_row(t, 0, "");
  for (size_t i = 0; i < COUNT_OF(headings); i++)
    table_text(t, headings[i]);
  bool sound = true;
  int32_t beds = 0;
  for (size_t h = 0; h < homes; h++) {
    beds += placement_plan_home_beds(plan, h);
    if (h < shown)
      sound = sound && add_home(t, &of, placement_plan_home_id(plan, h), placement_plan_home_beds(plan, h), &err);
  }
  if (shown < homes) {
    char rest[80], count[NUMBER_SIZE];
    snprintf(rest, sizeof rest, "and %s more: see --output", number_count(count, homes - shown));
    table_row(t, 0, rest);
  }
  sound = sound && add_home(t, &of, NULL, beds, &err);
  int exit_status = finish(t, sound, &err);
  if (exit_status == EXIT_FINE)
    fputs("unmatched: free although a child is placed externally whom the home takes; no demand: there is none.\n",
          stdout);
  return exit_status;
}
