/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Figures known to the last penny and night. Constant needs and children listed on day 0 leave nothing to chance: the
 * same figures come out of every replication. Where children arrive at random, the figures of each are known if the
 * last year brings nobody and the needs are shorter than it.
 */
#ifndef TESTS_VERIFICATION_FIGURES_H
#define TESTS_VERIFICATION_FIGURES_H

#include "scenario_run.h"

/* Of children.*: child-nights. */
typedef struct figure {
  const char *metric;
  double years[2]; /* the financial years; or for each arrival, and 0 */
} figure;

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define START "'placement_scenario': 1, 'horizon': {'start': '2025-04-01', 'years': 2}"
#define BEFORE "{'id': 'before', 'planned_opening': '2025-03-01'}" /* a phase of homes that are open on day 0 */

static inline double figure_of(const placement_plan *plan, const placement_workspace *workspace, const char *metric,
                               size_t column)
{
  double value = value_of(plan, workspace, metric, column);
  bool children = placement_plan_metric_unit(plan, metric_of(plan, metric)) == PLACEMENT_UNIT_CHILDREN;
  return children ? value * placement_plan_column_nights(plan, column) : value;
}

/* Checks three replications, and frees the plan. */
static inline void expect_figures(placement_plan *plan, const figure *figures, size_t count)
{
  placement_workspace *workspace = workspace_of(plan);
  for (uint64_t replication = 0; replication < 3; replication++) {
    replicate(plan, 1, replication, workspace);
    for (size_t i = 0; i < count; i++)
      for (size_t y = 0; y < placement_plan_year_count(plan); y++) {
        char what[100];
        (void)snprintf(what, sizeof what, "%s, %s", figures[i].metric, placement_plan_column_label(plan, y));
        expect_exactly(figure_of(plan, workspace, figures[i].metric, y), figures[i].years[y], what);
      }
  }
  placement_workspace_free(workspace);
  placement_plan_free(plan);
}

/* Checks that the figures of the horizon are so many for each arrival in fifty replications, and frees the plan. */
static inline void expect_for_each_arrival(placement_plan *plan, const figure *figures, size_t count)
{
  placement_workspace *workspace = workspace_of(plan);
  size_t total = placement_plan_year_count(plan);
  double all = 0;
  for (uint64_t replication = 0; replication < 50; replication++) {
    replicate(plan, 1, replication, workspace);
    double arrivals = value_of(plan, workspace, "arrivals", total);
    all += arrivals;
    for (size_t i = 0; i < count; i++)
      expect_exactly(figure_of(plan, workspace, figures[i].metric, total), figures[i].years[0] * arrivals,
                     figures[i].metric);
  }
  cr_expect_gt(all, 100, "children arrive");
  placement_workspace_free(workspace);
  placement_plan_free(plan);
}

/* Sum of a figure over the horizons of all replications in proportion to that of another. */
static inline ratio ratio_of(const placement_plan *plan, const char *metric, const char *to, uint64_t replications,
                             uint64_t seed)
{
  ratio r = {0};
  placement_workspace *workspace = workspace_of(plan);
  size_t total = placement_plan_year_count(plan);
  for (uint64_t i = 0; i < scaled(replications); i++) {
    replicate(plan, seed, i, workspace);
    add_to_ratio(&r, figure_of(plan, workspace, metric, total), figure_of(plan, workspace, to, total));
  }
  placement_workspace_free(workspace);
  return r;
}

#endif
