/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/optimisation.h"
#include "base/error.h"

#include <stdlib.h>

void placement_optimisation_free(placement_optimisation *o)
{
  if (o == NULL)
    return;
  free(o->candidates);
  free(o->limits);
  free(o->ranked);
  free(o->fresh_limits);
  placement_plan_free(o->plan);
  placement_summary_free(o->summary);
  free(o);
}

placement_status placement_optimisation_course(const placement_optimisation *o, placement_search_course *course,
                                               placement_error *err)
{
  if (o == NULL || course == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "optimisation and course must not be NULL");
  *course = o->course;
  return PLACEMENT_OK;
}

placement_status placement_optimisation_candidate(const placement_optimisation *o, size_t candidate,
                                                  placement_candidate *found, placement_error *err)
{
  if (o == NULL || found == NULL || candidate >= o->course.candidates)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "there is no such candidate");
  *found = o->candidates[candidate];
  return PLACEMENT_OK;
}

size_t placement_optimisation_ranked(const placement_optimisation *o, size_t rank)
{
  return o != NULL && rank < o->course.candidates ? o->ranked[rank] : SIZE_MAX;
}

placement_status placement_optimisation_limit(const placement_optimisation *o, size_t candidate, size_t limit,
                                              placement_limit_kept *kept, placement_error *err)
{
  if (o == NULL || kept == NULL || candidate >= o->course.candidates || limit >= o->limit_count)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "there is no such candidate or limit");
  *kept = o->limits[candidate * o->limit_count + limit];
  return PLACEMENT_OK;
}

placement_status placement_optimisation_fresh(const placement_optimisation *o, placement_candidate *found,
                                              placement_error *err)
{
  if (o == NULL || found == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "optimisation and found must not be NULL");
  *found = o->fresh;
  return PLACEMENT_OK;
}

placement_status placement_optimisation_fresh_limit(const placement_optimisation *o, size_t limit,
                                                    placement_limit_kept *kept, placement_error *err)
{
  if (o == NULL || kept == NULL || limit >= o->limit_count)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "there is no such limit");
  *kept = o->fresh_limits[limit];
  return PLACEMENT_OK;
}

const placement_plan *placement_optimisation_plan(const placement_optimisation *o)
{
  return o != NULL ? o->plan : NULL;
}

const placement_summary *placement_optimisation_summary(const placement_optimisation *o)
{
  return o != NULL ? o->summary : NULL;
}
