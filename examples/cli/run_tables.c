/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run_tables.h"

#include "figures.h"
#include "input.h"
#include "numbers.h"
#include "options.h"
#include "run_parts.h"
#include "table.h"
#include "text.h"

#include <math.h>
#include <string.h>

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))
#define COST_INDENT 2

/* A category of cost; a heading for those below it when it has no metric. */
typedef struct category {
  const char *metric;
  const char *label;
  size_t indent;
} category;

/* Takes the bound on the error of the metric's quantiles into *most. */
static void note_quantile_error(const figures_of *of, const char *name, double *most)
{
  size_t metric = placement_plan_metric_find(of->plan, name);
  for (size_t c = 0; c <= placement_plan_year_count(of->plan); c++) {
    placement_statistics s;
    if (placement_summary_statistics(of->summary, metric, c, &s, NULL) == PLACEMENT_OK)
      *most = fmax(*most, s.quantile_error);
  }
}

/* A deflator shows by what it does. */
static bool has_real_terms(const figures_of *of)
{
  size_t real = placement_plan_metric_find(of->plan, "cost.real");
  size_t total = placement_plan_metric_find(of->plan, "cost.total");
  for (size_t c = 0; c <= placement_plan_year_count(of->plan); c++) {
    placement_statistics a, b;
    if (placement_basis_value(of->basis, real, c) != placement_basis_value(of->basis, total, c))
      return true;
    if (placement_summary_statistics(of->summary, real, c, &a, NULL) == PLACEMENT_OK &&
        placement_summary_statistics(of->summary, total, c, &b, NULL) == PLACEMENT_OK && a.mean != b.mean)
      return true;
  }
  return false;
}

/* Adds the rows of the total and of the categories that are not 0 throughout, and the headings that have any below
 * them. */
static bool add_categories(table *t, const figures_of *of, const category *categories, size_t count, double factor,
                           placement_error *err)
{
  size_t years = placement_plan_year_count(of->plan);
  const category *heading = NULL;
  for (size_t i = 0; i < count; i++) {
    const category *c = &categories[i];
    if (c->metric == NULL || c->indent == 0)
      heading = NULL;
    if (c->metric == NULL) {
      heading = c;
      continue;
    }
    size_t metric = placement_plan_metric_find(of->plan, c->metric);
    bool zero;
    if (!run_find_zero(of, metric, &zero, err))
      return false;
    bool always = strcmp(c->metric, "cost.total") == 0;
    if ((zero && !always) || (strcmp(c->metric, "cost.real") == 0 && !has_real_terms(of)))
      continue;
    if (heading != NULL)
      table_row(t, heading->indent, heading->label);
    heading = NULL;
    if (!run_row(t, of, metric, years, c->indent, c->label, factor, err))
      return false;
  }
  return true;
}

