/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/grounds.h"
#include "plan/plan.h"
#include "report/assumptions.h"
#include "report/run_tables.h"

#include <placement/analysis.h>

#include <string.h>

#define SIDES 2

/* The plan basis of each side, reconciled; their titles must be set. */
static placement_status add_published(const plm_sides *of, plm_side *sides, const char *before, placement_error *err)
{
  placement_basis *bases[SIDES] = {NULL};
  placement_reconciliation *reconciled[SIDES] = {NULL};
  placement_status status = PLACEMENT_OK;
  size_t left_out = 0;
  plm_told note = {{0}, 0};
  for (size_t i = 0; i < of->count && status == PLACEMENT_OK; i++) {
    if ((status = placement_basis_new(sides[i].plan, &bases[i], err)) != PLACEMENT_OK ||
        (status = placement_reconciliation_new(sides[i].plan, bases[i], NULL, &reconciled[i], err)) != PLACEMENT_OK)
      break;
    sides[i].reconciliation = reconciled[i];
    left_out += sides[i].plan->published_count - placement_reconciliation_count(reconciled[i]);
  }
  if (before != NULL)
    plm_told_add(&note, "This is %s as given, before %s.", of->count > 1 ? "each scenario" : "the scenario", before);
  if (left_out > 0)
    plm_told_add(&note,
                 "%sPublished figures that are compared with the mean of the replications are left out: a run of "
                 "the scenario has them.",
                 note.used > 0 ? " " : "");
  if (status == PLACEMENT_OK)
    plm_run_add_published(of, note.text, true);
  for (size_t i = 0; i < SIDES; i++) {
    sides[i].reconciliation = NULL;
    placement_reconciliation_free(reconciled[i]);
    placement_basis_free(bases[i]);
  }
  return status;
}

/* All of those given or none. */
static placement_status add_assumptions(const plm_sides *of, const char *before, placement_error *err)
{
  const placement_scenario *scenarios[SIDES] = {NULL};
  const char *titles[SIDES] = {NULL};
  for (size_t i = 0; i < of->count; i++) {
    scenarios[i] = of->sides[i].plan->scenario;
    titles[i] = of->sides[i].title;
    if (placement_scenario_text(scenarios[i], NULL) == NULL)
      return PLACEMENT_OK;
  }
  return plm_assumptions_add(of->findings, scenarios, titles, of->count, before, err);
}

placement_status plm_grounds_finish(placement_findings *f, const placement_plan *plan, const placement_plan *other,
                                    const char *before, placement_findings **finished, placement_error *err)
{
  const char *title = placement_plan_title(plan), *of_other = other != NULL ? placement_plan_title(other) : "";
  bool told_apart = title[0] != '\0' && of_other[0] != '\0' && strcmp(title, of_other) != 0;
  plm_side sides[SIDES] = {{.title = told_apart ? title : "the scenario", .plan = plan},
                           {.title = told_apart ? of_other : "the other scenario", .plan = other}};
  plm_sides of = {f, sides, other != NULL ? 2 : 1};
  placement_status status = add_published(&of, sides, before, err);
  if (status == PLACEMENT_OK)
    status = add_assumptions(&of, before, err);
  if (status == PLACEMENT_OK)
    return plm_findings_finish(f, finished, err);
  placement_findings_free(f);
  return status;
}
