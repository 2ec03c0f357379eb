/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Loads the scenario named on the command line, runs 1,000 replications with seed 1 and prints the expected total cost
 * over the horizon. cost.cpp and cost.py do the same and print the same line.
 */
#include <placement/placement.h>

#include <stdio.h>

int main(int argc, char **argv)
{
  placement_error err = PLACEMENT_ERROR_INIT;
  placement_scenario *scenario = NULL;
  placement_plan *plan = NULL;
  placement_summary *summary = NULL;
  placement_statistics cost;
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  options.replications = 1000;
  options.seed = 1;

  if (argc != 2) {
    fprintf(stderr, "usage: %s SCENARIO\n", argv[0]);
    return 2;
  }
  if (placement_scenario_load_file(argv[1], &scenario, NULL, &err) != PLACEMENT_OK)
    goto out;
  if (placement_plan_new(scenario, &plan, &err) != PLACEMENT_OK)
    goto out;
  if (placement_run(plan, &options, &summary, &err) != PLACEMENT_OK)
    goto out;
  /* The column after the last financial year is the whole horizon. */
  if (placement_summary_statistics(summary, placement_plan_metric_find(plan, "cost.total"),
                                   placement_plan_year_count(plan), &cost, &err) != PLACEMENT_OK)
    goto out;
  printf("expected total cost %.2f %s, standard error %.2f, P80 %.2f\n", cost.mean, placement_plan_currency(plan),
         cost.se, cost.p80);

out:
  if (err.code != PLACEMENT_OK)
    fprintf(stderr, "%s:%d:%d: %s\n", err.file, (int)err.line, (int)err.column, err.message);
  placement_summary_free(summary);
  placement_plan_free(plan);
  placement_scenario_free(scenario);
  return err.code == PLACEMENT_OK ? 0 : 1;
}
