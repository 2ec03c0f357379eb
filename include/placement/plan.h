/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Plans: a scenario compiled to flat numbers, and its budget on the plan basis.
 *
 * Every figure has an address (metric, column): metrics are numbered from 0 to placement_plan_metric_count - 1, columns
 * are the financial years in order, then the whole horizon, whose column is placement_plan_year_count.
 */
#ifndef PLACEMENT_PLAN_H
#define PLACEMENT_PLAN_H

#include <placement/scenario.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Immutable once made; may be shared by any number of threads. Does not refer to the scenario, which may be freed. */
typedef struct placement_plan placement_plan;

/* What a metric's numbers are. Codes are only ever added. */
enum {
  PLACEMENT_UNIT_MONEY = 0,      /* pounds (the scenario's currency), held to the penny */
  PLACEMENT_UNIT_NIGHTS = 1,     /* bed-nights */
  PLACEMENT_UNIT_COUNT = 2,      /* events */
  PLACEMENT_UNIT_CHILDREN = 3,   /* average number of children over the nights of the column */
  PLACEMENT_UNIT_SHARE = 4,      /* a ratio between 0 and 1 */
  PLACEMENT_UNIT_WEEKLY_COST = 5 /* pounds a week for a placement */
};

/* Compiles a scenario: dates to days, indices to factors, distributions to quantile tables. */
PLACEMENT_API placement_status placement_plan_new(const placement_scenario *scenario, placement_plan **plan,
                                                  placement_error *err);
PLACEMENT_API void placement_plan_free(placement_plan *plan);

/* Title and digest of the scenario that the plan was compiled from. Owned by the plan. */
PLACEMENT_API const char *placement_plan_title(const placement_plan *plan);
PLACEMENT_API const char *placement_plan_sha256(const placement_plan *plan);
PLACEMENT_API const char *placement_plan_currency(const placement_plan *plan);

/* Financial years that the horizon touches, and the label of each, such as "2020-21" ("total" for the column of the
 * horizon). NULL when `column` is out of range. Owned by the plan. */
PLACEMENT_API size_t placement_plan_year_count(const placement_plan *plan);
PLACEMENT_API const char *placement_plan_column_label(const placement_plan *plan, size_t column);

/* Nights of the horizon within the column. */
PLACEMENT_API int32_t placement_plan_column_nights(const placement_plan *plan, size_t column);

/* Calendar months that the horizon touches, and the label of each, such as "2020-04". */
PLACEMENT_API size_t placement_plan_month_count(const placement_plan *plan);
PLACEMENT_API const char *placement_plan_month_label(const placement_plan *plan, size_t month);

/* The metrics that this plan has, in the order of reports: those of the whole scenario, then those of single homes,
 * named `metric@home-id`. Names are owned by the plan; NULL when `metric` is out of range. */
PLACEMENT_API size_t placement_plan_metric_count(const placement_plan *plan);
PLACEMENT_API const char *placement_plan_metric_name(const placement_plan *plan, size_t metric);

/* One of PLACEMENT_UNIT_*, or -1 when `metric` is out of range. */
PLACEMENT_API int32_t placement_plan_metric_unit(const placement_plan *plan, size_t metric);

/* Finds a metric by name. Returns its number, or SIZE_MAX if the plan has none of that name. */
PLACEMENT_API size_t placement_plan_metric_find(const placement_plan *plan, const char *name);

/* Homes, in the order of the scenario. */
PLACEMENT_API size_t placement_plan_home_count(const placement_plan *plan);
PLACEMENT_API const char *placement_plan_home_id(const placement_plan *plan, size_t home);
PLACEMENT_API int32_t placement_plan_home_beds(const placement_plan *plan, size_t home);

/* The plan basis: every home opens on its planned date, every bed is full from that day, and nothing is random; demand
 * is its exact expectation (MODEL.md section 6). */
typedef struct placement_basis placement_basis;

PLACEMENT_API placement_status placement_basis_new(const placement_plan *plan, placement_basis **basis,
                                                   placement_error *err);
PLACEMENT_API void placement_basis_free(placement_basis *basis);

/* The figure at (metric, column) in the unit of the metric; money in pounds, exact to the penny. NAN if the plan basis
 * has no such figure (counts other than arrivals, ratios without a denominator) or the address is out of range. */
PLACEMENT_API double placement_basis_value(const placement_basis *basis, size_t metric, size_t column);

#ifdef __cplusplus
}
#endif

#endif
