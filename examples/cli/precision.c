/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "precision.h"

#include "input.h"
#include "metric_address.h"
#include "text.h"

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
