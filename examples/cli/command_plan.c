/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "figures.h"
#include "input.h"
#include "table.h"
#include "text.h"

#include <math.h>
#include <string.h>

typedef struct line {
  const char *metric;
  const char *label;
  size_t indent;
  bool if_any; /* left out when it is 0 in every column */
} line;

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

static const line costs[] = {
    {"cost.capital", "capital", 0, false},
    {"cost.revenue", "revenue", 0, false},
    {"cost.in_house", "in-house", 2, false},
    {"cost.in_house.fixed", "fixed costs of homes and beds", 4, true},
    {"cost.in_house.occupancy", "costs of occupied beds", 4, true},
    {"cost.programme", "programme and phases", 4, true},
    {"cost.external", "external placements", 2, false},
    {"cost.external.standard", "standard placements", 4, true},
    {"cost.external.emergency", "emergency placements", 4, true},
    {"cost.external.enhancement", "enhancements", 4, true},
    {"cost.external.notice", "notice", 4, true},
    {"cost.external.visits", "visits", 4, true},
    {"cost.step_down", "step-down", 2, true},
    {"income.sold_beds", "less income of sold beds", 2, true},
    {"cost.total", "total", 0, false},
};

static const line children[] = {
    {"children.in_need", "children in need, average", 0, false},
    {"children.external", "placed externally", 2, false},
    {"children.in_house", "places in homes, all full", 2, false},
    {"children.step_down", "step-down places, all full", 2, true},
    {"arrivals", "arrivals expected", 0, false},
    {"beds.open", "bed-nights open", 0, false},
    {"occupancy", "occupancy, %", 0, false},
};

static const line unit_costs[] = {
    {"unit_cost.in_house", "in-house", 0, false},
    {"unit_cost.external", "external", 0, false},
};

static void add_headings(table *t, const placement_plan *plan, const char *unit, const char *last)
{
  table_row(t, 0, unit);
  for (size_t c = 0; c < placement_plan_year_count(plan); c++)
    table_text(t, placement_plan_column_label(plan, c));
  table_text(t, last);
}

/* A row for the metric; none if the plan does not have it, or there is nothing to show in any column. */
static void add_row(table *t, const input *in, const line *l, double factor)
{
  size_t metric = placement_plan_metric_find(in->plan, l->metric);
  size_t columns = placement_plan_year_count(in->plan) + 1;
  bool any = false;
  for (size_t c = 0; metric != SIZE_MAX && c < columns; c++) {
    double value = placement_basis_value(in->basis, metric, c);
    any = any || !(isnan(value) || (l->if_any && value == 0));
  }
  if (!any)
    return;
  int32_t unit = placement_plan_metric_unit(in->plan, metric);
  table_row(t, l->indent, l->label);
  for (size_t c = 0; c < columns; c++)
    table_number(t, placement_basis_value(in->basis, metric, c) * figures_factor(unit) * factor,
                 figures_decimals(unit));
}

static bool differs(const input *in, const char *a, const char *b)
{
  size_t first = placement_plan_metric_find(in->plan, a), second = placement_plan_metric_find(in->plan, b);
  for (size_t c = 0; c <= placement_plan_year_count(in->plan); c++)
    if (placement_basis_value(in->basis, first, c) != placement_basis_value(in->basis, second, c))
      return true;
  return false;
}

static bool print_costs(const input *in)
{
  size_t years = placement_plan_year_count(in->plan);
  size_t total = placement_plan_metric_find(in->plan, "cost.total");
  double largest = 0;
  for (size_t c = 0; c <= years; c++)
    largest = fmax(largest, fabs(placement_basis_value(in->basis, total, c)));
  money_scale scale = figures_money_scale(placement_plan_currency(in->plan), largest);
  table *t = table_new(years + 1);
  add_headings(t, in->plan, scale.unit, "total");
  bool fees_only = !differs(in, "cost.external.standard", "cost.external");
  for (size_t i = 0; i < COUNT_OF(costs); i++)
    if (!fees_only || strcmp(costs[i].metric, "cost.external.standard") != 0)
      add_row(t, in, &costs[i], scale.factor);
  if (differs(in, "cost.real", "cost.total"))
    add_row(t, in, &(line){"cost.real", "total in real terms", 0, false}, scale.factor);
  add_row(t, in, &(line){"cost.net_present", "net present cost", 0, false}, scale.factor);
  bool printed = table_print(t, stdout);
  if (printed)
    figures_print_rounding(&scale);
  table_free(t);
  return printed;
}

/* A table of the lines for which there are figures; none if there are no figures at all. */
static bool print_others(const input *in, const char *heading, const char *unit, const line *lines, size_t count)
{
  table *t = table_new(placement_plan_year_count(in->plan) + 1);
  add_headings(t, in->plan, unit, "all years");
  for (size_t i = 0; i < count; i++)
    add_row(t, in, &lines[i], 1);
  bool printed = true;
  if (!table_is_bare(t)) {
    fputc('\n', stdout);
    text_print_heading(stdout, heading);
    printed = table_print(t, stdout);
  }
  table_free(t);
  return printed;
}

static int run_plan(const options *asked)
{
  const char *path = asked->files[0];
  input in;
  int exit_status = input_load(path, stderr, &in);
  if (exit_status != EXIT_FINE)
    goto out;
  char unit[64];
  snprintf(unit, sizeof unit, "%s for a child and week", figures_money_scale(placement_plan_currency(in.plan), 0).unit);
  text_print_heading(stdout, input_title(&in, path));
  fputs("Plan basis: every home opens on its planned date, every bed is full from then, nothing is random.\n\n",
        stdout);
  text_print_heading(stdout, "Budget by financial year");
  exit_status = EXIT_NOT_DONE;
  if (!print_costs(&in) || !print_others(&in, "Children and beds", "", children, COUNT_OF(children)) ||
      !print_others(&in, "Unit costs", unit, unit_costs, COUNT_OF(unit_costs))) {
    complain("out of memory");
    goto out;
  }
  bool as_expected = true;
  exit_status = figures_print_published(in.plan, in.basis, NULL, &as_expected);
  if (!as_expected) {
    complain("a published figure is not as the scenario expects");
    exit_status = EXIT_NOT_DONE;
  }
out:
  input_clear(&in);
  return exit_status;
}

static const char help[] =
    "Shows the budget on the plan basis, by financial year: every home opens on its planned date, every\n"
    "bed is full from that day, nothing is random. Then compares it with the published figures of the\n"
    "scenario.\n"
    "\n"
    "Usage:\n"
    "  placement plan FILE\n"
    "\n"
    "Example:\n"
    "  placement plan examples/scenarios/southampton/plan.json\n"
    "\n"
    "Options:\n"
    "  -h, --help  this text\n"
    "  --          ends the options: what follows is the file\n"
    "\n"
    "Exit status: 0; 1 if a published figure is not as the scenario expects (\"expect\": agrees or\n"
    "differs); 2 if the scenario is not sound or cannot be read.\n";

const command command_plan = {
    .name = "plan",
    .files = "FILE",
    .summary = "the budget on the plan basis: homes open on time, beds are full",
    .help = help,
    .options = 0,
    .least_files = 1,
    .most_files = 1,
    .run = run_plan,
};
