/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/plan.h"
#include "scenario/metric_names.h"

#include <placement/placement.h>

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static const char scenario_text[] =
    "{\"placement_scenario\": 1, \"horizon\": {\"start\": \"2025-04-01\", \"years\": 1},"
    "\"groups\": [{\"id\": \"g\", \"arrivals_per_year\": 9, \"need_days\": 200, \"weekly_fee\": 4000}],"
    "\"phases\": [{\"id\": \"p\", \"planned_opening\": \"2025-06-01\"}],"
    "\"homes\": [{\"id\": \"oak\", \"phase\": \"p\", \"beds\": 2}]}";

/* The names that a published figure may have are those of the plan, and the plan basis has the figures they promise. */
Test(metrics, names_of_the_loader_are_those_of_the_plan)
{
  placement_scenario *scenario = NULL;
  placement_plan *plan = NULL;
  placement_basis *basis = NULL;
  size_t found = 0;
  cr_assert_eq(placement_scenario_load_text(scenario_text, strlen(scenario_text), NULL, &scenario, NULL, NULL),
               PLACEMENT_OK);
  cr_assert_eq(placement_plan_new(scenario, &plan, NULL), PLACEMENT_OK);
  cr_assert_eq(placement_basis_new(plan, &basis, NULL), PLACEMENT_OK);
  for (const plm_metric_name *m = plm_metric_names; m->name != NULL; m++) {
    char of_home[64];
    size_t metric = placement_plan_metric_find(plan, m->name);
    cr_assert_neq(metric, SIZE_MAX, "%s", m->name);
    cr_assert_eq(!isnan(placement_basis_value(basis, metric, 0)), m->on_plan, "%s", m->name);
    (void)snprintf(of_home, sizeof of_home, "%s@oak", m->name);
    cr_assert_eq(placement_plan_metric_find(plan, of_home) != SIZE_MAX, m->of_home, "%s", of_home);
    found += m->of_home ? 2 : 1;
  }
  cr_assert_eq(found, placement_plan_metric_count(plan));
  placement_basis_free(basis);
  placement_plan_free(plan);
  placement_scenario_free(scenario);
}

Test(metrics, addresses_out_of_range)
{
  cr_assert_eq(placement_plan_metric_find(NULL, "cost.total"), SIZE_MAX);
  cr_assert_eq(placement_plan_metric_count(NULL), 0);
  cr_assert_null(placement_plan_metric_name(NULL, 0));
  cr_assert_eq(placement_plan_metric_unit(NULL, 0), -1);
  cr_assert(isnan(placement_basis_value(NULL, 0, 0)));
}