/* What control variates win. */
static void print_adjusted(const placement_statistics *s, const money_scale *scale)
{
  char mean[NUMBER_SIZE], error[NUMBER_SIZE], times[NUMBER_SIZE];
  double won = (s->se / s->se_adjusted) * (s->se / s->se_adjusted);
  if (!isfinite(won) || won < 1.05)
    return;
  bool all = won > 1e6; /* what is left is rounding */
  printf("Total adjusted for known chance: %s, std error %s, as of %s%s times as many replications.\n",
         number_format(mean, s->mean_adjusted * scale->factor, 0),
         number_format(error, s->se_adjusted * scale->factor, 0), all ? "over " : "",
         number_format(times, all ? 1e6 : won, won < 10 ? 1 : 0));
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
  /* Labels leave room for amounts of tens of millions. */
  static const category categories[] = {
      {"cost.capital", "capital", 0},
      {NULL, "in-house", 0},
      {"cost.in_house.fixed", "homes and beds", COST_INDENT},
      {"cost.in_house.occupancy", "occupied beds", COST_INDENT},
      {"cost.programme", "programme", COST_INDENT},
      {NULL, "external placements", 0},
      {"cost.external.standard", "standard", COST_INDENT},
      {"cost.external.emergency", "emergency", COST_INDENT},
      {"cost.external.enhancement", "enhancements", COST_INDENT},
      {"cost.external.notice", "notice", COST_INDENT},
      {"cost.external.visits", "visits", COST_INDENT},
      {"cost.step_down", "step-down", 0},
      {"income.sold_beds", "less beds sold", 0},
      {"cost.total", "total", 0},
      {"cost.real", "in real terms", 0},
  };
  figures_of of = {plan, basis, summary};
  placement_error err = PLACEMENT_ERROR_INIT;
  placement_statistics s;
  size_t years = placement_plan_year_count(plan);
  size_t total = placement_plan_metric_find(plan, "cost.total");
  if (placement_summary_statistics(summary, total, years, &s, &err) != PLACEMENT_OK)
    return input_complain("the summary", &err);
  /* Seven figures beside the labels leave a digit less room than other tables. */
  double largest = fmax(s.max, fabs(placement_basis_value(basis, total, years)));
  money_scale scale = figures_money_scale(placement_plan_currency(plan), 10 * largest);
  text_print_heading(stdout, "Costs by financial year");
  table *t = run_table(scale.unit);
  int exit_status = run_finish(t, run_blocks(t, &of, blocks, COUNT_OF(blocks), scale.factor, &err), &err);
  if (exit_status != EXIT_FINE)
    return exit_status;
  fputc('\n', stdout);
  text_print_heading(stdout, "Where the money goes, whole horizon");
  t = run_table(scale.unit);
  exit_status = run_finish(t, add_categories(t, &of, categories, COUNT_OF(categories), scale.factor, &err), &err);
  if (exit_status != EXIT_FINE)
    return exit_status;
  figures_print_rounding(&scale);
  print_adjusted(&s, &scale);
  double most = 0;
  char text[NUMBER_SIZE];
  for (size_t i = 0; i < COUNT_OF(blocks); i++)
    note_quantile_error(&of, blocks[i].metric, &most);
  for (size_t i = 0; i < COUNT_OF(categories); i++)
    note_quantile_error(&of, categories[i].metric, &most);
  if (most >= 1)
    printf("The quantiles are at most %s %s off.\n", number_format(text, ceil(most), 0),
           figures_money_scale(placement_plan_currency(plan), 0).unit);
  return EXIT_FINE;
}

int run_tables_children(const placement_plan *plan, const placement_basis *basis, const placement_summary *summary)
{
  static const block blocks[] = {
      {"children.external", "children placed externally, average", true, false},
      {"children.in_house", "children in homes, average", true, true},
      {"children.step_down", "children in step-down, average", true, true},
      {"children.unserved", "children without a place (unserved groups), average", true, true},
      {"children.local_share", "share of children in homes, %", true, true},
  };
  static const block counts[] = {
      {"arrivals", "arrivals", false, false},
      {"placements", "placements begun", false, false},
      {"placed_external", "  external for want of a bed", false, false},
      {"returns", "  returns to a home", false, true},
      {"moves", "  moves: not a child's first", false, true},
      {"unplanned_endings", "unplanned endings", false, true},
      {"unserved", "no place found (unserved groups)", false, true},
  };
  static const block unit_costs[] = {
      {"unit_cost.in_house", "in-house", true, false},
      {"unit_cost.external", "external", true, false},
  };
  figures_of of = {plan, basis, summary};
  placement_error err = PLACEMENT_ERROR_INIT;
  text_print_heading(stdout, "Children by financial year");
  table *t = run_table("");
  int exit_status = run_finish(t, run_blocks(t, &of, blocks, COUNT_OF(blocks), 1, &err), &err);
  if (exit_status != EXIT_FINE)
    return exit_status;
  fputc('\n', stdout);
  text_print_heading(stdout, "Events over the whole horizon");
  t = run_table("");
  exit_status = run_finish(t, run_blocks(t, &of, counts, COUNT_OF(counts), 1, &err), &err);
  if (exit_status != EXIT_FINE)
    return exit_status;
  t = run_table("");
  bool sound = run_blocks(t, &of, unit_costs, COUNT_OF(unit_costs), 1, &err);
  if (sound && table_is_bare(t)) {
    table_free(t);
    return EXIT_FINE;
  }
  char heading[96];
  snprintf(heading, sizeof heading, "Unit costs, %s for a child and week",
           figures_money_scale(placement_plan_currency(plan), 0).unit);
  fputc('\n', stdout);
  text_print_heading(stdout, heading);
  return run_finish(t, sound, &err);
}
