/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compare_overview.h"

#include "figures.h"
#include "input.h"
#include "run_parts.h"
#include "table.h"
#include "text.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))
#define LONGEST_NAME 256

/* What is compared, after the total cost and its difference. */
static const struct {
  const char *metric;
  const char *heading;
} shown[] = {
    {"cost.capital", "capital"},     {"cost.in_house", "in-house"}, {"cost.external", "external"},
    {"cost.step_down", "step-down"}, {"income.sold_beds", "sold"},  {"children.in_house", "children"},
};

typedef struct overview {
  const placement_plan *base;
  placement_comparison *const *comparisons;
  size_t count;
  char *const *files;
  money_scale scale;
} overview;

/* The mean of the base (scenario 0) or an alternative; NAN if the scenarios have no such metric. */
static bool find_mean(const overview *o, const char *metric, size_t scenario, double *mean, placement_error *err)
{
  size_t number = placement_plan_metric_find(o->base, metric), horizon = placement_plan_year_count(o->base);
  placement_compared c;
  if (placement_comparison_figure(o->comparisons[scenario > 0 ? scenario - 1 : 0], number, horizon, &c, err) !=
      PLACEMENT_OK)
    return false;
  *mean = scenario > 0 ? c.alternative : c.base;
  return true;
}

/* Whether any of the scenarios has it. */
static bool find_any(const overview *o, const char *metric, bool *any, placement_error *err)
{
  *any = false;
  for (size_t i = 0; i <= o->count && !*any; i++) {
    double mean;
    if (!find_mean(o, metric, i, &mean, err))
      return false;
    *any = mean != 0;
  }
  return true;
}

/* The name of a file without folders and ending. */
static void shorten(const char *file, char name[LONGEST_NAME])
{
  const char *slash = strrchr(file, '/');
  snprintf(name, LONGEST_NAME, "%s", slash != NULL ? slash + 1 : file);
  char *end = strrchr(name, '.');
  if (end != NULL && end != name)
    *end = '\0';
}

static bool add_difference(table *t, const overview *o, size_t scenario, placement_error *err)
{
  size_t total = placement_plan_metric_find(o->base, "cost.total"), horizon = placement_plan_year_count(o->base);
  placement_compared c;
  placement_probability lower;
  if (placement_comparison_figure(o->comparisons[scenario - 1], total, horizon, &c, err) != PLACEMENT_OK ||
      placement_comparison_lower(o->comparisons[scenario - 1], total, horizon, &lower, err) != PLACEMENT_OK)
    return false;
  table_number(t, c.difference.mean * o->scale.factor, 0);
  table_number(t, c.difference.se * o->scale.factor, 0);
  table_number(t, 100 * lower.share, 1);
  return true;
}

static bool add_row(table *t, const overview *o, size_t scenario, const bool *wanted, placement_error *err)
{
  char name[LONGEST_NAME];
  double mean;
  shorten(o->files[scenario], name);
  table_row(t, 0, name);
  if (!find_mean(o, "cost.total", scenario, &mean, err))
    return false;
  table_number(t, mean * o->scale.factor, 0);
  if (scenario == 0) {
    for (size_t i = 0; i < 3; i++)
      table_text(t, "");
  } else if (!add_difference(t, o, scenario, err)) {
    return false;
  }
  for (size_t i = 0; i < COUNT_OF(shown); i++) {
    if (!wanted[i])
      continue;
    if (!find_mean(o, shown[i].metric, scenario, &mean, err))
      return false;
    bool money = strcmp(shown[i].metric, "children.in_house") != 0;
    table_number(t, money ? mean * o->scale.factor : mean, money ? 0 : 1);
  }
  return true;
}

static table *new_table(const overview *o, const bool *wanted)
{
  static const char *const headings[] = {"total", "difference", "std error", "lower, %"};
  table *t = table_new(COUNT_OF(headings) + COUNT_OF(shown));
  table_row(t, 0, o->scale.unit);
  for (size_t i = 0; i < COUNT_OF(headings); i++)
    table_text(t, headings[i]);
  for (size_t i = 0; i < COUNT_OF(shown); i++)
    if (wanted[i])
      table_text(t, shown[i].heading);
  return t;
}

int compare_overview_print(const placement_plan *base, placement_comparison *const *comparisons, size_t count,
                           char *const *files)
{
  overview o = {base, comparisons, count, files, {1, ""}};
  placement_error err = PLACEMENT_ERROR_INIT;
  bool wanted[COUNT_OF(shown)];
  double total;
  bool sound = find_mean(&o, "cost.total", 0, &total, &err);
  for (size_t i = 0; i < COUNT_OF(shown) && sound; i++)
    sound = find_any(&o, shown[i].metric, &wanted[i], &err);
  if (!sound)
    return input_complain("the comparison", &err);
  o.scale = figures_money_scale(placement_plan_currency(base), total * (total < 1e6 ? 1 : 1e3));
  text_print_heading(stdout, "Side by side: means over the whole horizon; difference to the first");
  table *t = new_table(&o, wanted);
  for (size_t i = 0; i <= count && sound; i++)
    sound = add_row(t, &o, i, wanted, &err);
  return run_finish(t, sound, &err);
}
