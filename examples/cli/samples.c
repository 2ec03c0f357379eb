/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "samples.h"

#include "metric_address.h"
#include "outputs.h"
#include "text.h"

/* The total cost by financial year, then of the whole horizon. */
static void choose_costs(const placement_plan *plan, samples *s)
{
  size_t metric = placement_plan_metric_find(plan, "cost.total");
  _Static_assert(PLACEMENT_LIMIT_YEARS + 2 <= OPTIONS_MOST_METRICS, "there are too many financial years");
  for (size_t column = 0; column <= placement_plan_year_count(plan); column++)
    s->figures[s->count++] = (placement_figure){metric, column};
}

int samples_resolve(const options *asked, const placement_plan *plan, samples *s)
{
  const char *path = asked->given[OPTION_SAMPLES];
  if (path == NULL)
    return EXIT_FINE;
  int exit_status = outputs_check_file("--samples", path, asked->files[0], "scenario");
  for (size_t i = 0; i < asked->metric_count && exit_status == EXIT_FINE; i++) {
    placement_figure *figure = &s->figures[s->count];
    exit_status = metric_address_find("--metric", plan, asked->metrics[i], &figure->metric, &figure->column);
    for (size_t j = 0; j < s->count && exit_status == EXIT_FINE; j++) {
      if (s->figures[j].metric == figure->metric && s->figures[j].column == figure->column) {
        complain("--metric: '%s' is given twice", asked->metrics[i]);
        exit_status = EXIT_BAD_INPUT;
      }
    }
    s->count++;
  }
  if (asked->metric_count == 0)
    choose_costs(plan, s);
  return exit_status;
}
