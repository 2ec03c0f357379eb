/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "precision.h"

#include "figures.h"
#include "input.h"
#include "metric_address.h"
#include "numbers.h"
#include "run_parts.h"
#include "table.h"
#include "text.h"

#include <math.h>
#include <string.h>

#define LONGEST_NAME 160 /* of a metric with a home */

int precision_resolve(const options *asked, const placement_plan *plan, precision *p)
{
  if (asked->given[OPTION_PRECISION] == NULL)
    return EXIT_FINE;
  for (size_t i = 0; i < asked->metric_count; i++) {
    placement_target *target = &p->targets[i];
    *target = (placement_target){0, 0, asked->precision, asked->confidence, asked->precision_relative};
    int exit_status = metric_address_find("--metric", plan, asked->metrics[i], &target->metric, &target->column);
    if (exit_status != EXIT_FINE)
      return exit_status;
    for (size_t j = 0; j < i; j++) {
      if (p->targets[j].metric == target->metric && p->targets[j].column == target->column) {
        complain("--metric: '%s' is given twice", asked->metrics[i]);
        return EXIT_BAD_INPUT;
      }
    }
    if (!target->relative &&
        placement_plan_metric_unit(plan, target->metric) != placement_plan_metric_unit(plan, p->targets[0].metric)) {
      complain("--precision: '%s' has one unit, but %s and %s differ in theirs; ask for a percentage of the means",
               asked->given[OPTION_PRECISION], placement_plan_metric_name(plan, p->targets[0].metric),
               placement_plan_metric_name(plan, target->metric));
      return EXIT_BAD_INPUT;
    }
  }
  p->count = asked->metric_count;
  return EXIT_FINE;
}

/* Enough decimals that the half-width shows three digits. */
static int decimals_of(double half_width)
{
  if (!(half_width > 0) || half_width >= 100)
    return 0;
  double decimals = 2 - floor(log10(half_width));
  return decimals > 6 ? 6 : (int)decimals;
}

static void add_row(table *t, const placement_plan *plan, const placement_target *target,
                    const placement_attained *attained)
{
  int32_t unit = placement_plan_metric_unit(plan, target->metric);
  double factor = figures_factor(unit);
  int decimals = decimals_of(attained->asked * factor);
  char label[LONGEST_NAME];
  snprintf(label, sizeof label, "%s:%s%s", placement_plan_metric_name(plan, target->metric),
           placement_plan_column_label(plan, target->column), unit == PLACEMENT_UNIT_SHARE ? ", %" : "");
  double share = 100 * attained->half_width / fabs(attained->mean);
  table_row(t, 0, label);
  table_number(t, attained->mean * factor, decimals);
  table_number(t, attained->asked * factor, decimals);
  table_number(t, attained->half_width * factor, decimals);
  table_number(t, attained->mean == 0 ? NAN : share, decimals_of(share));
  table_text(t, attained->reached ? "yes" : "NO");
}

int precision_print(const precision *p, const placement_plan *plan, const placement_summary *summary)
{
  placement_error err = PLACEMENT_ERROR_INIT;
  char heading[128], confidence[NUMBER_SIZE];
  if (p->count == 0)
    return EXIT_FINE;
  double percent = 100 * p->targets[0].confidence;
  number_format(confidence, percent, percent == floor(percent) ? 0 : 2);
  snprintf(heading, sizeof heading, "Precision: means with their %s %% confidence intervals", confidence);
  text_print_heading(stdout, heading);
  table *t = table_new(5);
  table_row(t, 0, "");
  table_text(t, "mean");
  table_text(t, "asked +-");
  table_text(t, "reached +-");
  table_text(t, "% of mean");
  table_text(t, "enough");
  bool sound = true;
  for (size_t i = 0; i < p->count && sound; i++) {
    placement_attained attained;
    sound = placement_precision_attained(summary, &p->targets[i], &attained, &err) == PLACEMENT_OK;
    if (sound)
      add_row(t, plan, &p->targets[i], &attained);
  }
  int exit_status = run_finish(t, sound, &err);
  if (exit_status == EXIT_FINE)
    fputc('\n', stdout);
  return exit_status;
}
