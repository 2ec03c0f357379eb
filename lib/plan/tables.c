/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/tables.h"
#include "base/error.h"
#include "base/memory.h"

#include <stdlib.h>

static placement_status add_table(plm_tables *tables, const plm_distribution *d, placement_error *err)
{
  size_t i = tables->count;
  size_t capacity = tables->capacity;
  placement_status status;
  if (plm_grow_array((void **)&tables->distributions, &capacity, i + 1, sizeof *tables->distributions) != 0 ||
      plm_grow_array((void **)&tables->tables, &tables->capacity, i + 1, sizeof *tables->tables) != 0)
    return plm_fail_memory(err);
  if (plm_distribution_copy(&tables->distributions[i], d) != PLACEMENT_OK)
    return plm_fail_memory(err);
  tables->tables[i] = plm_new_array(1, sizeof **tables->tables);
  if (tables->tables[i] == NULL) {
    plm_distribution_clear(&tables->distributions[i]);
    return plm_fail_memory(err);
  }
  tables->count++;
  status = plm_quantile_table_init(tables->tables[i], d, err);
  return status;
}

placement_status plm_tables_get(plm_tables *tables, const plm_distribution *d, const plm_quantile_table **table,
                                placement_error *err)
{
  size_t i = 0;
  while (i < tables->count && !plm_distribution_equal(&tables->distributions[i], d))
    i++;
  if (i == tables->count) {
    placement_status status = add_table(tables, d, err);
    if (status != PLACEMENT_OK)
      return status;
  }
  *table = tables->tables[i];
  return PLACEMENT_OK;
}

void plm_tables_clear(plm_tables *tables)
{
  for (size_t i = 0; i < tables->count; i++) {
    plm_distribution_clear(&tables->distributions[i]);
    plm_quantile_table_clear(tables->tables[i]);
    free(tables->tables[i]);
  }
  free(tables->distributions);
  free(tables->tables);
}
