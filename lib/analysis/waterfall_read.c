/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/waterfall.h"
#include "base/error.h"

#include <stdlib.h>

void placement_waterfall_free(placement_waterfall *waterfall)
{
  if (waterfall == NULL)
    return;
  free(waterfall->metrics);
  free(waterfall->steps);
  free(waterfall->effects);
  free(waterfall);
}

uint64_t placement_waterfall_replications(const placement_waterfall *waterfall)
{
  return waterfall == NULL ? 0 : waterfall->replications;
}

size_t placement_waterfall_metric_count(const placement_waterfall *waterfall)
{
  return waterfall == NULL ? 0 : waterfall->metric_count;
}

const char *placement_waterfall_metric(const placement_waterfall *waterfall, size_t index)
{
  return index < placement_waterfall_metric_count(waterfall) ? waterfall->metrics[index] : NULL;
}

size_t placement_waterfall_step_count(const placement_waterfall *waterfall)
{
  return waterfall == NULL ? 0 : waterfall->step_count;
}

placement_status placement_waterfall_step_at(const placement_waterfall *waterfall, size_t number,
                                             placement_waterfall_step *description, placement_error *err)
{
  if (waterfall == NULL || description == NULL || number >= waterfall->step_count)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "the waterfall has no step %zu", number);
  const plm_waterfall_step *s = &waterfall->steps[number];
  *description = (placement_waterfall_step){s->name, s->heading, s->left_out, s->left_out_alone};
  return PLACEMENT_OK;
}

/* `number` may be that of the whole: the number of steps. */
static placement_status read_effect(const placement_waterfall *w, size_t number, size_t metric, size_t column,
                                    placement_waterfall_effect *effect, placement_error *err)
{
  if (w == NULL || effect == NULL || number > w->step_count || metric >= w->metric_count || column >= w->column_count)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "the waterfall has no figure at step %zu, metric %zu, column %zu",
                    number, metric, column);
  *effect = w->effects[(number * w->metric_count + metric) * w->column_count + column];
  return PLACEMENT_OK;
}

placement_status placement_waterfall_effect_at(const placement_waterfall *waterfall, size_t number, size_t metric,
                                               size_t column, placement_waterfall_effect *effect, placement_error *err)
{
  size_t steps = placement_waterfall_step_count(waterfall);
  return read_effect(waterfall, number < steps ? number : SIZE_MAX, metric, column, effect, err);
}

placement_status placement_waterfall_total(const placement_waterfall *waterfall, size_t metric, size_t column,
                                           placement_waterfall_effect *total, placement_error *err)
{
  return read_effect(waterfall, placement_waterfall_step_count(waterfall), metric, column, total, err);
}
