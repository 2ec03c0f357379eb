/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is uncertain about a scenario, and what its inputs are set to.
 */
#include "base/error.h"
#include "distribution/quantile_table.h"
#include "scenario/inputs.h"

#include <math.h>

const char *placement_scenario_uncertain_pointer(const placement_scenario *scenario, size_t index)
{
  return index < scenario->uncertain_count ? scenario->uncertain[index].input : NULL;
}

double placement_scenario_uncertain_correlation(const placement_scenario *scenario, size_t i, size_t j)
{
  const size_t n = scenario->uncertain_count;
  return i < n && j < n ? scenario->correlation[i * n + j] : NAN;
}

placement_status placement_scenario_uncertain_quantile(const placement_scenario *scenario, size_t index,
                                                       double probability, double *value, placement_error *err)
{
  const plm_uncertain *uncertain;
  plm_quantile_table table = {.constant = true};
  placement_scenario *copy = NULL;
  placement_status status;
  plm_input input;
  if (scenario == NULL || value == NULL || index >= scenario->uncertain_count)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "there is no uncertain input %zu, or no place for its value", index);
  if (!(probability > 0 && probability < 1))
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "a probability must be above 0 and below 1");
  uncertain = &scenario->uncertain[index];
  status = plm_scenario_copy(scenario, &copy, err); /* inputs point into what they can change */
  if (status == PLACEMENT_OK)
    status = plm_input_find(copy, uncertain->input, &input, err);
  if (status == PLACEMENT_OK)
    status = plm_quantile_table_init(&table, &uncertain->distribution, err);
  if (status == PLACEMENT_OK)
    *value = plm_input_combine(&input, uncertain->as, plm_quantile_table_at(&table, probability, false));
  plm_quantile_table_clear(&table);
  placement_scenario_free(copy);
  return status;
}
